"""`qda triangulate`: the findings of a study against its evidence, on one axis of comparison."""

from __future__ import annotations

from collections.abc import Sequence

from qda.model.evidence import DEFAULT_THRESHOLDS, Axis, Triangulation, TriangulationOptions
from qda.model.frames import Material
from qda.store import frames, sources
from qda.store.study import Study
from qda.verify.conclude import select_findings
from qda.verify.evidence import gather_evidence
from qda.verify.facts import StudyFacts, study_facts
from qda.verify.finding import FindingSpec
from qda.verify.triangulate import triangulate


def triangulate_findings(
    study: Study,
    keys: list[str] | None = None,
    *,
    by: Axis = Axis.GROUP,
    options: TriangulationOptions = DEFAULT_THRESHOLDS,
    material: Material | None = None,
) -> list[Triangulation]:
    """Triangulate findings.

    Args:
        study: The open study.
        keys: Ids of findings; all where None or empty.
        by: What is compared: source groups, techniques, periods or coders.
        options: The thresholds.
        material: The study's frames, where they were read already.

    Raises:
        NotFoundError: the study has no findings, or none with one of the ids.
    """
    findings = select_findings(study, keys)
    facts = read_facts(study, material or frames.material(study), findings)
    return [triangulate(gather_evidence(facts, finding, by), options) for finding in findings]


def read_facts(study: Study, material: Material, findings: Sequence[FindingSpec]) -> StudyFacts:
    """The study's facts, with the texts in which copies are looked for: of sources that hold evidence."""
    codes = {path for finding in findings for path in finding.evidence.codes}
    rows = zip(material.codings["source"], material.codings["code"], strict=True)
    used = {source for source, code in rows if any(code == path or code.startswith(f"{path}/") for path in codes)}
    texts = {source.name: text for source, text in sources.texts(study) if source.name in used} if used else {}
    return study_facts(material, texts)
