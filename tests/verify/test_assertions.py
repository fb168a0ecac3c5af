from __future__ import annotations

from typing import Any

import pytest

from qda.model.condition_tree import Value
from qda.model.evidence import DependencyKind, Evidence, EvidenceUnit, Triangulation, VerdictWord
from qda.model.ids import Id, show_id
from qda.verify.assertions import DEFAULT, status_of, try_assertions
from qda.verify.evidence import gather_evidence
from qda.verify.facts import study_facts
from qda.verify.finding import EvidenceQuery, FindingSpec
from qda.verify.findings_file import read_findings
from qda.verify.fingerprint import change, fingerprint, to_text
from qda.verify.if_then import CaseValues, case_values, cross
from qda.verify.outcome import Outcome, Status
from qda.verify.triangulate import triangulate
from tests.verify.studies import material


def unit(informant: str, group: str, stance: int = 1, technique: str = "W", **more: Any) -> EvidenceUnit:
    return EvidenceUnit(informant=informant, group=group, technique=technique, stance=stance, **more)


def result(*units: EvidenceUnit, asked: tuple[tuple[str, int], ...] = ()) -> Triangulation:
    return triangulate(Evidence(finding="f", units=units, asked=asked))


STRONG = result(*(unit(f"{g}{n}", g) for g in ("dinas", "desa", "pengrajin") for n in range(3)))
UNSURE = result(unit("?", "tak dirinci", unspecified=True), unit("k", "dinas"))
AGAINST = result(unit("d", "dinas"), unit("p9", "pengrajin", -1, coding=Id(bytes(16))))
AUTHOR = result(unit("penulis", "penulis", technique="A"))
UNTESTED = result(asked=(("dinas", 0),))


def finding(asserted: str, more: str = "") -> FindingSpec:
    read = read_findings(f"- id: f\n  statement: s\n  evidence: {{codes: [x]}}\n  assert: [{asserted}]\n{more}")
    assert not read.problems, read.problems
    return read.entries[0].spec


@pytest.mark.parametrize(
    ("asserted", "given", "outcome"),
    [
        ("witnesses >= 9", STRONG, Outcome.PASS),
        ("witnesses > 9", STRONG, Outcome.FAIL),
        ("groups == 3", STRONG, Outcome.PASS),
        ("negative_cases < 1", AGAINST, Outcome.FAIL),
        ("witnesses >= 2", UNSURE, Outcome.UNDETERMINED),
        ("witnesses >= 1", UNTESTED, Outcome.UNDETERMINED),
        ("verdict: CONVERGENT", STRONG, Outcome.PASS),
        ("verdict: CONVERGENT", UNSURE, Outcome.UNDETERMINED),
        ("verdict: CONVERGENT", AGAINST, Outcome.FAIL),
        ("verdict: UNTESTED", UNTESTED, Outcome.PASS),
        ("no_unresolved_negative", STRONG, Outcome.PASS),
        ("no_unresolved_negative", AGAINST, Outcome.FAIL),
        ("no_unresolved_negative", UNTESTED, Outcome.UNDETERMINED),
        ("not_only: author_text", AUTHOR, Outcome.FAIL),
        ("not_only: author_text", STRONG, Outcome.PASS),
        ("survives_loss_of: 1", STRONG, Outcome.PASS),
        ("survives_loss_of: 1", result(unit("a", "x"), unit("b", "y")), Outcome.FAIL),
        ("robust_to_loss_of: 1", AUTHOR, Outcome.FAIL),
    ],
)
def test_outcomes(asserted: str, given: Triangulation, outcome: Outcome) -> None:
    [tried] = try_assertions(finding(asserted), given, ())
    assert tried.outcome is outcome, tried.because
    assert tried.because.endswith(".")


def test_independent_witnesses_are_discounted() -> None:
    from qda.model.evidence import Dependency

    pair = Dependency(informant="a", others=("b",), kind=DependencyKind.RELATED)
    related = triangulate(Evidence(finding="f", units=(unit("a", "x"), unit("b", "y")), dependencies=(pair,)))
    many, few = try_assertions(finding("witnesses >= 2, independent_witnesses >= 2"), related, ())
    assert (many.outcome, few.outcome) == (Outcome.PASS, Outcome.FAIL)


def test_a_finding_without_assertions_wants_convergence() -> None:
    spec = FindingSpec(key="f", statement="s")
    assert [each.assertion for each in try_assertions(spec, STRONG, ())] == [DEFAULT.text]
    assert status_of(try_assertions(spec, AUTHOR, ())) is Status.NOT_SUPPORTED


