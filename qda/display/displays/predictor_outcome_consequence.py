"""Predictor–outcome–consequence matrix: what goes before and what follows the outcome, with γ as a hint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import axis_of, ground_of
from qda.display.options import cell_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.display.ratings import VALUE, Ratings, all_others, counted, named, rate, sort_rule, variable_rules
from qda.display.standing import CaseOrdered, Standing, Variable, main_variable
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, number

CITATION = f"{BOOK}, ch. 10."  # page not checked
FEW = 10  # cases below which γ moves with every single one


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictorOutcomeConsequenceOptions(CaseOrdered):
    """Options of the predictor–outcome–consequence matrix."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Predictors: codes or attributes; all that are ordered if left out."),
            "also": ("cols", "columns"),
        },
    )
    consequence: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Consequences of the outcome: codes or attributes.")}
    )
    cell: str = cell_option(VALUE, VALUE, help_=N_("What a cell shows of a code; value: where the case stands on it."))
    quotes: int = quotes_option()


@display(
    "predictor-outcome-consequence",
    N_("Predictor–outcome–consequence matrix: what goes before and after the outcome, case by case"),
    question=N_("What goes before a high outcome, and what follows from it?"),
    options=PredictorOutcomeConsequenceOptions,
    needs=("cases", "ordered"),
    citation=CITATION,
    code="D43",
    rests_on="records",
    without={
        "order": N_("the outcome puts the rows in order (--by), and --code the columns"),
        "depth": N_("a predictor is one code with all that lies under it, or one attribute"),
    },
)
def predictor_outcome_consequence(material: Material, options: PredictorOutcomeConsequenceOptions) -> Sheet:
    """A row a case, from high to low on the outcome; the last row is Goodman and Kruskal's γ of each column with it.

    Raises:
        NotFoundError: an axis or variable is not there.
        FormulaError: `where` cannot be read.
        InputError: nothing puts the cases in order, a variable's values have no order, or there is no such cell.
    """
    ground = ground_of(material, options.where)
    outcome = main_variable(ground, options.by, options.levels)
    after = named(ground, options.consequence)
    later = {each.name for each in after}
    before = named(ground, options.code) or [each for each in all_others(ground, outcome) if each.name not in later]
    cases = axis_of(ground, options.rows)
    ratings = rate(ground, cases, outcome, [*before, *after], cell=options.cell, quotes=options.quotes)
    hints = [gamma(ratings.outcome, column) for column in ratings.others]
    words = Words(
        kind="predictor-outcome-consequence",
        title=_("Predictor–outcome–consequence matrix"),
        reading=_(
            "Cases stand from high to low on {variable}; what predicts it stands to its left, what follows to its "
            "right."
        ).format(variable=outcome.label),
        citation=CITATION,
        counts=counted(options.cell),
        rules=(
            sort_rule(outcome),
            *variable_rules([outcome, *before, *after], options.cell),
            _(
                "γ compares all pairs of cases that differ on both: 1 where more of the one always goes with more of "
                "the outcome, −1 where with less; n is the number of cases with both values."
            ),
        ),
        notes=(
            _(
                "γ is a hint where to look, no test and no cause. With fewer than {few} cases a single one can turn it."
            ).format(few=FEW),
            *_undefined([*before, *after], hints),
        ),
    )
    columns = (
        *(Column(label=each.label, group=_("Predictors")) for each in before),
        Column(label=outcome.label, group=_("Outcome")),
        *(Column(label=each.label, group=_("Consequences")) for each in after),
    )
    rows = [*ratings.lines(len(before)), _hint_row(hints, len(before), ratings)]
    return sheet(material, ground, words, corner=ratings.rows.title, columns=columns, rows=rows)


def gamma(outcome: Sequence[Standing], other: Sequence[Standing]) -> tuple[float | None, int]:
    """Goodman and Kruskal's γ of two columns of ratings, and how many rows have both; γ None where undefined."""
    import numpy as np

    from qda.stats.association import goodman_kruskal_gamma

    pairs = [(a.rank, b.rank) for a, b in zip(outcome, other, strict=True) if a.rank is not None and b.rank is not None]
    first, second = (sorted({pair[side] for pair in pairs}) for side in (0, 1))
    table = np.zeros((len(first), len(second)), dtype=np.int64)
    for a, b in pairs:
        table[first.index(a), second.index(b)] += 1
    return goodman_kruskal_gamma(table).value, len(pairs)


def _undefined(variables: Sequence[Variable], hints: Sequence[tuple[float | None, int]]) -> list[str]:
    names = [each.label for each, (value, _n) in zip(variables, hints, strict=True) if value is None]
    if not names:
        return []
    return [
        _("γ is undefined for {names}: no two cases differ both there and on the outcome.").format(
            names=", ".join(names)
        )
    ]


def _hint_row(hints: Sequence[tuple[float | None, int]], before: int, ratings: Ratings) -> Row:
    cells = []
    for (value, n), column in zip(hints, ratings.others, strict=True):
        evidence = tuple(
            dict.fromkeys(
                coding
                for a, b in zip(ratings.outcome, column, strict=True)
                if a.rank is not None and b.rank is not None
                for coding in (*a.cell.evidence, *b.cell.evidence)
            )
        )
        cells.append(
            Cell(empty=Empty.NOT_APPLICABLE)
            if value is None
            else Cell(value=_("{gamma} (n = {n})").format(gamma=number(value, 2), n=n), evidence=evidence)
        )
    return Row(
        label=_("γ with the outcome"), cells=(*cells[:before], Cell(empty=Empty.NOT_APPLICABLE), *cells[before:])
    )
