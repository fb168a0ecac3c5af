"""Codings of a changed transcript: what stands is found, what is doubtful is not guessed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qda.collect.reanchor import How, find_again, reanchor
from qda.model.text import Span

OLD = (
    "P: Sejak kapan Bapak membuat anyaman?\n"
    "N: Sejak lulus sekolah, waktu itu ikut paman di pasar lama.\n"
    "P: Lalu?\n"
    "N: Ya.\n"
    "P: Siapa yang membeli?\n"
    "N: Orang kota, kadang pedagang dari pulau seberang.\n"
    "P: Sering?\n"
    "N: Ya.\n"
)


def span_of(text: str, quote: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return Span(start=at, end=at + len(quote))


def test_nothing_changed() -> None:
    span = span_of(OLD, "ikut paman")
    assert reanchor(OLD, OLD, [span])[0].span == span


def test_lines_put_before_and_behind_move_the_place() -> None:
    new = "Judul baru\n\n" + OLD + "P: Terima kasih.\n"
    (place,) = reanchor(OLD, new, [span_of(OLD, "pedagang")])
    assert (place.how, place.span) == (How.SAME, span_of(new, "pedagang"))


def test_short_quotes_keep_their_own_surroundings() -> None:
    new = OLD.replace("P: Lalu?\nN: Ya.\n", "P: Lalu bagaimana?\nN: Ya.\n")
    first, second = reanchor(OLD, new, [span_of(OLD, "Ya", 0), span_of(OLD, "Ya", 1)])
    assert first.span == span_of(new, "Ya", 0)
    assert second.span == span_of(new, "Ya", 1)


def test_a_short_quote_whose_turn_went_is_lost() -> None:
    new = OLD.replace("P: Lalu?\nN: Ya.\n", "")
    first, second = reanchor(OLD, new, [span_of(OLD, "Ya", 0), span_of(OLD, "Ya", 1)])
    assert first.span is None
    assert second.span == span_of(new, "Ya", 0)


def test_an_edited_quote_is_found_with_its_context() -> None:
    new = OLD.replace("ikut paman di pasar lama", "ikut pak man di pasar lama")
    (place,) = reanchor(OLD, new, [span_of(OLD, "waktu itu ikut paman di pasar lama")])
    assert place.how is How.EDITED
    assert place.span is not None
    assert new[place.span.start : place.span.end] == "waktu itu ikut pak man di pasar lama"


def test_a_rewritten_or_removed_quote_is_lost() -> None:
    new = OLD.replace("Orang kota, kadang pedagang dari pulau seberang.", "Tidak ada.")
    (place,) = reanchor(OLD, new, [span_of(OLD, "kadang pedagang dari pulau seberang")])
    assert (place.how, place.span, place.likeness) == (How.LOST, None, 0.0)


def test_a_long_quote_is_found_wherever_it_went() -> None:
    line = "N: Orang kota, kadang pedagang dari pulau seberang.\n"
    new = line + OLD.replace(line, "")
    (place,) = reanchor(OLD, new, [span_of(OLD, "kadang pedagang dari pulau seberang")])
    assert place.span == span_of(new, "kadang pedagang dari pulau seberang")


def test_of_two_equal_places_neither_is_taken() -> None:
    old = "satu\nsaya kata itu.\ndua\n"
    new = "tiga\nsaya kata itu,\ntiga\nsaya kata itu,\ntiga\n"
    assert reanchor(old, new, [span_of(old, "kata")])[0].span is None


def test_find_again_needs_a_long_quote_that_occurs_once() -> None:
    quote = "kadang pedagang dari pulau seberang"
    assert find_again(OLD, quote).span == span_of(OLD, quote)
    assert find_again(OLD + OLD, quote).span is None
    assert find_again(OLD, "Ya").span is None


_LINE = st.text(alphabet="abcde ?.:é\U0001f600", min_size=0, max_size=30)
_TEXTS = st.lists(_LINE, max_size=12).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, _TEXTS, st.data())
def test_a_place_lies_in_the_new_text_and_same_or_moved_holds_the_quote(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    (place,) = reanchor(old, new, [Span(start=start, end=end)])
    assert (place.span is None) == (place.how is How.LOST)
    if place.span is not None:
        assert place.span.end <= len(new)
        if place.how is not How.EDITED:
            assert new[place.span.start : place.span.end] == old[start:end]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(alphabet="abcdefgh ", min_size=30, max_size=60), min_size=3, max_size=8, unique=True), st.data()
)
def test_whole_new_lines_lose_nothing(lines: list[str], data: st.DataObject) -> None:
    old = "\n".join(lines) + "\n"
    at = data.draw(st.integers(0, len(lines)))
    new = "\n".join([*lines[:at], "Z" * 40, *lines[at:]]) + "\n"
    i = data.draw(st.integers(0, len(lines) - 1))
    start = sum(len(line) + 1 for line in lines[:i])
    (place,) = reanchor(old, new, [Span(start=start, end=start + len(lines[i]))])
    assert place.span is not None
    assert new[place.span.start : place.span.end] == lines[i]


def test_a_name_given_its_capitals_is_found() -> None:
    old = "P: Kegiatannya?\nN: Saya mengurus kelompok tani, sudah lima tahun.\n"
    new = "P: Pagi.\nP: Kegiatannya?\nN: Saya mengurus Kelompok Tani Makmur, sudah lima tahun.\n"
    start = old.index("kelompok tani")
    (place,) = reanchor(old, new, [Span(start=start, end=start + 13)])
    assert place.how is How.EDITED
    assert place.span is not None
    assert new[place.span.start : place.span.end] == "Kelompok Tani"
