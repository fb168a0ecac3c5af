"""Case-ordered effects matrix: what came of it in each case, cases from much to little of what was put in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.axes import Axis
from qda.display.codes import Place
from qda.display.crossing import chosen_codes, differ, reducer
from qda.display.display import display
from qda.display.grid import Ground, axis_of, columns_of, fill, ground_of, set_aside
from qda.display.narrowed import arranged, kept, uncoloured
from qda.display.options import cell_option, depth_option, quotes_option
from qda.display.order import arrange
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS
from qda.display.standing import CaseOrdered, falling, main_variable, standings
from qda.model.frames import Material
from qda.model.records import Stance
from qda.model.sheet import Column, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 9."  # page not checked
_SIGNED = (Stance.FOR, Stance.AGAINST, Stance.MIXED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrderedEffectsOptions(CaseOrdered):
    """Options of the case-ordered effects matrix."""

    cols: str = field(
        default="code",
        metadata={
            "help": N_(
                "Kinds of effects: the codes; slot: output (short-run) and impact (longer-run); or on whom: role, "
                "group, site, any attribute."
            ),
            "also": ("columns",),
        },
    )
    order: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Order of the columns, first to last; those left out follow.")}
    )
    depth: int = depth_option(0, cols=("code",))
    cell: str = cell_option()
    quotes: int = quotes_option()


@display(
    "case-ordered-effects",
    N_("Case-ordered effects matrix: effects in each case, cases ordered by what was put in"),
    question=N_("Do cases that got more of it show other effects than those that got less?"),
    options=CaseOrderedEffectsOptions,
    needs=("codings", "cases", "ordered"),
    citation=CITATION,
    code="D35",
    rests_on="records",
)
def case_ordered_effects(material: Material, options: CaseOrderedEffectsOptions) -> Sheet:
    """A row a case, from the highest dose to the lowest; effects as quotations with their sign.

    Raises:
        NotFoundError: an axis, variable or code is not there.
        FormulaError: `where` cannot be read.
        InputError: nothing puts the cases in order, the variable's values have no order, there is no such cell, or
            rows and columns are the same.
    """
    differ(options.rows, options.cols)
    ground = ground_of(material, options.where)
    dose = main_variable(ground, options.by, options.levels)
    rows = axis_of(ground, options.rows)
    found = standings(ground, rows, dose)
    order = falling(found)
    ordered = options.order if options.cols == "code" else ()
    codes = axis_of(ground, "code", ordered, options.code, options.depth)
    columns, effects, left = _effects(ground, codes, options)
    reduce = reducer(options.cell)
    filled = fill(ground, arranged(rows, order), columns, reduce, quotes=options.quotes, only=effects)
    if options.rows == "case":
        filled = uncoloured(filled)
    made = [replace(row, cells=(found[n].cell, *row.cells)) for n, row in zip(order, filled, strict=True)]
    by_slot = options.cols == "slot"
    words = Words(
        kind="case-ordered-effects",
        title=_("Case-ordered effects matrix"),
        reading=_(
            "Cases stand from much to little of {dose}. Read down a column: do the effects change with the dose?"
        ).format(dose=dose.label),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        rules=(
            _(
                "Sorted by {variable}, high to low; ties stand as in the cases table, those without a value last."
            ).format(variable=dose.label),
            dose.rule,
            _("An effect is a passage whose slot is output (short-run) or impact (longer-run).")
            if by_slot
            else _("An effect is a passage whose stance is +, − or ±; its sign stands before it."),
            _("Not stated: whoever stands there speaks of the matter, but tells no such effect."),
        ),
        filters=(
            *not_shown(ground, {c for p in codes.places for c in p.codes or ()} | dose.codes),
            *(
                (
                    plural(
                        "{n} coding that is no effect is not shown.",
                        "{n} codings that are no effects are not shown.",
                        left,
                    ).format(n=left),
                )
                if left
                else ()
            ),
        ),
    )
    headings = (Column(label=dose.label, group=_("Dose")), *columns_of(columns))
    return sheet(material, ground, words, corner=rows.title, columns=headings, rows=made)


def _effects(ground: Ground, codes: Axis, options: CaseOrderedEffectsOptions) -> tuple[Axis, frozenset[int], int]:
    """The columns, which of their codings are effects, and how many codings of the chosen codes are none."""
    entries = ground.entries
    chosen = {i for found in codes.entry for i in found}
    if options.cols != "slot":
        signed = frozenset(i for i in chosen if entries.stance[i] in _SIGNED)
        columns = codes
        if options.cols != "code":
            every = axis_of(ground, options.cols, options.order)
            columns = kept(every, frozenset(chosen)) if chosen_codes(ground, options.code) else every
        return columns, signed, len(chosen - signed)
    slots = {"output": _("Short-run effect"), "impact": _("Longer-run effect")}
    inside = frozenset(code for place in codes.places for code in place.codes or ())
    listed = arrange(slots, list(slots), options.order)
    entry = tuple(tuple(i for i in sorted(chosen) if entries.slot[i] == slot) for slot in listed)
    places = tuple(Place(key=slot, label=slots[slot], codes=inside) for slot in listed)
    aside = () if entries.aside is None else tuple(set_aside(ground, inside, (slot,)) for slot in listed)
    axis = Axis(name="slot", title=codes.title, places=places, entry=entry, hearing=None, aside=aside)
    effects = frozenset(i for found in entry for i in found)
    return axis, effects, len(chosen - effects)
