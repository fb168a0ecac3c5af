"""Displays of forms, events and advice, of the loom: every cell, and why it is what it is."""

from __future__ import annotations

import pytest

from qda import registry
from qda.cli.options import from_flags
from qda.display.build import arrange
from tests.display.conftest import Builder, as_text
from tests.display.loom import build_loom


def told(kind: str, *flags: str) -> str:
    """The display of the loom as text, a line a cell."""
    options = from_flags(registry.get("displays", kind), list(flags))
    return as_text(arrange(build_loom(Builder()).material(), kind, options))


@pytest.mark.snapshot_of("process-matrix")
def test_process_matrix() -> None:
    """A part that a code declares and nobody tells of is not stated: the fair’s output. Others are no part of it.

    The passage of the loan in general names no part and has no cell.
    """
    assert (
        told("process-matrix")
        == """\
Forms > Loan | Actor: (+) “The bank” [W1:1 · weaver] {1}
Forms > Loan | Input: [not-applicable]
Forms > Loan | Process: “lends us money” [W1:1 · weaver] {1}
Forms > Loan | Output: “we bought a loom” [W1:1 · weaver] {1}
Forms > Loan | Impact: [not-applicable]
Forms > Fair | Actor: [not-applicable]
Forms > Fair | Input: [not-applicable]
Forms > Fair | Process: “A fair is held” [A1:1 · Researcher’s own text] {1}
Forms > Fair | Output: [not-stated]
Forms > Fair | Impact: [not-applicable]"""
    )


@pytest.mark.snapshot_of("forms-table")
def test_forms_table() -> None:
    """Loan, with all four passages, and fair; the shop is in the codebook and nobody tells of it, so it is no entry."""
    assert (
        told("forms-table", "--code", "form")
        == """\
1 | Forms: Loan {4}
2 | Forms: Fair {1}"""
    )


@pytest.mark.snapshot_of("event-listing")
def test_event_listing() -> None:
    """What is dated stands in time, though ±1970 is told last. The flood has no date and follows 1990 in the text."""
    assert (
        told("event-listing", "--code", "past")
        == """\
±1970 | Event: My mother wove before that. {1}
±1970 | Told by: [W1:5 · weaver] {1}
1990 | Event: It began with one loom. {1}
1990 | Told by: [W1:3 · weaver] {1}
undated | Event: Then came the flood. {1}
undated | Told by: [W1:4 · weaver] {1}"""
    )


@pytest.mark.snapshot_of("recommendation-trace")
def test_recommendation_trace() -> None:
    """The fund answers a finding by its note, which this study does not have; the course has no note: untraced."""
    assert (
        told("recommendation-trace")
        == """\
Fund | Recommendation: Found a fund. {1}
Fund | Answers: debt {1}
Fund | Finding: finding not in this study {1}
Fund | Place: [A1:3 · Researcher’s own text] {1}
Course | Recommendation: Hold a course. {1}
Course | Answers: UNTRACED {1}
Course | Finding: answers no finding {1}
Course | Place: [A1:4 · Researcher’s own text] {1}"""
    )


@pytest.mark.snapshot_of("function-by-realisation")
def test_function_by_realisation() -> None:
    """An activity is told of both. The loan has all its parts and one informant of one asked, who is Ani.

    Of the fair only the researcher tells, and names neither who holds it nor what comes of it. The shop has no parts.
    """
    assert (
        told("function-by-realisation")
        == """\
Forms > Loan | Realised?: ✓ realised {1}
Forms > Loan | Activity: “lends us money” [W1:1 · weaver] {1}
Forms > Loan | Actor: (+) “The bank” [W1:1 · weaver] {1}
Forms > Loan | Result: “we bought a loom” [W1:1 · weaver] {1}
Forms > Loan | Informants: 1 of 1 {4}
Forms > Loan | Techniques: Interview {4}
Forms > Fair | Realised?: ✓ realised {1}
Forms > Fair | Activity: “A fair is held” [A1:1 · Researcher’s own text] {1}
Forms > Fair | Actor: [not-stated]
Forms > Fair | Result: [not-stated]
Forms > Fair | Informants: researcher only {1}
Forms > Fair | Techniques: Researcher’s own text {1}"""
    )
