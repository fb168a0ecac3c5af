"""The whole report as people read it. QDA_GOLDEN=write renews the snapshot; read what changed before keeping it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from qda.model.document import Heading, Note, Paragraph, Table, plain
from qda.model.numbering import Numbering
from qda.model.wording import use_language
from qda.report.account import StudyAccount
from qda.report.compose import APPENDICES, CHAPTER, compose
from qda.report.facts import FACTS, MethodFacts
from tests.report.as_text import as_text, settled
from tests.report.conftest import Account

GOLDEN = Path(__file__).parent / "chapter.en.txt"


def test_it_reads_as_it_did(account: StudyAccount) -> None:
    text = settled(as_text(compose(replace(account, defects=()))), account)  # each lint has tests of its own
    if os.environ.get("QDA_GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_it_is_written_in_indonesian_too(accounts: Account) -> None:
    use_language("id")
    document = compose(accounts("id"))
    assert document.language == "id"
    text = as_text(document)
    assert "Bina manusia" in text
    assert "Human development" not in text
    assert "{" not in text


@pytest.mark.parametrize("part", [*CHAPTER, *APPENDICES], ids=lambda part: part.__name__)
def test_no_place_of_a_sentence_stays_open(part: object, account: StudyAccount) -> None:
    assert callable(part)
    document = replace(compose(account), sections=part(account))
    assert re.search(r"\{\w+\}", as_text(document)) is None


def test_headings_and_tables_are_numbered_in_order(account: StudyAccount) -> None:
    document = compose(account)
    top = [heading.number for heading in document.headings() if heading.level == 1]
    assert top[: len(CHAPTER)] == [str(n) for n in range(1, len(CHAPTER) + 1)]
    assert top[len(CHAPTER) :] == [f"Appendix {letter}." for letter in "ABCDEF"]
    numbers = [table.number for table in document.tables()]
    assert len(numbers) == len(set(numbers))
    assert numbers[:3] == ["Table 1", "Table 2", "Table 3"]
    assert "Table A.1" in numbers


def test_as_a_chapter_of_a_thesis_it_carries_the_chapters_number(account: StudyAccount) -> None:
    document = compose(account, Numbering(chapter="3", first=2))
    sections = [(heading.number, heading.level) for heading in document.headings() if heading.number[0].isdigit()]
    assert sections[0] == ("3.1", 2)
    assert {level for number, level in sections} == {number.count(".") + 1 for number, _level in sections}
    assert {heading.level for heading in document.headings() if heading.number.startswith("Appendix")} == {1}
    tables = list(document.tables())
    assert [table.number for table in tables[:2]] == ["Table 3.2", "Table 3.3"]
    assert {table.counted for table in tables if table.number.startswith("Table 3.")} == {"next"}
    assert {table.counted for table in tables if table.number.startswith("Table A.")} == {""}
    assert "Table 3.2" in " ".join(
        plain(b.runs) for s in document.sections for b in s.blocks if isinstance(b, Paragraph)
    )


def test_every_reference_was_filled_in(account: StudyAccount) -> None:
    document = compose(account)
    left = [
        run.ref
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph | Note)
        for run in block.runs
        if run.ref
    ]
    assert left == []
    assert any(
        "Table 1 lists the informants" in plain(b.runs)
        for s in document.sections
        for b in s.blocks
        if isinstance(b, Paragraph)
    )


def test_tables_have_keys_of_their_own(account: StudyAccount) -> None:
    keys = [table.key for table in compose(account).tables()]
    assert sorted(set(keys)) == sorted(keys)


def test_made_up_material_is_marked(account: StudyAccount) -> None:
    assert compose(account).mark == "SYNTHETIC EXAMPLE: these people and their words are made up."
    real = replace(account, sources=tuple(replace(source, synthetic=False) for source in account.sources))
    assert compose(real).mark == ""
    assert "synthetic" not in as_text(compose(real)).casefold()


def test_an_answer_takes_the_place_of_not_reported(account: StudyAccount) -> None:
    told = replace(
        account, facts=MethodFacts(answers={"paradigm": "Konstruktivisme <x>", "peer_debriefing": "Dua kali."})
    )
    before, after = as_text(compose(account)), as_text(compose(told))
    assert "Paradigm. Konstruktivisme <x>" in after
    assert "Peer debriefing | Dua kali." in after
    assert "Peer debriefing | not reported" in before
    assert "No discussion with peers is recorded." in before
    assert "No discussion with peers is recorded." not in after


def test_with_every_answer_nothing_is_asked_any_more(account: StudyAccount) -> None:
    everything = replace(account, facts=MethodFacts(answers={fact.key: f"Jawaban {fact.key}." for fact in FACTS}))
    document = compose(everything)
    notes = [b for s in document.sections for b in s.blocks if isinstance(b, Note)]
    assert notes == []
    text = as_text(document)
    lost = [fact.key for fact in FACTS if f"Jawaban {fact.key}." not in text]
    assert lost == []


def test_an_empty_study_has_a_report(account: StudyAccount) -> None:
    empty = replace(
        account,
        sources=(),
        informants=(),
        questions=(),
        coders=(),
        displays=(),
        findings=(),
        profile=(),
        defects=(),
        saturation=None,
        no_saturation="the study has no interviews",
        codebook=replace(account.codebook, codes=(), rules=0),
    )
    document = compose(empty)
    assert [h.text for h in document.headings() if h.level == 1][:2] == [
        "Approach and researchers",
        "Informants and sources of data",
    ]
    text = as_text(document)
    assert "No data have been brought in yet." in text
    assert "Saturation was not computed: the study has no interviews." in text


def test_waivers_negative_cases_and_rivals_are_printed(account: StudyAccount) -> None:
    text = as_text(compose(account))
    assert "Waiver. “groups >= 3” was waived by ani on 1 June 2024: Hanya dua kelompok yang tahu." in text
    assert "- Tono: not resolved." in text
    assert "Perajin mengeluh karena peneliti dikira petugas bantuan" in text
    assert "> Saya tidak pernah diundang pelatihan, hanya kerabat ketua saja. (Tono, tono:9 · perajin)" in text


def test_quotations_in_the_index_are_those_of_the_findings(account: StudyAccount) -> None:
    document = compose(account)
    [index] = [table for table in document.tables() if table.key == "quotations"]
    printed = {q.text for one in account.findings for q in (*one.supporting, *one.opposing)}
    assert {plain(row.cells[2]) for row in index.rows} == printed


def test_the_profile_names_tactics_never_applied(account: StudyAccount) -> None:
    [profile] = [table for table in compose(account).tables() if table.key == "profile"]
    assert all(plain(cell) == "–" for row in profile.rows for cell in row.cells[1:])
    assert len(profile.columns) == 1 + len(account.profile[0].rows)


def test_headings_of_findings_carry_no_full_stop(account: StudyAccount) -> None:
    blocks = [block for section in compose(account).sections for block in section.blocks]
    assert Heading(text="Harga malam memberatkan perajin", level=2, number="6.1") in blocks
    assert all(isinstance(b, Table) for b in blocks if getattr(b, "caption", ""))


def test_many_informants_are_counted_by_group(account: StudyAccount) -> None:
    one = account.informants[0]
    many = replace(account, informants=tuple(replace(one, name=f"Orang {n}") for n in range(1000)))
    [people] = [table for table in compose(many).tables() if table.key == "informants"]
    assert [[plain(cell) for cell in row.cells] for row in people.rows] == [["perajin", "1000", "1", "3000"]]
    assert "Orang 999" not in as_text(compose(many))
