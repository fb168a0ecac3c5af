"""Plots of the Serdif study, and tags that meet in it, against counts made without this program."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from qda.model.plot import Plot
from qda.model.plot_marks import Bars, Curve, Tree
from tests.real.serdif import CAUSES, Drawn, Facts


def plot(real: Drawn, kind: str, *flags: str) -> Plot:
    made = real.any(kind, *flags)
    assert isinstance(made, Plot)
    return made


@pytest.mark.counted_on_real("code-frequency", "heat-map")
def test_bars_and_shades_are_the_people_with_the_tag(real: Drawn, known: Facts) -> None:
    said = {one.tag: len(known.who(one.code)) for one in known.highlights}
    marks = plot(real, "code-frequency").marks
    assert isinstance(marks, Bars)
    assert {bar.label: (bar.people, bar.of) for bar in marks.bars} == {tag: (n, 17) for tag, n in said.items()}
    assert {row.label: row.cells[0].value for row in real.sheet("heat-map", "--cols", "role").rows} == said
    months = Counter(date[:7] for date in known.dates.values())
    sheet = real.sheet("heat-map", "--cols", "group")
    assert [column.label for column in sheet.columns] == [f"{month} ({n})" for month, n in sorted(months.items())]
    shown = {row.label: sum(int(cell.value or 0) for cell in row.cells) for row in sheet.rows}
    assert shown == said, "a participant talked in one month"


@pytest.mark.counted_on_real("saturation-curve")
def test_each_talk_adds_the_tags_that_none_before_it_had(real: Drawn, known: Facts) -> None:
    marks = plot(real, "saturation-curve").marks
    assert isinstance(marks, Curve)
    seen: set[str] = set()
    for step in marks.steps:
        own = {one.code for one in known.highlights if one.document == step.label}
        assert step.new == len(own - seen)
        seen |= own
        assert step.total == len(seen)
    assert (len(marks.steps), len(seen)) == (17, 22)


@pytest.mark.counted_on_real("case-dendrogram")
def test_the_nearest_cases_are_joined_first_at_their_distance(real: Drawn, known: Facts) -> None:
    own = {who: {one.code for one in known.highlights if one.participant == who} for who in known.participants}
    distance = {
        frozenset(pair): 1 - len(own[pair[0]] & own[pair[1]]) / len(own[pair[0]] | own[pair[1]])
        for pair in combinations(sorted(own), 2)
    }
    marks = plot(real, "case-dendrogram").marks
    assert isinstance(marks, Tree)
    assert {leaf.label: leaf.counted for leaf in marks.leaves} == {who: len(codes) for who, codes in own.items()}
    first = marks.branches[0]
    assert first.height == pytest.approx(min(distance.values()))
    pair = frozenset((marks.leaves[first.left].label, marks.leaves[first.right].label))
    assert distance[pair] == pytest.approx(first.height)
    assert 0 < marks.branches[-1].height <= max(distance.values()), "an average is no more than the farthest pair"


@pytest.mark.counted_on_real("thematic-conceptual", "co-occurrence", "code-network")
def test_tags_meet_in_those_talks_in_which_their_offsets_do(real: Drawn, known: Facts) -> None:
    pairs = real.sheet("co-occurrence", "--measure", "informants")
    at = {column.label: n for n, column in enumerate(pairs.columns)}
    network = real.network("code-network", "--most", "1000")
    drawn = {frozenset((edge.start, edge.end)): edge.people for edge in network.edges}
    for one, other, _sign in CAUSES:
        people = len(known.meetings[one, other])
        met = real.sheet("thematic-conceptual", "--rows", one, "--cols", other, "--cell", "informants")
        assert met.rows[0].cells[0].value == people
        tags = known.of(one)[0].tag, known.of(other)[0].tag
        [row] = [row for row in pairs.rows if row.label == tags[0]]
        assert row.cells[at[tags[1]]].value == people
        [found] = [n for ends, n in drawn.items() if {end.removeprefix("code:") for end in ends} == {one, other}]
        assert found == people


@pytest.mark.counted_on_real("data-accounting-log")
def test_the_log_has_every_talk_and_its_words(real: Drawn, known: Facts) -> None:
    [row] = real.sheet("data-accounting-log").rows
    told = str(row.cells[0].value)
    assert told.startswith(f"✓ {len({one.document for one in known.highlights})} sources")
    assert len(row.cells[0].evidence) == 17


@pytest.mark.counted_on_real("composite-sequence", "composite-sequence-network")
def test_ways_through_two_tags_are_those_of_who_has_them(real: Drawn, known: Facts) -> None:
    """Who has either tag has a way of one step or more, who has both a way of two."""
    stages = ("additional-explanation", "simple-export")
    ways = {who: {code for code in stages if who in known.who(code)} for who in known.participants}
    sheet = real.sheet("composite-sequence", "--code", *stages)
    steps = [(int(row.cells[0].value or 0), int(row.cells[1].value or 0)) for row in sheet.rows]
    firsts = [paths for long, paths in steps if long == 1]
    both = [paths for long, paths in steps if long == 2]
    assert sum(firsts) == sum(bool(way) for way in ways.values())
    assert sum(both) == sum(len(way) == 2 for way in ways.values())
    network = real.network("composite-sequence-network", "--code", *stages)
    assert [node.people for node in network.nodes] == [paths for _long, paths in steps]
    assert sum(edge.people for edge in network.edges) == sum(both)
