"""4 · Verify: verdicts and assertions as lines that a supervisor understands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qda.model.evidence import Guard, Triangulation
from qda.model.ids import show_id
from qda.model.verdict_words import interval_label, state_label, uncounted_label, verdict_shown
from qda.model.wording import _
from qda.verify.check import Verification
from qda.verify.convergence import convergence_json
from qda.verify.finding import FindingSpec
from qda.verify.moments import moment_words
from qda.verify.outcome import AssertionResult, FindingResult, Outcome, verification_counts
from qda.verify.verification_output import OUTCOME_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from qda.across import TriangulationSheets


def triangulation_rows(results: Sequence[Triangulation]) -> list[tuple[object, ...]]:
    """A row a finding: verdict, witnesses, k*, who supports it, how many warnings."""
    return [
        (
            result.finding,
            interval_label(result.lower, result.upper),
            len(result.witnesses),
            result.k_star,
            ", ".join(result.supporting_groups),
            len(result.guards) or None,
        )
        for result in results
    ]


def guard_lines(results: Sequence[Triangulation]) -> Iterator[str]:
    """A line for each warning; one that holds for several findings is said once, with their names."""
    told: dict[Guard, list[str]] = {}
    for result in results:
        for guard in result.guards:
            told.setdefault(guard, []).append(result.finding)
    for guard, findings in told.items():
        yield f"{', '.join(findings)}: {guard.because}"


def verification_lines(done: Verification) -> Iterator[str]:
    """One paragraph a finding: its status and verdict, what it states, then each assertion, failing ones with why."""
    key = max((len(result.finding.key) for result in done.results), default=0)
    status = max(len(_(label)) for label in STATUS_WORDS.values())
    for result in done.results:
        verdict = verdict_shown(result.triangulation.verdict)
        yield f"{result.finding.key:<{key}}  {_(STATUS_WORDS[result.status]):<{status}}  {verdict}"
        yield f"{'':<{key}}  {result.finding.statement}"
        yield from (f"{'':<{key}}  {line}" for line in _assertions(result.assertions))
        if result.moment is not None:
            told = moment_words(result.moment, result.finding.expected_since, result.finding.written)
            yield f"{'':<{key}}    " + _("expectation, {told}").format(told=told)
        if result.change is not None:
            yield f"{'':<{key}}  {_changed(result)}"
    yield verification_counts(done.results)


def _assertions(tried: Sequence[AssertionResult]) -> Iterator[str]:
    outcome = max(len(_(label)) for label in OUTCOME_WORDS.values())
    for each in tried:
        line = f"  {_(OUTCOME_WORDS[each.outcome]):<{outcome}}  {each.assertion}"
        yield line if each.outcome is Outcome.PASS else f"{line} – {each.because}"


def _changed(result: FindingResult) -> str:
    assert result.change is not None
    return _("  evidence changed since the last verification: {before} codings then, {now} now").format(
        before=result.change.before, now=result.change.now
    )


def finding_lines(finding: FindingSpec, found: TriangulationSheets) -> Iterator[str]:
    """A finding in full: what it states, its verdict, what each group says, who says what, and the warnings."""
    (result,) = found.results
    yield f"{finding.key}: {finding.statement}"
    yield _("verdict: {verdict}; k* {k}; witnesses: {n}").format(
        verdict=verdict_shown(result.verdict),
        k=result.k_star if result.k_star is not None else "–",
        n=len(result.witnesses),
    )
    quotes = {quotation.coding: quotation for sheet in found.sheets for quotation in sheet.quotations}
    dependent = {one.group: uncounted_label(one) for one in result.uncounted}
    for group, state in result.groups:
        yield f"  {group}: {dependent.get(group) or state_label(state)}"
        for witness in result.witnesses:
            if witness.group == group:
                yield f"    ({witness.stance}) {', '.join(witness.informants)}"
                yield from (
                    f"        “{quotes[coding].text}” {quotes[coding].reference}"
                    for coding in witness.codings
                    if coding in quotes
                )
    if result.author_codings:
        yield "  " + _("the researcher’s own assertions, no witnesses:")
        for coding in result.author_codings:
            if coding in quotes:
                yield f"        “{quotes[coding].text}” {quotes[coding].reference}"
    yield from (f"  ! {guard.because}" for guard in result.guards)


def finding_json(finding: FindingSpec, found: TriangulationSheets) -> dict[str, Any]:
    """The same for scripts."""
    quotes = [
        {
            "coding": show_id(q.coding),
            "quote": q.text,
            "source": q.source,
            "line": q.line,
            "code": q.code,
            "stance": q.stance,
        }
        for sheet in found.sheets[:1]
        for q in sheet.quotations
    ]
    return {
        "id": finding.key,
        "statement": finding.statement,
        **convergence_json(found.results)[0],
        "quotations": quotes,
    }
