"""What a word is: the rules of `tokens`, against a plain regular expression that says the same."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qda.language.fold import APOSTROPHES, HYPHENS, IGNORABLE
from qda.language.tokens import LONGEST, tokenise, words


def shape(text: str) -> str:
    """Write every character as its class: a letter, d digit, m mark, h hyphen, q apostrophe, p point, x other."""
    return "".join(_class(char) for char in text)


def _class(char: str) -> str:
    if char in HYPHENS:
        return "h"
    if char in APOSTROPHES:
        return "q"
    if char in ".,":
        return "p"
    if char in IGNORABLE or unicodedata.category(char)[0] == "M":
        return "m"
    return {"L": "a", "N": "d"}.get(unicodedata.category(char)[0], "x")


WORD = re.compile(r"[ad](?:[adm]|(?<=[adm])(?<![d](?=h[d]))h(?=[ad])|q(?=[ad])|(?<=d)p(?=d))*")

mixed = st.text(alphabet=st.one_of(st.sampled_from("aZé1٣-'’.,\u0301\u00ad\u2011 \n_/𝒜😀\ufe0f"), st.characters()))


@given(mixed)
@example("2019-2020")
@example("\u0301-a")
@example("a-\u0301b")
@example("1\u0301-2")
def test_tokens_are_those_of_the_plain_rule(text: str) -> None:
    spans = tokenise(text)
    expected = [(match.start(), match.end()) for match in WORD.finditer(shape(text))]
    assert list(zip(spans.start.tolist(), spans.end.tolist(), strict=True)) == expected


@given(mixed)
def test_spans_are_in_order_disjoint_and_hold_the_words(text: str) -> None:
    spans = tokenise(text)
    pairs = list(zip(spans.start.tolist(), spans.end.tolist(), strict=True))
    assert all(start < end <= len(text) for start, end in pairs)
    assert all(before[1] <= after[0] for before, after in pairwise(pairs))
    assert [text[start:end] for start, end in pairs] == words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anak-anaknya belajar.", ["Anak-anaknya", "belajar"]),
        ("file itu di-upload, lalu", ["file", "itu", "di-upload", "lalu"]),
        ("Rp 2.500.000,- atau Rp2,5 juta", ["Rp", "2.500.000", "atau", "Rp2,5", "juta"]),
        ("tahun 2019-2020 (COVID-19)", ["tahun", "2019", "2020", "COVID-19"]),
        ("hari Jum'at, don’t", ["hari", "Jum'at", "don’t"]),
        ("'kutipan' -- dan - begitu-", ["kutipan", "dan", "begitu"]),
        ("No.23/PER/M.KUKM", ["No", "23", "PER", "M", "KUKM"]),
        ("anak2 dan anak²nya", ["anak2", "dan", "anak²nya"]),
        ("cafe\u0301 itu", ["cafe\u0301", "itu"]),
        ("", []),
        ("\u0301 😀\ufe0f —", []),
        ("x" * LONGEST + " " + "y" * (LONGEST + 1), ["x" * LONGEST]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected
