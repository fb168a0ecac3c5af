"""Matrices of people by what they say, of the yard: every cell, and why it is what it is."""

from __future__ import annotations

import pytest

from qda import registry
from qda.cli.options import from_flags
from qda.display.build import arrange
from tests.display.conftest import Builder, as_text
from tests.display.yard import build_yard


def told(kind: str, *flags: str) -> str:
    """The display of the yard as text, a line a cell."""
    options = from_flags(registry.get("displays", kind), list(flags))
    return as_text(arrange(build_yard(Builder()).material(), kind, options))


@pytest.mark.snapshot_of("case-by-code")
def test_case_by_code() -> None:
    """A code with one under it has a place of its own for what is said of it in general: only the observation does.

    Ani and Budi have a passage each on the loan; Citra was asked about money (q1) and says nothing: silent. Budi was
    not asked q2. Of Dewi nothing is there. An observation is in scope for every code, so its silence is silence.
    """
    assert (
        told("case-by-code")
        == """\
Ani | Money, in general: [silent]
Ani | Loan: 1 {1}
Ani | Trust: 1 {1}
Budi | Money, in general: [silent]
Budi | Loan: 1 {1}
Budi | Trust: [not-asked]
Citra | Money, in general: [silent]
Citra | Loan: [silent]
Citra | Trust: 1 {1}
Dewi | Money, in general: [missing]
Dewi | Loan: [missing]
Dewi | Trust: [missing]
(O1) | Money, in general: 1 {1}
(O1) | Loan: [silent]
(O1) | Trust: [silent]"""
    )


@pytest.mark.snapshot_of("role-ordered")
def test_role_ordered() -> None:
    """Both weavers were asked about money: of 2. About trust only Ani was, so it is of 1, and rests on her alone.

    The passages for come before those against. The office was asked about money; the trader was never heard.
    """
    assert (
        told("role-ordered", "--code", "money", "trust")
        == """\
weaver (2) | Money: (+) “The bank lent me half.” [W1:1 · weaver] // (−) “Nobody lends me anything.” [W2:1 · \
weaver] of 2 {2}
weaver (2) | Trust: “I trust them.” [W1:2 · weaver] // (only one informant: Ani) of 1 {1}
office (1) | Money: [silent]
office (1) | Trust: “They trust us little.” [W3:1 · office] // (only one informant: Citra) of 1 {1}
trader (1) | Money: [missing]
trader (1) | Trust: [missing]
(Observation) | Money: “The till is empty at noon.” [O1:1 · Observation] of 1 {1}
(Observation) | Trust: [silent]"""
    )


@pytest.mark.snapshot_of("checklist")
def test_checklist() -> None:
    """Of the two weavers Ani is for the loan and Budi against it: disputed, and one quotation stands for both.

    Trust has no stance, so it is there at all: present, with the magnitude of the one passage, of the one asked.
    """
    assert (
        told("checklist", "--code", "money", "trust")
        == """\
Money > Money, in general | weaver: [silent]
Money > Money, in general | office: [silent]
Money > Money, in general | trader: [missing]
Money > Money, in general | (Observation): ✓ present // “The till is empty at noon.” [O1:1 · Observation] of \
1 {1}
Money > Loan | weaver: ± disputed // (+) “The bank lent me half.” [W1:1 · weaver] of 2 {2}
Money > Loan | office: [silent]
Money > Loan | trader: [missing]
Money > Loan | (Observation): [silent]
Trust > Trust | weaver: ✓ present // high (1×) // “I trust them.” [W1:2 · weaver] of 1 {1}
Trust > Trust | office: ✓ present // low (1×) // “They trust us little.” [W3:1 · office] of 1 {1}
Trust > Trust | trader: [missing]
Trust > Trust | (Observation): [silent]"""
    )


@pytest.mark.snapshot_of("conceptually-clustered")
def test_conceptually_clustered() -> None:
    """As case by code, the words in place of their number: each cell has one passage at most, of one asked."""
    assert (
        told("conceptually-clustered", "--code", "money", "trust")
        == """\
Ani | Money, in general: [silent]
Ani | Loan: (+) “The bank lent me half.” [W1:1 · weaver] of 1 {1}
Ani | Trust: “I trust them.” [W1:2 · weaver] of 1 {1}
Budi | Money, in general: [silent]
Budi | Loan: (−) “Nobody lends me anything.” [W2:1 · weaver] of 1 {1}
Budi | Trust: [not-asked]
Citra | Money, in general: [silent]
Citra | Loan: [silent]
Citra | Trust: “They trust us little.” [W3:1 · office] of 1 {1}
Dewi | Money, in general: [missing]
Dewi | Loan: [missing]
Dewi | Trust: [missing]
(O1) | Money, in general: “The till is empty at noon.” [O1:1 · Observation] of 1 {1}
(O1) | Loan: [silent]
(O1) | Trust: [silent]"""
    )


