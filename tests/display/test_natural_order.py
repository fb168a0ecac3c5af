"""Names that end in numbers stand in the order of the numbers."""

from __future__ import annotations

from typing import Any

import pytest

from qda.display.build import arrange
from qda.display.displays.saturation_curve import SaturationCurveOptions, saturation_curve
from qda.model.plot_marks import Curve


@pytest.mark.parametrize("names", [("P2", "P10"), ("P10", "P2"), ("Desa 3 b", "Desa 21 a")])
def test_texts_stand_in_the_order_of_their_numbers(builder: Any, names: tuple[str, str]) -> None:
    """“P2” before “P10”, however they came in: in lists of passages, along an axis and on the curve of saturation."""
    first, second = sorted(names, key=lambda name: int("".join(filter(str.isdecimal, name))))
    for name in names:
        builder.source(name)
        builder.turn(name)
    builder.code("a", "A")
    for name in names:
        builder.coding(name, "a", f"said in {name}", at=5)
    material = builder.material()
    assert [row.cells[0].value for row in arrange(material, "quotations").rows] == [
        f"said in {first}",
        f"said in {second}",
    ]
    curve = saturation_curve(material, SaturationCurveOptions()).marks
    assert isinstance(curve, Curve)
    assert [step.label for step in curve.steps] == [first, second]
