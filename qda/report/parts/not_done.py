"""What was not done: said plainly, so that nobody has to find it out."""

from __future__ import annotations

from collections.abc import Iterator

from qda.model.document import Block, Heading, Section
from qda.model.wording import _, plural
from qda.report.account import StudyAccount
from qda.report.parts.profile import never_applied
from qda.report.prose import bullets, listing, paragraph


def not_done(account: StudyAccount) -> tuple[Section, ...]:
    """The part."""
    points = list(_points(account))
    blocks: list[Block] = [Heading(text=_("What was not done"), key="not-done")]
    if points:
        blocks += [
            paragraph(_("The following belongs to a full study of this kind and has left no trace in this one:")),
            bullets(points),
        ]
    else:
        blocks.append(paragraph(_("Everything that the program can look for was done.")))
    return (Section(blocks=tuple(blocks)),)


def _points(account: StudyAccount) -> Iterator[str]:
    facts = account.facts
    if not account.questions:
        yield _("No interview guide was recorded.")
    never = [question.key for question in account.questions if not any(n for _group, n, _all in question.groups)]
    if never:
        yield _("These questions of the guide were put to nobody: {keys}.").format(keys=listing(never))
    if account.agreement is None:
        yield _("Agreement between coders was not computed: {why}.").format(why=account.no_agreement)
    if account.saturation is None:
        yield _("Saturation was not computed: {why}").format(why=account.no_saturation.rstrip(".") + ".")
    if not account.findings:
        yield _("No finding was written down with its evidence and tested.")
    yield from _findings(account)
    if not facts.get("member_check") and all(one.result.finding.agreement == "belum" for one in account.findings):
        yield _("No member check is recorded.")
    if not facts.get("peer_debriefing"):
        yield _("No discussion with peers is recorded.")
    if not facts.get("inquiry_audit"):
        yield _("No audit from outside is recorded.")
    if not facts.get("ethics"):
        yield _("No approval of the study and no consent is recorded.")
    if not account.memos:
        yield _("No memo was written.")
    elif not account.memos_of("reflexive") and not facts.get("reflexivity"):
        yield _("No reflexive memo was written.")
    if account.findings and all(one.times is None for one in account.findings):
        yield _("Findings were not compared over time: fewer than two periods of fieldwork are recorded.")
    if account.findings and all(one.techniques is None for one in account.findings):
        yield _("Findings were not compared by technique: all material comes by one technique.")
    skipped = never_applied(account)
    if skipped:
        yield plural(
            "{n} tactic for testing was applied to no finding: {names}.",
            "{n} tactics for testing were applied to no finding: {names}.",
            len(skipped),
        ).format(n=len(skipped), names=listing(skipped))


def _findings(account: StudyAccount) -> Iterator[str]:
    specs = [one.result.finding for one in account.findings]
    for lacking, sentence in (
        ([f.key for f in specs if not f.rivals], _("No rival explanation was considered for: {keys}.")),
        (
            [f.key for f in specs if not f.assertions],
            _("Nothing particular was asserted, so only the verdict is tested, of: {keys}."),
        ),
        (
            [f.key for f in specs if not (f.scope or f.scope_condition)],
            _("For whom they are claimed is not stated of: {keys}."),
        ),
    ):
        if lacking:
            yield sentence.format(keys=listing(lacking, 14))
