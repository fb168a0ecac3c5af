"""OpenDocument texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qda.collect.importer import Draft, File
from qda.collect.importers.odt import read_odt
from qda.model.errors import InputError


def read(data: bytes) -> Draft:
    return read_odt(File(name="a.odt", data=data))[0]


def test_paragraphs_spaces_tabs_and_breaks(make_odt: Callable[[str], bytes]) -> None:
    body = (
        "<text:h>Judul</text:h><text:p>P: <text:span>Apa</text:span><text:s text:c='3'/>itu?</text:p>"
        "<text:p><text:tab/>N: Ini<text:line-break/>dan\n  itu.</text:p>"
    )
    draft = read(make_odt(body))
    assert draft.text == "Judul\nP: Apa   itu?\n\tN: Ini\ndan itu.\n"
    assert [(t.label, draft.text[t.start : t.end]) for t in draft.turns or ()] == [
        ("P", "Apa   itu?"),
        ("N", "Ini\ndan itu."),
    ]


def test_notes_annotations_and_deletions_are_left_out(make_odt: Callable[[str], bytes]) -> None:
    body = (
        "<text:tracked-changes><text:p>hapus</text:p></text:tracked-changes><text:p>satu<text:note><text:note-body>"
        "<text:p>catatan kaki</text:p></text:note-body></text:note> dua<office:annotation><text:p>komentar</text:p>"
        "</office:annotation> tiga</text:p>"
    )
    draft = read(make_odt(body))
    assert draft.text == "satu dua tiga\n"
    assert len(draft.problems) == 2


def test_tables_and_lists(make_odt: Callable[[str], bytes]) -> None:
    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    body = (
        f"<table:table><table:table-row>{cell('Pertanyaan')}{cell('Jawaban')}</table:table-row>"
        f"<table:table-row>{cell('Apa?')}{cell('Itu.')}</table:table-row></table:table>"
        "<text:list><text:list-item><text:p>butir</text:p></text:list-item></text:list>"
    )
    assert read(make_odt(body)).text == "Pertanyaan: Apa?\nJawaban: Itu.\n- butir\n"


def test_protected_and_foreign_files(make_zip: Callable[..., bytes]) -> None:
    with pytest.raises(InputError, match="password"):
        read(make_zip({"META-INF/manifest.xml": "<m encryption-data='1'/>", "content.xml": "x"}))
    with pytest.raises(InputError, match=r"has no content\.xml"):
        read(make_zip({"x": "y"}))


def test_real_transcripts(shared: Path) -> None:
    paragraphs = words = 0
    spoken = {}
    for path in sorted((shared / "data" / "serdif" / "transcripts").glob("*.odt")):
        (draft,) = read_odt(File(name=path.name, data=path.read_bytes()))
        paragraphs += sum(bool(line.strip()) for line in draft.text.split("\n"))
        words += len(draft.text.split())
        spoken[draft.name.split("_")[0]] = sum(turn.label == "MODERATOR" for turn in draft.turns or ())
        assert {turn.label for turn in draft.turns or ()} == {"MODERATOR", None}
    assert (len(spoken), paragraphs, words) == (17, 3217, 57930)
    assert (spoken["P1"], spoken["P17"], spoken["P9"]) == (1, 24, 23)
