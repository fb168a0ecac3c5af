"""Displays of process and effects on coded interviews that real researchers made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Qda
from tests.real.serdif import taken_whole

PROJECT = Path("data/serdif/coded/SERDIF_P2_ThematicAnalysis.sqlite3")


@pytest.fixture
def serdif(shared: Path, qda: Qda) -> Qda:
    """The Serdif project, imported into the current folder."""
    assert qda("init", "serdif").status == 0
    taken_whole(Path("serdif.qda"), shared / PROJECT)
    return qda


def shown(qda: Qda, *typed: str) -> dict[str, Any]:
    done = qda("display", *typed, "--json")
    assert done.status == 0, done.err
    return dict(done.json["sheets"][0])


def test_paths_of_the_participants_end_as_often_as_they_begin(serdif: Qda) -> None:
    rows = shown(serdif, "composite-sequence")["rows"]
    first = [row for row in rows if row["cells"][0]["value"] == 1]
    assert sum(row["cells"][1]["value"] for row in first) == 17, "each text begins one path"
    assert sum(row["cells"][2]["value"] or 0 for row in rows) == 17, "and ends it once"
    for row in rows:
        assert len(row["label"].split(" → ")) == row["cells"][0]["value"]


def test_what_the_study_does_not_have_is_said(serdif: Qda) -> None:
    """It has no times, magnitudes, observations or stances: nothing is made up for them."""
    assert serdif("display", "growth-gradient").status == 2
    assert serdif("display", "antecedents").status == 2
    assert shown(serdif, "activity-record")["rows"] == []
    in_time = shown(serdif, "time-ordered")
    assert len(in_time["columns"]) == 1
    assert sum(len(cell["evidence"]) for row in in_time["rows"] for cell in row["cells"]) == 1930
    effects = shown(serdif, "effects-matrix", "--cols", "source")
    assert all(cell["value"] is None for row in effects["rows"] for cell in row["cells"])
