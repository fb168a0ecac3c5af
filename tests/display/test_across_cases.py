"""Causal networks compared and joined across cases, each against a street of shops made by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.display.build import arrange, arrange_any
from qda.display.displays.causal_network_across_cases import CausalNetworkAcrossCasesOptions as Across
from qda.display.displays.causal_prediction_model import CausalPredictionModelOptions as Model
from qda.display.forecast import Cause, best_guess, forecasts
from qda.display.streams import MOST, Step, net_sign, streams_to
from qda.model.errors import NotFoundError
from qda.model.network import Network
from qda.model.sheet import Empty, Sheet
from tests.display.conftest import Builder


@pytest.fixture
def street() -> Builder:
    """Four shops and one that ties nothing. Sales are low at Ani's and Budi's, high at Citra's and Eka's.

    Ani:   price −→ stock +→ sales.
    Budi:  rain +→ price −→ stock +→ sales: Ani's line, with a link before it.
    Citra: price +→ stock +→ sales, and help +→ stock: the sign of the first link is another than Ani's.
    Eka:   help +→ stock +→ sales.
    Dewi:  speaks of help and ties nothing to it. The researcher infers rain −→ sales.
    """
    b = Builder()
    for name in ("Ani", "Budi", "Citra", "Dewi", "Eka"):
        b.case(name, street="north" if name in ("Ani", "Budi") else "south")
        b.source(f"W-{name}")
        b.turn(f"W-{name}", name)
    for code in ("rain", "price", "help", "stock"):
        b.code(code, code.capitalize())
    b.code("sales", "Sales", scale=("low", "high"))
    told: dict[tuple[str, str, str], list[Any]] = {}
    for name, level, links in (
        ("Ani", "low", ("price - stock", "stock + sales")),
        ("Budi", "low", ("rain + price", "price - stock", "stock + sales")),
        ("Citra", "high", ("price + stock", "help + stock", "stock + sales")),
        ("Eka", "high", ("help + stock", "stock + sales")),
    ):
        b.coding(f"W-{name}", "sales", f"We sell at a {level} level.", name, at=0, magnitude=level)
        for n, link in enumerate(links):
            start, sign, end = link.split()
            said = b.coding(f"W-{name}", start, f"Because of {start} there is {end}.", name, at=100 * (n + 1))
            told.setdefault((start, sign, end), []).append(said)
    b.coding("W-Dewi", "help", "They came with carts.", "Dewi", at=0)
    for (start, sign, end), evidence in told.items():
        b.link(start, "causes", end, sign, evidence)
    b.link("rain", "causes", "sales", "-")
    return b


def rows(sheet: Sheet) -> str:
    """A row a paragraph: its label, then a line a cell that is not “not applicable”."""
    lines = []
    for row in sheet.rows:
        lines.append(row.label)
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            if cell.empty is None:
                of = "" if cell.of is None else f" of {cell.of}"
                lines.append(f"    {column.label}: {cell.value}{of} {{{len(cell.evidence)}}}")
            elif cell.empty is not Empty.NOT_APPLICABLE:
                lines.append(f"    {column.label}: [{cell.empty.value}]")
    return "\n".join(lines)


def across(b: Builder, **options: Any) -> Sheet:
    return arrange(b.material(), "causal-network-across-cases", Across(**options))


@pytest.mark.snapshot_of("causal-network-across-cases")
def test_streams_of_each_case_are_held_against_every_case(street: Builder) -> None:
    """Citra and Eka are high, so they stand first; Dewi ties nothing and has no column.

    Streams end in sales, the first code with magnitudes. Followed back as far as each case goes they are: Ani price −→
    stock +→ sales; Budi rain +→ price −→ stock +→ sales; Citra price +→ … and help +→ …; Eka help +→ ….
    Families share the last two links: price −→ stock +→ sales is whole in Ani and Budi, whose longer line holds it;
    help +→ stock +→ sales in Citra and Eka; price +→ … in Citra alone. Families of two cases stand first, price
    before help, as in the codebook.
    Budi's whole line: Ani shows 2 of its 3 links. Citra has its last link and the first's other sign.
    Ani and Budi are low and all others high: their stream goes with a lower outcome. One person behind each ✓.
    """
    sheet = across(street)
    assert rows(sheet) == WANTED
    assert [column.label for column in sheet.columns[3:7]] == ["Citra", "Eka", "Ani", "Budi"]
    assert [row.group for row in sheet.rows[1:3]] == ["Family 1", "Family 1"]
    assert [(row.label, row.key) for row in sheet.rows[:2]] == [
        ("Outcome: Sales", "outcome"),
        ("Price −→ Stock +→ Sales", "family code:price causes- code:stock causes+ code:sales"),
    ]
    assert sheet.rows[2].key == "code:rain causes+ code:price causes- code:stock causes+ code:sales"
    assert sheet.filters[-2:] == (
        "1 case states no such link and is not shown: Dewi.",
        "1 link that only the researcher infers belongs to no case and is not shown.",
    )
    assert sheet.counts.startswith("Cases that show the whole stream, of 4 that state links (5 have passages).")


def test_a_single_case_goes_with_nothing(street: Builder) -> None:
    """Eka sells little now, so that Citra alone is high, and alone shows price +→ stock +→ sales: one case is none.

    Help +→ … is in Citra and Eka, high and low: neither. Price −→ … is in Ani and Budi, low as Eka is: neither.
    """
    for row in street.rows["codings"]:
        if row["code"] == "sales" and row["source"] == "W-Eka":
            row["magnitude"] = "low"
    said = {row.label: row.cells[-1].value for row in across(street).rows[1:]}
    assert said["Price +→ Stock +→ Sales"] == "too few cases to say"
    assert (said["Help +→ Stock +→ Sales"], said["Price −→ Stock +→ Sales"]) == ("neither", "neither")


WANTED = """\
Outcome: Sales
    Citra: high {1}
    Eka: high {1}
    Ani: low {1}
    Budi: low {1}
