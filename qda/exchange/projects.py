"""Bring another program's whole project into a study: its documents, codes and codings, in one command."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qda import registry
from qda.exchange.format import ForeignProject, ForeignSource, FormatDetails
from qda.exchange.naming import distinct
from qda.model.errors import AmbiguousError, InputError
from qda.model.ids import Id, new_id, new_ids
from qda.model.problem import Problem
from qda.model.records import TECHNIQUE_OF, Code, Coding, Kind, Memo, Source, Turn
from qda.model.wording import N_, _, in_language
from qda.store import codebook, codings, notes, sources
from qda.store.sources import NewSource
from qda.store.study import Study

_MARKED = N_("Marked in {program} without a code, {start}–{end}: “{quote}”")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectReport:
    """What importing a project did.

    Attributes:
        program: Whose project it was.
        sources: Documents stored now; `sources_known` were there already, text for text.
        codes: Codes stored now; `codes_known` were there already and stayed as they are.
        codings: Codings stored now; `codings_known` were there already.
        notes: Marked places without a code, stored now as memos.
    """

    title: str
    program: str
    sources: int
    sources_known: int
    codes: int
    codes_known: int
    codings: int
    codings_known: int
    notes: int
    problems: tuple[Problem, ...] = ()

    def line(self) -> str:
        """It in one line, for the journal and the shell."""
        text = _(
            "{program} project “{title}”: {sources} sources, {codes} codes, {codings} codings taken in; "
            "already there: {known_sources} sources, {known_codes} codes, {known_codings} codings"
        )
        return text.format(
            program=self.program,
            title=self.title,
            sources=self.sources,
            codes=self.codes,
            codings=self.codings,
            known_sources=self.sources_known,
            known_codes=self.codes_known,
            known_codings=self.codings_known,
        )


def is_project(path: Path) -> bool:
    """Whether any format recognises the file, so that `qda import` can tell a project from a document."""
    return path.is_file() and bool(_recognised(_candidates(path), path))


def read_project(path: Path, project: str = "") -> ForeignProject:
    """Read another program's project.

    Args:
        path: Its file.
        project: Which one, where a file can hold several; "" is the only one.

    Raises:
        InputError: no format knows the file, it is damaged, or `project` is given for a format that holds just one.
        AmbiguousError: more than one format knows it, or it holds several projects and none is named.
        NotFoundError: it holds no project of that name.
    """
    if not path.is_file():
        raise InputError(_("There is no such file."), where=str(path))
    candidates = _candidates(path)
    found = _recognised(candidates, path)
    if len(found) > 1:
        names = ", ".join(plugin.name for plugin in found)
        raise AmbiguousError(
            _("More than one format could read this file: {names}.").format(names=names), where=str(path)
        )
    if not found and len(candidates) != 1:
        endings = ", ".join(sorted({e for p in registry.find("formats") for e in _details(p).extensions}))
        raise InputError(
            _("This is no project of a program that can be read here."),
            where=str(path),
            mend=_("Project files that can be read end in: {endings}.").format(endings=endings),
        )
    plugin = (found or candidates)[0]  # the only candidate says itself what is wrong with its file
    if project and not _details(plugin).several:
        raise InputError(_("A file of this format holds one project; --project has no meaning here."), where=str(path))
    read: ForeignProject = plugin.target(path, project)
    return read


def import_project(
    study: Study,
    path: Path,
    *,
    project: str = "",
    kind: Kind | None = None,
) -> ProjectReport:
    """Store another program's project as one command. Doing it again adds nothing.

    A document that is there already, by name and text, is not stored again; one whose name another text has comes
    in as “NAME (PROGRAM)”. Codes that are there already, by path, stay as they are. A coding is there already if
    the same coder has the same code on the same place.

    Args:
        study: The open study.
        path: The project's file.
        project: Which one, where the file holds several.
        kind: Of every source; what the format says where it is None.

    Raises:
        InputError, AmbiguousError, NotFoundError: as `read_project`.
    """
    foreign = read_project(path, project)
    with study.command("import") as command:
        report = _store(study, foreign, path, kind)
        command.what = report.line()
    return report


def _store(study: Study, foreign: ForeignProject, path: Path, kind: Kind | None) -> ProjectReport:
    placed, new, renamed = _sources(study, foreign, path, kind)
    sources.add_many(study, new)
    codes, added, differing = _codes(study, foreign)
    made = list(_new_codings(study, foreign, placed, codes))
    codings.add_many(study, made)
    memos = _new_memos(study, foreign, placed)
    for memo in memos:
        notes.add_memo(study, memo)
    return ProjectReport(
        title=foreign.title,
        program=foreign.program,
        sources=len(new),
        sources_known=len(foreign.sources) - len(new),
        codes=added,
        codes_known=len(foreign.codes) - added,
        codings=len(made),
        codings_known=len(foreign.codings) - len(made),
        notes=len(memos),
        problems=(*foreign.problems, *renamed, *differing),
    )


def _sources(
    study: Study, foreign: ForeignProject, path: Path, kind: Kind | None
) -> tuple[dict[str, Id], list[NewSource], list[Problem]]:
    """Ids of all documents by their foreign name, those that are new, and what was renamed."""
    stored = {name: (source.id, source.text_sha) for name, source in sources.by_name(study).items()}
    taken = set(stored)
    placed: dict[str, Id] = {}
    new: list[NewSource] = []
    problems: list[Problem] = []
    for given in foreign.sources:
        sha = hashlib.sha256(given.text.encode("utf-8", "surrogatepass")).digest()
        known = [stored[name] for name in _names(given.name, foreign.program) if name in stored]
        same = next((key for key, text_sha in known if text_sha == sha), None)
        if same is not None:
            placed[given.name] = same
            continue
        name = given.name
        if name in taken:
            name = distinct(f"{given.name} ({foreign.program})", taken, " {n}")
            what = _("A source “{name}” with another text is there already; this one is called “{other}”.")
            problems.append(Problem(file=path.name, what=what.format(name=given.name, other=name)))
        taken.add(name)
        one = _new_source(given, name, foreign.program, path, kind or given.kind)
        placed[given.name] = one.id
        new.append(_nobodys_turn(one))
    return placed, new, problems


def _names(name: str, program: str) -> tuple[str, str]:
    return name, f"{name} ({program})"


def _new_source(given: ForeignSource, name: str, program: str, path: Path, kind: Kind) -> Source:
    about = (("description", given.description),) if given.description else ()
    return Source(
        id=new_id(),
        name=name,
        kind=kind,
        technique=TECHNIQUE_OF[kind],
        text=given.text,
        original=given.original,
        file=path.name,
        format=program.casefold(),
        metadata=about,
    )


def _nobodys_turn(source: Source) -> NewSource:
    from qda.language.tokens import words

    whole = (Turn(source=source.id, start=0, end=len(source.text)),) if source.text else ()
    return NewSource(source=source, speakers=(), turns=whole, words=len(words(source.text)))


def _codes(study: Study, foreign: ForeignProject) -> tuple[dict[str, Id], int, list[Problem]]:
    """Ids of all codes by path, how many are new, and which of the others say something else."""
    stored = {code.path: code for code in codebook.listed(study, status=None)}
    fresh: list[Code] = []
    problems: list[Problem] = []
    position = 1 + max((code.position for code in stored.values()), default=-1)
    for given in foreign.codes:
        old = stored.get(given.path)
        if old is None:
            label = ((study.language, given.label),)
            fresh.append(
                Code(
                    id=new_id(),
                    path=given.path,
                    label=label,
                    definition=given.definition,
                    color=given.color,
                    position=position + len(fresh),
                )
            )
        elif given.definition and given.definition != old.definition:
            what = _("The code “{path}” is there already with another definition, and keeps it.")
            problems.append(Problem(place=given.path, what=what.format(path=given.path)))
    codebook.save(
        study, fresh, why=_("{program} project “{title}”").format(program=foreign.program, title=foreign.title)
    )
    ids = {code.path: code.id for code in (*stored.values(), *fresh)}
    return ids, len(fresh), problems


def _new_codings(
    study: Study, foreign: ForeignProject, placed: dict[str, Id], codes: dict[str, Id]
) -> Iterator[Coding]:
    """The codings that are not there yet; two alike in the other program stay two."""
    texts = {source.name: source.text for source in foreign.sources}
    there = Counter((c.source, c.start, c.end, c.code, c.coder) for c in codings.listed(study, status=None))
    ids, now = new_ids(), study.now()
    for given in foreign.codings:
        source, code = placed[given.source], codes[given.code]
        key = (source, given.start, given.end, code, given.coder)
        if there[key]:
            there[key] -= 1
            continue
        yield Coding(
            id=next(ids),
            source=source,
            start=given.start,
            end=given.end,
            quote=texts[given.source][given.start : given.end],
            code=code,
            coder=given.coder,
            at=given.at or now,
            memo=given.memo,
        )


def _new_memos(study: Study, foreign: ForeignProject, placed: dict[str, Id]) -> list[Memo]:
    """Marked places without a code, as memos about their source; those that are there already are left out."""
    texts = {source.name: source.text for source in foreign.sources}
    there = {(memo.about, memo.text) for memo in notes.memos(study)}
    ids, now = new_ids(), study.now()
    made: list[Memo] = []
    for given in foreign.notes:
        head = in_language(_MARKED, study.language).format(
            program=foreign.program,
            start=given.start,
            end=given.end,
            quote=texts[given.source][given.start : given.end],
        )
        text = f"{head}\n\n{given.text}" if given.text else head
        if (placed[given.source], text) in there:
            continue
        made.append(
            Memo(
                id=next(ids),
                about_kind="source",
                about=placed[given.source],
                type="analytic",
                text=text,
                status="open",
                by=given.by,
                at=given.at or now,
            )
        )
    return made


def _candidates(path: Path) -> list[registry.Plugin]:
    return [plugin for plugin in registry.find("formats") if path.suffix.casefold() in _details(plugin).extensions]


def _recognised(candidates: list[registry.Plugin], path: Path) -> list[registry.Plugin]:
    return [plugin for plugin in candidates if _details(plugin).recognises(path)]


def _details(plugin: registry.Plugin) -> FormatDetails:
    details = plugin.details
    assert isinstance(details, FormatDetails)
    return details
