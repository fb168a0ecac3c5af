"""The example studies hold together: every quote is found once, every code exists, nothing is copied."""

from __future__ import annotations

import json
import re
import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qda.collect.cases_file import read_cases
from qda.collect.guide_file import read_guide
from qda.collect.importer import Draft, File
from qda.collect.importers.docx import read_docx
from qda.collect.importers.text import read_text
from qda.condense.codebook import Codebook
from qda.condense.codebook_file import read_codebook
from qda.condense.codings_file import read_codings
from qda.model.evidence import VerdictWord
from qda.model.ids import new_ids
from qda.model.planned import Plan
from qda.plan import read_plan
from qda.verify.findings_file import read_findings

ROOT = Path(__file__).resolve().parents[2]
STUDIES = ("batankrajan", "kediri", "lamongan", "mojokerto", "pekalongan", "surakarta", "wonotirto")
SEEDS = ("kediri", "lamongan", "mojokerto", "pekalongan", "surakarta")
BOOKS = ("bina", "kopi", *SEEDS)
NUMBER_OF_CODES = {
    "bina": 39,
    "kopi": 49,
    "kediri": 24,
    "lamongan": 16,
    "mojokerto": 34,
    "pekalongan": 16,
    "surakarta": 15,
}
RUN = 8  # words in a row that count as copied


@cache
def book_of(name: str) -> Codebook:
    file = ROOT / "codebooks" / f"{name}.yaml"
    return read_codebook(file.name, file.read_bytes(), new_ids())


def codes_of(book: str) -> dict[str, str]:
    """Seed references by path."""
    return {code.path: code.ref for code in book_of(book).codes}


def plan_of(study: str) -> Plan:
    return read_plan(ROOT / "examples" / study / "study.yaml")


@cache
def drafts_of(plan: Plan) -> tuple[Draft, ...]:
    found: list[Draft] = []
    for entry in plan.sources:
        for path in sorted(plan.folder.glob(entry.path)):
            file = File(name=path.name, data=path.read_bytes())
            found += read_docx(file) if path.suffix == ".docx" else read_text(file)
    return tuple(found)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


@pytest.mark.parametrize("book", BOOKS)
def test_a_codebook_is_read_without_a_problem_and_says_what_each_code_is(book: str) -> None:
    assert book_of(book).problems == ()
    assert len(book_of(book).codes) == NUMBER_OF_CODES[book]
    for code in book_of(book).codes:
        assert all((code.definition, code.typical, code.include, code.exclude, code.method)), code.path
        assert 0 < len(code.brief.split()) <= 12, code.path
        assert {language for language, _label in code.label} == {"id", "en"}, code.path


@pytest.mark.parametrize("book", BOOKS)
def test_codes_that_point_to_another_code_point_to_one_that_exists(book: str) -> None:
    text = (ROOT / "codebooks" / f"{book}.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:gunakan|→) ([a-z][a-z0-9/-]*)", text)) - {"kode"}
    assert named
    assert named <= set(codes_of(book))


def test_the_five_codebooks_hold_every_code_of_the_seeds(shared: Path) -> None:
    seeds = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))
    wanted = {code["id"] for study in seeds["studies"] for code in study["codes"]}
    have = [ref for book in SEEDS for ref in codes_of(book).values()]
    assert len(have) == len(set(have)) == 105
    assert set(have) == wanted


def test_every_rule_form_is_shown_in_some_codebook() -> None:
    kinds: set[str] = set()
    signs: set[str] = set()
    for book in BOOKS:
        for code in book_of(book).codes:
            kinds |= {rule.kind for rule in code.rules}
            signs |= {json.loads(rule.pattern)[0] for rule in code.rules if isinstance(json.loads(rule.pattern), str)}
    assert kinds == {"word", "regex", "all", "any", "tokens"}
    assert {"=", "+", "~", "/"} <= signs


@pytest.mark.parametrize("study", STUDIES)
def test_every_quote_is_found_exactly_once_and_every_code_exists(study: str) -> None:
    plan = plan_of(study)
    texts = {draft.name: draft.text for draft in drafts_of(plan)}
    codes = codes_of(Path(str(plan.codebook)).stem)
    file = plan.folder / "codings.csv"
    read = read_codings(file.name, file.read_bytes())
    assert read.problems == ()
    assert read.rows
    for row in read.rows:
        assert texts[row.source].count(row.quote) == 1, row.quote
        assert row.code in codes
    assert {row.source for row in read.rows} == set(texts)


