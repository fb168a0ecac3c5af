"""`qda run` on every example gives the verdicts that its README promises, and a second run changes nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STUDIES = ("batankrajan", "kediri", "lamongan", "mojokerto", "pekalongan", "surakarta", "wonotirto")
UNSUPPORTED = 1  # exit status where a finding is not supported: each example has such findings


def qda(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qda", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module", params=STUDIES)
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, carried out."""
    home = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "codebooks", home / "codebooks")
    folder = home / "examples" / str(request.param)
    shutil.copytree(ROOT / "examples" / str(request.param), folder, ignore=shutil.ignore_patterns("hasil", "*.qda"))
    done = qda(folder, "run", "study.yaml")
    assert done.returncode == UNSUPPORTED, done.stderr
    return folder


def test_the_verdicts_are_those_expected(ran: Path) -> None:
    found = json.loads(qda(ran, "triangulate", "--json").stdout)
    expected = json.loads((ran / "expected.json").read_text(encoding="utf-8"))
    assert {each["finding"]: each["verdict"] for each in found} == expected


def test_a_second_run_changes_no_file(ran: Path) -> None:
    written = {path: path.read_bytes() for path in sorted((ran / "hasil").iterdir())}
    assert written
    assert qda(ran, "run", "study.yaml").returncode == UNSUPPORTED
    assert {path: path.read_bytes() for path in sorted((ran / "hasil").iterdir())} == written


def test_the_study_passes_its_own_check(ran: Path) -> None:
    done = qda(ran, "check")
    assert done.returncode == 0, done.stdout + done.stderr
