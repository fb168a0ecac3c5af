"""V8: opposed codings and uncoded contradictions; the search stays open until every hit was read (method §8, N6)."""

from __future__ import annotations

from typing import Any

import pytest

from qda.verify.contradictions import Sign, candidates, sought
from qda.verify.finding import EvidenceQuery, FindingSpec, Resolution
from qda.verify.tactic import Ground, TacticStatus, status_of
from qda.verify.tactics.negative_evidence import NegativeEvidenceOptions, negative_evidence
from tests.verify.grounds import answer, claim, code, ground
from tests.verify.studies import material

ANI = "Pelatihan itu ada tiap tahun. Kami belum pernah ikut pelatihan di sini. Cuacanya tidak panas."
BUDI = "Harga barang turun sejak ada pelatihan baru. Pelatihan memang jalan."
ASKS = "Apakah pelatihan tidak ada?"


def made(finding: FindingSpec | None = None, *, codings: list[dict[str, Any]] | None = None, **more: Any) -> Ground:
    """Ani says it, in a passage that is coded; further on she denies it, which nobody coded. Budi says more of it."""
    texts = {"ani": f"{ANI} {ASKS}", "budi": BUDI}
    turns = [
        {"source": "ani", "start": 0, "end": len(ANI), "role": "informant", "case": "Ani"},
        {"source": "ani", "start": len(ANI) + 1, "end": len(texts["ani"]), "role": "interviewer", "case": None},
        {"source": "budi", "start": 0, "end": len(BUDI), "role": "informant", "case": "Budi"},
    ]
    given = (
        codings if codings is not None else [{"source": "ani", "start": 0, "end": 9, "code": "latih", "stance": "+"}]
    )
    return ground(
        material(
            sources=[{"name": "ani", "site": "Gedeg"}, {"name": "budi", "site": "Puri"}], turns=turns, codings=given
        ),
        finding or claim("latih"),
        codes=[code("latih", "pelatihan", label="Pelatihan")],
        texts=texts,
        **more,
    )


def run(stands: Ground, **options: Any) -> Any:
    return negative_evidence(stands, NegativeEvidenceOptions(**options))


def test_a_planted_denial_keeps_the_search_open_until_it_was_read() -> None:
    first = run(made())
    assert (first.holds, [item.text[:5] for item in first.items]) == (None, ["“Kami"])
    assert status_of(first, "", (), "x") is TacticStatus.AWAITING_HUMAN
    (item,) = first.items
    again = run(made(answers=(answer(item.key, "irrelevant"),)))
    assert again.holds is True


def test_a_passage_read_as_contradicting_fails_until_it_is_coded_against_the_finding() -> None:
    (item,) = run(made()).items
    read = run(made(answers=(answer(item.key, "contradicts"),)))
    assert read.holds is False
    assert any("ani:1" in line for line in read.advice)
    start = ANI.index("Kami")
    coded = [
        {"source": "ani", "start": 0, "end": 9, "code": "latih", "stance": "+"},
        {"source": "ani", "start": start, "end": start + 9, "code": "latih", "stance": "-", "informant": "Citra"},
    ]
    after = run(made(codings=coded))
    assert [each.key for each in after.items] == ["case:Citra"]


def test_the_interviewers_words_and_passages_that_were_coded_are_no_candidates() -> None:
    found = candidates(made(), sought(made(), 0))
    assert [(each.who, each.sign) for each in found] == [("Ani", Sign.DENIED)]


def test_the_opposite_of_a_word_of_the_finding_beside_a_word_of_the_code() -> None:
    stands = made(claim("latih", statement="Harga naik karena pelatihan."))
    assert [(each.who, each.sign) for each in candidates(stands, sought(stands, 0))] == [
        ("Ani", Sign.DENIED),
        ("Budi", Sign.OPPOSITE),
    ]


def test_a_finding_that_denies_looks_for_what_affirms() -> None:
    stands = made(
        FindingSpec(key="f", statement="Tidak ada.", evidence=EvidenceQuery(codes=("latih",), stance="-")),
        codings=[{"source": "ani", "start": 0, "end": 9, "code": "latih", "stance": "-"}],
    )
    assert [each.who for each in candidates(stands, sought(stands, 0))] == ["Budi", "Budi"]


def test_scope_leaves_out_who_is_not_meant() -> None:
    stands = made(claim("latih", scope=(("site", ("Puri",)),)))
    assert candidates(stands, sought(stands, 0)) == []


def test_a_negative_case_wants_a_decision_which_the_file_may_hold() -> None:
    coded = [
        {"source": "ani", "start": 0, "end": 9, "code": "latih", "stance": "+"},
        {"source": "ani", "start": 30, "end": 90, "code": "latih", "stance": "+"},
        {"source": "budi", "start": 0, "end": 60, "code": "latih", "stance": "-"},
    ]
    first = run(made(codings=coded))
    assert (first.holds, [item.key for item in first.items]) == (False, ["case:Budi"])
    assert run(made(codings=coded, answers=(answer("case:Budi", "narrow", "baru setahun"),))).holds is True
    decided = Resolution(informant="Budi", how="narrow", who="sari", when="2024-01-01", why="baru")
    in_file = run(made(claim("latih", resolutions=(decided,)), codings=coded))
    assert (in_file.holds, in_file.items) == (True, ())


def test_only_so_many_are_asked_at_once_and_that_is_said() -> None:
    stands = made(codings=[{"source": "budi", "start": 45, "end": 50, "code": "latih", "stance": "+"}])
    told = run(stands, more=("cuacanya", "panas"), at_once=1)
    assert len(told.items) == 1
    assert any("The first 1 of 2" in line for line in told.advice)


@pytest.mark.parametrize("moved", [0, 7])
def test_an_answer_finds_its_passage_again_after_the_text_moved(moved: int) -> None:
    (item,) = run(made()).items
    texts = {"ani": "x" * moved + f"{' ' if moved else ''}{ANI}"}
    stands = ground(
        material(
            sources=[{"name": "ani"}],
            turns=[{"source": "ani", "start": 0, "end": len(texts["ani"]), "role": "informant", "case": "Ani"}],
            codings=[{"source": "ani", "start": moved, "end": moved + 19, "code": "latih", "stance": "+"}],
        ),
        claim("latih"),
        codes=[code("latih", "pelatihan")],
        texts=texts,
    )
    assert item.key in {each.key for each in run(stands).items}


def test_codes_without_words_give_nothing_to_search_with() -> None:
    stands = ground(
        material(sources=[{"name": "ani"}], codings=[]), claim("latih"), codes=[code("latih")], texts={"ani": ANI}
    )
    assert run(stands).not_applicable
