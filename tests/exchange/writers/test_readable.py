"""A workbook is whole for those who read it: the spreadsheet libraries see the words that were written."""

from __future__ import annotations

import io

from qda.exchange.writers.xlsx import write_xlsx
from qda.model.ids import Id
from qda.model.output import Output, Provenance
from qda.model.sheet import Cell, Column, Row, Sheet


def test_other_programs_read_the_words_back() -> None:
    import openpyxl
    from python_calamine import CalamineWorkbook

    sheet = Sheet(
        kind="role-ordered",
        title="Peran",
        reading="Satu baris satu peran.",
        corner="peran",
        columns=(Column(label="pelatihan"),),
        rows=(Row(label="pengrajin", cells=(Cell(value="diundang", evidence=(Id(b"0" * 16),)),)),),
    )
    provenance = Provenance(
        study="contoh", command="qda display", date="2024-01-01T00:00:00Z", study_hash="0" * 16, version="0"
    )
    stream = io.BytesIO()
    write_xlsx(Output(sheets=(sheet,), provenance=provenance), stream)

    stream.seek(0)
    by_openpyxl = {cell.value for row in openpyxl.load_workbook(stream).worksheets[0].iter_rows() for cell in row}
    by_calamine = {
        v
        for row in CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue())).get_sheet_by_index(0).to_python()
        for v in row
    }
    for words in (by_openpyxl, by_calamine):
        assert {"Peran", "peran", "pelatihan", "pengrajin", "diundang"} <= words
