"""What the sweeps draw displays from: the village with all that sheets and plots need, the market for networks."""

from __future__ import annotations

import json
from dataclasses import replace

from qda import registry
from qda.display.build import arrange_any
from qda.display.displays.decision_model import DecisionModelOptions
from qda.display.displays.decision_tree import DecisionTreeOptions
from qda.model.evidence import GroupState, Triangulation, VerdictWord, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.network import Network
from qda.model.plot import Plot, Shown
from qda.model.records import Finding
from qda.model.sheet import Sheet
from tests.display.conftest import Builder, build_village, with_links, with_times
from tests.display.stalls import build_market, linked

DISPLAYS = registry.find("displays")
CHOSEN = {  # displays that show nothing before something is chosen
    "decision-model": DecisionModelOptions(choice="sales", test=("latih", "site=East")),
    "decision-tree": DecisionTreeOptions(choice="stock", test=("price",)),
}


def corpus(plugin: registry.Plugin) -> Material:
    """The made-up study that has what the display shows."""
    return linked(build_market(Builder())).material if plugin.details.gives == "network" else judged_village()


def judged_village() -> Material:
    """The village with times, magnitudes and links, and with one finding, an expectation, triangulated."""
    village = with_links(with_times(build_village(Builder()))).material()
    codings = village.codings
    one = Id(codings.loc[codings["informant"] == "Kepala", "id"].iloc[0])
    verdict = Triangulation(
        finding="latihan",
        axis="group",
        verdict=VerdictWord.SINGLE_SOURCE,
        lower=VerdictWord.SINGLE_SOURCE,
        upper=VerdictWord.SINGLE_SOURCE,
        k_star=1,
        effective_witnesses=1.0,
        supporting_groups=("state",),
        witnesses=(Witness(informants=("Kepala",), group="state", techniques=("W",), stance="+", codings=(one,)),),
        techniques=("W",),
        groups=(("state", GroupState.SUPPORT), ("business", GroupState.SILENT)),
        pairs=(),
        asked=(("state", 1), ("business", 2)),
        prominence=(("state", 1.0), ("business", 0.0)),
    )
    expected = json.dumps({"kind": "expectation", "evidence": {"codes": ["manusia/latih"]}})
    finding = Finding(id=Id(b"f" * 16), key="latihan", statement="Everybody will be trained.", body=expected)
    return replace(village, verdicts=(verdict,), findings=(finding,))


def drawn(plugin: registry.Plugin, material: Material | None = None) -> Shown:
    """The display with its defaults, or with what it cannot do without, of its own corpus where none is given."""
    return arrange_any(material or corpus(plugin), plugin.name, CHOSEN.get(plugin.name))


def numbers(made: Shown) -> Sheet:
    """A matrix, or the numbers behind a plot."""
    assert not isinstance(made, Network)
    return made.as_sheet() if isinstance(made, Plot) else made


def evidence_of(made: Shown) -> frozenset[Id]:
    """The codings behind everything in it."""
    if isinstance(made, Network):
        return frozenset(one for thing in (*made.nodes, *made.edges) for one in thing.evidence)
    return frozenset(one for row in numbers(made).rows for cell in row.cells for one in cell.evidence)