Price −→ Stock +→ Sales
    Name of the family: [to-write]
    Cases: 2 of 4 {4}
    Net sign: − {4}
    Citra: 1/2 ≠ {2}
    Eka: 1/2 {1}
    Ani: ✓ 1 {2}
    Budi: ✓ 1 {2}
    where shown: low, low {2}
    elsewhere: high, high {2}
    goes with: a lower outcome {4}
Rain +→ Price −→ Stock +→ Sales
    Cases: 1 of 4 {3}
    Net sign: − {3}
    Citra: 1/3 ≠ {2}
    Eka: 1/3 {1}
    Ani: 2/3 {2}
    Budi: ✓ 1 {3}
    where shown: low {1}
    elsewhere: high, high, low {3}
    goes with: neither {4}
Help +→ Stock +→ Sales
    Name of the family: [to-write]
    Cases: 2 of 4 {4}
    Net sign: + {4}
    Citra: ✓ 1 {2}
    Eka: ✓ 1 {2}
    Ani: 1/2 {1}
    Budi: 1/2 {1}
    where shown: high, high {2}
    elsewhere: low, low {2}
    goes with: a higher outcome {4}
Price +→ Stock +→ Sales
    Name of the family: [to-write]
    Cases: 1 of 4 {2}
    Net sign: + {2}
    Citra: ✓ 1 {2}
    Eka: 1/2 {1}
    Ani: 1/2 ≠ {2}
    Budi: 1/2 ≠ {2}
    where shown: high {1}
    elsewhere: high, low, low {3}
    goes with: neither {4}"""


def test_groups_are_cases_too(street: Builder) -> None:
    """North is Ani and Budi: two people behind each link of price −→ stock +→ sales, and one behind Budi's rain.

    South is Citra, Dewi and Eka: two people behind help +→ stock +→ sales.
    """
    sheet = across(street, cols="street", by="sales")
    assert [column.label for column in sheet.columns[3:5]] == ["south", "north"]
    cells = {row.label: [cell.value for cell in row.cells[3:5]] for row in sheet.rows[1:]}
    assert cells["Help +→ Stock +→ Sales"] == ["✓ 2", "1/2"]
    assert cells["Rain +→ Price −→ Stock +→ Sales"] == ["1/3 ≠", "✓ 1"]


def test_ends_and_lengths_can_be_chosen(street: Builder) -> None:
    """To stock no line has two links but Budi's; of no line more than two links are followed with --longest 2."""
    sheet = across(street, end=("stock",))
    assert [row.label for row in sheet.rows[1:]] == ["Rain +→ Price −→ Stock"]
    short = across(street, longest=2)
    assert "Rain +→ Price −→ Stock +→ Sales" not in [row.label for row in short.rows]
    one = across(street, show=1)
    assert [row.label for row in one.rows[1:]] == ["Price −→ Stock +→ Sales"]
    assert "3 streams that fewer cases share are not shown." in one.filters
    with pytest.raises(NotFoundError, match="line of 4 links"):
        across(street, shortest=4)


