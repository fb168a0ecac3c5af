"""What methods of coding and origins of codes are called in print (Saldaña 2016; pages not checked)."""

from __future__ import annotations

from qda.model.wording import N_, _

_METHODS = frozenset(
    {
        N_("attribute"),
        N_("axial"),
        N_("causation"),
        N_("descriptive"),
        N_("dramaturgical"),
        N_("emotion"),
        N_("evaluation"),
        N_("focused"),
        N_("holistic"),
        N_("hypothesis"),
        N_("in vivo"),
        N_("initial"),
        N_("longitudinal"),
        N_("magnitude"),
        N_("metaphor"),
        N_("motif"),
        N_("narrative"),
        N_("pattern"),
        N_("process"),
        N_("protocol"),
        N_("provisional"),
        N_("simultaneous"),
        N_("structural"),
        N_("subcode"),
        N_("theming"),
        N_("values"),
        N_("versus"),
    }
)
_A_PRIORI = ("a-priori", "a_priori", "apriori", "a priori", "theory", "teori", "deductive", "deduktif")
_EMERGENT = ("emergent", "induktif", "inductive")


def method_word(method: str) -> str:
    """A method of coding as its codebook names it, in the reader's language where the program knows its name."""
    known = " ".join(method.strip().casefold().replace("-", " ").replace("_", " ").split())
    return _(known) if known in _METHODS else method


def origin_kind(origin: str) -> str:
    """`a-priori` for a code set beforehand, `emergent` for one from the data, "" where that is not recorded."""
    word = origin.strip().casefold()
    if word.startswith(_A_PRIORI):
        return "a-priori"
    return "emergent" if word.startswith(_EMERGENT) else ""


def origin_word(origin: str) -> str:
    """Where a code is from, in the reader's language; what is neither stays as it is."""
    return {"a-priori": _("a priori"), "emergent": _("emergent")}.get(origin_kind(origin), origin)
