from qda.verify.quoting import in_words, one_each, quotations_of
from tests.verify.studies import material

_STUDY = material(
    sources=[{"name": "a"}],
    turns=[{"source": "a", "start": 0, "end": 90, "role": "informant", "case": "Sari"}],
    codings=[
        {"id": bytes(15) + b"\x01", "source": "a", "start": 0, "end": 5, "code": "x", "quote": "satu  dua"},
        {"id": b"\x01" + bytes(15), "source": "a", "start": 9, "end": 12, "code": "x", "quote": "tiga"},
    ],
)


def test_an_id_that_ends_in_zeros_is_found() -> None:
    found = quotations_of(_STUDY, [b"\x01" + bytes(15)])
    assert [quote.text for quote in found.values()] == ["tiga"]


def test_words_are_quoted_with_their_reference_and_white_space_runs_become_one() -> None:
    (quote,) = quotations_of(_STUDY, [bytes(15) + b"\x01"]).values()
    assert in_words(quote) == "“satu dua” [a:1 · Sari]"


def test_one_passage_a_person() -> None:
    quotes = quotations_of(_STUDY, [bytes(15) + b"\x01", b"\x01" + bytes(15)]).values()
    assert [quote.text for quote in one_each(quotes, 5)] == ["satu  dua"]
