"""Import the cases and the interview guide, and join what is in the study already to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from qda.collect.cases_file import CaseRow, read_cases
from qda.collect.guide_file import read_guide
from qda.collect.headers import Header
from qda.collect.identify import read_file
from qda.collect.importer import DraftTurn
from qda.collect.questions import link_questions
from qda.collect.speakers import decide_roles, join_cases, label_uses
from qda.model.ids import Id, new_ids
from qda.model.problem import Problem
from qda.model.records import Case, Question, Speaker, SpeakerRole, Turn
from qda.model.same_people import one_person
from qda.model.text_places import Followed, Thing
from qda.model.wording import _
from qda.store import cases, sources, written
from qda.store.sources import StoredSource
from qda.store.study import Command, Study

_TABLE = "table"  # the importer whose files may say themselves which question a turn answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What an import of cases or of the guide did; as text one line with counts.

    Attributes:
        new: Cases or questions that were not there.
        changed: Those that were there and are different now.
        total: All that the file holds.
        joined: Speakers that found their case, or turns that found their question, by it.
        renamed: Cases that have another name now, each as before and now.
        written: Texts in displays that followed a case that was renamed, or is another one now.
    """

    file: str
    new: int
    changed: int
    total: int
    joined: int
    problems: tuple[Problem, ...]
    renamed: tuple[tuple[str, str], ...] = ()
    written: Followed = field(default_factory=Followed)

    @property
    def lines(self) -> tuple[str, ...]:
        """The line with counts, and one for each thing that followed."""
        told = _("{old} is called {new} now, with all that was said and written of it.")
        return (str(self), *(told.format(old=old, new=new) for old, new in self.renamed), *self.written.lines)

    def __str__(self) -> str:
        """One line with counts."""
        return _("{file}: {total} read, {new} new, {changed} changed, {joined} joined to what was imported").format(
            file=self.file, total=self.total, new=self.new, changed=self.changed, joined=self.joined
        )


def load_cases(study: Study, path: Path, *, dry_run: bool = False) -> Registered:
    """Import a cases table in one command; cases are known by their names, and none is taken out.

    A row under a new name, one of whose aliases is the name of a case that the table does not have, renames that case.
    What was written into displays about a case follows its new name, or the case that it is the same person as.
    Speakers without a case then join those whose name or alias they bear.

    Args:
        study: Open.
        path: A CSV file or a workbook, as `qda.collect.cases_file` reads it.
        dry_run: Say what would be done, and do nothing.

    Raises:
        InputError: the file cannot be read as a cases table.
    """
    table = read_cases(read_file(path))
    with _doing(study, "cases import", dry_run) as command:
        before = cases.listed(study)
        old = {case.name: case for case in before}
        renamed = _renamed(table.rows, old)
        fresh = new_ids()
        new = changed = 0
        for row in table.rows:
            known = old.get(row.name) or old.get(renamed.get(row.name, ""))
            saved = cases.save(study, _case(row, known.id if known else next(fresh)))
            new += known is None
            changed += saved and known is not None
        names = {was: now for now, was in renamed.items()}
        _rename_mentions(study, names)
        done = Registered(
            file=path.name,
            new=new,
            changed=changed,
            total=len(table.rows),
            joined=relink(study),
            problems=table.problems,
            renamed=tuple(sorted(names.items())),
            written=written.follow(study, Thing.CASE, _called(before, cases.listed(study), names)),
        )
        command.what = str(done)
    return done


def load_guide(study: Study, path: Path, *, dry_run: bool = False) -> Registered:
    """Make the interview guide what the file says, in one command; interviewers' turns are linked to it.

    Args:
        study: Open.
        path: YAML or a table, as `qda.collect.guide_file` reads it.
        dry_run: Say what would be done, and do nothing.

    Raises:
        InputError: the file cannot be read as a guide.
    """
    guide = read_guide(read_file(path))
    with _doing(study, "guide import", dry_run) as command:
        old = {question.key: question for question in cases.guide(study)}
        fresh = new_ids()
        questions = [
            Question(id=old[q.key].id if q.key in old else next(fresh), key=q.key, text=q.text, codes=q.codes)
            for q in guide.questions
        ]
        changed = cases.save_guide(study, questions)
        done = Registered(
            file=path.name,
            new=sum(q.key not in old for q in questions),
            total=len(questions),
            changed=sum(q.key in old and old[q.key] != q for q in questions),
            joined=relink_questions(study) if changed else 0,
            problems=guide.problems,
        )
        command.what = str(done)
    return done


