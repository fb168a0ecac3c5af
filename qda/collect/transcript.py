"""From a file's plain text to drafts: interviews parted at their headers, turns found, header rows read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qda.collect.headers import Header, interview_starts, is_synthetic
from qda.collect.importer import Draft, File
from qda.collect.layout import Line, scan
from qda.collect.turns import turns_of_lines
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.text import Span
from qda.model.wording import _


def drafts(
    file: File, text: str, *, headings: Sequence[Span] = (), problems: Sequence[Problem] = (), name: str = ""
) -> list[Draft]:
    """One draft for each interview in the text, usually one.

    A file that holds several interviews under header blocks gives several, named after the file and the informant
    (or their number); each has its own part of the text.

    Args:
        file: Where the text comes from.
        text: As decoded.
        headings: Spans known to be headings, ascending.
        problems: What the reader of the format found; they go to the first draft.
        name: Of the source, if not the file's name without its ending.

    Raises:
        InputError: the text holds no word.
    """
    if not text.strip():
        raise InputError(
            _("The file holds no text."),
            where=file.name,
            mend=_("If it is a scan, type its text into a .txt or .docx file."),
        )
    lines = scan(text, headings)
    starts = interview_starts(text, lines)
    if len(starts) == 1:
        return [_draft(file, text, lines, name or file.stem, problems)]
    made: list[Draft] = []
    for number, (first, behind) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), start=1):
        start = lines[first].start if number > 1 else 0
        end = lines[behind].start if behind < len(lines) else len(text)
        part = text[start:end]
        inside = [Span(start=h.start - start, end=h.end - start) for h in headings if start <= h.start < end]
        draft = _draft(file, part, scan(part, inside), "", problems if number == 1 else ())
        made.append(_named(draft, name or file.stem, number, {other.name for other in made}, is_synthetic(text)))
    return made


def _draft(file: File, text: str, lines: Sequence[Line], name: str, problems: Sequence[Problem]) -> Draft:
    found = turns_of_lines(text, lines, file=file.name)
    return Draft(
        name=name,
        text=text,
        turns=found.turns,
        date=found.header.date,
        synthetic=is_synthetic(text),
        metadata=found.header.rows,
        problems=(*problems, *found.problems),
    )


def _named(draft: Draft, stem: str, number: int, taken: set[str], synthetic: bool) -> Draft:
    informant = Header(rows=draft.metadata).informant
    name = f"{stem} - {informant}" if informant else f"{stem} ({number})"
    if name in taken:
        name = f"{name} ({number})"
    return replace(draft, name=name, synthetic=draft.synthetic or synthetic)
