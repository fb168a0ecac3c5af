"""Forms filled in from a project that real researchers coded, from the command line. Its words stay where they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Qda
from tests.real.serdif import taken_whole

PROJECT = Path("data/serdif/coded/SERDIF_P2_ThematicAnalysis.sqlite3")


@pytest.fixture
def serdif(shared: Path, qda: Qda) -> None:
    """The project imported into the current folder: 17 interviews without dates, transcripts without speakers."""
    assert qda("init", "serdif").status == 0
    taken_whole(Path("serdif.qda"), shared / PROJECT)


def cells(qda: Qda, *typed: str, column: int = 0) -> dict[tuple[str, str], Any]:
    """A column of a form by group and label."""
    [sheet] = qda("display", *typed, "--json").json["sheets"]
    return {(row["group"], row["label"]): row["cells"][column]["value"] for row in sheet["rows"]}


@pytest.mark.usefixtures("serdif")
def test_every_interview_has_its_summary(qda: Qda) -> None:
    """The codes that are new in the interviews are together all 22 of the codebook, each once."""
    found = cells(qda, "contact-summary")
    new = [text for (_contact, item), text in found.items() if item == "Codes that are new here"]
    assert len(new) == 17
    assert sum(named(text) for text in new) == 22
    steps = qda("display", "sequential-analyses", "--json").json["sheets"][0]["rows"]
    assert [row["cells"][1]["value"] for row in steps] == new


def named(text: str) -> int:
    """How many codes a cell names: those by their labels, and “and N more”."""
    if text == "none":
        return 0
    more = re.search(r" and (\d+) more$", text)
    return len(text.split(", ")) + (int(more[1]) if more else 0)


@pytest.mark.usefixtures("serdif")
def test_what_nobody_is_named_to_say_is_no_participants_line(qda: Qda) -> None:
    """The transcripts do not say who speaks: words out of them are found, and not taken for a participant’s."""
    quoted = qda("quotes", "visualization-useful", "--json").json
    words = next(" ".join(one["text"].split()) for one in quoted if 4 <= len(one["text"].split()) <= 8)
    text = f"{words}\n{words} zzz"
    assert qda("write", "poetic-display", "--row", "*/poem", "--column", "poem", text).status == 0
    whose = cells(qda, "poetic-display", column=1)
    assert whose["All voices", "stanza 1, line 1"].startswith("? ")
    assert whose["All voices", "stanza 1, line 2"].startswith("✗ ")


@pytest.mark.usefixtures("serdif")
@pytest.mark.parametrize("kind", ["case-analysis-meeting", "interim-summary", "pre-structured-case", "vignette"])
def test_the_other_forms_are_filled_in_too(qda: Qda, kind: str) -> None:
    assert any(text is not None for text in cells(qda, kind).values())
