"""Displays of single participants of the Serdif study, and networks, against counts made without this program."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from tests.real.serdif import CAUSES, KINDS, Drawn, Facts, rows, values

ASSIST, NAVIGATION, SYSTEM, EXPLANATION = (
    "moderator-assist", "navigation-complex", "system-issue", "additional-explanation",
)  # fmt: skip


def gamma(pairs: list[tuple[int, int]]) -> float:
    """Goodman and Kruskal's γ by its definition, every pair of cases looked at."""
    signs = [(a - c) * (b - d) for (a, b), (c, d) in combinations(pairs, 2)]
    alike, other = sum(sign > 0 for sign in signs), sum(sign < 0 for sign in signs)
    return (alike - other) / (alike + other)


def numbers_of(known: Facts, name: str) -> dict[str, int]:
    """How many highlights of all tags, or of one, each participant has."""
    return dict(Counter(one.participant for one in known.highlights) if name == "marks" else known.rating(name))


@pytest.mark.counted_on_real("case-ordered-descriptive", "two-variable-case-ordered", "antecedents")
def test_cases_stand_by_how_often_they_were_helped(real: Drawn, known: Facts) -> None:
    """Help is rated by its own number of highlights, so that the order of the cases is that of the numbers."""
    helped = numbers_of(known, ASSIST)
    wanted = sorted(helped.values(), reverse=True)
    for kind, flags in (
        ("case-ordered-descriptive", ("--code", SYSTEM, "--cell", "passages")),
        ("two-variable-case-ordered", ("--cols", "code", "--code", SYSTEM, "--cell", "passages")),
        ("antecedents", ("--code", NAVIGATION, "marks")),
    ):
        sheet = real.sheet(kind, "--by", ASSIST, *flags)
        told = {who: n for who, n in values(sheet, 0).items() if who in helped}
        assert list(told.values()) == wanted
        assert told == helped
        if kind == "antecedents":
            assert values(sheet, 1) == numbers_of(known, NAVIGATION)
            assert values(sheet, 2) == numbers_of(known, "marks")
        else:
            assert {who: n for who, n in values(sheet, 1).items() if n} == known.rating(SYSTEM)


@pytest.mark.counted_on_real("predictor-outcome-consequence", "scatterplot")
def test_gamma_is_that_of_every_pair(real: Drawn, known: Facts) -> None:
    helped, marks, lost = (numbers_of(known, name) for name in (ASSIST, "marks", NAVIGATION))
    people = sorted(helped)
    before, after = (gamma([(other[one], helped[one]) for one in people]) for other in (marks, lost))
    sheet = real.sheet(
        "predictor-outcome-consequence", "--by", ASSIST, "--code", "marks", "--consequence", NAVIGATION
    )  # fmt: skip
    assert [sheet.rows[-1].cells[n].value for n in (0, 2)] == [f"{before:.2f} (n = 17)", f"{after:.2f} (n = 17)"]
    plot = real.sheet("scatterplot", "--x", "marks", "--y", ASSIST)
    assert {row.label: tuple(cell.value for cell in row.cells) for row in plot.rows} == {
        one: (marks[one], helped[one]) for one in people
    }
    assert plot.notes[0].startswith(f"γ = {before:.2f} over 17 cases")


@pytest.mark.counted_on_real("typology", "variable-by-variable", "construct-table", "contrast-table")
def test_types_hold_those_who_have_both(real: Drawn, known: Facts) -> None:
    month = {one: date[:7] for one, date in known.dates.items()}
    said = known.who(EXPLANATION)
    wanted = {
        (word, when): {one for one in known.participants if (one in said) == has and month[one] == when}
        for word, has in (("said", True), ("silent", False))
        for when in set(month.values())
    }
    for kind in ("typology", "variable-by-variable"):
        sheet = real.sheet(kind, "--rows", f"presence:{EXPLANATION}", "--cols", "group")
        found = {
            (row.label, column.label): set(re.findall(r"P\d+", str(cell.value or "")))
            for row in sheet.rows
            for column, cell in zip(sheet.columns, row.cells, strict=True)
        }
        assert {place: who for place, who in found.items() if who} == {p: who for p, who in wanted.items() if who}
    helped = numbers_of(known, ASSIST)
    spread = {row.label: row.cells[0].value for row in real.sheet("construct-table", "--code", ASSIST).rows}
    assert str(spread["Range"]).startswith(f"{min(helped.values())} – {max(helped.values())}")
    contrast = real.sheet("contrast-table", "--by", ASSIST, "--code", SYSTEM)
    high, middle, low = (helped[column.label] for column in contrast.columns)
    ordered = sorted(helped.values())
    assert (high, middle, low) == (ordered[-1], ordered[8], ordered[0])


@pytest.mark.counted_on_real("decision-model", "decision-tree")
def test_who_talked_first_talked_early(real: Drawn, known: Facts) -> None:
    """Participants are numbered in about the order of their talks: tried as a test of who talked in November."""
    early = {one for one, date in known.dates.items() if date.startswith("2021-11")}
    first = {one for one in known.participants if int(one[1:]) < 11}
    told = first & known.who(EXPLANATION)
    choice = ("--choice", "group=2021-11")
    sheet = real.sheet("decision-model", *choice, "--test", "number < 11", EXPLANATION)
    on = [row.cells[1].value for row in sheet.rows[:2]]
    assert on == [len(first), len(told)]
    hits = sum((one in told) == (one in early) for one in known.participants)
    assert sheet.rows[3].cells[5].value == f"{hits / 17:.2f} ({hits} of 17)"
    tree = real.network("decision-tree", *choice, "--test", "number < 11")
    assert {node.key: node.people for node in tree.nodes} == {"start": 17, "+": len(first), "-": 17 - len(first)}
    right = sum((one in first) == (one in early) for one in known.participants)
    assert tree.notes[0].startswith(f"Hit rate: {right} of 17")


