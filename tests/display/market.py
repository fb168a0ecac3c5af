"""A made-up study of a weaving market: every count in it is small enough to be done by hand."""

from __future__ import annotations

from tests.display.conftest import Builder


def build_market(b: Builder) -> Builder:
    """Five people heard and one registered only; one group talk, an observation, a document nobody coded.

    Trust is rated low, middle or high. Ani speaks of it twice, low and high; Eka without a rating; Dedi is asked
    and silent. Capital meets a loan on the same words (Ani), within them (Budi) and only in the same turn (Cici).
    """
    b.case("Ani", role="weaver", group="old", site="North", age="60")
    b.case("Budi", role="weaver", group="new", site="South", age="35")
    b.case("Cici", role="trader", group="old", site="North", age="50")
    b.case("Dedi", role="trader", group="new", site="South", age="28")
    b.case("Eka", role="office", site="North", age="44")
    b.case("Fajar", role="weaver", group="new", site="South")
    for name, technique, period in (
        ("W1", "W", "2015"),
        ("W2", "W", "2016"),
        ("G1", "F", "2016"),
        ("W5", "W", "2017"),
        ("O1", "O", None),
        ("D1", "D", None),
    ):
        b.source(name, technique, period, site="South" if name == "O1" else None)
    b.code("problem", "Problems")
    b.code("problem/capital", "Capital")
    b.code("problem/youth", "The young")
    b.code("problem/yarn", "Yarn")
    b.code("effort", "Efforts")
    b.code("effort/loan", "Loan")
    b.code("effort/fair", "Fair")
    b.code("trust", "Trust", scale=("low", "middle", "high"))
    b.code("duty", "Duties")
    b.code("duty/permit", "Permits")
    b.code("duty/training", "Training", slots=("actor", "process", "output"))
    b.code("duty/register", "Register")
    b.question("problems?", "problem", "effort")
    b.question("trust?", "trust")
    for source, case in (("W1", "Ani"), ("W2", "Budi"), ("G1", "Cici"), ("G1", "Dedi"), ("W5", "Eka")):
        b.turn(source, case, question="problems?")
        b.turn(source, case, question="trust?")
    said = {"question": "problems?", "turn": 0}
    b.coding("W1", "problem/capital", "I had no money for yarn at all", "Ani", at=0, **said)
    b.coding("W1", "effort/loan", "I had no money for yarn at all", "Ani", at=0, **said)
    b.coding("W2", "problem/capital", "Money was short until the bank lent us some of it", "Budi", at=0, **said)
    b.coding("W2", "effort/loan", "the bank lent us some", "Budi", at=22, **said)
    b.coding("G1", "problem/capital", "Nobody had any money then", "Cici", at=0, **said)
    b.coding("G1", "effort/loan", "they gave us a loan", "Cici", at=60, **said)
    b.coding("G1", "problem/youth", "The young go to the factory", "Dedi", at=120, question="problems?", turn=1)
    b.coding("G1", "effort/fair", "The fair sold everything we had", "Dedi", at=220, stance="+")
    b.coding("W1", "trust", "I trusted nobody from the office then", "Ani", at=100, magnitude="low", memo="time: 2014")
    b.coding("W1", "trust", "Now I would trust them with my money", "Ani", at=150, magnitude="high")
    b.coding("W2", "trust", "I trust them more or less these days", "Budi", at=100, magnitude="middle")
    b.coding("G1", "trust", "We trust them since the fair was held", "Cici", at=300, magnitude="high")
    b.coding("W5", "trust", "People trust us, that is my feeling", "Eka", at=100)
    b.coding("W5", "duty/permit", "We hand out permits at the counter", "Eka", at=200, basis="direct")
    b.coding("W5", "duty/training", "The office for industry", "Eka", at=300, slot="actor")
    b.coding("W5", "duty/training", "trains twenty weavers a year", "Eka", at=330, slot="process", basis="hearsay")
    b.coding("O1", "duty/permit", "The counter for permits was shut", at=0, stance="-")
    return b
