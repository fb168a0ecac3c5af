"""Bytes to text: every encoding a transcript comes in, and what is refused."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.collect.decode import decode
from qda.collect.importer import File
from qda.model.errors import InputError

WORDS = "Pewawancara: Sejak kapan Bapak mulai?\r\nInforman: Sejak lama, Mas.\r\n"


def read(data: bytes, name: str = "a.txt") -> str:
    return decode(File(name=name, data=data)).text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode_with_and_without_a_mark(encoding: str) -> None:
    assert read(WORDS.encode(encoding)) == WORDS


def test_a_mark_is_no_text_and_line_ends_stay() -> None:
    assert read(b"\xef\xbb\xbfa\r\nb\rc\n") == "a\r\nb\rc\n"


def test_windows_1252_is_read_and_said() -> None:
    got = decode(File(name="a.txt", data="“Ya” – kata beliau… café".encode("cp1252")))
    assert (got.text, got.encoding) == ("“Ya” – kata beliau… café", "cp1252")
    assert "cp1252" in got.problems[0].what
    assert not got.problems[0].fatal


def test_a_character_cut_at_the_end_is_reported() -> None:
    got = decode(File(name="a.txt", data="harga 5 €".encode()[:-1]))
    assert got.text == "harga 5 "
    assert "middle of a character" in got.problems[0].what


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(lambda t: t.strip()))
def test_utf8_comes_back_as_written(text: str) -> None:
    data = ("x" + text).encode()
    assert read(data) == "x" + text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"PK\x03\x04....", "ZIP"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1\\ansi}", "Rich Text"),
        (b"ID3\x04....", "sound"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (bytes(range(256)) * 4, "binary"),
        (b"text with \0 in it", "binary"),
        (b"\0\0\0\0\0\0\0\x01", "binary"),
        (b"\0\1\0\2\0\3", "binary"),
        (b"\1\0\2\0\0\0", "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as fault:
        read(data)
    assert says in fault.value.what
    assert fault.value.where == "a.txt"
    assert fault.value.mend


def test_real_files(shared: Path) -> None:
    folder = shared / "data" / "encodings"
    entries = json.loads((folder / "manifest.json").read_text())
    assert len(entries) == 6
    for entry in entries:
        data = (folder / entry["file"]).read_bytes()
        got = decode(File(name=entry["file"], data=data))
        expected = (folder / f"{entry['file']}.expected.txt").read_bytes().decode()
        # The expected files fold line ends and compose letters; the text that is kept does neither.
        folded = unicodedata.normalize("NFC", got.text.replace("\r\n", "\n").replace("\r", "\n"))
        assert folded == expected
        assert data.endswith(got.text.encode(got.encoding))


def test_line_ends_and_decomposed_letters_are_kept(shared: Path) -> None:
    folder = shared / "data" / "encodings"
    nfd = read((folder / "talpco_vie_nfd.txt").read_bytes())
    assert unicodedata.is_normalized("NFD", nfd)
    assert read((folder / "qcubed_lone_cr.txt").read_bytes()).count("\r") == 169
    assert "\n" not in read((folder / "qcubed_lone_cr.txt").read_bytes())