def test_a_waiver_is_printed_and_lets_the_finding_stand() -> None:
    spec = finding("groups >= 5", "  waive: [{assertion: groups, who: Ani, when: 2024-05-01, why: jauh}]\n")
    [tried] = try_assertions(spec, STRONG, ())
    assert tried.outcome is Outcome.WAIVED
    assert tried.because.endswith("Waived by Ani on 2024-05-01: jauh")
    assert status_of([tried]) is Status.SUPPORTED


@pytest.mark.parametrize("whose", ["informant: p9", f"coding: {show_id(bytes(16))}"])
def test_a_resolved_negative_case_is_no_fault(whose: str) -> None:
    text = f"  resolved: [{{{whose}, how: time-change, who: Ani, when: 2024-05-01, why: berubah}}]\n"
    [tried] = try_assertions(finding("no_unresolved_negative", text), AGAINST, ())
    assert tried.outcome is Outcome.PASS


def test_an_expected_verdict_that_is_not_met_fails() -> None:
    tried = try_assertions(finding("witnesses >= 1", "  expected: PARTIAL\n"), STRONG, ())
    assert [each.outcome for each in tried] == [Outcome.PASS, Outcome.FAIL]


def case(name: str, *codes: str, **values: Value) -> CaseValues:
    return CaseValues(name=name, values={**values, "code": codes})


CASES = [case("a", "x", "y"), case("b", "x", "y"), case("c", "x", "y"), case("d", "x"), case("e", "y"), case("f")]


def test_an_if_then_rule_is_crossed_over_cases() -> None:
    table = cross([*CASES, case("g", "x", site=None)], "code:x & site!=Jetis or code:x", "code:y")
    assert (table.both, table.only_if, table.only_then, table.neither) == (("a", "b", "c"), ("d", "g"), ("e",), ("f",))
    assert table.consistency == pytest.approx(0.6)
    assert table.coverage == pytest.approx(0.75)
    assert cross([case("a", "x")], "site=Gedeg", "code:x").unknown == ("a",)


@pytest.mark.parametrize(
    ("given", "then", "asked", "told", "where"),
    [
        ("code:x", "code:y", {"x", "y"}, (), "only_if"),
        ("code:x", "code:y", {"x"}, (), "unknown"),  # never asked about y: no deviant case
        ("code:x", "code:y", set(), {"x", "y"}, "only_if"),  # y was denied without having been asked
        ("code:x", "code:y", {"x", "y/one"}, (), "only_if"),  # asked of what lies under it
        ("code:x", "code:y/one", {"x", "y"}, (), "only_if"),  # or of what it lies under
        ("code:x", "code:y*", {"x"}, (), "unknown"),
        ("code:x", "code:y*", {"yes/one"}, (), "only_if"),
        ("code:x", "not code:y", {"x"}, (), "unknown"),
        ("code:x", "code=y", {"x"}, (), "unknown"),
        ("code:x", "code:y and site=Gedeg", {"x"}, (), "only_if"),  # the site alone settles it
        ("code:x", "code:y or site=Jetis", {"x"}, (), "both"),
        ("code:y", "code:x", {"x"}, (), "unknown"),
        ("code:y", "code:x", None, (), "only_then"),  # no guide: everything counts as asked
    ],
)
def test_whoever_was_never_asked_counts_neither_way(
    given: str, then: str, asked: set[str] | None, told: set[str], where: str
) -> None:
    """The case says x and nothing of y, and stands in Jetis."""
    one = CaseValues(
        name="a",
        values={"code": ("x",), "site": "Jetis"},
        spoken_of=frozenset({"x", *told}),
        asked=None if asked is None else frozenset(asked),
    )
    table = cross([one], given, then)
    assert {name: getattr(table, name) for name in table.__slots__ if getattr(table, name)} == {where: ("a",)}


