"""`qda lint` as a verb: what it reads from a study, what somebody answers for, and other people's lints."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from qda import registry
from qda.model.errors import InputError, NotFoundError, UnknownPluginError
from qda.store import codebook, journal
from qda.store.study import Study
from qda.verify.lint import LintOptions, Manuscript, accept, lint_study, reopen, run_lints
from qda.verify.lint_output import lint_json, lint_lines, lint_sheets
from qda.verify.lint_rule import CANNOT_JUDGE, Defect, Desk, PlaceKind, Severity, Topic, lint
from tests.studies import example_study
from tests.verify.lint_desk import desk


@pytest.fixture
def mojokerto(root: Path, tmp_path: Path) -> Study:
    """The retold report on silver smiths."""
    return example_study(root, "mojokerto", tmp_path)


def test_a_study_is_judged_and_each_defect_has_an_id_of_its_own(mojokerto: Study) -> None:
    done = lint_study(mojokerto)
    ids = [one.defect.id for one in done.found]
    assert len(ids) == len(set(ids))
    assert all(len(one) == 8 for one in ids)
    assert ids == [one.defect.id for one in lint_study(mojokerto).found]
    assert {one.defect.lint for one in done.found} >= {"stated-number", "never-cited", "years"}
    assert [one.topic for one in done.found] == sorted((one.topic for one in done.found), key=list(Topic).index)
    assert done.exit_status == 1


def test_the_id_stays_when_the_passage_moves() -> None:
    shape = Defect(lint="x", severity=Severity.HINT, what="a", mend="b", confidence="c", kind=PlaceKind.SOURCE)
    from qda.verify.lint_prose import Passage

    def at(start: int, text: str = "kata") -> str:
        passage = Passage(source="s", start=start, end=start + len(text), line=1 + start, text=text)
        return dataclasses.replace(shape, passages=(passage,)).id

    assert at(0) == at(9)
    assert at(0) != at(0, "lain")
    assert dataclasses.replace(shape, what="in another language").id == shape.id


def test_only_and_skip_choose(mojokerto: Study) -> None:
    only = lint_study(mojokerto, LintOptions(only=("years",)))
    assert only.tried == ("years",)
    assert {one.defect.lint for one in only.found} == {"years"}
    assert "years" not in lint_study(mojokerto, LintOptions(skip=("years",))).tried
    with pytest.raises(UnknownPluginError):
        lint_study(mojokerto, LintOptions(only=("nothing",)))
    with pytest.raises(InputError):
        lint_study(mojokerto, LintOptions(only=("years",), skip=("years",)))


def test_who_answers_for_a_defect_is_kept_counted_and_taken_back(mojokerto: Study) -> None:
    before = lint_study(mojokerto)
    one = next(one for one in before.found if one.defect.lint == "years")
    accept(mojokerto, one.defect.id, "sejarah")
    after = lint_study(mojokerto)
    assert len(after.found) == len(before.found)
    assert after.accepted == 1
    assert after.counted(Severity.WARNING) == before.counted(Severity.WARNING) - 1
    assert any("accepted by ani: sejarah" in line for line in lint_lines(after))
    reopen(mojokerto, one.defect.id)
    assert lint_study(mojokerto).accepted == 0
    journal.undo(mojokerto)
    assert lint_study(mojokerto).accepted == 1
    journal.undo(mojokerto)
    assert lint_study(mojokerto).accepted == 0


def test_accepting_needs_an_id_that_is_found_and_a_reason(mojokerto: Study) -> None:
    one = lint_study(mojokerto).found[0].defect.id
    with pytest.raises(InputError):
        accept(mojokerto, one, "  ")
    with pytest.raises(NotFoundError):
        accept(mojokerto, "00000000", "because")
    with pytest.raises(NotFoundError):
        reopen(mojokerto, one)


def test_all_accepted_is_exit_zero(mojokerto: Study) -> None:
    for one in lint_study(mojokerto).found:
        if one.defect.severity is not Severity.HINT:
            accept(mojokerto, one.defect.id, "known")
    assert lint_study(mojokerto).exit_status == 0


def test_a_definition_changed_after_the_coding_makes_it_stale(mojokerto: Study) -> None:
    [first, *_rest] = [code for code in codebook.listed(mojokerto) if code.name == "pelatihan"]
    mojokerto.clock = lambda: "2025-01-01T00:00:00Z"
    with mojokerto.command("codebook import"):
        codebook.save(mojokerto, [dataclasses.replace(first, color="#123456")])
    assert not stale(mojokerto)
    with mojokerto.command("codebook import"):
        codebook.save(mojokerto, [dataclasses.replace(first, color="#123456", definition="Hal lain sama sekali.")])
    assert stale(mojokerto) == [first.path]


def stale(study: Study) -> list[str]:
    return [one.defect.name for one in lint_study(study, LintOptions(only=("stale-coding",))).found]


def test_a_manuscript_is_judged_against_the_study_alone(mojokerto: Study) -> None:
    text = "II. METODE\n\nPeneliti mewawancarai 20 informan, yaitu lurah dan camat, serta dua guru.\n"
    done = lint_study(mojokerto, manuscript=Manuscript(name="bab3.docx", text=text))
    assert done.manuscript == "bab3.docx"
    assert {one.defect.name for one in done.found} == {"bab3.docx"}
    assert {one.defect.about for one in done.found} >= {"[20]:9"}
    with pytest.raises(InputError):
        lint_study(mojokerto, LintOptions(only=("codebook-gap",)), Manuscript(name="x", text=text))


def test_outputs_hold_everything(mojokerto: Study) -> None:
    done = lint_study(mojokerto)
    shown = lint_json(done)
    assert [defect["id"] for defect in shown["defects"]] == [one.defect.id for one in done.found]
    assert shown["cannot_judge"] == list(CANNOT_JUDGE)
    [sheet] = lint_sheets(done)
    assert [row.label for row in sheet.rows] == [one.defect.id for one in done.found]
    assert sheet.synthetic == done.synthetic
    lines = lint_lines(done)
    assert lines[-1].endswith(CANNOT_JUDGE[-1])
    assert sum("never-cited" in line for line in lines) == sum(o.defect.lint == "never-cited" for o in done.found)


def test_a_strangers_lint_that_fails_harms_nothing() -> None:
    @lint("theirs", "Fails", topic=Topic.MATERIAL)
    def theirs(desk: Desk) -> list[Defect]:
        raise ZeroDivisionError("one by none")

    plugin: registry.Plugin = vars(theirs)["__qda_plugin__"]
    good = registry.get("lints", "boilerplate")
    found, problems = run_lints([dataclasses.replace(plugin, origin="others"), good], desk("×\nPetani.\n"))
    assert len(found) == 1
    assert "one by none" in problems[0].what
    with pytest.raises(ZeroDivisionError):
        run_lints([plugin], desk())


def test_every_lint_says_in_one_line_what_it_finds() -> None:
    plugins = registry.find("lints")
    assert len(plugins) == 19
    for plugin in plugins:
        assert plugin.summary
        assert plugin.name == vars(__import__(plugin.target.__module__, fromlist=["NAME"]))["NAME"]
