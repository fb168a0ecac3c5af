"""A fault in the user's material: a value that is collected and reported while the rest goes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault.

    Attributes:
        file: Name of the file it is in; "" where there is none.
        place: Row, line, page or cell in words a reader can find ("line 12", "sheet Kode, row 3"); "" if none.
        what: What is wrong, one sentence.
        mend: What to change or type; "" where nothing can be done.
        fatal: True where the file or row could not be taken in at all; False for a warning.
    """

    file: str = ""
    place: str = ""
    what: str
    mend: str = ""
    fatal: bool = False

    def __str__(self) -> str:
        """`file, place: what mend`, parts that are empty left out."""
        where = ", ".join(part for part in (self.file, self.place) if part)
        text = f"{where}: {self.what}" if where else self.what
        return f"{text} {self.mend}" if self.mend else text
