from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.collect.quarantine import keep_out
from qda.model.errors import InputError, NotFoundError
from qda.model.records import Kind
from qda.store import journal, quarantine
from qda.store.study import Study
from tests.studies import add_source, begun

TEXT = "Judul\n\nHarga perak naik\nlagi. Harga tembaga tidak.\n\nSiswa membaca di\nkelas. Harga buku naik."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with begun(tmp_path, "s") as made:
        add_source(made, "laporan", TEXT, Kind.DOCUMENT)
        yield made


def kept(study: Study) -> list[tuple[str, str]]:
    return [(TEXT[q.span.start : q.span.end], q.why) for q in quarantine.listed(study)]


def test_the_words_are_kept_out_with_the_reason_whatever_the_line_breaks(study: Study) -> None:
    done = keep_out(study, "laporan", "perak  naik lagi.", " bukan temuan ")
    assert (done.source, done.line, done.fresh) == ("laporan", 3, True)
    assert kept(study) == [("perak naik\nlagi.", "bukan temuan")]
    assert "line 3: 16 characters" in str(done)
    assert not keep_out(study, "laporan", "perak naik lagi.", "sekali lagi").fresh
    assert len(kept(study)) == 1
    journal.undo(study)
    assert kept(study) == []


def test_the_whole_paragraph(study: Study) -> None:
    keep_out(study, "laporan", "membaca di kelas", "penelitian lain", paragraph=True)
    assert kept(study) == [("Siswa membaca di\nkelas. Harga buku naik.", "penelitian lain")]


@pytest.mark.parametrize(("quote", "n"), [("Harga", 3), ("tiada", 0), ("", 0), ("a.c", 0)])
def test_words_must_occur_once(study: Study, quote: str, n: int) -> None:
    with pytest.raises(InputError, match=f"occurs {n} times in laporan"):
        keep_out(study, "laporan", quote, "sebab")
    assert kept(study) == []


def test_a_source_and_a_reason_are_needed(study: Study) -> None:
    with pytest.raises(NotFoundError):
        keep_out(study, "lain", "perak", "sebab")
    with pytest.raises(InputError, match="for a reason"):
        keep_out(study, "laporan", "perak", " ")
