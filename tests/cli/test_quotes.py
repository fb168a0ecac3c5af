"""`qda quotes`: the same quotations as lines, as JSON and as a file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Qda


def test_lines_json_and_file_agree(batankrajan: Path, qda: Qda) -> None:
    lines = qda("quotes", "bina-lingkungan", "--where", "stance=-").out.splitlines()
    rows = qda("quotes", "bina-lingkungan", "--where", "stance=-", "--json").json
    assert lines[-1] == f"{len(rows)} quotations"
    assert len(rows) == len(lines) - 1 > 1
    for row, line in zip(rows, lines, strict=False):
        assert line.startswith(f"“{row['text']}” {row['reference']}")
        assert row["code"].startswith("bina-lingkungan")
        assert row["stance"] == "-"
    written = qda("quotes", "bina-lingkungan", "--where", "stance=-", "--to", "kutipan.json")
    assert written.out == f"kutipan.json written: {len(rows)} quotations.\n"


def test_no_quotation_is_an_empty_list(small: Path, qda: Qda) -> None:
    assert qda("quotes", "kabar", "--json").json == []
    assert qda("quotes", "kabar").out == "0 quotations\n"


def test_an_unknown_code_is_refused(small: Path, qda: Qda) -> None:
    assert qda("quotes", "tiada").status == 2
