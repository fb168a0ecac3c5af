"""Ways through stages, as a table and as a network; each docstring says why each number is what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qda.display.build import arrange, arrange_any
from qda.display.displays.composite_sequence import CompositeSequenceOptions
from qda.display.displays.composite_sequence_network import CompositeSequenceNetworkOptions
from qda.model.errors import NotFoundError
from qda.model.network import Network
from qda.model.sheet import Sheet
from tests.display.conftest import Builder

Show = Callable[[Sheet], str]


@pytest.mark.snapshot_of("composite-sequence")
def test_composite_sequence_draws_alike_beginnings_together(builder: Any, show: Show) -> None:
    """Ani and Budi apply, then hand in papers; only Ani is paid. Citra begins with the papers.

    Ani says 'paid' before 'papers' in the text, but dates both: time goes before the place in the text. Budi denies
    having been paid, so he is not at that stage. Dewi says nothing on any stage: she has no path.
    """
    for name in ("Ani", "Budi", "Citra", "Dewi"):
        builder.case(name)
        builder.source(f"W-{name}")
    builder.code("credit", "Credit")
    for stage in ("apply", "papers", "paid"):
        builder.code(f"credit/{stage}", stage.capitalize())
    said = (
        ("Ani", "apply", 0, "+", "time: 2001"),
        ("Ani", "paid", 50, "+", "time: 2003"),
        ("Ani", "papers", 90, "+", "time: 2002"),
        ("Budi", "apply", 0, None, None),
        ("Budi", "papers", 50, None, None),
        ("Budi", "apply", 80, None, None),
        ("Budi", "paid", 90, "-", None),
        ("Citra", "papers", 0, None, None),
    )
    for who, stage, at, stance, memo in said:
        builder.coding(f"W-{who}", f"credit/{stage}", f"I {stage}", who, at=at, stance=stance, memo=memo)
    sheet = arrange(builder.material(), "composite-sequence", CompositeSequenceOptions(code=("credit",)))
    rows = [
        (row.label, row.cells[1].value, row.cells[1].of, row.cells[2].value, row.cells[3].value) for row in sheet.rows
    ]
    assert rows == [
        ("Apply", 2, 3, None, "Ani, Budi"),
        ("Apply → Papers", 2, 3, 1, "Ani, Budi"),
        ("Apply → Papers → Paid", 1, 3, 1, "Ani"),
        ("Papers", 1, 3, 1, "Citra"),
    ]
    assert [len(row.cells[0].evidence) for row in sheet.rows] == [3, 2, 1, 1], "every passage of a step is behind it"
    assert "1 coding that denies its stage is not shown." in sheet.filters


def test_without_chosen_stages_those_stand_that_most_go_through(credit: Builder) -> None:
    """A top code per chapter of the codebook is no stage of anything; the kinds of credit are gone through."""
    credit.code("weather", "Weather")
    credit.code("weather/rain", "Rain")
    credit.code("weather/sun", "Sun")
    for at, kind in enumerate(("rain", "sun")):
        credit.coding("W-Citra", f"weather/{kind}", f"There was {kind}", "Citra", at=700 + 50 * at)
    chosen = arrange(credit.material(), "composite-sequence", CompositeSequenceOptions(code=("credit",)))
    left = arrange(credit.material(), "composite-sequence")
    assert left.rows == chosen.rows
    assert any("“Credit”" in sentence and "--code" in sentence for sentence in left.filters)
    assert not any("--code" in sentence for sentence in chosen.filters)


def test_composite_sequence_follows_codes_through_the_passages_they_overlap(builder: Any) -> None:
    """Two forms of credit in the researcher's prose; each passage is coded with its form and with its stage."""
    builder.source("A1", "A")
    for path in ("form", "form/bank", "form/fund", "stage", "stage/ask", "stage/check", "stage/pay"):
        builder.code(path, path.rsplit("/", 1)[-1].capitalize())
    for n, (form, stage) in enumerate(
        (("bank", "ask"), ("bank", "check"), ("bank", "pay"), ("fund", "ask"), ("fund", "pay"))
    ):
        builder.coding("A1", f"form/{form}", "a whole sentence of it", at=100 * n)
        builder.coding("A1", f"stage/{stage}", "sentence", at=100 * n + 8)
    options = CompositeSequenceOptions(code=("stage",), rows="code", of=("form/bank", "form/fund"))
    sheet = arrange(builder.material(), "composite-sequence", options)
    assert [(row.label, row.cells[3].value) for row in sheet.rows] == [
        ("Ask", "Bank, Fund"),
        ("Ask → Check", "Bank"),
        ("Ask → Check → Pay", "Bank"),
        ("Ask → Pay", "Fund"),
    ]


