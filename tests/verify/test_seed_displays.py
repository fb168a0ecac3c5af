"""The seed studies' displays, from the real files coded at their places (method §7); skips where they are absent."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from qda import registry
from qda.condense import links
from qda.display.build import build
from qda.model.ids import new_ids
from qda.model.records import SLOTS, Case, Code
from qda.model.sheet import Empty, Sheet
from qda.store import codebook, sources
from qda.store.check import check
from qda.store.study import Study
from tests.studies import add_cases, add_codings, add_source, begun, seed_paths

SIGN = {1: "+", -1: "-", 0: "0"}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, dict[str, Any]]:
    entries = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"]
    return {entry["id"]: entry for entry in entries}


def coded(shared: Path, seed: dict[str, Any], folder: Path, people: list[Case], rows: list[dict[str, Any]]) -> Study:
    """The seed file as one source of author's prose, its codes, the given people and codings."""
    study = begun(folder, seed["id"])
    [file] = (shared / "seeds").glob(f"{seed['seed']}_*.txt")
    add_source(study, "laporan", file.read_bytes().decode("utf-8"))
    add_cases(study, people)
    paths = seed_paths(seed)
    with study.command("codebook import"):
        codebook.save(
            study,
            [
                Code(
                    id=key,
                    path=paths[code["id"]],
                    label=(("id", code["label"]),),
                    position=n,
                    slots=tuple(s for s in SLOTS if s != "time") if _is_form(seed, code) else (),
                )
                for n, (key, code) in enumerate(zip(new_ids(), seed["codes"], strict=False))
            ],
        )
    done = add_codings(study, folder, rows)
    assert not done.problems, done.problems
    assert check(study) == []
    return study


def _is_form(seed: dict[str, Any], code: dict[str, Any]) -> bool:
    return seed["id"] == "KDR" and code["parent"] in ("KDR.KI", "KDR.KE")


def row(seed: dict[str, Any], code: str, quote: dict[str, Any], **more: str) -> dict[str, Any]:
    """One coding at the place the reconstruction gives."""
    informant = "" if quote["tech"] == "A" else quote["inf"]
    return {
        "source": "laporan",
        "start": quote["start"],
        "end": quote["end"],
        "code": seed_paths(seed)[code],
        "stance": SIGN[quote["stance"]],
        "informant": informant,
        "coder": "ani",
        "memo": "",
        **more,
    }


def code_rows(seed: dict[str, Any]) -> list[dict[str, Any]]:
    return [row(seed, code["id"], quote) for code in seed["codes"] for quote in code["quotes"]]


def shown(study: Study, kind: str, **options: Any) -> Sheet:
    wanted = registry.get("displays", kind).options
    assert wanted is not None
    return build(study, kind, wanted(**options))


