"""Effects matrix: what each outcome was for whom, for better and for worse."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.axes import Axis
from qda.display.crossing import chosen_codes, differ, reducer
from qda.display.display import display
from qda.display.grid import Ground, axis_of, fill, ground_of
from qda.display.narrowed import kept
from qda.display.occasions import RULE, occasions_beside
from qda.display.options import Coded, cell_option, depth_option, quotes_option
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.parts import coded
from qda.display.reducers import COUNTS
from qda.display.sides import ordered_axes
from qda.display.together import LINKS, Beside, link_rule
from qda.model.frames import Material
from qda.model.records import Stance
from qda.model.sheet import Column, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 9."  # page not checked
SIGNS = {"+": (Stance.FOR.value, Stance.MIXED.value), "−": (Stance.AGAINST.value, Stance.MIXED.value)}


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsMatrixOptions(Coded):
    """Options of the effects matrix."""

    rows: str = field(
        default="code",
        metadata={"help": N_("What the rows are: code (outcomes), or role, case, group, site or any attribute.")},
    )
    depth: int = depth_option(
        1, N_("How far the chosen codes are split up into outcomes."), rows=("code",), cols=("code",)
    )
    cols: str = field(
        default="role",
        metadata={
            "help": N_("On whom, or when: role, case, group, site, source, any attribute, time, or code."),
            "also": ("columns",),
        },
    )
    order: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Order of the rows and of the columns, first to last, each by its name.")}
    )
    effect: str = field(
        default="stance",
        metadata={
            "help": N_(
                "What is an effect: any passage for or against (stance), or only one whose slot is output or impact "
                "(slot)."
            ),
            "choices": ("stance", "slot"),
        },
    )
    because: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes that name the cause; only effects that belong together with one are shown.")},
    )
    link: str = field(
        default="overlap",
        metadata={"help": N_("When an effect belongs to a cause."), "choices": LINKS, "only": {"because": ()}},
    )
    cell: str = cell_option()
    quotes: int = quotes_option()


@display(
    "effects-matrix",
    N_("Effects matrix: outcomes for better and for worse, and on whom"),
    question=N_("What came of it, for whom, for better or for worse?"),
    options=EffectsMatrixOptions,
    needs=("stances",),
    citation=CITATION,
    code="D34",
)
def effects_matrix(material: Material, options: EffectsMatrixOptions) -> Sheet:
    """A row an outcome; two columns for each role (or time), one for good effects and one for bad.

    Raises:
        NotFoundError: an axis, code, row or column is not there.
        FormulaError: `where` cannot be read.
        InputError: `link` or the cell is none of those there are, or rows and columns are the same.
    """
    differ(options.rows, options.cols)
    ground = ground_of(material, options.where)
    entries = ground.entries
    codes = axis_of(ground, "code", code=options.code, depth=options.depth)
    rows, columns = _axes(material, ground, options)
    causes = coded(ground, options.because)
    beside = Beside(entries, (i for i, code in enumerate(entries.code) if code in causes), options.link)
    shown = {i for found in codes.entry for i in found}
    reduce = reducer(options.cell)
    told = {i for i in shown if options.effect == "stance" or entries.slot[i] in ("output", "impact")}
    caused = frozenset(i for i in told if not causes or i in beside)
    made = {
        sign: fill(ground, rows, columns, reduce, quotes=options.quotes, only=_with(ground, caused, stances))
        for sign, stances in SIGNS.items()
    }
    paired = [
        Row(
            label=good.label,
            group=good.group,
            cells=tuple(cell for pair in zip(good.cells, bad.cells, strict=True) for cell in pair),
        )
        for good, bad in zip(made["+"], made["−"], strict=True)
    ]
    unsigned = sum(entries.stance[i] not in {s for stances in SIGNS.values() for s in stances} for i in caused)
    words = Words(
        kind="effects-matrix",
        title=_("Effects matrix"),
        reading=_(
            "Read a row for one outcome: what it was for each, for better (+) and for worse (−). An empty pair of "
            "cells is a result too: nobody tells of an effect there."
        ),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        rules=(
            _("An effect is a passage whose stance is + or −; one with both stands in both columns.")
            if options.effect == "stance"
            else _("An effect is a passage whose slot is output or impact; its stance says whether it is + or −."),
            _("Not stated: whoever stands there speaks of the matter, but tells no such effect."),
            *(
                (_("Only effects that belong together with a named cause are shown."), link_rule(options.link))
                if causes
                else ()
            ),
            *((_(RULE),) if options.cols == "time" else ()),
        ),
        filters=(
            *not_shown(ground, (code for place in codes.places for code in place.codes or ())),
            *_left(unsigned, len(shown) - len(told), len(told) - len(caused)),
        ),
        notes=()
        if causes or options.effect == "slot"
        else (_("No cause is named, so these are outcomes; that they are effects is the reader’s inference."),),
    )
    headings = [Column(label=sign, group=place.label) for place in columns.places for sign in SIGNS]
    corner = _("Outcome") if options.rows == "code" else rows.title
    return sheet(material, ground, words, corner=corner, columns=headings, rows=paired)


def _axes(material: Material, ground: Ground, options: EffectsMatrixOptions) -> tuple[Axis, Axis]:
    """The rows and the columns; where neither is of codes, the rows have only passages of the chosen ones."""
    chosen, depth = options.code, options.depth
    if options.cols == "time":
        order, times = occasions_beside(
            material, ground, options.rows, "year", options.order, chosen=chosen, depth=depth
        )
        rows, columns = axis_of(ground, options.rows, order, chosen, depth), times.axis
    else:
        rows, columns = ordered_axes(ground, options.rows, options.cols, options.order, chosen, depth)
    inside = None if "code" in (options.rows, options.cols) else chosen_codes(ground, chosen)
    if inside is not None:
        rows = kept(rows, frozenset(i for i, code in enumerate(ground.entries.code) if code in inside))
    return rows, columns


def _with(ground: Ground, chosen: frozenset[int], stances: tuple[str, ...]) -> frozenset[int]:
    return frozenset(i for i in chosen if ground.entries.stance[i] in stances)


def _left(unsigned: int, no_effect: int, causeless: int) -> list[str]:
    said = []
    if no_effect:
        said.append(
            plural(
                "{n} coding whose slot is neither output nor impact is not shown.",
                "{n} codings whose slot is neither output nor impact are not shown.",
                no_effect,
            ).format(n=no_effect)
        )
    if unsigned:
        said.append(
            plural(
                "{n} coding that is neither for nor against is not shown.",
                "{n} codings that are neither for nor against are not shown.",
                unsigned,
            ).format(n=unsigned)
        )
    if causeless:
        said.append(
            plural(
                "{n} coding that names no cause is not shown.",
                "{n} codings that name no cause are not shown.",
                causeless,
            ).format(n=causeless)
        )
    return said
