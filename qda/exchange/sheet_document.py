"""Sheets as a printed document: each matrix a numbered table on wide pages, the quotations behind it at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qda.exchange.captions import table_number
from qda.exchange.front_matter import after, shown, synthetic_mark
from qda.exchange.picture_blocks import picture_blocks, picture_sheets
from qda.exchange.quotation_numbers import QuotationNumbers, quotation_numbers
from qda.exchange.table_columns import LETTER, PADDING, PAGE, Wish, page_pieces, shared_out, wish
from qda.model.day import moment
from qda.model.document import (
    Document,
    Heading,
    Note,
    Paragraph,
    Picture,
    Run,
    Runs,
    Section,
    Table,
    TableColumn,
    TableRow,
)
from qda.model.errors import InputError, MissingExtraError
from qda.model.link_words import sign_shown
from qda.model.numbering import Numbering
from qda.model.output import Output, Provenance
from qda.model.quotation import Quotation
from qda.model.records import Kind
from qda.model.sheet import Empty, Row, Sheet
from qda.model.wording import N_, _

MOST_CELLS = 20_000  # cells of one matrix; word processors stand still with more
MOST_QUOTATIONS = 2_000
_LABEL = 34.0  # millimetres
_MATERIAL = {
    Kind.INTERVIEW: N_("interviews"),
    Kind.OBSERVATION: N_("observations"),
    Kind.DOCUMENT: N_("documents"),
    Kind.FOCUS_GROUP: N_("focus groups"),
    Kind.SURVEY: N_("surveys"),
    Kind.AUTHOR: N_("the researcher’s own texts"),
}


def sheet_document(output: Output) -> Document:
    """The document: pictures of networks and plots, then the tables, those of the pictures' numbers among them.

    A matrix wider than a page goes on in a further table with the same rows. Cells name the numbers of their
    quotations, which follow in a table at the end; there are none at the end where they are more than
    `MOST_QUOTATIONS`, and the document says so. Where the output has a numbering, one matrix takes one number, and
    the table at the end, which a thesis has among its appendices, takes none; nor do tables of a picture's numbers.

    Raises:
        InputError: a matrix has more than `MOST_CELLS` cells.
    """
    source = source_line(output.provenance)
    pictures, missing = _pictures(output, source)
    if pictures:
        last = (*pictures[-1].notes, _numbers_follow(), made_with(output.provenance))
        pictures = (*pictures[:-1], replace(pictures[-1], notes=last))
    behind = picture_sheets(output)
    synthetic = any(sheet.synthetic for sheet in (*output.sheets, *behind))
    bare = len(behind) if pictures and output.numbering is not None else 0
    named = _quotations_heading(output, pictures)
    drawn = [*(False for _sheet in output.sheets), *(bool(pictures) for _sheet in behind)]
    output = replace(output, sheets=(*output.sheets, *behind), networks=(), plots=())
    for sheet in output.sheets:
        _check_size(sheet)
    numbers = quotation_numbers(output)
    listed = 0 < len(numbers.listed) <= MOST_QUOTATIONS
    tables = _Tables(output, numbers if listed else None, len(output.sheets) - bare)
    sections = [Section(blocks=(p,), landscape=p.wide, page=n > 0) for n, p in enumerate(pictures)]
    for n, sheet in enumerate(output.sheets):
        alone = bool(sections) and not drawn[n]
        blocks = tuple(tables.of(sheet, drawn=drawn[n]))
        sections.append(Section(blocks=blocks, landscape=True, page=alone))
    if listed:
        heading = Heading(text=named)
        apart = output.numbering is not None
        told = _("The numbers are those in brackets in the cells; [source:line · who speaks].")
        behind_it = (heading, Note(runs=_plain(told)), tables.quotations(numbers.listed))
        sections.append(Section(blocks=behind_it, landscape=True, page=apart))
    elif numbers.listed:
        told = _("{n} quotations stand behind the cells, too many to print: write to .xlsx or .html to read them.")
        words = Paragraph(runs=_plain(told.format(n=len(numbers.listed))))
        sections.append(Section(blocks=(words,), landscape=True))
    return Document(
        title=output.provenance.study,
        subtitle="",
        preface=missing,
        sections=tuple(sections),
        contents="",
        language=output.provenance.language,
        provenance=output.provenance,
        mark=synthetic_mark() if synthetic else "",
        wide=sections[0].landscape if sections else True,
    )


def _pictures(output: Output, source: str) -> tuple[tuple[Picture, ...], tuple[Note, ...]]:
    """The pictures, or a note that says why they are not here."""
    try:
        return picture_blocks(output, source), ()
    except MissingExtraError as fault:
        return (), (Note(runs=_plain(_("The pictures are not here. {why}").format(why=fault))),)


def _numbers_follow() -> Runs:
    """The line below a picture that says where its numbers are."""
    told = _("The tables that follow; numbers in brackets are those of the quotations at the end.")
    return (Run(text=f"{_('Its numbers')}: ", bold=True), Run(text=told))


def _check_size(sheet: Sheet) -> None:
    n = len(sheet.rows) * len(sheet.columns)
    if n > MOST_CELLS:
        raise InputError(
            _("“{title}” has {n} cells, more than a printed document can hold.").format(title=sheet.title, n=n),
            mend=_("Choose fewer rows or columns, or write to .xlsx, .html or .csv."),
        )


class _Tables:
    """Makes tables and numbers the first `numbered` matrices."""

    def __init__(self, output: Output, numbers: QuotationNumbers | None, numbered: int) -> None:
        self.output, self.numbers, self.numbered = output, numbers, numbered
        self.made = self.count = 0
        self.numbering: Numbering | None = output.numbering

    def of(self, sheet: Sheet, *, drawn: bool) -> Iterator[Table]:
        """The tables of a matrix: one for each page's width of columns; rules and source stand below the last.

        Of a table of a picture's numbers (`drawn`), the rules stand below the picture.
        """
        once = self._once(sheet)
        wishes = [self._wish(sheet, c, once=once) for c in range(len(sheet.columns))]
        label = self._label_width(sheet, once=once)
        pieces = page_pieces([one.least for one in wishes], PAGE - label, [column.group for column in sheet.columns])
        for n, (first, last) in enumerate(pieces):
            end = n == len(pieces) - 1
            head = TableColumn(label=sheet.corner, width=label)
            widths = shared_out(wishes[first:last], PAGE - label)
            yield self._table(
                caption=sheet.title if n == 0 else _("{title} (continued)").format(title=sheet.title),
                columns=(head, *(self._column(sheet, first + k, width, once=once) for k, width in enumerate(widths))),
                rows=tuple(self._rows(sheet, first, last, once=once)),
                source=source_line(self.output.provenance) if end else "",
                notes=tuple(self._notes(sheet)) if end and not drawn else (),
                number=self._number(again=n > 0),
                again=n > 0,
            )

    def _once(self, sheet: Sheet) -> bool:
        """Whether every row rests on the same quotations all along, so that its label can carry their numbers."""
        if self.numbers is None:
            return False
        behind = [[found for cell in row.cells if (found := self.numbers.of(cell))] for row in sheet.rows]
        same = all(found == row[0] for row in behind for found in row)
        return same and any(len(row) > 1 for row in behind)

    def _behind(self, row: Row) -> str:
        """The numbers of a row whose cells all rest on the same quotations."""
        assert self.numbers is not None
        return next(filter(None, map(self.numbers.printed, row.cells)), "")

    def _label_width(self, sheet: Sheet, *, once: bool) -> float:
        behind = [self._behind(row) if once else "" for row in sheet.rows]
        labels = [f"{row.label} {numbers}".rstrip() for row, numbers in zip(sheet.rows, behind, strict=True)]
        longest = max(map(len, (sheet.corner, *labels)), default=0)
        return max(_LABEL / 2, min(_LABEL * (1.8 if once else 1.4), longest * LETTER + PADDING))

    def _column(self, sheet: Sheet, c: int, width: float, *, once: bool) -> TableColumn:
        """Numbers stand to the right; with the numbers of quotations behind them they would not stand in line."""
        cells = [row.cells[c] for row in sheet.rows]
        alone = any(isinstance(cell.value, int | float) for cell in cells)
        alone = alone and not any(isinstance(cell.value, str) for cell in cells)
        alone = alone and (once or not (self.numbers is not None and any(self.numbers.of(cell) for cell in cells)))
        return TableColumn(label=sheet.columns[c].label, width=width, right=alone, group=sheet.columns[c].group)

    def _wish(self, sheet: Sheet, c: int, *, once: bool) -> Wish:
        cells = [row.cells[c] for row in sheet.rows]
        behind = [self.numbers.printed(cell) if self.numbers is not None and not once else "" for cell in cells]
        printed = [f"{shown(cell)} {numbers}".rstrip() for cell, numbers in zip(cells, behind, strict=True)]
        to_write = any(cell.empty is Empty.TO_WRITE for cell in cells)
        return wish(sheet.columns[c].label, printed, to_write=to_write)

    def quotations(self, listed: Sequence[Quotation]) -> Table:
        """The quotations with their numbers and where they are found."""
        columns: tuple[TableColumn, ...] = (
            TableColumn(label=_("No."), width=10.0, right=True),
            TableColumn(label=_("Quotation"), width=116.0),
            TableColumn(label=_("Reference"), width=54.0),
            TableColumn(label=_("Code"), width=45.0),
        )
        stances = any(quotation.stance for quotation in listed)
        if stances:
            columns = (*columns, TableColumn(label=_("Stance"), width=12.0))
        rows = tuple(
            TableRow(
                cells=(
                    _plain(str(n)),
                    (Run(text="“"), *quoted_words(quotation), Run(text="”")),
                    _plain(quotation.reference),
                    _plain(quotation.code),
                    *((_plain(sign_shown(quotation.stance)),) if stances else ()),
                )
            )
            for n, quotation in enumerate(listed, 1)
        )
        number = self._number(again=False)
        caption = _("Quotations behind the cells")
        return self._table(caption=caption, columns=columns, rows=rows, source="", notes=(), number=number)

    def _number(self, *, again: bool) -> str:
        self.count += not again
        if self.count > self.numbered and self.numbering is not None:
            return ""
        return table_number(self.numbering, self.count - 1)

    def _table(
        self,
        *,
        caption: str,
        columns: tuple[TableColumn, ...],
        rows: tuple[TableRow, ...],
        source: str,
        notes: tuple[Runs, ...],
        number: str,
        again: bool = False,
    ) -> Table:
        self.made += 1
        return Table(
            key=f"t{self.made}",
            number=number,
            caption=caption,
            columns=columns,
            rows=rows,
            source=source,
            notes=notes,
            counted=("same" if again else "next") if number else "",
            whole=True,
        )

    def _notes(self, sheet: Sheet) -> Iterator[Runs]:
        """How to read the table and its rules, each with its heading in bold."""
        told = [line for line in (sheet.reading, sheet.counts) if line]
        if self.numbers is not None and any(cell.evidence for row in sheet.rows for cell in row.cells):
            told.append(_("Numbers in brackets are those of the quotations at the end."))
        if told:
            yield (Run(text=f"{_('How to read it')}: ", bold=True), Run(text=" ".join(told)))
        for section in after(sheet):
            first, *more = section.lines if section.paragraphs else (" ".join(section.lines),)
            yield (Run(text=f"{section.heading}: ", bold=True), Run(text=first))
            yield from ((Run(text=line),) for line in more)
        yield made_with(self.output.provenance)

    def _rows(self, sheet: Sheet, first: int, last: int, *, once: bool) -> Iterator[TableRow]:
        group = ""
        for row in sheet.rows:
            if row.group and row.group != group:
                yield TableRow(group=row.group)
            group = row.group
            is_open = any(cell.empty is Empty.TO_WRITE for cell in row.cells[first:last])
            numbers = self._behind(row) if once else ""
            label = (Run(text=row.label, bold=True), *((Run(text=f" {numbers}"),) if numbers else ()))
            yield TableRow(cells=(label, *self._cells(row, first, last, once=once)), open=is_open)

    def _cells(self, row: Row, first: int, last: int, *, once: bool) -> Iterator[Runs]:
        for cell in row.cells[first:last]:
            words = Run(text=shown(cell), italic=cell.empty is not None)
            numbers = self.numbers.printed(cell) if self.numbers is not None and not once else ""
            yield (words, Run(text=f" {numbers}")) if numbers else (words,)


def quoted_words(quotation: Quotation) -> Runs:
    """A quotation's words; where it carries what stands around them, they are bold within it."""
    if not quotation.before and not quotation.after:
        return _plain(quotation.text)
    return (Run(text=quotation.before), Run(text=quotation.text, bold=True), Run(text=quotation.after))


