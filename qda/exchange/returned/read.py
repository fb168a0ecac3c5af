"""What people wrote into a workbook of this program: every text that is not as it was exported, with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from qda.exchange.returned.cells import ERRORS, Book, address, open_book, words_of
from qda.exchange.returned.marks import UNCHECKED, BoxMark, RowMark, SheetMark, check, is_sealed, label_check
from qda.exchange.returned.outside import for_reading, of_ones_own, outside, read_only
from qda.exchange.returned.sheet import Layout, cell_value, laid_out, misplaced_columns, misplaced_rows, strangers
from qda.exchange.returned.shifted import emptied_rows, shifted_rows
from qda.model.problem import Problem
from qda.model.wording import LANGUAGES, N_, _, in_language

MOST_TOLD = 20  # edits of computed cells that are named one by one
_M = TypeVar("_M", RowMark, BoxMark)
_TO_WRITE = N_("to be written")  # the word of Empty.TO_WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text belongs in the study."""

    view: str
    row: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedText:
    """A text that somebody changed in a workbook.

    Attributes:
        place: Where it belongs; row and column "" for the text below the matrix.
        text: As it stands now, blanks at its edges taken off; "" where it was taken out.
        exported: Seal of what the workbook held when it was made.
        study: Id of the study; title: its title.
        where: Sheet and cell in words; matrix: the title of the matrix.
        named: Row and column by their labels in the workbook.
    """

    place: Place
    text: str
    exported: str
    study: str
    title: str
    where: str
    matrix: str
    named: str

    @property
    def told(self) -> str:
        """Where it stands, for people: sheet, cell, and the labels of its row and column."""
        return f"{self.where} ({self.named})" if self.named else self.where


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """All edits of a workbook, by place, and what could not be taken."""

    texts: tuple[ReturnedText, ...]
    problems: tuple[Problem, ...]


def read_returned(name: str, data: bytes) -> Returned:
    """The edits of a workbook that this program wrote.

    From sheets for reading (quotations, decisions) and sheets of people's own nothing is taken, which is told where
    somebody wrote into them. A text counts as edited
    where its seal is not the exported one; the word that asks for a text, in any language, and blanks are no text.
    A deleted row, column or sheet changes nothing. Copies of a row or a sheet are taken where they agree; of a
    copied sheet the edited one.

    Args:
        name: The file's name, for its ending and for what is told.
        data: Its bytes.

    Raises:
        InputError: the workbook is damaged, protected, or has lost all its marks.
    """
    book = open_book(name, data)
    found: list[ReturnedText] = []
    problems: list[Problem] = []
    marked, own, desks = 0, [], []
    for grid in book.grids:
        reading = for_reading(grid)
        if reading is not None:
            desks.append(reading.desk)
            problems += read_only(grid, reading, name)
            continue
        layout = laid_out(grid, name)
        if layout is None:
            own += list(of_ones_own(grid, name))
            continue
        marked += 1
        if isinstance(layout, Problem):
            problems.append(layout)
            continue
        reader = _Reader(layout, book)
        found += reader.texts()
        problems += reader.problems
    problems += own if marked else ()
    if not marked and desks and not any(desks):
        problems.append(Problem(file=name, what=_("Nothing in this workbook is yours to write: it is for reading.")))
    elif not marked:
        problems.append(
            Problem(
                file=name,
                what=_("The hidden column and row that say what each cell is were deleted; nothing can be placed."),
                mend=_("Undo that, or copy the texts into a new workbook of the same display."),
                fatal=True,
            )
        )
    edited, clashes = _settled(found, name)
    return Returned(texts=tuple(edited), problems=(*problems, *clashes))


