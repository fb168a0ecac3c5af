"""`qda verify`: re-run the assertions of the findings, and name the findings whose evidence changed."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.evidence import DEFAULT_THRESHOLDS, Evidence, TriangulationOptions
from qda.model.prediction import EXPECTATION
from qda.model.problem import Problem
from qda.model.wording import _
from qda.store import codebook, frames
from qda.store.study import Study
from qda.verify.assertions import status_of, try_assertions
from qda.verify.conclude import select_findings
from qda.verify.evidence import gather_evidence, scope_of
from qda.verify.facts import StudyFacts
from qda.verify.finding import FindingSpec, IfThenAssertion, TacticAssertion
from qda.verify.finding_names import unknown_codes
from qda.verify.fingerprint import Fingerprint, change, fingerprint, to_text
from qda.verify.if_then import CaseValues, case_values
from qda.verify.moments import Moment, moment
from qda.verify.outcome import FindingResult, exit_status
from qda.verify.tactic import TacticStatus
from qda.verify.triangulate import triangulate
from qda.verify.triangulation import foreign_problems, read_facts

SETTING = "verified:{key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a verification found.

    Attributes:
        problems: Findings that rest on codes the codebook no longer has; paragraphs perhaps of another study.
    """

    results: tuple[FindingResult, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 all supported, 1 some not, 3 undetermined."""
        return exit_status(self.results)

    @property
    def changed(self) -> tuple[FindingResult, ...]:
        """Findings whose evidence is not what it was when last verified."""
        return tuple(result for result in self.results if result.change is not None)


def verify_findings(
    study: Study,
    keys: list[str] | None = None,
    options: TriangulationOptions = DEFAULT_THRESHOLDS,
    *,
    record: bool = True,
) -> Verification:
    """Try every assertion of the findings.

    Args:
        study: The open study.
        keys: Ids of findings; all where None or empty.
        options: The thresholds of triangulation.
        record: Whether to keep the evidence's fingerprint, against which the next verification compares.

    Raises:
        NotFoundError: the study has no findings, or none with one of the ids.
        FormulaError: a condition cannot be read.
    """
    findings = select_findings(study, keys)
    facts = read_facts(study, frames.material(study), findings)
    quotes = {coded.id: coded.quote for coded in facts.codings}
    paths = [code.path for code in codebook.listed(study)]
    results, prints = [], dict[str, Fingerprint]()
    for finding in findings:
        evidence = gather_evidence(facts, finding)
        result = triangulate(evidence, options)
        tried = try_assertions(finding, result, _cases(facts, finding), _tactics(study, finding))
        prints[finding.key] = fingerprint(evidence, quotes, result)
        results.append(
            FindingResult(
                finding=finding,
                status=status_of(tried),
                assertions=tried,
                triangulation=result,
                change=change(study.setting(SETTING.format(key=finding.key)), prints[finding.key]),
                moment=_moment(facts, finding, evidence),
            )
        )
    if record:
        _record(study, prints)
    problems = [problem for finding in findings for problem in unknown_codes(finding, paths)]
    return Verification(results=tuple(results), problems=(*problems, *foreign_problems(facts.foreign)))


def _cases(facts: StudyFacts, finding: FindingSpec) -> tuple[CaseValues, ...]:
    if not any(isinstance(assertion, IfThenAssertion) for assertion in finding.assertions):
        return ()
    return case_values(facts, scope_of(facts, finding)[0])


def _moment(facts: StudyFacts, finding: FindingSpec, evidence: Evidence) -> Moment | None:
    """Whether an expectation was stored before its evidence was coded; None of findings that are none."""
    if finding.kind != EXPECTATION:
        return None
    used = {unit.coding for unit in evidence.units}
    return moment(finding.expected_since, (c for c in facts.coded_below(finding.evidence.codes) if c.id in used))


def _tactics(study: Study, finding: FindingSpec) -> dict[str, TacticStatus]:
    """What the tactics that the finding must pass come to today; they are run only where it names one."""
    if not any(isinstance(assertion, TacticAssertion) for assertion in finding.assertions):
        return {}
    from qda.verify.tactic_run import statuses

    return statuses(study, finding)


def _record(study: Study, prints: dict[str, Fingerprint]) -> None:
    with study.command("verify", _("evidence of {n} findings noted").format(n=len(prints))):
        for key, found in prints.items():
            study.set_setting(SETTING.format(key=key), to_text(found))
