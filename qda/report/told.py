"""The researcher's own answers in the text of the report, and which of them are still wanted."""

from __future__ import annotations

from qda.model.document import Block, Note
from qda.model.wording import _
from qda.report.account import StudyAccount
from qda.report.facts import fact
from qda.report.prose import bold, note, paragraph, runs


def told(account: StudyAccount, *keys: str) -> tuple[Block, ...]:
    """A paragraph for each answer, under its name; then what was not answered."""
    found: list[Block] = []
    for key in keys:
        answer = account.facts.get(key)
        if answer:
            found.append(paragraph(runs("{label} {answer}", label=bold(f"{_(fact(key).label)}."), answer=answer)))
    return (*found, *wanted(account, *keys))


def wanted(account: StudyAccount, *keys: str) -> tuple[Note, ...]:
    """A remark that names what only the researcher can tell; none where all is told."""
    lacking = [key for key in keys if not account.facts.get(key)]
    if not lacking:
        return ()
    labels = "; ".join(_(fact(key).label).lower() for key in lacking)
    return (note(_("Not reported; only the researcher knows: {labels}.").format(labels=labels)),)
