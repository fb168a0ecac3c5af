"""Which question of the guide a turn asks or answers."""

from __future__ import annotations

from qda.collect.importer import DraftTurn
from qda.collect.questions import find_asked, link_questions, match_wordings
from qda.model.ids import Id
from qda.model.records import Question, SpeakerRole

GUIDE = [
    Question(id=Id(b"1" * 16), key="k1", text="Pelatihan apa saja yang pernah diadakan untuk perajin?"),
    Question(id=Id(b"2" * 16), key="2", text="Bagaimana harga bahan baku beberapa tahun terakhir?"),
]
ROLES = {"P": SpeakerRole.INTERVIEWER, "N": SpeakerRole.INFORMANT}


def turns_of(*words: tuple[str, str]) -> tuple[str, list[DraftTurn]]:
    text, turns = "", []
    for label, said in words:
        turns.append(DraftTurn(start=len(text), end=len(text) + len(said), label=label))
        text += said + "\n"
    return text, turns


def test_answers_inherit_the_question_up_to_the_next() -> None:
    text, turns = turns_of(
        ("P", "Selamat pagi, Bu."),
        ("N", "Pagi."),
        ("P", "Pelatihan apa yang pernah diadakan untuk para perajin, Bu?"),
        ("N", "Banyak."),
        ("P", "Oh ya?"),
        ("N", "Ya."),
        ("P", "2. Harga bahan bakunya bagaimana?"),
        ("N", "Naik."),
    )
    linked = link_questions(text, turns, ROLES, GUIDE)
    assert [turn.question for turn in linked] == [None, None, "k1", "k1", "k1", "k1", "2", "2"]


def test_informants_ask_nothing_of_the_guide() -> None:
    text, turns = turns_of(("N", GUIDE[0].text))
    assert link_questions(text, turns, ROLES, GUIDE)[0].question is None


def test_a_few_words_of_a_long_question_do_not_ask_it() -> None:
    assert find_asked(["Apa yang pernah?"], [SpeakerRole.INTERVIEWER], GUIDE) == []


def test_a_number_alone_is_not_enough() -> None:
    assert find_asked(["2. Siapa nama anak Ibu yang sulung?"], [SpeakerRole.INTERVIEWER], GUIDE) == []


def test_without_a_guide_turns_stay_as_they_are() -> None:
    text, turns = turns_of(("P", "Apa?"))
    assert link_questions(text, turns, ROLES, []) == tuple(turns)


def test_a_questionnaire_s_wordings_find_the_guide_s_keys() -> None:
    wordings = [("q1", "Bagaimana harga bahan baku beberapa tahun terakhir ini?"), ("q2", "Siapa nama Anda?")]
    assert match_wordings(wordings, GUIDE) == {"q1": "2", "q2": "q2"}
    assert match_wordings(wordings, []) == {"q1": "q1", "q2": "q2"}
