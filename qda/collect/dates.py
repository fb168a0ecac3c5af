"""Dates as Indonesian and English transcripts write them, as ISO."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu ags aug agt",
            "september sep sept",
            "oktober october okt oct",
            "november nov nopember nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})[ -]+([A-Za-z]{3,9})\.?[ ,-]+(\d{4})(?!\d)")
_NAMED_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")


def find_date(text: str) -> str | None:
    """The first date in a text as ISO, None if there is none; numbers are read day first (12/5/2024 is in May)."""
    found: list[tuple[int, str]] = []
    for pattern, order in ((_ISO, "ymd"), (_DAY_FIRST, "dmy"), (_NAMED, "dmy"), (_NAMED_FIRST, "mdy")):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            month = _MONTHS.get(parts["m"].casefold()) if not parts["m"].isdigit() else int(parts["m"])
            try:
                iso = date(int(parts["y"]), month or 0, int(parts["d"])).isoformat()
            except ValueError:
                continue
            found.append((match.start(), iso))
            break
    return min(found)[1] if found else None
