"""Displays of effects and of cases in order, on small hand-made studies; docstrings say why each cell is what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.display.build import arrange, arrange_any
from qda.display.displays.antecedents import AntecedentsOptions
from qda.display.displays.case_dynamics import CaseDynamicsOptions
from qda.display.displays.case_ordered_descriptive import CaseOrderedDescriptiveOptions
from qda.display.displays.case_ordered_effects import CaseOrderedEffectsOptions
from qda.display.displays.decision_model import DecisionModelOptions
from qda.display.displays.decision_tree import DecisionTreeOptions
from qda.display.displays.effects_matrix import EffectsMatrixOptions
from qda.display.displays.explanatory_effects import ExplanatoryEffectsOptions
from qda.display.displays.predictor_outcome_consequence import PredictorOutcomeConsequenceOptions
from qda.display.entries import entries_of
from qda.display.together import Beside
from qda.model.errors import InputError, NotFoundError
from qda.model.network import Network
from qda.model.sheet import Sheet
from tests.display.conftest import Builder

Show = Callable[[Sheet], str]
SLOTS = ("actor", "input", "process", "output", "impact")


@pytest.fixture
def loans() -> Builder:
    """Four weavers: how much loan each got (little, some, much), what came of it, how long each is in the trade."""
    b = Builder()
    for name, years in (("Ani", "4"), ("Budi", "10"), ("Citra", "7"), ("Dewi", "")):
        b.case(name, role="weaver", **({"years": years} if years else {}))
        b.source(f"W-{name}")
        b.turn(f"W-{name}", name)
    b.code("loan", "Loan", slots=SLOTS, scale=("little", "some", "much"))
    b.code("sales", "Sales", scale=("low", "high"))
    b.code("worry", "Worry")
    for name, loan, sales in (("Ani", "little", "low"), ("Budi", "much", "high"), ("Citra", "some", "low")):
        b.coding(f"W-{name}", "loan", f"I got {loan} of it.", name, at=0, magnitude=loan)
        b.coding(f"W-{name}", "sales", f"We sell at a {sales} level.", name, at=30, magnitude=sales, stance="+")
    return b


@pytest.mark.snapshot_of("case-ordered-descriptive")
def test_cases_stand_from_high_to_low_with_their_data(loans: Builder, show: Show) -> None:
    """Much, some, little: Budi, Citra, Ani, by the code's scale and not by the alphabet. Dewi was heard and says
    nothing: no value, so last, and silent, since without a guide everybody counts as asked; nothing of hers is coded,
    so it is 'nothing coded'.
    """
    options = CaseOrderedDescriptiveOptions(by="loan", code=("sales", "worry"))
    assert (
        show(arrange(loans.material(), "case-ordered-descriptive", options))
        == """\
