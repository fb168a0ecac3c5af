"""Tables (CSV, Excel, OpenDocument): one row a turn, or one row a respondent and one column a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qda.collect import labels
from qda.collect.dates import find_date
from qda.collect.headers import is_synthetic
from qda.collect.importer import Draft, DraftTurn, File, importer
from qda.collect.importers.whisper import is_whisper_tsv
from qda.collect.layout import seconds
from qda.collect.sheets import Grid, column, read_book
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.records import Kind
from qda.model.wording import N_, _

_ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
_SOURCE = ("source", "sumber", "document", "dokumen", "file", "berkas", "interview", "wawancara")
_SPEAKER = ("speaker", "pembicara", "penutur", "label", "pelaku")
_TEXT = ("text", "teks", "ujaran", "transkrip", "transcript", "ucapan", "tuturan", "utterance", "content", "isi")
_QUESTION = ("question", "pertanyaan", "question id")
_START, _END = ("start time", "start", "mulai", "waktu mulai"), ("end time", "end", "selesai", "waktu selesai")
_DATE, _KIND = ("date", "tanggal", "tgl"), ("kind", "jenis", "jenis sumber")
_SYNTHETIC = ("synthetic", "sintetis")
_WHO = (
    "name",
    "nama",
    "nama responden",
    "nama lengkap",
    "respondent",
    "responden",
    "participant",
    "partisipan",
    "id",
    "kode",
    "kode responden",
    "respondent id",
    "no",
    "nomor",
)
_TIME = re.compile(r"\d+:\d{2}(?::\d{2})?(?:[.,]\d+)?")
_NUMBERED = re.compile(r"\s*(?:q|p|no\.?)?\s*(\d{1,3}[a-z]?)\s*[.):]\s+", re.IGNORECASE)
_WORDS_OF_A_QUESTION = 4
_WORDS_OF_AN_ANSWER = 4.0  # on average, from which a column holds answers and no attribute
_YES = ("true", "ya", "yes", "1")
ASKED = "Pertanyaan"  # the label of what a questionnaire asks; known to name an interviewer


def is_table(file: File) -> bool:
    """Whether this is a table of ours and not Whisper's, which has the same ending."""
    return file.extension in _ENDINGS and not (file.extension == ".tsv" and is_whisper_tsv(file))


@importer(
    "table",
    N_("Tables: one row a turn, or one row a respondent and one column a question"),
    extensions=_ENDINGS,
    recognises=is_table,
)
def read_table(file: File) -> list[Draft]:
    """The sources in a table.

    With a column `text`: one row a turn (`source, speaker, text`, and if there `question, start_time, end_time,
    date, kind`). Otherwise one row a respondent: columns whose heading asks or has four words or more, or whose
    cells hold several words, are questions; the others describe the respondent.
    """
    book = read_book(file)
    problems = list(book.problems)
    drafts: list[Draft] = []
    for grid in book.grids:
        name = f"{file.stem} - {grid.name}" if grid.name else file.stem
        if column(grid, *_TEXT) is not None:
            drafts += _turn_table(file, grid, name, problems)
        else:
            drafts += _survey(grid, name)
    if not drafts:
        raise InputError(
            _("No column holds text; the columns are {columns}.").format(
                columns=", ".join(f"“{name}”" for name in book.grids[0].columns if name)
            ),
            where=file.name,
            mend=_("Name the columns source, speaker, text; or give each question a column of its own."),
        )
    first = drafts[0]
    drafts[0] = replace(first, problems=(*problems, *first.problems))
    return drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Numbers of a turn table's columns; None where it has no such column."""

    text: int
    source: int | None
    speaker: int | None
    question: int | None
    start: int | None
    end: int | None
    date: int | None
    kind: int | None
    synthetic: int | None


@dataclass(slots=True)
class _Growing:
    """A source that is being put together from rows."""

    parts: list[str]
    turns: list[DraftTurn]
    size: int = 0
    date: str | None = None
    kind: Kind | None = None
    synthetic: bool = False

    def add(self, label: str | None, words: str, **more: str | float | None) -> None:
        before = f"{label}: " if label else ""
        start = self.size + len(before)
        if words:
            self.turns.append(DraftTurn(start=start, end=start + len(words), label=label, **more))  # type: ignore[arg-type]
        self.parts.append(f"{before}{words}\n")
        self.size += len(self.parts[-1])


