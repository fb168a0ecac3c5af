"""Start-up stays light: what is slow to import is imported where it is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "pandas", "numpy", "spacy", "openpyxl", "lxml", "rapidfuzz", "ruamel", "rich", "python_calamine",
    "charset_normalizer", "pydantic", "regex",
}  # fmt: skip


def modules_after(arguments: list[str], folder: Path) -> set[str]:
    script = (
        "import sys, qda.cli.main as m\n"
        "status = m.main(sys.argv[1:])\n"
        "print('\\n'.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False, cwd=folder,
        env={**os.environ, "QDA_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["status"], ["status", "--json"], ["log"], ["next"]])
def test_nothing_heavy_is_imported(tmp_path: Path, arguments: list[str]) -> None:
    modules_after(["init", "coba"], tmp_path)
    assert modules_after(arguments, tmp_path) & HEAVY == set()


@pytest.mark.parametrize("start", ["qda.cli.app", "qda.cli.main"])
def test_a_start_that_is_interrupted_ends_without_a_traceback(tmp_path: Path, start: str) -> None:
    script = (
        "import runpy, sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {start!r}:\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "runpy.run_module('qda', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "status"], capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "QDA_LANG": "en"},
    )  # fmt: skip
    said = "Stopped; the study is as it was before the command.\n" if start == "qda.cli.app" else ""
    assert (done.returncode, done.stdout, done.stderr) == (130, "", said)


@pytest.mark.parametrize(("given", "kept"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_matrices_are_reckoned_on_one_thread_unless_the_user_says_otherwise(given: dict[str, str], kept: str) -> None:
    """It has to be said before numpy comes; which `--help` never needs."""
    code = (
        "import atexit, os, sys; sys.argv = ['qda', '--help']; from qda.cli.main import run; "
        "atexit.register(lambda: print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)); run()"
    )
    others = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=others | given)
    assert done.stdout.splitlines()[-1] == f"{kept} False"
