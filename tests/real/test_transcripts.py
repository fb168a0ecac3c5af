"""Interviews and meetings as others recorded them, by `qda run` and `qda import`: the facts counted independently."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Qda

ASKING = {"Jonas Rosland", "Rich McGrath", "MODERATOR", "Interviewer, First"}


def run(qda: Qda, folder: Path, sources: list[str], kind: str = "interview") -> dict[str, dict[str, Any]]:
    """Carry out a plan that only imports, twice; the sources by name."""
    entries = "".join(f"  - {{path: {json.dumps(path)}, kind: {kind}}}\n" for path in sources)
    (folder / "study.yaml").write_text(f"study: Nyata\nlanguage: en\nsources:\n{entries}", encoding="utf-8")
    done = qda("run", "study.yaml")
    assert done.status == 0, done.err
    before = (folder / "study.qda").read_bytes()
    again = qda("run", "study.yaml")
    assert "Nothing changed" in again.out
    assert (folder / "study.qda").read_bytes() == before
    assert qda("check").status == 0
    return {source["name"]: source for source in qda("sources", "--json").json}


def roles(qda: Qda, name: str) -> dict[str, str]:
    return {s["label"]: s["role"] for s in qda("source", "show", name, "--json").json["speakers"]}


def test_ten_interviews_as_otter_writes_them(shared: Path, tmp_path: Path, qda: Qda) -> None:
    files = [path for path in sorted((shared / "data" / "hitsave").glob("*.md")) if path.name != "LICENSE.md"]
    found = run(qda, tmp_path, [str(path) for path in files])
    assert len(found) == len(files) == 10
    assert sum(source["words"] for source in found.values()) == 127_146
    for path in files:
        source = found[path.stem]
        text = path.read_text(encoding="utf-8")
        assert source["characters"] == len(text)
        labelled = re.compile(rf"^\**(?:{'|'.join(map(re.escape, source['speakers'])) or '(?!)'})\b", re.MULTILINE)
        written = len(labelled.findall(text))  # one label more than turns where somebody is given nothing to say
        assert 0 <= written - sum(source["speakers"].values()) <= 1, path.name
        who = roles(qda, path.stem)
        if who:
            assert who["Jonas Rosland"] == "interviewer", path.name
            assert "informant" in who.values()
            assert {label for label, role in who.items() if role == "interviewer"} <= ASKING
            assert who.get("Unknown Speaker", "other") == "other"
    assert sum(bool(source["speakers"]) for source in found.values()) == 9
    (timed,) = [source for source in found.values() if not source["speakers"]]
    assert timed["turns"] > 1000
    (settled,) = [source for source in found.values() if source["problems"]]
    assert "qda source update NAME --speaker LABEL=informant" in settled["problems"][0]
    assert [label for label, role in roles(qda, settled["name"]).items() if role == "interviewer"] == ["Jonas Rosland"]


def test_seventeen_usability_sessions_in_odt(shared: Path, tmp_path: Path, qda: Qda) -> None:
    found = run(qda, tmp_path, [str(shared / "data" / "serdif" / "transcripts" / "*.odt")])
    assert len(found) == 17
    assert sum(source["words"] for source in found.values()) == 57_930
    for name, source in found.items():
        assert set(source["speakers"]) == {name, "MODERATOR"}, name
        assert roles(qda, name) == {name: "informant", "MODERATOR": "interviewer"}
        text = qda("source", "show", name, "--text").out
        assert len(re.findall(r"\bMODERATOR ?:", text)) == source["speakers"]["MODERATOR"], name


def test_the_dialects_of_teams_onedrive_and_zoom(shared: Path, tmp_path: Path, qda: Qda) -> None:
    meetings = shared / "data" / "meetings"
    found = run(qda, tmp_path, [str(meetings / "*.vtt"), str(meetings / "zoom" / "*.vtt")], "focus-group")
    assert len(found) == 10
    teams = found["Test teams transcription_2022-11-15-from Teams"]
    assert (teams["turns"], teams["speakers"]) == (100, {"Hurst, Peter": 50, "Wright, Steve": 50})
    assert any("negative" in problem for problem in teams["problems"])
    premium = found["TeamsPremium"]
    assert (premium["turns"], premium["speakers"]) == (10, {"Charles": 5, "Janaki": 5})
    assert found["Test OneDrive Transcription 2022-11"]["speakers"] == {}
    zoom = found["zoom_transcript"]
    assert zoom["turns"] == 34
    assert sum(zoom["speakers"].values()) == 32  # two cues have no label
    assert "https" not in zoom["speakers"]
    for name in ("acdc_2026-02-05_174.raw", "acdc_2026-02-05_174.corrected"):
        assert found[name]["turns"] == 93
        assert roles(qda, name)["Mario Havel"]
        first = qda("source", "show", name, "--json").json["turns"][0]
        assert (first["start_time"], first["speaker"]) == (pytest.approx(4 * 60 + 1.68), "Mario Havel")
    assert "FOCILL (Nethermind)" in found["p2pnetworking_2026-07-29_005.corrected"]["speakers"]


def test_one_recording_in_all_formats_of_whisper(shared: Path, tmp_path: Path, qda: Qda) -> None:
    found = run(qda, tmp_path, [str(shared / "data" / "hitsave" / "whisper" / f"*.{end}") for end in (
        "json", "srt", "vtt", "tsv",
    )])  # fmt: skip
    assert [source["turns"] for source in found.values()] == [753] * 4
    assert {source["words"] for source in found.values()} == {6189}
    times = [
        [(turn["start_time"], turn["end_time"]) for turn in qda("source", "show", name, "--json").json["turns"]]
        for name in found
    ]
    for other in times[1:]:
        assert other == [(pytest.approx(a, abs=0.002), pytest.approx(b, abs=0.002)) for a, b in times[0]]


def test_every_encoding_gives_the_text_that_is_expected(shared: Path, tmp_path: Path, qda: Qda) -> None:
    folder = shared / "data" / "encodings"
    files = [path for path in sorted(folder.glob("*.txt")) if ".expected." not in path.name]
    assert len(files) == 6
    found = run(qda, tmp_path, [str(path) for path in files])
    for path in files:
        expected = path.with_name(f"{path.name}.expected.txt").read_bytes().decode("utf-8")
        text = qda("source", "show", path.stem, "--text").out
        assert found[path.stem]["characters"] == len(text)
        # The expected files fold line ends and compose letters; the text that is kept does neither.
        folded = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        assert folded == unicodedata.normalize("NFC", expected), path.name
        assert len(found[path.stem]["speakers"]) == 2
    assert [name for name, source in found.items() if any("encoding" in p for p in source["problems"])] == [
        "qcubed_cp1252_crlf"
    ]


def test_a_finding_in_real_talk_is_where_it_says(shared: Path, tmp_path: Path, qda: Qda) -> None:
    run(qda, tmp_path, [str(shared / "data" / "serdif" / "transcripts" / "*.odt")])
    places = qda("find", "download NEAR/10 file", "--json").json
    assert places
    for place in places:
        text = qda("source", "show", place["source"], "--text").out
        assert text[place["start"] : place["end"]] == place["quote"]
        assert "download" in place["quote"].casefold()


def test_another_edition_of_a_transcript_takes_the_codings_along(shared: Path, tmp_path: Path, qda: Qda) -> None:
    zoom = shared / "data" / "meetings" / "zoom"
    meeting = tmp_path / "rapat.vtt"
    meeting.write_bytes((zoom / "p2pnetworking_2026-07-29_005.raw.vtt").read_bytes())
    (tmp_path / "kode.yaml").write_text(
        "codebook: rapat\ncodes:\n  - name: blob\n    match: [blob, slot, network, node, peer]\n", encoding="utf-8"
    )
    for command in (
        ("init", "rapat"), ("import", "rapat.vtt"), ("codebook", "import", "kode.yaml"),
        ("code", "auto", "--speakers", "all"),
    ):  # fmt: skip
        assert qda(*command).status == 0
    coded = qda("status", "--json").json["codings"]
    assert coded > 50
    meeting.write_bytes((zoom / "p2pnetworking_2026-07-29_005.corrected.vtt").read_bytes())
    done = qda("import", "rapat.vtt")
    assert done.status == 0, done.err
    lost = len(qda("code", "review", "--json").json)
    assert qda("status", "--json").json["codings"] == coded - lost
    assert lost < coded / 10
    assert qda("check").status == 0
