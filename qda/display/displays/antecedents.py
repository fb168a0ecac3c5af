"""Antecedents matrix: what came before the outcome, cases from high to low on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import axis_of, ground_of
from qda.display.options import cell_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.display.ratings import VALUE, all_others, counted, named, rate, sort_rule, variable_rules
from qda.display.standing import CaseOrdered, main_variable
from qda.model.frames import Material
from qda.model.sheet import Column, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 9."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class AntecedentsOptions(CaseOrdered):
    """Options of the antecedents matrix."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Antecedents close to the outcome: codes or attributes; all that are ordered if left out."),
            "also": ("cols", "columns"),
        },
    )
    remote: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Antecedents that work through others: codes or attributes.")}
    )
    cell: str = cell_option(VALUE, VALUE, help_=N_("What a cell shows of a code; value: where the case stands on it."))
    quotes: int = quotes_option()


@display(
    "antecedents",
    N_("Antecedents matrix: what came before the outcome, case by case"),
    question=N_("Which conditions came before a high outcome, and were missing before a low one?"),
    options=AntecedentsOptions,
    needs=("cases", "ordered"),
    citation=CITATION,
    code="D40",
    rests_on="records",
    without={
        "order": N_("the outcome puts the rows in order (--by), and --code the columns"),
        "depth": N_("an antecedent is one code with all that lies under it, or one attribute"),
    },
)
def antecedents(material: Material, options: AntecedentsOptions) -> Sheet:
    """A row a case, from high to low on the outcome; a column an antecedent, each cell where the case stands on it.

    Raises:
        NotFoundError: an axis or variable is not there.
        FormulaError: `where` cannot be read.
        InputError: nothing puts the cases in order, a variable's values have no order, or there is no such cell.
    """
    ground = ground_of(material, options.where)
    outcome = main_variable(ground, options.by, options.levels)
    remote = named(ground, options.remote)
    far = {each.name for each in remote}
    near = named(ground, options.code) or [each for each in all_others(ground, outcome) if each.name not in far]
    variables = [*near, *remote]
    rows = axis_of(ground, options.rows)
    ratings = rate(ground, rows, outcome, variables, cell=options.cell, quotes=options.quotes)
    words = Words(
        kind="antecedents",
        title=_("Antecedents matrix"),
        reading=_(
            "Cases stand from high to low on {variable}. An antecedent that is high above and low below may matter; "
            "read on in the case before you say so."
        ).format(variable=outcome.label),
        citation=CITATION,
        counts=counted(options.cell),
        rules=(sort_rule(outcome), *variable_rules([outcome, *variables], options.cell)),
        notes=()
        if options.code or options.remote
        else (_("No antecedents are named, so every variable that orders cases stands here."),),
    )
    columns = (
        Column(label=outcome.label, group=_("Outcome")),
        *(Column(label=each.label, group=_("Immediate antecedents")) for each in near),
        *(Column(label=each.label, group=_("Remote antecedents")) for each in remote),
    )
    return sheet(material, ground, words, corner=ratings.rows.title, columns=columns, rows=ratings.lines(0))
