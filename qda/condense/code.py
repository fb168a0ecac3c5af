"""Code by the codebook's match rules. Touches the store."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from qda.condense import scope
from qda.condense.codebook_rules import rule_shown
from qda.condense.rule_run import Outcome, Runnable, counted, run_rules, runnable, silent
from qda.condense.scope import SpokenTurn
from qda.condense.units import Unit, segments, widened
from qda.model.errors import InputError, NotFoundError
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import Code, Level
from qda.model.wording import _
from qda.store import codebook, codings, index, sources
from qda.store.study import Study

if TYPE_CHECKING:
    from qda.condense.reconcile import Difference, Existing, Finds
    from qda.condense.searchable import Passages, Searchable
    from qda.store.index import Indexed
    from qda.store.sources import StoredSource

CODER = "auto"
_CONTEXT = 50
_SPACE = re.compile(r"\s+")
_TEXTS_KEPT = 50_000_000  # characters; several rules may ask for the same text


@dataclass(frozen=True, slots=True, kw_only=True)
class HitInContext:
    """A find as people look at it: the words, and what stands to their left and right on their line."""

    source: str
    start: int
    end: int
    code: str
    rule: str
    quote: str
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoCoded:
    """What a run of the rules did, or would do.

    Attributes:
        added: Codings made.
        removed: Codings that no rule makes any more, taken out.
        kept: Codings that stood already.
        refused: Places that a human refused earlier; not coded again.
        worked_on: Codings that no rule makes any more but somebody has worked on; they stay.
        sources: Finds in each source that has any, by name.
        codes: Finds of each code that has any, in the codebook's order.
        problems: Rules that could not be run, or took too long.
        silent: Rules that caught nothing, each as `code: rule`.
        hits: New finds in context, up to the number asked for, those of each code together.
    """

    added: int
    removed: int
    kept: int
    refused: int
    worked_on: int
    sources: tuple[tuple[str, int], ...]
    codes: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    silent: tuple[str, ...] = ()
    hits: tuple[HitInContext, ...] = ()

    def __str__(self) -> str:
        """One line for people."""
        line = _("{added} codings added, {removed} taken out, {kept} as they were").format(
            added=self.added, removed=self.removed, kept=self.kept
        )
        if self.refused or self.worked_on:
            line += _("; {refused} refused earlier, {worked_on} kept because somebody worked on them").format(
                refused=self.refused, worked_on=self.worked_on
            )
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What is run, and over which sources; finds carry their numbers."""

    rules: Runnable
    sources: tuple[StoredSource, ...]
    level: Level
    unit: Unit

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes whose rules are run."""
        return self.rules.codes


def auto(
    study: Study,
    codes: Sequence[str] | None = None,
    *,
    speakers: str = scope.INFORMANTS,
    dry_run: bool = False,
    level: Level = Level.INFLECTED,
    unit: Unit = Unit.WORDS,
    show: int = 0,
) -> AutoCoded:
    """Code by the match rules of the codebook. A second run with nothing changed changes nothing.

    Afterwards the study holds exactly what the rules of these codes find now: what is lacking is added, what no rule
    makes any more is taken out. A place that a human refused is not coded again, what people coded by hand is not
    doubled, and what somebody has worked on stays.

    Args:
        study: The study.
        codes: Paths of codes, each with all below it; None: all.
        speakers: `informants` (all but interviewers), `all`, or the label or case of one speaker. Observations,
            documents and sources without turns are read whole.
        dry_run: Whether to say only what would be done.
        level: How far forms are followed where a rule does not say.
        unit: What is coded: the words found, their sentence, or their turn.
        show: How many finds to give in context.

    Raises:
        NotFoundError: no such code, or nobody speaks under that name.
        InputError: there are no rules to run.
    """
    run = _prepare(study, codes, level, unit)
    if dry_run:
        return _run(study, run, speakers, show)[0]
    with study.command("code auto") as command:
        done, change, finds = _run(study, run, speakers, show)
        _write(study, run, change, finds)
        command.what = str(done)
    return done


def _prepare(study: Study, paths: Sequence[str] | None, level: Level, unit: Unit) -> _Run:
    everything = codebook.listed(study)
    if paths:
        tops = [codebook.find(study, path).path for path in paths]
        chosen = [c for c in everything if any(c.path == top or c.path.startswith(f"{top}/") for top in tops)]
    else:
        chosen = everything
    rules = runnable(chosen)
    if not rules.rules and not paths and not codings.rows_made_by_rules(study):
        raise InputError(
            _("No code of this study has match rules."),
            mend=_("Add “match: [word, …]” to the codebook and import it again."),
        )
    return _Run(rules=rules, sources=tuple(sources.listed(study)), level=level, unit=unit)


def _run(study: Study, run: _Run, speakers: str, show: int) -> tuple[AutoCoded, Difference, Finds]:
    from qda.condense.reconcile import difference, without_overlaps

    outcome = _find(study, run, speakers)
    found = outcome.finds(run.rules)
    finds = without_overlaps(_widened(study, run, found, speakers))
    change = difference(finds, _existing(study, run, outcome.failed), _by_hand(study, run))
    hits = tuple(_in_context(study, run, finds, change.add, show)) if show else ()
    done = AutoCoded(
        added=len(change.add),
        removed=len(change.remove),
        kept=change.kept,
        refused=change.refused,
        worked_on=change.worked_on,
        sources=counted(finds.source, [source.name for source in run.sources]),
        codes=counted(finds.code, [code.path for code in run.codes]),
        problems=tuple(outcome.problems),
        silent=silent(run.rules, found, outcome.failed),
        hits=hits,
    )
    return done, change, finds


def _find(study: Study, run: _Run, speakers: str) -> Outcome:
    """Run the rules over all of the index."""
    from qda.language.patterns import study_document_counts

    outcome = Outcome(problems=list(run.rules.problems))
    outcome.failed |= {
        rule.id for (_code, rule), ready in zip(run.rules.rules, run.rules.ready, strict=True) if ready is None
    }
    turns = _turns(study)
    _check_speakers(speakers, turns)
    with index.opened(study) as opened:

        @cache
        def document_counts() -> dict[str, int]:
            return study_document_counts(each.segment for each in opened)

        for indexed in opened:
            for searchable, numbers in _searchables(study, run, indexed, turns, speakers, document_counts):
                run_rules(run.rules, searchable, numbers, outcome)
    return outcome


def _widened(study: Study, run: _Run, found: Finds, speakers: str) -> Finds:
    """The finds with as much around them as is to be coded."""
    import numpy as np

    if run.unit is Unit.WORDS or not len(found):
        return found
    turns = _turns(study)
    start, end = found.start.copy(), found.end.copy()
    for number in np.unique(found.source).tolist():
        source, mine = run.sources[number], found.source == number
        text = sources.text(study, source)
        passages = list(scope.passages(source.kind, turns.get(source.id, ()), speakers, text))
        start[mine], end[mine] = widened(start[mine], end[mine], segments(text, passages, run.unit))
    return replace(found, start=start, end=end)


def _turns(study: Study) -> dict[Id, list[SpokenTurn]]:
    turns: dict[Id, list[SpokenTurn]] = {}
    for source, start, end, label, role, case in sources.turn_rows(study):
        turn = SpokenTurn(start=start, end=end, label=label, role=role, case=case)
        turns.setdefault(source, []).append(turn)
    return turns


def _check_speakers(speakers: str, turns: dict[Id, list[SpokenTurn]]) -> None:
    if speakers in (scope.INFORMANTS, scope.EVERYONE):
        return
    names = sorted({name for spoken in turns.values() for name in scope.labels(spoken)})
    if speakers.casefold() not in {name.casefold() for name in names}:
        raise NotFoundError(
            _("Nobody speaks under the name “{name}”.").format(name=speakers),
            mend=_("Use informants, all, or one of: {names}.").format(names=", ".join(names[:12])),
        )


def _searchables(
    study: Study, run: _Run, indexed: Indexed, turns: dict[Id, list[SpokenTurn]], speakers: str, document_counts: Any
) -> Iterator[tuple[Searchable, dict[int, int]]]:
    """The documents of a segment, each with the number of its source; a text that two sources have comes twice."""
    from qda.condense.searchable import Passages, Searchable
    from qda.language.segment import Segment

    number_of = {source.id: number for number, source in enumerate(run.sources)}
    segment = Segment.from_blobs(indexed.segment.to_blobs())  # rules read all of it; one read beats thousands
    for layer in range(max((len(have) for have in indexed.sources.values()), default=0)):
        documents = {doc: have[layer] for doc, have in indexed.sources.items() if len(have) > layer}
        texts: dict[int, str] = {}

        def text(document: int, documents: dict[int, StoredSource] = documents, texts: dict[int, str] = texts) -> str:
            if document not in texts:
                if sum(map(len, texts.values())) > _TEXTS_KEPT:
                    texts.clear()
                texts[document] = sources.text(study, documents[document])
            return texts[document]

        passages: Passages = Passages.of(
            (document, span.start, span.end)
            for document, source in documents.items()
            for span in scope.passages(
                source.kind,
                turns.get(source.id, ()),
                speakers,
                text(document) if scope.reads_whole(source.kind, turns.get(source.id, ())) else None,
            )
        )
        names = {document: source.name for document, source in documents.items()}
        searchable = Searchable(
            segment, passages, names=names, text=text, level=run.level, document_counts=document_counts
        )
        yield searchable, {document: number_of[source.id] for document, source in documents.items()}


def _existing(study: Study, run: _Run, failed: set[Id]) -> Iterator[Existing]:
    from qda.condense.reconcile import Existing

    code_of = {code.id: number for number, code in enumerate(run.codes)}
    source_of = {source.id: number for number, source in enumerate(run.sources)}
    current = {rule.id for _code, rule in run.rules.rules}
    touched = codings.worked_on(study)
    for one, source, start, end, code, rule, _version, status in codings.rows_made_by_rules(study):
        if code in code_of:
            place = (source_of[source], code_of[code], start, end)
            yield Existing(one, place, rule in current, status, one in touched, rule in failed)


def _by_hand(study: Study, run: _Run) -> Iterator[tuple[int, int, int, int]]:
    code_of = {code.id: number for number, code in enumerate(run.codes)}
    source_of = {source.id: number for number, source in enumerate(run.sources)}
    for source, code, start, end in codings.places_by_hand(study):
        if code in code_of:
            yield source_of[source], code_of[code], start, end


def _write(study: Study, run: _Run, change: Difference, finds: Finds) -> None:
    codings.remove(study, change.remove)
    rows = [(one, *_rule_and_version(run, int(finds.rule[number]))) for one, number in change.repoint]
    codings.repoint(study, rows)
    columns = _Columns(study, run, finds, change.add)
    codings.add_rule_hits(study, columns.hits(), coder=CODER)


def _rule_and_version(run: _Run, number: int) -> tuple[Id, int]:
    code, rule = run.rules.rules[number]
    return rule.id, run.codes[code].version


class _Columns:
    """The finds to store, as the store takes them."""

    def __init__(self, study: Study, run: _Run, finds: Finds, numbers: Sequence[int]) -> None:
        import numpy as np

        self.study, self.run = study, run
        self.finds = finds.where(np.array(numbers, dtype=np.int64))

    def hits(self) -> codings.RuleHits:
        finds, run = self.finds, self.run
        rules = [_rule_and_version(run, number) for number in range(len(run.rules.rules))]
        number_of_rule = finds.rule.tolist()
        return codings.RuleHits(
            source=[run.sources[number].id for number in finds.source.tolist()],
            start=finds.start.tolist(),
            end=finds.end.tolist(),
            quote=self.quotes(),
            code=[run.codes[number].id for number in finds.code.tolist()],
            rule=[rules[number][0] for number in number_of_rule],
            version=[rules[number][1] for number in number_of_rule],
        )

    def quotes(self) -> list[str]:
        """The words of each find; finds are ordered by source, so each text is read once."""
        quotes, at, text = [], -1, ""
        lists = (self.finds.source.tolist(), self.finds.start.tolist(), self.finds.end.tolist())
        for source, start, end in zip(*lists, strict=True):
            if source != at:
                at, text = source, sources.text(self.study, self.run.sources[source])
            quotes.append(text[start:end])
        return quotes


def _in_context(study: Study, run: _Run, finds: Finds, numbers: Sequence[int], show: int) -> Iterator[HitInContext]:
    """Some of the new finds, spread over the codes: the first ones of each."""
    by_code: dict[int, list[int]] = {}
    for number in numbers:
        by_code.setdefault(int(finds.code[number]), []).append(number)
    share = max(show // max(len(by_code), 1), 1)
    chosen = [number for code in sorted(by_code) for number in by_code[code][:share]][:show]
    for number in chosen:
        source = run.sources[int(finds.source[number])]
        text, start, end = sources.text(study, source), int(finds.start[number]), int(finds.end[number])
        code, rule = run.rules.rules[int(finds.rule[number])]
        yield HitInContext(
            source=source.name,
            start=start,
            end=end,
            code=run.codes[code].path,
            rule=rule_shown(rule.pattern),
            quote=text[start:end],
            left=_SPACE.sub(" ", text[max(start - _CONTEXT, 0) : start]).lstrip(),
            right=_SPACE.sub(" ", text[end : end + _CONTEXT]).rstrip(),
        )
