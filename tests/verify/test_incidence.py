"""Who counts, who was asked, and what belongs to one turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.model.errors import NotFoundError
from qda.verify.incidence import Chosen, incidence_of, levels
from qda.verify.meetings import meetings_of, successions_of
from tests.verify.grounds import ground
from tests.verify.studies import material
from tests.verify.talks import talks


def test_without_a_guide_everyone_heard_was_asked() -> None:
    found = incidence_of(talks({"Ani": "a", "Budi": "b ."}), Chosen())
    said, asked = found.by_person()
    assert (found.people, found.codes) == (("Ani", "Budi"), ("a", "b"))
    assert said.tolist() == [[True, False], [False, True]]
    assert asked.all()
    assert (found.guided, found.grouped) == (False, False)


def test_with_a_guide_asked_is_who_was_put_a_question_on_it_or_says_it_anyway() -> None:
    """Ani is asked q1 (on a) and says a; Budi is asked q2 (on b) and says a all the same; Citra is asked q1, silent."""
    stands = talks(
        {"Ani": "a", "Budi": "a", "Citra": ". b"},
        guide={"q1": ["a"], "q2": ["b"]},
        put={"Ani": ["q1"], "Budi": ["q2"], "Citra": ["q1", ""]},
    )
    found = incidence_of(stands, Chosen())
    said, asked = found.by_person()
    assert said.tolist() == [[True, False], [True, False], [False, True]]
    assert asked.tolist() == [[True, False], [True, True], [True, True]]
    assert [(c.source, bool(u)) for c, u in zip(found.codings, found.unasked, strict=True)] == [
        ("ani", False),
        ("budi", True),
        ("citra", True),
    ]


def test_interviewers_prose_quarantine_and_copies_do_not_count() -> None:
    made = material(
        sources=[
            {"name": "w1"},
            {"name": "w2", "copy_of": "w1"},
            {"name": "memo", "kind": "author", "technique": "A"},
        ],
        turns=[
            {"source": "w1", "start": 0, "end": 9, "role": "interviewer", "case": "Peneliti"},
            {"source": "w1", "start": 10, "end": 19, "role": "informant", "case": "Ani"},
            {"source": "w2", "start": 0, "end": 9, "role": "informant", "case": "Budi"},
        ],
        codings=[
            {"source": "w1", "start": 1, "code": "a"},
            {"source": "w1", "start": 11, "code": "b"},
            {"source": "w1", "start": 12, "code": "c", "quarantined": True},
            {"source": "w2", "start": 1, "code": "d"},
            {"source": "memo", "start": 1, "code": "e"},
        ],
    )
    found = incidence_of(ground(made), Chosen())
    assert (found.people, [coded.code for coded in found.codings]) == (("Ani",), ["b"])


def test_two_names_of_one_person_are_one() -> None:
    stands = talks({"Ani": "a", "Bu Ani": "b"}, cases=[{"name": "Ani"}, {"name": "Bu Ani", "same_as": "Ani"}])
    found = incidence_of(stands, Chosen())
    assert found.people == ("Ani",)
    assert found.by_person()[0].tolist() == [[True, True]]


def test_codes_are_rolled_up_and_chosen() -> None:
    stands = talks({"Ani": "ab", "Budi": "c"}, names={"a": "x/a", "b": "x/b", "c": "y"})
    assert incidence_of(stands, Chosen(depth=1)).codes == ("x", "y")
    chosen = incidence_of(stands, Chosen(code=("x",)))
    assert (chosen.codes, len(chosen.codings)) == (("x/a", "x/b"), 2)
    with pytest.raises(NotFoundError, match="no code “z”"):
        incidence_of(stands, Chosen(code=("z",)))


def test_a_source_without_any_coding_is_not_silence() -> None:
    found = incidence_of(talks({"Ani": "a", "Budi": "."}), Chosen())
    assert found.people == ("Ani",)
    assert any("Left out: 1 source" in rule for rule in found.rules)


def test_documents_are_informants_but_no_speakers() -> None:
    stands = talks({"Ani": "a"}, documents={"berita": "ab"})
    found = incidence_of(stands, Chosen())
    assert (found.people, found.speakers(stands.facts).tolist()) == (("Ani", "berita"), [True, False])
    assert found.unit.tolist() == [0, 1, 2]


def test_of_a_group_that_is_only_quoted_all_registered_cases_count() -> None:
    """A report quotes one of three craftsmen; nobody speaks in it."""
    made = material(
        sources=[{"name": "laporan", "kind": "author", "technique": "A"}],
        cases=[{"name": n, "group": "perajin"} for n in ("Ani", "Budi", "Citra")]
        + [{"name": "Dinas", "group": "dinas"}],
        codings=[{"source": "laporan", "start": 0, "code": "a", "informant": "Ani"}],
    )
    stands = ground(made)
    found = incidence_of(stands, Chosen())
    assert found.people == ("Ani", "Budi", "Citra")
    assert found.by_person()[0].sum() == 1
    names, level = levels(stands.facts, found, "group")
    assert (names, level.tolist()) == (("perajin",), [0, 0, 0])


def test_meetings_and_successions_against_chance() -> None:
    """Ani: a|b|a|b, Budi: ab|c. Six turns, a in 3, b in 3: 9 / 6 = 1.5 meetings by chance, 1 found.

    Steps: a→b, b→a, a→b (Ani), a→c and b→c (Budi, one step of a turn with two codes): 4 steps; a begins 3, b ends 2:
    6 / 4 = 1.5 by chance, 2 found, in Ani's words only.
    """
    found = incidence_of(talks({"Ani": "a b a b", "Budi": "ab c"}), Chosen())
    together, after = meetings_of(found), successions_of(found)
    a, b, c = range(3)
    assert (together.times[a, b], together.expected[a, b], together.people[a, b], together.of) == (1, 1.5, 1, 6)
    assert (after.times[a, b], after.expected[a, b], after.people[a, b], after.of) == (2, 1.5, 1, 4)
    assert (after.times[b, a], after.times[a, c], after.times[c, a]) == (1, 1, 0)


def test_an_empty_study_is_no_fault() -> None:
    stands = ground(material())
    found = incidence_of(stands, Chosen())
    assert (found.people, found.codes, meetings_of(found).of, successions_of(found).of) == ((), (), 0, 0)
    assert incidence_of(replace(stands, codes=()), Chosen(depth=1)).said.shape == (0, 0)
