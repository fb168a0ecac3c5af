"""Interim case summary: what is found so far, how good the data are, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qda.display.contacts import contacts_of
from qda.display.display import display
from qda.display.entries import Entries
from qda.display.forms import (
    LEFT,
    NOTHING,
    RECORD,
    TO_WRITE,
    WITHOUT,
    WITNESSES,
    WRITTEN,
    Unit,
    counted,
    labelled,
    listed,
    marked_sources,
    memo_lines,
    memos_about,
    open_questions,
    row,
    sources_in,
    told,
    uncoded,
    unfiltered,
    units_of,
    whole,
)
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words, sheet
from qda.display.stock import Answers, answers
from qda.model.evidence import Triangulation, VerdictWord
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import Finding
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.verdict_words import verdict_label
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked
_FIRM = (VerdictWord.CONVERGENT, VerdictWord.COMPLEMENTARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimSummaryOptions(Filtered):
    """Options of the interim case summary."""

    case: str = field(default="", metadata={"help": N_("The case to sum up; the whole study if left out.")})
    unit: str = field(
        default="case",
        metadata={
            "help": N_("What a case is: case, role, group, site, source or any attribute."),
            "only": {"case": ()},
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """What the summary of any case is filled in from; `every` coding, also those that the filter leaves out."""

    material: Material
    ground: Ground
    every: Entries
    asked: Sequence[Answers]
    findings: tuple[Finding, ...]
    verdicts: dict[str, Triangulation]


@display(
    "interim-summary",
    N_("Interim case summary: findings so far, quality of the data, what is to be done"),
    question=N_("What do we know so far, how good are the data behind it, and what is still to be done?"),
    options=InterimSummaryOptions,
    citation=CITATION,
    code="D4",
    rests_on="records",
    without=WITHOUT,
    reads=("memos", "verdicts"),
)
def interim_summary(material: Material, options: InterimSummaryOptions) -> Sheet:
    """Blocks of findings, of the quality of the data and of what is to be done, of the whole study or of one case.

    Raises:
        NotFoundError: a case or the unit is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    [unit] = units_of(ground, options.unit, (options.case,)) if options.case else [whole(ground)]
    seen = _Seen(
        material=material,
        ground=ground,
        every=unfiltered(material, ground, options.where),
        asked=answers(material, ground),
        findings=tuple(f for f in material.findings if isinstance(f, Finding)),
        verdicts={v.finding: v for v in material.verdicts if isinstance(v, Triangulation)},
    )
    rows = [*_findings(seen, unit), *_quality(seen, unit), *_agenda(seen, unit)]
    words = Words(
        kind="interim-summary",
        title=_("Interim case summary"),
        reading=_(
            "First what is found, each with a finding of the study behind it; then how far the data bear it; then what "
            "is open. Write your summary beside each, and what follows for the work."
        ),
        citation=CITATION,
        counts=_(WITNESSES),
        rules=(
            _("Every finding here is a finding of the study (qda finding list); its verdict is that of triangulation."),
            _("Of a case only the witnesses are counted whose words are of that case."),
            _("“Not applied” marks a finding that was not triangulated."),
            _("Firm are convergent and complementary findings; the others are named on the agenda."),
            _(LEFT),
        ),
    )
    columns = (
        Column(label=_("From the data"), key=RECORD),
        Column(label=_("Your summary"), key=WRITTEN),
        Column(label=_("What follows for the work"), key="next"),
    )
    return sheet(material, ground, words, corner=_("Item"), columns=columns, rows=rows, asked=False)


def _made(unit: Unit, part: str, items: Iterable[tuple[str, str, Cell]]) -> list[Row]:
    group = f"{unit.label}: {part}" if unit.key else part
    return [row(unit.key, key, label, (cell, TO_WRITE, TO_WRITE), group) for key, label, cell in items]


def _findings(seen: _Seen, unit: Unit) -> list[Row]:
    mine = frozenset(seen.ground.entries.ids[i] for i in unit.entries)
    left = _left_out(seen, unit)
    items = [
        (f"finding/{one.key}", f"{one.key}: {one.statement}", _known(seen.verdicts.get(one.key), unit, mine, left))
        for one in seen.findings
    ]
    return _made(unit, _("Findings"), items or [("finding", _("(no finding is written yet)"), NOTHING)])


def _left_out(seen: _Seen, unit: Unit) -> frozenset[Id]:
    """The codings of a unit that the filter leaves out."""
    if not unit.key:
        return frozenset(seen.every.ids) - frozenset(seen.ground.entries.ids)
    aside = seen.ground.entries.aside
    return frozenset(aside.ids[i] for i in unit.aside) if aside is not None else frozenset()


def _known(verdict: Triangulation | None, unit: Unit, mine: frozenset[Id], left: frozenset[Id]) -> Cell:
    if verdict is None:
        return Cell(empty=Empty.NOT_APPLIED)
    here = [witness for witness in verdict.witnesses if not mine.isdisjoint(witness.codings)]
    word = verdict_label(verdict.verdict)
    hidden = not here and any(not left.isdisjoint(witness.codings) for witness in verdict.witnesses)
    lines = [
        _("in the whole study: {verdict}").format(verdict=word) if unit.key else word,
        _("no witness that the filter leaves in") if hidden else counted(here),
    ]
    return told(lines, (c for witness in here for c in witness.codings if c in mine))


