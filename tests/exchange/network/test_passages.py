"""What several codes mark is one passage: in the page, in the table and in what hovering says."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from qda.exchange.network_tables import network_sheets
from qda.exchange.writer import writer_for
from qda.model.network import Edge, Network, Node
from qda.model.output import Output
from tests.exchange.networks import PROVENANCE, coding, quotation


def _twice_coded() -> Network:
    """One edge on three codings: two of them mark the same words, by the codes of its two ends."""
    one = quotation(coding(1))
    same = replace(quotation(coding(2)), text=one.text, start=one.start, end=one.end, line=one.line, code="modal")
    other = replace(quotation(coding(3)), stance="-")
    behind = (coding(1), coding(2), coding(3))
    nodes = tuple(Node(key=key, label=key, people=2, evidence=behind) for key in "ab")
    edge = Edge(start="a", end="b", type="causes", sign="+", people=2, evidence=behind)
    return Network(kind="k", title="T", reading="R", nodes=nodes, edges=(edge,), quotations=(one, same, other))


def _written(ending: str) -> str:
    file = BytesIO()
    output = Output(sheets=(), networks=(_twice_coded(),), provenance=PROVENANCE)
    writer_for(Path(f"x.{ending}"), ("networks",))(output, file)
    return file.getvalue().decode()


def test_the_page_has_a_passage_once_with_all_its_codes() -> None:
    (edge,) = re.findall(r'<details id="q-e0-0">(.*?)</details>', _written("html"))
    assert edge.count("<blockquote>") == 2
    assert "usaha; modal</cite>" in edge
    assert "usaha (−)</cite>" in edge
    assert "(2)</summary>" in edge


def test_tables_and_pictures_count_it_once() -> None:
    for sheet in network_sheets(_twice_coded()):
        at = [column.label for column in sheet.columns].index("Passages")
        assert {row.cells[at].value for row in sheet.rows} == {2}
    assert "(people: 2; passages: 2)" in _written("svg")
    assert _written("graphml").count('_passages">2<') == 3


def test_a_page_of_a_network_has_a_heading_for_those_who_hear_it() -> None:
    page = _written("html")
    assert "<h1>T</h1>" in page
    assert page.count("<main>") == page.count("</main>") == 1
    assert "@HEAD@" not in page
