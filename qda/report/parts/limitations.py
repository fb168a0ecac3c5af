"""Limitations that the program can see: failed tests, warnings, gaps in the material, defects."""

from __future__ import annotations

from collections.abc import Iterator

from qda.model.document import Block, Heading, Runs, Section
from qda.model.verdict_words import guard_label
from qda.model.wording import _, plural
from qda.report.account import StudyAccount
from qda.report.parts.coding import hands
from qda.report.parts.findings import status_label
from qda.report.prose import bold, bullets, listing, paragraph, runs
from qda.report.told import told
from qda.verify.lint_rule import Severity
from qda.verify.outcome import Status

_MOST = 20


def limitations(account: StudyAccount) -> tuple[Section, ...]:
    """The part."""
    blocks: list[Block] = [Heading(text=_("Limitations"), key="limits")]
    points = list(_points(account))
    if points:
        blocks += [paragraph(_("These limits can be seen from the study itself:")), bullets(points)]
    else:
        blocks.append(paragraph(_("From the study itself no limit can be seen. That is no proof that there is none.")))
    blocks += _defects(account)
    blocks += told(account, "limitations")
    return (Section(blocks=tuple(blocks)),)


def _defects(account: StudyAccount) -> Iterator[Block]:
    """What lint found: errors and warnings one by one, hints as a number, what somebody answers for with the reason."""
    open_ones = [one.defect for one in account.defects if one.accepted is None]
    told_ones = [defect for defect in open_ones if defect.severity is not Severity.HINT]
    hints = len(open_ones) - len(told_ones)
    if told_ones:
        yield paragraph(
            plural(
                "Checking the material found {n} defect that nobody answers for:",
                "Checking the material found {n} defects that nobody answers for:",
                len(told_ones),
            ).format(n=len(told_ones))
        )
        yield bullets(f"{one.name}: {one.what}" if one.name else one.what for one in told_ones[:_MOST])
    rest = len(told_ones[_MOST:]) + hints
    if rest:
        yield paragraph(
            plural(
                "{n} further remark is listed by: qda lint", "{n} further remarks are listed by: qda lint", rest
            ).format(n=rest)
        )
    for one in account.defects:
        if one.accepted is not None:
            yield paragraph(
                _("{what} {who} answers for it: {why}").format(
                    what=one.defect.what, who=one.accepted.who, why=one.accepted.why
                )
            )


def _points(account: StudyAccount) -> Iterator[Runs | str]:
    if account.synthetic:
        yield _("{n} of {all} sources are synthetic; nothing may be concluded from them about real people.").format(
            n=account.synthetic, all=len(account.sources)
        )
    for status in (Status.NOT_SUPPORTED, Status.UNDETERMINED):
        keys = [one.result.finding.key for one in account.findings if one.result.status is status]
        if keys:
            yield runs(
                _("{label} {keys} ({n} of {all} findings)."),
                label=bold(f"{status_label(status).capitalize()}:"),
                keys=listing(keys),
                n=len(keys),
                all=len(account.findings),
            )
    fragile = [one.result.finding.key for one in account.findings if one.result.triangulation.k_star == 1]
    if fragile:
        yield _("The verdict hangs on a single witness in: {keys}.").format(keys=listing(fragile))
    warned: dict[str, list[str]] = {}
    for one in account.findings:
        for guard in one.result.triangulation.guards:
            warned.setdefault(guard.name, []).append(one.result.finding.key)
    for name, keys in warned.items():
        yield runs(
            _("{label} a warning stands at {keys}."),
            label=bold(f"{guard_label(name).capitalize()}:"),
            keys=listing(list(dict.fromkeys(keys)), 12),
        )
    yield from _material(account)
    yield from (str(problem) for problem in account.warnings)


def _material(account: StudyAccount) -> Iterator[str]:
    if account.codings and len(hands(account)) == 1:
        yield _("One person coded by hand.")
    if account.codings and not hands(account):
        yield _("Nobody coded by hand: rules find words, not meanings.")
    if account.uncoded:
        yield _("Nothing is coded in {n} sources: {names}.").format(
            n=len(account.uncoded), names=listing(account.uncoded, 6)
        )
    if account.unheard:
        yield _("Of these cases no word is in the study: {names}.").format(names=listing(account.unheard, 8))
    if account.unjoined:
        yield plural(
            "{n} speaker is joined to no case, so group and role are unknown.",
            "{n} speakers are joined to no case, so their groups and roles are unknown.",
            len(account.unjoined),
        ).format(n=len(account.unjoined))
    undated = [source.name for source in account.material if source.date is None]
    if undated:
        yield plural(
            "{n} source has no date, so time cannot be compared for it.",
            "{n} sources have no date, so time cannot be compared for them.",
            len(undated),
        ).format(n=len(undated))
    if account.unplaced:
        yield plural(
            "{n} coding lost its place when a transcript was changed.",
            "{n} codings lost their place when a transcript was changed.",
            account.unplaced,
        ).format(n=account.unplaced)
    saturated = account.saturation
    if saturated is not None and saturated.result.at is None:
        yield _("Saturation of codes was not reached or cannot be told; further interviews may bring new codes.")
