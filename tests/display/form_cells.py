"""The cells of a form as a test reads them."""

from __future__ import annotations

from qda.model.sheet import Sheet


def cells(sheet: Sheet, column: str = "record") -> dict[str, str]:
    """One column by the keys of its rows: the text and how many passages are behind it, or why it is empty."""
    [n] = [n for n, one in enumerate(sheet.columns) if one.key == column]
    return {
        row.key: f"[{cell.empty.value}]" if cell.empty else f"{cell.value} {{{len(cell.evidence)}}}"
        for row in sheet.rows
        for cell in (row.cells[n],)
    }