def test_every_code_loads_and_every_quote_stands_at_its_place(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    """105 codes, 270 quotes (method §7, minimum acceptance run)."""
    codes = quotes = 0
    for seed in seeds.values():
        folder = tmp_path / seed["id"]
        folder.mkdir()
        with coded(shared, seed, folder, _people(seed), []) as study:
            text = sources.text(study, sources.find(study, "laporan"))
            codes += len(codebook.listed(study))
        for part in ("codes", "claims", "flags", "cells", "events"):
            for entry in seed.get(part, []):
                for quote in entry.get("quotes", []):
                    quotes += 1
                    assert " ".join(text[quote["start"] : quote["end"]].split()) == " ".join(quote["text"].split())
    assert (codes, quotes) == (105, 270)


def _people(seed: dict[str, Any]) -> list[Case]:
    return [
        Case(id=key, name=role["role"], attributes=(("role", role["role"]), ("group", role.get("grp", role["role"]))))
        for key, role in zip(new_ids(), seed["roles"], strict=False)
    ]


def test_kediri_table_1_has_thirteen_entries(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    seed = seeds["KDR"]
    with coded(shared, seed, tmp_path, [], code_rows(seed)) as study:
        paths = seed_paths(seed)
        sheet = shown(study, "forms-table", code=(paths["KDR.KI"], paths["KDR.KE"], paths["KDR.INF"]))
        text = sources.text(study, sources.find(study, "laporan"))
    columns = [sum(r.cells[n].value is not None for r in sheet.rows) for n in range(len(sheet.columns))]
    assert columns == [3, 6, 4]
    printed = text[slice(*_table_1(text))].casefold()
    forms = [code["label"] for code in seed["codes"] if code["parent"] in ("KDR.KI", "KDR.KE", "KDR.INF")]
    entries = [
        next(form for form in forms if str(c.value).startswith(form)) for r in sheet.rows for c in r.cells if c.value
    ]
    assert sorted(entries) == sorted(forms)
    alike = {form: fuzz.partial_ratio(_plain(form), " ".join(printed.split())) for form in forms}
    assert min(alike.values()) > 55, "each entry is in the scanned table, by its content"
    assert not all(_plain(form) in printed for form in forms), "whose letters the scan has damaged (its flag F7)"


def _table_1(text: str) -> tuple[int, int]:
    """Where the scanned table of the report begins and ends."""
    start = text.index("Tabel 1: ")
    return start, text.index("Proses dukungan infrastruktur", start)


def _plain(form: str) -> str:
    """A form as a table would print it: without what the reconstruction adds in brackets, and without dashes."""
    return " ".join(re.sub(r"\([^)]*\)|4%|[–-]", " ", form.casefold()).split())


def test_kediri_process_matrix_has_45_cells_with_2_not_stated(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    seed = seeds["KDR"]
    forms = [code for code in seed["codes"] if _is_form(seed, code)]
    own = {cell["id"]: cell["quotes"][0] for cell in seed["cells"]}
    slots = dict(zip(("PELAKU", "INPUT", "PROSES", "OUTPUT", "IMPACT"), SLOTS[:5], strict=True))
    rows = []
    for code, cells in zip(forms, seed["process_matrix"], strict=True):
        for (short, slot), text in zip(slots.items(), cells[1:], strict=True):
            if text.startswith("(tidak dinyatakan"):
                continue
            quote = own.get(f"KDR.M.{code['id'].rsplit('.', 1)[-1]}.{short}") or code["quotes"][0]
            rows.append(row(seed, code["id"], quote, slot=slot, memo=text))
    with coded(shared, seed, tmp_path, [], rows) as study:
        sheet = shown(study, "process-matrix")
    cells = [(r.label, c) for r in sheet.rows for c in r.cells]
    assert len(cells) == 45
    lacking = [label for label, cell in cells if cell.empty is Empty.NOT_STATED]
    assert lacking == [code["label"] for code in forms if code["id"] in ("KDR.KE.BANK", "KDR.KE.LKM")]


def test_kediri_event_listing_has_seven_events_in_order(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    seed = seeds["KDR"]
    rows = [
        row(seed, "KDR.HIS", event["quotes"][0], memo=f"time: {event['time'].replace('≈', '')}\n{event['id']}")
        for event in reversed(seed["events"])
    ]
    with coded(shared, seed, tmp_path, [], rows) as study:
        sheet = shown(study, "event-listing", code=(seed_paths(seed)["KDR.HIS"],))
    assert len(sheet.rows) == 7
    dated = [r.label for r in sheet.rows if r.label[:1].isdigit()]
    assert dated == sorted(dated)
    assert dated[0].startswith("1946")


def test_mojokerto_role_matrix_has_an_empty_desa_row(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    seed = seeds["MJK"]
    rows = [
        row(seed, claim["codes"][0], quote)
        for claim in seed["claims"]
        for quote in claim["quotes"]
        if quote["tech"] != "A"
    ]
    groups = {
        r["informant"]: quote["grp"]
        for claim in seed["claims"]
        for quote in claim["quotes"]
        for r in [row(seed, claim["codes"][0], quote)]
        if quote["tech"] != "A"
    }
    technique = {"observasi": "observation", "dokumen": "document"}
    people = [
        Case(id=key, name=name, attributes=(("group", group), ("technique", technique.get(group, "interview"))))
        for key, (name, group) in zip(new_ids(), [*groups.items(), ("Kepala Desa Batankrajan", "desa")], strict=False)
    ]
    paths = seed_paths(seed)
    columns = tuple(paths[code] for code in ("MJK.BM", "MJK.BU", "MJK.BL.F", "MJK.BL.N", "MJK.BK", "MJK.EV", "MJK.HB"))
    with coded(shared, seed, tmp_path, people, rows) as study:
        sheet = shown(study, "role-ordered", rows="group", code=columns)
    filled = {r.label.split(" (")[0]: [n for n, c in enumerate(r.cells) if c.value is not None] for r in sheet.rows}
    assert filled["desa"] == []
    assert filled["dinas"] == [0, 4]  # BM, BK
    assert filled["pengrajin"] == [1]  # BU: bahan baku
    assert {1, 2} <= set(filled["observasi"])  # BU: alat, BL.F: limbah
    assert filled["narasumber_tak_dirinci"] == [1, 2, 3, 4]


def test_lamongan_trace_has_exactly_one_untraced(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    seed = seeds["LMG"]
    answers = {code: "" if why == "—" else f"answers: {why}" for code, why, _state in seed["rec_trace"]}
    quotes = {code["id"]: code["quotes"][0] for code in seed["codes"] if code["quotes"]}
    rows = [row(seed, code, quotes.get(code, quotes["LMG.SRN"]), memo=memo) for code, memo in answers.items()]
    with coded(shared, seed, tmp_path, [], rows) as study:
        sheet = shown(study, "recommendation-trace", code=(seed_paths(seed)["LMG.SRN"],))
    assert len(sheet.rows) == 5
    untraced = [r.label for r in sheet.rows if any(c.value == "UNTRACED" for c in r.cells)]
    assert len(untraced) == 1


def test_pekalongan_obstacles_meet_strategies_where_the_researcher_links_them(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    """Training that does not arrive is met by quality, clumsiness with machines by technology, the young by nothing.

    The abstract names obstacles and strategies apart, so no passages overlap: the links are the researcher's.
    """
    seed = seeds["PKL"]
    paths = seed_paths(seed)
    with coded(shared, seed, tmp_path, [], code_rows(seed)) as study:
        for strategy, obstacle in (("PKL.STR.S4", "PKL.HBT.1"), ("PKL.STR.S7", "PKL.HBT.3")):
            links.add(study, paths[strategy], "explains", paths[obstacle])
        options = {"rows": (paths["PKL.HBT"],), "cols": (paths["PKL.STR"],)}
        linked = shown(study, "thematic-conceptual", meet="linked", **options)
        overlapping = shown(study, "thematic-conceptual", **options)
    labels = {code["id"]: code["label"] for code in seed["codes"]}
    rows = {
        r.label: [c.label for c, cell in zip(linked.columns, r.cells, strict=True) if cell.value] for r in linked.rows
    }
    assert rows[labels["PKL.HBT.1"]] == [labels["PKL.STR.S4"]]
    assert rows[labels["PKL.HBT.3"]] == [labels["PKL.STR.S7"]]
    assert rows[labels["PKL.HBT.2"]] == []
    young = next(r for r in linked.rows if r.label == labels["PKL.HBT.2"])
    assert {cell.empty for cell in young.cells} == {Empty.NOT_TOGETHER}
    assert all(cell.empty is Empty.NOT_TOGETHER for r in overlapping.rows for cell in r.cells)


def test_surakarta_checks_seven_functions_against_what_realises_them(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    """Each function is realised by an activity the abstract names; no result of any is stated (its flag F2)."""
    seed = seeds["SKA"]
    functions = [code for code in seed["codes"] if code["parent"] == "SKA.PRN"]
    with coded(shared, seed, tmp_path, [], code_rows(seed)) as study:
        sheet = shown(study, "function-by-realisation", code=(seed_paths(seed)["SKA.PRN"],))
    assert [r.label for r in sheet.rows] == [code["label"] for code in functions]
    assert len(sheet.rows) == 7
    columns = [c.label for c in sheet.columns]
    for r, claim in zip(sheet.rows, seed["claims"], strict=True):
        activity, result = r.cells[1], r.cells[columns.index("Result")]
        said = " ".join(claim["quotes"][0]["text"].split())
        assert said in str(activity.value), r.label
        assert result.empty is Empty.NOT_STATED
        assert r.cells[4].value == "researcher only"


def test_surakarta_has_one_problem_that_no_role_of_the_office_answers(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    """Marketing, capital, people and technology are met by at least one role, partnership by none (its flag F1)."""
    seed = seeds["SKA"]
    paths = seed_paths(seed)
    met = (("PSR", ("P5",)), ("MDL", ("P6",)), ("SDM", ("P2", "P7")), ("TEK", ("P3", "P7")))
    with coded(shared, seed, tmp_path, [], code_rows(seed)) as study:
        for problem, roles in met:
            for role in roles:
                links.add(study, paths[f"SKA.PRN.{role}"], "explains", paths[f"SKA.MSL.{problem}"])
        sheet = shown(study, "thematic-conceptual", rows=(paths["SKA.MSL"],), cols=(paths["SKA.PRN"],), meet="linked")
    filled = {r.label: sum(cell.value is not None for cell in r.cells) for r in sheet.rows}
    labels = {code["id"]: code["label"] for code in seed["codes"]}
    assert [filled[labels[f"SKA.MSL.{problem}"]] for problem in ("PSR", "MDL", "SDM", "TEK", "KMT")] == [1, 1, 2, 2, 0]
    assert any(labels["SKA.MSL.KMT"] in sentence for sentence in sheet.notes)


def test_lamongan_efforts_are_not_told_apart_by_village(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    """Two villages are two cases, but the abstract tells every effort of both at once (its flag F3)."""
    seed = seeds["LMG"]
    villages = ("Sendangagung", "Sendangduwur")
    people = [
        Case(id=key, name=f"pengrajin {village}", attributes=(("site", village),))
        for key, village in zip(new_ids(), villages, strict=False)
    ]
    with coded(shared, seed, tmp_path, people, code_rows(seed)) as study:
        sheet = shown(
            study,
            "conceptually-clustered",
            rows="code",
            cols="site",
            code=(seed_paths(seed)["LMG.UPY"],),
            order=villages,
        )
    assert [c.label for c in sheet.columns][:2] == list(villages)
    assert {label for code in seed["codes"] if code["parent"] == "LMG.UPY" for label in (code["label"],)} <= {
        r.label for r in sheet.rows
    }
    assert {cell.empty for r in sheet.rows for cell in r.cells[:2]} == {Empty.NOT_APART}
    assert all(r.cells[2].value for r in sheet.rows), "what is said of no village stands apart"
