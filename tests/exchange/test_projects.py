"""A whole project comes in as one command, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qda.cli.material import bring_in
from qda.collect.people import relink
from qda.exchange.projects import import_project, is_project, read_project
from qda.model.errors import InputError
from qda.model.ids import new_id
from qda.model.records import Case, Kind, Origin
from qda.store import cases, codebook, codings, journal, notes, sources
from qda.store.check import check
from qda.store.frames import coding_frame
from qda.store.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Any:
    with Study.create(tmp_path / "studi.qda", title="Studi", clock=lambda: "2026-04-01T00:00:00Z") as opened:
        yield opened


@pytest.fixture
def filled(taguette: Any) -> Any:
    project = taguette.project("Perak")
    page = taguette.document(project, "catatan.odt", "<p>N: Modal habis.</p><p>Pasar sepi 🪙.</p>")
    capital, market = taguette.tag(project, "Modal", "Uang usaha."), taguette.tag(project, "Pasar")
    marked = taguette.highlight(page, "Modal habis", [capital])
    taguette.highlight(page, "Pasar sepi 🪙", [market, capital])
    taguette.highlight(page, "sepi", [])
    taguette.edit(project, "wati", "2026-03-01 08:00:00", marked, [capital])
    taguette.project_id, taguette.page_id, taguette.market_id = project, page, market
    return taguette


def counts(study: Study) -> tuple[int, int, int, int]:
    return (
        len(sources.listed(study)), len(codebook.listed(study)), len(codings.listed(study)), len(notes.memos(study)),
    )  # fmt: skip


def test_sources_codes_codings_and_memos_are_stored_as_one_command(study: Study, filled: Any) -> None:
    report = import_project(study, filled.path)
    assert (report.sources, report.codes, report.codings, report.notes) == (1, 2, 3, 1)
    (source,) = sources.listed(study)
    assert (source.name, source.format, source.words) == ("catatan.odt", "taguette", 5)
    assert [(t.start, t.end, t.speaker) for t in sources.turns(study, source.id)] == [(0, source.characters, None)]
    assert {(c.quote, c.coder, c.at, c.origin) for c in codings.listed(study)} == {
        ("Modal habis", "wati", "2026-03-01T08:00:00Z", Origin.HAND),
        ("Pasar sepi 🪙", "taguette", "2026-04-01T00:00:00Z", Origin.HAND),
    }
    assert codebook.find(study, "modal").definition == "Uang usaha."
    assert "sepi" in notes.memos(study)[0].text
    assert check(study) == []
    assert [entry.command for entry in journal.entries(study)] == ["import", "init"]
    journal.undo(study)
    assert counts(study) == (0, 0, 0, 0)


def test_the_same_project_twice_adds_nothing(study: Study, filled: Any) -> None:
    import_project(study, filled.path)
    before, state = counts(study), journal.study_hash(study)
    again = import_project(study, filled.path)
    assert (again.sources, again.codes, again.codings, again.notes) == (0, 0, 0, 0)
    assert (again.sources_known, again.codes_known, again.codings_known) == (1, 2, 3)
    assert (counts(study), journal.study_hash(study)) == (before, state)
    assert len(journal.entries(study)) == 2


def test_only_what_is_new_is_added_later(study: Study, filled: Any) -> None:
    import_project(study, filled.path)
    filled.highlight(filled.page_id, "habis", [filled.market_id])
    report = import_project(study, filled.path)
    assert (report.sources, report.codes, report.codings) == (0, 0, 1)
    assert "habis" in [c.quote for c in codings.listed(study)]


def test_two_codings_alike_stay_two_however_often_they_come(study: Study, filled: Any) -> None:
    filled.highlight(filled.page_id, "Pasar sepi 🪙", [filled.market_id])
    assert import_project(study, filled.path).codings == 4
    assert import_project(study, filled.path).codings == 0


def test_a_source_of_that_name_with_another_text_is_left_alone(study: Study, filled: Any) -> None:
    import_project(study, filled.path)
    filled.run("UPDATE documents SET contents = ?", "<p>N: Modal habis.</p><p>Pasar sepi 🪙 sekali.</p>")
    report = import_project(study, filled.path)
    assert [s.name for s in sources.listed(study)] == ["catatan.odt", "catatan.odt (Taguette)"]
    assert "catatan.odt (Taguette)" in report.problems[-1].what
    assert import_project(study, filled.path).sources == 0
    assert check(study) == []


def test_a_code_that_is_there_keeps_its_definition(study: Study, filled: Any) -> None:
    import_project(study, filled.path)
    filled.run("UPDATE tags SET description = 'Lain.' WHERE path = 'Modal'")
    report = import_project(study, filled.path)
    assert codebook.find(study, "modal").definition == "Uang usaha."
    assert codebook.find(study, "modal").version == 1
    assert [p.place for p in report.problems if "another definition" in p.what] == ["modal"]


def test_a_document_is_whole_and_nobodys(study: Study, filled: Any) -> None:
    import_project(study, filled.path, kind=Kind.DOCUMENT)
    (source,) = sources.listed(study)
    assert (source.kind, source.technique) == ("document", "D")
    (turn,) = sources.turns(study, source.id)
    assert (turn.start, turn.end, turn.speaker) == (0, source.characters, None)


def test_labels_in_the_texts_of_a_project_say_who_speaks(study: Study, taguette: Any) -> None:
    """What the moderator asks is nobody's evidence; the lines without a label are the participant's.

    The second document has no label, so that it stays whole and nobody's; all of it is one command.
    """
    project = taguette.project("Perak")
    talk = taguette.document(
        project,
        "P1_uji.odt",
        "<p>MODERATOR: Bagaimana pelatihannya?</p><p>Belum ada pelatihan di sini.</p><p>MODERATOR: Dan modal?</p>"
        "<p>Modal habis.</p>",
    )
    note = taguette.document(project, "catatan.odt", "<p>Pasar sepi.</p>")
    tag = taguette.tag(project, "Pelatihan")
    for words in ("MODERATOR: Bagaimana pelatihannya?", "pelatihannya", "Belum ada pelatihan"):
        taguette.highlight(talk, words, [tag])
    taguette.highlight(note, "Pasar", [tag])
    brought = bring_in(study, [str(taguette.path)])
    assert brought.lines[-1] == "Speakers found in 1 source. Words of MODERATOR are the interviewer’s and no evidence."
    found = coding_frame(study)
    roles = dict(zip(found["quote"], found["role"], strict=True))
    assert roles == {
        "MODERATOR: Bagaimana pelatihannya?": "interviewer",
        "pelatihannya": "interviewer",
        "Belum ada pelatihan": "informant",
        "Pasar": None,
    }
    assert check(study) == []
    with study.command("cases import"):
        cases.save(study, Case(id=new_id(), name="P1"))
        assert relink(study) == 1
    assert bring_in(study, [str(taguette.path)]).lines[1:] == ()
    journal.undo(study)
    journal.undo(study)
    assert counts(study) == (0, 0, 0, 0)


def test_a_rehearsal_leaves_nothing(study: Study, filled: Any) -> None:
    with study.rehearsal():
        assert import_project(study, filled.path).codings == 3
    assert counts(study) == (0, 0, 0, 0)


def test_what_is_no_project_is_refused_with_a_reason(tmp_path: Path, filled: Any) -> None:
    text = tmp_path / "catatan.txt"
    text.write_text("isi")
    damaged = tmp_path / "rusak.sqlite3"
    damaged.write_bytes(filled.path.read_bytes()[:100] + b"\xff" * 5000)
    assert [is_project(path) for path in (filled.path, text, damaged, tmp_path)] == [True, False, False, False]
    with pytest.raises(InputError, match=r"catatan\.txt: .*\.sqlite3"):
        read_project(text)
    with pytest.raises(InputError, match=r"rusak\.sqlite3: "):
        read_project(damaged)
    with pytest.raises(InputError, match="no such file"):
        read_project(tmp_path / "tiada.sqlite3")


def test_a_damaged_project_changes_nothing(study: Study, tmp_path: Path, filled: Any) -> None:
    damaged = tmp_path / "rusak.sqlite3"
    damaged.write_bytes(filled.path.read_bytes()[: 4096 * 3])
    with pytest.raises(InputError):
        import_project(study, damaged)
    assert counts(study) == (0, 0, 0, 0)


def test_the_real_project_comes_in_whole_and_checks(study: Study, shared: Path) -> None:
    path = shared / "data" / "serdif" / "coded" / "SERDIF_P2_ThematicAnalysis.sqlite3"
    report = import_project(study, path)
    assert (report.sources, report.codes, report.codings) == (17, 22, 1930)
    assert check(study) == []
    assert import_project(study, path).codings == 0
