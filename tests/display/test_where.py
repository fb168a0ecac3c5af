"""The filter of every display: each kind of condition changes what is shown, or is refused for the reason.

Conditions are of people, of texts or of passages; every property of each kind is tried by itself, with every value that
it has in four made-up studies, on everything that a display shows at first sight: heads, cells, marks, nodes, edges.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import pytest

from qda import registry
from qda.display.build import arrange_any
from qda.display.idle import look
from qda.display.settings import made
from qda.model.errors import FormulaError, QdaError
from qda.model.plot import Shown
from tests.display.bent import NEEDED, studies
from tests.display.sundry import KINDS, conditions, sundry
from tests.display.swept import CHOSEN, DISPLAYS

FILTERED = [
    plugin
    for plugin in DISPLAYS
    if plugin.options is not None and "where" in {each.name for each in dataclasses.fields(plugin.options)}
]
BESIDE = "asks how passages are coded"


def shown(name: str, study: int, where: str) -> Shown | QdaError:
    """A display with what it cannot do without, or why it cannot be."""
    plugin = registry.get("displays", name)
    assert plugin.options is not None
    bases = [CHOSEN.get(name), plugin.options(**NEEDED.get(name, {}))]
    for base in filter(None, bases):
        try:
            return arrange_any(sundry()[study], name, dataclasses.replace(base, where=where))
        except QdaError as fault:
            why = fault
    return why


@cache
def unfiltered(name: str, study: int) -> object:
    made_ = shown(name, study, "")
    return None if isinstance(made_, QdaError) else look(made_)


def at_work(name: str, of: str) -> bool:
    for study, material in enumerate(sundry()):
        before = unfiltered(name, study)
        for where in conditions(material, of) if before is not None else ():
            after = shown(name, study, where)
            if isinstance(after, FormulaError):
                if BESIDE in after.what:
                    return True
            elif isinstance(after, QdaError) or look(after) != before:  # what is left is not enough to show anything
                return True
    return False


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [plugin.name for plugin in FILTERED])
def test_no_condition_is_accepted_and_ignored(name: str, kind: str) -> None:
    idle = [of for of in KINDS[kind] if not at_work(name, of)]
    assert not idle, f"{name} takes these and shows the same: {', '.join(idle)}"


IDLE: list[tuple[str, int, dict[str, Any]]] = [
    ("typology", 0, {"rows": "role", "cols": "site"}),
    ("typology", 0, {"rows": "role", "cols": "site", "cell": "informants"}),
    ("variable-by-variable", 0, {"rows": "role", "cols": "site"}),
    ("data-accounting-log", 0, {}),
    ("data-accounting-log", 1, {"rows": "case", "cols": "technique", "cell": "words"}),
    ("scatterplot", 1, {"x": "age", "y": "role", "levels": ("weaver", "trader", "office")}),
]


@pytest.mark.parametrize(("name", "study", "values"), IDLE)
@pytest.mark.parametrize("where", ["stance=+", "code:{code}", "role={role} and stance=+", "not stance=+", "memo"])
def test_where_nothing_rests_on_codings_a_filter_on_passages_is_refused(
    name: str, study: int, values: dict[str, Any], where: str
) -> None:
    """The message names what may be asked instead; a filter of people or of texts is taken."""
    plugin = registry.get("displays", name)
    code, role = (("manusia", "craftsman"), ("trust", "weaver"))[study]
    with pytest.raises(FormulaError, match=BESIDE) as fault:
        arrange_any(studies()[study], name, made(plugin, {**values, "where": where.format(code=code, role=role)}, ""))
    assert "(case, informant, site, role, group" in fault.value.mend
    assert "technique" in fault.value.mend
    for taken in (f"role={role}", "technique=W"):
        arrange_any(studies()[study], name, made(plugin, {**values, "where": taken}, ""))


@pytest.mark.parametrize(
    ("name", "values", "where"),
    [
        ("typology", {"rows": "role", "cols": "presence:manusia"}, "stance=-"),
        ("case-by-code", {}, "coder=ana"),  # lets everything through, and could have let through less
        ("role-ordered", {"code": ("kerja/lkm",)}, "stance=-"),  # nobody speaks of it yet; somebody may tomorrow
    ],
)
def test_a_filter_on_passages_is_taken_where_codings_could_change_what_is_shown(
    name: str, values: dict[str, Any], where: str
) -> None:
    plugin = registry.get("displays", name)
    arrange_any(studies()[0], name, made(plugin, {**values, "where": where}, ""))
