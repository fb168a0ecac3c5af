"""Each display on the village study: the lines say what stands where and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qda import registry
from qda.display.build import arrange, arrange_any
from qda.display.displays.case_by_code import CaseByCodeOptions
from qda.display.displays.co_occurrence import CoOccurrenceOptions
from qda.display.displays.code_network import CodeNetworkOptions
from qda.display.displays.content_analytic_summary import ContentAnalyticSummaryOptions
from qda.display.displays.event_listing import EventListingOptions
from qda.display.displays.process_matrix import ProcessMatrixOptions
from qda.display.displays.recommendation_trace import RecommendationTraceOptions
from qda.display.displays.role_ordered import RoleOrderedOptions
from qda.model.errors import FormulaError, InputError, NotFoundError
from qda.model.frames import Material
from qda.model.network import Network
from qda.model.sheet import Empty, Sheet
from tests.display.conftest import Builder

Show = Callable[[Sheet], str]


def cell(sheet: Sheet, row: str, column: str) -> Any:
    place = [c.label for c in sheet.columns].index(column)
    return next(r for r in sheet.rows if r.label == row).cells[place]


def test_case_by_code_tells_silent_from_not_asked_from_nothing_there(village: Material) -> None:
    sheet = arrange(village, "case-by-code")
    # Pak Mo is another name of Darmo: both passages are his.
    assert cell(sheet, "Darmo", "Training").value == 2
    # q1 targets People and with it what lies under it; Kepala was asked q1 and says nothing of ideas.
    assert cell(sheet, "Kepala", "Ideas").empty == "silent"
    # q2 was put to Darmo only.
    assert cell(sheet, "Sari", "Tools").empty == "not-asked"
    # No question of the guide targets it.
    assert cell(sheet, "Darmo", "Surroundings").empty == "not-asked"
    # Lurah stands in the cases table, but nothing of his is there; D1 is there, but nothing of it is coded.
    assert cell(sheet, "Lurah", "Training").empty == "missing"
    assert cell(sheet, "(D1)", "Training").empty == "missing"
    # An observation is in scope for every code.
    assert cell(sheet, "(O1)", "Training").empty == "silent"
    # The researcher is asked nothing.
    assert cell(sheet, "(A1)", "Training").empty == "not-applicable"


def test_people_are_counted_once_out_of_those_asked(village: Material) -> None:
    options = CaseByCodeOptions(rows="role", cell="informants", code=("manusia",), depth=0)
    sheet = arrange(village, "case-by-code", options)
    found = cell(sheet, "craftsman", "People")
    assert (found.value, found.of, len(found.evidence)) == (2, 2, 4)
    assert found.strength == 1.0


def test_one_span_with_parent_and_child_is_one_passage(village: Material) -> None:
    sheet = arrange(village, "case-by-code", CaseByCodeOptions(code=("manusia",), depth=0))
    found = cell(sheet, "Darmo", "People")
    assert (found.value, len(found.evidence)) == (2, 3)


def test_without_a_guide_everyone_heard_counts_as_asked(village_builder: Any) -> None:
    village_builder.rows["questions"].clear()
    sheet = arrange(village_builder.material(), "case-by-code")
    assert cell(sheet, "Sari", "Tools").empty == "silent"
    assert any("no interview guide" in rule for rule in sheet.decision_rules)


def test_a_case_named_like_a_text_stands_for_it(village_builder: Any) -> None:
    village_builder.case("O1", role="observation")
    sheet = arrange(village_builder.material(), "case-by-code")
    assert cell(sheet, "O1", "Tools").value == 1
    assert cell(sheet, "O1", "Training").empty == "silent"
    assert "(O1)" not in [row.label for row in sheet.rows]


def test_where_leaves_out_rows_it_rules_out(village: Material) -> None:
    sheet = arrange(village, "case-by-code", CaseByCodeOptions(where="role=craftsman and stance='-'"))
    assert [row.label for row in sheet.rows] == ["Darmo", "Sari"]
    assert cell(sheet, "Darmo", "Training").value == 1
    assert "Only codings for which role=craftsman and stance='-': 2 of 19." in sheet.filters


@pytest.mark.parametrize(("where", "error"), [("role=", FormulaError), ("colour=red", FormulaError)])
def test_a_filter_that_cannot_be_read_is_an_error(village: Material, where: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        arrange(village, "case-by-code", CaseByCodeOptions(where=where))


def test_unknown_names_are_errors_that_name_those_there_are(village: Material) -> None:
    with pytest.raises(NotFoundError, match="role"):
        arrange(village, "case-by-code", CaseByCodeOptions(rows="colour"))
    with pytest.raises(NotFoundError, match="manusia/latih"):
        arrange(village, "case-by-code", CaseByCodeOptions(code=("nothing",)))
    with pytest.raises(NotFoundError, match="Kepala"):
        arrange(village, "case-by-code", CaseByCodeOptions(order=("Nobody",)))
    with pytest.raises(InputError, match="presence"):
        arrange(village, "case-by-code", CaseByCodeOptions(cell="colour"))
    with pytest.raises(InputError):
        arrange(village, "role-ordered", CaseByCodeOptions())


def test_role_ordered(village: Material, show: Show) -> None:
    options = RoleOrderedOptions(code=("manusia", "usaha"), order=("village head", "office"))
    assert (
        show(arrange(village, "role-ordered", options))
        == """\
