"""A word or a phrase: `pelatihan`, `"=KUB"`, `+latih`, `~pengrajin`, `sumber daya manusia`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qda.condense.autocoder import autocoder
from qda.condense.hits import Hits
from qda.condense.terms import Term, read_term, term_faults
from qda.model.wording import N_

if TYPE_CHECKING:
    from qda.condense.searchable import Searchable


def _claims(rule: Any) -> bool:
    return isinstance(rule, str) and bool(rule.strip()) and not rule.startswith("/")


@autocoder(
    "word",
    N_("a word or a phrase: inflected, =exact, +root or ~misspelt"),
    claims=_claims,
    check=term_faults,
    parse=read_term,
)
def word(term: Term, searchable: Searchable) -> Hits:
    """Every place of the term; the words of a phrase follow one another within one turn."""
    from qda.condense.searchable import hits_of

    return hits_of(searchable.term(term))
