"""The seal of a view: equal where the same is shown, and telling where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display.seal import MOST_CELLS, MOST_ROWS, Seal, difference, seal
from qda.model.ids import Id
from qda.model.network import Edge, Network, Node
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Column, Empty, Row, Sheet


def coding(n: int) -> Id:
    return Id(n.to_bytes(16, "big"))


def quotation(n: int, text: str = "ramai", *, start: int = 0) -> Quotation:
    return Quotation(
        coding=coding(n), text=text, role="W", source="ani", line=1, start=start, end=start + 5, code="pasar"
    )


SHEET = Sheet(
    kind="k",
    title="t",
    reading="r",
    corner="c",
    columns=(Column(label="Pasar", key="pasar"), Column(label="Modal", key="modal")),
    rows=(
        Row(
            label="dinas (1)", key="dinas", cells=(Cell(value=2, of=3, evidence=(coding(1),)), Cell(empty=Empty.SILENT))
        ),
        Row(label="warga (2)", key="warga", cells=(Cell(empty=Empty.NOT_ASKED), Cell(value="ada"))),
    ),
    quotations=(quotation(1),),
)


def with_cell(cell: Cell) -> Sheet:
    first, second = SHEET.rows
    return replace(SHEET, rows=(replace(first, cells=(cell, first.cells[1])), second))


def change(sheet: Sheet) -> dict[str, int] | None:
    found = difference(seal(SHEET), seal(sheet))
    return None if found is None else found.numbers


def test_the_same_is_equal_whatever_its_ids_and_colours() -> None:
    other = Cell(value=2, of=3, evidence=(coding(9),), strength=0.5)
    assert change(replace(with_cell(other), quotations=(quotation(9, start=40),))) is None
    assert change(replace(SHEET, title="T", filters=("1 left out",), decision_rules=("x",), citation="y")) is None


@pytest.mark.parametrize(
    ("sheet", "numbers"),
    [
        (with_cell(Cell(value=3, of=3, evidence=(coding(1),))), {"cells": 1}),
        (with_cell(Cell(value=2, of=4, evidence=(coding(1),))), {"cells": 1}),
        (with_cell(Cell(value=2, of=3)), {"cells": 1}),
        (with_cell(Cell(empty=Empty.MISSING)), {"cells": 1}),
        (replace(SHEET, quotations=(quotation(1, "sepi!"),)), {"cells": 1}),
        (replace(SHEET, rows=SHEET.rows[:1]), {"rows_gone": 1}),
        (replace(SHEET, rows=(*SHEET.rows, replace(SHEET.rows[0], key="desa"))), {"rows_new": 1}),
        (replace(SHEET, rows=SHEET.rows[::-1]), {}),
        (replace(SHEET, rows=(replace(SHEET.rows[0], label="dinas (2)"), SHEET.rows[1])), {"headings": 1}),
        (
            replace(SHEET, columns=(Column(label="Pasar", key="pasar"), Column(label="Dana", key="modal"))),
            {"headings": 1},
        ),
        (
            replace(SHEET, columns=(Column(label="Pasar", key="pasar"), Column(label="Dana", key="dana"))),
            {"columns_new": 1, "columns_gone": 1},
        ),
        (replace(SHEET, notes=("n",)), {"around": 1}),
        (replace(SHEET, analysis="Jadi."), {"around": 1}),
    ],
)
def test_what_differs_is_told(sheet: Sheet, numbers: dict[str, int]) -> None:
    assert change(sheet) == numbers


def test_in_words() -> None:
    found = difference(seal(SHEET), seal(replace(with_cell(Cell(value=1)), notes=("n",))))
    assert str(found) == "1 cell changed, notes or text below changed"
    assert str(difference(seal(SHEET), seal(replace(SHEET, rows=SHEET.rows[::-1])))) == "order or words changed"


def many(rows: int, columns: int, odd: str = "") -> Sheet:
    heads = tuple(Column(label=str(n)) for n in range(columns))
    cells = tuple(Cell(value=n) for n in range(columns))
    made = [Row(label=str(n), cells=cells) for n in range(rows)]
    if odd:
        made[1] = replace(made[1], cells=(Cell(value=odd), *cells[1:]))
    return replace(SHEET, columns=heads, rows=tuple(made), quotations=())


def test_of_a_large_matrix_only_rows_are_told_apart_and_of_a_huge_one_nothing() -> None:
    columns = 30
    large = MOST_CELLS // columns + 1
    found = difference(seal(many(large, columns)), seal(many(large, columns, "x")))
    assert found is not None
    assert found.numbers == {"rows_changed": 1}
    huge = difference(seal(many(MOST_ROWS + 1, 1)), seal(many(MOST_ROWS + 1, 1, "x")))
    assert huge is not None
    assert huge.numbers == {}
    assert len(seal(many(MOST_ROWS + 1, 1)).text) < 300


def test_places_of_one_source_come_and_go_one_by_one() -> None:
    """A list of places has the source for the name of every row: one more at the top leaves the others as they are."""
    rows = tuple(Row(label="ani", cells=(Cell(value=word), Cell(value="x"))) for word in ("a", "b", "b"))
    old = replace(SHEET, rows=rows)
    new = replace(SHEET, rows=(replace(rows[0], cells=(Cell(value="z"), Cell(value="x"))), *rows))
    found = difference(seal(old), seal(new))
    assert found is not None
    assert found.numbers == {"rows_new": 1}


NETWORK = Network(
    kind="n",
    title="t",
    reading="r",
    nodes=(Node(key="a", label="A", evidence=(coding(1),)), Node(key="b", label="B")),
    edges=(Edge(start="a", end="b", type="causes", sign="+", evidence=(coding(1),)),),
    quotations=(quotation(1),),
)


def test_networks() -> None:
    node, other = NETWORK.nodes
    [edge] = NETWORK.edges
    cases = (
        (replace(NETWORK, nodes=(node, replace(other, label="C"))), {"nodes_changed": 1}),
        (replace(NETWORK, nodes=(*NETWORK.nodes, Node(key="c", label="C"))), {"nodes_new": 1}),
        (replace(NETWORK, edges=()), {"edges_gone": 1}),
        (replace(NETWORK, edges=(replace(edge, sign="-"),)), {"edges_new": 1, "edges_gone": 1}),
        (replace(NETWORK, edges=(replace(edge, people=2),)), {"edges_changed": 1}),
        (replace(NETWORK, quotations=(quotation(1, "sepi!"),)), {"nodes_changed": 1, "edges_changed": 1}),
    )
    for changed, numbers in cases:
        found = difference(seal(NETWORK), seal(changed))
        assert found is not None
        assert found.numbers == numbers
    assert difference(seal(NETWORK), seal(NETWORK)) is None


def test_a_seal_is_kept_as_text_and_read_again() -> None:
    assert Seal.read(seal(SHEET).text) == seal(SHEET)
    for broken in ("", "x", "[]", '{"whole": "1"}'):
        assert difference(Seal.read(broken), seal(SHEET)) is not None
        assert difference(Seal.read(broken), Seal.read(broken)) is not None
