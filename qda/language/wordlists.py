"""The word lists in `data/`, read once: plain text, one entry a line, `#` begins a comment line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def lines(name: str) -> list[str]:
    """Return the lines of a list that are neither empty nor comments, in the order of the file."""
    text = (files("qda.language") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """Return all words of a list, several to a line allowed."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a tab-separated list in the order of the file."""
    return tuple(tuple(line.split("\t")) for line in lines(name))
