"""The places of a matrix that are the researcher's to write, and how people name them. Pure."""

from __future__ import annotations

import difflib
import shlex
from dataclasses import dataclass
from typing import Any

from qda import registry
from qda.display.typed import options_in
from qda.model.errors import AmbiguousError, NotFoundError
from qda.model.sheet import Sheet
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A cell of people, or the text below the matrix (both keys "").

    Attributes:
        row: Key of the row; column: key of the column.
        row_label: The row's group and label as they are printed; column_label: those of the column.
        text: What is written there; "" for nothing yet.
        by: Who wrote it.
    """

    row: str
    column: str
    row_label: str
    column_label: str
    text: str
    by: str

    @property
    def below(self) -> bool:
        """Whether this is the text below the matrix."""
        return not self.row and not self.column

    @property
    def named(self) -> str:
        """Row and column in words."""
        return _("below the matrix") if self.below else f"{self.row_label} · {self.column_label}"


def spots(sheet: Sheet) -> tuple[Spot, ...]:
    """All places of a matrix where people write, row after row, the text below it last."""
    found = [
        Spot(
            row=row.own_key,
            column=column.own_key,
            row_label=_grouped(row.group, row.label),
            column_label=_grouped(column.group, column.label),
            text=str(cell.value) if cell.written_by else "",
            by=cell.written_by,
        )
        for row in sheet.rows
        for cell, column in zip(row.cells, sheet.columns, strict=True)
        if cell.for_people
    ]
    below = Spot(row="", column="", row_label="", column_label="", text=sheet.analysis, by=sheet.analysis_by)
    return (*found, below)


def spot_named(found: tuple[Spot, ...], row: str, column: str) -> Spot:
    """The place in the row and column of these names: key, label, or group and label, capitals aside.

    `column` may be "" where only one column is people's.

    Raises:
        NotFoundError: no row or column of people has the name, or nothing is people's but the text below.
        AmbiguousError: several have it, or no column is named where there are several.
    """
    cells = [spot for spot in found if not spot.below]
    if not cells:
        raise NotFoundError(
            _("Every cell of this display is computed from codings; none is yours to write."),
            mend=_("The text below it is: --below."),
        )
    in_row = _named(cells, row, "row", _("row"))
    in_cell = _named(in_row, column, "column", _("column")) if column else in_row
    if len(in_cell) == 1:
        return in_cell[0]
    names = ", ".join(f"“{spot.named}”" for spot in in_cell[:8])
    keys = ", ".join(f"“{key}”" for key in dict.fromkeys(spot.row for spot in in_cell[:8]))
    several = len({spot.row for spot in in_cell}) > 1
    mend = _("Name the row by its key, one of {keys}.").format(keys=keys) if several else _("Name it with --column.")
    raise AmbiguousError(_("Several cells are meant: {names}.").format(names=names), mend=mend)


def _named(among: list[Spot], name: str, field: str, word: str) -> list[Spot]:
    wanted = name.casefold().strip()
    for read in (lambda s: getattr(s, field), lambda s: getattr(s, f"{field}_label"), lambda s: _last(s, field)):
        found = [spot for spot in among if read(spot).casefold() == wanted]
        if found:
            return found
    labels = list(dict.fromkeys(getattr(spot, f"{field}_label") for spot in among))
    near = difflib.get_close_matches(name, labels, 3) or labels[:8]
    raise NotFoundError(
        _("There is no {row_or_column} “{name}” with a cell to write in.").format(row_or_column=word, name=name),
        mend=_("There are: {names}.").format(names=", ".join(f"“{label}”" for label in near)),
    )


def _last(spot: Spot, field: str) -> str:
    return str(getattr(spot, f"{field}_label")).rpartition(" / ")[2]


def _grouped(group: str, label: str) -> str:
    return f"{group} / {label}" if group and group != label else label


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A display with its options."""

    kind: str
    options: Any


def asked_by(view: str) -> Asked:
    """The display and options that a view's name stands for (`qda.display.written.view_of`).

    Raises:
        UnknownPluginError: there is no such display now.
        InputError: the display has no such option now, or a value does not fit.
    """
    kind, *words = shlex.split(view)
    return Asked(kind=kind, options=options_in(registry.get("displays", kind), words, view))


def shortened(text: str, width: int = 60) -> str:
    """A text on one line, its end left out where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
