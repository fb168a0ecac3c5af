"""Co-occurrence of codes: where passages overlap, for how many people, and how strongly two codes go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]

CHUNK = 1 << 19  # overlapping pairs held at a time: keeps memory flat
PEOPLE = 1 << 12  # whose codes are multiplied at a time
UNEQUAL = 5  # one code this many times as frequent as the other distorts the c-coefficient


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cooccurrence:
    """Counts for n codes; matrices are n × n and symmetric, their diagonals 0 (`c`, `jaccard`: missing, NaN).

    Attributes:
        passages: Different passages with each code; one marked by two coders counts once.
        people: People with each code.
        overlaps: Pairs of passages, one of each code, that share at least one code point.
        informants: People in whose words both codes overlap at least once.
        sources: Sources in which both codes overlap at least once.
        c: n12 / (n1 + n2 − n12) with `overlaps` and `passages`. NaN where that lies above 1, which happens where
            one passage overlaps many of the other code.
        jaccard: `informants` / people with either code, 0–1; NaN where nobody has either. Who has both, but never on
            the same words, counts once below the line.
        unequal: Whether one code has more than five times the passages of the other.
        pair: For each row of `member`, a · n + b with a < b, ascending.
        member: Position of a coding (in the arrays given) that takes part in an overlap of that pair.
    """

    passages: Whole
    people: Whole
    overlaps: Whole
    informants: Whole
    sources: Whole
    c: npt.NDArray[np.float64]
    jaccard: npt.NDArray[np.float64]
    unequal: npt.NDArray[np.bool_]
    pair: Whole
    member: Whole


def cooccurrence(source: Whole, start: Whole, end: Whole, code: Whole, unit: Whole, *, codes: int) -> Cooccurrence:
    """Count overlaps of codes: same source, at least one shared code point; n log n in codings, plus the overlaps.

    Args:
        source: Number of the source of each coding, from 0.
        start: First code point.
        end: Code point after the last, above `start`.
        code: Number of the code, 0 to `codes` − 1.
        unit: Number of the person, from 0; −1 for nobody.
        codes: How many codes there are.

    The c-coefficient and its two warnings (values above 1, unequal frequencies) are those the manual of ATLAS.ti
    describes (not checked against its pages); Jaccard is Jaccard's (1912) similarity of two sets, here of people.
    """
    import numpy as np

    order = np.lexsort((unit, code, end, start, source))
    s, a, z, k, u = source[order], start[order], end[order], code[order], unit[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (s[1:] != s[:-1]) | (a[1:] != a[:-1]) | (z[1:] != z[:-1]) | (k[1:] != k[:-1])
    passages = np.bincount(k[fresh], minlength=codes)
    twins = np.cumsum(fresh) - 1  # codings of one passage with one code share the number of the first
    first = np.flatnonzero(fresh)
    counted = _overlapping(s[first], a[first], z[first], k[first], u[first], codes)
    said = fresh.copy()
    said[1:] |= u[1:] != u[:-1]  # two people named on the same words both say it
    if said.sum() > fresh.sum():
        theirs = np.flatnonzero(said)
        counted = (
            counted[0],
            _overlapping(s[theirs], a[theirs], z[theirs], k[theirs], u[theirs], codes)[1],
            *counted[2:],
        )
    people = _distinct(k, u, codes)
    n12, both, where = (_symmetric(found, codes) for found in counted[:3])
    n1, n2 = passages[:, None], passages[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        c = np.where(2 * n12 <= n1 + n2, n12 / (n1 + n2 - n12), np.nan)
        either = people[:, None] + people[None, :] - _with_both(k, u, codes)
        jaccard = np.where(either > 0, both / either, np.nan)
    np.fill_diagonal(c, np.nan)
    np.fill_diagonal(jaccard, np.nan)
    unequal = (n1 > UNEQUAL * n2) | (n2 > UNEQUAL * n1)
    pair, member = _with_twins(counted[3], twins, len(first))
    return Cooccurrence(
        passages=passages,
        people=people,
        overlaps=n12,
        informants=both,
        sources=where,
        c=c,
        jaccard=jaccard,
        unequal=unequal & (n1 > 0) & (n2 > 0),
        pair=pair,
        member=order[member],
    )


def _overlapping(s: Whole, a: Whole, z: Whole, k: Whole, u: Whole, codes: int) -> tuple[Any, ...]:
    """Overlaps, people and sources of each pair of codes, and the passages behind, for passages in order of place."""
    import numpy as np

    n = len(s)
    wide = int(z.max(initial=0)) + 1
    begins, ends = s * wide + a, s * wide + z
    partners = np.searchsorted(begins, ends, "left") - np.arange(n) - 1
    done = np.concatenate(([0], np.cumsum(partners)))
    overlaps = np.zeros(codes * codes, dtype=np.int64)
    people, sources, behind = _Distinct(), _Distinct(), _Distinct()
    units, texts = int(u.max(initial=0)) + 1, int(s.max(initial=0)) + 1
    low = 0
    while low < n:
        high = max(low + 1, int(np.searchsorted(done, done[low] + CHUNK, "right")) - 1)
        size = partners[low:high]
        i = np.repeat(np.arange(low, high), size)
        j = i + 1 + np.arange(len(i)) - np.repeat(done[low:high] - done[low], size)
        apart = k[i] != k[j]
        i, j = i[apart], j[apart]
        both = np.minimum(k[i], k[j]) * codes + np.maximum(k[i], k[j])
        overlaps += np.bincount(both, minlength=codes * codes)
        same = (u[i] == u[j]) & (u[i] >= 0)
        people.add(both[same] * units + u[i][same])
        sources.add(both * texts + s[i])
        behind.add(both * n + i)
        behind.add(both * n + j)
        low = high
    return overlaps, people.per(units, codes), sources.per(texts, codes), behind.all()


class _Distinct:
    """A growing set of whole numbers, kept as sorted pieces."""

    def __init__(self) -> None:
        self._pieces: list[Any] = []

    def add(self, keys: Whole) -> None:

        self._pieces.append(_unique(keys))

    def all(self) -> Whole:
        import numpy as np

        self._pieces = [_unique(np.concatenate(self._pieces))] if self._pieces else [np.zeros(0, dtype=np.int64)]
        found: Whole = self._pieces[0]
        return found

    def per(self, width: int, codes: int) -> Whole:
        """How many different keys each pair of codes has."""
        import numpy as np

        return np.bincount(self.all() // width, minlength=codes * codes)


def _unique(keys: Whole) -> Whole:
    """The different keys, ascending. Sorting is eight times faster than the hash table behind numpy.unique."""
    import numpy as np

    ordered = np.sort(keys)
    fresh = np.ones(len(ordered), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    found: Whole = ordered[fresh]
    return found


def _distinct(k: Whole, u: Whole, codes: int) -> Whole:
    import numpy as np

    units = int(u.max(initial=0)) + 1
    return np.bincount(_unique(k[u >= 0] * units + u[u >= 0]) // units, minlength=codes)


def _with_both(k: Whole, u: Whole, codes: int) -> Whole:
    """People who have both codes of each pair, on the same words or not."""
    import numpy as np

    keys = _unique(u[u >= 0] * codes + k[u >= 0])
    who, what = np.unique(keys // codes, return_inverse=True)[1], keys % codes
    found = np.zeros((codes, codes), dtype=np.int64)
    for low in range(0, int(who.max(initial=-1)) + 1, PEOPLE):
        some = (who >= low) & (who < low + PEOPLE)
        has = np.zeros((PEOPLE, codes), dtype=np.float32)
        has[who[some] - low, what[some]] = 1
        found += np.rint(has.T @ has).astype(np.int64)
    return found


def _symmetric(upper: Whole, codes: int) -> Whole:
    square = upper.reshape(codes, codes)
    return square + square.T


def _with_twins(behind: Whole, twins: Whole, passages: int) -> tuple[Whole, Whole]:
    """Every coding behind a pair, also those of other coders on the same passage."""
    import numpy as np

    pair, passage = (behind // passages, behind % passages) if passages else (behind, behind)
    begin = np.searchsorted(twins, passage, "left")
    size = np.searchsorted(twins, passage, "right") - begin
    member = np.repeat(begin - np.cumsum(size) + size, size) + np.arange(int(size.sum()))
    return np.repeat(pair, size), member
