"""Displays that describe what there is, on the made-up market: each line says what stands where, each test why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.data_accounting_log import DataAccountingLogOptions
from qda.display.displays.function_by_realisation import FunctionByRealisationOptions
from qda.display.displays.partially_ordered_meta_matrix import PartiallyOrderedMetaMatrixOptions
from qda.display.displays.role_by_group import RoleByGroupOptions
from qda.display.displays.thematic_conceptual import ThematicConceptualOptions
from qda.display.entries import entries_of
from qda.display.meetings import meetings
from qda.model import frames
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.sheet import Empty, Sheet
from tests.display.conftest import Builder
from tests.display.market import build_market

Show = Callable[[Sheet], str]


@pytest.fixture
def market_builder() -> Builder:
    return build_market(Builder())


@pytest.fixture
def market(market_builder: Builder) -> Material:
    return market_builder.material()


@pytest.mark.snapshot_of("data-accounting-log")
def test_the_log_says_what_is_complete_and_what_lacks(market_builder: Builder, show: Show) -> None:
    """Ani and Eka are of the North, Budi of the South; the group talk stands at both places, since both speak in it.

    The document is there, but nobody coded it; a letter is registered without a text. No document is of the North.
    Behind each cell stands one passage of each coded source.
    """
    market_builder.source("L1", "D", site="South")
    market_builder.rows["sources"][-1].update(words=0, characters=0)
    for source, date in (("W1", "2015-03-02"), ("W5", "2017-01-09")):
        next(row for row in market_builder.rows["sources"] if row["name"] == source)["date"] = date
    sheet = arrange(market_builder.material(), "data-accounting-log")
    assert show(sheet).splitlines() == [
        "Interview | North: ✓ 2 sources // 400 words // 2 March 2015 – 9 January 2017 {2}",
        "Interview | South: ✓ 1 source // 200 words {1}",
        "Interview | (Site not recorded): [no-source]",
        "Observation | North: [no-source]",
        "Observation | South: ✓ 1 source // 200 words {1}",
        "Observation | (Site not recorded): [no-source]",
        "Document | North: [no-source]",
        "Document | South: ○ 1 source // 1 without text // 0 words {0}",
        "Document | (Site not recorded): ○ 1 source // 200 words {0}",
        "Focus group | North: ✓ 1 source // 200 words {1}",
        "Focus group | South: ✓ 1 source // 200 words {1}",
        "Focus group | (Site not recorded): [no-source]",
    ]


def test_the_log_by_informants_names_those_of_whom_nothing_is_there(market: Material) -> None:
    sheet = arrange(market, "data-accounting-log", DataAccountingLogOptions(cols="case", order=("Budi",)))
    assert [column.label for column in sheet.columns][:2] == ["Budi", "Ani"]
    assert sheet.notes == ("Nothing was collected of: Fajar.",)


def test_part_of_the_sources_coded_is_partly(market_builder: Builder) -> None:
    market_builder.source("W7", site="South")
    market_builder.turn("W7", "Budi")
    sheet = arrange(market_builder.material(), "data-accounting-log", DataAccountingLogOptions(cols="case"))
    budi = [column.label for column in sheet.columns].index("Budi")
    assert sheet.rows[0].cells[budi].value == "◐ 2 sources\n1 of 2 coded\n400 words"
    assert sheet.rows[0].cells[budi].strength == 0.5


def test_questions_may_be_the_rows(market: Material, show: Show) -> None:
    """All five answered both questions. Of Eka’s answer on problems nothing is coded, so the North is only partly done.

    What is coded of trust lies in turns without that question.
    """
    sheet = arrange(market, "data-accounting-log", DataAccountingLogOptions(rows="question"))
    assert show(sheet).splitlines() == [
        "problems? | North: ◐ 3 of 3 answered // 2 of 3 coded {4}",
        "problems? | South: ✓ 2 of 3 answered {3}",
        "problems? | (Site not recorded): [not-asked]",
        "trust? | North: ○ 3 of 3 answered {0}",
        "trust? | South: ○ 2 of 3 answered {0}",
        "trust? | (Site not recorded): [not-asked]",
    ]


def test_a_question_put_and_not_answered_is_silence(market_builder: Builder) -> None:
    market_builder.question("new?", "trust")
    market_builder.turn("W1", None, "interviewer", "P", "new?")
    sheet = arrange(
        market_builder.material(), "data-accounting-log", DataAccountingLogOptions(rows="question", cols="case")
    )
    cells = dict(zip((column.label for column in sheet.columns), sheet.rows[-1].cells, strict=True))
    assert (cells["Ani"].empty, cells["Budi"].empty, cells["Fajar"].empty) == (
        Empty.SILENT,
        Empty.NOT_ASKED,
        Empty.NO_SOURCE,
    )


def test_the_log_refuses_what_it_cannot_count(market: Material, builder: Builder) -> None:
    with pytest.raises(InputError, match="no “code”"):
        arrange(market, "data-accounting-log", DataAccountingLogOptions(rows="code"))
    with pytest.raises(InputError, match="no interview guide"):
        arrange(builder.material(), "data-accounting-log", DataAccountingLogOptions(rows="question"))


def test_everything_is_stacked_up_unreduced(market: Material, show: Show) -> None:
    """Both of Ani’s passages on trust stand in her cell; Eka has no group and comes last, with the texts."""
    options = PartiallyOrderedMetaMatrixOptions(by="group", code=("trust",), summary=True)
    sheet = arrange(market, "partially-ordered-meta-matrix", options)
    assert show(sheet).splitlines()[:2] == [
        "old > Ani | Trust: “I trusted nobody from the office then” [W1:3 · weaver] // “Now I would trust them with my "
        "money” [W1:4 · weaver] {2}",
        "old > Ani | Summary: [to-write]",
    ]
    assert [f"{row.group} {row.label}" for row in sheet.rows] == [
        *("old Ani", "old Cici", "new Budi", "new Dedi", "new Fajar"),
        *(f"(Group not recorded) {name}" for name in ("Eka", "(D1)", "(O1)")),
    ]


def test_a_passage_coded_twice_is_shown_once(market_builder: Builder) -> None:
    market_builder.coding("W2", "trust", "I trust them more or less these days", "Budi", at=100, coder="bea")
    sheet = arrange(
        market_builder.material(), "partially-ordered-meta-matrix", PartiallyOrderedMetaMatrixOptions(code=("trust",))
    )
    budi = next(row for row in sheet.rows if row.label == "Budi").cells[0]
    assert (str(budi.value).count("more or less"), len(budi.evidence)) == (1, 2)


@pytest.mark.snapshot_of("role-by-group")
def test_roles_stand_beside_groups(market: Material, show: Show) -> None:
    """Old weavers: Ani with two ratings; new ones: Budi. Cici trades in the old group, Dedi in the new one is silent.

    Eka of the office has no group; the observation belongs to none and is counted among what is not shown.
    """
    sheet = arrange(market, "role-by-group", RoleByGroupOptions(code=("trust",), cell="magnitude"))
    assert sheet.title == "Role-by-group matrix: Trust"
    assert show(sheet).splitlines() == [
        "weaver (3) | old: high (1×) · low (1×) {2}",
        "weaver (3) | new: middle (1×) {1}",
        "weaver (3) | (Group not recorded): [not-applicable]",
        "trader (2) | old: high (1×) {1}",
        "trader (2) | new: [silent]",
        "trader (2) | (Group not recorded): [not-applicable]",
        "office (1) | old: [not-applicable]",
        "office (1) | new: [not-applicable]",
        "office (1) | (Group not recorded): ✓ {1}",
    ]
    assert any("no group is not shown" in sentence for sentence in sheet.filters)


def test_several_codes_each_have_their_groups(market: Material) -> None:
    options = RoleByGroupOptions(code=("problem", "trust"), cols="site", cell="informants")
    sheet = arrange(market, "role-by-group", options)
    assert [(column.group, column.label) for column in sheet.columns] == [
        ("Problems", "North"),
        ("Problems", "South"),
        ("Trust", "North"),
        ("Trust", "South"),
    ]
    weavers = sheet.rows[0]
    assert [(cell.value, cell.of) for cell in weavers.cells] == [(1, 1)] * 4
    assert [row.label for row in sheet.rows][-1] == "(Observation)", "it is of the South"


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        ("exact", (1, 2)),  # Ani's two codings are of the same words
        ("contains", (2, 4)),  # Budi's loan lies within his lack of money
        ("overlaps", (2, 4)),
        ("turn", (3, 6)),  # Cici's loan follows in the same turn
    ],
)
def test_problems_meet_efforts_by_the_rule(market: Material, rule: str, who: tuple[int, int]) -> None:
    options = ThematicConceptualOptions(rows=("problem",), cols=("effort",), meet=rule, cell="informants")
    sheet = arrange(market, "thematic-conceptual", options)
    cell = sheet.rows[0].cells[0]
    assert (cell.value, cell.of, len(cell.evidence)) == (who[0], 3, who[1])


@pytest.mark.snapshot_of("thematic-conceptual")
def test_a_problem_without_an_effort_is_an_empty_row(market: Material, show: Show) -> None:
    """The young and the fair are both spoken of by Dedi, but apart; nobody asked says anything of yarn."""
    options = ThematicConceptualOptions(rows=("problem",), cols=("effort",))
    sheet = arrange(market, "thematic-conceptual", options)
    assert show(sheet).splitlines() == [
        "Problems > Capital | Loan: “I had no money for yarn at all” [W1:1 · weaver] // “the bank lent us some” "
        "[W2:1 · weaver] of 3 {4}",
        "Problems > Capital | Fair: [not-together]",
        "Problems > The young | Loan: [not-together]",
        "Problems > The young | Fair: [not-together]",
        "Problems > Yarn | Loan: [silent]",
        "Problems > Yarn | Fair: [silent]",
    ]
    assert sheet.notes == ("No strategy meets: The young; Yarn.", "Meeting no theme: Fair.")
    assert arrange(market, "thematic-conceptual").rows == sheet.rows, "the two top codes that meet most"


@pytest.mark.parametrize("meet", ["overlaps", "exact", "contains", "turn"])
def test_a_theme_meets_neither_itself_nor_what_lies_under_it(market: Material, meet: str) -> None:
    """Capital holds Capital, and so do the problems as a whole; Loan is beside both and meets them as ever."""
    options = ThematicConceptualOptions(
        rows=("problem/capital", "problem/youth"),
        cols=("problem", "problem/capital", "effort/loan"),
        depth=0,
        meet=meet,
    )
    sheet = arrange(market, "thematic-conceptual", options)
    capital, young = ([each.empty for each in row.cells] for row in sheet.rows)
    assert capital == [Empty.NOT_APPLICABLE, Empty.NOT_APPLICABLE, None]
    assert young == [Empty.NOT_APPLICABLE, Empty.NOT_TOGETHER, Empty.NOT_TOGETHER]
    assert any(rule.startswith("“–” means") for rule in sheet.decision_rules)
    assert sheet.notes == ("No strategy meets: The young.", "Meeting no theme: Capital.")
    other = arrange(market, "thematic-conceptual", ThematicConceptualOptions(rows=("problem",), cols=("effort",)))
    assert not any(rule.startswith("“–” means") for rule in other.decision_rules)


def test_links_between_codes_say_what_answers_what(market_builder: Builder, show: Show) -> None:
    """A link that a passage states rests on it; one without is the researcher's inference and says so."""
    market = market_builder.material()
    coding = market.codings["id"].iloc[6]
    row = {"from_kind": "code", "to_kind": "code", "sign": None, "coder": "ana", "at": "2026-01-01T00:00:00Z"}
    links = [
        {"from": "effort/fair", "to": "problem/youth", "type": "explains", "evidence": (coding,), "memo": ""},
        {"from": "problem/yarn", "to": "effort/loan", "type": "causes", "evidence": (), "memo": "buys  yarn"},
    ]
    made = market.links.from_records(
        [{"id": bytes([n] * 16), **row, **link} for n, link in enumerate(links)], columns=frames.LINKS.names
    )
    options = ThematicConceptualOptions(rows=("problem",), cols=("effort",), meet="linked")
    lines = show(arrange(replace(market, links=made), "thematic-conceptual", options)).splitlines()
    assert "Problems > The young | Fair: explains {1}" in lines
    assert "Problems > Yarn | Loan: causes: buys yarn [inferred by the researcher] {0}" in lines
    assert "Problems > Capital | Loan: [not-together]" in lines