Budi | Loan: much {1}
Budi | Sales: (+) “We sell at a high level.” [W-Budi:1 · weaver] of 1 {1}
Budi | Worry: [silent]
Citra | Loan: some {1}
Citra | Sales: (+) “We sell at a low level.” [W-Citra:1 · weaver] of 1 {1}
Citra | Worry: [silent]
Ani | Loan: little {1}
Ani | Sales: (+) “We sell at a low level.” [W-Ani:1 · weaver] of 1 {1}
Ani | Worry: [silent]
Dewi | Loan: [missing]
Dewi | Sales: [missing]
Dewi | Worry: [missing]"""
    )


def test_an_attribute_orders_cases_and_is_missing_where_it_is_not_recorded(loans: Builder) -> None:
    sheet = arrange(loans.material(), "case-ordered-descriptive", CaseOrderedDescriptiveOptions(by="years"))
    assert [(row.label, row.cells[0].value) for row in sheet.rows] == [
        ("Budi", 10),
        ("Citra", 7),
        ("Ani", 4),
        ("Dewi", None),
    ]
    assert sheet.rows[-1].cells[0].empty == "not-stated"
    assert "years is read from the cases table." in sheet.decision_rules


def test_words_order_cases_only_where_their_order_is_given(loans: Builder) -> None:
    for row, size in zip(loans.rows["cases"], ("small", "big", "middle", "small"), strict=True):
        row["size"] = size
    loans.attributes.append("size")
    with pytest.raises(InputError, match="no order: small, big, middle") as refused:
        arrange(loans.material(), "case-ordered-descriptive", CaseOrderedDescriptiveOptions(by="size"))
    assert "--levels" in refused.value.mend
    options = CaseOrderedDescriptiveOptions(by="size", levels=("small", "middle", "big"))
    sheet = arrange(loans.material(), "case-ordered-descriptive", options)
    assert [row.label for row in sheet.rows] == ["Budi", "Citra", "Ani", "Dewi"]
    with pytest.raises(NotFoundError, match="colour") as unknown:
        arrange(loans.material(), "case-ordered-descriptive", CaseOrderedDescriptiveOptions(by="colour"))
    assert "years" in unknown.value.mend


def test_stances_order_cases_by_people_for_less_those_against(loans: Builder) -> None:
    """Budi says both (±, 0), Citra is against (−1), Ani for (+1)."""
    for name, stance in (("Ani", "+"), ("Budi", "+"), ("Budi", "-"), ("Citra", "-")):
        loans.coding(f"W-{name}", "worry", "It keeps me awake.", name, stance=stance)
    sheet = arrange(loans.material(), "case-ordered-descriptive", CaseOrderedDescriptiveOptions(by="worry"))
    assert [(row.label, row.cells[0].value) for row in sheet.rows[:3]] == [("Ani", "+"), ("Budi", "±"), ("Citra", "−")]
    grouped = CaseOrderedDescriptiveOptions(by="worry", rows="role")
    assert arrange(loans.material(), "case-ordered-descriptive", grouped).rows[0].cells[0].value == "+1 −1 ±1"


def test_without_a_word_on_stance_or_magnitude_presence_orders(loans: Builder) -> None:
    """Citra worries (1); Ani and Budi are heard and silent (0); nothing of Dewi is coded: no value."""
    loans.coding("W-Citra", "worry", "It keeps me awake.", "Citra")
    sheet = arrange(loans.material(), "case-ordered-descriptive", CaseOrderedDescriptiveOptions(by="worry"))
    assert [(row.label, row.cells[0].value or row.cells[0].empty) for row in sheet.rows] == [
        ("Citra", "✓"),
        ("Ani", "silent"),
        ("Budi", "silent"),
        ("Dewi", "missing"),
    ]


def test_case_ordered_effects_show_signs_and_say_where_none_is_told(loans: Builder, show: Show) -> None:
    """Sales have a sign: effects. Citra's worry has none: she speaks of it but tells no effect, 'not stated'."""
    loans.coding("W-Citra", "worry", "It keeps me awake.", "Citra")
    options = CaseOrderedEffectsOptions(by="loan", code=("sales", "worry"))
    sheet = arrange(loans.material(), "case-ordered-effects", options)
    assert show(sheet).splitlines()[3:6] == [
        "Citra | Loan: some {1}",
        "Citra | Sales: (+) “We sell at a low level.” [W-Citra:1 · weaver] of 1 {1}",
        "Citra | Worry: [not-stated]",
    ]
    assert "1 coding that is no effect is not shown." in sheet.filters


def test_case_ordered_effects_by_slot_part_soon_from_later(loans: Builder) -> None:
    loans.coding("W-Ani", "loan", "I bought yarn with it.", "Ani", slot="output", magnitude="little")
    loans.coding("W-Ani", "loan", "My daughter could stay at school.", "Ani", slot="impact", magnitude="little")
    options = CaseOrderedEffectsOptions(by="loan", code=("loan",), cols="slot")
    sheet = arrange(loans.material(), "case-ordered-effects", options)
    row = next(row for row in sheet.rows if row.label == "Ani")
    assert [column.label for column in sheet.columns] == ["Loan", "Short-run effect", "Longer-run effect"]
    assert "yarn" in str(row.cells[1].value)
    assert "school" in str(row.cells[2].value)
    assert next(r for r in sheet.rows if r.label == "Budi").cells[1].empty == "silent"


