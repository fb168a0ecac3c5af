"""Coding by hand: from the shell, from a table of codings, and back into one. Touches the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qda.condense.codings_file import CodingRow, codings_csv, codings_sheet, read_codings
from qda.condense.codings_match import Known, described, export_row, settle
from qda.condense.places import find_quote, place_at
from qda.model.errors import ConflictError, InputError, unreadable
from qda.model.ids import Id, new_id, new_ids
from qda.model.problem import Problem
from qda.model.records import Basis, Coding, Origin, Stance
from qda.model.sheet import Sheet
from qda.model.wording import _
from qda.store import cases, codebook, codings, sources
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What importing a table of codings did.

    Attributes:
        conflicts: Rows changed here and in the study since the export; the study was left as it is.
        problems: Rows that could not be taken in; the others are in.
        absent: Codings of the same sources that the file has no row for; they stay.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    absent: int
    conflicts: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """One line for people."""
        line = _("{added} codings added, {changed} changed, {removed} taken out, {unchanged} as they were").format(
            added=self.added, changed=self.changed, removed=self.removed, unchanged=self.unchanged
        )
        if self.conflicts or self.problems:
            line += _("; {conflicts} conflicts, {faults} rows not taken in").format(
                conflicts=len(self.conflicts), faults=len(self.problems)
            )
        if self.absent:
            line += _("; {n} codings have no row in the file and stay").format(n=self.absent)
        return line


def add(
    study: Study,
    source: str,
    code: str,
    *,
    quote: str = "",
    start: int | None = None,
    end: int | None = None,
    stance: str | None = None,
    basis: str | None = None,
    informant: str | None = None,
    magnitude: str | None = None,
    slot: str | None = None,
    memo: str | None = None,
    coder: str | None = None,
    round_: str = "1",
) -> Coding:
    """Code one segment by hand.

    Args:
        study: The study.
        source: Its name.
        code: Path of the code, or its last name where only one code has it.
        quote: The words; they must occur once. Not needed where start and end are given.
        start: First code point; needs `end`.
        end: Code point after the last.
        stance: +, -, 0 or ±.
        basis: direct, hearsay, document or inference.
        informant: Case whose words these are, where that is not the turn's speaker.
        magnitude: As the code's scale has it.
        slot: The process slot it fills.
        memo: A note.
        coder: Who codes; the study's user where it is None.
        round_: Round of coding.

    Raises:
        NotFoundError: no such source, code or case, or the quote does not occur.
        AmbiguousError: the quote occurs several times; the message names the lines.
        InputError: the place is outside the text, or a value is none the code knows.
        ConflictError: this coder has that code there already.
    """
    stored = sources.find(study, source)
    text = sources.text(study, stored)
    target = codebook.find(study, code)
    if not quote and (start is None or end is None):
        raise InputError(
            _("No passage is named."), where=stored.name, mend=_("Give --quote “…”, or both --start and --end.")
        )
    if start is not None and end is not None:
        span = place_at(text, start, end, where=stored.name)
        if quote and text[span.start : span.end] != quote:
            raise InputError(
                _("The quote is not the text at {start}–{end}.").format(start=start, end=end),
                where=stored.name,
                mend=_("Give either the quote or the place."),
            )
    else:
        span = find_quote(text, quote, where=stored.name)
    case = cases.find(study, informant).id if informant else None
    row = CodingRow(
        place="",
        source=stored.name,
        code=target.path,
        stance=one_of(stance, Stance),
        basis=one_of(basis, Basis),
        magnitude=magnitude or "",
        slot=slot or "",
        memo=memo or "",
    )
    blank = Coding(
        id=new_id(),
        source=stored.id,
        start=span.start,
        end=span.end,
        quote=text[span.start : span.end],
        code=target.id,
        coder=coder or study.who,
        at=study.now(),
        round=round_,
    )
    coding = described(row, blank, target, case)
    _refuse_twice(study, coding)
    with study.command("code add") as command:
        codings.add_many(study, [coding])
        command.what = _("{source}, {start}–{end}: {code}").format(
            source=stored.name, start=span.start, end=span.end, code=target.path
        )
    return coding


def one_of(value: str | None, kind: type[Stance] | type[Basis]) -> str:
    """The value; "" for none.

    Raises:
        InputError: it is no stance, or no basis.
    """
    if value and value not in list(kind):
        raise InputError(
            _("“{value}” is not one of: {known}.").format(value=value, known=", ".join(member.value for member in kind))
        )
    return value or ""


def _refuse_twice(study: Study, coding: Coding) -> None:
    for old in codings.listed(study, source=coding.source, code=coding.code, coder=coding.coder):
        same = (old.start, old.end, old.round, old.slot, old.informant)
        if same == (coding.start, coding.end, coding.round, coding.slot, coding.informant):
            raise ConflictError(
                _("{coder} has already given this code to these words.").format(coder=coding.coder),
                mend=_("Change it with code export and code import, or take it out with code remove."),
            )


def import_codings(study: Study, path: Path, *, dry_run: bool = False) -> Imported:
    """Take in a table of codings; a second time it changes nothing.

    Raises:
        InputError: the file is no such table, or has unknown columns.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    changes = settle(read_codings(path.name, data), known(study))
    done = Imported(
        added=len(changes.add),
        changed=len(changes.replace),
        removed=len(changes.remove),
        unchanged=changes.unchanged,
        absent=changes.absent,
        conflicts=tuple(changes.conflicts),
        problems=tuple(changes.problems),
    )
    if not dry_run:
        with study.command("code import") as command:
            codings.add_many(study, changes.add)
            for coding in changes.replace:
                codings.replace(study, coding)
            codings.add_many(study, changes.refuse)
            take_out(study, changes.remove)
            command.what = str(done)
    return done


