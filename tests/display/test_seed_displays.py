"""The displays of time, effects and process that the seed studies call for (method §7), from their real files.

Passages are named by their places; none of the reports' words stand here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qda.display.build import build
from qda.display.displays.case_dynamics import CaseDynamicsOptions
from qda.display.displays.effects_matrix import EffectsMatrixOptions
from qda.display.displays.time_ordered import TimeOrderedOptions
from qda.store.study import Study
from tests.studies import add_codings, seed_paths, seed_study
from tests.verify.test_seeds import cases_of


def seed(shared: Path, identity: str) -> dict[str, Any]:
    found = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"]
    return next(each for each in found if each["id"] == identity)


def coding(code: str, start: int, end: int, **more: str) -> dict[str, Any]:
    return {"source": "laporan", "start": start, "end": end, "code": code, "coder": "ani", **more}


@pytest.fixture
def mojokerto(shared: Path, tmp_path: Path) -> Iterator[tuple[Study, dict[str, str]]]:
    """The claims' codings, with the years the report names noted as times, and the parts of the price strain."""
    study_seed = seed(shared, "MJK")
    paths = seed_paths(study_seed)
    group, training = paths["MJK.BK.KUB.ATR"], paths["MJK.BM.LATIH"]
    price, hope = paths["MJK.BU.BAHAN"], paths["MJK.BU.HARAP"]
    study = seed_study(shared, study_seed, cases_of(study_seed), tmp_path)
    done = add_codings(
        study,
        tmp_path,
        [
            coding(group, 24214, 24238, memo="time: 2015", stance="+"),
            coding(training, 28234, 28238, memo="time: 2016", stance="-"),
            coding(training, 28255, 28259, memo="time: 2017", stance="+"),
            coding(group, 5851, 5855, memo="time: 2021; change: decrease", stance="-"),
            coding(price, 18480, 18600, slot="input"),
            coding(hope, 18056, 18183, informant="Sakuan"),
        ],
    )
    assert not done.problems
    with study:
        yield study, paths


def test_mojokerto_in_time(mojokerto: tuple[Study, dict[str, str]]) -> None:
    """Founded 2015; no course 2016, one proposed 2017; few are left 2021. What has no year is the fieldwork itself."""
    study, paths = mojokerto
    options = TimeOrderedOptions(code=(paths["MJK.BM.LATIH"], paths["MJK.BK.KUB"]), depth=0)
    sheet = build(study, "time-ordered", options)
    assert [column.label for column in sheet.columns[:4]] == ["2015", "2016", "2017", "2021"]
    kinds = [[cell.empty.value if cell.empty else "…" for cell in row.cells[:4]] for row in sheet.rows]
    assert kinds == [["silent", "…", "…", "no-change"], ["…", "no-change", "no-change", "…"]]
    assert str(sheet.rows[1].cells[3].value).split("\n")[0] == "decreases or ceases"


def test_mojokerto_strain_of_prices(mojokerto: tuple[Study, dict[str, str]]) -> None:
    """Prices rise; exports lie beneath; nobody coped or resolved it; hope is what is left."""
    study, paths = mojokerto
    options = CaseDynamicsOptions(code=(paths["MJK.BU.BAHAN"],), change=(paths["MJK.BU.HARAP"],))
    [row] = build(study, "case-dynamics", options).rows
    assert [cell.empty for cell in row.cells] == [None, None, "not-stated", "not-stated", None]
    assert len(row.cells[4].evidence) == 1


def test_lamongan_reports_no_effects(shared: Path, tmp_path: Path) -> None:
    """Its effects matrix is shown empty, with every code as a row."""
    lamongan = seed(shared, "LMG")
    with seed_study(shared, lamongan, cases_of(lamongan), tmp_path) as study:
        sheet = build(study, "effects-matrix", EffectsMatrixOptions(effect="slot", cols="group"))
    assert len(sheet.rows) > 5
    assert all(cell.empty is not None for row in sheet.rows for cell in row.cells)
