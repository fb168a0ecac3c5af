"""How tables stand on a terminal."""

from __future__ import annotations

import pytest

from qda.cli.session import _cut, print_table


def test_wide_and_joined_signs_do_not_move_the_next_column(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("🧵-benang", 1, "x"), ("漢字", 20, "x"), ("pe\N{COMBINING ACUTE ACCENT}rak", 3, "x"), ("biasa", None, "x")]
    print_table(["id", "n", "last"], rows)
    assert capsys.readouterr().out.splitlines() == [
        "id          n  last",
        "─────────  ──  ────",
        "🧵-benang   1  x",
        "漢字       20  x",
        "pe\N{COMBINING ACUTE ACCENT}rak       3  x",
        "biasa          x",
    ]


def test_a_table_without_rows_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["id"], [], empty="Tiada.")
    assert capsys.readouterr().out == "Tiada.\n"


@pytest.mark.parametrize(
    ("text", "cut"),
    [("abcdef", "abcdef"), ("abcdefg", "abcde…"), ("漢字漢", "漢字漢"), ("漢字漢字", "漢字…"), ("a" * 9999, "aaaaa…")],
)
def test_what_does_not_fit_is_cut_by_its_width(text: str, cut: str) -> None:
    assert _cut(text, 6) == cut
