"""What a display gives: an immutable description of a matrix or network. Writers render it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from qda.model.ids import Id
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from qda.model.quotation import Quotation


UNASKED = "*"  # behind a count or share of people of whom nobody was asked


class Empty(StrEnum):
    """Why a cell holds nothing; an empty cell never looks like a zero."""

    SILENT = "silent"  # asked, and nothing was said
    FILTERED = "filtered-out"  # something is said there, and the filter leaves it out
    NOT_ASKED = "not-asked"
    MISSING = "missing"  # a source is there but not coded
    NO_CHANGE = "no-change"  # time-ordered matrix only
    NOT_APPLICABLE = "not-applicable"
    NOT_STATED = "not-stated"  # the slot is named nowhere: "tidak dinyatakan"
    NOT_APPLIED = "not-applied"  # a test that nobody ran
    TO_WRITE = "to-write"  # meant for the researcher: nothing is computed there
    NO_CASE = "no-case"  # a combination of values that no case has
    NO_SOURCE = "no-source"  # data that were never collected, or not yet
    NOT_TOGETHER = "not-together"  # two codes that are both used, but never meet
    NOT_APART = "not-apart"  # said of all at once, and of none of them in particular: "tidak dipisah"

    @property
    def word(self) -> str:
        """The reason as printed in a cell, in the current language."""
        return _(_EMPTY_WORDS[self])


_EMPTY_WORDS = {
    Empty.SILENT: N_("silent"),
    Empty.FILTERED: N_("filtered out"),
    Empty.NOT_ASKED: N_("not asked"),
    Empty.MISSING: N_("nothing coded"),
    Empty.NO_CHANGE: N_("no change"),
    Empty.NOT_APPLICABLE: N_("–"),
    Empty.NOT_STATED: N_("not stated"),
    Empty.NOT_APPLIED: N_("not applied"),
    Empty.TO_WRITE: N_("to be written"),
    Empty.NO_CASE: N_("no case"),
    Empty.NO_SOURCE: N_("no source"),
    Empty.NOT_TOGETHER: N_("never together"),
    Empty.NOT_APART: N_("not told apart"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell.

    Attributes:
        value: Text or number shown; None exactly where `empty` is given.
        empty: Why there is no value.
        evidence: Ids of the codings behind it; a filled cell without evidence is a fault.
        strength: 0–1, for colour; None for no colour.
        of: Denominator of a count ("3 of 5 asked"); None if there is none.
        written_by: Who wrote the value where a person did; "" where it was computed.
        unasked: Whether nobody was asked there, so that `of` counts only those who speak unasked: a share of them is
            always all, and no strength.
    """

    value: str | int | float | None = None
    empty: Empty | None = None
    evidence: tuple[Id, ...] = ()
    strength: float | None = None
    of: int | None = None
    written_by: str = ""
    unasked: bool = False

    @property
    def for_people(self) -> bool:
        """Whether the cell is the researcher's to write, written already or not."""
        return self.empty is Empty.TO_WRITE or bool(self.written_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's heading, and the heading above it that it shares with its neighbours ("" for none).

    Attributes:
        key: Its name in every language and order, by which what people write into it is found again; "" where the
            label is that.
    """

    label: str
    group: str = ""
    key: str = ""

    @property
    def own_key(self) -> str:
        """The name by which it is found again: its key, or group and heading where they are that."""
        return self.key or f"{self.group} / {self.label}".removeprefix(" / ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its label, the heading of its group ("" for none), its cells.

    Attributes:
        key: Its name in every language and order, by which what people write into it is found again; "" where group
            and label are that.
    """

    label: str
    cells: tuple[Cell, ...]
    group: str = ""
    key: str = ""

    @property
    def own_key(self) -> str:
        """The name by which it is found again: its key, or group and label where they are that."""
        return self.key or f"{self.group} / {self.label}".removeprefix(" / ")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNote:
    """A code as it is explained beside a display: its address, label and definition.

    Attributes:
        definition: The definition, or the brief one where there is no other; "" where there is none.
        method: Saldaña's name of the method; "" where none was given.
    """

    path: str
    label: str
    definition: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A matrix.

    Attributes:
        kind: The display's name, `role-ordered`.
        title: For the head of the page.
        reading: How to read it, one or two sentences.
        corner: What the rows are ("peran"), shown above the row labels.
        decision_rules: What had to hold for an entry, each a sentence.
        filters: What was left out or selected, each a sentence.
        counts: What the numbers count and out of how many; "" where there are none.
        citation: Where the display is described.
        synthetic: True where any source behind it is synthetic; every output says so.
        codes: The codes its cells rest on and those above them, in the order of the codebook.
        view: Which arrangement this is, where people's texts belong (`qda.display.written.view_of`); "" for none.
        analysis: The analytic text below the matrix, written by the researcher; "" where none was.
        analysis_by: Who wrote it.
    """

    kind: str
    title: str
    reading: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    decision_rules: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    counts: str = ""
    citation: str = ""
    quotations: tuple[Quotation, ...] = ()
    synthetic: bool = False
    notes: tuple[str, ...] = ()
    codes: tuple[CodeNote, ...] = ()
    view: str = ""
    analysis: str = ""
    analysis_by: str = ""

    def __post_init__(self) -> None:
        """Refuse a matrix whose rows do not fit its columns.

        Raises:
            ValueError: a row has more or fewer cells than there are columns.
        """
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                have, want = len(row.cells), len(self.columns)
                raise ValueError(f"{self.kind}: row {row.label!r} has {have} cells, {want} columns")
