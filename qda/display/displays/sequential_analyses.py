"""Sequential analyses: what each step of the analysis brought, and how the findings changed with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qda.display.contacts import Contact, contacts_of, order_rule
from qda.display.display import display
from qda.display.forms import (
    FIRST_SHOWN,
    LEFT,
    TO_WRITE,
    WITHOUT,
    WITNESSES,
    counted,
    labelled,
    listed,
    row,
    told,
    uncoded,
    written_into,
)
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words, sheet
from qda.display.steps import HISTORY, MONTH, SOURCE, WAYS, Step, best_way, steps_of, way_rule
from qda.model.evidence import Triangulation, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.papers import FindingChange
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 6."  # page not checked
KIND = "sequential-analyses"


@dataclass(frozen=True, slots=True, kw_only=True)
class SequentialAnalysesOptions(Filtered):
    """Options of the sequential analyses."""

    by: str = field(
        default="",
        metadata={
            "help": N_(
                "What a step is: history (each version of the findings), period, month, source, round (of coding). If "
                "left out, what it was when something was first written here, else the first that has several steps."
            ),
            "choices": WAYS,
        },
    )


@display(
    KIND,
    N_("Sequential analyses: what each step brought, and how the findings changed"),
    question=N_("How did the findings come about, step by step, and what did each step change?"),
    options=SequentialAnalysesOptions,
    citation=CITATION,
    code="D12",
    rests_on="records",
    without=WITHOUT,
    reads=("changes", "verdicts"),
)
def sequential_analyses(material: Material, options: SequentialAnalysesOptions) -> Sheet:
    """A row a step: its cases, the codes that are new, the findings it moved, the propositions revised, yours to write.

    Raises:
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    contacts = contacts_of(material)
    way = options.by or _written_by(written_into(material, KIND, options)) or best_way(material, contacts)
    steps = steps_of(material, ground, contacts, way)
    verdicts = [v for v in material.verdicts if isinstance(v, Triangulation)]
    words = Words(
        kind=KIND,
        title=_("Sequential analyses"),
        reading=_(
            "Read from top to bottom: each row is a step of the analysis, with what it added to the ones before. Write "
            "what was learned in it, and which case it called for next."
        ),
        citation=CITATION,
        counts=_(WITNESSES),
        rules=(
            way_rule(way),
            *((order_rule(contacts),) if way in (MONTH, SOURCE) else ()),
            *(() if way == HISTORY else (_("The researcher’s own prose is no case and stands in no step."),)),
            _("A code is new in the step in which it occurs first."),
            *((_(FIRST_SHOWN),) if options.where else ()),
            _(
                "A finding stands in each step that brings it a witness, with all witnesses up to then; its words and "
                "the codes it rests on are those of today, also in early steps."
            ),
            _("The verdict is given on all data only (qda display convergence): it is not tried again for each step."),
            _(LEFT),
        ),
        notes=_elsewhere(material.papers.changes, way),
    )
    columns = (
        Column(label=_("Cases"), key="cases"),
        Column(label=_("Codes that are new"), key="codes"),
        Column(label=_("Findings so far"), key="findings"),
        Column(label=_("Revised propositions"), key="revised"),
        Column(label=_("What was learned"), key="learned"),
        Column(label=_("Next case, and why"), key="next"),
    )
    rows = _rows(ground, steps, verdicts, way, _left_out(material, ground, steps, contacts, way))
    return sheet(material, ground, words, corner=_("Step"), columns=columns, rows=rows, asked=False)


def _written_by(texts: Iterable[tuple[str, str]]) -> str:
    """What a step was when somebody first wrote beside it: the texts keep their steps; "" where nothing is written."""
    return next((way for row, _column in sorted(texts) if (way := row.partition("/")[0]) in WAYS), "")


def _left_out(
    material: Material, ground: Ground, steps: Sequence[Step], contacts: Sequence[Contact], way: str
) -> list[frozenset[Id]]:
    """For each step the codings that came with it and that the filter leaves out."""
    if ground.entries.selection.condition is None:
        return [frozenset()] * len(steps)
    whole = ground_of(material)
    of_step = {
        step.key: frozenset(whole.entries.ids[i] for i in step.entries)
        for step in steps_of(material, whole, contacts, way)
    }
    return [of_step.get(step.key, frozenset()) - {ground.entries.ids[i] for i in step.entries} for step in steps]


