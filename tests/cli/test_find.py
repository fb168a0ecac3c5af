"""`qda find` as it is typed, and its list piped into `qda code add -`."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Qda


def pipe_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))


def test_words_alone_are_printed_as_ever(batankrajan: Path, qda: Qda) -> None:
    done = qda("find", "limbah OR selokan", "--source", "observasi-2")
    assert done.out.splitlines()[0] == (
        "observasi-2  ehijauan mengalir dari pipa langsung ke [selokan], tanpa bak pengendap. Tercium bau asam."
    )
    assert done.out.splitlines()[-1] == "2 places in 1 source"
    assert set(qda("find", "limbah", "--json").json[0]) == {
        "source", "start", "end", "quote", "left", "right", "speaker",
    }  # fmt: skip


def test_coded_passages_are_printed_with_place_speaker_and_codes(batankrajan: Path, qda: Qda) -> None:
    done = qda("find", "code:limbah-diolah AND stance=-", "--width", "0", "--limit", "1")
    first, last = done.out.splitlines()
    assert first.startswith("04-kepala-desa:18 N: [Air bekas cucian perak")
    assert first.endswith("] — bina-lingkungan/fisik/limbah-diolah")
    assert last == "5 places in 4 sources"
    for row in qda("find", "code:limbah-diolah", "--json").json:
        assert set(row) >= {"line", "codes", "codings"}
        text = qda("source", "show", row["source"], "--text").out
        assert text[row["start"] : row["end"]] == row["quote"]
        assert text[: row["start"]].count("\n") + 1 == row["line"]
        assert row["codes"] == ["bina-lingkungan/fisik/limbah-diolah"]


def test_a_long_passage_loses_its_middle_on_the_line_only(batankrajan: Path, qda: Qda) -> None:
    query = "code:pelatihan THEN/3turns code:bina-usaha"
    assert all(len(line) < 600 for line in qda("find", query).out.splitlines())
    assert max(len(row["quote"]) for row in qda("find", query, "--json").json) > 300


@pytest.mark.parametrize("ending", ["xlsx", "docx", "html", "csv", "md", "json", "tex"])
def test_any_writer_takes_a_list(batankrajan: Path, qda: Qda, tmp_path: Path, ending: str) -> None:
    done = qda("find", "code:limbah-diolah OVERLAPS stance=-", "--to", tmp_path / f"daftar.{ending}")
    assert done.out.endswith("5 places.\n"), done.err
    assert (tmp_path / f"daftar.{ending}").stat().st_size > 500


def test_the_file_says_how_to_make_it_again(batankrajan: Path, qda: Qda, tmp_path: Path) -> None:
    qda("find", " code:pelatihan   AND role=pengrajin", "--limit", 2, "--to", tmp_path / "a.md")
    assert "qda find 'code:pelatihan AND role=pengrajin' --limit 2" in (tmp_path / "a.md").read_text("utf-8")


def test_what_cannot_be_read_is_marked(batankrajan: Path, qda: Qda) -> None:
    done = qda("find", "code:pelatihan AND rol=pengrajin")
    assert (done.status, done.err) == (
        2,
        "Error: code:pelatihan AND ▸rol=pengrajin: There is no “rol”. Did you mean “role”?\n",
    )


def test_a_list_is_piped_into_a_code_and_taken_back(
    batankrajan: Path, qda: Qda, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = qda("find", "pelatihan AND role=pengrajin", "--json").out
    before = len(qda("find", "code:pendampingan", "--json").json)
    pipe_in(monkeypatch, listed)
    rehearsed = qda("code", "add", "-", "pendampingan", "--dry-run")
    assert rehearsed.out.splitlines()[-1] == f"It would be: {len(json.loads(listed))} passages coded."
    assert "  “pelatihan”" in rehearsed.out
    assert len(qda("find", "code:pendampingan", "--json").json) == before
    for told in ("5 passages coded.\n", "0 passages coded; 5 had the code already.\n"):
        pipe_in(monkeypatch, listed)
        assert qda("code", "add", "-", "pendampingan", "--stance", "-").out == told
    found = qda("find", "code:pendampingan AND stance=- AND pelatihan", "--json").json
    assert {row["codes"][0] for row in found if row["codes"]} == {"bina-manusia/pendampingan"}
    qda("undo")
    assert len(qda("find", "code:pendampingan", "--json").json) == before


def test_faults_of_a_pipe_are_told_and_end_with_two(
    batankrajan: Path, qda: Qda, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_in(monkeypatch, '{"source": "tiada", "start": 1, "end": 2}\n')
    done = qda("code", "add", "-", "pendampingan")
    assert (done.status, done.out) == (2, "0 passages coded; 1 not taken in.\n")
    assert done.err == "Not taken in: line 1: There is no source “tiada”. List them with: qda sources\n"
    pipe_in(monkeypatch, "")
    assert "Nothing was piped in." in qda("code", "add", "-", "pendampingan").err
    assert "Leave out the place." in qda("code", "add", "-", "pendampingan", "--quote", "x").err


def test_one_passage_can_be_rehearsed_too(batankrajan: Path, qda: Qda) -> None:
    place = ("code", "add", "observasi-2", "pendampingan", "--start", 0, "--end", 9)
    assert qda(*place, "--dry-run").out.startswith("It would be: Coded 0–9: ")
    assert qda(*place).out.startswith("Coded 0–9: ")


def test_a_query_without_words_opens_no_word_index(batankrajan: Path) -> None:
    script = (
        "import sys; from qda.cli.main import main; main(['find', 'code:bina-usaha AND role=pengrajin']); "
        "bad = {'pandas', 'qda.language.segment', 'qda.language.patterns'} & set(sys.modules); sys.exit(bool(bad))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=batankrajan, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
