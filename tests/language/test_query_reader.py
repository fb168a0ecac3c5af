"""Queries for codes, conditions and relations as people type them; words alone are tested in `test_search`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.language.query_reader import plain_name, read_query
from qda.language.query_tree import (
    All,
    Any,
    Code,
    Fact,
    Near,
    Node,
    Not,
    Related,
    Relation,
    Spot,
    Then,
    Without,
    asks_all_codings,
    asks_codings,
    has_codings,
    is_condition,
    is_words,
)
from qda.language.terms import read_term as t
from qda.model.condition import compared
from qda.model.condition import given as any_value
from qda.model.errors import FormulaError, NotFoundError


def c(name: str) -> Code:
    return Code(name=name)


def f(name: str, sign: str, value: str) -> Fact:
    return Fact(name=name, condition=compared(name, sign, value))


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("code:usaha", c("usaha")),
        ("kode:usaha/modal", c("usaha/modal")),
        ('code:"bina manusia"', c("bina manusia")),
        ("code:=usaha", Code(name="usaha", exactly=True)),
        ("code:/usaha/", c("usaha")),
        ("role=pengrajin", f("role", "=", "pengrajin")),
        ("Peran=pengrajin", f("role", "=", "pengrajin")),  # attributes have standard names
        ('site="Desa Batankrajan"', f("site", "=", "Desa Batankrajan")),
        ('"years in trade">=20', f("years in trade", ">=", "20")),
        ("stance=-", f("stance", "=", "-")),
        ("stance=±", f("stance", "=", "±")),
        ("memo!~siaran", f("memo", "!~", "siaran")),
        ("date>=2015-03", f("date", ">=", "2015-03")),
        ("stance=*", Fact(name="stance", condition=any_value("stance"))),
        ("stance!=*", Not(part=Fact(name="stance", condition=any_value("stance")))),
        ("NOT role=a", Not(part=f("role", "=", "a"))),
        ("code:a AND role=b", All(parts=(c("a"), f("role", "=", "b")))),
        ("code:a role=b", All(parts=(c("a"), f("role", "=", "b")))),
        ("code:a NOT role=b", All(parts=(c("a"), Not(part=f("role", "=", "b"))))),
        ("code:a BUKAN code:b", Without(wanted=c("a"), unwanted=c("b"))),
        ("modal code:a", All(parts=(t("modal"), c("a")))),
        ('code:a "modal usaha"', All(parts=(c("a"), t("modal usaha")))),
        ("modal usaha DALAM kode:a", Related(relation=Relation.WITHIN, first=t("modal usaha"), second=c("a"))),
        ("code:a MEMUAT modal", Related(relation=Relation.CONTAINS, first=c("a"), second=t("modal"))),
        ("code:a BERTINDIHAN code:b", Related(relation=Relation.OVERLAPS, first=c("a"), second=c("b"))),
        ("code:a PERSIS code:b", Related(relation=Relation.SAME, first=c("a"), second=c("b"))),
        ("code:a THEN code:b", Then(first=c("a"), second=c("b"), within=10)),
        ("code:a LALU/2giliran code:b", Then(first=c("a"), second=c("b"), within=2, turns=True)),
        ("code:a NEAR/3kata b", Near(parts=(c("a"), t("b")), within=3)),
        ("a NEAR/1turn b", Near(parts=(t("a"), t("b")), within=1, turns=True)),
        (
            "code:a NEAR/3 b NEAR/3 c",
            Near(parts=(Near(parts=(c("a"), t("b")), within=3), t("c")), within=3),
        ),
        (
            "code:a WITHIN code:b OVERLAPS code:c",
            Related(
                relation=Relation.OVERLAPS,
                first=Related(relation=Relation.WITHIN, first=c("a"), second=c("b")),
                second=c("c"),
            ),
        ),
        (
            "code:a OR code:b AND modal WITHIN code:c",
            Any(
                parts=(
                    c("a"),
                    All(parts=(c("b"), Related(relation=Relation.WITHIN, first=t("modal"), second=c("c")))),
                )
            ),
        ),
        ("then within code dan bukan", t("then within code dan bukan")),  # operators are written in capitals
    ],
)
def test_a_query_is_read(written: str, tree: Node) -> None:
    assert read_query(written) == tree


@pytest.mark.parametrize(
    ("written", "marked", "what"),
    [
        ("code:", "▸code:", "A code is expected after “code:”"),
        ("modal AND role=", "modal AND ▸role=", "A value is expected after “role=”"),
        ("code:a WITHIN", "code:a WITHIN▸", "lacks a word"),
        ("code:a AND OR b", "code:a AND ▸OR b", "lacks a word"),
        ("code:a AND (modal", "code:a AND ▸(modal", "not closed"),
        ("modal) AND b", "modal▸) AND b", "no opening"),
        ("NOT code:a", "▸NOT code:a", "before it"),
        ("role=kepala dinas", "role=kepala ▸dinas", "belongs to “role=kepala”"),
        ("code:bina manusia", "code:bina ▸manusia", "belongs to “code:bina”"),
        ('a AND "b', 'a AND ▸"b', "quotation mark"),
    ],
)
def test_what_cannot_be_read_is_marked_where_it_stands(written: str, marked: str, what: str) -> None:
    with pytest.raises(FormulaError, match=what) as fault:
        read_query(written)
    assert fault.value.where == marked


def test_an_ambiguous_value_is_mended_both_ways() -> None:
    with pytest.raises(FormulaError) as fault:
        read_query("role=kepala dinas")
    assert 'Write role="kepala dinas" or role=kepala AND dinas.' in str(fault.value)


def test_of_a_long_query_what_stands_around_the_place_is_shown() -> None:
    shown = str(Spot(text="a" * 200 + " OR OR " + "b" * 200, at=204))
    assert "OR ▸OR" in shown
    assert len(shown) < 120
    assert shown.startswith("…")
    assert shown.endswith("…")


SAVED = {"usaha": "code:usaha OR modal", "dua kata": "@usaha AND role=a", "satu": "@dua", "dua": "@satu"}


def saved(name: str) -> str:
    if name not in SAVED:
        raise NotFoundError("There is none.", mend="Save one.")
    return SAVED[name]


def test_a_saved_query_stands_for_what_it_says() -> None:
    usaha = Any(parts=(c("usaha"), t("modal")))
    assert read_query("@usaha AND b", saved) == All(parts=(usaha, t("b")))
    assert read_query('@"dua kata"', saved) == All(parts=(usaha, f("role", "=", "a")))


def test_a_saved_query_that_is_a_part_of_itself_is_refused() -> None:
    with pytest.raises(FormulaError, match="@satu → @dua → @satu"):
        read_query("a OR @satu", saved)
    with pytest.raises(NotFoundError, match=r"a OR ▸@tiga: There is none\. Save one\."):
        read_query("a OR @tiga", saved)
    with pytest.raises(NotFoundError, match="no saved queries here"):
        read_query("@usaha")


def test_what_a_tree_is_made_of_is_told() -> None:
    assert is_words(read_query("a AND (b OR c) NOT d NEAR/3 e"))
    assert not is_words(read_query("a NEAR/3turns b"))
    assert not is_words(read_query("a WITHIN b"))
    assert is_condition(read_query("role=a AND (site=b OR NOT stance=-)"))
    assert not is_condition(read_query("role=a OR modal"))
    assert asks_codings(read_query("role=a OR stance=-"))
    assert not asks_codings(read_query("role=a"))
    assert has_codings(read_query("(modal OR code:a) NOT b"))
    assert not has_codings(read_query("modal WITHIN code:a"))
    assert not asks_all_codings(read_query("code:a AND stance=-"))
    assert asks_all_codings(read_query("code:a OVERLAPS stance=-"))
    assert asks_all_codings(read_query("(code:a AND stance=-) OR coder=ani"))


def test_indonesian_names_of_properties() -> None:
    assert (plain_name("penutur"), plain_name("usia")) == ("speaker", "usia")
    assert read_query("sikap=-") == f("stance", "=", "-")  # what only codings have is known before the study is


PIECES = (
    "a",
    "code:x",
    "role=y",
    "NOT",
    "AND",
    "OR",
    "WITHIN",
    "NEAR/2",
    "THEN/1t",
    "(",
    ")",
    '"',
    "@z",
    "code:",
    "b=",
)


@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_any_query_is_read_or_refused(pieces: list[str]) -> None:
    where = "▸"
    try:
        read_query(" ".join(pieces), lambda _name: "a OR b")
    except FormulaError as fault:
        where = fault.where
    assert "▸" in where or not pieces
