"""Agreement on real codings: the coder of a published study against herself with known faults, counted by hand.

The study has one coder. Two more are made from her codings by rules that know no words: one leaves out every seventh
coding, the other gives every fifth another code and ends every third a few characters early.
"""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest

from tests.cli.conftest import Qda
from tests.real.serdif import taken_whole

PROJECT = Path("data/serdif/coded/SERDIF_P2_ThematicAnalysis.sqlite3")


@pytest.fixture
def three_coders(shared: Path, qda: Qda) -> list[dict[str, str]]:
    """Imports the project and the two further coders; all codings as exported."""
    assert qda("init", "serdif").status == 0
    taken_whole(Path("serdif.qda"), shared / PROJECT)
    assert qda("code", "export", "--to", "k.csv").status == 0
    with Path("k.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = sorted({row["code"] for row in rows})
    made = []
    for n, row in enumerate(rows):
        place = {"source": row["source"], "start": row["start"], "end": row["end"], "code": row["code"]}
        if n % 7:
            made.append({**place, "coder": "budi"})
        other = codes[(codes.index(row["code"]) + 1) % len(codes)] if n % 5 == 0 else row["code"]
        length = int(row["end"]) - int(row["start"])
        end = int(row["end"]) - 6 if n % 3 == 0 and length > 30 else int(row["end"])
        made.append({**place, "end": str(end), "code": other, "coder": "citra"})
    with Path("b.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(made[0]))
        writer.writeheader()
        writer.writerows(made)
    done = qda("code", "import", "b.csv")
    assert done.status == 0, done.err
    assert qda("code", "export", "--to", "all.csv").status == 0
    with Path("all.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cohen(both: int, first: int, second: int, neither: int) -> float | None:
    n = both + first + second + neither
    one, two = (both + first) / n, (both + second) / n
    chance = one * two + (1 - one) * (1 - two)
    return None if chance == 1 else ((both + neither) / n - chance) / (1 - chance)


def test_documents_by_contingency_counts(three_coders: list[dict[str, str]], qda: Qda) -> None:
    told = qda("agree", "--unit", "document", "--json", "--interval", "none").json
    assert told["coders"] == ["admin", "budi", "citra"]
    documents = sorted({row["source"] for row in three_coders})
    has = {(row["coder"], row["source"], row["code"]) for row in three_coders}
    assert len(told["codes"]) == 22
    for one in told["codes"]:
        assert one["n"] == len(documents) == 17
        agreeing = sum(
            ((a, document, one["code"]) in has) == ((b, document, one["code"]) in has)
            for a, b in combinations(told["coders"], 2)
            for document in documents
        )
        assert one["percent"] == pytest.approx(agreeing / (3 * len(documents)))
        assert one["cohen_kappa"] is None
        assert one["why"]["cohen_kappa"]


def test_characters_by_contingency_counts(three_coders: list[dict[str, str]], qda: Qda) -> None:
    """Every character counted one by one, without any of the program's shortcuts."""
    chosen = ("--coders", "admin", "--coders", "citra", "--unit", "character", "--uncoded", "exclude")
    told = qda("agree", *chosen, "--json", "--interval", "none").json
    marked: dict[str, dict[tuple[str, int], set[str]]] = {"admin": {}, "citra": {}}
    for row in three_coders:
        if row["coder"] in marked:
            for place in range(int(row["start"]), int(row["end"])):
                marked[row["coder"]].setdefault((row["source"], place), set()).add(row["code"])
    first, second = marked["admin"], marked["citra"]
    places = first.keys() | second.keys()
    nothing: set[str] = set()
    for one in told["codes"][::4]:
        counts = {(a, b): 0 for a in (True, False) for b in (True, False)}
        for place in places:
            counts[one["code"] in first.get(place, nothing), one["code"] in second.get(place, nothing)] += 1
        expected = cohen(counts[True, True], counts[True, False], counts[False, True], counts[False, False])
        assert one["n"] == len(places)
        assert one["cohen_kappa"] == pytest.approx(expected, abs=1e-9)


def test_segments_left_out_by_one_coder_are_disagreements_and_nothing_else_is(
    three_coders: list[dict[str, str]], qda: Qda
) -> None:
    chosen = ("--coders", "admin", "--coders", "budi", "--overlap", "1", "--interval", "none")
    told = qda("agree", *chosen, "--json").json
    codes: dict[str, dict[tuple[str, str, str], set[str]]] = {"admin": {}, "budi": {}}
    for row in three_coders:
        if row["coder"] in codes:
            codes[row["coder"]].setdefault((row["source"], row["start"], row["end"]), set()).add(row["code"])
    differing = [place for place in codes["admin"] if codes["budi"].get(place, set()) != codes["admin"][place]]
    assert told["units"] == pytest.approx(len(codes["admin"]), abs=5)  # a few differ in punctuation only
    assert len(told["disagreements"]) == pytest.approx(len(differing), abs=5)
    assert not [one for one in told["disagreements"] if set(one["codes"]["budi"]) - set(one["codes"]["admin"])]
    assert all(one["cohen_kappa"] > 0.8 for one in told["codes"])
    assert told["overall"]["cohen_kappa"] < 1


def test_sheets_and_decisions_of_a_real_size(three_coders: list[dict[str, str]], qda: Qda) -> None:
    assert qda("agree", "--to", "a.xlsx").status == 0
    assert qda("agree", "--to", "a.svg").status == 0
    taken = qda("adjudicate", "a.xlsx")
    assert taken.status == 0, taken.err
    assert taken.out.startswith("decisions: 0;")
