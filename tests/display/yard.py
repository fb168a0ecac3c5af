"""A made-up yard of weavers, so small that the reason for each cell of a display can be said in a sentence."""

from __future__ import annotations

from tests.display.conftest import Builder


def build_yard(b: Builder) -> Builder:
    """Ani, Budi and Citra are heard, Dewi is only registered; one observation. Budi was not asked about trust.

    Of money Ani is for, Budi against, both on its subcode; the observation shows it too. Ani and Citra rate trust.
    """
    b.case("Ani", role="weaver", site="North")
    b.case("Budi", role="weaver", site="South")
    b.case("Citra", role="office", site="North")
    b.case("Dewi", role="trader")
    for name in ("W1", "W2", "W3"):
        b.source(name)
    b.source("O1", "O")
    b.code("money", "Money")
    b.code("money/loan", "Loan")
    b.code("trust", "Trust", scale=("low", "high"))
    b.question("q1", "money")
    b.question("q2", "trust")
    for source, case, questions in (("W1", "Ani", "q1 q2"), ("W2", "Budi", "q1"), ("W3", "Citra", "q1 q2")):
        for question in questions.split():
            b.turn(source, case, question=question)
    b.coding("W1", "money/loan", "The bank lent me half.", "Ani", at=0, stance="+")
    b.coding("W1", "trust", "I trust them.", "Ani", at=40, magnitude="high")
    b.coding("W2", "money/loan", "Nobody lends me anything.", "Budi", at=0, stance="-")
    b.coding("W3", "trust", "They trust us little.", "Citra", at=0, magnitude="low")
    b.coding("O1", "money", "The till is empty at noon.", at=0)
    return b
