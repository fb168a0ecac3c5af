"""The researcher's own prose is no witness: beside people it neither rates, nor takes sides, nor makes alike."""

from __future__ import annotations

import pytest

from qda.display.build import arrange, arrange_any
from qda.display.displays.case_by_code import CaseByCodeOptions
from qda.display.displays.case_dendrogram import CaseDendrogramOptions
from qda.display.displays.case_ordered_descriptive import CaseOrderedDescriptiveOptions
from qda.display.displays.causal_network import CausalNetworkOptions
from qda.display.displays.composite_sequence import CompositeSequenceOptions
from qda.display.displays.conceptually_clustered import ConceptuallyClusteredOptions
from qda.display.displays.typology import TypologyOptions
from qda.model.ids import Id
from qda.model.network import Network
from qda.model.plot import Plot
from qda.model.plot_marks import Tree
from qda.model.sheet import Empty, Sheet
from tests.display.conftest import Builder

VILLAGES = ("Wetan", "Kulon")


@pytest.fixture
def sites() -> Builder:
    """Prose on each of three sites rates sales low and speaks of everything; Ani in East rates them high."""
    b = Builder()
    b.case("Ani", site="East")
    b.source("W1")
    b.code("sales", "Sales", scale=("1", "2", "3"))
    b.code("help", "Help")
    b.turn("W1", "Ani")
    b.coding("W1", "sales", "We sell everything we weave.", "Ani", magnitude="3", stance="+")
    for site in ("East", "West", "South"):
        b.source(f"A-{site}", "A", site=site)
        b.coding(f"A-{site}", "sales", "Little is sold in this village.", magnitude="1", stance="-")
        b.coding(f"A-{site}", "help", "The office helps a little.")
    return b


def test_a_site_stands_by_what_its_people_say(sites: Builder) -> None:
    options = CaseOrderedDescriptiveOptions(by="sales", rows="site", cell="passages")
    found = {
        row.label: row.cells[0].value for row in arrange(sites.material(), "case-ordered-descriptive", options).rows
    }
    assert found == {"East": 3, "West": 1, "South": 1}, "where nobody else speaks, the prose is what there is"


def test_prose_does_not_make_a_site_of_two_minds(sites: Builder) -> None:
    options = TypologyOptions(rows="stance:sales", cols="magnitude:sales", cell="site")
    sheet = arrange(sites.material(), "typology", options)
    found = {
        (row.label, column.label): cell.value
        for row in sheet.rows
        for column, cell in zip(sheet.columns, row.cells, strict=True)
        if cell.value
    }
    assert {place: str(value).split("\n")[1] for place, value in found.items()} == {
        ("for (+)", "3"): "East",
        ("against (−)", "1"): "South; West",
    }


def test_prose_does_not_make_sites_alike(sites: Builder) -> None:
    """East says one of two; West and South have prose alone, and of both codes."""
    plot = arrange_any(sites.material(), "case-dendrogram", CaseDendrogramOptions(rows="site"))
    assert isinstance(plot, Plot)
    assert isinstance(plot.marks, Tree)
    assert {leaf.label: leaf.counted for leaf in plot.marks.leaves} == {"East": 1, "West": 2, "South": 2}
    assert [branch.height for branch in plot.marks.branches] == [0.0, 0.5]


def test_prose_goes_no_way_of_its_own_beside_people(sites: Builder) -> None:
    """Ani alone is at a stage, once; the six passages of prose belong to no case."""
    sheet = arrange(sites.material(), "composite-sequence", CompositeSequenceOptions(depth=0))
    assert [(row.label, row.cells[1].value, row.cells[1].of) for row in sheet.rows] == [("Sales", 1, 1)]
    assert "6 codings that belong to no case are not shown." in sheet.filters
    by_source = arrange(sites.material(), "composite-sequence", CompositeSequenceOptions(depth=0, rows="source"))
    assert by_source.rows[0].cells[1].of == 4


