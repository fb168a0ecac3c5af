"""Match rules as a codebook writes them, and as the study keeps them: JSON text. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from qda import registry
from qda.condense.codebook import Field, Plain
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import Rule
from qda.model.wording import _

RULE_FORMS = (
    'pelatihan, "=KUB", +latih, ~pengrajin, /regex/, {all: […], within: 5}, {any: […], not: […]}, {tokens: […]}'
)


def rule_text(value: Plain) -> str:
    """A rule as canonical JSON text: the same rule gives the same text whatever the order of its keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def rule_value(pattern: str) -> Plain:
    """The rule behind its JSON text; text that is no JSON (written by another program) stands for itself."""
    try:
        value: Plain = json.loads(pattern)
    except ValueError:
        return pattern
    return value


def rule_values(rules: Iterable[Rule]) -> list[Plain]:
    """The rules of a code as a codebook writes them."""
    return [rule_value(rule.pattern) for rule in rules]


def rule_shown(pattern: str) -> str:
    """A rule for people: a word without quotation marks, a mapping as JSON."""
    value = rule_value(pattern)
    return value if isinstance(value, str) else rule_text(value)


def kind_of(value: Plain, kinds: Iterable[registry.Plugin] | None = None) -> registry.Plugin | None:
    """The autocoder that understands a rule, None where there is none.

    Args:
        value: The rule as written.
        kinds: Those to ask; None looks for all, which takes milliseconds and is not for a loop.
    """
    for plugin in registry.find("autocoders") if kinds is None else kinds:
        if plugin.details.claims(value):
            return plugin
    return None


def read_rules(
    file: str, field: Field, ids: Iterator[Id], kinds: Iterable[registry.Plugin]
) -> tuple[tuple[Rule, ...], list[Problem]]:
    """The rules under `match`, and what is wrong with them; a rule that stands there twice is taken once."""
    values = field.value if isinstance(field.value, list) else [field.value]
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for number, value in enumerate(values):
        place = field.place_of(number)
        value = " ".join(value.split("\n")).strip() if isinstance(value, str) else value
        plugin = kind_of(value, kinds) if value not in (None, "") else None
        if plugin is None:
            problems.append(
                Problem(
                    file=file,
                    place=place,
                    fatal=True,
                    what=_not_a_rule(value),
                    mend=_("Rules look like this: {forms}.").format(forms=RULE_FORMS),
                )
            )
            continue
        faults = plugin.details.check(value)
        problems += [Problem(file=file, place=place, what=f.what, mend=f.mend, fatal=f.fatal) for f in faults]
        pattern = rule_text(value)
        if pattern in rules:
            problems.append(
                Problem(
                    file=file,
                    place=place,
                    what=_("The rule {rule} stands here twice.").format(rule=rule_shown(pattern)),
                    mend=_("Take one of them out."),
                )
            )
        elif not any(fault.fatal for fault in faults):
            rules[pattern] = Rule(id=next(ids), kind=plugin.name, pattern=pattern, at=place)
    return tuple(rules.values()), problems


def _not_a_rule(value: Plain) -> str:
    if value in (None, ""):
        return _("An empty rule would match nothing; a rule that begins with # or ~ alone has to stand in quotes.")
    return _("{rule} is not a match rule.").format(rule=rule_text(value)[:80])
