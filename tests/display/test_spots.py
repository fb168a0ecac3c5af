"""Where people write in a display, how they name it, and what the verb keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qda import registry
from qda.display.displays.contrast_table import ContrastTableOptions
from qda.display.displays.critical_incident_chart import CriticalIncidentOptions
from qda.display.spots import asked_by, shortened, spot_named, spots
from qda.display.writing import put, told
from qda.display.written import view_of
from qda.model.desk_records import Written
from qda.model.errors import AmbiguousError, InputError, NotFoundError, UnknownPluginError
from qda.model.sheet import Cell, Column, Row
from qda.store import journal, written
from tests.studies import begun
from tests.workbooks import desk_row, desk_sheet

FOUND = spots(desk_sheet())


def test_the_cells_of_people_row_after_row_and_the_text_below_last() -> None:
    assert [(spot.row, spot.column, spot.text, spot.by) for spot in FOUND][2:5] == [
        ("case:budi", "rating", "2", "ani"),
        ("case:budi", "summary", "Ragu.\nLalu yakin.", "ani"),
        ("case:cici", "rating", "", ""),
    ]
    assert [spot.below for spot in FOUND] == [False] * 8 + [True]
    assert FOUND[0].named == "Utara / Ani · Judged / Rating"
    assert FOUND[-1].named == "below the matrix"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("case:budi", "summary"),
        ("Budi", "Summary"),
        ("utara / budi", "judged / summary"),
        (" BUDI ", "SUMMARY"),
    ],
)
def test_a_place_is_named_by_key_or_label_capitals_aside(row: str, column: str) -> None:
    assert spot_named(FOUND, row, column).text == "Ragu.\nLalu yakin."


def test_what_is_not_there_or_not_clear_says_what_is() -> None:
    with pytest.raises(NotFoundError, match="There are: “Utara / Budi”"):
        spot_named(FOUND, "Utara / Bud", "summary")
    with pytest.raises(NotFoundError, match="no column “Passages” with a cell to write in"):
        spot_named(FOUND, "Budi", "Passages")
    with pytest.raises(AmbiguousError, match="Name it with --column"):
        spot_named(FOUND, "Budi", "")
    twins = spots(desk_sheet(desk_row(1, "Ani", ""), replace(desk_row(2, "Ani", ""), key="case:other")))
    with pytest.raises(AmbiguousError, match="by its key, one of “case:ani”, “case:other”"):
        spot_named(twins, "Ani", "summary")
    computed = replace(desk_sheet(), columns=(Column(label="n"),), rows=(Row(label="Ani", cells=(Cell(value=1),)),))
    with pytest.raises(NotFoundError, match="computed from codings"):
        spot_named(spots(computed), "Ani", "n")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("critical-incident-chart", CriticalIncidentOptions(code=("usaha", "bina manusia"), where="stance == '+'")),
        ("contrast-table", ContrastTableOptions(by="usia tua", each=4, levels=("rendah", "tinggi"))),
        ("contrast-table", ContrastTableOptions()),
    ],
)
def test_the_name_of_a_view_gives_its_options_back(kind: str, options: object) -> None:
    asked = asked_by(view_of(kind, options))
    assert (asked.kind, asked.options) == (kind, options)


def test_every_switch_and_number_of_every_display_is_given_back() -> None:
    """Each option alone, with another value than its own."""
    import dataclasses

    tried = 0
    for plugin in registry.find("displays"):
        for field in dataclasses.fields(plugin.options) if plugin.options else ():
            value = field.default
            if field.metadata.get("only"):  # refused where the option it belongs to is not given
                continue
            if isinstance(value, bool):
                other: object = not value
            elif isinstance(value, int | float):
                other = value + 1
            else:
                continue
            chosen = plugin.options(**{field.name: other})  # type: ignore[misc]
            view = view_of(plugin.name, chosen)
            if view == plugin.name or (field.metadata.get("most") or 10**9) < other:  # type: ignore[operator]
                continue
            assert asked_by(view).options == chosen, view
            tried += 1
    assert tried > 10


def test_a_view_that_the_program_no_longer_knows() -> None:
    with pytest.raises(UnknownPluginError):
        asked_by("tidak-ada --by desa")
    with pytest.raises(InputError, match="has no option “--hilang”"):
        asked_by("contrast-table --hilang x")
    with pytest.raises(InputError):
        asked_by("contrast-table --each -5")


def test_the_verb_keeps_what_changed_with_who_and_when(tmp_path: Path) -> None:
    with begun(tmp_path, "Coba") as study:
        one = Written(view="v", row="r", column="c", text="  satu\n dua \n")
        assert put(study, [one], "write") == (replace(one, text="satu\n dua", by="ani", at="2024-01-01T00:00:00Z"),)
        assert [entry.command for entry in journal.entries(study)][:1] == ["write"]
        entries = len(journal.entries(study))
        assert put(study, [one, replace(one, row="x", text="  ")], "write") == ()
        assert len(journal.entries(study)) == entries, "what changes nothing leaves no entry"
        assert put(study, [replace(one, text="")], "write")[0].text == ""
        assert written.texts(study) == []
        journal.undo(study)
        assert [text.text for text in written.texts(study)] == ["satu\n dua"]


def test_a_text_is_told_on_one_line() -> None:
    assert told("") == "nothing"
    assert told("satu\n dua") == "“satu dua”"
    assert shortened("kata " * 30, 20) == "kata kata kata kata…"


def test_copies_of_a_study_share_its_id_and_other_studies_do_not(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with begun(tmp_path / "a", "Satu") as one, begun(tmp_path / "b", "Dua") as two:
        first = journal.study_id(one)
        assert len(first) == 16
        assert first != journal.study_id(two)
        put(one, [Written(view="v", row="r", column="c", text="x")], "write")
        one.backup(tmp_path / "salinan.qda")
        assert journal.study_id(one) == first
    from qda.store.study import Study

    with Study.open(tmp_path / "salinan.qda") as copy:
        assert journal.study_id(copy) == first
