"""Case analysis meeting: an agenda for one case from the data; what is decided, and who dissents, is to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.forms import (
    LEFT,
    RECORD,
    TO_WRITE,
    WITHOUT,
    Unit,
    labelled,
    listed,
    marked_sources,
    memo_lines,
    memos_about,
    open_questions,
    row,
    sources_in,
    themes,
    told,
    uncoded,
    units_of,
    written_into,
)
from qda.display.grid import Ground, ground_of
from qda.display.occasions import RULE
from qda.display.options import Filtered
from qda.display.page import BOOK, Words, sheet
from qda.display.quotes import choose, printed
from qda.display.stock import Answers, answers
from qda.display.views_held import Held, at_time, changes, clashes, held_on, times_of
from qda.model.case_meetings import DECISION, DISCUSSION, DISSENT, MEETING
from qda.model.desk_records import Written
from qda.model.frames import Material
from qda.model.records import Stance
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.technique_words import technique_word
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnalysisMeetingOptions(Filtered):
    """Options of the case analysis meeting."""

    case: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Cases to talk about; all if left out."), "picks": True}
    )
    unit: str = field(
        default="case", metadata={"help": N_("What a case is: case, role, group, site, source or any attribute.")}
    )
    themes: int = field(
        default=5,
        metadata={"help": N_("How many main themes of a case are listed at most."), "least": 1, "picks": True},
    )


@display(
    MEETING,
    N_("Case analysis meeting: an agenda for one case, with decisions and dissent to be written"),
    question=N_("What is going on in this case, what do we not agree on, and what do we decide to do?"),
    options=CaseAnalysisMeetingOptions,
    citation=CITATION,
    code="D3",
    rests_on="records",
    without=WITHOUT,
    reads=("memos",),
)
def case_analysis_meeting(material: Material, options: CaseAnalysisMeetingOptions) -> Sheet:
    """A block a case, a row an item of the agenda; discussion, decision and dissent are to be written.

    Raises:
        NotFoundError: a case or the unit is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    units = units_of(ground, options.unit, options.case)
    asked = answers(material, ground)
    questions = (asked, marked_sources(asked))
    rows = [each for unit in units for each in _agenda(material, ground, unit, questions, options.themes)]
    words = Words(
        kind=MEETING,
        title=_("Case analysis meeting"),
        reading=_(
            "One block a case: its agenda. Talk each item through on what the data say, and write down what was said, "
            "what is decided, and who does not agree."
        ),
        citation=CITATION,
        counts=_("Numbers in brackets count passages of this case."),
        rules=(
            _("Main themes are the codes with most passages in the case, each with one quotation."),
            _(
                "A code is contradicted in the case where passages are for (+) and against (−) it, or one is both. One "
                "person’s words for and against it of two different times are no contradiction but a change; the times "
                "stand with them."
            ),
            _(RULE),
            _("A code hangs on one passage where the case has no other on it."),
            _("Dissent is written down with every decision; where nobody dissents, write that, too."),
            _("Decisions stand in the audit trail (qda export FOLDER --as audit)."),
            _(LEFT),
        ),
        notes=_without_dissent(rows, written_into(material, MEETING, options)),
    )
    columns = (
        Column(label=_("From the data"), key=RECORD),
        Column(label=_("What was said"), key=DISCUSSION),
        Column(label=_("Decision"), key=DECISION),
        Column(label=_("Dissent"), key=DISSENT),
    )
    return sheet(material, ground, words, corner=_("Item of the agenda"), columns=columns, rows=rows, asked=False)


def _agenda(
    material: Material, ground: Ground, unit: Unit, questions: tuple[Sequence[Answers], frozenset[str]], most: int
) -> list[Row]:
    sources = sources_in(ground, unit)
    memos = [
        *memos_about(material, unit.people | {unit.key}, frame="cases"),
        *memos_about(material, sources, frame="sources"),
    ]
    thought = [memo for memo in memos if memo.type in ("analytic", "theory", "surprise")]
    silent, never = open_questions(*questions, ground, unit)
    open_ = [
        *(_("{question} (asked, not answered)").format(question=text) for text in silent),
        *(_("{question} (not asked)").format(question=text) for text in never),
    ]
    against, changed = _views(material, ground, unit)
    hunches = told(memo_lines(thought), nothing=Empty.NOT_APPLICABLE)
    items = (
        ("themes", _("Main themes"), themes(ground, unit.entries, most, left_out=bool(unit.aside))),
        ("contradictions", _("Where the case contradicts itself"), against),
        ("changes", _("Where a view changed over time"), changed),
        (
            "explanations",
            _("Hunches, and other ways to explain it"),
            hunches,
        ),
        ("open-questions", _("Questions that are open"), told(open_, nothing=Empty.NOT_APPLICABLE)),
        ("next-data", _("Data to be collected next"), _heard(ground, unit, sources)),
        ("codebook", _("Changes to the codebook"), _thin(ground, unit)),
    )
    yours = (TO_WRITE, TO_WRITE, TO_WRITE)
    return [row(unit.key, key, label, (cell, *yours), unit.label) for key, label, cell in items]