def _turn_table(file: File, grid: Grid, name: str, problems: list[Problem]) -> list[Draft]:
    where = _Columns(
        text=column(grid, *_TEXT) or 0,
        source=column(grid, *_SOURCE),
        speaker=column(grid, *_SPEAKER),
        question=column(grid, *_QUESTION),
        start=column(grid, *_START),
        end=column(grid, *_END),
        date=column(grid, *_DATE),
        kind=column(grid, *_KIND),
        synthetic=column(grid, *_SYNTHETIC),
    )
    growing: dict[str, _Growing] = {}
    for i, row in enumerate(grid.rows):
        source = _at(row, where.source) or name
        grown = growing.setdefault(source, _Growing(parts=[], turns=[]))
        grown.synthetic = grown.synthetic or (_at(row, where.synthetic) or "").casefold() in _YES
        grown.date = grown.date or _date(row, where.date, file, grid.place(i), problems)
        grown.kind = grown.kind or _kind(row, where.kind, file, grid.place(i), problems)
        if row[where.text]:
            grown.add(
                _at(row, where.speaker),
                row[where.text],
                question=_at(row, where.question),
                start_time=_seconds(row, where.start, file, grid.place(i), problems),
                end_time=_seconds(row, where.end, file, grid.place(i), problems),
            )
    return [
        Draft(
            name=source,
            text=text,
            turns=tuple(g.turns),
            kind=g.kind,
            date=g.date,
            synthetic=g.synthetic or is_synthetic(text),
        )
        for source, g in growing.items()
        if (text := "".join(g.parts))
    ]


def _survey(grid: Grid, name: str) -> list[Draft]:
    who = column(grid, *_WHO)
    asked = [i for i in range(len(grid.columns)) if i != who and _is_question(grid, i)]
    if not asked:
        return []
    keys = _keys([grid.columns[i] for i in asked])
    drafts: list[Draft] = []
    taken: set[str] = set()
    for n, row in enumerate(grid.rows):
        respondent = _at(row, who) or str(grid.numbers[n])
        source = respondent if respondent not in taken else f"{respondent} ({grid.numbers[n]})"
        taken.add(source)
        grown = _Growing(parts=[], turns=[])
        for key, i in zip(keys, asked, strict=True):
            grown.add(ASKED, " ".join(grid.columns[i].split()), question=key)
            if row[i]:
                grown.add(respondent, row[i], question=key)
        metadata = tuple(
            (grid.columns[i], row[i]) for i in range(len(row)) if i not in asked and row[i] and grid.columns[i]
        )
        dates = [
            find_date(value)
            for label, value in metadata
            if labels.fold(label).split()[0] in ("timestamp", "tanggal", "date", "waktu", "cap")
        ]
        drafts.append(
            Draft(
                name=f"{name} - {source}",
                text="".join(grown.parts),
                turns=tuple(grown.turns),
                kind=Kind.SURVEY,
                date=next((found for found in dates if found), None),
                metadata=metadata,
                synthetic=any(labels.fold(k) in _SYNTHETIC and v.casefold() in _YES for k, v in metadata),
                question_texts=tuple((key, grid.columns[i]) for key, i in zip(keys, asked, strict=True)),
            )
        )
    return drafts


def _is_question(grid: Grid, i: int) -> bool:
    heading = grid.columns[i]
    filled = [row[i] for row in grid.rows if row[i]]
    if not heading or not filled or labels.fold(heading).startswith(("timestamp", "cap waktu", "stempel waktu")):
        return False
    if heading.rstrip().endswith("?"):
        return True
    if labels.is_metadata_key(heading):
        return False
    if len(heading.split()) >= _WORDS_OF_A_QUESTION:
        return True
    average = sum(len(cell.split()) for cell in filled) / len(filled)
    return average >= _WORDS_OF_AN_ANSWER


def _keys(headings: Sequence[str]) -> list[str]:
    """The number each heading begins with, where all have one and none comes twice; else q1, q2 and so on."""
    numbers = [match[1] if (match := _NUMBERED.match(heading)) else "" for heading in headings]
    if all(numbers) and len(set(numbers)) == len(numbers):
        return numbers
    return [f"q{n}" for n in range(1, len(headings) + 1)]


def _at(row: tuple[str, ...], i: int | None) -> str | None:
    return None if i is None else row[i] or None


def _date(row: tuple[str, ...], i: int | None, file: File, place: str, problems: list[Problem]) -> str | None:
    value = _at(row, i)
    found = find_date(value) if value else None
    if value and found is None:
        problems.append(
            Problem(
                file=file.name,
                place=place,
                what=_("“{value}” is no date.").format(value=value),
                mend=_("Write it as 2024-05-12."),
            )
        )
    return found


def _kind(row: tuple[str, ...], i: int | None, file: File, place: str, problems: list[Problem]) -> Kind | None:
    value = _at(row, i)
    if value is None:
        return None
    try:
        return Kind(value.casefold())
    except ValueError:
        problems.append(
            Problem(
                file=file.name,
                place=place,
                what=_("“{value}” is no kind of source.").format(value=value),
                mend=_("Choose one of: {names}.").format(names=", ".join(kind.value for kind in Kind)),
            )
        )
        return None


def _seconds(row: tuple[str, ...], i: int | None, file: File, place: str, problems: list[Problem]) -> float | None:
    value = _at(row, i)
    if value is None:
        return None
    if _TIME.fullmatch(value):
        return seconds(value)
    try:
        return float(value.replace(",", "."))
    except ValueError:
        problems.append(
            Problem(
                file=file.name,
                place=place,
                what=_("“{value}” is no time.").format(value=value),
                mend=_("Write seconds, or hours:minutes:seconds."),
            )
        )
        return None
