"""What Excel holds."""

from __future__ import annotations

from dataclasses import dataclass

from qda.exchange.safe_text import CELL_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of one sheet; tests make them small."""

    rows: int = 1_048_576
    columns: int = 16_384
    links: int = 65_530
    text: int = CELL_LIMIT
    texts: int = 100_000  # cells with words of informants in one matrix; a spreadsheet crawls with more
    checked: int = 100_000  # cells of a sheet for reading that are looked at again when the workbook comes back


EXCEL = Limits()
