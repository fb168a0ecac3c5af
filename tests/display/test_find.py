"""Words of a study in their context."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from qda.display.find import find
from qda.display.find_arguments import find_arguments
from qda.display.hits import hits_sheet
from qda.model.desk_records import SavedView
from qda.model.errors import FormulaError, NotFoundError
from qda.model.ids import new_id
from qda.model.records import Case, Code, Coding, Kind, Source, Speaker, SpeakerRole, Stance, Technique, Turn
from qda.store import cases, codebook, index, sources, views
from qda.store import codings as stored_codings
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


# -- codes, conditions, relations --------------------------------------------------------------------------------------


@pytest.fixture
def coded(study: Study) -> Study:
    """The same with codes: `usaha` above `usaha/modal`; three codings, one by a second coder; two cases."""
    identity = {source.name: source.id for source in sources.listed(study)}
    usaha, modal, latih = (
        Code(id=new_id(), path=p, position=n) for n, p in enumerate(("usaha", "usaha/modal", "latih"))
    )
    texts = {"satu": ONE, "dua": TWO}

    def coding(source: str, quote: str, code: Code, **more: Any) -> Coding:
        start = texts[source].index(quote)
        return Coding(
            id=new_id(), source=identity[source], start=start, end=start + len(quote), quote=quote, code=code.id,
            coder=more.pop("coder", "ana"), at=study.now(), **more,
        )  # fmt: skip

    with study.command("codes"):
        pak, dinas = (
            Case(id=new_id(), name="Pak Min", aliases=("Min",), attributes=(("role", "pengrajin"), ("site", "Utara"))),
            Case(id=new_id(), name="Dinas", attributes=(("role", "dinas"), ("technique", "document"))),
        )
        for case in (pak, dinas):
            cases.save(study, case)
        speaker = next(one for one in sources.speakers(study) if one.label == "Pengrajin perak")
        sources.assign(study, speaker.id, SpeakerRole.INFORMANT, pak.id)
        sources.describe(study, identity["dua"], period="2015", site="Selatan")
        codebook.save(study, [usaha, modal, latih])
        stored_codings.add_many(
            study,
            [
                coding("satu", "Dilatih sekali.", latih, stance=Stance("+"), memo="sekali saja"),
                coding("satu", "Modal tidak.", modal, stance=Stance("-"), round="2", coder="budi"),
                coding("satu", "Dilatih sekali. Modal tidak.", usaha, informant=dinas.id, prompted=True),
                coding("dua", "Pelatihan sepi.", latih, magnitude="rendah"),
                coding("dua", "perak dan modal", usaha, status="rejected"),
            ],
        )
    return study


WHOLE = "Dilatih sekali. Modal tidak."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("code:usaha", [WHOLE, "Modal tidak."]),  # what is below counts; what was refused does not
        ("code:=usaha", [WHOLE]),
        ("code:latih OR code:modal", ["Pelatihan sepi.", "Dilatih sekali.", "Modal tidak."]),
        ("code:latih AND stance=+", ["Dilatih sekali."]),
        ("code:* AND coder=budi", ["Modal tidak."]),
        ("code:* AND pengode=budi", ["Modal tidak."]),
        ("code:* AND round=2", ["Modal tidak."]),
        ("code:* AND magnitude=rendah", ["Pelatihan sepi."]),
        ("code:* AND memo~saja", ["Dilatih sekali."]),
        ("code:* AND prompted=true", [WHOLE]),
        ("code:* AND role=pengrajin", ["Dilatih sekali.", "Modal tidak."]),  # the third is told for somebody else
        ("code:* AND role=dinas", [WHOLE]),
        ("code:* AND informant=Min", ["Dilatih sekali.", "Modal tidak."]),  # by an alias, too
        ("code:* AND technique=D", [WHOLE]),  # of the informant who was named by hand
        ("code:* AND technique=O", ["Pelatihan sepi."]),
        ("code:* AND site=Selatan", ["Pelatihan sepi."]),  # of the source where nobody has one
        ("code:* AND site=Utara", ["Dilatih sekali.", "Modal tidak."]),
        ("code:* AND period<2016", ["Pelatihan sepi."]),
        ("code:* AND jenis=observation", ["Pelatihan sepi."]),
        ("code:* AND kind=interview AND NOT role=dinas", ["Dilatih sekali.", "Modal tidak."]),
        ('speaker="Pengrajin perak"', [WHOLE]),
        ("source=dua NOT code:*", ["Catatan perak dan modal."]),  # paragraphs, where nobody speaks
        ("site=Selatan AND modal", ["modal"]),
        ("modal WITHIN code:usaha", ["Modal"]),
        ("code:usaha CONTAINS code:latih", [WHOLE]),
        ("code:modal OVERLAPS code:=usaha", ["Modal tidak."]),
        ("code:latih SAME code:usaha", []),
        ("code:latih THEN/1 code:modal", [WHOLE]),
        ("code:modal THEN/9 code:latih", []),
        ("pelatihan NEAR/1turn code:latih", ["Pelatihan sepi.", "pelatihan perak?\nPengrajin perak: Dilatih sekali."]),
        ("perak AND code:latih", []),
        ("sekali AND code:modal", ["sekali", "Modal tidak."]),
        ("~dilatih AND code:modal", ["Dilatih", "Modal tidak."]),
    ],
)
def test_a_query_finds_coded_passages(coded: Study, query: str, expected: list[str]) -> None:
    found = find(coded, query)
    assert [place.quote for place in sorted(found.places, key=lambda p: (p.source, p.start, -p.end))] == expected
    assert found.coded
    assert (found.total, found.sources) == (len(expected), len({place.source for place in found.places}))


def test_a_passage_comes_with_line_speaker_codes_and_codings(coded: Study) -> None:
    (place,) = find(coded, "code:latih THEN/1 code:modal").places
    assert (place.source, place.line, place.speaker) == ("satu", 4, "Pengrajin perak")
    assert place.codes == ("usaha/modal", "latih")
    assert len(place.codings) == 2
    assert ONE[place.start : place.end] == place.quote


def test_a_passage_coded_by_several_is_one_place(coded: Study) -> None:
    first = find(coded, "code:modal").places[0]
    old = stored_codings.get(coded, first.codings[0])
    with coded.command("code add"):
        stored_codings.add_many(coded, [dataclasses.replace(old, id=new_id(), coder="citra", stance=None)])
    (place,) = find(coded, "code:modal").places
    assert len(place.codings) == 2
    assert len(find(coded, "code:modal AND coder=citra").places[0].codings) == 1
    assert find(coded, "code:modal", limit=1).total == 1


def test_words_alone_are_found_without_codes(coded: Study) -> None:
    found = find(coded, "modal")
    assert not found.coded
    assert {(place.line, place.codes) for place in found.places} == {(0, ())}


def test_only_one_source_is_looked_in(coded: Study) -> None:
    assert [place.source for place in find(coded, "code:* OR modal OR role=*", source="dua").places] == ["dua"] * 2
    assert {place.source for place in find(coded, "source=*", source="dua").places} == {"dua"}


def test_a_name_that_nothing_has_is_marked(coded: Study) -> None:
    with pytest.raises(FormulaError, match=r"modal AND ▸rol=x: There is no “rol”\. Did you mean “role”\?"):
        find(coded, "modal AND rol=x")
    with pytest.raises(NotFoundError, match="▸code:usahi: There is no code"):
        find(coded, "code:usahi")
    with pytest.raises(NotFoundError, match="▸@lama: There is no saved query “lama”"):
        find(coded, "@lama")


def test_a_value_that_nothing_has_is_told_with_those_there_are(coded: Study) -> None:
    found = find(coded, "code:* AND role=pengrajn AND NOT stance=-")
    assert (found.total, [str(note) for note in found.notes]) == (
        0,
        ["Nothing that was looked at has role=pengrajn. There are: dinas, pengrajin."],
    )
    assert find(coded, "code:* AND role=peng* AND magnitude<0 AND round!=2").notes == ()


def test_an_operator_in_small_letters_is_told_where_nothing_is_found(coded: Study) -> None:
    for query in ("modal dan perak", "code:latih OVERLAPS (modal dan perak)"):
        found = find(coded, query)
        assert found.total == 0
        assert [note.mend for note in found.notes] == ["Operators are written in capitals: DAN."]


def test_a_saved_query_is_looked_up_with_its_source(coded: Study) -> None:
    arguments = find_arguments("code:latih OR modal", source="satu", limit=1)
    with coded.command("view"):
        views.save(coded, SavedView(name="latih", verb="find", arguments=arguments, seal="", by="ana", at=coded.now()))
    assert [place.quote for place in find(coded, "@latih AND stance=+").places] == ["Dilatih sekali."]
    assert {place.source for place in find(coded, "@latih").places} == {"satu"}


def test_where_nobody_speaks_a_paragraph_is_a_turn(coded: Study) -> None:
    lines = ("Perak mahal.", "Modal sedikit.", "Perak dan modal.")
    tiga = new_id()
    with coded.command("import"):
        text = "\n".join(lines)
        source = Source(id=tiga, name="tiga", kind=Kind.OBSERVATION, technique=Technique.OBSERVATION, text=text)
        whole = (Turn(source=tiga, start=0, end=len(text)),)  # as a project of another program comes in
        sources.add_many(coded, [NewSource(source=source, speakers=(), turns=whole, words=7)])
        index.update(coded)
    assert [place.quote for place in find(coded, "source=tiga").places] == list(lines)
    assert [place.line for place in find(coded, "perak AND modal AND source=tiga").places] == [3, 3]
    assert [place.line for place in find(coded, "perak NOT modal AND source=tiga").places] == [1]


def test_nothing_coded_and_nobody_known_is_no_fault(study: Study) -> None:
    assert find(study, "code:*" if codebook.listed(study) else "stance=*").places == ()
    assert find(study, "role=*" if cases.listed(study) else "informant=*").places == ()


def test_passages_as_a_sheet(coded: Study) -> None:
    sheet = hits_sheet(coded, find(coded, "code:usaha OR kapal"), "code:usaha")
    assert [column.label for column in sheet.columns] == ["line", "speaker", "before", "found", "after", "codes"]
    assert [row.cells[3].value for row in sheet.rows] == [WHOLE, "Modal tidak."]
    assert [q.coding for q in sheet.quotations] == [c for row in sheet.rows for c in row.cells[3].evidence]
    assert [(q.role, q.informant, q.line, q.stance) for q in sheet.quotations] == [
        ("dinas", "Dinas", 4, ""),
        ("pengrajin", "Pak Min", 4, "-"),
    ]
    words = hits_sheet(coded, find(coded, "modal"), "modal")
    assert [column.label for column in words.columns] == ["speaker", "before", "found", "after"]
    assert words.quotations == ()
