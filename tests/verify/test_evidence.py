from __future__ import annotations

from typing import Any

import pytest

from qda.display.asked import hearings_of
from qda.display.entries import entries_of
from qda.model.evidence import Axis, DependencyKind, Evidence, VerdictWord
from qda.report.tally import informants_of
from qda.verify.asked import asked_places
from qda.verify.evidence import gather_evidence
from qda.verify.facts import study_facts, technique_letter
from qda.verify.finding import EvidenceQuery, FindingSpec
from qda.verify.if_then import case_values
from qda.verify.triangulate import triangulate
from tests.verify.studies import material

SOURCES = [
    {"name": "w1", "period": "mei"},
    {"name": "w2", "date": "2022-08-01"},
    {"name": "catatan", "kind": "observation", "technique": "O"},
    {"name": "brosur", "kind": "document", "technique": "D"},
    {"name": "laporan", "kind": "author", "technique": "A"},
]
CASES = [
    {"name": "Budi", "role": "perajin", "group": "pengrajin", "site": "Gedeg"},
    {"name": "Sri", "role": "kepala", "group": "dinas"},
    {"name": "Lurah", "role": "lurah", "group": "desa"},
    {"name": "Peneliti", "role": "peneliti"},
    {"name": "Koran 2021", "group": "dokumen", "technique": "document"},
]
TURNS = [
    {"source": "w1", "end": 10, "speaker": "P", "role": "interviewer", "case": "Peneliti", "question": "q1"},
    {"source": "w1", "start": 10, "end": 50, "speaker": "B", "role": "informant", "case": "Budi"},
    {"source": "w2", "end": 10, "speaker": "P", "role": "interviewer", "case": "Peneliti", "question": "q2"},
    {"source": "w2", "start": 10, "end": 50, "speaker": "S", "role": "informant", "case": "Sri"},
    {"source": "w2", "start": 50, "end": 90, "speaker": "N", "role": "informant"},
]


def coding(source: str, code: str = "limbah", start: int = 10, **more: Any) -> dict[str, Any]:
    return {"source": source, "code": code, "start": start, "end": start + 5, **more}


def spec(**more: Any) -> FindingSpec:
    query = EvidenceQuery(**{"codes": ("limbah",), **more.pop("evidence", {})})
    return FindingSpec(key="f", statement="s", evidence=query, **more)


def gathered(
    codings: list[dict[str, Any]],
    finding: FindingSpec | None = None,
    axis: Axis = Axis.GROUP,
    texts: dict[str, str] | None = None,
    **more: Any,
) -> Evidence:
    study = material(**{"sources": SOURCES, "cases": CASES, "turns": TURNS, "codings": codings, **more})
    return gather_evidence(study_facts(study, texts), finding or spec(), axis)


def test_a_person_named_by_hand_is_a_witness_wherever_the_words_stand_but_in_the_interviewers() -> None:
    """A transcriber's note is nobody's word; where a coding says whose it tells, it is that person's."""
    notes = [*TURNS, {"source": "w2", "start": 90, "end": 120, "speaker": "Catatan", "role": "other"}]
    apart = {"speaker": "Catatan", "role": "other"}
    codings = [
        coding("w2", start=95, informant="Lurah", **apart),
        coding("w2", start=100, **apart),
        coding("w2", start=2, informant="Lurah", speaker="P", role="interviewer"),
    ]
    study = material(sources=SOURCES, cases=CASES, turns=notes, codings=codings, codes=[{"path": "limbah"}])
    facts = study_facts(study)
    found = gather_evidence(facts, spec())
    assert [(u.informant, u.group) for u in found.units] == [("Lurah", "desa")]
    assert [e.codings for e in found.excluded] == [1, 1]
    shown = entries_of(study)
    assert (shown.informant, len(shown.filters)) == (["Lurah"], 2)
    with_code = {each.name for each in case_values(facts) if each.values["code"]}
    assert with_code == {"Lurah"}
    assert {one.name: one.codings for one in informants_of(facts, ())} == {"Budi": 0, "Sri": 0, "Lurah": 1, "N (w2)": 0}