class _Reader:
    """Reads one worksheet."""

    def __init__(self, layout: Layout, book: Book) -> None:
        self.layout, self.book = layout, book
        self.problems: list[Problem] = [*strangers(layout, book.name), *outside(layout, book.name)]
        words = {layout.mark.word, *(in_language(_TO_WRITE, language) for language in LANGUAGES)}
        self.blank = {word.casefold() for word in words}
        self.shifted = shifted_rows(layout)
        self.rows = {**self.shifted, **misplaced_rows(layout)}
        self.emptied = emptied_rows(layout)
        for row in self.emptied:
            self.rows.pop(row, None)
        self.columns = misplaced_columns(layout)

    def texts(self) -> Iterator[ReturnedText]:
        """The texts in cells of people, edited or not."""
        mark = self.layout.mark
        for row in sorted(self.emptied):
            self._problem(
                self.layout.place(row, self.layout.first_label),
                _("The row was emptied; as where a row is deleted, nothing of it is changed in the study."),
                _("To take a text out, empty its yellow cell alone."),
                fatal=False,
            )
        whole = _("Sort whole rows, or by the filter’s arrows; then import again.")
        undo = _("Undo that, or insert and delete whole columns; then import again.")
        for row, why in sorted(self.rows.items()):
            self._refuse(row, self.layout.first_label, why, undo if why == self.shifted.get(row) else whole)
        for column in sorted(self.columns):
            self._refuse(
                0,
                column,
                _("The column’s heading is that of another column: its cells were moved without the hidden row."),
                _("Move whole columns; then import again."),
            )
        self._computed()
        for key, pieces in self._by_key():
            for copy in _copies(pieces):
                yield from self._row(key, copy)
        if mark.box and not self.layout.boxes:
            self._problem(
                _("sheet {sheet}").format(sheet=self.layout.grid.name),
                _("The box “analytic text” has lost its hidden mark; what it holds cannot be placed."),
                _("Undo that, or write it with: qda write"),
            )
        for boxes in _copies(self.layout.boxes):
            yield from self._box(boxes)

    def _by_key(self) -> Iterator[tuple[str, list[tuple[int, RowMark]]]]:
        rows = sorted(self.layout.rows, key=lambda pair: (pair[1].key, pair[1].piece, pair[0]))
        for key, group in groupby(rows, key=lambda pair: pair[1].key):
            yield key, [pair for pair in group if pair[0] not in self.rows and pair[0] not in self.emptied]

    def _row(self, key: str, pieces: Sequence[tuple[int, RowMark]]) -> Iterator[ReturnedText]:
        for at, exported in pieces[0][1].texts:
            for column, mark in self.layout.columns.get(at, ()):
                if column in self.columns:
                    continue
                words = [self._words(row, column) for row, _mark in pieces]
                if any(word is None for word in words):
                    continue
                text = self._text("".join(word for word in words if word))
                yield self._returned(key, mark.key, text, exported, pieces[0][0], column)

    def _box(self, pieces: Sequence[tuple[int, BoxMark]]) -> Iterator[ReturnedText]:
        whole: list[str] = []
        at = pieces[0][0], self.layout.key_column + 1
        beside = {self.layout.key_column, *self.layout.labels.values()}
        for first, mark in pieces:
            held = [
                (row, column)
                for row in range(first, self.layout.box_ends[first] + 1)
                for column in range(len(self.layout.grid.rows[row]))
                if column not in beside
                and str(self.layout.grid.at(row, column)).strip()
                and label_check([self.layout.grid.at(row, column)]) != mark.label
            ]
            words = [self._words(row, column) for row, column in held]
            if any(word is None for word in words):
                return
            at = held[0] if held and not whole else at
            whole.append("\n".join(word for word in words if word and self._text(word)))
        yield self._returned("", "", self._text("".join(whole)), pieces[0][1].text, *at)

    def _returned(self, row: str, column: str, text: str, exported: str, *at: int) -> ReturnedText:
        mark: SheetMark = self.layout.mark
        return ReturnedText(
            place=Place(view=mark.view, row=row, column=column),
            text=text,
            exported=exported,
            study=mark.study,
            title=mark.title,
            where=self.layout.place(*at),
            matrix=mark.name,
            named=self.layout.named_cell(*at) if row or column else _("below the matrix"),
        )

    def _words(self, row: int, column: int) -> str | None:
        """A cell's text; None where it holds something that is no text of its own, which is told."""
        value = self.layout.grid.at(row, column)
        covered = self.layout.grid.covered.get((row, column))
        if covered is not None and value in ("", None):
            told = _("The cell was merged with {cell}, and what it held is gone from the sheet; it is left as it was.")
            self._problem(self.layout.place(row, column), told.format(cell=address(*covered)), "", fatal=False)
            return None
        number = isinstance(value, float | int)
        odd = None
        if number or (self.book.formulas and not (isinstance(value, str) and value.strip())):
            odd = self.book.odd.get(self.layout.grid.name, {}).get((row, column))
        error = odd.error if odd is not None else value if value in ERRORS else ""
        if error:
            self._refuse(row, column, _("The cell shows an error, {value}.").format(value=error), _("Type the text."))
            return None
        if odd is not None and odd.formula and value in ("", None):
            self._refuse(
                row,
                column,
                _("The cell holds a formula without a result."),
                _("Open and save the workbook in Excel or LibreOffice, or type the result."),
            )
            return None
        return words_of(value, self.layout.mark.language, odd)

    def _text(self, words: str) -> str:
        text = words.strip()
        return "" if text.casefold() in self.blank else text

    def _computed(self) -> None:
        """Refuse what was typed over computed cells, and tell of labels that were changed."""
        changed = []
        for row, mark in self.layout.rows:
            if row in self.emptied:
                continue
            if self.layout.labels and row not in self.rows and label_check(self.layout.label_of(row)) != mark.label:
                self._problem(
                    self.layout.place(row, self.layout.first_label),
                    _("The row’s label was changed; it stays as it is."),
                    _("Rename the code or the case in the study."),
                    fatal=False,
                )
        for row, mark in self.layout.rows:
            if row in self.rows or row in self.emptied or not mark.checks:
                continue
            for at, places in self.layout.columns.items():
                stood = mark.check_of(at)
                if stood == UNCHECKED:
                    continue
                for column, _mark in places:
                    now = cell_value(self.layout.grid, row, column)
                    if column not in self.columns and check(now) != stood:
                        changed.append((row, column))
        for row, column in sorted(changed)[:MOST_TOLD]:
            self._refuse(
                row, column, _("This cell is computed from codings and stays as it is."), _("Change the coding.")
            )
        if len(changed) > MOST_TOLD:
            self._problem(
                _("sheet {sheet}").format(sheet=self.layout.grid.name),
                _("{n} more computed cells were changed; they stay as they are.").format(n=len(changed) - MOST_TOLD),
                _("Change the coding."),
            )

    def _refuse(self, row: int, column: int, what: str, mend: str) -> None:
        place, named = self.layout.place(row, column), self.layout.named_cell(row, column)
        self._problem(f"{place} ({named})" if named else place, what, mend)

    def _problem(self, place: str, what: str, mend: str, *, fatal: bool = True) -> None:
        self.problems.append(Problem(file=self.book.name, place=place, what=what, mend=mend, fatal=fatal))


