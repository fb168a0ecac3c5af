"""A query and its flags as a list that says the same in the same way."""

from __future__ import annotations

from qda.display.find_arguments import find_arguments, query_of
from qda.language.query_reader import read_query
from qda.language.query_tree import All


def test_arguments_are_the_query_and_then_the_flags_by_name() -> None:
    assert find_arguments("  modal   OR  kredit ") == ("modal OR kredit",)
    assert find_arguments("modal", width=20, source="w 1", limit=3) == (
        "modal", "--limit", "3", "--source", "w 1", "--width", "20",
    )  # fmt: skip
    assert find_arguments("modal", width=0) == ("modal", "--width", "0")


def test_the_query_they_ask_for_keeps_its_source() -> None:
    assert query_of(find_arguments("modal OR kredit", limit=3, width=1)) == "modal OR kredit"
    asked = query_of(find_arguments("modal OR kredit", source='w "1"'))
    assert asked == '(modal OR kredit) AND source="w *1*"'
    assert isinstance(read_query(asked), All)
