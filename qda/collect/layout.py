"""A transcript's lines: which could begin a turn, which are headings, time marks, or nothing but words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from qda.collect import labels
from qda.model.text import Span


class Form(Enum):
    """How a label is written."""

    COLON = "Label: words"
    BOLD = "**Label:** words"
    STAMPED = "Label 0:21"
    HASH = "#Label#"
    BRACKET = "[Label] words"
    TAB = "Label, tab, words"
    ALONE = "Label on a line of its own"


STRONG = frozenset((Form.BOLD, Form.STAMPED, Form.HASH, Form.BRACKET))


@dataclass(slots=True)
class Line:
    """One line.

    Attributes:
        label: As written, None where the line cannot begin a turn.
        key: The label folded; "" where there is none.
        written: The label with its marks, time stamps left out ("N :", "**Ani:**").
        words: Where the words begin.
        heading: A heading or a footer: no speaker's words.
        mark: Nothing but time stamps.
        after_blank: Whether the line before is blank, or there is none.
    """

    start: int
    end: int
    words: int
    label: str | None = None
    key: str = ""
    written: str = ""
    form: Form | None = None
    start_time: float | None = None
    end_time: float | None = None
    heading: bool = False
    mark: bool = False
    after_blank: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.words >= self.end and self.label is None and not self.mark


_T = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_ARROW = r"[ \t]*(?:-->|->|→|–|-)[ \t]*"


def _stamp(n: int) -> str:
    """A time or a range of times, bare or bracketed; groups a/b (bracketed) and c/d (bare), numbered."""
    bracketed = rf"[\[(<][ \t]*(?P<a{n}>{_T})(?:{_ARROW}(?P<b{n}>{_T}))?[ \t]*[\])>]"
    return rf"(?:{bracketed}|(?P<c{n}>{_T})(?:{_ARROW}(?P<d{n}>{_T}))?)"


_LEAD = r"[ \t\u00a0\ufeff]*(?:(?:[-–—•·>]|\d{1,4}[.)])[ \t]+)?"
_NAME = r"[^\W_](?:[^:\t*#@|<>\[\]{}\"“”?!;=/\\]|/(?!/)){0,58}?"
_COLON = re.compile(
    rf"{_LEAD}(?:{_stamp(1)}[ \t]*[-–]?[ \t]*)?(?P<mark>\*\*|__|[@\[{{]|\*(?=\S))?(?P<label>{_NAME})"
    rf"[ \t\u00a0]*(?:\*\*|__|[\]}}*])?[ \t\u00a0]*(?:{_stamp(2)}[ \t]*)?"
    rf"(?P<colon>[:：])(?!//)(?!\d\d(?:\D|$))(?:\*\*|__|\*)?[ \t\u00a0]*(?:{_stamp(3)}(?!\d)[ \t]*)?"
)
_STAMPED = re.compile(rf"{_LEAD}(?:\*\*|__)?(?P<label>{_NAME})(?:\*\*|__)?[ \t\u00a0]+{_stamp(1)}[ \t]*$")
_BOLD = re.compile(rf"{_LEAD}(?:\*\*|__)(?P<label>{_NAME})(?:\*\*|__)[ \t]*[\[(](?P<a1>{_T})[\])][ \t]*")
_HASH = re.compile(rf"{_LEAD}#(?P<label>{_NAME})#[ \t]*:?[ \t]*")
_BRACKET = re.compile(rf"{_LEAD}(?:{_stamp(1)}[ \t]*)?[\[{{](?P<label>{_NAME})[\]}}][ \t]*:?[ \t]*")
_TAB = re.compile(rf"{_LEAD}(?P<label>{_NAME})[ ]?\t[\t ]*(?=\S)")
_MARK = re.compile(rf"[ \t]*{_stamp(1)}[ \t]*(?P<rest>.*)$")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+\S")
_FOOTER = re.compile(
    r"[ \t]*(?:transcribed by|transcription (?:is )?provided by|transkrip(?:si)? oleh|ditranskrip)\b"
    r"|[ \t(*]*data sintetis[ \t)*.]*$",
    re.IGNORECASE,
)
_WRITTEN = {
    Form.COLON: "{label}{gap}:",
    Form.BOLD: "**{label}:**",
    Form.STAMPED: "{label}",
    Form.HASH: "#{label}#",
    Form.BRACKET: "[{label}]",
    Form.TAB: "{label}",
    Form.ALONE: "{label}",
}
_SIMPLE = re.compile(r"([^\W\d_][\w .'’()-]{0,58}?)([ \t\u00a0]*):[ \t\u00a0]+(?=[^\W\d_])")  # most labels, quickly
_LONGEST_LABEL = 80
_LONGEST_TAB_LABEL = 25


def scan(text: str, headings: Sequence[Span] = ()) -> list[Line]:
    """The lines of a text, with what each could be. Lines end at LF, CR, CRLF or U+2028.

    Args:
        text: As decoded.
        headings: Spans known to be headings (by style in a word processor), ascending.
    """
    flat = text.replace("\r", "\n")
    if "\u2028" in flat:
        flat = flat.replace("\u2028", "\n")
    styled = {span.start for span in headings}
    lines: list[Line] = []
    at, blank = 0, True
    for raw in flat.split("\n"):
        line = _read(raw, at) if raw else Line(start=at, end=at, words=at)
        line.after_blank = blank
        if at in styled:
            line.heading, line.label, line.key = True, None, ""
        if raw or at < len(flat):
            # The empty piece between CR and LF is no line of its own, and says nothing of blank lines.
            if not raw and at and text[at - 1] == "\r" and text[at : at + 1] == "\n":
                at += 1
                continue
            lines.append(line)
            blank = line.blank
        at += len(raw) + 1
    _find_lone_labels(lines, flat)
    return lines


def seconds(stamp: str) -> float:
    """Seconds of `m:ss`, `h:mm:ss`, either with a fraction."""
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _read(raw: str, at: int) -> Line:
    simple = _SIMPLE.match(raw)
    if simple is not None and _is_possible(simple[1]):
        label, gap = simple[1], " " if simple[2] else ""
        return Line(
            start=at,
            end=at + len(raw.rstrip()),
            words=at + simple.end(),
            label=label,
            key=labels.fold(label),
            written=f"{label}{gap}:",
            form=Form.COLON,
        )
    stripped = len(raw) - len(raw.lstrip(" \t\u00a0\ufeff"))
    line = Line(start=at, end=at + len(raw.rstrip()), words=at + stripped)
    if line.words >= line.end:
        line.words = line.end
        return line
    head = raw[: _LONGEST_LABEL + 40]
    first = raw[stripped]
    if first == "#" and _HEADING.match(head):
        line.heading = True
        return line
    for form, pattern in _forms_for(raw, head, first):
        match = pattern.match(raw)
        if match and _fill(line, form, match, raw):
            return line
    if first.isdigit() or first in "[(<":
        _read_mark(line, raw)
    if not line.mark and first in "Tt*Dd(" and _FOOTER.match(head):
        line.heading = True
    return line


def _forms_for(raw: str, head: str, first: str) -> list[tuple[Form, re.Pattern[str]]]:
    forms: list[tuple[Form, re.Pattern[str]]] = []
    if ":" in head or "：" in head:
        if len(raw) < _LONGEST_LABEL and raw.rstrip(" \t")[-1] in "0123456789])":
            forms.append((Form.STAMPED, _STAMPED))
        if first in "*_-•":
            forms.append((Form.BOLD, _BOLD))
        forms.append((Form.COLON, _COLON))
    if first == "#":
        forms.append((Form.HASH, _HASH))
    if "[" in head or "{" in head:
        forms.append((Form.BRACKET, _BRACKET))
    if "\t" in raw[: _LONGEST_TAB_LABEL * 2]:
        forms.append((Form.TAB, _TAB))
    return forms


def _fill(line: Line, form: Form, match: re.Match[str], raw: str) -> bool:
    label = match["label"].strip()
    if form is Form.TAB and (len(label) > _LONGEST_TAB_LABEL or len(label.split()) > 3):
        return False
    if form is Form.BRACKET and not (
        labels.known_role(label) or labels.is_code(label) or labels.is_machine_label(label) or labels.role_letter(label)
    ):
        return False
    if form is Form.COLON:
        if match["mark"] in ("**", "__"):
            form = Form.BOLD
        if not _is_possible(label):
            return False
    groups = match.groupdict()
    times = [seconds(groups[k]) for k in ("a1", "c1", "a2", "c2", "a3", "c3") if groups.get(k)]
    ends = [seconds(groups[k]) for k in ("b1", "d1", "b2", "d2", "b3", "d3") if groups.get(k)]
    line.form, line.label, line.key = form, label, labels.fold(label)
    gap = " " if form is Form.COLON and raw[match.start("colon") - 1].isspace() else ""
    line.written = _WRITTEN[form].format(label=label, gap=gap)
    line.words = min(line.start + match.end(), line.end)
    line.start_time = times[0] if times else None
    line.end_time = ends[0] if ends else None
    return True


@lru_cache(maxsize=4096)
def _is_possible(label: str) -> bool:
    words = label.split()
    if len(words) > 6 or (label[0].isdigit() and not any(c.isalpha() for c in label[:4])):
        return False
    return not any(word.endswith((",", ".")) and word[:1].islower() for word in words)


def _read_mark(line: Line, raw: str) -> None:
    match = _MARK.match(raw)
    if match is None:
        return
    begin = match["a1"] or match["c1"]
    end = match["b1"] or match["d1"]
    if match["rest"] and not end:
        return
    line.start_time, line.end_time = seconds(begin), seconds(end) if end else None
    line.mark = True
    line.words = min(line.start + match.start("rest"), line.end)


def _find_lone_labels(lines: list[Line], flat: str) -> None:
    """Labels that stand alone on a line above their words; only lines that nothing else claims."""
    for i, line in enumerate(lines[:-1]):
        size = line.end - line.words
        if line.label is not None or line.heading or line.mark or not 0 < size <= 40 or not line.after_blank:
            continue
        if lines[i + 1].blank or lines[i + 1].heading:
            continue
        written = flat[line.words : line.end]
        bare = written.strip("*_ ")
        hard_break = flat[line.end : line.end + 2] == "  "
        if not bare or not bare[0].isalpha() or not all(c.isalnum() or c in " .'’()-_" for c in bare):
            continue
        if (
            (hard_break and labels.looks_like_name(bare))
            or labels.known_role(bare)
            or (bare.isupper() and len(bare.split()) <= 4 and labels.looks_like_name(bare))
            or written != bare
        ):
            line.form, line.label, line.key = Form.ALONE, bare, labels.fold(bare)
            line.written, line.words = written, line.end
