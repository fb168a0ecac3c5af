"""The word index follows the sources, whatever is undone, redone or imported in small pieces."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qda.model.ids import new_id
from qda.model.records import Kind, Source, Technique
from qda.store import index, journal, sources
from qda.store.sources import NewSource
from qda.store.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study.create(tmp_path / "coba.qda", title="Coba")


def take_in(study: Study, *texts: str) -> None:
    with study.command("import"):
        for text in texts:
            sources.add(
                study,
                NewSource(
                    source=Source(
                        id=new_id(), name=text.split()[0], kind=Kind.DOCUMENT, technique=Technique.DOCUMENT, text=text
                    ),
                    speakers=(),
                    turns=(),
                    words=len(text.split()),
                ),
            )
        index.update(study)


def places(study: Study, word: str) -> dict[str, list[int]]:
    """Where a word stands, by source; through the index only."""
    found: dict[str, list[int]] = {}
    with index.opened(study) as indexed:
        for part in indexed:
            segment = part.segment
            for number in segment.words_with_key("exact", word).tolist():
                first, last = segment.read("word_pointer", np.uint64, number, number + 2).tolist()
                tokens = segment.read("token", np.uint32, first, last)
                starts = segment.read("start", np.uint32, first, last)
                documents = segment.document_first.searchsorted(tokens, "right") - 1
                for document, start in zip(documents.tolist(), starts.tolist(), strict=True):
                    for source in part.sources.get(document, ()):
                        found.setdefault(source.name, []).append(start)
    return found


def segments(study: Study) -> int:
    return int(study.one("SELECT count(*) FROM segment"))


def test_a_word_is_found_at_its_place_in_every_source(study: Study) -> None:
    take_in(study, "satu perak dan perak", "dua emas", "tiga perak")
    assert places(study, "perak") == {"satu": [5, 15], "tiga": [5]}


def test_what_undo_took_is_not_found_and_what_redo_brought_is(study: Study) -> None:
    take_in(study, "satu perak")
    take_in(study, "dua perak")
    journal.undo(study)
    assert places(study, "perak") == {"satu": [5]}
    journal.redo(study)
    assert places(study, "perak") == {"satu": [5], "dua": [4]}


def test_one_text_in_two_sources_is_indexed_once(study: Study) -> None:
    take_in(study, "satu perak")
    with study.command("import"):
        sources.add(
            study,
            NewSource(
                source=Source(
                    id=new_id(), name="salinan", kind=Kind.DOCUMENT, technique=Technique.DOCUMENT, text="satu perak"
                ),
                speakers=(),
                turns=(),
                words=2,
            ),
        )
        assert index.update(study) == 0
    assert places(study, "perak") == {"satu": [5], "salinan": [5]}


def test_small_imports_are_gathered_into_few_segments(study: Study) -> None:
    for n in range(40):
        take_in(study, f"sumber{n} perak")
    assert segments(study) <= 6
    assert len(places(study, "perak")) == 40


def test_texts_indexed_under_older_rules_are_found_and_indexed_anew(study: Study) -> None:
    take_in(study, "satu perak")
    study.db.execute("UPDATE segment SET rules = '0'")
    assert places(study, "perak") == {"satu": [5]}
    take_in(study, "dua perak")
    assert study.rows("SELECT DISTINCT rules FROM segment") != [("0",)]
    assert segments(study) == 1
    assert places(study, "perak") == {"satu": [5], "dua": [4]}


def test_a_text_that_lost_its_source_leaves_the_index_in_time(study: Study) -> None:
    take_in(study, "satu perak")
    with study.command("source remove"):
        sources.remove(study, sources.find(study, "satu").id)
    take_in(study, "dua emas")
    assert places(study, "perak") == {}
    assert segments(study) == 1


def test_a_large_import_is_parted_into_segments(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_LARGEST", 40)
    take_in(study, *(f"sumber{n} perak emas tembaga" for n in range(6)))
    assert segments(study) == 6
    assert len(places(study, "emas")) == 6
