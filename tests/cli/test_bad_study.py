"""A study that cannot be opened or written, and commands that are killed: exit 4, one sentence, nothing half done."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qda.store import connection
from qda.store.study import Study
from tests.cli.conftest import TALK, Qda

ROOT = hasattr(os, "setuid") and os.getuid() == 0


def alone(folder: Path, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "qda", *arguments],
        cwd=folder,
        env={**os.environ, "QDA_LANG": "en", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while not happened():
        assert process.poll() is None, "the command was over before it could be killed"
        time.sleep(0.002)


def talks(folder: Path, number: int, turns: int) -> None:
    folder.mkdir()
    for i in range(number):
        lines = (f"P: Bagaimana pelatihan ke-{j} di desa {i}?\nN: Pelatihan ke-{j} ada, {i}.\n" for j in range(turns))
        (folder / f"w{i:03}.txt").write_text("".join(lines), encoding="utf-8")


# What cannot be opened


def test_two_studies_in_one_folder_must_be_told_apart(small: Path, qda: Qda) -> None:
    shutil.copy(small / "coba.qda", small / "lain.qda")
    done = qda("status")
    assert (done.status, done.said) == (
        4,
        [f"Error: {small}: Two or more studies are in this folder: coba.qda, lain.qda. Name one with --study FILE."],
    )
    assert qda("--study", "lain.qda", "status").status == 0


@pytest.mark.parametrize(
    "command",
    [
        ("status",), ("next",), ("check",), ("log",), ("undo",), ("redo",), ("backup",), ("sources",),
        ("source", "show", "w"), ("import", "w.txt"), ("cases", "list"), ("guide", "show"), ("codebook", "show"),
        ("code", "auto"), ("code", "export", "--to", "x.csv"), ("code", "review"), ("memo", "list"),
        ("memo", "add", "m"),
        ("display", "checklist"), ("find", "kata"), ("quotes",), ("finding", "list"), ("triangulate",), ("verify",),
    ],
)  # fmt: skip
def test_every_command_without_a_study_says_how_to_begin_one(
    qda: Qda, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir("/")
    done = qda(*command)
    assert done.status == 4
    assert done.said == ["Error: /: There is no study here or above. Begin one with: qda init NAME"]


def test_a_study_that_is_not_where_it_is_said_to_be(qda: Qda) -> None:
    done = qda("--study", "tiada.qda", "status")
    assert (done.status, done.said) == (
        4,
        ["Error: tiada.qda: There is no study here. Begin one with: qda init NAME"],
    )


@pytest.mark.parametrize("name", ["potong", "asing", "kosong", "tengah"])
def test_a_damaged_study_is_refused_and_left_alone(small: Path, qda: Qda, name: str) -> None:
    whole = (small / "coba.qda").read_bytes()
    middle = len(whole) // 2
    data = {
        "potong": whole[: middle + 7],
        "asing": b"PK\x03\x04" * 500,
        "kosong": b"",
        "tengah": whole[:100] + bytes(4000) + whole[4100:],
    }[name]
    (small / "rusak.qda").write_bytes(data)
    done = qda("--study", "rusak.qda", "status")
    if done.status == 0:  # what is broken lies where `status` does not look: `check` does
        done = qda("--study", "rusak.qda", "check")
    assert done.status in (1, 4)
    assert done.said
    assert "rusak.qda" in done.err or done.status == 1
    assert (small / "rusak.qda").read_bytes() == data


def test_a_second_study_of_that_name_is_not_begun(small: Path, qda: Qda) -> None:
    before = (small / "coba.qda").read_bytes()
    done = qda("init", "coba")
    assert (done.status, done.said) == (
        4,
        ["Error: coba.qda: A study is already there. Choose another name, or use it with --study."],
    )
    assert (small / "coba.qda").read_bytes() == before


def test_a_backup_overwrites_nothing(small: Path, qda: Qda) -> None:
    assert qda("backup", "--to", "cadangan.bak").status == 0
    done = qda("backup", "--to", "cadangan.bak")
    assert (done.status, done.said) == (
        4,
        ["Error: cadangan.bak: The file exists already; a backup overwrites nothing."],
    )


# What cannot be written


@pytest.mark.skipif(not ROOT, reason="needs root to become somebody without rights")
def test_a_read_only_folder_can_be_read_and_refuses_what_would_change_it(begun: Path) -> None:
    script = (
        "import os, sys\nfrom qda.cli.main import main\n"
        "for warm in (['import', 'baru.txt', '--dry-run'], ['status'], ['display', 'checklist']): main(warm)\n"
        "os.setuid(65534)\n"
        "assert main(['status', '--json']) == 0\nassert main(['display', 'checklist']) == 0\n"
        "sys.exit(main(['import', 'baru.txt']))\n"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(begun / "coba.qda", folder)
        (folder / "baru.txt").write_text("P: Ya?\nN: Ya.\n", encoding="utf-8")
        before = (folder / "coba.qda").read_bytes()
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=folder,
            env={**os.environ, "QDA_LANG": "en", "QDA_STUDY": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (folder / "coba.qda").read_bytes() == before
    assert done.returncode == 4, done.stderr
    (sentence,) = done.stderr.splitlines()
    assert "coba.qda: This study may only be read. Copy it to a folder you may write to" in sentence


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 600 kB."""
    place = tmp_path / "cakram"
    place.mkdir()
    mount = shutil.which("mount")
    if not ROOT or mount is None:
        pytest.skip("needs root to mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=600k", "tmpfs", place], check=False).returncode:
        pytest.skip("this machine mounts nothing")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)  # the test still stands in it


