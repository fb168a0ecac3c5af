"""The workbook as the desk: what is written into it, or with `qda write`, and how it comes back into the study."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from qda.exchange.writers.workbook.rows import letter
from tests.cli.conftest import Qda
from tests.libreoffice import NEEDS_LIBREOFFICE, Calc

KIND = "explanatory-effects"
TALKS = {
    "satu.txt": "P: Apa kabar?\nN: Baik. Pelatihan ada, ya, baik sekali.\n",
    "dua.txt": "P: Lalu?\nN: Bantuan datang, pelatihan tidak.\n",
}
BOOK = """\
codebook: coba
codes:
  - name: pelatihan
    match: [pelatihan]
  - name: bantuan
    match: [bantuan]
"""


@pytest.fixture
def study(tmp_path: Path, qda: Qda) -> Path:
    """Two interviews and two codes; the display's explanations, one a code, are people's to write."""
    for name, text in TALKS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "kode.yaml").write_text(BOOK, encoding="utf-8")
    for command in (("init", "coba"), ("import", *TALKS), ("codebook", "import", "kode.yaml"), ("code", "auto")):
        assert qda(*command).status == 0
    return tmp_path


def edit(path: Path, change: Callable[[Workbook], object]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def cell_of(book: Workbook, label: str) -> str:
    """The address of the explanation in the row of a label."""
    rows = [[str(cell.value) for cell in row] for row in book.worksheets[0].iter_rows()]
    head = next(n for n, row in enumerate(rows) if {"Explanation", "Penjelasan"} & set(row))
    column = next(c for c, text in enumerate(rows[head]) if text in ("Explanation", "Penjelasan"))
    row = next(n for n, row in enumerate(rows) if n > head and label in row[:2])
    return f"{letter(column + 1)}{row + 1}"


def explain(path: Path, **texts: str | None) -> None:
    """Type explanations into a workbook, by row label."""

    def change(book: Workbook) -> None:
        for label, text in texts.items():
            book.worksheets[0][cell_of(book, label)] = text

    edit(path, change)


def texts(qda: Qda) -> dict[str, str]:
    """What the study holds, by row."""
    return {line["row"]: line["text"] for line in qda("write", "--list", "--json").json}


def test_a_workbook_comes_back_once_and_is_undone(study: Path, qda: Qda, state: Callable[[], str]) -> None:
    assert qda("display", KIND, "--to", "meja.xlsx").status == 0
    before = state()
    explain(study / "meja.xlsx", pelatihan="Karena jauh.", bantuan="Tidak merata.")
    dry = qda("import", "meja.xlsx", "--dry-run")
    assert dry.status == 0
    assert "It would be: sheet Explanatory effects matrix, cell" in dry.out
    assert "pelatihan · Explanation: nothing → “Karena jauh.”" in dry.out
    assert state() == before
    done = qda("import", "meja.xlsx")
    assert (done.status, done.out.splitlines()[-1]) == (0, "meja.xlsx: 2 texts taken back")
    assert texts(qda) == {"pelatihan": "Karena jauh.", "bantuan": "Tidak merata."}
    after = state()
    assert after != before
    assert qda("import", "meja.xlsx").out == "meja.xlsx: 0 texts taken back\n"
    assert state() == after
    assert qda("undo").status == 0
    assert texts(qda) == {}
    assert state() == before
    assert qda("redo").status == 0
    assert state() == after


def test_what_was_written_stands_in_every_file(study: Path, qda: Qda) -> None:
    qda("write", KIND, "--row", "pelatihan", "Karena jauh.")
    qda("write", KIND, "--below", "Dua kode.\nSatu sebab.")
    for name in ("a.md", "a.csv", "a.json", "a.html", "a.tex", "a.docx", "a.xlsx"):
        assert qda("display", KIND, "--to", name).status == 0
        data = (study / name).read_bytes()
        if name.endswith(("docx", "xlsx")):
            import zipfile

            package = zipfile.ZipFile(io.BytesIO(data))
            data = b"".join(package.read(part) for part in package.namelist())
        for words in (b"Karena jauh.", b"Dua kode.", b"Satu sebab."):
            assert words in data, (name, words)
    assert ">Karena jauh.</td>" in (study / "a.html").read_text(encoding="utf-8").partition('class="w y"')[2]
    assert "Analytic text, by" in (study / "a.md").read_text(encoding="utf-8")
    sheet = qda("display", KIND, "--json").json["sheets"][0]
    assert (sheet["analysis"], sheet["view"]) == ("Dua kode.\nSatu sebab.", KIND)
    assert [cell["written_by"] for row in sheet["rows"] for cell in row["cells"] if "written_by" in cell] == [
        sheet["analysis_by"]
    ]


def test_a_conflict_is_listed_and_overwrites_nothing_unless_asked(study: Path, qda: Qda) -> None:
    qda("write", KIND, "--row", "pelatihan", "lama")
    qda("display", KIND, "--to", "meja.xlsx")
    explain(study / "meja.xlsx", pelatihan="dari buku kerja", bantuan="juga")
    qda("--coder", "kawan", "write", KIND, "--row", "pelatihan", "dari kawan")
    done = qda("import", "meja.xlsx")
    assert done.status == 2
    day = dt.datetime.now(dt.UTC).date().isoformat()
    assert "meja.xlsx, sheet Explanatory effects matrix, cell " in done.err
    assert " (pelatihan · Explanation): Conflict: your workbook says “dari buku kerja”; " in done.err
    assert f"since it was made, kawan has changed the study’s text to “dari kawan” ({day})." in done.err
    assert texts(qda) == {"pelatihan": "dari kawan", "bantuan": "juga"}
    assert qda("import", "meja.xlsx", "--overwrite").status == 0
    assert texts(qda)["pelatihan"] == "dari buku kerja"


def test_a_conflict_with_a_text_that_was_taken_out_says_by_whom(study: Path, qda: Qda) -> None:
    qda("write", KIND, "--row", "pelatihan", "lama")
    qda("display", KIND, "--to", "meja.xlsx")
    explain(study / "meja.xlsx", pelatihan="dari buku kerja")
    qda("--coder", "kawan", "write", KIND, "--row", "pelatihan", "--remove")
    done = qda("import", "meja.xlsx")
    assert done.status == 2
    assert "since it was made, kawan has taken the study’s text out (" in done.err


def test_an_untouched_cell_does_not_undo_a_newer_text(study: Path, qda: Qda) -> None:
    qda("write", KIND, "--row", "pelatihan", "lama")
    qda("display", KIND, "--to", "meja.xlsx")
    qda("write", KIND, "--row", "pelatihan", "baru")
    assert qda("import", "meja.xlsx").out == "meja.xlsx: 0 texts taken back\n"
    assert texts(qda) == {"pelatihan": "baru"}


def test_a_cleared_cell_takes_its_text_out(study: Path, qda: Qda) -> None:
    qda("write", KIND, "--row", "pelatihan", "lama")
    qda("display", KIND, "--to", "meja.xlsx")
    explain(study / "meja.xlsx", pelatihan=None)
    assert "“lama” → nothing" in qda("import", "meja.xlsx").out
    assert texts(qda) == {}


def test_a_workbook_in_the_other_language_comes_back(study: Path, qda: Qda) -> None:
    qda("--lang", "id", "display", KIND, "--to", "meja.xlsx")
    explain(study / "meja.xlsx", bantuan="Dari atas.")
    assert qda("--lang", "en", "import", "meja.xlsx").status == 0
    assert texts(qda) == {"bantuan": "Dari atas."}
    qda("--lang", "en", "display", KIND, "--to", "desk.xlsx")
    explain(study / "desk.xlsx", pelatihan="perlu ditulis", bantuan="From above.")
    assert qda("--lang", "id", "import", "desk.xlsx").status == 0
    assert texts(qda) == {"bantuan": "From above."}


def test_a_workbook_of_another_study_is_refused_unless_asked(study: Path, qda: Qda) -> None:
    qda("display", KIND, "--to", "meja.xlsx")
    explain(study / "meja.xlsx", pelatihan="punya sana")
    other = study / "lain"
    other.mkdir()
    qda("init", "lain/lain")
    for command in (("import", *TALKS), ("codebook", "import", "kode.yaml"), ("code", "auto")):
        assert qda("--study", "lain/lain.qda", *command).status == 0
    done = qda("--study", "lain/lain.qda", "import", "meja.xlsx")
    assert done.status == 2
    assert "The workbook was made from another study, “coba”." in done.err
    assert qda("--study", "lain/lain.qda", "import", "meja.xlsx", "--other-study").status == 0
    assert qda("--study", "lain/lain.qda", "write", "--list", "--json").json[0]["text"] == "punya sana"


def test_a_place_that_is_gone_is_refused_and_its_text_kept(study: Path, qda: Qda) -> None:
    qda("write", KIND, "--row", "bantuan", "tetap ada")
    qda("display", KIND, "--to", "meja.xlsx")
    ids = ",".join(one["coding"] for one in qda("quotes", "bantuan", "--json").json)
    assert qda("code", "split", "bantuan", "--part", f"uluran={ids}").status == 0
    explain(study / "meja.xlsx", bantuan="mau ke mana")
    done = qda("import", "meja.xlsx")
    assert done.status == 2
    assert " (bantuan · Explanation): The display has no such cell to write in now. " in done.err
    [line] = qda("write", "--list", "--json").json
    assert (line["text"], line["there"]) == ("tetap ada", False)
    assert "1 text has lost its place" in qda("write").out
    assert qda("write", KIND, "--row", "bantuan", "--remove").out == "Taken out: bantuan / explanation.\n"
    assert qda("write", "--list", "--json").json == []


def test_a_code_that_moves_takes_its_texts_along(study: Path, qda: Qda) -> None:
    """In its row, and in arrangements that name it; who wrote them stays, and undo brings the old place back."""
    qda("write", KIND, "--row", "pelatihan", "Karena jauh.")
    qda("write", KIND, "--code", "pelatihan", "--below", "Satu kode.")
    before = qda("write", "--list", "--json").json
    assert qda("code", "move", "pelatihan", "bantuan/pelatihan").status == 0
    after = qda("write", "--list", "--json").json
    assert [(line["view"], line["row"], line["text"], line["by"]) for line in after] == [
        (KIND, "bantuan/pelatihan", "Karena jauh.", before[0]["by"]),
        (f"{KIND} --code bantuan/pelatihan", "", "Satu kode.", before[0]["by"]),
    ]
    assert qda("write", KIND, "--code", "bantuan/pelatihan", "--json").json[-1]["text"] == "Satu kode."
    assert qda("check").status == 0
    qda("undo")
    assert qda("write", "--list", "--json").json == before


def test_a_code_that_is_merged_leaves_its_texts_to_the_other_one(study: Path, qda: Qda) -> None:
    """Where both have one, both stand in the cell, and the command says so; undo parts them again."""
    qda("write", KIND, "--row", "pelatihan", "Karena jauh.")
    qda("write", KIND, "--row", "bantuan", "Karena dekat.")
    before = qda("write", "--list", "--json").json
    merged = qda("code", "merge", "bantuan", "--into", "pelatihan")
    assert "1 text written into a display went along." in merged.out
    assert f"Two texts met in {KIND}, pelatihan / explanation" in merged.out
    [line] = qda("write", "--list", "--json").json
    assert (line["text"], line["there"]) == ("Karena jauh.\n\nKarena dekat.", True)
    assert qda("check").status == 0
    qda("undo")
    assert qda("write", "--list", "--json").json == before


def test_it_is_imported_beside_other_files_and_its_ending_alone_says_nothing(study: Path, qda: Qda) -> None:
    qda("display", KIND, "--to", "meja.xlsx")
    explain(study / "meja.xlsx", bantuan="Ada.")
    (study / "tiga.txt").write_text("P: Ya?\nN: Sudah.\n", encoding="utf-8")
    done = qda("import", "tiga.txt", "meja.xlsx")
    assert "meja.xlsx: 1 text taken back" in done.out
    assert "1 source new" in done.out
    book = openpyxl.Workbook()
    book.active.append(["text", "speaker"])  # type: ignore[union-attr]
    book.active.append(["Kami belajar.", "N"])  # type: ignore[union-attr]
    book.save(study / "tabel.xlsx")
    assert "text taken back" not in qda("import", "tabel.xlsx").out
    assert "None of these is a workbook of displays" in qda("import", "tiga.txt", "--overwrite").err
    assert "meja.xlsx" not in [source["name"] for source in qda("sources", "--json").json]


@pytest.mark.usefixtures("study")
class TestWrite:
    def test_shows_what_is_yours(self, qda: Qda) -> None:
        qda("write", KIND, "--row", "bantuan", "Ada sebabnya.")
        shown = qda("write", KIND)
        assert "1 of 3 written." in shown.out
        found = qda("write", KIND, "--json").json
        assert [(one["row"], one["column"], one["text"]) for one in found] == [
            ("pelatihan", "explanation", None),
            ("bantuan", "explanation", "Ada sebabnya."),
            ("", "", None),
        ]

    def test_takes_the_text_first_or_last_or_from_the_input(self, qda: Qda, monkeypatch: pytest.MonkeyPatch) -> None:
        qda("write", KIND, "satu", "--row", "bantuan", "--column", "explanation")
        assert texts(qda)["bantuan"] == "satu"
        monkeypatch.setattr("sys.stdin", io.StringIO("dari\nmasukan\n"))
        qda("write", KIND, "--row", "BANTUAN", "-")
        assert texts(qda)["bantuan"] == "dari\nmasukan"
        assert qda("write", KIND, "--row", "bantuan", "dari\nmasukan").out.startswith("Nothing to do")
        assert qda("write", KIND, "--row", "bantuan", "lain", "--dry-run").out.startswith("It would be: ")
        assert texts(qda)["bantuan"] == "dari\nmasukan"

    def test_another_arrangement_has_texts_of_its_own(self, qda: Qda) -> None:
        qda("write", KIND, "--code", "bantuan", "--row", "bantuan", "hanya di sini")
        assert "hanya di sini" in qda("display", KIND, "--code", "bantuan").out
        assert "hanya di sini" not in qda("display", KIND).out
        assert qda("write", "--list", "--json").json[0]["view"] == f"{KIND} --code bantuan"
        assert qda("write", "--list", "--json").json[0]["there"]

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            ((KIND, "--row", "bantun", "x"), "There are: “bantuan”"),
            ((KIND, "--row", "bantuan"), "There is no text."),
            ((KIND, "--column", "explanation", "x"), "Which text?"),
            ((KIND, "--remove"), "Which text?"),
            (("case-by-code", "--row", "x", "y"), "none is yours to write"),
            ((KIND, "--baris", "x"), "has no option “--baris”"),
            (("tidak-ada",), "tidak-ada"),
        ],
    )
    def test_refuses_clearly(self, qda: Qda, arguments: tuple[str, ...], says: str) -> None:
        done = qda("write", *arguments)
        assert (done.status, done.out) == (2, "")
        assert says in done.err

    def test_an_empty_study_says_what_to_type(self, qda: Qda) -> None:
        assert "Next: qda write KIND" in qda("write").out


def test_the_audit_trail_holds_what_was_written(study: Path, qda: Qda) -> None:
    qda("write", KIND, "--row", "bantuan", "Ada sebabnya.")
    qda("write", KIND, "--below", "Ringkasnya.")
    assert qda("export", "jejak", "--as", "audit").status == 0
    [path] = (study / "jejak").rglob("written.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["display"], row["row"], row["column"], row["text"]) for row in rows] == [
        (KIND, "", "", "Ringkasnya."),
        (KIND, "bantuan", "explanation", "Ada sebabnya."),
    ]


def test_nothing_is_written_over_texts_that_were_not_taken_back(study: Path, qda: Qda) -> None:
    """An export onto the same name waits for the import; an untouched file, or one taken back, is written over."""
    for _n in range(2):
        assert qda("display", KIND, "--to", "meja.xlsx").status == 0
    explain(study / "meja.xlsx", bantuan="Ada.")
    refused = qda("display", KIND, "--to", "meja.xlsx")
    assert refused.status == 2
    assert "In this workbook stands 1 text that the study does not hold" in refused.err
    assert "qda import meja.xlsx" in refused.err
    assert qda("import", "meja.xlsx").out.endswith("meja.xlsx: 1 text taken back\n")
    assert qda("display", KIND, "--to", "meja.xlsx").status == 0
    assert qda("import", "meja.xlsx").out == "meja.xlsx: 0 texts taken back\n"


def test_a_folder_of_sources_leaves_workbooks_of_displays_out(study: Path, qda: Qda) -> None:
    (study / "bahan").mkdir()
    (study / "bahan" / "tiga.txt").write_text("P: Ya?\nN: Sudah.\n", encoding="utf-8")
    qda("display", KIND, "--to", "bahan/meja.xlsx")
    done = qda("import", "bahan")
    assert done.status == 0
    assert "1 source new" in done.out
    assert "This is a workbook of displays and no source. To take back what was written into it: qda import" in done.err
    assert "meja" not in [source["name"] for source in qda("sources", "--json").json]


@NEEDS_LIBREOFFICE
def test_a_study_and_libreoffice(study: Path, qda: Qda) -> None:
    """Export, sort and write in LibreOffice, import, write again in the same file, import."""
    qda("display", KIND, "--to", "meja.xlsx")
    book = openpyxl.load_workbook(study / "meja.xlsx")
    one, two = cell_of(book, "pelatihan"), cell_of(book, "bantuan")
    area = book.worksheets[0].auto_filter.ref
    first, last = str(area).split(":")
    body = f"A{int(first[1:]) + 1}:{last}"
    calc = Calc.begun(study / "profil")
    work = [
        f's.getCellRangeByName("{two}").String = "Dari LibreOffice"',
        f'SortRows s.getCellRangeByName("{body}"), 0, True',
    ]
    calc.edit(study / "meja.xlsx", study / "hasil.xlsx", work)
    assert qda("import", "hasil.xlsx").out.splitlines()[-1] == "hasil.xlsx: 1 text taken back"
    assert texts(qda) == {"bantuan": "Dari LibreOffice"}
    shutil.copy(study / "hasil.xlsx", study / "lagi.xlsx")
    calc.edit(study / "lagi.xlsx", study / "akhir.ods", [f's.getCellRangeByName("{two}").String = "Pelatihan juga"'])
    assert qda("import", "akhir.ods").status == 0, one
    assert texts(qda) == {"bantuan": "Dari LibreOffice", "pelatihan": "Pelatihan juga"}


@pytest.mark.parametrize("lock", ["~$meja.xlsx", ".~lock.meja.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_comes_in_as_it_was_saved_and_that_is_told(
    study: Path, qda: Qda, lock: str
) -> None:
    assert qda("display", KIND, "--to", "meja.xlsx").status == 0
    explain(study / "meja.xlsx", pelatihan="Karena jauh.")
    (study / lock).write_bytes(b"\x04Rini")
    done = qda("import", "meja.xlsx")
    assert done.status == 0
    assert "is open in Excel or LibreOffice" in done.err
    assert list(texts(qda).values()) == ["Karena jauh."]


@NEEDS_LIBREOFFICE
def test_a_workbook_in_an_old_format_comes_in_neither_as_texts_nor_as_sources(
    study: Path, qda: Qda, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Saved as .xls, and as .ods behind a password, by LibreOffice itself."""
    assert qda("display", KIND, "--to", "meja.xlsx").status == 0
    calc = Calc.begun(tmp_path_factory.mktemp("profile"))
    calc.edit(study / "meja.xlsx", study / "meja.xls", [])
    calc.edit(study / "meja.xlsx", study / "sandi.ods", [], password="rahasia")
    before = qda("status", "--json").json
    refused = qda("import", "meja.xls")
    assert refused.status == 2
    assert "A workbook saved as .xls is not read back." in refused.err
    locked = qda("import", "sandi.ods")
    assert locked.status == 2
    assert "password-protected" in locked.err
    assert qda("status", "--json").json == before
