"""A plan is read whole or refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.model.errors import InputError
from qda.model.records import Kind
from qda.plan import read_plan

GOOD = """\
study: Perajin
language: id
sources:
  - {path: transkrip/*.docx, kind: interview, period: awal}
  - catatan.txt
codebook: bina.yaml
coding: [{auto: codebook}, {file: codings.csv}]
displays:
  - {kind: role-ordered, max-quotes: 2, codes: [a, b], to: m.xlsx}
triangulate: {by: technique, to: t.xlsx}
"""


def plan(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "study.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_plan_is_read(tmp_path: Path) -> None:
    read = read_plan(plan(tmp_path, GOOD))
    assert [(s.path, s.kind, s.period) for s in read.sources] == [
        ("transkrip/*.docx", Kind.INTERVIEW, "awal"),
        ("catatan.txt", Kind.INTERVIEW, None),
    ]
    assert [c.file for c in read.coding] == [None, "codings.csv"]
    assert read.files == ("m.xlsx", "t.xlsx")
    assert read.displays[0].options == (("max_quotes", 2), ("codes", ("a", "b")))
    assert (read.triangulate_by, read.triangulate_to) == ("technique", "t.xlsx")


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("study: x\nsources: [{pth: a}]\n", "line 2", "path"),
        ("study: x\nlanguage: jv\n", "line 2", "jv"),
        ("study: x\n\nsource: [a]\n", "line 3", "sources"),
        ("study: x\nsources:\n  - path: a\n    kind: gosip\n", "line 4", "gosip"),
        ("study: x\ndisplays:\n  - kind: role-ordered\n", "line 3", "to:"),
        ("study: x\ncoding: {auto: codebook}\n", "line 2", "list"),
        ("study: x\nstudy: y\n", "line 2", "YAML"),
        ("study: [x\n", "line 2", "YAML"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, text: str, line: str, word: str) -> None:
    with pytest.raises(InputError) as fault:
        read_plan(plan(tmp_path, text))
    assert line in str(fault.value)
    assert word in str(fault.value)


def test_a_missing_plan_and_a_plan_without_title(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such plan"):
        read_plan(tmp_path / "tiada.yaml")
    with pytest.raises(InputError, match="study:"):
        read_plan(plan(tmp_path, "language: id\n"))
