"""`qda link`: drawing, listing, taking in and out, from the shell as people type it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Qda

TALK = "P: Apa kabar?\nN: Harga naik. Modal kurang karena harga naik. Utang bertambah.\n"
BOOK = """\
codebook: coba
codes:
  - name: harga
    match: [harga]
  - name: modal
    match: [modal]
  - name: utang
    codes: [{name: bank}]
  - name: bu-sri
"""
CASES = "name,aliases,role\nBu Sri,N,pengrajin\nDinas,,dinas\nbu-sri,,pengrajin\n"
HEAD = "from,type,to,sign,quote,source,coding,memo\n"


@pytest.fixture
def linked(qda: Qda, tmp_path: Path) -> Qda:
    """A study with one talk, four codes (one named like a case) and codings by rule."""
    (tmp_path / "w1.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    for command in (
        ("init", "study"),
        ("cases", "import", "cases.csv"),
        ("import", "w1.txt"),
        ("codebook", "import", "book.yaml"),
        ("code", "auto"),
    ):
        assert qda(*command).status == 0, command
    return qda


def hash_of(qda: Qda) -> str:
    return str(qda("status", "--json").json["hash"])


def test_a_link_has_ends_a_type_a_sign_and_evidence(linked: Qda) -> None:
    done = linked(
        "link", "add", "harga", "causes", "modal", "--sign", "+", "--source", "w1",
        "--quote", "Modal kurang karena harga naik", "--why", "said so",
    )  # fmt: skip
    assert (done.status, done.out) == (0, "1 link added, 0 with more evidence or reasons, 0 as they were.\n")
    (one,) = linked("link", "list", "--json").json
    assert (one["from_kind"], one["from"], one["type"], one["to"], one["sign"]) == (
        "code", "harga", "causes", "modal", "+",
    )  # fmt: skip
    assert one["memo"] == "said so"
    assert len(one["evidence"]) == 2, "the coding of each end that lies in the quoted words"


def test_a_link_without_evidence_is_inferred_and_gains_evidence_later(linked: Qda) -> None:
    linked("link", "add", "harga", "causes", "modal")
    assert "inferred" in linked("link", "list").out
    coding = next(c for c in linked("find", "modal", "--json").json)
    assert coding["source"] == "w1"
    done = linked("link", "add", "harga", "causes", "modal", "--source", "w1", "--quote", "Modal")
    assert done.out.startswith("0 links added, 1 with more evidence")
    assert len(linked("link", "list", "--json").json[0]["evidence"]) == 1


def test_words_in_either_language_name_the_type(linked: Qda) -> None:
    assert linked("link", "add", "bank", "is a kind of", "utang").status == 0
    assert linked("link", "list", "--type", "kind-of", "--json").json[0]["from"] == "utang/bank"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("harga", "makes", "modal"), "There is no link “makes”"),
        (("harga", "causes", "modall"), "There is no code and no case “modall”. Perhaps: modal."),
        (("harga", "causes", "harga"), "linked with itself"),
        (("harga", "causes", "modal", "--sign", "x"), "There is no sign “x”"),
        (("harga", "causes", "bu-sri"), "Write one of: code:bu-sri, case:bu-sri."),
        (("harga", "causes", "modal", "--quote", "Modal"), "The quote has no source"),
        (("harga", "causes", "modal", "--source", "w1", "--quote", "Utang bertambah"), "Nothing is coded at"),
        (("harga", "causes", "modal", "--evidence", "abc"), "“abc” is no id of a coding"),
    ],
)
def test_what_cannot_be_linked_is_said(linked: Qda, arguments: tuple[str, ...], said: str) -> None:
    done = linked("link", "add", *arguments)
    assert done.status == 2
    assert said in done.err


def test_a_name_that_a_code_and_a_case_share_is_told_apart(linked: Qda) -> None:
    assert linked("link", "add", "case:bu-sri", "versus", "Dinas", "--sign", "-").status == 0
    assert linked("link", "list", "--json").json[0]["from_kind"] == "case"


def test_a_table_is_taken_in_once_and_undone_whole(linked: Qda, tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text(
        HEAD
        + "harga,causes,modal,+,Modal kurang karena harga naik,w1,,why one\n"
        + "harga,causes,modal,+,Harga naik.,w1,,why two\n"
        + "modal,causes,utang,+,,,,\n"
        + "modal,causes,nirwana,,,,,\n"
        + "modal,brings,utang,,,,,\n"
        + "Bu Sri,part_of,Dinas,,,,,\n",
        encoding="utf-8",
    )
    before = hash_of(linked)
    dry = linked("link", "import", "links.csv", "--dry-run")
    assert "3 links added" in dry.out
    assert hash_of(linked) == before
    done = linked("link", "import", "links.csv")
    assert done.status == 2
    assert "3 links added, 0 with more evidence or reasons, 0 as they were; 2 rows not taken in" in done.out
    assert any("row 5" in line and "nirwana" in line for line in done.said)
    assert any("row 6" in line and "brings" in line for line in done.said)
    first = linked("link", "list", "--json").json[0]
    assert len(first["evidence"]) == 3
    assert first["memo"] == "why one\nwhy two"
    after = hash_of(linked)
    assert after != before
    again = linked("link", "import", "links.csv")
    assert "0 links added, 0 with more evidence or reasons, 3 as they were" in again.out
    assert hash_of(linked) == after
    assert linked("undo").status == 0
    assert linked("link", "list", "--json").json == []
    assert hash_of(linked) == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_taken_in_again_changes_nothing_and_builds_the_same_elsewhere(linked: Qda, ending: str) -> None:
    linked("link", "add", "harga", "causes", "modal", "--source", "w1", "--quote", "Modal kurang", "--sign", "-")
    linked("link", "add", "case:bu-sri", "versus", "Dinas", "--why", "=not a formula")
    full = hash_of(linked)
    assert linked("link", "export", "--to", f"out.{ending}").status == 0
    assert (
        "0 links added, 0 with more evidence or reasons, 2 as they were"
        in linked("link", "import", f"out.{ending}").out
    )
    linked("undo")
    linked("undo")
    assert linked("link", "import", f"out.{ending}").status == 0
    assert hash_of(linked) == full, "ids and times are no part of the sum"


def test_removing_by_the_end_of_an_id(linked: Qda) -> None:
    linked("link", "add", "harga", "causes", "modal")
    (one,) = linked("link", "list", "--json").json
    assert linked("link", "remove", one["id"][-6:]).out == "1 link taken out.\n"
    assert linked("link", "remove", one["id"]).status == 2
    assert "No links yet" in linked("link", "list").out


def test_the_sum_of_the_study_knows_the_evidence(linked: Qda) -> None:
    linked("link", "add", "harga", "causes", "modal")
    bare = hash_of(linked)
    linked("link", "add", "harga", "causes", "modal", "--source", "w1", "--quote", "Modal")
    assert hash_of(linked) != bare


def test_links_follow_codes_that_are_merged(linked: Qda) -> None:
    linked("link", "add", "harga", "causes", "modal", "--why", "a")
    linked("link", "add", "harga", "causes", "utang", "--why", "b")
    linked("link", "add", "modal", "precedes", "utang")
    assert linked("code", "merge", "modal", "--into", "utang").status == 0
    (one,) = linked("link", "list", "--json").json
    assert (one["from"], one["to"], one["memo"]) == ("harga", "utang", "a\nb")
    assert linked("check").status == 0


def test_evidence_that_is_taken_out_leaves_the_link_inferred(linked: Qda) -> None:
    linked("link", "add", "harga", "causes", "modal", "--source", "w1", "--quote", "Modal")
    linked("code", "remove", "--code", "modal")
    assert linked("link", "list", "--json").json[0]["evidence"] == []


def test_a_plan_names_its_links(qda: Qda, tmp_path: Path) -> None:
    (tmp_path / "w1.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "links.csv").write_text(HEAD + "harga,causes,modal,+,Modal,w1,,\n", encoding="utf-8")
    (tmp_path / "study.yaml").write_text(
        "study: coba\nlanguage: en\nsources: [w1.txt]\ncodebook: book.yaml\ncoding: [{auto: codebook}]\n"
        "links: links.csv\n",
        encoding="utf-8",
    )
    done = qda("run", "study.yaml")
    assert done.status == 0, done.err
    assert "links.csv: 1 link added" in done.out
    assert "Nothing changed" in qda("run", "study.yaml").out


def test_the_audit_trail_has_the_links_and_is_replayed_with_them(linked: Qda, tmp_path: Path) -> None:
    linked("link", "add", "harga", "causes", "modal", "--source", "w1", "--quote", "Modal kurang karena harga naik")
    assert linked("export", "audit/").status == 0
    (table,) = (tmp_path / "audit").rglob("links.csv")
    assert "causes" in table.read_text(encoding="utf-8-sig")
    done = linked("replay", "audit/", "--to", "again.qda")
    assert done.status == 0, done.err
    again = linked("--study", "again.qda", "link", "list", "--json").json
    assert again == linked("--study", "study.qda", "link", "list", "--json").json
    assert linked("--study", "study.qda", "export", "bare/", "--as", "audit", "--without-sources").status == 0
    (table,) = (tmp_path / "bare").rglob("links.csv")
    assert "causes" in table.read_text(encoding="utf-8-sig")
    assert "odal" not in table.read_text(encoding="utf-8-sig").replace("modal", ""), "no word of an informant"
