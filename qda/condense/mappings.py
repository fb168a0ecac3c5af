"""What the rules written as mappings have in common: lists of terms and a number of words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from qda.condense.terms import Term, read_term, term_faults
from qda.model.problem import Problem
from qda.model.wording import _


def mapping_faults(rule: dict[str, Any], *, lists: tuple[str, ...], others: tuple[str, ...]) -> list[Problem]:
    """What is wrong with such a rule.

    Args:
        rule: As written.
        lists: Keys that must hold at least one term.
        others: Keys that may stand beside them: `not` (terms), `within` (a number of words).
    """
    return [*_keys(rule, (*lists, *others)), *_terms(rule, lists), *_within(rule)]


def _keys(rule: dict[str, Any], known: tuple[str, ...]) -> Iterator[Problem]:
    for key in rule:
        if key not in known:
            near = get_close_matches(key, known, 1, 0.6)
            mend = (
                _("Did you mean “{near}”?").format(near=near[0])
                if near
                else _("Known keys: {keys}.").format(keys=", ".join(known))
            )
            yield Problem(what=_("A rule has no key “{key}”.").format(key=key), mend=mend, fatal=True)


def _terms(rule: dict[str, Any], needed: tuple[str, ...]) -> Iterator[Problem]:
    for key in (*needed, *(("not",) if "not" in rule else ())):
        values = rule[key] if isinstance(rule[key], list) else [rule[key]]
        if not values or values in ([None], [""]):
            yield Problem(what=_("“{key}” is empty.").format(key=key), mend=_("List at least one word."), fatal=True)
            continue
        for value in values:
            if isinstance(value, str) and value.startswith("/"):
                yield Problem(
                    what=_("A regular expression cannot stand inside “{key}”.").format(key=key),
                    fatal=True,
                    mend=_("Give it a rule of its own."),
                )
            else:
                yield from term_faults(value)


def _within(rule: dict[str, Any]) -> Iterator[Problem]:
    if "within" in rule and words_apart(rule) is None:
        yield Problem(
            what=_("“within” is a number of words, not “{value}”.").format(value=rule["within"]),
            fatal=True,
            mend=_("Write for example: within: 5"),
        )


def words_apart(rule: dict[str, Any]) -> int | None:
    """The number under `within`; None where there is none or it is no positive whole number."""
    text = str(rule.get("within", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0 else None


def terms_of(value: Any) -> Iterator[Term]:
    """The terms of one key."""
    for written in value if isinstance(value, list) else [value]:
        yield read_term(written)
