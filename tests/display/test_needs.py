"""What displays say they need is true: with it they show something, without it they say what is missing."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from qda import pipeline, registry
from qda.across import may_show_verdicts, shows_verdicts
from qda.display.build import arrange_any, provided
from qda.display.needs import NEEDS, Held, held, ready
from qda.display.typed import options_in
from qda.model.errors import QdaError
from qda.model.frames import Material
from qda.model.network import Network
from qda.model.plot import Plot
from qda.model.sheet import Sheet
from qda.store import frames
from qda.store.holdings import Holdings, holdings
from qda.store.study import Study
from qda.verify.triangulation import triangulate_findings

DISPLAYS = registry.find("displays")
CHOSEN = {  # of those without a line in the list of pictures
    "causal-network-across-cases": ("--end", "strategi", "dampak"),
    "decision-tree": ("--choice", "tahap/menyetor", "--test", "site=Krajan", "kepercayaan"),
}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The made-up study that gives every display something to show."""
    folder = tmp_path_factory.mktemp("needs") / "wonotirto"
    pipeline.demo("wonotirto", folder)
    with Study.open(folder / "study.qda") as study:
        yield study


@pytest.fixture(scope="module")
def seen(village: Study) -> Material:
    return frames.material(village, "en")


@pytest.fixture(scope="module")
def has(village: Study) -> Holdings:
    return holdings(village)


@pytest.fixture(scope="module")
def arguments(root: Path) -> dict[str, tuple[str, ...]]:
    """How the pictures of the manual are made of that study, by display."""
    lines = (root / "docs" / "pictures" / "displays.txt").read_text(encoding="utf-8").splitlines()
    words = [shlex.split(line) for line in lines if line and not line.startswith("#")]
    return CHOSEN | {kind: tuple(rest) for kind, *rest in words}


def make(study: Study, seen: Material, plugin: registry.Plugin, words: tuple[str, ...]) -> Any:
    wanted = shows_verdicts(plugin.name) or may_show_verdicts(plugin.name)
    verdicts = tuple(triangulate_findings(study, material=seen)) if wanted and seen.findings else ()
    options = options_in(plugin, words, "")
    return arrange_any(provided(study, seen, plugin.name), plugin.name, options, verdicts)


def shows(made: Any) -> bool:
    if isinstance(made, Network):
        return bool(made.nodes)
    sheet = made.as_sheet() if isinstance(made, Plot) else made
    assert isinstance(sheet, Sheet)
    return any(cell.empty is None or cell.for_people for row in sheet.rows for cell in row.cells)


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
class TestEvery:
    def test_needs_what_can_be_counted(self, plugin: registry.Plugin) -> None:
        assert plugin.details.needs
        assert set(plugin.details.needs) <= set(NEEDS)

    def test_shows_something_where_all_it_needs_is_there(
        self,
        plugin: registry.Plugin,
        village: Study,
        seen: Material,
        has: Holdings,
        arguments: dict[str, tuple[str, ...]],
    ) -> None:
        if not ready(held(plugin.details.needs, has)):
            pytest.skip("the example does not have what it needs")
        assert shows(make(village, seen, plugin, arguments.get(plugin.name, ())))

    def test_says_what_is_missing(
        self, plugin: registry.Plugin, village: Study, seen: Material, arguments: dict[str, tuple[str, ...]]
    ) -> None:
        for name in plugin.details.needs:
            with contextlib.suppress(QdaError):  # a refusal always says why
                made = make(village, LACKING[name](seen), plugin, arguments.get(plugin.name, ()))
                assert shows(made) or made.notes, name


def test_nearly_everything_is_in_the_example(has: Holdings) -> None:
    """Nobody predicts anything there."""
    lacking = [p.name for p in DISPLAYS if not ready(held(p.details.needs, has))]
    assert set(lacking) <= {"predictions"}


def test_a_need_is_told_with_what_it_is_a_part_of(has: Holdings) -> None:
    """Counted by hand in the example's tables: 13 cases, all with a role, no memo; 4 years in which members were
    counted. Three dates is the least for a gradient.
    """
    assert [str(one) for one in held(("cases", "roles", "memos", "dated-values"), has)] == [
        "cases (13)",
        "cases with a role (13 of 13)",
        "memos (none ✗)",
        "times at which one code has magnitudes (4)",
    ]
    few = held(("dated-values",), replace(has, dated_values=2))
    assert str(few[0]) == "times at which one code has magnitudes (2, 3 needed ✗)"
    assert ready(few) is False


