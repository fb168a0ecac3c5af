"""Shared fixtures. Real material lies beside the repository and is read, never copied."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.model.wording import forget_language

ROOT = Path(__file__).resolve().parent.parent

# Before any fixture of any scope runs: messages in tests are in English unless a test asks for Indonesian.
os.environ["QDA_LANG"] = "en"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("QDA_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("real material is absent: set QDA_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(autouse=True)
def _nobody_elses_language() -> Iterator[None]:
    """A test that ran a command in this process leaves no language behind."""
    forget_language()
    yield
    forget_language()
