"""Codings out to a spreadsheet, edited, and in again; transcripts that changed under their codings."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli.conftest import Qda

State = Callable[[], str]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def exported(qda: Qda, name: str = "sesudah.csv") -> dict[str, dict[str, str]]:
    assert qda("code", "export", "--to", name).status == 0
    return {row["id"]: row for row in rows_of(Path(name))}


def table(path: Path) -> tuple[Any, Worksheet, dict[str, int], int]:
    """The workbook, the sheet of codings, its columns by name, and the number of its header row."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        for number, row in enumerate(sheet.iter_rows(max_row=30, values_only=True), 1):
            heads = {str(value): at for at, value in enumerate(row, 1) if value is not None}
            if {"source", "quote", "code", "id"} <= set(heads):
                return book, sheet, heads, number
    raise AssertionError("no table of codings")


def test_the_columns_are_those_of_codings_csv_with_id_and_origin(batankrajan: Path, qda: Qda) -> None:
    qda("code", "export", "--to", "kodean.csv")
    rows = rows_of(batankrajan / "kodean.csv")
    assert list(rows[0])[:15] == [
        "source", "start", "end", "quote", "code", "stance", "basis", "informant", "magnitude", "coder", "round",
        "slot", "memo", "id", "origin",
    ]  # fmt: skip
    assert len(rows) == qda("status", "--json").json["codings"]
    assert {row["origin"] for row in rows} == {"hand", "rule"}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_an_export_that_nobody_edited_changes_nothing(batankrajan: Path, qda: Qda, state: State, ending: str) -> None:
    before = state()
    assert qda("code", "export", "--to", f"kodean{ending}").status == 0
    done = qda("code", "import", f"kodean{ending}")
    assert done.status == 0, done.err
    assert done.out.startswith("0 codings added, 0 changed, 0 taken out, ")
    assert state() == before


def test_only_the_rows_edited_in_the_workbook_change(batankrajan: Path, qda: Qda) -> None:
    before = exported(qda, "sebelum.csv")
    assert qda("code", "export", "--to", "kodean.xlsx").status == 0
    book, sheet, heads, top = table(batankrajan / "kodean.xlsx")
    edited = {}
    for at, (column, value) in enumerate((("code", "penilaian-peran"), ("stance", "-"), ("memo", "Dilihat lagi.")), 1):
        row = top + 7 * at
        edited[str(sheet.cell(row, heads["id"]).value)] = (column, value)
        sheet.cell(row, heads[column]).value = value
    book.save(batankrajan / "kodean.xlsx")
    done = qda("code", "import", "kodean.xlsx")
    assert done.status == 0, done.err
    assert done.out.startswith("0 codings added, 3 changed, 0 taken out, ")
    after = exported(qda)
    assert set(after) == set(before)
    for identity, row in after.items():
        differing = {key for key in row if key != "hash" and row[key] != before[identity][key]}
        if identity in edited:
            column, value = edited[identity]
            assert row[column] == value
            assert column in differing
            assert differing <= {column, "coder", "origin"}, differing
        else:
            assert differing == set(), differing
    assert qda("check").status == 0
    assert qda("code", "import", "kodean.xlsx").out.startswith("0 codings added, 0 changed, 0 taken out, ")


def test_what_changed_in_the_study_meanwhile_is_a_conflict_and_stays(batankrajan: Path, qda: Qda) -> None:
    assert qda("code", "export", "--to", "kodean.xlsx").status == 0
    book, sheet, heads, top = table(batankrajan / "kodean.xlsx")
    first = str(sheet.cell(top + 1, heads["id"]).value)
    second = str(sheet.cell(top + 2, heads["id"]).value)
    assert qda("code", "recode", "penilaian-peran", first).status == 0
    sheet.cell(top + 1, heads["memo"]).value = "Dari lembar kerja."
    sheet.cell(top + 2, heads["memo"]).value = "Ini masuk."
    book.save(batankrajan / "kodean.xlsx")
    done = qda("code", "import", "kodean.xlsx")
    assert done.status == 2
    (conflict,) = done.said
    assert "kodean.xlsx" in conflict
    assert f"row {top + 1}" in conflict
    assert "1 changed" in done.out
    assert "1 conflicts" in done.out
    after = exported(qda)
    assert (after[first]["code"], after[first]["memo"]) == ("penilaian-peran", "")
    assert after[second]["memo"] == "Ini masuk."