def _copies(pieces: Sequence[tuple[int, _M]]) -> list[list[tuple[int, _M]]]:
    """The pieces of a row, once for each copy of it that somebody made; a copy without its first piece is none."""
    by_piece: dict[int, list[tuple[int, _M]]] = defaultdict(list)
    for row, mark in pieces:
        by_piece[mark.piece].append((row, mark))
    return [
        [found[n] for _piece, found in sorted(by_piece.items()) if n < len(found)]
        for n in range(len(by_piece.get(0, ())))
    ]


def _settled(texts: Sequence[ReturnedText], file: str) -> tuple[list[ReturnedText], list[Problem]]:
    """One edit a place; what several cells of one place say differently is refused."""
    by_place: dict[tuple[str, Place], list[ReturnedText]] = defaultdict(list)
    for text in texts:
        by_place[text.study, text.place].append(text)
    edited, problems = [], []
    for same in by_place.values():
        changed = [text for text in same if not is_sealed(text.text, text.exported)]
        told = _one_sheet_says_both(same) if changed else ()
        if len({text.text for text in changed}) > 1 or told:
            first, *others = told or changed
            problems.append(
                Problem(
                    file=file,
                    place=first.told,
                    what=_("The same cell stands here and in {others} with another text; neither is taken.").format(
                        others="; ".join(text.where for text in others)
                    ),
                    mend=_("Delete the copy, or write the same into both."),
                    fatal=True,
                )
            )
        elif changed:
            edited.append(changed[0])
    return edited, problems


def _one_sheet_says_both(same: Sequence[ReturnedText]) -> tuple[ReturnedText, ...]:
    """The texts of a row or column that was copied within its sheet, where they differ."""
    by_sheet: dict[str, list[ReturnedText]] = defaultdict(list)
    for text in same:
        by_sheet[text.where.rpartition(",")[0]].append(text)
    for copies in by_sheet.values():
        if len({text.text for text in copies}) > 1:
            return tuple(copies)
    return ()
