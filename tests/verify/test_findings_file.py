from __future__ import annotations

import json

import pytest

from qda.model.condition import parse_condition
from qda.model.errors import InputError
from qda.model.evidence import VerdictWord
from qda.model.ids import new_id
from qda.model.prediction import prediction_of
from qda.model.records import Finding
from qda.verify import finding as f
from qda.verify.finding import TacticAssertion
from qda.verify.finding_names import circles, unknown_codes, unknown_informants, unknown_names
from qda.verify.findings_file import read_findings, read_stored, stamped

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


FULL = """\
- id: harga
  statement: Harga memberatkan.
  kind: causal
  evidence: {codes: [harga]}
  written: 2024-01-05
  depends_on: [bahan]
  hold_out: {site: [Gedeg, Puri], period: 2024}
  assert: [tactic: negative-evidence]
  rivals: [{statement: Cuaca., evidence: {codes: [cuaca], stance: "-"}}, {finding: bahan}, Kebetulan]
- id: bahan
  statement: Bahan langka.
  evidence: {codes: [bahan]}
"""


def test_a_finding_in_full() -> None:
    first, _second = (entry.spec for entry in read_findings(FULL).entries)
    assert (first.written, first.depends_on) == ("2024-01-05", ("bahan",))
    assert parse_condition(first.hold_out).holds({"site": "Puri", "period": "2024"})
    assert not parse_condition(first.hold_out).holds({"site": "Gedeg", "period": "2023"})
    assert first.assertions == (TacticAssertion(text="tactic: negative-evidence", tactic="negative-evidence"),)
    own, other, told = first.rivals
    assert own.evidence is not None
    assert (own.evidence.codes, own.evidence.stance) == (("cuaca",), "-")
    assert (other.finding, told.statement, told.evidence) == ("bahan", "Kebetulan", None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("written: kemarin", "“written” is a date such as 2024-03-01."),
        ("hold_out: site and", "line 3"),
        ("rivals: [{statement: x, evidence: {codes: []}}]", "The evidence names no codes."),
        ("rivals: [{statement: x, evidnce: {codes: [a]}}]", "Did you mean “evidence”?"),
    ],
)
def test_what_is_wrong_with_the_new_keys_is_said_with_its_line(wrong: str, said: str) -> None:
    text = f"- id: a\n  statement: b\n  {wrong}\n  evidence: {{codes: [x]}}\n"
    found = read_findings(text)
    assert found.entries == ()
    assert any(said in f"{problem}" for problem in found.problems)


def test_findings_tactics_and_rivals_codes_that_are_not_there_are_named() -> None:
    first = read_findings(FULL.replace("depends_on: [bahan]", "depends_on: [bahn]")).entries[0].spec
    named = unknown_names(first, ["harga", "bahan"], ["negative-evidence"])
    assert [(problem.what, problem.mend) for problem in named] == [
        ("The finding “harga” names the finding “bahn”, which is not there.", "Did you mean “bahan”?")
    ]
    assert [problem.what for problem in unknown_names(first, ["bahn", "bahan"], ["outliers"])] == [
        "The finding “harga” names the tactic “negative-evidence”, which is not there."
    ]
    assert ["cuaca" in problem.what for problem in unknown_codes(first, ["harga"])] == [True]


def test_a_hold_out_keeps_the_day_it_was_declared_while_other_words_change() -> None:
    body = read_findings(FULL).entries[0].body
    first = stamped(body, at="2024-01-06T00:00:00Z", by="ani")
    other = read_findings(FULL.replace("Harga memberatkan", "Harga naik")).entries[0].body
    later = json.loads(stamped(other, at="2024-09-09T00:00:00Z", by="ani", before=first))
    assert later["imported"] == {
        "at": "2024-09-09T00:00:00Z",
        "by": "ani",
        "hold_out_at": "2024-01-06T00:00:00Z",
    }
    widened = read_findings(FULL.replace("[Gedeg, Puri]", "[Gedeg]")).entries[0].body
    assert json.loads(stamped(widened, at="2024-09-09T00:00:00Z", by="ani", before=first))["imported"][
        "hold_out_at"
    ].startswith("2024-09-09")


@pytest.mark.parametrize("when", ["kemarin", "2024-02-30", "12 Mei"])
@pytest.mark.parametrize(
    "told",
    [
        "waive:\n    - {assertion: verdict, who: Ani, when: WHEN, why: y}",
        "resolved:\n    - {informant: p9, how: error, who: Ani, when: WHEN, why: y}",
    ],
)
def test_a_decision_on_a_day_that_is_none_is_noted_and_counts(told: str, when: str) -> None:
    asserted = entry("  assert: [verdict: CONVERGENT]\n")
    found = read_findings(asserted + f"  {told}\n".replace("WHEN", f'"{when}"'))
    (problem,) = found.problems
    assert (problem.place, problem.fatal) == ("line 6", False)
    assert "“when” is a date such as 2024-03-01." in str(problem)
    (spec,) = (each.spec for each in found.entries)
    assert [each.when for each in (*spec.waivers, *spec.resolutions)] == [when]


