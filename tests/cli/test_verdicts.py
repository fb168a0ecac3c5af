"""What triangulation and verification look like in the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import BOOK, TALK, Qda

PLAN = "study: coba\nlanguage: en\nsources: [wawancara.txt]\ncodebook: kode.yaml\ncoding: [{auto: codebook}]\n"
WAIVED = """\
- id: ada
  statement: Pelatihan ada.
  evidence: {codes: [pelatihan]}
  assert: [witnesses >= 1, groups >= 2, survives_loss_of: 1]
  waive: [{assertion: groups >= 2, who: Ani, when: 2024-01-01, why: satu pihak saja}]
"""


def planned(folder: Path, more: str = "") -> Path:
    for name, text in (("wawancara.txt", TALK), ("kode.yaml", BOOK), ("temuan.yaml", WAIVED), ("kosong.yaml", "[]\n")):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "coba.yaml").write_text(PLAN + more, encoding="utf-8")
    return folder


@pytest.mark.parametrize("findings", ["", "findings: kosong.yaml\n"])
@pytest.mark.parametrize("shown", ["", "displays: [{kind: convergence, to: k.csv}, {kind: quotations, to: q.csv}]\n"])
def test_a_study_without_findings_runs_and_says_so_once(tmp_path: Path, qda: Qda, findings: str, shown: str) -> None:
    planned(tmp_path, f"{findings}{shown}triangulate: {{by: group, to: t.xlsx}}\n")
    done = qda("run", "coba.yaml")
    assert done.status == 0, done.err
    assert done.out.count("no findings yet") == 1
    assert not (tmp_path / "t.xlsx").exists()
    assert not (tmp_path / "k.csv").exists()
    assert (tmp_path / "q.csv").exists() is bool(shown)
    for command in ("triangulate", "verify"):
        refused = qda("--study", "coba.qda", command)
        assert refused.status == 2
        assert "The study has no findings." in refused.err


def test_runs_show_the_verdicts_name_with_its_word_and_failing_assertions_say_why_once(
    tmp_path: Path, qda: Qda
) -> None:
    planned(tmp_path, "findings: temuan.yaml\ntriangulate: {by: group, to: t.json}\n")
    done = qda("run", "coba.yaml")
    assert done.status == 1
    assert "ada: single source (SINGLE_SOURCE) – Pelatihan ada." in done.out.splitlines()
    said = qda("verify").out.splitlines()
    assert said[0] == "ada  not supported  single source (SINGLE_SOURCE)"
    assert said[1] == "     Pelatihan ada."
    assert said[2].split() == ["holds", "witnesses", ">=", "1"]
    assert said[3].count("satu pihak saja") == 1
    assert "\n".join(said).count("satu pihak saja") == 1
    assert said[4].split(maxsplit=1)[0] == "fails"
    assert said[4].endswith("changes if 1 witness is lost (k*); it should survive the loss of 1.")
    assert said[5] == "1 finding: 0 supported, 1 not supported, 0 undetermined"


def test_the_json_of_verify_has_its_fixed_keys(small: Path, qda: Qda) -> None:
    [row] = qda("verify", "--json").json
    assert (row["finding"], row["status"], row["changed"]) == ("ada", "supported", False)
    assert row["assertions"][0].keys() == {"assertion", "outcome", "because"}


def test_the_matrix_of_a_plan_is_the_matrix_of_triangulate(tmp_path: Path, qda: Qda) -> None:
    planned(tmp_path, "findings: temuan.yaml\ntriangulate: {by: group, to: t.json}\n")
    qda("run", "coba.yaml")
    assert qda("triangulate", "--to", "sendiri.json").status == 0
    one, other = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("t.json", "sendiri.json"))
    assert one["sheets"] == other["sheets"]


def test_people_are_told_why_and_scripts_also_what_was_done(small: Path, qda: Qda) -> None:
    guards = qda("triangulate", "--json").json[0]["guards"]
    assert guards
    told = qda("triangulate").out
    for guard in guards:
        assert guard["because"] in told
        assert guard["effect"] not in told.split()


EXPECTED = """\
- id: ada
  kind: expectation
  statement: Pelatihan ada.
  evidence: {codes: [pelatihan]}
  assert: [witnesses >= 1]
  written: 2020-01-01
"""


def test_an_expectation_written_after_the_evidence_is_marked_post_hoc(small: Path, qda: Qda) -> None:
    (small / "harapan.yaml").write_text(EXPECTED, encoding="utf-8")
    assert qda("finding", "import", "harapan.yaml").status == 0
    (found,) = qda("verify", "--json").json
    assert (found["kind"], found["post_hoc"]) == ("expectation", True)
    told = qda("verify").out
    assert "expectation, post hoc: stored after all of this was coded" in told
    assert "its writer dates it 2020-01-01, which nothing here proves" in told


def test_an_expectation_stored_before_the_coding_is_said_to_be(
    tmp_path: Path, qda: Qda, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("wawancara.txt", TALK), ("kode.yaml", BOOK), ("harapan.yaml", EXPECTED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    times = iter(f"2024-01-{day:02}T00:00:00Z" for day in range(1, 30))
    monkeypatch.setattr("qda.store.study.Study.now", lambda _study: next(times))
    for command in (
        ("init", "coba"),
        ("import", "wawancara.txt"),
        ("codebook", "import", "kode.yaml"),
        ("finding", "import", "harapan.yaml"),
        ("code", "auto"),
    ):
        assert qda(*command).status == 0
    (found,) = qda("verify", "--json").json
    assert found["post_hoc"] is False
    assert "expectation, stored before any of this was coded" in qda("verify").out