def _quotations_heading(output: Output, pictures: tuple[Picture, ...]) -> str:
    """What the table at the end is about, by name where the chapter has one number for it."""
    if output.numbering is None or len(output.sheets) + len({one.number for one in pictures}) != 1:
        return _("Quotations behind the tables")
    name = pictures[0].number if pictures else table_number(output.numbering, 0)
    return _("Quotations behind {table}").format(table=name)


def source_line(provenance: Provenance) -> str:
    """Where the words of a table come from, as a thesis says it: what kinds of material, who worked them up, when.

    The year is that of the study's last change.
    """
    names = [_(_MATERIAL[kind]) for kind in provenance.kinds] or [_("study “{study}”").format(study=provenance.study)]
    joined = names[0]
    if len(names) > 1:
        both = _("{several} and {last}") if len(names) == 2 else _("{several}, and {last}")
        joined = both.format(several=", ".join(names[:-1]), last=names[-1])
    told = _("Source: {material}, processed by the researcher, {year}.")
    return told.format(material=joined, year=provenance.date[:4])


def made_with(provenance: Provenance) -> Runs:
    """The line below everything: program, study, its state and the command."""
    told = _("qda {version}, study “{study}”, state of {date} ({hash}): {command}").format(
        study=provenance.study,
        date=moment(provenance.date),
        hash=provenance.study_hash,
        version=provenance.version,
        command=provenance.command,
    )
    details = "; ".join(f"{label}: {value}" for label, value in provenance.details)
    words = f"{told}. {details}" if details else told
    return (Run(text=f"{_('Made with')}: ", bold=True), Run(text=words))


def _plain(text: str) -> Runs:
    return (Run(text=text),)
