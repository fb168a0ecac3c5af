"""Long names of codes are parted where people would part them, and two that differ late still differ."""

from __future__ import annotations

import pytest

from qda.exchange.network.measure import text_width, wrapped
from qda.exchange.network.shapes import face
from qda.model.network import Node


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("ketidakpastian-harga-komoditas-di-tingkat-petani", ("ketidakpastian-harga-", "komoditas-di-tingkat-petani")),
        ("masalah/harga_komoditas_di_tingkat_petani", ("masalah/harga_komoditas_", "di_tingkat_petani")),
    ],
)
def test_a_name_is_parted_between_its_words(name: str, lines: tuple[str, ...]) -> None:
    assert wrapped(name, 13.0, 175.0, 3) == lines


def test_a_word_without_joints_is_parted_where_the_line_ends() -> None:
    lines = wrapped("a-" + "m" * 40, 13.0, 150.0, 9)
    assert "".join(lines) == "a-" + "m" * 40
    assert all(text_width(line, 13.0) <= 150.0 for line in lines)
    assert len(lines[0]) > 10, "not parted behind a joint that stands at the very beginning"


def test_labels_that_differ_in_their_last_word_do_not_look_alike() -> None:
    begin = "Keterlibatan generasi muda dalam pengelolaan koperasi dan usaha tani di"
    one, other = (face(Node(key=end, label=f"{begin} {end}")) for end in ("Krajan", "Sirangkel"))
    assert one.label != other.label
    assert not any("…" in line for line in (*one.label, *other.label))
