"""Which files are meant, and who reads them; and that no bytes make an importer do anything but refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda import registry
from qda.collect.identify import find_files, identify, read_file
from qda.collect.importer import Draft, File, ImporterDetails
from qda.collect.importers.docx import read_docx
from qda.model.errors import AmbiguousError, InputError, UnknownPluginError

GOLDEN = Path(__file__).parent / "golden"
PLUGINS = registry.find("importers")


def names(*paths: str, base: Path) -> list[str]:
    return [file.relative_to(base).as_posix() for file in find_files(paths, PLUGINS, base=base).files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "A.md", "~$a.docx", ".hidden.txt", "x.qda", "gambar.jpg", "dalam/c.txt", "dalam/.git/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("P: Apa?\n")
    return tmp_path


def test_folders_patterns_and_files(folder: Path) -> None:
    assert names(".", base=folder) == ["A.md", "b.txt", "dalam/c.txt"]
    assert names("*.txt", base=folder) == ["b.txt"]
    assert names("**/*.txt", base=folder) == ["b.txt", "dalam/c.txt"]
    assert names("dalam", "b.txt", "dalam/c.txt", base=folder) == ["dalam/c.txt", "b.txt"]
    assert names(str(folder / "b.txt"), base=folder) == ["b.txt"]


def test_what_stands_for_nothing_is_said(folder: Path) -> None:
    (folder / "kosong").mkdir()
    found = find_files(["tiada.txt", "*.pdf", "kosong", "."], PLUGINS, base=folder)
    assert [(problem.file, problem.fatal) for problem in found.problems] == [
        ("tiada.txt", True),
        ("*.pdf", True),
        ("kosong", True),
        ("gambar.jpg", False),
    ]


@pytest.mark.parametrize(("lock", "file"), [("~$data.xlsx", "data.xlsx"), (".~lock.data.ods#", "data.ods")])
def test_a_lock_of_an_office_program_is_no_file_to_import(folder: Path, lock: str, file: str) -> None:
    (folder / lock).write_bytes(b"\x04Rini  ")
    found = find_files([lock], PLUGINS, base=folder)
    assert found.files == ()
    [problem] = found.problems
    assert problem.fatal
    assert "is open in Word, Excel or LibreOffice" in problem.what
    assert problem.mend.endswith(file)


def test_a_name_with_brackets_is_a_file_first(folder: Path) -> None:
    (folder / "a[1].txt").write_text("x")
    assert names("a[1].txt", base=folder) == ["a[1].txt"]


def test_files_that_cannot_be_read(folder: Path) -> None:
    with pytest.raises(InputError) as fault:
        read_file(folder / "dalam")
    assert fault.value.where.endswith("dalam")


@pytest.mark.parametrize(
    ("name", "data", "importer"),
    [
        ("a.txt", b"x", "text"),
        ("A.MD", b"x", "markdown"),
        ("a.vtt", b"rusak", "vtt"),
        ("a.tsv", b"start\tend\ttext\n0\t1\tya\n", "whisper-tsv"),
        ("a.tsv", b"source\tspeaker\ttext\na\tb\tc\n", "table"),
        ("a.csv", b"start\tend\ttext\n", "table"),
        ("a.pdf", b"%PDF-1.4", "refused"),
        ("transkrip", b"WEBVTT\n\n", "vtt"),
        ("transkrip", b"1\n00:00:01,000 --> 00:00:02,000\nya\n", "srt"),
        ("transkrip.asr", b'{"segments": [{"start": 0, "text": "x"}]}', "whisper-json"),
        ("catatan.lapangan", b"P: Apa?\n", "text"),
    ],
)
def test_the_ending_decides_then_the_content(name: str, data: bytes, importer: str) -> None:
    assert identify(File(name=name, data=data)).name == importer


def test_a_word_file_without_ending_is_recognised(make_docx: object) -> None:
    data = make_docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>")  # type: ignore[operator]
    plugin = identify(File(name="naskah", data=data))
    assert plugin.target is read_docx


def test_the_user_may_overrule() -> None:
    assert identify(File(name="a.txt", data=b"x"), format="markdown").name == "markdown"
    with pytest.raises(UnknownPluginError):
        identify(File(name="a.txt", data=b"x"), format="tiada")


def test_ambiguity_is_an_error() -> None:
    def plugin(name: str) -> registry.Plugin:
        details = ImporterDetails(extensions=(".abc",), recognises=lambda _file: True)
        return registry.Plugin(group="importers", name=name, summary="", target=read_docx, details=details)

    with pytest.raises(AmbiguousError, match="satu, dua"):
        identify(File(name="a.abc", data=b"x"), [plugin("satu"), plugin("dua")])


@pytest.mark.parametrize("data", [b"\x89PNG\r\n", b"abc\0def", b""])
def test_unknown_binaries_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        identify(File(name="a.xyz", data=data))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word"),
        ("a.rtf", b"{\\rtf1 x}", "Rich Text"),
        ("a.pdf", b"%PDF-1.4", "PDF"),
        ("a.mp3", b"ID3xxxx", "sound"),
        ("a.doc", b"PK\x03\x04xxxx", "under the ending .doc"),
        ("a.rtf", b"hanya teks", "not that of"),
    ],
)
def test_known_formats_that_are_not_read_say_how_to_go_on(name: str, data: bytes, says: str) -> None:
    file = File(name=name, data=data)
    with pytest.raises(InputError) as fault:
        identify(file).target(file)
    assert says in fault.value.what
    assert fault.value.mend
    assert "although" not in fault.value.what


def attempt(file: File) -> tuple[list[Draft], InputError | None]:
    try:
        return identify(file, PLUGINS).target(file), None
    except InputError as fault:
        return [], fault


ENDINGS = sorted({ending for plugin in PLUGINS for ending in plugin.details.extensions})


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from(ENDINGS),
    st.one_of(
        st.binary(max_size=200),
        st.sampled_from(sorted(p for p in GOLDEN.iterdir() if p.suffix != ".txt")).flatmap(
            lambda path: st.integers(0, path.stat().st_size).map(lambda n: path.read_bytes()[:n])
        ),
        st.sampled_from(
            [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"WEBVTT\n\n", b"{", b"\xff\xfe", b"a,b\n"]
        ).flatmap(lambda head: st.binary(max_size=60).map(lambda tail: head + tail)),
    ),
)
def test_whatever_the_bytes_an_importer_gives_drafts_or_refuses(ending: str, data: bytes) -> None:
    file = File(name=f"a{ending}", data=data)
    drafts, refused = attempt(file)
    assert bool(drafts) != (refused is not None)
    assert all(draft.text.strip() for draft in drafts)
    assert refused is None or (refused.what.strip() and refused.where.startswith("a."))
