"""The header of an interview: rows such as Nama, Tempat, Tanggal, which are no speakers.

Where such rows come back within one file, another interview begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qda.collect import labels
from qda.collect.dates import find_date
from qda.collect.layout import STRONG, Form, Line

_FARTHEST = 80  # non-blank lines: a header that begins later is no header
_LONGEST_NAME = 8  # words
_LONGEST_VALUE = 300  # code points
_MOST_PROSE = 2  # lines of running text that a single row may stand below: a sentence or two about the talk
_SENTENCE = 5  # words from which a line that ends as a sentence does is running text
_LONG_LINE = 12  # words from which any line is
_INTERVIEWER_IN_PROSE = re.compile(
    r"\b(interviewers?|pewawancara)(?:nya)?\s+(?:is|are|was|were|adalah|ialah)\s+([^.\n\r]{2,80})", re.IGNORECASE
)
_TITLE = re.compile(
    r"\s*(?:#|transkrip|wawancara|informan|narasumber|responden|interview|lampiran|hasil wawancara|"
    r"data sintetis|pedoman|={3,}|-{3,}|\*{3,})",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.){1,4}(?:[A-Z][a-z]{0,4})?\.?|[A-Z]\.")
_SYNTHETIC = re.compile(
    r"(?:DATA|TRANSKRIP) SINTETIS|(?i:\bsynthetic\s*[:=]\s*(?:true|yes|ya)\b)"
    r"|(?im:^\W*(?:(?:data|transkrip) sintetis|sintetis\s*[:=]\s*(?:ya|true|yes))\b)"
)
_NAME_KEYS = (
    "nama",
    "name",
    "narasumber",
    "nara sumber",
    "informan",
    "informant",
    "responden",
    "respondent",
    "partisipan",
    "participant",
    "interviewee",
    "terwawancara",
)
_DATE_KEYS = ("tanggal", "tgl", "hari", "date", "waktu", "time")
_NEAR_THE_TOP = 1500  # code points


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of one interview.

    Attributes:
        rows: Label and value as written, in order; the interviewer named in a sentence counts as a row.
        last: Number of its last line among the lines looked at, -1 where there is no header.
    """

    rows: tuple[tuple[str, str], ...] = ()
    last: int = -1

    def value(self, *keys: str) -> str | None:
        """The value of the first row whose label begins with one of the keys (folded); None where there is none."""
        for label, value in self.rows:
            folded = labels.fold(label)
            if value and any(
                folded == key or folded.startswith(f"{key} ") or folded.startswith(f"{key}/") for key in keys
            ):
                return value
        return None

    @property
    def informant(self) -> str | None:
        """Who was interviewed, as written; None where no row says so."""
        return self.value(*_NAME_KEYS)

    @property
    def interviewer(self) -> str | None:
        """Who asked, as written; None where nothing says so."""
        return self.value(
            "pewawancara", "interviewer", "interviewers", "peneliti", "researcher", "moderator", "penanya"
        )

    @property
    def date(self) -> str | None:
        """The day of collection as ISO; None where no row has one."""
        dates = [
            find_date(value) for label, value in self.rows if re.split(r"[\s/,.]+", labels.fold(label))[0] in _DATE_KEYS
        ]
        return next((found for found in dates if found), None)


def read_header(text: str, lines: Sequence[Line]) -> Header:
    """The header at the top of these lines.

    It ends at its last certain row (`Tempat`, `Tanggal` …). A row by itself below running text is no part of it: what
    stands above is said already. Rows that name a person in a role (`Narasumber :
    Bapak Sutrisno`) belong to it where they hold a name and stand with certain rows, or in a block of their own
    at the top; the same label in front of a sentence is a speaker.
    """
    rows: list[tuple[str, str]] = []
    pending: list[tuple[int, str, str]] = []
    last, seen, prose, met = -1, 0, 0, set[str]()
    for i, line in enumerate(lines):
        if line.blank or line.heading:
            continue
        seen += 1
        speaks = line.form in STRONG - {Form.BOLD} or (line.form is Form.ALONE and labels.known_role(line.label or ""))
        if seen > _FARTHEST or speaks or line.mark:
            break
        if line.label is None or line.form is Form.ALONE:
            prose += _is_prose(text[line.words : line.end])
            continue
        row = labels.is_metadata_key(line.label)
        if row and prose > _MOST_PROSE and not _heads_a_block(text, lines, i):
            continue
        folded = labels.fold(line.label)
        value = _value(text, line)
        if row and len(value) <= _LONGEST_VALUE:
            rows += [(label, kept) for _, label, kept in pending] + [(line.label, value)]
            pending, last, prose = [], i, 0
        elif folded not in met and _may_be_row(line, value):
            pending.append((i, line.label, value))
        else:
            break  # a label that comes back is a speaker's
        met.add(folded)
    tail = _tail(pending, lines, last, certain=bool(rows))
    rows += [(label, value) for _, label, value in tail]
    last = tail[-1][0] if tail else last
    return Header(rows=(*rows, *_interviewer_in_prose(text, lines, rows)), last=last)


