"""The types of links in words: as they are printed, and as people write them."""

from __future__ import annotations

from qda.model.records import LinkType, Sign
from qda.model.wording import LANGUAGES, N_, _, in_language

LINK_WORDS = {
    LinkType.CAUSES: N_("causes"),
    LinkType.PRECEDES: N_("comes before"),
    LinkType.PART_OF: N_("is part of"),
    LinkType.KIND_OF: N_("is a kind of"),
    LinkType.VERSUS: N_("stands against"),
    LinkType.CONTRADICTS: N_("contradicts"),
    LinkType.EXPLAINS: N_("explains"),
}
MEETS = "co-occurs"  # no link that anybody draws: two codes on the same words
MUTUAL = frozenset({LinkType.VERSUS, LinkType.CONTRADICTS})  # say the same read either way
_SIGNS = {
    "+": Sign.PLUS,
    "-": Sign.MINUS,
    "\u2212": Sign.MINUS,
    "\u2013": Sign.MINUS,
    "±": Sign.MIXED,
    "+/-": Sign.MIXED,
    "+-": Sign.MIXED,
}


def link_word(kind: str) -> str:
    """The type as printed on an arrow, in the current language; a word that is no type is itself."""
    if kind == MEETS:
        return _("meets on the same words")
    return _(LINK_WORDS[LinkType(kind)]) if kind in list(LinkType) else kind


def sign_shown(sign: str) -> str:
    """The sign as printed: a minus is as wide as a plus."""
    return "−" if sign == Sign.MINUS.value else sign


def read_type(text: str) -> LinkType | None:
    """The type that people mean by its name or by its words in either language; None for anything else."""
    wanted = _plain(text)
    for kind, words in LINK_WORDS.items():
        if wanted in {_plain(kind.value), *(_plain(in_language(words, one)) for one in LANGUAGES)}:
            return kind
    return None


def read_sign(text: str) -> Sign | None:
    """The sign that is meant.

    Raises:
        ValueError: the text is not empty and no sign.
    """
    bare = text.strip()
    if not bare:
        return None
    if bare not in _SIGNS:
        raise ValueError(text)
    return _SIGNS[bare]


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())
