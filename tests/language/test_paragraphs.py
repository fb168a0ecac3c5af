"""Paragraphs, whichever way a text marks them."""

from __future__ import annotations

import pytest

from qda.language.paragraphs import WRAPPED, blocks

LONG = "kata " * (WRAPPED // 4)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("satu\ndua\n\ntiga\n", ["satu\ndua", "tiga\n"]),  # wrapped lines, paragraphs between blank ones
        ("satu\n  \ndua", ["satu", "dua"]),
        ("satu\r\ndua\r\n\r\ntiga", ["satu\r\ndua", "tiga"]),  # the line ends of Windows
        ("satu\ndua\ntiga", ["satu", "dua", "tiga"]),  # no line is blank
        (f"satu\n{LONG}\n\ntiga\nempat", ["satu", LONG, "tiga", "empat"]),  # nothing is wrapped
    ],
)
def test_blocks(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in blocks(text)] == found
