"""Networks from the shell and from a plan: every ending, and what a file cannot hold."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Qda

TALKS = {
    "ani.txt": "P: Beras?\nN: Beras mahal, jadi stok kurang. Stok sedikit, utang bertambah.\n",
    "budi.txt": "P: Beras?\nN: Terlalu mahal untuk stok besar.\n",
}
BOOK = (
    "codebook: warung\ncodes:\n  - {name: harga, match: [mahal]}\n  - {name: stok, match: [stok]}\n  - {name: utang}\n"
)
LINKS = (
    'from,type,to,sign,quote,source,memo\nharga,causes,stok,-,"mahal, jadi stok kurang",ani,\n'
    "harga,causes,stok,-,mahal,budi,\nstok,causes,utang,-,,,menurut peneliti\n"
)
PLAN = """\
study: warung
language: en
synthetic: true
sources: [ani.txt, budi.txt]
codebook: kode.yaml
coding: [{auto: codebook, unit: sentence}]
links: tautan.csv
displays:
  - {kind: causal-network, to: out/net.svg}
  - {kind: causal-chain, to: out/net.svg}
  - {kind: causal-network, to: out/net.html}
  - {kind: code-network, to: out/both.xlsx}
  - {kind: case-by-code, rows: source, to: out/both.xlsx}
"""


@pytest.fixture
def shop(qda: Qda, tmp_path: Path) -> Qda:
    for name, text in {**TALKS, "kode.yaml": BOOK, "tautan.csv": LINKS, "study.yaml": PLAN}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = qda("run", "study.yaml")
    assert done.status == 0, done.err
    return qda


def test_a_plan_writes_networks_once(shop: Qda, tmp_path: Path) -> None:
    tree = ElementTree.parse(tmp_path / "out" / "net.svg")
    titles = " ".join(text.text or "" for text in tree.iter("{http://www.w3.org/2000/svg}text"))
    assert "Causal network" in titles
    assert "Causal chain" in titles
    assert "SYNTHETIC" in titles
    assert (tmp_path / "out" / "net.html").read_text(encoding="utf-8").count('class="node"') == 3
    book = load_workbook(tmp_path / "out" / "both.xlsx")
    heads = [sheet["A1"].value for sheet in book.worksheets]
    assert heads[:2] == ["Code network: edges", "Code network: nodes"], "in the order of the plan"
    assert len(heads) >= 4, "the matrix, the quotations and where it comes from follow"
    assert "Nothing changed" in shop("run", "study.yaml").out


@pytest.mark.parametrize("ending", [".svg", ".html", ".graphml", ".json", ".xlsx", ".csv", ".md"])
def test_every_network_goes_into_every_format(shop: Qda, tmp_path: Path, ending: str) -> None:
    for name in ("one", "two"):
        done = shop("display", "causal-network", "--to", f"{name}{ending}")
        assert done.status == 0, done.err
        assert done.out == f"{name}{ending} written: 3 nodes, 2 edges, 5 quotations.\n"
    first, second = ((tmp_path / f"{name}{ending}").read_bytes() for name in ("one", "two"))
    assert first == second
    assert b"SYNTHETIC" in first or ending in (".xlsx", ".graphml", ".json")


def test_json_and_markdown_on_standard_output(shop: Qda) -> None:
    (network,) = shop("display", "causal-network", "--json").json["networks"]
    assert [(edge["people"], edge["inferred"]) for edge in network["edges"]] == [(2, False), (0, True)]
    assert network["edges"][1]["memo"] == "menurut peneliti"
    printed = shop("display", "causal-network").out
    assert "# Causal network: edges" in printed
    assert "# Causal network: nodes" in printed
    assert "| harga | causes | − | stok | 2 |" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("display", "causal-network", "--to", "x.jpg"), "Write .png, or .svg"),
        (("display", "case-by-code", "--to", "x.svg"), "holds no tables, and this is one"),
        (("display", "case-by-code", "--to", "x.graphml"), "Use one of: .csv"),
        (("display", "causal-network", "--context"), "take no context"),
        (("display", "causal-network", "--type", "kind_of"), "no link of the type: kind_of"),
        (("display", "causal-network", "--code", "nirwana"), "There is no code “nirwana”"),
        (("quotes", "harga", "--to", "x.svg"), "holds no tables"),
    ],
)
def test_what_cannot_be_written_is_said(shop: Qda, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = shop(*arguments)
    assert done.status == 2
    assert said in done.err
    assert not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize(("kind", "to"), [("case-by-code", "x.svg"), ("case-by-code", "x.png")])
def test_a_plan_that_cannot_end_does_not_begin(qda: Qda, tmp_path: Path, kind: str, to: str) -> None:
    (tmp_path / "study.yaml").write_text(
        f"study: s\nsources: []\ndisplays: [{{kind: {kind}, to: {to}}}]\n", encoding="utf-8"
    )
    assert qda("run", "study.yaml").status == 2
    assert not (tmp_path / "study.qda").exists()


def test_the_report_tells_of_networks_as_tables(shop: Qda, tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(PLAN + "report: out/bab.html\n", encoding="utf-8")
    done = shop("run", "study.yaml")
    assert done.status == 0, done.err
    assert "Causal network: edges" in (tmp_path / "out" / "bab.html").read_text(encoding="utf-8")


def test_the_list_names_networks_among_the_displays(shop: Qda) -> None:
    listed = {row["name"]: row for row in shop("display", "list", "--json").json}
    assert listed["context-chart"]["catalogue"] == "D15"
    assert "causes" in listed["causal-network"]["needs"]
