"""The audit trail as a folder: Halpern's six categories, gaps named, the same bytes each time, and the way back."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.condense import codebooks, hand, memos
from qda.model.errors import ConflictError, FormulaError, InputError
from qda.model.ids import new_id
from qda.model.records import TECHNIQUE_OF, Kind, Source
from qda.model.wording import use_language
from qda.report.audit import Exported, export_audit, replay_folder
from qda.report.audit_folder import CATEGORIES, quoted, safe_name
from qda.store import journal, sources
from qda.store.sources import NewSource
from qda.store.study import Study
from qda.verify.conclude import import_findings
from tests.histories import EVERYTHING, STEPS, lived
from tests.store.test_replay import tables
from tests.studies import begun


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rows(file: Path) -> list[dict[str, str]]:
    lines = [line for line in file.read_text(encoding="utf-8-sig").splitlines(keepends=True) if line[:2] != "# "]
    return list(csv.DictReader(lines))


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    return found


def gaps(folder: Path, number: int) -> list[str]:
    return next(c["gaps"] for c in manifest(folder)["categories"] if c["number"] == number)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with lived(tmp_path / "a", EVERYTHING) as made:
        yield made


@pytest.fixture
def folder(study: Study, tmp_path: Path) -> Path:
    export_audit(study, tmp_path / "audit")
    return tmp_path / "audit"


def test_every_category_has_its_folder_its_index_and_its_line_in_the_manifest(folder: Path) -> None:
    listed = manifest(folder)
    assert [c["folder"] for c in listed["categories"]] == [*(name.folder for name in CATEGORIES), "journal"]
    for category in listed["categories"]:
        index = (folder / category["folder"] / "README.md").read_text(encoding="utf-8")
        assert all(gap in index for gap in category["gaps"])
    page = (folder / "MANIFEST.md").read_text(encoding="utf-8")
    assert "Lincoln & Guba" in page
    assert listed["study_hash"] in page


def test_the_manifest_lists_every_file_but_itself_with_its_hash_and_size(folder: Path) -> None:
    files = contents(folder)
    listed = {f["path"]: (f["bytes"], f["sha256"]) for f in manifest(folder)["files"]}
    assert listed == {
        path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items() if path != "MANIFEST.json"
    }


def test_raw_data_are_the_bytes_that_came_and_the_text_that_is_coded(study: Study, folder: Path) -> None:
    raw = folder / "1-raw-data"
    listed = rows(raw / "sources.csv")
    assert [row["name"] for row in listed] == [s.name for s in sources.listed(study)]
    for row in listed:
        text = (raw / row["text"]).read_bytes()
        assert hashlib.sha256(text).hexdigest() == row["text_sha256"]
        assert hashlib.sha256((raw / row["original"]).read_bytes()).hexdigest() == row["file_sha256"]
        assert b"\r\n" in text, "line ends are as they came"
    assert rows(raw / "cases.csv")[0]["name"] == "Bu Rini"


def test_products_are_what_the_commands_of_that_name_write(study: Study, folder: Path) -> None:
    assert (folder / "2-reduction-products/codings.csv").read_bytes() == hand.export_csv(hand.export_rows(study))
    assert (folder / "3-reconstruction-products/codebook.yaml").read_bytes() == codebooks.export_bytes(study, ".yaml")
    findings = (folder / "3-reconstruction-products/findings.yaml").read_text(encoding="utf-8")
    assert not import_findings(study, findings).anything, "what was exported is what is there"
    verdicts = json.loads((folder / "3-reconstruction-products/verification.json").read_text(encoding="utf-8"))
    assert [v["finding"] for v in verdicts] == ["ada", "duga"]


def test_process_notes_have_every_entry_and_what_it_did(study: Study, folder: Path) -> None:
    journalled = rows(folder / "4-process-notes/journal.csv")
    entries = journal.entries(study)[::-1]
    assert [int(row["entry"]) for row in journalled] == [entry.seq for entry in entries]
    assert [row["taken_back"] for row in journalled] == ["yes" if entry.undone else "no" for entry in entries]
    assert journalled[1]["rows"] == "alias +1, attribute +2, case_ +1"
    page = (folder / "4-process-notes/journal.md").read_text(encoding="utf-8")
    assert "taken back by" in page
    decisions = (folder / "4-process-notes/decisions.md").read_text(encoding="utf-8")
    assert "> =memo" in decisions
    assert "\n# bukan judul" not in decisions, "words of a memo are no heading of the page"
    assert "bukan studi ini" in decisions or "kept out" not in decisions


def test_intentions_tell_what_was_felt_and_expected_and_when(folder: Path) -> None:
    assert (folder / "5-intentions/reflexive-memos.md").is_file()
    [expected] = rows(folder / "5-intentions/expectations.csv")
    assert (expected["finding"], expected["before_the_first_source"]) == ("duga", "no")
    assert any("No proposal" in gap for gap in gaps(folder, 5))


@pytest.mark.parametrize(
    ("steps", "before"), [((2, 9, 0), "yes"), ((2, 0, 9), "no"), ((2, 0, 3, 9), "no"), ((2, 0, 9, 11), "no")]
)
def test_an_expectation_counts_as_such_only_before_any_source_came_in(
    tmp_path: Path, steps: tuple[int, ...], before: str
) -> None:
    with lived(tmp_path / "b", steps) as study:
        export_audit(study, tmp_path / "audit")
    [expected] = rows(tmp_path / "audit/5-intentions/expectations.csv")
    assert expected["before_the_first_source"] == before
    assert any("not proven" in gap for gap in gaps(tmp_path / "audit", 5)) is (before == "no")


def test_instruments_have_their_versions_out_of_the_journal(folder: Path) -> None:
    versions = rows(folder / "6-instruments/guide-versions.csv")
    assert [(v["change"], v["before"], v["after"]) for v in versions] == [
        ("added", "", "Pelatihan apa saja1?"),
        ("changed", "Pelatihan apa saja1?", "Pelatihan apa saja0?"),
    ]
    codes = rows(folder / "6-instruments/codebook-versions.csv")
    assert {c["version"] for c in codes if c["code"] == "pelatihan"} >= {"1", "2"}
    assert any("No pilot" in gap for gap in gaps(folder, 6))


def test_what_is_lacking_is_named(tmp_path: Path) -> None:
    with Study.create(tmp_path / "kosong.qda", title="Kosong", language="en") as empty:
        export_audit(empty, tmp_path / "audit")
    said = {number: " ".join(gaps(tmp_path / "audit", number)) for number in range(1, 7)}
    assert "No source was imported." in said[1]
    assert "Nothing is coded." in said[2]
    assert "No memo was written." in said[2]
    assert "There are no findings" in said[3]
    assert "No decision was noted" in said[4]
    assert "No reflexive memo was written." in said[5]
    assert "There is no interview guide." in said[6]


def test_what_was_told_for_the_report_is_a_note_on_method(study: Study, tmp_path: Path) -> None:
    with study.command("report facts"):
        study.set_setting("method", json.dumps({"guide_tested": "Pada dua orang.", "reflexivity": "Anak perajin."}))
    export_audit(study, tmp_path / "audit")
    told = rows(tmp_path / "audit/4-process-notes/method.csv")
    assert [row["answer"] for row in told] == ["Anak perajin.", "Pada dua orang."]
    assert any(re.match(r"\d+ of \d+ questions on the method", gap) for gap in gaps(tmp_path / "audit", 4))
    assert "Anak perajin." in (tmp_path / "audit/5-intentions/README.md").read_text(encoding="utf-8")
    assert not any("pilot" in gap for gap in gaps(tmp_path / "audit", 6))


def test_what_another_program_kept_is_not_given_the_ending_of_its_project(tmp_path: Path) -> None:
    with begun(tmp_path, "asing") as study, study.command("import"):
        for name, file_sha in (("bagian", b"\1" * 32), ("utuh", hashlib.sha256(b"<p>utuh</p>").digest())):
            source = Source(
                id=new_id(),
                name=name,
                kind=Kind.DOCUMENT,
                technique=TECHNIQUE_OF[Kind.DOCUMENT],
                text=name,
                original=f"<p>{name}</p>".encode(),
                file="proyek.sqlite3",
            )
            sources.add(study, NewSource(source=source, speakers=(), turns=(), words=1, file_sha=file_sha))
    with Study.open(tmp_path / "study.qda") as study:
        export_audit(study, tmp_path / "audit")
    assert [row["original"] for row in rows(tmp_path / "audit/1-raw-data/sources.csv")] == [
        "originals/bagian.original",
        "originals/utuh.sqlite3",
    ]
    listed = manifest(tmp_path / "audit")["categories"][0]
    assert (listed["first"], listed["last"]) == (None, None), "no source has a date of collection"
    assert replay_folder(tmp_path / "audit", None).exit_status == 0


def test_a_gap_closes_when_the_thing_is_there(study: Study, tmp_path: Path) -> None:
    export_audit(study, tmp_path / "audit")
    before = gaps(tmp_path / "audit", 6)
    memos.add(study, "Dicoba pada dua orang.", kind="pilot")
    export_audit(study, tmp_path / "audit")
    assert set(before) - set(gaps(tmp_path / "audit", 6)) == {"No pilot is noted (a memo of the type “pilot”)."}


def test_made_up_material_is_marked_wherever_the_form_allows(folder: Path) -> None:
    assert manifest(folder)["synthetic"] is True
    as_others_write_them = {"codings.csv", "codebook.yaml", "findings.yaml"}
    for path, data in contents(folder).items():
        name = path.rpartition("/")[2]
        if path.endswith((".md", ".csv")) and name not in as_others_write_them and "/texts/" not in path:
            assert b"SYNTHETIC" in data[:400], path


def test_the_same_study_gives_the_same_bytes_under_any_name(study: Study, folder: Path, tmp_path: Path) -> None:
    other = export_audit(study, tmp_path / "di bawah" / "arsip")
    assert contents(folder) == contents(tmp_path / "di bawah" / "arsip")
    assert other.changed
    again = export_audit(study, folder)
    assert not again.changed
    assert again.seal == other.seal == hashlib.sha256((folder / "MANIFEST.json").read_bytes()).hexdigest()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_the_manifest_speaks_the_language_of_the_user_and_data_stay(study: Study, folder: Path, tmp_path: Path) -> None:
    use_language("id")
    export_audit(study, tmp_path / "arsip")
    assert manifest(tmp_path / "arsip")["language"] == "id"
    for same in ("2-reduction-products/codings.csv", "journal/entries.json", "journal/changesets/000002.zlib"):
        assert (tmp_path / "arsip" / same).read_bytes() == (folder / same).read_bytes()


def test_a_folder_of_something_else_is_not_overwritten(study: Study, tmp_path: Path) -> None:
    place = tmp_path / "skripsi"
    place.mkdir()
    (place / "bab-4.docx").write_bytes(b"kerja setahun")
    with pytest.raises(InputError, match="holds no audit trail"):
        export_audit(study, place)
    (place / "MANIFEST.json").write_text('{"files": []}', encoding="utf-8")
    with pytest.raises(InputError, match="holds no audit trail"):
        export_audit(study, place)
    with pytest.raises(InputError, match="a file, not a folder"):
        export_audit(study, place / "bab-4.docx")
    assert contents(place) == {"bab-4.docx": b"kerja setahun", "MANIFEST.json": b'{"files": []}'}


def test_what_somebody_put_beside_the_trail_is_not_lost(study: Study, folder: Path) -> None:
    (folder / "5-intentions" / "proposal.pdf").write_bytes(b"usulan")
    (folder / ".DS_Store").write_bytes(b"\0")
    before = contents(folder)
    with pytest.raises(InputError, match=r"5-intentions/proposal\.pdf"):
        export_audit(study, folder)
    assert contents(folder) == before
    (folder / "5-intentions" / "proposal.pdf").unlink()
    memos.add(study, "baru")
    assert export_audit(study, folder).changed


def test_a_damaged_trail_of_the_same_study_is_written_anew(study: Study, folder: Path) -> None:
    good = contents(folder)
    (folder / "1-raw-data" / "sources.csv").write_text("", encoding="utf-8")
    assert export_audit(study, folder).changed
    assert contents(folder) == good


def test_an_empty_folder_may_be_filled_and_an_error_leaves_nothing(study: Study, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    export_audit(study, tmp_path / "kosong")
    assert (tmp_path / "kosong" / "MANIFEST.json").is_file()
    study.db.execute("UPDATE finding SET body = '[]'")
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(Exception):  # noqa: B017  (whatever goes wrong)
        export_audit(study, tmp_path / "lain")
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_findings_that_cannot_be_verified_are_a_gap_and_not_the_end(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_study: Study, *, record: bool) -> None:
        assert not record, "an export changes nothing in the study"
        raise FormulaError("“tidak_ada” is no attribute.")

    monkeypatch.setattr("qda.verify.check.verify_findings", refuse)
    export_audit(study, tmp_path / "audit")
    assert "The findings cannot be verified: “tidak_ada” is no attribute." in gaps(tmp_path / "audit", 3)
    assert (tmp_path / "audit/3-reconstruction-products/findings.yaml").is_file()


def test_a_study_that_changes_meanwhile_is_not_written_half(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qda.report import audit_raw

    monkeypatch.setattr(audit_raw, "_gaps", lambda _filing, _material: memos.add(study, "sementara itu"))
    with pytest.raises(ConflictError, match="was changed while"):
        export_audit(study, tmp_path / "audit")
    assert not (tmp_path / "audit").exists()


def test_replaying_gives_the_same_study_and_that_the_same_trail(study: Study, folder: Path, tmp_path: Path) -> None:
    done = replay_folder(folder, tmp_path / "lagi.qda")
    assert done.exit_status == 0
    assert done.faults == ()
    assert tables(study.path) == tables(tmp_path / "lagi.qda")
    with Study.open(tmp_path / "lagi.qda") as again:
        export_audit(again, tmp_path / "lagi")
    assert contents(tmp_path / "lagi") == contents(folder)


@given(steps=st.lists(st.integers(0, len(STEPS) - 1), max_size=14))
@settings(max_examples=8, deadline=None)
def test_any_history_exports_replays_and_exports_to_the_same_bytes(steps: list[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        with lived(place / "a", steps) as study:
            export_audit(study, place / "audit")
        assert replay_folder(place / "audit", place / "lagi.qda").exit_status == 0
        with Study.open(place / "lagi.qda") as again:
            export_audit(again, place / "lagi")
        assert contents(place / "lagi") == contents(place / "audit")
        assert tables(place / "lagi.qda") == tables(place / "a" / "coba.qda")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("1-raw-data/texts/wawancara-*.txt", "changed since"),
        ("2-reduction-products/codings.csv", "changed since"),
        ("journal/changesets/000004.zlib", "changed since"),
    ],
)
def test_a_file_that_was_changed_is_found_and_named(folder: Path, path: str, what: str) -> None:
    file = next(iter(sorted(folder.glob(path))))
    file.write_bytes(file.read_bytes().replace(b"a", b"o", 1) + b" ")
    done = replay_folder(folder, None)
    assert done.exit_status == 1
    named = [str(p) for p in done.faults if p.fatal]
    assert len(named) == 1
    assert named[0].startswith(file.relative_to(folder).as_posix())
    assert what in named[0]


def test_a_missing_file_is_named_and_a_strange_one_noted(folder: Path) -> None:
    (folder / "journal" / "changesets" / "000004.zlib").unlink()
    (folder / "catatan.txt").write_text("milik saya", encoding="utf-8")
    done = replay_folder(folder, None)
    assert [str(p) for p in done.faults] == [
        "journal/changesets/000004.zlib: The manifest lists this file, and it is missing.",
        "catatan.txt: The manifest does not list this file.",
    ]
    assert [str(p) for p in done.replayed.problems] == ["journal entry 4: Its changes are missing."]
    assert done.exit_status == 1


def test_a_strange_file_alone_is_no_fault(folder: Path) -> None:
    (folder / "catatan.txt").write_text("milik saya", encoding="utf-8")
    assert replay_folder(folder, None).exit_status == 0


def test_an_entry_that_was_rewritten_with_its_manifest_still_breaks_the_chain(folder: Path) -> None:
    file = folder / "journal" / "entries.json"
    before = file.read_bytes()
    after = before.replace(b'"who": "ana", "command": "import"', b'"who": "ani", "command": "import"', 1)
    assert before != after
    file.write_bytes(after)
    listed = (folder / "MANIFEST.json").read_text(encoding="utf-8")
    forged = listed.replace(hashlib.sha256(before).hexdigest(), hashlib.sha256(after).hexdigest())
    (folder / "MANIFEST.json").write_text(forged, encoding="utf-8")
    done = replay_folder(folder, None)
    assert done.faults == ()
    assert "the chain of seals breaks here" in str(done.replayed.problems[0])


def test_contents_are_not_fetched_from_outside_the_folder(folder: Path, tmp_path: Path) -> None:
    file = folder / "journal" / "entries.json"
    text = next(iter(sorted(folder.glob("1-raw-data/texts/*"))))
    shutil.copy(text, tmp_path / "luar.txt")
    path = text.relative_to(folder).as_posix()
    file.write_text(file.read_text(encoding="utf-8").replace(path, "../luar.txt"), encoding="utf-8")
    assert any(str(p) == "../luar.txt: It is missing." for p in replay_folder(folder, None).replayed.problems)


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("MANIFEST.json", b"{"),
        ("MANIFEST.json", b'{"qda_audit": 99, "files": []}'),
        ("journal/entries.json", b"\xff"),
        ("journal/entries.json", b'{"format": 1, "replayable": true}'),
        ("journal/entries.json", None),
    ],
)
def test_what_cannot_be_read_is_an_error(folder: Path, file: str, data: bytes | None) -> None:
    if data is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(data)
    with pytest.raises(InputError):
        replay_folder(folder, None)


def test_a_folder_that_is_no_trail_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"MANIFEST\.json is missing"):
        replay_folder(tmp_path, None)


@pytest.fixture
def bare(study: Study, tmp_path: Path) -> Exported:
    return export_audit(study, tmp_path / "tanpa", with_sources=False)


@pytest.mark.usefixtures("bare")
def test_without_sources_no_word_of_an_informant_leaves_the_study(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "tanpa"
    assert manifest(folder)["with_sources"] is False
    assert "--without-sources" in (folder / "MANIFEST.md").read_text(encoding="utf-8")
    assert hand.export_rows(study), "there is something to leave out"
    for path, data in contents(folder).items():
        assert b"baik sekali" not in data, path
    quotes = {row["quote"] for row in rows(folder / "2-reduction-products/codings.csv")}
    assert quotes == {""}
    assert {row["text"] for row in rows(folder / "1-raw-data/sources.csv")} == {""}
    assert all(re.fullmatch("[0-9a-f]{64}", row["text_sha256"]) for row in rows(folder / "1-raw-data/sources.csv"))


@pytest.mark.usefixtures("bare")
def test_without_sources_a_trail_cannot_be_replayed_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be replayed"):
        replay_folder(tmp_path / "tanpa", None)


def test_names_of_sources_become_names_of_files() -> None:
    taken: set[str] = set()
    assert safe_name("a/b:c?", ".txt", taken) == "a_b_c_.txt"
    assert safe_name("A_B_C_", ".txt", taken) == "A_B_C_-2.txt"
    assert safe_name("CON", ".txt", taken) == "_CON.txt"
    assert safe_name(" .. ", ".txt", taken) == "_.txt"
    assert len(safe_name("é" * 300, ".txt", taken).encode()) <= 255


def test_quoted_words_stay_within_their_quotation() -> None:
    assert quoted("satu\n# dua\r\ntiga\u2028empat") == ["> satu", "> # dua", "> tiga", "> empat"]
