"""Names that fit our codebook and our list of sources, made from another program's."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[^\w]+")


def slug(name: str) -> str:
    """A code's name made from a label: lower case, letters and digits kept in any script, the rest one hyphen.

    “Export (meta)data useful” gives `export-meta-data-useful`; a label without a letter or digit gives `code`.
    """
    plain = unicodedata.normalize("NFC", name).casefold()
    return _SEPARATORS.sub("-", plain.replace("_", "-")).strip("-") or "code"


def distinct(name: str, taken: set[str], ending: str) -> str:
    """The name, with `ending` (which holds `{n}`, counted from 2) where it is taken already; and take it."""
    chosen, n = name, 1
    while chosen in taken:
        n += 1
        chosen = name + ending.format(n=n)
    taken.add(chosen)
    return chosen
