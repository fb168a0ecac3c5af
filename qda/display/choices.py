"""What each case chose, and how it answers the tests that people go through before they choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import combinations

from qda.display.empties import was_asked
from qda.display.grid import Ground, asked_for
from qda.model.condition import Condition, parse_condition
from qda.model.errors import InputError, NotFoundError
from qda.model.ids import Id
from qda.model.records import Stance
from qda.model.wording import N_, _

RULE = N_(
    "A case has a code if a passage of it says so without denying it (−), and lacks it if one denies it, or if it was "
    "asked and says nothing; whoever was never asked about it is not known."
)
_MOST_UNKNOWN = 8  # codes of one condition; of more only all and none are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One case: whether it chose, and its answers to the tests in their order; None where that is not known."""

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

    A case has a code if a passage of it says so without denying it, and lacks it if one denies it, or if the case was
    asked about it and says nothing. Of a code that it says nothing of and was never asked about it is not known: what
    would be answered otherwise with the code than without it has no answer.

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
    said: dict[str, set[str]] = {}
    named: dict[str, set[str]] = {}
    for i, name in enumerate(ground.entries.informant):
        if name is not None:
            named.setdefault(name, set()).add(ground.entries.code[i])
            if ground.entries.stance[i] != Stance.AGAINST:
                said.setdefault(name, set()).add(ground.entries.code[i])
    people = ground.entries.people
    found = []
    for name in people.names:
        if name in named:
            facts = {**people.values.get(name, {}), "case": name}
            mine = frozenset(said.get(name, ()))
            chose, *answers = (
                _truth(one, facts, mine, _unasked(ground, one, name, named[name])) for one in (wanted, *asked)
            )
            found.append(Answered(name=name, chose=chose, answers=tuple(answers)))
    return Asked(
        choice=wanted,
        tests=asked,
        cases=tuple(found),
        codes=frozenset(code for condition in (wanted, *asked) for code in condition.codes),
    )


def _unasked(ground: Ground, condition: Condition, name: str, said: set[str]) -> tuple[str, ...]:
    """The codes of a condition that a case says nothing of and was never asked about."""
    heard = ground.hearings
    here = [h for h, who in enumerate(heard.informant) if who == name and heard.coded[h]]
    wanted = (*condition.codes, *(value for kind, value in condition.equals if kind == "code"))
    found = []
    for pattern in dict.fromkeys(wanted):
        meant = [p for p in ground.tree.paths if fnmatchcase(p, pattern) or fnmatchcase(p, f"{pattern}/*")]
        if meant and said.isdisjoint(meant) and not any(was_asked(heard, h, asked_for(meant)) for h in here):
            found.append(meant[0])
    return tuple(found)


def _truth(condition: Condition, facts: Mapping[str, str], said: frozenset[str], unknown: Sequence[str]) -> bool | None:
    """Whether a condition holds; None where that depends on codes that are not known."""
    sizes = range(len(unknown) + 1) if len(unknown) <= _MOST_UNKNOWN else (0, len(unknown))
    truths = {
        condition.truth({**facts, "code": sorted(said.union(some))}) for n in sizes for some in combinations(unknown, n)
    }
    return truths.pop() if len(truths) == 1 else None


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
