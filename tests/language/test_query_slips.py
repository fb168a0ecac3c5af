"""What is written for an operator and is none is refused with what is meant; words stay words."""

from __future__ import annotations

import pytest

from qda.language.query_reader import read_query
from qda.language.query_slips import small_operator
from qda.language.query_tree import All, Code
from qda.language.terms import read_term as t
from qda.model.errors import FormulaError


@pytest.mark.parametrize(
    ("written", "marked", "meant"),
    [
        ("code:a OVERLAP code:b", "code:a ▸OVERLAP code:b", "OVERLAPS"),
        ("code:a OVERLAPPING code:b", "code:a ▸OVERLAPPING code:b", "OVERLAPS"),
        ("modal OVERLAP koperasi", "modal ▸OVERLAP koperasi", "OVERLAPS"),
        ("code:a CONTAIN modal", "code:a ▸CONTAIN modal", "CONTAINS"),
        ("modal WITHN code:a", "modal ▸WITHN code:a", "WITHIN"),
        ("modal INSIDE code:a", "modal ▸INSIDE code:a", "WITHIN"),
        ("code:a BERTINDIH code:b", "code:a ▸BERTINDIH code:b", "BERTINDIHAN"),
        ("modal KECUALI code:a", "modal ▸KECUALI code:a", "BUKAN"),
        ("modal && koperasi", "modal ▸&& koperasi", "AND"),
        ("modal | koperasi", "modal ▸| koperasi", "OR"),
        ("modal near/5 koperasi", "modal ▸near/5 koperasi", "NEAR/5"),
        ("modal NEAR5 koperasi", "modal ▸NEAR5 koperasi", "NEAR/5"),
        ("modal Dekat/2giliran koperasi", "modal ▸Dekat/2giliran koperasi", "DEKAT/2turns"),
        ("modal NEAR/-1 koperasi", "modal ▸NEAR/-1 koperasi", "NEAR/1"),
        ("modal NEAR 5 koperasi", "modal NEAR ▸5 koperasi", "NEAR/5"),
        ("modal NEAR/2 turns koperasi", "modal NEAR/2 ▸turns koperasi", "NEAR/2turns"),
        ("modal NEAR/5 kata koperasi", "modal NEAR/5 ▸kata koperasi", "NEAR/5"),
        ("role = perajin", "role ▸= perajin", "role=perajin"),
        ("modal role =perajin", "modal role ▸=perajin", "role AND =perajin"),
        ("modal -koperasi", "modal ▸-koperasi", "NOT koperasi"),
        ("!modal", "▸!modal", "NOT modal"),
        ("role:perajin AND modal", "▸role:perajin AND modal", "role=perajin"),
        ('role:"kepala dinas"', '▸role:"kepala dinas"', 'role="kepala dinas"'),
        ("koding:modal", "▸koding:modal", "code:modal"),
        ("mod*", "▸mod*", "+mod"),
        ("code:a overlaps code:b", "code:a ▸overlaps code:b", "OVERLAPS"),
        ("code:a dan code:b", "code:a ▸dan code:b", "DAN"),
    ],
)
def test_a_slip_is_refused_with_what_is_meant(written: str, marked: str, meant: str) -> None:
    with pytest.raises(FormulaError) as fault:
        read_query(written)
    assert fault.value.where == marked
    assert meant in fault.value.mend


@pytest.mark.parametrize(
    "written",
    [
        "OVERLAP",  # alone it joins nothing
        "KUB UMKM",
        "MEMBUAT KERAJINAN PERAK",
        "anak - anak",
        "sumber daya",
        "pukul 10:30",
        "http://contoh.id",
        "katanya: modal",
        "modal NEAR/5 kata",
        "(code:a NEAR/3 kata)",  # nothing follows that could be the other side
        "modal NEAR/5 kata AND code:a",
        "modal NEAR 5",
        "=KUB",
        "~pengrajin perak",
    ],
)
def test_words_stay_words(written: str) -> None:
    read_query(written)


def test_what_is_in_quotation_marks_is_looked_for() -> None:
    assert read_query('modal "OVERLAP"') == All(parts=(t("modal"), t("OVERLAP")))
    assert read_query('"role:perajin"') == t("role:perajin")


def test_the_head_of_a_code_may_be_in_capitals() -> None:
    assert read_query("Code:modal") == read_query("KODE:modal") == Code(name="modal")
    assert read_query("Kode:=modal") == Code(name="modal", exactly=True)


def test_an_operator_in_small_letters_is_told() -> None:
    found = small_operator("modal dan koperasi")
    assert found is not None
    assert "“dan”" in found.what
    assert "DAN" in found.mend
    assert small_operator("dan modal") is None
