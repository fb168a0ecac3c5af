"""Plug-ins are found by folder and by entry point, and a stranger's broken one harms nothing."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from qda import registry
from qda.model.errors import UnknownPluginError

STRANGER = """
from qda.collect.importer import importer

@importer("{name}", "A stranger's", extensions=(".asing",))
def read(file):
    return []

broken = 3
"""


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three entry points of other distributions: one good, one that raises on import, one that is no plug-in."""
    (tmp_path / "stranger_good.py").write_text(STRANGER.format(name="asing"))
    (tmp_path / "stranger_thief.py").write_text(STRANGER.format(name="text"))
    (tmp_path / "stranger_bad.py").write_text("raise RuntimeError('tidak jadi')")
    info = tmp_path / "stranger-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[qda.importers]\ngood = stranger_good:read\nthief = stranger_thief:read\nbad = stranger_bad:read\n"
        "odd = stranger_good:broken\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    return tmp_path


def test_every_group_finds_its_folder() -> None:
    for group in registry.FOLDERS:
        for plugin in registry.find(group):
            assert plugin.group == group
            assert plugin.summary
            assert registry.get(group, plugin.name) == plugin


def test_a_strangers_plugin_is_found_and_its_broken_neighbours_are_reported(strangers: Path) -> None:
    plugins, problems = registry.survey("importers")
    assert {p.name: p.origin for p in plugins}["asing"] == "stranger"
    assert {p.name: p.origin for p in plugins}["text"] == "qda"
    assert len(problems) == 3
    said = "\n".join(str(problem) for problem in problems)
    assert "tidak jadi" in said
    assert "“text” is already taken" in said
    assert "“odd”" in said


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownPluginError, match="text"):
        registry.get("importers", "kaset")


def test_options_must_be_frozen_and_have_defaults() -> None:
    @dataclass(frozen=True)
    class Lacking:
        rows: str

    @dataclass
    class Loose:
        rows: str = "case"

    for options in (Lacking, Loose, dict):
        with pytest.raises(TypeError):
            registry.mark("displays", "x", "y", options=options)
