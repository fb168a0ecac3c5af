"""The verbs of this stage on whole studies: the retold examples, and the seeds themselves by their places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qda import registry
from qda.across import build_display, triangulation_sheets
from qda.model.errors import InputError, NotFoundError
from qda.model.evidence import DEFAULT_THRESHOLDS, Axis, VerdictWord
from qda.model.sheet import Empty, Sheet
from qda.model.verdict_words import verdict_label
from qda.store import journal
from qda.store.study import Study
from qda.verify.check import verify_findings
from qda.verify.conclude import import_findings, import_findings_file, list_findings, show_finding
from qda.verify.convergence import convergence_json
from qda.verify.outcome import Status, verification_json
from qda.verify.triangulation import triangulate_findings
from tests.studies import CODING_COLUMNS, add_codings, example_study, expected_verdicts, seed_study
from tests.verify.test_seeds import agrees, cases_of

NAMES = ("kediri", "lamongan", "mojokerto", "pekalongan", "surakarta")


@pytest.fixture
def mojokerto(root: Path, tmp_path: Path) -> Study:
    return example_study(root, "mojokerto", tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_the_retold_studies_give_their_verdicts(root: Path, tmp_path: Path, name: str) -> None:
    with example_study(root, name, tmp_path) as study:
        results = triangulate_findings(study)
    assert {result.finding: result.verdict.value for result in results} == expected_verdicts(root, name)


@pytest.mark.parametrize("identity", ["LMG", "PKL", "SKA", "MJK", "KDR"])
def test_the_seeds_give_the_reported_verdicts(shared: Path, tmp_path: Path, identity: str) -> None:
    seeds = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"]
    [seed] = [each for each in seeds if each["id"] == identity]
    expected = {claim["id"]: claim["expected"] for claim in seed["claims"]}
    with seed_study(shared, seed, cases_of(seed), tmp_path) as study:
        results = triangulate_findings(study)
    assert [result.finding for result in results] == list(expected)
    for result in results:
        assert agrees(result, expected[result.finding]), (result.finding, result.lower, result.upper)


def test_mojokerto_convergence_matrix_is_its_table_of_claims(shared: Path, tmp_path: Path) -> None:
    """D48 of the real report: a row a claim, a group's sign where the table names one, and the table's verdict."""
    seeds = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"]
    [seed] = [each for each in seeds if each["id"] == "MJK"]
    with seed_study(shared, seed, cases_of(seed), tmp_path) as study:
        plugin = registry.get("displays", "convergence")
        assert plugin.options is not None
        matrix = build_display(study, "convergence", plugin.options())
    assert isinstance(matrix, Sheet)
    assert [row.label.split(":")[0] for row in matrix.rows] == [claim["id"] for claim in seed["claims"]]
    heads = [column.label.lower() for column in matrix.columns]
    groups = heads[: heads.index("verdict")]
    signs = {"SUPPORT": "✓", "CONTRADICT": "✗"}
    for row, claim in zip(matrix.rows, seed["claims"], strict=True):
        cells = dict(zip(heads, row.cells, strict=True))
        assert cells["verdict"].value == verdict_label(VerdictWord(claim["expected"]["reported"])), claim["id"]
        stated = {group: str(cells[group].value)[0] for group in groups if cells[group].value is not None}
        expected = {group: signs[state] for group, state in claim["expected"]["groups"].items()}
        if claim["id"] == "MJK.C12":  # an unnamed informant, who in the cautious reading may be the one of the office
            expected["narasumber_tak_dirinci"] = "c"
            assert cells["narasumber_tak_dirinci"].value == "counted with dinas"
        assert stated == expected, claim["id"]


def test_the_json_of_triangulate_has_its_fixed_keys(mojokerto: Study) -> None:
    rows: list[dict[str, Any]] = json.loads(json.dumps(convergence_json(triangulate_findings(mojokerto, ["MJK.C13"]))))
    fixed = {
        "finding",
        "verdict",
        "lower",
        "upper",
        "k_star",
        "witnesses",
        "supporting_groups",
        "techniques",
        "groups",
        "pairs",
    }
    assert fixed <= rows[0].keys()
    assert (rows[0]["verdict"], rows[0]["witnesses"], rows[0]["k_star"]) == ("DISSONANT", 2, 1)
    assert rows[0]["groups"]["dokumen"] == "CONTRADICT"
    assert rows[0]["pairs"]["dinas~dokumen"] == "DISSONANCE"


def test_the_convergence_matrix_shows_states_and_why_cells_are_empty(mojokerto: Study) -> None:
    matrix, pairs = triangulation_sheets(mojokerto, Axis.GROUP, DEFAULT_THRESHOLDS).sheets
    labels = [column.label.lower() for column in matrix.columns]
    row = dict(zip(labels, next(r for r in matrix.rows if r.label.startswith("MJK.C4:")).cells, strict=True))
    assert row["observasi"].value == "✓ 1/1"
    assert row["observasi"].evidence
    assert row["desa"].empty is Empty.NOT_ASKED
    assert row["verdict"].value == "convergent"
    assert row["same"].value == "observasi, narasumber_tak_dirinci"
    assert row["k*"].value == 1
    assert "unnamed informants" in str(row["warnings"].value)
    linked = {quotation.coding for quotation in matrix.quotations}
    assert all(set(cell.evidence) <= linked for each in matrix.rows for cell in each.cells)
    assert all(quotation.reference.startswith("[laporan:") for quotation in matrix.quotations)
    assert len(pairs.rows) == len(matrix.rows)
    assert any("design" in note or "researcher" in note for note in matrix.notes)


def test_other_axes(mojokerto: Study) -> None:
    by = {axis: triangulate_findings(mojokerto, ["MJK.C4"], by=axis)[0] for axis in Axis}
    assert by[Axis.TECHNIQUE].supporting_groups == ("W", "O")
    assert by[Axis.CODER].supporting_groups == ("peneliti",)
    assert by[Axis.TIME].verdict is VerdictWord.ASSERTED
    assert by[Axis.TIME].excluded


def test_verify_decides_the_exit_status_and_says_why(mojokerto: Study) -> None:
    done = verify_findings(mojokerto, ["MJK.C4", "MJK.C1"])
    rows: list[dict[str, Any]] = json.loads(json.dumps(verification_json(done.results)))
    assert [(row["finding"], row["status"]) for row in rows] == [("MJK.C4", "supported"), ("MJK.C1", "not-supported")]
    assert rows[1]["assertions"][1] == {
        "assertion": "groups >= 2",
        "outcome": "fail",
        "because": "supporting groups: 1; wanted >= 2.",
    }
    assert done.exit_status == 1
    assert verify_findings(mojokerto, ["MJK.C4"]).exit_status == 0
    assert verify_findings(mojokerto, ["MJK.C12"]).results[0].status is Status.UNDETERMINED
    assert verify_findings(mojokerto, ["MJK.C12"]).exit_status == 3


def test_a_finding_whose_evidence_changed_is_named_once(mojokerto: Study, tmp_path: Path) -> None:
    assert verify_findings(mojokerto).changed == ()
    again = len(journal.entries(mojokerto))
    assert verify_findings(mojokerto).changed == ()
    assert len(journal.entries(mojokerto)) == again
    row = dict.fromkeys(CODING_COLUMNS, "") | {
        "source": "laporan",
        "start": 0,
        "end": 9,
        "code": "bina-usaha/bantuan-alat",
        "stance": "-",
        "coder": "ani",
        "informant": "Kepala Desa",
    }
    add_codings(mojokerto, tmp_path, [row])
    [changed] = verify_findings(mojokerto).changed
    assert changed.finding.key == "MJK.C6"
    assert changed.change is not None
    assert (changed.change.before, changed.change.now) == (2, 3)
    assert changed.change.verdict_before == "SINGLE_SOURCE"
    assert changed.triangulation.verdict is VerdictWord.DISSONANT
    assert changed.triangulation.guards
    assert verify_findings(mojokerto).changed == ()


def test_without_recording_the_study_stays_as_it_is(mojokerto: Study) -> None:
    before = len(journal.entries(mojokerto))
    verify_findings(mojokerto, record=False)
    assert len(journal.entries(mojokerto)) == before


def test_importing_findings_again_changes_nothing_and_a_faulty_entry_keeps_the_old_one(
    mojokerto: Study, root: Path
) -> None:
    text = (root / "examples" / "mojokerto" / "findings.yaml").read_text(encoding="utf-8")
    mojokerto.clock = lambda: "2025-01-01T00:00:00Z"
    assert not import_findings(mojokerto, text).anything
    assert show_finding(mojokerto, "MJK.C2").imported_at == "2024-01-01T00:00:00Z"
    broken = text.replace("- id: MJK.C2\n", "- id: MJK.C2\n  asert: []\n")
    broken = broken.replace("rukun dan saling", "rukun sekali dan").replace(
        "codes: [bina-usaha/pameran-promosi]", "codes: [bina-usaha/pameran]"
    )
    done = import_findings(mojokerto, broken)
    assert (done.added, done.changed, done.removed) == ((), ("MJK.C14",), ())
    assert [problem.mend for problem in done.problems] == [
        "Did you mean “assert”?",
        "Did you mean “bina-usaha/pameran-promosi”?",
    ]
    assert len(list_findings(mojokerto)) == 17
    assert import_findings(mojokerto, "- {id: new, statement: s, evidence: {codes: [bina-usaha]}}").removed
    assert [finding.key for finding in list_findings(mojokerto)] == ["new"]


def test_names_that_stand_for_nothing_are_answered(mojokerto: Study) -> None:
    with pytest.raises(NotFoundError, match=r"MJK\.C18.*Did you mean"):
        triangulate_findings(mojokerto, ["MJK.C18"])
    with pytest.raises(InputError):
        import_findings(mojokerto, "words")


def test_files_that_cannot_be_read_are_named(mojokerto: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no\.yaml"):
        import_findings_file(mojokerto, tmp_path / "no.yaml")
    (tmp_path / "latin.yaml").write_bytes("- id: é".encode("latin-1"))
    with pytest.raises(InputError, match="byte 6"):
        import_findings_file(mojokerto, tmp_path / "latin.yaml")
    (tmp_path / "bom.yaml").write_bytes("\ufeff- {id: a, statement: s, evidence: {codes: bina-usaha}}".encode())
    assert import_findings_file(mojokerto, tmp_path / "bom.yaml").added == ("a",)
