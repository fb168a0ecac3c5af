"""A word processor's document as paragraphs and tables, and as the plain text that a study keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.collect import labels
from qda.model.problem import Problem
from qda.model.records import SpeakerRole
from qda.model.text import Span
from qda.model.wording import plural

_ASKED = ("pertanyaan", "question", "daftar pertanyaan", "tanya", "item", "butir pertanyaan")
_ANSWERED = ("jawaban", "answer", "hasil wawancara", "response", "jawab", "uraian jawaban", "transkrip", "respons")
_SPEAKERS = ("pelaku", "penutur", "pembicara", "speaker", "nama", "name", "subjek", "kode", "inisial", "who", "aktor")
_SAID = (
    "ujaran",
    "teks",
    "text",
    "transkrip",
    "transcript",
    "pernyataan",
    "isi",
    "dialog",
    "percakapan",
    "verbatim",
    "uraian",
    "tuturan",
    "words",
    "content",
)
_NUMBERS = ("no", "nomor", "number", "#", "nr")
_LONGEST_LABEL = 40  # characters of a speaker's label in a table
_ENOUGH = 0.6  # share of rows that must fit before a table without a header row is taken for a conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; soft breaks are newlines in its text."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table's rows of cells, each merged cell once; paragraphs of a cell are parted by newlines."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """Plain text, one line a paragraph, with where its headings are."""

    text: str
    headings: tuple[Span, ...]


def lay_out(blocks: Sequence[Paragraph | Table]) -> LaidOut:
    """The blocks as plain text, each ended by a newline.

    A table of questions and answers, or of speakers and their words, becomes one labelled paragraph a cell, so that
    it reads as the conversation it is; a table of two columns whose first holds header labels becomes `Label: value`
    rows; any other table keeps its rows, cells parted by tabs.
    """
    parts: list[str] = []
    headings: list[Span] = []
    at = 0
    for block in blocks:
        for line in [block.text] if isinstance(block, Paragraph) else table_lines(block):
            if isinstance(block, Paragraph) and block.heading and line.strip():
                headings.append(Span(start=at, end=at + len(line)))
            parts.append(line)
            at += len(line) + 1
    return LaidOut(text="\n".join(parts) + "\n" if parts else "", headings=tuple(headings))


def table_lines(table: Table) -> list[str]:
    """A table as lines of text."""
    rows = [tuple(cell.strip() for cell in row) for row in table.rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    return (
        _questions_and_answers(rows)
        or _speakers_and_words(rows)
        or _header_rows(rows)
        or ["\t".join(row) for row in rows]
    )


def _questions_and_answers(rows: list[tuple[str, ...]]) -> list[str]:
    head = [labels.fold(cell) for cell in rows[0]]
    asked = next(
        (
            i
            for i, cell in enumerate(head)
            if _begins(cell, _ASKED) or labels.known_role(cell) is SpeakerRole.INTERVIEWER
        ),
        None,
    )
    answered = [
        i
        for i, cell in enumerate(head)
        if i != asked and (_begins(cell, _ANSWERED) or labels.known_role(cell) is SpeakerRole.INFORMANT)
    ]
    if asked is None or not answered:
        columns = _unheaded_questions(rows)
        if columns is None:
            return []
        names = {columns[0]: "Pertanyaan", columns[1]: "Jawaban"}
        body, asked, answered = rows, columns[0], [columns[1]]
    else:
        names = {asked: _label(rows[0][asked], SpeakerRole.INTERVIEWER, "Pertanyaan")}
        for i in answered:
            names[i] = rows[0][i] if len(answered) > 1 else _label(rows[0][i], SpeakerRole.INFORMANT, "Jawaban")
        body = rows[1:]
    number = next((i for i, cell in enumerate(head) if cell in _NUMBERS), None)
    lines = []
    for row in body:
        cells = dict(enumerate(row))
        if cells.get(asked):
            before = f"{cells[number].rstrip('.')}. " if number is not None and cells.get(number) else ""
            lines.append(f"{names[asked]}: {before}{cells[asked]}")
        lines += [f"{names[i]}: {cells[i]}" for i in answered if cells.get(i)]
    return lines


def _unheaded_questions(rows: list[tuple[str, ...]]) -> tuple[int, int] | None:
    """Columns of questions and answers where no header says so: most of the one's cells end in a question mark."""
    wide = max(len(row) for row in rows)
    first = 1 if wide == 3 and all(row[0].rstrip(".").isdigit() for row in rows if len(row) == wide) else 0
    if wide - first != 2 or len(rows) < 2:
        return None
    full = [row for row in rows if len(row) == wide and row[first] and row[first + 1]]
    asking = sum(row[first].endswith("?") for row in full)
    return (first, first + 1) if len(full) >= 2 and asking >= _ENOUGH * len(rows) else None


def _speakers_and_words(rows: list[tuple[str, ...]]) -> list[str]:
    head = [labels.fold(cell) for cell in rows[0]]
    who = next((i for i, cell in enumerate(head) if cell in _SPEAKERS), None)
    said = next((i for i, cell in enumerate(head) if i != who and _begins(cell, _SAID)), None)
    body = rows[1:]
    if who is None or said is None:
        columns = _unheaded_speakers(rows)
        if columns is None:
            return []
        (who, said), body = columns, rows
    lines = []
    for row in body:
        if len(row) <= max(who, said) or not row[said]:
            continue
        lines.append(f"{row[who].rstrip(' :')}: {row[said]}" if row[who].strip(" :") else row[said])
    return lines


def _unheaded_speakers(rows: list[tuple[str, ...]]) -> tuple[int, int] | None:
    wide = max(len(row) for row in rows)
    columns = [i for i in range(wide) if not all(row[i].strip(" :") == "" for row in rows if len(row) > i)]
    if len(columns) != 2 or len(rows) < 2:
        return None
    who, said = columns
    names = [row[who].rstrip(" :") for row in rows if len(row) > said and row[who].strip(" :")]
    short = [name for name in names if len(name) <= _LONGEST_LABEL and not labels.never_speaks(name)]
    speaking = sum(bool(labels.known_role(name) or labels.role_letter(name) or labels.is_code(name)) for name in short)
    repeated = len(short) - len({labels.fold(name) for name in short})
    enough = _ENOUGH * len(rows)
    return (who, said) if len(short) >= enough and (speaking >= enough or repeated >= enough) else None


def _header_rows(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows such as Nama | : | Bapak Sutrisno."""
    known = sum(labels.is_metadata_key(row[0].rstrip(" :")) for row in rows)
    if max(len(row) for row in rows) > 3 or known < _ENOUGH * len(rows):
        return []
    return [
        f"{row[0].rstrip(' :')}: {' '.join(cell.lstrip(': ') for cell in row[1:] if cell.strip(': '))}"
        for row in rows
        if row[0]
    ]


def _label(cell: str, role: SpeakerRole, otherwise: str) -> str:
    return cell if labels.known_role(cell) is role else otherwise


def _begins(cell: str, words: Sequence[str]) -> bool:
    return any(cell == word or cell.startswith(f"{word} ") for word in words)


def left_out(file: str, footnotes: int, comments: int) -> list[Problem]:
    """What of a document is no part of its text, as notes to the reader."""
    found = []
    if footnotes:
        found.append(
            plural("One footnote was left out.", "{n} footnotes were left out.", footnotes).format(n=footnotes)
        )
    if comments:
        found.append(plural("One comment was left out.", "{n} comments were left out.", comments).format(n=comments))
    return [Problem(file=file, what=what) for what in found]
