"""`qda lint`: the defects a program can find in a study, or in a report about it; and those somebody answers for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qda import registry
from qda.model.errors import InputError, NotFoundError
from qda.model.frames import Material
from qda.model.problem import Problem
from qda.model.records import Code, Kind
from qda.model.text import Span
from qda.model.wording import _
from qda.store import codebook, codings, frames, notes, quarantine, sources
from qda.store.study import Study
from qda.verify.facts import StudyFacts, study_facts
from qda.verify.findings_file import read_stored
from qda.verify.lint_prose import read_prose
from qda.verify.lint_rule import CodeFacts, Defect, Desk, LintDetails, Severity, Text, Topic

SETTING = "lint:{id}"
_JUDGED = (Kind.AUTHOR, Kind.DOCUMENT)
_MEANING = ("brief", "definition", "include", "exclude", "stance", "scale")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A report from outside the study."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintOptions:
    """What to look for.

    Attributes:
        only: Names of lints; all where empty.
        skip: Names of lints to leave out.
    """

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A defect that somebody answers for.

    Attributes:
        at: UTC, ISO-8601.
    """

    who: str
    at: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A defect, what lint looks after, and who answers for it; None for nobody."""

    defect: Defect
    topic: Topic
    accepted: Acceptance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """What was found.

    Attributes:
        found: By topic, severity, lint and place.
        tried: Names of the lints that ran.
        problems: Lints of others that failed.
        manuscript: Name of the report that was judged; "" where the study was.
    """

    found: tuple[Found, ...]
    tried: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    manuscript: str = ""
    synthetic: bool = False

    def counted(self, severity: Severity) -> int:
        """Defects of a severity that nobody answers for."""
        return sum(one.defect.severity is severity and one.accepted is None for one in self.found)

    @property
    def accepted(self) -> int:
        """Defects that somebody answers for."""
        return sum(one.accepted is not None for one in self.found)

    @property
    def exit_status(self) -> int:
        """1 where there is an error or a warning that nobody answers for, else 0."""
        return int(self.counted(Severity.ERROR) + self.counted(Severity.WARNING) > 0)


def lint_study(study: Study, options: LintOptions | None = None, manuscript: Manuscript | None = None) -> Linted:
    """Look for defects in the study, or in a report from outside against the study.

    Raises:
        UnknownPluginError: there is no lint of a name that is asked for or left out.
        InputError: none of the lints asked for judges a report.
    """
    plugins, problems = _chosen(options or LintOptions(), of_texts=manuscript is not None)
    material = frames.material(study)
    desk = _desk(study, material, manuscript)
    found, failed = run_lints(plugins, desk)
    return Linted(
        found=tuple(_with_acceptance(study, one) for one in found),
        tried=tuple(plugin.name for plugin in plugins),
        problems=(*problems, *failed),
        manuscript=manuscript.name if manuscript else "",
        synthetic=material.synthetic,
    )


def run_lints(plugins: Sequence[registry.Plugin], desk: Desk) -> tuple[list[Found], list[Problem]]:
    """What lints find on a desk, in the order of the output; a stranger's fault harms nothing. Pure."""
    found: list[Found] = []
    problems: list[Problem] = []
    for plugin in plugins:
        try:
            found += [Found(defect=defect, topic=_details(plugin).topic) for defect in plugin.target(desk)]
        except Exception as fault:  # a stranger's code may raise anything; ours may not
            if plugin.origin == "qda":
                raise
            said = f"{type(fault).__name__}: {fault}"
            problems.append(
                Problem(file=plugin.origin, what=_("“{name}” failed: {fault}").format(name=plugin.name, fault=said))
            )
    order = list(Topic)
    grave = list(Severity)
    found.sort(
        key=lambda one: (
            order.index(one.topic),
            grave.index(one.defect.severity),
            one.defect.lint,
            one.defect.name,
            one.defect.line or 0,
            one.defect.id,
        )
    )
    return found, problems


def accept(study: Study, id: str, why: str, manuscript: Manuscript | None = None) -> Found:  # noqa: A002  (its name)
    """Answer for a defect, so that it is counted but no longer fails; undo takes it back.

    Raises:
        NotFoundError: nothing that is found has that id.
        InputError: no reason is given.
    """
    if not why.strip():
        raise InputError(_("An accepted defect needs a reason."), mend=_('Add --because "…".'))
    one = _find(study, id, manuscript)
    acceptance = Acceptance(who=study.who, at=study.now(), why=why.strip())
    with study.command("lint", _("{lint} {id} accepted: {why}").format(lint=one.defect.lint, id=id, why=why.strip())):
        value = {"who": acceptance.who, "at": acceptance.at, "why": acceptance.why}
        study.set_setting(SETTING.format(id=one.defect.id), json.dumps(value, ensure_ascii=False, sort_keys=True))
    return Found(defect=one.defect, topic=one.topic, accepted=acceptance)


