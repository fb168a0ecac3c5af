"""Lints on what does not agree with itself, on made-up reports and codings: both ways."""

from __future__ import annotations

import pytest

from tests.verify.lint_desk import code, desk, lint

CHAPTERS = "II. METODE\n\n{}\n\nIII. HASIL\n\n{}\n\nIV. KESIMPULAN\n\n{}\n"


def report(method: str = "Begini.", results: str = "Begitu.", conclusion: str = "Demikian.") -> str:
    return CHAPTERS.format(method, results, conclusion)


def test_one_thing_under_two_names_is_told() -> None:
    often = 'Warga membentuk koperasi tani "Sariwangi Jaya" di balai. ' * 3
    [found] = lint("names-vary", desk(report(results=often, conclusion='Kini koperasi tani "Sariwangi Raya" tutup.')))
    assert "“Sariwangi Jaya” (3 times) is called “Sariwangi Raya”" in found.what
    assert [passage.text for passage in found.passages] == ["Sariwangi Jaya", "Sariwangi Raya"]


@pytest.mark.parametrize(
    "other",
    [
        'Kini toko besi "Sariwangi Raya" tutup.',  # introduced by other words
        'Warga membedakan koperasi tani "Sariwangi Jaya" dari koperasi tani "Sariwangi Raya".',  # told together
        'Kini koperasi tani "Sariwangi Raya" tutup. ' * 3,  # as often as the other
        "Kini koperasi tani itu tutup.",
    ],
)
def test_two_things_with_two_names_are_not(other: str) -> None:
    often = 'Warga membentuk koperasi tani "Sariwangi Jaya" di balai. ' * 3
    assert lint("names-vary", desk(report(results=often, conclusion=other))) == []


def test_an_office_in_the_place_of_another_is_told() -> None:
    usual = "Bantuan disalurkan oleh Balai Benih Ikan Kabupaten Surya pada musim hujan. " * 5
    wrong = "Data ini tentang bibit yang disalurkan oleh Balai Pasar Hewan Kabupaten Surya."
    [found] = lint("names-vary", desk(report(results=usual, conclusion=wrong)))
    assert "“Balai Pasar Hewan” stands where" in found.what
    for right in (
        "Warga berunding dengan Balai Pasar Hewan Kabupaten Surya.",
        "Di tempat lain bibit disalurkan oleh Balai Pasar Hewan Kabupaten Candra.",
    ):
        assert lint("names-vary", desk(report(results=usual, conclusion=right))) == [], right


def test_two_spellings_of_a_name_are_told() -> None:
    usual = "Kata Pak Wirjodimedjo, lahan itu subur. Menurut Pak Wirjodimedjo begitu. Benar, Pak Wirjodimedjo. "
    [found] = lint("names-vary", desk(report(results=usual, conclusion="Namun Pak Wirjodimejo ragu.")))
    assert found.items == ("Wirjodimedjo / Wirjodimejo",)
    assert lint("names-vary", desk(report(results=usual, conclusion="Namun Pak Kartosentono ragu."))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data digali dengan wawancara semi terstruktur.", "Wawancara terstruktur dilakukan pagi hari."),
        ("Dipakai observasi partisipan.", "Hasil observasi nonpartisipan dicatat."),
        ("We held semi-structured interviews.", "The structured interviews took an hour."),
        ("Dipakai wawancara secara tidak terstruktur.", "Sebuah wawancara terstruktur menyusul."),
    ],
)
def test_terms_that_exclude_each_other_are_told(one: str, other: str) -> None:
    [found] = lint("method-terms", desk(report(method=one, results=other)))
    assert len(found.passages) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dipakai wawancara terstruktur dan wawancara tidak terstruktur.", "Wawancara terstruktur lebih lama."),
        ("Dipakai wawancara mendalam.", "Wawancara terstruktur dilakukan pagi hari."),
        ("Dipakai wawancara terstruktur.", "Dipakai kuesioner tidak terstruktur."),
        ("Interviews were semi-structured.", "Observations were structured."),
    ],
)
def test_terms_that_may_stand_together_are_not(one: str, other: str) -> None:
    assert lint("method-terms", desk(report(method=one, results=other))) == []


def test_what_is_denied_here_and_affirmed_there_is_told() -> None:
    one = "Kerja sama dengan kampus Nusantara membarui pompa irigasi (MPTX)."
    other = "Kerja sama dengan kampus Nusantara membarui selang pompa irigasi (bukan MPTX) oleh mahasiswa."
    [found] = lint("contradiction", desk(report(method=one, results=other)))
    assert "“MPTX” is affirmed" in found.what
    assert {passage.text for passage in found.passages} == {"MPTX", "bukan MPTX"}
    far = "Harga gabah di pasar turun sejak musim hujan (bukan MPTX)."
    assert lint("contradiction", desk(report(method=one, results=far))) == []
    assert lint("contradiction", desk(report(method="Begini.", results=f"{one} {other}"))) == []  # one chapter


def test_other_pairs_behind_the_same_word_are_told() -> None:
    one = "Pinjaman koperasi Nusantara dipakai anggota untuk renovasi dapur dan atap."
    other = "Pinjaman koperasi Nusantara bagi anggota berupa renovasi sumur dan pagar."
    [found] = lint("contradiction", desk(report(method=one, results=other)))
    assert found.severity == "hint"
    assert [passage.text for passage in found.passages] == ["dapur dan atap", "sumur dan pagar"]
    same = "Pinjaman koperasi Nusantara bagi anggota berupa renovasi atap dan sumur."
    assert lint("contradiction", desk(report(method=one, results=same))) == []


