"""A prediction through the whole program: written down, coded, decided upon, put to an informant, shown."""

from __future__ import annotations

from pathlib import Path

from qda import registry
from qda.across import build_display
from qda.collect.ingest import import_files
from qda.condense import codebooks, hand
from qda.model.sheet import Sheet
from qda.store.study import Study
from qda.verify.conclude import import_findings
from qda.verify.tactic_run import answer
from tests.histories import clock

PREDICTED = """\
- id: duga
  statement: Modal akan kurang.
  kind: expectation
  evidence: {codes: [modal]}
  factors: [{code: harga, sign: "+", why: beras mahal}]
"""
DECIDED = PREDICTED + "  resolved: [{informant: N (siti), how: narrow, who: ana, when: 2026-02-01, why: tunai}]\n"
TALK = "P: Bagaimana?\nN: Modal kurang sekali.\nP: Lalu?\nN: Harga naik terus.\n"


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _cells(study: Study) -> dict[str, str]:
    sheet = build_display(study, "predictions", None)
    assert isinstance(sheet, Sheet)
    (row,) = sheet.rows
    return {
        column.key: str(cell.value) if cell.empty is None else f"[{cell.empty.value}]"
        for column, cell in zip(sheet.columns, row.cells, strict=True)
    }


def test_what_is_decided_later_makes_a_prediction_no_younger(tmp_path: Path) -> None:
    """Stored, then coded; a decision on it and an informant's answer come after. Reworded, it is an afterthought."""
    with Study.create(tmp_path / "coba.qda", title="Coba", who="ana", clock=clock()) as study:
        book = "codebook: x\ncodes:\n  - name: modal\n  - name: harga\n"
        codebooks.load(study, _file(tmp_path, "kode.yaml", book), why="mulai")
        import_findings(study, PREDICTED)
        import_files(study, [str(_file(tmp_path, "siti.txt", TALK))])
        assert _cells(study)["dated"] == "no outcome is coded yet"
        hand.add(study, "siti", "modal", quote="Modal kurang sekali", stance="+")
        hand.add(study, "siti", "harga", quote="Harga naik terus")
        first = _cells(study)
        assert first["dated"].startswith("stored before any of this was coded")
        assert first["for"] == "harga (1 person): beras mahal"
        assert first["informants"] == "[not-applied]"
        import_findings(study, DECIDED)
        answer(study, registry.get("tactics", "member-checks"), "duga", "agree", "memang begitu", item="N (siti)")
        second = _cells(study)
        assert {key for key in first if first[key] != second[key]} == {"informants"}
        assert second["informants"] == "agree 1\nN (siti): memang begitu"
        import_findings(study, DECIDED.replace("akan kurang", "kurang"))
        late = _cells(study)
        assert late["dated"] == "post hoc: stored after all of this was coded"
        assert late["outcome"].startswith("no test, see its date")