@pytest.mark.snapshot_of("content-analytic-summary")
def test_content_analytic_summary() -> None:
    """Ani, Budi and Citra were asked about money, and the observation is in scope: 4. About trust all but Budi: 3.

    In the North are Ani and Citra, in the South Budi; the observation has no site. Budi was not asked about trust.
    """
    assert (
        told("content-analytic-summary", "--cols", "site")
        == """\
Money > Money, in general | Number: 1 of 4 {1}
Money > Money, in general | Which: (O1) {1}
Money > Money, in general | North: [silent]
Money > Money, in general | South: [silent]
Money > Money, in general | (Site not recorded): 1 of 1 {1}
Money > Loan | Number: 2 of 4 {2}
Money > Loan | Which: Ani; Budi {2}
Money > Loan | North: 1 of 2 {1}
Money > Loan | South: 1 of 1 {1}
Money > Loan | (Site not recorded): [silent]
Trust > Trust | Number: 2 of 3 {2}
Trust > Trust | Which: Ani; Citra {2}
Trust > Trust | North: 2 of 2 {2}
Trust > Trust | South: [not-asked]
Trust > Trust | (Site not recorded): [silent]"""
    )


@pytest.mark.snapshot_of("quotations")
def test_quotations() -> None:
    """Two of the five passages are of trust, which has no code above it. Neither has a stance, a slot or a memo."""
    assert (
        told("quotations", "--no-attributes", "--code", "trust")
        == """\
1 | Quotation: I trust them. {1}
1 | Level 1: Trust {1}
1 | Stance: [not-applicable]
1 | Slot: [not-applicable]
1 | Informant: Ani {1}
1 | Speaker: N {1}
1 | Source: W1 {1}
1 | Line: 2 {1}
1 | Technique: Interview {1}
1 | Coder: ana {1}
1 | Magnitude: high {1}
1 | Memo: [not-applicable]
2 | Quotation: They trust us little. {1}
2 | Level 1: Trust {1}
2 | Stance: [not-applicable]
2 | Slot: [not-applicable]
2 | Informant: Citra {1}
2 | Speaker: N {1}
2 | Source: W3 {1}
2 | Line: 1 {1}
2 | Technique: Interview {1}
2 | Coder: ana {1}
2 | Magnitude: low {1}
2 | Memo: [not-applicable]"""
    )


@pytest.mark.snapshot_of("construct-table")
def test_construct_table() -> None:
    """Ani says high, Citra low; Budi was not asked, of Dewi nothing is there: two of four cases span the scale."""
    assert (
        told("construct-table", "--code", "trust")
        == """\
Informant > Ani | Its value: high {1}
Informant > Ani | In their words: “I trust them.” [W1:2 · weaver] of 1 {1}
Informant > Budi | Its value: [not-asked]
Informant > Budi | In their words: [not-asked]
Informant > Citra | Its value: low {1}
Informant > Citra | In their words: “They trust us little.” [W3:1 · office] of 1 {1}
Informant > Dewi | Its value: [missing]
Informant > Dewi | In their words: [missing]
Spread > Lowest | Its value: low: Citra {1}
Spread > Lowest | In their words: [not-applicable]
Spread > Highest | Its value: high: Ani {1}
Spread > Highest | In their words: [not-applicable]
Spread > Range | Its value: low – high (2 of 4 cases) {2}
Spread > Range | In their words: [not-applicable]
Spread > Dimension | Its value: low · high {2}
Spread > Dimension | In their words: [not-applicable]"""
    )


@pytest.mark.snapshot_of("contrast-table")
def test_contrast_table() -> None:
    """Only Ani and Citra have a value on trust: the highest and the lowest, and nobody is between.

    What the cases table says of them rests on no passage. Citra was asked about money and is silent.
    """
    assert (
        told("contrast-table", "--by", "trust", "--code", "money")
        == """\
Outcome > Trust | Ani: high {1}
Outcome > Trust | Citra: low {1}
Attributes > Role | Ani: weaver {0}
Attributes > Role | Citra: office {0}
Attributes > Site | Ani: North {0}
Attributes > Site | Citra: North {0}
What is said > Money | Ani: (+) “The bank lent me half.” [W1:1 · weaver] of 1 {1}
What is said > Money | Citra: [silent]
In short > What sets it apart | Ani: [to-write]
In short > What sets it apart | Citra: [to-write]"""
    )


