"""Importing into a study: once, twice, changed, broken."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.collect.describe import describe
from qda.collect.ingest import ImportOptions, Status, import_files
from qda.collect.people import load_cases, load_guide
from qda.model.desk_records import Written
from qda.model.errors import ConflictError, InputError, NotFoundError
from qda.model.ids import Id, new_id
from qda.model.records import Code, Coding, Kind, SpeakerRole
from qda.model.text import Span
from qda.store import cases, codebook, codings, journal, quarantine, sources, written
from qda.store.check import check
from qda.store.study import Study

TALK = (
    "DATA SINTETIS\nP: Pelatihan apa yang pernah diadakan untuk perajin?\n"
    "N: Pernah ada pelatihan anyaman di balai desa.\nP: Lalu?\nN: Ya.\nP: Pembelinya siapa?\n"
    "N: Orang kota, kadang pedagang dari pulau seberang.\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "s.qda", title="Coba", who="peneliti", clock=lambda: "2024-01-01T00:00:00Z") as made:
        yield made


def put(study: Study, name: str, text: str | bytes = TALK) -> Path:
    path = study.path.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def bring(study: Study, *paths: str, **options: object) -> list[tuple[str, Status]]:
    report = import_files(study, paths, ImportOptions(**options), base=study.path.parent)  # type: ignore[arg-type]
    return [(source.name, source.status) for source in report.sources]


def code_places(study: Study, source: str, *quotes: str, status: str = "active") -> None:
    with study.command("code"):
        if not codebook.listed(study):
            codebook.save(study, [Code(id=new_id(), path="tema")])
        theme = codebook.listed(study)[0]
        stored = sources.find(study, source)
        text = sources.text(study, stored)
        codings.add_many(
            study,
            [
                Coding(
                    id=new_id(), source=stored.id, start=text.index(q), end=text.index(q) + len(q), quote=q,
                    code=theme.id, coder="peneliti", at=study.now(), status=status
                )
                for q in quotes
            ],
        )  # fmt: skip


def quotes_of(study: Study, status: str = "active") -> list[str]:
    return [coding.quote for coding in codings.listed(study, status=status)]


def test_a_file_comes_in_with_speakers_turns_and_bytes(study: Study) -> None:
    path = put(study, "bahan/wawancara.txt", TALK.replace("\n", "\r\n"))
    report = import_files(study, ["bahan"], base=study.path.parent)
    (source,) = report.sources
    assert (source.name, source.status, source.kind, source.turns) == ("wawancara", Status.NEW, Kind.INTERVIEW, 6)
    assert source.speakers == (("P", 3), ("N", 3))
    stored = sources.find(study, "wawancara")
    assert (stored.file, stored.format, stored.synthetic) == ("bahan/wawancara.txt", "text", True)
    assert stored.words == len(TALK.split())
    assert sources.text(study, stored) == path.read_bytes().decode()
    assert sources.original(study, stored) == path.read_bytes()
    assert {s.label: s.role for s in sources.speakers(study)} == {
        "P": SpeakerRole.INTERVIEWER,
        "N": SpeakerRole.INFORMANT,
    }
    assert check(study) == []


def test_the_same_file_twice_does_nothing(study: Study) -> None:
    put(study, "a.txt")
    assert bring(study, "*.txt") == [("a", Status.NEW)]
    entries = len(journal.entries(study))
    assert bring(study, "*.txt") == [("a", Status.UNCHANGED)]
    assert len(journal.entries(study)) == entries


def test_a_copy_is_said_and_not_taken_twice(study: Study) -> None:
    put(study, "a.txt")
    put(study, "b.txt")
    report = import_files(study, ["*.txt"], base=study.path.parent)
    assert [source.name for source in report.sources] == ["a"]
    assert "copy of a.txt" in report.problems[-1].what
    assert not report.failed


def test_failing_files_are_said_and_the_others_are_in(study: Study) -> None:
    put(study, "a.txt")
    put(study, "b.docx", b"{\\rtf1 Halo}")
    put(study, "c.txt", b"\x89PNG\r\n\x1a\n")
    put(study, "d.txt", b"")
    report = import_files(study, ["*.*", "tiada.txt"], base=study.path.parent)
    assert [source.name for source in report.sources] == ["a"]
    failed = {problem.file: problem for problem in report.problems if problem.fatal}
    assert set(failed) == {"tiada.txt", "b.docx", "c.txt", "d.txt", "s.qda"}
    assert "Rich Text" in failed["b.docx"].what
    assert "save it as .docx" in failed["b.docx"].mend
    assert report.summary.endswith("5 files failed")


def test_the_same_name_in_two_folders_gives_two_sources(study: Study) -> None:
    put(study, "satu/w.txt")
    put(study, "dua/w.txt", TALK + "P: Baik.\n")
    put(study, "tiga/w.txt", TALK + "P: Sudah.\n")
    assert bring(study, "satu", "dua", "tiga") == [
        ("w", Status.NEW),
        ("w (dua)", Status.NEW),
        ("w (tiga)", Status.NEW),
    ]


def test_a_changed_file_takes_its_codings_along(study: Study) -> None:
    put(study, "a.txt")
    bring(study, "a.txt")
    moved, edited, lost = "Orang kota", "pelatihan anyaman di balai desa", "Lalu?"
    code_places(study, "a", moved, edited, lost)
    before = sources.find(study, "a")
    put(study, "a.txt", "Judul\n" + TALK.replace("di balai desa", "di balaidesa").replace("P: Lalu?\nN: Ya.\n", ""))
    report = import_files(study, ["a.txt"], base=study.path.parent)
    (source,) = report.sources
    assert (source.status, source.moved, source.edited, source.unplaced) == (Status.UPDATED, 2, 1, (lost,))
    assert quotes_of(study) == ["pelatihan anyaman di balaidesa", moved]
    assert quotes_of(study, "unplaced") == [lost]
    assert sources.find(study, "a").id == before.id
    assert check(study) == []
    put(study, "a.txt", TALK)
    bring(study, "a.txt")
    assert quotes_of(study) == [edited, moved]
    journal.undo(study)
    journal.undo(study)
    assert quotes_of(study) == [edited, lost, moved]
    assert check(study) == []


def test_an_unplaced_coding_comes_back_when_its_words_do(study: Study) -> None:
    put(study, "a.txt")
    bring(study, "a.txt")
    line = "kadang pedagang dari pulau seberang"
    code_places(study, "a", line)
    put(study, "a.txt", TALK.replace(line, "entah"))
    bring(study, "a.txt")
    assert (quotes_of(study), quotes_of(study, "unplaced")) == ([], [line])
    put(study, "a.txt", TALK + "P: Sudah?\n")
    bring(study, "a.txt")
    assert (quotes_of(study), quotes_of(study, "unplaced")) == ([line], [])


def test_refused_hits_stay_refused_or_go_with_their_words(study: Study) -> None:
    put(study, "a.txt")
    bring(study, "a.txt")
    code_places(study, "a", "Orang kota", "pelatihan", status="rejected")
    put(study, "a.txt", TALK.replace("N: Pernah ada pelatihan anyaman di balai desa.\n", "N: Belum.\n"))
    bring(study, "a.txt")
    assert quotes_of(study, "rejected") == ["Orang kota"]
    assert quotes_of(study, "unplaced") == []


def test_what_was_said_by_hand_outlives_a_change(study: Study) -> None:
    put(study, "a.txt")
    put(study, "kasus.csv", "name,role\nBu Endang,pemilik\n")
    bring(study, "a.txt", kind=Kind.FOCUS_GROUP, site="Timur")
    load_cases(study, study.path.parent / "kasus.csv")
    describe(study, "a", period="2", speakers=["N=Bu Endang", "P=other"])
    with study.command("quarantine"):
        text = sources.text(study, sources.find(study, "a"))
        at = text.index("Orang kota")
        quarantine.keep_out(study, sources.find(study, "a").id, Span(start=at, end=at + 10), "uji")
    put(study, "a.txt", "Judul\n" + TALK)
    bring(study, "a.txt")
    stored = sources.find(study, "a")
    assert (stored.kind, stored.technique.value, stored.site, stored.period) == (Kind.FOCUS_GROUP, "F", "Timur", "2")
    endang = cases.find(study, "Bu Endang").id
    assert {s.label: (s.role.value, s.case) for s in sources.speakers(study)} == {
        "P": ("other", None),
        "N": ("informant", endang),
    }
    (kept_out,) = quarantine.listed(study)
    assert sources.text(study, stored)[kept_out.span.start : kept_out.span.end] == "Orang kota"


def test_several_interviews_in_one_file_are_updated_each(study: Study) -> None:
    def file(answer: str) -> str:
        head = "Nama: {}\nTanggal: {} Mei 2024\nTempat: Rumah\n\nP: Apa kerja Ibu?\nN: {}\n\n"
        return head.format("Bu Asih", 1, "Menganyam bambu.") + head.format("Bu Yanti", 2, answer)

    put(study, "semua.txt", file("Menjual."))
    assert [name for name, _ in bring(study, "semua.txt")] == ["semua - Bu Asih", "semua - Bu Yanti"]
    assert sources.find(study, "semua - Bu Yanti").date == "2024-05-02"
    ids = {source.name: source.id for source in sources.listed(study)}
    put(study, "semua.txt", file("Menjual anyaman."))
    assert {status for _name, status in bring(study, "semua.txt")} == {Status.UPDATED}
    assert {source.name: source.id for source in sources.listed(study)} == ids
    put(study, "semua.txt", file("x").split("Nama: Bu Yanti")[0])
    report = import_files(study, ["semua.txt"], base=study.path.parent)
    assert [source.name for source in report.sources] == ["semua - Bu Asih"]
    assert "semua - Bu Yanti” is no longer in this file" in report.problems[-1].what


def test_a_rehearsal_writes_nothing(study: Study) -> None:
    put(study, "a.txt")
    with study.rehearsal():
        assert bring(study, "a.txt") == [("a", Status.NEW)]
    assert sources.listed(study) == []


def test_an_interrupted_import_leaves_nothing(study: Study) -> None:
    put(study, "a.txt")
    put(study, "b.txt", TALK + "P: Baik.\n")

    def stop(number: int, _total: int) -> None:
        if number == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files(study, ["*.txt"], base=study.path.parent, progress=stop)
    assert sources.listed(study) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(study: Study) -> None:
    put(study, "a.txt").chmod(0)
    report = import_files(study, ["a.txt"], base=study.path.parent)
    assert report.problems[0].fatal


def test_cases_join_speakers_whenever_they_come(study: Study) -> None:
    put(study, "a.txt", TALK.replace("DATA SINTETIS\n", "DATA SINTETIS\nNama: Bu Endang\nTempat: Rumah\n\n"))
    put(study, "kasus.csv", "name,aliases,group\nEndang Lestari,Bu Endang,pemilik\n")
    bring(study, "a.txt")
    assert sources.find(study, "a").place == "Rumah"
    done = load_cases(study, study.path.parent / "kasus.csv")
    assert (done.new, done.changed, done.joined) == (1, 0, 1)
    again = load_cases(study, study.path.parent / "kasus.csv")
    assert (again.new, again.changed, again.joined) == (0, 0, 0)
    speakers = {s.label: s.case for s in sources.speakers(study)}
    assert speakers == {"P": None, "N": cases.find(study, "Endang Lestari").id}
    put(study, "b.txt", TALK.replace("N:", "Bu Endang:"))
    bring(study, "b.txt")
    assert {s.label: s.case for s in sources.speakers(study, sources.find(study, "b").id)}["Bu Endang"] is not None
    entries = len(journal.entries(study))
    put(study, "kasus.csv", "name,aliases,group\nEndang Lestari,Bu Endang,dinas\n")
    assert load_cases(study, study.path.parent / "kasus.csv", dry_run=True).changed == 1
    assert len(journal.entries(study)) == entries
    assert cases.find(study, "Endang Lestari").attribute("group") == "pemilik"


def write(study: Study, view: str, row: str, text: str, by: str = "ani") -> None:
    with study.command("write"):
        written.save(study, [Written(view=view, row=row, column="written", text=text, by=by, at=study.now())])


def rows_written(study: Study) -> list[tuple[str, str]]:
    return [(one.row, one.text) for one in written.texts(study)]


def test_a_case_is_renamed_by_a_row_that_has_its_old_name_as_alias(study: Study) -> None:
    """Its codings and speakers stay with it, those who name it too, and so does what was written of it."""
    put(study, "kasus.csv", "name,aliases,depends_on\nBu Endang,N,\nPak Udin,,Bu Endang\n")
    load_cases(study, study.path.parent / "kasus.csv")
    own = cases.find(study, "Bu Endang").id
    write(study, "case-analysis-meeting", "Bu Endang/themes", "Bertanya lagi.")
    put(study, "lagi.csv", "name,aliases,group\nEndang Lestari,Bu Endang;N,dinas\n")
    done = load_cases(study, study.path.parent / "lagi.csv")
    assert (done.new, done.changed) == (0, 1)
    assert [case.name for case in cases.listed(study)] == ["Endang Lestari", "Pak Udin"]
    assert cases.find(study, "Endang Lestari").id == own
    assert cases.find(study, "Pak Udin").depends_on == ("Endang Lestari",)
    assert rows_written(study) == [("Endang Lestari/themes", "Bertanya lagi.")]
    assert done.lines[1:] == (
        "Bu Endang is called Endang Lestari now, with all that was said and written of it.",
        "1 text written into a display went along.",
    )
    assert load_cases(study, study.path.parent / "lagi.csv").renamed == ()
    journal.undo(study)
    assert rows_written(study) == [("Bu Endang/themes", "Bertanya lagi.")]
    assert [case.name for case in cases.listed(study)] == ["Bu Endang", "Pak Udin"]


def test_two_rows_for_one_person_put_their_texts_together(study: Study) -> None:
    """The chairman of the newspaper turns out to be Sutrisno: his row is gone from displays, and nothing is lost."""
    put(study, "kasus.csv", "name,same_as\nSutrisno,\nKetua KUB,\n")
    load_cases(study, study.path.parent / "kasus.csv")
    write(study, "interim-summary --case 'Ketua KUB'", "Ketua KUB/finding/F1", "Ragu.", "budi")
    write(study, "case-analysis-meeting", "Ketua KUB/themes", "Dari koran.", "budi")
    write(study, "case-analysis-meeting", "Sutrisno/themes", "Dari wawancara.")
    put(study, "kasus.csv", "name,same_as\nSutrisno,\nKetua KUB,Sutrisno\n")
    done = load_cases(study, study.path.parent / "kasus.csv")
    assert rows_written(study) == [
        ("Sutrisno/themes", "Dari wawancara.\n\nDari koran."), ("Sutrisno/finding/F1", "Ragu."),
    ]  # fmt: skip
    assert len(done.written.joined) == 1
    journal.undo(study)
    assert [row for row, _text in rows_written(study)] == [
        "Ketua KUB/themes", "Sutrisno/themes", "Ketua KUB/finding/F1",
    ]  # fmt: skip


def test_a_copy_goes_on_naming_the_source_that_was_renamed(study: Study) -> None:
    put(study, "a.txt")
    put(study, "b.txt", TALK + "P: Baik.\n")
    bring(study, "a.txt", "b.txt")
    describe(study, "b", copy_of="a")
    describe(study, "a", rename="01-endang")
    assert sources.find(study, "b").copy_of == "01-endang"


def test_a_renamed_source_takes_its_form_along(study: Study) -> None:
    put(study, "a.txt")
    bring(study, "a.txt")
    write(study, "contact-summary", "a/themes", "Pelatihan.")
    assert "1 text written into a display went along." in describe(study, "a", rename="01-endang")
    assert rows_written(study) == [("01-endang/themes", "Pelatihan.")]
    journal.undo(study)
    assert rows_written(study) == [("a/themes", "Pelatihan.")]


def test_the_guide_links_turns_whenever_it_comes(study: Study) -> None:
    guide = "- {id: latih, text: Pelatihan apa yang pernah diadakan untuk perajin?, codes: [tema]}\n"
    put(study, "guide.yaml", guide + "- {id: beli, text: Siapa pembelinya?, codes: [tema]}\n")
    put(study, "a.txt")
    bring(study, "a.txt")
    done = load_guide(study, study.path.parent / "guide.yaml")
    assert (done.new, done.total, done.joined) == (2, 2, 6)
    put(study, "b.txt", TALK + "P: Baik.\n")
    bring(study, "b.txt")
    for name in ("a", "b"):
        turns = sources.turns(study, sources.find(study, name).id)
        assert [turn.question for turn in turns][:6] == ["latih"] * 4 + ["beli"] * 2
    assert str(load_guide(study, study.path.parent / "guide.yaml")).endswith(
        "0 new, 0 changed, 0 joined to what was imported"
    )


def test_words_without_a_label_beside_a_moderator_are_the_informant_s(study: Study) -> None:
    put(study, "P1_uji.txt", "DATA SINTETIS\nMODERATOR: Silakan.\nSaya buka dulu.\nMODERATOR: Lalu?\nSudah.\n")
    put(study, "kasus.csv", "name,aliases\nPeserta satu,P1\n")
    load_cases(study, study.path.parent / "kasus.csv")
    bring(study, "P1_uji.txt")
    speakers = {s.label: (s.role.value, s.case is not None) for s in sources.speakers(study)}
    assert speakers == {"MODERATOR": ("interviewer", False), "Peserta satu": ("informant", True)}


def test_kinds_are_told_from_name_and_title(study: Study) -> None:
    put(study, "catatan.txt", "CATATAN LAPANGAN (DATA SINTETIS)\nRamai sekali.\n")
    put(study, "koran.txt", "DATA SINTETIS\nHarga naik.\n")
    put(study, "fgd-1.txt", TALK)
    bring(study, "*.txt")
    assert {s.name: s.technique.value for s in sources.listed(study)} == {"catatan": "O", "koran": "D", "fgd-1": "F"}


def test_describing_a_source(study: Study) -> None:
    put(study, "a.txt")
    put(study, "b.txt", TALK + "P: Baik.\n")
    bring(study, "*.txt")
    said = describe(
        study, "a", rename="awal", kind="observation", date="2024-05-12", copy_of="b", speakers=["n=interviewer"]
    )
    assert "N = interviewer" in said
    stored = sources.find(study, "awal")
    assert (stored.technique.value, stored.date, stored.copy_of) == ("O", "2024-05-12", "b")
    for fault, arguments in (
        (NotFoundError, {"name": "tiada"}),
        (NotFoundError, {"name": "b", "speakers": ["X=other"]}),
        (NotFoundError, {"name": "b", "speakers": ["N=Entah"]}),
        (InputError, {"name": "b", "speakers": ["N"]}),
        (InputError, {"name": "b", "kind": "entah"}),
        (InputError, {"name": "b", "date": "12/5/2024"}),
        (ConflictError, {"name": "b", "rename": "AWAL"}),
    ):
        with pytest.raises(fault):
            describe(study, **arguments)  # type: ignore[arg-type]
    assert describe(study, "b").startswith("Nothing was named")


def test_ids_of_speakers_last(study: Study) -> None:
    put(study, "a.txt")
    bring(study, "a.txt")
    ids: dict[str, Id] = {s.label: s.id for s in sources.speakers(study)}
    put(study, "a.txt", TALK + "P: Baik.\n")
    bring(study, "a.txt")
    assert {s.label: s.id for s in sources.speakers(study)} == ids


def _talk(guest: str, *, asks: bool = True) -> str:
    question = "Lalu bagaimana kelanjutannya?" if asks else "Itu menarik sekali."
    return "".join(f"Rina Dewi: {question}\n{guest}: Kami menjual ke kota nomor {n}.\n" for n in range(4))


def test_who_asks_in_two_other_interviews_asks_here_too(study: Study) -> None:
    put(study, "1.txt", _talk("Wati Lestari", asks=False))
    put(study, "2.txt", _talk("Joko Susilo"))
    bring(study, "1.txt", "2.txt")
    (note,) = sources.find(study, "1").problems
    assert "None of the labels" in note.what
    put(study, "3.txt", _talk("Sri Rahayu"))
    report = import_files(study, ["3.txt"], base=study.path.parent)
    roles = {s.label: s.role for s in sources.speakers(study, sources.find(study, "1").id)}
    assert roles == {"Rina Dewi": SpeakerRole.INTERVIEWER, "Wati Lestari": SpeakerRole.INFORMANT}
    (note,) = sources.find(study, "1").problems
    assert "“Rina Dewi” was taken for the interviewer" in note.what
    assert note in report.problems
    # What somebody says by hand stays, and no later import asks again.
    describe(study, "1", speakers=["Rina Dewi=informant"])
    put(study, "4.txt", _talk("Budi Hartono"))
    bring(study, "4.txt")
    assert {s.role for s in sources.speakers(study, sources.find(study, "1").id)} == {SpeakerRole.INFORMANT}


def test_the_second_look_knows_names_not_machines(study: Study) -> None:
    for number, asks in enumerate((True, True, False)):
        text = _talk("Speaker 2", asks=asks).replace("Rina Dewi", "Speaker 1")
        put(study, f"{number}.txt", text.replace("kota", f"kota{number}"))
    bring(study, "*.txt")
    assert {s.role for s in sources.speakers(study, sources.find(study, "2").id)} == {SpeakerRole.INFORMANT}


def test_a_changed_file_keeps_the_interviewer_named_by_hand_without_a_note(study: Study) -> None:
    put(study, "1.txt", _talk("Wati Lestari", asks=False))
    bring(study, "1.txt")
    describe(study, "1", speakers=["Rina Dewi=interviewer"])
    put(study, "1.txt", _talk("Wati Lestari", asks=False) + "Rina Dewi: Baik.\n")
    bring(study, "1.txt")
    assert sources.find(study, "1").problems == ()


def test_nobody_speaks_in_what_became_the_authors_prose(study: Study) -> None:
    put(study, "a.txt")
    bring(study, "a.txt")
    before = sources.turns_by_speaker(study)
    describe(study, "a", kind="author")
    assert sources.speakers(study) == []
    assert sources.turns(study, sources.find(study, "a").id) == []
    describe(study, "a", kind="interview")
    assert sources.turns_by_speaker(study) == before
    bring(study, "a.txt", kind=Kind.AUTHOR)
    assert sources.speakers(study) == []
    assert check(study) == []


def test_turns_of_nobody_are_counted_the_second_time_too(study: Study) -> None:
    put(study, "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nhalo semua\n\n2\n00:00:03,000 --> 00:00:04,000\nselamat\n")
    for _again in range(2):
        (source,) = import_files(study, ["a.srt"], base=study.path.parent).sources
        assert source.turns == 2