def reopen(study: Study, id: str, manuscript: Manuscript | None = None) -> Found:  # noqa: A002  (its name)
    """Answer no longer for a defect.

    Raises:
        NotFoundError: nothing that is found has that id, or nobody answers for it.
    """
    one = _find(study, id, manuscript)
    if one.accepted is None:
        raise NotFoundError(_("Nobody has accepted {id}.").format(id=id))
    with study.command("lint", _("{lint} {id} open again").format(lint=one.defect.lint, id=id)):
        study.set_setting(SETTING.format(id=one.defect.id), "")
    return Found(defect=one.defect, topic=one.topic)


def _find(study: Study, id: str, manuscript: Manuscript | None) -> Found:  # noqa: A002  (its name)
    everything = lint_study(study, manuscript=manuscript).found
    for one in everything:
        if one.defect.id == id.strip().casefold():
            return one
    raise NotFoundError(
        _("No defect has the id “{id}”.").format(id=id), mend=_("The ids stand behind each defect: qda lint")
    )


def _chosen(options: LintOptions, *, of_texts: bool) -> tuple[list[registry.Plugin], tuple[Problem, ...]]:
    for name in (*options.only, *options.skip):
        registry.get("lints", name)
    everything, problems = registry.survey("lints")
    wanted = [
        plugin
        for plugin in everything
        if (not options.only or plugin.name in options.only) and plugin.name not in options.skip
    ]
    chosen = [plugin for plugin in wanted if not of_texts or _details(plugin).of_texts]
    if not chosen:
        able = ", ".join(plugin.name for plugin in everything if not of_texts or _details(plugin).of_texts)
        raise InputError(_("No lint is left to run."), mend=_("Choose among: {names}.").format(names=able))
    return chosen, tuple(problems)


def _details(plugin: registry.Plugin) -> LintDetails:
    assert isinstance(plugin.details, LintDetails)
    return plugin.details


def _with_acceptance(study: Study, one: Found) -> Found:
    value = study.setting(SETTING.format(id=one.defect.id))
    if not value:
        return one
    said = json.loads(value)
    accepted = Acceptance(who=said["who"], at=said["at"], why=said["why"])
    return Found(defect=one.defect, topic=one.topic, accepted=accepted)


def _desk(study: Study, material: Material, manuscript: Manuscript | None) -> Desk:
    if manuscript is not None:
        texts = [Text(name=manuscript.name, kind=Kind.AUTHOR, text=manuscript.text)]
    else:
        texts = [text for text in _texts(study) if text.kind in _JUDGED]
    own = {text.name: text.text for text in texts}
    facts: StudyFacts = study_facts(material, own)
    return Desk(
        reports=tuple(read_prose(text.name, text.text) for text in texts if text.kind is Kind.AUTHOR),
        texts=tuple(texts),
        facts=facts,
        codes=tuple(_codes(study)),
        findings=tuple(read_stored(finding) for finding in notes.findings_of(study)),
        spoken=lambda: _texts(study),
        manuscript=manuscript is not None,
    )


def _texts(study: Study) -> Iterator[Text]:
    kept_out: dict[bytes, list[Span]] = {}
    for passage in quarantine.listed(study):
        kept_out.setdefault(passage.source, []).append(passage.span)
    for source in sources.listed(study):
        yield Text(
            name=source.name,
            kind=source.kind,
            text=sources.text(study, source),
            kept_out=tuple(kept_out.get(source.id, ())),
        )


def _codes(study: Study) -> Iterator[CodeFacts]:
    for code in codebook.listed(study, status=None):
        if code.status == "active":
            yield CodeFacts(code=code, defined_at=_defined_at(study, code) if code.version > 1 else None)
        else:
            yield CodeFacts(code=code, left=len(codings.listed(study, code=code.id)))


def _defined_at(study: Study, code: Code) -> str | None:
    """When what the code means last changed; None where only its label, colour or rules did."""
    changed, before = None, None
    for version in codebook.history(study, code.id):
        anatomy = json.loads(version.anatomy)
        meaning = [anatomy.get(name) for name in _MEANING]
        if before is not None and meaning != before:
            changed = version.at
        before = meaning
    return changed