@pytest.mark.counted_on_real("contact-summary", "case-analysis-meeting")
def test_each_talk_and_each_case_begins_with_its_commonest_tag(real: Drawn, known: Facts) -> None:
    contacts, cases = rows(real.sheet("contact-summary")), rows(real.sheet("case-analysis-meeting"))
    for document in sorted({one.document for one in known.highlights}):
        own = [one for one in known.highlights if one.document == document]
        who = own[0].participant
        assert f"{len(own)} codings" in str(contacts[f"{document}/record"][0].value)
        assert contacts[f"{document}/people"][0].value == f"{who} (participant)"
        common = Counter(one.tag for one in own)
        for cell in (contacts[f"{document}/themes"][0], cases[f"{who}/themes"][0]):
            named = re.match(r"(.+) \((\d+) passages?\): ", str(cell.value))
            assert named is not None
            assert int(named[2]) == max(common.values()) == common[named[1]]


@pytest.mark.counted_on_real("vignette", "poetic-display")
def test_stories_and_poems_are_made_of_their_own_words(real: Drawn, known: Facts) -> None:
    told = rows(real.sheet("vignette", "--code", SYSTEM))
    who = known.who(SYSTEM)
    tellers = str(told[f"{SYSTEM}/told-by"][0].value)
    named, more = set(re.findall(r"P\d+", tellers)), re.search(r"(\d+) more$", tellers)
    assert named <= who
    assert len(named) + int(more[1] if more else 0) == len(who)
    assert told[f"{SYSTEM}/kind"][0].value == f"{len(who)} of 17 heard tell of it"
    own = {one: set[str]() for one in known.participants}
    for each in known.highlights:
        own[each.participant].add(" ".join(each.words.split()))
    poem = real.sheet("poetic-display", "--case", "P7", "P14")
    phrases = {row.key: row.cells[0].value for row in poem.rows if "/phrase/" in row.key}
    assert {key.split("/")[0] for key in phrases} == {"P7", "P14"}
    assert all(words in own[key.split("/")[0]] for key, words in phrases.items())
    assert all(3 <= len(str(words).split()) <= 14 for words in phrases.values())


@pytest.mark.counted_on_real("causal-network", "event-state-network", "causal-chain", "causal-prediction-model")
def test_links_have_those_behind_them_in_whose_talk_the_tags_overlap(real: Drawn, known: Facts) -> None:
    wanted = {(f"code:{a}", sign, f"code:{b}"): len(known.meetings[a, b]) for a, b, sign in CAUSES}
    for kind in ("causal-network", "event-state-network"):
        network = real.network(kind)
        assert {(edge.start, edge.sign, edge.end): edge.people for edge in network.edges} == wanted
        assert {node.key: node.people for node in network.nodes} == {
            f"code:{code}": len(known.who(code)) for a, b, _sign in CAUSES for code in (a, b)
        }
    dates = {node.key: node.detail for node in real.network("event-state-network").nodes if node.kind == "event"}
    assert dates == {f"code:{ASSIST}": min(known.dates.values())}, "of what a link joins, help alone is dated"
    chain = real.network("causal-chain")
    line = [(edge.start, edge.sign, edge.end) for edge in chain.edges]
    assert line == [(f"code:{a}", sign, f"code:{b}") for a, b, sign in CAUSES[:2]]
    assert [edge.people for edge in chain.edges] == [wanted[one] for one in line]
    model = real.network("causal-prediction-model", "--by", ASSIST)
    assert {edge.start: edge.people for edge in model.edges} == {f"code:{SYSTEM}": len(known.meetings[SYSTEM, ASSIST])}
    helped = known.rating(ASSIST).values()
    middle = (min(helped) + max(helped)) / 2
    [outcome] = [node.detail for node in model.nodes if node.key == f"code:{ASSIST}"]
    assert outcome == f"outcome: high in {sum(n > middle for n in helped)}, low in {sum(n < middle for n in helped)}"


@pytest.mark.counted_on_real("causal-network-across-cases", "cognitive-map", "folk-taxonomy", "context-chart")
def test_who_shows_the_whole_line_and_who_has_which_links(real: Drawn, known: Facts) -> None:
    """Those show the line of two links whose talk has both; a map has every link that its participant states."""
    (a, b, _one), (c, d, _other), _third = CAUSES
    both = known.meetings[a, b] & known.meetings[c, d]
    states = {one for people in known.meetings.values() for one in people}
    sheet = real.sheet("causal-network-across-cases")
    line = dict(zip((column.label for column in sheet.columns), sheet.rows[-1].cells, strict=True))
    assert {who for who, cell in line.items() if str(cell.value).startswith("✓")} == both
    assert line["Cases"].value == len(both)
    assert set(line) & known.participants >= states
    for who in sorted(both):
        links = {(f"code:{x}", f"code:{y}") for (x, y), people in known.meetings.items() if who in people}
        drawn = real.network("cognitive-map", "--informant", who)
        assert {(edge.start, edge.end) for edge in drawn.edges if edge.type == "causes"} == links
    kinds = real.network("folk-taxonomy")
    assert {(edge.start, edge.end) for edge in kinds.edges} == {(f"code:{x}", f"code:{y}") for x, y in KINDS}
    assert {node.key: node.people for node in kinds.nodes} == {
        f"code:{code}": len(known.who(code)) for pair in KINDS for code in pair
    }
    chart = real.network("context-chart")
    assert sorted(edge.people for edge in chart.edges) == sorted([*map(len, known.meetings.values()), 1, 1])
