"""k*: how many witnesses must be lost until the verdict changes (method §4.4 step 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qda.model.evidence import TriangulationOptions, VerdictWord, Witness
from qda.verify.groups import tallies, verdict

DEPTH = 4


def supporting_techniques(witnesses: Sequence[Witness]) -> tuple[str, ...]:
    """Techniques among the witnesses who support the finding, sorted."""
    return tuple(
        sorted({technique for witness in witnesses if witness.stance == "+" for technique in witness.techniques})
    )


def verdict_of(
    witnesses: Sequence[Witness], asked: Mapping[str, int], authors: int, options: TriangulationOptions
) -> VerdictWord:
    """The verdict that these witnesses give."""
    return verdict(tallies(witnesses), asked, len(supporting_techniques(witnesses)), authors, options)


def smallest_loss(
    witnesses: Sequence[Witness], asked: Mapping[str, int], authors: int, options: TriangulationOptions
) -> int | None:
    """The smallest number of witnesses, 1 to 4, whose loss changes the verdict; None where there is none.

    Exhaustive, but over kinds of witnesses rather than witnesses: those of one group with the same stance,
    techniques and subcodes are exchangeable, so forty witnesses cost some dozens of verdicts and not 91,390.
    Without witnesses it is the author's word that can be lost: all authors of it must fall silent.
    """
    now = verdict_of(witnesses, asked, authors, options)
    if now is VerdictWord.ASSERTED:
        return authors if authors <= DEPTH else None
    kinds = Counter(_simplified(witnesses, options))
    for loss in range(1, min(DEPTH, len(witnesses)) + 1):
        for taken in _takings(list(kinds.items()), loss):
            left = [kind for kind, n in (kinds - taken).items() for _ in range(n)]
            if verdict_of(left, asked, authors, options) is not now:
                return loss
    return None


def _simplified(witnesses: Sequence[Witness], options: TriangulationOptions) -> list[Witness]:
    """The witnesses with all put aside that no verdict can depend on.

    A subcode that one group alone holds can never be shared, however many witnesses are lost: all such
    subcodes of a group count as one.
    """
    holders: dict[str, set[str]] = {}
    for witness in witnesses:
        for subcode in witness.subcodes:
            holders.setdefault(subcode, set()).add(witness.group)
    plain = []
    for witness in witnesses:
        shared = {sub if len(holders[sub]) > 1 else f"only {witness.group}" for sub in witness.subcodes}
        counts = witness.stance in ("+", "mixed")
        plain.append(
            replace(
                witness,
                informants=(),
                codings=(),
                subcodes=tuple(sorted(shared)) if counts else (),
                techniques=witness.techniques if options.min_techniques > 1 else ("any",),
            )
        )
    return plain


def _takings(kinds: list[tuple[Witness, int]], loss: int) -> Iterator[Counter[Witness]]:
    if loss == 0:
        yield Counter()
        return
    if not kinds:
        return
    (kind, there), rest = kinds[0], kinds[1:]
    for n in range(min(there, loss), -1, -1):
        for others in _takings(rest, loss - n):
            yield others + Counter({kind: n})
