"""Real material through the command line, in a folder of the test's own."""

from __future__ import annotations

from tests.cli.conftest import Done, Qda, qda

__all__ = ["Done", "Qda", "qda"]
