"""The verb of every command that makes a file: render whole, then put in place at once."""

from __future__ import annotations

import filecmp
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from qda import __version__
from qda.exchange.network_tables import network_sheets
from qda.exchange.writer import (
    NETWORKS,
    PLOTS,
    SHEETS,
    Beside,
    check_numbers,
    prints_numbers,
    taken,
    writer_for,
)
from qda.model.errors import InputError
from qda.model.network import Network
from qda.model.numbering import Numbering
from qda.model.output import Output, Provenance
from qda.model.plot import Plot, Shown
from qda.model.records import Kind
from qda.model.sheet import Sheet
from qda.model.wording import _, language, plural

if TYPE_CHECKING:
    from qda.store.study import Study


def provenance(study: Study, command: str) -> Provenance:
    """Where an output of this study comes from. The date is the study's, not the clock's: same study, same bytes."""
    from qda.store import journal

    return Provenance(
        study=study.title,
        command=command,
        date=journal.last_change(study),
        study_hash=journal.study_hash(study),
        version=__version__,
        language=language(),
        study_id=journal.study_id(study),
    )


def save_sheets(
    study: Study, sheets: tuple[Sheet, ...], path: Path, command: str, *, besides: Sequence[str] = ()
) -> bool:
    """Write sheets to a file, its ending choosing the writer; whether the file changed.

    Raises:
        InputError: no writer serves the ending, or the file cannot be written; the endings that it names are those of
            the writers and `besides`, which the command itself serves.
    """
    keep_unread(study, path)
    origin = replace(provenance(study, command), kinds=_kinds(study, sheets))
    return save(Output(sheets=sheets, provenance=origin), path, besides=besides)


def save_displays(
    study: Study,
    displays: Sequence[Shown],
    path: Path,
    command: str,
    *,
    numbering: Numbering | None = None,
) -> bool:
    """Write displays to a file, its ending choosing the writer; whether the file changed.

    A writer of tables gets each network as a sheet of its edges and one of its nodes, each plot as its numbers.

    Raises:
        InputError: no writer serves the ending and all the displays, the file has no captions and `numbering` is
            given, or the file cannot be written.
    """
    keep_unread(study, path)
    origin = replace(provenance(study, command), kinds=_kinds(study, displays))
    return save(fitting(displays, path, origin, numbering=numbering), path)


def _kinds(study: Study, displays: Sequence[Shown]) -> tuple[Kind, ...]:
    """What the sources of the displays' quotations are; of all the study's where the displays quote nothing."""
    from qda.store import sources

    listed = sources.listed(study)
    quoted = {quotation.source for one in displays for quotation in one.quotations}
    found = {source.kind for source in listed if source.name in quoted} or {source.kind for source in listed}
    return tuple(kind for kind in Kind if kind in found)