def _views(material: Material, ground: Ground, unit: Unit) -> tuple[Cell, Cell]:
    """Codes on which the case speaks for and against, one of each quoted; and those on which somebody changed sides."""
    if not unit.entries:
        nothing = Cell(empty=uncoded(left_out=bool(unit.aside)))
        return nothing, nothing
    entries, tree = ground.entries, ground.tree
    of_code: dict[str, list[int]] = {}
    for i in unit.entries:
        of_code.setdefault(entries.code[i], []).append(i)
    times = times_of(material, entries, unit.entries)
    several = len(entries.units(list(unit.entries))) > 1
    against: list[_Line] = []
    changed: list[_Line] = []
    for path in tree.paths:
        views = held_on(entries, of_code.get(path, ()), times)
        against += _clash(ground, tree.label(path), views)
        changed += _changed(ground, tree.label(path), views, several=several)
    return _lines(ground, against), _lines(ground, changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a cell, and the positions of the passages behind it."""

    text: str
    entries: tuple[int, ...]


def _lines(ground: Ground, found: Sequence[_Line]) -> Cell:
    behind = sorted({i for line in found for i in line.entries})
    return told([line.text for line in found] or [_("none")], (ground.entries.ids[i] for i in behind))


def _clash(ground: Ground, label: str, views: Sequence[Held]) -> list[_Line]:
    """A line where passages on a code go against each other, or one is both: a pair of them, with its times."""
    pairs = clashes(views)
    both = [view for view in views if view.stance is Stance.MIXED]
    if not pairs and not both:
        return []
    picked: list[int] = []
    if pairs:
        [first] = choose(ground.entries, sorted({i for one, _other in pairs for i in one.entries}), 1)
        partners = {i for one, other in pairs if first in one.entries for i in other.entries}
        picked = [first, *choose(ground.entries, sorted(partners), 1)]
    picked += choose(ground.entries, sorted(i for view in both for i in view.entries), 1) if both else []
    behind = sorted({i for pair in (*pairs, both) for view in pair for i in view.entries})
    time = {i: view.time for view in views for i in view.entries}
    quoted = [printed(ground.entries, i) for i in picked]
    shown = {time[i] for i in picked}
    if len(shown) > 1:
        quoted = [at_time(time[i], quote) for i, quote in zip(picked, quoted, strict=True)]
    text = " / ".join(quoted)
    if len(shown) == 1 and shown != {""}:
        text = at_time(shown.pop(), text)
    return [_Line(text=f"{label}: {text}", entries=tuple(behind))]


def _changed(ground: Ground, label: str, views: Sequence[Held], *, several: bool) -> list[_Line]:
    """A line for each person who holds one view of a code at one time and its contrary at another."""
    return [
        _Line(
            text=(f"{label}, {change.who.lstrip(chr(0))}: " if several else f"{label}: ")
            + "; ".join(
                at_time(view.time, printed(ground.entries, choose(ground.entries, list(view.entries), 1)[0]))
                for view in change.views
            ),
            entries=tuple(i for view in change.views for i in view.entries),
        )
        for change in changes(views)
    ]


def _heard(ground: Ground, unit: Unit, sources: Sequence[str]) -> Cell:
    """By which techniques the case was heard, and who of it was not."""
    hearings = ground.hearings
    techniques = list(dict.fromkeys(hearings.technique[h] for h in unit.hearings))
    heard = {hearings.unit[h] for h in unit.hearings}
    missing = [name for name in ground.entries.people.names if name in unit.people and name not in heard]
    return told(
        (
            _("heard in: {names}").format(names=listed(sources)) if sources else "",
            _("by: {names}").format(names=", ".join(technique_word(t) for t in techniques)) if techniques else "",
            _("registered, not heard: {names}").format(names=listed(missing)) if missing else "",
        ),
        nothing=Empty.NO_SOURCE,
    )


def _thin(ground: Ground, unit: Unit) -> Cell:
    """Codes that the case has one passage on, also of those that the filter leaves out."""
    entries, aside = ground.entries, ground.entries.aside
    spans = {(entries.code[i], entries.span(i)) for i in unit.entries}
    shown = {code for code, _span in spans}
    if aside is not None:
        spans |= {(aside.code[i], aside.span(i)) for i in unit.aside}
    number = Counter(code for code, _span in spans)
    thin = {code for code, n in number.items() if n == 1 and code in shown}
    if not unit.entries:
        return Cell(empty=uncoded(left_out=bool(unit.aside)))
    return told(
        (_("hang on one passage: {codes}").format(codes=labelled(ground, thin)) if thin else _("none"),),
        (entries.ids[i] for i in unit.entries if entries.code[i] in thin),
    )


def _without_dissent(rows: Sequence[Row], texts: Mapping[tuple[str, str], Written]) -> tuple[str, ...]:
    """Sentences on decisions beside which nothing is written on dissent, and on dissent without a decision."""
    bare = [
        f"{each.group}: {each.label}"
        for each in rows
        if (each.key, DECISION) in texts and (each.key, DISSENT) not in texts
    ]
    left = [
        f"{each.group}: {each.label}"
        for each in rows
        if (each.key, DISSENT) in texts and (each.key, DECISION) not in texts
    ]
    return (
        *((_("Decided without a word on dissent: {items}.").format(items="; ".join(bare)),) if bare else ()),
        *((_("Dissent is written, and nothing is decided: {items}.").format(items="; ".join(left)),) if left else ()),
    )
