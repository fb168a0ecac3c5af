"""`qda triangulate`: the findings of a study against its evidence, on one axis of comparison."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace

from qda.model.evidence import DEFAULT_THRESHOLDS, Axis, Triangulation, TriangulationOptions
from qda.model.frames import Material
from qda.model.problem import Problem
from qda.model.records import Kind
from qda.model.text import Span
from qda.model.wording import _
from qda.store import codebook, frames, quarantine, sources
from qda.store.study import Study
from qda.verify.conclude import select_findings
from qda.verify.copies import with_copies
from qda.verify.evidence import gather_evidence
from qda.verify.facts import StudyFacts, study_facts
from qda.verify.finding import FindingSpec
from qda.verify.foreign import ForeignPassage, Prose, foreign_passages
from qda.verify.prompting import code_names
from qda.verify.triangulate import triangulate

_PROSE = (Kind.DOCUMENT, Kind.AUTHOR)


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


def foreign_text(study: Study) -> list[Problem]:
    """The paragraphs of documents and author's prose that are perhaps of another study, each with how to mend it."""
    return foreign_problems(_foreign(study))


def foreign_problems(found: Sequence[ForeignPassage]) -> list[Problem]:
    """The same from what was found already."""
    return [
        Problem(
            file=passage.source,
            place=_("line {number}").format(number=passage.line),
            what=_("The paragraph “{opening} …” is perhaps not of this study.").format(opening=passage.opening),
            mend=_('If it is not: qda source quarantine {source} --quote "{opening}" --paragraph --why "…"').format(
                source=shlex.quote(passage.source), opening=passage.opening.replace('"', '\\"')
            ),
        )
        for passage in found
    ]


def read_facts(study: Study, material: Material, findings: Sequence[FindingSpec]) -> StudyFacts:
    """The study's facts with what only the texts tell: copies, leading questions, perhaps foreign paragraphs.

    Kept are the texts of sources that hold evidence, and of the author's prose.
    """
    rivals = (rival.evidence for finding in findings for rival in finding.rivals if rival.evidence is not None)
    codes = {path for query in (*(f.evidence for f in findings), *rivals) for path in query.codes}
    rows = zip(material.codings["source"], material.codings["code"], strict=True)
    used = {source for source, code in rows if any(code == path or code.startswith(f"{path}/") for path in codes)}
    texts = {
        source.name: text for source, text in sources.texts(study) if source.name in used or source.kind is Kind.AUTHOR
    }
    facts = study_facts(material, texts)
    return with_copies(replace(facts, names=code_names(codebook.listed(study)), foreign=_foreign(study)), findings)


def _foreign(study: Study) -> tuple[ForeignPassage, ...]:
    kept_out: dict[bytes, list[Span]] = {}
    for passage in quarantine.listed(study):
        kept_out.setdefault(passage.source, []).append(passage.span)
    prose = [
        Prose(source=source.name, text=sources.text(study, source), kept_out=tuple(kept_out.get(source.id, ())))
        for source in sources.listed(study)
        if source.kind in _PROSE
    ]
    return foreign_passages(prose, lambda: (text for source, text in sources.texts(study) if source.kind not in _PROSE))
