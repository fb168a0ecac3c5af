"""How large a picture of a network comes out on paper, so that layouts can be told apart by it."""

from __future__ import annotations

from qda.exchange.documents.docx_styles import LANDSCAPE, PORTRAIT

_PIXEL = 25.4 / 96  # millimetres
_LYING = 0.95  # what a page that lies is worth: the reader has to turn it


def kept(width: float, height: float) -> float:
    """The share of its size that a picture of so many pixels keeps on the better page, 1 at most.

    A page that has to be turned counts a little less.
    """
    across, down = max(width, 1.0) * _PIXEL, max(height, 1.0) * _PIXEL
    return max(PORTRAIT.scale(across, down, titled=True), _LYING * LANDSCAPE.scale(across, down, titled=True))
