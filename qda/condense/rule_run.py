"""Run parsed match rules over searchable documents. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qda import registry
from qda.condense.codebook_rules import rule_shown, rule_value
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import Code, Rule
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.condense.reconcile import Finds
    from qda.condense.searchable import Searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A rule that can be run: the number of its code, its autocoder, and what that one is given."""

    code: int
    rule: Rule
    autocoder: registry.Plugin
    parsed: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Runnable:
    """The rules of some codes.

    Attributes:
        rules: Each rule with the number of its code, in the codebook's order.
        ready: The same rules, parsed; None where a rule is faulty or its autocoder is missing.
        problems: What is wrong with those.
    """

    codes: tuple[Code, ...]
    rules: tuple[tuple[int, Rule], ...]
    ready: tuple[Ready | None, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of running rules so far.

    Attributes:
        parts: Finds, some for each rule and segment.
        failed: Rules that could not look everywhere; nothing is known about what they find.
    """

    parts: list[Finds] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: set[Id] = field(default_factory=set)

    def finds(self, runnable: Runnable) -> Finds:
        """All finds but those of rules that failed."""
        import numpy as np

        from qda.condense.reconcile import joined

        found = joined(self.parts)
        bad = [number for number, (_code, rule) in enumerate(runnable.rules) if rule.id in self.failed]
        return found.where(~np.isin(found.rule, bad)) if bad else found


def runnable(codes: Sequence[Code]) -> Runnable:
    """Parse the rules of some codes. Codebooks also come from other programs, so they are checked again."""
    plugins = {plugin.name: plugin for plugin in registry.find("autocoders")}
    rules = tuple((number, rule) for number, code in enumerate(codes) for rule in code.rules)
    ready: list[Ready | None] = []
    problems: list[Problem] = []
    for number, rule in rules:
        faults = list(_faults(rule, plugins.get(rule.kind), f"{codes[number].path}: {rule_shown(rule.pattern)}"))
        problems += faults
        if faults:
            ready.append(None)
        else:
            plugin = plugins[rule.kind]
            parsed = plugin.details.parse(rule_value(rule.pattern))
            ready.append(Ready(code=number, rule=rule, autocoder=plugin, parsed=parsed))
    return Runnable(codes=tuple(codes), rules=rules, ready=tuple(ready), problems=tuple(problems))


def _faults(rule: Rule, plugin: registry.Plugin | None, place: str) -> list[Problem]:
    if plugin is None:
        what = _("No autocoder is called “{name}”.").format(name=rule.kind)
        mend = _("Install the plug-in that brings it: qda plugins lists them.")
        return [Problem(place=place, what=what, mend=mend, fatal=True)]
    value = rule_value(rule.pattern)
    if not plugin.details.claims(value):
        return [
            Problem(
                place=place,
                fatal=True,
                what=_("This is no rule of the kind “{kind}”.").format(kind=rule.kind),
                mend=_("Import the codebook again."),
            )
        ]
    found = plugin.details.check(value)
    return [Problem(place=place, what=f.what, mend=f.mend, fatal=True) for f in found if f.fatal]


def run_rules(rules: Runnable, searchable: Searchable, numbers: dict[int, int], outcome: Outcome) -> None:
    """Run all rules over some documents and note in `outcome` what they find.

    Args:
        rules: What to run.
        searchable: Where.
        numbers: For each document the number of its source.
        outcome: Rules that failed before are not run again.
    """
    import numpy as np

    from qda.condense.reconcile import Finds

    source_of = np.full(searchable.segment.meta.documents, -1, dtype=np.int64)
    source_of[list(numbers)] = list(numbers.values())
    for number, ready in enumerate(rules.ready):
        if ready is None or ready.rule.id in outcome.failed:
            continue
        hits = ready.autocoder.target(ready.parsed, searchable)
        if hits.problems:
            outcome.problems += hits.problems
            outcome.failed.add(ready.rule.id)
        elif len(hits):
            outcome.parts.append(
                Finds(
                    source=source_of[hits.document],
                    start=hits.start,
                    end=hits.end,
                    code=np.full(len(hits), ready.code),
                    rule=np.full(len(hits), number),
                )
            )


def silent(rules: Runnable, found: Finds, failed: set[Id]) -> tuple[str, ...]:
    """The rules that caught nothing, each as `code: rule`: no fault, a shared codebook has many."""
    import numpy as np

    caught = np.bincount(found.rule, minlength=len(rules.rules)).tolist()
    return tuple(
        f"{rules.codes[code].path}: {rule_shown(rule.pattern)}"
        for (code, rule), count in zip(rules.rules, caught, strict=True)
        if not count and rule.id not in failed
    )


def counted(numbers: Any, names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """How often each number occurs, under its name; those that do not are left out."""
    import numpy as np

    counts = np.bincount(numbers, minlength=len(names)).tolist()
    return tuple((name, count) for name, count in zip(names, counts, strict=True) if count)
