"""COREQ and SRQR: every item is there, filled in from the study or called not reported (method §6)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from qda.report.account import StudyAccount
from qda.report.checklist import Fill, State, fill_in
from qda.report.facts import FACTS, MethodFacts
from qda.report.parts import coreq, seen, srqr
from qda.report.parts.coding import coding
from qda.report.parts.limitations import limitations
from qda.report.parts.trustworthiness import trustworthiness


def test_coreq_has_its_32_items() -> None:
    assert [item.number for item in coreq.ITEMS] == list(range(1, 33))
    assert Counter(item.fill for item in coreq.ITEMS) == {Fill.AUTO: 17, Fill.SEMI: 8, Fill.HUMAN: 7}


def test_srqr_has_its_21_items() -> None:
    assert [item.number for item in srqr.ITEMS] == list(range(1, 22))
    assert Counter(item.fill for item in srqr.ITEMS) == {Fill.AUTO: 7, Fill.SEMI: 7, Fill.HUMAN: 7}


def test_a_plain_study_fills_all_that_the_program_can_fill(account: StudyAccount) -> None:
    states = {one.item.number: one.state for one in fill_in(coreq.ITEMS, account)}
    assert [n for n, state in states.items() if state is State.STUDY] == [
        item.number for item in coreq.ITEMS if item.fill is Fill.AUTO
    ]
    assert [n for n, state in states.items() if state is State.DRAFT] == [9, 10, 31, 32]
    assert states[2] is State.MISSING
    filled = [one.item.number for one in fill_in(srqr.ITEMS, account) if one.state is State.STUDY]
    assert filled == [10, 11, 12, 13, 14, 15, 17]


def test_with_all_answers_every_item_is_reported(account: StudyAccount) -> None:
    told = replace(account, facts=MethodFacts(answers={fact.key: "Jawaban." for fact in FACTS}))
    assert [one.item.number for one in fill_in(coreq.ITEMS, told) if one.state in (State.MISSING, State.DRAFT)] == [
        31,
        32,
    ]
    assert [one.item.number for one in fill_in(srqr.ITEMS, told) if one.state in (State.MISSING, State.DRAFT)] == []


def test_what_the_study_does_not_hold_is_not_reported(account: StudyAccount) -> None:
    bare = replace(
        account,
        sources=tuple(replace(s, metadata=(), place=None, site=None, minutes=None) for s in account.sources),
        refusals=None,
        questions=(),
        interviewers=(),
    )
    states = {one.item.number: one.state for one in fill_in(coreq.ITEMS, bare)}
    assert {n for n in (1, 13, 14, 17, 19, 21) if states[n] is State.MISSING} == {1, 13, 14, 17, 19, 21}


def test_each_fact_answers_the_items_it_names() -> None:
    for standard, items, numbers in (
        ("coreq", coreq.ITEMS, {fact.key: fact.coreq for fact in FACTS}),
        ("srqr", srqr.ITEMS, {fact.key: fact.srqr for fact in FACTS}),
    ):
        for item in items:
            named = {key for key, own in numbers.items() if item.number in own}
            assert named == set(item.facts), (standard, item.number)


def test_nobody_refused_is_said_only_where_it_was_recorded(account: StudyAccount) -> None:
    said = {one.item.number: one.text for one in fill_in(coreq.ITEMS, replace(account, refusals=()))}
    assert said[13] == "Nobody refused."
    unknown = {one.item.number: one.text for one in fill_in(coreq.ITEMS, replace(account, refusals=None))}
    assert unknown[13] == ""


def test_one_of_a_thing_is_told_as_one(account: StudyAccount) -> None:
    """One fault, one coding without its place, one source: one date and one that lacks it."""
    first = account.material[0]
    one = replace(account, faults=1, unplaced=1, sources=(first,))
    alone = replace(one, findings=tuple(replace(f, supporting=f.supporting[:1], opposing=()) for f in one.findings[:1]))
    undated = replace(one, sources=(replace(first, date=None),))
    assert seen.consistency(one).endswith("1 fault stands in the study; see: qda check")
    assert seen.quotations(alone) == "1 quotation of 1 informant or text is printed, with its source and line."
    told = repr((limitations(undated), trustworthiness(one), coding(one)))
    assert "1 source has no date, so time cannot be compared for it." in told
    assert "1 coding lost its place when a transcript was changed." in told
    assert "1 coding has no place any more in a transcript that was changed, and counts for nothing." in told
    assert "Data were collected on 1 day, " in told
