"""Every display has its picture in the manual, and what stands above it gives something with its evidence."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda import registry
from qda.across import build_display
from qda.cli.options import from_flags
from qda.examples import copy_example
from qda.model.network import Network
from qda.model.sheet import Sheet
from qda.model.wording import use_language
from qda.pipeline import run
from qda.store.study import Study

DOCS = Path(__file__).resolve().parents[2] / "docs"
LINES = (DOCS / "pictures" / "displays.txt").read_text(encoding="utf-8").splitlines()
COMMANDS = {line.split()[0]: shlex.split(line) for line in LINES if not line.startswith("#")}
DISPLAYS = registry.find("displays")
OWN_WORDS_ONLY = frozenset[str]()  # displays that hold nothing before somebody writes


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The example study that the pictures show."""
    folder = tmp_path_factory.mktemp("wonotirto")
    run(copy_example("wonotirto", folder), who="peneliti")
    use_language("en")
    with Study.open(folder / "study.qda") as opened:
        yield opened


def test_every_display_has_a_command_and_no_other_has() -> None:
    assert sorted(COMMANDS) == [plugin.name for plugin in DISPLAYS]


@pytest.mark.parametrize("plugin", DISPLAYS, ids=[plugin.name for plugin in DISPLAYS])
def test_the_manual_shows_each(plugin: registry.Plugin) -> None:
    ending = "png" if plugin.details.gives == "sheet" else "svg"
    picture = DOCS / "pictures" / "displays" / f"{plugin.name}.{ending}"
    assert picture.stat().st_size > 2_000
    page = (DOCS / "displays.md").read_text(encoding="utf-8")
    [part] = [each for each in page.split("\n## ") if each.startswith(f"{plugin.name}\n")]
    assert f"qda display {shlex.join(COMMANDS[plugin.name])}" in part
    assert f"(pictures/displays/{picture.name})" in part


@pytest.mark.parametrize("plugin", DISPLAYS, ids=[plugin.name for plugin in DISPLAYS])
def test_the_example_fills_each(plugin: registry.Plugin, study: Study) -> None:
    """What is computed in it rests on passages of the study; nothing is drawn from an empty table."""
    kind, *flags = COMMANDS[plugin.name]
    made = build_display(study, kind, from_flags(plugin, flags))
    seen = made if isinstance(made, Sheet | Network) else made.as_sheet()
    assert seen.synthetic
    if isinstance(seen, Network):
        assert seen.edges
        assert any(edge.evidence for edge in seen.edges)
        return
    assert seen.rows
    cells = [cell for row in seen.rows for cell in row.cells]
    assert any(cell.evidence for cell in cells) or kind in OWN_WORDS_ONLY
