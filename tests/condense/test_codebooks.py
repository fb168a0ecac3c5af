"""A codebook in a study: imported once, compared, exported, explained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qda.condense import codebooks
from qda.condense.explain import explain
from qda.exchange.output import save_sheets
from qda.model.errors import InputError
from qda.model.records import Level
from qda.store import codebook, journal
from qda.store.study import Study

from .conftest import plain, spoken

KODE = """\
codebook: coba
title: {id: Coba}
codes:
  - {name: a, definition: Satu., match: [pelatihan, +latih]}
  - name: b
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kode.yaml"
    path.write_text(KODE, encoding="utf-8")
    return path


def test_a_second_import_changes_nothing(study: Study, file: Path) -> None:
    assert codebooks.load(study, file).added == ("a", "b")
    entries = journal.entries(study)
    again = codebooks.load(study, file)
    assert (again.added, again.changed, again.unchanged) == ((), (), ("a", "b"))
    assert journal.entries(study) == entries
    assert codebooks.current(study).title == (("id", "Coba"),)


def test_a_dry_run_says_what_an_import_then_does(study: Study, file: Path) -> None:
    codebooks.load(study, file)
    file.write_text(KODE.replace("Satu.", "Dua.").replace("name: b", "name: c"), encoding="utf-8")
    dry = codebooks.load(study, file, dry_run=True)
    assert [str(change) for change in codebooks.compare(study, file)] == [
        "changed: a, definition: Satu. → Dua.",
        "added: c",
        "removed: b",
    ]
    done = codebooks.load(study, file, prune=True)
    assert (dry.added, dry.changed, dry.unchanged) == (done.added, done.changed, done.unchanged) == (("c",), ("a",), ())
    assert done.not_in_file == ("b",)
    assert [(code.path, code.version) for code in codebook.listed(study)] == [("a", 2), ("c", 1)]


def test_codes_that_a_file_lacks_stay_unless_told_otherwise(study: Study, file: Path) -> None:
    codebooks.load(study, file)
    file.write_text("codes: [{name: a}]", encoding="utf-8")
    assert codebooks.load(study, file).not_in_file == ("b",)
    assert [code.path for code in codebook.listed(study)] == ["a", "b"]


def test_a_codebook_with_faults_is_refused_whole(study: Study, file: Path) -> None:
    file.write_text("codes:\n  - name: a\n  - name: a\n", encoding="utf-8")
    with pytest.raises(InputError) as fault:
        codebooks.load(study, file)
    assert str(fault.value).startswith("kode.yaml, line 3: The code “a” already stands on line 2.")
    file.write_text("codes:\n  - name: a\n    x: 1\n  - name: a\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 faults") as fault:
        codebooks.load(study, file)
    assert "line 3" in str(fault.value)
    assert "line 4" in str(fault.value)
    assert codebook.listed(study) == []
    with pytest.raises(InputError, match="no such file"):
        codebooks.load(study, file.parent / "tak-ada.yaml")


@pytest.mark.parametrize("ending", [".yaml", ".csv"])
def test_an_export_imports_without_change(study: Study, file: Path, ending: str) -> None:
    codebooks.load(study, file)
    out = file.with_name(f"luar{ending}")
    out.write_bytes(codebooks.export_bytes(study, ending))
    assert codebooks.compare(study, out) == ()
    assert codebooks.load(study, out).unchanged == ("a", "b")
    with pytest.raises(InputError, match=r"not “[.]pdf”"):
        codebooks.export_bytes(study, ".pdf")
    assert [row.label for row in codebooks.export_sheet(study).rows] == ["a", "b"]


def test_an_exported_workbook_imports_without_change(study: Study, file: Path) -> None:
    long = "Ini contoh yang panjang sekali, supaya tidak muat dalam satu baris sel."
    file.write_text(KODE + f"    typical: {long!r}\n    slots: [actor]\n", encoding="utf-8")
    codebooks.load(study, file)
    out = file.with_name("luar.xlsx")
    save_sheets(study, (codebooks.export_sheet(study),), out, "qda codebook export")
    assert codebooks.compare(study, out) == ()
    assert codebooks.load(study, out).problems == ()


def test_explain_lists_what_each_level_adds(study: Study, file: Path, take_in: Callable[..., None]) -> None:
    take_in(spoken("w", [("N", "pelatihan, pelatihannya, dilatih, pelathian")]), plain("c", "Pelatihan. Latih!"))
    codebooks.load(study, file)
    found = explain(study, "pelatihan")
    assert [(one.word, one.count, one.sources) for one in found.exact] == [("pelatihan", 2, 2)]
    assert [one.word for one in found.inflected] == ["pelatihannya"]
    assert {one.word for one in found.root} == {"dilatih", "latih"}
    assert [one.word for one in found.misspelt] == ["pelathian"]
    assert [found.total(level) for level in Level] == [2, 3, 5]
    assert (found.known, found.codes) == (True, (("a", "pelatihan"),))
    with pytest.raises(InputError, match="not one word"):
        explain(study, "dua kata")
