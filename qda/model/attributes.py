"""The attributes of cases that the program itself reads, under every name a researcher may give them."""

from __future__ import annotations

_SYNONYMS = {
    "peran": "role",
    "jabatan": "role",
    "kelompok": "group",
    "kelompok sumber": "group",
    "lokasi": "site",
    "situs": "site",
    "teknik": "technique",
    "jumlah": "n",
}


def standard(name: str) -> str:
    """The standard name of an attribute, in small letters: `Peran` → `role`; any other name stays what it is."""
    folded = " ".join(name.casefold().replace("_", " ").split())
    return _SYNONYMS.get(folded, folded if folded in _SYNONYMS.values() else " ".join(name.casefold().split()))
