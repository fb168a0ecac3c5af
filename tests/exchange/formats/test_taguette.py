"""Taguette's databases: every highlight on the words its researcher marked."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qda.exchange.format import ForeignProject
from qda.exchange.formats.taguette import is_taguette, project_names, read
from qda.model.errors import AmbiguousError, InputError, NotFoundError

PAGE = (
    "<h1>Ibu Wāti &amp; Pak Éko</h1><p>Pelatihan <b>tidak <em>pernah</em></b> sampai 🪙 ke bengkel.</p>"
    "<p>Limbahnya &lt;dibuang&gt; ke kali…</p>\n<p>Harga perak naik,<br>modal habis.</p>"
)


def quotes(project: ForeignProject) -> list[tuple[str, str]]:
    texts = {source.name: source.text for source in project.sources}
    labels = {code.path: code.label for code in project.codes}
    return [(texts[c.source][c.start : c.end], labels[c.code]) for c in project.codings]


def test_bytes_become_code_points_behind_accents_emoji_entities_and_nested_tags(taguette: Any) -> None:
    project = taguette.project()
    page = taguette.document(project, "wawancara 1", PAGE)
    training, waste = taguette.tag(project, "Pelatihan", "Kegiatan belajar."), taguette.tag(project, "Limbah")
    taguette.highlight(
        page, "tidak pernah sampai 🪙 ke", [training], snippet="<b>tidak <em>pernah</em></b> sampai 🪙 ke"
    )
    taguette.highlight(page, "🪙", [training])
    taguette.highlight(page, "<dibuang> ke kali…", [waste], snippet="&lt;dibuang&gt; ke kali…")
    found = read(taguette.path)
    assert found.sources[0].text == (
        "Ibu Wāti & Pak Éko\nPelatihan tidak pernah sampai 🪙 ke bengkel.\n"
        "Limbahnya <dibuang> ke kali…\nHarga perak naik,\nmodal habis."
    )
    assert quotes(found) == [
        ("tidak pernah sampai 🪙 ke", "Pelatihan"),
        ("🪙", "Pelatihan"),
        ("<dibuang> ke kali…", "Limbah"),
    ]
    assert found.problems == ()
    assert found.codes[0].definition == "Kegiatan belajar."
    assert found.sources[0].original == PAGE.encode()


def test_a_highlight_over_two_paragraphs_takes_the_line_end_with_it_and_one_at_the_joint_does_not(
    taguette: Any,
) -> None:
    project = taguette.project()
    page = taguette.document(project, "a", "<p>satu</p><p>dua</p>")
    tag = taguette.tag(project, "t")
    taguette.place(page, 0, 7, [tag], "<p>satu</p><p>dua</p>")
    taguette.place(page, 0, 4, [tag], "<p>satu</p>")
    taguette.place(page, 4, 7, [tag], "<p>dua</p>")
    assert [quote for quote, _tag in quotes(read(taguette.path))] == ["satu", "satu\ndua", "dua"]


def test_overlapping_highlights_and_two_tags_on_one_are_all_kept(taguette: Any) -> None:
    project = taguette.project()
    page = taguette.document(project, "a", "<p>Pasar sepi sekali tahun ini.</p>")
    one, two = taguette.tag(project, "pasar"), taguette.tag(project, "waktu")
    taguette.highlight(page, "Pasar sepi sekali", [one, two])
    taguette.highlight(page, "sepi sekali tahun ini", [two])
    found = read(taguette.path)
    assert found.places == 2
    assert quotes(found) == [
        ("Pasar sepi sekali", "pasar"), ("Pasar sepi sekali", "waktu"), ("sepi sekali tahun ini", "waktu"),
    ]  # fmt: skip


def test_the_coder_is_who_gave_the_tag_and_the_time_is_when(taguette: Any) -> None:
    project = taguette.project()
    page = taguette.document(project, "a", "<p>Modal dari koperasi.</p>")
    one, two, merged = (taguette.tag(project, name) for name in ("modal", "koperasi", "gabungan"))
    marked = taguette.highlight(page, "Modal dari koperasi", [one, two, merged])
    unknown = taguette.highlight(page, "koperasi", [two])
    taguette.edit(project, "wati", "2026-03-01 08:00:00.5", marked, [two])
    taguette.edit(project, "wati", "2026-03-02 08:00:00.5", marked, [one])
    taguette.edit(project, "eko", "2026-03-03 08:00:00.5", marked, [one, two])
    taguette.command(project, "eko", "2026-03-03 08:00:01", "{broken")
    found = read(taguette.path)
    assert unknown
    assert {(c.code, c.coder, c.at) for c in found.codings} == {
        ("modal", "wati", "2026-03-02T08:00:00Z"),
        ("koperasi", "eko", "2026-03-03T08:00:00Z"),
        ("gabungan", "eko", "2026-03-03T08:00:00Z"),
        ("koperasi", "taguette", None),
    }


def test_tags_become_paths_that_differ_and_keep_their_names_as_labels(taguette: Any) -> None:
    project = taguette.project()
    for name in ("Export (meta)data useful", "export meta data USEFUL", "Säkerhet/Harga", "!!!", "wes_wes"):
        taguette.tag(project, name)
    assert [(code.path, code.label) for code in read(taguette.path).codes] == [
        ("export-meta-data-useful", "Export (meta)data useful"),
        ("export-meta-data-useful-2", "export meta data USEFUL"),
        ("säkerhet-harga", "Säkerhet/Harga"),
        ("code", "!!!"),
        ("wes-wes", "wes_wes"),
    ]


def test_tags_under_tags_become_paths_and_a_circle_is_laid_flat(taguette: Any) -> None:
    project = taguette.project()
    taguette.run("ALTER TABLE tags ADD COLUMN parent_id INTEGER")
    child, parent, round_1, round_2 = (taguette.tag(project, n) for n in ("Upah", "Usaha", "Lingkar", "Putar"))
    taguette.run("UPDATE tags SET parent_id = ? WHERE id = ?", parent, child)
    taguette.run("UPDATE tags SET parent_id = ? WHERE id = ?", round_2, round_1)
    taguette.run("UPDATE tags SET parent_id = ? WHERE id = ?", round_1, round_2)
    assert [code.path for code in read(taguette.path).codes] == ["usaha/upah", "usaha", "lingkar", "putar"]


def test_two_documents_of_one_name_stay_two(taguette: Any) -> None:
    project = taguette.project()
    tag = taguette.tag(project, "t")
    for text in ("satu", "dua"):
        taguette.highlight(taguette.document(project, "catatan", f"<p>{text}</p>"), text, [tag])
    found = read(taguette.path)
    assert [source.name for source in found.sources] == ["catatan", "catatan (2)"]
    assert quotes(found) == [("satu", "t"), ("dua", "t")]


def test_what_cannot_be_placed_is_a_problem_and_what_has_no_tag_a_note(taguette: Any) -> None:
    project = taguette.project()
    page = taguette.document(project, "a", "<p>Éko datang.</p>")
    tag = taguette.tag(project, "t")
    inside_a_letter = taguette.place(page, 1, 3, [tag], "?")
    outside = taguette.place(page, 5, 900, [tag], "?")
    other_text = taguette.highlight(page, "datang", [tag], snippet="pulang")
    bare = taguette.highlight(page, "Éko", [])
    found = read(taguette.path)
    said = {problem.place: problem for problem in found.problems}
    assert [said[f"document a, highlight {n}"].fatal for n in (inside_a_letter, outside, other_text, bare)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert "5–900" in said[f"document a, highlight {outside}"].what
    assert quotes(found) == [("datang", "t")]
    assert [(note.start, note.end) for note in found.notes] == [(0, 3)]


def test_of_several_projects_one_must_be_named(taguette: Any) -> None:
    for name in ("Perak", "Batik"):
        project = taguette.project(name)
        page = taguette.document(project, f"catatan {name}", "<p>isi</p>")
        taguette.highlight(page, "isi", [taguette.tag(project, f"tag {name}")])
    assert project_names(taguette.path) == ["Perak", "Batik"]
    with pytest.raises(AmbiguousError, match=r"“Perak”, “Batik”.*--project"):
        read(taguette.path)
    with pytest.raises(NotFoundError, match=r"“Tenun”.*“Perak”, “Batik”"):
        read(taguette.path, "Tenun")
    found = read(taguette.path, "batik")
    assert (found.title, [s.name for s in found.sources], quotes(found)) == (
        "Batik", ["catatan Batik"], [("isi", "tag Batik")],
    )  # fmt: skip


def test_the_file_is_left_byte_for_byte_and_nothing_lies_beside_it(taguette: Any, tmp_path: Path) -> None:
    taguette.document(taguette.project(), "a", "<p>isi</p>")
    before = taguette.path.read_bytes()
    read(taguette.path)
    assert taguette.path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [taguette.path.name]


def test_a_name_with_marks_that_mean_something_in_an_address_opens(taguette_file: Any) -> None:
    odd = taguette_file("50% selesai? #2.sqlite3")
    odd.project("Perak")
    assert is_taguette(odd.path)
    assert read(odd.path).title == "Perak"


def test_a_truncated_file_says_so(taguette: Any) -> None:
    project = taguette.project()
    for n in range(40):
        taguette.document(project, f"d{n}", "<p>" + "isi " * 2000 + "</p>")
    whole = taguette.path.read_bytes()
    taguette.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"proyek\.sqlite3: This file is damaged"):
        read(taguette.path)


def test_a_file_that_is_no_database_or_another_programs_says_so(tmp_path: Path) -> None:
    text, other, empty = tmp_path / "teks.sqlite3", tmp_path / "lain.sqlite3", tmp_path / "kosong.sqlite3"
    text.write_text("bukan basis data " * 100)
    empty.touch()
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE projects (id INTEGER)")
    assert [is_taguette(path) for path in (text, other, empty, tmp_path / "tiada.sqlite3")] == [False] * 4
    with pytest.raises(InputError, match="damaged or no Taguette project"):
        read(text)
    with pytest.raises(InputError, match=r"no table documents, .*tags"):
        read(other)
    with pytest.raises(InputError, match="not Taguette's"):
        read(empty)


def test_tables_of_an_unknown_version_say_so(taguette: Any) -> None:
    taguette.project()
    taguette.run("ALTER TABLE documents RENAME COLUMN contents TO body")
    with pytest.raises(InputError, match=r"version.*not known.*contents"):
        read(taguette.path)


def test_a_file_that_taguette_has_open_is_not_read_past_its_journal(taguette: Any) -> None:
    taguette.project()
    taguette.path.with_name(taguette.path.name + "-journal").write_bytes(b"x")
    with pytest.raises(InputError, match=r"proyek\.sqlite3-journal"):
        read(taguette.path)


class TestSerdif:
    """The real project: 17 documents that its researchers coded with 22 tags."""

    @pytest.fixture
    def folder(self, shared: Path) -> Path:
        return shared / "data" / "serdif" / "coded"

    @pytest.fixture
    def found(self, folder: Path) -> ForeignProject:
        return read(folder / "SERDIF_P2_ThematicAnalysis.sqlite3")

    def test_everything_comes_in(self, found: ForeignProject) -> None:
        assert (len(found.sources), found.places, len(found.codings), len(found.codes)) == (17, 1794, 1930, 22)
        assert {coding.coder for coding in found.codings} == {"admin"}
        # one highlight has no tag; of all others, none has another text than Taguette noted
        assert [problem.fatal for problem in found.problems] == [False]
        assert len(found.notes) == 1

    def test_the_text_at_every_place_is_what_taguette_exported(self, found: ForeignProject, folder: Path) -> None:
        ours = Counter(("".join(quote.split()), label) for quote, label in quotes(found))
        with (folder / "all_tags_20220303.csv").open(encoding="utf-8", newline="") as file:
            theirs = Counter(("".join(row["content"].split()), row["tag"]) for row in csv.DictReader(file))
        assert ours == theirs

    def test_code_by_document_counts_are_the_researchers_own(self, found: ForeignProject, folder: Path) -> None:
        labels = {code.path: code.label for code in found.codes}
        table = Counter((labels[c.code], c.source) for c in found.codings)
        with (folder / "all_tags_20220303.csv").open(encoding="utf-8", newline="") as file:
            assert table == Counter((row["tag"], row["document"]) for row in csv.DictReader(file))
        with (folder / "codebook_20220303_8.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["tag"]: int(row["number of highlights"]) for row in rows} == {
            label: sum(n for (tag, _document), n in table.items() if tag == label) for label in labels.values()
        }
        assert {code.label: code.definition for code in found.codes} == {
            row["tag"]: row["description"].strip() for row in rows
        }
