"""What researchers write into displays, and the displays that they keep under a name."""

from __future__ import annotations

from dataclasses import dataclass


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
