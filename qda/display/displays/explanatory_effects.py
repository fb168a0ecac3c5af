"""Explanatory effects matrix: who did what, to what effect soon and later, and why, which the researcher writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import axis_of, ground_of
from qda.display.options import Coded
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.parts import Part, part, part_cells
from qda.display.reducers import COUNTS
from qda.display.together import LINKS, link_rule
from qda.model.frames import Material
from qda.model.sheet import Column, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanatoryEffectsOptions(Coded):
    """Options of the explanatory effects matrix."""

    depth: int = field(default=1, metadata={"help": N_("How far the chosen codes are split up into rows."), "least": 0})
    who: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes that say who did it, besides the slot actor.")}
    )
    short: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes that say what it led to soon, besides the slot output.")}
    )
    later: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes that say what it led to later, besides the slot impact.")}
    )
    link: str = field(
        default="overlap",
        metadata={"help": N_("When a passage of those codes belongs to a row."), "choices": LINKS},
    )
    quotes: int = field(default=2, metadata={"help": N_("Quotations in a cell at most."), "least": 0})


@display(
    "explanatory-effects",
    N_("Explanatory effects matrix: what was done, what it led to soon and later, and why"),
    question=N_("What did each kind of help lead to, and why?"),
    options=ExplanatoryEffectsOptions,
    citation=CITATION,
    code="D6",
)
def explanatory_effects(material: Material, options: ExplanatoryEffectsOptions) -> Sheet:
    """A row a kind of help or outcome; its first columns from slots and codes beside it, the last to be written.

    Raises:
        NotFoundError: a code is not there.
        FormulaError: `where` cannot be read.
        InputError: `link` is none of those there are.
    """
    ground = ground_of(material, options.where)
    rows = axis_of(ground, "code", code=options.code, depth=options.depth)
    parts = (
        part(ground, _("Who"), ("actor",), options.who),
        part(
            ground,
            _("What happened"),
            (
                "",
                "input",
                "process",
            ),
        ),
        part(ground, _("Short-run effect"), ("output",), options.short),
        part(ground, _("Longer-run effect"), ("impact",), options.later),
        Part(label=_("Explanation"), human=True, key="explanation"),
    )
    made = [
        Row(
            label=place.label,
            group=place.group,
            cells=part_cells(ground, mine, parts, options.link, options.quotes),
            key=place.key,
        )
        for place, mine in zip(rows.places, rows.entry, strict=True)
    ]
    words = Words(
        kind="explanatory-effects",
        title=_("Explanatory effects matrix"),
        reading=_(
            "Read a row from left to right: who, what, what came of it soon and later. The last column is yours: why "
            "it came about."
        ),
        citation=CITATION,
        counts=_(COUNTS["quotes"]),
        rules=(
            _(
                "A passage enters by the slot its coding names: actor; input, process or none; output (soon); impact "
                "(later); and by the codes named for a column where it belongs together with the row’s passages."
            ),
            link_rule(options.link),
            _("The explanation is the researcher’s; the program leaves it to be written."),
        ),
        filters=not_shown(
            ground, {c for p in rows.places for c in p.codes or ()} | {c for each in parts for c in each.codes}
        ),
    )
    return sheet(
        material,
        ground,
        words,
        corner=_("Outcome or help"),
        columns=[Column(label=each.label, key=each.key) for each in parts],
        rows=made,
        asked=False,
    )