def test_who_counts_and_under_which_group() -> None:
    found = gathered(
        [
            coding("w1"),
            coding("w2", stance="-"),
            coding("w2", start=60),
            coding("catatan"),
            coding("brosur"),
            coding("laporan"),
            coding("laporan", informant="Koran 2021"),
            coding("laporan", informant="Sri"),
        ]
    )
    assert [(u.informant, u.group, u.technique, u.stance) for u in found.units] == [
        ("Budi", "pengrajin", "W", 1),
        ("Sri", "dinas", "W", -1),
        ("N (w2)", "N (w2)", "W", 1),
        ("catatan", "observation", "O", 1),
        ("brosur", "document", "D", 1),
        ("the researcher", "the researcher", "A", 1),
        ("Koran 2021", "dokumen", "D", 1),
        ("Sri", "dinas", "W", 1),
    ]


def test_interviewers_and_quarantined_passages_are_no_evidence_and_counted() -> None:
    found = gathered([coding("w1", start=2), coding("w1", quarantined=True), coding("w1", start=20, code="modal")])
    assert found.units == ()
    assert {(e.reason, e.codings) for e in found.excluded} == {
        ("in turns of the interviewer", 1),
        ("in quarantined passages", 1),
    }


def test_a_mixed_coding_is_two_units_and_stances_can_be_turned() -> None:
    mixed = gathered([coding("w1", stance="±")])
    assert sorted(unit.stance for unit in mixed.units) == [-1, 1]
    denied = gathered([coding("w1", stance="-"), coding("w2")], spec(evidence={"stance": "-"}))
    assert [unit.stance for unit in denied.units] == [1, 1]
    mention = gathered([coding("w1")], spec(evidence={"unstated": "0"}))
    assert mention.units[0].stance == 0
    assert any("mentions: 1" in sentence for sentence in mention.assumptions)


def test_subcodes() -> None:
    codings = [coding("w1", code="limbah/buang"), coding("w2"), coding("w2", code="limbahan")]
    assert [unit.subcode for unit in gathered(codings).units] == ["limbah/buang", None]
    two = spec(evidence={"codes": ("limbah", "limbahan")})
    assert [unit.subcode for unit in gathered(codings, two).units] == ["limbah/buang", "limbah", "limbahan"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"informants": ("Budi",)}, {"Budi"}),
        ({"sources": ("catatan",)}, {"catatan"}),
        ({"groups": ("dinas",)}, {"Sri"}),
        ({"techniques": ("O", "W")}, {"Budi", "Sri", "catatan"}),
        ({"basis": ("direct",)}, {"Sri"}),
        ({"memo": "LAMA"}, {"Budi"}),
        ({"where": "group=dinas or kind=document"}, {"Sri", "brosur"}),
        ({"where": "site=Gedeg"}, {"Budi"}),
    ],
)
def test_filters(query: dict[str, Any], kept: set[str]) -> None:
    found = gathered(
        [coding("w1", memo="cara lama"), coding("w2", basis="direct"), coding("catatan"), coding("brosur")],
        spec(evidence=query),
    )
    assert {unit.informant for unit in found.units} == kept


def test_scope_leaves_out_and_says_so_and_an_unknown_scope_selects_nothing() -> None:
    inside = gathered([coding("w1"), coding("w2")], spec(scope=(("site", ("gedeg",)),)))
    assert [unit.informant for unit in inside.units] == ["Budi"]
    assert inside.excluded[0].codings == 1
    assert dict(inside.asked)["dinas"] == 0
    unknown = gathered([coding("w1"), coding("w2")], spec(scope=(("weather", ("rain",)),)))
    assert len(unknown.units) == 2
    assert any("weather" in sentence for sentence in unknown.assumptions)


