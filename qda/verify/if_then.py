"""If–then tests over cases (Miles, Huberman and Saldaña, chapter 11: “making if–then tests”). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import combinations

from qda.model.condition import Condition, parse_condition
from qda.model.condition_tree import MEMBER, Value
from qda.verify.asked import one_name
from qda.verify.facts import BY_THEMSELVES, StudyFacts

_MOST_UNKNOWN = 8  # codes of one condition; of more only all and none are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class IfThenTable:
    """The 2×2 table of a rule over cases.

    Attributes:
        both: Cases with “if” and “then”.
        only_if: The deviants: “if” without “then”.
        only_then: “then” without “if”.
        neither: Neither of both.
        unknown: Cases of which one of both cannot be told: a value is missing, or nobody asked; they count nowhere.
    """

    both: tuple[str, ...]
    only_if: tuple[str, ...]
    only_then: tuple[str, ...]
    neither: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def applies(self) -> int:
        """Cases with the “if”."""
        return len(self.both) + len(self.only_if)

    @property
    def consistency(self) -> float | None:
        """Share of the cases with “if” that have “then”, 0–1; None where no case has “if”."""
        return len(self.both) / self.applies if self.applies else None

    @property
    def coverage(self) -> float | None:
        """Share of the cases with “then” that have “if”, 0–1; None where no case has “then”."""
        outcome = len(self.both) + len(self.only_then)
        return len(self.both) / outcome if outcome else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseValues:
    """What conditions can ask of one case.

    Attributes:
        values: Its properties, and the codes that it has.
        spoken_of: Codes that something is said to, for or against.
        asked: Codes that it was asked about; None where everything counts as asked.
    """

    name: str
    values: Mapping[str, Value]
    spoken_of: frozenset[str] = frozenset()
    asked: frozenset[str] | None = None

    def truth(self, condition: Condition) -> bool | None:
        """Whether a condition holds; None where a value is missing, or it depends on what was never asked."""
        open_ = [path for path in _codes_of(condition) if self._unknown(path)]
        sizes = range(len(open_) + 1) if len(open_) <= _MOST_UNKNOWN else (0, len(open_))
        own = _paths(self.values.get(MEMBER))
        truths = {
            condition.truth({**self.values, MEMBER: (*own, *some)}) for n in sizes for some in combinations(open_, n)
        }
        return truths.pop() if len(truths) == 1 else None

    def _unknown(self, path: str) -> bool:
        if self.asked is None or any(_meant(path, code) for code in self.spoken_of):
            return False
        steps = path.split("/")
        above = ["/".join(steps[:n]) for n in range(1, len(steps) + 1)]
        return not any(_meant(path, code) or any(fnmatchcase(code, one) for one in above) for code in self.asked)


def _codes_of(condition: Condition) -> tuple[str, ...]:
    wanted = (*condition.codes, *(value for name, value in condition.equals if name == MEMBER))
    return tuple(dict.fromkeys(wanted))


def _meant(path: str, code: str) -> bool:
    """Whether a code is one that a condition names, or lies below one."""
    return fnmatchcase(code, path) or fnmatchcase(code, f"{path}/*")


def _paths(value: Value) -> tuple[str, ...]:
    return () if value is None else tuple(map(str, value)) if isinstance(value, tuple | list) else (str(value),)


def cross(cases: Iterable[CaseValues], given: str, then: str) -> IfThenTable:
    """Sort cases by a rule.

    Raises:
        FormulaError: a condition cannot be read.
    """
    before, after = parse_condition(given), parse_condition(then)
    cells: dict[tuple[bool | None, bool | None], list[str]] = {}
    for case in cases:
        cells.setdefault((case.truth(before), case.truth(after)), []).append(case.name)

    def names(*wanted: tuple[bool | None, bool | None]) -> tuple[str, ...]:
        return tuple(sorted(name for cell in wanted for name in cells.get(cell, ())))

    return IfThenTable(
        both=names((True, True)),
        only_if=names((True, False)),
        only_then=names((False, True)),
        neither=names((False, False)),
        unknown=names((None, None), (None, True), (None, False), (True, None), (False, None)),
    )


def case_values(facts: StudyFacts, in_scope: Callable[[str, str], bool] | None = None) -> tuple[CaseValues, ...]:
    """All who speak or are coded, with their attributes and the codes said of them, those against left out.

    Two names of one person are one case. A source in which nobody speaks is a case; the researcher's own assertions
    are none. What differs between an informant's sources (period, date) has all its values. With a guide, asked is
    what questions put to the case target; whoever is only quoted was asked nothing that is known. Observations and
    documents are in scope for every code; without a guide everything counts as asked.
    """
    places: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    spoken_of: dict[str, set[str]] = {}
    for heard in facts.heard:
        places.setdefault(one_name(facts, heard.informant), set()).add(heard.source)
    for coded in facts.codings:
        if coded.technique == "A" or coded.quarantined or coded.beside:
            continue
        name = one_name(facts, coded.informant)
        places.setdefault(name, set()).add(coded.source)
        spoken_of.setdefault(name, set()).add(coded.code)
        if coded.stance not in ("-", "0"):
            codes.setdefault(name, set()).add(coded.code)
    asked = _asked(facts)
    found = []
    for informant in sorted(places):
        sources = sorted(s for s in places[informant] if in_scope is None or in_scope(informant, s))
        if sources:
            merged = _merged([facts.values_of(informant, source) for source in sources])
            found.append(
                CaseValues(
                    name=informant,
                    values={**merged, MEMBER: tuple(sorted(codes.get(informant, ())))},
                    spoken_of=frozenset(spoken_of.get(informant, ())),
                    asked=asked.get(informant, frozenset()) if facts.guided else None,
                )
            )
    return tuple(found)


def _asked(facts: StudyFacts) -> dict[str, frozenset[str] | None]:
    """The codes that each case was asked about; None for what stands for itself, in which everything is in scope."""
    put: dict[str, set[str]] = {}
    for heard in facts.heard:
        mine = put.setdefault(one_name(facts, heard.informant), set())
        mine.update(code for key in heard.questions for code in facts.targets.get(key, ()))
    themselves = {p.name: None for p in facts.places.values() if p.kind in BY_THEMSELVES and not p.speaks}
    return {**{name: frozenset(codes) for name, codes in put.items()}, **themselves}


def _merged(each: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    merged: dict[str, dict[str, None]] = {}
    for values in each:
        for name, value in values.items():
            if value is not None:
                merged.setdefault(name, {})[str(value)] = None
    return {name: tuple(values) for name, values in merged.items()}
