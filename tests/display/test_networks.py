"""The displays that are networks, each against a market made by hand, and what holds of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd
import pytest

from qda import registry
from qda.display.build import arrange, arrange_any
from qda.display.chains import best_path, longest_path
from qda.display.displays.causal_chain import CausalChainOptions
from qda.display.displays.causal_network import CausalNetworkOptions
from qda.display.displays.code_network import CodeNetworkOptions
from qda.display.displays.cognitive_map import CognitiveMapOptions
from qda.display.displays.context_chart import ContextChartOptions
from qda.display.displays.decision_tree import DecisionTreeOptions
from qda.display.displays.event_state_network import EventStateOptions
from qda.display.displays.folk_taxonomy import FolkTaxonomyOptions
from qda.display.relations import both
from qda.model import frames
from qda.model.errors import InputError, NotFoundError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.network import Network
from qda.model.wording import use_language
from tests.display.conftest import Builder

CHOSEN = {  # networks that show nothing before something is chosen
    "decision-tree": DecisionTreeOptions(choice="stock", test=("price",)),
}
NETWORKS = [plugin for plugin in registry.find("displays") if plugin.details.gives == "network"]


@dataclass
class Market:
    """The study, and the codings that its links rest on, by a word."""

    builder: Builder
    said: dict[str, Id]

    def link(
        self, start: str, kind: str, end: str, sign: str | None = None, said: Sequence[str] = (), memo: str = ""
    ) -> None:
        ends = [("case", name) if name[0].isupper() else ("code", name) for name in (start, end)]
        self.builder.rows["links"].append(
            {
                "id": self.builder.new(),
                "from_kind": ends[0][0],
                "from": ends[0][1],
                "to_kind": ends[1][0],
                "to": ends[1][1],
                "type": kind,
                "sign": sign,
                "evidence": tuple(self.said[word] for word in said),
                "memo": memo,
                "coder": "ana",
                "at": "2026-01-01T00:00:00Z",
            }
        )

    @property
    def material(self) -> Material:
        return self.builder.material()


def build_market(b: Builder) -> Market:
    """Three sellers and the office, heard in five sources; nobody has a guide, so everybody heard counts as asked.

    price (Ani, Budi, Citra) → stock (Ani, Budi) → debt (Ani), and rain → stock inferred; the office helps Ani, and
    quarrels with Budi, who says so. Debt at the bank and debt to neighbours are kinds of debt.
    """
    b.case("Ani", role="seller", group="market")
    b.case("Budi", role="seller", group="market")
    b.case("Citra", role="buyer", group="town")
    b.case("Kantor", role="office", group="state")
    for name in ("W1", "W2", "W3", "W4"):
        b.source(name)
    for code, label in (
        ("price", "Price of rice"),
        ("stock", "Stock"),
        ("debt", "Debt"),
        ("debt/bank", "Debt at the bank"),
        ("debt/neighbour", "Debt to neighbours"),
        ("rain", "Rain"),
        ("help", "Help"),
    ):
        b.code(code, label)
    b.code("old", "Old", status="retired")
    for source, case in (("W1", "Ani"), ("W2", "Budi"), ("W3", "Citra"), ("W4", "Kantor")):
        b.turn(source, case)
    said = {
        "a-price": b.coding("W1", "price", "Rice is dear now, so I keep less in the shop.", "Ani", at=0),
        "a-stock": b.coding("W1", "stock", "I keep less", "Ani", at=22),
        "a-debt": b.coding("W1", "debt", "Less to sell, more to owe, that is how it went.", "Ani", at=60),
        "a-bank": b.coding("W1", "debt/bank", "the big debt", "Ani", at=200),
        "b-price": b.coding("W2", "price", "It is too dear to lay in.", "Budi", at=0, memo="time: 2021"),
        "b-stock": b.coding("W2", "stock", "too dear to lay in", "Budi", at=6, memo="time: 2019"),
        "b-against": b.coding("W2", "help", "They never help us.", "Budi", at=60, stance="-"),
        "c-price": b.coding("W3", "price", "We pay what they ask.", "Citra", at=0, basis="inference"),
        "k-help": b.coding("W4", "help", "We help the sellers with carts.", "Kantor", at=0, stance="+"),
        "asked": b.coding("W3", "price", "Why is it dear?", "Citra", role="interviewer", at=50),
    }
    return Market(builder=b, said=said)


@pytest.fixture
def bare(builder: Builder) -> Market:
    return build_market(builder)


@pytest.fixture
def market(bare: Market) -> Market:
    bare.link("price", "causes", "stock", "-", ("a-price", "b-stock"), "dear rice is not laid in")
    bare.link("stock", "causes", "debt", "-", ("a-debt",))
    bare.link("rain", "causes", "stock", "-")
    bare.link("debt/bank", "kind_of", "debt", None, ("a-bank",))
    bare.link("debt/neighbour", "kind_of", "debt")
    bare.link("Kantor", "explains", "Ani", None, ("k-help",), "carts")
    bare.link("Budi", "versus", "Kantor", None, ("b-against",))
    return bare


def shown(network: Network) -> str:
    """A network as text: nodes with rating, counts and detail, then edges with sign, people and basis."""
    names = {node.key: node.label for node in network.nodes}
    lines = [
        f"{node.label} [{' '.join(part for part in (node.kind, node.rating) if part)}] {node.people}/{node.of} "
        f"{node.detail}".rstrip()
        for node in network.nodes
    ]
    lines += [
        f"{names[edge.start]} {edge.sign}{'→' if edge.directed else '–'} {names[edge.end]}: {edge.label or edge.type}, "
        f"{edge.people} people, {'inferred' if edge.inferred else 'data'}"
        for edge in network.edges
    ]
    return "\n".join(lines)


def drawn(material: Material, kind: str, options: Any = None) -> Network:
    made = arrange_any(material, kind, CHOSEN.get(kind) if options is None else options)
    assert isinstance(made, Network)
    return made


@pytest.mark.snapshot_of("causal-network")
def test_causal_network(market: Market) -> None:
    """Four were heard and count as asked.

    Price: Ani, Budi, Citra, 3 of 4 = 0.75, high. Stock 2 of 4, medium. Debt only Ani: 1 of 4 = 0.25, low. Nobody
    speaks of rain: no rating, and its link is inferred. Two people stand behind the first link.
    """
    network = drawn(market.material, "causal-network")
    assert shown(network) == (
        "Price of rice [code H] 3/4\n"
        "Stock [code M] 2/4\n"
        "Debt [code L] 1/4\n"
        "Rain [code] 0/4\n"
        "Price of rice -→ Stock: causes, 2 people, data\n"
        "Stock -→ Debt: causes, 1 people, data\n"
        "Rain -→ Stock: causes, 0 people, inferred"
    )
    assert [edge.weight for edge in network.edges] == [1.0, 0.5, None]
    assert network.edges[0].memo == "dear rice is not laid in"
    assert network.notes == ("1 of 3 links is inferred.",)
    assert "0.67" in " ".join(network.decision_rules)


def test_thresholds_move_the_ratings_and_must_be_shares(market: Market) -> None:
    network = drawn(market.material, "causal-network", CausalNetworkOptions(high=0.5, medium=0.25))
    assert [node.rating and node.rating.value for node in network.nodes] == ["H", "H", "M", None]
    with pytest.raises(InputError, match="thresholds"):
        drawn(market.material, "causal-network", CausalNetworkOptions(high=0.2, medium=0.4))


def test_one_case_alone(market: Market) -> None:
    """Budi speaks of price and stock alone.

    The link to debt rests on Ani's words and goes with them; rain stays inferred.
    """
    network = drawn(market.material, "causal-network", CausalNetworkOptions(where="informant == 'Budi'"))
    assert [(edge.end, edge.people, edge.inferred) for edge in network.edges] == [
        ("code:stock", 1, False), ("code:stock", 0, True),
    ]  # fmt: skip
    assert "1 link is left out with the passages behind it." in network.filters


def test_links_on_words_that_are_no_evidence_count_as_inferred(bare: Market) -> None:
    """The interviewer's question is no evidence.

    What Citra infers herself is a broken line too, though it is evidence.
    """
    bare.link("price", "causes", "stock", "-", ("asked",))
    bare.link("price", "causes", "debt", "+", ("c-price",))
    bare.link("old", "causes", "debt", "+", ("c-price",))
    network = drawn(bare.material, "causal-network")
    assert [(edge.people, edge.inferred) for edge in network.edges] == [(0, True), (1, True)]
    assert "1 link rests on words that are no evidence and counts as inferred." in network.filters
    assert "1 link with a code out of use is left out." in network.filters


def test_links_of_both_signs_are_one_edge(bare: Market) -> None:
    bare.link("price", "causes", "stock", "-", ("a-price",))
    bare.link("price", "causes", "stock", "+", ("b-price",))
    (edge,) = drawn(bare.material, "causal-network").edges
    assert (edge.sign, edge.people) == ("±", 2)
    assert [both(signs) for signs in (["+", ""], ["+", "±"], [])] == ["+", "±", ""]


def test_several_types_are_named_on_the_edges(market: Market) -> None:
    market.link("rain", "precedes", "price")
    network = drawn(market.material, "causal-network", CausalNetworkOptions(type=("causes", "precedes")))
    assert {edge.label for edge in network.edges} == {"causes", "comes before"}
    assert {edge.label for edge in drawn(market.material, "causal-network").edges} == {""}


@pytest.mark.snapshot_of("causal-chain")
def test_causal_chain(market: Market) -> None:
    """The longest line is price → stock → debt.

    Rain → stock → debt is as long, but its first link is nobody's words.
    """
    network = drawn(market.material, "causal-chain")
    assert [node.label for node in network.nodes] == ["Price of rice", "Stock", "Debt"]
    assert [edge.people for edge in network.edges] == [2, 1]
    assert network.notes == ("Weakest link: Stock → Debt, stated by 1.",)


def test_causal_chain_between_two_ends(market: Market) -> None:
    network = drawn(market.material, "causal-chain", CausalChainOptions(start="rain", end="debt"))
    assert [node.label for node in network.nodes] == ["Rain", "Stock", "Debt"]
    assert network.notes == ("Weakest link: Rain → Stock, inferred.",)
    with pytest.raises(NotFoundError, match="No links lead"):
        drawn(market.material, "causal-chain", CausalChainOptions(start="debt", end="rain"))
    with pytest.raises(InputError, match="two ends"):
        drawn(market.material, "causal-chain", CausalChainOptions(start="debt"))


def test_the_best_path_is_as_strong_as_its_weakest_step() -> None:
    """a → d is direct but one person's; a → b → c → d has two at every step; a → b → d narrows to one."""
    widths = {("a", "d"): 1, ("a", "b"): 3, ("b", "c"): 2, ("c", "d"): 4, ("b", "d"): 1}
    assert best_path(widths, "a", "d") == ["a", "b", "c", "d"]
    assert best_path({**widths, ("b", "d"): 2}, "a", "d") == ["a", "b", "d"], "fewer steps among equals"
    assert best_path(widths, "d", "a") == best_path(widths, "a", "a") == []


