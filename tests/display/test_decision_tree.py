"""The tree of tests before a choice, against seven young weavers made by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.display.branches import grow, left_out, predicted, walk
from qda.display.build import arrange_any
from qda.display.choices import Answered
from qda.display.displays.decision_tree import DecisionTreeOptions
from qda.model.errors import InputError
from qda.model.network import Network
from tests.display.conftest import Builder


@pytest.fixture
def weavers() -> Builder:
    """Who goes to the city? Ani, Budi, Citra and Gito go; Dewi, Eka and Fajar deny it.

    Ani, Budi and Fajar are in debt. Ani and Citra are two years in the trade, Budi ten, Dewi eight, Eka nine; of Fajar
    and Gito it is not recorded.
    """
    b = Builder()
    b.code("city", "City")
    b.code("debt", "Debt")
    for name, years, goes, owes in (
        ("Ani", "2", "+", True), ("Budi", "10", "+", True), ("Citra", "2", "+", False), ("Dewi", "8", "-", False),
        ("Eka", "9", "-", False), ("Fajar", "", "-", True), ("Gito", "", "+", False),
    ):  # fmt: skip
        b.case(name, **({"years": years} if years else {}))
        b.source(f"W-{name}")
        b.turn(f"W-{name}", name)
        b.coding(f"W-{name}", "city", "I will go, or not.", name, at=0, stance=goes)
        if owes:
            b.coding(f"W-{name}", "debt", "I owe much.", name, at=50)
    return b


def tree(b: Builder, **options: Any) -> Network:
    chosen = DecisionTreeOptions(**{"choice": "city", "test": ("debt", "years > 5"), **options})
    made = arrange_any(b.material(), "decision-tree", chosen)
    assert isinstance(made, Network)
    return made


@pytest.mark.snapshot_of("decision-tree")
def test_each_test_parts_those_who_come_there(weavers: Builder) -> None:
    """Debt comes first: Ani, Budi, Fajar have it. Years would part Budi from Ani, but both go: that test is left out.

    So Fajar, who stays, is against it. Without debt, Dewi and Eka pass the test of years and stay, Citra fails it and
    goes; Gito's years are not recorded. Five of six are told rightly; three of these six go.
    Leaving out one: without Budi, of those in debt Ani goes and Fajar stays, and years part nobody, so that what is
    predicted before holds; that is “no”, since of all six as many go as not. Budi goes. Without Ani it is the same.
    Without Citra nobody is left to part Dewi, Eka and Gito: two of three stay, but she goes. Dewi and Eka are told
    rightly by each other. Without Fajar all in debt go; he stays. Gito cannot be judged. Two of six.
    """
    network = tree(weavers)
    assert [(node.label, node.kind, node.people, node.detail) for node in network.nodes] == [
        ("Debt?", "test", 7, ""),
        ("City: yes", "choice", 3, "2 of 3 as predicted"),
        ("years > 5?", "test", 4, ""),
        ("City: no", "choice", 2, "2 of 2 as predicted"),
        ("City: yes", "choice", 1, "1 of 1 as predicted"),
    ]
    assert [(edge.start, edge.end, edge.label, edge.people) for edge in network.edges] == [
        ("start", "+", "yes", 3), ("start", "-", "no", 4), ("-", "-+", "yes", 2), ("-", "--", "no", 1),
    ]  # fmt: skip
    assert dict(network.nodes[3].attributes)["Cases"] == "Dewi, Eka"
    assert network.notes == (
        "Hit rate: 5 of 6 cases (0.83). Guessing the majority for every case is right in 3 (0.50).",
        "The tree was grown from these cases. Each left out in turn, and the tree grown from the others, it tells 2 of "
        "6 (0.33): that is the honest number.",
        "Against the model, read them again: Fajar.",
        "Not judged, an answer is not known or not recorded: Gito.",
    )


def test_branches_have_as_many_cases_as_asked_for(weavers: Builder) -> None:
    """With two cases a branch, years cannot part those without debt: Citra would stand alone. Debt alone tells nothing.

    Of those in debt two of three go, of the others two of four, and before the test most go: the same on both sides.
    Years first: Budi, Dewi, Eka pass, of whom two stay; Ani and Citra fail and go. Debt would leave Budi alone.
    """
    with pytest.raises(InputError, match="No test parts"):
        tree(weavers, least=2)
    network = tree(weavers, test=("years > 5", "debt"), least=2)
    assert [(node.label, node.detail) for node in network.nodes] == [
        ("years > 5?", ""), ("City: no", "2 of 3 as predicted"), ("City: yes", "2 of 2 as predicted"),
    ]  # fmt: skip


def test_what_cannot_be_told_is_said(weavers: Builder) -> None:
    with pytest.raises(InputError, match="No test parts"):
        tree(weavers, test=("years > 50",))
    with pytest.raises(InputError, match="a choice and at least one test"):
        tree(weavers, test=())
    weavers.rows["cases"] = []
    with pytest.raises(InputError, match="Nobody’s choice is known") as refused:
        tree(weavers)
    assert "qda cases import" in refused.value.mend


def case(name: str, chose: bool, *answers: bool | None) -> Answered:
    return Answered(name=name, chose=chose, answers=answers)


def test_the_best_test_is_that_which_tells_most() -> None:
    """The first test tells three of four, the second all."""
    cases = [case("a", True, True, True), case("b", True, False, True), case("c", False, False, False)]
    cases.append(case("d", False, False, False))
    assert grow(cases, (0, 1), best=True, least=1).test == 1
    assert grow(cases, (0, 1), best=False, least=1).test == 0
    assert grow([], (0, 1), best=True, least=1).chooses is False


answers = st.sampled_from([True, False, None])


@given(st.lists(st.tuples(st.booleans(), answers, answers, answers), min_size=1, max_size=9), st.booleans())
def test_a_tree_tells_at_least_what_most_do(
    told: list[tuple[bool, bool | None, bool | None, bool | None]], best: bool
) -> None:
    cases = [case(str(n), chose, *rest) for n, (chose, *rest) in enumerate(told)]
    made = grow(cases, range(3), best=best, least=1)
    ends = [place for place in walk(made) if place.test is None]
    judged = [each for each in cases if predicted(made, each) is not None]
    assert sum(len(end.cases) for end in ends) == len(judged)
    assert sum(end.hits for end in ends) == sum(predicted(made, each) == each.chose for each in judged)
    for place in walk(made):
        assert 2 * place.hits >= len(place.cases)
        if place.test is not None:
            assert place.yes is not None
            assert place.no is not None
            assert place.yes.cases
            assert place.no.cases
    assert len(left_out(cases, range(3), best=best, least=1)) == len(cases)


@pytest.mark.parametrize(
    ("choice", "test"),
    [("city", "city"), ("city", "not code:city"), ("years > 5", "years < 9"), ("city", "code:city/bus")],
)
def test_what_is_chosen_is_no_test_of_the_choice(weavers: Builder, choice: str, test: str) -> None:
    weavers.code("city/bus", "Bus")
    with pytest.raises(InputError, match="asks for what is chosen"):
        tree(weavers, choice=choice, test=("debt", test))
