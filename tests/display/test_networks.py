"""The displays that are networks, each against a market made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from qda.display.build import arrange, arrange_any
from qda.display.chains import best_path, longest_path
from qda.display.displays.causal_chain import CausalChainOptions
from qda.display.displays.causal_network import CausalNetworkOptions
from qda.display.displays.code_network import CodeNetworkOptions
from qda.display.displays.cognitive_map import CognitiveMapOptions
from qda.display.displays.context_chart import ContextChartOptions
from qda.display.displays.event_state_network import EventStateOptions
from qda.display.displays.folk_taxonomy import FolkTaxonomyOptions
from qda.display.relations import both
from qda.model.errors import InputError, NotFoundError
from qda.model.frames import Material
from qda.model.network import Network
from tests.display.conftest import Builder
from tests.display.stalls import Market, build_market, linked


@pytest.fixture
def bare(builder: Builder) -> Market:
    return build_market(builder)


@pytest.fixture
def market(bare: Market) -> Market:
    return linked(bare)


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
    made = arrange_any(material, kind, options)
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


def test_a_coefficient_above_one_is_no_coefficient_of_one() -> None:
    """One long passage of the first code over six of the second: c would be 6 / (1 + 6 − 6)."""
    b = Builder()
    b.case("Ani")
    b.source("W1")
    b.code("talk", "Talk")
    b.code("word", "Word")
    b.coding("W1", "talk", "one two three four five six seven", "Ani", at=0)
    for n in range(6):
        b.coding("W1", "word", "one", "Ani", at=4 * n)
    (edge,) = drawn(b.material(), "code-network", CodeNetworkOptions(measure="c")).edges
    assert edge.label == "c > 1 !"


def test_where_nothing_is_linked_the_way_on_is_said(bare: Market) -> None:
    for kind in ("causal-network", "causal-chain", "context-chart", "cognitive-map", "event-state-network"):
        with pytest.raises(InputError, match="no link") as caught:
            drawn(bare.material, kind)
        assert "qda link add" in caught.value.mend


def test_a_network_is_no_matrix(market: Market) -> None:
    with pytest.raises(InputError, match="is a network"):
        arrange(market.material, "causal-network")
