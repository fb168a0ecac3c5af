"""Decisions where coders differ: out as a sheet, back as codings of a consensus round."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from qda.condense.adjudicate import Adjudicated, adjudicate, open_disagreements
from qda.condense.agree import agreement
from qda.condense.agreement_options import CONSENSUS, AgreementOptions, AgreementUnit, Uncoded
from qda.condense.disagreements import comparison_of, comparison_text, disagreement_sheet
from qda.condense.memos import listed as memos
from qda.exchange.output import save_sheets
from qda.model.errors import InputError
from qda.model.records import Coding, Stance
from qda.store import codebook, codings, journal
from qda.store.study import Study
from tests.condense.coders import TEXT, code_in, span, two_coders

SENTENCES = AgreementOptions(unit=AgreementUnit.SENTENCE)


@pytest.fixture
def coded(study: Study, tmp_path: Path) -> Study:
    two_coders(study, tmp_path)
    study.who = "DOSEN"
    return study


def written(study: Study, folder: Path, options: AgreementOptions = SENTENCES, name: str = "beda.csv") -> Path:
    """The open disagreements as a sheet."""
    found = open_disagreements(study, options)
    path = folder / name
    save_sheets(
        study, (disagreement_sheet(found.open, found.raters, options, synthetic=False),), path, "qda adjudicate"
    )
    return path


def fill(path: Path, decisions: list[tuple[str, str]]) -> Path:
    """Write decision and why into the rows, in their order."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    (head,) = (n for n, row in enumerate(rows) if "decision" in row)
    at, why = rows[head].index("decision"), rows[head].index("why")
    for row, (decision, reason) in zip(rows[head + 1 :], decisions, strict=False):
        row[at], row[why] = decision, reason
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def consensus(study: Study) -> list[Coding]:
    return [one for one in codings.listed(study) if one.round == CONSENSUS]


def path_of(study: Study, coding: Coding) -> str:
    return {code.id: code.path for code in codebook.listed(study)}[coding.code]


def take(study: Study, folder: Path, *decisions: tuple[str, str]) -> Adjudicated:
    return adjudicate(study, fill(written(study, folder), list(decisions)))


def test_a_coders_name_makes_the_consensus_and_leaves_the_originals(coded: Study, tmp_path: Path) -> None:
    before = codings.listed(coded)
    done = take(coded, tmp_path, ("BUDI", "pasar lebih tepat"), ("", ""))
    assert (done.rows, done.added, done.open, done.conflicts, done.problems) == (1, 1, 1, (), ())
    (one,) = consensus(coded)
    assert (one.start, one.end, one.coder, one.memo) == (*span(4), "DOSEN", "pasar lebih tepat")
    assert path_of(coded, one) == "usaha/pasar"
    assert one.quote == TEXT[slice(*span(4))]
    assert [each for each in codings.listed(coded) if each.round != CONSENSUS] == before


def test_a_second_time_changes_nothing_and_undo_takes_all_back(coded: Study, tmp_path: Path) -> None:
    before = journal.study_hash(coded)
    path = fill(written(coded, tmp_path), [("both", "a"), ("tidak satu pun", "b")])
    first = adjudicate(coded, path)
    assert (first.added, first.none) == (2, 1)
    after = journal.study_hash(coded)
    again = adjudicate(coded, path)
    assert (again.rows, again.added, again.changed, again.removed, again.none) == (2, 0, 0, 0, 0)
    assert journal.study_hash(coded) == after
    journal.undo(coded)
    assert journal.study_hash(coded) == before


def test_a_dry_run_does_nothing(coded: Study, tmp_path: Path) -> None:
    before = journal.study_hash(coded)
    done = adjudicate(coded, fill(written(coded, tmp_path), [("keduanya", "")]), dry_run=True)
    assert done.added == 2
    assert journal.study_hash(coded) == before


def test_what_is_decided_is_no_longer_open(coded: Study, tmp_path: Path) -> None:
    take(coded, tmp_path, ("ani", "ya"), ("none", "tidak tepat"))
    found = open_disagreements(coded, SENTENCES)
    assert (found.open, found.decided) == ((), 2)
    (memo,) = memos(coded, kind="adjudication")
    assert memo.about == "w1"
    assert memo.memo.text.startswith("{}–{}:".format(*span(5)))
    assert memo.memo.text.endswith("tidak tepat")


def test_another_decision_takes_the_place_of_the_first(coded: Study, tmp_path: Path) -> None:
    path = fill(written(coded, tmp_path), [("ANI", "satu"), ("none", "satu")])
    adjudicate(coded, path)
    done = adjudicate(coded, fill(path, [("warga", "dua"), ("BUDI", "dua")]))
    assert (done.added, done.removed) == (2, 1)
    assert [(path_of(coded, one), one.start) for one in consensus(coded)] == [
        ("warga", span(4)[0]),
        ("usaha/modal", span(5)[0]),
    ]
    assert memos(coded, kind="adjudication") == ()
    reworded = adjudicate(coded, fill(path, [("warga", "tiga"), ("BUDI", "dua")]))
    assert (reworded.added, reworded.changed, reworded.removed) == (0, 1, 0)


