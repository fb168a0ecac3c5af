from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from qda.exchange.markup import PlainText, plain_text
from qda.model.text import points_to_utf8, utf8_to_points

BLOCKS = ("p", "li", "h1", "div")
INLINE = ("b", "em", "a", "span")
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1, max_size=12)
LEAVES = WORDS.map(lambda word: (html.escape(word), word)) | st.just(("<br>", "")) | st.just(("<!-- x -->", ""))


def _within(pieces: list[tuple[str, str]], tag: str) -> tuple[str, str]:
    return f"<{tag}>" + "".join(p[0] for p in pieces) + f"</{tag}>", "".join(p[1] for p in pieces)


TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(_within, st.lists(inner, max_size=4), st.sampled_from(BLOCKS + INLINE)),
    max_leaves=25,
)


def _without_added(plain: PlainText, start: int, end: int) -> str:
    """What lies between two places of the text, the line ends that were put there taken out again."""
    added = {position + n for n, position in enumerate(plain.breaks)}
    return "".join(c for i, c in enumerate(plain.text[start:end], start) if i not in added)


@given(TREES)
def test_the_stripped_text_is_all_text_and_nothing_else(tree: tuple[str, str]) -> None:
    markup, words = tree
    assert plain_text(markup).stripped == words


@given(TREES, st.data())
def test_any_range_of_bytes_is_the_same_words_in_our_text(tree: tuple[str, str], data: st.DataObject) -> None:
    plain = plain_text(tree[0])
    start = data.draw(st.integers(0, len(plain.stripped)))
    end = data.draw(st.integers(start, len(plain.stripped)))
    as_bytes = points_to_utf8(plain.stripped, [start, end])
    raw = plain.stripped.encode()[as_bytes[0] : as_bytes[1]].decode()
    a, b = utf8_to_points(plain.stripped, as_bytes)
    if a == b:
        return
    assert _without_added(plain, plain.start(a), plain.end(b)) == raw
    assert plain.text[plain.start(a)] == raw[0]
    assert plain.text[plain.end(b) - 1] == raw[-1]


@given(st.text(max_size=200))
def test_anything_is_some_html(markup: str) -> None:
    plain = plain_text(markup)
    assert _without_added(plain, 0, len(plain.text)) == plain.stripped


def test_blocks_that_touch_come_apart_and_white_space_between_them_stays() -> None:
    assert plain_text("<p>satu</p><p>dua</p>").text == "satu\ndua"
    assert plain_text("<p>satu</p>\n<p>dua</p>").text == "satu\ndua"
    assert plain_text("<p>satu</p> \n <p>dua</p>").text == "satu \n dua"
    assert plain_text("<p>satu</p> <p>dua</p>").text == "satu\n dua"
    assert plain_text("<ul><li>a</li><li><p>b</p></li></ul>c<br/>d").text == "a\nb\nc\nd"


def test_inline_tags_part_nothing() -> None:
    assert plain_text("<p>pe<b>rak</b><a href='#'>.</a></p>").text == "perak."


def test_carriage_returns_read_as_line_ends() -> None:
    assert plain_text("<p>a\r\nb\rc</p>").stripped == "a\nb\nc"
