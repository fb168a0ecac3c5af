"""What taking a word apart gives."""

from __future__ import annotations

from typing import NamedTuple


class Analysis(NamedTuple):
    """One reading of one word, all parts folded.

    A named tuple and not a dataclass: one is made for each distinct word of a corpus, and it is half the cost.

    lexeme  the key at the level *inflected*; root  the key at the level *root*.
    """

    lexeme: str
    root: str