village head (1) | People: [missing]
village head (1) | Business: [missing]
office (1) | People: (+) “We train every craftsman in the district yearly.” [W3:2 · office] // \
(only one informant: Kepala) of 1 {1}
office (1) | Business: [not-asked]
craftsman (2) | People: (+) “We were trained for three days in dyeing.” [W1:1 · craftsman] // \
(−) “Nobody ever asked me to come to a training.” [W2:2 · craftsman] // … and 1 more passage of 2 {4}
craftsman (2) | Business: “The drill came from the office last year.” [W1:1 · craftsman] // \
(only one informant: Darmo) of 1 {1}
(Observation) | People: [silent]
(Observation) | Business: “Two drills stand unused in the corner of the shop.” [O1:3 · Observation] of 1 {1}
(Document) | People: [missing]
(Document) | Business: [missing]
(Researcher’s own text) | People: [not-applicable]
(Researcher’s own text) | Business: [not-applicable]"""
    )


def test_process_matrix_says_what_is_not_stated(village: Material, show: Show) -> None:
    text = show(arrange(village, "process-matrix"))
    assert (
        text
        == """\
Co-operation > Joint work | Actor: “The weavers of the centre” [A1:3 · Researcher’s own text] {1}
Co-operation > Joint work | Input: [not-stated]
Co-operation > Joint work | Process: “share a large order” [A1:3 · Researcher’s own text] {1}
Co-operation > Joint work | Output: “sold more cloth” [A1:4 · Researcher’s own text] {1}
Co-operation > Joint work | Impact: [not-stated]
Co-operation > Bank | Actor: [not-stated]
Co-operation > Bank | Input: “papers and a pledge” [A1:4 · Researcher’s own text] {1}
Co-operation > Bank | Process: [not-stated]
Co-operation > Bank | Output: [not-stated]
Co-operation > Bank | Impact: [not-applicable]"""
    )
    with pytest.raises(NotFoundError):
        arrange(village, "process-matrix", ProcessMatrixOptions(code=("none",)))


def test_process_matrix_refuses_codes_that_are_no_process(village: Material) -> None:
    with pytest.raises(InputError, match="“manusia” nor any code below declares slots") as fault:
        arrange(village, "process-matrix", ProcessMatrixOptions(code=("manusia",)))
    assert "kerja/bersama, kerja/bank" in fault.value.mend


def test_a_slot_that_the_filter_leaves_out_is_not_said_to_be_unstated(village: Material, show: Show) -> None:
    """Of joint work the actor, the process and the output are told, the input and the impact by nobody."""
    found = show(arrange(village, "process-matrix", ProcessMatrixOptions(where="slot=process"))).splitlines()
    assert [line.partition(" | ")[2].split(" {")[0].split(" [A1")[0] for line in found[:5]] == [
        "Actor: [filtered-out]",
        "Input: [not-stated]",
        "Process: “share a large order”",
        "Output: [filtered-out]",
        "Impact: [not-stated]",
    ]


def test_who_names_no_part_of_the_process_is_not_silent_on_it(builder: Builder) -> None:
    """Ani names an actor and takes no stand, Budi is for it and names nothing; Cici was asked and is silent."""
    builder.code("a", "A")
    builder.question("q1", "a")
    for name, slot, stance in (("Ani", "actor", None), ("Budi", None, "+"), ("Cici", None, None)):
        builder.case(name)
        builder.source(f"W-{name}")
        builder.turn(f"W-{name}", case=name, question="q1")
        if name != "Cici":
            builder.coding(f"W-{name}", "a", f"{name} says so.", name, slot=slot, stance=stance)
    builder.code("b", "B")
    builder.coding("W-Cici", "b", "Cici speaks of something else.", "Cici")

    def why(rows: str, place: str) -> dict[str, Empty | None]:
        sheet = arrange(builder.material(), "role-ordered", RoleOrderedOptions(rows=rows, cols="case", code=("a",)))
        row = next(row for row in sheet.rows if row.key == place)
        return {column.key: cell.empty for column, cell in zip(sheet.columns, row.cells, strict=True)}

    assert why("slot", "actor") == {"Ani": None, "Budi": Empty.NOT_STATED, "Cici": Empty.SILENT}
    assert why("slot", "") == {"Ani": Empty.NOT_APPLICABLE, "Budi": None, "Cici": Empty.SILENT}
    assert why("stance", "+") == {"Ani": Empty.NOT_STATED, "Budi": None, "Cici": Empty.SILENT}


def test_forms_table_counts_one_column(village: Material) -> None:
    options = registry.get("displays", "forms-table").options
    assert options is not None
    assert arrange(village, "forms-table", options(code=("saran",))).counts == "2 entries in 1 column."
    assert arrange(village, "forms-table", options(code=("usaha",))).counts == "1 entry in 1 column."


def test_forms_table_lists_what_has_evidence_and_names_the_rest(village: Material, show: Show) -> None:
    sheet = arrange(village, "forms-table")
    assert (
        show(sheet)
        == """\
