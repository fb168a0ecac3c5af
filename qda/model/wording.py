"""Every word people read, in Indonesian and English, through gettext catalogues in `qda/locale`."""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("id", "en")
_LOCALE = Path(__file__).resolve().parent.parent / "locale"
_current: ContextVar[str] = ContextVar("language", default="")
_NO_CATALOGUE = _gettext.NullTranslations()
_bare: ContextVar[bool] = ContextVar("bare", default=False)


def N_(text: str) -> str:  # noqa: N802  (the customary gettext name)
    """Mark a constant for the catalogue; it is translated where it is used."""
    return text


def plural_later(one: str, many: str) -> tuple[str, str]:
    """Mark a pair of sentences for the catalogue; `plural(*pair, n)` translates it where it is used."""
    return one, many


def _(text: str) -> str:
    """The text in the current language; of nothing nothing, where a catalogue would give its own head."""
    return _words().gettext(text) if text else ""


def plural(one: str, many: str, n: int) -> str:
    """The text for `n` of something; Indonesian has a single form."""
    return _words().ngettext(one, many, n)


def number(value: float, digits: int, *, short: bool = False) -> str:
    """A number with so many decimals as the current language writes it, Indonesian with a comma.

    `short` leaves out zeros at the end. For what people read; data files keep the point.
    """
    text = f"{value:.{digits}f}"
    if not text.strip("-0."):
        text = text.removeprefix("-")  # what rounds to nothing has no sign
    if short and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if language() == "id" else text


def headed(text: str) -> str:
    """Words as they stand at the head of a column: with a capital; a sign of one letter (k*) stays as it is."""
    return text[:1].upper() + text[1:] if text[1:2].isalpha() else text


def whole_percent(n: int, of: int) -> str:
    """`n` of `of` in whole percent, a half rounded up: 5 of 8 is 63, as whoever divides it says; 0 of nothing is 0."""
    return str((200 * n + of) // (2 * of)) if of else "0"


def in_language(text: str, wanted: str) -> str:
    """The text in a stated language, whatever the current one is."""
    return _catalogue(wanted).gettext(text)


def language() -> str:
    """The current language, "id" or "en"."""
    return _current.get() or default_language()


def use_language(wanted: str) -> None:
    """Switch the language of this process.

    Raises:
        ValueError: neither "id" nor "en".
    """
    if wanted not in LANGUAGES:
        raise ValueError(wanted)
    _current.set(wanted)


def forget_language() -> None:
    """Take back what `use_language` switched: the environment decides again."""
    _current.set("")


@contextmanager
def settled() -> Iterator[None]:
    """Look the language up once for everything that is said within; a loop need not ask the environment each time."""
    token = _current.set(language())
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def untranslated() -> Iterator[None]:
    """Say everything within as the program's code has it, by no catalogue.

    For what is compared with what was said before, and must follow neither --lang nor a better translation. Numbers
    are written as in English.
    """
    token, bare = _current.set("en"), _bare.set(True)
    try:
        yield
    finally:
        _bare.reset(bare)
        _current.reset(token)


def default_language() -> str:
    """`$QDA_LANG`, else English where the system's locale is English, else Indonesian."""
    chosen = os.environ.get("QDA_LANG", "")
    if chosen in LANGUAGES:
        return chosen
    system = next((os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), "")
    return "en" if system.startswith("en") else "id"


def _words() -> _gettext.NullTranslations:
    return _NO_CATALOGUE if _bare.get() else _catalogue(language())


@cache
def _catalogue(wanted: str) -> _gettext.NullTranslations:
    return _gettext.translation("qda", _LOCALE, languages=[wanted], fallback=True)
