"""Lints on who was asked, on made-up reports: what they tell, and what they leave alone."""

from __future__ import annotations

import pytest

from qda.verify.lint_prose import Part, part_of, read_prose
from tests.verify.lint_desk import desk, lint

METHOD = "II. METODE\n\n{}\n\nIII. HASIL\n\n{}\n"


def report(method: str, results: str = "Petani menanam padi di lahan itu.") -> str:
    return METHOD.format(method, results)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Peneliti mewawancarai 7 informan, yaitu lurah, dua petani, dan seorang pengepul.", "7 4"),
        ("Wawancara dilakukan terhadap sembilan orang narasumber yang terdiri dari camat, lurah, dan petani (3 orang).",
         "9 5"),
        ("Wawancara dengan 9 informan, yaitu kepala dinas, kepala desa, dua petugas, dan empat perajin.", "9 8"),
        ("We interviewed twelve participants: a nurse, two doctors, and four midwives.", "12 7"),
        ("Informan berjumlah 6 orang, yakni ketua kelompok, bendahara, dan dua puluh satu anggota.", "6 23"),
    ],
)  # fmt: skip
def test_a_list_that_does_not_add_up_is_told(said: str, told: str) -> None:
    [found] = lint("stated-number", desk(report(said)))
    stated, counted = told.split()
    assert f"{stated} informants are stated" in found.what
    assert f"adds up to {counted} " in found.what
    assert found.passages[0].text in said


@pytest.mark.parametrize(
    "said",
    [
        "Peneliti mewawancarai 4 informan, yaitu lurah, dua petani, dan seorang pengepul.",
        "Peneliti mewawancarai 9 informan, yaitu lurah, beberapa petani, dan seorang pengepul.",
        "Peneliti mewawancarai 9 informan, antara lain lurah, dua petani, dan seorang pengepul.",
        "Peneliti mewawancarai 4 informan, yaitu lurah, dua petani dan pengepul.",
        "We interviewed nine participants: nurses, doctors, and midwives.",
        "Survei lain mewawancarai 100 responden, yaitu petani, nelayan, dan guru (Hadi, 2019).",
        "Dua informan diwawancarai.",
        "Wawancara dilakukan 3 kali; informan menjawab sendiri.",
    ],
)
def test_a_list_that_adds_up_or_leaves_it_open_is_not(said: str) -> None:
    assert lint("stated-number", desk(report(said))) == []


def test_a_number_of_another_study_is_not_this_one() -> None:
    text = "II. METODE\n\nWawancara dengan 5 informan.\n\nIII. PENELITIAN TERDAHULU\n\nRina mewawancarai 40 informan.\n"
    assert lint("stated-number", desk(text)) == []


def test_a_number_that_the_cases_contradict_is_told() -> None:
    people = [{"name": f"Petani {n}", "group": "petani"} for n in range(4)]
    said = report("Wawancara dilakukan dengan 6 informan.")
    [found] = lint("stated-number", desk(said, cases=people))
    assert "cases of the study hold 4" in found.what
    people.append({"name": "Koperasi", "group": "koperasi", "n": "2"})
    people.append({"name": "Koran", "group": "koran", "technique": "document"})
    people.append({"name": "Tani 1", "group": "petani", "same_as": "Petani 1"})
    assert lint("stated-number", desk(said, cases=people)) == []


def test_two_numbers_in_one_report_are_told() -> None:
    text = "ABSTRAK\n\nWawancara dengan 8 informan.\n\nII. METODE\n\nPeneliti mewawancarai sebelas informan.\n"
    [found] = lint("stated-number", desk(text))
    assert "8, 11" in found.what
    assert [passage.line for passage in found.passages] == [3, 7]
    same = text.replace("sebelas", "delapan")
    assert lint("stated-number", desk(same)) == []


def test_interviews_without_a_number_are_told() -> None:
    [found] = lint("sample-unreported", desk(report("Data diperoleh melalui wawancara dan observasi.")))
    assert "COREQ" in found.mend
    for said in (
        "Data diperoleh melalui wawancara dengan 12 petani.",
        "Peneliti mewawancarai delapan orang.",
        "Informan berjumlah 6 orang dan diwawancarai.",
        "Data diperoleh dari dokumen desa.",
    ):
        assert lint("sample-unreported", desk(report(said))) == [], said


def test_cases_without_role_or_group_are_told() -> None:
    people = [{"name": "Ani", "role": "guru"}, {"name": "Budi"}]
    [found] = lint("sample-unreported", desk(cases=people))
    assert found.items == ("Budi",)
    assert lint("sample-unreported", desk(cases=people[:1])) == []


def test_who_is_registered_and_never_coded_is_told_by_group() -> None:
    people = [
        {"name": "Ani", "group": "guru"},
        {"name": "Budi", "group": "guru"},
        {"name": "Candra", "group": "wali"},
        {"name": "Bu Ani", "group": "guru", "same_as": "Ani"},
        {"name": "beberapa", "group": "wali", "unspecified": True},
    ]
    coded = {"source": "laporan", "code": "x", "informant": "Ani"}
    found = lint("never-cited", desk(cases=people, codings=[coded]))
    assert [defect.items for defect in found] == [("Budi",), ("Candra",)]
    assert "Nobody of the group “wali”" in found[1].what
    everyone = [{**coded, "informant": name, "start": n} for n, name in enumerate(("Ani", "Budi", "Candra"))]
    assert lint("never-cited", desk(cases=people, codings=everyone)) == []
    assert lint("never-cited", desk(cases=people)) == []  # nothing is coded yet


def test_a_listed_role_that_never_comes_again_is_told() -> None:
    said = "Peneliti mewawancarai 3 informan, yaitu kepala desa, ketua kelompok, dan seorang pengepul."
    text = report(said, "Menurut ketua kelompok, harga turun. Seorang pengepul membenarkannya.")
    [found] = lint("never-cited", desk(text))
    assert found.items == ("kepala desa",)
    assert lint("never-cited", desk(report(said, "Kepala desa, ketua kelompok, dan pengepul sepakat."))) == []
    assert lint("never-cited", desk(report(said, "Informan A setuju."))) == []  # the report gives them other names


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("BAB III METODE PENELITIAN", Part.METHOD),
        ("4.2 Temuan", Part.RESULTS),
        ("KE%IMPULAN", Part.CONCLUSION),
        ("1.3 Penelitian Terdahulu", Part.LITERATURE),
        ("Daftar Pustaka", Part.REFERENCES),
        ("Bina Usaha", None),
    ],
)
def test_headings_say_what_a_chapter_is(heading: str, part: Part | None) -> None:
    assert part_of(heading) is part


def test_a_report_is_read_across_wrapped_lines_and_keeps_its_places() -> None:
    method = "II. METODE\n\nPara petani muda di Desa\nSukamaju menanam padi.\n\n2.1. Alat\n\nCangkul.\n\n"
    text = f"{method}III. LAMPIRAN\n\nPeta desa.\n"
    prose = read_prose("laporan", text)
    assert len(prose.flat) == len(text)
    parts = {section.title: section.part for section in prose.sections}
    assert parts == {"II. METODE": Part.METHOD, "2.1. Alat": Part.METHOD, "III. LAMPIRAN": Part.OTHER}
    first = next(s for s in prose.sentences if s.words[0].text == "Para")
    assert prose.flat[first.start : first.end] == "Para petani muda di Desa Sukamaju menanam padi."
    assert prose.passage(first.start, first.end).line == 3