def _quality(seen: _Seen, unit: Unit) -> list[Row]:
    return _made(
        unit,
        _("Quality of the data"),
        (
            ("quality/sources", _("Sources"), _sources(seen, unit)),
            ("quality/people", _("People, by role"), _people(seen, unit)),
            ("quality/questions", _("Questions of the guide"), _questions(seen, unit)),
            ("quality/alone", _("Codes that hang on one person"), _alone(seen, unit)),
        ),
    )


def _agenda(seen: _Seen, unit: Unit) -> list[Row]:
    silent, never = open_questions(seen.asked, marked_sources(seen.asked), seen.ground, unit)
    open_ = [
        *(_("{question} (asked, not answered)").format(question=text) for text in silent),
        *(_("{question} (not asked)").format(question=text) for text in never),
    ]
    weak = [
        f"{one.key}: {verdict_label(seen.verdicts[one.key].verdict)}"
        for one in seen.findings
        if one.key in seen.verdicts and seen.verdicts[one.key].verdict not in _FIRM
    ]
    none = Empty.NOT_APPLICABLE
    return _made(
        unit,
        _("What is to be done"),
        (
            ("agenda/uncoded", _("Sources that are not coded"), told(_uncoded(seen, unit), nothing=none)),
            ("agenda/unheard", _("People who are registered and not heard"), told(_unheard(seen, unit), nothing=none)),
            ("agenda/questions", _("Questions that are open"), told(open_, nothing=none)),
            ("agenda/findings", _("Findings that are not firm"), told(weak, nothing=none)),
            ("agenda/thoughts", _("Thoughts noted so far"), told(_thoughts(seen, unit), nothing=none)),
            ("agenda/else", _("Anything else"), NOTHING),
        ),
    )


def _names(seen: _Seen, unit: Unit) -> list[str]:
    """The sources of a unit; of the whole study also those in which nobody is heard."""
    return [one.name for one in contacts_of(seen.material)] if not unit.key else sources_in(seen.ground, unit)


def _uncoded(seen: _Seen, unit: Unit) -> list[str]:
    coded = set(seen.every.source)
    return [name for name in _names(seen, unit) if name not in coded]


def _sources(seen: _Seen, unit: Unit) -> Cell:
    names, bare = _names(seen, unit), _uncoded(seen, unit)
    if not names:
        return Cell(empty=Empty.NO_SOURCE)
    first: dict[str, Id] = {}
    for i in unit.entries:
        first.setdefault(seen.ground.entries.source[i], seen.ground.entries.ids[i])
    return told((_("{n} of {all} coded").format(n=len(names) - len(bare), all=len(names)),), first.values())


def _heard(seen: _Seen, unit: Unit) -> set[str]:
    return {seen.ground.hearings.unit[h] for h in unit.hearings}


def _unheard(seen: _Seen, unit: Unit) -> list[str]:
    heard = _heard(seen, unit)
    return [name for name in seen.ground.entries.people.names if name in unit.people and name not in heard]


def _people(seen: _Seen, unit: Unit) -> Cell:
    """How many of those registered in each role were heard; those heard without being registered come last."""
    people, heard = seen.ground.entries.people, _heard(seen, unit)
    roles: dict[str, list[str]] = {}
    for name in people.names:
        if name in unit.people:
            roles.setdefault(people.attribute(name, "role") or _("(role not recorded)"), []).append(name)
    lines = [
        _("{role}: {n} of {all} heard").format(role=role, n=sum(name in heard for name in names), all=len(names))
        for role, names in roles.items()
    ]
    others = [
        unit_
        for unit_, speaker in {
            (seen.ground.hearings.unit[h], seen.ground.hearings.speaker[h]): None for h in unit.hearings
        }
        if speaker and unit_ not in people.names
    ]
    if others:
        lines.append(_("not in the cases table: {names}").format(names=listed(others)))
    return told(lines, nothing=Empty.NOT_STATED if unit.entries else Empty.NO_SOURCE)


def _questions(seen: _Seen, unit: Unit) -> Cell:
    if not seen.asked:
        return NOTHING
    hearings = seen.ground.hearings
    here = {(hearings.unit[h], hearings.source[h]) for h in unit.hearings}
    answered = [each for each in seen.asked if not here.isdisjoint(each.answered)]
    behind = (
        seen.ground.entries.ids[i]
        for each in answered
        for who, found in sorted(each.entries.items())
        if who in here
        for i in found
    )
    if not here:
        return Cell(empty=Empty.NO_SOURCE)
    return told((_("{n} of {all} questions answered").format(n=len(answered), all=len(seen.asked)),), behind)


def _alone(seen: _Seen, unit: Unit) -> Cell:
    """Codes of the unit that one person alone speaks of, in the whole study, whatever the filter leaves of it."""
    entries, every = seen.ground.entries, seen.every
    said: dict[str, set[str]] = {}
    for code, who in zip(every.code, every.unit, strict=True):
        if who is not None:
            said.setdefault(code, set()).add(who)
    alone = {entries.code[i] for i in unit.entries if len(said.get(entries.code[i], ())) == 1}
    if not unit.entries:
        return Cell(empty=uncoded(left_out=bool(_left_out(seen, unit))))
    behind = (entries.ids[i] for i in unit.entries if entries.code[i] in alone)
    return told((labelled(seen.ground, alone) or _("none"),), behind)


def _thoughts(seen: _Seen, unit: Unit) -> Iterator[str]:
    if not unit.key:
        yield from memo_lines(memo for memo in seen.material.papers.memos if memo.type != "decision")
        return
    yield from memo_lines(memos_about(seen.material, unit.people | {unit.key}, frame="cases"))
    yield from memo_lines(memos_about(seen.material, sources_in(seen.ground, unit), frame="sources"))
