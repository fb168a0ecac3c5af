"""Decide where coders differ: what is open, and decisions as codings of a consensus round. Touches the store.

The coders' own codings are never changed. That no code applies is kept as a memo about the source, since there is no
coding to keep it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qda.condense.agree import fetch, refuse_idle
from qda.condense.agreement_options import CONSENSUS, AgreementOptions, Rater, Uncoded
from qda.condense.decisions import Case, Placed, decided, places_of
from qda.condense.disagreements import DecisionRow, Disagreement, comparison_of, read_decisions
from qda.model.errors import InputError, QdaError, unreadable
from qda.model.ids import Id, new_id, new_ids
from qda.model.problem import Problem
from qda.model.records import Coding, Memo
from qda.model.wording import _
from qda.store import codebook, codings, notes, sources
from qda.store.study import Study

MEMO = "adjudication"  # type of the memo that says that no code applies


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDisagreements:
    """What is still to be decided.

    Attributes:
        decided: How many disagreements of this comparison have a decision.
    """

    raters: tuple[Rater, ...]
    open: tuple[Disagreement, ...]
    decided: int
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicated:
    """What taking back a sheet of decisions did.

    Attributes:
        rows: Rows with a decision that was taken in, now or before.
        added: Codings of the consensus round that are new.
        changed: Those whose reason is new.
        removed: Those that an earlier decision had made and this one does not.
        none: Rows newly decided so that no code applies.
        open: Rows without a decision.
        conflicts: Rows whose codings changed since the sheet was written.
        problems: Rows that could not be taken in.
    """

    round: str
    rows: int
    added: int
    changed: int
    removed: int
    none: int
    open: int
    conflicts: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """One line for people."""
        line = _(
            "decisions: {rows}; codings of round {round}: {added} added, {changed} changed, {removed} taken out; no "
            "code applies: {none}; rows without a decision: {open}"
        ).format(
            rows=self.rows,
            round=self.round,
            added=self.added,
            changed=self.changed,
            removed=self.removed,
            none=self.none,
            open=self.open,
        )
        if self.conflicts or self.problems:
            line += _("; {conflicts} conflicts, {faults} rows not taken in").format(
                conflicts=len(self.conflicts), faults=len(self.problems)
            )
        return line


def open_disagreements(study: Study, options: AgreementOptions, *, into: str = CONSENSUS) -> OpenDisagreements:
    """The disagreements of a comparison that have no decision in the consensus round.

    Raises:
        InputError, NotFoundError: as `qda.condense.agree.agreement`.
    """
    refuse_idle(options)
    cases, synthetic = _cases(study, dataclasses.replace(options, uncoded=Uncoded.EXCLUDE))
    raters = cases.raters
    _refuse_round(raters, into)
    consensus, silent = _consensus(study, into), _without_code(study)
    ids = {name: one.id for name, one in sources.by_name(study).items()}
    still = tuple(
        case.disagreement
        for case in cases.cases
        if not _is_decided(case, consensus.get(ids[case.disagreement.source], ()), silent, ids)
    )
    return OpenDisagreements(raters=raters, open=still, decided=len(cases.cases) - len(still), synthetic=synthetic)


def adjudicate(study: Study, path: Path, *, into: str = CONSENSUS, dry_run: bool = False) -> Adjudicated:
    """Take back a sheet of disagreements with decisions; a second time it changes nothing.

    Args:
        study: The study; its user is the adjudicator.
        path: The sheet, .xlsx or .csv.
        into: The round that decisions are written to.
        dry_run: Whether to say only what would be done.

    Raises:
        InputError: the file cannot be read or is no such sheet, or `into` is a round that was compared.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    read = read_decisions(path.name, data)
    work = _Work(study, path.name, into)
    work.problems += read.problems
    by_comparison: dict[str, list[DecisionRow]] = {}
    for row in read.rows:
        by_comparison.setdefault(row.compared, []).append(row)
    for compared, rows in by_comparison.items():
        work.rows(compared, rows)
    changes = work.changes()
    done = Adjudicated(
        round=into,
        rows=work.taken,
        added=len(changes.add),
        changed=len(changes.replace),
        removed=len(changes.remove),
        none=len(changes.memos),
        open=read.open,
        conflicts=tuple(work.conflicts),
        problems=tuple(work.problems),
    )
    if not dry_run:
        with study.command("adjudicate") as command:
            codings.remove(study, [one.id for one in changes.remove])
            for one in changes.replace:
                codings.replace(study, one)
            codings.add_many(study, changes.add)
            notes.remove_memos(study, changes.gone)
            for memo in changes.memos:
                notes.add_memo(study, memo)
            command.what = str(done)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cases:
    cases: tuple[Case, ...]
    raters: tuple[Rater, ...]


