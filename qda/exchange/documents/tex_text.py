"""Words as LaTeX: nothing that a person said is a command, every letter stays in the file as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from qda.exchange.documents.tex_letters import ACCENTS, KNOWN
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
_PATH = re.compile(r"(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})")  # addresses of codes are longer than a column is wide
_BREAK = r"\newline{}"


def tex(text: str) -> str:
    """The text as LaTeX for any engine; line ends within it begin a new line, blank ones stay."""
    return _BREAK.join(_line(line) for line in visible(text).split("\n"))


def _line(line: str) -> str:
    escaped = _MARKS.sub(lambda found: _SPECIAL[found.group()], line)
    escaped = _PATH.sub(r"/\\allowbreak{}", escaped) if "/" in escaped else escaped
    return _JOINED.sub("{}", escaped) if "-" in escaped or "," in escaped else escaped


def declarations(text: str) -> Iterable[str]:
    """What pdfTeX has to be told of the text's letters beyond Latin-1, in their order.

    Known signs and accented letters are built; a letter that pdfTeX's fonts lack stands as its number in a box,
    where XeLaTeX and LuaLaTeX print the letter itself.
    """
    for letter in sorted({ch for ch in text if ch > "\xff" or "\x80" <= ch < "\xa0" or ch in KNOWN}):
        yield f"\\DeclareUnicodeCharacter{{{ord(letter):04X}}}{{{_built(letter)}}}"


def _built(letter: str) -> str:
    if letter in KNOWN:
        return KNOWN[letter]
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    if base.isascii() and base.isalpha() and marks and all(mark in ACCENTS for mark in marks):
        for mark in marks:
            base = f"{ACCENTS[mark]}{{{base}}}"
        return base
    return f"\\fbox{{\\tiny {ord(letter):04X}}}"
