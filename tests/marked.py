"""Which tests say with a marker that they hold a display to something, read from the source of the tests themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A test with a marker.

    Attributes:
        names: What the marker names.
        docstring: The test's; "" without one.
        asserts: How many assertions stand in it.
    """

    where: str
    names: tuple[str, ...]
    docstring: str
    asserts: int


def marked(marker: str) -> tuple[Marked, ...]:
    """Every test function of the repository that carries `@pytest.mark.<marker>("name", …)`."""
    return tuple(test for path, node in _tests() for test in _of(node, marker, path))


@cache
def _tests() -> tuple[tuple[Path, ast.FunctionDef], ...]:
    """Every decorated test function, with its file."""
    return tuple(
        (path, node)
        for path in sorted(TESTS.rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and node.decorator_list
    )


def _of(node: ast.FunctionDef, marker: str, path: Path) -> Iterator[Marked]:
    for each in node.decorator_list:
        if isinstance(each, ast.Call) and ast.unparse(each.func) == f"pytest.mark.{marker}":
            yield Marked(
                where=f"{path.relative_to(TESTS)}::{node.name}",
                names=tuple(str(ast.literal_eval(name)) for name in each.args),
                docstring=ast.get_docstring(node) or "",
                asserts=sum(isinstance(part, ast.Assert) for part in ast.walk(node)),
            )
