"""Lints on what is no material of the study, and on evidence and codebook: made-up texts, both ways."""

from __future__ import annotations

import pytest

from qda.model.records import Kind
from qda.verify.lint_rule import Text
from tests.verify.lint_desk import code, desk, lint
from tests.verify.test_foreign import FOREIGN, report


@pytest.mark.parametrize(
    "line",
    [
        "Full Text:",
        "• There are currently no refbacks.",
        "Unduh PDF",
        "DOI: https://doi.org/10.1/x",
        "Baca juga: Pasar",
    ],
)
def test_furniture_of_a_page_is_told(line: str) -> None:
    text = f"Petani menanam padi.\n\n{line}\n\nMereka menjualnya.\n"
    [found] = lint("boilerplate", desk(text))
    assert [passage.text for passage in found.passages] == [line]


def test_a_lone_sign_and_a_running_head_are_told() -> None:
    [sign] = lint("boilerplate", desk("×\nPetani menanam padi.\n"))
    assert (sign.about, sign.line) == ("signs", 1)
    pages = "\n\n".join(f"Petani {n} menanam padi.\n\nJurnal Tani 3 (2) 2020" for n in "abcd")
    [head] = lint("boilerplate", desk(pages))
    assert len(head.passages) == 4
    assert lint("boilerplate", desk("Petani\n\nmenanam\n\npadi × jagung.\n\nPDF itu dibaca petani.\n")) == []


def test_a_foreign_paragraph_is_told() -> None:
    [found] = lint("foreign-text", desk(report(FOREIGN)))
    assert found.passages[0].text == FOREIGN
    assert "qda source quarantine laporan" in found.mend
    assert lint("foreign-text", desk(report())) == []


@pytest.mark.parametrize(
    "text", ["Sampel berjumlah & petani.", "Responden sebanyak ?? orang.", "Ada 1O petani.", "UU tahun 6014 berlaku."]
)
def test_an_unreadable_number_is_told(text: str) -> None:
    [found] = lint("scan-noise", desk(text))
    assert "cannot be read" in found.what


@pytest.mark.parametrize(
    "text", ["Sampel berjumlah 8 petani.", "Sampel berjumlah “besar” sekali.", "Tahun 2014 O3 naik."]
)
def test_a_readable_number_is_not(text: str) -> None:
    assert lint("scan-noise", desk(text)) == []


def test_a_passage_that_a_scanner_broke_is_told() -> None:
    own = (
        "Petani mengolah lahan dengan cangkul dan menanam benih unggul setelah hujan pertama turun di lembah.\n\n"
        "Pengairan sawah diatur kelompok, sedangkan pembagian pupuk dicatat bendahara kelompok setiap musim.\n\n"
    ) * 3
    broken = (
        "Petanl mengolnh lnhan dengan cangkvl dan mennnam benlh ungqul setelah hujnn pertnma turun di lembnh, dan "
        "pengniran sawnh diatvr kelompok.\n"
    )
    [found] = lint("scan-noise", desk(own + broken))
    assert found.passages[0].line == 13
    assert lint("scan-noise", desk(own)) == []
    javanese = (
        "Pancen ngono mas wong ndesa kuwi senengane srawung karo tanggane yen wengi ngobrol ing cakruk nganti isuk.\n"
    )
    assert lint("scan-noise", desk(own + javanese)) == []


def test_signs_within_words_are_told_together() -> None:
    [found] = lint("scan-noise", desk("Petani mena%nam padi dan jag#ung di la%han itu."))
    assert len(found.passages) == 3
    assert lint("scan-noise", desk("Petani mena%nam padi, 50%an hasil R&D dan a|b.")) == []


def test_cases_never_told_apart_are_told() -> None:
    text = "Hasil penelitian di Desa Sukamaju dan Desa Sukamakmur menunjukkan kemajuan. Petani senang."
    [found] = lint("cases-not-separated", desk(text))
    assert found.passages[0].text == "Desa Sukamaju dan Desa Sukamakmur"
    assert lint("cases-not-separated", desk(f"{text} Di Sukamaju harga turun.")) == []
    assert lint("cases-not-separated", desk("Jalan itu menghubungkan Desa Sukamaju dan Desa Sukamakmur.")) == []


def test_a_site_nothing_is_coded_for_is_told() -> None:
    people = [{"name": "Ani", "site": "Sukamaju"}, {"name": "Budi", "site": "Sukamakmur"}]
    coded = [{"source": "laporan", "code": "x", "informant": "Ani"}]
    [found] = lint("cases-not-separated", desk(cases=people, codings=coded))
    assert found.items == ("Sukamakmur",)
    coded.append({"source": "laporan", "code": "x", "informant": "Budi", "start": 1})
    assert lint("cases-not-separated", desk(cases=people, codings=coded)) == []


def test_a_quotation_that_stands_nowhere_is_told() -> None:
    talk = Text(name="w1", kind=Kind.INTERVIEW, text="N: Harga pupuk naik terus, jadi kami menanam singkong saja.\n")
    head = "III. HASIL\n\nKata seorang petani, “{}”.\n"
    right = ("harga pupuk naik terus, jadi kami menanam singkong", "Harga pupuk naik […] jadi kami menanam singkong")
    for quotation in right:
        assert lint("quote-not-found", desk(head.format(quotation), spoken=[talk])) == [], quotation
    wrong = head.format("harga pupuk turun terus, jadi kami menanam padi")
    [found] = lint("quote-not-found", desk(wrong, spoken=[talk]))
    assert found.what.startswith("1 of 1 quotations stands in no source")
    assert lint("quote-not-found", desk(wrong)) == []  # a study of nothing but its report