@pytest.fixture
def credit(builder: Any) -> Builder:
    """Ani: apply, papers, apply again, paid. Budi: apply, papers. Citra: papers."""
    for name in ("Ani", "Budi", "Citra"):
        builder.case(name)
        builder.source(f"W-{name}")
    builder.code("credit", "Credit")
    for stage in ("apply", "papers", "paid"):
        builder.code(f"credit/{stage}", stage.capitalize())
    for who, stages in (("Ani", "apply papers apply paid"), ("Budi", "apply papers"), ("Citra", "papers")):
        for n, stage in enumerate(stages.split()):
            builder.coding(f"W-{who}", f"credit/{stage}", f"I {stage}", who, at=50 * n)
    return builder  # type: ignore[no-any-return]


def test_composite_sequence_counts_a_stage_again_where_somebody_comes_back(credit: Builder) -> None:
    """Without --again, Ani's second application adds its words to the first; with it, it is a step of its own."""
    once = arrange(credit.material(), "composite-sequence", CompositeSequenceOptions(code=("credit",)))
    assert [row.label for row in once.rows] == ["Apply", "Apply → Papers", "Apply → Papers → Paid", "Papers"]
    assert len(once.rows[0].cells[0].evidence) == 3
    again = arrange(credit.material(), "composite-sequence", CompositeSequenceOptions(code=("credit",), again=True))
    assert [row.label for row in again.rows][2:4] == [
        "Apply → Papers → Apply", "Apply → Papers → Apply → Paid",
    ]  # fmt: skip
    assert len(again.rows[0].cells[0].evidence) == 2


@pytest.mark.snapshot_of("composite-sequence-network")
def test_composite_sequence_drawn_has_a_node_a_step(credit: Builder) -> None:
    """Two of three paths begin with applying and go on together; Budi's ends at the papers, Citra's begins there."""
    options = CompositeSequenceNetworkOptions(code=("credit",))
    made = arrange_any(credit.material(), "composite-sequence-network", options)
    assert isinstance(made, Network)
    assert [(node.label, node.people, node.of, node.detail) for node in made.nodes] == [
        ("Apply", 2, 3, ""),
        ("Papers", 2, 3, "end here: Budi"),
        ("Paid", 1, 3, "end here: Ani"),
        ("Papers", 1, 3, "end here: Citra"),
    ]
    assert [(edge.start, edge.end, edge.people, edge.memo) for edge in made.edges] == [
        ("credit/apply", "credit/apply → credit/papers", 2, "Ani, Budi"),
        ("credit/apply → credit/papers", "credit/apply → credit/papers → credit/paid", 1, "Ani"),
    ]
    few = arrange_any(
        credit.material(), "composite-sequence-network", CompositeSequenceNetworkOptions(code=("credit",), least=2)
    )
    assert isinstance(few, Network)
    assert [node.label for node in few.nodes] == ["Apply", "Papers"]
    assert few.filters[-1] == "2 steps of fewer paths are not drawn."
    with pytest.raises(NotFoundError, match="by so many"):
        arrange_any(credit.material(), "composite-sequence-network", CompositeSequenceNetworkOptions(least=9))
