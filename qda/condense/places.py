"""Where a quote stands in a text. Pure."""

from __future__ import annotations

import re

from qda.model.errors import AmbiguousError, InputError, NotFoundError
from qda.model.text import Lines, Span, occurrences
from qda.model.wording import _

_SHOWN = 120
_NEAR_ENOUGH = 60.0
_SAME = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00a0": " ",
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
    }
)  # one character for one: places stay


def find_quote(text: str, quote: str, *, where: str = "", within: Span | None = None) -> Span:
    """The one place of a quote.

    The quote is looked for as written first; then with any white space for white space, typographic and plain
    quotation marks alike, since word processors and spreadsheets change those; then in any case of letters.

    Args:
        text: The text of the source.
        quote: What to find.
        where: Name of the source, for errors.
        within: Where it stands several times, a place within this span is taken before others.

    Raises:
        NotFoundError: it does not occur; the message offers the nearest passage.
        AmbiguousError: it occurs more than once; the message names the lines.
    """
    spans = _spans(text, quote)
    if len(spans) > 1 and within is not None:
        spans = [span for span in spans if within.contains(span)] or spans
    if len(spans) == 1:
        return spans[0]
    shown = shorten(quote)
    if not spans:
        raise NotFoundError(
            _("“{quote}” does not occur in this source.").format(quote=shown),
            where=where,
            mend=nearest(text, quote) or _("Look for one of its words with: qda find WORD"),
        )
    lines = Lines(text)
    places = ", ".join(
        _("line {line} (from {start})").format(line=lines.line_at(span.start), start=span.start) for span in spans[:6]
    )
    raise AmbiguousError(
        _("“{quote}” occurs {n} times: {places}.").format(quote=shown, n=len(spans), places=places),
        where=where,
        mend=_("Give start and end, or a longer quote that occurs once."),
    )


def place_at(text: str, start: int, end: int, *, where: str = "") -> Span:
    """The span from start to end.

    Raises:
        InputError: it is empty or leaves the text.
    """
    if not 0 <= start < end <= len(text):
        what = _("The place {start}–{end} is not within the text, which has {n} characters.")
        raise InputError(
            what.format(start=start, end=end, n=len(text)),
            where=where,
            mend=_("Count characters from 0; end is the first one after."),
        )
    return Span(start=start, end=end)


def _spans(text: str, quote: str) -> list[Span]:
    if not quote.strip():
        return []
    for wanted in (quote, quote.strip()):
        exact = [Span(start=at, end=at + len(wanted)) for at in occurrences(text, wanted)]
        if exact:
            return exact
    words = [re.escape(word) for word in quote.translate(_SAME).split()]
    plain = text.translate(_SAME)
    for flags in (0, re.IGNORECASE):
        found = [Span(start=m.start(), end=m.end()) for m in re.finditer(r"\s+".join(words), plain, flags)]
        if found:
            return found
    return []


def nearest(text: str, quote: str) -> str:
    """A sentence that offers the passage most like the quote; "" where nothing is near."""
    from rapidfuzz import fuzz, process

    lines = Lines(text)
    near = fuzz.partial_ratio_alignment(quote[:1000].lower(), text.lower()) if len(quote) <= len(text) else None
    if near is None or near.score < _NEAR_ENOUGH or near.dest_end <= near.dest_start or len(text.lower()) != len(text):
        found = process.extractOne(quote, text.splitlines(), scorer=fuzz.partial_ratio, score_cutoff=_NEAR_ENOUGH)
        return _("The nearest passage: “{passage}”.").format(passage=shorten(found[0].strip())) if found else ""
    start, end = _whole_words(text, near.dest_start, near.dest_end)
    return _("The nearest passage, line {line}: “{passage}”.").format(
        line=lines.line_at(start), passage=shorten(text[start:end])
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def shorten(text: str, most: int = _SHOWN) -> str:
    """The text in one line, its middle left out where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most // 2].rstrip()} … {line[-(most // 2) :].lstrip()}"
