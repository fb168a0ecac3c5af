"""The order of an axis: as the study lists it, natural for numbers and names, or as the user says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qda.model.errors import NotFoundError
from qda.model.natural import natural
from qda.model.wording import _


def arrange(
    found: Iterable[str],
    listed: Sequence[str],
    chosen: Sequence[str],
    *,
    keep_unused: bool = True,
) -> list[str]:
    """Keys in their order: those the user chose, those the study lists, then the rest naturally.

    Args:
        found: Keys that entries or hearings have.
        listed: Keys in the order the study has them (cases table, codebook).
        chosen: The user's order; keys it leaves out follow.
        keep_unused: Whether listed keys that nothing was found for stay: an empty row is a result.

    Raises:
        NotFoundError: a chosen key is neither found nor listed.
    """
    have = set(found)
    known = have | set(listed)
    for key in chosen:
        if key not in known:
            names = ", ".join(sorted(known, key=natural))
            raise NotFoundError(
                _("“{name}” is on no axis of this display.").format(name=key),
                mend=_("Choose one of: {names}.").format(names=names),
            )
    middle = [key for key in listed if keep_unused or key in have]
    rest = sorted(have - set(middle) - set(chosen), key=natural)
    return list(dict.fromkeys([*chosen, *middle, *rest]))