def test_without_an_outcome_streams_end_where_nothing_follows(street: Builder) -> None:
    """Nobody rates anything: no column compares the outcome, and streams end in sales, which leads nowhere."""
    for row in street.rows["codings"]:
        row["magnitude"] = None
    sheet = across(street)
    assert [column.key for column in sheet.columns] == [
        "family-name", "cases", "net-sign", "case:Ani", "case:Budi", "case:Citra", "case:Eka",
    ]  # fmt: skip
    assert sheet.rows[0].label == "Price −→ Stock +→ Sales"
    assert sheet.notes[0].startswith("Nothing ranks the cases.")


def test_an_outcome_that_nobody_named_does_not_hide_the_streams(street: Builder) -> None:
    """Price comes first among the codes with magnitudes, but leads only from rain to it, one link: other ends count.

    Named with --by, it is the end, and there is no stream to it.
    """
    for row in street.rows["codings"]:
        if row["code"] == "price":
            row["magnitude"] = "1"
    sheet = across(street)
    assert sheet.rows[0].label == "Outcome: Price"
    assert "Price −→ Stock +→ Sales" in [row.label for row in sheet.rows]
    assert "so streams end in whatever leads nowhere further." in " ".join(sheet.decision_rules)
    with pytest.raises(NotFoundError, match="line of 2 links"):
        across(street, by="price")


def test_what_only_the_speaker_infers_is_said(street: Builder) -> None:
    for row in street.rows["codings"]:
        if row["informant"] == "Eka" and row["code"] == "help":
            row["basis"] = "inference"
    row = next(row for row in across(street).rows if row.label == "Help +→ Stock +→ Sales")
    assert [cell.value for cell in row.cells[3:5]] == ["✓ 1", "✓ 1, inferred in part"]


def test_the_sign_of_a_whole_line() -> None:
    def line(*signs: str) -> tuple[Step, ...]:
        return tuple(Step(start=str(n), end=str(n + 1), type="causes", sign=sign) for n, sign in enumerate(signs))

    assert [net_sign(line(*signs)) for signs in ("+-", "--", "+±", "-+")] == ["-", "+", "±", "-"]
    assert net_sign(line("-", "")) == "", "a link without a sign says nothing"


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=14), st.integers(2, 4))
def test_streams_pass_nothing_twice_and_go_back_as_far_as_they_can(ties: set[tuple[int, int]], longest: int) -> None:
    steps = [Step(start=str(a), end=str(b), type="causes", sign="+") for a, b in sorted(ties) if a != b]
    place = {str(n): n for n in range(6)}
    found = streams_to(steps, frozenset({"0"}), place, shortest=2, longest=longest)
    assert len(found) == len(set(found)) <= MOST
    assert found == streams_to(reversed(steps), frozenset({"0"}), place, shortest=2, longest=longest)
    for stream in found:
        nodes = [stream[0].start, *(step.end for step in stream)]
        assert nodes[-1] == "0"
        assert len(set(nodes)) == len(nodes)
        assert 2 <= len(stream) <= longest
        further = {step.start for step in steps if step.end == nodes[0]} - set(nodes)
        assert len(stream) == longest or not further


@pytest.fixture
def rated(street: Builder) -> Builder:
    """The street, where four shops rate their stock, and Dewi, who ties nothing, tells of a poor year."""
    street.rows["codes"][3]["scale"] = ("little", "much")
    for name, level in (("Ani", "little"), ("Budi", "much"), ("Citra", "much"), ("Eka", "much"), ("Dewi", "little")):
        street.coding(f"W-{name}", "stock", f"We have {level} in stock.", name, at=800, magnitude=level)
    street.coding("W-Dewi", "sales", "Hardly anybody buys.", "Dewi", at=900, magnitude="low")
    return street


def model(b: Builder, **options: Any) -> Network:
    made = arrange_any(b.material(), "causal-prediction-model", Model(**options))
    assert isinstance(made, Network)
    return made


@pytest.mark.snapshot_of("causal-prediction-model")
def test_links_of_several_cases_lead_to_the_outcome(rated: Builder) -> None:
    """At least two cases: rain → price, Budi's alone, is out. Three state price → stock, Ani and Budi −, Citra +: ±.

    All four state stock +→ sales. Sales are the outcome, so they come last in the picture. Stock is high in Budi,
    Citra and Eka. Price and help are told, not rated; without a guide everybody counts as asked.
    """
    network = model(rated, by="sales")
    assert [(node.label, node.detail) for node in network.nodes] == [
        ("Price", "told in 3 of 5"),
        ("Help", "told in 3 of 5"),
        ("Stock", "high in 3, low in 2"),
        ("Sales", "outcome: high in 2, low in 3"),
    ]
    assert [(edge.start, edge.end, edge.sign, edge.people, edge.label, edge.weight) for edge in network.edges] == [
        ("code:price", "code:stock", "±", 3, "+1 −2", 0.75),
        ("code:help", "code:stock", "+", 2, "", 0.5),
        ("code:stock", "code:sales", "+", 4, "", 1.0),
    ]
    assert "1 link that fewer cases state is not drawn." in network.filters
    assert "A link is in the model where at least 2 of 4 cases with links state it in their own words." in (
        network.decision_rules
    )
    assert dict(network.nodes[2].attributes)["Dewi"] == "little"
    assert network.counts.startswith("On an edge: its sign and how many cases state it, of 4 with links.")


