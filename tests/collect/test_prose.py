"""Running text is no talk: words before a colon, half citations, and whatever the author's own prose looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.collect.ingest import ImportOptions, import_files
from qda.collect.labels import never_speaks
from qda.collect.turns import find_turns
from qda.model.records import Kind
from qda.store import sources
from qda.store.study import Study

PROSE = "Wujudnya\nsebagai berikut:\nsatu, dua.\n" * 4 + "Creswell (2014:12) menulis\nbegitu.\n" * 4


@pytest.mark.parametrize("label", ["berikut", "Sebagai berikut", "sbb.", "Creswell (2014", "as follows"])
def test_words_before_a_colon_are_nobody(label: str) -> None:
    assert never_speaks(label)


@pytest.mark.parametrize("label", ["Bu Rini", "Narasumber (Bu Tini)", "P", "Speaker, First (Student)"])
def test_labels_of_people_speak(label: str) -> None:
    assert not never_speaks(label)


def test_prose_with_colons_has_no_turns() -> None:
    assert find_turns(PROSE).turns == ()


def test_nobody_speaks_in_the_authors_own_prose(tmp_path: Path) -> None:
    (tmp_path / "bab4.txt").write_text("P: Apa kabar?\nN: Baik.\nP: Lalu?\nN: Itu saja.\n", encoding="utf-8")
    with Study.create(tmp_path / "coba.qda", title="Coba") as study:
        import_files(study, ["bab4.txt"], ImportOptions(kind=Kind.AUTHOR), base=tmp_path)
        (prose,) = sources.listed(study)
        assert sources.turns(study, prose.id) == []
        assert sources.speakers(study, prose.id) == []