def test_themes_need_strategies(market: Material) -> None:
    with pytest.raises(InputError, match="only one of them"):
        arrange(market, "thematic-conceptual", ThematicConceptualOptions(rows=("problem",)))
    with pytest.raises(InputError, match="cannot meet"):
        arrange(market, "thematic-conceptual", ThematicConceptualOptions(meet="near"))


def test_meetings_are_those_that_a_look_at_every_pair_finds(builder: Builder) -> None:
    """All pairs of short and long passages of two sources, compared with the definition itself."""
    builder.code("a", "A")
    for source in ("W1", "W2"):
        builder.source(source)
        for start in (0, 3, 5, 9):
            for length in (1, 2, 4, 12):
                builder.coding(source, "a", "x" * length, at=start)
    entries = entries_of(builder.material())
    everything = range(len(entries))

    def meet(i: int, j: int, rule: str) -> bool:
        one, other = (set(range(entries.start[k], entries.end[k])) for k in (i, j))
        if entries.source[i] != entries.source[j]:
            return False
        return {"overlaps": bool(one & other), "exact": one == other, "contains": one <= other or other <= one}[rule]

    for rule in ("overlaps", "exact", "contains"):
        found = list(meetings(entries, everything, everything, rule))
        assert sorted(found) == [(i, j) for i in everything for j in everything if meet(i, j, rule)]