@pytest.mark.parametrize("study", STUDIES)
def test_informants_of_codings_are_cases(study: str) -> None:
    plan = plan_of(study)
    path = plan.folder / str(plan.cases)
    table = read_cases(File(name=path.name, data=path.read_bytes()))
    assert table.problems == ()
    file = plan.folder / "codings.csv"
    informants = {row.informant for row in read_codings(file.name, file.read_bytes()).rows} - {""}
    assert informants <= {row.name for row in table.rows}


def test_every_question_of_the_guide_targets_codes_that_exist_and_is_put_to_somebody() -> None:
    plan = plan_of("batankrajan")
    path = plan.folder / str(plan.guide)
    guide = read_guide(File(name=path.name, data=path.read_bytes()))
    assert guide.problems == ()
    codes = codes_of("bina")
    said = "\n".join(draft.text for draft in drafts_of(plan))
    for question in guide.questions:
        assert question.codes, question.key
        assert set(question.codes) <= set(codes), question.key
        assert said.lower().count(question.text.lower()) >= 2, question.key


@pytest.mark.parametrize("study", STUDIES)
def test_findings_ask_for_codes_that_exist_and_each_has_an_expected_verdict(study: str) -> None:
    plan = plan_of(study)
    codes = codes_of(Path(str(plan.codebook)).stem)
    read = read_findings((plan.folder / "findings.yaml").read_text(encoding="utf-8"), "findings.yaml")
    assert list(read.problems) == []
    expected: dict[str, str] = json.loads((plan.folder / "expected.json").read_text(encoding="utf-8"))
    assert [entry.spec.key for entry in read.entries] == list(expected)
    assert set(expected.values()) <= set(VerdictWord)
    readme = (plan.folder / "README.md").read_text(encoding="utf-8")
    for entry in read.entries:
        assert set(entry.spec.evidence.codes) <= set(codes)
        assert f"| {entry.spec.key} | {entry.spec.statement} | {expected[entry.spec.key]} –" in readme


def test_the_five_studies_expect_what_the_seeds_give(shared: Path) -> None:
    seeds = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))
    reported = {claim["id"]: claim["expected"]["reported"] for study in seeds["studies"] for claim in study["claims"]}
    ours: dict[str, str] = {}
    for study in SEEDS:
        ours |= json.loads((ROOT / "examples" / study / "expected.json").read_text(encoding="utf-8"))
    assert len(ours) == 61
    assert ours == reported


def test_the_synthetic_study_expects_all_ten_verdicts() -> None:
    expected: dict[str, Any] = json.loads((ROOT / "examples/batankrajan/expected.json").read_text(encoding="utf-8"))
    assert set(expected.values()) == set(VerdictWord)


@pytest.mark.parametrize("study", STUDIES)
def test_every_source_says_that_it_is_made_up(study: str) -> None:
    plan = plan_of(study)
    assert plan.synthetic
    made = drafts_of(plan)
    assert made
    assert all(draft.synthetic for draft in made)
    files = [path for path in plan.folder.rglob("*.txt") if "hasil" not in path.parts]
    assert all("DATA SINTETIS" in path.read_text(encoding="utf-8")[:120] for path in files)


def test_eleven_informants_speak_in_ten_word_files() -> None:
    plan = plan_of("batankrajan")
    interviews = [draft for draft in drafts_of(plan) if draft.turns]
    assert len(list((plan.folder / "transkrip").glob("*.docx"))) == 10
    assert len(interviews) == 11
    assert all(len(draft.turns or ()) >= 15 and draft.date for draft in interviews)


def test_word_files_are_what_their_readable_text_gives() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "make_example_docx.py"))
    made = tool["built"]()
    assert len(made) == 11
    for path, data in made.items():
        assert tool["same_content"](path.read_bytes(), data), path.name
    assert tool["built"]() == made


def test_a_press_report_and_an_official_share_a_long_run_of_words() -> None:
    texts = {draft.name: draft.text for draft in drafts_of(plan_of("batankrajan"))}
    article, official = words(texts["koran-majapahit"]), words(texts["02-kepala-bidang"])
    shared_runs = {tuple(article[i : i + 25]) for i in range(len(article) - 24)}
    assert any(tuple(official[i : i + 25]) in shared_runs for i in range(len(official) - 24))


def test_no_sentence_of_a_seed_is_copied(shared: Path) -> None:
    copied: set[tuple[str, ...]] = set()
    for seed in sorted((shared / "seeds").glob("*.txt")):
        copied |= runs(seed.read_text(encoding="utf-8"))
    ours = [*(ROOT / "examples").rglob("*.*"), *(ROOT / "codebooks").glob("*.yaml")]
    for path in sorted(p for p in ours if p.suffix in (".txt", ".md", ".yaml", ".csv") and "hasil" not in p.parts):
        assert not runs(path.read_text(encoding="utf-8")) & copied, path.name
