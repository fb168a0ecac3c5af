"""The grammar of every matrix, also of those to come: its options are there or their lack is explained, and each works.

Each option is tried on two made-up studies until it changes what is shown; one that nothing here moves is an option
that is accepted and ignored.
"""

from __future__ import annotations

import dataclasses
import sys
import typing
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from qda import registry
from qda.cli.options import from_flags
from qda.display import grid
from qda.display.build import arrange_any
from qda.display.grammar import GRAMMAR, grammar_of, own_options
from qda.display.options import Crossed
from qda.display.settings import flag, from_values, made, value_kind
from qda.model.errors import FormulaError, InputError, QdaError
from qda.model.frames import Material
from qda.model.sheet import Sheet
from tests.display.bent import (
    ELSEWHERE,
    EVERY_OPTION,
    FORMS,
    IN_THE_LANE,
    MATRICES,
    NAMES,
    NEEDED,
    OPTIONS,
    REFUSED,
    TOLD_IN_NOTES,
    candidates,
    companions,
    drawn,
    look_of,
    looks,
    studies,
)
from tests.display.lane import lane

NAMED = [(name, field) for name, field in OPTIONS if field in GRAMMAR and field not in ("where", "depth", "quotes")]


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Each study is read once for each filter: hundreds of displays are made of the same two."""
    patch = pytest.MonkeyPatch()
    read = grid.ground_of
    kept: dict[tuple[int, str], tuple[Material, grid.Ground]] = {}  # a study that is kept has its id for itself

    def ground(material: Material, where: str = "") -> grid.Ground:
        if (id(material), where) not in kept:
            kept[id(material), where] = material, read(material, where)
        return kept[id(material), where][1]

    for plugin in MATRICES:
        module = sys.modules[plugin.target.__module__]
        if hasattr(module, "ground_of"):
            patch.setattr(module, "ground_of", ground)
    yield
    patch.undo()


@pytest.mark.parametrize(("name", "field"), EVERY_OPTION, ids=[f"{name} {flag(field)}" for name, field in EVERY_OPTION])
def test_no_option_is_accepted_and_ignored(name: str, field: str) -> None:
    for beside in companions(name, field):
        without = looks(name, tuple(beside.items()))
        for value in candidates(name, field):
            given = looks(name, tuple({**beside, field: value}.items()))
            if any(a is not None and b is not None and a != b for a, b in zip(without, given, strict=True)):
                return
            without = given if not any(without) else without  # shows nothing before it is given
    pytest.fail(f"nothing that {flag(field)} is given changes what {name} shows")


@pytest.mark.parametrize(("name", "field"), IN_THE_LANE, ids=[f"{name} {flag(field)}" for name, field in IN_THE_LANE])
def test_what_the_small_studies_cannot_show_is_seen_in_a_larger_one(name: str, field: str) -> None:
    one, other = IN_THE_LANE[name, field]
    assert {key for key in {*one, *other} if one.get(key) != other.get(key)} == {field}
    study = lane()
    if (name, field) in TOLD_IN_NOTES:
        plugin = registry.get("displays", name)
        first, second = (arrange_any(study, name, made(plugin, values, "")).notes for values in (one, other))
        assert first != second
        return
    first_look, second_look = look_of(name, study, one), look_of(name, study, other)
    assert first_look != second_look
    assert (None in (first_look, second_look)) is ((name, field) in REFUSED)


def test_every_option_is_tried_somewhere() -> None:
    every = {
        (plugin.name, each.name)
        for plugin in registry.find("displays")
        for each in dataclasses.fields(plugin.options or ())  # type: ignore[arg-type]
        if each.name != "where"
    }
    assert {*EVERY_OPTION, *IN_THE_LANE} == every


LEVELLED = [
    plugin.name
    for plugin in registry.find("displays")
    if plugin.options is not None and "levels" in plugin.options.__dataclass_fields__
]


@pytest.mark.parametrize("name", LEVELLED)
def test_the_order_of_values_is_not_given_to_a_code_that_has_its_own(name: str) -> None:
    """Sales are rated by the scale of the codebook: levels named beside them would change nothing."""
    plugin = registry.get("displays", name)
    values = {"x": "sales", "y": "help"} if name == "scatterplot" else {"by": "sales"}
    given = made(plugin, {**values, "levels": ("high", "low")}, "")
    with pytest.raises(InputError, match="“--levels” changes nothing here"):
        arrange_any(lane(), name, given)


CONDITIONAL = [
    (name, field)
    for name, field in OPTIONS
    for each in dataclasses.fields(registry.get("displays", name).options or ())  # type: ignore[arg-type]
    if each.name == field and "only" in each.metadata
]


@pytest.mark.parametrize(("name", "field"), CONDITIONAL, ids=[f"{name} {flag(field)}" for name, field in CONDITIONAL])
def test_an_option_that_needs_another_is_refused_without_it(name: str, field: str) -> None:
    plugin = registry.get("displays", name)
    assert plugin.options is not None
    fields = {each.name: each for each in dataclasses.fields(plugin.options)}
    only = fields[field].metadata["only"]
    idle: dict[str, Any] = {}
    for other, allowed in only.items():
        if allowed and fields[other].default in allowed:
            idle[other] = next(value for value in candidates(name, other) if value not in allowed)
    value = next(candidates(name, field))
    with pytest.raises(InputError, match=f"“{flag(field)}” changes nothing here") as fault:
        made(plugin, {**idle, field: value}, "study.yaml")
    assert all(flag(other) in fault.value.what for other in only)


ORDERED = [name for name, field in OPTIONS if field == "order"]


@pytest.mark.parametrize("name", ORDERED)
def test_the_order_moves_places_and_loses_none(name: str) -> None:
    for beside in companions(name, "order"):
        without = drawn(name, tuple(beside.items()))
        for value in candidates(name, "order"):
            given = drawn(name, tuple({**beside, "order": value}.items()))
            for plain, bent in zip(without, given, strict=True):
                if plain is not None and bent is not None and plain != bent:
                    rows, columns = (
                        (_heads(plain.rows), _heads(bent.rows)),
                        (_heads(plain.columns), _heads(bent.columns)),
                    )
                    assert sorted(rows[0]) == sorted(rows[1])
                    assert sorted(columns[0]) == sorted(columns[1])
                    assert rows[0] != rows[1] or columns[0] != columns[1]
                    return
    pytest.fail(f"nothing can be put in order in {name}")


def _heads(lines: Any) -> list[str]:
    return [f"{line.group} {line.label}" for line in lines]


def test_the_first_of_the_order_stands_first() -> None:
    for name, values, label in (
        ("role-ordered", {"order": ("office",)}, "office (1)"),
        ("case-by-code", {"order": ("Sari",)}, "Sari"),
        ("checklist", {"order": ("usaha",)}, "Tools"),
        ("effects-matrix", {"depth": 0, "order": ("usaha",)}, "Business"),
        ("time-ordered", {"depth": 0, "order": ("sales",)}, "Sales"),
        ("role-by-time", {"order": ("office",)}, "office (1)"),
        ("data-accounting-log", {"order": ("O",)}, "Observation"),
        ("construct-table", {"order": ("Kepala",)}, "Kepala"),
    ):
        sheet = drawn(name, tuple(values.items()))[0]
        assert sheet is not None, name
        assert sheet.rows[0].label == label, name


CROSSED = [  # role-by-group leaves out columns of texts in which nobody speaks
    plugin.name
    for plugin in MATRICES
    if plugin.options is not None and issubclass(plugin.options, Crossed) and plugin.name != "role-by-group"
]


@pytest.mark.parametrize("name", CROSSED)
def test_a_matrix_may_be_turned(name: str) -> None:
    """Roles by codes and codes by roles have the same cells, whatever stands in them."""
    for cell in ("informants", "stance", "presence"):
        shared = (("cell", cell), ("depth", 0))
        down = drawn(name, (("rows", "role"), ("cols", "code"), *shared))[0]
        across = drawn(name, (("rows", "code"), ("cols", "role"), *shared))[0]
        assert down is not None
        assert across is not None
        values = [[each.value for each in row.cells] for row in down.rows]
        turned = [[row.cells[n].value for row in across.rows] for n in range(len(across.columns))]
        assert [row for row in turned if any(row)] == [row for row in values if any(row)]


@pytest.mark.parametrize("name", [name for name, field in OPTIONS if field == "cell"])
def test_counts_are_of_people_and_say_of_how_many(name: str) -> None:
    """Wherever a cell may show informants, it is a whole number of those asked, never more of them than there are."""
    options = registry.get("displays", name).options
    assert options is not None
    shown = options.__dataclass_fields__["cell"].metadata.get("choices", ("informants",))
    if "informants" not in shown or name in ("co-occurrence", "data-accounting-log"):
        return  # counts pairs of codes, or sources
    beside = {"cols": "role"} if name == "content-analytic-summary" else {}
    sheets = [s for s in drawn(name, tuple({**beside, "cell": "informants"}.items())) if s is not None]
    cells = [cell for sheet in sheets for row in sheet.rows for cell in row.cells]
    if name == "forms-table":
        assert any("(1/" in str(cell.value) or "(2/" in str(cell.value) for cell in cells)
        return
    counts = [(cell.value, cell.of) for cell in cells if isinstance(cell.value, int) and cell.of is not None]
    assert counts
    least = 0 if name == "convergence" else 1  # nobody may stand for a finding; elsewhere nobody is an empty cell
    assert all(least <= value <= of for value, of in counts)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FORMS | ELSEWHERE])
def test_a_bent_matrix_is_the_same_twice(name: str) -> None:
    options = registry.get("displays", name).options
    assert options is not None
    bent = {"where": "stance=+"} if "where" in options.__dataclass_fields__ else {}
    for study, once in zip(studies(), drawn(name, tuple(bent.items())), strict=True):
        if once is not None:
            again = arrange_any(study, name, options(**NEEDED.get(name, {}), **bent))
            assert isinstance(again, Sheet)
            assert dataclasses.replace(again, view="") == once


@pytest.mark.parametrize("name", NAMES)
def test_every_part_of_the_grammar_is_taken_or_its_lack_explained(name: str) -> None:
    plugin = registry.get("displays", name)
    parts = grammar_of(plugin)
    assert [part.name for part in parts] == list(GRAMMAR)
    bare = [part.name for part in parts if part.field is None and not part.why]
    assert not bare, f"{name} neither takes these nor says why in without={{…}}: {', '.join(bare)}"
    taken = {part.name for part in parts if part.field is not None}
    assert not taken & set(plugin.details.without), "a reason for lacking an option that is taken"
    assert set(plugin.details.without) <= set(GRAMMAR)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_taken_is_refused_with_its_reason(name: str) -> None:
    plugin = registry.get("displays", name)
    for option, why in plugin.details.without.items():
        with pytest.raises(InputError) as fault:
            from_flags(plugin, [flag(option), "x"])
        assert why.rstrip(".") in fault.value.what
        with pytest.raises(InputError, match=f"has no option “{option}”"):
            from_values(plugin, ((option, "x"),), "study.yaml")


@pytest.mark.parametrize(("name", "field"), NAMED, ids=[f"{name} {flag(field)}" for name, field in NAMED])
def test_what_is_not_there_is_refused_by_naming_what_is(name: str, field: str) -> None:
    """`where` is held by its own tests below; numbers by those of the command line."""
    options = registry.get("displays", name).options
    assert options is not None
    _kind, several = value_kind(typing.get_type_hints(options)[field])
    refused = 0
    for beside, study in product(companions(name, field), studies()):
        values = {**NEEDED.get(name, {}), **beside, field: ("no-such-thing",) if several else "no-such-thing"}
        try:
            arrange_any(study, name, options(**values))
        except QdaError as fault:
            refused += "no-such-thing" in fault.what and ": " in fault.mend
    assert refused


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("convergence", "predictions")])
class TestWhere:
    """One language of conditions in all of them."""

    def test_a_condition_that_nothing_meets_leaves_no_quotation(self, name: str) -> None:
        """Darmo is no office: both are known, so it is no slip of the pen, and nothing is left."""
        for sheet in drawn(name, (("where", "case=Darmo and role=office"),))[:1]:
            assert sheet is None or not sheet.quotations

    def test_a_condition_keeps_only_what_meets_it(self, name: str) -> None:
        for condition, kept in (
            ("technique=W", lambda quotation: quotation.source.startswith("W")),
            ("site=East", lambda quotation: quotation.informant in ("Darmo", "Kepala")),
            ("role=craftsman and site=West", lambda quotation: quotation.informant == "Sari"),
            ("code:manusia", lambda quotation: quotation.code.startswith("manusia")),
            ("stance=-", lambda quotation: quotation.stance == "-"),
        ):
            sheet = drawn(name, (("where", condition),))[0]
            assert sheet is None or all(map(kept, sheet.quotations)), condition

    @pytest.mark.parametrize(
        ("condition", "said"),
        [
            ("rolle=office", "role"),
            ("xyz=1", "Known are: "),
            ("role=offize", "craftsman, office, village head"),
            ("site=Utara", "East, West"),
            ("technique=Z", "W, O, D, F, S, A"),
            ("code:nothing", "manusia/latih"),
            ("stance=yes", "Known are: +"),
            ("role in (office, farmer)", "craftsman, office"),
        ],
    )
    def test_a_slip_of_the_pen_is_refused_by_naming_what_there_is(self, name: str, condition: str, said: str) -> None:
        options = registry.get("displays", name).options
        assert options is not None
        with pytest.raises(FormulaError) as fault:
            arrange_any(studies()[0], name, options(where=condition, **NEEDED.get(name, {})))
        assert said in fault.value.mend


def test_own_options_are_the_rest() -> None:
    assert own_options(registry.get("displays", "checklist")) == ("--strong", "--phrase")
    assert own_options(registry.get("displays", "case-by-code")) == ()
