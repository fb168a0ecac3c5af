"""Paragraphs of another study: a hint with source and line, and no effect until somebody acts on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.model.text import Span
from qda.verify.check import verify_findings
from qda.verify.foreign import ForeignPassage, Prose, foreign_passages
from qda.verify.triangulation import foreign_text
from tests.studies import seed_study
from tests.verify.test_seeds import cases_of

MATTERS = ("harga perak", "pelatihan patri", "modal bergulir", "pameran kerajinan", "limbah cair", "alat gerinda")
PEOPLE = ("perajin", "pengepul", "dinas", "pemilik bengkel", "perangkat desa")
FOREIGN = (
    "Siswa menghafal kosakata melalui kartu bergambar, dan nilai ulangan mereka meningkat setelah guru mengadakan "
    "permainan berkelompok di kelas selama satu semester, sehingga minat membaca ikut tumbuh."
)


def report(*more: str, paragraphs: int = 34) -> str:
    """A made-up report on silver smiths, every paragraph of more than twenty words."""
    own = [
        f"Menurut {PEOPLE[n % 5]} di Sukaperak, {MATTERS[n % 6]} memengaruhi usaha perak pada tahun itu, karena "
        f"{PEOPLE[(n + 2) % 5]} dan keluarga mereka mengandalkan {MATTERS[(n + 1) % 6]} untuk menjaga produksi perak."
        for n in range(paragraphs)
    ]
    return "\n\n".join(["I. PENDAHULUAN", *own[:9], *more, *own[9:]])


def flagged(text: str, **given: object) -> list[int]:
    return [found.line for found in foreign_passages([Prose(source="laporan", text=text, **given)])]  # type: ignore[arg-type]


def test_a_paragraph_of_another_study_is_named_with_its_line() -> None:
    [found] = foreign_passages([Prose(source="laporan", text=report(FOREIGN))])
    assert (found.source, found.line) == ("laporan", 21)
    assert report(FOREIGN)[found.start : found.end] == FOREIGN
    assert found.opening.startswith("Siswa menghafal kosakata")


def test_nothing_is_said_without_cause() -> None:
    assert flagged(report()) == []
    assert flagged(report(FOREIGN, paragraphs=28)) == []
    assert flagged(report(f"{FOREIGN} Demikian pula di Sukaperak.")) == []
    assert flagged(report("The pupils learned the words by cards and the marks of the class were better " * 3)) == []
    assert flagged(report(FOREIGN), kept_out=(Span(start=report(FOREIGN).index(FOREIGN), end=4000),)) == []


def test_words_that_the_interviews_share_are_not_foreign() -> None:
    asked: list[str] = []

    def interviews() -> list[str]:
        asked.append("asked")
        return [FOREIGN.replace("Siswa", "Anak")]

    assert foreign_passages([Prose(source="laporan", text=report(FOREIGN))], interviews) == ()
    assert foreign_passages([Prose(source="laporan", text=report())], interviews) == ()
    assert asked == ["asked"]


@pytest.mark.parametrize("identity", ["LMG", "PKL", "SKA", "MJK", "KDR"])
def test_the_one_foreign_paragraph_of_the_seeds_is_found(shared: Path, tmp_path: Path, identity: str) -> None:
    seeds = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"]
    [seed] = [each for each in seeds if each["id"] == identity]
    with seed_study(shared, seed, cases_of(seed), tmp_path) as study:
        found = foreign_text(study)
        told = verify_findings(study).problems
    assert [(problem.file, problem.place) for problem in found] == (
        [("laporan", "line 88")] if identity == "MJK" else []
    )
    assert set(found) <= set(told)
    assert all("lorong" in problem.mend and "qda source quarantine laporan" in problem.mend for problem in found)


def test_evidence_in_such_a_paragraph_warns_and_keeps_its_verdict() -> None:
    from dataclasses import replace

    from qda.verify.evidence import gather_evidence
    from qda.verify.facts import study_facts
    from qda.verify.finding import EvidenceQuery, FindingSpec
    from qda.verify.triangulate import triangulate
    from tests.verify.studies import material

    facts = study_facts(
        material(
            sources=[{"name": "berita", "kind": "document", "technique": "D"}],
            codings=[{"source": "berita", "code": "minat", "start": 40, "end": 60, "stance": "+"}],
        )
    )
    finding = FindingSpec(key="f", statement="s", evidence=EvidenceQuery(codes=("minat",)))
    found = ForeignPassage(source="berita", line=7, start=30, end=90, opening="Siswa")
    plain, warned = (triangulate(gather_evidence(each, finding)) for each in (facts, replace(facts, foreign=(found,))))
    assert plain.verdict == warned.verdict
    [guard] = [guard for guard in warned.guards if guard.name == "foreign-text"]
    assert "[berita:7]" in guard.because
    assert "foreign-text" not in {guard.name for guard in plain.guards}
