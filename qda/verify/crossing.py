"""Which variables go together across informants: codes with codes, attributes with codes, person by person. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qda.verify.asked import related
from qda.verify.facts import StudyFacts
from qda.verify.incidence import Incidence, levels

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]
    Whole = npt.NDArray[np.int64]

_EVEN = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two things that informants have or have not, counted over those of whom both are known.

    Attributes:
        one: Position of a code, or −1 for a value of an attribute.
        attribute: The attribute, "" for a code.
        value: Its value.
        other: Position of a code.
        phi: (both · neither − only_one · only_other) / √ of the product of the four margins, −1 to 1.
    """

    one: int
    attribute: str
    value: str
    other: int
    both: int
    only_one: int
    only_other: int
    neither: int
    phi: float

    @property
    def n(self) -> int:
        """Informants of whom both are known."""
        return self.both + self.only_one + self.only_other + self.neither


def relations(
    facts: StudyFacts, found: Incidence, attributes: Sequence[str], *, need: int, margin: int
) -> tuple[Relation, ...]:
    """All pairs that can be told, the strongest first, then those of most people.

    Args:
        facts: The study.
        found: Who says what; observations and documents are left out.
        attributes: Attributes whose values are crossed with codes.
        need: Informants of whom both must be known.
        margin: Informants that must have each, and must lack each.

    Of the values of an attribute only the one that tells most about a code is kept: the others say the same again.
    A code is known of who was asked about it; a code and another above or below it are no pair. φ after Yule (1912;
    page not checked).
    """
    import numpy as np

    said, asked = found.by_person()
    people = found.speakers(facts)
    said, asked = said[people], asked[people]
    own = [
        each
        for each in _crossed(said, asked, said, asked, need, margin)
        if each.one < each.other and not related(found.codes[each.one], (found.codes[each.other],))
    ]
    for attribute in attributes:
        names, has = _values(facts, found, attribute)
        known = np.repeat(has[people].sum(axis=1, keepdims=True) > 0, len(names), axis=1)
        crossed = [
            replace(each, one=-1, attribute=attribute, value=names[each.one])
            for each in _crossed(has[people], known, said, asked, need, margin)
        ]
        own += _clearest(crossed)
    return tuple(sorted(own, key=lambda r: (-round(abs(r.phi), 9), -r.n, r.one, r.attribute, r.value, r.other)))


def _clearest(crossed: Sequence[Relation]) -> list[Relation]:
    best: dict[int, Relation] = {}
    for each in crossed:
        if each.other not in best or abs(each.phi) > abs(best[each.other].phi) + _EVEN:
            best[each.other] = each
    return list(best.values())


def _values(facts: StudyFacts, found: Incidence, attribute: str) -> tuple[tuple[str, ...], Flags]:
    import numpy as np

    names, level = levels(facts, found, attribute)
    has = np.zeros((len(found.people), len(names)), dtype=bool)
    for each, at in zip(found.occasions, level.tolist(), strict=True):
        if at >= 0:
            has[each.person, at] = True
    return names, has


def _crossed(one: Flags, one_known: Flags, other: Flags, other_known: Flags, need: int, margin: int) -> list[Relation]:
    """The four cells and φ of each pair of columns with enough people and enough on every margin."""
    import numpy as np

    x, nx = one.astype(np.float64), (one_known & ~one).astype(np.float64)
    y, ny = other.astype(np.float64), (other_known & ~other).astype(np.float64)
    both, only_x, only_y, neither = x.T @ y, x.T @ ny, nx.T @ y, nx.T @ ny
    margins = (both + only_x, only_y + neither, both + only_y, only_x + neither)
    enough = np.logical_and.reduce([each >= margin for each in margins])
    enough &= both + only_x + only_y + neither >= need
    product = margins[0] * margins[1] * margins[2] * margins[3]
    top = both * neither - only_x * only_y
    phi = np.divide(top, np.sqrt(product), out=np.zeros_like(top), where=product > _EVEN)
    return [
        Relation(
            one=int(a),
            attribute="",
            value="",
            other=int(b),
            both=int(both[a, b]),
            only_one=int(only_x[a, b]),
            only_other=int(only_y[a, b]),
            neither=int(neither[a, b]),
            phi=float(phi[a, b]),
        )
        for a, b in np.argwhere(enough)
    ]
