"""`qda export` and `qda replay`: what they take, say and end with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Qda


def test_the_audit_trail_is_written_told_and_found_unchanged(small: Path, qda: Qda) -> None:
    first = qda("export", "audit/")
    assert first.status == 0
    assert "audit written: " in first.out
    assert "1. Raw data" in first.out
    assert (small / "audit" / "MANIFEST.json").is_file()
    again = qda("export", "audit/")
    assert "audit is as it was: " in again.out
    assert again.out.splitlines()[-1] == first.out.splitlines()[-1], "the same seal"


@pytest.mark.parametrize("target", [("jejak",), ("jejak/",), ("jejak.v2", "--as", "audit")])
def test_what_is_no_file_is_a_folder(small: Path, qda: Qda, target: tuple[str, ...]) -> None:
    assert qda("export", *target).status == 0
    assert (small / target[0] / "MANIFEST.md").is_file()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("laporan.docx", "qda report FILE"),
        ("studi.qda", "qda backup --to FILE"),
        ("kode.csv", "qda code export --to FILE"),
        ("studi.xyz", "qda export audit/"),
    ],
)
def test_an_ending_that_nothing_exports_to_is_refused_with_what_there_is(
    small: Path, qda: Qda, target: str, said: str
) -> None:
    done = qda("export", target)
    assert done.status == 2
    assert f"No export writes files with the ending “{Path(target).suffix}”." in done.err
    assert said in done.err
    assert not (small / target).exists()


@pytest.mark.usefixtures("small")
def test_another_form_is_refused(qda: Qda) -> None:
    done = qda("export", "x/", "--as", "refi")
    assert (done.status, done.err.strip()) == (2, "Error: --as: There is no export “refi”. There is: audit, a folder.")


def test_a_folder_of_something_else_is_refused(small: Path, qda: Qda) -> None:
    (small / "bab").mkdir()
    (small / "bab" / "bab-4.txt").write_text("isi", encoding="utf-8")
    done = qda("export", "bab")
    assert done.status == 2
    assert "nothing in it is overwritten" in done.err


@pytest.mark.usefixtures("small")
def test_json_of_both(qda: Qda) -> None:
    hash_ = qda("status", "--json").json["hash"]
    written = qda("export", "audit/", "--json").json
    assert [c["number"] for c in written["categories"]] == [1, 2, 3, 4, 5, 6, 0]
    assert written["changed"] is True
    replayed = qda("replay", "audit", "--json")
    assert replayed.status == 0
    assert replayed.json == {
        "identical": True,
        "entries": 5,
        "files": written["files"] - 1,
        "hash": hash_,
        "problems": [],
    }


def test_replay_keeps_the_study_only_where_it_is_told_to(small: Path, qda: Qda) -> None:
    qda("export", "audit/")
    tried = qda("replay", "audit")
    assert tried.status == 0
    assert "It was only tried; to keep it: --to FILE" in tried.out
    assert [p.name for p in small.glob("*.qda")] == ["coba.qda"]
    kept = qda("replay", "audit", "--to", "di/lagi.qda")
    assert kept.status == 0
    assert "lagi.qda written." in kept.out
    assert qda("--study", "di/lagi.qda", "status", "--json").json["hash"] == qda("status", "--json").json["hash"]
    assert qda("--study", "di/lagi.qda", "log", "--json").json == qda("log", "--json").json
    assert qda("--study", "di/lagi.qda", "check").status == 0
    again = qda("replay", "audit", "--to", "di/lagi.qda")
    assert again.status == 4
    assert "already" in again.err


@pytest.mark.usefixtures("small")
def test_a_study_is_replayed_from_its_own_file(qda: Qda) -> None:
    assert "5 entries of the journal replayed" in qda("replay").out
    assert qda("replay", "coba.qda").status == 0
    assert qda("replay", "tidak-ada.qda").status == 4


def test_a_tampered_trail_is_named_and_ends_with_1(small: Path, qda: Qda) -> None:
    qda("export", "audit/")
    text = small / "audit" / "1-raw-data" / "texts" / "wawancara.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("baik", "buruk"), encoding="utf-8")
    done = qda("replay", "audit", "--to", "lagi.qda")
    assert done.status == 1
    assert "Differs: 1-raw-data/texts/wawancara.txt: The file was changed since the manifest was written." in done.err
    assert "its hash is another" in done.err
    assert "the study was not built" in done.out
    assert not (small / "lagi.qda").exists()


def test_a_changed_page_is_named_though_the_study_can_be_built(small: Path, qda: Qda) -> None:
    qda("export", "audit/")
    (small / "audit" / "MANIFEST.md").write_text("lain", encoding="utf-8")
    done = qda("replay", "audit", "--to", "lagi.qda")
    assert done.status == 1
    assert done.said == ["Differs: MANIFEST.md: The file was changed since the manifest was written."]
    assert (small / "lagi.qda").exists()


@pytest.mark.usefixtures("small")
def test_what_cannot_be_replayed_ends_with_2(small: Path, qda: Qda) -> None:
    qda("export", "tanpa/", "--without-sources")
    done = qda("replay", "tanpa")
    assert done.status == 2
    assert "--without-sources" in done.err
    (small / "kosong").mkdir()
    assert qda("replay", "kosong").status == 2


def test_the_complete_example_goes_out_and_comes_back(demo: Path, tmp_path: Path, qda: Qda) -> None:
    study = demo / "study.qda"
    assert qda("--study", study, "export", "audit/").status == 0
    manifest = json.loads((tmp_path / "audit" / "MANIFEST.json").read_text(encoding="utf-8"))
    assert manifest["synthetic"] is True
    assert qda("replay", "audit", "--to", "lagi.qda").status == 0
    for shown in (("display", "conceptually-clustered", "--json"), ("triangulate", "--json"), ("quotes", "--json")):
        assert qda("--study", "lagi.qda", *shown).out == qda("--study", study, *shown).out
    qda("--study", study, "display", "role-ordered", "--to", "satu.xlsx")
    qda("--study", "lagi.qda", "display", "role-ordered", "--to", "satu-lagi.xlsx")
    assert (tmp_path / "satu.xlsx").read_bytes() == (tmp_path / "satu-lagi.xlsx").read_bytes()
    assert qda("--study", "lagi.qda", "export", "lagi/").status == 0
    assert (tmp_path / "lagi" / "MANIFEST.json").read_bytes() == (tmp_path / "audit" / "MANIFEST.json").read_bytes()


@pytest.mark.usefixtures("small")
def test_help_shows_both_in_a_panel_of_their_own(qda: Qda) -> None:
    panel = qda("--help").out.partition("Share:")[2]
    assert "\n  export " in panel
    assert "\n  replay " in panel
