"""The five seed studies as five cases of one study (method §7.6), from the real files; skips where they are absent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qda import registry
from qda.display.build import build
from qda.model.ids import new_ids
from qda.model.records import Case, Code
from qda.model.sheet import Empty, Sheet
from qda.store import codebook
from qda.store.check import check
from qda.store.study import Study
from tests.studies import add_cases, add_codings, add_source, begun

STUDIES = ("LMG", "PKL", "SKA", "MJK", "KDR")
NAMED = {"PKL": "named", "SKA": "named", "MJK": "practised", "LMG": "not named", "KDR": "not named"}
FRAME = {
    "effort/capital": ("LMG.UPY.FIN", "SKA.PRN.P6", "KDR.KE.BANK", "KDR.KE.LKM", "MJK.BU.MODAL", "PKL.STR.S5"),
    "effort/market": ("LMG.UPY.PSR", "SKA.PRN.P5", "KDR.KE.PERINDAG", "MJK.BU.PAMER", "PKL.STR.S1"),
    "effort/people": ("LMG.UPY.SDM", "SKA.PRN.P7", "KDR.KE.BI", "MJK.BM.LATIH", "PKL.STR.S4"),
    "effort/tools": ("SKA.PRN.P3", "KDR.KE.PT", "MJK.BU.ALAT", "PKL.STR.S7"),
    "effort/institutions": ("SKA.PRN.P2", "MJK.BK", "PKL.STR.S5", "KDR.KI"),
    "advice/institutions": ("LMG.SRN.1",),
    "obstacle/capital": ("LMG.FAK.HBT.MDL", "SKA.MSL.MDL"),
    "obstacle/people": ("LMG.FAK.HBT.SDM", "SKA.MSL.SDM", "PKL.HBT.1", "PKL.HBT.3", "MJK.HB.TRAMPIL"),
    "obstacle/market": ("SKA.MSL.PSR", "MJK.HB.PSR"),
    "obstacle/young": ("PKL.HBT.2",),
    "obstacle/technology": ("PKL.HBT.3", "SKA.MSL.TEK", "MJK.HB.ALAT"),
    "obstacle/material": ("MJK.BU.BAHAN",),
    "obstacle/policy": ("MJK.BM.H.DANA",),
    "bina/manusia": ("LMG.UPY.SDM", "SKA.PRN.P7", "KDR.KE.BI", "MJK.BM", "PKL.STR.S4"),
    "bina/usaha": ("LMG.UPY.PSR", "SKA.PRN.P5", "KDR.KE.PERINDAG", "MJK.BU", "PKL.STR.S1"),
    "bina/lingkungan": ("MJK.BL.F", "MJK.BL.N"),
    "bina/kelembagaan": ("SKA.PRN.P2", "MJK.BK", "PKL.STR.S5", "KDR.KI"),
    "context/infrastructure": ("KDR.INF",),
}


@pytest.fixture(scope="module")
def five(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """One source and one case a study; the places are those of its own codes, the codes those of one frame."""
    entries = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"]
    seeds: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in entries}
    folder = tmp_path_factory.mktemp("five")
    with begun(folder, "five") as study:
        for name in STUDIES:
            [file] = (shared / "seeds").glob(f"{seeds[name]['seed']}_*.txt")
            add_source(study, name, file.read_bytes().decode("utf-8"))
        add_cases(study, [_case(key, seeds[name]) for key, name in zip(new_ids(), STUDIES, strict=False)])
        paths = sorted({*FRAME, *(path.split("/")[0] for path in FRAME)})
        with study.command("codebook import"):
            codebook.save(
                study,
                [
                    Code(id=key, path=path, label=(("en", path.rsplit("/", 1)[-1]),), position=n)
                    for n, (key, path) in enumerate(zip(new_ids(), paths, strict=False))
                ],
            )
        quotes = {code["id"]: code["quotes"] for seed in seeds.values() for code in seed["codes"]}
        rows = [
            {
                "source": own.split(".")[0],
                "start": quote["start"],
                "end": quote["end"],
                "code": path,
                "informant": own.split(".")[0],
                "coder": "ani",
            }
            for path, codes in FRAME.items()
            for own in codes
            for quote in quotes[own]
        ]
        done = add_codings(study, folder, rows)
        assert not done.problems, done.problems
        assert check(study) == []
        yield study


def _case(key: Any, seed: dict[str, Any]) -> Case:
    beyond = any(claim["expected"]["reported"] != "ASSERTED" for claim in seed["claims"])
    attributes = (("triangulation", NAMED[seed["id"]]), ("verdicts", "beyond asserted" if beyond else "asserted only"))
    return Case(id=key, name=seed["id"], attributes=(*attributes, ("claims", str(len(seed["claims"])))))


def shown(study: Study, kind: str, **options: Any) -> Sheet:
    wanted = registry.get("displays", kind).options
    assert wanted is not None
    return build(study, kind, wanted(**options))


def test_efforts_by_study(five: Study) -> None:
    """Capital, market and people are served in all five, tools in all but Lamongan, which only advises institutions."""
    sheet = shown(
        five, "two-variable-case-ordered", by="claims", cols="code", code=("effort",), cell="presence", summary=False
    )
    filled = {
        r.label: {c.label for c, cell in zip(sheet.columns[1:], r.cells[1:], strict=True) if cell.value}
        for r in sheet.rows
    }
    assert filled.pop("LMG") == {"capital", "market", "people"}
    assert set(filled) == set(STUDIES) - {"LMG"}
    assert all(found == {"capital", "institutions", "market", "people", "tools"} for found in filled.values())
    claims = [int(r.cells[0].value or 0) for r in sheet.rows]
    assert claims == sorted(claims, reverse=True)
    advised = shown(five, "case-by-code", code=("advice",), cell="presence")
    assert [r.label for r in advised.rows if r.cells[0].value] == ["LMG"]


def test_obstacles_count_studies_not_sentences(five: Study) -> None:
    """Pekalongan names two obstacles of people, and counts once."""
    sheet = shown(five, "content-analytic-summary", code=("obstacle",))
    assert {r.label: (r.cells[0].value, r.cells[1].value) for r in sheet.rows} == {
        "capital": (2, "LMG; SKA"),
        "market": (2, "MJK; SKA"),
        "people": (4, "LMG; MJK; PKL; SKA"),
        "technology": (3, "MJK; PKL; SKA"),
        "young": (1, "PKL"),
        "material": (1, "MJK"),
        "policy": (1, "MJK"),
    }


def test_triangulation_as_reported_by_the_verdicts_it_could_reach(five: Study) -> None:
    """Two studies name triangulation, yet every claim of their abstracts is merely asserted."""
    sheet = shown(five, "variable-by-variable", rows="triangulation", cols="verdicts")
    cells = {(r.label, c.label): cell.value for r in sheet.rows for c, cell in zip(sheet.columns, r.cells, strict=True)}
    assert cells["named", "asserted only"] == "PKL; SKA"
    assert cells["practised", "beyond asserted"] == "MJK"
    assert cells["named", "beyond asserted"] is None
    assert cells["not named", "asserted only"] == "LMG; KDR"


def test_the_common_frame_shows_what_only_one_study_fills(five: Study) -> None:
    """The four kinds of support by study: surroundings are Mojokerto's alone; Kediri's infrastructure is context."""
    sheet = shown(five, "case-by-code", code=("bina",), cell="presence")
    filled = {column.label: {r.label for r in sheet.rows if r.cells[n].value} for n, column in enumerate(sheet.columns)}
    assert filled == {
        "manusia": set(STUDIES),
        "usaha": set(STUDIES),
        "lingkungan": {"MJK"},
        "kelembagaan": set(STUDIES) - {"LMG"},
    }
    empties = {r.cells[[c.label for c in sheet.columns].index("lingkungan")].empty for r in sheet.rows} - {None}
    assert empties == {Empty.SILENT}
    context = shown(five, "case-by-code", code=("context",), cell="presence")
    assert [r.label for r in context.rows if r.cells[0].value] == ["KDR"]
