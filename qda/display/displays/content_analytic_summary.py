"""Content-analytic summary table: in how many cases each category occurs, and in which."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.axes import Axis
from qda.display.crossing import reducer
from qda.display.display import display
from qda.display.empties import was_asked, why_empty
from qda.display.grid import Ground, asked_for, axis_of, fill, ground_of, set_aside, shaded
from qda.display.options import CELLS, Coded, depth_option, quotes_option
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS
from qda.model.frames import Material
from qda.model.natural import natural
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentAnalyticSummaryOptions(Coded):
    """Options of the content-analytic summary table."""

    depth: int = depth_option(1, N_("How far the chosen codes are split up into categories."))
    count: str = field(
        default="case", metadata={"help": N_("What is counted: case, or site, source or any attribute.")}
    )
    cols: str = field(
        default="",
        metadata={
            "help": N_("Also count within each value of this: role, group, site, technique or any attribute."),
            "also": ("by", "columns"),
        },
    )
    cell: str = field(
        default="informants",
        metadata={"help": N_("What the cells of --cols show."), "choices": CELLS, "only": {"cols": ()}},
    )
    order: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Order of the values of --cols, first to last; the others follow."),
            "only": {"cols": ()},
        },
    )
    quotes: int = quotes_option()


@display(
    "content-analytic-summary",
    N_("Content-analytic summary table: in how many cases each category occurs"),
    question=N_("How widely is each category shared, and by whom?"),
    options=ContentAnalyticSummaryOptions,
    citation=CITATION,
    code="D8",
    without={"rows": N_("a row is a category, and categories are codes (--code, --depth)")},
)
def content_analytic_summary(material: Material, options: ContentAnalyticSummaryOptions) -> Sheet:
    """A row a category; how many cases show it, of how many asked, and which.

    Raises:
        InputError: there is no such cell.
        NotFoundError: an axis or code is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    rows = axis_of(ground, "code", code=options.code, depth=options.depth)
    counted = axis_of(ground, options.count)
    columns = [Column(label=_("Number")), Column(label=_("Which"))]
    cells = [
        _counts(ground, place.codes or frozenset(), found, counted)
        for place, found in zip(rows.places, rows.entry, strict=True)
    ]
    if options.cols:
        groups = axis_of(ground, options.cols, options.order)
        columns += [Column(label=place.label, group=groups.title) for place in groups.places]
        within = fill(ground, rows, groups, reducer(options.cell), quotes=options.quotes)
        cells = [(*ours, *row.cells) for ours, row in zip(cells, shaded(within), strict=True)]
    words = Words(
        kind="content-analytic-summary",
        title=_("Content-analytic summary table"),
        reading=_(
            "Each row is a category: how many cases show it at least once, of how many that were asked, and "
            "which they are."
        ),
        citation=CITATION,
        counts=_(COUNTS["informants"])
        if options.count == "case"
        else _("Numbers count values of “{axis}”, each once, out of those asked.").format(axis=counted.title),
        rules=(
            _(
                "A case shows a category where at least one of its passages carries the code or one under it; it is "
                "counted once, however often."
            ),
        ),
        filters=not_shown(ground, (code for place in rows.places for code in place.codes or ())),
    )
    made = [
        Row(label=place.label, group=place.group, cells=tuple(found))
        for place, found in zip(rows.places, cells, strict=True)
    ]
    return sheet(material, ground, words, corner=_("Category"), columns=columns, rows=made)


def _counts(ground: Ground, codes: frozenset[str], found: tuple[int, ...], counted: Axis) -> tuple[Cell, ...]:
    """Number and names of the cases that show a category."""
    targeted = asked_for(codes)
    chosen = set(found)
    shown = [
        k for k, mine in enumerate(counted.entry) if not chosen.isdisjoint(mine) and _a_case(ground, counted, k, chosen)
    ]
    put = {
        k
        for k, heard in enumerate(counted.hearing or ())
        if any(was_asked(ground.hearings, h, targeted) for h in heard)
    }
    asked = put | set(shown)
    evidence = tuple(ground.entries.ids[i] for i in found)
    if not shown:
        cell = Cell(value=_("researcher only"), evidence=evidence) if found else Cell(empty=_reason(ground, codes))
        return cell, cell
    names = sorted((counted.places[k].label for k in shown), key=natural)
    number = Cell(
        value=len(shown),
        evidence=evidence,
        of=len(asked),
        strength=len(shown) / len(asked) if put else None,
        unasked=not put,
    )
    return number, Cell(value="; ".join(names), evidence=evidence)


def _a_case(ground: Ground, counted: Axis, k: int, chosen: set[int]) -> bool:
    """The researcher's own prose makes no case."""
    return any(ground.entries.unit[i] is not None for i in counted.entry[k] if i in chosen)


def _reason(ground: Ground, codes: frozenset[str]) -> Empty:
    everywhere, aside = range(len(ground.hearings)), bool(set_aside(ground, codes))
    return why_empty(ground.hearings, everywhere, asked_for(codes), aside=aside)
