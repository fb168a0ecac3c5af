"""What people write in queries where they mean something else: `OVERLAP`, `near/5`, `role:perajin`, `mod*`. Pure.

Each would otherwise be looked for as a word, found nowhere, and be taken for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from qda.model.wording import _

_MEANT = {
    "&": "AND",
    "&&": "AND",
    "|": "OR",
    "||": "OR",
    "EXCEPT": "NOT",
    "WITHOUT": "NOT",
    "KECUALI": "BUKAN",
    "IN": "WITHIN",
    "INSIDE": "WITHIN",
    "HAS": "CONTAINS",
    "EQUALS": "SAME",
    "OVERLAPPING": "OVERLAPS",
    "BEFORE": "THEN",
    "TINDIH": "BERTINDIHAN",
    "TUMPANG-TINDIH": "BERTINDIHAN",
}
_LONG = ("WITHIN", "CONTAINS", "OVERLAPS", "BERTINDIHAN")  # no word of either language is as long and as near
_SMALL = {"and": "AND", "dan": "DAN", "or": "OR", "atau": "ATAU", "not": "NOT", "bukan": "BUKAN", "tanpa": "TANPA"}
_LIKE_APART = re.compile(r"(near|dekat|then|lalu)[/:]?-?(\d+)(.*)", re.IGNORECASE)
_BARE_APART = re.compile(r"(NEAR|DEKAT|THEN|LALU)")
_APART = re.compile(r"(?:NEAR|DEKAT|THEN|LALU)/\d+")
_TURNS = frozenset({"t", "turn", "turns", "giliran"})
_UNITS = _TURNS | {"word", "words", "kata"}
_SIGNS = frozenset({"=", "!=", "<", "<=", ">", ">=", "~", "!~", ":"})
_NAMED = re.compile(r"([^\W\d_][\w.\-]*):(\S*)")
_OF_CODES = frozenset({"codes", "coded", "coding", "koding", "kodean"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What is wrong with a word of a query, and what to write instead."""

    what: str
    mend: str


def slip(words: Sequence[str], at: int, *, follows: bool = False, joined: bool = False) -> Slip | None:
    """What a word is that can hardly be meant as a word to look for; None where it can.

    Args:
        words: The pieces of the query as they were typed.
        at: Which one, a word outside quotation marks and no operator.
        follows: Whether the piece before is a word, too, so that both are of one phrase.
        joined: Whether the next piece, a quotation, follows it without a blank.
    """
    word = words[at]
    return (
        (_operator(word) if 0 < at < len(words) - 1 else None)
        or _number(words, at)
        or _sign(word, words[at - 1] if follows else "")
        or _named(word, words[at + 1] if joined else "")
        or _wildcard(word)
    )


def small_operator(phrase: str) -> Slip | None:
    """An operator in small letters between the words of a phrase; None where there is none."""
    for word in phrase.split()[1:-1]:
        if word.casefold() in _SMALL:
            return Slip(
                what=_("“{word}” in small letters is a word to look for, one of the phrase “{phrase}”.").format(
                    word=word, phrase=phrase
                ),
                mend=_("Operators are written in capitals: {operator}.").format(operator=_SMALL[word.casefold()]),
            )
    return None


def _operator(word: str) -> Slip | None:
    apart = _LIKE_APART.fullmatch(word)
    if apart is not None:
        unit = apart[3].strip("/ ").casefold()
        meant = f"{apart[1].upper()}/{apart[2]}" + ("turns" if unit in _TURNS else "")
    else:
        near = get_close_matches(word, _LONG, 1, 0.75) if word.isupper() and len(word) > 4 else []
        meant = _MEANT.get(word) or (near[0] if near else "")
    if not meant:
        return None
    return Slip(
        what=_("“{word}” is no operator.").format(word=word),
        mend=_("Did you mean {operator}? To look for the word itself, put it in quotation marks.").format(
            operator=meant
        ),
    )


def _number(words: Sequence[str], at: int) -> Slip | None:
    """`NEAR 5 modal` and `NEAR/5 words modal`: what belongs to the operator stands behind a blank."""
    if not 0 < at < len(words) - 1 or words[at + 1] == ")" or words[at + 1].isupper():
        return None  # nothing follows that could be the second side, so this is it
    before, word = words[at - 1], words[at]
    if _BARE_APART.fullmatch(before) and word.isdecimal():
        meant = f"{before}/{word}"
    elif _APART.fullmatch(before) and word.casefold() in _UNITS:
        meant = before + ("turns" if word.casefold() in _TURNS else "")
    else:
        return None
    return Slip(
        what=_("“{before} {word}” holds a blank.").format(before=before, word=word),
        mend=_("Write {operator}. To look for the word itself, put it in quotation marks.").format(operator=meant),
    )


def _sign(word: str, before: str) -> Slip | None:
    if word in _SIGNS:
        return Slip(
            what=_("“{word}” stands alone.").format(word=word),
            mend=_("Write name, sign and value without blanks: role=perajin."),
        )
    if len(word) > 1 and word[0] in "-!" and word[1].isalnum():
        return Slip(
            what=_("“{word}” is no word.").format(word=word), mend=_("Write: NOT {word}.").format(word=word[1:])
        )
    if before and word[0] in "=+~" and word[1:2].isalnum():
        return Slip(
            what=_("A sign may stand before the first word of a phrase only, not in “{before} {word}”.").format(
                before=before, word=word
            ),
            mend=_("Write {before} AND {word}.").format(before=before, word=word),
        )
    return None


def _named(word: str, quoted: str) -> Slip | None:
    """`role:perajin`, where only codes have a colon."""
    found = _NAMED.fullmatch(word)
    if found is None or not (found[2] or quoted) or found[2].startswith("//"):
        return None
    name, value = found[1], found[2] or quoted
    meant = f"code:{value}" if name.casefold() in _OF_CODES else f"{name}={value}"
    return Slip(
        what=_("“{word}” is no word.").format(word=word + quoted if not found[2] else word),
        mend=_("Write {fact}. To look for the words themselves, put them in quotation marks.").format(fact=meant),
    )


def _wildcard(word: str) -> Slip | None:
    plain = word.replace("*", "")
    if plain == word or not any(character.isalnum() for character in plain):
        return None
    return Slip(
        what=_("Words take no “*”: “{word}”.").format(word=word),
        mend=_("Write {plain}, which finds all its inflections, or +{plain}, which finds all of its root.").format(
            plain=plain.lstrip("=+~")
        ),
    )