def test_the_longest_path_ends_where_steps_run_in_circles() -> None:
    circle = {("a", "b"): 1, ("b", "c"): 1, ("c", "a"): 1, ("c", "d"): 2}
    assert longest_path(circle) == ["a", "b", "c", "d"]
    assert longest_path({("a", "b"): 1, ("x", "y"): 2}) == ["x", "y"]
    assert longest_path({}) == []


@pytest.mark.snapshot_of("context-chart")
def test_context_chart(market: Market) -> None:
    """Carts flow to Ani: the office's own passage is for (+).

    Budi is against: −; the two quarrel, which has no direction.
    """
    network = drawn(market.material, "context-chart")
    assert shown(network) == (
        "Ani [case] 2/None seller\n"
        "Budi [case] 1/None seller\n"
        "Kantor [case] 2/None office\n"
        "Budi -– Kantor: stands against, 1 people, data\n"
        "Kantor +→ Ani: carts, 1 people, data"
    )
    assert dict(network.nodes[0].attributes) == {"role": "seller", "group": "market"}


def test_context_chart_of_groups(market: Market) -> None:
    """Ani and Budi are the market; a relation between them lies within one node and is only counted."""
    market.link("Ani", "part_of", "Budi")
    network = drawn(market.material, "context-chart", ContextChartOptions(nodes="group"))
    assert [(node.label, node.detail) for node in network.nodes] == [("market", "2 cases"), ("state", "1 case")]
    assert [(edge.start, edge.end, edge.sign) for edge in network.edges] == [
        ("group:market", "group:state", "-"), ("group:state", "group:market", "+"),
    ]  # fmt: skip
    assert network.notes == ("1 relation within one node is not drawn.",)
    with pytest.raises(NotFoundError, match="no attribute"):
        drawn(market.material, "context-chart", ContextChartOptions(nodes="age"))


