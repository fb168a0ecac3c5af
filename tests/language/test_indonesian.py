"""Indonesian forms, formal and as spoken, and the false merges that `nlp.md` warns of."""

from __future__ import annotations

import pytest

from qda.language import indonesian
from qda.language.lexeme import keys


@pytest.mark.parametrize(
    ("lexeme", "forms"),
    [
        ("latih", "latih melatih dilatih terlatih ngelatih kulatih kaulatih latihkan dilatihkannya melatihnya"),
        ("pelatihan", "pelatihan pelatihannya pelatihan-pelatihan pelatihanku Pelatihanlah pelatihan2"),
        ("urus", "urus mengurus ngurus ngurusin diurusin diurus diuruskan uruslah"),
        ("bantu", "bantu membantu dibantu bantuin dibantuin ngebantu ngebantuin terbantu mbantu"),
        ("bawa", "membawa dibawa terbawa kebawa bawain dibawain"),
        ("pakai", "memakai dipakai pake dipake kepake"),
        ("anak", "anak anak-anak anaknya anak-anaknya anak2 anak2nya"),
        ("bagi", "membagi dibagi membagikan membagi-bagikan bagiin"),
        ("perbaiki", "memperbaiki diperbaiki perbaiki diperbaikinya"),
        ("berdayakan", "memberdayakan diberdayakan berdayakan"),
        ("alami", "mengalami dialami alami mengalaminya"),
        ("lakukan", "melakukan dilakukan lakukan ngelakuin dilakuin"),
        ("tidak", "tidak nggak enggak ndak gak ga Tidaklah"),
        ("sudah", "sudah udah udh sdh"),
        ("lihat", "melihat dilihat liat ngeliat diliatin terlihat"),
        ("dengar", "mendengar dengerin didengar denger ngedengerin terdengar"),
        ("sosialisasi", "disosialisasikan menyosialisasikan mensosialisasikan sosialisasi"),
        ("tulis", "menulis ditulis nulis menulis-nulis tulislah"),
        ("pesan", "memesan dipesan mesen mesenin dipesenin"),
        ("pegang", "memegang dipegang megang"),
        ("cari", "mencari dicari nyari nyariin cariin"),
        ("bawah", "bawah dibawah"),
    ],
)
def test_forms_of_one_lexeme_share_the_inflected_key(lexeme: str, forms: str) -> None:
    assert {form: keys(form).inflected for form in forms.split()} == dict.fromkeys(forms.split(), lexeme)


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("latih", "latih pelatih pelatihan latihan berlatih melatih terlatih dilatihkan"),
        ("usaha", "usaha perusahaan pengusaha mengusahakan berusaha"),
        ("daya", "pemberdayaan memberdayakan diberdayakan berdaya"),
        ("bina", "bina membina pembinaan binaan dibina pembina"),
        ("uang", "uang keuangan"),
        ("alam", "alam pengalaman mengalami"),
        ("hasil", "hasil berhasil keberhasilan menghasilkan penghasilan"),
        ("pasti", "pasti ketidakpastian kepastian memastikan"),
        ("rajin", "rajin kerajinan pengrajin perajin pengerajin"),
        ("mandiri", "mandiri kemandirian memandirikan"),
    ],
)
def test_derived_words_share_the_root(root: str, forms: str) -> None:
    assert {form: keys(form).root for form in forms.split()} == dict.fromkeys(forms.split(), root)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("pemerintah", "perintah"),
        ("perusahaan", "usaha"),
        ("pengusaha", "usaha"),
        ("keuangan", "uang"),
        ("pengalaman", "alam"),
        ("mengalami", "alam"),
        ("tujuan", "setuju"),
        ("penduduk", "duduk"),
        ("memperbaiki", "baik"),
        ("memperhatikan", "hati"),
        ("undang-undang", "undang"),
        ("mata-mata", "mata"),
        ("termasuk", "masuk"),
        ("mengaku", "aku"),
        ("dilakukan", "laku"),
        ("pelatihan", "pelatih"),
    ],
)
def test_another_word_is_not_an_inflection(word: str, other: str) -> None:
    assert keys(word).inflected != keys(other).inflected


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("beruang", "uang"),
        ("utang", "uang"),
        ("mereka", "reka"),
        ("berapa", "apa"),
        ("sekarang", "karang"),
        ("selatan", "selat"),
        ("media", "dia"),
        ("perempuan", "empu"),
        ("keluarga", "luar"),
        ("masalah", "masa"),
        ("tahun", "tahu"),
        ("kemudian", "mudi"),
        ("memberi", "membeli"),
        ("mengatakan", "menyatakan"),
        ("tindakan", "tindas"),
        ("paket", "sepakat"),
        ("model", "modal"),
    ],
)
def test_words_that_only_look_related_never_meet(word: str, other: str) -> None:
    assert keys(word).root != keys(other).root


def test_hutang_is_a_spelling_of_utang() -> None:
    assert keys("berhutang") == keys("berhutang")._replace(inflected="berhutang", root="utang")
    assert keys("hutang").exact == "utang"


@pytest.mark.parametrize("word", ["", "x", "zzyzx", "-", "a-b-c", "2", "ng", "menge", "nya", "di-", "kelalai-"])
def test_strange_words_have_no_reading_and_do_no_harm(word: str) -> None:
    assert indonesian.analyse(word) is None
    assert not indonesian.known(word)
