"""An Indonesian heading is as good as an English one."""

from __future__ import annotations

import pytest

from qda.collect.cases_file import read_cases
from qda.collect.importer import File
from qda.model.attributes import standard
from qda.model.condition import parse_condition


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Peran", "role"),
        ("kelompok_sumber", "group"),
        ("LOKASI", "site"),
        ("teknik", "technique"),
        ("role", "role"),
        ("Lama  Usaha", "lama usaha"),
        ("lama_usaha", "lama_usaha"),
    ],
)
def test_standard_attributes_have_one_name(written: str, meant: str) -> None:
    assert standard(written) == meant


def test_a_cases_table_in_indonesian() -> None:
    rows = "Nama,Alias,Peran,Kelompok,Lama usaha,Sama dengan\nBu Rini,Rini,perajin,pengrajin,12,\n"
    table = read_cases(File(name="informan.csv", data=(rows + "Ketua,,ketua,pengrajin,,Bu Rini\n").encode()))
    assert not table.problems
    assert [row.attributes for row in table.rows] == [
        (("role", "perajin"), ("group", "pengrajin"), ("lama usaha", "12")),
        (("role", "ketua"), ("group", "pengrajin")),
    ]
    assert [row.same_as for row in table.rows] == [None, "Bu Rini"]


def test_conditions_know_both_names() -> None:
    assert parse_condition("peran=perajin dan lokasi!=Gedeg").holds({"role": "perajin", "site": "Batankrajan"})
