"""The researcher's own answers in the text of the report, and which of them are still wanted."""

from __future__ import annotations

from collections.abc import Mapping

from qda.model.document import Block, Note
from qda.model.wording import _
from qda.report.account import StudyAccount
from qda.report.facts import fact
from qda.report.prose import bold, note, paragraph, runs


def told(account: StudyAccount, *keys: str, seen: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    """A paragraph for each key that is answered, under its name; then what nobody answered.

    Args:
        account: The study.
        keys: Of the facts, in the order of the text.
        seen: By key, what the study itself says; "" where it says nothing. It stands before the answer.
    """
    found: list[Block] = []
    known = seen or {}
    for key in keys:
        text = " ".join(part for part in (known.get(key, ""), account.facts.get(key)) if part)
        if text:
            found.append(paragraph(runs("{label} {text}", label=bold(f"{_(fact(key).label)}."), text=text)))
    return (*found, *wanted(account, *(key for key in keys if not known.get(key))))


def wanted(account: StudyAccount, *keys: str) -> tuple[Note, ...]:
    """A remark that names what only the researcher can tell; none where all is told."""
    lacking = [key for key in keys if not account.facts.get(key)]
    if not lacking:
        return ()
    labels = "; ".join(_(fact(key).label).lower() for key in lacking)
    return (note(_("Not reported; only the researcher knows: {labels}.").format(labels=labels)),)
