"""A part that most forms of a process name, and some leave out: in lists of a report, and in codings with slots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qda.language.fold import index_key
from qda.language.lexeme import keys_of_key
from qda.model.wording import N_, _
from qda.verify.lint_prose import Prose
from qda.verify.lint_rule import CodeFacts, Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "missing-slot"
_ITEM = re.compile(r"(?<![\w.,])(\d{1,2})\)\s*([^\W\d_][\w-]*)")
_SAME = 3  # labels two lists share to be lists of one sort
_LEAST = 3  # lists that name a label for its lack to be told


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A numbered list within prose: the first word of each item."""

    labels: tuple[str, ...]
    shown: tuple[str, ...]
    start: int
    end: int


@lint(NAME, N_("Parts of a process that some of its forms leave out"), topic=Topic.CONTRADICTION, of_texts=True)
def missing_slot(desk: Desk) -> Iterable[Defect]:
    """Numbered lists with the same labels, of which some lack one; codes whose declared slot nothing fills.

    Lists *1) … 2) …* within sentences that share three labels are of one sort. A label that at least three of them
    have, and at least three or a tenth of them lack, is told.
    """
    for prose in desk.reports:
        yield from _in_lists(prose)
    if not desk.manuscript:
        yield from _in_codings(desk)


def _in_lists(prose: Prose) -> Iterator[Defect]:
    left = list(_lists(prose))
    while left:
        usual = max(left, key=lambda one: (len(set(one.labels)), -one.start))
        sort = [one for one in left if len(set(one.labels) & set(usual.labels)) >= _SAME]
        left = [one for one in left if one not in sort and one is not usual]
        count = Counter(label for one in sort for label in set(one.labels))
        shown = dict(pair for one in reversed(sort) for pair in zip(one.labels, one.shown, strict=True))
        for label in sorted(label for label, n in count.items() if _LEAST <= n < len(sort)):
            lacking = [one for one in sort if label not in one.labels]
            yield Defect(
                lint=NAME,
                severity=Severity.WARNING,
                kind=PlaceKind.SOURCE,
                name=prose.name,
                about=label,
                what=_("{lack} of {all} lists of the same parts leave out “{part}”, which {have} of them name.").format(
                    lack=len(lacking), all=len(sort), have=count[label], part=shown[label]
                ),
                mend=_("Say it for each, or say that it is not known."),
                confidence=_("Lists are recognised by their numbers and the first word of each item."),
                passages=tuple(prose.passage(one.start, one.end) for one in lacking),
            )


def _lists(prose: Prose) -> Iterator[_List]:
    run: list[re.Match[str]] = []
    for match in _ITEM.finditer(prose.flat):
        if run and int(match[1]) != int(run[-1][1]) + 1:
            yield from _closed(run)
            run = []
        if run or int(match[1]) == 1:
            run.append(match)
    yield from _closed(run)


def _closed(run: list[re.Match[str]]) -> Iterator[_List]:
    if len(run) >= _SAME:
        yield _List(
            labels=tuple(_label(match[2]) for match in run),
            shown=tuple(match[2] for match in run),
            start=run[0].start(),
            end=run[0].end(),
        )


def _label(word: str) -> str:
    key = keys_of_key(index_key(word)).inflected
    return key[:-3] if key.endswith("nya") and len(key) > 6 else key


def _in_codings(desk: Desk) -> Iterator[Defect]:
    filled: dict[str, set[str]] = {}
    for coded in desk.facts.codings:
        if coded.slot and not coded.quarantined:
            filled.setdefault(coded.code, set()).add(coded.slot)
    forms = [one.code for one in desk.codes if one.code.slots and not _out_of_use(one)]
    for code in forms:
        own = set().union(*(slots for path, slots in filled.items() if _below(path, code.path)), set())
        siblings = [other for other in forms if other.parent == code.parent and other.path != code.path]
        lacking = [
            slot
            for slot in code.slots
            if slot not in own and any(slot in filled.get(other.path, ()) for other in siblings)
        ]
        if own and lacking:
            yield Defect(
                lint=NAME,
                severity=Severity.HINT,
                kind=PlaceKind.CODE,
                name=code.path,
                about=",".join(lacking),
                items=tuple(lacking),
                what=_("Of {code} nobody states: {parts}; of its siblings it is stated.").format(
                    code=code.path, parts=", ".join(lacking)
                ),
                mend=_("Look for it in the sources, or say in the report that it is not stated."),
                confidence=_("Certain: no coding fills this part."),
            )


def _out_of_use(one: CodeFacts) -> bool:
    return one.code.status != "active"


def _below(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}/")