@pytest.mark.snapshot_of("folk-taxonomy")
def test_folk_taxonomy_of_links(market: Market) -> None:
    """Two kinds of debt, one in Ani's words; the other has no passage and its link is inferred.

    The whole itself is a long statement, so it has no term.
    """
    network = drawn(market.material, "folk-taxonomy")
    assert shown(network) == (
        "Debt [code] 1/4\n"
        "Debt at the bank [code] 1/4 “the big debt”\n"
        "Debt to neighbours [code] 0/4\n"
        "Debt at the bank → Debt: kind_of, 1 people, data\n"
        "Debt to neighbours → Debt: kind_of, 0 people, inferred"
    )
    assert network.notes == ("2 nodes have no term in vivo.",)


def test_folk_taxonomy_of_the_codebook(bare: Market) -> None:
    network = drawn(bare.material, "folk-taxonomy")
    assert [(edge.start, edge.end) for edge in network.edges] == [
        ("code:debt/bank", "code:debt"), ("code:debt/neighbour", "code:debt"),
    ]  # fmt: skip
    assert "the researcher’s order, not yet the people’s" in " ".join(network.decision_rules)
    with pytest.raises(InputError, match="no link"):
        drawn(bare.material, "folk-taxonomy", FolkTaxonomyOptions(tree="links"))


