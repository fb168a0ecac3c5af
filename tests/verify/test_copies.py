"""The researcher's own words among the evidence, and who copied from whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.model.evidence import Evidence, Triangulation, VerdictWord
from qda.verify.copies import with_copies
from qda.verify.evidence import gather_evidence
from qda.verify.facts import StudyFacts, study_facts
from qda.verify.finding import EvidenceQuery, FindingSpec
from qda.verify.triangulate import triangulate
from tests.verify.studies import material

SUMMARY = (
    "Pada siang hari tiga perajin terlihat membuang air sisa rendaman ke selokan di belakang bengkel tanpa "
    "bak penampung, sedangkan dua perajin lain menyimpannya dalam jeriken sampai penuh lalu menjualnya kepada pengepul."
)
OTHER = "Harga perak naik lagi."
FINDING = FindingSpec(key="f", statement="s", evidence=EvidenceQuery(codes=("limbah",)))


def facts_of(kind: str, date: str | None, written: str | None, words: str = SUMMARY) -> StudyFacts:
    """A source with that paragraph beside a report that holds it too."""
    technique = {"interview": "W", "observation": "O", "document": "D"}[kind]
    text = f"Judul\n{words}\n{OTHER}"
    study = material(
        sources=[
            {"name": "catatan", "kind": kind, "technique": technique, "date": date},
            {"name": "naskah", "kind": "author", "technique": "A", "date": written},
        ],
        codings=[{"source": "catatan", "code": "limbah", "start": 6, "end": 6 + len(words), "stance": "+"}],
    )
    return study_facts(study, {"catatan": text, "naskah": f"Bab IV\n\nTemuan. {SUMMARY} Demikian."})


def gathered(kind: str, date: str | None, written: str | None, words: str = SUMMARY) -> Evidence:
    return gather_evidence(facts_of(kind, date, written, words), FINDING)


def bounds(result: Triangulation) -> tuple[VerdictWord, VerdictWord]:
    return result.lower, result.upper


ASSERTED = (VerdictWord.ASSERTED, VerdictWord.ASSERTED)
WITNESS = (VerdictWord.SINGLE_SOURCE, VerdictWord.SINGLE_SOURCE)
DOUBTFUL = (VerdictWord.ASSERTED, VerdictWord.SINGLE_SOURCE)


@pytest.mark.parametrize(
    ("kind", "date", "written", "expected"),
    [
        ("observation", "2024-05-02", "2024-05-01", ASSERTED),
        ("interview", "2024-05-02", "2024-05-01", ASSERTED),
        ("observation", "2024-04-01", "2024-05-01", WITNESS),
        ("document", "2024-04-01", "2024-05-01", WITNESS),
        ("interview", None, "2024-05-01", WITNESS),
        ("interview", None, None, WITNESS),
        ("observation", None, "2024-05-01", DOUBTFUL),
        ("observation", None, None, DOUBTFUL),
        ("document", "2024-05-01", None, DOUBTFUL),
        ("observation", "2024-05-01", "2024-05-01", DOUBTFUL),
        ("observation", "2024-05", "2024-05-20", DOUBTFUL),
        ("interview", "2024-05", "2024-05-20", WITNESS),
    ],
)
def test_dates_tell_who_copied_from_whom(
    kind: str, date: str | None, written: str | None, expected: tuple[VerdictWord, VerdictWord]
) -> None:
    result = triangulate(gathered(kind, date, written))
    assert bounds(result) == expected
    assert ("pasted-summary" in {guard.name for guard in result.guards}) is (expected != WITNESS)


def test_a_pasted_summary_is_the_researchers_and_names_both_sources() -> None:
    evidence = gathered("observation", "2024-05-02", "2024-05-01")
    [unit] = evidence.units
    assert (unit.technique, unit.informant, unit.author_text) == ("A", "the researcher", "naskah")
    result = triangulate(evidence)
    assert (result.witnesses, result.author_assertions, len(result.author_codings)) == ((), 1, 1)
    [guard] = [guard for guard in result.guards if guard.name == "pasted-summary"]
    assert "catatan ← naskah" in guard.because


def test_other_words_are_nobodys_copy() -> None:
    assert (
        bounds(triangulate(gathered("observation", None, None, "Dua perajin menyimpan air sisa rendaman."))) == WITNESS
    )


def test_what_was_compared_for_the_whole_study_tells_the_same() -> None:
    facts = facts_of("observation", None, None)
    other = replace(FINDING, key="g", evidence=EvidenceQuery(codes=("harga",)))
    at_once = with_copies(facts, [other, FINDING])
    assert at_once.copies is not None
    assert gather_evidence(at_once, FINDING) == gather_evidence(facts, FINDING)
    assert gather_evidence(with_copies(facts, [other]), FINDING) == gather_evidence(facts, FINDING)
