"""The order in which people expect names with numbers."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(\d{1,300})")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key in which “R2” stands before “R10”; capitals do not matter until nothing else does."""
    parts = _NUMBER.split(text)
    key = [(0, int(p), "") if p.isdecimal() else (1, 0, p.casefold()) for p in parts if p]
    return (*key, (2, 0, text))
