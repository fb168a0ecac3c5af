"""`qda tactic`: run tactics, keep what they came to, keep what humans answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qda.model.errors import InputError, NotFoundError
from qda.model.evidence import DEFAULT_THRESHOLDS, Evidence
from qda.model.ids import new_id
from qda.model.tactic_records import TacticAnswer, TacticRecord
from qda.model.wording import _, language, plural
from qda.registry import Plugin
from qda.store import codebook, frames, notes
from qda.store import tactics as kept
from qda.store.study import Study
from qda.verify.conclude import list_findings, select_findings
from qda.verify.evidence import gather_evidence
from qda.verify.finding import FindingSpec
from qda.verify.lookup import study_lookup
from qda.verify.tactic import (
    ANSWERS,
    About,
    Answer,
    Ground,
    Item,
    Machine,
    Tactic,
    TacticDetails,
    TacticStatus,
    open_items,
    overall,
    status_of,
)
from qda.verify.tactic_choice import listed, options_of, parameters_text
from qda.verify.tactic_words import meant
from qda.verify.triangulate import triangulate
from qda.verify.triangulation import read_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class TacticRun:
    """A tactic, run on a finding or on the study.

    Attributes:
        finding: None for a tactic about the study.
        machine: The machine's half as it is today.
        answers: All that humans answered to it.
        inputs: Digest of what the machine saw.
        parameters: Options that differ from the defaults, as canonical JSON.
        kept: The run as it was kept last; None where it was never kept.
    """

    plugin: Plugin
    finding: FindingSpec | None
    machine: Machine
    answers: tuple[Answer, ...]
    inputs: str
    parameters: str
    status: TacticStatus
    kept: TacticRecord | None = None

    @property
    def details(self) -> TacticDetails:
        """What the tactic declares."""
        found: TacticDetails = self.plugin.details
        return found

    @property
    def open_items(self) -> tuple[Item, ...]:
        """What nobody has answered yet, one by one."""
        return open_items(self.machine, self.answers)

    @property
    def said(self) -> Answer | None:
        """The human's answer to the question as a whole; None where it lacks or was given on other evidence."""
        return overall(self.answers, self.inputs)

    @property
    def outdated(self) -> Answer | None:
        """An answer to the question as a whole that was given on other evidence."""
        whole = next((each for each in self.answers if not each.item), None)
        return whole if whole is not None and whole.inputs != self.inputs else None


class Runner:
    """Runs tactics on one study; what they stand on is read once."""

    def __init__(self, study: Study) -> None:
        """Read the study, its findings, and what was kept of earlier runs."""
        self.study = study
        self.findings = tuple(list_findings(study))
        self.tactics = listed()
        self.records = {(run.tactic, run.finding): run for run in kept.runs(study)}
        self.answers: dict[tuple[str, str], tuple[Answer, ...]] = {}
        for each in kept.answers(study):
            where = (each.tactic, each.finding)
            self.answers[where] = (*self.answers.get(where, ()), _answer(each))
        self._ground = self._study_ground()
        self._evidence: dict[str, Evidence] = {}

    def _study_ground(self) -> Ground:
        material = frames.material(self.study, language())
        facts = read_facts(self.study, material, self.findings)
        statuses: dict[str, dict[str, TacticStatus]] = {}
        for run in self.records.values():
            statuses.setdefault(run.finding, {})[run.tactic] = TacticStatus(run.status)
        return Ground(
            material=material,
            facts=facts,
            findings=self.findings,
            codes=tuple(codebook.listed(self.study)),
            memos=tuple(notes.memos(self.study)),
            statuses=statuses,
            lookup=study_lookup(self.study),
            coded_last=max((coded.at for coded in facts.codings), default=""),
            results={f.key: triangulate(gather_evidence(facts, f), DEFAULT_THRESHOLDS) for f in self.findings},
            today=self.study.now()[:10],
        )

    def run(self, plugin: Plugin, finding: FindingSpec | None, options: Any) -> TacticRun:
        """One tactic on one finding (None: the study), with the answers given so far."""
        key = finding.key if finding else ""
        answers = self.answers.get((plugin.name, key), ())
        evidence = gather_evidence(self._ground.facts, finding) if finding else None
        ground = replace(
            self._ground,
            finding=finding,
            evidence=evidence,
            result=self._ground.results[key] if finding else None,
            answers=answers,
        )
        function: Tactic = plugin.target
        machine = function(ground, options)
        parameters = parameters_text(options)
        inputs = _digest(plugin.name, parameters, finding, evidence, machine)
        return TacticRun(
            plugin=plugin,
            finding=finding,
            machine=machine,
            answers=answers,
            inputs=inputs,
            parameters=parameters,
            status=status_of(machine, plugin.details.question, answers, inputs),
            kept=self.records.get((plugin.name, key)),
        )

    def again(self, finding: FindingSpec | None) -> list[TacticRun]:
        """The tactics that were applied to a finding, run again with the options they were kept with."""
        key = finding.key if finding else ""
        found = []
        for plugin in self.tactics:
            record = self.records.get((plugin.name, key))
            if record is not None:
                found.append(self.run(plugin, finding, options_of(plugin, record.parameters)))
        return found