def test_without_a_guide_all_who_speak_were_asked_and_sources_count_once() -> None:
    found = gathered([])
    assert dict(found.asked) == {
        "pengrajin": 1,
        "dinas": 1,
        "desa": 0,
        "dokumen": 0,
        "N (w2)": 1,
        "observation": 1,
        "document": 1,
    }
    assert "peneliti" not in dict(found.asked)
    assert any("everyone who speaks" in sentence for sentence in found.assumptions)


@pytest.mark.parametrize("targeted", ["limbah", "limbah/buang", "lim"])
def test_with_a_guide_only_those_asked_about_it_were_asked(targeted: str) -> None:
    questions = [{"key": "q1", "codes": (targeted if targeted != "lim" else "limbah",)}, {"key": "q2", "codes": ("x",)}]
    found = gathered([], questions=questions)
    assert (dict(found.asked)["pengrajin"], dict(found.asked)["dinas"]) == (1, 0)
    giving = gathered([coding("w2")], questions=questions)
    assert dict(giving.asked)["dinas"] == 1


def test_what_is_put_to_a_talk_is_put_to_all_who_speak_in_it_as_in_displays() -> None:
    """Sri says nothing between the first question and the second, and was asked the first all the same.

    What a turn of Budi's own carries, as in a questionnaire, was asked of Budi alone.
    """
    turns = [
        {"source": "w1", "end": 10, "speaker": "P", "role": "interviewer", "question": "q1"},
        {"source": "w1", "start": 10, "end": 50, "speaker": "B", "role": "informant", "case": "Budi", "question": "q1"},
        {"source": "w1", "start": 50, "end": 60, "speaker": "P", "role": "interviewer", "question": "q2"},
        {"source": "w1", "start": 60, "end": 90, "speaker": "S", "role": "informant", "case": "Sri", "question": "q2"},
        {"source": "w2", "end": 40, "speaker": "B", "role": "informant", "case": "Budi", "question": "q3"},
        {"source": "w2", "start": 40, "end": 80, "speaker": "S", "role": "informant", "case": "Sri"},
    ]
    codes = {"q1": "limbah", "q2": "modal", "q3": "alat"}
    study = material(
        sources=SOURCES,
        cases=CASES,
        turns=turns,
        codings=[coding("w1", start=20)],
        codes=[{"path": path} for path in codes.values()],
        questions=[{"key": key, "codes": (path,)} for key, path in codes.items()],
    )
    facts = study_facts(study)
    asked = dict(gather_evidence(facts, spec()).asked)
    assert (asked["pengrajin"], asked["dinas"]) == (1, 1)
    put = {(h.informant, h.source): {codes[q] for q in h.questions} for h in facts.heard}
    shown = hearings_of(study, entries_of(study))
    assert put == {
        (name, source): set(told or ())
        for name, source, technique, told in zip(shown.unit, shown.source, shown.technique, shown.asked, strict=True)
        if technique == "W"
    }
    assert put["Budi", "w2"] == {"alat"}


def test_where_no_turn_carries_a_question_the_whole_guide_was_put_as_in_displays() -> None:
    """Budi's talk has its questions marked, Sri's none: she counts as asked what the guide asks, and nothing else."""
    turns = [
        {"source": "w1", "end": 10, "speaker": "P", "role": "interviewer", "question": "q1"},
        {"source": "w1", "start": 10, "end": 50, "speaker": "B", "role": "informant", "case": "Budi"},
        {"source": "w2", "end": 40, "speaker": "S", "role": "informant", "case": "Sri"},
    ]
    questions = [{"key": "q1", "codes": ("limbah",)}, {"key": "q2", "codes": ("modal",)}]
    study = material(sources=SOURCES, cases=CASES, turns=turns, questions=questions, codings=[])
    facts = study_facts(study)
    asked = {code: {who for who, _source in asked_places(facts, [code])} for code in ("limbah", "modal", "alat")}
    assert {code: who & {"Budi", "Sri"} for code, who in asked.items()} == {
        "limbah": {"Budi", "Sri"},
        "modal": {"Sri"},
        "alat": set(),
    }


