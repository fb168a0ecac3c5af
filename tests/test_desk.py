"""Texts for displays out of a table: placed, told of where they cannot be, never over what was written since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.desk import take_texts, texts_csv, written_lines
from qda.display.build import build
from qda.display.displays.partially_ordered_meta_matrix import PartiallyOrderedMetaMatrixOptions
from qda.examples import copy_example
from qda.model.errors import InputError
from qda.model.wording import use_language
from qda.pipeline import run
from qda.store import journal
from qda.store.study import Study

TABLE = """\
display,row,column,text
partially-ordered-meta-matrix --summary,Karsinem,summary,Dulu ragu; kini percaya.
partially-ordered-meta-matrix --summary,,,Kepercayaan naik di Krajan.
partially-ordered-meta-matrix --summary,Tidak Ada,summary,x
tidak-ada,Karsinem,summary,x
partially-ordered-meta-matrix --summary,Karsinem,masalah,x
"""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    run(copy_example("wonotirto", tmp_path), who="peneliti")
    use_language("en")
    with Study.open(tmp_path / "study.qda", who="ani") as opened:
        yield opened


def test_texts_stand_where_the_table_says_and_the_rest_is_told_of(study: Study, tmp_path: Path) -> None:
    """Two are placed; an unknown case, an unknown display and a computed column each say their line of the file."""
    table = tmp_path / "texts.csv"
    table.write_text(TABLE, encoding="utf-8")
    before = len(written_lines(study))
    taken = take_texts(study, table)
    assert (taken.new, taken.same) == (2, 0)
    assert [problem.place for problem in taken.problems] == ["row 4", "row 5", "row 6"]
    assert all(problem.fatal for problem in taken.problems)
    sheet = build(study, "partially-ordered-meta-matrix", PartiallyOrderedMetaMatrixOptions(summary=True))
    [row] = [row for row in sheet.rows if row.label == "Karsinem"]
    assert (row.cells[-1].value, row.cells[-1].written_by) == ("Dulu ragu; kini percaya.", "ani")
    assert sheet.analysis == "Kepercayaan naik di Krajan."
    again = take_texts(study, table)
    assert (again.new, again.same) == (0, 2)
    journal.undo(study)
    assert len(written_lines(study)) == before


def test_what_was_written_since_stays(study: Study, tmp_path: Path) -> None:
    """The study's text is newer than the plan's: it is kept, and the table that is written out holds it."""
    table = tmp_path / "texts.csv"
    table.write_text("\n".join(TABLE.splitlines()[:2]) + "\n", encoding="utf-8")
    assert take_texts(study, table).new == 1
    table.write_text(table.read_text(encoding="utf-8").replace("Dulu ragu", "Selalu ragu"), encoding="utf-8")
    taken = take_texts(study, table)
    assert (taken.new, taken.same) == (0, 0)
    [problem] = taken.problems
    assert "Dulu ragu" in problem.what
    assert not problem.fatal
    table.write_bytes(texts_csv(written_lines(study)))
    assert "Dulu ragu" in table.read_text(encoding="utf-8")
    assert take_texts(study, table).problems == ()


def test_a_table_without_the_columns_is_refused(study: Study, tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    table.write_text("row,text\na,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="no header row"):
        take_texts(study, table)
