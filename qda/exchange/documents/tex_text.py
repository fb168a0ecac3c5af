"""Words as LaTeX: nothing that a person said is a command, every letter stays in the file as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from qda.exchange.safe_text import visible

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "[": "{[}",  # behind the end of a row, LaTeX would take [ and * for arguments
    "]": "{]}",
    "*": "{*}",
    "\t": " ",
}
_MARKS = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_JOINED = re.compile("(?<=-)(?=-)|(?<=,)(?=,)")  # letters that fonts join: -- to a dash, ,, to a quotation mark
_BREAK = r"\newline{}"
# What the accents of pdfTeX are called, by the combining mark
_ACCENTS = {
    "\u0300": r"\`", "\u0301": r"\'", "\u0302": r"\^", "\u0303": r"\~", "\u0304": r"\=", "\u0306": r"\u",
    "\u0307": r"\.", "\u0308": r"\"", "\u030a": r"\r", "\u030b": r"\H", "\u030c": r"\v", "\u0323": r"\d",
    "\u0327": r"\c", "\u0328": r"\k", "\u0331": r"\b",
}  # fmt: skip
_KNOWN = {
    "\u00a0": "~", "\u00ad": r"\-", "\u00b7": r"\textperiodcentered{}", "\u00d7": r"\ensuremath{\times}",
    "\u03b1": r"\ensuremath{\alpha}", "\u03b3": r"\ensuremath{\gamma}", "\u03ba": r"\ensuremath{\kappa}",
    "\u2010": "-", "\u2011": "-", "\u2013": r"\textendash{}", "\u2014": r"\textemdash{}",
    "\u2018": r"\textquoteleft{}", "\u2019": r"\textquoteright{}", "\u201c": r"\textquotedblleft{}",
    "\u201d": r"\textquotedblright{}", "\u2022": r"\textbullet{}", "\u2026": r"\textellipsis{}",
    "\u2190": r"\ensuremath{\leftarrow}", "\u2192": r"\ensuremath{\rightarrow}",
    "\u2194": r"\ensuremath{\leftrightarrow}", "\u2212": r"\ensuremath{-}", "\u2248": r"\ensuremath{\approx}",
    "\u2260": r"\ensuremath{\ne}", "\u2264": r"\ensuremath{\le}", "\u2265": r"\ensuremath{\ge}",
    "\u2713": r"\ensuremath{\surd}", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\ufe0f": "",
}  # fmt: skip


def tex(text: str) -> str:
    """The text as LaTeX for any engine; line ends within it begin a new line, blank ones stay."""
    return _BREAK.join(_line(line) for line in visible(text).split("\n"))


def _line(line: str) -> str:
    escaped = _MARKS.sub(lambda found: _SPECIAL[found.group()], line)
    return _JOINED.sub("{}", escaped) if "-" in escaped or "," in escaped else escaped


def declarations(text: str) -> Iterable[str]:
    """What pdfTeX has to be told of the text's letters beyond Latin-1, in their order.

    Known signs and accented letters are built; a letter that pdfTeX's fonts lack stands as its number in a box,
    where XeLaTeX and LuaLaTeX print the letter itself.
    """
    for letter in sorted({ch for ch in text if ch > "\xff" or ch in _KNOWN}):
        yield f"\\DeclareUnicodeCharacter{{{ord(letter):04X}}}{{{_built(letter)}}}"


def _built(letter: str) -> str:
    if letter in _KNOWN:
        return _KNOWN[letter]
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    if base.isascii() and base.isalpha() and marks and all(mark in _ACCENTS for mark in marks):
        for mark in marks:
            base = f"{_ACCENTS[mark]}{{{base}}}"
        return base
    return f"\\fbox{{\\tiny {ord(letter):04X}}}"
