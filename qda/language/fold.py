"""Case folding that never moves a position, and the key under which a word is looked up.

`str.lower` lengthens exactly one character (İ, U+0130, which becomes i + a combining dot) and lowers a Greek capital
sigma differently at the end of a word. Both are ironed out here, so that a place in the folded text is the same place
in the text.
"""

from __future__ import annotations

import unicodedata

IGNORABLE = "\u00ad\u200c\u200d\u2060\ufeff"
"""Invisible characters inside words (soft hyphen, zero-width joiners, byte-order mark): part of the token, not of
its key."""

HYPHENS = "-\u2010\u2011"
APOSTROPHES = "'\u2019\u02bc\u2018"

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
"""Joined letters, as PDF files hold them."""

_TO_KEY = str.maketrans(
    dict.fromkeys(IGNORABLE) | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(APOSTROPHES, "'") | LIGATURES
)


def fold(text: str) -> str:
    """Return `text` in lower case with the same number of code points, one for one.

    >>> fold("İSTANBUL"), fold("ΟΔΟΣ")
    ('istanbul', 'οδοσ')
    """
    if text.isascii():
        return text.lower()
    return text.replace("\u0130", "i").lower().replace("\u03c2", "\u03c3")


def index_key(word: str) -> str:
    r"""Return the key of one word: folded, composed (NFC), one kind of hyphen and apostrophe, no ligatures.

    A keyword typed composed therefore finds a decomposed text (files written on macOS), and a typewriter apostrophe
    finds a typographic one. The length may differ from the word's; positions stay those of the text.

    >>> index_key("Cafe\u0301"), index_key("Jum\u2019at")
    ('café', "jum'at")
    """
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", fold(unicodedata.normalize("NFC", word)).translate(_TO_KEY))
