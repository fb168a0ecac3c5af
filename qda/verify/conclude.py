"""Findings into the study, and out of it again: `finding import`, `finding list`, `finding show`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from qda import registry
from qda.model.errors import InputError, NotFoundError, unreadable
from qda.model.ids import new_ids
from qda.model.problem import Problem
from qda.model.records import Finding, SpeakerRole
from qda.model.wording import _, in_language, plural
from qda.store import cases, codebook, notes, sources, tactics
from qda.store.study import Study
from qda.verify.facts import RESEARCHER, speaker_name
from qda.verify.finding import FindingSpec, TacticAssertion
from qda.verify.finding_names import circles, unknown_codes, unknown_informants, unknown_names
from qda.verify.findings_file import (
    FindingEntry,
    read_findings,
    read_stored,
    stamped,
    unstamped,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFindings:
    """What an import of findings did.

    Attributes:
        findings: Findings the study has now.
        added: Keys new to the study.
        changed: Keys whose entry differs from before.
        removed: Keys the file no longer has.
        problems: Faults; of a faulty entry the study keeps what it had.
    """

    findings: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether the study differs from before."""
        return bool(self.added or self.changed or self.removed)


def import_findings_file(study: Study, path: Path) -> ImportedFindings:
    """Make the study's findings those of a file on disk; see `import_findings`.

    Raises:
        InputError: the file cannot be read, is not UTF-8, is no YAML or holds no list of findings.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise unreadable(path, fault) from None
    except UnicodeDecodeError as fault:
        raise InputError(
            _("The file is no UTF-8 text: byte {n} does not fit.").format(n=fault.start),
            where=str(path),
            mend=_("Save it as UTF-8 and import it again."),
        ) from None
    return import_findings(study, text, path.name)


def import_findings(study: Study, text: str, file: str = "findings.yaml") -> ImportedFindings:
    """Make the study's findings those of a file. A second time nothing changes.

    Args:
        study: The open study.
        text: The file's text.
        file: Its name, for the problems.

    Raises:
        InputError: the file is no YAML or holds no list of findings.
    """
    read = read_findings(text, file)
    named = [*_unknown(study, read.entries, file), *_circular(read.entries, file)]
    kept_back = {*read.faulty, *(key for found in named if found.problem.fatal for key in found.keys)}
    old = {finding.key: finding for finding in notes.findings_of(study)}
    good = [entry for entry in read.entries if entry.spec.key not in kept_back]
    new = _renewed(study, good, old)
    new += [old[key] for key in old if key in kept_back]
    added = tuple(finding.key for finding in new if finding.key not in old)
    changed = tuple(f.key for f in new if f.key in old and f.body != old[f.key].body)
    removed = tuple(key for key in old if key not in {finding.key for finding in new})
    with study.command("finding import") as command:
        command.what = _("findings: {added} new, {changed} changed, {removed} removed").format(
            added=len(added), changed=len(changed), removed=len(removed)
        )
        notes.save_findings(study, new)
    problems = (*read.problems, *(found.problem for found in named), *_orphaned(study, removed, file))
    return ImportedFindings(findings=len(new), added=added, changed=changed, removed=removed, problems=problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A problem of names, and the findings that it is about."""

    keys: tuple[str, ...]
    problem: Problem


def _unknown(study: Study, entries: Sequence[FindingEntry], file: str) -> list[_Named]:
    """Names in the entries that the study, the file or the program does not have."""
    paths = [code.path for code in codebook.listed(study)]
    keys = [entry.spec.key for entry in entries]
    known = [plugin.name for plugin in registry.find("tactics")] if _names_tactics(entries) else []
    informants = _informants(study) if any(entry.spec.resolutions for entry in entries) else frozenset()
    return [
        _Named(keys=(entry.spec.key,), problem=problem)
        for entry in entries
        for problem in (
            *unknown_codes(entry.spec, paths, file, entry.place),
            *unknown_names(entry.spec, keys, known, file, entry.place),
            *unknown_informants(entry.spec, informants, file, entry.place),
        )
    ]


def _circular(entries: Sequence[FindingEntry], file: str) -> list[_Named]:
    places = {entry.spec.key: entry.place for entry in entries}
    return [
        _Named(
            keys=circle,
            problem=Problem(
                file=file,
                place=places[circle[0]],
                fatal=True,
                what=_("“depends_on” runs in a circle: {names}.").format(names=" → ".join((*circle, circle[0]))),
                mend=_("Take one step out."),
            ),
        )
        for circle in circles(entry.spec for entry in entries)
    ]


def _informants(study: Study) -> frozenset[str]:
    """Every name that a witness of this study can have."""
    names = (case.name for case in cases.listed(study))
    files = {source.id: source.name for source in sources.listed(study)}
    speakers = (
        speaker_name(None, each.label, files[each.source])
        for each in sources.speakers(study)
        if each.role is SpeakerRole.INFORMANT
    )
    return frozenset({*names, *files.values(), *speakers, in_language(RESEARCHER, study.language)})


def _orphaned(study: Study, removed: Collection[str], file: str) -> list[Problem]:
    """A note on each finding that went and leaves answers to tactics behind."""
    left = Counter(answer.finding for answer in tactics.answers(study) if answer.finding in removed)
    return [
        Problem(
            file=file,
            what=plural(
                "{n} answer to tactics belongs to “{key}”, which is no longer there; it comes back with it.",
                "{n} answers to tactics belong to “{key}”, which is no longer there; they come back with it.",
                n,
            ).format(n=n, key=key),
        )
        for key, n in sorted(left.items())
    ]


def list_findings(study: Study) -> list[FindingSpec]:
    """All findings in the order of their file."""
    return [read_stored(finding) for finding in notes.findings_of(study)]


def show_finding(study: Study, key: str) -> FindingSpec:
    """One finding.

    Raises:
        NotFoundError: there is none with that id.
    """
    return select_findings(study, [key])[0]


def select_findings(study: Study, keys: list[str] | None = None) -> list[FindingSpec]:
    """The findings with these ids in the order asked for, all where none is given.

    Raises:
        NotFoundError: there is none with one of the ids, or none at all.
    """
    everything = {finding.key: finding for finding in notes.findings_of(study)}
    if not everything:
        raise NotFoundError(
            _("The study has no findings."), mend=_("Write some and type: qda finding import findings.yaml")
        )
    for key in keys or []:
        if key not in everything:
            near = get_close_matches(key, list(everything), n=1, cutoff=0.5)
            mend = _("Did you mean “{name}”?").format(name=near[0]) if near else _("See: qda finding list")
            raise NotFoundError(_("There is no finding “{key}”.").format(key=key), mend=mend)
    return [read_stored(everything[key]) for key in (keys or everything)]


def _names_tactics(entries: Iterable[FindingEntry]) -> bool:
    return any(isinstance(each, TacticAssertion) for entry in entries for each in entry.spec.assertions)


def _renewed(study: Study, entries: list[FindingEntry], old: dict[str, Finding]) -> list[Finding]:
    """The entries as findings; one whose words did not change keeps the day it came in."""
    found = []
    for (position, entry), fresh in zip(enumerate(entries), new_ids(), strict=False):
        known = old.get(entry.spec.key)
        body = (
            known.body
            if known is not None and unstamped(known.body) == entry.body
            else stamped(entry.body, at=study.now(), by=study.who, before="" if known is None else known.body)
        )
        found.append(
            Finding(
                id=fresh if known is None else known.id,
                key=entry.spec.key,
                statement=entry.spec.statement,
                body=body,
                position=position,
            )
        )
    return found
