"""What belongs to a web page or a printed page and not to the text: buttons, notices, running heads, lone signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qda.model.text import Lines
from qda.model.wording import N_, _, plural
from qda.verify.lint_prose import Passage
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Text, Topic, lint

NAME = "boilerplate"
_FURNITURE = frozenset(
    (
        *("full text", "fulltext", "full article", "article tools", "article metrics", "article history", "refbacks"),
        *("there are currently no refbacks", "supported by", "sponsored by", "index by", "indexed by", "indexing"),
        *("abstracting and indexing", "how to cite", "how to cite item", "cite this article", "citation format"),
        *("download", "downloads", "download pdf", "view pdf", "pdf", "pdf indonesia", "pdf english", "epub", "html"),
        *("share", "share this", "share on facebook", "tweet", "print", "email this article", "view my stats"),
        *(
            "skip to main content",
            "skip to content",
            "menu",
            "search",
            "home",
            "log in",
            "login",
            "register",
            "sign in",
        ),
        *("sign up", "subscribe", "username", "password", "remember me", "user", "about us", "contact us", "archives"),
        *("current issue", "announcements", "editorial team", "author guidelines", "online submission", "font size"),
        *("most read articles", "related articles", "read more", "advertisement", "cookies", "accept all cookies"),
        *("privacy policy", "terms of use", "all rights reserved", "back to top", "loading", "click here", "comments"),
        *("article sidebar", "article details", "main article content", "issue section", "license"),
        *("beranda", "masuk", "daftar", "unduh", "unduh pdf", "cari", "bagikan", "cetak", "komentar", "baca juga"),
        *("selengkapnya", "berita terkait", "artikel terkait", "iklan", "kebijakan privasi", "syarat dan ketentuan"),
        *("hak cipta dilindungi", "tentang kami", "hubungi kami", "kembali ke atas", "cara mengutip", "teks lengkap"),
        *("didukung oleh", "terindeks oleh", "klik di sini", "tulis komentar", "berlangganan", "halaman selanjutnya"),
    )
)
_BEGINS = re.compile(
    r"^(?:doi\s*:?\s*(?:https?://|10\.)|https?://\S+$|www\.\S+$|e?-?issn\b|copyright\b|©|\(c\)\s*\d{4}|"
    r"this work is licensed|creative commons (?:attribution|by\b|licen[sc]e)|"
    r"downloaded from|diunduh (?:dari|pada)|accessed on|viewed \d|"
    r"page \d+ of \d+$|halaman \d+ dari \d+$|baca juga\s*:|read also\s*:)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[×✕✖✗☰≡▼▲►◄▶◀»«›‹⌂⚙🔍❯❮⋮⋯✓✔★☆]+")
_MAY_BE_HEAD = re.compile(r"^(?=.*[^\W\d_])[^#*\-•(\[].*[^.:?!,;*–—-]$")
_BARE = re.compile(r"[\W_]+")
_AGAIN, _LONGEST_HEAD = 4, 80  # how often a running head comes again, and how long it is at most
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    start: int
    end: int
    sign: bool = False


@lint(NAME, N_("Furniture of web pages, running heads, lone signs"), topic=Topic.MATERIAL, of_texts=True)
def boilerplate(desk: Desk) -> Iterable[Defect]:
    """One defect a text: lines that hold nothing but words of journal sites and news pages, or signs of a screen.

    And lines that come four times or more between empty lines, as running heads do.
    """
    for text in desk.texts:
        found = [one for one in _furniture(text) if not _kept_out(text, one)]
        signs, lines = [f for f in found if f.sign], [f for f in found if not f.sign]
        if lines:
            yield _defect(text, lines, signs=False)
        if signs:
            yield _defect(text, signs, signs=True)


def _furniture(text: Text) -> Iterator[_Found]:
    rows = list(_rows(text.text))
    filled = [text.text[start:end] for start, end in rows]
    apart = Counter(
        line for at, line in enumerate(filled) if line and _stands_apart(filled, at) and len(line) <= _LONGEST_HEAD
    )
    for (start, end), line in zip(rows, filled, strict=True):
        if not line:
            continue
        if _SIGNS.fullmatch(line):
            yield _Found(start=start, end=end, sign=True)
        elif (
            " ".join(_BARE.sub(" ", line).split()).casefold() in _FURNITURE
            or _BEGINS.match(line)
            or (apart[line] >= _AGAIN and _MAY_BE_HEAD.match(line))
        ):
            yield _Found(start=start, end=end)


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines, the space around them left out."""
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text):
        line = match.group()
        kept = line.strip()
        begin = match.start() + len(line) - len(line.lstrip())
        if match.start() < len(text):
            yield (begin, begin + len(kept)) if kept else (match.start(), match.start())


def _stands_apart(lines: list[str], at: int) -> bool:
    return (at == 0 or not lines[at - 1]) and (at + 1 == len(lines) or not lines[at + 1])


def _kept_out(text: Text, found: _Found) -> bool:
    return any(span.start < found.end and found.start < span.end for span in text.kept_out)


def _defect(text: Text, found: list[_Found], *, signs: bool) -> Defect:
    lines = Lines(text.text)
    shown = tuple(
        Passage(
            source=text.name, start=f.start, end=f.end, line=lines.line_at(f.start), text=text.text[f.start : f.end]
        )
        for f in found
    )
    said = list(dict.fromkeys(passage.text for passage in shown))
    cut = " …" if len(said) > _SHOWN else ""
    what = (
        _("Signs of a screen stand alone on a line: {lines}.")
        if signs
        else plural(
            "{n} line belongs to a web page or a page frame, not to the text: {lines}.",
            "{n} lines belong to a web page or a page frame, not to the text: {lines}.",
            len(found),
        )
    )
    return Defect(
        lint=NAME,
        severity=Severity.WARNING,
        kind=PlaceKind.SOURCE,
        name=text.name,
        about="signs" if signs else "lines",
        what=what.format(n=len(found), lines="; ".join(f"“{one}”" for one in said[:_SHOWN]) + cut),
        mend=_('Delete them, or keep them out of evidence: qda source quarantine SOURCE --quote "…" --why "…"'),
        confidence=_("Recognised by a list of usual words, or by coming again and again; a heading may look alike."),
        passages=shown,
    )
