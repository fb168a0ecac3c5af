"""Workbooks of a real study go out and come back: untouched, and re-saved, they bring nothing; one cell brings one."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda import registry
from qda.exchange.returned.read import read_returned
from tests.cli.conftest import Qda
from tests.excel import Typed, saved_by_excel
from tests.exchange.returned.test_every_display_returned import TYPED, one_text, untouched, yellow
from tests.office import excel_faults
from tests.real.test_projects import CODED


@pytest.mark.slow
def test_every_display_of_it_that_can_be_made(shared: Path, qda: Qda) -> None:
    """Of the kinds that need neither links nor magnitudes, which this study has not, with their defaults."""
    assert qda("init", "serdif").status == 0
    assert qda("import", shared / CODED / "SERDIF_P2_ThematicAnalysis.sqlite3").status == 0
    before = qda("status", "--json").json["hash"]
    made = 0
    for plugin in registry.find("displays"):
        if qda("display", plugin.name, "--to", "a.xlsx").status != 0:
            continue
        made += 1
        data = Path("a.xlsx").read_bytes()
        assert excel_faults(data) == [], plugin.name
        assert untouched(read_returned("a.xlsx", data)), plugin.name
        ours = yellow(data)
        if ours:
            one_text(read_returned("a.xlsx", saved_by_excel(data, {ours[0]: Typed(text=TYPED)})), ours[0])
        assert qda("import", "a.xlsx").status == 0
        Path("a.xlsx").unlink()
    assert made >= 35
    assert qda("status", "--json").json["hash"] == before
