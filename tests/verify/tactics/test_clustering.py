"""G3: informants and codes as a tree, with its cut."""

from __future__ import annotations

from typing import Any

import pytest

from qda.model.errors import InputError
from qda.verify.tactic import open_items
from qda.verify.tactics.clustering import ClusteringOptions, clustering
from tests.verify.grounds import answer
from tests.verify.talks import cells, talks

FIVE = {"Ani": "abc", "Budi": "abc", "Citra": "ab", "Dewi": "xy", "Eko": "xyz"}


def run(said: dict[str, str] | None = None, *, ground: dict[str, Any] | None = None, **options: Any) -> Any:
    return clustering(talks(said or FIVE, **(ground or {})), ClusteringOptions(**options))


def test_two_groups_that_share_nothing_are_two_clusters() -> None:
    """Ani–Budi 1, Citra with both 2/3; Dewi–Eko 2/3; nothing between: the cut is at 0, the widest gap."""
    told = run()
    assert told.value == "5 informants: 2 clusters of two or more, and 0 alone."
    assert [row.label for row in told.sheet.rows] == [
        "joined at 0.00",
        "├─ joined at 0.67",
        "│  ├─ joined at 1.00",
        "│  │  ├─ Ani",
        "│  │  └─ Budi",
        "│  └─ Citra",
        "└─ joined at 0.67",
        "   ├─ Dewi",
        "   └─ Eko",
    ]
    assert cells(told.sheet, "joined at 0.00")[:2] == [0.0, "cut"]
    assert cells(told.sheet, "   └─ Eko") == [None, 2, 3]
    assert "They speak of “a”, “b”, “c”, the others hardly." in told.items[0].text


def test_an_answer_finds_its_cluster_again_until_somebody_joins_or_leaves() -> None:
    first = run()
    answers = [answer(item.key, "accept") for item in first.items]
    assert open_items(run(FIVE | {"Eko": "xyzb"}), answers) == ()
    moved = run(FIVE | {"Fitri": "ab"})
    assert len(open_items(moved, answers)) == 1


def test_the_human_may_cut_elsewhere() -> None:
    assert run(clusters=4).value == "5 informants: 1 cluster of two or more, and 3 alone."
    with pytest.raises(InputError, match="9 clusters cannot be made of 5"):
        run(clusters=9)
    with pytest.raises(InputError, match="cannot be clustered"):
        run(of="words")


def test_codes_are_clustered_by_their_people() -> None:
    """a and b: three people each; c two of them, 2/3; x and y two others; z one of these, 1/2."""
    told = run(of="codes")
    assert told.value == "6 codes: 2 clusters of two or more, and 0 alone."
    assert cells(told.sheet, "│  │  ├─ a") == [None, 1, 3]
    assert "Shared by Ani, Budi, Citra, hardly by others." in told.items[0].text


def test_only_what_both_were_asked_about_counts() -> None:
    """Ani and Budi are asked about a only both; Budi alone about b, which he affirms: alike all the same."""
    guide = {"q1": ["a"], "q2": ["b"]}
    said = {"Ani": "a", "Budi": "a b"}
    put = {"Ani": ["q1"], "Budi": ["q1", "q2"]}
    told = run(said, ground={"guide": guide, "put": put}, min_rows=2)
    assert cells(told.sheet, "joined at 1.00")[0] == 1.0
    assert cells(run(said, min_rows=2).sheet, "joined at 0.50")[0] == 0.5


def test_documents_are_no_informants_here_and_few_are_refused() -> None:
    told = run({"Ani": "a", "Budi": "b", "Citra": "c", "Dewi": "d"}, ground={"documents": {"berita": "a"}})
    assert told.not_applicable.startswith("Only 4 informants")


def test_those_who_share_nothing_are_never_one_cluster() -> None:
    """a is all that Ani and Budi share; the rest have a code each of their own."""
    told = run({"Ani": "a", "Budi": "a", "Citra": "b", "Dewi": "c", "Eko": "d"})
    assert told.value == "5 informants: 1 cluster of two or more, and 3 alone."
    assert told.items[0].text.startswith("Cluster 1 (from 1.00 on): Ani, Budi.")


def test_codes_may_be_compared_by_their_passages() -> None:
    """a and b: one passage each, the same words; c and d: two passages each, one of them shared, 1 / (2 + 2 − 1)."""
    shared = [
        {"source": source, "start": start, "end": start + 4, "code": code}
        for source, start, code in (
            ("ani", 0, "a"), ("ani", 0, "b"), ("ani", 20, "c"), ("ani", 20, "d"), ("budi", 0, "c"), ("budi", 20, "d"),
            ("budi", 40, "e"),
        )
    ]  # fmt: skip
    stands = talks({"Ani": ". . .", "Budi": ". . . . ."}, codings=shared)
    told = clustering(stands, ClusteringOptions(of="codes", measure="c"))
    assert told.value == "5 codes: 2 clusters of two or more, and 1 alone."
    assert [row.cells[0].value for row in told.sheet.rows if "joined" in row.label] == [0.0, 0.0, 1.0, 0.333]
    with pytest.raises(InputError, match="no measure for informants"):
        clustering(stands, ClusteringOptions(measure="c"))
