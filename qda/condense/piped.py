"""Coding a list of passages that comes out of a search. Touches the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qda.condense.codings_file import CodingRow
from qda.condense.codings_match import described
from qda.condense.hand import one_of
from qda.condense.piped_hits import PipedHit, read_hits
from qda.condense.places import place_at, shorten
from qda.model.errors import QdaError
from qda.model.ids import Id, new_ids
from qda.model.problem import Problem
from qda.model.records import Basis, Code, Coding, Origin, Stance
from qda.model.wording import _, plural
from qda.store import cases, codebook, codings, sources
from qda.store.sources import StoredSource
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Piped:
    """What coding a list did.

    Attributes:
        added: The codings made, in the order of the list, each with the name of its source.
        already: Passages that had the code.
        problems: Passages that could not be coded; the others are.
    """

    added: tuple[tuple[str, Coding], ...]
    already: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """One line for people."""
        line = plural("{n} passage coded", "{n} passages coded", len(self.added)).format(n=len(self.added))
        if self.already:
            line += _("; {n} had the code already").format(n=self.already)
        if self.problems:
            line += _("; {n} not taken in").format(n=len(self.problems))
        return line


def add_piped(
    study: Study,
    text: str,
    code: str,
    *,
    stance: str | None = None,
    basis: str | None = None,
    informant: str | None = None,
    magnitude: str | None = None,
    slot: str | None = None,
    memo: str | None = None,
    coder: str | None = None,
    round_: str = "1",
    dry_run: bool = False,
) -> Piped:
    """Give one code to every passage of a list, in one command, by hand.

    A passage that has the code already, exactly there, by the same coder in the same round or by a rule, is left as it
    is: the same list a second time adds nothing. Another coder's coding does not stand in the way.

    Args:
        study: The study.
        text: The list, as `qda find --json` prints it.
        code: Path of the code, or its last name where only one code has it.
        stance: +, -, 0 or ±, for all.
        basis: direct, hearsay, document or inference, for all.
        informant: Case whose words these are, where that is not the turn's speaker.
        magnitude: As the code's scale has it.
        slot: The process slot they fill.
        memo: A note on each.
        coder: Who codes; the study's user where it is None.
        round_: Round of coding.
        dry_run: Whether to say what would be done, and do nothing.

    Raises:
        NotFoundError: no such code or case.
        InputError: it is no such list, or a value is none the code knows.
    """
    read = read_hits(text)
    target = codebook.find(study, code)
    row = CodingRow(
        place="",
        source="",
        code=target.path,
        stance=one_of(stance, Stance),
        basis=one_of(basis, Basis),
        magnitude=magnitude or "",
        slot=slot or "",
        memo=memo or "",
        coder=coder or study.who,
        round=round_,
    )
    maker = _Maker(study, target, row, cases.find(study, informant).id if informant else None)
    made, problems = [], list(read.problems)
    for hit in read.hits:
        found = maker.coding(hit)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            made.append((hit.source, found))
    done = Piped(added=tuple(made), already=maker.already, problems=tuple(problems))
    if not dry_run:
        with study.command("code add") as command:
            codings.add_many(study, (coding for _source, coding in made))
            command.what = _("{code}: {done}").format(code=target.path, done=done)
    return done


class _Maker:
    """Makes codings of passages; those of one source follow one another, so that its text is read once."""

    def __init__(self, study: Study, code: Code, row: CodingRow, informant: Id | None) -> None:
        self.study, self.code, self.row, self.informant = study, code, row, informant
        self.already = 0
        self._sources: Mapping[str, StoredSource] = sources.by_name(study)
        self._ids: Iterator[Id] = new_ids()
        self._at = study.now()
        self._text = ("", "")
        self._there = {
            (one.source, one.start, one.end)
            for one in codings.listed(study, code=code.id)
            if one.origin is Origin.RULE or (one.coder, one.round) == (row.coder, row.round)
        }

    def coding(self, hit: PipedHit) -> Coding | Problem | None:
        """A coding of a passage; None where it has the code already."""
        source = self._sources.get(hit.source)
        if source is None:
            return _problem(
                hit, _("There is no source “{name}”.").format(name=hit.source), _("List them with: qda sources")
            )
        text = self._read(source)
        try:
            span = place_at(text, hit.start, hit.end)
        except QdaError as fault:
            return _problem(hit, fault.what, fault.mend)
        quote = text[span.start : span.end]
        if hit.quote and hit.quote != quote:
            what = _("At {start}–{end} stands “{text}”, not the quote.")
            return _problem(
                hit,
                what.format(start=span.start, end=span.end, text=shorten(quote, 60)),
                _("The source has changed since: search again."),
            )
        if (source.id, span.start, span.end) in self._there:
            self.already += 1
            return None
        self._there.add((source.id, span.start, span.end))
        blank = Coding(
            id=next(self._ids),
            source=source.id,
            start=span.start,
            end=span.end,
            quote=quote,
            code=self.code.id,
            coder=self.row.coder,
            at=self._at,
            round=self.row.round,
        )
        return described(self.row, blank, self.code, self.informant)

    def _read(self, source: StoredSource) -> str:
        if self._text[0] != source.name:
            self._text = (source.name, sources.text(self.study, source))
        return self._text[1]


def _problem(hit: PipedHit, what: str, mend: str) -> Problem:
    return Problem(place=hit.place, what=what, mend=mend, fatal=True)