def test_a_study_of_one_group_and_findings_of_one_group_are_told() -> None:
    people = [{"name": "Ani", "group": "guru"}, {"name": "Koran", "group": "koran", "technique": "document"}]
    [whole] = lint("single-group", desk(cases=people, findings=[("senang", "x")]))
    assert "(guru)" in whole.what
    people.append({"name": "Budi", "group": "wali"})
    coded = [
        {"source": "laporan", "code": "x", "informant": "Ani"},
        {"source": "laporan", "code": "y", "informant": "Budi"},
    ]
    [some] = lint("single-group", desk(cases=people, codings=coded, findings=[("senang", "x"), ("sedih", "y")]))
    assert some.items == ("senang", "sedih")
    both = [*coded, {"source": "laporan", "code": "x", "informant": "Budi", "start": 1}]
    assert lint("single-group", desk(cases=people, codings=both, findings=[("senang", "x")])) == []


def test_a_recommendation_that_answers_no_finding_is_told() -> None:
    book = [code("saran"), code("saran/pupuk"), code("saran/pasar")]
    coded = [
        {"source": "laporan", "code": "saran/pupuk", "memo": "answers: harga"},
        {"source": "laporan", "code": "saran/pasar", "memo": "penting", "start": 1},
    ]
    [found] = lint("untraced-recommendation", desk(codes=book, codings=coded, findings=[("harga", "x")]))
    assert found.items == ("saran/pasar",)
    coded[1]["memo"] = "menjawab: hargaa"
    [wrong] = lint("untraced-recommendation", desk(codes=book, codings=coded, findings=[("harga", "x")]))
    assert wrong.items == ("saran/pasar → hargaa",)
    coded[1]["memo"] = "menjawab: harga"
    assert lint("untraced-recommendation", desk(codes=book, codings=coded, findings=[("harga", "x")])) == []


def test_codes_of_one_informant_or_one_coder_are_told() -> None:
    people = [{"name": name, "group": "petani"} for name in "ABCD"]
    coded = [{"source": "laporan", "code": "sering", "informant": name, "start": n} for n, name in enumerate("ABCD")]
    coded += [{"source": "laporan", "code": "jarang", "informant": "A", "start": 9}]
    book = [code("sering"), code("jarang")]
    [found] = lint("thin-code", desk(cases=people, codes=book, codings=coded))
    assert found.items == ("jarang",)
    assert lint("thin-code", desk(cases=people[:3], codes=book, codings=coded[:3])) == []
    hands = [{"source": "w1", "code": "sering", "start": n, "coder": "ani"} for n in range(5)]
    hands.append({"source": "w1", "code": "jarang", "start": 7, "coder": "budi"})
    two = desk(sources=[{"name": "w1"}], codes=book, codings=hands)
    [alone] = [defect for defect in lint("thin-code", two) if defect.about == "coder"]
    assert alone.items == ("sering",)


def test_codes_that_nothing_is_coded_with_are_told() -> None:
    book = [
        code("a"),
        code("a/b"),
        code("teori", origin="a_priori (Teori)"),
        code("c"),
        code("lama", status="retired", left=2),
    ]
    found = lint("unused-code", desk(codes=book, codings=[{"source": "laporan", "code": "a/b"}]))
    assert {defect.about: defect.items for defect in found} == {
        "a-priori": ("teori",), "unused": ("c",), "retired": ("lama",),
    }  # fmt: skip
    assert lint("unused-code", desk(codes=book)) == []


def test_codings_older_than_their_definition_are_told() -> None:
    coded = [
        {"source": "laporan", "code": "a", "at": "2024-01-01T00:00:00Z"},
        {"source": "laporan", "code": "a", "at": "2024-03-01T00:00:00Z", "start": 1},
        {"source": "laporan", "code": "a", "at": "2024-01-01T00:00:00Z", "start": 2, "origin": "rule"},
    ]
    [found] = lint("stale-coding", desk(codes=[code("a", defined_at="2024-02-01T00:00:00Z")], codings=coded))
    assert found.items == ("a (1)",)
    assert lint("stale-coding", desk(codes=[code("a")], codings=coded)) == []


def test_gaps_of_a_codebook_are_told() -> None:
    book = [
        code("a", brief="satu", definition="Sama."),
        code("b", brief="dua", definition="sama"),
        code("c"),
        code("d", brief="x", definition="Lain.", typical="Air sungai keruh.", close_but_no='"Air sumur jernih." → a'),
    ]
    shared = [{"source": "laporan", "code": c, "start": n, "end": n + 2} for n in range(3) for c in "ab"]
    said = [{"source": "laporan", "code": "d", "start": 8, "end": 20, "quote": "Air sumur jernih sekali."}]
    found = {d.about: d.items for d in lint("codebook-gap", desk(codes=book, codings=[*shared, *said]))}
    assert found == {
        "definition": ("c",), "twins": ("a", "b"), "exclude": ("a / b",), "typical": ("d",), "close-but-no": ("d",),
    }  # fmt: skip
    whole = [
        code("a", brief="satu", definition="Ini.", exclude=("Yang itu → b.",)),
        code("b", brief="dua", definition="Itu.", exclude=("Yang ini → a.",)),
        code("d", brief="x", definition="Lain.", typical="Air sumur jernih.", close_but_no='"Air sungai keruh." → a'),
    ]
    assert lint("codebook-gap", desk(codes=whole, codings=[*shared, *said])) == []