def test_a_full_disk_takes_the_whole_command_back(
    begun: Path, tiny_disk: Path, tmp_path: Path, qda: Qda, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(begun / "coba.qda", tiny_disk)
    talks(tmp_path / "transkrip", 40, 200)
    monkeypatch.chdir(tiny_disk)
    before = (tiny_disk / "coba.qda").read_bytes()
    done = qda("import", tmp_path / "transkrip")
    assert done.status == 4
    (sentence,) = done.said
    assert sentence == (
        f"Error: {tiny_disk / 'coba.qda'}: The disk is full; the command was taken back and nothing is lost. "
        "Make room, then type the command again."
    )
    assert qda("check").status == 0
    assert (tiny_disk / "coba.qda").read_bytes() == before


def test_a_study_that_may_not_grow_takes_the_whole_command_back(
    small: Path, qda: Qda, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks(small / "transkrip", 10, 200)
    real = connection.connect

    def cramped(path: Path, flags: int) -> object:
        db = real(path, flags)
        pages = db.execute("PRAGMA page_count").fetchone()
        assert pages is not None
        db.execute(f"PRAGMA max_page_count = {int(pages[0]) + 2}")
        return db

    before = qda("status", "--json").json["hash"]
    with monkeypatch.context() as patched:
        patched.setattr("qda.store.study.connect", cramped)
        done = qda("import", "transkrip")
    assert done.status == 4
    assert len(done.said) == 1
    assert "The disk is full; the command was taken back and nothing is lost." in done.err
    assert qda("status", "--json").json["hash"] == before
    assert qda("check").status == 0


def test_an_output_that_cannot_be_written_is_named(small: Path, qda: Qda) -> None:
    (small / "folder.xlsx").mkdir()
    for arguments in (("display", "checklist"), ("code", "export"), ("find", "baik"), ("quotes",), ("triangulate",)):
        done = qda(*arguments, "--to", "folder.xlsx")
        assert done.status == 2, arguments
        assert done.err.startswith("Error: folder.xlsx: The file cannot be written: ")
        assert len(done.said) == 1
    assert sorted(small.glob(".folder*")) == []


# What is killed, stopped, or comes at the same time


@pytest.mark.parametrize("moment", ["at its first write", "when the file has grown"])
def test_kill_minus_nine_during_import(small: Path, qda: Qda, moment: str) -> None:
    talks(small / "transkrip", 250, 160)
    before, size = qda("status", "--json").json, (small / "coba.qda").stat().st_size
    process = alone(small, "import", "transkrip")
    if moment == "at its first write":
        wait_for((small / "coba.qda-journal").exists, process)
    else:
        wait_for(lambda: (small / "coba.qda").stat().st_size > size, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert qda("check").status == 0
    assert qda("status", "--json").json == before
    again = qda("import", "transkrip")
    assert again.status == 0, again.err
    assert again.out.splitlines()[-1] == "250 sources new, 0 updated, 0 unchanged"
    assert qda("check").status == 0


def test_kill_minus_nine_during_coding(small: Path, qda: Qda) -> None:
    talks(small / "transkrip", 60, 160)
    assert qda("import", "transkrip").status == 0
    before = qda("status", "--json").json
    process = alone(small, "code", "auto")
    wait_for((small / "coba.qda-journal").exists, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert qda("check").status == 0
    assert qda("status", "--json").json == before
    assert qda("code", "auto").status == 0
    assert qda("status", "--json").json["codings"] == before["codings"] + 60 * 160
    assert qda("code", "auto").out == "0 codings added, 0 taken out, 9601 as they were.\n"


def test_control_c_leaves_the_study_as_it_was(small: Path, qda: Qda) -> None:
    talks(small / "transkrip", 600, 160)  # enough to be still at it when the signal comes
    before = qda("status", "--json").json
    process = alone(small, "import", "transkrip")
    wait_for((small / "coba.qda-journal").exists, process)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate()
    assert process.returncode == 130
    assert err.splitlines() == ["Stopped; the study is as it was before the command."]
    assert qda("status", "--json").json == before
    assert qda("check").status == 0


def test_a_second_writer_is_told_to_wait_and_a_reader_is_not(
    small: Path, qda: Qda, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "baru.txt").write_text(TALK + "P: Lalu?\n", encoding="utf-8")
    assert qda("memo", "add", "Yang belum dijumlah").status == 0  # so that the reader has a hash to keep
    monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 50)
    with Study.open(small / "coba.qda") as other, other.command("memo"):
        other.set_setting("title", "Lain")
        reader = alone(small, "status")
        reader.communicate(timeout=10)  # less than a writer would wait
        assert reader.returncode == 0
        done = qda("import", "baru.txt")
    assert done.status == 4
    assert done.said == [
        f"Error: {small / 'coba.qda'}: Another program is writing to this study. Wait until it is done, then try again."
    ]
    assert qda("import", "baru.txt").status == 0


def test_two_imports_at_once_both_come_in(small: Path, qda: Qda) -> None:
    talks(small / "satu", 60, 60)
    talks(small / "dua", 60, 61)
    for process in [alone(small, "import", "satu"), alone(small, "import", "dua")]:
        _out, err = process.communicate()
        assert process.returncode == 0, err
    assert qda("status", "--json").json["sources"] == 121
    assert qda("check").status == 0
    assert [entry["command"] for entry in qda("log", "--json").json][:2] == ["import", "import"]
