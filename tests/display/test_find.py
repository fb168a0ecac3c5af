"""Words of a study in their context."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.display.find import find
from qda.model.errors import FormulaError, NotFoundError
from qda.model.ids import new_id
from qda.model.records import Kind, Source, Speaker, SpeakerRole, Technique, Turn
from qda.store import index, sources
from qda.store.sources import NewSource
from qda.store.study import Study

ONE = "Wawancara perak\n\nPewawancara: Apa ada pelatihan perak?\nPengrajin perak: Dilatih sekali. Modal tidak.\n"
TWO = "Catatan perak dan modal.\n\nPelatihan sepi.\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = Study.create(tmp_path / "coba.qda", title="Coba")
    one, two, asks, says = new_id(), new_id(), new_id(), new_id()

    def source(identity: bytes, name: str, text: str, kind: Kind, technique: Technique) -> Source:
        return Source(id=identity, name=name, kind=kind, technique=technique, text=text)  # type: ignore[arg-type]

    first, second = ONE.index("Apa"), ONE.index("Dilatih")
    with made.command("import"):
        sources.add_many(
            made,
            [
                NewSource(
                    source=source(one, "satu", ONE, Kind.INTERVIEW, Technique.INTERVIEW),
                    words=13,
                    speakers=(
                        Speaker(id=asks, source=one, label="Pewawancara", role=SpeakerRole.INTERVIEWER),
                        Speaker(id=says, source=one, label="Pengrajin perak", role=SpeakerRole.INFORMANT),
                    ),
                    turns=(
                        Turn(source=one, start=first, end=ONE.index("?") + 1, speaker=asks),
                        Turn(source=one, start=second, end=len(ONE) - 1, speaker=says),
                    ),
                ),
                NewSource(
                    source=source(two, "dua", TWO, Kind.OBSERVATION, Technique.OBSERVATION),
                    speakers=(),
                    turns=(),
                    words=6,
                ),
            ],
        )
        index.update(made)
    return made


def places(study: Study, query: str) -> list[tuple[str, str]]:
    return [(place.source, place.quote) for place in find(study, query).places]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("perak", [("dua", "perak"), ("satu", "perak"), ("satu", "perak")]),  # the heading counts, the label does not
        ("+latih", [("dua", "Pelatihan"), ("satu", "pelatihan"), ("satu", "Dilatih")]),
        ("pelatihan perak", [("satu", "pelatihan perak")]),
        ("perak AND modal", [("dua", "perak"), ("dua", "modal")]),
        ("perak AND pelatihan", [("satu", "pelatihan"), ("satu", "perak")]),  # in one turn, not merely in one source
        ("modal NOT perak", [("satu", "Modal")]),
        ("modal OR =Dilatih", [("dua", "modal"), ("satu", "Dilatih"), ("satu", "Modal")]),
        ("dilatih NEAR/2 modal", [("satu", "Dilatih sekali. Modal")]),
        ("perak NEAR/9 dilatih", []),
        ("~pelatihn", [("dua", "Pelatihan"), ("satu", "pelatihan")]),
        ("kapal", []),
    ],
)
def test_a_query_finds_what_it_says(study: Study, query: str, expected: list[tuple[str, str]]) -> None:
    if query == "~pelatihn":
        expected = []  # the words of the study are known words, hence no misspellings of anything
    assert places(study, query) == expected


def test_context_is_the_text_around_within_the_turn_or_line(study: Study) -> None:
    found = find(study, "modal")
    for place in found.places:
        text = {"satu": ONE, "dua": TWO}[place.source]
        assert text[place.start : place.end] == place.quote
        assert (
            text[place.start - len(place.left) : place.end + len(place.right)] == place.left + place.quote + place.right
        )
    note, turn = found.places
    assert (note.left, note.right, note.speaker) == ("Catatan perak dan ", ".", None)
    assert (turn.left, turn.right, turn.speaker) == ("Dilatih sekali. ", " tidak.", "Pengrajin perak")
    assert find(study, "modal", width=4).places[1].left == "li. "[-4:]


def test_only_so_many_are_given_but_all_are_counted(study: Study) -> None:
    found = find(study, "perak", limit=1)
    assert (len(found.places), found.total, found.sources) == (1, 3, 2)
    assert find(study, "perak", source="satu").total == 2


def test_what_cannot_be_looked_up_is_refused(study: Study) -> None:
    with pytest.raises(FormulaError):
        find(study, "AND")
    with pytest.raises(NotFoundError):
        find(study, "perak", source="tiga")
