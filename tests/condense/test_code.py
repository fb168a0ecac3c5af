"""Coding by rules: only where it counts, once, and never against a human's refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qda.condense import code, hand, retract
from qda.condense.reconcile import Existing, Finds, difference, without_overlaps
from qda.model.errors import InputError, NotFoundError
from qda.model.ids import Id, show_id
from qda.model.records import Kind, Level
from qda.store import codebook, codings, journal, sources
from qda.store.check import check
from qda.store.study import Study

from .conftest import plain, spoken

KODE = """\
codebook: coba
codes:
  - name: latihan
    match: [pelatihan, sumber daya]
    codes:
      - name: alat
        match: ["=KUB", {all: [bantuan, alat], within: 3}]
  - name: modal
    match: [modal]
"""
TALK = (
    ("P", "Apakah ada pelatihan modal?"),
    ("Bu Sri", "Pelatihannya ada. Modal tidak, KUB ada."),
    ("P", "Bantuan alat?"),
    ("Bu Sri", "Bantuan berupa alat, sumber daya kurang."),
)

Take = Callable[..., None]
Frame = Callable[[str], object]


def quotes(study: Study) -> list[tuple[str, str, str]]:
    names = {source.id: source.name for source in sources.listed(study)}
    paths = {each.id: each.path for each in codebook.listed(study, status=None)}
    return sorted((names[c.source], paths[c.code], c.quote) for c in codings.listed(study))


@pytest.fixture
def ready(study: Study, take_in: Take, frame: Frame) -> Study:
    take_in(spoken("w1", TALK), plain("catatan", "P: pelatihan dilihat.\n\nModal dilihat."))
    frame(KODE)
    return study


def test_only_informants_are_coded_and_notes_are_read_whole(ready: Study) -> None:
    done = code.auto(ready)
    assert quotes(ready) == [
        ("catatan", "latihan", "pelatihan"),
        ("catatan", "modal", "Modal"),
        ("w1", "latihan", "Pelatihannya"),
        ("w1", "latihan", "sumber daya"),
        ("w1", "latihan/alat", "Bantuan berupa alat"),
        ("w1", "latihan/alat", "KUB"),
        ("w1", "modal", "Modal"),
    ]
    assert (done.added, done.sources) == (7, (("catatan", 2), ("w1", 5)))
    assert done.codes == (("latihan", 3), ("latihan/alat", 2), ("modal", 2))
    assert done.problems == ()
    assert check(ready) == []


def test_everyone_or_one_speaker_may_be_asked_for(ready: Study) -> None:
    assert code.auto(ready, speakers="all", dry_run=True).added == 10
    assert code.auto(ready, speakers="p", dry_run=True).added == 3
    with pytest.raises(NotFoundError, match="Pak Budi"):
        code.auto(ready, speakers="Pak Budi")


def test_a_second_run_changes_nothing(ready: Study) -> None:
    code.auto(ready)
    entries, content = len(journal.entries(ready)), codings.listed(ready)
    again = code.auto(ready)
    assert (again.added, again.removed, again.kept) == (0, 0, 7)
    assert len(journal.entries(ready)) == entries
    assert codings.listed(ready) == content


def test_a_dry_run_shows_and_writes_nothing(ready: Study) -> None:
    done = code.auto(ready, dry_run=True, show=100)
    assert codings.listed(ready) == []
    assert done.added == len(done.hits) == 7
    hit = next(hit for hit in done.hits if hit.quote == "KUB")
    assert (hit.source, hit.code, hit.rule) == ("w1", "latihan/alat", "=KUB")
    assert hit.left.endswith("Modal tidak, ")
    assert hit.right.startswith(" ada.")


def test_some_codes_only_means_with_all_below(ready: Study) -> None:
    assert code.auto(ready, ["latihan"]).codes == (("latihan", 3), ("latihan/alat", 2))
    assert code.auto(ready, ["modal"]).added == 2
    assert len(codings.listed(ready)) == 7


def test_each_coding_keeps_its_rule_and_version(ready: Study) -> None:
    code.auto(ready)
    rules = codebook.rules(ready)
    for coding in codings.listed(ready):
        owner, _rule, active = rules[coding.rule]  # type: ignore[index]
        assert (owner, active, coding.version, coding.coder) == (coding.code, True, 1, "auto")
    coding = next(c for c in codings.listed(ready) if c.quote == "KUB")
    assert rules[coding.rule][1].pattern == '"=KUB"'  # type: ignore[index]


def test_a_changed_rule_takes_its_codings_back_and_leaves_the_others(ready: Study, frame: Frame) -> None:
    code.auto(ready)
    before = {c.id: c for c in codings.listed(ready)}
    frame(KODE.replace("[pelatihan, sumber daya]", "[+latih]"))
    done = code.auto(ready)
    assert (done.added, done.removed) == (0, 1)  # sumber daya is gone; pelatihan is found by the new rule
    after = {c.id: c for c in codings.listed(ready)}
    assert after.keys() < before.keys()
    active = {rule for rule, (_code, _rule, alive) in codebook.rules(ready).items() if alive}
    assert all(coding.rule in active for coding in after.values())
    assert {c.version for c in after.values() if c.quote == "Pelatihannya"} == {2}
    assert code.auto(ready).kept == 6


def test_what_a_human_refused_is_not_made_again(ready: Study) -> None:
    code.auto(ready)
    wrong = next(c for c in codings.listed(ready) if c.quote == "KUB")
    assert retract.reject(ready, [show_id(wrong.id)]) == 1
    done = code.auto(ready)
    assert (done.added, done.refused, done.kept) == (0, 1, 6)
    assert "KUB" not in {quote for _source, _code, quote in quotes(ready)}


def test_what_somebody_has_worked_on_stays(ready: Study, frame: Frame) -> None:
    code.auto(ready)
    coding = next(c for c in codings.listed(ready) if c.quote == "sumber daya")
    with ready.command("note"):
        import dataclasses

        codings.replace(ready, dataclasses.replace(coding, memo="penting"))
    frame(KODE.replace("[pelatihan, sumber daya]", "[pelatihan]"))
    done = code.auto(ready)
    assert (done.removed, done.worked_on) == (0, 1)
    assert ("w1", "latihan", "sumber daya") in quotes(ready)


def test_what_people_coded_is_not_doubled(ready: Study) -> None:
    hand.add(ready, "w1", "modal", quote="Modal")
    code.auto(ready)
    assert [q for q in quotes(ready) if q[:2] == ("w1", "modal")] == [("w1", "modal", "Modal")]


def test_of_overlapping_finds_of_one_code_the_longest_is_coded(study: Study, take_in: Take, frame: Frame) -> None:
    take_in(spoken("w", [("N", "sumber daya manusia")]))
    frame("codes: [{name: a, match: [daya, sumber daya, daya manusia]}, {name: b, match: [daya]}]")
    code.auto(study)
    assert quotes(study) == [("w", "a", "daya manusia"), ("w", "b", "daya")]


def test_a_rule_that_catches_nothing_is_named_but_no_problem(ready: Study, frame: Frame) -> None:
    frame("codes: [{name: lain, match: [kapal]}]")
    done = code.auto(ready)
    assert done.silent == ("lain: kapal",)
    assert done.problems == ()


def test_a_rule_of_a_missing_plug_in_is_left_alone(ready: Study) -> None:
    code.auto(ready)
    ready.db.execute("UPDATE rule SET kind = 'orang-lain' WHERE pattern = '\"=KUB\"'")
    done = code.auto(ready)
    assert (done.added, done.removed, done.kept) == (0, 0, 7)
    assert "orang-lain" in done.problems[0].what


def test_a_codebook_without_rules_is_said(study: Study, take_in: Take, frame: Frame) -> None:
    take_in(plain("a", "b"))
    frame("codes: [{name: a}]")
    with pytest.raises(InputError, match="match rules"):
        code.auto(study)


def test_undo_takes_a_run_back(ready: Study) -> None:
    code.auto(ready)
    journal.undo(ready)
    assert codings.listed(ready) == []


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"rule": "=KUB"}, 6),
        ({"rule": "{all: [bantuan, alat], within: 3}".replace("all", '"all"')}, 7),
        ({"code": "latihan"}, 4),
        ({"coder": "auto"}, 0),
        ({"source": "catatan"}, 5),
        ({"code": "modal", "source": "w1"}, 6),
    ],
)
def test_codings_are_taken_out_by_what_they_share(ready: Study, given: dict[str, Any], left: int) -> None:
    code.auto(ready)
    if left == 7:
        with pytest.raises(NotFoundError, match="no rule"):
            retract.retract(ready, **given)
        return
    assert retract.retract(ready, **given, dry_run=True) == 7 - left
    assert retract.retract(ready, **given) == 7 - left
    assert len(codings.listed(ready)) == left
    assert code.auto(ready).kept == left


def test_single_codings_of_a_rule_are_refused_by_id(ready: Study) -> None:
    code.auto(ready)
    one = codings.listed(ready)[0]
    retract.retract(ready, ids=[show_id(one.id)])
    assert code.auto(ready).added == 0
    with pytest.raises(InputError, match="which codings"):
        retract.retract(ready)


def test_one_text_under_two_names_is_coded_in_both(study: Study, take_in: Take, frame: Frame) -> None:
    first = spoken("a", [("N", "modal")])
    take_in(first, plain("b", first.source.text, Kind.DOCUMENT))
    frame(KODE)
    code.auto(study)
    assert quotes(study) == [("a", "modal", "modal"), ("b", "modal", "modal")]


def test_the_level_of_the_run_is_the_users(study: Study, take_in: Take, frame: Frame) -> None:
    take_in(spoken("w", [("N", "latih, dilatih, pelatihan")]))
    frame("codes: [{name: a, match: [latih]}]")
    assert [code.auto(study, level=level, dry_run=True).added for level in Level] == [1, 2, 3]


# -- the pure parts ---------------------------------------------------------------------------------------------------


def finds(rows: Sequence[tuple[int, ...]]) -> Finds:
    import numpy as np

    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Finds(source=table[:, 0], code=table[:, 1], start=table[:, 2], end=table[:, 3], rule=table[:, 4])


row = st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 30), st.integers(1, 6), st.integers(0, 3)).map(
    lambda r: (r[0], r[1], r[2], r[2] + r[3], r[4])
)


@given(st.lists(row, max_size=25))
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_no_two_finds_of_a_code_overlap_and_none_is_lost_without_reason(rows: list[tuple[int, ...]]) -> None:
    kept = without_overlaps(finds(rows))
    left = list(
        zip(
            kept.source.tolist(),
            kept.code.tolist(),
            kept.start.tolist(),
            kept.end.tolist(),
            kept.rule.tolist(),
            strict=True,
        )
    )
    assert set(left) <= set(rows)
    for a in left:
        assert not any(a != b and a[:2] == b[:2] and a[2] < b[3] and b[2] < a[3] for b in left)
    for lost in set(rows) - set(left):
        assert any(
            k[:2] == lost[:2] and k[2] < lost[3] and lost[2] < k[3] and k[3] - k[2] >= lost[3] - lost[2] for k in left
        )
    assert left == sorted(left, key=lambda k: (k[0], k[2], k[3], k[1]))


def test_what_a_failed_rule_made_is_left_as_it_is() -> None:
    old = Existing(id=Id(b"x"), place=(0, 0, 5, 9), current=True, status="active", touched=False, frozen=True)
    change = difference(finds([(0, 0, 1, 4, 0)]), [old], [])
    assert (change.add, change.remove, change.kept) == ((0,), (), 1)