def test_a_code_made_of_informants_words_needs_no_term(market: Market) -> None:
    codes = market.builder.rows["codes"]
    next(row for row in codes if row["path"] == "debt/neighbour")["method"] = "in vivo"
    network = drawn(market.material, "folk-taxonomy")
    assert network.notes == ("1 node has no term in vivo.",)


def test_kinds_in_a_circle_come_out_too(bare: Market) -> None:
    bare.link("price", "kind_of", "stock")
    bare.link("stock", "kind_of", "price")
    network = drawn(bare.material, "folk-taxonomy")
    assert {node.key for node in network.nodes} == {"code:price", "code:stock"}


@pytest.mark.snapshot_of("cognitive-map")
def test_cognitive_map(market: Market) -> None:
    """Ani states two causal links and a kind of debt, the most of all; Budi's passage behind the first is left out."""
    network = drawn(market.material, "cognitive-map")
    assert network.title == "Cognitive map: Ani"
    assert [(edge.start, edge.end, len(edge.evidence), edge.inferred) for edge in network.edges] == [
        ("code:price", "code:stock", 1, False), ("code:stock", "code:debt", 1, False),
        ("code:debt/bank", "code:debt", 1, False),
    ]  # fmt: skip
    assert {one.informant for one in network.quotations} == {"Ani"}
    assert next(node.detail for node in network.nodes if node.label == "Stock") == "“I keep less”"
    assert network.notes == ("Others who state links: Budi (2), Kantor (1).",)


def test_cognitive_map_of_somebody_who_ties_nothing(market: Market) -> None:
    with pytest.raises(NotFoundError, match="Citra"):
        drawn(market.material, "cognitive-map", CognitiveMapOptions(informant="Citra"))


@pytest.mark.snapshot_of("event-state-network")
def test_event_state_network(market: Market) -> None:
    """Budi dates price (2021) and stock (2019): events, and the link runs against their dates.

    Debt and rain are states.
    """
    network = drawn(market.material, "event-state-network")
    assert [(node.label, node.kind, node.detail) for node in network.nodes] == [
        ("Price of rice", "event", "2021"), ("Stock", "event", "2019"), ("Debt", "state", ""), ("Rain", "state", ""),
    ]  # fmt: skip
    assert network.notes == ("Check: “Price of rice” is dated later than “Stock”, to which it leads.",)
    chosen = drawn(market.material, "event-state-network", EventStateOptions(event=("rain",)))
    assert [node.kind for node in chosen.nodes] == ["state", "state", "state", "event"]


