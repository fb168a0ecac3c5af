"""Which labels speak, and where turns begin and end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.collect.headers import is_synthetic
from qda.collect.layout import scan, seconds
from qda.collect.turns import edit_distance_is_one, find_turns


def said(text: str) -> list[tuple[str | None, str]]:
    return [(turn.label, text[turn.start : turn.end]) for turn in find_turns(text).turns]


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("P: ya", "P", "ya"),
        ("N :ya", "N", "ya"),
        ("  Bu Endang:\tya", "Bu Endang", "ya"),
        ("**Ani:** [00:00:02] ya", "Ani", "ya"),
        ("**Ani**: ya", "Ani", "ya"),
        ("**Ani** [0:02] ya", "Ani", "ya"),
        ("[00:00:02] Ani: ya", "Ani", "ya"),
        ("00:00:02 Ani: ya", "Ani", "ya"),
        ("Ani (00:02): ya", "Ani", "ya"),
        ("Ani: [0:02] ya", "Ani", "ya"),
        ("[SPEAKER_01]: ya", "SPEAKER_01", "ya"),
        ("[P1] ya", "P1", "ya"),
        ("#Ani#: ya", "Ani", "ya"),
        ("@Ani: ya", "Ani", "ya"),
        ("12. P: ya", "P", "ya"),
        ("- P: ya", "P", "ya"),
        ("Informan 3 (Bu Tini): ya", "Informan 3 (Bu Tini)", "ya"),
        ("Narasumber： ya", "Narasumber", "ya"),
        ("Ani Bee  1:02:03  ", "Ani Bee", ""),
    ],
)
def test_ways_to_write_a_label(line: str, label: str, words: str) -> None:
    (found,) = scan(line)
    assert (found.label, line[found.words : found.end]) == (label, words)


@pytest.mark.parametrize(
    "line",
    [
        "https://contoh.invalid/a",
        "lihat https://contoh.invalid",
        "10:30 mulai",
        "Pukul 10:30 saya buka",
        "## Judul: satu",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert scan(line)[0].label is None


@pytest.mark.parametrize("word", ["Catatan", "Contoh", "Misalnya", "Nama", "Tempat", "Tanggal", "Umur"])
def test_words_that_never_speak(word: str) -> None:
    text = f"P: Apa?\nN: Ini.\n{word}: satu dua.\n{word}: tiga.\n{word}: empat.\nP: Oh?\n"
    assert {label for label, _words in said(text)} == {"P", "N"}


def test_a_label_must_come_back_or_name_a_role() -> None:
    assert said("Budi: Halo.\nLalu diam.\n") == []
    assert [label for label, _ in said("Budi: Halo.\nSiti: Ya.\nBudi: Oh.\nSiti: Lho.\n")] == ["Budi", "Siti"] * 2
    assert [label for label, _ in said("Pewawancara: Halo.\nInforman 3: Ya.\n")] == ["Pewawancara", "Informan 3"]


def test_a_colon_in_the_words_ends_no_label() -> None:
    assert said("P: Ada dua: satu dan dua.\nN: Ya: dua.\n") == [("P", "Ada dua: satu dan dua."), ("N", "Ya: dua.")]


def test_variants_are_one_label_and_said() -> None:
    found = find_turns("N : a.\nP: b?\nN: c.\nn: d.\nP: e?\n", file="a.txt")
    assert [(label.label, label.turns) for label in found.labels] == [("N", 3), ("P", 2)]
    assert dict(found.labels[0].variants) == {"N :": 1, "N:": 1, "n:": 1}
    assert len(found.problems) == 1
    assert "“N :” (1×)" in found.problems[0].what


def test_typos_are_said_and_not_merged() -> None:
    text = "BSR06: ya.\nP: apa?\n" * 6 + "BSRO6: oh.\nBSR07: ya.\n"
    found = find_turns(text, file="a.txt")
    assert [label.label for label in found.labels] == ["BSR06", "P", "BSRO6", "BSR07"]
    (problem,) = found.problems
    assert (problem.place, problem.fatal) == ("line 13", False)
    assert "“BSRO6” (1×) may be a slip for “BSR06” (6×)" in problem.what


def test_other_numbers_are_other_people() -> None:
    text = "Informan 1: ya.\nPeneliti: apa?\n" * 8 + "Informan 2: oh.\n"
    assert find_turns(text).problems == ()


def test_where_only_interviewers_have_labels_the_rest_is_not_theirs() -> None:
    text = "Buka halaman.\nMODERATOR: Apa itu?\nItu tombol.\nBiru.\nMODERATOR: Lalu?\n"
    assert said(text) == [
        (None, "Buka halaman."),
        ("MODERATOR", "Apa itu?"),
        (None, "Itu tombol.\nBiru."),
        ("MODERATOR", "Lalu?"),
    ]


def test_headers_with_roles() -> None:
    text = "Pewawancara: Dina Ayu\nNarasumber: Bapak Tono\n\nPewawancara: Apa?\n\nNarasumber: Ini.\n"
    found = find_turns(text)
    assert found.header.informant == "Bapak Tono"
    assert found.header.interviewer == "Dina Ayu"
    assert said(text) == [("Pewawancara", "Apa?"), ("Narasumber", "Ini.")]
    plain = "Pewawancara: Selamat pagi.\nNarasumber: Pagi.\n"
    assert len(said(plain)) == 2


WALK = (
    "1 Open the page of the stall.\n    So I see the yarn and the dye, and I think that I would buy the blue one.\n"
    "    It says that it comes from the village up the hill, does it not?\n2 Order two reels.\n"
    "    I would take the cheap ones, since I never know whether the colour will stay.\n"
    "    {row}\n    MODERATOR : And which of the two would you take then?\n    The blue one.\n"
    "    MODERATOR : Why is that?\n    Since it is cheap.\n"
)


def test_a_line_like_a_row_deep_in_the_talk_is_no_header() -> None:
    """What stands before it is said, not written above the talk; two rows together still head a talk."""
    text = WALK.format(row="Location: the market. From nine until noon, I would say.")
    found = find_turns(text)
    assert found.header.rows == ()
    assert found.turns[0].start == 0
    assert any("Location: the market" in text[t.start : t.end] for t in found.turns)
    below = "The looms of the street have been in use for three generations, as everybody says.\n" * 6 + "\n"
    found = find_turns(below + "Place: the market\nDate: 4 May 2024\n\nP: Dear?\nN: Yes.\nP: Oh?\nN: Yes.\n")
    assert found.header.value("date") == "4 May 2024"


def test_a_row_under_a_title_and_a_sentence_is_a_header() -> None:
    text = "Talk with Tono\nThis talk was held in the market and written down by two people.\nDate: 4 May 2024\n\n"
    found = find_turns(text + "P: Dear?\nN: Yes.\nP: Oh?\nN: Yes.\n")
    assert found.header.date == "2024-05-04"


def test_a_man_called_hari_may_speak() -> None:
    assert ("Hari Santosa", "Ya.") in said("P: Apa?\nHari Santosa: Ya.\nP: Oh?\nHari Santosa: Ya.\n")


def test_cues_without_names_are_turns_with_times() -> None:
    text = (
        "00:00.000 --> 00:02.500\nHalo semua.\n\n00:02.500 --> 00:04.000\nIni\ncontoh.\n\n[00:04.0 --> 00:05.0] Ya.\n"
    )
    turns = find_turns(text).turns
    assert [(text[t.start : t.end], t.start_time, t.end_time) for t in turns] == [
        ("Halo semua.", 0.0, 2.5),
        ("Ini\ncontoh.", 2.5, 4.0),
        ("Ya.", 4.0, 5.0),
    ]


def test_seconds() -> None:
    assert [seconds(stamp) for stamp in ("0:21", "1:02:03", "02:03,500", "00:00:01.25")] == [21, 3723, 123.5, 1.25]


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("abc", "abd", True),
        ("abc", "ab", True),
        ("abc", "acb", True),
        ("abc", "abc", False),
        ("abc", "cba", False),
        ("", "a", True),
        ("ab", "abcd", False),
    ],
)
def test_edit_distance(a: str, b: str, one: bool) -> None:
    assert edit_distance_is_one(a, b) is one
    assert edit_distance_is_one(b, a) is one


_PIECES = st.sampled_from(
    [
        "P: ",
        "N :",
        "n: ",
        "**Ani:** ",
        "#Ani# ",
        "Ani  0:21  ",
        "[00:01] ",
        "Nama : ",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "## ",
        "Catatan: ",
        "ya ",
        "apa?",
        "\t",
        " ",
        "é",
        "\u2028",
        "00:01 --> 00:02",
        "MODERATOR: ",
        "DATA SINTETIS",
        "BSR06: ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_turns_always_lie_in_order_within_the_text_and_begin_and_end_with_words(text: str) -> None:
    end = 0
    for turn in find_turns(text).turns:
        assert end <= turn.start < turn.end <= len(text)
        words = text[turn.start : turn.end]
        assert words == words.strip()
        end = turn.end


def test_made_up_material_is_recognised_and_talk_of_it_is_not() -> None:
    assert is_synthetic("TRANSKRIP\n(DATA SINTETIS)\n")
    assert is_synthetic("---\nsynthetic: true\n---\n")
    assert not is_synthetic("P: Apa itu data sintetis?\nN: synthetic data.\n")
    assert not is_synthetic("x\n" * 2000 + "DATA SINTETIS")


def test_real_otter_transcripts(shared: Path) -> None:
    expected = {
        " Q-Cubed": {"Jonas Rosland": 27, "Carolyn Lu": 26},
        "Dawn of": {"Jonas Rosland": 38, "Alex Rushdy": 37},
        "Get-A-Grip": {"Jonas Rosland": 28, "Jon Lawitts": 80, "Vicky Wei": 69, "Rich McGrath": 14},
        "GigaSword": {"Jonas Rosland": 42, "Jack Breen": 41, "Unknown Speaker": 1},
        "Interview with Danny": {"Jonas Rosland": 29, "Danny Silvers": 30},
        "Interview with Matthew": {"Jonas Rosland": 27, "Matthew Brelsford": 27},
        "Wintermoor": {"Jonas Rosland": 45, "Ben Walker": 51, "Kyla Fury": 84, "Ryan Anderson": 110},
    }
    folder, seen, words = shared / "data" / "hitsave", 0, 0
    for path in sorted(folder.glob("*.md")):
        text = path.read_bytes().decode()
        words += len(text.split()) if "LICENSE" not in path.name else 0
        for start, counts in expected.items():
            if path.name.startswith(start):
                found = {label.label: label.turns for label in find_turns(text).labels}
                assert found == counts
                seen += 1
    assert (seen, words) == (len(expected), 127146)


def test_a_role_in_capitals_within_a_line_begins_a_turn_where_it_begins_lines_too() -> None:
    """Someone typed on behind the answer; to the end of the line the words are the moderator's."""
    text = (
        "MODERATOR: Bagaimana pelatihannya?\nBelum ada. (tertawa) MODERATOR: Belum sama sekali?\nBelum.\n"
        "MODERATOR: Modal?\nKata MODERATOR itu lucu. Moderator: bukan label di sini.\n"
    )
    found = find_turns(text)
    assert [(turn.label, text[turn.start : turn.end]) for turn in found.turns] == [
        ("MODERATOR", "Bagaimana pelatihannya?"),
        (None, "Belum ada. (tertawa)"),
        ("MODERATOR", "Belum sama sekali?"),
        (None, "Belum."),
        ("MODERATOR", "Modal?"),
        (None, "Kata MODERATOR itu lucu. Moderator: bukan label di sini."),
    ]
    assert found.labels[0].turns == 3


def test_a_role_within_a_line_alone_is_no_label() -> None:
    text = "N: Di situ tertulis PANITIA: Pak Lurah. Lalu MODERATOR: kosong.\nP: Ya?\nN: Ya.\nP: Lalu?\n"
    assert {turn.label for turn in find_turns(text).turns} == {"N", "P"}
