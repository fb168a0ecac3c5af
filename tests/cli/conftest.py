"""The command line as tests type it: in this process, in a folder of the test's own."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from qda.cli.main import main

TALK = "P: Apa kabar?\nN: Baik sekali. Pelatihan ada, ya, baik sekali.\n"
BOOK = """\
codebook: coba
codes:
  - name: pelatihan
    match: [pelatihan]
  - name: kabar
"""
FINDINGS = "- {id: ada, statement: Pelatihan ada., evidence: {codes: [pelatihan]}, assert: [witnesses >= 1]}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one command gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as a script reads it."""
        return json.loads(self.out)

    @property
    def said(self) -> list[str]:
        """The lines of standard error."""
        return self.err.splitlines()


Qda = Callable[..., Done]


@pytest.fixture
def qda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Qda:
    """Types a command in the test's folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QDA_STUDY", raising=False)
    monkeypatch.delenv("QDA_DEBUG", raising=False)

    def typed(*arguments: object) -> Done:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Done(status=status, out=out, err=err)

    return typed


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of one interview, two codes and one finding, coded by rule; read only."""
    folder = tmp_path_factory.mktemp("begun")
    for name, text in (("wawancara.txt", TALK), ("kode.yaml", BOOK), ("temuan.yaml", FINDINGS)):
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched, contextlib.chdir(folder), contextlib.redirect_stdout(StringIO()):
        patched.setenv("QDA_LANG", "en")
        for command in (
            ("init", "coba"),
            ("import", "wawancara.txt"),
            ("codebook", "import", "kode.yaml"),
            ("code", "auto"),
            ("finding", "import", "temuan.yaml"),
            ("status",),
        ):
            assert main(command) == 0
    return folder


@pytest.fixture
def small(begun: Path, tmp_path: Path, qda: Qda) -> Path:
    """A copy of that study for this test alone; its folder is the current one."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete example, run once; read only."""
    folder = tmp_path_factory.mktemp("demo") / "batankrajan"
    done = subprocess.run(
        [sys.executable, "-m", "qda", "demo", "batankrajan", "--to", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "QDA_LANG": "en"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def batankrajan(demo: Path, tmp_path: Path, qda: Qda) -> Path:
    """A copy of the complete example, run, for this test alone: its folder is the current one."""
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def state(qda: Qda) -> Callable[[], str]:
    """The hash of the study in the current folder."""
    return lambda: str(qda("status", "--json").json["hash"])
