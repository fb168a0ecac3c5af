"""Made-up reports and studies on a desk, for trying one lint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qda import registry
from qda.model.records import Code, Kind
from qda.verify.facts import study_facts
from qda.verify.finding import EvidenceQuery, FindingSpec
from qda.verify.lint_prose import read_prose
from qda.verify.lint_rule import CodeFacts, Defect, Desk, Text
from tests.verify.studies import material


def desk(
    report: str = "",
    *,
    sources: Sequence[dict[str, Any]] = (),
    turns: Sequence[dict[str, Any]] = (),
    cases: Sequence[dict[str, Any]] = (),
    codings: Sequence[dict[str, Any]] = (),
    codes: Sequence[CodeFacts] = (),
    findings: Sequence[tuple[str, str]] = (),
    spoken: Sequence[Text] = (),
) -> Desk:
    """A study; the report, if any, is its source `laporan`, and findings are pairs of an id and a code."""
    texts = (Text(name="laporan", kind=Kind.AUTHOR, text=report),) if report else ()
    everything = [*sources, {"name": "laporan", "kind": "author", "technique": "A"}]
    return Desk(
        reports=(read_prose("laporan", report),) if report else (),
        texts=texts,
        facts=study_facts(material(sources=everything, turns=turns, cases=cases, codings=codings)),
        codes=tuple(codes),
        findings=tuple(FindingSpec(key=k, statement="", evidence=EvidenceQuery(codes=(c,))) for k, c in findings),
        spoken=lambda: (*texts, *spoken),
    )


def lint(name: str, on: Desk) -> list[Defect]:
    """What one lint finds; each passage is checked to be the words of its place."""
    found = list(registry.get("lints", name).target(on))
    said = {text.name: text.text for text in on.spoken()}
    for defect in found:
        assert defect.lint == name
        for passage in defect.passages:
            assert said[passage.source][passage.start : passage.end] == passage.text
            assert passage.line == 1 + said[passage.source][: passage.start].count("\n")
    return found


def code(path: str, **given: Any) -> CodeFacts:
    """A code on its own."""
    facts = {name: given.pop(name) for name in ("defined_at", "left") if name in given}
    return CodeFacts(code=Code(id=path.encode(), path=path, **given), **facts)