def test_who_speaks_of_it_otherwise_than_the_filter_asks_stays_below_the_line() -> None:
    """Ani is asked and for it; Budi speaks against it unasked: of the two, one is for it, on a node as in a cell."""
    b = Builder()
    b.code("trust", "Trust")
    b.code("credit", "Credit")
    b.question("q1", "trust")
    for n, (name, stance, question) in enumerate((("Ani", "+", "q1"), ("Budi", "-", "q0"))):
        b.case(name)
        b.source(f"W{n}")
        b.turn(f"W{n}", name, question=question)
        b.coding(f"W{n}", "trust", "We trust each other here.", name, stance=stance)
    b.link("trust", "causes", "credit", "+", [Id(b.rows["codings"][0]["id"])])
    network = arrange_any(b.material(), "causal-network", CausalNetworkOptions(where="stance=+"))
    assert isinstance(network, Network)
    assert {node.key: (node.people, node.of) for node in network.nodes}["code:trust"] == (1, 2)
    options = CaseByCodeOptions(rows="code", cols="stance", cell="informants", where="stance=+")
    [row] = [row for row in arrange(b.material(), "case-by-code", options).rows if row.key == "trust"]
    assert (row.cells[0].value, row.cells[0].of) == (1, 2)


def test_a_case_says_a_code_that_was_chosen_beside_the_one_above_it(sites: Builder) -> None:
    sites.code("sales/fair", "Fair")
    for n, name in enumerate(("Budi", "Cici")):
        sites.case(name, site="East")
        sites.source(f"W{n + 2}")
        sites.turn(f"W{n + 2}", name)
        sites.coding(f"W{n + 2}", "sales/fair", "We sell at the fair.", name)
    plot = arrange_any(
        sites.material(), "case-dendrogram", CaseDendrogramOptions(code=("sales/fair", "sales"), depth=0)
    )
    assert isinstance(plot, Plot)
    assert isinstance(plot.marks, Tree)
    assert {leaf.label: leaf.counted for leaf in plot.marks.leaves} == {"Ani": 1, "Budi": 2, "Cici": 2}


def told_of_two_villages(builder: Builder, *, heard: bool) -> Sheet:
    """A report of efforts in two villages at once; perhaps somebody of the one speaks of something else."""
    for name, site in (("Rini", "Wetan"), ("Seno", "Kulon")):
        builder.case(name, site=site)
    builder.source("report", "A")
    for code in ("loan", "course"):
        builder.code(code, code.title())
    builder.coding("report", "loan", "The office lends to both villages.")
    builder.coding("report", "course", "Courses are held every year.")
    if heard:
        builder.source("W1")
        builder.turn("W1", "Rini")
        builder.coding("W1", "course", "I went to one of them.", "Rini")
    options = ConceptuallyClusteredOptions(rows="code", cols="site", code=("loan", "course"))
    return arrange(builder.material(), "conceptually-clustered", options)


def reasons(sheet: Sheet, row: str) -> dict[str, Empty | None]:
    [found] = [each for each in sheet.rows if each.label == row]
    return {c.label: cell.empty for c, cell in zip(sheet.columns, found.cells, strict=True) if c.label in VILLAGES}


def test_what_a_report_tells_of_all_places_at_once_is_not_told_apart(builder: Builder) -> None:
    sheet = told_of_two_villages(builder, heard=False)
    assert reasons(sheet, "Loan") == dict.fromkeys(VILLAGES, Empty.NOT_APART)


def test_where_one_place_speaks_for_itself_the_others_have_nothing_coded(builder: Builder) -> None:
    sheet = told_of_two_villages(builder, heard=True)
    assert reasons(sheet, "Course") == {"Wetan": None, "Kulon": Empty.MISSING}
    assert reasons(sheet, "Loan")["Kulon"] is Empty.MISSING


def test_talks_of_unknown_people_tell_nothing_of_all_groups_at_once(builder: Builder) -> None:
    """Somebody said it in the interview, it is not known who: of the two villages nothing is coded."""
    for name, site in (("Rini", "Wetan"), ("Seno", "Kulon")):
        builder.case(name, role=site)
    builder.source("W1")
    builder.code("loan", "Loan")
    builder.coding("W1", "loan", "The office lends to both villages.")
    for rows in ("role", "case"):
        sheet = arrange(
            builder.material(), "conceptually-clustered", ConceptuallyClusteredOptions(rows=rows, code=("loan",))
        )
        assert {cell.empty for row in sheet.rows[:2] for cell in row.cells} == {Empty.MISSING}, rows
