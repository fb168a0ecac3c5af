"""Saldaña's seven kinds of change through time, as a coder notes them or as magnitudes show them."""

from __future__ import annotations

from qda.display.notes import note
from qda.model.wording import N_, _

CHANGES = {
    "increase": N_("increases or emerges"),
    "cumulative": N_("cumulative"),
    "surge": N_("surge or turning point"),
    "decrease": N_("decreases or ceases"),
    "constant": N_("constant"),
    "idiosyncratic": N_("idiosyncratic"),
    "missing": N_("missing"),
}
_SAID = {
    "increase": "increase increases emerge emerges meningkat bertambah naik muncul",
    "cumulative": "cumulative kumulatif menumpuk",
    "surge": "surge epiphany turning-point turning titik-balik melonjak",
    "decrease": "decrease decreases cease ceases menurun berkurang turun berhenti",
    "constant": "constant consistent tetap ajek konsisten",
    "idiosyncratic": "idiosyncratic idiosinkratik khas",
    "missing": "missing hilang",
}
_WORDS = {word: kind for kind, words in _SAID.items() for word in words.split()}
RULE = N_(
    "The change stands before the passage where its coder notes it (“change: increase”, one of increase, cumulative, "
    "surge, decrease, constant, idiosyncratic, missing; Saldaña’s longitudinal coding), else where the middle "
    "magnitude differs from that of the time before."
)


def noted_change(memo: str | None) -> str | None:
    """The kind that a coder's note `change: …` (or `perubahan: …`) names; None for no note and for other words."""
    said = note(memo, ("change", "perubahan"))
    return None if said is None else _WORDS.get("-".join(said.casefold().split())) or _WORDS.get(said.casefold())


def change_word(kind: str) -> str:
    """The kind as printed, in the current language."""
    return _(CHANGES[kind])


def measured_change(before: float, now: float) -> str:
    """What two magnitudes of one variable at two times amount to: increase, decrease or constant."""
    return "increase" if now > before else "decrease" if now < before else "constant"
