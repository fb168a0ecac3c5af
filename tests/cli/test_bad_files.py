"""Files that cannot be taken in: one sentence each, the others of the same import are in, nothing is lost."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.cli.conftest import TALK, Qda

RTF = rb"{\rtf1\ansi P: Apa kabar?\par N: Baik.\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def named(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") + bytes(200) for name in streams)


def zipped(**members: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


PROTECTED = named("EncryptionInfo", "EncryptedPackage")
FAULTS = {
    "kosong.txt": (b"", "empty"),
    "kosong.docx": (b"", "empty"),
    "spasi.txt": (b" \n\n \n", "empty"),
    "biner.txt": (bytes(range(256)) * 40, "binary"),
    "acak.docx": (bytes(range(255, -1, -1)) * 20, "not that of a .docx"),
    "polos.docx": (TALK.encode(), ".txt"),
    "lain.docx": (zipped(isi="halo"), "word/document.xml"),
    "rtf.docx": (RTF, "Rich Text"),
    "teks.rtf": (RTF, "Rich Text"),
    "lama.doc": (named("WordDocument"), "save it as .docx"),
    "terkunci.docx": (PROTECTED, "password"),
    "terkunci.xlsx": (PROTECTED, "password"),
    "pdf.txt": (b"%PDF-1.4\n" + bytes(range(128, 256)) * 9, "PDF document, although its name ends in .txt"),
    "potong.json": (b'{"segments": [', "cut off"),
    "asing.json": (b'{"a": 1}', "segments"),
    "polos.vtt": (b"halo saja\n", "no cue"),
    "angka.csv": (b"a,b\n1,2\n", "source, speaker, text"),
    "potong.ods": (b"PK\x03\x04xxx", "cut off"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_cannot_be_read_says_so_in_one_sentence(qda: Qda, tmp_path: Path, name: str) -> None:
    data, told = FAULTS[name]
    (tmp_path / name).write_bytes(data)
    qda("init", "coba")
    done = qda("import", name)
    assert done.status == 2
    (sentence,) = done.said
    assert sentence.startswith(f"Not taken in: {name}")
    assert told in sentence
    assert sentence.endswith(".")


def test_a_word_file_cut_in_two_is_told_from_a_whole_one(qda: Qda, tmp_path: Path, root: Path) -> None:
    whole = (root / "examples/batankrajan/transkrip/01-kepala-dinas.docx").read_bytes()
    (tmp_path / "potong.docx").write_bytes(whole[: len(whole) // 2])
    qda("init", "coba")
    done = qda("import", "potong.docx")
    assert done.status == 2
    assert done.said == [
        "Not taken in: potong.docx: The file is damaged or cut off. "
        "Copy or download it again, or open it in its program and save it anew."
    ]


def test_the_good_files_of_a_folder_come_in_beside_the_bad(qda: Qda, tmp_path: Path) -> None:
    folder = tmp_path / "transkrip"
    folder.mkdir()
    for name, (data, _told) in FAULTS.items():
        (folder / name).write_bytes(data)
    (folder / "bagus.txt").write_text(TALK + "P: Lalu?\n", encoding="utf-8")
    (folder / "~$bagus.docx").write_bytes(b"\x06Peneliti" + bytes(150))  # what Word leaves while a file is open
    qda("init", "coba")
    done = qda("import", "transkrip")
    assert done.status == 2
    assert sum(line.startswith("Not taken in: ") for line in done.said) == len(FAULTS)
    assert "~$" not in done.err
    assert [source["name"] for source in qda("sources", "--json").json] == ["bagus"]
    assert qda("check").status == 0


def test_a_picture_is_called_a_picture(qda: Qda, tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(100))
    qda("init", "coba")
    done = qda("import", "foto.jpg")
    assert (done.status, done.said) == (
        2,
        ["Not taken in: foto.jpg: This is a picture. Type its text into a .txt or .docx file."],
    )


def test_a_name_that_is_nowhere(qda: Qda) -> None:
    qda("init", "coba")
    done = qda("import", "tiada.docx")
    assert (done.status, done.said) == (
        2,
        ["Not taken in: tiada.docx: There is no such file. Check the name and the folder."],
    )


def test_a_rehearsed_import_shows_the_faults_and_takes_nothing_in(qda: Qda, tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_bytes(b"")
    (tmp_path / "bagus.txt").write_text(TALK, encoding="utf-8")
    qda("init", "coba")
    done = qda("import", "kosong.txt", "bagus.txt", "--dry-run")
    assert done.status == 2
    assert len(done.said) == 1
    assert done.out.startswith("It would be: ")
    assert qda("sources", "--json").json == []


@pytest.mark.parametrize("command", ["cases", "guide", "codebook", "finding"])
def test_a_workbook_behind_a_password_and_a_file_that_is_missing(qda: Qda, tmp_path: Path, command: str) -> None:
    (tmp_path / "terkunci.xlsx").write_bytes(PROTECTED)
    qda("init", "coba")
    for name, told in (("terkunci.xlsx", "password"), ("tiada.yaml", "There is no such file.")):
        if command == "finding" and name == "terkunci.xlsx":
            told = "UTF-8"
        done = qda(command, "import", name)
        assert done.status == 2
        assert len(done.said) == 1, done.err
        assert name in done.err
        assert told in done.err