def test_a_decision_may_say_its_hour() -> None:
    decided = "{informant: p9, how: error, who: A, when: 2024-05-01 10:30, why: y}"
    assert read_findings(entry(f"  resolved: [{decided}]\n")).problems == ()


def test_a_waiver_of_what_the_finding_does_not_assert_is_noted_with_what_it_does() -> None:
    waiver = "    - {{assertion: {0}, who: Ani, when: 2024-05-01, why: y}}\n"
    asserted = "  assert: [witnesses >= 2, no_unresolved_negative, survives_loss_of: 1]\n  waive:\n"
    good = [waiver.format(text) for text in ("witnesses", "witnesses>=2", "{survives_loss_of: 1}", "survives_loss_of")]
    assert read_findings(entry(asserted + "".join(good))).problems == ()
    (problem,) = read_findings(entry(asserted + good[0] + waiver.format("witnesses >= 3"))).problems
    assert (problem.place, problem.fatal) == ("line 7", False)
    assert str(problem).endswith(
        "The finding does not assert “witnesses >= 3”: this waiver does not count. "
        "Choose one of: witnesses >= 2; no_unresolved_negative; survives_loss_of: 1."
    )


def of(key: str, *grounds: str) -> f.FindingSpec:
    return f.FindingSpec(key=key, statement="s", depends_on=grounds)


@pytest.mark.parametrize(
    ("specs", "found"),
    [
        ([of("a", "b"), of("b", "c"), of("c")], []),
        ([of("a", "a")], []),
        ([of("z", "a"), of("a", "b"), of("b", "a")], [("a", "b")]),
        ([of("a", "b", "c"), of("b", "c"), of("c", "a")], [("a", "c"), ("b", "c", "a")]),
        ([of("a", "b"), of("b", "a"), of("c", "d"), of("d", "c")], [("a", "b"), ("c", "d")]),
        ([of("a", "lost"), of("b", "a")], []),
    ],
)
def test_circles_of_grounds(specs: list[f.FindingSpec], found: list[tuple[str, ...]]) -> None:
    assert circles(specs) == found


def test_a_resolution_about_nobody_is_noted_with_the_nearest() -> None:
    decided = f.Resolution(informant="Pak Ali", how="error", who="A", when="2024-01-01", why="y")
    spec = f.FindingSpec(key="a", statement="s", resolutions=(decided,))
    assert unknown_informants(spec, ["Pak Ali"]) == []
    (problem,) = unknown_informants(spec, ["Pak Alim", "Bu Siti"])
    assert not problem.fatal
    assert str(problem) == (
        "“resolved” of “a” names “Pak Ali”, who is no informant of the study: it does not count. "
        "Did you mean “Pak Alim”?"
    )


EXPECTED = """\
- id: utang
  statement: Utang akan bertambah.
  kind: expectation
  evidence: {codes: [utang]}
  factors:
    - {code: harga, sign: "+", why: "beras tetap mahal"}
    - {code: koperasi, sign: "-"}
"""


def test_factors_of_a_prediction_are_read_and_their_codes_checked() -> None:
    spec = read_findings(EXPECTED).entries[0].spec
    assert [(each.code, each.sign, each.why) for each in spec.factors] == [
        ("harga", "+", "beras tetap mahal"),
        ("koperasi", "-", ""),
    ]
    assert ["koperasi" in problem.what for problem in unknown_codes(spec, ["harga", "utang"])] == [True]
    for wrong in ("{code: harga}", "{sign: '+'}", "{code: harga, sign: more}", "harga"):
        found = read_findings(EXPECTED.replace('{code: koperasi, sign: "-"}', wrong))
        assert found.faulty == ("utang",), wrong
        assert found.problems[0].fatal


def test_an_expectation_keeps_its_day_while_nothing_that_it_predicts_changes() -> None:
    """A decision on a surprise comes after the evidence; it does not make the expectation an afterthought."""
    body = read_findings(EXPECTED).entries[0].body
    first = stamped(body, at="2024-01-06T00:00:00Z", by="ani")
    decided = EXPECTED + "  agreement: sebagian\n  rivals: [Pinjaman lain]\n"
    later = stamped(read_findings(decided).entries[0].body, at="2024-09-09T00:00:00Z", by="ani", before=first)
    spec = read_stored(Finding(id=new_id(), key="utang", statement="", body=later))
    assert (spec.imported_at[:10], spec.expected_since[:10]) == ("2024-09-09", "2024-01-06")
    for old, new in (("bertambah", "berkurang"), ("harga, sign", "utang, sign"), ("[utang]", "[harga]")):
        other = read_findings(EXPECTED.replace(old, new)).entries[0].body
        again = stamped(other, at="2024-09-09T00:00:00Z", by="ani", before=first)
        assert json.loads(again)["imported"]["predicted_at"].startswith("2024-09-09"), old
    stored = prediction_of(Finding(id=new_id(), key="utang", statement="Utang akan bertambah.", body=later))
    assert (stored.codes, stored.stored[:10], stored.agreement, len(stored.factors)) == (
        ("utang",), "2024-01-06", "sebagian", 2,
    )  # fmt: skip
