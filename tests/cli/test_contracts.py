"""What scripts lean on: the keys of the JSON outputs, the exit statuses, and a stranger's plug-in that is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import BOOK, TALK, Qda

ENV = {**os.environ, "QDA_LANG": "en"}


def keys(rows: list[dict[str, Any]], *fixed: str) -> None:
    assert rows
    for row in rows:
        assert set(fixed) <= set(row), set(fixed) - set(row)


def test_status(batankrajan: Path, qda: Qda) -> None:
    found = qda("status", "--json").json
    keys([found], "study", "language", "sources", "cases", "turns", "codes", "codings", "memos", "findings", "hash")
    assert (found["language"], found["sources"], found["cases"], found["codes"]) == ("id", 15, 15, 39)
    assert found["findings"] == len(json.loads((batankrajan / "expected.json").read_text(encoding="utf-8")))
    assert isinstance(found["study"], str)
    assert all(isinstance(found[key], int) for key in ("turns", "codings", "memos"))
    assert len(found["hash"]) == 16


def test_sources(batankrajan: Path, qda: Qda) -> None:
    found = qda("sources", "--json").json
    keys(found, "name", "kind", "technique", "characters", "words", "turns", "speakers", "sha256", "problems")
    assert len(found) == 15
    assert {row["kind"] for row in found} == {"interview", "observation", "document", "author"}
    assert all(len(row["sha256"]) == 64 for row in found)
    assert all(row["synthetic"] for row in found)
    talks = [row for row in found if row["kind"] == "interview"]
    assert len(talks) == 11
    for row in talks:
        assert sum(row["speakers"].values()) == row["turns"]
        assert len(row["speakers"]) >= 2
    assert any("written in several ways" in problem for row in found for problem in row["problems"])


def test_triangulate(batankrajan: Path, qda: Qda) -> None:
    found = qda("triangulate", "--json").json
    keys(
        found, "finding", "verdict", "lower", "upper", "k_star", "witnesses", "supporting_groups", "techniques",
        "groups", "pairs",
    )  # fmt: skip
    expected = json.loads((batankrajan / "expected.json").read_text(encoding="utf-8"))
    assert {row["finding"]: row["verdict"] for row in found} == expected
    assert {row["verdict"] for row in found} == {
        "CONVERGENT", "COMPLEMENTARY", "PARTIAL", "SINGLE_SOURCE", "DISSONANT", "DOUBTED", "REFUTED", "UNSUPPORTED",
        "UNTESTED", "ASSERTED",
    }  # fmt: skip
    for row in found:
        assert all(state == state.upper() for state in (*row["groups"].values(), *row["pairs"].values())), row
        assert all("~" in pair for pair in row["pairs"])
        assert row["k_star"] is None or isinstance(row["k_star"], int)


@pytest.mark.parametrize("axis", ["technique", "time", "coder"])
def test_triangulate_by_the_other_axes(batankrajan: Path, qda: Qda, axis: str) -> None:
    keys(qda("triangulate", "--by", axis, "--json").json, "finding", "verdict", "groups", "pairs")


def test_find(batankrajan: Path, qda: Qda) -> None:
    found = qda("find", "pelatihan", "--json").json
    keys(found, "source", "start", "end", "quote", "left", "right", "speaker")
    for row in found:
        text = qda("source", "show", row["source"], "--text").out
        assert text[row["start"] : row["end"]] == row["quote"]
        assert text[: row["start"]].endswith(row["left"])
        assert text[row["end"] :].startswith(row["right"])


def test_verify(batankrajan: Path, qda: Qda) -> None:
    done = qda("verify", "--json")
    keys(done.json, "finding", "status", "assertions")
    keys([a for row in done.json for a in row["assertions"]], "assertion", "outcome", "because")
    assert {row["status"] for row in done.json} <= {"supported", "not-supported", "undetermined"}
    assert {a["outcome"] for row in done.json for a in row["assertions"]} <= {
        "pass", "fail", "undetermined", "waived",
    }  # fmt: skip
    assert done.status == 1


@pytest.mark.parametrize(
    "command",
    [
        ("status",), ("next",), ("check",), ("log",), ("plugins",), ("sources",), ("source", "show", "01"),
        ("cases", "list"), ("guide", "show"), ("codebook", "show"), ("codebook", "show", "bina-manusia/pelatihan"),
        ("codebook", "check"), ("codebook", "diff", "bina.yaml"), ("codebook", "explain", "pelatihan"),
        ("code", "auto", "--dry-run"), ("code", "review"), ("memo", "list"), ("display", "list"),
        ("display", "checklist"), ("find", "dinas"), ("quotes",), ("finding", "list"), ("finding", "show", "harga"),
        ("triangulate",), ("verify",),
    ],
)  # fmt: skip
def test_every_reading_command_has_json_and_a_table(batankrajan: Path, qda: Qda, command: tuple[str, ...]) -> None:
    found = qda(*command, "--json")
    assert found.status in ((1,) if command == ("verify",) else (0,)), found.err
    assert isinstance(found.json, list | dict)
    table = qda(*command)
    assert table.status == found.status
    assert table.out.strip()


# 0 done; 1 a check failed; 2 the call or the input is wrong; 3 a human's answer is missing; 4 no study


def test_status_0_and_1_a_finding_that_is_supported_and_one_that_is_not(batankrajan: Path, qda: Qda) -> None:
    states = {row["finding"]: row["status"] for row in qda("verify", "--json").json}
    supported = [key for key, state in states.items() if state == "supported"]
    failing = [key for key, state in states.items() if state == "not-supported"]
    assert qda("verify", supported[0]).status == 0
    assert qda("verify", failing[0]).status == 1
    assert qda("verify", supported[0], failing[0]).status == 1


def test_status_1_a_codebook_with_a_fault(small: Path, qda: Qda) -> None:
    (small / "salah.yaml").write_text("codes:\n  - name: a\n  - name: a\n", encoding="utf-8")
    assert qda("codebook", "check", "salah.yaml").status == 1
    assert qda("codebook", "check", "kode.yaml").status == 0


def test_status_2_a_wrong_call(small: Path, qda: Qda) -> None:
    for arguments in (
        ("statu",), ("code", "list"), ("status", "--jsn"), ("import",), ("--lang", "jv", "status"),
        ("display", "matriks"), ("triangulate", "--tolerance", "2"), ("code", "auto", "--level", "akar"),
    ):  # fmt: skip
        assert qda(*arguments).status == 2, arguments


def test_status_3_a_finding_that_waits_for_an_answer(small: Path, qda: Qda) -> None:
    (small / "temuan.yaml").write_text(
        "- id: ada\n  statement: Pelatihan ada.\n  evidence: {codes: [pelatihan]}\n  assert:\n"
        '    - {if: "code:pelatihan", then: "code:kabar", consistency: 0.8}\n',
        encoding="utf-8",
    )
    assert qda("finding", "import", "temuan.yaml").status == 0
    done = qda("verify")
    assert (done.status, qda("verify", "--json").json[0]["status"]) == (3, "undetermined"), done.out


def test_status_4_a_study_that_is_not_there(qda: Qda) -> None:
    assert qda("--study", "tiada.qda", "status").status == 4


def test_debug_shows_where_an_error_arose(small: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qda", "--debug", "source", "show", "tiada"],
        cwd=small, env=ENV, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "Traceback" in done.stderr
    assert "There is no source “tiada”." in done.stderr


def test_a_reader_that_goes_away_is_no_error(batankrajan: Path) -> None:
    command = subprocess.Popen(
        [sys.executable, "-m", "qda", "find", "dinas OR perak OR dan"],
        cwd=batankrajan, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.readline()
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait() == 0


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise RuntimeError('rusak')\n", "rusak"),
        ("import tiada_di_mana_pun\n", "tiada_di_mana_pun"),
        ("bukan_display = 7\n", "stranger"),
        ("def (:\n", "stranger"),
    ],
)
def test_a_strangers_broken_plugin_is_reported_and_harms_nothing(small: Path, code: str, told: str) -> None:
    place = small / "orang-lain"
    (place / "stranger-1.0.dist-info").mkdir(parents=True)
    (place / "stranger-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    (place / "stranger-1.0.dist-info" / "entry_points.txt").write_text(
        "".join(
            f"[qda.{group}]\nstranger = stranger_plugin:bukan_display\n"
            for group in ("importers", "autocoders", "displays", "tactics", "formats", "writers")
        )
    )
    (place / "stranger_plugin.py").write_text(code)
    (small / "baru.txt").write_text(TALK + "P: Lalu?\n", encoding="utf-8")

    def typed(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qda", *arguments],
            cwd=small, env={**ENV, "PYTHONPATH": str(place)}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    listed = typed("plugins")
    assert listed.returncode == 1
    assert "Traceback" not in listed.stderr
    assert len(listed.stderr.splitlines()) == 6
    assert all("stranger" in line for line in listed.stderr.splitlines())
    assert told in listed.stderr
    assert "checklist" in listed.stdout
    for arguments in (("import", "baru.txt"), ("code", "auto"), ("display", "checklist", "--to", "x.xlsx")):
        done = typed(*arguments)
        assert done.returncode == 0, done.stderr


def test_a_key_of_the_plan_is_carried_out(qda: Qda, tmp_path: Path) -> None:
    for name in ("asli", "salinan"):
        (tmp_path / f"{name}.txt").write_text(f"{TALK}P: {name}?\n", encoding="utf-8")
    (tmp_path / "kode.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        "study: Coba\nsynthetic: true\nsources:\n  - {path: asli.txt, date: 2026-01-02, period: satu, place: Desa}\n"
        "  - {path: salinan.txt, kind: document, copy_of: asli, site: Gedeg}\n",
        encoding="utf-8",
    )
    assert qda("run", "plan.yaml").status == 0
    first = qda("source", "show", "asli", "--json").json
    assert (first["date"], first["period"], first["place"], first["synthetic"]) == ("2026-01-02", "satu", "Desa", True)
    second = qda("source", "show", "salinan", "--json").json
    assert (second["copy_of"], second["site"], second["kind"]) == ("asli", "Gedeg", "document")
    assert "Nothing changed" in qda("run", "plan.yaml").out
