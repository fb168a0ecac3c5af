from __future__ import annotations

import json

import pytest

from qda.model.errors import InputError
from qda.model.evidence import VerdictWord
from qda.model.ids import new_id
from qda.model.records import Finding
from qda.verify import finding as f
from qda.verify.findings_file import read_findings, read_stored, unknown_codes

WHOLE = """\
- id: limbah
  statement: Limbah belum ditangani dengan baik.
  scope: {site: [Gedeg, Jetis], period: 2022}
  kind: evaluative
  evidence:
    codes: [bina-lingkungan/fisik]
    stance: "-"
    unstated: "0"
    techniques: [W, O]
    where: role=pengrajin and site!=Trowulan
  assert:
    - witnesses >= 2
    - source_groups >= 2
    - independent_witnesses > 1.5
    - no_unresolved_negative
    - not_only: author_text
    - survives_loss_of: 1
    - verdict: [CONVERGENT, complementary]
    - verdict in [CONVERGENT, PARTIAL]
    - {if: "code:bina", then: "code:limbah & role=pengrajin", consistency: 0.9, min_cases: 4}
  rivals: [Limbah hanya ditumpuk, {finding: lain, statement: Lain}]
  waive:
    - {assertion: groups >= 2, who: Ani, when: 2024-05-01, why: dinas tidak bersedia}
  resolved:
    - {informant: p9, how: time-change, who: Ani, when: 2024-05-02, why: keadaan berubah}
  expected: SINGLE_SOURCE
  agreement: sebagian
"""


def test_every_key_is_read() -> None:
    found = read_findings(WHOLE)
    assert found.problems == ()
    spec = found.entries[0].spec
    assert found.entries[0].place == "line 1"
    assert (spec.key, spec.kind, spec.agreement, spec.expected) == (
        "limbah",
        "evaluative",
        "sebagian",
        VerdictWord.SINGLE_SOURCE,
    )
    assert spec.scope == (("period", ("2022",)), ("site", ("Gedeg", "Jetis")))
    assert spec.evidence == f.EvidenceQuery(
        codes=("bina-lingkungan/fisik",),
        stance="-",
        unstated="0",
        techniques=("W", "O"),
        where="role=pengrajin and site!=Trowulan",
    )
    assert [type(each).__name__.removesuffix("Assertion") for each in spec.assertions] == [
        "Measure",
        "Measure",
        "Measure",
        "Negative",
        "NotOnly",
        "Robust",
        "Verdict",
        "Verdict",
        "IfThen",
    ]
    assert spec.assertions[1] == f.MeasureAssertion(text="source_groups >= 2", measure="groups", sign=">=", number=2.0)
    assert spec.assertions[-1] == f.IfThenAssertion(
        text="if code:bina then code:limbah & role=pengrajin",
        given="code:bina",
        then="code:limbah & role=pengrajin",
        consistency=0.9,
        min_cases=4,
    )
    assert spec.rivals[1] == f.Rival(statement="Lain", finding="lain")
    assert spec.waivers == (
        f.Waiver(assertion="groups >= 2", who="Ani", when="2024-05-01", why="dinas tidak bersedia"),
    )
    assert spec.resolutions[0].how == "time-change"


def test_what_is_stored_reads_the_same() -> None:
    entry = read_findings(WHOLE).entries[0]
    stored = Finding(id=new_id(), key="limbah", statement="", body=entry.body)
    assert read_stored(stored) == entry.spec
    assert json.loads(entry.body)["waive"][0]["when"] == "2024-05-01"


def entry(more: str) -> str:
    return f"- id: a\n  statement: s\n  evidence: {{codes: [x]}}\n{more}"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (entry("  asert: [witnesses >= 2]\n"), "line 4", ["asert", "Did you mean “assert”"]),
        (entry("  assert:\n    - groups >= 2\n    - witneses >= 2\n"), "line 6", ["witneses >= 2"]),
        (entry("  assert: [{survives_loss_of: 9}]\n"), "line 4", ["survives_loss_of: 9"]),
        (entry("  assert: [{if: role=, then: code:a}]\n"), "line 4", ["at character 6"]),
        (entry("  assert: [verdict: GOOD]\n"), "line 4", ["cannot be read"]),
        (entry("  kind: causl\n"), "line 4", ["causl", "causal"]),
        ("- id: a\n  statement: s\n  evidence: {code: x}\n", "line 3", ["“code”", "Did you mean “codes”"]),
        ("- statement: s\n  evidence: {codes: [x]}\n", "line 1", ["no “id”"]),
        (entry("") + entry(""), "line 4", ["stands twice", "line 1"]),
        (entry("  waive: [{assertion: groups, who: Ani}]\n"), "line 4", ["does not count"]),
        (entry("  resolved: [{informant: p9, how: shrug, who: A, when: x, why: y}]\n"), "line 4", ["shrug"]),
    ],
)
def test_faults_say_where_and_what(text: str, place: str, words: list[str]) -> None:
    problems = read_findings(text, "f.yaml").problems
    shown = " ".join(str(problem) for problem in problems)
    assert place in {problem.place for problem in problems}
    assert all(word in shown for word in words), shown


def test_an_incomplete_waiver_does_not_count_but_the_finding_does() -> None:
    found = read_findings(entry("  waive: [{assertion: groups, who: Ani}]\n"))
    assert found.entries[0].spec.waivers == ()
    assert not found.problems[0].fatal


def test_a_faulty_finding_is_left_out_and_the_rest_goes_on() -> None:
    found = read_findings(entry("  colour: red\n") + "- id: b\n  statement: s\n  evidence: {codes: y}\n")
    assert [each.spec.key for each in found.entries] == ["b"]


@pytest.mark.parametrize("text", ["- id: [", "id: a\nid: a\n", "just words"])
def test_what_is_no_list_of_findings_is_an_error(text: str) -> None:
    with pytest.raises(InputError):
        read_findings(text, "f.yaml")


def test_codes_that_the_codebook_lacks_are_named_with_the_nearest() -> None:
    found = read_findings("- {id: a, statement: s, evidence: {codes: [bina/latihan, bina, hulu]}}\n")
    [one, two] = unknown_codes(found.entries[0].spec, ["bina/pelatihan", "hilir"], "f.yaml")
    assert "bina/pelatihan" in one.mend
    assert "hulu" in two.what
