"""Negative cases: who contradicts which finding, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator

from qda.model.day import day
from qda.model.document import Block, Heading, Section
from qda.model.evidence import Witness
from qda.model.wording import _, plural
from qda.report.account import FindingAccount, StudyAccount
from qda.report.parts.findings import MOST_NAMES
from qda.report.parts.profile import came_to
from qda.report.prose import bold, bullets, listing, paragraph, runs
from qda.verify.assertions import unresolved


def negative_cases(account: StudyAccount) -> tuple[Section, ...]:
    """The part."""
    blocks: list[Block] = [Heading(text=_("Negative cases"), key="negative")]
    against = [one for one in account.findings if one.result.triangulation.negative_cases]
    if not account.findings:
        blocks.append(paragraph(_("Without findings there is nothing that a case could contradict.")))
    elif not against:
        blocks.append(
            paragraph(
                _("No coded passage contradicts a finding."),
                _("That is no proof that nobody does: only passages that were coded as contradicting are seen here."),
            )
        )
    else:
        blocks += _told(account, against)
    searched = came_to(account, "V8")
    if searched:
        blocks += [paragraph(_("The search for negative evidence, as it is recorded:")), bullets(searched)]
    return (Section(blocks=tuple(blocks)),)


def open_cases(account: StudyAccount) -> tuple[tuple[str, tuple[Witness, ...]], ...]:
    """By finding, the negative cases that nobody decided about."""
    found = []
    for one in account.findings:
        left = unresolved(one.result.triangulation.negative_cases, one.result.finding.resolutions)
        if left:
            found.append((one.result.finding.key, tuple(left)))
    return tuple(found)


def _told(account: StudyAccount, against: list[FindingAccount]) -> Iterator[Block]:
    cases = sum(len(one.result.triangulation.negative_cases) for one in against)
    left = sum(len(witnesses) for _key, witnesses in open_cases(account))
    yield paragraph(
        plural(
            "Contradicted: {findings} of {all} findings, by {n} witness.",
            "Contradicted: {findings} of {all} findings, by {n} witnesses.",
            cases,
        ).format(findings=len(against), all=len(account.findings), n=cases),
        _("Without a recorded decision: {n}.").format(n=left)
        if left
        else _("About each of them a decision is recorded."),
    )
    unsettled = dict(open_cases(account))
    for one in against:
        finding = one.result.finding
        yield paragraph(runs("{label} {statement}", label=bold(f"{finding.key}:"), statement=finding.statement))
        points = [
            _("{who}: not resolved.").format(who=listing(witness.informants))
            for witness in unsettled.get(finding.key, ())[:MOST_NAMES]
        ]
        more = len(unsettled.get(finding.key, ())) - MOST_NAMES
        if more > 0:
            points.append(_("{n} more: not resolved.").format(n=more))
        points += [
            _("{who}: {how} ({by}, {when}). {why}").format(
                who=each.informant or each.coding, how=_way(each.how), by=each.who, when=day(each.when), why=each.why
            )
            for each in finding.resolutions
        ]
        yield bullets(points)


def _way(how: str) -> str:
    return {
        "reject": _("the finding was rejected"),
        "narrow": _("the finding was narrowed"),
        "both-true": _("both are true, each in its place"),
        "time-change": _("things changed over time"),
        "error": _("an error in the data or the coding"),
    }.get(how, how)
