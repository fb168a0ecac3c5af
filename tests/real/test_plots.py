"""Plots of a study that real researchers coded: their numbers are those of the matrices and of `qda saturation`."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Qda

CODED = Path("data/serdif/coded/SERDIF_P2_ThematicAnalysis.sqlite3")


@pytest.fixture
def serdif(shared: Path, qda: Qda) -> Qda:
    assert qda("init", "serdif").status == 0
    assert qda("import", shared / CODED).status == 0
    return qda


def plot(qda: Qda, kind: str, *options: str) -> dict[str, Any]:
    (found,) = qda("display", kind, *options, "--json").json["plots"]
    return dict(found)


def test_bars_count_what_the_matrix_counts(serdif: Qda) -> None:
    """A bar is the number of ticks in the column of its code; the moderator counts where answered."""
    bars = {bar["label"]: bar["value"] for bar in plot(serdif, "code-frequency")["marks"]["bars"]}
    (sheet,) = serdif("display", "case-by-code", "--cell", "presence", "--json").json["sheets"]
    labels = [column["label"] for column in sheet["columns"]]
    ticks = [sum(row["cells"][c]["value"] is not None for row in sheet["rows"]) for c in range(len(labels))]
    assert bars == {label: n or None for label, n in zip(labels, ticks, strict=True)}
    assert len(bars) == 22
    assert bars["Moderator assist"] == 1


def test_passages_of_the_heat_map_are_those_of_the_bars(serdif: Qda) -> None:
    """A passage lies in one text, so that a row of the map sums up to the bar of its code."""
    heat = plot(serdif, "heat-map", "--cols", "source")["table"]
    sums = {row["label"]: sum(cell["value"] or 0 for cell in row["cells"]) for row in heat["rows"]}
    bars = plot(serdif, "code-frequency", "--count", "passages")["marks"]["bars"]
    assert {bar["label"]: bar["value"] or 0 for bar in bars} == sums


def test_the_curve_is_that_of_the_criterion(serdif: Qda) -> None:
    found = serdif("saturation", "--json", "--kind", "document", "--kind", "interview").json
    curve = plot(serdif, "saturation-curve", "--kind", "document", "--kind", "interview")["marks"]
    assert [(step["label"], step["new"], step["total"]) for step in curve["steps"]] == [
        (line["interview"], line["new"], line["cumulative"]) for line in found["interviews"]
    ]
    assert curve["saturated"] == found["saturated_at"]


def test_all_who_are_coded_hang_on_the_tree(serdif: Qda) -> None:
    tree = plot(serdif, "case-dendrogram")["marks"]
    assert sorted(tree["order"]) == list(range(17))
    heights = [branch["height"] for branch in tree["branches"]]
    assert heights == sorted(heights)
    assert 0 <= heights[0] <= heights[-1] <= 1


def test_pictures_have_no_words_on_others(serdif: Qda, tmp_path: Path) -> None:
    from qda.exchange.network.measure import Box, text_width

    for kind in ("heat-map", "code-frequency", "case-dendrogram"):
        assert serdif("display", kind, "--to", f"{kind}.svg").status == 0
        boxes = []
        for text in ElementTree.parse(tmp_path / f"{kind}.svg").iter("{http://www.w3.org/2000/svg}text"):
            parts = re.fullmatch(r"translate\(.*", text.get("transform", ""))
            if parts or "x" not in text.attrib or not (text.text or "").strip():
                continue
            size, x, y = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
            width = text_width(text.text or "", size)
            if text.get("text-anchor"):  # those of the picture: the others are lines of running text
                left = x - {"middle": width / 2, "end": width}[text.attrib["text-anchor"]]
                boxes.append(Box(x=left + width / 2, y=y - size * 0.35, width=width, height=size * 0.7))
        assert len(boxes) > 20
        assert not any(one.meets(other) for one, other in itertools.combinations(boxes, 2))


def test_events_that_nobody_dated_leave_the_timeline_empty_and_say_so(serdif: Qda) -> None:
    found = plot(serdif, "timeline")
    assert found["marks"]["happenings"] == []
    assert any("has a time" in note for note in found["notes"])
