"""Displays as the shell gives them: every one in every format, and the facts that the five studies are known for."""

from __future__ import annotations

import contextlib
import json
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qda import registry
from qda.cli.main import main
from tests.cli.conftest import Qda

ENDINGS = (".xlsx", ".csv", ".html", ".md", ".json")
DISPLAYS = tuple(plugin.name for plugin in registry.find("displays"))
MATRICES = tuple(plugin.name for plugin in registry.find("displays") if plugin.details.gives == "sheet")
NEEDED = {
    "recommendation-trace": ("--code", "penilaian-peran"),
    "decision-model": (
        "--choice",
        "bina-manusia/regenerasi",
        "--test",
        "bina-manusia/pelatihan",
        "--test",
        "bina-usaha",
    ),
}
REFUSED = {
    "causal-network-across-cases": "qda link add",  # nobody drew a link in the example
    "growth-gradient": "a growth gradient needs 3.",  # it was made within one year
    "predictions": "kind: expectation",  # and nothing was predicted
}
TWELVE = {
    "content-analytic-summary", "checklist", "conceptually-clustered", "role-ordered", "case-by-code", "process-matrix",
    "forms-table", "event-listing", "co-occurrence", "quotations", "convergence", "recommendation-trace",
}  # fmt: skip


def test_the_first_displays_are_there(qda: Qda) -> None:
    assert set(DISPLAYS) >= TWELVE
    listed = qda("display", "list", "--json").json
    assert sorted(row["name"] for row in listed) == sorted(DISPLAYS)
    assert all(row["question"] and row["citation"] for row in listed)


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_a_display_that_the_example_has_no_material_for_says_what_it_lacks(
    demo: Path, tmp_path: Path, qda: Qda, kind: str
) -> None:
    done = qda("--study", demo / "study.qda", "display", kind, "--to", "satu.xlsx")
    assert (done.status, done.out) == (2, "")
    assert REFUSED[kind] in done.err
    assert not (tmp_path / "satu.xlsx").exists()


@pytest.mark.parametrize("kind", [kind for kind in MATRICES if kind not in REFUSED])
def test_every_display_goes_into_every_format(demo: Path, tmp_path: Path, qda: Qda, kind: str) -> None:
    study = ("--study", demo / "study.qda")
    for ending in ENDINGS:
        for name in ("satu", "dua"):
            done = qda(*study, "display", kind, *NEEDED.get(kind, ()), "--to", f"{name}{ending}")
            assert done.status == 0, done.err
            assert done.out.startswith(f"{name}{ending} written: ")
        first, second = ((tmp_path / f"{name}{ending}").read_bytes() for name in ("satu", "dua"))
        assert first
        assert first == second, "the same display twice gives the same bytes"
    written = json.loads((tmp_path / "satu.json").read_text(encoding="utf-8"))
    shown = qda(*study, "display", kind, *NEEDED.get(kind, ()), "--json").json
    assert shown["sheets"] == written["sheets"]
    (sheet,) = written["sheets"]
    known = {quotation["coding"] for quotation in sheet["quotations"]}
    assert all(set(cell["evidence"]) <= known for row in sheet["rows"] for cell in row["cells"])
    assert "SYNTHETIC" in (tmp_path / "satu.md").read_text(encoding="utf-8").upper()


