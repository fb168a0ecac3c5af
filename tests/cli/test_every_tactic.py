"""What holds of every tactic there is, run on the complete example and on a study that researchers coded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda import registry
from qda.model.wording import use_language
from qda.store.study import Study
from qda.verify.conclude import import_findings
from qda.verify.tactic import About, Machine, TacticDetails, TacticStatus
from qda.verify.tactic_choice import options_of
from qda.verify.tactic_run import Runner, TacticRun

TACTICS = registry.find("tactics")
CODED = Path("data/serdif/coded")
UNFILLED = re.compile(r"\{\w+\}|\bNone[,.)]|\bnan\b")  # a place that nobody filled, a value that nobody had
OF_SERDIF = """\
- id: useful
  statement: Events that are linked are useful to health data researchers.
  evidence: {{codes: [{code}]}}
  assert: [witnesses >= 2, groups >= 2]
  rivals: [They were polite to the one who had built the tool.]
"""


def numbers() -> set[str]:
    return {plugin.details.number for plugin in TACTICS}


def test_the_sourcebooks_26_are_there_once_each() -> None:
    assert numbers() == {*(f"G{n}" for n in range(1, 14)), *(f"V{n}" for n in range(1, 14))}
    assert len(TACTICS) == 26


@pytest.fixture(scope="module")
def example(demo: Path) -> Iterator[Runner]:
    """The complete example, read once."""
    use_language("en")
    with Study.open(demo / "study.qda") as study:
        yield Runner(study)


@pytest.fixture(scope="module")
def serdif(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """A study that three researchers coded with another program, and a finding of ours about it."""
    from qda.exchange.projects import import_project

    use_language("en")
    with Study.create(tmp_path_factory.mktemp("serdif") / "s.qda", title="serdif", language="en") as study:
        import_project(study, shared / CODED / "SERDIF_P2_ThematicAnalysis.sqlite3")
        from qda.store import codebook

        code = max(codebook.listed(study), key=lambda c: len(c.path)).path
        import_findings(study, OF_SERDIF.format(code=code))
        yield Runner(study)


def run(runner: Runner, plugin: registry.Plugin) -> list[TacticRun]:
    targets = [None] if plugin.details.about is About.STUDY else list(runner.findings)
    return [runner.run(plugin, finding, options_of(plugin, "{}")) for finding in targets]


def judge(done: TacticRun) -> None:
    """A run says something, keeps to the contract, and its sentences are whole."""
    machine: Machine = done.machine
    details: TacticDetails = done.details
    told = [machine.value, *machine.advice, machine.caveat, machine.next_action, machine.not_applicable]
    assert machine.value or machine.not_applicable
    assert not any(UNFILLED.search(line) for line in told), told
    assert done.status is not TacticStatus.NOT_APPLIED
    if machine.not_applicable:
        assert done.status is TacticStatus.NOT_APPLICABLE
    keys = [item.key for item in machine.items]
    assert len(keys) == len(set(keys)), keys
    assert all(item.text for item in machine.items)
    assert details.question or machine.holds is not None or machine.not_applicable or not machine.asks
    if machine.sheet is not None:
        assert machine.sheet.title
        assert machine.sheet.reading


@pytest.mark.parametrize("plugin", TACTICS, ids=lambda plugin: plugin.details.number)
class TestEvery:
    def test_on_the_complete_example(self, plugin: registry.Plugin, example: Runner) -> None:
        for done in run(example, plugin):
            judge(done)

    def test_on_real_interviews(self, plugin: registry.Plugin, serdif: Runner) -> None:
        for done in run(serdif, plugin):
            judge(done)

    def test_says_the_same_twice(self, plugin: registry.Plugin, example: Runner) -> None:
        first, again = run(example, plugin), run(Runner(example.study), plugin)
        assert [done.machine for done in again] == [done.machine for done in first]
        assert [done.inputs for done in again] == [done.inputs for done in first]

    def test_it_names_its_source_and_what_it_wants(self, plugin: registry.Plugin) -> None:
        assert plugin.details.citation
        assert plugin.summary[0].isupper()
        assert not plugin.summary.endswith(".")
        assert plugin.details.predicate or plugin.details.number.startswith("G")


def test_a_made_up_study_says_so_in_every_table(example: Runner) -> None:
    sheets = [done.machine.sheet for plugin in TACTICS for done in run(example, plugin) if done.machine.sheet]
    assert len(sheets) > len(TACTICS)
    assert all(sheet.synthetic for sheet in sheets)
