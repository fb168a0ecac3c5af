"""What only people know: `method.yaml`, forms that go out and come back, faults with their line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qda.model.errors import InputError
from qda.report.facts import FACTS, KEYS, Answer, MethodFacts, joined
from qda.report.facts_file import form_yaml, read_answers
from qda.report.gather import facts_of
from qda.report.write import take_facts, write_form
from qda.store import journal
from qda.store.study import Study


def answers(*pairs: tuple[str, str]) -> tuple[Answer, ...]:
    return tuple(Answer(key=key, text=text, place=f"line {n}") for n, (key, text) in enumerate(pairs, 1))


def test_answers_join_what_was_known() -> None:
    old = MethodFacts(answers={"gender": "perempuan", "funding": "sendiri"})
    done = joined(old, answers(("gender", "laki-laki"), ("paradigm", " Kritis "), ("funding", "")), "method.yaml")
    assert dict(done.facts.answers) == {"paradigm": "Kritis", "gender": "laki-laki", "funding": "sendiri"}
    assert (done.added, done.changed, done.removed, done.problems) == (("paradigm",), ("gender",), (), ())


def test_a_dash_takes_an_answer_back() -> None:
    done = joined(MethodFacts(answers={"gender": "perempuan"}), answers(("gender", "-")), "method.yaml")
    assert (dict(done.facts.answers), done.removed) == ({}, ("gender",))


def test_a_key_that_means_nothing_is_a_problem_with_its_place_and_a_suggestion() -> None:
    done = joined(MethodFacts(), answers(("peer_debrief", "Dua kali"), ("gender", "P"), ("gender", "L")), "method.yaml")
    assert [str(problem) for problem in done.problems] == [
        "method.yaml, line 1: Unknown key “peer_debrief”. Did you mean “peer_debriefing”?",
        "method.yaml, line 3: “gender” stands here a second time; only the first is used. Join the two.",
    ]
    assert dict(done.facts.answers) == {"gender": "P"}


def test_yaml_is_read_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "method.yaml"
    file.write_text(
        "# apa\nsampling: Purposif.\nethics:\n  number: 12\ngender: [P, L]\nfunding:\nduration: 40\nrecording: no\n",
        encoding="utf-8",
    )
    found, problems = read_answers(file)
    assert [(one.key, one.text, one.place) for one in found] == [
        ("sampling", "Purposif.", "line 2"),
        ("gender", "P; L", "line 5"),
        ("funding", "", "line 6"),
        ("duration", "40", "line 7"),
        ("recording", "no", "line 8"),
    ]
    assert [problem.place for problem in problems] == ["line 3"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("m.yaml", "- a\n- b\n", "“key: answer” lines"),
        ("m.yaml", "a: [\n", "not valid YAML"),
        ("m.yaml", "gender: P\ngender: L\n", "not valid YAML"),
        ("m.yaml", "gender: P\nduration: 2024-02-30\n", "There is no such day as 2024-02-30"),
        ("m.docx", "x", "not as “.docx”"),
        ("m.xlsx", "x", "no workbook"),
    ],
)
def test_a_file_that_holds_no_facts_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_answers(tmp_path / name)


def test_a_file_in_no_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"gender: \xff\n")
    with pytest.raises(InputError, match="byte 8"):
        read_answers(tmp_path / "m.yaml")


def test_an_empty_file_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert read_answers(tmp_path / "m.yaml") == ((), ())


def test_the_empty_form_asks_every_key_and_comes_back_empty(tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    file.write_bytes(form_yaml(FACTS))
    found, problems = read_answers(file)
    assert [one.key for one in found] == list(KEYS)
    assert {one.text for one in found} == {""}
    assert problems == ()
    assert "(COREQ 10 · SRQR 8)" in file.read_text(encoding="utf-8")


def test_a_filled_form_is_taken_in_and_no_longer_asks(small: Path) -> None:
    form = small.with_name("form.xlsx")
    with Study.open(small) as study:
        assert write_form(study, form) == len(FACTS)
        book = openpyxl.load_workbook(form)
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet[1]] == ["key", "items", "question", "answer"]
        [row] = [row for row in sheet.iter_rows(min_row=2) if row[0].value == "sampling"]
        assert row[1].value == "COREQ 10 · SRQR 8"
        row[3].value = "=Purposif, lalu bola salju."
        row[3].data_type = "s"
        book.save(form)
        done = take_facts(study, form)
        assert (done.added, done.problems) == (("sampling",), ())
        assert facts_of(study).get("sampling") == "=Purposif, lalu bola salju."
        assert write_form(study, form) == len(FACTS) - 1


def test_taking_facts_in_is_journalled_once_and_can_be_undone(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "method.yaml"
    file.write_text("gender: perempuan\n", encoding="utf-8")
    with Study.open(small) as study:
        before = journal.study_hash(study)
        take_facts(study, file)
        after, entries = journal.study_hash(study), len(journal.entries(study))
        assert after != before
        take_facts(study, file)
        assert len(journal.entries(study)) == entries
        journal.undo(study)
        assert journal.study_hash(study) == before
        assert dict(facts_of(study).answers) == {}


def test_forms_are_the_same_bytes_again(small: Path, tmp_path: Path) -> None:
    with Study.open(small) as study:
        for name in ("a.xlsx", "b.xlsx"):
            write_form(study, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_questions_are_sentences_of_their_own() -> None:
    assert len(set(KEYS)) == len(KEYS)
    assert len({fact.question for fact in FACTS}) == len(FACTS)
    assert all(fact.question.endswith("?") and fact.label for fact in FACTS)
    with pytest.raises(KeyError):
        MethodFacts().get("nothing")


def test_the_manual_lists_every_key_as_it_is(root: Path) -> None:
    page = (root / "docs" / "report.md").read_text(encoding="utf-8")
    assert [fact.key for fact in FACTS if f"| `{fact.key}` | {fact.question} | {fact.items} |" not in page] == []
