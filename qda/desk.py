"""The desk: what people write into displays, from the shell, out of a workbook, and from a table of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qda.across import arrange_display
from qda.model.desk_records import Written
from qda.model.errors import InputError, QdaError, unreadable
from qda.model.problem import Problem
from qda.model.wording import _, language, plural

if TYPE_CHECKING:
    from qda.display.spots import Spot
    from qda.exchange.returned.read import ReturnedText
    from qda.model.frames import Material
    from qda.store.study import Study

COLUMNS = ("display", "row", "column", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenText:
    """A text that came back in a workbook: where it stood there, its place in the display, what was and is now."""

    where: str
    matrix: str
    place: str
    old: str
    new: str

    def __str__(self) -> str:
        """One line."""
        from qda.display.writing import told

        place = self.place if self.matrix in self.where else f"{self.matrix}, {self.place}"
        return f"{self.where}: {place}: {told(self.old)} → {told(self.new)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenWorkbook:
    """What a workbook brought back, and what of it was refused."""

    file: str
    texts: tuple[TakenText, ...]
    problems: tuple[Problem, ...]

    @property
    def line(self) -> str:
        """One line with counts."""
        n, refused = len(self.texts), sum(problem.fatal for problem in self.problems)
        line = plural("{file}: {n} text taken back", "{file}: {n} texts taken back", n).format(file=self.file, n=n)
        if refused:
            line += ", " + plural("{n} refused", "{n} refused", refused).format(n=refused)
        return line


def take_workbook(study: Study, path: Path, *, overwrite: bool = False, other_study: bool = False) -> TakenWorkbook:
    """Take back what people wrote into a workbook that this program made. A second time changes nothing.

    Only texts that are not as they were exported are taken. Where the study's own text has changed since, the
    workbook's is refused as a conflict, unless it is the same.

    Args:
        study: The open study.
        path: The workbook, .xlsx or .ods.
        overwrite: Take the workbook's text in a conflict.
        other_study: Take texts of a workbook of another study where the places have the same names.

    Raises:
        InputError: the file cannot be read.
    """
    from qda.display.writing import put
    from qda.exchange.returned.read import read_returned
    from qda.store import written

    try:
        data = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    found = read_returned(path.name, data)
    places = _Places(study, path.name, other_study=other_study)
    stands = {(each.view, each.row, each.column): each for each in written.texts(study)}
    taken: list[tuple[TakenText, Written]] = []
    problems = [*_open_elsewhere(path), *found.problems]
    for each in found.texts:
        key = (each.place.view, each.place.row, each.place.column)
        stood = stands.get(key)
        old = stood.text if stood else ""
        if each.text == old:
            continue
        refused = places.fault(each) or (None if overwrite else _conflict(study, each, stood, path))
        if refused is not None:
            problems.append(refused)
        else:
            shown = places.named(each)
            line = TakenText(where=each.where, matrix=each.matrix, place=shown, old=old, new=each.text)
            taken.append((line, Written(view=key[0], row=key[1], column=key[2], text=each.text)))
    put(study, [text for _line, text in taken], "import")
    return TakenWorkbook(file=path.name, texts=tuple(line for line, _text in taken), problems=(*problems, *places.told))


def _open_elsewhere(path: Path) -> tuple[Problem, ...]:
    """That a spreadsheet program has the workbook open, by the file that it lays beside it meanwhile."""
    beside = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if not any(lock.exists() for lock in beside):
        return ()
    return (
        Problem(
            file=path.name,
            what=_("The workbook is open in Excel or LibreOffice: what is not saved there yet does not come in."),
            mend=_("Save it there, and import it again."),
        ),
    )


def _conflict(study: Study, each: ReturnedText, stood: Written | None, path: Path) -> Problem | None:
    """That the study holds another text than the one that was exported, with who wrote it, and when."""
    from qda.display.writing import told
    from qda.exchange.returned.marks import is_sealed
    from qda.store.beginnings import taken_out

    if is_sealed(stood.text if stood else "", each.exported):
        return None
    gone = None if stood else taken_out(study, each.place.view, each.place.row, each.place.column)
    if stood:
        what = _(
            "Conflict: your workbook says {new}; since it was made, {who} has changed the study’s text to {old} "
            "({date})."
        ).format(new=told(each.text), who=stood.by, old=told(stood.text), date=stood.at[:10])
    elif gone:
        what = _(
            "Conflict: your workbook says {new}; since it was made, {who} has taken the study’s text out ({date})."
        ).format(new=told(each.text), who=gone.by, date=gone.at[:10])
    else:
        what = _("Conflict: your workbook says {new}; the study does not hold the text that it was made with.").format(
            new=told(each.text)
        )
    return Problem(
        file=path.name,
        place=each.told,
        what=what,
        mend=_("Put both together in the workbook, then import it with --overwrite, which takes the workbook’s."),
        fatal=True,
    )


class _Places:
    """Whether the texts of a workbook still have a place in the study. A display is built once for all its texts."""

    def __init__(self, study: Study, file: str, *, other_study: bool) -> None:
        from qda.store import journal

        self.study, self.file, self.other_study = study, file, other_study
        self.id = journal.study_id(study)
        self.views: dict[str, dict[tuple[str, str], Spot] | QdaError] = {}
        self.told: list[Problem] = []
        self.seen: Material | None = None

    def named(self, each: ReturnedText) -> str:
        """The place in words; of a text whose place the study has."""
        found = self._view(each.place.view)
        assert isinstance(found, dict)
        return found[each.place.row, each.place.column].named

    def spot(self, view: str, row: str, column: str) -> Spot:
        """The place that people call so, the one below the matrix where neither is named.

        Raises:
            QdaError: the display cannot be made, or has no such place, or several.
        """
        from qda.display.spots import spot_named

        found = self._view(view)
        if isinstance(found, QdaError):
            raise found
        return spot_named(tuple(found.values()), row, column) if row or column else found["", ""]

    def fault(self, each: ReturnedText) -> Problem | None:
        """Why a text cannot be placed; None where it can."""
        if each.study not in ("", self.id):
            if each.title != self.study.title and not self.other_study:
                what = _("The workbook was made from another study, “{title}”.").format(title=each.title)
                mend = _("Open that study with --study, or take it all the same with --other-study.")
                return self._refused(each, what, mend)
            told = _("The workbook was made from another file of the study “{title}”.").format(title=each.title)
            self.told = [Problem(file=self.file, what=told)]
        view = self._view(each.place.view)
        if isinstance(view, QdaError):
            return self._refused(each, _("The display cannot be made now: {why}").format(why=view), "")
        if (each.place.row, each.place.column) not in view:
            what = _("The display has no such cell to write in now.")
            mend = _("Its row or column was renamed, merged or taken out since; export the display anew.")
            return self._refused(each, what, mend)
        return None

    def _refused(self, each: ReturnedText, what: str, mend: str) -> Problem:
        return Problem(file=self.file, place=each.told, what=what, mend=mend, fatal=True)

    def _view(self, view: str) -> dict[tuple[str, str], Spot] | QdaError:
        if view not in self.views:
            from qda.store import frames

            self.seen = self.seen or frames.material(self.study, language())
            try:
                self.views[view] = {(spot.row, spot.column): spot for spot in spots_of(self.study, view, self.seen)}
            except QdaError as fault:
                self.views[view] = fault
        return self.views[view]


def spots_of(study: Study, view: str, seen: Material | None = None) -> tuple[Spot, ...]:
    """Where people write in the display that a view's name stands for, as the study is now.

    `seen` is material that was already fetched: several views of one study read it once.

    Raises:
        QdaError: the display cannot be made.
    """
    from qda.display.spots import asked_by, spots
    from qda.model.sheet import Sheet
    from qda.store import frames

    asked = asked_by(view)
    made = arrange_display(study, seen or frames.material(study, language()), asked.kind, asked.options)
    if not isinstance(made, Sheet):
        raise InputError(_("“{kind}” is no matrix: it has no cells to write in.").format(kind=asked.kind))
    return spots(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLine:
    """A text that the study holds: where it belongs, in words, and whether that place is there now.

    Attributes:
        why: Why the display cannot be made; "" where it can.
    """

    text: Written
    row: str
    column: str
    there: bool
    why: str = ""


def written_lines(study: Study) -> tuple[WrittenLine, ...]:
    """Every text of the study, by display; those whose place is gone too, so that nothing is lost."""
    from qda.store import frames, written

    views: dict[str, dict[tuple[str, str], Spot]] = {}
    whys: dict[str, str] = {}
    lines: list[WrittenLine] = []
    texts = written.texts(study)
    seen = frames.material(study, language()) if texts else None
    for text in texts:
        if text.view not in views:
            try:
                views[text.view] = {(spot.row, spot.column): spot for spot in spots_of(study, text.view, seen)}
            except QdaError as fault:
                views[text.view], whys[text.view] = {}, str(fault)
        spot = views[text.view].get((text.row, text.column))
        lines.append(
            WrittenLine(
                text=text,
                row=spot.row_label if spot else text.row,
                column=spot.column_label if spot else text.column,
                there=spot is not None,
                why=whys.get(text.view, ""),
            )
        )
    return tuple(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTexts:
    """What a table of texts brought: how many are new, how many stood already, and what was refused."""

    new: int
    same: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """One line with counts."""
        return _("{new} texts written, {same} as they were, {kept} not taken").format(
            new=self.new, same=self.same, kept=len(self.problems)
        )


def take_texts(study: Study, path: Path) -> TakenTexts:
    """Write the texts of a table into displays. A second time changes nothing.

    The table has the columns display (with its options, as typed), row, column and text; row and column by key or
    label, both empty for the text below the display. A place where the study holds another text keeps it: what was
    written since goes before what was planned.

    Raises:
        InputError: the file cannot be read, is no table, or has no such header.
    """
    from qda.condense.tables import read_table
    from qda.display.spots import asked_by
    from qda.display.writing import put
    from qda.display.written import view_of

    try:
        data = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    table = read_table(path.name, data, COLUMNS, needed=len(COLUMNS))
    places = _Places(study, path.name, other_study=False)
    problems: list[Problem] = []
    found: list[Written] = []
    same = 0
    for row in table.rows:
        display, at, column, text = (table.cell(row, name).strip() for name in COLUMNS)
        try:
            asked = asked_by(display)
            view = view_of(asked.kind, asked.options)
            spot = places.spot(view, at, column)
        except QdaError as fault:
            problems.append(Problem(file=path.name, place=table.place(row), what=str(fault), fatal=True))
            continue
        if spot.text == text:
            same += 1
        elif spot.text:
            problems.append(_written_since(path, table.place(row), spot))
        else:
            found.append(Written(view=view, row=spot.row, column=spot.column, text=text))
    put(study, found, "write")
    return TakenTexts(new=len(found), same=same, problems=tuple(problems))


def _written_since(path: Path, place: str, spot: Spot) -> Problem:
    from qda.display.writing import told

    return Problem(
        file=path.name,
        place=place,
        what=_("The study holds another text there, which stays: {place}: {text}").format(
            place=spot.named, text=told(spot.text)
        ),
        mend=_("Bring the table up to date with: qda write --list --to {file}").format(file=path.name),
    )


def texts_csv(lines: Iterable[WrittenLine]) -> bytes:
    """The texts of a study as the table that `take_texts` reads."""
    from qda.condense.tables import write_csv

    return write_csv(COLUMNS, ((each.text.view, each.text.row, each.text.column, each.text.text) for each in lines))
