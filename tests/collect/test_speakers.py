"""Who a label is: its role, and the case behind it."""

from __future__ import annotations

import pytest

from qda.collect.headers import Header
from qda.collect.importer import DraftTurn
from qda.collect.labels import fold, fold_name, known_role
from qda.collect.speakers import LabelUse, decide_roles, join_cases, label_uses
from qda.model.ids import Id
from qda.model.records import Case, SpeakerRole

ASKS, ANSWERS, OTHER = SpeakerRole.INTERVIEWER, SpeakerRole.INFORMANT, SpeakerRole.OTHER
NO_HEADER = Header()


def use(label: str, asking: float = 0.0, turns: int = 10) -> LabelUse:
    return LabelUse(label=label, turns=turns, words=50, asking=asking)


def case(name: str, *aliases: str) -> Case:
    return Case(id=Id(name.encode().ljust(16)), name=name, aliases=aliases)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Pewawancara", ASKS), ("PENELITI 2", ASKS), ("Interviewer, First", ASKS), ("Panaliti", ASKS), ("Tanya", ASKS),
        ("Informan 3", ANSWERS), ("Narasumber (Bu Tini)", ANSWERS), ("Informan kunci 1", ANSWERS), ("Jawab", ANSWERS),
        ("Unknown Speaker", OTHER), ("Budi", None), ("Inti", None), ("Informane", None), ("P", None),
    ],
)  # fmt: skip
def test_words_that_name_a_role(label: str, role: SpeakerRole | None) -> None:
    assert known_role(label) is role


@pytest.mark.parametrize(
    ("interviewer", "informant"),
    [("T", "J"), ("Q", "A"), ("P", "N"), ("P", "R"), ("I", "R"), ("I", "N"), ("I", "P"), ("P", "S"), ("P", "J")],
)
def test_letters_by_usage_and_by_who_asks(interviewer: str, informant: str) -> None:
    even = [use(interviewer, 0.4), use(informant, 0.35)]
    assert decide_roles(even, NO_HEADER) == {interviewer: ASKS, informant: ANSWERS}
    turned = [use(interviewer, 0.0), use(informant, 0.9)]
    assert decide_roles(turned, NO_HEADER) == {interviewer: ANSWERS, informant: ASKS}


def test_p_beside_i_is_who_asks() -> None:
    assert decide_roles([use("P", 0.9), use("I", 0.1)], NO_HEADER) == {"P": ASKS, "I": ANSWERS}
    assert decide_roles([use("P", 0.1), use("I", 0.9)], NO_HEADER) == {"P": ANSWERS, "I": ASKS}


def test_numbered_letters_share_their_letters_role() -> None:
    uses = [use("I", 0.9), use("P1", 0.1), use("P2", 0.0)]
    assert decide_roles(uses, NO_HEADER) == {"I": ASKS, "P1": ANSWERS, "P2": ANSWERS}
    assert decide_roles([use("Moderator"), use("P1", 0.9)], NO_HEADER) == {"Moderator": ASKS, "P1": ANSWERS}


def test_the_header_names_the_interviewer() -> None:
    header = Header(rows=(("Interviewer", "Rina Puspa and Eka W Sari"),))
    uses = [use("Rina Puspa"), use("Joko", 0.9), use("Eka Sari")]
    assert decide_roles(uses, header) == {"Rina Puspa": ASKS, "Joko": ANSWERS, "Eka Sari": ASKS}


def test_a_name_that_asks_twice_as_often_is_the_interviewer() -> None:
    assert decide_roles([use("Ani", 0.8), use("Budi", 0.1)], NO_HEADER)["Ani"] is ASKS
    assert ASKS not in decide_roles([use("Ani", 0.5), use("Budi", 0.4)], NO_HEADER).values()
    assert ASKS not in decide_roles([use("Ani", 1.0, turns=2), use("Budi", 0.0)], NO_HEADER).values()
    guest = decide_roles([use("Ani", 0.8), use("Budi", 0.1)], NO_HEADER, guest_names=["Bu Ani"])
    assert guest["Ani"] is ANSWERS


def test_the_share_of_questions_is_counted() -> None:
    text = "P: Apa?” \nN: Ini.\nP: Oh.\n"
    places = [(3, 9, "P"), (13, 17, "N"), (21, 24, "P")]
    turns = [DraftTurn(start=start, end=end, label=label) for start, end, label in places]
    assert [(u.label, u.turns, u.asking) for u in label_uses(text, turns)] == [("P", 2, 0.5), ("N", 1, 0.0)]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Bapak Dr. Tono, M.Si.", "tono"),
        ("Hj. SITI  Aminah", "siti aminah"),
        ("Bu Endang (52)", "endang"),
        ("Ibu", "ibu"),
    ],
)
def test_names_are_compared_without_titles(name: str, folded: str) -> None:
    assert fold_name(name) == folded


def test_labels_are_compared_without_case_stops_and_spaces() -> None:
    assert fold("Bpk.  TONO ") == fold("bpk tono")
    assert fold("Informan 3") == fold("INFORMAN3")


def joined(label: str, *cases: Case, rows: tuple[tuple[str, str], ...] = (), source: str = "x") -> str | None:
    speakers = join_cases({"P": ASKS, label: ANSWERS}, Header(rows=rows), cases, source=source).speakers
    assert speakers[0].case is None
    return speakers[1].case


def test_labels_join_cases_by_name_alias_header_or_source() -> None:
    endang = case("Endang Lestari", "Bu Endang", "Informan 3")
    assert joined("Endang Lestari", endang) == "Endang Lestari"
    assert joined("IBU ENDANG", endang) == "Endang Lestari"
    assert joined("Informan 3", endang) == "Endang Lestari"
    assert joined("N", endang, rows=(("Narasumber", "Bu Endang"),)) == "Endang Lestari"
    assert joined("N", endang, source="Bu Endang") == "Endang Lestari"
    assert joined("N", endang, case("Tono"), source="03_wawancara_tono_2024") == "Tono"
    assert joined("N", endang, source="wawancara") is None


def test_a_name_of_two_cases_joins_neither() -> None:
    result = join_cases({"Siti": ANSWERS}, NO_HEADER, [case("Siti A", "Siti"), case("Siti B", "Siti")], source="x")
    assert result.speakers[0].case is None
    assert "Siti A, Siti B" in result.problems[0].what


def test_several_informants_do_not_share_the_header_s_case() -> None:
    roles = {"N1": ANSWERS, "N2": ANSWERS}
    speakers = join_cases(roles, Header(rows=(("Nama", "Tono"),)), [case("Tono")], source="x").speakers
    assert [speaker.case for speaker in speakers] == [None, None]