def run_tactics(
    study: Study,
    plugins: Sequence[Plugin],
    keys: list[str] | None = None,
    options: Any = None,
    *,
    record: bool = True,
) -> list[TacticRun]:
    """Run tactics and keep what they came to, in one command.

    Args:
        study: The open study.
        plugins: Which ones.
        keys: Ids of findings, for tactics about findings; all where None or empty.
        options: Of the one tactic; None for the options it was run with last, else its defaults.
        record: Whether to keep the runs.

    Raises:
        NotFoundError: only tactics about findings are run and there are none, or none with one of the ids.
        InputError: findings are named for tactics about the study.
    """
    runner = Runner(study)
    studywide = any(plugin.details.about is About.STUDY for plugin in plugins)
    done = []
    for plugin in plugins:
        about_study = plugin.details.about is About.STUDY
        if about_study and keys and len(plugins) == 1:
            raise InputError(
                _("The tactic “{name}” is about the whole study, not about a finding.").format(name=plugin.name),
                mend=f"qda tactic {plugin.name}",
            )
        if not about_study and not keys and not runner.findings and studywide:
            continue  # what is about the study can be told before there are findings
        targets: list[FindingSpec | None] = [None] if about_study else [*select_findings(study, keys)]
        for finding in targets:
            last = runner.records.get((plugin.name, finding.key if finding else ""))
            chosen = options if options is not None else options_of(plugin, last.parameters if last else "{}")
            done.append(runner.run(plugin, finding, chosen))
    if record:
        _keep(study, done)
    return done


def applied(study: Study) -> list[TacticRun]:
    """The tactics that were applied to anything, run again with the options they were kept with."""
    runner = Runner(study)
    return [run for finding in (None, *runner.findings) for run in runner.again(finding)]


def answer(
    study: Study, plugin: Plugin, key: str, given: str, why: str, item: str = "", options: Any = None
) -> TacticRun:
    """Keep a human's answer to a tactic, as a whole or to one of its items, and run it again.

    Args:
        study: The open study.
        plugin: The tactic.
        key: Id of the finding; "" for a tactic about the study.
        given: The answer: of the question as a whole one of `ANSWERS`, of an item one of its choices.
        why: The reason; a question as a whole is not answered without one.
        item: Key of the item; "" for the question as a whole.
        options: Of the tactic; None for those it was run with last.

    Raises:
        InputError: the answer is none that the question takes, or its reason lacks.
        NotFoundError: there is no such finding or item.
    """
    with study.command("tactic") as command:
        (run,) = run_tactics(study, [plugin], [key] if key else None, options)
        fresh = checked_answer(run, item, given, why)
        about = _("{tactic} of {finding}").format(tactic=plugin.name, finding=key) if key else plugin.name
        command.what = _("answer to {about}: {answer}").format(about=about, answer=fresh[1])
        _save(study, [(run, fresh)])
        (again,) = run_tactics(study, [plugin], [key] if key else None, options)
    return again


def checked_answer(run: TacticRun, item: str, given: str, why: str) -> tuple[str, str, str]:
    """An answer as it will be kept: item, answer, reason.

    Raises:
        InputError: the answer is none that the question takes, or its reason lacks.
        NotFoundError: there is no such item.
    """
    if not item:
        allowed = tuple(str(each) for each in ANSWERS)
        if not why.strip():
            raise InputError(_("An answer needs its reason."), mend=_('Add: --because "…"'))
        return "", meant(given, allowed), why.strip()
    known = {each.key: each for each in run.machine.items}
    found = [key for key in known if key == item] or [key for key in known if key.startswith(item)]
    if len(found) != 1:
        raise NotFoundError(
            _("The tactic asks nothing about “{item}”.").format(item=item),
            mend=_("It asks about: {names}.").format(names=", ".join(known) or "–"),
        )
    choices = known[found[0]].choices
    return found[0], meant(given, choices) if choices else given.strip(), why.strip()


