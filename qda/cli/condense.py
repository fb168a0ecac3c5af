"""2 · Condense: codebook, coding, memos."""

from __future__ import annotations

import typer

from qda.cli import agree, code, codebook
from qda.cli.command import add, add_group
from qda.cli.memo import add_memo, list_memos
from qda.model.wording import _


def register(app: typer.Typer) -> None:
    """Add this stage's commands."""
    panel = _("2 Condense")
    codebook.register(app, panel)
    code.register(app, panel)
    memo = add_group(app, "memo", _("Write and list memos."), panel)
    add(memo, "add", add_memo)
    add(memo, "list", list_memos)
    agree.register(app, panel)
