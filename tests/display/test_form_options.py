"""Each option of a form does something."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from qda import registry
from qda.display.build import arrange
from tests.display.conftest import Builder, build_village, with_times

BESIDE: dict[tuple[str, str], dict[str, Any]] = {  # what an option needs beside it
    ("interim-summary", "unit"): {"case": "craftsman"},
    ("pre-structured-case", "unit"): {"case": "craftsman"},
    ("vignette", "quotes"): {"code": ("manusia",)},
}
VALUES: dict[str, dict[str, Any]] = {
    "contact-summary": {"where": "code == 'manusia/latih'", "source": ("W2",), "themes": 1},
    "case-analysis-meeting": {
        "where": "code == 'manusia/latih'",
        "case": ("Sari",),
        "unit": "role",
        "themes": 1,
    },
    "interim-summary": {"where": "code == 'manusia/latih'", "case": "Sari", "unit": "role"},
    "pre-structured-case": {
        "where": "code == 'manusia/latih'",
        "code": ("usaha",),
        "section": ("Help = alat",),
        "depth": 1,
        "case": "Sari",
        "unit": "role",
        "quotes": 1,
    },
    "sequential-analyses": {"where": "code == 'manusia/latih'", "by": "round"},
    "vignette": {"where": "slot == 'process'", "code": ("manusia",), "source": ("O1",), "quotes": 1},
    "poetic-display": {"where": "code == 'manusia/latih'", "case": ("Sari",), "phrases": 1},
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, values in VALUES.items() for name in values])
def test_an_option_changes_what_is_shown(kind: str, name: str) -> None:
    material = with_times(build_village(Builder())).material()
    options = registry.get("displays", kind).options
    assert options is not None
    value, beside = VALUES[kind][name], BESIDE.get((kind, name), {})
    plain = {"case": "Sari"} if beside.get("case") else beside
    assert (
        arrange(material, kind, options(**beside, **{name: value})).rows
        != arrange(material, kind, options(**plain)).rows
    )


@pytest.mark.parametrize("kind", VALUES)
def test_every_option_is_tried(kind: str) -> None:
    options = registry.get("displays", kind).options
    assert options is not None
    assert {each.name for each in fields(options)} == set(VALUES[kind])