def take_answers(study: Study, given: Iterable[tuple[TacticRun, tuple[str, str, str]]]) -> int:
    """Keep answers that came back on a sheet; how many are new or changed.

    The items come first: whoever answers them and the question as a whole on one sheet answers the whole knowing the
    items, though they change what the tactic comes to.
    """
    rows = list(given)
    with study.command("tactic") as command:
        items = _changed([(run, fresh) for run, fresh in rows if fresh[0]])
        _save(study, items)
        wholes = [(run, fresh) for run, fresh in rows if not fresh[0]]
        if items and wholes:
            today = {_about(run): run for run in applied(study)}
            wholes = [(today.get(_about(run), run), fresh) for run, fresh in wholes]
        wholes = _changed(wholes)
        _save(study, wholes)
        n = len(items) + len(wholes)
        command.what = plural("{n} answer to tactics", "{n} answers to tactics", n).format(n=n)
    return n


def _about(run: TacticRun) -> tuple[str, str]:
    return run.plugin.name, run.finding.key if run.finding else ""


def _changed(
    given: Iterable[tuple[TacticRun, tuple[str, str, str]]],
) -> list[tuple[TacticRun, tuple[str, str, str]]]:
    """The answers that are new, say something else than before, or are given on other evidence."""
    fresh = []
    for run, (item, text, why) in given:
        old = next((each for each in run.answers if each.item == item), None)
        if old is None or (old.answer, old.why) != (text, why) or (not item and old.inputs != run.inputs):
            fresh.append((run, (item, text, why)))
    return fresh


def statuses(study: Study, finding: FindingSpec, runner: Runner | None = None) -> dict[str, TacticStatus]:
    """What the tactics applied to a finding come to today."""
    again = (runner or Runner(study)).again(finding)
    return {run.plugin.name: run.status for run in again}


def _keep(study: Study, done: Sequence[TacticRun]) -> None:
    changed = [run for run in done if not _same(run)]
    if not changed:
        return
    with study.command("tactic") as command:
        command.what = plural("{n} run of a tactic", "{n} runs of tactics", len(changed)).format(n=len(changed))
        for run in changed:
            kept.save_run(
                study,
                TacticRecord(
                    id=run.kept.id if run.kept else new_id(),
                    tactic=run.plugin.name,
                    finding=run.finding.key if run.finding else "",
                    parameters=run.parameters,
                    inputs=run.inputs,
                    status=run.status.value,
                    value=run.machine.not_applicable or run.machine.value,
                    by=study.who,
                    at=study.now(),
                ),
            )


def _same(run: TacticRun) -> bool:
    old = run.kept
    return old is not None and (old.inputs, old.parameters, old.status) == (run.inputs, run.parameters, run.status)


def _save(study: Study, given: Sequence[tuple[TacticRun, tuple[str, str, str]]]) -> None:
    kept.save_answers(
        study,
        [
            TacticAnswer(
                id=new_id(),
                tactic=run.plugin.name,
                finding=run.finding.key if run.finding else "",
                item=item,
                answer=text,
                why=why,
                inputs=run.inputs,
                by=study.who,
                at=study.now(),
            )
            for run, (item, text, why) in given
        ],
    )


def _answer(each: TacticAnswer) -> Answer:
    return Answer(item=each.item, answer=each.answer, why=each.why, by=each.by, at=each.at, inputs=each.inputs)


def _digest(
    tactic: str, parameters: str, finding: FindingSpec | None, evidence: Evidence | None, machine: Machine
) -> str:
    """What the machine saw, in short: whether an answer was given on this evidence. No words of any language."""
    parts: list[Any] = [tactic, parameters, machine.holds, machine.refutes, bool(machine.not_applicable)]
    parts += sorted(item.key for item in machine.items)
    parts += sorted(coding.hex() for coding in machine.evidence)
    if finding is not None and evidence is not None:
        parts += [finding.statement, finding.scope, finding.scope_condition, repr(finding.evidence)]
        parts += sorted(
            f"{u.coding.hex() if u.coding else ''} {u.stance} {u.informant} {u.group}" for u in evidence.units
        )
        parts += [evidence.asked]
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]
