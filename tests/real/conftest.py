"""Real material through the command line, in a folder of the test's own; the Serdif study, enriched once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Done, Qda, qda
from tests.real import serdif as study
from tests.real.serdif import Drawn, Facts

__all__ = ["Done", "Qda", "known", "qda", "real", "watched"]


@pytest.fixture(scope="session")
def known(shared: Path) -> Facts:
    """What can be counted in the Serdif researchers' own files."""
    return study.facts(shared)


@pytest.fixture(scope="session")
def real(shared: Path, known: Facts, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Draws any display of the Serdif study; read only."""
    return Drawn(study.enriched(shared, tmp_path_factory.mktemp("serdif"), known))


@pytest.fixture(scope="session")
def watched(real: Drawn, known: Facts, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Draws of a copy with an observation and a tree of codes; read only."""
    return Drawn(study.watched(real.path, tmp_path_factory.mktemp("watched"), known))
