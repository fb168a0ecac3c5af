"""Commands are transactions, and every one of them can be taken back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from qda.model.errors import (
    NotFoundError,
    StudyBusyError,
    StudyDamagedError,
    StudyError,
    StudyFullError,
    StudyMissingError,
    StudyReadOnlyError,
)
from qda.model.ids import new_id, new_ids
from qda.model.records import Case, Code, Coding, Kind, Source, Speaker, SpeakerRole, Technique, Turn
from qda.model.text import Span
from qda.store import cases, codebook, codings, frames, journal, quarantine, sources
from qda.store.check import check
from qda.store.place import locate
from qda.store.sources import NewSource
from qda.store.study import Study

TEXT = "P: Apa kabar?\nN: Pelatihan tidak pernah ada di sini.\n"


def source(name: str = "wawancara-1", text: str = TEXT, case: bytes | None = None) -> NewSource:
    made, asks, says = new_id(), new_id(), new_id()
    start, answer = text.find("Apa"), text.find("Pelatihan")
    return NewSource(
        source=Source(
            id=made,
            name=name,
            kind=Kind.INTERVIEW,
            technique=Technique.INTERVIEW,
            text=text,
            original=text.encode("utf-8", "surrogatepass"),
        ),
        speakers=(
            Speaker(id=asks, source=made, label="P", role=SpeakerRole.INTERVIEWER),
            Speaker(id=says, source=made, label="N", role=SpeakerRole.INFORMANT, case=case),
        ),
        turns=(
            Turn(source=made, start=start, end=start + 10, speaker=asks),
            Turn(source=made, start=answer, end=len(text) - 1, speaker=says),
        ),
        words=9,
    )


def coded(study: Study) -> Coding:
    case = Case(
        id=new_id(), name="Bu Rini", aliases=("Rini",), attributes=(("role", "pengrajin"), ("group", "pengrajin"))
    )
    new = source(case=case.id)
    code = Code(id=new_id(), path="bina-manusia/pelatihan", label=(("id", "Pelatihan"), ("en", "Training")))
    start = TEXT.find("Pelatihan")
    coding = Coding(
        id=new_id(),
        source=new.source.id,
        start=start,
        end=start + 9,
        quote="Pelatihan",
        code=code.id,
        coder="ana",
        at=study.now(),
    )
    with study.command("import", "one interview"):
        cases.save(study, case)
        sources.add(study, new)
    with study.command("code add", "one coding"):
        codebook.save(study, [code])
        codings.add_many(study, [coding])
    return coding


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study.create(tmp_path / "coba.qda", title="Coba", who="ana", clock=lambda: "2026-01-02T03:04:05Z")


def test_a_command_is_journalled_with_who_when_and_what(study: Study) -> None:
    coded(study)
    newest = journal.entries(study)[0]
    assert (newest.who, newest.at, newest.command, newest.what) == (
        "ana",
        "2026-01-02T03:04:05Z",
        "code add",
        "one coding",
    )
    assert [entry.command for entry in journal.entries(study)] == ["code add", "import", "init"]


def test_undo_and_redo_walk_the_whole_way_and_back(study: Study) -> None:
    empty = journal.study_hash(study)
    coding = coded(study)
    full = journal.study_hash(study)
    journal.undo(study)
    journal.undo(study)
    assert journal.study_hash(study) == empty
    assert sources.listed(study) == []
    with pytest.raises(NotFoundError):
        journal.undo(study)
    journal.redo(study)
    journal.redo(study)
    assert journal.study_hash(study) == full
    assert codings.get(study, coding.id) == coding
    with pytest.raises(NotFoundError):
        journal.redo(study)


def test_redo_never_reaches_what_was_undone_before_a_newer_command(study: Study) -> None:
    for name in ("first", "second"):
        with study.command("set"):
            study.set_setting(name, "1")
        if name == "first":
            journal.undo(study)
    journal.undo(study)
    assert journal.redo(study).what == journal.entries(study)[-3].what
    assert (study.setting("first"), study.setting("second")) == (None, "1")
    with pytest.raises(NotFoundError):
        journal.redo(study)


def test_a_new_command_after_an_undo_leaves_nothing_to_redo(study: Study) -> None:
    coded(study)
    journal.undo(study)
    with study.command("import"):
        sources.add(study, source("wawancara-2"))
    with pytest.raises(NotFoundError):
        journal.redo(study)


def test_a_command_that_fails_leaves_the_study_as_it_was(study: Study) -> None:
    coded(study)
    before = journal.study_hash(study), len(journal.entries(study))
    with pytest.raises(ZeroDivisionError), study.command("import"):
        sources.add(study, source("wawancara-2"))
        raise ZeroDivisionError
    assert (journal.study_hash(study), len(journal.entries(study))) == before


def test_commands_within_a_command_are_one_entry(study: Study) -> None:
    with study.command("run"):
        coded(study)
    assert [entry.command for entry in journal.entries(study)] == ["run", "init"]


def test_a_command_that_changes_nothing_is_not_journalled(study: Study) -> None:
    with study.command("import"):
        pass
    assert [entry.command for entry in journal.entries(study)] == ["init"]


def test_a_rehearsal_is_taken_back(study: Study) -> None:
    with study.rehearsal():
        coded(study)
        assert len(sources.listed(study)) == 1
    assert sources.listed(study) == []


def test_the_hash_depends_on_content_not_on_ids_or_times(tmp_path: Path) -> None:
    hashes = set()
    for n in (1, 2):
        with Study.create(tmp_path / f"s{n}.qda", title="Coba", clock=lambda n=n: f"2026-01-0{n}T00:00:00Z") as one:
            coded(one)
            hashes.add(journal.study_hash(one))
    assert len(hashes) == 1


def test_the_original_bytes_come_back_and_utf8_is_kept_once(study: Study) -> None:
    coded(study)
    stored = sources.find(study, "wawancara-1")
    assert sources.original(study, stored) == TEXT.encode()
    assert study.one("SELECT count(*) FROM content") == 1


def test_text_with_nul_and_lone_surrogate_survives(study: Study) -> None:
    odd = "P: a\0b \ud83d Apa kabar?\nN: Pelatihan.\n"
    new = source("aneh", odd)
    with study.command("import"):
        sources.add(
            study,
            NewSource(
                source=Source(
                    id=new.source.id, name="aneh", kind=Kind.INTERVIEW, technique=Technique.INTERVIEW, text=odd
                ),
                speakers=new.speakers,
                turns=new.turns,
                words=4,
            ),
        )
    assert sources.text(study, sources.find(study, "aneh")) == odd


def test_frames_keep_their_promises(study: Study) -> None:
    coded(study)
    material = frames.material(study, "en")
    (row,) = material.codings.to_dict("records")
    assert (row["quote"], row["code"], row["informant"], row["role"]) == (
        "Pelatihan",
        "bina-manusia/pelatihan",
        "Bu Rini",
        "informant",
    )
    assert (row["line"], row["turn"], row["technique"]) == (2, 1, "W")
    assert list(material.cases["group"]) == ["pengrajin"]
    assert list(material.codes["label"]) == ["Training"]


def test_check_finds_a_quote_that_is_not_at_its_place(study: Study) -> None:
    coding = coded(study)
    assert check(study) == []
    study.db.execute("UPDATE coding SET quote = 'Lain' WHERE id = ?", (coding.id,))
    (problem,) = check(study)
    assert "wawancara-1" in problem.place
    assert "quote" in problem.what


def test_check_finds_a_changed_text(study: Study) -> None:
    coded(study)
    study.db.execute("UPDATE content SET data = replace(data, 'Pelatihan', 'pelatihan')")
    assert {"Its text is not the text that was imported.", "A coding's quote is not the text at its place."} == {
        problem.what for problem in check(study)
    }


def test_a_truncated_a_foreign_and_a_missing_file_are_told_apart(tmp_path: Path, study: Study) -> None:
    coded(study)
    study.close()
    whole = study.path.read_bytes()
    (tmp_path / "potong.qda").write_bytes(whole[: len(whole) // 2 + 7])
    (tmp_path / "asing.qda").write_bytes(b"PK\x03\x04" * 500)
    for name in ("potong.qda", "asing.qda"):
        with pytest.raises(StudyDamagedError), Study.open(tmp_path / name) as broken:
            assert not check(broken)
            raise StudyDamagedError("check found it whole")
    with pytest.raises(StudyMissingError):
        Study.open(tmp_path / "tiada.qda")


def test_two_studies_in_one_folder_must_be_told_apart(tmp_path: Path, study: Study) -> None:
    inner = tmp_path / "transkrip"
    inner.mkdir()
    assert locate(None, inner) == study.path
    (tmp_path / "lain.qda").write_bytes(study.path.read_bytes())
    with pytest.raises(StudyError, match=r"coba\.qda, lain\.qda"):
        locate(None, inner)


def test_a_full_disk_takes_the_command_back(study: Study) -> None:
    coded(study)
    before = journal.study_hash(study)
    study.db.execute(f"PRAGMA max_page_count = {study.one('PRAGMA page_count') + 2}")
    with pytest.raises(StudyFullError), study.command("import"):
        sources.add(study, source("besar", "N: Pelatihan " + "".join(map(str, range(40_000))) + "\n"))
    assert journal.study_hash(study) == before
    assert check(study) == []


def test_a_second_writer_waits_and_then_is_told(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Study.open(study.path)
    other.db.set_busy_timeout(50)
    with study.command("import"):
        sources.add(study, source("satu"))
        with pytest.raises(StudyBusyError), other.command("import"):
            pass
    with other.command("import"):
        sources.add(other, source("dua"))
    assert [s.name for s in sources.listed(study)] == ["dua", "satu"]


@pytest.mark.skipif(
    not hasattr(os, "setuid") or os.getuid() != 0, reason="needs root to become somebody without rights"
)
def test_a_folder_that_may_not_be_written() -> None:
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom qda.store.study import Study\n"
        "from qda.model.wording import _\n_('loads what it needs while it may')\nos.setuid(65534)\n"
        "s = Study.open(Path(sys.argv[1]))\n"
        "try:\n    with s.command('x'): s.set_setting('title', 'y')\n"
        "except Exception as e: print(type(e).__name__)\n"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Study.create(folder / "coba.qda", title="Coba").close()
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", script, folder / "coba.qda"], capture_output=True, text=True, check=False
        )
    assert done.stdout.strip() == StudyReadOnlyError.__name__, done.stderr


def test_kill_minus_nine_in_the_middle_of_a_command_leaves_nothing_of_it(tmp_path: Path, study: Study) -> None:
    coded(study)
    before = journal.study_hash(study)
    study.close()
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom qda.store.study import Study\n"
        "s = Study.open(Path(sys.argv[1]))\n"
        "s.db.execute('PRAGMA cache_size=2; PRAGMA cache_spill=1')\n"
        "with s.command('import'):\n"
        "    for i in range(3000): s.set_setting(f'x{i}', 'y' * 4000)\n"
        "    print('half', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(study.path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Study.open(study.path) as again:
        assert journal.study_hash(again) == before
        assert check(again) == []
        assert again.setting("x1") is None
    assert not study.path.with_name(study.path.name + "-wal").exists()


def test_ids_ascend_even_within_one_millisecond() -> None:
    ids = new_ids()
    many = [next(ids) for _ in range(10_000)]
    assert many == sorted(many)
    assert len(set(many)) == len(many)
    assert {value[6] >> 4 for value in many} == {7}
    time.sleep(0.002)
    assert new_id() > many[0]


def test_a_codebook_saved_again_changes_nothing_and_a_changed_definition_is_a_new_version(study: Study) -> None:
    code = Code(id=new_id(), path="a", definition="satu")
    with study.command("codebook"):
        assert codebook.save(study, [code]).added == ("a",)
        assert codebook.save(study, [Code(id=new_id(), path="a", definition="satu")]).unchanged == ("a",)
        assert codebook.save(study, [Code(id=new_id(), path="a", definition="dua")], why="lebih tegas").changed == (
            "a",
        )
    stored = codebook.find(study, "a")
    assert (stored.id, stored.version, stored.definition) == (code.id, 2, "dua")
    assert [v.why for v in codebook.history(study, code.id)] == ["", "lebih tegas"]


def test_removing_a_source_takes_its_codings_and_undo_brings_both_back(study: Study) -> None:
    coding = coded(study)
    with study.command("source remove"):
        assert sources.remove(study, coding.source) == 1
    assert codings.listed(study) == []
    journal.undo(study)
    assert codings.listed(study) == [coding]


def test_a_backup_is_whole_and_overwrites_nothing(study: Study, tmp_path: Path) -> None:
    coded(study)
    study.backup(tmp_path / "cadangan.qda")
    with Study.open(tmp_path / "cadangan.qda") as copy:
        assert journal.study_hash(copy) == journal.study_hash(study)
    with pytest.raises(StudyError):
        study.backup(tmp_path / "cadangan.qda")


def test_quarantined_spans_are_marked_in_the_frame(study: Study) -> None:
    coding = coded(study)
    with study.command("quarantine"):
        quarantine.keep_out(study, coding.source, Span(start=0, end=len(TEXT)), "paragraf asing")
    assert list(frames.coding_frame(study)["quarantined"]) == [True]
