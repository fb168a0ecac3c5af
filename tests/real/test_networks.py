"""The network of codes of a study that real researchers coded: its counts are those of the matrix, nothing overlaps."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Qda

CODED = Path("data/serdif/coded/SERDIF_P2_ThematicAnalysis.sqlite3")


@pytest.fixture
def network(shared: Path, qda: Qda) -> dict[str, Any]:
    assert qda("init", "serdif").status == 0
    assert qda("import", shared / CODED).status == 0
    (found,) = qda("display", "code-network", "--most", "1000", "--json").json["networks"]
    return dict(found)


def test_its_ties_are_those_of_the_matrix_of_co_occurrence(network: dict[str, Any], qda: Qda) -> None:
    (sheet,) = qda("display", "co-occurrence", "--measure", "informants", "--json").json["sheets"]
    labels = [row["label"] for row in sheet["rows"]]
    counted = {
        frozenset((labels[a], labels[b])): row["cells"][b]["value"]
        for a, row in enumerate(sheet["rows"])
        for b in range(a + 1, len(labels))
        if row["cells"][b]["value"]
    }
    names = {node["key"]: node["label"] for node in network["nodes"]}
    drawn = {frozenset((names[edge["from"]], names[edge["to"]])): edge["people"] for edge in network["edges"]}
    assert drawn == counted
    assert len(drawn) > 40


def test_its_picture_has_nothing_on_top_of_anything(network: dict[str, Any], qda: Qda, tmp_path: Path) -> None:
    from qda.display.build import build_any
    from qda.exchange.network.picture import picture
    from qda.model.network import Network
    from qda.store.study import Study

    assert network["nodes"]
    with Study.open(tmp_path / "serdif.qda") as study:
        made = build_any(study, "code-network")
    assert isinstance(made, Network)
    drawn = picture(made)
    things = [*drawn.boxes, *(box for k in range(len(drawn.routes)) if (box := drawn.label_box(k)) is not None)]
    assert not any(one.meets(other) for one, other in itertools.combinations(things, 2))
    assert drawn.hidden == 0


def test_the_ways_drawn_are_those_of_the_table(network: dict[str, Any], qda: Qda) -> None:
    """Every step of the table is a node with its count; what goes on from it goes along an arrow."""
    assert network["nodes"]
    stages = ("--rows", "source", "--code", "navigation-complex", "query-process-clear", "export-meta-data-useful")
    (sheet,) = qda("display", "composite-sequence", *stages, "--json").json["sheets"]
    (drawn,) = qda("display", "composite-sequence-network", *stages, "--json").json["networks"]
    counted = [row["cells"][1]["value"] for row in sheet["rows"]]
    assert [node["people"] for node in drawn["nodes"]] == counted
    assert sum(1 for row in sheet["rows"] if row["cells"][0]["value"] > 1) == len(drawn["edges"]) > 3
    roots = {node["key"] for node in drawn["nodes"]} - {edge["to"] for edge in drawn["edges"]}
    assert sum(node["people"] for node in drawn["nodes"] if node["key"] in roots) == 17


def test_streams_of_many_sources_are_found_alike_by_table_and_picture(
    network: dict[str, Any], qda: Qda, tmp_path: Path
) -> None:
    """Links drawn on three codes that the talks share: as many sources show the stream as state both of its links."""
    assert network["nodes"]
    codes = ("navigation-complex", "query-process-clear", "export-meta-data-useful")
    said: dict[str, dict[str, str]] = {code: {} for code in codes}
    for quotation in qda("quotes", *codes, "--json").json:
        said[quotation["code"]].setdefault(quotation["source"], quotation["coding"])
    rows = ["from,type,to,sign,coding"]
    for start, end, sign in ((codes[0], codes[1], "-"), (codes[1], codes[2], "+")):
        both = sorted(said[start].keys() & said[end].keys())[: 12 if sign == "-" else 9]
        rows += [f"{start},causes,{end},{sign},{said[start][source]}" for source in both]
    (tmp_path / "tautan.csv").write_text("\n".join(rows), encoding="utf-8")
    assert qda("link", "import", "tautan.csv").status == 0
    (sheet,) = qda("display", "causal-network-across-cases", "--cols", "source", "--json").json["sheets"]
    (row,) = sheet["rows"]
    assert row["cells"][1]["value"] == sum(str(cell["value"]).startswith("✓") for cell in row["cells"][3:]) == 9
    (drawn,) = qda("display", "causal-prediction-model", "--cols", "source", "--json").json["networks"]
    assert {edge["sign"]: edge["people"] for edge in drawn["edges"]} == {"-": 12, "+": 9}
