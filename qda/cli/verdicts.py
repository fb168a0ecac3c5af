"""4 · Verify: verdicts and assertions as lines that a supervisor understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qda.model.ids import show_id
from qda.model.wording import N_, _
from qda.verify.check import Verification
from qda.verify.convergence import convergence_json, verdict_label
from qda.verify.finding import FindingSpec
from qda.verify.outcome import FindingResult
from qda.verify.triangulation import Convergence

_STATUS = {
    "supported": N_("supported"),
    "not-supported": N_("not supported"),
    "undetermined": N_("undetermined"),
}
_OUTCOME = {"pass": N_("holds"), "fail": N_("fails"), "undetermined": N_("undetermined"), "waived": N_("waived")}


def verification_lines(done: Verification) -> Iterator[str]:
    """One paragraph a finding: its status and verdict, then each assertion with its reason."""
    for result in done.results:
        yield _("{finding}: {status} ({verdict}) – {statement}").format(
            finding=result.finding.key,
            status=_(_STATUS[result.status.value]),
            verdict=verdict_label(result.triangulation.verdict),
            statement=result.finding.statement,
        )
        yield from _assertions(result)
        if result.change is not None:
            yield "    " + _("evidence changed since the last verification: {before} codings then, {now} now").format(
                before=result.change.before, now=result.change.now
            )
    counts = {word: sum(r.status.value == word for r in done.results) for word in _STATUS}
    yield _("{n} findings: {supported} supported, {failing} not supported, {open} undetermined").format(
        n=len(done.results),
        supported=counts["supported"],
        failing=counts["not-supported"],
        open=counts["undetermined"],
    )


def _assertions(result: FindingResult) -> Iterator[str]:
    for tried in result.assertions:
        yield f"    {_(_OUTCOME[tried.outcome.value])}: {tried.assertion} – {tried.because}"


def finding_lines(finding: FindingSpec, found: Convergence) -> Iterator[str]:
    """A finding in full: what it states, its verdict, who says what."""
    (result,) = found.results
    yield f"{finding.key}: {finding.statement}"
    yield _("verdict: {verdict}; k* {k}; {n} witnesses").format(
        verdict=verdict_label(result.verdict),
        k=result.k_star if result.k_star is not None else "–",
        n=len(result.witnesses),
    )
    quotes = {quotation.coding: quotation for sheet in found.sheets for quotation in sheet.quotations}
    for witness in result.witnesses:
        yield f"  ({witness.stance}) {', '.join(witness.informants)} · {witness.group}"
        for coding in witness.codings:
            quotation = quotes.get(coding)
            if quotation is not None:
                yield f"      “{quotation.text}” {quotation.reference}"
    for guard in result.guards:
        yield f"  ! {guard.because}"


def finding_json(finding: FindingSpec, found: Convergence) -> dict[str, Any]:
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