@pytest.mark.snapshot_of("effects-matrix")
def test_effects_matrix_parts_good_from_bad(loans: Builder, show: Show) -> None:
    """Worry: Ani's passage is both, so it stands in both columns; nobody else speaks of it.

    Sales are only good: the bad side is 'not stated', for they speak of sales. Loan has no sign at all.
    """
    loans.coding("W-Ani", "worry", "It helps and it hurts.", "Ani", stance="±")
    sheet = arrange(loans.material(), "effects-matrix", EffectsMatrixOptions(depth=0))
    assert (
        show(sheet)
        == """\
Loan | +: [not-stated]
Loan | −: [not-stated]
Sales | +: (+) “We sell at a low level.” [W-Ani:1 · weaver] // (+) “We sell at a high level.” [W-Budi:1 · weaver] \
// … and 1 more passage of 4 {3}
Sales | −: [not-stated]
Worry | +: (±) “It helps and it hurts.” [W-Ani:2 · weaver] of 4 {1}
Worry | −: (±) “It helps and it hurts.” [W-Ani:2 · weaver] of 4 {1}"""
    )
    assert "3 codings that are neither for nor against are not shown." in sheet.filters
    assert sheet.notes == (
        "No cause is named, so these are outcomes; that they are effects is the reader’s inference.",
    )


def test_effects_without_the_named_cause_are_left_out(loans: Builder) -> None:
    """Only Budi's words on sales overlap words on the loan."""
    loans.coding("W-Budi", "loan", "because of it", "Budi", at=33)
    options = EffectsMatrixOptions(code=("sales",), because=("loan",), depth=0)
    sheet = arrange(loans.material(), "effects-matrix", options)
    assert str(sheet.rows[0].cells[0].value) == "(+) “We sell at a high level.” [W-Budi:1 · weaver]"
    assert "2 codings that name no cause are not shown." in sheet.filters
    assert not sheet.notes


def test_a_study_that_reports_no_effects_has_an_empty_effects_matrix(loans: Builder) -> None:
    """It is shown empty, never filled: nobody speaks of worry."""
    sheet = arrange(loans.material(), "effects-matrix", EffectsMatrixOptions(code=("worry",), depth=0))
    assert {cell.empty for row in sheet.rows for cell in row.cells} == {"silent"}


def test_effects_by_slot_need_an_output_or_impact(loans: Builder) -> None:
    """Sales are said to be good, but no passage on them has the slot of an effect; on the loan one has."""
    loans.coding("W-Ani", "loan", "My daughter could stay at school.", "Ani", slot="impact", stance="+")
    options = EffectsMatrixOptions(code=("loan", "sales"), effect="slot", depth=0)
    sheet = arrange(loans.material(), "effects-matrix", options)
    assert "daughter" in str(sheet.rows[0].cells[0].value)
    assert [cell.empty for cell in sheet.rows[1].cells] == ["not-stated", "not-stated"]
    assert "6 codings whose slot is neither output nor impact are not shown." in sheet.filters


