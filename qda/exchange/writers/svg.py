"""SVG: networks and plots as pictures that print on A4, also in grey; edited by Inkscape, LibreOffice, Illustrator."""

from __future__ import annotations

from typing import BinaryIO

from qda.exchange.pictures import svg_of
from qda.exchange.writer import writer
from qda.model.sheet import Output
from qda.model.wording import N_