@pytest.mark.snapshot_of("two-variable-case-ordered")
def test_two_variable_case_ordered() -> None:
    """High before low; then those without a value, as in the cases table: Budi, not asked, and Dewi, never heard.

    Ani is one person for the loan, Budi one against it, each of one asked. The observation is no case.
    """
    assert (
        told("two-variable-case-ordered", "--by", "trust", "--cols", "code", "--code", "money", "--cell", "stance")
        == """\
Ani | Trust: high {1}
Ani | Money, in general: [silent]
Ani | Loan: +1 of 1 {1}
Ani | In short: [to-write]
Citra | Trust: low {1}
Citra | Money, in general: [silent]
Citra | Loan: [silent]
Citra | In short: [to-write]
Budi | Trust: [not-asked]
Budi | Money, in general: [silent]
Budi | Loan: −1 of 1 {1}
Budi | In short: [to-write]
Dewi | Trust: [missing]
Dewi | Money, in general: [missing]
Dewi | Loan: [missing]
Dewi | In short: [to-write]"""
    )


@pytest.mark.snapshot_of("partially-ordered-meta-matrix")
def test_partially_ordered_meta_matrix() -> None:
    """All words of all who were heard, role by role as in the cases table, and the text in which nobody speaks last."""
    assert (
        told("partially-ordered-meta-matrix", "--by", "role", "--code", "money", "trust")
        == """\
weaver > Ani | Money: (+) “The bank lent me half.” [W1:1 · weaver] {1}
weaver > Ani | Trust: “I trust them.” [W1:2 · weaver] {1}
weaver > Budi | Money: (−) “Nobody lends me anything.” [W2:1 · weaver] {1}
weaver > Budi | Trust: [not-asked]
office > Citra | Money: [silent]
office > Citra | Trust: “They trust us little.” [W3:1 · office] {1}
trader > Dewi | Money: [missing]
trader > Dewi | Trust: [missing]
(Role not recorded) > (O1) | Money: “The till is empty at noon.” [O1:1 · Observation] {1}
(Role not recorded) > (O1) | Trust: [silent]"""
    )


@pytest.mark.snapshot_of("case-ordered-effects")
def test_case_ordered_effects() -> None:
    """Effects are what has a sign: Ani’s and Budi’s words. The observation speaks of money without one: not stated.

    It has no value on trust either, and comes last; it is in scope of it and silent.
    """
    assert (
        told("case-ordered-effects", "--by", "trust", "--code", "money", "--depth", "1")
        == """\
Ani | Trust: high {1}
Ani | Money, in general: [silent]
Ani | Loan: (+) “The bank lent me half.” [W1:1 · weaver] of 1 {1}
Citra | Trust: low {1}
Citra | Money, in general: [silent]
Citra | Loan: [silent]
Budi | Trust: [not-asked]
Budi | Money, in general: [silent]
Budi | Loan: (−) “Nobody lends me anything.” [W2:1 · weaver] of 1 {1}
Dewi | Trust: [missing]
Dewi | Money, in general: [missing]
Dewi | Loan: [missing]
(O1) | Trust: [silent]
(O1) | Money, in general: [not-stated]
(O1) | Loan: [silent]"""
    )


@pytest.mark.snapshot_of("predictor-outcome-consequence")
def test_predictor_outcome_consequence() -> None:
    """Only Ani has both a stance on money and a value of trust: no two cases differ on both, so γ is undefined."""
    assert (
        told("predictor-outcome-consequence", "--by", "trust", "--code", "money")
        == """\
Ani | Money: + {1}
Ani | Trust: high {1}
Citra | Money: [silent]
Citra | Trust: low {1}
Budi | Money: − {1}
Budi | Trust: [not-asked]
Dewi | Money: [missing]
Dewi | Trust: [missing]
(O1) | Money: [not-stated]
(O1) | Trust: [silent]
γ with the outcome | Money: [not-applicable]
γ with the outcome | Trust: [not-applicable]"""
    )


@pytest.mark.snapshot_of("co-occurrence")
def test_co_occurrence() -> None:
    """No two passages share a character: each code meets itself alone, as often as it has passages."""
    assert (
        told("co-occurrence")
        == """\
Money > Money, in general | Money, in general: 1 {1}
Money > Money, in general | Loan: [not-together]
Money > Money, in general | Trust: [not-together]
Money > Loan | Money, in general: [not-together]
Money > Loan | Loan: 2 {2}
Money > Loan | Trust: [not-together]
Trust > Trust | Money, in general: [not-together]
Trust > Trust | Loan: [not-together]
Trust > Trust | Trust: 2 {2}"""
    )


def test_what_belongs_to_no_case_is_said_to_be_left_out() -> None:
    options = from_flags(registry.get("displays", "two-variable-case-ordered"), ["--by", "trust", "--cols", "code"])
    sheet = arrange(build_yard(Builder()).material(), "two-variable-case-ordered", options)
    assert "1 coding that belongs to no case is not shown." in sheet.filters, "the observation’s"


def test_a_choice_of_quotations_is_numbered_without_gaps() -> None:
    options = from_flags(registry.get("displays", "quotations"), ["--code", "trust"])
    sheet = arrange(build_yard(Builder()).material(), "quotations", options)
    assert [row.label for row in sheet.rows] == ["1", "2"], "they are the third and fifth of all"
