"""Case dynamics matrix: what strained the case, how people coped, how it was resolved, what stayed changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qda.display.axes import axis_word
from qda.display.crossing import reducer
from qda.display.display import display
from qda.display.grid import Ground, axis_of, ground_of
from qda.display.options import Ordered, cell_option, columns_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.display.parts import Line, lines_of, part, part_cells, split_axis
from qda.display.reducers import COUNTS
from qda.display.shown import shown
from qda.display.together import LINKS, link_rule
from qda.model.frames import Material
from qda.model.records import Stance
from qda.model.sheet import Column, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 9."  # page not checked
COLUMNS = ("strain", "issue", "coping", "resolution", "change")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDynamicsOptions(Ordered):
    """Options of the case dynamics matrix."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes that name a strain, each a row; every code that declares slots if left out.")},
    )
    issue: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes for the issue beneath it, besides the slot input.")}
    )
    coping: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes for how people coped, besides the slot process.")}
    )
    resolution: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes for how it was resolved, besides the slot output.")}
    )
    change: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes for what stayed changed, besides the slot impact.")}
    )
    rows: str = field(
        default="",
        metadata={"help": N_("Split each strain over: case, role, group, site, source or any attribute.")},
    )
    link: str = field(
        default="informant",
        metadata={
            "help": N_("When a passage of those codes belongs to a strain."),
            "choices": LINKS,
            "only": {"issue": (), "coping": (), "resolution": (), "change": ()},
        },
    )
    order: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Order of the parts that strains are split into, first to last; the others follow."),
            "only": {"rows": ()},
        },
    )
    cols: tuple[str, ...] = columns_option(COLUMNS)
    cell: str = cell_option()
    quotes: int = quotes_option()


@display(
    "case-dynamics",
    N_("Case dynamics matrix: strains, how people coped, what came of it"),
    question=N_("What put a strain on the case, how did people cope, and what stayed changed?"),
    options=CaseDynamicsOptions,
    needs=("codings", "slots"),
    citation=CITATION,
    code="D36",
    without={"depth": N_("a strain is a code with all that lies under it; name deeper ones with --code")},
)
def case_dynamics(material: Material, options: CaseDynamicsOptions) -> Sheet:
    """A row a strain that somebody states; what nobody says of it is NOT_STATED.

    Raises:
        NotFoundError: a code or axis is not there.
        FormulaError: `where` cannot be read.
        InputError: `link`, a cell or a column is none of those there are.
    """
    reducer(options.cell)
    ground = ground_of(material, options.where)
    parts = (
        part(ground, _("In their words"), ("",)),
        part(ground, _("Issue beneath it"), ("input",), options.issue),
        part(ground, _("How people coped"), ("process",), options.coping),
        part(ground, _("How it was resolved"), ("output",), options.resolution),
        part(ground, _("What stayed changed"), ("impact",), options.change),
    )
    before = _stated_without_filter(material, options)
    rows, left, hidden = list[Row](), list[str](), list[str]()
    for line in _strains(ground, options):
        if not _stated(ground, line.entries):
            (hidden if line.key in before else left).append(line.label)
            continue
        cells = part_cells(ground, line, parts, options.link, cell=options.cell, quotes=options.quotes)
        rows.append(Row(label=line.label, group=line.group, cells=cells))
    words = Words(
        kind="case-dynamics",
        title=_("Case dynamics matrix"),
        reading=_(
            "Each row is a strain; read on to what lay beneath it, how people coped, how it ended and what stayed. "
            "“Not stated” is a question for the next interview."
        ),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        rules=(
            _(
                "A strain has a row only where a passage states it: one on its code that names no slot and denies "
                "nothing."
            ),
            _(
                "The other columns hold the strain’s passages by their slot (input: issue; process: coping; output: "
                "resolution; impact: change) and passages of the codes named for them that belong together with it."
            ),
            link_rule(options.link),
        ),
        filters=() if options.rows else _unstated(left, hidden),
        notes=_without_rows(filtered=bool(before)) if not rows else (),
    )
    kept = shown([Column(label=each.label) for each in parts], rows, COLUMNS, options.cols)
    return sheet(
        material,
        ground,
        words,
        corner=axis_word(options.rows) if options.rows not in ("", "code") else _("Strain"),
        columns=kept.columns,
        rows=kept.rows,
        asked=False,
    )


def _strains(ground: Ground, options: CaseDynamicsOptions) -> Iterator[Line]:
    """Each strain with its entries, split over an axis where one is wanted."""
    chosen = options.code or tuple(path for path in ground.tree.paths if ground.tree.slots[path])
    if not chosen:
        return
    axis = axis_of(ground, "code", code=chosen, depth=0)
    places = [replace(place, group=" / ".join(ground.tree.levels(place.key)[:-1])) for place in axis.places]
    split = split_axis(ground, options.rows, options.order)
    yield from lines_of(ground, zip(places, axis.entry, strict=True), split)


def _stated_without_filter(material: Material, options: CaseDynamicsOptions) -> frozenset[str]:
    """The lines that state a strain if nothing is filtered out; none where there is no filter."""
    if not options.where:
        return frozenset()
    ground = ground_of(material)
    return frozenset(line.key for line in _strains(ground, options) if _stated(ground, line.entries))


def _unstated(left: Sequence[str], hidden: Sequence[str]) -> tuple[str, ...]:
    """Which strains have no row: nobody states them, or the filter leaves out whoever does."""
    told = (
        (_("No strain is stated on: {names}."), left),
        (_("The filter leaves out every statement of: {names}."), hidden),
    )
    return tuple(words.format(names="; ".join(dict.fromkeys(names))) for words, names in told if names)


def _without_rows(*, filtered: bool) -> tuple[str, ...]:
    if filtered:
        return (_("No strain is stated in what the filter leaves in."),)
    return (_("No strain is stated. Name the codes of strains with --code, or give codes slots in the codebook."),)


def _stated(ground: Ground, mine: Sequence[int]) -> bool:
    return any(not ground.entries.slot[i] and ground.entries.stance[i] != Stance.AGAINST for i in mine)
