"""Every display there is, also those to come, is drawn from a study that real researchers coded.

What it shows is theirs: each quotation is one of the highlights of their own export, with its tag and participant.
"""

from __future__ import annotations

import shlex
from collections import Counter

import pytest

from qda import registry
from qda.display.spots import spots
from qda.model.network import Network
from qda.model.plot import Plot, Shown
from qda.model.sheet import Sheet
from qda.model.wording import use_language
from tests.real.serdif import Drawn, Facts

DISPLAYS = registry.find("displays")
FLAGS = {  # what a display cannot do without, or what this study has of what it shows
    "case-dynamics": "--code moderator-assist --issue system-issue",
    "critical-incident-chart": "--code moderator-assist",
    "decision-model": "--choice group=2021-11 --test 'number < 11' additional-explanation",
    "decision-tree": "--choice group=2021-11 --test 'number < 11' 'marks > 100'",
    "explanatory-effects": "--code moderator-assist --later system-issue",
    "growth-gradient": "--unit month --code moderator-assist",
    "recommendation-trace": "--code additional-feature-suggestion",
}
IN_COPY = ("activity-record", "forms-table")  # want an observation, and codes under a code


def drawn(plugin: registry.Plugin, real: Drawn, watched: Drawn) -> Shown:
    study = watched if plugin.name in IN_COPY else real
    return study.any(plugin.name, *shlex.split(FLAGS.get(plugin.name, "")))


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
def test_it_shows_what_the_researchers_marked(
    plugin: registry.Plugin, real: Drawn, watched: Drawn, known: Facts
) -> None:
    made = drawn(plugin, real, watched)
    marked = Counter((one.participant, one.code, _folded(one.words)) for one in known.highlights)
    shown = Counter(
        (one.source.split("_")[0], one.code.rsplit("/", 1)[-1], _folded(one.text)) for one in made.quotations
    )
    assert not shown - marked, "a passage that the researchers did not mark so, or one shown twice"
    assert shown
    assert not made.synthetic
    assert all(one.informant == one.source.split("_")[0] for one in made.quotations)


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
def test_what_it_shows_rests_on_those_quotations(plugin: registry.Plugin, real: Drawn, watched: Drawn) -> None:
    made = drawn(plugin, real, watched)
    have = {one.coding for one in made.quotations}
    if isinstance(made, Network):
        assert made.edges
        assert all(edge.evidence or edge.inferred for edge in made.edges)
        assert {one for thing in (*made.nodes, *made.edges) for one in thing.evidence} == have
        return
    sheet = made.as_sheet() if isinstance(made, Plot) else made
    cells = [cell for row in sheet.rows for cell in row.cells]
    assert any(cell.empty is None for cell in cells)
    assert {one for cell in cells for one in cell.evidence} == have
    assert all(cell.of is None or not isinstance(cell.value, int) or cell.value <= cell.of <= 17 for cell in cells)


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
def test_it_is_the_same_in_indonesian(plugin: registry.Plugin, real: Drawn, watched: Drawn) -> None:
    try:
        use_language("id")
        one = drawn(plugin, real, watched)
    finally:
        use_language("en")
    other = drawn(plugin, real, watched)
    assert [quotation.coding for quotation in one.quotations] == [quotation.coding for quotation in other.quotations]


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
def test_no_two_cells_of_people_have_one_name(plugin: registry.Plugin, real: Drawn, watched: Drawn) -> None:
    """Else what is written in one would stand in the other too."""
    made = drawn(plugin, real, watched)
    if isinstance(made, Sheet):
        names = Counter((spot.row, spot.column) for spot in spots(made))
        assert [name for name, n in names.items() if n > 1] == []


def _folded(words: str) -> str:
    return " ".join(words.split())
