"""Bring material in: identify → read → turns → store. The verb of this stage."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from qda import registry
from qda.collect import update
from qda.collect.fitting import Fitted, fit
from qda.collect.headers import Header
from qda.collect.identify import FoundFiles, find_files, identify, read_file
from qda.collect.importer import Draft, File
from qda.collect.people import relink, relink_questions
from qda.collect.second_look import settle_interviewers
from qda.model.errors import QdaError
from qda.model.ids import new_id
from qda.model.problem import Problem
from qda.model.records import TECHNIQUE_OF, Case, Kind, Question, Source, Technique
from qda.model.wording import _, plural
from qda.store import cases, index, sources
from qda.store.sources import NewSource, StoredSource
from qda.store.study import Study


class Status(StrEnum):
    """What an import did with a source."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the caller knows of all files; what is None or empty is left to the files.

    Attributes:
        format: Name of an importer, to overrule what the files look like.
        synthetic: Whether the material was made up, whatever it says.
    """

    kind: Kind | None = None
    technique: Technique | None = None
    language: str = ""
    date: str | None = None
    period: str | None = None
    place: str | None = None
    site: str | None = None
    format: str | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSource:
    """What became of one source.

    Attributes:
        speakers: Labels by first appearance, each with its number of turns.
        moved: Codings that have another place now; edited: of these, those whose quote was edited.
        unplaced: Codings without a place in the changed text; kept, with their old quote.
    """

    name: str
    file: str
    status: Status
    kind: Kind
    turns: int
    words: int
    speakers: tuple[tuple[str, int], ...] = ()
    moved: int = 0
    edited: int = 0
    unplaced: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, in the order of the files; `problems` holds those of files that gave no source, too."""

    sources: tuple[ImportedSource, ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        """Whether any file could not be taken in."""
        return any(problem.fatal for problem in self.problems)

    @property
    def summary(self) -> str:
        """One line with counts."""
        count = {status: sum(source.status is status for source in self.sources) for status in Status}
        failed = sum(problem.fatal for problem in self.problems)
        parts = [
            plural("{n} source new", "{n} sources new", count[Status.NEW]).format(n=count[Status.NEW]),
            plural("{n} updated", "{n} updated", count[Status.UPDATED]).format(n=count[Status.UPDATED]),
            plural("{n} unchanged", "{n} unchanged", count[Status.UNCHANGED]).format(n=count[Status.UNCHANGED]),
        ]
        if failed:
            parts.append(plural("{n} file failed", "{n} files failed", failed).format(n=failed))
        return ", ".join(parts)


def import_files(
    study: Study,
    paths: Sequence[str],
    options: ImportOptions | None = None,
    *,
    base: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    no_source: Callable[[Path], Problem | None] | None = None,
) -> ImportReport:
    """Import files, folders and patterns in one command.

    A file whose bytes are in the study already does nothing. A file that the study knows under the same path with
    other bytes updates its source: codings are re-anchored, and those that find no place are listed and kept. A
    file that cannot be read is reported, and the others are in.

    Args:
        study: Open.
        paths: As typed.
        options: What is known of all of them.
        base: The folder that relative paths start from; the current one if None.
        progress: Called before each file with its number, from 0, and how many there are.
        no_source: Says of a file why it is none of the study's sources and left out; None of one that is.
    """
    base = base or Path.cwd()
    plugins = registry.find("importers")
    found = find_files(paths, plugins, base=base)
    if no_source is not None:
        told = {path: no_source(path) for path in found.files}
        found = FoundFiles(
            files=tuple(path for path, problem in told.items() if problem is None),
            problems=(*found.problems, *(problem for problem in told.values() if problem is not None)),
        )
    with study.command("import") as command:
        known = sources.listed(study)
        run = _Run(
            study=study,
            plugins=plugins,
            options=options or ImportOptions(),
            known=known,
            cases=cases.listed(study),
            guide=cases.guide(study),
            taken={source.name.casefold() for source in known},
            problems=list(found.problems),
        )
        for number, path in enumerate(found.files):
            if progress is not None:
                progress(number, len(found.files))
            run.take(path)
        run.look_again()
        index.update(study)
        report = ImportReport(sources=tuple(run.done), problems=tuple(run.problems))
        command.what = report.summary
    return report


@dataclass(slots=True)
class _Run:
    """One import under way.

    Attributes:
        known: Sources as they were when it began.
        taken: Their names and those given since, small letters.
        fresh: Path of each file that came in by this import, by its hash.
    """

    study: Study
    plugins: Sequence[registry.Plugin]
    options: ImportOptions
    known: Sequence[StoredSource]
    cases: Sequence[Case]
    guide: Sequence[Question]
    taken: set[str]
    problems: list[Problem]
    done: list[ImportedSource] = field(default_factory=list)
    fresh: dict[bytes, str] = field(default_factory=dict)
    speaking: dict[str, dict[str, int]] | None = None
    turns: dict[str, int] = field(default_factory=dict)

    def take(self, path: Path) -> None:
        try:
            file = read_file(path)
            sha = hashlib.sha256(file.data).digest()
            where = self._where(path)
            if self._is_here(sha, where):
                return
            plugin = identify(file, self.plugins, format=self.options.format)
            drafts: list[Draft] = plugin.target(file)
        except QdaError as fault:
            self.problems.append(Problem(file=fault.where or path.name, what=fault.what, mend=fault.mend, fatal=True))
            return
        except Exception as fault:  # one file's fault, or a stranger's importer's, must not keep the others out
            self.problems.append(
                Problem(
                    file=path.name,
                    fatal=True,
                    what=_("The importer failed: {fault}.").format(
                        fault=f"{type(fault).__name__}: {fault}".rstrip(".")
                    ),
                )
            )
            return
        self.fresh[sha] = where
        before = self._of_file(where, path)
        for draft in drafts:
            old = _counterpart(draft, before, single=len(drafts) == 1)
            before = [source for source in before if source is not old]
            self._store(draft, file, sha, where, plugin.name, old)
        for gone in before:
            self.problems.append(
                Problem(
                    file=path.name,
                    what=_("The source “{name}” is no longer in this file; it was kept as it was.").format(
                        name=gone.name
                    ),
                    mend=_("If it should go: qda source remove “{name}”.").format(name=gone.name),
                )
            )

    def look_again(self) -> None:
        """What one file could not tell of its interviewer, all files together may."""
        settled = settle_interviewers(self.study)
        if not settled:
            return
        relink(self.study, only={one.source for one in settled})
        relink_questions(self.study)
        for one in settled:
            gone = [problem for problem in one.before if problem not in one.after]
            self.problems = [problem for problem in self.problems if problem not in gone]
            self.problems += [problem for problem in one.after if problem not in one.before]
            self.done = [replace(s, problems=one.after) if s.name == one.name else s for s in self.done]

    def _is_here(self, sha: bytes, where: str) -> bool:
        """Whether these bytes are in the study; then nothing is done but what the caller says anew."""
        same = [source for source in self.known if source.file_sha == sha]
        self.done += [self._again(source) for source in same]
        other = self.fresh.get(sha) or next((source.file for source in same if source.file != where), None)
        if other is not None and other != where and (self.study.path.resolve().parent / other).exists():
            self.problems.append(
                Problem(
                    file=Path(where).name,
                    what=_("The file is a copy of {file}; it was not imported again.").format(file=other),
                )
            )
        return bool(same) or sha in self.fresh

    def _where(self, path: Path) -> str:
        """The file's path as seen from the study's folder, so that a study may move together with its material."""
        try:
            relative = os.path.relpath(path.resolve(), self.study.path.resolve().parent)
        except ValueError:  # another drive
            relative = str(path.resolve())
        return Path(relative).as_posix()

    def _of_file(self, where: str, path: Path) -> list[StoredSource]:
        here = [source for source in self.known if source.file == where]
        if here:
            return here
        # A file that was moved and changed: the only one of that name, and no longer where it was.
        named = [source for source in self.known if Path(source.file).name == path.name]
        places = {source.file for source in named}
        folder = self.study.path.resolve().parent
        return named if len(places) == 1 and not (folder / next(iter(places))).exists() else []

    def _again(self, source: StoredSource) -> ImportedSource:
        """A file that is in already: only what the caller says of it now may change."""
        said = {
            "kind": self.options.kind,
            "technique": self.options.technique,
            "language": self.options.language,
            "date": self.options.date,
            "period": self.options.period,
            "place": self.options.place,
            "site": self.options.site,
        }
        if self.options.kind and not self.options.technique:
            said["technique"] = TECHNIQUE_OF[self.options.kind]
        if self.options.kind:
            update.change_kind(self.study, source, self.options.kind)
        sources.describe(self.study, source.id, **{key: str(value) for key, value in said.items() if value})
        if self.options.synthetic:
            sources.mark_synthetic(self.study, source.id, True)
        if self.speaking is None:
            self.speaking = sources.turns_by_speaker(self.study)
            self.turns = sources.turn_counts(self.study)
        speakers = self.speaking.get(source.name, {})
        return ImportedSource(
            name=source.name,
            file=source.file,
            status=Status.UNCHANGED,
            words=source.words,
            kind=self.options.kind or source.kind,
            turns=self.turns.get(source.name, 0),
            speakers=tuple(speakers.items()),
            problems=source.problems,
        )

    def _store(self, draft: Draft, file: File, sha: bytes, where: str, plugin: str, old: StoredSource | None) -> None:
        name = old.name if old else self._free_name(draft.name, where)
        kind = self.options.kind or (old.kind if old else None) or draft.kind or guess_kind(draft)
        source = Source(
            id=old.id if old else new_id(),
            name=name,
            kind=kind,
            text=draft.text,
            original=file.data,
            file=where,
            technique=self.options.technique or (old.technique if old and old.kind is kind else TECHNIQUE_OF[kind]),
            format=plugin,
            language=draft.language or self.options.language or self.study.language,
            date=self.options.date or draft.date or (old.date if old else None),
            period=self.options.period or (old.period if old else None),
            place=self.options.place or _place(draft) or (old.place if old else None),
            site=self.options.site or (old.site if old else None),
            copy_of=old.copy_of if old else None,
            derived_from=old.derived_from if old else (),
            synthetic=draft.synthetic or self.options.synthetic,
            metadata=draft.metadata,
        )
        fitted = fit(source, draft, self.cases, self.guide, settled=sources.speakers(self.study, old.id) if old else ())
        new = NewSource(
            source=source,
            speakers=fitted.speakers,
            turns=fitted.turns,
            words=len(draft.text.split()),
            problems=fitted.problems,
            file_sha=sha,
        )
        moves = update.Moves()
        if old is None:
            sources.add(self.study, new)
            self.taken.add(name.casefold())
        else:
            moves = update.replace_source(self.study, old, new)
        self.problems += fitted.problems
        self.done.append(_report(source, new, fitted, moves, where, Status.UPDATED if old else Status.NEW))

    def _free_name(self, wanted: str, where: str) -> str:
        folder = Path(where).parent.name
        candidates = [wanted, *([f"{wanted} ({folder})"] if folder not in ("", "..", ".") else [])]
        number = 2
        while candidates[0].casefold() in self.taken:
            candidates = candidates[1:] or [f"{wanted} ({number})"]
            number += 1
        return candidates[0]


def guess_kind(draft: Draft) -> Kind:
    """The kind of a source that nobody named: by its name and title, else interview where somebody speaks."""
    head = f"{draft.name}\n{draft.text[:300]}".casefold()
    signs: Iterable[tuple[Kind, tuple[str, ...]]] = (
        (Kind.FOCUS_GROUP, ("fgd", "focus group", "diskusi kelompok", "diskusi terpumpun")),
        (Kind.OBSERVATION, ("observasi", "catatan lapangan", "field note", "fieldnote", "observation")),
    )
    if draft.turns:
        name = draft.name.casefold()
        return Kind.FOCUS_GROUP if any(sign in name for sign in ("fgd", "focus group")) else Kind.INTERVIEW
    return next((kind for kind, words in signs if any(word in head for word in words)), Kind.DOCUMENT)


def _counterpart(draft: Draft, before: Sequence[StoredSource], *, single: bool) -> StoredSource | None:
    """The stored source that this draft is a new state of."""
    names = [draft.name, f"{draft.name} - {Header(rows=draft.metadata).informant}"]
    for name in names:
        named = [source for source in before if source.name == name or source.name.startswith(f"{name} (")]
        if named:
            return named[0]
    return before[0] if single and len(before) == 1 else None


def _place(draft: Draft) -> str | None:
    return Header(rows=draft.metadata).value("tempat", "lokasi", "place", "location", "venue")


def _report(
    source: Source, new: NewSource, fitted: Fitted, moves: update.Moves, where: str, status: Status
) -> ImportedSource:
    labels = {speaker.id: speaker.label for speaker in new.speakers}
    counts: dict[str, int] = {speaker.label: 0 for speaker in new.speakers}
    for turn in new.turns:
        if turn.speaker is not None:
            counts[labels[turn.speaker]] += 1
    return ImportedSource(
        name=source.name,
        file=where,
        status=status,
        kind=source.kind,
        turns=len(new.turns),
        words=new.words,
        speakers=tuple(counts.items()),
        moved=moves.moved,
        edited=moves.edited,
        unplaced=moves.unplaced,
        problems=fitted.problems,
    )
