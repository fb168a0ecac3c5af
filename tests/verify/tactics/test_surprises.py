"""V7: what was written down before, and who said otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qda.model.ids import Id
from qda.model.records import Memo
from qda.verify.finding import FindingSpec
from qda.verify.moments import Moment, moment
from qda.verify.tactics.surprises import SurprisesOptions, surprises
from tests.verify.grounds import answer, claim
from tests.verify.sayings import say, study

CODED = "2024-03-01T00:00:00Z"
EXPECTED = claim("a", key="e", statement="Semua setuju.", kind="expectation", imported_at="2024-01-01T00:00:00Z")


def run(*sayings: dict[str, Any], expected: FindingSpec = EXPECTED, finding: Any = None, **more: Any) -> Any:
    ground = study(finding or claim("a"), *({**each, "at": CODED} for each in sayings), findings=(expected,))
    return surprises(replace(ground, **more), SurprisesOptions())


def test_who_contradicts_an_expectation_is_a_surprise() -> None:
    """Citra, 1 of 3, twice: one surprise, for people are counted."""
    told = run(say("Ani"), say("Budi"), say("Citra", "-", answer="saya tidak"), say("Citra", "-", answer="sungguh"))
    assert told.value == (
        "Expected: “Semua setuju.” 1 of 3 people or sources say otherwise. 1 surprise has no decision yet."
    )
    (item,) = told.items
    assert (item.key, item.reference) == ("e:Citra", "[citra:1 · Citra]")
    assert item.text == "Expected: Semua setuju. Citra says: “saya tidak” Why is it otherwise?"
    assert (told.holds, told.asks) == (None, False)
    assert "e: stored before any of this was coded (2024-01-01)." in told.advice


def test_each_surprise_decided_holds() -> None:
    told = run(say("Ani"), say("Citra", "-"), answers=(answer("e:Citra", "ia belum ditanya"),))
    assert told.holds is True


def test_an_expectation_after_the_evidence_is_post_hoc() -> None:
    """Stored a day after the coding, though its writer dates it a year before."""
    late = replace(EXPECTED, imported_at="2024-03-02T00:00:00Z", written="2023-03-01")
    told = run(say("Ani"), say("Budi"), expected=late)
    assert told.holds is None
    assert told.asks is True
    assert (
        "e: post hoc: stored after all of this was coded (2024-03-02); its writer dates it 2023-03-01, which nothing "
        "here proves."
    ) in told.advice
    assert "An expectation written after the evidence tests nothing. Report it as an afterthought." in told.advice


def test_without_an_expectation_it_asks_for_one() -> None:
    told = run(say("Ani"), expected=claim("b", key="e", kind="expectation"))
    assert told.value.startswith("No stored expectation shares a code")
    assert (told.holds, told.asks) == (None, True)
    assert run(say("Ani"), expected=claim("a", key="e")).holds is None


def test_a_code_above_is_shared() -> None:
    told = run({**say("Ani", "-"), "code": "a/b"}, finding=claim("a/b"))
    assert [item.key for item in told.items] == ["e:Ani"]


def test_codings_without_a_stance_contradict_nothing() -> None:
    told = run(say("Ani", None))
    assert "No coding on it states a stance, so that nobody could be seen to contradict it." in told.advice


def test_memos_of_surprise_are_shown() -> None:
    note = {"about_kind": "coding", "text": "tak terduga", "status": "open", "by": "sari", "at": CODED}
    first = Id((0).to_bytes(16, "big"))
    memos = tuple(
        Memo(id=Id(bytes([n]) * 16), about=about, type=kind, **note)
        for n, (about, kind) in enumerate([(first, "surprise"), (first, "analytic"), (Id(b"x" * 16), "surprise")])
    )
    told = run(say("Ani"), memos=memos)
    assert [s for s in told.advice if "tak terduga" in s] == ["Noted as a surprise by sari on 2024-03-01: tak terduga"]


def test_a_moment_stands_before_only_if_it_is_earlier() -> None:
    codings = study(claim("a"), say("Ani", at="2024-03-01"), say("Budi", at="2024-03-05")).facts.codings
    stored = ("2024-02-28", "2024-03-01", "2024-03-04", "2024-03-05", "")
    assert [moment(at, codings) for at in stored] == [
        Moment.BEFORE,
        Moment.BETWEEN,
        Moment.BETWEEN,
        Moment.AFTER,
        Moment.UNKNOWN,
    ]
    assert moment("2024-03-01", ()) is Moment.UNKNOWN
