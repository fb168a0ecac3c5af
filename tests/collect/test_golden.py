"""Every importer on made-up files: what was read is what the file beside says. QDA_GOLDEN=write renews them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qda.collect.identify import identify
from qda.collect.importer import Draft, File

GOLDEN = Path(__file__).parent / "golden"
INPUTS = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".expected.txt"))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_reads_what_is_expected(path: Path, dump: Callable[[list[Draft]], str]) -> None:
    file = File(name=path.name, data=path.read_bytes())
    got = dump(identify(file).target(file))
    expected = path.with_name(f"{path.name}.expected.txt")
    if os.environ.get("QDA_GOLDEN") == "write":
        expected.write_text(got, encoding="utf-8")
    assert got == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_turns_are_in_order_and_hold_words(path: Path) -> None:
    file = File(name=path.name, data=path.read_bytes())
    for draft in identify(file).target(file):
        end = 0
        for turn in draft.turns:
            assert end <= turn.start < turn.end <= len(draft.text)
            words = draft.text[turn.start : turn.end]
            assert words == words.strip()
            end = turn.end


@pytest.mark.parametrize("path", [p for p in INPUTS if p.suffix in (".txt", ".md")], ids=lambda path: path.name)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing_but_places(path: Path, end: str) -> None:
    text = path.read_bytes().decode()

    def said(data: str) -> list[tuple[str | None, str]]:
        file = File(name=path.name, data=data.encode())
        drafts = identify(file).target(file)
        return [(t.label, d.text[t.start : t.end].replace(end, "\n")) for d in drafts for t in d.turns]

    assert said(text.replace("\n", end)) == said(text)
