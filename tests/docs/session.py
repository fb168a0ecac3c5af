"""The pages of the manual as sessions: their commands run in order in an empty folder, their output is compared.

In a block that is marked `console`, a line that begins with `$ ` is typed, the lines below it are what it prints. A
line that holds nothing but `…` stands for any lines. A command below which nothing is shown may print what it wants.
A block whose mark names a file (```` ```yaml codebook.yaml ````) is that file, written before the commands after it.
A command that does not end with status 0 is followed by `$ echo $?`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(?P<mark>[^\n`]*)\n(?P<body>.*?)^```[ ]*$", re.MULTILINE | re.DOTALL)
ANYTHING = "…"
PROMPT = "$ "
END = "@@qda-docs-end"
ENDED = re.compile(rf"(.*?)\n{END} (\d+)\n", re.DOTALL)
VOLATILE = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "ID"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "TIME"),
    (re.compile(r"\b\d{8}T\d{6}Z"), "STAMP"),
    (re.compile(r"\b[0-9a-f]{16}\b"), "HASH"),
)
# Plug-ins are installed beside the environment that runs the tests, and without a network.
PRELUDE = """\
pip() {
    python -m pip "$1" --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation \\
        --target "$PYTHONPATH" "${@:2}"
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command with what the page shows below it, or a file (`command` is then empty)."""

    line: int
    command: str = ""
    shown: tuple[str, ...] = ()
    file: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command printed, standard error among it, and how it ended."""

    printed: tuple[str, ...]
    status: int


def steps(page: str) -> list[Step]:
    """The commands and files of a page, in order."""
    found: list[Step] = []
    for block in FENCE.finditer(page):
        line = page.count("\n", 0, block.start()) + 2
        language, _space, name = block["mark"].strip().partition(" ")
        if language == "console":
            found += _commands(block["body"].splitlines(), line)
        elif name:
            found.append(Step(line=line, file=name, body=block["body"]))
    return found


def _commands(lines: list[str], first: int) -> list[Step]:
    found: list[Step] = []
    for number, text in enumerate(lines, start=first):
        if text.startswith(PROMPT):
            found.append(Step(line=number, command=text.removeprefix(PROMPT)))
        elif found:
            last = found.pop()
            found.append(Step(line=last.line, command=last.command, shown=(*last.shown, text)))
        else:
            raise ValueError(f"line {number}: a console block begins with a command")
    return found


def play(page: list[Step], folder: Path, language: str) -> list[Outcome]:
    """Run the commands of a page in one shell, in a folder; one outcome a command."""
    plugins = folder.parent / f"{folder.name}-plugins"
    plugins.mkdir()
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "HOME": str(folder.parent),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(plugins),
        "QDA_LANG": language,
        "QDA_CODER": "ani",
    }
    done = subprocess.run(
        ["bash", "-c", PRELUDE + "".join(_script(step) for step in page)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return [
        Outcome(printed=tuple(part[1].splitlines()), status=int(part[2]))
        for part in ENDED.finditer(done.stdout.decode("utf-8"))
    ]


def _script(step: Step) -> str:
    if step.file:
        return f"mkdir -p \"$(dirname '{step.file}')\"\ncat > '{step.file}' <<'{END}'\n{step.body}{END}\n"
    return f"{step.command}\nqda_status=$?; printf '\\n{END} %s\\n' $qda_status; (exit $qda_status)\n"


def normal(line: str, folder: Path) -> str:
    """A line without what differs from run to run."""
    line = line.replace(f"{folder}/", "").rstrip()
    for pattern, word in VOLATILE:
        line = pattern.sub(word, line)
    return line


def agrees(shown: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether the lines shown are those printed, `…` standing for any."""
    if not shown:
        return not printed
    if shown[0].strip() == ANYTHING:
        return any(agrees(shown[1:], printed[at:]) for at in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0] and agrees(shown[1:], printed[1:])
