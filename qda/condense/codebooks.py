"""The study's codebook: import a file, compare, export. Touches the store."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qda.condense.codebook import Codebook
from qda.condense.codebook_diff import Change, diff
from qda.condense.codebook_file import codebook_sheet, read_codebook, write_codebook
from qda.model.errors import InputError, unreadable
from qda.model.ids import new_ids
from qda.model.problem import Problem
from qda.model.records import Code
from qda.model.sheet import Sheet
from qda.model.wording import _
from qda.store import codebook as store
from qda.store.study import Study

_HEAD = "codebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What importing a codebook did, as paths.

    Attributes:
        left_out: Codes of the file that were merged or retired in this study, and so were not brought back.
        not_in_file: Codes of the study that the file does not have; retired where that was asked for.
        problems: Warnings; a codebook with worse is not imported.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    left_out: tuple[str, ...]
    not_in_file: tuple[str, ...]
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """One line for people."""
        return _("{added} codes added, {changed} changed, {unchanged} as they were").format(
            added=len(self.added), changed=len(self.changed), unchanged=len(self.unchanged)
        )


def read_file(path: Path) -> Codebook:
    """The codebook in a file, its problems in it.

    Raises:
        InputError: the file cannot be read at all.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    return read_codebook(path.name, data, new_ids())


def usable(book: Codebook, file: str) -> Codebook:
    """The codebook, if nothing in it is wrong.

    Raises:
        InputError: something is; all of it is named.
    """
    fatal = book.fatal
    if len(fatal) == 1:
        one = fatal[0]
        raise InputError(one.what, where=", ".join(part for part in (file, one.place) if part), mend=one.mend)
    if fatal:
        lines = "\n".join(str(problem) for problem in fatal)
        raise InputError(
            _("The codebook has {n} faults and was not imported:\n{lines}").format(n=len(fatal), lines=lines),
            where=file,
        )
    return book


def load(study: Study, path: Path, *, why: str = "", prune: bool = False, dry_run: bool = False) -> Loaded:
    """Import a codebook; codes are matched by path, and every change makes a new version. A second time: nothing.

    Args:
        study: The study.
        path: A .yaml, .xlsx or .csv file.
        why: The reason, kept with the versions.
        prune: Whether codes of the study that the file does not have go out of use.
        dry_run: Whether to say only what would be done.

    Raises:
        InputError: the file cannot be read, or something in it is wrong.
    """
    book = usable(read_file(path), path.name)
    return save(study, book, why=why, prune=prune, dry_run=dry_run)


def save(study: Study, book: Codebook, *, why: str = "", prune: bool = False, dry_run: bool = False) -> Loaded:
    """Put a codebook into the study; see `load`."""
    before = {code.path: code for code in store.listed(study, status=None)}
    left_out = tuple(code.path for code in book.codes if code.path in before and before[code.path].status != "active")
    codes = [code for code in book.codes if code.path not in left_out]
    paths = {code.path for code in book.codes}
    absent = tuple(path for path, code in before.items() if path not in paths and code.status == "active")
    if dry_run:
        changes = diff(_book(study, before.values()), dataclasses.replace(book, codes=tuple(codes)))
        changed = tuple(dict.fromkeys(change.path for change in changes if change.kind == "changed"))
        added = tuple(code.path for code in codes if code.path not in before)
        same = tuple(code.path for code in codes if code.path in before and code.path not in changed)
        return Loaded(
            added=added, changed=changed, unchanged=same, left_out=left_out, not_in_file=absent, problems=book.problems
        )
    with study.command("codebook import") as command:
        saved = store.save(study, codes, why)
        for path in absent if prune else ():
            store.retire(study, before[path].id)
        if book.name:
            study.set_setting(_HEAD, _head(book))
        done = Loaded(
            added=saved.added,
            changed=saved.changed,
            unchanged=saved.unchanged,
            left_out=left_out,
            not_in_file=absent,
            problems=book.problems,
        )
        command.what = str(done)
    return done


def _head(book: Codebook) -> str:
    return json.dumps(
        {
            "name": book.name,
            "title": book.title,
            "source": book.source,
            "language": book.language,
            "version": book.version,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def current(study: Study) -> Codebook:
    """The study's codebook: its active codes."""
    return _book(study, store.listed(study))


def _book(study: Study, codes: Iterable[Code]) -> Codebook:
    head = json.loads(study.setting(_HEAD) or "{}")
    return Codebook(
        name=head.get("name", ""),
        title=tuple((language, text) for language, text in head.get("title", [])),
        source=head.get("source", ""),
        language=head.get("language", study.language),
        version=head.get("version", ""),
        codes=tuple(codes),
    )


def export_bytes(study: Study, ending: str) -> bytes:
    """The study's codebook as a .yaml or .csv file.

    Raises:
        InputError: another ending; `export_sheet` serves those that have a writer.
    """
    return write_codebook(current(study), ending)


def export_sheet(study: Study) -> Sheet:
    """The study's codebook as a flat sheet for the writers."""
    return codebook_sheet(current(study))


def compare(study: Study, path: Path) -> tuple[Change, ...]:
    """What importing the file would change in the study's codebook.

    Raises:
        InputError: the file cannot be read, or something in it is wrong.
    """
    return diff(current(study), usable(read_file(path), path.name))
