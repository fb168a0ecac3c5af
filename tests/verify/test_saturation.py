"""What counts as an interview and as a coding, in which order, and what is said about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qda.model.errors import InputError, NotFoundError
from qda.model.first_heard import Counted
from qda.model.records import Kind
from qda.model.sheet import Sheet
from qda.verify.facts import study_facts
from qda.verify.saturation import SaturationOptions, StudySaturation, coded_interviews, saturation_of
from qda.verify.saturation_output import (
    left_out_lines,
    result_lines,
    rule_line,
    saturation_json,
    saturation_sheets,
)
from tests.verify.studies import material

SMALL = SaturationOptions(base=1, run=1, orders=50)


def study(
    talks: dict[str, str], *, dates: dict[str, str] | None = None, cases: tuple[dict[str, Any], ...] = (), **more: Any
) -> Any:
    """Interviews of one turn each, the codes of each as letters; the informant is the interview's name in capitals."""
    dates = dates or {}
    return material(
        sources=[{"name": name, "date": dates.get(name), **more.get(name, {})} for name in talks],
        turns=[{"source": name, "start": 0, "end": 50, "role": "informant", "case": name.upper()} for name in talks],
        cases=cases,
        codings=[
            {"source": name, "start": i, "end": i + 1, "code": code}
            for name, codes in talks.items()
            for i, code in enumerate(codes)
        ],
    )


def found(made: Any, options: SaturationOptions = SMALL) -> StudySaturation:
    return saturation_of(study_facts(made), options, synthetic=made.synthetic)


def test_interviews_stand_by_date_then_name_and_those_without_a_date_last() -> None:
    made = study(
        {"d": "x", "a": "x", "c": "x", "b": "x"}, dates={"d": "2024-01-02", "c": "2024-01-01", "b": "2024-01-02"}
    )
    result = found(made)
    assert [line.interview for line in result.lines] == ["c", "b", "d", "a"]
    assert result.undated == ("a",)


def test_new_codes_are_counted_once_with_their_codings() -> None:
    result = found(study({"a": "xxy", "b": "yz", "c": "z"}))
    assert [(line.new, line.cumulative, len(line.evidence)) for line in result.lines] == [
        (2, 2, 3),
        (1, 3, 1),
        (0, 3, 0),
    ]
    assert [line.saturated for line in result.lines] == [False, True, False]
    assert result.result.notation == "2⁺¹"


def test_an_interview_without_codings_is_missing_and_not_without_new_codes() -> None:
    result = found(study({"a": "xy", "b": "", "c": "z"}))
    assert [line.interview for line in result.lines] == ["a", "c"]
    assert result.uncoded == ("b",)
    assert result.result.at is None


def test_a_copy_is_no_further_interview() -> None:
    result = found(study({"a": "xy", "b": "xy"}, b={"copy_of": "a"}))
    assert (len(result.lines), result.copies) == (1, ("b",))


def test_words_of_interviewers_and_quarantined_ones_do_not_count() -> None:
    made = study({"a": "xyz"})
    made.codings.loc[0, "role"] = "interviewer"
    made.codings.loc[1, "quarantined"] = True
    assert [one.code for one in coded_interviews(study_facts(made), (Kind.INTERVIEW,)).codings] == ["z"]


def test_only_the_kinds_asked_for_count_and_a_source_in_which_nobody_speaks_counts_whole() -> None:
    made = material(
        sources=[{"name": "a", "kind": "interview"}, {"name": "o", "kind": "observation"}],
        codings=[{"source": "a", "code": "x"}, {"source": "o", "code": "y"}],
    )
    both = SaturationOptions(kinds=(Kind.INTERVIEW, Kind.OBSERVATION))
    assert [line.interview for line in found(made).lines] == ["a"]
    assert [line.interview for line in found(made, both).lines] == ["a", "o"]


def twice() -> Any:
    """A is heard in “a” and, with B, in “c”; B also speaks in “d”, and “Bu A” of “e” is A under another name."""
    said = {
        "a": [("A", "xy")],
        "b": [("C", "y")],
        "c": [("A", "z"), ("B", "y")],
        "d": [("B", "w")],
        "e": [("Bu A", "v")],
    }
    return material(
        sources=[{"name": name} for name in said],
        turns=[
            {"source": name, "start": 0, "end": 50, "role": "informant", "case": who[0][0]}
            for name, who in said.items()
        ],
        cases=[{"name": "A"}, {"name": "B"}, {"name": "C"}, {"name": "Bu A", "same_as": "A"}],
        codings=[
            {"source": name, "start": 10 * n + i, "end": 10 * n + i + 1, "code": code, "informant": who}
            for name, spoken in said.items()
            for n, (who, codes) in enumerate(spoken)
            for i, code in enumerate(codes)
        ],
    )


