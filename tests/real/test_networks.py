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
