"""What the rows of a table of codings mean for a study: which codings are new, changed, in conflict or faulty. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from qda.condense.codings_file import HASHED, CodingRow, CodingRows, unguarded
from qda.condense.places import find_quote, place_at, shorten
from qda.model.errors import InputError, QdaError
from qda.model.ids import Id, read_id, show_id
from qda.model.problem import Problem
from qda.model.records import SLOTS, Basis, Code, Coding, Origin, Stance
from qda.model.text import Lines, Span
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What of the study the rows are held against.

    Attributes:
        sources: Id of each source by name.
        text: The text of a source.
        cases: Id of each case by its name and aliases.
        stored: Every coding of the study, whatever its status.
        coder: Who codes where a row does not say.
        at: The time noted on new codings.
        ids: Fresh ids.
    """

    sources: Mapping[str, Id]
    text: Callable[[Id], str]
    codes: tuple[Code, ...]
    cases: Mapping[str, Id]
    stored: tuple[Coding, ...]
    coder: str
    at: str
    ids: Iterator[Id]


@dataclass(slots=True, kw_only=True)
class Changes:
    """What an import would do.

    Attributes:
        add: Codings to store.
        replace: Codings to store in the place of the one with the same id.
        refuse: What rules said where somebody edited it; kept as refused, so that the rule does not say it again.
        remove: Codings whose row says delete.
        conflicts: Rows edited here that were also changed in the study since the export.
        problems: Rows that could not be taken in.
        unchanged: Rows that say what the study says.
        absent: Codings of the exported sources that have no row in the file; they stay.
    """

    add: list[Coding] = field(default_factory=list)
    replace: list[Coding] = field(default_factory=list)
    refuse: list[Coding] = field(default_factory=list)
    remove: list[Coding] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    absent: int = 0


def taken_over(old: Coding, new: Coding, *, who: str, stub: Id) -> tuple[Coding, Coding]:
    """What a rule made, as the work of the person who gave it another code or place; and the rule's reading, refused.

    Args:
        old: As the rule made it.
        new: As it is to be.
        who: The person, where the edit names nobody else.
        stub: Id for the refused reading.
    """
    coder = who if new.coder == old.coder else new.coder
    mine = dataclasses.replace(new, origin=Origin.HAND, rule=None, version=None, coder=coder)
    return mine, dataclasses.replace(old, id=stub, status="rejected", memo=None)


def export_row(coding: Coding, names: Mapping[Id, str]) -> CodingRow:
    """A coding as a row.

    Args:
        coding: The coding.
        names: Of sources, codes (their paths) and cases, by id.
    """
    return CodingRow(
        place="",
        source=names[coding.source],
        start=coding.start,
        end=coding.end,
        quote=coding.quote,
        code=names[coding.code],
        stance=coding.stance or "",
        basis=coding.basis or "",
        informant=names.get(coding.informant, "") if coding.informant else "",
        magnitude=coding.magnitude or "",
        coder=coding.coder,
        round=coding.round,
        slot=coding.slot or "",
        memo=coding.memo or "",
        id=show_id(coding.id),
        origin=coding.origin.value,
    )


def settle(read: CodingRows, known: Known) -> Changes:
    """Hold every row against the study. Doing what this says and reading the same file again leaves nothing to do."""
    return _Settling(read.file, known).all(read)


def described(row: CodingRow, coding: Coding, code: Code, informant: Id | None) -> Coding:
    """The coding with the values of the row.

    Raises:
        InputError: the slot is none of the code's, or the magnitude is off its scale.
    """
    if row.slot and row.slot not in (code.slots or SLOTS):
        raise _fault(
            _("The code “{code}” has no slot “{slot}”.").format(code=code.path, slot=row.slot),
            _("Its slots are: {slots}.").format(slots=", ".join(code.slots or SLOTS)),
        )
    if row.magnitude and code.scale and row.magnitude not in code.scale:
        raise _fault(
            _("“{value}” is not on the scale of “{code}”.").format(value=row.magnitude, code=code.path),
            _("Its scale is: {scale}.").format(scale=", ".join(code.scale)),
        )
    return dataclasses.replace(
        coding,
        code=code.id,
        coder=row.coder or coding.coder,
        round=row.round or coding.round,
        stance=Stance(row.stance) if row.stance else None,
        basis=Basis(row.basis) if row.basis else None,
        informant=informant,
        magnitude=row.magnitude or None,
        slot=row.slot or None,
        memo=row.memo or None,
    )


def _fault(what: str, mend: str) -> InputError:
    return InputError(what, mend=mend)


