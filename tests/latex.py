"""pdfLaTeX itself, for tests: where it is not installed they skip."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

needs_latex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdfLaTeX is not here")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What pdfLaTeX made of a file.

    Attributes:
        too_wide: Lines that stick out by more than 3 points, as the log tells them.
        words: The text of the PDF; "" where Poppler is not here to read it.
    """

    pdf: Path
    too_wide: tuple[str, ...]
    words: str


def sound(source: str) -> bool:
    """Whether braces and environments close in their order and pdfTeX is told of every letter beyond Latin-1."""
    head, _begin, body = source.partition("\\begin{document}")
    told = {int(code, 16) for code in re.findall(r"\\DeclareUnicodeCharacter\{(\w+)\}", head)}
    if any(ord(letter) > 0xFF and ord(letter) not in told for letter in re.sub(r"(?m)(?<!\\)%.*$", "", body)):
        return False
    code = re.sub(r"(?m)(?<!\\)%.*$", "", source).replace(r"\\", "")
    open_ones: list[str] = []
    for word, name, brace in re.findall(r"\\(begin|end)\{(\w+)\}|(?<!\\)([{}])", code):
        if word == "begin" or brace == "{":
            open_ones.append(name or "{")
        elif not open_ones or open_ones.pop() != (name or "{"):
            return False
    return open_ones == []


def printed(source: bytes, folder: Path, name: str = "x") -> Printed:
    """Print a file as its author would, as often as its tables need; a fault fails the test with LaTeX's words."""
    (folder / f"{name}.tex").write_bytes(source)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
    for _again in range(4):
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=240, check=False)
        log = (folder / f"{name}.log").read_text(encoding="latin-1")
        assert done.returncode == 0, "\n".join(line for line in log.splitlines() if line.startswith(("!", "l.")))
        if "Rerun LaTeX" not in log and "have changed" not in log:
            break
    assert "Missing character" not in log
    wide = [line for line in log.splitlines() if (over := re.match(r"Overfull \\hbox \(([\d.]+)pt", line))
            and float(over[1]) > 3]  # fmt: skip
    pdf = folder / f"{name}.pdf"
    words = ""
    if shutil.which("pdftotext"):
        words = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, timeout=60
        ).stdout.decode()
    return Printed(pdf=pdf, too_wide=tuple(wide), words=words)
