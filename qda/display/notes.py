"""Short notes in a coder's memo: `time: 1946`, `change: increase`, one a line or parted by semicolons."""

from __future__ import annotations

import re
from collections.abc import Sequence


def note(memo: str | None, names: Sequence[str]) -> str | None:
    """What stands behind the first of the names that begins a line, or follows a semicolon; as written.

    Args:
        memo: The coder's note; None for none.
        names: Names of the note in any letter case, `("time", "waktu")`.

    Returns:
        The words up to the end of the line or the next semicolon; None where no such note is there or it is empty.
    """
    wanted = "|".join(map(re.escape, names))
    found = re.search(rf"(?:\A|[\n;])[ \t]*(?:{wanted})[ \t]*:[ \t]*([^\n;]+)", memo or "", re.IGNORECASE)
    return found.group(1).strip() or None if found else None
