"""Short answers to questions that already said it (method §4.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qda.model.evidence import Evidence
from qda.model.ids import new_id
from qda.model.records import Code, Rule
from qda.verify.evidence import gather_evidence
from qda.verify.facts import study_facts
from qda.verify.finding import EvidenceQuery, FindingSpec
from qda.verify.prompting import code_names
from qda.verify.triangulate import triangulate
from tests.verify.studies import material

FINDING = FindingSpec(key="bantuan", statement="s", evidence=EvidenceQuery(codes=("alat",)))


def code(*patterns: str, label: str = "Bantuan alat") -> Code:
    rules = tuple(Rule(id=new_id(), kind="", pattern=pattern) for pattern in patterns)
    return Code(id=new_id(), path="alat", label=(("id", label),), rules=rules)


def asked(
    question: str, answer: str, given: Code, roles: tuple[str, str] = ("interviewer", "informant"), **more: Any
) -> Evidence:
    end = len(question)
    turns = [
        {"source": "w", "end": end, "role": roles[0]},
        {"source": "w", "start": end, "end": end + len(answer), "role": roles[1], "case": "Budi"},
    ]
    coding = {"source": "w", "code": "alat", "start": end, "end": end + len(answer), "stance": "+", **more}
    facts = study_facts(
        material(sources=[{"name": "w"}], turns=turns, cases=[{"name": "Budi"}], codings=[coding]),
        {"w": question + answer},
    )
    return gather_evidence(replace(facts, names=code_names([given])), FINDING)


@pytest.mark.parametrize(
    ("question", "answer", "given", "prompted"),
    [
        ("Jadi alatnya dibantu, ya, dapat bantuan alat?", "Iya, dapat, Mas.", code(), True),
        ("Apa ada bantuan?", "Iya, dapat.", code(), None),
        ("Apa ada bantuan?", "Iya, dapat.", code('"bantuan"'), True),
        ("Apa Bapak dibantu dinas?", "Iya.", code('"+bantu"'), True),
        ("Apa Bapak dibantu dinas?", "Iya.", code('"bantuan"'), None),
        ("Mesin gerinda dari dinas itu sampai?", "Sampai.", code('{"all": ["gerinda", "dinas"], "within": 5}'), True),
        ("Gerinda itu sampai?", "Sampai.", code('{"all": ["gerinda", "dinas"], "within": 5}'), None),
        ("Ada mesin?", "Ada.", code('{"any": ["mesin", "bor"], "not": ["belum"]}'), True),
        ("Ada mesin?", "Ada.", code('"/mesin/"', '{"tokens": [{"LOWER": "mesin"}]}', label=""), None),
        ("Dapat bantuan alat?", "Dapat satu gerinda, dua tahun lalu.", code(), None),
        ("Dari yang itu ke mana?", "Ke sini.", code('"dari yang"', label="yang"), None),
    ],
)
def test_a_short_answer_to_a_question_that_names_the_code_is_prompted(
    question: str, answer: str, given: Code, prompted: bool | None
) -> None:
    assert asked(question, answer, given).units[0].prompted is prompted


def test_what_the_coder_stated_wins() -> None:
    for stated in (True, False):
        assert asked("Dapat bantuan alat?", "Dapat.", code(), prompted=stated).units[0].prompted is stated
    assert asked("Apa kabar?", "Baik.", code(), prompted=True).units[0].prompted is True


def test_only_a_turn_of_the_interviewer_leads() -> None:
    assert (
        asked("Dapat bantuan alat, kok.", "Dapat.", code(), roles=("informant", "informant")).units[0].prompted is None
    )


def test_the_guard_names_the_informant_and_the_verdict_stays() -> None:
    led, free = (triangulate(asked(question, "Dapat.", code())) for question in ("Dapat bantuan alat?", "Lalu?"))
    [guard] = [guard for guard in led.guards if guard.name == "leading-question"]
    assert "Budi" in guard.because
    assert led.finding == "bantuan"
    assert led.verdict == free.verdict
    assert "leading-question" not in {guard.name for guard in free.guards}
