"""Numbers before titles, and files that have no place for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qda import registry
from qda.exchange.captions import captioned, figure_number, table_number
from qda.exchange.writer import check_numbers
from qda.model.errors import InputError
from qda.model.numbering import Numbering
from qda.model.output import Output, Provenance
from qda.model.sheet import Sheet

FOUR = Numbering(chapter="4", first=2)
SHEET = Sheet(kind="k", title="Matrix", reading="", corner="", columns=(), rows=())
OUTPUT = Output(
    sheets=(SHEET, SHEET),
    provenance=Provenance(study="s", command="c", date="2024-01-01T00:00:00Z", study_hash="0", version="0"),
)


def test_each_kind_is_counted_for_itself() -> None:
    assert [table_number(FOUR, n) for n in (0, 1)] == ["Table 4.2", "Table 4.3"]
    assert figure_number(FOUR, 0) == "Figure 4.2"
    assert table_number(None, 0) == "Table 1"


def test_titles_are_numbered_only_where_that_was_asked_for() -> None:
    assert captioned(OUTPUT) is OUTPUT
    numbered = captioned(replace(OUTPUT, numbering=FOUR))
    assert [sheet.title for sheet in numbered.sheets] == ["Table 4.2 Matrix", "Table 4.3 Matrix"]


@pytest.mark.parametrize("name", ["x.docx", "x.tex", "x.html", "x.md", "x.xlsx"])
def test_these_print_numbers(name: str) -> None:
    check_numbers(Path(name), ("sheets",))


@pytest.mark.parametrize("name", ["x.csv", "x.json"])
def test_no_number_is_taken_and_then_left_out(name: str) -> None:
    with pytest.raises(InputError, match=r"no captions that could be numbered.*\.docx, .*\.tex"):
        check_numbers(Path(name), ("sheets",))


def test_every_writer_of_pictures_but_graphs_for_programs_prints_numbers() -> None:
    silent = {p.name for p in registry.find("writers") if "networks" in p.details.takes and not p.details.numbers}
    assert silent == {"graphml", "json"}
