"""Matrices of the Serdif study against what can be counted in its researchers' own files without this program."""

from __future__ import annotations

from collections import Counter
from statistics import median_low

import pytest

from tests.real.serdif import CAUSES, SLOTS, STANCES, SUGGESTION, Drawn, Facts, rows, values

ASSIST, SYSTEM, PLOT, SEARCH = (
    "moderator-assist", "system-issue", "plot-design-complex", "search-information-process-complex",
)  # fmt: skip


def by_month(known: Facts, *codes: str) -> dict[str, frozenset[str]]:
    """Who says it, by the month of the talk; of everybody without codes."""
    who = known.who(*codes) if codes else known.participants
    months = sorted({date[:7] for date in known.dates.values()})
    return {month: frozenset(one for one in who if known.dates[one].startswith(month)) for month in months}


@pytest.mark.counted_on_real("role-ordered", "checklist", "conceptually-clustered", "role-by-group")
def test_people_by_month_of_all_who_talked_in_it(real: Drawn, known: Facts) -> None:
    """Four arrangements of one count: who speaks of the plots, of those who talked in that month."""
    heard, said = by_month(known), by_month(known, PLOT)
    wanted = {month: (len(said[month]), len(heard[month])) for month in heard}
    flags = ("--code", PLOT, "--cell", "informants")
    roles = real.sheet("role-ordered", "--rows", "group", *flags)
    assert {key: (cells[0].value, cells[0].of) for key, cells in rows(roles).items()} == wanted
    clustered = real.sheet("conceptually-clustered", "--rows", "group", *flags)
    assert {key: (cells[0].value, cells[0].of) for key, cells in rows(clustered).items()} == wanted
    for kind in ("checklist", "role-by-group"):
        sheet = real.sheet(kind, "--cols", "group", *flags)
        [row] = sheet.rows
        assert {c.label: (cell.value, cell.of) for c, cell in zip(sheet.columns, row.cells, strict=True)} == wanted


@pytest.mark.counted_on_real("case-by-code", "partially-ordered-meta-matrix")
def test_a_cell_is_filled_where_a_participant_has_the_tag(real: Drawn, known: Facts) -> None:
    pairs = {(one.participant, one.tag) for one in known.highlights}
    for kind in ("case-by-code", "partially-ordered-meta-matrix"):
        sheet = real.sheet(kind)
        filled = {
            (row.label, column.label)
            for row in sheet.rows
            for column, cell in zip(sheet.columns, row.cells, strict=True)
            if cell.value is not None
        }
        assert filled == pairs


@pytest.mark.counted_on_real("content-analytic-summary", "pre-structured-case", "function-by-realisation")
def test_who_speaks_of_each_tag(real: Drawn, known: Facts) -> None:
    said = {one.tag: len(known.who(one.code)) for one in known.highlights}
    summary = real.sheet("content-analytic-summary")
    assert {row.label: row.cells[0].value for row in summary.rows} == said
    case = real.sheet("pre-structured-case")
    assert {row.label: row.cells[1].value for row in case.rows} == said
    forms = real.sheet("function-by-realisation")
    at = [column.label for column in forms.columns].index("Informants")
    assert {row.label: row.cells[at].value for row in forms.rows} == {
        one.tag: said[one.tag] for one in known.of(*SLOTS)
    }, "only codes with slots are functions"


@pytest.mark.counted_on_real("quotations")
def test_the_list_of_quotations_is_the_researchers_export(real: Drawn, known: Facts) -> None:
    sheet = real.sheet("quotations")
    at = {column.label: n for n, column in enumerate(sheet.columns)}
    shown = Counter(
        (row.cells[at["Source"]].value, row.cells[at["Level 1"]].value, " ".join(str(row.cells[0].value).split()))
        for row in sheet.rows
    )
    assert shown == Counter((one.document, one.tag, " ".join(one.words.split())) for one in known.highlights)


@pytest.mark.counted_on_real("event-listing", "timeline", "critical-incident-chart")
def test_dated_passages_stand_at_the_days_of_the_talks(real: Drawn, known: Facts) -> None:
    """Three tags have a dated passage in each of the seventeen talks; the list of incidents has all of one tag."""
    days = sorted(3 * list(known.dates.values()))
    assert [row.label for row in real.sheet("event-listing").rows] == days
    assert [row.label for row in real.sheet("timeline").rows] == days
    incidents = real.sheet("critical-incident-chart", "--code", ASSIST)
    rated = [cells[1].value for cells in rows(incidents).values()]
    assert len(rated) == len(known.of(ASSIST))
    assert rated[:17] == [str(n) for n in sorted(known.rating(ASSIST).values(), reverse=True)]
    assert set(rated[17:]) == {None}


@pytest.mark.counted_on_real("time-ordered", "role-by-time")
def test_passages_by_month(real: Drawn, known: Facts) -> None:
    """One dated passage a talk and tag; the others say no time."""
    talks = {month: len(who) for month, who in by_month(known).items()}
    sheet = real.sheet("time-ordered", "--unit", "month", "--code", ASSIST, "--cell", "passages")
    [row] = sheet.rows
    assert [column.label for column in sheet.columns][:3] == list(talks)
    assert [cell.value for cell in row.cells] == [*talks.values(), len(known.of(ASSIST)) - 17]
    roles = real.sheet("role-by-time", "--unit", "month", "--code", ASSIST, "--cell", "informants")
    assert [cell.value for cell in roles.rows[0].cells] == [
        *talks.values(), sum(number > 1 for number in known.rating(ASSIST).values()),
    ]  # fmt: skip


