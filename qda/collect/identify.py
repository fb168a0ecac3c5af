"""Which files are meant, and which importer reads each."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qda import registry
from qda.collect.importer import File, ImporterDetails
from qda.collect.nature import nature_of, refusal
from qda.model.errors import AmbiguousError, InputError, unreadable
from qda.model.problem import Problem
from qda.model.wording import _

LARGEST_FILE = 200 * 1024 * 1024  # bytes; a transcript is a thousandth of it
_IGNORED_ENDINGS = (".qda", ".tmp", ".lock", ".bak")
_MARKS = ("~$", ".", "~")  # lock files of Word, hidden files


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """The files that paths, folders and patterns stand for, each once, and what stands for nothing."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def find_files(paths: Sequence[str], plugins: Sequence[registry.Plugin], *, base: Path) -> FoundFiles:
    """The files meant.

    A file is itself; a folder is every file in and below it whose ending an importer knows; a pattern (`*.docx`) is
    what it matches. Order: as given, within folders and patterns by name, capitals aside.

    Args:
        paths: As typed.
        plugins: All importers.
        base: The folder that relative paths start from.
    """
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    known = {ending for plugin in plugins for ending in _details(plugin).extensions}
    for path in paths:
        here = base / path
        if here.is_dir():
            inside = [file for file in _sorted(here.rglob("*")) if _is_material(file, here)]
            readable = [file for file in inside if file.suffix.lower() in known]
            if not readable:
                problems.append(
                    Problem(
                        file=path,
                        what=_("The folder holds no file that can be imported."),
                        mend=_("Endings: {endings}.").format(endings=" ".join(sorted(known))),
                        fatal=True,
                    )
                )
            found.update(dict.fromkeys(readable))
            problems += [
                Problem(
                    file=str(file.relative_to(base)) if file.is_relative_to(base) else str(file),
                    what=_("No importer knows this ending; the file was left out."),
                )
                for file in inside
                if file.suffix.lower() not in known
            ]
        elif here.exists() and _is_lock(here.name):
            problems.append(
                Problem(
                    file=path,
                    what=_("This only says that a file is open in Word, Excel or LibreOffice."),
                    mend=_("Import the file itself: {name}").format(name=_locked(here.name)),
                    fatal=True,
                )
            )
        elif here.exists():
            found[here] = None
        elif glob.has_magic(path):
            matched = [Path(match) for match in glob.glob(str(here), recursive=True)]  # noqa: PTH207  (absolute patterns)
            files = [file for file in _sorted(matched) if file.is_file() and not file.name.startswith(_MARKS)]
            if not files:
                problems.append(Problem(file=path, what=_("No file matches this pattern."), fatal=True))
            found.update(dict.fromkeys(files))
        else:
            problems.append(
                Problem(
                    file=path, what=_("There is no such file."), mend=_("Check the name and the folder."), fatal=True
                )
            )
    return FoundFiles(files=tuple(found), problems=tuple(problems))


def _is_lock(name: str) -> bool:
    """Whether a file is what an office program lays beside one that is open in it."""
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))


def _locked(name: str) -> str:
    """The name of the open file; Word leaves out the first two letters of a long one."""
    return name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")


def read_file(path: Path) -> File:
    """A file's bytes.

    Raises:
        InputError: it cannot be read, or is far larger than any transcript.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(
                _("The file is larger than a transcript can be."),
                where=path.name,
                mend=_("A recording has to be transcribed first."),
            )
        return File(name=path.name, data=path.read_bytes())
    except OSError as fault:
        raise unreadable(path, fault) from None


def identify(
    file: File,
    plugins: Sequence[registry.Plugin] | None = None,
    *,
    format: str | None = None,  # noqa: A002  (typed so)
) -> registry.Plugin:
    """The importer for a file.

    The ending decides; where several importers know it, those that recognise the content; where none knows it,
    whoever recognises the content, else plain text if it is text.

    Args:
        file: As found.
        plugins: All importers, where somebody has looked for them already.
        format: Name of an importer, to overrule this.

    Raises:
        AmbiguousError: several importers claim the file.
        InputError: none does.
        UnknownPluginError: there is no importer of that name.
    """
    if format:
        return registry.get("importers", format)
    plugins = registry.find("importers") if plugins is None else plugins
    by_ending = [plugin for plugin in plugins if file.extension in _details(plugin).extensions]
    claims = by_ending if len(by_ending) == 1 else [p for p in by_ending or plugins if _recognises(p, file, by_ending)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        names = ", ".join(plugin.name for plugin in claims)
        raise AmbiguousError(
            _("Several importers read this file: {names}.").format(names=names),
            where=file.name,
            mend=_("Choose one with --format."),
        )
    nature = nature_of(file.data)
    if nature is not None:
        raise refusal(file, nature)
    if by_ending or 0 in file.data[:4096]:
        raise InputError(
            _("No importer recognises the content of this file."),
            where=file.name,
            mend=_("Save it as .txt or .docx, or name an importer with --format."),
        )
    return registry.get("importers", "text")


def _details(plugin: registry.Plugin) -> ImporterDetails:
    details = plugin.details
    assert isinstance(details, ImporterDetails)
    return details


def _recognises(plugin: registry.Plugin, file: File, by_ending: Sequence[registry.Plugin]) -> bool:
    asked = _details(plugin).recognises
    return bool(by_ending) if asked is None else asked(file)


def _is_material(file: Path, folder: Path) -> bool:
    inside = file.relative_to(folder).parts
    return (
        file.is_file()
        and not any(part.startswith(_MARKS) for part in inside)
        and file.suffix.lower() not in _IGNORED_ENDINGS
    )


def _sorted(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=lambda file: (str(file).casefold(), str(file)))
