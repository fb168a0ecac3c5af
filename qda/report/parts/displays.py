"""Data displays: named in the chapter, networks and plots drawn there, small tables printed in an appendix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qda.exchange.front_matter import shown
from qda.model.document import Block, Heading, Run, Runs, Section, Table, TableColumn, TableRow
from qda.model.sheet import Cell, Sheet
from qda.model.wording import _
from qda.report.account import DisplayAccount, StudyAccount
from qda.report.prose import bold, bullets, cell, column, group, italic, paragraph, row, runs, see, table

MOST_COLUMNS, MOST_ROWS, MOST_LETTERS = 16, 40, 16_000  # what still reads on paper
MOST_ACROSS, WIDEST = 210, 30  # letters that fit across a wide page; longer cells are wrapped
_NEVER = ("quotations",)
_TOLD_ELSEWHERE = ("convergence",)  # its notes stand with the findings


def displays(account: StudyAccount) -> tuple[Section, ...]:
    """What displays there are and what each is for."""
    blocks: list[Block] = [Heading(text=_("Data display"), key="displays")]
    made = [(at, one) for at, one in enumerate(account.displays) if one.sheet is not None]
    if not made:
        blocks.append(paragraph(_("No display was made, because there is nothing coded to be displayed.")))
        return (Section(blocks=tuple(blocks)),)
    blocks += [
        paragraph(
            _(
                "Displays arrange coded passages so that patterns, contrasts and gaps can be seen. Each has decision "
                "rules for what may enter a cell, and each cell leads back to the passages behind it. An empty cell "
                "says why it is empty: silent (asked, nothing said), not asked, or nothing coded."
            )
        ),
        bullets(_point(at, one) for at, one in made),
    ]
    for one in account.displays:
        if one.why:
            told = _("The display “{kind}” could not be made: {why}")
            told = told if one.sheet is None else _("The display “{kind}” could not be drawn: {why}")
            blocks.append(paragraph(told.format(kind=one.kind, why=one.why)))
    return (Section(blocks=tuple(blocks)), *_drawn(account))


def _drawn(account: StudyAccount) -> Iterator[Section]:
    """The pictures of networks and plots, those that need it on pages turned sideways."""
    for at, one in enumerate(account.displays):
        for n, picture in enumerate(one.pictures):
            key = _picture_key(at) if n == 0 else f"{_picture_key(at)}:{n}"
            yield Section(blocks=(replace(picture, key=key),), landscape=picture.wide)


def displays_appendix(account: StudyAccount) -> tuple[Section, ...]:
    """The matrices that fit on paper."""
    printed = [(_key(at), one.sheet) for at, one in enumerate(account.displays) if one.sheet is not None and _fits(one)]
    if not printed:
        return ()
    blocks: list[Block] = [Heading(text=_("Data displays"))]
    for key, sheet in printed:
        blocks += _printed(sheet, key)
    return (Section(blocks=tuple(blocks), landscape=True, page=True),)


def sheet_table(sheet: Sheet, key: str) -> Table:
    """A sheet as a table: groups of columns stand before their labels, groups of rows above their rows."""
    rows: list[TableRow] = []
    above = ""
    for line in sheet.rows:
        if line.group and line.group != above:
            rows.append(group(line.group))
        above = line.group
        values = (cell(shown(c)) if c.empty is None else (italic(shown(c)),) for c in line.cells)
        rows.append(row((bold(line.label),), *values))
    widest = max((len(line.label) for line in sheet.rows), default=0)
    columns = [column(sheet.corner, min(3.0, max(1.3, widest / 25)))]
    for at, head in enumerate(sheet.columns):
        longest = max((len(shown(line.cells[at])) for line in sheet.rows), default=0)
        columns.append(TableColumn(label=head.label, width=min(4.0, max(0.7, longest / 30)), group=head.group))
    return table(key, sheet.title, columns, rows, source=sheet.counts)


def _point(at: int, one: DisplayAccount) -> Runs:
    sheet = one.sheet
    assert sheet is not None
    size = _("{rows} rows, {columns} columns").format(rows=len(sheet.rows), columns=len(sheet.columns))
    where = _("file {file}").format(file=one.file) if one.file else ""
    if _fits(one):
        template = _("{title} ({about}): {reading} It is printed as {table}.")
    else:
        template = _("{title} ({about}): {reading} It is too large to be printed here.")
    about = "; ".join(part for part in (size, where) if part)
    told = runs(template, title=bold(sheet.title), about=about, reading=sheet.reading, table=see(_key(at)))
    if not one.pictures:
        return told
    return (*told, Run(text=" "), *runs(_("It is drawn as {figure}."), figure=see(_picture_key(at))))


def _fits(one: DisplayAccount) -> bool:
    sheet = one.sheet
    if sheet is None or sheet.kind in _NEVER or len(sheet.columns) > MOST_COLUMNS or len(sheet.rows) > MOST_ROWS:
        return False
    across = sum(min(WIDEST, max((len(shown(c)) for c in column), default=6)) for column in _columns(sheet))
    return across <= MOST_ACROSS and sum(len(shown(c)) for line in sheet.rows for c in line.cells) <= MOST_LETTERS


def _columns(sheet: Sheet) -> Iterator[list[Cell]]:
    for at in range(len(sheet.columns)):
        yield [line.cells[at] for line in sheet.rows]


def _printed(sheet: Sheet, key: str) -> Iterator[Block]:
    yield Heading(text=sheet.title, level=2)
    yield paragraph(sheet.reading)
    yield sheet_table(sheet, key)
    yield paragraph(
        runs("{label} {rules}", label=bold(_("Decision rules.")), rules=" ".join(sheet.decision_rules)),
    )
    if sheet.notes and sheet.kind not in _TOLD_ELSEWHERE:
        yield bullets(sheet.notes)


def _picture_key(at: int) -> str:
    return f"picture:{at}"


def _key(at: int) -> str:
    """A display's key by its place: a kind may be shown twice."""
    return f"display:{at}"
