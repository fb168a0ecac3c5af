"""Displays that describe and compare cases, drawn from a study that real researchers coded; skips where absent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Qda
from tests.real.serdif import taken_whole

PROJECT = Path("data/serdif/coded/SERDIF_P2_ThematicAnalysis.sqlite3")


@pytest.fixture
def study(shared: Path, qda: Qda) -> Qda:
    assert qda("init", "serdif").status == 0
    taken_whole(Path("serdif.qda"), shared / PROJECT)
    return qda


def test_each_display_is_drawn_and_agrees_with_the_others(study: Qda) -> None:
    """Seventeen interviews, twenty-two codes without a tree: what one display counts another must find again."""
    log = sheet(study, "data-accounting-log")
    assert log["rows"][0]["cells"][0]["value"].startswith("✓ 17 sources")

    whole = sheet(study, "partially-ordered-meta-matrix")
    assert (len(whole["rows"]), len(whole["columns"])) == (17, 22)
    assert sum(len(cell["evidence"]) for row in whole["rows"] for cell in row["cells"]) == 1930

    codes = ("presence:system-issue", "presence:plot-design-complex")
    types = sheet(study, "typology", "--rows", codes[0], "--cols", codes[1])
    table = sheet(study, "variable-by-variable", "--rows", codes[0], "--cols", codes[1])
    placed = [row["cells"][n]["value"] for row in table["rows"] for n in range(2)]
    assert [value and value.count(";") + 1 for value in placed] == [14, 2, 1, None]
    assert [cell["value"] is None for row in types["rows"] for cell in row["cells"]] == [False, False, False, True]

    themes = ("--rows", "navigation-complex", "--cols", "moderator-assist", "--cell", "informants")
    exact, overlapping = (
        sheet(study, "thematic-conceptual", *themes, "--meet", rule) for rule in ("exact", "overlaps")
    )
    met = overlapping["rows"][0]["cells"][0]
    pairs = sheet(study, "co-occurrence", "--code", "navigation-complex", "moderator-assist", "--measure", "informants")
    assert met["value"] == pairs["rows"][0]["cells"][1]["value"]
    assert (exact["rows"][0]["cells"][0]["value"] or 0) <= met["value"]

    contrast = sheet(study, "contrast-table", "--by", "system-issue", "--code", "navigation-complex")
    assert len(contrast["columns"]) == 3
    ordered = sheet(study, "two-variable-case-ordered", "--by", "system-issue", "--cols", "code", "--cell", "passages")
    assert ordered["rows"][-1]["cells"][0]["value"] is None, "the interview that does not speak of it comes last"

    spread = sheet(study, "construct-table", "--code", "system-issue")
    assert next(row for row in spread["rows"] if row["label"] == "Range")["cells"][0]["value"] == "16 of 17 cases"
    checked = sheet(study, "function-by-realisation", "--code", "system-issue")
    assert checked["rows"][0]["cells"][4]["value"] == 16
    assert sheet(study, "role-by-group", "--code", "system-issue")["rows"]


def sheet(study: Qda, kind: str, *options: str) -> Any:
    done = study("display", kind, *options, "--json")
    assert done.status == 0, done.err
    return done.json["sheets"][0]
