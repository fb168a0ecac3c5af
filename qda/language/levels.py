"""How far two words may differ in form and still count as the same word."""
from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The three levels of matching, from narrow to wide; every level contains the one before it.

    EXACT      the same word after case folding and the table of spelling variants (*nggak* = *tidak*).
    INFLECTED  also with clitics, doubled, and a verb in every voice: *latih, melatih, dilatihkannya*; the default.
    ROOT       everything made from the same root: *latih, pelatih, pelatihan, terlatih*.
    """

    EXACT = "exact"
    INFLECTED = "inflected"
    ROOT = "root"
