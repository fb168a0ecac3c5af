"""A spaCy token pattern: `{tokens: [{LOWER: rp}, {LIKE_NUM: true}]}`, over spaCy's language-neutral tokens."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from qda.condense.autocoder import autocoder
from qda.condense.hits import Hits
from qda.model.problem import Problem
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from qda.condense.searchable import Searchable

_NEEDS_A_MODEL = ("LEMMA", "POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_ID", "ENT_IOB", "ENT_KB_ID")
_LITERAL = ("LOWER", "ORTH", "TEXT", "NORM")


def _claims(rule: Any) -> bool:
    return isinstance(rule, dict) and "tokens" in rule


def _check(rule: dict[str, Any]) -> list[Problem]:
    from spacy.errors import MatchPatternError

    pattern = rule["tokens"]
    if set(rule) != {"tokens"} or not isinstance(pattern, list) or not all(isinstance(t, dict) for t in pattern):
        return [_fault(_("“tokens” takes a list of mappings and nothing else beside it."))]
    wanting = sorted({key for token in pattern for key in token if key.upper() in _NEEDS_A_MODEL})
    if wanting:
        return [_fault(_("{key} needs a trained spaCy model; rules are matched without one.").format(key=wanting[0]))]
    try:
        _matcher(_parse(rule))
    except (MatchPatternError, ValueError, TypeError) as fault:
        return [
            _fault(
                _("spaCy refuses this token pattern: {fault}.").format(
                    fault=" ".join(str(fault).split())[:200].rstrip(".")
                )
            )
        ]
    return []


def _fault(what: str) -> Problem:
    return Problem(
        what=what, fatal=True, mend=_("Write for example: {{tokens: [{{LOWER: rp}}, {{LIKE_NUM: true}}]}}").format()
    )


def _parse(rule: dict[str, Any]) -> str:
    return json.dumps(rule["tokens"], sort_keys=True)


@autocoder("tokens", N_("a spaCy token pattern"), claims=_claims, check=_check, parse=_parse)
def tokens(pattern: str, searchable: Searchable) -> Hits:
    """Every longest match, turn by turn; only turns that hold the words the pattern cannot do without are read."""
    from spacy.util import filter_spans

    from qda.condense.searchable import places

    matcher, needed = _matcher(pattern), _needed(json.loads(pattern))
    found = []
    for document, start, end in searchable.turns():
        text = searchable.text(document)[start:end]
        folded = text.casefold()
        if all(literal.casefold() in folded for literal in needed):
            for span in filter_spans(matcher(_blank().make_doc(text), as_spans=True)):
                found.append((document, start + span.start_char, start + span.end_char))
    return places(found)


@cache
def _blank() -> Any:
    import spacy

    return spacy.blank("xx")


@cache
def _matcher(pattern: str) -> Any:
    from spacy.matcher import Matcher

    matcher = Matcher(_blank().vocab, validate=True)
    matcher.add("rule", [json.loads(pattern)])
    return matcher


def _needed(pattern: list[dict[str, Any]]) -> list[str]:
    """Texts that stand in every match."""
    return [
        value
        for token in pattern
        if token.get("OP") in (None, "+", "1")
        for key, value in token.items()
        if key.upper() in _LITERAL[:3] and isinstance(value, str)
    ]