def test_functions_say_whether_an_activity_realises_them(market: Material, show: Show) -> None:
    """Permits: the office says so itself, the observation denies it; its code has no slots, so every passage counts.

    Training: the activity is hearsay, the actor is named, a result nowhere. Of the register those asked are silent: no
    question of the guide targets it, only the observation could have shown it.
    """
    sheet = arrange(market, "function-by-realisation", FunctionByRealisationOptions(code=("duty",)))
    lines = show(sheet).splitlines()
    assert [line for line in lines if "Realised?" in line or "Actor" in line or "Informants" in line] == [
        "Duties > Permits | Realised?: ± disputed {2}",
        "Duties > Permits | Actor: [not-stated]",
        "Duties > Permits | Informants: 2 of 3 {2}",
        "Duties > Training | Realised?: (✓) reported {1}",
        "Duties > Training | Actor: “The office for industry” [W5:8 · office] {1}",
        "Duties > Training | Informants: 1 of 3 {2}",
        "Duties > Register | Realised?: [silent]",
        "Duties > Register | Actor: [silent]",
        "Duties > Register | Informants: [silent]",
    ]
    assert "Duties > Training | Result: [not-stated]" in lines
    assert sheet.notes == ("An activity is told of for 2 of 3 functions.", "Nothing is coded for: Register.")


def test_a_function_that_is_only_named_is_not_realised(village: Material) -> None:
    """The bank has an input only; joint work has a process, told of by the researcher."""
    sheet = arrange(village, "function-by-realisation")
    assert [(row.label, row.cells[0].value) for row in sheet.rows] == [
        ("Joint work", "✓ realised"),
        ("Bank", "named only"),
    ]
    assert sheet.rows[0].cells[4].value == "researcher only"