def _rows(
    ground: Ground,
    steps: Sequence[Step],
    verdicts: Sequence[Triangulation],
    way: str,
    left: Sequence[frozenset[Id]],
) -> list[Row]:
    entries = ground.entries
    sources: set[str] = set()
    people: set[str] = set()
    codes: set[str] = set()
    moved = _moved(verdicts, {entries.ids[i]: n for n, step in enumerate(steps) for i in step.entries}, left)
    rows = []
    for step, findings, out in zip(steps, moved, left, strict=True):
        mine = list(step.entries)
        fresh = [i for i in mine if entries.code[i] not in codes]
        first = {entries.source[i]: entries.ids[i] for i in reversed(mine) if entries.source[i] not in sources}
        sources.update(entries.source[i] for i in mine)
        people.update(entries.units(mine))
        codes.update(entries.code[i] for i in mine)
        cells = (
            _cases(sorted(first), first, len(sources), len(people))
            if mine
            else Cell(empty=uncoded(left_out=bool(out))),
            told(
                (labelled(ground, {entries.code[i] for i in fresh}) or (_("none") if mine else ""),),
                (entries.ids[i] for i in fresh),
                nothing=uncoded(left_out=bool(out)),
            ),
            findings,
            told(map(_revision, step.changes), nothing=Empty.NO_CHANGE if way == HISTORY else Empty.NOT_APPLICABLE),
            TO_WRITE,
            TO_WRITE,
        )
        rows.append(row("", step.key, step.label, cells))
    return rows


def _cases(names: Sequence[str], first: dict[str, Id], sources: int, people: int) -> Cell:
    so_far = _("so far: {sources}, {people}").format(
        sources=plural("{n} source", "{n} sources", sources).format(n=sources),
        people=plural("{n} informant or text", "{n} informants or texts", people).format(n=people),
    )
    return told((listed(names) or _("none that is new"), so_far), (first[name] for name in names))


def _moved(verdicts: Sequence[Triangulation], step_of: Mapping[Id, int], left: Sequence[frozenset[Id]]) -> list[Cell]:
    """For each step the findings that it brought a witness, with all their witnesses up to it."""
    if not verdicts:
        return [Cell(empty=Empty.NOT_APPLIED)] * len(left)
    lines: list[list[str]] = [[] for _step in left]
    behind: list[list[Id]] = [[] for _step in left]
    bearing = {coding for verdict in verdicts for witness in verdict.witnesses for coding in witness.codings}
    for verdict in verdicts:
        came: dict[int, list[Id]] = {}
        first: list[tuple[int, Witness]] = []
        for witness in verdict.witnesses:
            here = [(step_of[coding], coding) for coding in witness.codings if coding in step_of]
            for n, coding in here:
                came.setdefault(n, []).append(coding)
            if here:
                first.append((min(n for n, _coding in here), witness))
        for n in sorted(came):
            so_far = counted([witness for began, witness in first if began <= n])
            lines[n].append(f"{verdict.finding}: {so_far}")
            behind[n] += came[n]
    return [
        told(said, ids, nothing=Empty.NO_CHANGE if bearing.isdisjoint(out) else Empty.FILTERED)
        for said, ids, out in zip(lines, behind, left, strict=True)
    ]


def _revision(change: FindingChange) -> str:
    words = {
        "added": _("new: {finding}: {after}"),
        "reworded": _("reworded: {finding}: “{before}” → “{after}”"),
        "revised": _("its evidence or tests revised: {finding}"),
        "removed": _("dropped: {finding}: {before}"),
    }
    return words[change.kind].format(finding=change.finding, before=change.before, after=change.after)


def _elsewhere(changes: Sequence[FindingChange], way: str) -> tuple[str, ...]:
    """Where the revisions stand if the steps are not theirs."""
    versions = len({change.seq for change in changes})
    if way == HISTORY or not versions:
        return ()
    return (
        plural(
            "The findings have {n} version; --by history shows it.",
            "The findings have {n} versions; --by history shows them.",
            versions,
        ).format(n=versions),
    )