def test_other_counts_of_one_thing_are_told_unless_time_went_by() -> None:
    one = "Kelompok ternak Sumber Makmur beranggotakan 24 peternak kambing."
    other = "Kelompok ternak Sumber Makmur beranggotakan 31 peternak kambing."
    [found] = lint("contradiction", desk(report(method=one, results=other)))
    assert [passage.text for passage in found.passages] == ["24 peternak", "31 peternak"]
    later = "Kelompok ternak Sumber Makmur pada tahun 2020 beranggotakan 31 peternak kambing."
    assert lint("contradiction", desk(report(method=one, results=later))) == []


def test_one_deed_with_two_doers_is_told() -> None:
    one = "Balai Pasar Hewan menyediakan bibit unggul bagi petani muda setempat."
    other = "Petani senang karena Balai Benih Ikan menyediakan bibit unggul bagi petani muda setempat."
    [found] = lint("contradiction", desk(report(method=one, results=other)))
    assert "Balai Pasar Hewan" in found.what
    assert "Balai Benih Ikan" in found.what
    assert lint("contradiction", desk(report(method=one, results=one))) == []
    different = "Petani senang karena Balai Benih Ikan meminjamkan kolam kepada petani muda setempat."
    assert lint("contradiction", desk(report(method=one, results=different))) == []


def test_codings_of_one_slot_that_disagree_are_told() -> None:
    text = "Pelaku pinjaman adalah koperasi. Pelaku pinjaman bukan KPTX. Pelakunya KPTX sendiri."
    quotes = ("Pelaku pinjaman bukan KPTX", "Pelakunya KPTX sendiri")
    codings = [
        {
            "source": "laporan",
            "kind": "author",
            "code": "pinjaman",
            "slot": "actor",
            "quote": quote,
            "start": text.index(quote),
            "end": text.index(quote) + len(quote),
        }
        for quote in quotes
    ]
    on = desk(text, codings=codings)
    [found] = lint("contradiction", on)
    assert (found.kind, found.name) == ("code", "pinjaman")
    assert [passage.text for passage in found.passages] == list(quotes)
    codings[1]["slot"] = "output"
    assert lint("contradiction", desk(text, codings=codings)) == []
    signs = [{**codings[0], "stance": "+"}, {**codings[0], "start": 3, "end": 9, "quote": text[3:9], "stance": "-"}]
    assert len(lint("contradiction", desk(text, codings=signs))) == 1


def test_old_evidence_behind_a_conclusion_is_told() -> None:
    text = report(results="Koran menulisnya (Kabar, 2021).", conclusion="Pada tahun 2015 tidak ada pelatihan.")
    [found] = lint("years", desk(text))
    assert "2015" in found.what
    assert "2021" in found.what
    for conclusion in (
        "Pada tahun 2020 tidak ada pelatihan.",
        "Sesuai UU Nomor 6 tahun 2014 desa berhak.",
        "Pelatihan tidak ada.",
    ):
        assert lint("years", desk(report(results="Koran (Kabar, 2021).", conclusion=conclusion))) == [], conclusion
    assert lint("years", desk(report(results="Sejak tahun 1998 warga menanam (Kabar, 2021)."))) == []  # history


def test_the_sources_date_the_study() -> None:
    dated = [{"name": "w1", "date": "2023-05-01"}, {"name": "w2", "date": "2024-02-01"}]
    text = report(results="Pada tahun 2026 jalan dibangun.", conclusion="Pada tahun 2019 tidak ada pelatihan.")
    found = lint("years", desk(text, sources=dated))
    assert [defect.about for defect in found] == ["early:2019", "late:2026"]
    assert lint("years", desk(report(conclusion="Pada tahun 2023 ada pelatihan."), sources=dated)) == []


def test_a_part_that_some_lists_leave_out_is_told() -> None:
    whole = "Bentuk ini dijalankan begini: 1) Pelaku ialah petani. 2) Masukan ialah benih. 3) Keluaran ialah padi. "
    lacking = "Bentuk itu dijalankan begini: 1) Masukan berupa pupuk. 2) Keluarannya jagung. 3) Dampak ialah upah. "
    full = whole.replace("padi. ", "padi. 4) Dampak ialah laba. ")
    [found] = lint("missing-slot", desk(report(results=full * 3 + lacking * 2)))
    assert "2 of 5 lists" in found.what
    assert "Pelaku" in found.what
    assert len(found.passages) == 2
    assert lint("missing-slot", desk(report(results=full * 5))) == []
    assert lint("missing-slot", desk(report(results=full * 2 + lacking))) == []  # too few to call it usual


def test_a_declared_slot_that_nothing_fills_is_told() -> None:
    book = [code("kredit/bank", slots=("actor", "input")), code("kredit/arisan", slots=("actor", "input"))]
    rows = [("kredit/bank", "input"), ("kredit/arisan", "actor"), ("kredit/arisan", "input")]
    coded = [{"source": "laporan", "code": c, "slot": s, "start": n} for n, (c, s) in enumerate(rows)]
    [found] = lint("missing-slot", desk(codes=book, codings=coded))
    assert (found.name, found.items) == ("kredit/bank", ("actor",))
    assert lint("missing-slot", desk(codes=book, codings=coded[1:])) == []  # nothing of it is coded at all
