"""What running a rule gives: the places it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hits:
    """Places that a rule speaks of: three arrays of one length, in no stated order.

    Attributes:
        document: Number of the document in the `Searchable`, 0-based.
        start: First code point of the place.
        end: Code point after the last; always behind `start`.
        problems: What kept the rule from looking everywhere (a regular expression that took too long); the hits
            are then not complete.
    """

    document: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    problems: tuple[Problem, ...] = field(default=())

    def __len__(self) -> int:
        """Number of places."""
        return len(self.document)