def test_the_model_is_tried_on_the_cases(rated: Builder) -> None:
    """Stock works straight on sales, with +: who has much is predicted high.

    Ani little, low; Citra and Eka much, high; Dewi little, low: as predicted. Budi has much and sells little: against
    it. Four of five; saying “low” of all is right in three. Dewi ties nothing, so she did not help to make the model.
    """
    assert model(rated, by="sales").notes == (
        "Tried on 5 cases whose outcome is high or low: as predicted in 4 (0.80). Guessing the majority for every "
        "case is right in 3 (0.60).",
        "1 of 1 cases that state no link themselves, and so did not make the model, came as predicted.",
        "With fewer than 10 cases a single one can turn it.",
        "As predicted: Ani, Citra, Dewi, Eka.",
        "Against the model, read them again: Budi (predicted high, is low).",
    )


def test_causes_that_say_nothing_predict_nothing(street: Builder) -> None:
    """Stock is told by all who link it: no case of those with sales stands below another, but Dewi, who has none.

    With stock as the end, price (±) tells nothing and help (+) is told by Citra, Dewi and Eka.
    """
    to_stock = model(street, end="stock", by="sales")
    assert [edge.end for edge in to_stock.edges] == ["code:stock", "code:stock"]
    assert to_stock.notes[0] == (
        "Whether a case is high or low is read from “Sales”, not from what the arrows lead to."
    )
    assert to_stock.notes[1].startswith("Tried on 4 cases whose outcome is high or low: as predicted in 4 (1.00).")
    assert "The model was made of these cases, so its hit rate is too good: try it on others." in to_stock.notes
    for row in street.rows["codings"]:
        if row["code"] == "stock":
            row["magnitude"] = "3"
    assert model(street).notes == (
        "No case has both an outcome and causes that lie above or below the middle: nothing is predicted.",
    )


def test_the_outcome_does_not_predict_itself(rated: Builder) -> None:
    """Ranked by stock, the model of sales has no other cause straight before them."""
    assert model(rated, by="stock", end="sales").notes[0].startswith("No case has both an outcome and causes")


def test_the_rule_of_inclusion_can_be_moved(rated: Builder) -> None:
    """One case is enough: rain too. 60 % of four cases are three: help is out. Nothing is stated by five."""
    assert [edge.start for edge in model(rated, by="sales", least=1).edges] == [
        "code:rain", "code:price", "code:help", "code:stock",
    ]  # fmt: skip
    assert [edge.start for edge in model(rated, by="sales", share=0.6).edges] == ["code:price", "code:stock"]
    with pytest.raises(NotFoundError, match="5 cases or more") as refused:
        model(rated, least=5)
    assert "--least 1" in refused.value.mend
    with pytest.raises(NotFoundError, match="leads to the outcome"):
        model(rated, end="rain")


def test_groups_state_links_with_their_people(rated: Builder) -> None:
    """North (Ani, Budi) and south (Citra, Eka): both state price → stock with other signs, three people in all."""
    network = model(rated, by="sales", cols="street")
    assert [(edge.sign, edge.people, edge.label) for edge in network.edges] == [
        ("±", 3, "2/2 cases: +1 −1"), ("+", 4, "2/2 cases"),
    ]  # fmt: skip


def test_causes_vote() -> None:
    """Case 1: a + high and a − high cancel out. Case 2: a + high alone. Case 3: a − high alone. ± has no vote."""
    causes = [
        Cause(sign="+", sides=(1, 1, None)),
        Cause(sign="-", sides=(1, None, 1)),
        Cause(sign="±", sides=(1, -1, 1)),
    ]
    made = forecasts((1, 1, 1), causes)
    assert [(one.predicted, one.hit) for one in made] == [(None, False), (1, True), (-1, False)]
    assert best_guess([1, -1, -1, None]) == 2
    assert best_guess([]) == 0