def relink(study: Study, *, only: Collection[Id] | None = None) -> int:
    """Join speakers without a case to the study's cases, within a command; how many found theirs.

    `only` names sources; None: all.

    A role that somebody set by hand stays: only where it is what the program would say without knowing the cases
    does it become what the program says knowing them.
    """
    everybody = cases.listed(study)
    ids = {case.name: case.id for case in everybody}
    names = tuple(name for case in everybody for name in (case.name, *case.aliases))
    speaking: dict[Id, list[Speaker]] = {}
    for speaker in sources.speakers(study):
        speaking.setdefault(speaker.source, []).append(speaker)
    joined = 0
    for source in sources.listed(study):
        mine = speaking.get(source.id, []) if only is None or source.id in only else []
        if mine and any(speaker.case is None for speaker in mine):
            joined += _join(study, source, mine, everybody, ids, names)
    return joined


def relink_questions(study: Study) -> int:
    """Give turns the guide's questions that they ask or answer, within a command; how many turns changed.

    Turns of tables keep the questions they came with.
    """
    guide = cases.guide(study)
    if not guide:
        return 0
    keys = {question.key for question in guide}
    speaking: dict[Id, dict[Id, Speaker]] = {}
    for speaker in sources.speakers(study):
        speaking.setdefault(speaker.source, {})[speaker.id] = speaker
    changed = 0
    for source in sources.listed(study):
        turns = sources.turns(study, source.id)
        if not turns or (source.format == _TABLE and any(turn.question for turn in turns)):
            continue
        roles = {s.label: s.role for s in speaking.get(source.id, {}).values()}
        drafts = [_draft(turn, speaking.get(source.id, {})) for turn in turns]
        for turn, linked in zip(turns, link_questions(sources.text(study, source), drafts, roles, guide), strict=True):
            question = linked.question if linked.question in keys else None
            if question != turn.question:
                sources.set_question(study, turn, question)
                changed += 1
    return changed


def _join(
    study: Study,
    source: StoredSource,
    mine: list[Speaker],
    everybody: list[Case],
    ids: dict[str, Id],
    names: tuple[str, ...],
) -> int:
    text = sources.text(study, source)
    speaking = {speaker.id: speaker for speaker in mine}
    uses = label_uses(text, [_draft(turn, speaking) for turn in sources.turns(study, source.id)])
    header = Header(rows=source.metadata)
    blind = decide_roles(uses, header)
    knowing = decide_roles(uses, header, guest_names=names)
    roles: dict[str, SpeakerRole] = {}
    for use in uses:
        stored = next(speaker for speaker in mine if speaker.label == use.label)
        roles[use.label] = knowing[use.label] if stored.role is blind[use.label] else stored.role
    found = {s.label: s for s in join_cases(roles, header, everybody, source=source.name).speakers}
    joined = 0
    for speaker in mine:
        now = found.get(speaker.label)
        if now is None or speaker.case is not None:
            continue
        case = ids.get(now.case) if now.case else None
        sources.assign(study, speaker.id, now.role, case)
        joined += case is not None
    return joined


def _draft(turn: Turn, speaking: dict[Id, Speaker]) -> DraftTurn:
    label = speaking[turn.speaker].label if turn.speaker is not None and turn.speaker in speaking else None
    return DraftTurn(start=turn.start, end=turn.end, label=label)


def _renamed(rows: Sequence[CaseRow], old: Mapping[str, Case]) -> dict[str, str]:
    """The old name of each row that renames a case."""
    listed = {row.name for row in rows}
    left = {name.casefold(): name for name in old if name not in listed}
    found: dict[str, str] = {}
    for row in rows:
        was = {left[alias.casefold()] for alias in row.aliases if alias.casefold() in left}
        if row.name not in old and len(was) == 1 and not was & set(found.values()):
            found[row.name] = was.pop()
    return found


def _rename_mentions(study: Study, names: Mapping[str, str]) -> None:
    """Let the cases that name a renamed one go on naming it."""
    for case in cases.listed(study) if names else ():
        same = names.get(case.same_as, case.same_as) if case.same_as else None
        depends = tuple(names.get(name, name) for name in case.depends_on)
        if (same, depends) != (case.same_as, case.depends_on):
            cases.save(study, replace(case, same_as=same, depends_on=depends))


def _called(before: Sequence[Case], after: Sequence[Case], renamed: Mapping[str, str]) -> dict[str, str]:
    """What each person is called in displays now, by what they were called."""
    was, now = (one_person({case.name: case.same_as for case in each}) for each in (before, after))
    return {name: now[renamed.get(name, name)] for name, person in was.items() if name == person}


def _case(row: CaseRow, own: Id) -> Case:
    return Case(
        id=own,
        name=row.name,
        aliases=row.aliases,
        same_as=row.same_as,
        depends_on=row.depends_on,
        unspecified=row.unspecified,
        attributes=row.attributes,
    )


@contextmanager
def _doing(study: Study, command: str, dry_run: bool) -> Iterator[Command]:
    if dry_run:
        with study.rehearsal():
            yield Command("")
    else:
        with study.command(command) as under_way:
            yield under_way
