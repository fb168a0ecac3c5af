"""`--dry-run` changes nothing, and undo and redo lead from every command back and forth by the study's hash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import TALK, Qda

State = Callable[[], str]
CASES = "name,aliases,role,group\nBu Rini,N,pengrajin,pengrajin\n"
GUIDE = "- {id: q1, text: Apa kabar?, codes: [kabar]}\n"
CODINGS = "source,quote,code\nwawancara,Apa,kabar\n"
MORE = "codebook: coba\ncodes:\n  - name: pelatihan\n    brief: ajar\n    match: [pelatihan, kabar]\n  - name: baru\n"


@pytest.fixture
def stocked(small: Path) -> Path:
    for name, text in (
        ("baru.txt", TALK + "P: Lalu?\n"),
        ("orang.csv", CASES),
        ("panduan.yaml", GUIDE),
        ("kodean.csv", CODINGS),
        ("lain.yaml", MORE),
    ):
        (small / name).write_text(text, encoding="utf-8")
    return small


@pytest.mark.parametrize(
    "command",
    [
        ("import", "baru.txt"),
        ("cases", "import", "orang.csv"),
        ("guide", "import", "panduan.yaml"),
        ("codebook", "import", "lain.yaml"),
        ("codebook", "import", "lain.yaml", "--prune"),
        ("code", "auto"),
        ("code", "import", "kodean.csv"),
        ("code", "remove", "--code", "pelatihan"),
        ("source", "remove", "wawancara"),
        ("finding", "import", "lain-temuan.yaml"),
        ("code", "merge", "pelatihan", "--into", "kabar"),
        ("code", "move", "kabar", "pelatihan/kabar"),
    ],
)
def test_a_rehearsal_says_what_would_be_and_changes_nothing(stocked: Path, qda: Qda, command: tuple[str, ...]) -> None:
    (stocked / "lain-temuan.yaml").write_text(
        "- {id: lain, statement: Kabar baik., evidence: {codes: [kabar]}}\n", encoding="utf-8"
    )
    before, bytes_before = qda("status", "--json").json, (stocked / "coba.qda").read_bytes()
    rehearsed = qda(*command, "--dry-run")
    assert rehearsed.status == 0, rehearsed.err
    assert "It would be: " in rehearsed.out
    assert (stocked / "coba.qda").read_bytes() == bytes_before
    assert qda("status", "--json").json == before
    done = qda(*command)
    assert done.status == 0, done.err
    if command != ("code", "auto"):  # its rules have run already
        assert qda("status", "--json").json["hash"] != before["hash"]
    told = [line.removeprefix("It would be: ") for line in rehearsed.out.splitlines() if "It would be: " in line]
    assert set(told) <= set(done.out.splitlines())


def test_a_rehearsed_run_writes_nothing_and_says_what_it_would_do(batankrajan: Path, qda: Qda) -> None:
    (batankrajan / "study.qda").unlink()
    for file in (batankrajan / "hasil").iterdir():
        file.unlink()
    before = sorted(batankrajan.rglob("*"))
    rehearsed = qda("run", "study.yaml", "--dry-run")
    assert rehearsed.status == 1
    assert sorted(batankrajan.rglob("*")) == before
    done = qda("run", "study.yaml")
    assert done.status == 1
    told = [line.removeprefix("It would be: ") for line in rehearsed.out.splitlines()]
    assert told == [line for line in done.out.splitlines() if not line.startswith("Study: ")]
    size, changed = (batankrajan / "study.qda").read_bytes(), qda("status", "--json").json["hash"]
    again = qda("run", "study.yaml", "--dry-run")
    assert again.status == 1
    assert (batankrajan / "study.qda").read_bytes() == size
    assert qda("status", "--json").json["hash"] == changed


STAGES: tuple[tuple[str, ...], ...] = (
    ("import", "baru.txt"),
    ("source", "update", "wawancara", "--name", "satu", "--date", "2026-01-02", "--speaker", "P=interviewer"),
    ("cases", "import", "orang.csv"),
    ("guide", "import", "panduan.yaml"),
    ("codebook", "import", "lain.yaml"),
    ("code", "auto"),
    ("code", "add", "satu", "kabar", "--quote", "Apa", "--stance", "+"),
    ("code", "remove", "--code", "kabar"),
    ("code", "merge", "baru", "--into", "kabar"),
    ("code", "move", "kabar", "pelatihan/kabar"),
    ("memo", "add", "Sebuah catatan", "--about", "code", "--name", "pelatihan"),
    ("finding", "import", "temuan.yaml"),
    ("source", "remove", "baru"),
)


def test_undo_and_redo_return_to_the_hash_after_every_command(stocked: Path, qda: Qda, state: State) -> None:
    (stocked / "temuan.yaml").write_text(
        "- {id: lain, statement: Kabar baik., evidence: {codes: [pelatihan/kabar]}}\n", encoding="utf-8"
    )
    states = [state()]
    for command in STAGES:
        done = qda(*command)
        assert done.status == 0, (command, done.err)
        assert state() != states[-1], command
        states.append(state())
        assert qda("undo").status == 0
        assert state() == states[-2], command
        assert qda("redo").status == 0
        assert state() == states[-1], command
    for before in reversed(states[:-1]):
        assert qda("undo").status == 0
        assert state() == before
    for after in states[1:]:
        assert qda("redo").status == 0
        assert state() == after
    assert qda("check").status == 0


def test_a_whole_run_is_taken_back_by_one_undo(batankrajan: Path, qda: Qda, state: State) -> None:
    before = state()
    assert qda("undo").status == 0
    empty = qda("status", "--json").json
    assert (empty["sources"], empty["codes"], empty["codings"], empty["findings"]) == (0, 0, 0, 0)
    assert qda("redo").status == 0
    assert state() == before
    assert qda("check").status == 0


@pytest.mark.parametrize(
    "command",
    [
        ("import", "wawancara.txt"),
        ("codebook", "import", "kode.yaml"),
        ("code", "auto"),
        ("finding", "import", "temuan.yaml"),
        ("cases", "import", "orang.csv"),
        ("guide", "import", "panduan.yaml"),
        ("code", "import", "kodean.csv"),
    ],
)
def test_the_same_command_again_does_nothing(stocked: Path, qda: Qda, state: State, command: tuple[str, ...]) -> None:
    assert qda(*command).status == 0
    before, entries = state(), len(qda("log", "--json").json)
    assert qda(*command).status == 0
    assert state() == before
    assert len(qda("log", "--json").json) == entries


def test_there_is_nothing_to_take_back_in_a_new_study(qda: Qda) -> None:
    qda("init", "coba")
    assert (qda("undo").status, qda("undo").said) == (2, ["Error: There is nothing to undo."])
    assert (qda("redo").status, qda("redo").said) == (2, ["Error: There is nothing to redo."])


def test_reading_commands_leave_no_entry_in_the_log(batankrajan: Path, qda: Qda) -> None:
    entries = qda("log", "--json").json
    for command in (
        ("status",), ("next",), ("check",), ("sources",), ("display", "checklist"), ("find", "dinas"), ("quotes",),
        ("triangulate",), ("finding", "show", "harga"), ("codebook", "show"), ("codebook", "explain", "latih"),
        ("code", "export", "--to", "kodean.csv"), ("verify",),
    ):  # fmt: skip
        qda(*command)
        assert qda("log", "--json").json == entries, command