@pytest.mark.snapshot_of("explanatory-effects")
def test_explanatory_effects_leave_the_explanation_to_the_researcher(loans: Builder, show: Show) -> None:
    """Slots fill the columns; worry overlaps the words on what happened, so it stands under the later effects."""
    loans.coding("W-Ani", "loan", "the office in town", "Ani", at=300, slot="actor")
    loans.coding("W-Ani", "loan", "I bought yarn with it.", "Ani", at=340, slot="output")
    loans.coding("W-Ani", "worry", "of it.", "Ani", at=12)
    options = ExplanatoryEffectsOptions(code=("loan",), later=("worry",), quotes=1)
    assert (
        show(arrange(loans.material(), "explanatory-effects", options))
        == """\
Loan | Who: “the office in town” [W-Ani:8 · weaver] {1}
Loan | What happened: “I got little of it.” [W-Ani:1 · weaver] // … and 2 more passages {3}
Loan | Short-run effect: “I bought yarn with it.” [W-Ani:9 · weaver] {1}
Loan | Longer-run effect: “of it.” [W-Ani:1 · weaver] {1}
Loan | Explanation: [to-write]"""
    )


@pytest.mark.snapshot_of("case-dynamics")
def test_case_dynamics_have_a_row_only_where_somebody_states_a_strain(builder: Any, show: Show) -> None:
    """The price is stated as a strain; what lay beneath has the slot input; hope is a code of its own, said by the
    same man; nobody says how he coped. The rain is denied, so it is no strain and has no row.
    """
    builder.case("Owner", role="owner")
    builder.source("W1")
    for path, label in (("price", "Price"), ("rain", "Rain"), ("hope", "Hope")):
        builder.code(path, label)
    builder.coding("W1", "price", "Silver goes up and up.", "Owner", stance="+")
    builder.coding("W1", "price", "They export the scrap.", "Owner", slot="input")
    builder.coding("W1", "rain", "Rain does us no harm.", "Owner", stance="-")
    builder.coding("W1", "hope", "May somebody hold the price.", "Owner")
    options = CaseDynamicsOptions(code=("price", "rain"), change=("hope",))
    sheet = arrange(builder.material(), "case-dynamics", options)
    assert (
        show(sheet)
        == """\
Price | In their words: (+) “Silver goes up and up.” [W1:1 · owner] {1}
Price | Issue beneath it: “They export the scrap.” [W1:1 · owner] {1}
Price | How people coped: [not-stated]
Price | How it was resolved: [not-stated]
Price | What stayed changed: “May somebody hold the price.” [W1:1 · owner] {1}"""
    )
    assert "No strain is stated on: Rain." in sheet.filters
    split = arrange(builder.material(), "case-dynamics", CaseDynamicsOptions(code=("price",), rows="case"))
    assert [(row.group, row.label) for row in split.rows] == [("Price", "Owner")]


@pytest.mark.snapshot_of("antecedents")
def test_antecedents_stand_by_how_near_they_are(loans: Builder) -> None:
    """High sales: Budi; low ones keep the order of the cases table: Ani, Citra. Years are remote by choice."""
    options = AntecedentsOptions(by="sales", code=("loan",), remote=("years",))
    sheet = arrange(loans.material(), "antecedents", options)
    assert [(c.group, c.label) for c in sheet.columns] == [
        ("Outcome", "Sales"),
        ("Immediate antecedents", "Loan"),
        ("Remote antecedents", "years"),
    ]
    assert [(r.label, *(c.value for c in r.cells)) for r in sheet.rows] == [
        ("Budi", "high", "much", 10),
        ("Ani", "low", "little", 4),
        ("Citra", "low", "some", 7),
        ("Dewi", None, None, None),
    ]
    alone = arrange(loans.material(), "antecedents", AntecedentsOptions(by="sales"))
    assert [c.label for c in alone.columns] == ["Sales", "Loan", "years"], "all that order cases, but the outcome"


