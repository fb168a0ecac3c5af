"""Memos as a page to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qda.model.wording import _
from qda.report.audit_folder import quoted

if TYPE_CHECKING:
    from qda.condense.memos import MemoLine


def memo_lines(memos: Iterable[MemoLine]) -> Iterator[str]:
    """A section a memo: when, by whom, of what type, about what, and its words as a quotation."""
    for line in memos:
        memo = line.memo
        about = f"{_(memo.about_kind)} {line.about}".strip()
        yield f"## {memo.at[:10]} · {memo.by} · {_(memo.type)}"
        yield ""
        yield _("About: {about}.").format(about=about)
        yield ""
        yield from quoted(memo.text)
        yield ""
