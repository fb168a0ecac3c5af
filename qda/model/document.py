"""A printed document: headings, prose, quotations, tables. Writers render it; they add no words of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qda.model.output import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in one style.

    Attributes:
        ref: Key of a table or heading of this document, whose name ("Table 3", "section 2.1") then stands here.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    ref: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 for a chapter's section, 2 and 3 below it.
        number: "3.1" or "Appendix A"; "" where it carries none.
        key: By which runs point at it; "" where none does.
    """

    text: str
    level: int = 1
    number: str = ""
    key: str = ""

    @property
    def full(self) -> str:
        """Number and words as they are printed."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Body text."""

    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """Points, each its own words."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An informant's words, set off from the text, with where they are found."""

    text: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark to the author of the study that is no part of the prose: what to confirm, what is lacking."""

    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column.

    Attributes:
        width: Share of the table's width relative to the other columns.
        right: Whether its cells are set to the right, as numbers are.
        group: The heading above it that it shares with its neighbours; "" for none.
    """

    label: str
    width: float = 1.0
    right: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row.

    Attributes:
        cells: One for each column; none where the row is the heading of a group.
        group: Heading that spans the whole table; "" for a row of cells.
        indent: Steps by which the first cell stands in, for trees.
        open: Whether somebody is to write into it by hand: it is tall enough for that.
    """

    cells: tuple[Runs, ...] = ()
    group: str = ""
    indent: int = 0
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """What carries a caption and a number.

    Attributes:
        key: By which runs point at it; unique in the document.
        number: "Table 3", "Table 4.1" or "Table A.1", given when the document is put together; "" where it has none.
        source: Line below it: where it comes from, what its numbers count; "" for none.
        notes: Further paragraphs below it, in small letters: how to read it, its rules.
        counted: How the number's last word is counted where it is pasted into another document: as the "next", as the
            "same" as that of the table before, which this one continues, or not at all ("").
    """

    key: str
    caption: str
    number: str = ""
    source: str = ""
    notes: tuple[Runs, ...] = ()
    counted: Literal["", "next", "same"] = ""

    @property
    def words(self) -> str:
        """What stands before the number: "Table"; "" where there is no number."""
        return self.number.rpartition(" ")[0]

    @property
    def prefix(self) -> str:
        """What stands in the number before the place that is counted: "4." of "Table 4.1"; "" where nothing does."""
        before, point, _counted = self.number.rpartition(" ")[2].rpartition(".")
        return before + point

    @property
    def place(self) -> int:
        """The place that is counted: 1 of "Table 4.1"; 0 where there is no number."""
        return int(self.number.rpartition(" ")[2].removeprefix(self.prefix) or 0)

    @property
    def stop(self) -> str:
        """What stands between number and caption: a full stop, unless the number itself has a point."""
        return " " if self.prefix else ". "


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Captioned):
    """A table with its caption above it.

    Attributes:
        whole: Whether no row may be broken over two pages, unless it is taller than a page.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    whole: bool = False

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns.

        Raises:
            ValueError: a row of cells has more or fewer cells than there are columns.
        """
        for row in self.rows:
            if not row.group and len(row.cells) != len(self.columns):
                raise ValueError(f"{self.key}: a row has {len(row.cells)} cells, {len(self.columns)} columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Captioned):
    """A picture with its caption below it.

    Attributes:
        png: The picture, PNG.
        width: In millimetres, as it is meant to be seen; a writer makes it smaller to fit its page.
        height: In millimetres.
        wide: Whether it reads better on a page turned sideways.
        told: What is to be seen, for those who do not see it.
    """

    png: bytes
    width: float
    height: float
    wide: bool = False
    told: str = ""


Block = Heading | Paragraph | BulletList | Quote | Note | Table | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Blocks that begin on a page of their own where `page` is true, on wide pages where `landscape` is."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All of it.

    Attributes:
        mark: Printed at the head and in the header of each page, where the material was made up; "" else.
        contents: Heading of the table of contents; "" for a short document that has none.
        language: "id" or "en".
        created: UTC, ISO-8601: of the study's last change, so that the same study gives the same bytes.
        wide: Whether it begins on a wide page.
    """

    title: str
    subtitle: str
    preface: tuple[Block, ...]
    sections: tuple[Section, ...]
    contents: str
    language: str
    provenance: Provenance
    mark: str = ""
    wide: bool = False

    @property
    def created(self) -> str:
        """When the study was changed last; UTC, ISO-8601."""
        return self.provenance.date

    def headings(self) -> Iterator[Heading]:
        """All headings in order."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Heading))

    def tables(self) -> Iterator[Table]:
        """All tables in order."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Table))

    def pictures(self) -> Iterator[Picture]:
        """All pictures in order."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Picture))


def plain(runs: Runs) -> str:
    """The words without their styles."""
    return "".join(run.text for run in runs)
