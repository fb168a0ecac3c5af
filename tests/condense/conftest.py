"""Small studies for the tests of condensing; all speech is made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from qda.condense import codebooks
from qda.condense.codebook_file import read_codebook
from qda.model.ids import new_id, new_ids
from qda.model.records import TECHNIQUE_OF, Kind, Source, Speaker, SpeakerRole, Turn
from qda.store import index, sources
from qda.store.sources import NewSource
from qda.store.study import Study

Said = tuple[str, str]
"""A label (P asks, anybody else is an informant) and what is said."""


def spoken(name: str, turns: Sequence[Said], kind: Kind = Kind.INTERVIEW) -> NewSource:
    made = new_id()
    speakers = {
        label: Speaker(
            id=new_id(),
            source=made,
            label=label,
            role=SpeakerRole.INTERVIEWER if label == "P" else SpeakerRole.INFORMANT,
        )
        for label in dict.fromkeys(label for label, _words in turns)
    }
    text, placed = "", []
    for label, words in turns:
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        placed.append(Turn(source=made, start=start, end=len(text) - 1, speaker=speakers[label].id))
    source = Source(id=made, name=name, kind=kind, technique=TECHNIQUE_OF[kind], text=text)
    return NewSource(source=source, speakers=tuple(speakers.values()), turns=tuple(placed), words=len(text.split()))


def plain(name: str, text: str, kind: Kind = Kind.OBSERVATION) -> NewSource:
    source = Source(id=new_id(), name=name, kind=kind, technique=TECHNIQUE_OF[kind], text=text)
    return NewSource(source=source, speakers=(), turns=(), words=len(text.split()))


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study.create(tmp_path / "coba.qda", title="Coba", who="ana")


@pytest.fixture
def take_in(study: Study) -> Callable[..., None]:
    def take(*news: NewSource) -> None:
        with study.command("import"):
            sources.add_many(study, news)
            index.update(study)

    return take


@pytest.fixture
def frame(study: Study) -> Callable[[str], codebooks.Loaded]:
    """Gives the study a codebook, written as YAML."""

    def give(text: str) -> codebooks.Loaded:
        book = codebooks.usable(read_codebook("kode.yaml", text.encode(), new_ids()), "kode.yaml")
        return codebooks.save(study, book)

    return give