@pytest.mark.snapshot_of("code-network")
def test_code_network(bare: Market) -> None:
    """Price and stock meet in W1 (0–45 and 22–33) and W2 (0–25 and 6–24): Ani and Budi.

    No other two codes share a word.
    """
    network = drawn(bare.material, "code-network")
    assert shown(network) == (
        "Price of rice [code] 3/4\nStock [code] 2/4\nPrice of rice – Stock: co-occurs, 2 people, data"
    )
    assert [node.value for node in network.nodes] == [1.0, pytest.approx(2 / 3)]
    assert len(network.edges[0].evidence) == 4
    assert "3 codes without a tie are not drawn." in network.filters, "debt, debt at the bank, help"
    with pytest.raises(NotFoundError, match="No two codes"):
        drawn(bare.material, "code-network", CodeNetworkOptions(least=3))


def test_code_network_by_coefficient(bare: Market) -> None:
    """Two overlapping pairs of 3 + 2 passages: c = 2 / (3 + 2 − 2) = 0.67.

    2 of the 3 people with either: Jaccard 0.67.
    """
    for measure, label in (("c", "c 0.67"), ("jaccard", "J 0.67")):
        (edge,) = drawn(bare.material, "code-network", CodeNetworkOptions(measure=measure)).edges
        assert (edge.label, edge.weight) == (label, 1.0)


def test_where_nothing_is_linked_the_way_on_is_said(bare: Market) -> None:
    for kind in ("causal-network", "causal-chain", "context-chart", "cognitive-map", "event-state-network"):
        with pytest.raises(InputError, match="no link") as caught:
            drawn(bare.material, kind)
        assert "qda link add" in caught.value.mend


def test_a_network_is_no_matrix(market: Market) -> None:
    with pytest.raises(InputError, match="is a network"):
        arrange(market.material, "causal-network")


@pytest.mark.parametrize("plugin", NETWORKS, ids=lambda plugin: plugin.name)
class TestEvery:
    def test_gives_the_same_twice_and_leaves_its_input_alone(self, plugin: registry.Plugin, market: Market) -> None:
        material = market.material
        before = {spec.name: getattr(material, spec.name).copy(deep=True) for spec in frames.ALL_FRAMES}
        first = drawn(material, plugin.name)
        assert drawn(material, plugin.name) == first
        turned = {name: getattr(material, name).iloc[::-1].reset_index(drop=True) for name in ("codings", "links")}
        assert drawn(replace(material, **turned), plugin.name) == first, "the order of rows must not matter"
        for name, frame in before.items():
            pd.testing.assert_frame_equal(getattr(material, name), frame)

    def test_every_edge_rests_on_quotations_that_the_network_has(self, plugin: registry.Plugin, market: Market) -> None:
        network = drawn(market.material, plugin.name)
        known = {quotation.coding for quotation in network.quotations}
        assert network.edges
        for edge in network.edges:
            assert edge.evidence or edge.inferred
            assert set(edge.evidence) <= known
            assert bool(edge.people) == bool(edge.evidence)
        for node in network.nodes:
            assert set(node.evidence) <= known

    def test_says_what_it_answers_and_where_it_is_described(self, plugin: registry.Plugin, market: Market) -> None:
        network = drawn(market.material, plugin.name)
        assert plugin.details.question.endswith("?")
        assert plugin.details.citation == network.citation != ""
        assert network.kind == plugin.name
        assert all((network.title, network.reading, network.decision_rules, network.counts))
        assert network.synthetic
        assert any("interviewer" in sentence for sentence in network.filters)

    def test_speaks_both_languages(self, plugin: registry.Plugin, market: Market) -> None:
        try:
            use_language("id")
            one = drawn(market.material, plugin.name)
        finally:
            use_language("en")
        other = drawn(market.material, plugin.name)
        assert [edge.evidence for edge in one.edges] == [edge.evidence for edge in other.edges]

    def test_each_option_has_help_and_a_plain_type(self, plugin: registry.Plugin) -> None:
        assert plugin.options is not None
        for each in fields(plugin.options):
            assert each.metadata["help"], each.name
            assert isinstance(getattr(plugin.options(), each.name), str | int | float | tuple)
