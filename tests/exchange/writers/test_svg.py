"""Networks written as SVG, GraphML, JSON and a web page: the same bytes, nothing on top of anything else."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qda.exchange.network.layered import Wire, layered
from qda.exchange.network.measure import Box, text_width, wrapped
from qda.exchange.network.picture import Picture, picture
from qda.exchange.output import fitting, save
from qda.exchange.writer import writer_for
from qda.model.errors import InputError
from qda.model.network import Edge, Layout, Network, Node
from qda.model.output import Output
from qda.model.sheet import Cell, Column, Row, Sheet
from tests.exchange.networks import PROVENANCE, coding, eight, many

SVG = "{http://www.w3.org/2000/svg}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
SHEET = Sheet(
    kind="s",
    title="S",
    reading="",
    corner="",
    columns=(Column(label="c"),),
    rows=(Row(label="r", cells=(Cell(value=1),)),),
)


def written(network: Network, ending: str) -> bytes:
    file = BytesIO()
    output = Output(sheets=(), networks=(network,), provenance=PROVENANCE)
    writer_for(Path(f"x.{ending}"), ("networks",))(output, file)
    return file.getvalue()


def overlaps(made: Picture) -> list[str]:
    """Every pair of nodes, or of a label and anything else, that lies on top of each other."""
    things = [(f"node {n}", box) for n, box in enumerate(made.boxes)]
    things += [(f"label {k}", box) for k in range(len(made.routes)) if (box := made.label_box(k)) is not None]
    return [f"{a} and {b}" for (a, one), (b, other) in itertools.combinations(things, 2) if one.meets(other)]


@pytest.mark.parametrize("layout", list(Layout))
class TestEveryLayout:
    def test_nothing_lies_on_anything_else(self, layout: Layout) -> None:
        made = picture(eight(layout))
        assert overlaps(made) == []
        assert made.hidden == 0

    def test_all_lies_within_the_page(self, layout: Layout) -> None:
        made = picture(eight(layout))
        boxes = [*made.boxes, *(box for k in range(len(made.routes)) if (box := made.label_box(k)) is not None)]
        assert min(box.left for box in boxes) >= -0.01
        assert min(box.top for box in boxes) >= -0.01
        assert max(box.right for box in boxes) <= made.width + 0.01
        assert max(box.bottom for box in boxes) <= made.height + 0.01

    def test_words_fit_their_boxes(self, layout: Layout) -> None:
        made = picture(eight(layout))
        for face in made.faces:
            assert max(text_width(line, 13.0, bold=True) for line in face.label) <= face.width - 16

    @pytest.mark.parametrize("ending", ["svg", "graphml", "json", "html"])
    def test_the_same_network_gives_the_same_bytes(self, layout: Layout, ending: str) -> None:
        assert written(eight(layout), ending) == written(eight(layout), ending)

    def test_the_picture_says_everything(self, layout: Layout) -> None:
        tree = ElementTree.fromstring(written(eight(layout), "svg"))
        words = " ".join(" ".join(text.itertext()) for text in tree.iter(f"{SVG}text"))
        for said in ("Causal network <of> Sukamaju", "SYNTHETIC", "New designs & colours", "high · 7/7", "no evidence"):
            assert said in words
        for said in ("inferred by the researcher", "− weakens", "Decision rules:", "0123456789abcdef"):
            assert said in words
        assert len([g for g in tree.iter(f"{SVG}g") if g.get("class") == "node"]) == 8
        edges = [path for path in tree.iter(f"{SVG}path") if path.get("class") == "edge"]
        assert len(edges) == 10
        assert sum(path.get("stroke-dasharray") is not None for path in edges) == 1, "one edge is inferred"


def test_arrows_run_from_cause_to_effect_and_show_their_sign() -> None:
    network = eight()
    made = picture(network)
    at = {node.key: box for node, box in zip(network.nodes, made.boxes, strict=True)}
    for edge, route in zip(network.edges, made.routes, strict=True):
        for knot, box in ((route.knots[0], at[edge.start]), (route.knots[-1], at[edge.end])):
            beside, above = abs(knot.x - box.x) - box.width / 2, abs(knot.y - box.y) - box.height / 2
            assert max(beside, above) == pytest.approx(0, abs=0.1), "it meets the outline"
            assert min(beside, above) < 0, "between two corners"
    heads = re.findall(r'class="edge".*?marker-end="url\(#(\w+)\)"', written(network, "svg").decode())
    assert [heads.count(name) for name in ("plus", "minus", "mixed")] == [7, 2, 1]


def test_a_sign_between_people_is_no_strength() -> None:
    network = eight(Layout.FORCE)
    between = replace(network, edges=tuple(replace(edge, type="versus") for edge in network.edges))
    for made, said in ((network, ("+ strengthens", "− weakens")), (between, ("+ favourable", "− unfavourable"))):
        svg = written(made, "svg").decode()
        assert [words in svg for words in ("+ strengthens", "− weakens", "+ favourable", "− unfavourable")] == [
            words in said for words in ("+ strengthens", "− weakens", "+ favourable", "− unfavourable")
        ]


def test_edges_along_ranks_run_around_boxes() -> None:
    network = eight()
    made = picture(network)
    for edge, route in zip(network.edges, made.routes, strict=True):
        others = [
            box for node, box in zip(network.nodes, made.boxes, strict=True) if node.key not in (edge.start, edge.end)
        ]
        for a, b in itertools.pairwise(route.knots):
            if a.y == b.y:
                line = Box(x=(a.x + b.x) / 2, y=a.y, width=abs(a.x - b.x), height=0.1)
                assert not any(line.meets(box) for box in others)


def test_a_tree_has_no_crossings_and_the_whole_left_of_its_kinds() -> None:
    nodes = tuple(
        Node(key=key, label=key, evidence=(coding(1),)) for key in ("r", "a", "b", "a1", "a2", "b1", "b2", "b3")
    )
    parents = {"a": "r", "b": "r", "a1": "a", "a2": "a", "b1": "b", "b2": "b", "b3": "b"}
    edges = tuple(Edge(start=k, end=p, type="kind_of", evidence=(coding(1),)) for k, p in parents.items())
    made = picture(Network(kind="t", title="T", reading="R", nodes=nodes, edges=edges, layout=Layout.TREE))
    at = {node.key: box for node, box in zip(nodes, made.boxes, strict=True)}
    assert all(at[parent].right < at[child].left for child, parent in parents.items())
    leaves = sorted(("a1", "a2", "b1", "b2", "b3"), key=lambda key: at[key].y)
    assert [parents[leaf] for leaf in leaves] in (["a", "a", "b", "b", "b"], ["b", "b", "b", "a", "a"])


@pytest.mark.parametrize("layout", [Layout.FORCE, Layout.LAYERED])
def test_a_thousand_nodes_do_not_overlap(layout: Layout) -> None:
    made = picture(many(1000, layout=layout))
    by_row = sorted(made.boxes, key=lambda box: box.top)
    for n, box in enumerate(by_row):
        for other in itertools.takewhile(lambda other, box=box: other.top < box.bottom, by_row[n + 1 :]):  # type: ignore[misc]
            assert not box.meets(other)


def test_parts_that_nothing_ties_stand_beside_each_other() -> None:
    nodes = tuple(Node(key=str(n), label=f"Code {n}", evidence=(coding(1),)) for n in range(9))
    edges = (Edge(start="0", end="1", type="causes", inferred=True),)
    for layout in Layout:
        made = picture(Network(kind="k", title="T", reading="R", nodes=nodes, edges=edges, layout=layout))
        assert overlaps(made) == []


def test_several_edges_between_two_nodes_stay_apart() -> None:
    nodes = tuple(Node(key=key, label=key, evidence=(coding(1),)) for key in "ab")
    edges = tuple(
        Edge(start=start, end=end, type=kind, label=kind, evidence=(coding(1),), people=1)
        for start, end, kind in (("a", "b", "causes"), ("b", "a", "explains"), ("a", "b", "precedes"))
    )
    for layout in (Layout.FORCE, Layout.LAYERED):
        made = picture(Network(kind="k", title="T", reading="R", nodes=nodes, edges=edges, layout=layout))
        assert overlaps(made) == []
        assert made.hidden == 0
        assert len({route.knots for route in made.routes}) == 3


def test_an_empty_network_says_so() -> None:
    empty = Network(kind="k", title="T", reading="R", nodes=(), edges=())
    assert b"There is nothing to draw." in written(empty, "svg")
    ElementTree.fromstring(written(empty, "graphml"))


def test_layering_ends_where_arrows_run_in_circles() -> None:
    laid = layered([(10, 10)] * 3, [Wire(start=0, end=1), Wire(start=1, end=2), Wire(start=2, end=0)])
    assert [place.x for place in laid.places] == sorted(place.x for place in laid.places)
    assert laid.routes[2].knots[0].x > laid.routes[2].knots[-1].x, "the arrow that closes the circle runs back"


def test_graphml_has_every_node_and_edge_with_its_numbers() -> None:
    tree = ElementTree.fromstring(written(eight(), "graphml"))
    names = {key.get("id"): key.get("attr.name") for key in tree.iter(f"{GRAPHML}key")}
    (graph,) = tree.iter(f"{GRAPHML}graph")
    silver = next(node for node in graph.iter(f"{GRAPHML}node") if node.get("id") == "silver")
    values = {names[data.get("key")]: data.text for data in silver}
    assert (values["rating"], values["people"], values["of"], values["stream"]) == ("H", "7", "7", "money")
    trust = next(node for node in graph.iter(f"{GRAPHML}node") if node.get("id") == "trust")
    assert "rating" not in {names[data.get("key")] for data in trust}, "missing is missing"
    edges = list(graph.iter(f"{GRAPHML}edge"))
    first = {names[data.get("key")]: data.text for data in edges[0]}
    assert (first["sign"], first["people"], first["inferred"], first["weight"]) == ("-", "5", "false", "1.0")
    assert len(edges) == 10


def test_json_has_nodes_edges_evidence_and_quotations() -> None:
    (network,) = json.loads(written(eight(), "json"))["networks"]
    assert [node["key"] for node in network["nodes"]][:2] == ["silver", "capital"]
    inferred = next(edge for edge in network["edges"] if edge["inferred"])
    assert (inferred["from"], inferred["to"], inferred["evidence"]) == ("trust", "credit", [])
    known = {quotation["coding"] for quotation in network["quotations"]}
    assert all(coding in known for edge in network["edges"] for coding in edge["evidence"])


def test_the_page_stands_alone_and_quotes_harmlessly() -> None:
    page = written(eight(), "html").decode()
    assert page.count("<script") == page.count("</script>") == 1, "people's words cannot end the script"
    assert "&lt;/script&gt;" in page
    addresses = set(re.findall(r"https?://[^\"' )<]+", page))
    assert addresses <= {"http://www.w3.org/2000/svg"}, "nothing is loaded from elsewhere"
    assert all(word not in page for word in ("fetch(", "XMLHttpRequest", "src="))
    assert page.count('class="node"') == 8
    assert 'id="q-e0-0"' in page
    assert 'id="q-n0-7"' in page


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not here")
def test_the_page_is_worked_with_keys(tmp_path: Path) -> None:
    """One stop in the picture, arrow keys to the second node, Enter opens what stands behind it."""
    keys = """<script>
    ["ArrowRight", "Enter"].forEach(function (key, n) {
      var at = n ? document.activeElement : document.querySelector("[tabindex='0']");
      at.focus();
      at.dispatchEvent(new KeyboardEvent("keydown", {key: key, bubbles: true}));
    });
    document.activeElement.parentNode.dataset.focus = "here";
    </script></body>"""
    path = tmp_path / "page.html"
    path.write_text(written(eight(), "html").decode().replace("</body>", keys), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    done = subprocess.run(
        [*command, "--dump-dom", path.as_uri()], check=True, capture_output=True, timeout=120, text=True
    )
    assert re.findall(r'<g id="([^"]+)" class="node"[^>]*tabindex="0"', done.stdout) == ["n0-1"]
    assert len(re.findall(r'<(?:g|path) [^>]*tabindex="-1"', done.stdout)) == 8 + 10 - 1
    opened = re.findall(r"<details [^>]*open=[^>]*>", done.stdout)
    assert len(opened) == 1
    assert 'id="q-n0-1"' in opened[0]
    assert 'data-focus="here"' in opened[0]


class TestEndings:
    def test_a_table_is_not_drawn(self, tmp_path: Path) -> None:
        for ending in ("svg", "graphml"):
            with pytest.raises(InputError) as caught:
                save(Output(sheets=(SHEET,), provenance=PROVENANCE), tmp_path / f"x.{ending}")
            assert "holds no tables" in str(caught.value)
            assert ".xlsx" in caught.value.mend
            assert ".svg" not in caught.value.mend

    def test_one_kind_of_pixels_and_a_way_to_it(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            fitting((eight(),), tmp_path / "x.jpg", PROVENANCE)
        assert "Write .png, or .svg" in caught.value.mend

    @pytest.mark.parametrize("ending", ["xlsx", "csv", "md"])
    def test_writers_of_tables_get_edges_and_nodes_as_sheets(self, tmp_path: Path, ending: str) -> None:
        path = tmp_path / f"x.{ending}"
        output = fitting((SHEET, eight()), path, PROVENANCE)
        assert [sheet.kind for sheet in output.sheets] == ["s", "causal-network-edges", "causal-network-nodes"]
        assert not output.networks
        assert save(output, path)
        edges, nodes = output.sheets[1:]
        shown = [cell.value for cell in edges.rows[0].cells]
        assert (edges.rows[0].label, shown) == (
            "Price of raw silver on the world market",
            ["causes", "−", "Working capital", 5, 5, "in the data", 1.0, None],
        )
        assert [cell.value for cell in edges.rows[8].cells][3:6] == [None, None, "inferred"]
        assert (nodes.rows[0].cells[3].value, nodes.rows[0].cells[3].of) == (7, 7)
        assert nodes.rows[7].cells[3].empty is not None

    def test_json_takes_both_at_once(self, tmp_path: Path) -> None:
        output = fitting((SHEET, eight()), tmp_path / "x.json", PROVENANCE)
        assert (len(output.sheets), len(output.networks)) == (1, 1)

    def test_a_page_of_both_shows_the_network_as_tables(self, tmp_path: Path) -> None:
        assert len(fitting((SHEET, eight()), tmp_path / "x.html", PROVENANCE).sheets) == 3
        assert len(fitting((eight(),), tmp_path / "x.html", PROVENANCE).networks) == 1


class TestMeasure:
    def test_widths_are_those_of_helvetica(self) -> None:
        assert text_width("AV", 1000) == 667 + 667
        assert text_width("é", 1000) == text_width("e", 1000)
        assert text_width("字", 10) == 10

    def test_long_words_are_parted_and_long_texts_cut(self) -> None:
        lines = wrapped("pemberdayaan" * 6, 13, 80, 3)
        assert len(lines) == 3
        assert lines[-1].endswith("…")
        assert all(text_width(line, 13) <= 80 for line in lines)


def test_signs_of_shades_stay_apart_in_grey() -> None:
    from qda.exchange.network.style import RATED, SIZED

    for shades in (list(RATED.values()), list(reversed(SIZED))):
        grey = [sum(int(shade[k : k + 2], 16) * w for k, w in ((1, 0.299), (3, 0.587), (5, 0.114))) for shade in shades]
        assert all(later - earlier > 12 for earlier, later in itertools.pairwise(grey))


def test_names_that_xml_cannot_hold_are_made_visible() -> None:
    network = eight()
    odd = dataclasses.replace(network.nodes[0], label="a\x00b\ud800", attributes=(("a<b", "c&d\x07"),))
    for ending in ("svg", "graphml", "html", "json"):
        data = written(dataclasses.replace(network, nodes=(odd, *network.nodes[1:])), ending)
        if ending in ("svg", "graphml"):
            ElementTree.fromstring(data)
