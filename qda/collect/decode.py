"""Bytes to text: no newline is translated, no character normalised; only a byte order mark is left out."""

from __future__ import annotations

from dataclasses import dataclass

from qda.collect.importer import File
from qda.collect.nature import require_text
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.wording import _

_MARKS = (  # the four-byte marks first: UTF-32's begins as UTF-16's does
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 65_536
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b")))
_HIGHEST_SHARE_OF_CONTROLS = 0.01
_LONGEST_CHARACTER = 3  # bytes that a cut UTF-8 or UTF-16 character can leave over
# What Western typists and Word put among ASCII letters: quotes, dashes, ellipsis, a few accented letters.
_CP1252_USUAL = frozenset(
    b"\x80\x82\x84\x85\x8c\x91\x92\x93\x94\x95\x96\x97\x99\x9c\xa0\xa3\xa9\xab\xb0\xb1\xb2\xb7"
    b"\xba\xbb\xbc\xbd\xbe\xbf\xc9\xe0\xe1\xe2\xe4\xe7\xe8\xe9\xea\xeb\xed\xee\xef\xf1\xf3\xf4"
    b"\xf6\xfa\xfc"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's text.

    Attributes:
        encoding: Python's name of the encoding that was used.
        problems: What the reader should look at (the encoding was guessed, the file ends within a character).
    """

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(file: File) -> Decoded:
    """The text of a file.

    Tried in this order: a byte order mark; UTF-32 and UTF-16 without one, by where their NULs stand; UTF-8;
    Windows-1252 where all bytes beyond ASCII are those of Western typing; the guess of charset-normalizer.

    Raises:
        InputError: the file is empty, binary, or of another format.
    """
    require_text(file)
    data = file.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(file, data[len(mark) :], encoding)
    encoding_by_nulls = _by_nulls(data)
    if encoding_by_nulls:
        wide = _decode_as(file, data, encoding_by_nulls)
        if any(ord(c) < 128 and c.encode() in _CONTROLS for c in wide.text[:_SAMPLE]):
            raise _binary(file)
        return wide
    _refuse_binary(file)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as fault:
        if fault.end == len(data) and fault.reason == "unexpected end of data" and fault.start > 0:
            return _decode_as(file, data, "utf-8")
    return _guess(file)


def _decode_as(file: File, data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as fault:
        if len(data) - fault.start > _LONGEST_CHARACTER:
            raise InputError(
                _("Byte {number} does not fit {encoding}.").format(number=fault.start, encoding=encoding),
                where=file.name,
                mend=_("Open it in an editor and save it as UTF-8."),
            ) from None
        cut = Problem(
            file=file.name,
            what=_("The file ends in the middle of a character; it may be cut off."),
            mend=_("Compare its end with the original."),
        )
        return Decoded(text=data[: fault.start].decode(encoding), encoding=encoding, problems=(cut,))


def _by_nulls(data: bytes) -> str:
    """Encoding of wide characters without a mark: ASCII text in them has its NULs on one side. "" if not wide."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    nulls = [sample[i::4].count(0) for i in range(4)]
    quarter = max(len(sample) // 4, 1)
    if not any(nulls):
        return ""
    if len(data) % 4 == 0 and min(nulls[2:]) > 0.9 * quarter and nulls[1] > 0.5 * quarter and nulls[0] == 0:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(nulls[:2]) > 0.9 * quarter and nulls[2] > 0.5 * quarter and nulls[3] == 0:
        return "utf-32-be"
    even, odd = nulls[0] + nulls[2], nulls[1] + nulls[3]
    if odd > 0.3 * 2 * quarter and even * 20 < odd:
        return "utf-16-le"
    if even > 0.3 * 2 * quarter and odd * 20 < even:
        return "utf-16-be"
    return ""


def _refuse_binary(file: File) -> None:
    sample = file.data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if 0 in file.data or controls > _HIGHEST_SHARE_OF_CONTROLS * len(sample):
        raise _binary(file)


def _binary(file: File) -> InputError:
    return InputError(
        _("This is a binary file, not text."),
        where=file.name,
        mend=_("Save the transcript as .txt, .docx or .odt and import that."),
    )


def _guess(file: File) -> Decoded:
    data = file.data
    high = set(data) - set(range(128))
    encoding = "cp1252"
    if not high <= _CP1252_USUAL:
        import charset_normalizer

        best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
        encoding = best.encoding if best else "cp1252"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "latin-1", data.decode("latin-1")
    guessed = Problem(
        file=file.name,
        what=_("The file does not say its encoding; it was read as {encoding}.").format(encoding=encoding),
        mend=_("If letters look wrong, open it in an editor, save it as UTF-8 and import it again."),
    )
    return Decoded(text=text, encoding=encoding, problems=(guessed,))