@pytest.mark.counted_on_real("growth-gradient")
def test_the_gradient_is_the_lower_middle_of_each_month(real: Drawn, known: Facts) -> None:
    sheet = real.sheet("growth-gradient", "--unit", "month", "--code", ASSIST)
    numbers = known.rating(ASSIST)
    wanted = {month: (median_low(numbers[one] for one in who), len(who)) for month, who in by_month(known).items()}
    assert {row.label: (row.cells[0].value, row.cells[3].value) for row in sheet.rows} == wanted


@pytest.mark.counted_on_real("recommendation-trace")
def test_one_suggestion_answers_a_finding(real: Drawn, known: Facts) -> None:
    sheet = real.sheet("recommendation-trace", "--code", SUGGESTION)
    assert len(sheet.rows) == len(known.of(SUGGESTION)) > 100
    assert sorted(Counter(str(row.cells[1].value) for row in sheet.rows).items()) == [
        ("UNTRACED", len(sheet.rows) - 1), ("search", 1),
    ]  # fmt: skip


@pytest.mark.counted_on_real("process-matrix", "forms-table", "activity-record")
def test_slots_have_the_passages_of_their_tags(real: Drawn, watched: Drawn, known: Facts) -> None:
    """Nobody tells of an impact. In the copy both tags lie under one code, and the first talk was watched."""
    sheet = real.sheet("process-matrix", "--cell", "passages")
    found = {
        row.label: {c.label.lower(): cell.value for c, cell in zip(sheet.columns, row.cells, strict=True) if cell.value}
        for row in sheet.rows
    }
    assert found == {known.of(code)[0].tag: {slot: len(known.of(code))} for code, slot in SLOTS.items()}
    assert {row.cells[-1].empty for row in sheet.rows} == {"not-stated"}
    forms = watched.sheet("forms-table", "--cell", "passages")
    assert [column.label for column in forms.columns] == ["deeds"]
    told = " ".join(str(row.cells[0].value) for row in forms.rows)
    assert all(f"{known.of(code)[0].tag}" in told and str(len(known.of(code))) in told for code in SLOTS)
    acts = watched.sheet("activity-record", "--code", "task-sequence-complex")
    done = [one for one in known.of("task-sequence-complex") if one.participant == "P1"]
    assert len(acts.rows) == len(done)
    assert {row.group for row in acts.rows} == {done[0].document}


@pytest.mark.counted_on_real("effects-matrix", "case-ordered-effects")
def test_effects_are_the_passages_for_and_against(real: Drawn, known: Facts) -> None:
    """A tag's name is for or against, so that each has one side; those without a stance tell of no effect."""
    sheet = real.sheet("effects-matrix", "--cell", "passages")
    sides = {column.label: n for n, column in enumerate(sheet.columns)}
    for sign, name in (("+", "+"), ("-", "−")):
        shown = {row.label: row.cells[sides[name]].value for row in sheet.rows if row.cells[sides[name]].value}
        assert shown == {known.of(code)[0].tag: len(known.of(code)) for code in STANCES[sign]}
    ordered = real.sheet("case-ordered-effects", "--by", ASSIST, "--code", PLOT, "--cell", "passages")
    numbers = known.rating(ASSIST)
    assert list(values(ordered, 0).values()) == sorted(numbers.values(), reverse=True)
    assert {who: n for who, n in values(ordered, 1).items() if n} == known.rating(PLOT)


@pytest.mark.counted_on_real("explanatory-effects", "case-dynamics")
def test_what_overlaps_belongs_together(real: Drawn, known: Facts) -> None:
    """Where the system fails and the moderator helps in one breath, found by the project's own offsets."""
    met = known.meetings[SYSTEM, ASSIST]
    flags = ("--code", ASSIST, "--cell", "informants")
    [told] = real.sheet("explanatory-effects", *flags, "--later", SYSTEM).rows
    assert (told.cells[1].value, told.cells[3].value) == (len(known.who(ASSIST)), len(met))
    [strain] = real.sheet("case-dynamics", *flags, "--issue", SYSTEM, "--link", "overlap").rows
    assert (strain.cells[0].value, strain.cells[1].value) == (len(known.who(ASSIST)), len(met))
    assert len(CAUSES) == len(known.meetings)


@pytest.mark.counted_on_real("convergence", "predictions", "interim-summary", "sequential-analyses")
def test_the_finding_on_searching_has_a_witness_a_participant(real: Drawn, known: Facts) -> None:
    """All who speak of searching do so against the code’s name, so against the finding; nobody is for it."""
    against = by_month(known, SEARCH)
    heard = by_month(known)
    n = sum(map(len, against.values()))
    sheet = real.sheet("convergence")
    found = {c.label: cell for c, cell in zip(sheet.columns, sheet.rows[0].cells, strict=True)}
    for month, who in against.items():
        wanted = f"✗ {len(who)}/{len(heard[month])}" if who else None
        assert found[month].value == wanted
    assert found["Verdict"].value == "refuted"
    assert set(str(found["Negative cases"].value).split(", ")) == known.who(SEARCH)
    assert f"0 for it, {n} against it" in str(real.sheet("predictions").rows[0].cells[4].value)
    interim = rows(real.sheet("interim-summary"))
    assert interim["finding/search"][0].value == f"refuted\n−{n}"
    assert interim["quality/sources"][0].value == "17 of 17 coded"
    steps = real.sheet("sequential-analyses")
    names = [row.label for row in steps.rows]
    first = {one.participant for one in known.of(SEARCH)}
    grown = [len(first & {name.split("_")[0] for name in names[: k + 1]}) for k in range(17)]
    assert [row.cells[2].value for row in steps.rows] == [
        f"search: −{n}" if n != before else None for n, before in zip(grown, [0, *grown], strict=False)
    ]