def _cases(study: Study, options: AgreementOptions, named: Sequence[tuple[str, str]] = ()) -> tuple[_Cases, bool]:
    """The disagreements of a comparison, and whether anything compared was made up."""
    from qda.condense.agreement import differing

    compared = fetch(study, options, named)
    paths = tuple(code.path for code in codebook.listed(study))
    made = tuple(
        Case(
            disagreement=one,
            raters=compared.raters,
            codings=tuple(compared.given[number] for number in one.codings),
            paths=paths,
            unit=options.unit,
        )
        for one in differing(compared, options)
    )
    return _Cases(cases=made, raters=compared.raters), compared.synthetic


def _refuse_round(raters: Iterable[Rater], into: str) -> None:
    if any(rater.round == into for rater in raters):
        raise InputError(
            _("Round “{round}” was compared, so decisions cannot be written to it.").format(round=into),
            mend=_("Choose another with --into."),
        )


def _consensus(study: Study, into: str) -> dict[Id, list[Coding]]:
    """The codings of the consensus round by source."""
    found: dict[Id, list[Coding]] = {}
    for coding in codings.listed(study):
        if coding.round == into:
            found.setdefault(coding.source, []).append(coding)
    return found


def _without_code(study: Study) -> dict[tuple[Id, str], Memo]:
    """The memos that say that no code applies, by source and place."""
    return {
        (memo.about, memo.text.split(":", 1)[0]): memo
        for memo in notes.memos(study, type=MEMO)
        if memo.about is not None
    }


def _place(one: Disagreement) -> str:
    return f"{one.start}–{one.end}"


def _is_decided(
    case: Case, consensus: Iterable[Coding], silent: Mapping[tuple[Id, str], Memo], ids: Mapping[str, Id]
) -> bool:
    one = case.disagreement
    places = places_of(case)
    return (ids[one.source], _place(one)) in silent or any((each.start, each.end) in places for each in consensus)


@dataclass(slots=True, kw_only=True)
class _Changes:
    add: list[Coding] = field(default_factory=list)
    replace: list[Coding] = field(default_factory=list)
    remove: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    gone: list[Id] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    source: Id
    case: Case
    placed: tuple[Placed, ...]
    why: str