class _Settling:
    def __init__(self, file: str, known: Known) -> None:
        self.file, self.known = file, known
        self.codes = {code.path: code for code in known.codes}
        self.folded = {name.casefold().strip(): value for name, value in known.sources.items()}
        self.cases = {name.casefold().strip(): value for name, value in known.cases.items()}
        self.names: dict[Id, str] = {value: name for name, value in known.sources.items()}
        self.names.update({code.id: code.path for code in known.codes})
        for name, value in known.cases.items():
            self.names.setdefault(value, name)
        self.by_id = {coding.id: coding for coding in known.stored}
        self.changes = Changes()

    def all(self, read: CodingRows) -> Changes:
        self.changes.problems += read.problems
        fresh: list[tuple[CodingRow, Coding]] = []
        seen: set[Id] = set()
        for row in read.rows:
            try:
                if row.id:
                    stored = self.stored(row)
                    seen.add(stored.id)
                    self.exported(row, stored)
                else:
                    fresh.append((row, self.new(row)))
            except QdaError as fault:
                self.problem(row, fault.what, fault.mend)
        self.without_id(fresh, seen)
        if seen:
            sources = {self.by_id[one].source for one in seen if one in self.by_id}
            present = [c for c in self.known.stored if c.status == "active" and c.source in sources]
            self.changes.absent = sum(coding.id not in seen for coding in present)
        return self.changes

    def problem(self, row: CodingRow, what: str, mend: str) -> None:
        self.changes.problems.append(Problem(file=self.file, place=row.place, what=what, mend=mend, fatal=True))

    def new(self, row: CodingRow) -> Coding:
        """The coding that a row without id speaks of, with a fresh id."""
        source = self.source(row)
        span = self.span(row, source, None)
        blank = Coding(
            id=next(self.known.ids),
            source=source,
            start=span.start,
            end=span.end,
            quote=self.known.text(source)[span.start : span.end],
            code=self.code(row).id,
            coder=row.coder or self.known.coder,
            at=self.known.at,
        )
        return self.described(row, blank)

    def described(self, row: CodingRow, coding: Coding) -> Coding:
        return described(row, coding, self.code(row), self.case(row))

    def stored(self, row: CodingRow) -> Coding:
        try:
            return self.by_id[read_id(row.id)]
        except (ValueError, KeyError):
            raise _fault(
                _("The study has no coding with the id {id}.").format(id=row.id),
                _("It was taken out since the export. Empty the cell “id” to add it anew."),
            ) from None

    def exported(self, row: CodingRow, stored: Coding) -> None:
        """Settle a row that came from an export."""
        now = export_row(stored, self.names) if stored.code in self.names else None
        if now is None or stored.status != "active":
            raise _fault(_("The coding of this row is no longer in use."), _("Export the codings anew."))
        if row.origin == Origin.RULE.value and stored.origin is Origin.HAND:  # taken over by an edit since
            row = dataclasses.replace(row, coder=stored.coder)
        moved = self.moved(row, stored)
        if row.state == now.state and not moved and not row.delete:
            self.changes.unchanged += 1
        elif row.hash and row.hash != now.state:
            self.stale(row, now, moved)
        elif row.delete:
            self.changes.remove.append(stored)
        else:
            self.edited(row, stored, moved)

    def moved(self, row: CodingRow, stored: Coding) -> bool:
        """Whether the quote was edited; white space is a spreadsheet's doing."""
        quotes = (" ".join(row.quote.split()), " ".join(unguarded(row.quote).split()))
        return bool(row.quote.strip()) and " ".join(stored.quote.split()) not in quotes

    def stale(self, row: CodingRow, now: CodingRow, moved: bool) -> None:
        if row.state == row.hash and not moved and not row.delete:
            self.changes.unchanged += 1  # the study went on, the row did not
            return
        differ = [name for name in HASHED if str(getattr(row, name) or "") != str(getattr(now, name) or "")]
        what = _("This row and the study were both changed since the export; the study was left as it is ({keys}).")
        self.changes.conflicts.append(
            Problem(
                file=self.file,
                place=row.place,
                what=what.format(keys=", ".join(differ) or "quote"),
                mend=_("Export the codings anew and make the change there."),
            )
        )

    def edited(self, row: CodingRow, stored: Coding, moved: bool) -> None:
        source = self.source(row)
        same_place = (row.start, row.end) == (stored.start, stored.end) and source == stored.source
        if moved and same_place:
            old = Span(start=stored.start, end=stored.end)
            span = self.quoted(row, source, old)
        else:
            span = self.span(dataclasses.replace(row, quote=row.quote if moved else ""), source, None)
        text = self.known.text(source)
        quote = text[span.start : span.end]
        put = dataclasses.replace(stored, source=source, start=span.start, end=span.end, quote=quote)
        put = self.described(row, put)
        if put == stored:
            self.changes.unchanged += 1
            return
        if stored.origin is Origin.RULE and _reading(put) != _reading(stored):
            put, refused = taken_over(stored, put, who=self.known.coder, stub=next(self.known.ids))
            self.changes.refuse.append(refused)
        self.changes.replace.append(put)

    def source(self, row: CodingRow) -> Id:
        found = self.known.sources.get(row.source) or self.folded.get(row.source.casefold().strip())
        if found is None:
            near = get_close_matches(row.source, list(self.known.sources), 3, 0.5)
            raise _fault(
                _("There is no source “{name}”.").format(name=row.source),
                _("Perhaps: {names}.").format(names=", ".join(near)) if near else _("List them with: qda sources"),
            )
        return found

    def code(self, row: CodingRow) -> Code:
        found = self.codes.get(row.code)
        if found is None:
            named = [code for code in self.known.codes if code.name == row.code]
            if len(named) == 1:
                return named[0]
            near = [code.path for code in named] or get_close_matches(row.code, list(self.codes), 3, 0.5)
            raise _fault(
                _("There is no code “{path}”.").format(path=row.code),
                _("Perhaps: {paths}.").format(paths=", ".join(near))
                if near
                else _("List them with: qda codebook show"),
            )
        return found

    def case(self, row: CodingRow) -> Id | None:
        if not row.informant:
            return None
        found = self.cases.get(row.informant.casefold().strip())
        if found is None:
            near = get_close_matches(row.informant, list(self.known.cases), 3, 0.5)
            raise _fault(
                _("There is no case “{name}”.").format(name=row.informant),
                _("Perhaps: {names}.").format(names=", ".join(near))
                if near
                else _("Add it to the table of cases and import that with: qda cases import FILE"),
            )
        return found

    def span(self, row: CodingRow, source: Id, within: Span | None) -> Span:
        text = self.known.text(source)
        if row.start is None or row.end is None:
            return self.quoted(row, source, within)
        span = place_at(text, row.start, row.end)
        stands = text[span.start : span.end]
        quotes = {"".join(quote.split()) for quote in (row.quote, unguarded(row.quote))}
        if row.quote.strip() and "".join(stands.split()) not in quotes:
            raise _fault(
                _("At {start}–{end} (line {line}) stands “{text}”, not the quote.").format(
                    start=span.start, end=span.end, line=Lines(text).line_at(span.start), text=shorten(stands, 60)
                ),
                _("Empty start and end to find the quote, or empty the quote to keep the place."),
            )
        return span

    def quoted(self, row: CodingRow, source: Id, within: Span | None) -> Span:
        text = self.known.text(source)
        bare = unguarded(row.quote)
        if bare != row.quote and row.quote not in text:
            return find_quote(text, bare, within=within)
        return find_quote(text, row.quote, within=within)

    def without_id(self, fresh: list[tuple[CodingRow, Coding]], seen: set[Id]) -> None:
        """Rows without an id are codings already there where place, code, coder and round agree.

        Rows that agree in everything are paired first, so that one passage may stand there for two informants; then a
        row that is left over changes a coding that is left over.
        """
        free: dict[tuple[object, ...], list[Coding]] = {}
        for coding in self.known.stored:
            if coding.status == "active" and coding.id not in seen:
                free.setdefault(_key(coding), []).append(coding)
        left = []
        for row, coding in fresh:
            same = [old for old in free.get(_key(coding), []) if _values(old) == _values(coding)]
            if same:
                free[_key(coding)].remove(same[0])
                if row.delete:
                    self.changes.remove.append(same[0])
                else:
                    self.changes.unchanged += 1
            else:
                left.append((row, coding))
        for row, coding in left:
            others = [old for old in free.get(_key(coding), []) if old.origin is Origin.HAND]
            if row.delete:
                self.changes.unchanged += 1
            elif others:
                old = others[0]
                free[_key(coding)].remove(old)
                self.changes.replace.append(dataclasses.replace(coding, id=old.id, at=old.at))
            else:
                self.changes.add.append(coding)


def _key(coding: Coding) -> tuple[object, ...]:
    return coding.source, coding.start, coding.end, coding.code, coding.coder, coding.round


def _reading(coding: Coding) -> tuple[object, ...]:
    return coding.source, coding.start, coding.end, coding.code


def _values(coding: Coding) -> tuple[object, ...]:
    return coding.stance, coding.basis, coding.magnitude, coding.memo, coding.slot, coding.informant
