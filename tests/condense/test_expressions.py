"""Regular expressions of a codebook never run forever."""

from __future__ import annotations

import pytest

from qda.condense.expressions import compiled, expression_faults, nested_quantifiers


@pytest.mark.parametrize(
    "expression",
    [
        r"(a+)+",
        r"(a*)*b",
        r"(\w+\s?)*$",
        r"((a)+)+",
        r"(?:a+|b)*c",
        r"(?P<x>a+)+",
        r"([a-z]+)*\d",
        r"(a{2,})+",
        r"(\s*\w+\s*)+x",
    ],
)
def test_nested_quantifiers_are_seen(expression: str) -> None:
    assert nested_quantifiers(expression)
    assert "forever" in expression_faults(expression)[0].what


@pytest.mark.parametrize(
    "expression",
    [
        r"Rp\.? ?[\d.]+",
        r"(\d+\.)*\d+",
        r"(?:\w+ ){0,3}modal",
        r"(?:ab?)+c",
        r"a+b+c+",
        r"[(+*]+x",
        r"\(a+\)+",
        r"(a++)+",
        r"(a+b)+",
        r"x{2,5}",
    ],
)
def test_harmless_expressions_pass(expression: str) -> None:
    assert not nested_quantifiers(expression)
    assert expression_faults(expression) == []


@pytest.mark.parametrize("expression", [r"(a|aa)+$", r"(a|a)+$", r"(x+x+)+y"])
def test_what_only_running_shows_is_refused(expression: str) -> None:
    assert "forever" in expression_faults(expression)[0].what


def test_small_and_capital_letters_are_alike_unless_said() -> None:
    assert compiled("kub").search("KUB")
    assert not compiled("(?-i:kub)").search("KUB")
