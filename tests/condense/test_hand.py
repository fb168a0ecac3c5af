"""Coding by hand and by table: what is wrong is named, what was changed elsewhere is not overwritten."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.condense import code, hand
from qda.condense.codings_file import COLUMNS, EXPORTED, CodingRow, codings_csv, read_codings
from qda.exchange.output import save_sheets
from qda.model.errors import AmbiguousError, ConflictError, InputError, NotFoundError
from qda.model.ids import new_id
from qda.model.records import Case, Origin, Stance
from qda.store import cases, codings, journal
from qda.store.check import check
from qda.store.study import Study

from .conftest import plain, spoken

KODE = """\
codebook: coba
codes:
  - {name: latihan, slots: [actor, process], scale: [rendah, tinggi], match: [dilatih]}
  - {name: modal, match: [modal]}
"""
TALK = (
    ("P", "Ada pelatihan?"),
    ("Bu Sri", "Kami dilatih dinas.  Modal\ttidak ada."),
    ("P", "Lalu?"),
    ("Bu Sri", "- Kami dilatih lagi, kata kepala desa."),
)

Rows = list[dict[str, str]]


@pytest.fixture
def ready(study: Study, take_in: Callable[..., None], frame: Callable[[str], object]) -> Study:
    with study.command("cases"):
        cases.save(study, Case(id=new_id(), name="Kepala desa", aliases=("Pak Lurah",)))
    take_in(spoken("w1", TALK), plain("surat", "Modal dari dinas."))
    frame(KODE)
    return study


def table(tmp_path: Path, rows: Rows, name: str = "codings.csv", columns: tuple[str, ...] = COLUMNS) -> Path:
    path = tmp_path / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def exported(study: Study) -> Rows:
    return list(csv.DictReader(io.StringIO(hand.export_csv(hand.export_rows(study)).decode("utf-8-sig"))))


# -- one by one -------------------------------------------------------------------------------------------------------


def test_a_quote_is_coded_with_all_that_is_said_of_it(ready: Study) -> None:
    made = hand.add(
        ready,
        "w1",
        "latihan",
        quote="dilatih lagi",
        stance="+",
        basis="hearsay",
        informant="pak lurah",
        magnitude="tinggi",
        slot="process",
        memo="penting",
    )
    stored = codings.get(ready, made.id)
    assert stored == made
    assert (stored.quote, stored.stance, stored.coder, stored.origin) == (
        "dilatih lagi",
        Stance.FOR,
        "ana",
        Origin.HAND,
    )
    assert stored.informant == cases.find(ready, "Kepala desa").id
    assert check(ready) == []
    assert journal.entries(ready)[0].command == "code add"


def test_a_quote_that_occurs_twice_names_both_lines(ready: Study) -> None:
    with pytest.raises(AmbiguousError, match=r"2 times: line 2 \(from \d+\), line 4"):
        hand.add(ready, "w1", "latihan", quote="Kami dilatih")
    assert codings.listed(ready) == []


@pytest.mark.parametrize(
    ("values", "error", "what"),
    [
        ({"quote": "Kami dilatih kemarin dulu"}, NotFoundError, "nearest passage"),
        ({"start": 5, "end": 5000}, InputError, "not within the text"),
        ({"start": 5, "end": 9, "quote": "x"}, InputError, "not the text at 5–9"),
        ({"quote": "Lalu", "stance": "baik"}, InputError, "“baik” is not one of"),
        ({"quote": "Lalu", "slot": "impact"}, InputError, "no slot “impact”"),
        ({"quote": "Lalu", "magnitude": "3"}, InputError, "not on the scale"),
        ({"quote": "Lalu", "informant": "Pak Budi"}, NotFoundError, "no case “Pak Budi”"),
        ({"quote": "Lalu", "code": "lain"}, NotFoundError, "no code “lain”"),
        ({"quote": "Lalu", "source": "w9"}, NotFoundError, "no source “w9”"),
    ],
)
def test_what_cannot_be_is_refused(ready: Study, values: dict[str, object], error: type[Exception], what: str) -> None:
    given = {"source": "w1", "code": "latihan", **values}
    with pytest.raises(error, match=what):
        hand.add(ready, **given)  # type: ignore[arg-type]
    assert codings.listed(ready) == []


def test_the_same_coder_codes_a_place_once(ready: Study) -> None:
    hand.add(ready, "w1", "modal", quote="Modal")
    with pytest.raises(ConflictError, match="already"):
        hand.add(ready, "w1", "modal", quote="Modal")
    hand.add(ready, "w1", "modal", quote="Modal", coder="budi")
    assert len(codings.listed(ready)) == 2


# -- tables -----------------------------------------------------------------------------------------------------------


def test_a_table_is_taken_in_and_a_second_time_changes_nothing(ready: Study, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        [
            {"source": "w1", "quote": "Kami dilatih dinas", "code": "latihan", "stance": "+", "coder": "budi"},
            {"source": "w1", "start": "5", "end": "8", "code": "modal"},
            {"source": "W1", "quote": "'- Kami dilatih lagi", "code": "latihan", "informant": "Pak Lurah"},
            {"source": "surat", "quote": "modal DARI", "code": "modal", "stance": "+/-"},
        ],
    )
    done = hand.import_codings(ready, path)
    assert (done.added, done.problems) == (4, ())
    assert {(c.quote, c.coder, c.stance) for c in codings.listed(ready)} == {
        ("Kami dilatih dinas", "budi", Stance.FOR),
        ("a p", "ana", None),
        ("- Kami dilatih lagi", "ana", None),
        ("Modal dari", "ana", Stance.MIXED),
    }
    before, entries = codings.listed(ready), journal.entries(ready)
    again = hand.import_codings(ready, path)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 4)
    assert (codings.listed(ready), journal.entries(ready)) == (before, entries)
    assert check(ready) == []


def test_a_changed_value_in_the_same_table_changes_that_coding(ready: Study, tmp_path: Path) -> None:
    row = {"source": "w1", "quote": "Modal", "code": "modal", "stance": "+"}
    hand.import_codings(ready, table(tmp_path, [row]))
    old = codings.listed(ready)[0]
    done = hand.import_codings(ready, table(tmp_path, [row | {"stance": "-"}]))
    assert (done.added, done.changed) == (0, 1)
    new = codings.listed(ready)[0]
    assert (new.id, new.stance) == (old.id, Stance.AGAINST)


def test_one_passage_may_stand_for_two_informants_and_a_wrong_one_be_mended(ready: Study, tmp_path: Path) -> None:
    row = {"source": "w1", "quote": "Modal", "code": "modal"}
    rows = [row, row | {"informant": "Kepala desa"}]
    assert hand.import_codings(ready, table(tmp_path, rows)).added == 2
    assert hand.import_codings(ready, table(tmp_path, rows)).unchanged == 2
    done = hand.import_codings(ready, table(tmp_path, [row | {"slot": "process"}, rows[1]]))
    assert (done.added, done.changed, done.unchanged) == (0, 1, 1)
    assert sorted(coding.slot or "" for coding in codings.listed(ready)) == ["", "process"]


def test_each_faulty_row_is_named_and_the_others_go_in(ready: Study, tmp_path: Path) -> None:
    good = {"source": "w1", "quote": "Modal", "code": "modal"}
    faulty = [
        (good | {"quote": "Kami dilatih"}, "occurs 2 times"),
        (good | {"quote": "tak ada di sini sama sekali"}, "not occur"),
        (good | {"start": "900", "end": "905"}, "not within the text"),
        (good | {"start": "0", "end": "3"}, "not the quote"),
        (good | {"source": "w"}, "no source “w”"),
        (good | {"code": "modl"}, "no code “modl”"),
        (good | {"code": ""}, "“code” is empty"),
        (good | {"quote": ""}, "Neither a place nor a quote"),
        (good | {"start": "satu"}, "whole number"),
        (good | {"stance": "*"}, "no stance"),
        (good | {"basis": "rumor"}, "no basis"),
        (good | {"informant": "X"}, "no case “X”"),
        (good | {"slot": "hasil"}, "no slot"),
        (good | {"code": "latihan", "magnitude": "9"}, "not on the scale"),
    ]
    done = hand.import_codings(ready, table(tmp_path, [row for row, _what in faulty] + [good]))
    assert done.added == 1
    by_row = {problem.place: problem for problem in done.problems}
    for number, (_row, what) in enumerate(faulty, 2):
        problem = by_row.pop(f"row {number}")
        assert what in problem.what, problem
        assert problem.file == "codings.csv"
        assert problem.mend
    assert by_row == {}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"source,code,quote,kuote\na,b,c,d\n", "Unknown columns: “kuote”"),
        (b"source,code\na,b\n", "no column “quote”"),
        (b"source,quote\na,b\n", "no column “code”"),
        (b"source,code,quote,quote\na,b,c,c\n", "stands there twice"),
        (b"", "empty"),
        (b"a,b\n1,2\n", "no header row"),
    ],
)
def test_a_table_with_wrong_columns_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read_codings("codings.csv", data)


# -- out, edited, in --------------------------------------------------------------------------------------------------


def test_the_export_has_the_fixed_columns_and_comes_back_without_change(ready: Study, tmp_path: Path) -> None:
    hand.add(ready, "w1", "latihan", quote="- Kami dilatih lagi", stance="-", memo="satu\ndua")
    code.auto(ready)
    rows = exported(ready)
    assert tuple(rows[0]) == EXPORTED
    assert EXPORTED[: len(COLUMNS)] == COLUMNS
    assert [row["origin"] for row in rows].count("rule") == len(rows) - 1
    before, entries = codings.listed(ready), journal.entries(ready)
    done = hand.import_codings(ready, table(tmp_path, rows, columns=EXPORTED))
    assert (done.unchanged, done.changed, done.added, done.problems, done.conflicts) == (len(rows), 0, 0, (), ())
    assert (codings.listed(ready), journal.entries(ready)) == (before, entries)


def test_only_edited_rows_change(ready: Study, tmp_path: Path) -> None:
    code.auto(ready)
    rows = exported(ready)
    untouched = {row["id"]: row for row in rows[1:]}
    rows[0] |= {"stance": "-", "memo": "ragu"}
    rows.append({"source": "w1", "quote": "kepala desa", "code": "modal"})
    done = hand.import_codings(ready, table(tmp_path, rows, columns=EXPORTED))
    assert (done.changed, done.added, done.unchanged) == (1, 1, len(untouched))
    after = {row["id"]: row for row in exported(ready)}
    assert {one: after[one] for one in untouched} == untouched
    assert (after[rows[0]["id"]]["stance"], after[rows[0]["id"]]["memo"]) == ("-", "ragu")
    assert code.auto(ready).worked_on == 0
    assert exported(ready) == list(after.values())


def test_a_shortened_quote_moves_the_coding_within_its_old_place(ready: Study, tmp_path: Path) -> None:
    made = hand.add(ready, "w1", "latihan", quote="Kami dilatih dinas")
    rows = exported(ready)
    rows[0]["quote"] = "Kami dilatih"  # twice in the source, once within the old place
    assert hand.import_codings(ready, table(tmp_path, rows, columns=EXPORTED)).changed == 1
    now = codings.get(ready, made.id)
    assert (now.start, now.quote) == (made.start, "Kami dilatih")
    assert check(ready) == []


def test_what_was_changed_on_both_sides_is_listed_and_not_overwritten(ready: Study, tmp_path: Path) -> None:
    hand.add(ready, "w1", "latihan", quote="Kami dilatih dinas")
    hand.add(ready, "surat", "modal", quote="Modal")
    theirs = exported(ready)
    mine = [dict(row) for row in theirs]
    for row in mine:
        row["stance"] = "+"
    hand.import_codings(ready, table(tmp_path, mine, columns=EXPORTED))
    theirs[0]["stance"] = "-"
    done = hand.import_codings(ready, table(tmp_path, theirs, columns=EXPORTED))
    assert (done.changed, len(done.conflicts), done.unchanged) == (0, 1, 1)
    assert "(stance)" in done.conflicts[0].what
    assert done.conflicts[0].place == "row 2"
    assert {c.stance for c in codings.listed(ready)} == {Stance.FOR}


def test_missing_rows_stay_and_are_counted_and_delete_takes_out(ready: Study, tmp_path: Path) -> None:
    code.auto(ready)
    hand.add(ready, "w1", "latihan", quote="kepala desa")
    rows = [row for row in exported(ready) if row["source"] == "w1"]
    assert hand.import_codings(ready, table(tmp_path, rows[1:], columns=EXPORTED)).absent == 1
    assert len(codings.listed(ready)) == 5
    doomed = [row | {"delete": "ya" if row["quote"] in ("kepala desa", "Modal") else ""} for row in rows]
    done = hand.import_codings(ready, table(tmp_path, doomed, columns=(*EXPORTED, "delete")))
    assert done.removed == 2
    assert code.auto(ready).refused == 1  # the rule's coding was refused, not forgotten
    assert len(codings.listed(ready)) == 3


def test_a_dry_run_writes_nothing(ready: Study, tmp_path: Path) -> None:
    path = table(tmp_path, [{"source": "w1", "quote": "Modal", "code": "modal"}])
    assert hand.import_codings(ready, path, dry_run=True).added == 1
    assert codings.listed(ready) == []


def test_a_row_of_a_coding_that_is_gone_is_named(ready: Study, tmp_path: Path) -> None:
    hand.add(ready, "w1", "modal", quote="Modal")
    rows = exported(ready)
    journal.undo(ready)
    done = hand.import_codings(ready, table(tmp_path, rows, columns=EXPORTED))
    assert "no coding with the id" in done.problems[0].what
    assert done.added == 0


def test_an_exported_workbook_comes_back_and_only_its_edited_rows_change(ready: Study, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    code.auto(ready)
    hand.add(ready, "w1", "latihan", quote="Kami dilatih dinas.  Modal\ttidak ada.", memo="=1+1", stance="-")
    path = tmp_path / "kode.xlsx"
    save_sheets(ready, (hand.export_sheet(ready, hand.export_rows(ready)),), path, "qda code export")
    before = exported(ready)
    done = hand.import_codings(ready, path)
    assert (done.unchanged, done.changed, done.added, done.problems) == (len(before), 0, 0, ())
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value == "source")
    column = {cell.value: cell.column for cell in head}
    sheet.cell(head[0].row + 1, column["stance"]).value = "±"
    book.save(path)
    assert hand.import_codings(ready, path).changed == 1
    after = exported(ready)
    assert after[0]["stance"] == "±"
    assert after[1:] == before[1:]


def test_the_sheet_for_the_writers_has_the_same_columns(ready: Study) -> None:
    hand.add(ready, "w1", "modal", quote="Modal")
    sheet = hand.export_sheet(ready, hand.export_rows(ready))
    assert (sheet.corner, *(column.label for column in sheet.columns)) == EXPORTED
    assert sheet.rows[0].label == "w1"
    assert sheet.rows[0].cells[2].value == "Modal"


cell = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
    .map(str.strip)
    .filter(lambda value: value[:1] != "'")
)


@given(
    st.lists(
        st.builds(
            CodingRow,
            place=st.just(""),
            source=cell.filter(bool),
            code=cell.map(lambda c: c.strip("/").strip()).filter(bool),
            start=st.integers(0, 99),
            end=st.integers(0, 99),
            quote=cell,
            stance=st.sampled_from(["", "+", "-", "0", "±"]),
            informant=cell,
            memo=cell,
            coder=cell,
            basis=st.sampled_from(["", "direct"]),
            id=cell,
        ),
        max_size=5,
    )
)
def test_rows_survive_csv(rows: list[CodingRow]) -> None:
    import dataclasses

    back = read_codings("k.csv", codings_csv(rows))
    assert back.problems == ()
    bare = [dataclasses.replace(row, place="", hash="") for row in back.rows]
    assert bare == rows
    assert [row.hash for row in back.rows] == [row.state for row in rows]
