"""`qda display --context`: quotations in their sentences, in every file that shows quotations."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Qda


def test_quotations_come_in_their_sentences(batankrajan: Path, qda: Qda) -> None:
    plain = qda("display", "case-by-code", "--json").json["sheets"][0]["quotations"]
    found = qda("display", "case-by-code", "--context", "--json").json
    assert found["provenance"]["command"].endswith("--context")
    quotations = found["sheets"][0]["quotations"]
    assert [q["text"] for q in quotations] == [q["text"] for q in plain]
    assert not [q for q in plain if q["before"] or q["after"]]
    widened = [q for q in quotations if q["before"] or q["after"]]
    assert 10 < len(widened) < len(quotations), "whole sentences need nothing around them"


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".html", ".tex", ".md", ".csv"])
def test_every_file_shows_them(batankrajan: Path, qda: Qda, ending: str) -> None:
    shown = qda("display", "case-by-code", "--context", "--json").json["sheets"][0]["quotations"]
    words = next(q["before"] for q in shown if len(q["before"]) > 8).strip()
    counts = []
    for flags in ([], ["--context"]):
        path = batankrajan / f"out{ending}"
        assert qda("display", "case-by-code", *flags, "--to", str(path)).status == 0
        counts.append(_text(path).count(words))
    assert counts[1] > counts[0], "other passages may hold the same words"


def _text(path: Path) -> str:
    if path.suffix == ".xlsx":
        return "\n".join(str(c.value) for sheet in openpyxl.load_workbook(path) for row in sheet for c in row)
    if path.suffix == ".docx":
        import docx

        return "\n".join(c.text for table in docx.Document(str(path)).tables for row in table.rows for c in row.cells)
    return path.read_text(encoding="utf-8")


def test_the_list_of_quotations_takes_no_context(batankrajan: Path, qda: Qda) -> None:
    done = qda("display", "quotations", "--context", "--to", "out.xlsx")
    assert done.status != 0
    assert "--context" in done.err
    assert not (batankrajan / "out.xlsx").exists()