1 | People: Training {4}
1 | Business: Tools {2}
1 | Co-operation: Joint work {4}
1 | Recommendations: Co-operative {1}
2 | People: [not-applicable]
2 | Business: [not-applicable]
2 | Co-operation: Bank {1}
2 | Recommendations: Register {1}"""
    )
    assert sheet.counts == "6 entries in 4 columns."
    assert sheet.notes == ("In the codebook, but nowhere coded: People / Ideas; Co-operation / Credit union.",)


def test_events_stand_in_time_and_undated_ones_where_the_text_has_them(village: Material) -> None:
    sheet = arrange(village, "event-listing", EventListingOptions(code=("sejarah",)))
    assert [(row.label, row.cells[0].value) for row in sheet.rows] == [
        ("1946", "It was founded by one weaver."),  # later in the text, earlier in time
        ("undated", "Then came the best time."),  # follows 1946 in the text
        ("in March 1955", "in March 1955"),  # slot time: dated by its own words
        ("±1970", "In the seventies fifty weavers lived here."),
        ("undated", "Everything stood still then."),  # nothing dated before it in the text
    ]
    assert sheet.counts == "5 events, 2 of them undated."


def test_recommendations_without_a_finding_are_untraced(village: Material) -> None:
    sheet = arrange(village, "recommendation-trace")
    assert [(row.label, row.cells[1].value) for row in sheet.rows] == [
        ("Co-operative", "limbah; C9"),
        ("Register", "UNTRACED"),
    ]
    assert sheet.counts == "2 recommendations, 1 of them answer no finding."
    with pytest.raises(InputError):
        arrange(village, "recommendation-trace", RecommendationTraceOptions(code=()))


def test_talk_of_recommendations_in_general_is_none(village_builder: Any) -> None:
    village_builder.coding("A1", "saran", "The following is recommended.")
    sheet = arrange(village_builder.material(), "recommendation-trace")
    assert [row.label for row in sheet.rows] == ["Co-operative", "Register"]
    assert sheet.notes == ("1 passage on recommendations in general, under none of them, is left out.",)
    alone = arrange(village_builder.material(), "recommendation-trace", RecommendationTraceOptions(code=("sejarah",)))
    assert {row.cells[1].value for row in alone.rows} == {"UNTRACED"}
    assert len(alone.rows) == 5


def test_content_analysis_counts_cases_not_passages(village: Material) -> None:
    sheet = arrange(village, "content-analytic-summary", ContentAnalyticSummaryOptions(cols="role"))
    row = next(row for row in sheet.rows if row.label == "Training")
    assert (row.cells[0].value, row.cells[0].of, row.cells[1].value) == (3, 5, "Darmo; Kepala; Sari")
    # 5 asked: three informants by q1, the observation and the document are in scope.
    assert cell(sheet, "Training", "craftsman").value == 2
    # What only the researcher writes is no case.
    assert cell(sheet, "Bank", "Number").value == "researcher only"
    by_site = arrange(village, "content-analytic-summary", ContentAnalyticSummaryOptions(count="site"))
    assert cell(by_site, "Training", "Which").value == "East; West"


def test_checklist_rates_by_people_and_stance(village: Material) -> None:
    sheet = arrange(village, "checklist")
    assert str(cell(sheet, "Training", "craftsman").value).startswith("± disputed\n1 (1×) · 3 (1×)\n")
    assert str(cell(sheet, "Training", "office").value).startswith("✓ present\n")


def test_co_occurrence_pairs_show_every_measure(builder: Any) -> None:
    b = builder
    b.case("R1")
    b.case("R2")
    for name in ("W1", "W2"):
        b.source(name)
    for path in ("a", "b", "c"):
        b.code(path, path.upper())
    b.coding("W1", "a", "0123456789", "R1", at=0)
    b.coding("W1", "b", "56789", "R1", at=5)  # shares 5–10 with a
    b.coding("W1", "b", "abc", "R1", at=10)  # begins where a ends: nothing shared
    b.coding("W2", "a", "xyz", "R2", at=0)
    b.coding("W2", "a", "xyz", "R2", at=0, coder="budi")  # the same passage by another coder
    b.coding("W2", "c", "xyz", "R2", at=0)
    sheet = arrange(b.material(), "co-occurrence", CoOccurrenceOptions(layout="pairs"))
    rows = {row.label + str(row.cells[0].value): [c.value for c in row.cells[1:]] for row in sheet.rows}
    # n1, n2, overlaps, informants, sources, c = n12/(n1+n2−n12), Jaccard of people, distorted
    assert rows == {"AB": [2, 2, 1, 1, 1, 0.333, 0.5, None], "AC": [2, 1, 1, 1, 1, 0.5, 0.5, None]}
    matrix = arrange(b.material(), "co-occurrence")
    assert cell(matrix, "A", "B").value == cell(matrix, "B", "A").value == 1
    assert cell(matrix, "B", "C").empty == "not-together"
    assert len(cell(matrix, "A", "C").evidence) == 3, "both coders' codings are evidence"


def test_a_code_and_one_that_holds_it_do_not_co_occur(builder: Any) -> None:
    """What is coded “a/x” counts for “a” as a whole: on every passage of its own it would meet itself."""
    b = builder
    b.case("R1")
    b.source("W1")
    for path in ("a", "a/x", "b"):
        b.code(path, path.upper())
    b.coding("W1", "a/x", "0123456789", "R1", at=0)
    b.coding("W1", "b", "56789", "R1", at=5)
    options = CoOccurrenceOptions(code=("a", "a/x", "b"), depth=0)
    matrix = arrange(b.material(), "co-occurrence", options)
    assert [cell(matrix, one, other).empty for one, other in (("A", "A/X"), ("A/X", "A"))] == ["not-applicable"] * 2
    assert cell(matrix, "A", "B").value == cell(matrix, "A/X", "B").value == cell(matrix, "A", "A").value == 1
    assert any(rule.startswith("“–” means") for rule in matrix.decision_rules)
    pairs = arrange(b.material(), "co-occurrence", replace(options, layout="pairs"))
    assert [(row.label, row.cells[0].value) for row in pairs.rows] == [("A", "B"), ("A/X", "B")]
    network = arrange_any(b.material(), "code-network", CodeNetworkOptions(code=("a", "a/x", "b"), depth=0))
    assert isinstance(network, Network)
    assert [(edge.start, edge.end) for edge in network.edges] == [("code:a", "code:b"), ("code:a/x", "code:b")]
    plain = arrange(b.material(), "co-occurrence")
    assert not any(rule.startswith("“–” means") for rule in plain.decision_rules)


def test_codes_that_meet_in_prose_only_have_nobody_to_be_a_share_of(builder: Any) -> None:
    builder.source("A1", "A")
    for path in ("a", "b"):
        builder.code(path, path.upper())
        builder.coding("A1", path, "The weavers need money.", at=0)
    sheet = arrange(builder.material(), "co-occurrence", CoOccurrenceOptions(cell="jaccard"))
    assert cell(sheet, "A", "B").value == "researcher only"


def test_quotations_give_a_column_to_each_level_of_the_code(village: Material) -> None:
    sheet = arrange(village, "quotations")
    assert [c.label for c in sheet.columns[:3]] == ["Quotation", "Level 1", "Level 2"]
    assert [c.label for c in sheet.columns[-3:]] == ["Role", "Group", "Site"]
    row = next(row for row in sheet.rows if row.cells[0].value == "=Only the chosen ones ever went there, I heard.")
    assert [c.value for c in row.cells[1:5]] == ["People", "Training", "−", None]


def test_a_talk_without_speakers_whose_passages_are_given_to_people_is_nobody_itself(builder: Any) -> None:
    """W1 and W2 have no speakers. All of W1 was given to Ani by hand, so she alone was heard there: one row, of one.

    In W2 a passage is Budi’s and another nobody’s: the file itself stays a witness of what nobody was named for.
    """
    for name in ("Ani", "Budi"):
        builder.case(name)
    for name in ("W1", "W2"):
        builder.source(name)
        builder.turn(name, speaker=None, role="other")
    builder.code("a", "A")
    builder.coding("W1", "a", "so I say", "Ani")
    builder.coding("W2", "a", "and so do I", "Budi")
    builder.coding("W2", "a", "somebody said so")
    sheet = arrange(builder.material(), "case-by-code", CaseByCodeOptions(cell="informants"))
    assert [(row.label, row.cells[0].value, row.cells[0].of) for row in sheet.rows] == [
        ("Ani", 1, 1), ("Budi", 1, 1), ("(W2)", 1, 1),
    ]  # fmt: skip
