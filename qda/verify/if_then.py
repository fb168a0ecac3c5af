"""If–then tests over cases (Miles, Huberman and Saldaña, chapter 11: “making if–then tests”). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qda.model.condition import parse_condition
from qda.model.condition_tree import MEMBER, Value
from qda.verify.asked import one_name
from qda.verify.facts import StudyFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class IfThenTable:
    """The 2×2 table of a rule over cases.

    Attributes:
        both: Cases with “if” and “then”.
        only_if: The deviants: “if” without “then”.
        only_then: “then” without “if”.
        neither: Neither of both.
        unknown: Cases of which one of both cannot be told, for a value is missing.
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
    """What conditions can ask of one case."""

    name: str
    values: Mapping[str, Value]


def cross(cases: Iterable[CaseValues], given: str, then: str) -> IfThenTable:
    """Sort cases by a rule.

    Raises:
        FormulaError: a condition cannot be read.
    """
    before, after = parse_condition(given), parse_condition(then)
    cells: dict[tuple[bool | None, bool | None], list[str]] = {}
    for case in cases:
        cells.setdefault((before.truth(case.values), after.truth(case.values)), []).append(case.name)

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
    are none. What differs between an informant's sources (period, date) has all its values.
    """
    places: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    for heard in facts.heard:
        places.setdefault(one_name(facts, heard.informant), set()).add(heard.source)
    for coded in facts.codings:
        if coded.technique == "A" or coded.quarantined or coded.beside:
            continue
        name = one_name(facts, coded.informant)
        places.setdefault(name, set()).add(coded.source)
        if coded.stance not in ("-", "0"):
            codes.setdefault(name, set()).add(coded.code)
    found = []
    for informant in sorted(places):
        sources = sorted(s for s in places[informant] if in_scope is None or in_scope(informant, s))
        if sources:
            merged = _merged([facts.values_of(informant, source) for source in sources])
            found.append(CaseValues(name=informant, values={**merged, MEMBER: tuple(sorted(codes.get(informant, ())))}))
    return tuple(found)


def _merged(each: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    merged: dict[str, dict[str, None]] = {}
    for values in each:
        for name, value in values.items():
            if value is not None:
                merged.setdefault(name, {})[str(value)] = None
    return {name: tuple(values) for name, values in merged.items()}
