"""Queries on a study that real researchers coded, held against every pair of its codings."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Qda

PROJECT = Path("data/serdif/coded/SERDIF_P2_ThematicAnalysis.sqlite3")
Place = tuple[str, int, int]


@pytest.fixture
def serdif(shared: Path, qda: Qda) -> dict[str, set[Place]]:
    """The project in the current folder; the places of each code, as they are exported."""
    assert qda("init", "serdif").status == 0
    assert qda("import", shared / PROJECT).status == 0
    assert qda("code", "export", "--to", "kodean.csv").status == 0
    places: dict[str, set[Place]] = {}
    for row in csv.DictReader(io.StringIO(Path("kodean.csv").read_text(encoding="utf-8-sig"))):
        places.setdefault(row["code"], set()).add((row["source"], int(row["start"]), int(row["end"])))
    return places


RELATIONS: dict[str, Callable[[Place, Place], bool]] = {
    "OVERLAPS": lambda a, b: a[1] < b[2] and b[1] < a[2],
    "WITHIN": lambda a, b: b[1] <= a[1] and a[2] <= b[2],
    "CONTAINS": lambda a, b: a[1] <= b[1] and b[2] <= a[2],
    "SAME": lambda a, b: a == b,
}


@pytest.mark.parametrize("relation", RELATIONS)
def test_relations_are_those_of_every_pair(serdif: dict[str, set[Place]], qda: Qda, relation: str) -> None:
    pairs = [("moderator-assist", "navigation-complex"), ("navigation-complex", "task-sequence-complex"),
             ("export-meta-data-useful", "simple-export"), ("visualization-useful", "plot-design-complex")]  # fmt: skip
    seen = 0
    for first, second in pairs:
        found = {
            (row["source"], row["start"], row["end"])
            for row in qda("find", f"code:{first} {relation} code:{second}", "--json").json
        }
        assert found == {
            a for a in serdif[first] if any(a[0] == b[0] and RELATIONS[relation](a, b) for b in serdif[second])
        }, (first, second)
        seen += len(found)
    assert seen > 0


def test_what_follows_what_is_found_in_the_order_of_the_texts(serdif: dict[str, set[Place]], qda: Qda) -> None:
    rows = qda("find", "code:task-sequence-complex THEN/2turns code:moderator-assist", "--json").json
    assert len(rows) > 10
    starts = {(source, start) for source, start, _end in serdif["task-sequence-complex"]}
    ends = {(source, end) for source, _start, end in serdif["moderator-assist"]}
    for row in rows:
        assert (row["source"], row["start"]) in starts
        assert (row["source"], row["end"]) in ends
        assert {"task-sequence-complex", "moderator-assist"} <= set(row["codes"])
    assert rows == sorted(rows, key=lambda row: (row["source"], row["start"]))


def test_a_line_stands_for_a_turn_where_a_project_has_none(serdif: dict[str, set[Place]], qda: Qda) -> None:
    every = "(code:navigation-complex OR code:task-sequence-complex)"
    alone = qda("find", f"{every} NOT code:moderator-assist", "--json").json
    assert 0 < len(alone) < len(qda("find", every, "--json").json)


def test_what_is_found_is_coded_from_a_pipe(
    serdif: dict[str, set[Place]], qda: Qda, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = qda("find", "code:system-issue OVERLAPS code:moderator-assist", "--json").out
    for _again in range(2):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(listed.encode())))
        assert qda("code", "add", "-", "additional-explanation").status == 0
    query = "(code:additional-explanation SAME code:system-issue) AND code:moderator-assist"
    assert qda("find", query).status == 0
    before = serdif["additional-explanation"]
    now = {(r["source"], r["start"], r["end"]) for r in qda("find", "code:additional-explanation", "--json").json}
    assert now - before == {
        a for a in serdif["system-issue"] - before
        if any(a[0] == b[0] and RELATIONS["OVERLAPS"](a, b) for b in serdif["moderator-assist"])
    }  # fmt: skip