def test_of_a_group_that_is_only_quoted_all_registered_cases_were_asked() -> None:
    cases = [
        {"name": "Kepala", "group": "dinas", "n": "1"},
        {"name": "Staf", "group": "dinas", "n": "2"},
        {"name": "Lurah", "group": "desa"},
    ]
    found = gathered([coding("laporan", informant="Kepala")], cases=cases, turns=[], sources=SOURCES[-1:])
    assert dict(found.asked) == {"dinas": 3, "desa": 0}


def test_a_person_under_two_names_was_asked_once() -> None:
    cases = [*CASES[:2], {"name": "Kasi", "group": "dinas", "same_as": "Sri"}]
    found = gathered([coding("w2"), coding("laporan", informant="Kasi")], cases=cases)
    assert dict(found.asked)["dinas"] == 1
    assert found.dependencies[0].kind is DependencyKind.SAME_PERSON


def test_periods_techniques_and_coders_as_axes() -> None:
    codings = [coding("w1"), coding("w2", coder="budi"), coding("catatan")]
    time = gathered(codings, axis=Axis.TIME)
    assert dict(time.asked) == {"mei": 1, "2022-08-01": 2}
    assert time.excluded[0].reason == "of no known period or date"
    assert dict(gathered(codings, axis=Axis.TECHNIQUE).asked) == {"W": 3, "O": 1, "D": 1}
    assert dict(gathered(codings, axis=Axis.CODER).asked) == {"ani": 2, "budi": 1}


SENTENCE = "air sisa rendaman perak itu kami tampung dulu di bak semen lalu diambil truk setiap bulan"


def test_copied_words_in_two_sources_are_one_witness() -> None:
    texts = {"w1": " " * 10 + SENTENCE, "brosur": f"Judul\n{SENTENCE}, kata mereka.\nLain"}
    turns = [{**TURNS[1], "end": 10 + len(SENTENCE)}]
    found = gathered([coding("w1"), coding("brosur")], turns=turns, texts=texts)
    assert found.units[0].cluster == found.units[1].cluster is not None
    result = triangulate(found)
    assert result.verdict == VerdictWord.SINGLE_SOURCE
    assert result.techniques == ("D",)


def unlabelled(asked: str) -> tuple[list[dict[str, Any]], dict[str, str], list[dict[str, Any]]]:
    """Two transcripts without speakers: the same long question stands in both, the answers are given by hand."""
    texts = {"w1": f"{asked}\nAda, kami tampung.", "w2": f"{asked}\nTidak pernah ada."}
    turns = [{"source": source, "end": len(text), "speaker": None} for source, text in texts.items()]
    codings = [
        {"source": source, "code": "limbah", "start": len(asked) + 1, "end": len(texts[source]), "informant": who}
        for source, who in (("w1", "Budi"), ("w2", "Sri"))
    ]
    return turns, texts, codings


def test_the_same_question_in_two_transcripts_without_labels_makes_no_copy() -> None:
    asked = f"{SENTENCE}, dan siapa yang mengangkutnya, kapan, dan ke mana dibawa sesudah itu"
    turns, texts, codings = unlabelled(asked)
    found = gathered(codings, turns=turns, texts=texts)
    assert [unit.cluster for unit in found.units] == [None, None]


def test_a_talk_without_labels_whose_passages_are_given_to_people_is_no_group_itself() -> None:
    """In w3 one passage was given to nobody, so w3 counts for itself; w1 and w2 are those who were heard in them."""
    turns, texts, codings = unlabelled(SENTENCE)
    sources = [{"name": name} for name in ("w1", "w2", "w3")]
    codings.append(coding("w3", informant="Sri"))
    codings.append(coding("w3", start=30))
    found = gathered(codings, turns=turns, texts=texts, sources=sources)
    assert dict(found.asked) == {"pengrajin": 1, "dinas": 1, "desa": 0, "dokumen": 0, "peneliti": 0, "w3": 1}