def test_who_was_asked_what_comes_from_the_turns() -> None:
    """Ani is asked of x and y, Budi of x alone; the observation is in scope for all; Citra is only quoted.

    Without a guide nobody could not have been asked.
    """
    turns = [
        {"source": "w1", "end": 10, "speaker": "P", "role": "interviewer", "question": "q1"},
        {"source": "w1", "start": 10, "end": 50, "speaker": "A", "role": "informant", "case": "Ani", "question": "q1"},
        {"source": "w2", "end": 10, "speaker": "P", "role": "interviewer", "question": "q2"},
        {"source": "w2", "start": 10, "end": 50, "speaker": "B", "role": "informant", "case": "Budi"},
    ]
    coded = {"code": "x", "start": 10, "end": 20, "role": "informant"}
    study = {
        "sources": [{"name": "w1"}, {"name": "w2"}, {"name": "o1", "kind": "observation", "technique": "O"}],
        "cases": [{"name": "Ani"}, {"name": "Budi"}, {"name": "Citra"}],
        "turns": turns,
        "codings": [
            {"source": "w1", "informant": "Ani", **coded},
            {"source": "w2", "informant": "Budi", **coded},
            {"source": "o1", "code": "x", "start": 0, "end": 5},
            {"source": "o1", "code": "x", "start": 9, "end": 15, "informant": "Citra"},
        ],
    }
    guide = [{"key": "q1", "codes": ("x", "y")}, {"key": "q2", "codes": ("x",)}]
    table = cross(case_values(study_facts(material(**study, questions=guide))), "code:x", "code:y")
    assert (table.only_if, table.unknown) == (("Ani", "o1"), ("Budi", "Citra"))
    assert table.consistency == 0.0
    bare = cross(case_values(study_facts(material(**study))), "code:x", "code:y")
    assert (bare.only_if, bare.unknown) == (("Ani", "Budi", "Citra", "o1"), ())


@pytest.mark.parametrize(
    ("rule", "outcome", "words"),
    [
        ('{if: "code:x", then: "code:y", consistency: 0.75}', Outcome.PASS, "Deviants: d."),
        ('{if: "code:x", then: "code:y"}', Outcome.FAIL, "consistency 0.75 (wanted 0.80), coverage 0.75."),
        ('{if: "code:x", then: "code:y", min_cases: 5}', Outcome.UNDETERMINED, "at least 5"),
        ('{if: "code:z", then: "code:y"}', Outcome.UNDETERMINED, "0 cases"),
    ],
)
def test_if_then_assertions(rule: str, outcome: Outcome, words: str) -> None:
    [tried] = try_assertions(finding(rule), STRONG, CASES)
    assert tried.outcome is outcome
    assert words in tried.because
    assert "2×2: 3 both, 1 if only" in tried.because or "z" in rule


def test_cases_have_their_attributes_and_the_codes_said_of_them() -> None:
    sources = [
        {"name": "w1", "period": "mei"},
        {"name": "w2", "period": "juni"},
        {"name": "laporan", "kind": "author", "technique": "A"},
    ]
    turns = [{"source": s, "start": 0, "end": 9, "role": "informant", "case": "Budi"} for s in ("w1", "w2")]
    codings = [
        {"source": "w1", "code": "x"},
        {"source": "w2", "code": "y", "stance": "-"},
        {"source": "laporan", "code": "z"},
    ]
    facts = study_facts(
        material(sources=sources, turns=turns, codings=codings, cases=[{"name": "Budi", "site": "Gedeg"}])
    )
    [only] = case_values(facts)
    assert only.name == "Budi"
    assert (only.values["code"], only.values["period"], only.values["site"]) == (("x",), ("mei", "juni"), ("Gedeg",))


def test_the_fingerprint_sees_words_and_stances_but_no_order() -> None:
    def gathered(*codings: dict[str, Any]) -> Evidence:
        facts = study_facts(material(sources=[{"name": "w"}], codings=codings))
        return gather_evidence(facts, FindingSpec(key="f", statement="", evidence=EvidenceQuery(codes=("x",))))

    one, two = {"source": "w", "code": "x", "id": b"1" * 16}, {"source": "w", "code": "x", "id": b"2" * 16, "start": 5}
    quotes = {Id(b"1" * 16): "satu", Id(b"2" * 16): "dua"}
    first = fingerprint(gathered(one, two), quotes, STRONG)
    assert first == fingerprint(gathered(two, one), quotes, STRONG)
    assert first.codings == 2
    assert change(to_text(first), first) is None
    assert change(None, first) is None
    for other in (
        fingerprint(gathered(one, {**two, "stance": "-"}), quotes, STRONG),
        fingerprint(gathered(one, two), {**quotes, Id(b"2" * 16): "tiga"}, STRONG),
        fingerprint(gathered(one), quotes, STRONG),
    ):
        found = change(to_text(first), other)
        assert found is not None
        assert (found.before, found.verdict_before) == (2, VerdictWord.CONVERGENT.value)


def test_a_verdict_is_told_in_words_beside_the_word_of_the_method() -> None:
    (tried,) = try_assertions(finding("verdict: CONVERGENT"), AGAINST, ())
    assert "dissonant (DISSONANT); wanted convergent (CONVERGENT)" in tried.because
