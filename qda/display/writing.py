"""The verb of what people write into displays: from the shell and out of a workbook alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from qda.model.desk_records import Written
from qda.model.wording import _, plural
from qda.store import written

if TYPE_CHECKING:
    from qda.store.study import Study


def put(study: Study, texts: Iterable[Written], command: str) -> tuple[Written, ...]:
    """Keep texts, each in place of what stood there; "" takes that out. Who and when are the study's.

    Blanks at the edges of a text are taken off. A text that stands already changes nothing.

    Returns:
        Those that changed something.
    """
    stood = {(each.view, each.row, each.column): each.text for each in written.texts(study)}
    given = [replace(each, text=each.text.strip(), by=study.who, at=study.now()) for each in texts]
    changed = tuple(each for each in given if each.text != stood.get((each.view, each.row, each.column), ""))
    if changed:
        with study.command(command) as done:
            written.save(study, changed)
            n = len(changed)
            done.what = plural("{n} text written into a display", "{n} texts written into displays", n).format(n=n)
    return changed


def told(text: str) -> str:
    """A text between quotation marks on one line; what nothing is called."""
    from qda.display.spots import shortened

    return f"“{shortened(text)}”" if text else _("nothing")