def fitting(displays: Sequence[Shown], path: Path, origin: Provenance, *, numbering: Numbering | None = None) -> Output:
    """Displays as the writer for a file takes them: networks and plots as they are, or as tables in their place.

    Raises:
        InputError: no writer serves the ending and all the displays, or it prints no numbers and `numbering` is given.
    """
    as_they_are = taken(path, holds(displays))
    sheets: list[Sheet] = []
    networks: list[Network] = []
    plots: list[Plot] = []
    for one in displays:
        if isinstance(one, Sheet):
            sheets.append(one)
        elif isinstance(one, Plot):
            if PLOTS in as_they_are:
                plots.append(one)
            else:
                sheets.append(one.as_sheet())
        elif NETWORKS in as_they_are:
            networks.append(one)
        else:
            sheets += network_sheets(one)
    if numbering is not None:
        check_numbers(path, holds((*sheets, *networks, *plots)))
    return Output(
        sheets=tuple(sheets), networks=tuple(networks), plots=tuple(plots), provenance=origin, numbering=numbering
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """How many tables and figures with a number displays make in a file."""

    tables: int = 0
    figures: int = 0


def captions(displays: Sequence[Shown], path: Path) -> Captions | None:
    """What displays make in a file, its ending choosing the writer; None where that prints no numbers.

    Raises:
        InputError: no writer serves the ending and all the displays.
    """
    if not prints_numbers(path, holds(displays)):
        return None
    as_they_are = taken(path, holds(displays))
    tables = figures = 0
    for one in displays:
        if isinstance(one, Network) and NETWORKS not in as_they_are:
            tables += len(network_sheets(one))
        elif isinstance(one, Sheet) or (isinstance(one, Plot) and PLOTS not in as_they_are):
            tables += 1
        else:
            figures += 1
    return Captions(tables=tables, figures=figures)


def holds(displays: Sequence[Shown]) -> tuple[str, ...]:
    """What displays are: any of "sheets", "networks", "plots"; nothing counts as sheets."""
    names = {Sheet: SHEETS, Network: NETWORKS, Plot: PLOTS}
    return tuple(sorted({names[type(one)] for one in displays})) or (SHEETS,)


def held(output: Output) -> tuple[str, ...]:
    """What an output has."""
    return holds((*output.sheets, *output.networks, *output.plots))


def keep_unread(study: Study, path: Path) -> None:
    """See that nothing is written over a workbook in which somebody wrote what the study does not hold yet.

    Raises:
        InputError: there is such a text.
    """
    from qda.exchange.returned.cells import is_ours, is_untouched

    if is_untouched(path) or not is_ours(path):
        return
    from qda.exchange.returned.read import read_returned
    from qda.store import written

    held = {(each.view, each.row, each.column): each.text for each in written.texts(study)}
    try:
        found = read_returned(path.name, path.read_bytes()).texts
    except (InputError, OSError):
        return  # what cannot be read says so where it is written
    waiting = [t for t in found if t.text != held.get((t.place.view, t.place.row, t.place.column), "")]
    if waiting:
        n = len(waiting)
        raise InputError(
            plural(
                "In this workbook stands {n} text that the study does not hold; nothing is written over it.",
                "In this workbook stand {n} texts that the study does not hold; nothing is written over them.",
                n,
            ).format(n=n),
            where=str(path),
            mend=_("Take them back first: qda import {file}. Or choose another name.").format(file=path),
        )


def save(output: Output, path: Path, *, besides: Sequence[str] = ()) -> bool:
    """Write an output to a file; whether the file changed. A file that would be the same is left as it lies.

    Raises:
        InputError: as `save_sheets`.
    """
    write = writer_for(path, held(output), besides=besides)
    output = replace(output, stem=path.stem)
    beside: list[Beside] = []
    changed = _in_place(path, lambda stream: beside.extend(write(output, stream) or ()))
    return put_beside(beside, path) or changed


def put_beside(files: Sequence[Beside], path: Path) -> bool:
    """Put files beside the one that names them; whether any changed.

    Raises:
        InputError: one cannot be written.
    """
    changed = [put(one.data, path.parent / one.name) for one in files]
    return any(changed)


def put(data: bytes, path: Path) -> bool:
    """Put bytes in place of a file in one step, so that nobody ever sees half of it; whether the file changed.

    Raises:
        InputError: the file cannot be written.
    """

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return _in_place(path, write)


def _in_place(path: Path, write: Callable[[BinaryIO], None]) -> bool:
    """Write beside the file and put that in its place, unless both are the same."""
    from qda.store.place import is_study

    if is_study(path):
        raise InputError(
            _("This is a study, or would be taken for one: no output is written over it."),
            where=str(path),
            mend=_("Choose another name."),
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        made = Path(name)
        try:
            with os.fdopen(handle, "w+b") as stream:
                write(stream)
            if path.is_file() and filecmp.cmp(made, path, shallow=False):
                made.unlink()
                return False
            mask = os.umask(0)
            os.umask(mask)
            made.chmod(0o666 & ~mask)
            made.replace(path)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise InputError(
            _("The file cannot be written: {fault}.").format(fault=fault.strerror or fault),
            where=str(path),
            mend=_("Close it where it is open, or choose another place."),
        ) from None
    return True