def test_gamma_is_a_hint_with_its_n(loans: Builder) -> None:
    """Pairs not tied on sales: Budi with Ani and with Citra. Both go with loan and with years: γ = 1, n = 3.

    Worry: Ani is for, the others against; Budi–Ani is discordant, Budi–Citra tied: γ = −1.
    """
    for name, stance in (("Ani", "+"), ("Budi", "-"), ("Citra", "-")):
        loans.coding(f"W-{name}", "worry", "It keeps me awake.", name, stance=stance)
    options = PredictorOutcomeConsequenceOptions(by="sales", code=("loan", "years"), consequence=("worry",))
    sheet = arrange(loans.material(), "predictor-outcome-consequence", options)
    assert [(c.group, c.label) for c in sheet.columns] == [
        ("Predictors", "Loan"),
        ("Predictors", "years"),
        ("Outcome", "Sales"),
        ("Consequences", "Worry"),
    ]
    last = sheet.rows[-1]
    assert [c.value for c in last.cells] == ["1.00 (n = 3)", "1.00 (n = 3)", None, "-1.00 (n = 3)"]
    assert len(last.cells[0].evidence) == 6, "three passages on loan, three on sales"
    assert any("γ is a hint" in note for note in sheet.notes)


def test_gamma_is_undefined_where_all_pairs_are_tied(loans: Builder) -> None:
    """The outcome is one value for all."""
    for row in loans.rows["codings"]:
        row["magnitude"] = "low" if row["code"] == "sales" else row["magnitude"]
    options = PredictorOutcomeConsequenceOptions(by="sales", code=("loan",))
    sheet = arrange(loans.material(), "predictor-outcome-consequence", options)
    assert [c.empty for c in sheet.rows[-1].cells] == ["not-applicable", "not-applicable"]
    assert "γ is undefined for Loan: no two cases differ both there and on the outcome." in sheet.notes


@pytest.mark.snapshot_of("decision-model")
def test_decision_model_counts_who_does_as_predicted(loans: Builder) -> None:
    """The choice is worry. Test 1: has spoken of sales (Ani, Budi, Citra have; Dewi has nothing coded, so is no case).
    Test 2: more than 5 years in the trade: Ani (4) leaves, predicted not to worry, and does: against the model.

    Budi (10) and Citra (7) pass all: predicted to worry; Budi does, Citra denies it. Eva passes test 1, but her years
    are not recorded: she is not judged. One hit of three.
    """
    loans.case("Eva", role="weaver")
    loans.source("W-Eva")
    loans.coding("W-Eva", "sales", "I sell at the market.", "Eva")
    for name, stance in (("Ani", "+"), ("Budi", "+"), ("Citra", "-")):
        loans.coding(f"W-{name}", "worry", "It keeps me awake.", name, stance=stance)
    sheet = arrange(
        loans.material(), "decision-model", DecisionModelOptions(choice="worry", test=("sales", "years > 5"))
    )
    rows = [
        (row.label, *(cell.value if cell.empty is None else cell.empty.value for cell in row.cells))
        for row in sheet.rows
    ]
    none, no = "no-case", "not-applicable"
    assert rows == [
        ("1. Sales", 4, 4, none, none, none, none, none),
        ("2. years > 5", 4, 2, 1, "Eva", "does not choose", none, "Ani"),
        ("All tests passed", 2, no, 2, none, "chooses", 1, "Citra"),
        ("Hit rate", no, no, no, "1 case", no, "0.33 (1 of 3)", "2 cases"),
        ("Without the tests", no, no, no, no, no, "0.67 (2 of 3)", no),  # Ani and Budi worry: better said so of all
    ]
    assert sheet.counts == "Numbers count cases: 4 that something is coded of, 3 of them can be judged, 1 cannot."
    with pytest.raises(InputError, match="a choice and at least one test"):
        arrange(loans.material(), "decision-model", DecisionModelOptions(choice="worry"))


