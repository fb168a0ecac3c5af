"""One of several words, but not beside others: `{any: [+latih, +bina], not: [belum, tidak]}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qda.condense.autocoder import autocoder
from qda.condense.hits import Hits
from qda.condense.mappings import mapping_faults, terms_of, words_apart
from qda.condense.terms import Term
from qda.language.negation import REACH
from qda.model.problem import Problem
from qda.model.wording import N_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.condense.searchable import Searchable
    from qda.language import query


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Any of the terms, where none of `without` stands in the same sentence at most `within` words away."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...]
    within: int


def _claims(rule: Any) -> bool:
    return isinstance(rule, dict) and "any" in rule and "all" not in rule


def _check(rule: dict[str, Any]) -> list[Problem]:
    return mapping_faults(rule, lists=("any",), others=("not", "within"))


def _parse(rule: dict[str, Any]) -> AnyOf:
    return AnyOf(
        terms=tuple(terms_of(rule["any"])),
        without=tuple(terms_of(rule.get("not", []))),
        within=words_apart(rule) or REACH,
    )


@autocoder("any", N_("any of several words, unless others stand beside it"), claims=_claims, check=_check, parse=_parse)
def any_of(rule: AnyOf, searchable: Searchable) -> Hits:
    """Every place of any term that no excluded word stands beside, before or after, in the same sentence."""
    from qda.condense.searchable import hits_of
    from qda.language import query

    found = query.united([searchable.term(term) for term in rule.terms])
    for term in rule.without:
        found = found.where(~_beside(found, searchable.anywhere(term), searchable, rule.within))
    return hits_of(found)


def _beside(found: query.Hits, excluded: query.Hits, searchable: Searchable, within: int) -> NDArray[np.bool_]:
    """Whether an excluded run overlaps each hit, or ends or begins at most `within` words from it in its sentence."""
    import numpy as np

    beside = np.zeros(len(found), dtype=bool)
    if not len(excluded) or not len(found):
        return beside
    before = np.searchsorted(excluded.first, found.first, side="right") - 1
    near = excluded.last[np.maximum(before, 0)]
    same = searchable.sentence(near) == searchable.sentence(found.first)
    beside |= (before >= 0) & (found.first - near <= within) & same
    after = np.searchsorted(excluded.first, found.first, side="left")
    near = excluded.first[np.minimum(after, len(excluded) - 1)]
    same = searchable.sentence(near) == searchable.sentence(found.last)
    beside |= (after < len(excluded)) & (near - found.last <= within) & same
    return beside
