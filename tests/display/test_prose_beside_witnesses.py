"""The researcher's own prose is no witness: beside people it neither rates, nor takes sides, nor makes alike."""

from __future__ import annotations

import pytest

from qda.display.build import arrange, arrange_any
from qda.display.displays.case_dendrogram import CaseDendrogramOptions
from qda.display.displays.case_ordered_descriptive import CaseOrderedDescriptiveOptions
from qda.display.displays.typology import TypologyOptions
from qda.model.plot import Plot
from qda.model.plot_marks import Tree
from tests.display.conftest import Builder


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