def is_synthetic(text: str) -> bool:
    """Whether the text says near its top that it was made up (`DATA SINTETIS`, `synthetic: true`)."""
    return _SYNTHETIC.search(text[:_NEAR_THE_TOP]) is not None


def interview_starts(text: str, lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines where an interview begins; [0] where the file holds one.

    Another interview begins where a second block of header rows stands: at least two certain rows together, one
    of them with a label of the first header. A title right above the block belongs to it.
    """
    first = read_header(text, lines)
    keys = {labels.fold(label) for label, _ in first.rows if labels.is_metadata_key(label)}
    if len(keys) < 2:
        return [0]
    starts, i = [0], first.last + 1
    while i < len(lines):
        block = _block_at(text, lines, i)
        certain = {labels.fold(lines[k].label or "") for k in block if labels.is_metadata_key(lines[k].label or "")}
        if len(certain) >= 2 and certain & keys:
            starts.append(_above_titles(text, lines, i, starts[-1]))
        i = block[-1] + 1 if block else i + 1
    return starts


def _is_prose(words: str) -> bool:
    n = len(words.split())
    return n >= _LONG_LINE or (n >= _SENTENCE and words.rstrip().endswith((".", "?", "!", "…")))


def _heads_a_block(text: str, lines: Sequence[Line], i: int) -> bool:
    """Whether a row stands in a block with another one, two of its rows certain."""
    return sum(labels.is_metadata_key(lines[k].label or "") for k in _block_at(text, lines, i)) > 1


def _value(text: str, line: Line) -> str:
    """What stands behind a row's label, clock times included."""
    written = text[line.start : line.end]
    return written.partition(line.label or "")[2].lstrip(" \t\u00a0*_:：").rstrip(" \t\u00a0*_")


def _may_be_row(line: Line, value: str) -> bool:
    if line.label is None or len(value.split()) > _LONGEST_NAME:
        return False
    if labels.known_role(line.label) or labels.role_letter(line.label) or labels.is_code(line.label):
        return looks_like_person(value)
    return not value.endswith(("?", "!", ".", "…")) or bool(_DEGREE.fullmatch(value.split()[-1]))


def looks_like_person(value: str) -> bool:
    """Whether a value names people rather than says something: capitals throughout, no sentence's end."""
    bare = re.sub(r"\([^)]*\)", " ", value).strip()
    if not bare or bare.endswith(("?", "!", "…", ",")):
        return False
    if bare.endswith(".") and not _DEGREE.fullmatch(bare.split()[-1]):
        return False
    return all(labels.looks_like_name(part.strip()) for part in bare.split(",") if part.strip())


def _tail(
    pending: list[tuple[int, str, str]], lines: Sequence[Line], last: int, *, certain: bool
) -> list[tuple[int, str, str]]:
    """The rows behind the last certain one that still belong to the header: unbroken, and closed by a blank line."""
    block: list[tuple[int, str, str]] = []
    for row in pending:
        i = row[0]
        before = block[-1][0] if block else last
        if before >= 0 and i != before + 1:
            break
        block.append(row)
    if not block or not _closed(lines, block[-1][0]):
        return []
    if certain:
        return block
    later = {labels.fold(line.label) for line in lines[block[-1][0] + 1 :] if line.label}
    persons = all(
        labels.known_role(label) and (labels.has_title(value) or len(value.split()) > 1) for _, label, value in block
    )
    return block if len(block) > 1 and persons and any(labels.fold(label) in later for _, label, _v in block) else []


def _closed(lines: Sequence[Line], i: int) -> bool:
    return i + 1 >= len(lines) or lines[i + 1].blank or lines[i + 1].heading


def _interviewer_in_prose(text: str, lines: Sequence[Line], rows: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    if any(labels.fold(label).startswith(("pewawancara", "interviewer")) for label, _ in rows):
        return ()
    end = lines[0].start if lines else 0
    match = _INTERVIEWER_IN_PROSE.search(text, end, end + _NEAR_THE_TOP)
    return ((match[1], match[2].strip()),) if match else ()


def _block_at(text: str, lines: Sequence[Line], i: int) -> list[int]:
    block: list[int] = []
    k = i
    while k < len(lines):
        line = lines[k]
        if line.label and line.form not in STRONG - {Form.BOLD}:
            value = _value(text, line)
            if not (labels.is_metadata_key(line.label) or (block and _may_be_row(line, value))):
                break
            block.append(k)
        elif not (line.blank and block and k + 1 < len(lines) and labels.is_metadata_key(lines[k + 1].label or "")):
            break
        k += 1
    return block


def _above_titles(text: str, lines: Sequence[Line], i: int, floor: int) -> int:
    start = k = i
    while k - 1 > floor and i - k < 6:
        above = lines[k - 1]
        words = text[above.start : above.end].strip()
        if above.blank:
            k -= 1
            continue
        title = above.heading or (_TITLE.match(words) and len(words) < 100) or (words.isupper() and len(words) < 100)
        if (
            above.label is not None
            and not above.heading
            and not (labels.known_role(above.label) and title and looks_like_person(text[above.words : above.end]))
        ):
            break
        if not title:
            break
        k -= 1
        start = k
    return start