def take_out(study: Study, gone: Iterable[Coding]) -> int:
    """Take codings out, within a command; what a rule made is refused instead, so that it is not made again."""
    listed = list(gone)
    codings.reject(study, [coding.id for coding in listed if coding.origin is Origin.RULE])
    codings.remove(study, [coding.id for coding in listed if coding.origin is not Origin.RULE])
    return len(listed)


def known(study: Study) -> Known:
    """What of a study the rows of a table are held against."""
    stored = sources.by_name(study)
    by_id = {source.id: source for source in stored.values()}
    people: dict[str, Id] = {}
    everyone = cases.listed(study)
    for case in everyone:
        people[case.name] = case.id
    for case in everyone:
        for alias in case.aliases:
            people.setdefault(alias, case.id)

    @lru_cache(maxsize=64)
    def text(source: Id) -> str:
        return sources.text(study, by_id[source])

    return Known(
        sources={name: source.id for name, source in stored.items()},
        text=text,
        cases=people,
        codes=tuple(codebook.listed(study)),
        stored=tuple(codings.listed(study, status=None)),
        coder=study.who,
        at=study.now(),
        ids=new_ids(),
    )


def export_rows(
    study: Study, *, source: str | None = None, code: str | None = None, coder: str | None = None
) -> tuple[CodingRow, ...]:
    """The active codings as rows, by source and place; filters that are None do not filter.

    Raises:
        NotFoundError: no such source or code.
    """
    wanted = {
        "source": sources.find(study, source).id if source else None,
        "code": codebook.find(study, code).id if code else None,
    }
    names: dict[Id, str] = {stored.id: stored.name for stored in sources.listed(study)}
    names.update({case.id: case.name for case in cases.listed(study)})
    active = {kept.id: kept.path for kept in codebook.listed(study)}
    names.update(active)
    found = codings.listed(study, source=wanted["source"], code=wanted["code"], coder=coder)
    rows = [export_row(coding, names) for coding in found if coding.code in active]
    return tuple(sorted(rows, key=lambda row: (row.source, row.start or 0, row.end or 0, row.code, row.id)))


def export_csv(rows: Iterable[CodingRow]) -> bytes:
    """The rows as a CSV file."""
    return codings_csv(rows)


def export_sheet(study: Study, rows: Iterable[CodingRow]) -> Sheet:
    """The rows as a flat sheet for the writers."""
    return codings_sheet(rows, _("Codings of {study}").format(study=study.title))
