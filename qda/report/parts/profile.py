"""The verification profile: thirteen tactics for testing, each finding; what was never applied is shown as such."""

from __future__ import annotations

from qda.model.document import Block, Heading, Run, Runs, Section
from qda.model.wording import _, plural
from qda.report.account import StudyAccount
from qda.report.prose import bold, bullets, column, italic, listing, paragraph, row, runs, see, table
from qda.verify.profile import STANDARDS
from qda.verify.tactic import TacticStatus
from qda.verify.tactic_words import status_word, tactic_name

_MARKS = {
    TacticStatus.NOT_APPLIED: "–",
    TacticStatus.MACHINE_ONLY: "•",
    TacticStatus.AWAITING_HUMAN: "?",
    TacticStatus.SUPPORTS: "✓",
    TacticStatus.WEAKENS: "!",
    TacticStatus.REFUTES: "✗",
    TacticStatus.NOT_APPLICABLE: "×",
}


def profile(account: StudyAccount) -> tuple[Section, ...]:
    """The part; upright, since its columns hold one sign each."""
    blocks: list[Block] = [Heading(text=_("Verification profile"), key="profile-part")]
    if not account.profile:
        blocks.append(paragraph(_("Without findings no tactic for testing them could be applied.")))
        return (Section(blocks=tuple(blocks)),)
    tactics = account.profile[0].rows
    total = len(tactics) * len(account.profile)
    applied = total - not_applied(account)
    marks = [f"{mark} {status_word(status)}" for status, mark in _MARKS.items()]
    blocks += [
        paragraph(
            _(
                "Miles, Huberman and Saldaña (2014, chapter 11) name thirteen tactics for testing or confirming "
                "findings. What each came to is recorded for each finding; a tactic that was never applied is a gap in "
                "the study, not a result."
            ),
            _("Of {all} possible tests {n} were applied and recorded.").format(all=total, n=applied),
            ""
            if applied
            else _(
                "Triangulation, negative cases and rivals are told above all the same; record them with: qda tactic"
            ),
            runs(_("{table} gives the profile."), table=see("profile")),
        ),
        table(
            "profile",
            _("Verification profile: findings and tactics"),
            [column(_("Finding"), 2.6), *(column(one.details.number, 0.6) for one in tactics)],
            (row(each.finding.key, *(_MARKS[one.status] for one in each.rows)) for each in account.profile),
            source=_("{marks}. The numbers are explained below.").format(marks="; ".join(marks)),
        ),
        bullets(
            runs(
                "{number} {name}: {counts}",
                number=bold(one.details.number),
                name=tactic_name(one.plugin),
                counts=_counts(account, at),
            )
            for at, one in enumerate(tactics)
        ),
    ]
    told = [
        (
            Run(text=f"{each.finding.key}, {one.details.number}: ", bold=True),
            Run(text=f"{status_word(one.status)}. {one.because}"),
        )
        for each in account.profile
        for one in each.rows
        if one.run is not None
    ]
    if told:
        blocks += [paragraph(_("What the tactics that were applied came to:")), bullets(told)]
    if account.meaning:
        blocks.append(
            paragraph(_("For generating meaning were applied: {names}.").format(names=listing(account.meaning)))
        )
    blocks.append(
        paragraph(
            runs(
                _("{label} {standards}."),
                label=italic(_("Standards by which conclusions are judged:")),
                standards="; ".join(_(each) for each in STANDARDS),
            )
        )
    )
    return (Section(blocks=tuple(blocks)),)


def not_applied(account: StudyAccount) -> int:
    """How many tests of findings were never made."""
    return sum(each.count(TacticStatus.NOT_APPLIED) for each in account.profile)


def never_applied(account: StudyAccount) -> tuple[str, ...]:
    """The tactics that were applied to no finding."""
    if not account.profile:
        return ()
    return tuple(
        f"{one.details.number} {tactic_name(one.plugin)}"
        for at, one in enumerate(account.profile[0].rows)
        if all(each.rows[at].run is None for each in account.profile)
    )


def came_to(account: StudyAccount, number: str) -> tuple[Runs, ...]:
    """What one tactic came to, finding by finding, where it was applied."""
    return tuple(
        (bold(f"{each.finding.key}: "), Run(text=f"{status_word(one.status)}. {one.because}"))
        for each in account.profile
        for one in each.rows
        if one.details.number == number and one.run is not None
    )


def _counts(account: StudyAccount, at: int) -> str:
    statuses = [each.rows[at].status for each in account.profile]
    if set(statuses) == {TacticStatus.NOT_APPLIED}:
        return status_word(TacticStatus.NOT_APPLIED)
    return listing(
        [
            plural("{status} for {n} finding", "{status} for {n} findings", statuses.count(status)).format(
                status=status_word(status), n=statuses.count(status)
            )
            for status in TacticStatus
            if status in statuses
        ]
    )
