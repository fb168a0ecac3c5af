"""Pre-structured case: the outline of the report, each section with its evidence, the narrative to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.axes import Axis, of_places
from qda.display.codes import Place
from qda.display.contacts import contacts_of
from qda.display.display import display
from qda.display.forms import LEFT, NOTHING, TO_WRITE, WITHOUT, Unit, row, told, units_of, whole
from qda.display.grid import Ground, fill, ground_of
from qda.display.options import Coded
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS, QUOTE_RULE, informants, quotations
from qda.model.code_words import origin_word
from qda.model.day import day
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.papers import CodeBirth
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class PreStructuredCaseOptions(Coded):
    """Options of the pre-structured case."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Codes that are sections, each with all under it; the top of the codebook if left out."),
        },
    )
    section: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "A section of the outline with its codes, “Support = modal, alat”; sections are the top codes if left "
                "out."
            ),
        },
    )
    depth: int = field(
        default=0,
        metadata={"help": N_("How far codes are split up into sections of their own."), "least": 0},
    )
    case: str = field(default="", metadata={"help": N_("The case to write up; the whole study if left out.")})
    unit: str = field(
        default="case",
        metadata={
            "help": N_("What a case is: case, role, group, site, source or any attribute."),
            "only": {"case": ()},
        },
    )
    quotes: int = field(default=3, metadata={"help": N_("Quotations in a section at most."), "least": 1})


@display(
    "pre-structured-case",
    N_("Pre-structured case: the report’s outline, each section with its evidence"),
    question=N_("What do the data give to each section of a report whose outline was fixed beforehand?"),
    options=PreStructuredCaseOptions,
    citation=CITATION,
    code="D11",
    without={name: why for name, why in WITHOUT.items() if name not in ("code", "depth", "quotes")},
    rests_on="records",
    reads=("births",),
)
def pre_structured_case(material: Material, options: PreStructuredCaseOptions) -> Sheet:
    """A row a section of the outline: quotations, people of those asked, since when its codes stand, the narrative.

    Raises:
        InputError: a section has no heading.
        NotFoundError: a code, a case or the unit is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    outline = _outline(ground, options)
    [unit] = units_of(ground, options.unit, (options.case,)) if options.case else [whole(ground)]
    began = min((one.date for one in contacts_of(material) if one.date), default=None)
    births = {one.path: one for one in material.papers.births}
    stands = [
        _since([births[code] for code in sorted(place.codes or ()) if code in births], began) for place in outline
    ]
    rows = _sections(ground, unit, outline, stands, options.quotes)
    words = Words(
        kind="pre-structured-case",
        title=_("Pre-structured case"),
        reading=_(
            "Each row is a section of the report, in the order of its outline. Read the evidence and write the "
            "narrative beside it; a section without evidence says why it has none."
        ),
        citation=CITATION,
        counts=_(COUNTS["informants"]),
        rules=(
            _("A section holds the passages of its codes with all under them."),
            _(QUOTE_RULE),
            _(
                "An outline is fixed before fieldwork: beside each section stands since when its codes are in the "
                "study, held against the first dated contact. Whether they were thought of earlier, the study cannot "
                "know."
            ),
            _(LEFT),
        ),
        filters=not_shown(ground, {code for place in outline for code in place.codes or ()}),
    )
    columns = (
        Column(label=_("Evidence"), key="evidence"),
        Column(label=_("People"), key="people"),
        Column(label=_("Codes in the study since"), key="since"),
        Column(label=_("Narrative"), key="narrative"),
    )
    return sheet(material, ground, words, corner=_("Section"), columns=columns, rows=rows)


def _outline(ground: Ground, options: PreStructuredCaseOptions) -> list[Place]:
    tree = ground.tree
    if not options.section:
        places = tree.places(options.code, options.depth, frozenset(ground.entries.code))
        return [Place(key=p.key, label=f"{p.group} / {p.label}" if p.group else p.label, codes=p.codes) for p in places]
    made = []
    for text in options.section:
        heading, _sign, names = text.partition("=")
        if not heading.strip():
            raise InputError(
                _("The section “{section}” has no heading.").format(section=text),
                mend=_("Write the heading, and its codes behind “=”: --section 'Support = modal, alat'."),
            )
        chosen = tree.find(name.strip() for name in names.split(",") if name.strip())
        codes = frozenset(code for path in chosen for code in tree.subtree(path))
        made.append(Place(key=heading.strip(), label=heading.strip(), codes=codes))
    return made


def _sections(ground: Ground, unit: Unit, outline: Sequence[Place], stands: Sequence[Cell], quotes: int) -> list[Row]:
    aside = ground.entries.aside
    sections = Axis(
        name="code",
        title=_("Section"),
        places=tuple(outline),
        entry=of_places(ground.entries, outline),
        hearing=None,
        aside=() if aside is None else of_places(aside, outline),
    )
    here = Axis(
        name="case",
        title=unit.label,
        places=(Place(key=unit.key, label=unit.label),),
        entry=(unit.entries,),
        hearing=(unit.hearings,),
        aside=(unit.aside,),
    )
    said = fill(ground, sections, here, quotations, quotes=quotes)
    people = fill(ground, sections, here, informants)
    group = unit.label if unit.key else ""
    return [
        row(
            unit.key,
            place.key,
            place.label,
            (words.cells[0], number.cells[0], since, TO_WRITE)
            if place.codes
            else (NOTHING, NOTHING, NOTHING, TO_WRITE),
            group,
        )
        for place, words, number, since in zip(outline, said, people, stands, strict=True)
    ]


def _since(births: Sequence[CodeBirth], began: str | None) -> Cell:
    """Since when the codes of a section are in the study, and where they are from."""
    if not births:
        return told(())
    first = min(one.at for one in births)[:10]
    if began is None:
        held = _("no contact has a date")
    elif first < began[:10]:
        held = _("before the first contact ({began})").format(began=day(began[:10]))
    else:
        held = _("not before the first contact ({began})").format(began=day(began[:10]))
    origins = list(dict.fromkeys(origin_word(one.origin) for one in births if one.origin))
    return told((day(first), held, _("from: {origins}").format(origins="; ".join(origins)) if origins else ""))
