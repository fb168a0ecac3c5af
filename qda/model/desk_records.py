"""What researchers write into displays, and the displays that they keep under a name."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.errors import InputError
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a researcher wrote into a display: a summary, a rating, an explanation, or the text below it.

    Attributes:
        view: The display with the options that say what it is about (`qda.display.written.view_of`).
        row: Key of the row; "" for the analytic text below the display.
        column: Key of the column; "" likewise.
        by: Who wrote it last.
        at: When; UTC, ISO-8601.
    """

    view: str
    row: str
    column: str
    text: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A display or a search under a name.

    Attributes:
        verb: What makes it: `display` or `find`.
        arguments: What is typed after the verb.
        seal: Hash of what it showed when it was last saved or accepted; another one means that it is stale.
    """

    name: str
    verb: str
    arguments: tuple[str, ...]
    seal: str
    by: str = ""
    at: str = ""


def view_name(text: str, where: str) -> str:
    """The name of a view as it is kept, without blanks around it.

    Args:
        text: As typed.
        where: Where it stands, for the fault.

    Raises:
        InputError: it is empty, runs over lines, holds a straight quotation mark (in a search, `@"bab 4"` ends there)
            or begins with a hyphen (a command would take it for an option).
    """
    name = text.strip()
    if not name or not name.isprintable():
        raise InputError(
            _("A view needs a name of one line."), where=where, mend=_("Give it one, for example: --save bab-4")
        )
    if '"' in name:
        mended = name.replace('"', "").strip() or "bab 4"
        raise InputError(
            _("The name of a view holds no quotation mark: in a search, @ and the name in such marks stand for it."),
            where=where,
            mend=_("Call it: {name}").format(name=mended),
        )
    if name.startswith("-"):
        raise InputError(
            _("The name of a view does not begin with “-”: a command would take it for an option."),
            where=where,
            mend=_("Call it: {name}").format(name=name.lstrip("- ") or "bab 4"),
        )
    return name
