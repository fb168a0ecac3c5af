"""The note by which a coded recommendation names the findings that it answers: `answers: harga, limbah`."""

from __future__ import annotations

import re

_NOTE = re.compile(r"^[ \t]*(?:answers|menjawab)[ \t]*:[ \t]*([^\n]*)", re.IGNORECASE | re.MULTILINE)


def answered(memo: str | None) -> list[str]:
    """The findings a memo names behind `answers:` (or `menjawab:`), in its order; a dash means none."""
    keys = (key.strip() for line in _NOTE.findall(memo or "") for key in re.split(r"[,;]", line))
    return [key for key in keys if key not in ("", "-", "–", "—")]
