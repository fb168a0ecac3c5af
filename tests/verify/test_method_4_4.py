"""The nineteen situations TRI-T01 … T19 of the method's section 4.4, with every number they give."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from qda.model.evidence import (
    DEFAULT_THRESHOLDS,
    Dependency,
    Evidence,
    EvidenceUnit,
    GroupState,
    PairState,
    Triangulation,
    TriangulationOptions,
    VerdictWord,
)
from qda.verify.triangulate import triangulate


def said(
    informant: str,
    group: str,
    technique: str = "W",
    stance: int = 1,
    subcode: str | None = None,
    cluster: str | None = None,
) -> EvidenceUnit:
    return EvidenceUnit(
        informant=informant, group=group, technique=technique, stance=stance, subcode=subcode, cluster=cluster
    )


@dataclass(frozen=True, kw_only=True)
class Situation:
    units: tuple[EvidenceUnit, ...]
    asked: tuple[tuple[str, int], ...]
    verdict: str
    witnesses: int
    support: int
    techniques: int
    k_star: int | None
    groups: str
    pairs: str
    hard: tuple[tuple[str, str], ...] = ()
    options: TriangulationOptions = DEFAULT_THRESHOLDS


DINAS, CRAFT = "dinas", "pengrajin"
TWO_ASKED = ((DINAS, 2), (CRAFT, 4))

SITUATIONS = {
    "T01 all three groups support": Situation(
        units=(said("d1", DINAS), said("p1", CRAFT), said("p2", CRAFT), said("o1", "observasi", "O")),
        asked=(*TWO_ASKED, ("observasi", 1)),
        verdict="CONVERGENT",
        witnesses=4,
        support=3,
        techniques=2,
        k_star=2,
        groups="SUPPORT SUPPORT SUPPORT",
        pairs="AGREEMENT AGREEMENT AGREEMENT",
    ),
    "T02 one informant quoted six times": Situation(
        units=(said("p1", CRAFT),) * 6,
        asked=TWO_ASKED,
        verdict="SINGLE_SOURCE",
        witnesses=1,
        support=1,
        techniques=1,
        k_star=1,
        groups="SILENT SUPPORT",
        pairs="SILENCE",
    ),
    "T03 office for, craftsmen against": Situation(
        units=(said("d1", DINAS), said("p1", CRAFT, stance=-1), said("p2", CRAFT, stance=-1)),
        asked=TWO_ASKED,
        verdict="DISSONANT",
        witnesses=3,
        support=1,
        techniques=1,
        k_star=1,
        groups="SUPPORT CONTRADICT",
        pairs="DISSONANCE",
    ),
    "T04 a copied sentence": Situation(
        units=(said("doc1", "dokumen", "D", cluster="k1"), said("d1", DINAS, cluster="k1")),
        asked=((DINAS, 2), ("dokumen", 1), (CRAFT, 4)),
        verdict="SINGLE_SOURCE",
        witnesses=1,
        support=1,
        techniques=1,
        k_star=1,
        groups="SILENT SUPPORT SILENT",
        pairs="SILENCE SILENCE_BOTH SILENCE",
    ),
    "T05 the same, copying not seen": Situation(
        units=(said("doc1", "dokumen", "D"), said("d1", DINAS)),
        asked=((DINAS, 2), ("dokumen", 1), (CRAFT, 4)),
        verdict="CONVERGENT",
        witnesses=2,
        support=2,
        techniques=2,
        k_star=1,
        groups="SUPPORT SUPPORT SILENT",
        pairs="AGREEMENT SILENCE SILENCE",
    ),
    "T06 nobody was asked": Situation(
        units=(),
        asked=((DINAS, 0), (CRAFT, 0)),
        verdict="UNTESTED",
        witnesses=0,
        support=0,
        techniques=0,
        k_star=None,
        groups="NOT_ASKED NOT_ASKED",
        pairs="NA",
    ),
    "T07 asked, nobody says it": Situation(
        units=(),
        asked=TWO_ASKED,
        verdict="UNSUPPORTED",
        witnesses=0,
        support=0,
        techniques=0,
        k_star=None,
        groups="SILENT SILENT",
        pairs="SILENCE_BOTH",
    ),
    "T08 one against": Situation(
        units=(said("p1", CRAFT, stance=-1),),
        asked=TWO_ASKED,
        verdict="DOUBTED",
        witnesses=1,
        support=0,
        techniques=0,
        k_star=1,
        groups="SILENT CONTRADICT",
        pairs="SILENCE",
    ),
    "T09 each tells another part": Situation(
        units=(said("d1", DINAS, subcode="pelatihan"), said("p1", CRAFT, subcode="alat")),
        asked=TWO_ASKED,
        verdict="COMPLEMENTARY",
        witnesses=2,
        support=2,
        techniques=1,
        k_star=1,
        groups="SUPPORT SUPPORT",
        pairs="PARTIAL",
    ),
    "T10 one of six dissents": Situation(
        units=(*(said(f"p{i}", CRAFT) for i in range(5)), said("p9", CRAFT, stance=-1), said("d1", DINAS)),
        asked=((DINAS, 2), (CRAFT, 6)),
        verdict="CONVERGENT",
        witnesses=7,
        support=2,
        techniques=1,
        k_star=1,
        groups="SUPPORT SUPPORT",
        pairs="AGREEMENT",
    ),
    "T11 two of five dissent": Situation(
        units=(
            *(said(f"p{i}", CRAFT) for i in range(3)),
            said("p8", CRAFT, stance=-1),
            said("p9", CRAFT, stance=-1),
            said("d1", DINAS),
        ),
        asked=((DINAS, 2), (CRAFT, 5)),
        verdict="DISSONANT",
        witnesses=6,
        support=1,
        techniques=1,
        k_star=2,
        groups="SUPPORT SPLIT",
        pairs="PARTIAL",
    ),
    "T12 one contradicts himself over time": Situation(
        units=(said("p1", CRAFT), said("p1", CRAFT, stance=-1), said("d1", DINAS)),
        asked=TWO_ASKED,
        verdict="DISSONANT",
        witnesses=2,
        support=1,
        techniques=1,
        k_star=1,
        groups="SUPPORT SPLIT",
        pairs="PARTIAL",
    ),
    "T13 a couple in one shop": Situation(
        units=(said("p1", CRAFT), said("k1", "keluarga")),
        asked=((CRAFT, 4), ("keluarga", 1), (DINAS, 2)),
        hard=(("p1", "k1"),),
        verdict="SINGLE_SOURCE",
        witnesses=1,
        support=1,
        techniques=1,
        k_star=1,
        groups="SUPPORT SILENT SILENT",
        pairs="SILENCE SILENCE SILENCE_BOTH",
    ),
    "T14 three of five groups are silent": Situation(
        units=(said("d1", DINAS), said("p1", CRAFT)),
        asked=(*TWO_ASKED, ("desa", 1), ("dokumen", 1), ("observasi", 1)),
        verdict="PARTIAL",
        witnesses=2,
        support=2,
        techniques=1,
        k_star=1,
        groups="SUPPORT SUPPORT SILENT SILENT SILENT",
        pairs="AGREEMENT SILENCE SILENCE SILENCE SILENCE SILENCE SILENCE SILENCE_BOTH SILENCE_BOTH SILENCE_BOTH",
    ),
    "T15 two techniques wanted": Situation(
        units=(said("d1", DINAS), said("p1", CRAFT)),
        asked=TWO_ASKED,
        options=TriangulationOptions(min_techniques=2),
        verdict="PARTIAL",
        witnesses=2,
        support=2,
        techniques=1,
        k_star=1,
        groups="SUPPORT SUPPORT",
        pairs="AGREEMENT",
    ),
    "T16 mentioned only": Situation(
        units=(said("d1", DINAS, stance=0), said("p1", CRAFT, stance=0)),
        asked=TWO_ASKED,
        verdict="UNSUPPORTED",
        witnesses=2,
        support=0,
        techniques=0,
        k_star=None,
        groups="MENTION MENTION",
        pairs="AGREEMENT",
    ),
    "T17 two groups against": Situation(
        units=(said("p1", CRAFT, stance=-1), said("d1", DINAS, stance=-1)),
        asked=TWO_ASKED,
        verdict="REFUTED",
        witnesses=2,
        support=0,
        techniques=0,
        k_star=1,
        groups="CONTRADICT CONTRADICT",
        pairs="AGREEMENT",
    ),
    "T18 one informant, interviewed and observed": Situation(
        units=(said("p1", CRAFT), said("p1", CRAFT, "O")),
        asked=((CRAFT, 4), (DINAS, 2)),
        verdict="SINGLE_SOURCE",
        witnesses=1,
        support=1,
        techniques=2,
        k_star=1,
        groups="SUPPORT SILENT",
        pairs="SILENCE",
    ),
    "T19 only the author says so": Situation(
        units=(said("penulis", "penulis", "A"),),
        asked=((DINAS, 2),),
        verdict="ASSERTED",
        witnesses=0,
        support=0,
        techniques=0,
        k_star=1,
        groups="SILENT",
        pairs="",
    ),
}


def run(situation: Situation) -> Triangulation:
    hard = tuple(Dependency(informant=one, others=(other,)) for one, other in situation.hard)
    evidence = Evidence(finding="c", units=situation.units, asked=situation.asked, dependencies=hard)
    return triangulate(evidence, situation.options)


@pytest.mark.parametrize("name", SITUATIONS)
def test_situation(name: str) -> None:
    situation = SITUATIONS[name]
    result = run(situation)
    assert result.verdict == VerdictWord(situation.verdict)
    assert (result.lower, result.upper) == (result.verdict, result.verdict)
    assert len(result.witnesses) == situation.witnesses
    assert len(result.supporting_groups) == situation.support
    assert len(result.techniques) == situation.techniques
    assert result.k_star == situation.k_star
    assert [state for _, state in result.groups] == [GroupState(word) for word in situation.groups.split()]
    assert [group for group, _ in result.groups] == [group for group, _ in situation.asked]
    assert [state for *_, state in result.pairs] == [PairState(word) for word in situation.pairs.split()]


def test_a_tolerated_dissenter_is_listed_as_a_negative_case() -> None:
    result = run(SITUATIONS["T10 one of six dissents"])
    assert [witness.informants for witness in result.negative_cases] == [("p9",)]


def test_a_copied_sentence_has_the_technique_of_its_origin() -> None:
    result = run(SITUATIONS["T04 a copied sentence"])
    assert result.techniques == ("D",)
    assert result.witnesses[0].informants == ("doc1", "d1")


def test_the_vectors_of_the_method_itself(shared: Path) -> None:
    fixtures = json.loads((shared / "method" / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    vectors = [fixture for fixture in fixtures if fixture["statistic"] == "triangulation"]
    assert len(vectors) == 19
    for vector in vectors:
        given, expected = vector["input"], vector["expected"]
        units = tuple(
            said(e["inf"], e["grp"], e["tech"], e["stance"], e["sub"], e["cluster"]) for e in given["evidence"]
        )
        hard = tuple(Dependency(informant=one, others=(other,)) for one, other in given["hard_dependencies"])
        result = triangulate(
            Evidence(finding=vector["id"], units=units, asked=tuple(given["asked"].items()), dependencies=hard),
            TriangulationOptions(**given["options"]),
        )
        got = {
            "verdict": result.verdict.value,
            "witnesses": len(result.witnesses),
            "K": len(result.supporting_groups),
            "T": len(result.techniques),
            "k_star": result.k_star,
            "groups": {group: state.value for group, state in result.groups},
            "pairs": {f"{one}~{other}": state.value for one, other, state in result.pairs},
        }
        assert got == expected, vector["id"]
