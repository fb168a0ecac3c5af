"""A tree of yes/no tests that tells a choice: grown from cases, and tried on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qda.display.choices import Answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A place in the tree.

    Attributes:
        way: The answers that lead here.
        cases: Who comes here, every one with a known choice.
        chooses: What is predicted of them: what most do, what is predicted before the test where they are as many.
        test: Which test is put here; None where a prediction is made.
        yes: Where those go who pass it; None at the end.
        no: Where those go who fail it; those whose answer is not known go nowhere.
    """

    way: tuple[bool, ...]
    cases: tuple[Answered, ...]
    chooses: bool
    test: int | None = None
    yes: Branch | None = None
    no: Branch | None = None

    @property
    def hits(self) -> int:
        """How many of those here chose as is predicted here."""
        return sum(case.chose == self.chooses for case in self.cases)


def grow(
    cases: Sequence[Answered], tests: Sequence[int], *, best: bool, least: int, way: tuple[bool, ...] = (),
    before: bool = False,
) -> Branch:  # fmt: skip
    """The tree: a test is put where it parts those who come there, until all of them chose alike or none parts them.

    A test after which the same is told of all, and no other test follows, is not put.

    Args:
        cases: Those whose choice is known.
        tests: Numbers of the tests that are left, in their order.
        best: Put the test after which most are told rightly, not the next one in order.
        least: Cases that both sides of a test must have.
        way: The answers that lead here.
        before: What is predicted where as many chose as did not.
    """
    chose = sum(case.chose is True for case in cases)
    chooses = before if 2 * chose == len(cases) else 2 * chose > len(cases)
    here = Branch(way=way, cases=tuple(cases), chooses=chooses)
    if chose in (0, len(cases)):
        return here
    parting = [n for n in tests if all(len(side) >= least for side in _sides(cases, n))]
    if not parting:
        return here
    test = max(parting, key=lambda n: sum(map(_most, _sides(cases, n)))) if best else parting[0]
    yes, no = _sides(cases, test)
    left = [n for n in tests if n != test]
    passing = grow(yes, left, best=best, least=least, way=(*way, True), before=chooses)
    failing = grow(no, left, best=best, least=least, way=(*way, False), before=chooses)
    if passing.test is None and failing.test is None and passing.chooses == failing.chooses == chooses:
        return here
    return replace(here, test=test, yes=passing, no=failing)


def predicted(tree: Branch, case: Answered) -> bool | None:
    """What the tree tells of a case; None where an answer is missing on its way."""
    here = tree
    while here.test is not None:
        answer = case.answers[here.test]
        if answer is None or here.yes is None or here.no is None:
            return None
        here = here.yes if answer else here.no
    return here.chooses


def left_out(cases: Sequence[Answered], tests: Sequence[int], *, best: bool, least: int) -> tuple[bool | None, ...]:
    """What a tree grown from all other cases tells of each (leave-one-out cross-validation)."""
    found = []
    for n, case in enumerate(cases):
        others = [*cases[:n], *cases[n + 1 :]]
        found.append(predicted(grow(others, tests, best=best, least=least), case))
    return tuple(found)


def walk(tree: Branch) -> Iterator[Branch]:
    """Every place, a test before its sides, passing before failing."""
    yield tree
    for side in (tree.yes, tree.no):
        if side is not None:
            yield from walk(side)


def _sides(cases: Sequence[Answered], test: int) -> tuple[list[Answered], list[Answered]]:
    return (
        [case for case in cases if case.answers[test] is True],
        [case for case in cases if case.answers[test] is False],
    )


def _most(cases: Sequence[Answered]) -> int:
    chose = sum(case.chose is True for case in cases)
    return max(chose, len(cases) - chose)
