"""Subtitles and machine transcripts, with the facts counted in real ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qda.collect.cues import parse_cues, parse_stamp
from qda.collect.decode import decode
from qda.collect.identify import identify
from qda.collect.importer import Draft, File
from qda.model.errors import InputError


def load(path: Path) -> tuple[Draft, int]:
    file = File(name=path.name, data=path.read_bytes())
    (draft,) = identify(file).target(file)
    return draft, len(parse_cues(decode(file).text))


def runs(draft: Draft) -> Counter[str | None]:
    return Counter(turn.label for turn in draft.turns or ())


def test_stamps() -> None:
    assert parse_stamp("01:02:03.5") == 3723.5
    assert parse_stamp("02:03,500") == 123.5
    assert parse_stamp("0:0:0.0") == 0
    assert parse_stamp("0:0:-6.-820") is None


def test_cues_without_blank_lines_ids_or_hours() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nsatu\n00:02.000 --> 00:03.000 align:start\ndua\ntiga\n"
    assert [(cue.start, cue.end, cue.text) for cue in parse_cues(text)] == [(1, 2, "satu"), (2, 3, "dua\ntiga")]


def test_words_behind_a_blank_line_stay_and_notes_go() -> None:
    text = "1\n00:01,0 --> 00:02,0\nsatu\n\ndua\n\nNOTE\nbukan\n\n2\n00:03,0 --> 00:04,0\n12\n"
    assert [cue.text for cue in parse_cues(text)] == ["satu\ndua", "12"]


@pytest.mark.parametrize("data", [b"WEBVTT\n\n", b"WEBVTT\n\nhanya kata\n"])
def test_a_file_without_cues_is_refused(data: bytes) -> None:
    file = File(name="a.vtt", data=data)
    with pytest.raises(InputError) as fault:
        identify(file).target(file)
    assert fault.value.where == "a.vtt"


def test_cues_without_words_are_refused() -> None:
    file = File(name="a.srt", data=b"1\n00:00:01,000 --> 00:00:02,000\n\n")
    with pytest.raises(InputError, match="no spoken words"):
        identify(file).target(file)


@pytest.mark.parametrize("data", [b"{", b'{"segments": 5, "text": "x", "start": 1}', b'"text" "start"'])
def test_damaged_json_is_refused(data: bytes) -> None:
    file = File(name="a.json", data=data)
    with pytest.raises(InputError):
        identify(file).target(file)


def test_teams(shared: Path) -> None:
    folder = shared / "data" / "meetings"
    draft, cues = load(folder / "Test teams transcription_2022-11-15-from Teams.vtt")
    assert (cues, len(draft.turns or ())) == (178, 100)
    assert runs(draft) == {"Hurst, Peter": 50, "Wright, Steve": 50}
    voices = parse_cues((folder / "Test teams transcription_2022-11-15-from Teams.vtt").read_text())
    assert Counter(cue.speaker for cue in voices) == {"Hurst, Peter": 98, "Wright, Steve": 80}
    premium, cues = load(folder / "TeamsPremium.vtt")
    assert (cues, len(premium.turns or ())) == (17, 10)


def test_onedrive_and_zoom(shared: Path) -> None:
    folder = shared / "data" / "meetings"
    draft, cues = load(folder / "Test OneDrive Transcription 2022-11.vtt")
    assert cues == 271
    assert set(runs(draft)) == {None}
    zoom, cues = load(folder / "zoom_transcript.vtt")
    assert (cues, len(zoom.turns or ()), runs(zoom)[None]) == (300, 34, 2)
    assert zoom.text.startswith("Andrew Knight: Taken from https://github.com/andrewpknight/zoomGroupStats .")


def test_merged_text_is_what_its_owner_expects(shared: Path) -> None:
    folder = shared / "data" / "meetings"
    for name in ("zoom", "teams"):
        draft, _cues = load(folder / f"{name}_transcript.vtt")
        expected = (folder / f"{name}_transcript_correct.txt").read_text(encoding="utf-8-sig").splitlines()
        rows = [line.split("\t") for line in expected if line.strip()][1:]
        assert len(rows) > 5
        mine = [(t.label or "", " ".join(draft.text[t.start : t.end].split())) for t in draft.turns or ()]
        theirs = [(row[1], " ".join(row[2].replace("---", " ").split())) for row in rows]
        # Their file breaks a run where somebody pauses; run by run the words are the same.
        assert "".join(words for _who, words in mine).replace(" ", "").startswith(theirs[0][1].replace(" ", ""))
        assert mine[0][0] == theirs[0][0]


def test_raw_and_corrected_zoom(shared: Path) -> None:
    folder = shared / "data" / "meetings" / "zoom"
    raw, cues = load(folder / "acdc_2026-02-05_174.raw.vtt")
    corrected, same = load(folder / "acdc_2026-02-05_174.corrected.vtt")
    turns = raw.turns or ()
    assert (cues, same, len(turns)) == (348, 348, 93)
    assert sum(len(raw.text[t.start : t.end].split()) for t in turns) == 5258
    assert turns[0].start_time == 241.68
    assert raw.text.startswith("Mario Havel: Hey, Pooja.")
    assert [t.start_time for t in turns] == [t.start_time for t in corrected.turns or ()]


def test_whisper_in_four_formats(shared: Path) -> None:
    folder = shared / "data" / "hitsave" / "whisper"
    texts = set()
    for ending in ("json", "srt", "vtt", "tsv"):
        draft, _cues = load(folder / f"Goodboy Galaxy - Rik Nicol.{ending}")
        assert len(draft.turns or ()) == 753
        assert (draft.turns or ())[0].start_time == 43.81
        texts.add(draft.text)
    assert len(texts) == 1
