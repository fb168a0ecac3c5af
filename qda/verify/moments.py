"""What was written first: an expectation, a rule or a hold-out, or the codings it speaks about. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.moments import Moment, moment_among, moment_words
from qda.verify.facts import Coded

__all__ = ["Moment", "moment", "moment_words"]


def moment(stored: str, codings: Iterable[Coded]) -> Moment:
    """Where a moment stands among those of codings; at the same second it does not stand before them.

    Args:
        stored: UTC, ISO-8601; "" if not known.
        codings: Those it speaks about.
    """
    return moment_among(stored, (coded.at for coded in codings))
