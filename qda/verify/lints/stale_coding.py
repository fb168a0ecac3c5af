"""Codings that a hand made before the code's definition was changed: they have to be looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qda.model.wording import N_, _, plural
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "stale-coding"


@lint(NAME, N_("Codings older than the definition of their code"), topic=Topic.CODEBOOK)
def stale_coding(desk: Desk) -> Iterable[Defect]:
    """Codings by hand from before the last change of what their code means; by rule, from an older version of it."""
    changed = {c.code.path: c.defined_at for c in desk.codes if c.defined_at}
    count: Counter[str] = Counter()
    for coded in desk.facts.codings:
        at = changed.get(coded.code)
        if at is not None and coded.origin != "rule" and coded.at < at:
            count[coded.code] += 1
    if count:
        items = tuple(f"{code} ({n})" for code, n in sorted(count.items()))
        yield Defect(
            lint=NAME,
            severity=Severity.WARNING,
            kind=PlaceKind.CODE,
            name=next(iter(count)) if len(count) == 1 else "",
            items=items,
            about="definition",
            what=plural(
                "{n} coding is older than the definition of its code: {names}.",
                "{n} codings are older than the definition of their code: {names}.",
                sum(count.values()),
            ).format(n=sum(count.values()), names=", ".join(items)),
            mend=_("Read them again under the new definition: qda codebook diff; qda code review"),
            confidence=_("Certain by the times of both; a change of wording need not change what the code means."),
        )
