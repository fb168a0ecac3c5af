"""Member checks: what was laid before informants, and what they said."""

from __future__ import annotations

from qda.model.document import Block, Heading, Section
from qda.model.verdict_words import agreement_label
from qda.model.wording import _
from qda.report.account import StudyAccount
from qda.report.parts.profile import came_to
from qda.report.parts.seen import member_check
from qda.report.prose import bullets, column, italic, paragraph, row, runs, see, table
from qda.report.told import told


def member_checks(account: StudyAccount) -> tuple[Section, ...]:
    """The part."""
    blocks: list[Block] = [Heading(text=_("Member checks"), key="member-checks")]
    said = member_check(account)
    if account.findings:
        asked = [one for one in account.findings if one.result.finding.agreement != "belum"]
        blocks.append(paragraph(said or _("No answer of an informant to any finding is recorded.")))
        if asked:
            blocks += [
                paragraph(runs(_("{table} gives their answers."), table=see("member-check"))),
                table(
                    "member-check",
                    _("Findings laid before informants"),
                    [column(_("Finding"), 4.0), column(_("Agreement of the informants"), 1.6)],
                    (
                        row((italic(one.result.finding.statement),), agreement_label(one.result.finding.agreement))
                        for one in asked
                    ),
                ),
            ]
        answers = came_to(account, "V13")
        if answers:
            blocks += [paragraph(_("Feedback from participants, as it is recorded:")), bullets(answers)]
    else:
        blocks.append(paragraph(_("There are no findings that could have been laid before informants.")))
    blocks += told(account, "transcripts_returned", "member_check")
    return (Section(blocks=tuple(blocks)),)
