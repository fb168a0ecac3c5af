"""The journal alone gives the study again, row by row; whatever was changed beside it or in it is found and named."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.model.errors import StudyDamagedError, StudyError
from qda.model.ids import new_id
from qda.model.records import Kind, Source, Technique
from qda.store import journal, schema, sources
from qda.store.changes import row_changes, table_changes
from qda.store.check import check
from qda.store.replay import recorded, replay, sealed
from qda.store.sources import NewSource
from qda.store.study import Study
from qda.store.trail import Migrated, Replayed, Trail
from tests.histories import EVERYTHING, STEPS, lived

VERSION = "1"


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the word index and what is cached, by rowid or key, bytes as they lie."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    names = (*schema.JOURNALLED, "content", "journal", "migration")
    rows = {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    db.close()
    return rows


def replayed(trail: Trail, folder: Path) -> Replayed:
    return replay(trail, folder / "lagi.qda", version=VERSION)


@given(steps=st.lists(st.integers(0, len(STEPS) - 1), max_size=18))
@settings(max_examples=25, deadline=None)
def test_any_history_replays_to_the_same_study_row_by_row(steps: list[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with lived(folder / "a", steps) as study:
            trail = recorded(study, VERSION)
            done = replayed(trail, folder)
            before = journal.study_hash(study)
        assert done.problems == ()
        assert done.study_hash == before
        assert done.entries == len(trail.entries)
        assert tables(folder / "a" / "coba.qda") == tables(folder / "lagi.qda")


def test_the_replayed_study_goes_on_as_the_first_would(tmp_path: Path) -> None:
    with lived(tmp_path / "a", EVERYTHING) as study:
        commands = {entry.kind for entry in journal.entries(study)}
        assert commands == {"do", "undo", "redo"}
        assert replayed(recorded(study, VERSION), tmp_path).identical
        redone = journal.redo(study)
        state = journal.study_hash(study)
    with Study.open(tmp_path / "lagi.qda") as again:
        assert check(again) == []
        assert again.one("SELECT count(*) FROM segment") > 0
        assert journal.redo(again).seq == redone.seq
        assert journal.study_hash(again) == state


def test_a_text_that_utf_8_does_not_know_comes_back(tmp_path: Path) -> None:
    text = "Rp 1.000\ud83d \0 é"
    with Study.create(tmp_path / "a.qda", title="A") as study:
        source = Source(
            id=new_id(), name="x", kind=Kind.DOCUMENT, technique=Technique.DOCUMENT, text=text, original=b"\xff\0" * 50
        )
        with study.command("import"):
            sources.add(study, NewSource(source=source, speakers=(), turns=(), words=3))
        assert replayed(recorded(study, VERSION), tmp_path).identical
    with Study.open(tmp_path / "lagi.qda") as again:
        [stored] = sources.listed(again)
        assert sources.text(again, stored) == text
        assert sources.original(again, stored) == b"\xff\0" * 50


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    """The trail of a study with a long history, no longer open."""
    with lived(tmp_path / "a", EVERYTHING) as study:
        found = recorded(study, VERSION)
        packed = {entry.seq: found.changeset(entry.seq) for entry in found.entries}
        kept = list(found.contents())
    return dataclasses.replace(found, changeset=packed.get, contents=lambda: iter(kept))


def resealed(trail: Trail, **changes: object) -> Trail:
    """The trail with something changed by somebody who knows how seals are made."""
    changed = dataclasses.replace(trail, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(changed, seals=sealed(changed.entries))


def refused(trail: Trail, folder: Path) -> str:
    done = replayed(trail, folder)
    assert not done.identical
    assert [path.name for path in folder.glob("*lagi*")] == []
    return str(done.problems[0])


def test_an_entry_that_says_something_else_breaks_the_chain(trail: Trail, tmp_path: Path) -> None:
    entries = list(trail.entries)
    entries[3] = dataclasses.replace(entries[3], who="orang lain")
    assert refused(dataclasses.replace(trail, entries=tuple(entries)), tmp_path) == (
        "journal entry 4: It is not what was recorded: the chain of seals breaks here."
    )


def test_a_missing_entry_is_named(trail: Trail, tmp_path: Path) -> None:
    without = trail.entries[:4] + trail.entries[5:]
    assert refused(resealed(trail, entries=without), tmp_path) == "journal entry 6: Entry 5 is missing before it."


def test_entries_out_of_order_are_named(trail: Trail, tmp_path: Path) -> None:
    entries = (*trail.entries[:4], trail.entries[5], trail.entries[4], *trail.entries[6:])
    assert refused(resealed(trail, entries=entries), tmp_path) == (
        "journal entry 6: It stands where entry 5 is due: the entries are out of order."
    )


def test_entries_cut_off_at_the_end_give_another_study(trail: Trail, tmp_path: Path) -> None:
    cut = next(n for n, entry in enumerate(trail.entries) if entry.command == "import") - 1
    assert "The journal gives" in refused(resealed(trail, entries=trail.entries[:cut]), tmp_path)


def test_a_journal_without_its_beginning_cannot_be_replayed(trail: Trail, tmp_path: Path) -> None:
    assert refused(resealed(trail, entries=trail.entries[1:]), tmp_path) == (
        "The journal does not begin with the study’s beginning (init)."
    )
    assert "init" in refused(resealed(trail, entries=()), tmp_path)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda _packed: None, "Its changes are missing."),
        (lambda packed: packed[:-4], "Its changes are damaged."),
        (lambda _packed: zlib.compress(b""), "Its changes are not those that were recorded."),
    ],
)
def test_a_changeset_that_is_not_the_recorded_one(
    trail: Trail, tmp_path: Path, damage: Callable[[bytes], bytes | None], said: str
) -> None:
    def changeset(seq: int) -> bytes | None:
        packed = trail.changeset(seq)
        return damage(packed) if seq == 4 and packed is not None else packed

    assert refused(dataclasses.replace(trail, changeset=changeset), tmp_path) == f"journal entry 4: {said}"


def test_a_changeset_that_does_not_fit_is_named_even_where_hash_and_seals_were_made_to_fit(
    trail: Trail, tmp_path: Path
) -> None:
    first = trail.changeset(1)
    assert first is not None
    entries = list(trail.entries)
    entries[1] = dataclasses.replace(entries[1], hash=hashlib.sha256(zlib.decompress(first)).hexdigest())
    told = refused(
        resealed(trail, entries=tuple(entries), changeset=lambda seq: first if seq == 2 else trail.changeset(seq)),
        tmp_path,
    )
    assert told.startswith("journal entry 2: The study is not as that command left it (setting)")


def test_an_undo_of_what_does_not_stand_is_named(trail: Trail, tmp_path: Path) -> None:
    entries = list(trail.entries)
    at = next(n for n, entry in enumerate(entries) if entry.kind == "undo")
    entries[at] = dataclasses.replace(entries[at], target=entries[at].seq + 1)
    assert "which cannot be" in refused(resealed(trail, entries=tuple(entries)), tmp_path)


def test_a_content_that_is_missing_or_another_is_named(trail: Trail, tmp_path: Path) -> None:
    kept = list(trail.contents())
    gone = [dataclasses.replace(kept[0], data=None), *kept[1:]]
    assert refused(dataclasses.replace(trail, contents=lambda: iter(gone)), tmp_path).endswith("It is missing.")
    other = [dataclasses.replace(kept[0], data=b"lain"), *kept[1:]]
    assert "its hash is another" in refused(dataclasses.replace(trail, contents=lambda: iter(other)), tmp_path)


def test_a_content_that_the_record_leaves_out_is_missed(trail: Trail, tmp_path: Path) -> None:
    without = dataclasses.replace(trail, contents=lambda: iter(()))
    assert refused(without, tmp_path) == "source wawancara-2: Its text or its file is not among the contents."


def test_a_state_that_leaves_a_table_out_is_another(trail: Trail, tmp_path: Path) -> None:
    tables_ = tuple(state for state in trail.state.tables if state.table != "memo")
    state = dataclasses.replace(trail.state, tables=tables_)
    assert refused(dataclasses.replace(trail, state=state), tmp_path).startswith("table memo: The journal gives ")


def test_what_was_changed_past_the_journal_is_found(tmp_path: Path) -> None:
    with lived(tmp_path / "a", EVERYTHING) as study:
        before = journal.study_hash(study)
        study.db.execute("UPDATE memo SET about_kind = about_kind, at = '2020-01-01T00:00:00Z'")
        assert journal.study_hash(study) == before, "the study hash leaves times out, on purpose"
        told = refused(recorded(study, VERSION), tmp_path)
    assert told.startswith("table memo: The journal gives ")
    assert told.endswith("they are not the same rows.")


def test_a_study_from_before_a_migration_replays_through_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extra = "ALTER TABLE memo ADD COLUMN colour TEXT NOT NULL DEFAULT 'putih'; UPDATE memo SET status = 'lama'"
    with lived(tmp_path / "a", (8, 8, 3)):
        pass
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("2099-colour", extra)))
    with Study.open(tmp_path / "a" / "coba.qda", who="ana", clock=lambda: "2026-01-03T00:00:00Z") as study:
        with study.command("memo add"):
            study.write("UPDATE memo SET colour = 'biru'")
        found = recorded(study, VERSION)
        assert found.migrations[-1] == Migrated(name="2099-colour", at="2026-01-03T00:00:00Z")
        assert replayed(found, tmp_path).problems == ()
    assert tables(tmp_path / "a" / "coba.qda") == tables(tmp_path / "lagi.qda")


@pytest.mark.parametrize("old", sorted((Path(__file__).parent / "old").glob("*.qda")), ids=lambda path: path.stem)
def test_studies_of_older_programs_replay(old: Path, tmp_path: Path) -> None:
    with Study.open(Path(shutil.copy(old, tmp_path / "lama.qda"))) as study:
        assert replayed(recorded(study, VERSION), tmp_path).problems == ()
    assert tables(tmp_path / "lama.qda") == tables(tmp_path / "lagi.qda")


def test_a_trail_recorded_before_a_migration_replays_in_a_newer_program(
    trail: Trail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = "ALTER TABLE memo ADD COLUMN colour TEXT NOT NULL DEFAULT 'putih'"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("2099-colour", extra)))
    assert replayed(trail, tmp_path).problems == ()
    with Study.open(tmp_path / "lagi.qda") as study:
        assert set(study.rows("SELECT DISTINCT colour FROM memo")) == {("putih",)}


def test_another_version_may_sum_up_the_same_rows_otherwise(trail: Trail, tmp_path: Path) -> None:
    other = dataclasses.replace(trail, state=dataclasses.replace(trail.state, study_hash="0" * 16), version="0")
    done = replayed(other, tmp_path)
    assert done.identical
    assert "0 recorded it; all rows are the same." in str(done.problems[0])
    (tmp_path / "lagi.qda").unlink()
    assert not replayed(dataclasses.replace(other, version=VERSION), tmp_path).identical


def test_a_trail_of_a_newer_program_and_a_taken_place_are_refused(trail: Trail, tmp_path: Path) -> None:
    newer = dataclasses.replace(trail, migrations=(*trail.migrations, Migrated(name="2199", at="2199")))
    with pytest.raises(StudyDamagedError):
        replayed(newer, tmp_path)
    (tmp_path / "lagi.qda").write_bytes(b"milik orang")
    with pytest.raises(StudyError):
        replayed(trail, tmp_path)
    assert (tmp_path / "lagi.qda").read_bytes() == b"milik orang"


def test_check_finds_a_journal_that_was_tampered_with(tmp_path: Path) -> None:
    with lived(tmp_path / "a", EVERYTHING) as study:
        assert check(study) == []
        study.db.execute("UPDATE journal SET changeset = ? WHERE seq = 3", (zlib.compress(b"lain"),))
        study.db.execute("DELETE FROM journal WHERE seq = 5")
        assert [f"{p.place}: {p.what}" for p in check(study)] == [
            "journal entry 3: Its changes are not those that were recorded.",
            "journal entry 5: It is missing.",
        ]


def test_changes_are_told_by_table_and_by_row(tmp_path: Path) -> None:
    with lived(tmp_path / "a", (13, 0, 8, 3, 13)) as study:
        told = dict(table_changes(study))
        assert [str(one) for one in told[2]] == ["question +1", "question_code +1"]
        assert [one.table for one in told[3]] == ["source", "speaker", "turn"]
        changes = [(c.seq, c.kind, c.before.get("text"), c.after.get("text")) for c in row_changes(study, "question")]
    assert changes == [
        (2, "added", None, "Pelatihan apa saja0?"),
        (6, "changed", "Pelatihan apa saja0?", "Pelatihan apa saja1?"),
    ]
