"""`qda triangulate`: the findings of a study against its evidence, on one axis of comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.model.evidence import DEFAULT_THRESHOLDS, Axis, Triangulation, TriangulationOptions
from qda.model.frames import Material
from qda.model.sheet import Sheet
from qda.store import frames, sources
from qda.store.study import Study
from qda.verify.conclude import select_findings
from qda.verify.convergence import convergence_sheet, pairs_sheet
from qda.verify.evidence import gather_evidence
from qda.verify.facts import StudyFacts, study_facts
from qda.verify.finding import FindingSpec
from qda.verify.quoted import quotations
from qda.verify.triangulate import triangulate


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """Triangulations with the matrices that show them."""

    results: tuple[Triangulation, ...]
    sheets: tuple[Sheet, ...]


def triangulate_findings(
    study: Study,
    keys: list[str] | None = None,
    *,
    by: Axis = Axis.GROUP,
    options: TriangulationOptions = DEFAULT_THRESHOLDS,
) -> list[Triangulation]:
    """Triangulate findings.

    Args:
        study: The open study.
        keys: Ids of findings; all where None or empty.
        by: What is compared: source groups, techniques, periods or coders.
        options: The thresholds.

    Raises:
        NotFoundError: the study has no findings, or none with one of the ids.
    """
    findings = select_findings(study, keys)
    facts = read_facts(study, frames.material(study), findings)
    return [triangulate(gather_evidence(facts, finding, by), options) for finding in findings]


def convergence(
    study: Study,
    keys: list[str] | None = None,
    *,
    by: Axis = Axis.GROUP,
    options: TriangulationOptions = DEFAULT_THRESHOLDS,
) -> Convergence:
    """Triangulate findings and arrange them as the convergence matrix and the matrix of pairs.

    The arguments and errors are those of `triangulate_findings`.
    """
    findings = select_findings(study, keys)
    material = frames.material(study)
    facts = read_facts(study, material, findings)
    results = [triangulate(gather_evidence(facts, finding, by), options) for finding in findings]
    statements = {finding.key: finding.statement for finding in findings}
    behind = {coding for result in results for witness in result.witnesses for coding in witness.codings}
    behind |= {coding for result in results for coding in result.author_codings}
    synthetic = material.synthetic
    sheets = [convergence_sheet(results, statements, quotations(material, facts, behind), synthetic=synthetic)]
    if any(result.pairs for result in results):
        sheets.append(pairs_sheet(results, statements, synthetic=synthetic))
    return Convergence(results=tuple(results), sheets=tuple(sheets))


def read_facts(study: Study, material: Material, findings: Sequence[FindingSpec]) -> StudyFacts:
    """The study's facts, with the texts in which copies are looked for: of sources that hold evidence."""
    codes = {path for finding in findings for path in finding.evidence.codes}
    rows = zip(material.codings["source"], material.codings["code"], strict=True)
    used = {source for source, code in rows if any(code == path or code.startswith(f"{path}/") for path in codes)}
    texts = {source.name: text for source, text in sources.texts(study) if source.name in used} if used else {}
    return study_facts(material, texts)