class _Work:
    """The rows of one sheet held against the study."""

    def __init__(self, study: Study, file: str, into: str) -> None:
        self.study, self.file, self.into = study, file, into
        self.ids = {name: one.id for name, one in sources.by_name(study).items()}
        self.stored = sources.by_name(study)
        self.codes = {code.path: code.id for code in codebook.listed(study)}
        self.consensus = _consensus(study, into)
        self.silent = _without_code(study)
        self.decisions: list[_Decision] = []
        self.conflicts: list[Problem] = []
        self.problems: list[Problem] = []

    @property
    def taken(self) -> int:
        return len(self.decisions)

    def rows(self, compared: str, rows: Sequence[DecisionRow]) -> None:
        """Settle the rows of one comparison."""
        try:
            options, named = comparison_of(compared)
        except ValueError:
            for row in rows:
                self.problem(
                    row,
                    _("The cell “compared” is not as it was written."),
                    _("Write the sheet anew: qda adjudicate --to FILE.xlsx"),
                )
            return
        try:
            cases, _synthetic = _cases(self.study, dataclasses.replace(options, uncoded=Uncoded.EXCLUDE), named)
            _refuse_round(cases.raters, self.into)
        except QdaError as fault:
            for row in rows:
                self.problem(row, fault.what, fault.mend)
            return
        known = {case.disagreement.place: case for case in cases.cases}
        for row in rows:
            case = known.get((row.source, row.start, row.end))
            if case is None or case.disagreement.state != row.hash:
                self.conflict(row)
                continue
            try:
                placed = decided(row.decision, case)
            except QdaError as fault:
                self.problem(row, fault.what, fault.mend)
                continue
            self.decisions.append(_Decision(source=self.ids[row.source], case=case, placed=placed, why=row.why))

    def problem(self, row: DecisionRow, what: str, mend: str) -> None:
        self.problems.append(Problem(file=self.file, place=row.place, what=what, mend=mend, fatal=True))

    def conflict(self, row: DecisionRow) -> None:
        self.conflicts.append(
            Problem(
                file=self.file,
                place=row.place,
                what=_("What the coders gave here has changed since the sheet was written; nothing was decided."),
                mend=_("Write the sheet anew: qda adjudicate --to FILE.xlsx"),
            )
        )

    def changes(self) -> _Changes:
        """What the decisions change in the consensus round."""
        made = _Changes()
        fresh = new_ids()
        wanted = {
            (one.source, placed.start, placed.end, self.codes[placed.path])
            for one in self.decisions
            for placed in one.placed
        }
        seen: set[tuple[Id, int, int, Id]] = set()
        for one in self.decisions:
            self._none(one, made)
            have = {(each.start, each.end, each.code): each for each in self.consensus.get(one.source, ())}
            for placed in one.placed:
                code = self.codes[placed.path]
                key = (one.source, placed.start, placed.end, code)
                old = have.get((placed.start, placed.end, code))
                if key in seen:
                    continue
                seen.add(key)
                if old is None:
                    made.add.append(self._coding(next(fresh), one, placed))
                elif (old.memo or "") != one.why:
                    made.replace.append(dataclasses.replace(old, memo=one.why or None))
            self._stale(one, wanted, made)
        return made

    def _stale(self, one: _Decision, wanted: set[tuple[Id, int, int, Id]], made: _Changes) -> None:
        """What an earlier decision about the same disagreement wrote, and this one does not say."""
        places = places_of(one.case)
        gone = {each.id for each in made.remove}
        for old in self.consensus.get(one.source, ()):
            if (old.start, old.end) not in places or (old.source, old.start, old.end, old.code) in wanted:
                continue
            if old.id not in gone:
                made.remove.append(old)

    def _none(self, one: _Decision, made: _Changes) -> None:
        """Keep, or take back, that no code applies."""
        about = one.case.disagreement
        old = self.silent.get((one.source, _place(about)))
        text = f"{_place(about)}: {_('no code applies.')} {one.why}".strip()
        if old is not None and (one.placed or old.text != text):
            made.gone.append(old.id)
        if not one.placed and (old is None or old.text != text):
            made.memos.append(
                Memo(
                    id=new_id(),
                    about_kind="source",
                    about=one.source,
                    type=MEMO,
                    text=text,
                    status="open",
                    by=self.study.who,
                    at=self.study.now(),
                )
            )

    def _coding(self, fresh: Id, one: _Decision, placed: Placed) -> Coding:
        text = sources.text(self.study, self.stored[one.case.disagreement.source])
        like = [codings.get(self.study, each) for each in placed.like]
        blank = Coding(
            id=fresh,
            source=one.source,
            start=placed.start,
            end=placed.end,
            quote=text[placed.start : placed.end],
            code=self.codes[placed.path],
            coder=self.study.who,
            at=self.study.now(),
            round=self.into,
            memo=one.why or None,
        )
        return _described(blank, like)


def _described(blank: Coding, like: Sequence[Coding]) -> Coding:
    """The coding with the stance, basis, slot … that all codings like it have."""
    names = ("stance", "basis", "prompted", "magnitude", "slot", "informant")
    shared = {
        name: getattr(like[0], name)
        for name in names
        if like and all(getattr(each, name) == getattr(like[0], name) for each in like)
    }
    return dataclasses.replace(blank, **shared)
