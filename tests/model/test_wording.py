"""Numbers as each language writes them."""

from __future__ import annotations

from qda.model.wording import number, use_language, whole_percent


def test_indonesian_writes_a_decimal_comma_and_english_a_point() -> None:
    use_language("id")
    assert [number(0.2, 2), number(2.0, 3, short=True), number(0.3125, 3, short=True)] == ["0,20", "2", "0,312"]
    use_language("en")
    assert [number(0.2, 2), number(10, 0, short=True)] == ["0.20", "10"]
    assert [number(-0.0004, 3), number(-0.0, 1, short=True), number(-0.001, 3)] == ["0.000", "0", "-0.001"]


def test_half_a_percent_is_rounded_up() -> None:
    assert [whole_percent(5, 8), whole_percent(1, 8), whole_percent(1, 40)] == ["63", "13", "3"]
    assert [whole_percent(2, 3), whole_percent(7, 7), whole_percent(0, 7), whole_percent(0, 0)] == [
        "67",
        "100",
        "0",
        "0",
    ]