def test_a_need_of_a_strangers_display_is_shown_as_it_is(has: Holdings) -> None:
    [one] = held(("moonlight",), has)
    assert (str(one), one.met, ready([one])) == ("moonlight", None, None)


def test_outside_a_study_nothing_is_counted() -> None:
    assert held(("cases",), None) == (Held(name="cases", word="cases"),)


def test_every_need_names_numbers_that_there_are() -> None:
    numbers = {field.name for field in fields(Holdings)}
    assert {need.counted for need in NEEDS.values() if need.counted} <= numbers
    assert {need.of for need in NEEDS.values() if need.of} <= numbers


def test_a_study_without_anything_has_nothing(tmp_path: Path) -> None:
    with Study.create(tmp_path / "kosong.qda", title="Kosong", language="id", who="ani") as study:
        assert {getattr(holdings(study), field.name) for field in fields(Holdings)} == {0}


def without(*columns: str) -> Callable[[Material], Material]:
    return lambda seen: replace(seen, codings=seen.codings.assign(**dict.fromkeys(columns)))


def _no_cases(seen: Material) -> Material:
    return replace(
        seen,
        cases=seen.cases.iloc[:0],
        turns=seen.turns.assign(case=None),
        codings=seen.codings.assign(informant=None),
    )


def _no_attribute(seen: Material) -> Material:
    fixed = ["id", "name", "aliases", "same_as", "depends_on", "unspecified"]
    return replace(without("magnitude")(seen), cases=seen.cases[fixed])


def _no_times(seen: Material) -> Material:
    return replace(without("memo", "period", "date")(seen), sources=seen.sources.assign(period=None, date=None))


def _no_codings(seen: Material) -> Material:
    return replace(seen, codings=seen.codings.iloc[:0], links=seen.links.iloc[:0])


def _no_slots(seen: Material) -> Material:
    nothing: Any = [()] * len(seen.codes)
    return replace(without("slot")(seen), codes=seen.codes.assign(slots=nothing))


def _only(seen: Material, kept: Any) -> Material:
    return replace(seen, codings=seen.codings[kept].reset_index(drop=True))


LACKING: dict[str, Callable[[Material], Material]] = {
    "sources": lambda seen: replace(
        _no_codings(seen), sources=seen.sources.iloc[:0], turns=seen.turns.iloc[:0], findings=()
    ),
    "turns": lambda seen: replace(seen, turns=seen.turns.iloc[:0]),
    "questions": lambda seen: replace(seen, questions=seen.questions.iloc[:0]),
    "cases": _no_cases,
    "roles": _no_attribute,
    "groups": _no_attribute,
    "ordered": _no_attribute,
    "codes": lambda seen: replace(_no_codings(seen), codes=seen.codes.iloc[:0], questions=seen.questions.iloc[:0]),
    "nested": lambda seen: replace(_no_codings(seen), codes=seen.codes.iloc[:0], questions=seen.questions.iloc[:0]),
    "kinds": lambda seen: replace(_no_codings(seen), codes=seen.codes.iloc[:0], questions=seen.questions.iloc[:0]),
    "choice": lambda seen: seen,
    "codings": _no_codings,
    "stances": without("stance"),
    "magnitudes": without("magnitude"),
    "slots": _no_slots,
    "times": _no_times,
    "noted-times": without("memo"),
    "dated-values": _no_times,
    "observations": lambda seen: _only(seen, seen.codings["technique"] != "O"),
    "overlaps": lambda seen: _only(seen, ~seen.codings.duplicated("source")),
    "recommendations": lambda seen: _only(seen, ~seen.codings["code"].str.startswith("saran")),
    "links": lambda seen: replace(seen, links=seen.links.iloc[:0]),
    "causes": lambda seen: replace(seen, links=seen.links[seen.links["type"] != "causes"].reset_index(drop=True)),
    "chains": lambda seen: replace(seen, links=seen.links.iloc[:0]),
    "sequences": lambda seen: replace(seen, links=seen.links.iloc[:0]),
    "verdicts": lambda seen: replace(seen, findings=()),
    "predictions": lambda seen: replace(seen, findings=()),
    "memos": lambda seen: seen,
}


def test_every_need_can_be_taken_away() -> None:
    assert set(LACKING) == set(NEEDS)
