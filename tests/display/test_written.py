"""What people wrote stands again in the cells that are theirs, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from qda.display.displays.critical_incident_chart import CriticalIncidentOptions
from qda.display.written import filled, view_of
from qda.model.desk_records import Written
from qda.model.sheet import Cell, Column, Empty, Row, Sheet

SHEET = Sheet(
    kind="two",
    title="Two",
    reading="",
    corner="case",
    columns=(Column(label="Said"), Column(label="Ringkasan", key="summary")),
    rows=(
        Row(label="Sari", key="sari", cells=(Cell(value="yes", evidence=(b"1" * 16,)), Cell(empty=Empty.TO_WRITE))),
        Row(label="Budi", group="desa", cells=(Cell(empty=Empty.SILENT), Cell(empty=Empty.TO_WRITE))),
    ),
)


def test_a_text_stands_in_its_cell_in_every_language_and_order() -> None:
    """Found by key, or by group and label where there is no key."""
    texts = [
        Written(view="two", row="sari", column="summary", text="diam", by="ani"),
        Written(view="two", row="desa / Budi", column="summary", text="ragu", by="ani"),
        Written(view="other", row="sari", column="summary", text="not here"),
        Written(view="two", row="", column="", text="Two cases.", by="budi"),
    ]
    other = replace(SHEET, columns=(SHEET.columns[0], Column(label="Summary", key="summary")), rows=SHEET.rows[::-1])
    for sheet in (SHEET, other):
        made = filled(sheet, "two", texts)
        cells = {row.label: row.cells[1] for row in made.rows}
        assert cells["Sari"] == Cell(value="diam", written_by="ani")
        assert cells["Budi"] == Cell(value="ragu", written_by="ani")
        assert cells["Sari"].for_people
        assert (made.analysis, made.analysis_by) == ("Two cases.", "budi")


def test_a_computed_cell_never_takes_a_text() -> None:
    """Its key may be written into the study by an older display; what the codings say goes first."""
    made = filled(SHEET, "two", [Written(view="two", row="sari", column="Said", text="no")])
    assert made.rows == SHEET.rows
    assert [note for note in made.notes if "lost its place" in note], "and the text is told of"


def test_options_of_looks_do_not_part_texts_from_their_view() -> None:
    """Another code is another view; another number of quotations is not."""
    plain = CriticalIncidentOptions(code=("usaha", "bina manusia"))
    assert view_of("critical-incident-chart", plain) == "critical-incident-chart --code usaha 'bina manusia'"
    assert view_of("critical-incident-chart", replace(plain, quotes=5)) == view_of("critical-incident-chart", plain)
    assert view_of("critical-incident-chart", replace(plain, code=("usaha",))) != view_of("x", plain)
    assert view_of("x", None) == "x"