def test_rows_whose_codings_changed_are_conflicts(coded: Study, tmp_path: Path) -> None:
    path = fill(written(coded, tmp_path), [("ANI", ""), ("BUDI", "")])
    code_in(coded, tmp_path, [("w1", *span(4), "warga", "BUDI", "1")])
    done = adjudicate(coded, path)
    assert (done.rows, done.added) == (1, 1)
    (conflict,) = done.conflicts
    assert conflict.place.startswith("row ")
    assert "has changed" in conflict.what


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("CITRA", "neither a coder of this row nor one code"),
        ("none; modal", "says that no code applies"),
        ("modl", "neither a coder"),
    ],
)
def test_what_cannot_be_placed_is_a_problem_with_its_row(
    coded: Study, tmp_path: Path, decision: str, said: str
) -> None:
    done = take(coded, tmp_path, (decision, ""), ("BUDI", ""))
    (problem,) = done.problems
    assert said in problem.what
    assert problem.place.startswith("row ")
    assert problem.fatal
    assert done.added == 1


def test_codes_by_name_several_with_semicolons_or_commas(coded: Study, tmp_path: Path) -> None:
    done = take(coded, tmp_path, ("modal; warga", ""), ("usaha/pasar, warga", ""))
    assert done.added == 4
    assert {(path_of(coded, one), one.start) for one in consensus(coded)} == {
        ("usaha/modal", span(4)[0]),
        ("warga", span(4)[0]),
        ("usaha/pasar", span(5)[0]),
        ("warga", span(5)[0]),
    }


def test_a_segment_goes_to_the_place_of_the_coder_who_is_right(coded: Study, tmp_path: Path) -> None:
    start, end = span(8)
    code_in(
        coded,
        tmp_path,
        [("w1", start, end, "usaha/modal", "ANI", "1"), ("w1", start, end - 9, "warga", "BUDI", "1")],
    )
    found = open_disagreements(coded, AgreementOptions())
    row = next(one for one in found.open if one.start == start)
    assert row.end == end
    path = written(coded, tmp_path, AgreementOptions())
    decisions = [("BUDI", "x") if one is row else ("", "") for one in found.open]
    assert adjudicate(coded, fill(path, decisions)).added == 1
    (one,) = consensus(coded)
    assert (one.start, one.end) == (start, end - 9)
    assert row.place not in [each.place for each in open_disagreements(coded, AgreementOptions()).open]


def test_a_document_is_decided_where_its_codes_were_given(coded: Study, tmp_path: Path) -> None:
    code_in(coded, tmp_path, [("w1", *span(9), "warga", "BUDI", "1")])
    options = AgreementOptions(unit=AgreementUnit.DOCUMENT)
    path = fill(written(coded, tmp_path, options), [("warga", "")])
    assert adjudicate(coded, path).added == 1
    assert [(one.start, one.end) for one in consensus(coded)] == [span(9)]
    assert open_disagreements(coded, options).decided == 1


def test_stance_is_kept_where_the_coders_agree_on_it(coded: Study, tmp_path: Path) -> None:
    (first,) = [one for one in codings.listed(coded, coder="BUDI") if one.start == span(5)[0]]
    with coded.command("edit"):
        codings.replace(coded, replace(first, stance=Stance.AGAINST))
    take(coded, tmp_path, ("", ""), ("BUDI", ""))
    (one,) = consensus(coded)
    assert one.stance == "-"


def test_the_workbook_of_agree_comes_back_too(coded: Study, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from qda.condense.agreement_table import agreement_sheets

    options = AgreementOptions(unit=AgreementUnit.SENTENCE, uncoded=Uncoded.INCLUDE)
    path = tmp_path / "sepakat.xlsx"
    save_sheets(coded, agreement_sheets(agreement(coded, options)), path, "qda agree")
    book = load_workbook(path)
    sheet = book["Disagreements"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "decision" for cell in row))
    at = next(cell.column for cell in head if cell.value == "decision")
    sheet.cell(row=head[0].row + 1, column=at, value="Both")
    book.save(path)
    done = adjudicate(coded, path)
    assert (done.rows, done.added, done.open, done.problems) == (1, 2, 1, ())


def test_other_files_and_rounds_that_were_compared_are_refused(coded: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        adjudicate(coded, tmp_path / "tiada.csv")
    other = tmp_path / "lain.csv"
    other.write_text("source,code\nw1,modal\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        adjudicate(coded, other)
    assert "qda adjudicate --to" in str(refused.value)
    with pytest.raises(InputError, match="was compared"):
        open_disagreements(coded, SENTENCES, into="1")
    done = adjudicate(coded, fill(written(coded, tmp_path), [("ANI", "")]), into="1")
    assert (done.rows, len(done.problems)) == (0, 1)


def test_the_comparison_is_told_whole_and_read_back(coded: Study) -> None:
    options = AgreementOptions(unit=AgreementUnit.SEGMENT, overlap=0.7, depth=1, codes=("usaha",), all_sources=True)
    raters = agreement(coded, AgreementOptions()).raters
    assert comparison_of(comparison_text(options, raters)) == (options, (("ANI", "1"), ("BUDI", "1")))
    for broken in ("", "{}", "[]", '{"coders": [["A", "1"]], "unit": "segment"}', '{"coders": 3, "unit": "x"}'):
        with pytest.raises(ValueError):
            comparison_of(broken)
