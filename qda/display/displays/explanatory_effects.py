"""Explanatory effects matrix: who did what, to what effect soon and later, and why, which the researcher writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.axes import axis_word
from qda.display.crossing import reducer
from qda.display.display import display
from qda.display.grid import axis_of, ground_of
from qda.display.options import Ordered, cell_option, columns_option, quotes_option
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.parts import Part, lines_of, part, part_cells, split_axis
from qda.display.reducers import COUNTS
from qda.display.shown import shown
from qda.display.together import LINKS, link_rule
from qda.model.frames import Material
from qda.model.sheet import Column, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked
COLUMNS = ("who", "what", "short", "later", "explanation")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanatoryEffectsOptions(Ordered):
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
        metadata={
            "help": N_("When a passage of those codes belongs to a row."),
            "choices": LINKS,
            "only": {"who": (), "short": (), "later": ()},
        },
    )
    rows: str = field(
        default="",
        metadata={"help": N_("Split each outcome over: case, role, group, site, source or any attribute.")},
    )
    order: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Order of what outcomes are split over, first to last; the others follow."),
            "only": {"rows": ()},
        },
    )
    cols: tuple[str, ...] = columns_option(COLUMNS)
    cell: str = cell_option()
    quotes: int = quotes_option()


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
        NotFoundError: a code or axis is not there.
        FormulaError: `where` cannot be read.
        InputError: `link`, a cell or a column is none of those there are.
    """
    reducer(options.cell)
    ground = ground_of(material, options.where)
    rows = axis_of(ground, "code", code=options.code, depth=options.depth)
    split = split_axis(ground, options.rows, options.order)
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
            label=line.label,
            group=line.group,
            cells=part_cells(ground, line, parts, options.link, cell=options.cell, quotes=options.quotes),
            key=line.key,
        )
        for line in lines_of(ground, zip(rows.places, rows.entry, strict=True), split)
    ]
    kept = shown([Column(label=each.label, key=each.key) for each in parts], made, COLUMNS, options.cols)
    words = Words(
        kind="explanatory-effects",
        title=_("Explanatory effects matrix"),
        reading=_(
            "Read a row from left to right: who, what, what came of it soon and later. The last column is yours: why "
            "it came about."
        ),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
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
        corner=_("Outcome or help") if split is None else axis_word(options.rows),
        columns=kept.columns,
        rows=kept.rows,
        asked=split is not None,
    )
