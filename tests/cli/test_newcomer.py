"""From an empty folder with three Word files to a workbook and a verdict, led by help and messages alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Qda

CASES = "name,role,group,aliases\nHartono,kepala dinas,dinas,01-kepala-dinas\nPak Seksi,kepala seksi,dinas,\n"
BOOK = "codebook: saya\ncodes:\n  - {name: pelatihan, match: [+latih]}\n  - {name: modal, match: [modal, pinjaman]}\n"
FINDINGS = "- {id: f1, statement: Pelatihan ada., evidence: {codes: [pelatihan]}, assert: [groups >= 2]}\n"


def hints(qda: Qda) -> str:
    done = qda("next")
    assert done.status == 0, done.err
    return done.out


def test_the_way_from_three_transcripts_to_a_verdict(qda: Qda, tmp_path: Path, root: Path) -> None:
    for number in ("01", "03", "06"):
        (file,) = (root / "examples/batankrajan/transkrip").glob(f"{number}-*.docx")
        shutil.copy(file, tmp_path)
    assert "init" in qda("--help").out
    assert "Next: qda import FOLDER" in qda("init", "skripsi").out
    assert qda("sources").out == "No sources yet. Next: qda import FOLDER\n"
    assert "qda import FOLDER" in hints(qda)
    imported = qda("import", ".")
    assert imported.out.splitlines()[-1] == "3 sources new, 0 updated, 0 unchanged"

    assert "qda cases import" in hints(qda)
    assert "name, aliases, role, group" in qda("cases", "import", "--help").out
    (tmp_path / "informan.csv").write_text(CASES, encoding="utf-8")
    assert qda("cases", "import", "informan.csv").status == 0
    assert "are not joined to a case: " in hints(qda)
    assert 'qda source update SOURCE --speaker "LABEL=CASE"' in hints(qda)
    assert qda("source", "update", "03", "--speaker", "Jawaban=Pak Seksi").status == 0
    assert qda("source", "update", "06", "--speaker", "Bu Endang=Bu Endang").status == 2
    (tmp_path / "informan.csv").write_text(CASES + "Bu Endang,pemilik,perajin,\n", encoding="utf-8")
    assert qda("cases", "import", "informan.csv").status == 0
    assert "joined to a case" not in hints(qda)

    assert "qda codebook import" in hints(qda)
    assert qda("codebook", "show").out == "No codebook yet. Next: qda codebook import FILE\n"
    assert "name, definition, match" in qda("codebook", "import", "--help").out
    (tmp_path / "kode.yaml").write_text(BOOK, encoding="utf-8")
    assert qda("codebook", "check", "kode.yaml").status == 0
    assert qda("codebook", "import", "kode.yaml").status == 0
    assert "qda code auto --dry-run" in hints(qda)
    assert "It would be: " in qda("code", "auto", "--dry-run").out
    assert qda("code", "auto").status == 0

    assert "qda display list" in hints(qda)
    assert "case-by-code" in qda("display", "list").out
    assert qda("display", "case-by-code", "--to", "matriks.xlsx").status == 0
    assert len(load_workbook(tmp_path / "matriks.xlsx").worksheets) >= 3

    assert "qda finding import" in hints(qda)
    assert "No findings yet" in qda("finding", "list").out
    assert "qda finding import findings.yaml" in qda("triangulate").err
    assert "id, statement, evidence, assert" in qda("finding", "import", "--help").out
    (tmp_path / "temuan.yaml").write_text(FINDINGS, encoding="utf-8")
    assert qda("finding", "import", "temuan.yaml").status == 0
    assert "qda triangulate" in hints(qda)
    (row,) = qda("triangulate", "--json").json
    assert sorted(row["supporting_groups"]) == ["dinas", "perajin"]
    assert qda("triangulate", "--to", "triangulasi.xlsx").status == 0
    assert qda("verify").status == 0
    assert qda("check").status == 0
