"""A small output with everything a writer can meet."""

from __future__ import annotations

import pytest

from qda.model.ids import Id
from qda.model.output import Output, Provenance
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Column, Empty, Row, Sheet


def coding(n: int) -> Id:
    return Id(n.to_bytes(16, "big"))


def quotation(n: int, text: str, memo: str = "") -> Quotation:
    return Quotation(
        coding=coding(n),
        text=text,
        role="craftsman",
        source="W1",
        line=n,
        start=n * 10,
        end=n * 10 + len(text),
        code="people/training",
        stance="+",
        speaker="N",
        informant="Darmo",
        group="business",
        coder="ana",
        origin="hand",
        memo=memo,
        attributes=(("role", "craftsman"), ("site", "East")),
    )


def output_of(*sheets: Sheet) -> Output:
    return Output(
        sheets=sheets,
        provenance=Provenance(
            study="Batik & <Sukamaju>",
            command="qda display role-ordered --to matrix.xlsx",
            date="2026-11-20T10:00:00Z",
            study_hash="abc123",
            version="0.1.0",
            language="en",
            details=(("Coders", "2"),),
        ),
    )


@pytest.fixture
def matrix() -> Sheet:
    """Counts, a long text, a share, every kind of empty, formula-like text, grouped columns and rows."""
    rows = (
        Row(
            label="Darmo",
            group="East",
            cells=(
                Cell(value=2, of=5, evidence=(coding(1), coding(2)), strength=0.4),
                Cell(value="“first line”\nsecond, <b>bold</b> & “more”", evidence=(coding(3),), strength=1.0),
                Cell(value=0.667, evidence=(coding(1),), strength=0.667),
            ),
        ),
        Row(
            label="=Sari()",
            group="West",
            cells=(Cell(empty=Empty.SILENT), Cell(empty=Empty.NOT_ASKED), Cell(value=7, evidence=(coding(4),))),
        ),
        Row(
            label="Joko",
            group="West",
            cells=(Cell(empty=Empty.MISSING), Cell(empty=Empty.NOT_STATED), Cell(empty=Empty.NOT_APPLICABLE)),
        ),
    )
    return Sheet(
        kind="role-ordered",
        title="Role-ordered: a/b [test]",
        reading="Read across.",
        corner="Informant",
        columns=(Column(label="n", group="People"), Column(label="words", group="People"), Column(label="share")),
        rows=rows,
        decision_rules=("Only informants.",),
        filters=("1 coding left out.",),
        counts="Numbers count informants.",
        citation="Somebody (2014)",
        notes=("A note.",),
        synthetic=True,
        quotations=(
            quotation(1, "We were trained."),
            quotation(2, "+62 is the number", memo="@home"),
            quotation(3, "A long passage that goes on, and on; with \x07 a bell and _x0041_ in it. " * 3),
            quotation(4, "-5 degrees"),
        ),
    )


@pytest.fixture
def output(matrix: Sheet) -> Output:
    return output_of(matrix)


class Make:
    """The functions above, for tests (which cannot import this file)."""

    coding = staticmethod(coding)
    quotation = staticmethod(quotation)
    output_of = staticmethod(output_of)


@pytest.fixture
def make() -> Make:
    return Make()
