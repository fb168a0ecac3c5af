"""What a command that makes a file never does: write over a study."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qda.exchange.output import put
from qda.model.errors import InputError
from qda.store.study import Study


@pytest.mark.parametrize("name", ["coba.qda", "coba-salinan.db", "coba.xml"])
def test_a_study_is_never_written_over_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    Study.create(tmp_path / "coba.qda", title="coba").close()
    if name != "coba.qda":
        shutil.copyfile(tmp_path / "coba.qda", tmp_path / name)
    before = (tmp_path / name).read_bytes()
    with pytest.raises(InputError) as refused:
        put(b"<testsuites/>", tmp_path / name)
    assert refused.value.mend
    assert (tmp_path / name).read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_the_ending_of_studies_is_kept_for_studies(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        put(b"<testsuites/>", tmp_path / "baru.QDA")
    assert not list(tmp_path.iterdir())


def test_other_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"SQLite")
    assert put(b"<a/>", tmp_path / "a.xml")
    assert (tmp_path / "a.xml").read_bytes() == b"<a/>"
    assert not put(b"<a/>", tmp_path / "a.xml")