@pytest.fixture
def half_asked() -> Builder:
    """Ani, Budi and Citra were asked whether they borrow; Ani, Budi and Dewi whether they worry.

    Ani borrows and worries, Budi neither, Citra borrows, Dewi borrows and worries, and Eka was asked neither.
    """
    b = Builder()
    b.code("loan", "Loan")
    b.code("loan/bank", "Bank")
    b.code("worry", "Worry")
    b.code("talk", "Talk")
    b.question("borrow", "loan")
    b.question("worries", "worry")
    for name, asked, says in (
        ("Ani", ("borrow", "worries"), ("loan/bank", "worry")),
        ("Budi", ("borrow", "worries"), ()),
        ("Citra", ("borrow",), ("loan",)),
        ("Dewi", ("worries",), ("loan", "worry")),
        ("Eka", (), ()),
    ):
        b.case(name)
        b.source(f"W-{name}")
        b.turn(f"W-{name}", name)
        for key in asked or ("talks",):
            b.turn(f"W-{name}", None, "interviewer", "P", key)
        for n, code in enumerate(("talk", *says)):
            b.coding(f"W-{name}", code, "So it is with us.", name, at=50 * n)
    b.question("talks", "talk")
    return b


def test_who_was_never_asked_is_not_known_and_not_judged(half_asked: Builder) -> None:
    """The choice is worry, the test a loan. Budi was asked and says nothing of either: no and no, as predicted.

    Ani and Dewi do as predicted; Dewi says it without being asked. Citra passes, but was never asked whether she
    worries; of Eka not even the loan is known. Three of three, not four of five.
    """
    sheet = arrange(half_asked.material(), "decision-model", DecisionModelOptions(choice="worry", test=("loan",)))
    rows = [(row.label, *(cell.value for cell in row.cells)) for row in sheet.rows]
    assert rows[:3] == [
        ("1. Loan", 5, 3, 1, "Eka", "does not choose", 1, None),
        ("All tests passed", 3, None, 2, "Citra", "chooses", 2, None),
        ("Hit rate", None, None, None, "2 cases", None, "1.00 (3 of 3)", None),
    ]
    assert any("whoever was never asked about it is not known" in rule for rule in sheet.decision_rules)
    tree = arrange_any(half_asked.material(), "decision-tree", DecisionTreeOptions(choice="worry", test=("loan",)))
    assert isinstance(tree, Network)
    assert tree.notes[0].startswith("Hit rate: 3 of 3 cases")
    assert "Left out, whether they chose is not known: Citra, Eka." in tree.notes


def test_what_is_known_decides_where_it_is_enough(half_asked: Builder) -> None:
    """Eka's loan is not known, but “a loan or a talk” is: she talked. Dewi speaks of a loan, but nobody asked which.

    Without a guide everybody was asked everything.
    """
    chosen = DecisionModelOptions(choice="code:worry", test=("code:loan or code:talk", "not code:loan/bank"))
    sheet = arrange(half_asked.material(), "decision-model", chosen)
    assert [cell.value for cell in sheet.rows[0].cells[:4]] == [5, 5, None, None]
    assert [cell.value for cell in sheet.rows[1].cells[:4]] == [5, 2, 1, "Dewi, Eka"]
    half_asked.rows["questions"] = []
    sheet = arrange(half_asked.material(), "decision-model", DecisionModelOptions(choice="worry", test=("loan",)))
    assert [cell.value for cell in sheet.rows[0].cells[:4]] == [5, 3, 2, None]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), min_size=1, max_size=12), st.integers(0, 12))
def test_overlap_is_found_as_by_comparing_all(spans: list[tuple[int, int]], split: int) -> None:
    b = Builder()
    b.source("A1", "A")
    b.code("a", "A")
    for start, length in spans:
        b.coding("A1", "a", "x" * length, at=start)
    entries = entries_of(b.material())
    others = list(range(min(split, len(entries))))
    beside = Beside(entries, others, "overlap")
    for i in range(len(entries)):
        wanted = any(entries.start[i] < entries.end[o] and entries.start[o] < entries.end[i] for o in others)
        assert (i in beside) == wanted


def test_there_is_no_other_way_of_belonging_together(loans: Builder) -> None:
    with pytest.raises(InputError, match="overlap, informant, source"):
        arrange(loans.material(), "explanatory-effects", ExplanatoryEffectsOptions(later=("worry",), link="nearness"))
