"""Function by realisation: what a rule or plan lays down, and by what activity and whom each point was carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.axes import SLOT_WORDS
from qda.display.codes import Place
from qda.display.display import display
from qda.display.empties import was_asked, why_empty
from qda.display.grid import Ground, asked_for, ground_of, set_aside
from qda.display.options import Coded, columns_option, quotes_option
from qda.display.page import Words, sheet
from qda.display.reducers import COUNTS, QUOTE_RULE, Context, informants, quotations
from qda.display.shown import shown
from qda.model.frames import Material
from qda.model.records import Basis, Stance
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.technique_words import TECHNIQUE_WORDS, technique_word
from qda.model.wording import N_, _

CITATION = N_(
    "A display of this program: a checklist matrix (Miles, Huberman & Saldaña, 2014, ch. 6) whose components are laid "
    "down before the study, by a regulation, a plan or a theory."
)  # page not checked
RESULT = ("output", "impact")
COLUMNS = ("realised", "activity", "actor", "result", "informants", "techniques")


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionByRealisationOptions(Coded):
    """Options of the function × realisation checklist."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "The functions, or the code above them; every code that declares slots if left out, else all codes "
                "right under the top ones, else the top ones."
            )
        },
    )
    cols: tuple[str, ...] = columns_option(COLUMNS)
    quotes: int = quotes_option(only=None)


@display(
    "function-by-realisation",
    N_("Function × realisation: which functions laid down beforehand are carried out, how and by whom"),
    question=N_("Which of the functions that a regulation or plan lays down are realised, by which activity and whom?"),
    options=FunctionByRealisationOptions,
    citation=CITATION,
    code="D50",
    without={
        "rows": N_("a row is a function, and functions are codes (--code)"),
        "cell": N_("each column has its own kind of cell"),
        "order": N_("rows stand as --code names them, columns as --cols does"),
        "depth": N_("a function is a code right under a chosen one"),
    },
)
def function_by_realisation(material: Material, options: FunctionByRealisationOptions) -> Sheet:
    """A row a function; a function that nothing realises keeps its row, its empty cells with their reason.

    Raises:
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
        InputError: a column is none of those there are.
    """
    ground = ground_of(material, options.where)
    functions = _functions(ground, options.code)
    by_code: dict[str, list[int]] = {}
    for i, code in enumerate(ground.entries.code):
        by_code.setdefault(code, []).append(i)
    rows = []
    for place in functions:
        mine = sorted(i for code in sorted(place.codes or ()) for i in by_code.get(code, ()))
        rows.append(Row(label=place.label, group=place.group, cells=_cells(ground, place, mine, options.quotes)))
    words = Words(
        kind="function-by-realisation",
        title=_("Functions and their realisation"),
        reading=_(
            "Each row is a function laid down before the study. “Realised” rests on an activity that is told of; a "
            "function that is only named is not yet carried out."
        ),
        citation=_(CITATION),
        counts=_(COUNTS["informants"]),
        rules=(
            _(
                "Activity: passages on the function in the slot “process”; where none of its passages has a slot and "
                "its code declares none, every passage on it. Actor and result: passages in the slots actor, and "
                "output or impact."
            ),
            _(
                "✓ realised: an activity is told of, and not from hearsay or inference only. (✓) reported: only from "
                "hearsay or inference. ± disputed: told and denied. ✗ not realised: only denied. Named only: no "
                "activity."
            ),
            _(QUOTE_RULE),
        ),
        notes=_summary(rows),
    )
    columns = [
        Column(label=_("Realised?")),
        Column(label=_("Activity"), group=_("Realised by")),
        Column(label=_(SLOT_WORDS["actor"]), group=_("Realised by")),
        Column(label=_("Result"), group=_("Realised by")),
        Column(label=_("Informants"), group=_("Evidence")),
        Column(label=_("Techniques"), group=_("Evidence")),
    ]
    kept = shown(columns, rows, COLUMNS, options.cols)
    return sheet(material, ground, words, corner=_("Function"), columns=kept.columns, rows=kept.rows)


def _functions(ground: Ground, chosen: tuple[str, ...]) -> tuple[Place, ...]:
    """The codes under the chosen ones; the chosen ones themselves where nothing lies under them."""
    tree = ground.tree
    roots = tree.find(chosen) or [path for path in tree.paths if tree.slots[path]]
    roots = roots or [child for top in tree.children(None) for child in tree.children(top)] or list(tree.children(None))
    found = [
        Place(key=path, label=tree.label(path), group=" / ".join(tree.levels(path)[:-1]), codes=tree.subtree(path))
        for root in roots
        for path in (tree.children(root) or (root,))
    ]
    return tuple({place.key: place for place in found}.values())


def _cells(ground: Ground, place: Place, mine: list[int], quotes: int) -> tuple[Cell, ...]:
    codes = place.codes or frozenset()
    if not mine:
        everywhere, aside = range(len(ground.hearings)), bool(set_aside(ground, codes))
        reason = why_empty(ground.hearings, everywhere, asked_for(codes), aside=aside)
        return (Cell(empty=reason),) * 6
    entries = ground.entries
    slotted = any(entries.slot[i] for i in mine) or any(ground.tree.slots.get(code) for code in codes)
    activity = [i for i in mine if entries.slot[i] == "process"] if slotted else mine
    told = [
        activity,
        [i for i in mine if entries.slot[i] == "actor"],
        [i for i in mine if entries.slot[i] in RESULT],
    ]
    mark = _mark(ground, activity)
    evidence = tuple(entries.ids[i] for i in activity or mine)
    letters = {entries.technique[i] for i in mine}
    return (
        Cell(value=mark, evidence=evidence),
        *(quotations(_context(ground, chosen, quotes)) if chosen else Cell(empty=Empty.NOT_STATED) for chosen in told),
        informants(_context(ground, mine, quotes, codes)),
        Cell(
            value="; ".join(technique_word(each.value) for each in TECHNIQUE_WORDS if each.value in letters),
            evidence=tuple(entries.ids[i] for i in mine),
        ),
    )


def _context(ground: Ground, chosen: list[int], quotes: int, codes: frozenset[str] | None = None) -> Context:
    """What a reducer needs; who was asked only where it is counted."""
    asked = frozenset[str]()
    if codes is not None:
        heard, targeted = ground.hearings, asked_for(codes)
        asked = frozenset(heard.unit[h] for h in range(len(heard)) if was_asked(heard, h, targeted))
        asked |= ground.entries.units(chosen)
    return Context(entries=ground.entries, tree=ground.tree, chosen=chosen, asked=asked or None, quotes=quotes)


def _mark(ground: Ground, activity: Sequence[int]) -> str:
    entries = ground.entries
    if not activity:
        return _("named only")
    stances = {entries.stance[i] for i in activity}
    if stances == {Stance.AGAINST}:
        return _("✗ not realised")
    if stances & {Stance.AGAINST, Stance.MIXED}:
        return _("± disputed")
    told = (Basis.HEARSAY, Basis.INFERENCE)
    return _("(✓) reported") if all(entries.basis[i] in told for i in activity) else _("✓ realised")


def _summary(rows: Sequence[Row]) -> tuple[str, ...]:
    """How many functions are carried out, and the names of those of which nothing is known."""
    bare = "; ".join(row.label for row in rows if row.cells[0].value is None)
    done = sum(row.cells[1].value is not None and row.cells[0].value != _("✗ not realised") for row in rows)
    return (
        *((_("An activity is told of for {n} of {all} functions.").format(n=done, all=len(rows)),) if rows else ()),
        *((_("Nothing is coded for: {names}.").format(names=bare),) if bare else ()),
    )
