"""Queries as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.language.search import All, Any, Near, Node, Without, read_query
from qda.language.terms import Term, read_term
from qda.model.errors import FormulaError
from qda.model.records import Level


def t(text: str) -> Term:
    return read_term(text)


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("perak", t("perak")),
        ("=KUB", Term(text="KUB", level=Level.EXACT)),
        ("+latih", Term(text="latih", level=Level.ROOT)),
        ("~pengrajin", Term(text="pengrajin", fuzzy=True)),
        ("sumber daya", t("sumber daya")),
        ('"sumber daya"', t("sumber daya")),
        ('="sumber daya"', Term(text="sumber daya", level=Level.EXACT)),
        ("a AND b OR c", Any(parts=(All(parts=(t("a"), t("b"))), t("c")))),
        ("a DAN (b ATAU c)", All(parts=(t("a"), Any(parts=(t("b"), t("c")))))),
        ('a "b c"', All(parts=(t("a"), t("b c")))),
        ("a (b)", All(parts=(t("a"), t("b")))),
        ("a NOT b", Without(wanted=t("a"), unwanted=t("b"))),
        ("a AND NOT b AND c", Without(wanted=All(parts=(t("a"), t("c"))), unwanted=t("b"))),
        ("a TANPA b NEAR/2 c", Without(wanted=t("a"), unwanted=Near(parts=(t("b"), t("c")), within=2))),
        ("a NEAR/3 b NEAR/3 c", Near(parts=(t("a"), t("b"), t("c")), within=3)),
        ("a DEKAT b", Near(parts=(t("a"), t("b")), within=10)),
        ("dan and", t("dan and")),
    ],
)
def test_a_query_is_read(written: str, tree: Node) -> None:
    assert read_query(written) == tree


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("a AND", "lacks a word"),
        ("OR a", "lacks a word"),
        ("NOT a", "before it"),
        ("(a", "not closed"),
        ("a)", "no opening"),
        ('"a', "quotation mark"),
        ("()", "lacks a word"),
        ("...", "no word"),
        ("a NEAR/3", "lacks a word"),
        ("(" * 200 + "a", "too many"),
    ],
)
def test_a_query_that_cannot_be_read_says_why(written: str, what: str) -> None:
    with pytest.raises(FormulaError, match=what) as fault:
        read_query(written)
    assert "Write for example" in fault.value.mend


@given(st.lists(st.sampled_from(["a", "b", "AND", "OR", "NOT", "NEAR/2", "(", ")", '"', "=", "."]), max_size=12))
def test_any_query_is_read_or_refused(pieces: list[str]) -> None:
    written = " ".join(pieces)
    try:
        tree = read_query(written)
    except FormulaError:
        return
    assert any(word in repr(tree) for word in "ab")