@pytest.mark.parametrize("kind", DISPLAYS)
def test_every_display_lists_its_options(qda: Qda, kind: str) -> None:
    done = qda("display", kind, "--help")
    assert done.status == 0
    assert f"qda display {kind}" in done.out
    assert "--to FILE" in done.out


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The retold studies that the displays below are known from, run."""
    folder = tmp_path_factory.mktemp("studi")
    with pytest.MonkeyPatch.context() as patched, contextlib.redirect_stdout(StringIO()):
        patched.setenv("QDA_LANG", "en")
        for name in ("kediri", "mojokerto", "lamongan"):
            assert main(["demo", name, "--to", str(folder / name)]) == 0
    return folder


def sheet_of(qda: Qda, study: Path, kind: str, *options: str) -> dict[str, Any]:
    done = qda("--study", study / "study.qda", "display", kind, *options, "--json")
    assert done.status == 0, done.err
    (sheet,) = done.json["sheets"]
    return dict(sheet)


def test_tabel_1_of_kediri_has_13_entries(studies: Path, qda: Qda) -> None:
    codes = ("--code", "kerja-sama-internal", "kerja-sama-eksternal", "infrastruktur")
    sheet = sheet_of(qda, studies / "kediri", "forms-table", *codes)
    filled = [cell for row in sheet["rows"] for cell in row["cells"] if cell["value"] is not None]
    assert len(filled) == 13
    assert len(sheet["columns"]) == 3


def test_the_process_matrix_of_kediri_has_45_cells_of_which_2_are_not_stated(studies: Path, qda: Qda) -> None:
    sheet = sheet_of(qda, studies / "kediri", "process-matrix", "--code", "kerja-sama-internal", "kerja-sama-eksternal")
    cells = [cell for row in sheet["rows"] for cell in row["cells"]]
    assert len(cells) == 45
    assert sum(cell["value"] is None for cell in cells) == 2
    book = load_workbook(studies / "kediri" / "hasil" / "matriks-proses.xlsx")
    words = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert sum("not stated" in word.casefold() for word in words if len(word) < 40) == 2


def test_the_role_matrix_of_mojokerto_has_a_row_of_the_village_that_is_empty(studies: Path, qda: Qda) -> None:
    sheet = sheet_of(
        qda, studies / "mojokerto", "role-ordered", "--rows", "group", "--order", "dinas", "desa", "pengrajin"
    )
    (village,) = [row for row in sheet["rows"] if row["label"].startswith("desa")]
    assert len(village["cells"]) == len(sheet["columns"])
    assert all(cell["value"] is None for cell in village["cells"])
    others = [row for row in sheet["rows"] if row["label"].startswith(("dinas", "pengrajin"))]
    assert all(any(cell["value"] for cell in row["cells"]) for row in others)


def test_the_recommendation_trace_of_lamongan_has_exactly_one_untraced(studies: Path, qda: Qda) -> None:
    codes = [f"saran/{name}" for name in (
        "koperasi-simpan-pinjam", "kampung-batik", "pelatihan-studi-banding", "ajakan-siup-tdp", "pendataan-rutin",
    )]  # fmt: skip
    sheet = sheet_of(qda, studies / "lamongan", "recommendation-trace", "--code", *codes)
    assert len(sheet["rows"]) == 5
    untraced = [row["label"] for row in sheet["rows"] if any(cell["value"] == "UNTRACED" for cell in row["cells"])]
    assert len(untraced) == 1


# A plan run twice


def test_a_second_run_says_that_nothing_changed_and_touches_no_file(batankrajan: Path, qda: Qda) -> None:
    for file in (batankrajan / "hasil").iterdir():
        assert file.stat().st_size > 0
    qda("run", "study.yaml")  # paths in the copy are its own
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(batankrajan.rglob("*.*"))}
    done = qda("run", "study.yaml")
    assert done.status == 1
    assert "Nothing changed: the study and its files are as the plan wants them." in done.out
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(batankrajan.rglob("*.*"))} == before


def test_a_demonstration_names_its_files_and_its_verdicts_and_again_changes_nothing(demo: Path, qda: Qda) -> None:
    shutil.copytree(demo, "batankrajan")
    done = qda("demo")
    assert done.status == 0, done.err
    assert "Nothing changed" in done.out
    for file in sorted(Path("batankrajan/hasil").iterdir()):
        assert f"hasil/{file.name}" in done.out
    for verdict in ("CONVERGENT", "REFUTED", "ASSERTED"):
        assert verdict in done.out


def test_a_demonstration_overwrites_nothing_of_another_content(qda: Qda, tmp_path: Path) -> None:
    (tmp_path / "kediri").mkdir()
    (tmp_path / "kediri" / "laporan.txt").write_text("Tulisan saya sendiri.\n", encoding="utf-8")
    done = qda("demo", "kediri")
    assert done.status == 2
    assert "Another file is in the way." in done.err
    assert (tmp_path / "kediri" / "laporan.txt").read_text(encoding="utf-8") == "Tulisan saya sendiri.\n"
    assert qda("demo", "tiada").status == 2
