"""The workbook of every display goes out and comes back: untouched it says nothing, one yellow cell is one text."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from qda import registry
from qda.exchange.output import fitting
from qda.exchange.returned.read import Returned, read_returned
from qda.exchange.writers.xlsx import write_xlsx
from tests.display.swept import DISPLAYS, drawn
from tests.excel import Typed, saved_by_excel
from tests.exchange.writers.test_every_display_written import ORIGIN
from tests.libreoffice import NEEDS_LIBREOFFICE
from tests.workbooks import STUDY, edited

pytestmark = pytest.mark.slow  # all together
YELLOW = ("00FFF6DC", "FFFFF6DC")
TYPED = "Seperti dugaan semula.\nTetapi tidak di Krajan."


@cache
def exported(name: str) -> bytes:
    """The display's workbook."""
    [plugin] = [plugin for plugin in DISPLAYS if plugin.name == name]
    stream = io.BytesIO()
    write_xlsx(fitting((drawn(plugin),), Path("a.xlsx"), replace(ORIGIN, study_id=STUDY)), stream)
    return stream.getvalue()


def yellow(data: bytes) -> list[str]:
    """Addresses of the cells of the first sheet that are people's; of the box, the first."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    covered = {cell for area in sheet.merged_cells.ranges for row in area.rows for cell in row}
    first = {(area.min_row, area.min_col) for area in sheet.merged_cells.ranges}
    return [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb in YELLOW
        and ((cell.row, cell.column) not in covered or (cell.row, cell.column) in first)
    ]


def untouched(returned: Returned) -> bool:
    """Whether nothing was edited, nothing refused; of a workbook for reading it is said that it is one."""
    return not returned.texts and not [p for p in returned.problems if "it is for reading" not in p.what]


def one_text(returned: Returned, address: str) -> None:
    """That exactly the text which was typed came back, from that cell."""
    assert [text.text for text in returned.texts] == [TYPED]
    assert f"cell {address}" in returned.texts[0].where
    assert returned.problems == ()


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
def test_excel_and_openpyxl_bring_back_what_was_typed(plugin: registry.Plugin) -> None:
    """The first yellow cell and the last, which is that of the box where the display has one."""
    data = exported(plugin.name)
    assert untouched(read_returned("a.xlsx", data))
    assert untouched(read_returned("a.xlsx", edited(data, lambda _book: None)))
    assert untouched(read_returned("a.xlsx", saved_by_excel(data)))
    ours = yellow(data)
    for address in {*ours[:1], *ours[-1:]}:
        one_text(read_returned("a.xlsx", saved_by_excel(data, {address: Typed(text=TYPED)})), address)


@NEEDS_LIBREOFFICE
def test_libreoffice_saves_every_display_so_that_it_comes_back(tmp_path: Path) -> None:
    """As .ods, and that as .xlsx again; then one yellow cell is typed into."""

    def converted(kind: str, source: Path) -> Path:
        target = tmp_path / kind.partition(":")[0] / source.name
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
        files = map(str, sorted(source.iterdir()))
        subprocess.run([*command, "--outdir", str(target), *files], check=True, capture_output=True, timeout=900)
        return target

    (tmp_path / "out").mkdir()
    for plugin in DISPLAYS:
        (tmp_path / "out" / f"{plugin.name}.xlsx").write_bytes(exported(plugin.name))
    first = converted("ods", tmp_path / "out")
    again = converted("xlsx:Calc MS Excel 2007 XML", first)
    assert len(list(again.iterdir())) == len(DISPLAYS)
    for path in (*sorted(first.iterdir()), *sorted(again.iterdir())):
        assert untouched(read_returned(path.name, path.read_bytes())), path.name
    for path in sorted(again.iterdir()):
        data = path.read_bytes()
        for address in yellow(data)[:1]:

            def type_into(book: openpyxl.Workbook, address: str = address) -> None:
                book.worksheets[0][address] = TYPED

            one_text(read_returned(path.name, edited(data, type_into)), address)


def test_most_displays_have_cells_to_write_in() -> None:
    """So that the sweep has something to type into; networks and plots are for reading."""
    assert sum(bool(yellow(exported(plugin.name))) for plugin in DISPLAYS) >= 40