def test_a_second_talk_with_the_same_person_is_no_new_one() -> None:
    """All that A says counts to “a”, in which A was heard first: x, y, z, v; B begins with “c” and brings w there."""
    result = found(twice())
    assert [(line.interview, line.new, line.cumulative) for line in result.lines] == [
        ("a", 4, 4),
        ("b", 0, 4),
        ("c", 1, 5),
    ]
    assert result.again == (("d", ("c",)), ("e", ("a",)))
    sentences = [*left_out_lines(result), rule_line(result)]
    assert "No new people, so counted where these were heard first: d (c), e (a)." in sentences
    assert any("People count, with all they say" in sentence for sentence in sentences)
    assert saturation_json(result)["unit"] == "people"
    assert saturation_json(result)["heard_again"] == [
        {"interview": "d", "counted_with": ["c"]}, {"interview": "e", "counted_with": ["a"]},
    ]  # fmt: skip


def test_talks_count_by_themselves_where_that_is_asked_for() -> None:
    result = found(twice(), replace(SMALL, unit=Counted.SOURCES))
    assert [(line.interview, line.new) for line in result.lines] == [("a", 2), ("b", 0), ("c", 1), ("d", 1), ("e", 1)]
    assert result.again == ()
    assert any("Each interview counts by itself" in sentence for sentence in [rule_line(result)])


def test_a_group_has_only_its_own_informants_words() -> None:
    cases = ({"name": "A", "group": "g"}, {"name": "B", "group": "g"}, {"name": "C", "group": "h"}, {"name": "D"})
    result = found(study({"a": "xy", "b": "xy", "c": "z", "d": "q"}, cases=cases))
    lines = {line.group: (line.interviews, line.codes, line.result.notation) for line in result.groups}
    assert lines == {"g": (2, 2, "1⁺¹"), "h": (1, 1, None)}
    assert result.groups[1].result.why.startswith("Undefined")
    assert result.ungrouped == ("D",)


def test_groups_can_be_made_by_another_attribute() -> None:
    cases = ({"name": "A", "site": "s"}, {"name": "B", "site": "t"})
    made = study({"a": "x", "b": "y"}, cases=cases)
    assert [line.group for line in found(made, SaturationOptions(by="site")).groups] == ["s", "t"]
    with pytest.raises(NotFoundError):
        found(made, SaturationOptions(by="shoe-size"))


def test_prose_of_the_researcher_and_a_study_without_codings_are_refused() -> None:
    with pytest.raises(InputError):
        found(study({"a": "x"}), SaturationOptions(kinds=(Kind.INTERVIEW, Kind.AUTHOR)))
    with pytest.raises(NotFoundError):
        found(study({"a": ""}))


def test_one_interview_is_undefined_everywhere_and_says_why() -> None:
    result = found(study({"a": "xy"}))
    read = saturation_json(result)
    assert (read["saturated_at"], read["orders"]["share"], read["richness"]["estimate"]) == (None, None, None)
    assert read["coverage"]["chao_jost"] is None
    assert all(
        part["why"].startswith("Undefined") for part in (read, read["orders"], read["richness"], read["coverage"])
    )
    assert len(result_lines(result)) == 2


def test_the_sheets_say_what_the_lines_say_and_an_empty_cell_is_no_zero() -> None:
    cases = ({"name": "A", "group": "g"}, {"name": "B", "group": "g"})
    result = found(study({"a": "xy", "b": "yz", "c": "z"}, cases=cases))
    sheets = saturation_sheets(result)
    assert [sheet.kind for sheet in sheets] == ["saturation", "saturation-groups"]
    first: Sheet = sheets[0]
    assert [row.label for row in first.rows] == ["a", "b", "c"]
    assert [row.cells[1].value for row in first.rows] == [2, 1, 0]
    assert first.rows[0].cells[3].value is None
    assert first.rows[0].cells[3].empty is not None
    assert first.synthetic
    assert "In no group: C." in first.filters
