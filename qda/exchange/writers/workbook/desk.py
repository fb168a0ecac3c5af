"""What every sheet of one workbook is written with."""

from __future__ import annotations

from dataclasses import dataclass

from qda.exchange.writers.workbook.layout import Plan
from qda.exchange.writers.workbook.limits import Limits
from qda.exchange.writers.workbook.rows import Pen
from qda.exchange.writers.workbook.styles import Styles
from qda.model.output import Output


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Desk:
    """The output, its layout, the looks, the pen that remembers strings, and what Excel holds."""

    output: Output
    plan: Plan
    styles: Styles
    pen: Pen
    limits: Limits
