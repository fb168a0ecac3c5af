"""Coding what a search found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from qda.condense.piped import Piped, add_piped
from qda.condense.piped_hits import PipedHit, read_hits
from qda.model.errors import InputError, NotFoundError
from qda.model.records import Origin
from qda.store import codings, journal
from qda.store.study import Study

from .conftest import plain, spoken

BOOK = """\
codebook: coba
codes:
  - {name: latihan, match: [dilatih], scale: [rendah, tinggi]}
  - {name: modal}
"""
TALK = (("P", "Ada pelatihan?"), ("Bu Sri", "Kami dilatih dinas. Modal tidak ada."))
TEXT = "P: Ada pelatihan?\nBu Sri: Kami dilatih dinas. Modal tidak ada.\n"


@pytest.fixture
def ready(study: Study, take_in: Callable[..., None], frame: Callable[[str], object]) -> Study:
    take_in(spoken("w1", TALK), plain("surat", "Modal dari dinas."))
    frame(BOOK)
    return study


def hit(quote: str, source: str = "w1", text: str = TEXT, **more: Any) -> dict[str, Any]:
    start = text.index(quote)
    return {"source": source, "start": start, "end": start + len(quote), "quote": quote, "left": "", **more}


def as_list(*hits: Any) -> str:
    return json.dumps(hits, indent=2)


def made(study: Study) -> list[tuple[str, str, str]]:
    return [(one.quote, one.coder, one.origin.value) for one in codings.listed(study)]


def test_every_passage_is_coded_once_in_one_command(ready: Study) -> None:
    piped = as_list(hit("dilatih"), hit("Modal tidak ada"), hit("dilatih"))
    done = add_piped(ready, piped, "modal", stance="-", memo="dari pencarian")
    assert str(done) == "2 passages coded; 1 had the code already"
    assert made(ready) == [("dilatih", "ana", "hand"), ("Modal tidak ada", "ana", "hand")]
    assert {(one.stance, one.memo) for one in codings.listed(ready)} == {("-", "dari pencarian")}
    assert str(add_piped(ready, piped, "modal")) == "0 passages coded; 3 had the code already"
    entry = journal.entries(ready)[0]
    assert (entry.command, entry.what) == ("code add", "modal: 2 passages coded; 1 had the code already")
    journal.undo(ready)
    assert made(ready) == []


def test_another_coder_and_another_round_code_for_themselves_a_rule_counts(ready: Study) -> None:
    from qda.condense import code

    piped = as_list(hit("dilatih"))
    code.auto(ready, None)
    assert add_piped(ready, piped, "latihan").already == 1
    assert len(add_piped(ready, piped, "modal").added) == 1
    assert len(add_piped(ready, piped, "modal", coder="budi").added) == 1
    assert len(add_piped(ready, piped, "modal", round_="2").added) == 1
    assert [one.origin for one in codings.listed(ready)].count(Origin.RULE) == 1


def test_a_rehearsal_says_what_it_would_do_and_does_nothing(ready: Study) -> None:
    done = add_piped(ready, as_list(hit("dilatih")), "modal", dry_run=True)
    assert [(source, one.quote) for source, one in done.added] == [("w1", "dilatih")]
    assert made(ready) == []


def test_what_does_not_fit_is_told_with_its_line_and_the_rest_is_coded(ready: Study) -> None:
    lines = [
        hit("dilatih"),
        hit("dilatih", source="w2"),
        hit("dilatih") | {"quote": "lain"},
        {"source": "w1", "start": 3},
        {"source": "w1", "start": True, "end": 5},
        {"source": "w1", "start": 5, "end": 500},
        ["w1"],
        {"source": "surat", "start": 0, "end": 5},
    ]
    done = add_piped(ready, "\n".join(map(json.dumps, lines)) + "\n", "modal")
    assert [problem.place for problem in done.problems] == [f"line {n}" for n in (4, 5, 7, 2, 3, 6)]
    assert {one.quote for one in codings.listed(ready)} == {"dilatih", "Modal"}
    told = " ".join(map(str, done.problems))
    for what in ("no source “w2”", "not the quote", "“end” is missing", "“start” is missing", "is no passage", "5–500"):
        assert what in told
    assert all(problem.fatal for problem in done.problems)


def test_a_list_is_read_with_the_lines_its_passages_begin_on() -> None:
    read = read_hits(
        '\ufeff[\n  {"source": "a",\n   "start": 1, "end": 2},\n\n  {"source": "b", "start": 3, "end": 4}\n]\n'
    )
    assert read.hits == (
        PipedHit(place="line 2", source="a", start=1, end=2),
        PipedHit(place="line 5", source="b", start=3, end=4),
    )
    assert read_hits("[]") == read_hits(" [ ]\n")
    assert read_hits("[]").hits == read_hits("[]").problems == ()


def test_a_list_that_breaks_off_and_a_broken_line_are_problems() -> None:
    cut = read_hits('[\n{"source": "a", "start": 1, "end": 2},\n{"source": "b", "sta')
    assert [len(cut.hits), [problem.place for problem in cut.problems]] == [1, ["line 3"]]
    open_ = read_hits('[\n{"source": "a", "start": 1, "end": 2}')
    assert [len(open_.hits), len(open_.problems)] == [1, 1]
    line = read_hits('{"source": "a", "start": 1, "end": 2}\n{rusak\n{"source": "b", "start": 3, "end": 4}')
    assert [[one.source for one in line.hits], [problem.place for problem in line.problems]] == [["a", "b"], ["line 2"]]


@pytest.mark.parametrize(
    ("text", "told"), [("", "Nothing"), (" \n", "Nothing"), ("w1  dilatih", "no list"), ('"a"', "no")]
)
def test_what_is_no_list_is_refused(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as fault:
        read_hits(text)
    assert "qda find QUERY --json | qda code add - CODE" in fault.value.mend


def test_a_code_a_case_or_a_value_that_is_not_there_is_refused(ready: Study) -> None:
    piped = as_list(hit("dilatih"))
    with pytest.raises(NotFoundError):
        add_piped(ready, piped, "tiada")
    with pytest.raises(NotFoundError):
        add_piped(ready, piped, "modal", informant="tiada")
    for wrong in ({"stance": "x"}, {"slot": "x"}, {"magnitude": "x"}):
        with pytest.raises(InputError):
            add_piped(ready, piped, "latihan", **wrong)
    assert made(ready) == []


def test_a_line_for_people() -> None:
    assert str(Piped(added=(), already=0, problems=())) == "0 passages coded"
