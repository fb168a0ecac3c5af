"""What each case chose, and how it answers the tests that people go through before they choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qda.display.grid import Ground
from qda.model.condition import Condition, parse_condition
from qda.model.errors import InputError, NotFoundError
from qda.model.ids import Id
from qda.model.records import Stance
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One case: whether it chose, and its answers to the tests in their order; None where a value is missing."""

    name: str
    chose: bool | None
    answers: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """A choice with its tests, and every case that something is coded of.

    Attributes:
        codes: What the choice and the tests ask for.
    """

    choice: Condition
    tests: tuple[Condition, ...]
    cases: tuple[Answered, ...]
    codes: frozenset[str]


def ask(ground: Ground, choice: str, tests: Sequence[str]) -> Asked:
    """Put the tests to every case that something is coded of.

    A case has a code if a passage of it says so without denying it, and lacks it if not.

    Raises:
        InputError: no choice or no test is named, or a test asks for what is chosen.
        FormulaError: a condition cannot be read.
    """
    if not choice or not tests:
        raise InputError(
            _("A decision model needs a choice and at least one test."),
            mend=_("Name them: --choice CODE --test CODE --test “years > 5”, in the order in which people ask them."),
        )
    wanted, asked = _condition(ground, choice), tuple(_condition(ground, text) for text in tests)
    for test in asked:
        _refuse_the_choice_itself(ground, wanted, test)
    codes: dict[str, set[str]] = {}
    for i, name in enumerate(ground.entries.informant):
        if name is not None:
            said = codes.setdefault(name, set())
            if ground.entries.stance[i] != Stance.AGAINST:
                said.add(ground.entries.code[i])
    people = ground.entries.people
    found = []
    for name in people.names:
        if name in codes:
            facts = {**people.values.get(name, {}), "case": name, "code": sorted(codes[name])}
            answers = tuple(test.truth(facts) for test in asked)
            found.append(Answered(name=name, chose=wanted.truth(facts), answers=answers))
    return Asked(
        choice=wanted,
        tests=asked,
        cases=tuple(found),
        codes=frozenset(code for condition in (wanted, *asked) for code in condition.codes),
    )


def named(ground: Ground, condition: Condition) -> str:
    """The label where a condition is nothing but a code, else its words."""
    alone = condition.codes and condition.text == f"code:{condition.codes[0]}"
    return ground.tree.label(condition.codes[0]) if alone else condition.text


def behind(ground: Ground, cases: Iterable[str], codes: frozenset[str]) -> tuple[Id, ...]:
    """The passages of some cases on some codes with all that lies under them."""
    names = set(cases)
    inside = {path for code in codes if code in ground.tree.labels for path in ground.tree.subtree(code)}
    entries = ground.entries
    return tuple(
        entries.ids[i] for i, who in enumerate(entries.informant) if who in names and entries.code[i] in inside
    )


def _refuse_the_choice_itself(ground: Ground, choice: Condition, test: Condition) -> None:
    """Refuse a test of what is chosen: whoever chose has it, so that it foretells everything and explains nothing."""
    one, other = (
        {path for code in condition.codes if code in ground.tree.labels for path in ground.tree.subtree(code)}
        for condition in (choice, test)
    )
    shared = set(choice.names) & set(test.names) - {"code", "case"}
    if one & other or shared:
        raise InputError(
            _("The test “{test}” asks for what is chosen, “{choice}”.").format(
                test=named(ground, test), choice=named(ground, choice)
            ),
            mend=_("Leave it out: it tells every case rightly and explains none. Test what comes before the choice."),
        )


def _condition(ground: Ground, text: str) -> Condition:
    """A condition; the name of a code alone asks whether the case has it."""
    try:
        [path] = ground.tree.find((text,))
    except NotFoundError:
        return parse_condition(text, {"case", *ground.entries.people.attributes})
    return parse_condition(f"code:{path}")