def test_rows_taken_out_of_the_file_stay_in_the_study(batankrajan: Path, qda: Qda, state: State) -> None:
    before = state()
    qda("code", "export", "--to", "kodean.csv")
    lines = (batankrajan / "kodean.csv").read_bytes().splitlines(keepends=True)
    (batankrajan / "kodean.csv").write_bytes(b"".join([*lines[:5]]))
    done = qda("code", "import", "kodean.csv")
    assert done.status == 0, done.err
    assert "have no row in the file and stay" in done.out
    assert state() == before


def test_the_codings_of_one_study_come_into_another(batankrajan: Path, qda: Qda) -> None:
    qda("code", "export", "--to", "kodean.csv")
    rows = rows_of(batankrajan / "kodean.csv")
    assert qda("code", "remove", "--origin", "hand").status == 0
    assert qda("code", "remove", "--origin", "rule").status == 0
    assert qda("status", "--json").json["codings"] == 0
    keep = [key for key in rows[0] if key not in ("id", "origin", "hash")]
    with (batankrajan / "lagi.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, keep, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    done = qda("code", "import", "lagi.csv")
    assert done.status == 0, done.err
    again = exported(qda).values()
    assert sorted(tuple(row[key] for key in keep) for row in again) == sorted(
        tuple(row[key] for key in keep) for row in rows
    )


def test_a_changed_transcript_takes_its_codings_along_and_lists_those_without_a_place(small: Path, qda: Qda) -> None:
    for quote in ("Apa kabar?", "ya, baik"):
        assert qda("code", "add", "wawancara", "kabar", "--quote", quote).status == 0
    text = (small / "wawancara.txt").read_text(encoding="utf-8")
    changed = "Catatan: disunting 😀\r\n" + text.replace("ya, baik sekali", "sudah").replace("\n", "\r\n")
    (small / "wawancara.txt").write_bytes(changed.encode("utf-8"))
    done = qda("import", "wawancara.txt")
    assert "updated" in done.out
    assert "2 codings moved with the text, 1 without a place" in done.out
    assert done.status == 0, done.err
    rows = list(exported(qda).values())
    now = qda("source", "show", "wawancara", "--text").out
    for row in rows:
        assert now[int(row["start"]) : int(row["end"])] == row["quote"]
    assert {row["quote"] for row in rows} == {"Apa kabar?", "Pelatihan"}
    (waiting,) = qda("code", "review", "--json").json
    assert (waiting["quote"], waiting["code"]) == ("ya, baik", "kabar")
    assert "1 codings have no place" in qda("status").out
    assert "qda code review" in qda("next").out
    assert qda("check").status == 0
    assert qda("undo").status == 0
    assert len(exported(qda)) == 3


def test_a_rule_does_not_say_again_what_somebody_recoded_in_the_workbook(small: Path, qda: Qda) -> None:
    (row,) = exported(qda).values()
    assert (row["code"], row["origin"]) == ("pelatihan", "rule")
    text = (small / "sesudah.csv").read_text(encoding="utf-8-sig").replace(",pelatihan,", ",kabar,")
    (small / "sesudah.csv").write_text(text, encoding="utf-8-sig")
    assert qda("--coder", "ana", "code", "import", "sesudah.csv").status == 0
    assert qda("code", "auto").out.startswith("0 codings added, ")
    (row,) = exported(qda, "lagi.csv").values()
    assert (row["code"], row["origin"], row["coder"]) == ("kabar", "hand", "ana")
    assert qda("check").status == 0
    assert qda("undo").status == 0
    (row,) = exported(qda, "lagi.csv").values()
    assert (row["code"], row["origin"]) == ("pelatihan", "rule")
