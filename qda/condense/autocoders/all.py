"""Several words near one another: `{all: [bantuan, alat], within: 5}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qda.condense.autocoder import autocoder
from qda.condense.hits import Hits
from qda.condense.mappings import mapping_faults, terms_of, words_apart
from qda.condense.terms import Term
from qda.model.problem import Problem
from qda.model.wording import N_

if TYPE_CHECKING:
    from qda.condense.searchable import Searchable
    from qda.language import query

_ANYWHERE = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """All terms, their first words at most `within` words apart; None: anywhere in the same turn."""

    terms: tuple[Term, ...]
    within: int | None


def _claims(rule: Any) -> bool:
    return isinstance(rule, dict) and "all" in rule


def _check(rule: dict[str, Any]) -> list[Problem]:
    return mapping_faults(rule, lists=("all",), others=("within",))


def _parse(rule: dict[str, Any]) -> All:
    return All(terms=tuple(dict.fromkeys(terms_of(rule["all"]))), within=words_apart(rule))


@autocoder("all", N_("all of several words in one turn, near one another"), claims=_claims, check=_check, parse=_parse)
def all_of(rule: All, searchable: Searchable) -> Hits:
    """The shortest stretches within one turn that hold every term, from the left, none overlapping the one before."""
    from qda.condense.searchable import hits_of
    from qda.language import query

    groups = [searchable.term(term) for term in rule.terms]
    found = query.near(groups, _ANYWHERE if rule.within is None else rule.within)
    return hits_of(_apart(searchable.within_passages(found)))


def _apart(found: query.Hits) -> query.Hits:
    import numpy as np

    keep = np.zeros(len(found), dtype=bool)
    taken = -1
    for number, (first, last) in enumerate(zip(found.first.tolist(), found.last.tolist(), strict=True)):
        if first > taken:
            keep[number] = True
            taken = last
    return found.where(keep)
