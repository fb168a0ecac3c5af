"""The pages made from the program are fresh, and nothing the program has is without a word in the manual."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from qda import registry
from qda.model.evidence import VerdictWord
from qda.model.frames import ALL_FRAMES
from tests.docs.test_commands import PAGES, ROOT

DOCS = ROOT / "docs"
WRITTEN_BY_HAND = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "tools" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "tools/make_docs.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_is_described(made: ModuleType) -> None:
    typed = [command for command, _panel in made.commands()]
    assert "code auto" in typed
    generated = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert [command for command in typed if f"### qda {command}\n" not in generated] == []
    groups = {command.split()[0] for command in typed if " " in command}
    alone = [command for command in typed if command not in groups]
    assert [c for c in alone if f"`{c}" not in WRITTEN_BY_HAND and f"qda {c}" not in WRITTEN_BY_HAND] == []


@pytest.mark.parametrize(
    ("group", "page"),
    [
        ("displays", "displays.md"),
        ("importers", "formats.md"),
        ("formats", "formats.md"),
        ("writers", "formats.md"),
        ("autocoders", "formats.md"),
    ],
)
def test_every_plugin_is_described(group: str, page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    plugins = registry.find(group)
    assert plugins
    for plugin in plugins:
        assert f"## {plugin.name}\n" in text or f"| `{plugin.name}` |" in text


def test_every_frame_and_column_is_described() -> None:
    text = (DOCS / "frames.md").read_text(encoding="utf-8")
    for frame in ALL_FRAMES:
        section = text.partition(f"## {frame.name}\n")[2].partition("\n## ")[0]
        assert [name for name in frame.names if f"| `{name}` |" not in section] == []


def test_every_verdict_has_a_row_and_an_indonesian_name() -> None:
    rows = [line.split("|") for line in (DOCS / "4-verify.md").read_text(encoding="utf-8").splitlines()]
    named = {row[1].strip(" `"): row[2].strip() for row in rows if len(row) == 5}
    assert [word for word in VerdictWord if not named.get(word.value)] == []


def test_decisions_are_listed() -> None:
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    assert [p.name for p in sorted((DOCS / "decisions").glob("0*.md")) if p.name not in index] == []


def test_architecture_stays_one_page() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 70


@pytest.mark.parametrize("page", [*PAGES, *DOCS.glob("*.md")], ids=lambda page: page.name)
def test_pages_name_no_place_of_one_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not any(place in text for place in ("/home/", "/root/", "/tmp/", "/Users/", "/work/"))
