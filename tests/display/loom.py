"""A made-up loom: forms with their parts, events and advice, as few as show every kind of cell."""

from __future__ import annotations

from tests.display.conftest import Builder


def build_loom(b: Builder) -> Builder:
    """Ani tells of a loan and of the past, the researcher of a fair and what to do; of the shop nobody tells."""
    b.case("Ani", role="weaver")
    b.source("W1")
    b.source("A1", "A")
    b.code("form", "Forms")
    b.code("form/loan", "Loan", slots=("actor", "process", "output"))
    b.code("form/fair", "Fair", slots=("process", "output"))
    b.code("form/shop", "Shop")
    b.code("past", "Past")
    b.code("saran", "Advice")
    b.code("saran/fund", "Fund")
    b.code("saran/course", "Course")
    b.turn("W1", "Ani")
    b.coding("W1", "form/loan", "The bank", "Ani", at=0, slot="actor", stance="+")
    b.coding("W1", "form/loan", "lends us money", "Ani", at=10, slot="process", basis="direct")
    b.coding("W1", "form/loan", "we bought a loom", "Ani", at=30, slot="output")
    b.coding("W1", "form/loan", "of the loan in general", "Ani", at=60)
    b.coding("A1", "form/fair", "A fair is held", at=0, slot="process")
    b.coding("W1", "past", "It began with one loom.", "Ani", at=100, memo="time: 1990")
    b.coding("W1", "past", "Then came the flood.", "Ani", at=140)
    b.coding("W1", "past", "My mother wove before that.", "Ani", at=180, memo="time: ±1970")
    b.coding("A1", "saran/fund", "Found a fund.", at=100, memo="answers: debt")
    b.coding("A1", "saran/course", "Hold a course.", at=140)
    return b
