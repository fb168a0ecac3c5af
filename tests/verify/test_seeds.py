"""The 61 claims of the five seed studies, from what their reports themselves attribute (method §7)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qda.model.evidence import Evidence, EvidenceUnit, Triangulation
from qda.verify.evidence import gather_evidence
from qda.verify.facts import study_facts
from qda.verify.finding import EvidenceQuery, FindingSpec
from qda.verify.triangulate import triangulate
from tests.verify.studies import material

UNNAMED = "narasumber?"  # "several informants", who may be any of those named
DESIGN = "KDR"  # its claims are attributed to interviews and observation by the design of the study alone
STANCE = {1: "+", -1: "-", 0: "0"}


@pytest.fixture(scope="module")
def studies(shared: Path) -> list[dict[str, Any]]:
    """The reconstruction of the five studies."""
    found = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"]
    assert sum(len(study["claims"]) for study in found) == 61
    return list(found)


def agrees(result: Triangulation, expected: dict[str, Any]) -> bool:
    """Whether the bounds are those the method reports; the verdict is the lower one."""
    return (result.verdict, result.lower, result.upper) == (
        expected["reported"],
        expected["lower"],
        expected["upper"],
    ) and (result.author_counterstatement == expected["author_counterstatement"])


def test_from_the_evidence_as_given(studies: list[dict[str, Any]]) -> None:
    for study in studies:
        for claim in study["claims"]:
            units = tuple(
                EvidenceUnit(
                    informant=quote["inf"],
                    group=quote["grp"],
                    technique=quote["tech"],
                    stance=quote["stance"],
                    unspecified=quote["inf"] == UNNAMED,
                    design_level=study["id"] == DESIGN and quote["tech"] != "A",
                )
                for quote in claim["quotes"]
            )
            asked = tuple(claim.get("asked", {}).items())
            result = triangulate(Evidence(finding=claim["id"], units=units, asked=asked))
            assert agrees(result, claim["expected"]), (claim["id"], result.lower, result.upper)


def cases_of(study: dict[str, Any]) -> list[dict[str, Any]]:
    """The informants that the report registers and those it quotes."""
    quoted = {
        (quote["inf"], quote["grp"], quote["tech"])
        for claim in study["claims"]
        for quote in claim["quotes"]
        if quote["tech"] != "A"
    }
    cases = []
    for name, group, technique in sorted(quoted):
        cases.append({"name": name, "group": group, "technique": technique, "unspecified": name == UNNAMED})
        if study["id"] == DESIGN:
            cases[-1] |= {"attribution": "design", "n": "8" if group == "pengrajin" else "1"}
    for role in study["roles"] if study["id"] == "MJK" else []:
        known = sum(int(case.get("n", 1)) for case in cases if case["group"] == role["grp"])
        total = sum(other["n"] for other in study["roles"] if other["grp"] == role["grp"])
        if known < total:
            cases.append({"name": f"other {role['grp']}", "group": role["grp"], "n": str(total - known)})
    return cases


def test_from_frames_as_a_study_holds_them(studies: list[dict[str, Any]]) -> None:
    for study in studies:
        codings = [
            {
                "source": "laporan",
                "code": code,
                "start": quote["start"],
                "end": quote["end"],
                "quote": quote["text"],
                "stance": STANCE[quote["stance"]],
                "memo": f"{claim['id']};",
                "informant": None if quote["tech"] == "A" else quote["inf"],
            }
            for claim in study["claims"]
            for code in claim["codes"][:1]
            for quote in claim["quotes"]
        ]
        facts = study_facts(
            material(
                sources=[{"name": "laporan", "kind": "author", "technique": "A"}],
                cases=cases_of(study),
                codings=codings,
            )
        )
        for claim in study["claims"]:
            query = EvidenceQuery(codes=tuple(claim["codes"]), memo=f"{claim['id']};")
            evidence = gather_evidence(facts, FindingSpec(key=claim["id"], statement="", evidence=query))
            result = triangulate(evidence)
            assert agrees(result, claim["expected"]), (claim["id"], result.lower, result.upper)
            reported = {group: n for group, n in claim.get("asked", {}).items() if n}
            assert {group: n for group, n in evidence.asked if n} == reported, claim["id"]
