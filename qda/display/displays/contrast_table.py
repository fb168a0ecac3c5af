"""Contrast table: cases that stand high, in the middle and low on an outcome, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from qda.display.axes import Axis, axis_word
from qda.display.classification import cases_of
from qda.display.crossing import reducer
from qda.display.display import display
from qda.display.grid import Ground, axis_of, fill, ground_of
from qda.display.narrowed import arranged
from qda.display.options import cell_option, depth_option, quotes_option
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS, QUOTE_RULE
from qda.display.standing import ATTRIBUTE, Sorted, Standing, Variable, falling, main_variable, standings
from qda.model.attribute_words import attribute_value
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked
HIGH, MIDDLE, LOW = N_("High"), N_("In the middle"), N_("Low")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastTableOptions(Sorted):
    """Options of the contrast table."""

    cols: str = field(
        default="case",
        metadata={
            "help": N_("What a column is: case, role, group, site, source or any attribute."),
            "also": ("columns", "rows"),
        },
    )

    each: int = field(
        default=1, metadata={"help": N_("How many cases stand for high, for the middle and for low."), "least": 1}
    )
    depth: int = depth_option(0)
    cell: str = cell_option(help_=N_("What a cell shows of a code."))
    quotes: int = quotes_option()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """One exemplary case: its position among the cases, and what it stands for."""

    k: int
    stands_for: str


@display(
    "contrast-table",
    N_("Contrast table: cases high, in the middle and low on an outcome, side by side"),
    question=N_("What sets a case in which it went well apart from one in which it did not?"),
    options=ContrastTableOptions,
    needs=("cases", "ordered"),
    citation=CITATION,
    code="D9",
    rests_on="records",
    without={"order": N_("the outcome puts the cases in order (--by), and --code the themes")},
)
def contrast_table(material: Material, options: ContrastTableOptions) -> Sheet:
    """A column an exemplary case, a row an attribute or a theme; the last row is the researcher's.

    Raises:
        InputError: nothing puts the cases in order, the outcome's values have no order, or there is no such cell.
        NotFoundError: an outcome, code or axis is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    reduce = reducer(options.cell)
    outcome = main_variable(ground, options.by, options.levels)
    cases = cases_of(ground, options.cols)
    found = standings(ground, cases, outcome)
    chosen = exemplary(found, max(options.each, 1))
    shown = arranged(cases, [each.k for each in chosen])
    themes = axis_of(ground, "code", code=options.code, depth=options.depth)
    filled = fill(ground, themes, shown, reduce, quotes=options.quotes)
    rows = [
        Row(label=outcome.label, group=_("Outcome"), cells=tuple(found[each.k].cell for each in chosen)),
        *_attributes(ground, shown, outcome),
        *(replace(row, group=row.group or _("What is said")) for row in filled),
        Row(
            label=_("What sets it apart"),
            group=_("In short"),
            key="what-sets-it-apart",
            cells=tuple(Cell(empty=Empty.TO_WRITE) for _each in chosen),
        ),
    ]
    words = Words(
        kind="contrast-table",
        title=_("Contrast table: {outcome}").format(outcome=outcome.label),
        reading=_(
            "The cases were chosen by the outcome before anything else was looked at. Read across each row: which rows "
            "differ as the outcome does?"
        ),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        rules=(
            outcome.rule,
            _(
                "Chosen: the {n} highest, the {n} lowest and, of three cases with a value or more, the {n} nearest to "
                "the middle value; of equals the one that the cases table names first."
            ).format(n=max(options.each, 1)),
            *((_(QUOTE_RULE),) if options.cell == "quotes" else ()),
            _("The row marked “to be written” is the researcher’s own."),
        ),
        filters=not_shown(ground, {c for p in themes.places for c in p.codes or ()} | outcome.codes),
        notes=_warnings(cases, found, chosen),
    )
    columns = [
        Column(label=place.label, group=_(each.stands_for), key=place.key)
        for place, each in zip(shown.places, chosen, strict=True)
    ]
    return sheet(material, ground, words, corner=_("Feature"), columns=columns, rows=rows)


def exemplary(found: Sequence[Standing], each: int) -> list[_Chosen]:
    """The cases that stand for high, for the middle and for low, from high to low; no case twice.

    With fewer cases than places, high and low are served first.
    """
    order = [k for k in falling(found) if found[k].rank is not None]
    ranks = {k: float(found[k].rank or 0.0) for k in order}
    high = order[: min(each, (len(order) + 1) // 2)]
    below = [k for k in order if k not in high]
    low = sorted(below, key=lambda k: (ranks[k], k))[:each]
    rest = [k for k in below if k not in low]
    centre = median(ranks.values()) if ranks else 0.0
    near = sorted(rest, key=lambda k: (abs(ranks[k] - centre), k))[:each]
    return [
        *(_Chosen(k=k, stands_for=HIGH) for k in high),
        *(_Chosen(k=k, stands_for=MIDDLE) for k in order if k in near),
        *(_Chosen(k=k, stands_for=LOW) for k in order if k in low),
    ]


def _attributes(ground: Ground, shown: Axis, outcome: Variable) -> list[Row]:
    """What the cases table says of each, every attribute but the outcome."""
    people = ground.entries.people
    rows = []
    for name in people.attributes:
        if outcome.kind == ATTRIBUTE and name == outcome.name:
            continue
        cells = []
        for members in shown.people or (frozenset(),) * len(shown.places):
            values = dict.fromkeys(people.attribute(person, name) for person in people.names if person in members)
            told = "; ".join(attribute_value(value) for value in values if value is not None)
            cells.append(Cell(value=told) if told else Cell(empty=Empty.NOT_STATED))
        rows.append(Row(label=axis_word(name), group=_("Attributes"), cells=tuple(cells)))
    return rows


def _warnings(cases: Axis, found: Sequence[Standing], chosen: Sequence[_Chosen]) -> tuple[str, ...]:
    """Cases without a value, and whether those chosen differ at all."""
    missing = "; ".join(place.label for place, each in zip(cases.places, found, strict=True) if each.rank is None)
    ranks = {found[each.k].rank for each in chosen}
    return (
        *((_("Without a value on the outcome, so never chosen: {names}.").format(names=missing),) if missing else ()),
        *((_("All chosen cases have the same value: there is no contrast."),) if chosen and len(ranks) == 1 else ()),
    )
