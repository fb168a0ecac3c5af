"""Errors: what the program cannot go on from. Faults in the user's material are `Problem` values instead."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import ClassVar

from qda.model.wording import _


class QdaError(Exception):
    """Base of every error that is the user's to mend; shown as one sentence, without a traceback."""

    exit_status: ClassVar[int] = 2

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        """Say it in three parts.

        Args:
            what: What is wrong, one clear sentence.
            where: File, row or line.
            mend: What to type or change next.
        """
        super().__init__(what)
        self.what, self.where, self.mend = what, where, mend

    def __str__(self) -> str:
        """All parts in one line."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} {self.mend}" if self.mend else text


class InputError(QdaError):
    """A file or an argument cannot be used."""


def unreadable(path: Path, fault: OSError) -> InputError:
    """The operating system's refusal to hand out a file, as a sentence in the user's language."""
    where = str(path)
    if isinstance(fault, FileNotFoundError):
        return InputError(_("There is no such file."), where=where, mend=_("Check the name and the folder."))
    if isinstance(fault, IsADirectoryError):
        return InputError(_("This is a folder, not a file."), where=where, mend=_("Name the file in it."))
    if isinstance(fault, PermissionError):
        return InputError(_("You may not read this file."), where=where, mend=_("Change its permissions or copy it."))
    return InputError(_("The file cannot be read: {fault}.").format(fault=fault.strerror or fault), where=where)


def wrong_date(text: str, file: str) -> InputError:
    """What to say of a YAML file with a day that no calendar has, such as 2024-02-30: which one, and where."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in re.finditer(r"\b(\d{4})-(\d\d?)-(\d\d?)\b", line):
            try:
                dt.date(*map(int, found.groups()))
            except ValueError:
                return InputError(
                    _("There is no such day as {day}.").format(day=found.group()),
                    where=_("{file}, line {n}").format(file=file, n=number),
                    mend=_("Write year-month-day, such as 2024-03-01."),
                )
    return InputError(_("A date or a number cannot be read."), where=file, mend=_("Put it in quotation marks."))


class NotFoundError(QdaError):
    """A name the user gave stands for nothing in this study."""


class AmbiguousError(QdaError):
    """A name or a quote could mean more than one thing."""


class ConflictError(QdaError):
    """The change does not fit the study as it is now."""


class FormulaError(QdaError):
    """An expression the user wrote (query, condition, assertion) cannot be read."""


class MissingExtraError(QdaError):
    """The command needs a library that comes with an extra of this program, and it is not installed."""


class UnknownPluginError(QdaError):
    """No importer, autocoder, display, tactic, format or writer has that name."""


class StudyError(QdaError):
    """The study cannot be opened or written."""

    exit_status: ClassVar[int] = 4


class StudyMissingError(StudyError):
    """No study file is there."""


class StudyBusyError(StudyError):
    """Another process holds the study."""


class StudyReadOnlyError(StudyError):
    """The study or its folder may not be written."""


class StudyDamagedError(StudyError):
    """The file is truncated, foreign, encrypted or newer than this program."""


class StudyFullError(StudyError):
    """The disk is full; the command was taken back."""
