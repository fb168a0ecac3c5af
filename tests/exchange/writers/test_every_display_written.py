"""Every writer writes every display that it can hold: without a fault, and each time with the same bytes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from qda import registry
from qda.exchange.output import fitting, held
from qda.exchange.writer import SHEETS, writer_for
from qda.model.errors import InputError
from qda.model.output import Provenance
from qda.model.plot import Shown
from qda.model.wording import use_language
from tests.display.swept import DISPLAYS, drawn, evidence_of

WRITERS = registry.find("writers")
ENDINGS = sorted({plugin.details.extensions[0] for plugin in WRITERS})
PICTURED_ELSEWHERE = ".png"  # drawn from what .svg is, and slow: one language is enough
pytestmark = pytest.mark.slow  # all together
ORIGIN = Provenance(
    study="Batik Sukamaju (synthetic)",
    command="qda display",
    date="2026-01-02T03:04:05Z",
    study_hash="0123456789abcdef",
    version="0",
    language="en",
)


def written(made: Shown, ending: str) -> bytes:
    path = Path(f"display{ending}")
    output = fitting((made,), path, ORIGIN)
    stream = io.BytesIO()
    writer_for(path, held(output))(output, stream)
    return stream.getvalue()


def takes(plugin: registry.Plugin, ending: str) -> bool:
    """Whether a writer of that ending says that it holds such displays, or tables, which every display can be."""
    kinds = {f"{plugin.details.gives}s", SHEETS}
    return any(ending in each.details.extensions and kinds & set(each.details.takes) for each in WRITERS)


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
def test_every_writer_writes_it_the_same_twice(plugin: registry.Plugin) -> None:
    """In both languages; a file of text quotes the first passage."""
    made = drawn(plugin)
    words = made.quotations[0].text.split()[0].strip("=“”.,")
    assert evidence_of(made)
    for ending in ENDINGS:
        if not takes(plugin, ending):
            with pytest.raises(InputError):
                written(made, ending)
            continue
        once = written(made, ending)
        assert written(made, ending) == once, ending
        if ending in (".csv", ".md", ".json", ".tex", ".html"):
            assert words in once.decode(), ending
    try:
        use_language("id")
        ours = drawn(plugin)
        assert all(written(ours, each) for each in ENDINGS if takes(plugin, each) and each != PICTURED_ELSEWHERE)
    finally:
        use_language("en")