def test_one_sentence_of_a_report_given_to_two_informants_is_no_copy() -> None:
    quote = SENTENCE
    found = gathered([coding("laporan", informant=who, quote=quote) for who in ("Sri", "Budi")])
    assert [unit.cluster for unit in found.units] == [None, None]


def test_documents_made_from_interviews_count_with_them() -> None:
    sources = [*SOURCES[:3], {**SOURCES[3], "derived_from": ("w1",)}]
    found = gathered([coding("w1"), coding("brosur")], sources=sources)
    assert [(d.informant, d.others, d.kind) for d in found.dependencies] == [
        ("brosur", ("Budi",), DependencyKind.DERIVED)
    ]
    both = [*SOURCES[:3], {**SOURCES[3], "copy_of": "catatan"}]
    assert gathered([coding("brosur")], sources=both).dependencies[0].kind is DependencyKind.COPY


def test_hearsay_relations_and_design_are_read_from_memo_and_cases() -> None:
    cases = [{**CASES[0], "related_to": "Sri; Lurah"}, {**CASES[1], "attribution": "desain", "unspecified": True}]
    found = gathered([coding("w1", basis="hearsay", memo="dari Sri; pasar"), coding("w2")], cases=cases)
    assert found.units[0].hearsay_from == "Sri"
    assert found.units[1].design_level
    assert found.units[1].unspecified
    assert [d.others for d in found.dependencies] == [("Sri",), ("Lurah",)]


def test_hand_codings_made_after_the_finding_by_its_writer_are_post_hoc() -> None:
    finding = spec(imported_at="2024-01-01T00:00:00Z", imported_by="ani")
    later = {"at": "2024-02-01T00:00:00Z"}
    found = gathered(
        [
            coding("w1", **later),
            coding("w1", start=20),
            coding("w2", coder="budi", **later),
            coding("catatan", origin="rule", **later),
        ],
        finding,
    )
    assert [unit.post_hoc for unit in found.units] == [True, False, False, False]


def test_technique_letters() -> None:
    assert [technique_letter(word) for word in ("W", "o", "Wawancara", "document", "rumor", None)] == [
        "W",
        "O",
        "W",
        "D",
        None,
        None,
    ]


TWINS = {"role": "perajin", "group": "pengrajin", "site": "Gedeg", "age": "41"}


@pytest.mark.parametrize(
    ("people", "pairs"),
    [
        ([{"name": "Budi", **TWINS}, {"name": "Sri", **TWINS}], (("Budi", "Sri"),)),
        ([{"name": "Budi", **TWINS}, {"name": "Sri", **TWINS, "site": "gedeg"}], (("Budi", "Sri"),)),
        ([{"name": "Budi", **TWINS}, {"name": "Sri", **TWINS, "age": "42"}], ()),
        ([{"name": "Budi", **TWINS}, {"name": "Sri", **TWINS, "child": "1"}], ()),
        ([{"name": "Budi", **TWINS}, {"name": "Sri", **TWINS}, {"name": "Tono", **TWINS}], ()),
        ([{"name": "Budi", **TWINS}, {"name": "Sri", **TWINS, "same_as": "Budi"}], ()),
        ([{"name": "Budi", **TWINS}, {"name": "Sri", **TWINS, "unspecified": True}], ()),
        ([{"name": "Budi", "role": "a", "site": "b"}, {"name": "Sri", "role": "a", "site": "b"}], ()),
    ],
)
def test_two_informants_alike_in_every_attribute_are_a_hint_without_effect(
    people: list[dict[str, Any]], pairs: tuple[tuple[str, str], ...]
) -> None:
    found = gathered([coding("w1"), coding("w2")], cases=people)
    assert found.look_alikes == pairs
    result = triangulate(found)
    assert ("same-person?" in {guard.name for guard in result.guards}) is bool(pairs)
    if pairs:
        assert len(result.witnesses) == 2
        assert gathered([coding("w1")], cases=people).look_alikes == ()
