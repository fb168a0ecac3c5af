"""`qda display list`: what each display needs, and what of that the study has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qda import registry
from qda.cli import display_list
from tests.cli.conftest import Qda


def test_outside_a_study_it_says_what_is_needed(qda: Qda) -> None:
    lines = qda("display", "list").out.splitlines()
    at = lines.index("  role-ordered (D13)  Do people in different roles see the matter differently?")
    assert lines[at + 1] == "      needs: codings · cases with a role"
    assert all(one["ready"] is None for one in qda("display", "list", "--json").json)


def test_in_a_study_it_says_what_of_that_is_there(small: Path, qda: Qda) -> None:
    """One talk, one passage coded by rule, nobody in a cases table, no link."""
    lines = qda("display", "list").out.splitlines()
    text = "\n".join(lines)
    assert "✓ quotations  Which words stand behind each code?\n      needs: codings (1)" in text
    assert "✗ role-ordered (D13)" in text
    assert "      needs: codings (1) · cases with a role (none ✗)" in lines
    assert "      needs: links of causes (none ✗)" in lines


def test_chapters_stand_in_the_order_of_the_book_and_displays_in_that_of_the_catalogue(small: Path, qda: Qda) -> None:
    found = qda("display", "list", "--json").json
    numbers = [int(one["catalogue"][1:]) if one["catalogue"] else 99 for one in found]
    assert numbers == sorted(numbers)
    headings = [line for line in qda("display", "list").out.splitlines() if line and line[0].isalpha()]
    assert headings == [heading for _last, heading in display_list.CHAPTERS]
    assert {one["name"] for one in found} == {plugin.name for plugin in registry.find("displays")}


def test_only_those_that_are_ready(small: Path, qda: Qda) -> None:
    found = {one["name"]: one for one in qda("display", "list", "--json").json}
    ready = [one["name"] for one in qda("display", "list", "--ready", "--json").json]
    assert ready == [name for name, one in found.items() if one["ready"]]
    assert "case-by-code" in ready
    assert "causal-network" not in ready
    shown = qda("display", "list", "--ready").out
    assert "✗" not in shown
    assert found["causal-network"]["has"] == {"causes": {"count": 0, "of": 0, "met": False}}
    assert qda("display", "case-by-code", "--ready").status == 2


def test_a_study_that_was_named_has_to_be_there(qda: Qda) -> None:
    assert qda("--study", "tiada.qda", "display", "list").status == 4


@pytest.mark.parametrize("width", [40, 80, 120])
def test_long_lines_wrap_below_their_display(
    small: Path, qda: Qda, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    whole = qda("display", "list").out
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(display_list, "on_a_terminal", lambda: True)
    wrapped = qda("display", "list").out
    assert max(map(len, wrapped.splitlines())) <= width
    joined = re.sub(r"\n {6}(?!needs:)", " ", wrapped)
    assert [" ".join(line.split()) for line in joined.splitlines()] == [
        " ".join(line.split()) for line in whole.splitlines()
    ]
