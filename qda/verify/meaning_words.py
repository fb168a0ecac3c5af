"""How tactics say what they found: names in a row, counts out of how many, a passage with its place. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from qda.model.ids import Id
from qda.model.sheet import Cell, Empty
from qda.model.wording import _, plural
from qda.verify.incidence import Incidence
from qda.verify.tactic import Ground, Item

LONGEST = 160  # characters of a quotation in a question or a piece of advice


def in_quotes(names: Sequence[str], most: int = 4) -> str:
    """Names in quotation marks, the first few and how many more."""
    shown = ", ".join(f"“{name}”" for name in names[:most])
    more = len(names) - most
    return shown if more <= 0 else _("{names} and {n} more").format(names=shown, n=more)


def informants(n: int) -> str:
    """So many informants."""
    return plural("{n} informant", "{n} informants", n).format(n=n)


def out_of(found: Incidence, n: int, asked: int) -> str:
    """So many of those asked; of those heard where nobody knows what was asked."""
    text = _("{n} of {all} asked") if found.guided else _("{n} of {all} heard")
    return text.format(n=n, all=asked)


def passage(ground: Ground, found: Incidence, i: int) -> str:
    """A coded passage as printed: “words” [source:line · role]; white space made one, long ones cut at a word."""
    words = " ".join(found.codings[i].quote.split())
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0] + " …"
    return f"“{words}” {reference(ground, found, i)}"


def reference(ground: Ground, found: Incidence, i: int) -> str:
    """[source:line · role]; the group where there is no role, the technique where there is neither."""
    coded = found.codings[i]
    person = ground.facts.people.get(coded.informant)
    role = person.attributes.get("role") if person else None
    role = role or ground.facts.group_of(coded.informant, coded.source)
    role = coded.technique if role == coded.source else role
    return f"[{coded.source}:{found.lines[i]} · {role}]"


def example(found: Incidence, positions: Iterable[int]) -> int | None:
    """The passage that stands for these: of at least six words and as near to twenty as can be, else the longest."""
    return min(positions, key=lambda i: (_length_rank(found.codings[i].quote), i), default=None)


def count(value: int, *, of: int | None = None, evidence: tuple[Id, ...] = ()) -> Cell:
    """A count out of how many were asked; where nobody was, the cell says so instead of 0."""
    if of == 0:
        return Cell(empty=Empty.NOT_ASKED)
    return Cell(value=value, of=of, evidence=evidence)


def decided(ground: Ground, items: Sequence[Item], good: Sequence[str] = ()) -> bool | None:
    """Whether one of the answers to these items is a good one; None while one is open, and where there is none.

    Args:
        ground: With the answers.
        items: What was asked.
        good: Answers that count; any answer where empty.
    """
    given = [ground.answered(item.key) for item in items]
    if not given or any(answer is None or not answer.answer for answer in given):
        return None
    return any(answer is not None and (not good or answer.answer in good) for answer in given)


def short_key(kind: str, names: Iterable[str]) -> str:
    """The same short key for the same names in any order, as long as none joins or leaves."""
    text = "\n".join(sorted(names))
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def too_few(have: int, need: int) -> str:
    """Why nothing can be said of so few."""
    return _("Only {have} informants with coded words; below {need} nothing can be told.").format(have=have, need=need)


def _length_rank(quote: str) -> tuple[int, int]:
    words = len(quote.split())
    return (0, abs(words - 20)) if words >= 6 else (1, -len(quote))
