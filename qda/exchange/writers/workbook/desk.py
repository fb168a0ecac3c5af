"""What every sheet of one workbook is written with."""

from __future__ import annotations

from dataclasses import dataclass

from qda.exchange.writers.workbook.layout import Plan
from qda.exchange.writers.workbook.limits import Limits
from qda.exchange.writers.workbook.rows import Pen
from qda.exchange.writers.workbook.styles import Styles


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Desk:
    """The layout, the looks, the pen that remembers strings, and what Excel holds."""

    plan: Plan
    styles: Styles
    pen: Pen
    limits: Limits
