"""What the seed studies' reports say of relations and of things left open (method §7), from the real files.

Passages are named by their places; none of the reports' words stand here. Skips where the reports are absent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qda import registry
from qda.condense import links
from qda.display.build import build_any
from qda.model.ids import new_ids
from qda.model.network import Network
from qda.model.records import Case, Code
from qda.model.sheet import Empty
from qda.store import codebook, sources
from qda.store.study import Study
from tests.studies import add_codings, seed_paths
from tests.verify import test_seed_displays
from tests.verify.test_seed_displays import code_rows, coded, row, shown

seeds = test_seed_displays.seeds


def people(*names: str, **roles: str) -> list[Case]:
    """Cases of a name each, with the role given or their name as role."""
    return [
        Case(id=key, name=name, attributes=(("role", roles.get(name, name)),))
        for key, name in zip(new_ids(), names, strict=False)
    ]


def more_codes(study: Study, *paths: str) -> None:
    """Codes that the reconstruction has not."""
    have = codebook.listed(study)
    with study.command("codebook import"):
        codebook.save(
            study,
            [
                *have,
                *(
                    Code(id=key, path=path, position=len(have) + n)
                    for n, (key, path) in enumerate(zip(new_ids(), paths, strict=False))
                ),
            ],
        )


def drawn(study: Study, kind: str, **options: Any) -> Network:
    wanted = registry.get("displays", kind).options
    assert wanted is not None
    made = build_any(study, kind, wanted(**options))
    assert isinstance(made, Network)
    return made


def quoted(study: Study, start: int, end: int) -> dict[str, str]:
    """A place of the report, as a link names its evidence."""
    return {"source": "laporan", "quote": sources.text(study, sources.find(study, "laporan"))[start:end]}


def named(network: Network) -> dict[str, str]:
    return {node.key: node.label for node in network.nodes}


def test_lamongan_factors_are_of_no_role(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    """Nobody of the two roles is quoted: the checklist of factors is empty for both, and does not tell them apart."""
    seed = seeds["LMG"]
    factors = tuple(seed_paths(seed)[code] for code in ("LMG.FAK.DKG", "LMG.FAK.HBT"))
    with coded(shared, seed, tmp_path, people("dinas", "pengrajin"), code_rows(seed)) as study:
        sheet = shown(study, "checklist", code=factors)
    by_role = [n for n, column in enumerate(sheet.columns) if column.label in ("dinas", "pengrajin")]
    assert len(by_role) == 2
    assert {r.cells[n].empty for r in sheet.rows for n in by_role} == {Empty.NOT_APART}


def test_pekalongan_strategies_are_not_told_apart_by_programme(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    """Seven strategies by programme, budget, procedure and collaborators: the abstract details none of them."""
    seed = seeds["PKL"]
    paths = seed_paths(seed)
    with coded(shared, seed, tmp_path, [], code_rows(seed)) as study:
        sheet = shown(
            study,
            "thematic-conceptual",
            rows=(paths["PKL.STR"],),
            cols=tuple(paths[code] for code in ("PKL.PRG", "PKL.PRG.ANG", "PKL.PRG.PRO", "PKL.KOL")),
            depth=1,
        )
    strategies = {code["label"] for code in seed["codes"] if code["parent"] == "PKL.STR"}
    rows = [r for r in sheet.rows if r.label in strategies]
    assert len(rows) == 7
    assert {cell.empty for r in rows for cell in r.cells} == {Empty.NOT_TOGETHER}


def test_pekalongan_three_partners_are_joined_pairwise(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    """Scholars, business, government: three edges, each on the one passage on their collaboration."""
    seed = seeds["PKL"]
    names = ("cendekiawan", "pelaku bisnis", "pemerintah")
    [place] = next(code["quotes"] for code in seed["codes"] if code["id"] == "PKL.KOL")
    with coded(shared, seed, tmp_path, people(*names), code_rows(seed)) as study:
        for start, end in (names[:2], names[1:], (names[0], names[2])):
            links.add(study, start, "part_of", end, **quoted(study, place["start"], place["end"]))
        chart = drawn(study, "context-chart")
    assert sorted(named(chart).values()) == sorted(names)
    assert len(chart.edges) == 3
    [passage] = {edge.evidence for edge in chart.edges}
    assert len(passage) == 1


def test_pekalongan_technology_stands_against_clumsiness_with_it(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    """The seventh strategy and the third obstacle are a pair (its flag F1)."""
    seed = seeds["PKL"]
    paths = seed_paths(seed)
    with coded(shared, seed, tmp_path, [], code_rows(seed)) as study:
        links.add(study, paths["PKL.STR.S7"], "versus", paths["PKL.HBT.3"])
        pair = drawn(study, "causal-network", type=("versus",))
    [edge] = pair.edges
    labels = {code["id"]: code["label"] for code in seed["codes"]}
    assert {named(pair)[edge.start], named(pair)[edge.end]} == {labels["PKL.STR.S7"], labels["PKL.HBT.3"]}


def test_surakarta_details_neither_role(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    """Owners and members of co-operatives are named as informants; nothing is told of either by itself."""
    seed = seeds["SKA"]
    with coded(shared, seed, tmp_path, people("pemilik usaha", "anggota koperasi"), code_rows(seed)) as study:
        sheet = shown(study, "role-ordered", code=(seed_paths(seed)["SKA.MSL"], seed_paths(seed)["SKA.PRN"]))
    of_roles = [r for r in sheet.rows if r.label.startswith(("pemilik usaha", "anggota koperasi"))]
    assert len(of_roles) == 2
    assert {cell.empty for r in of_roles for cell in r.cells} == {Empty.NOT_APART}


def test_mojokerto_four_kinds_of_support_by_effort_obstacle_and_result(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    """Every kind has an effort; obstacles are told of people, business and environment, results of two only."""
    seed = seeds["MJK"]
    paths = seed_paths(seed)
    quotes = {code["id"]: code["quotes"][0] for code in seed["codes"]}
    parts = {
        "process": ("MJK.BM.LATIH", "MJK.BU.ALAT", "MJK.BL.F.BINA", "MJK.BK.KUB"),
        "input": ("MJK.BM.H.DANA", "MJK.BU.BAHAN", "MJK.BL.F.KOORD"),
        "output": ("MJK.BL.N.RUKUN", "MJK.BK.KUB.ATR"),
    }
    rows = [row(seed, code, quotes[code], slot=slot) for slot, codes in parts.items() for code in codes]
    kinds = tuple(paths[code] for code in ("MJK.BM", "MJK.BU", "MJK.BL", "MJK.BK"))
    with coded(shared, seed, tmp_path, [], rows) as study:
        sheet = shown(
            study, "conceptually-clustered", rows="code", cols="slot", code=kinds, depth=0, order=tuple(parts)
        )
    assert [tuple(cell.value is not None for cell in r.cells[:3]) for r in sheet.rows] == [
        (True, True, False),
        (True, True, False),
        (True, True, True),
        (True, False, True),
    ]


def test_mojokerto_prices_rise_along_a_chain(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    """The world's price → dearer working capital → selling prices that cannot follow; each step on its passage.

    The rule on half-finished exports once kept the home price low: a chain of its own, which the first does not meet.
    """
    seed = seeds["MJK"]
    world, capital, selling, rule, home = "harga-dunia", "modal-mahal", "harga-jual", "aturan-ekspor", "harga-dalam"
    rising, squeezed, ruled = (18280, 18400), (18700, 18960), (18494, 18656)
    with coded(shared, seed, tmp_path, [], []) as study:
        more_codes(study, world, capital, selling, rule, home)
        rows = [
            {"source": "laporan", "start": place[0], "end": place[1], "code": code, "coder": "ani"}
            for place, codes in ((rising, (world, capital)), (squeezed, (capital, selling)), (ruled, (rule, home)))
            for code in codes
        ]
        assert not add_codings(study, tmp_path, rows).problems
        links.add(study, world, "causes", capital, sign="+", **quoted(study, *rising))
        links.add(study, capital, "causes", selling, sign="-", **quoted(study, *squeezed))
        links.add(study, rule, "causes", home, sign="-", **quoted(study, *ruled))
        chain = drawn(study, "causal-chain", start=world, end=selling)
        other = drawn(study, "causal-chain", start=rule, end=home)
    labels = named(chain)
    assert [(labels[e.start], e.sign, labels[e.end]) for e in chain.edges] == [
        (world, "+", capital),
        (capital, "-", selling),
    ]
    assert all(edge.evidence for edge in (*chain.edges, *other.edges))
    assert len(other.edges) == 1


def test_kediri_centre_stands_amid_what_flows(shared: Path, seeds: dict[str, Any], tmp_path: Path) -> None:
    """The cluster in the middle, six institutions, suppliers and outside weavers, an edge each with what flows."""
    seed = seeds["KDR"]
    flows = {
        "bank": ("KDR.KE.BANK", "kredit investasi"),
        "LKM": ("KDR.KE.LKM", "kredit modal kerja"),
        "perguruan tinggi": ("KDR.KE.PT", "inovasi alat"),
        "dinas koperasi": ("KDR.KE.DINKOP", "kredit 4%"),
        "dinas perindustrian": ("KDR.KE.PERINDAG", "pameran"),
        "Bank Indonesia": ("KDR.KE.BI", "pelatihan"),
        "pemasok": ("KDR.KI.BAHAN", "bahan baku"),
        "pengrajin luar": ("KDR.KI.SUB", "sub produksi"),
    }
    quotes = {code["id"]: code["quotes"][0] for code in seed["codes"] if code["quotes"]}
    with coded(shared, seed, tmp_path, people("sentra", *flows), code_rows(seed)) as study:
        for name, (code, flow) in flows.items():
            place = quotes[code]
            links.add(study, name, "explains", "sentra", why=flow, **quoted(study, place["start"], place["end"]))
        chart = drawn(study, "context-chart")
    labels = named(chart)
    assert {(labels[e.start], labels[e.end]) for e in chart.edges} == {(name, "sentra") for name in flows}
    assert sorted(edge.label for edge in chart.edges) == sorted(flow for _code, flow in flows.values())
    assert all(edge.evidence for edge in chart.edges)


CREDITS = {"KDR.KE.BANK": (32080, 32520), "KDR.KE.LKM": (32850, 33275)}
STAGES = {
    "ajukan": {"KDR.KE.BANK": (32085, 32115), "KDR.KE.LKM": (32860, 32885)},
    "serahkan-syarat": {"KDR.KE.BANK": (32180, 32225), "KDR.KE.LKM": (32950, 32990)},
    "dinilai": {"KDR.KE.BANK": (32300, 32360), "KDR.KE.LKM": (33080, 33120)},
    "diterima-atau-ditolak": {"KDR.KE.BANK": (32381, 32415), "KDR.KE.LKM": (33148, 33170)},
    "cair": {"KDR.KE.BANK": (32500, 32509), "KDR.KE.LKM": (33255, 33264)},
}


def test_kediri_infrastructure_has_providers_and_no_process(
    shared: Path, seeds: dict[str, Any], tmp_path: Path
) -> None:
    """Power, roads, telephone and water: each flows from who provides it, on the passage that names them."""
    seed = seeds["KDR"]
    paths = seed_paths(seed)
    providers = {"PLN": "LISTRIK", "pekerjaan\numum": "TRANS", "Telkom": "TELKOM", "PDAM": "AIR"}
    with coded(shared, seed, tmp_path, people("sentra", *map(_name, providers)), code_rows(seed)) as study:
        text = sources.text(study, sources.find(study, "laporan"))
        places = {what: (text.index(name), text.index(name) + len(name)) for name, what in providers.items()}
        done = add_codings(
            study,
            tmp_path,
            [
                row(seed, f"KDR.INF.{what}", {"start": start, "end": end, "tech": "A", "stance": 0})
                for what, (start, end) in places.items()
            ],
        )
        assert not done.problems
        for provider, what in providers.items():
            label = next(code["label"] for code in seed["codes"] if code["id"] == f"KDR.INF.{what}")
            links.add(study, _name(provider), "explains", "sentra", why=label, **quoted(study, *places[what]))
        chart = drawn(study, "context-chart")
        rows = [r.label for r in shown(study, "process-matrix").rows]
    names = named(chart)
    flows = {names[edge.start]: edge.label for edge in chart.edges}
    assert set(flows) == set(map(_name, providers))
    assert sorted(flows.values()) == sorted(code["label"] for code in seed["codes"] if code["parent"] == "KDR.INF")
    assert all(edge.evidence for edge in chart.edges)
    assert not [path for path in paths.values() if path.startswith(paths["KDR.INF"]) and path in rows]
    assert len(rows) == 9


def _name(provider: str) -> str:
    return " ".join(provider.split())


@pytest.mark.parametrize("lacking", [None, "KDR.KE.LKM"])
def test_kediri_two_credits_go_one_way(
    shared: Path, seeds: dict[str, Any], tmp_path: Path, lacking: str | None
) -> None:
    """Asked for, papers handed in, judged, decided, paid out: one path of two; one that is not paid out ends before."""
    seed = seeds["KDR"]
    paths = seed_paths(seed)
    whole = [
        {"source": "laporan", "start": start, "end": end, "code": paths[form], "coder": "ani"}
        for form, (start, end) in CREDITS.items()
    ]
    steps = [
        {"source": "laporan", "start": start, "end": end, "code": f"tahap/{stage}", "coder": "ani"}
        for stage, places in STAGES.items()
        for form, (start, end) in places.items()
        if not (stage == "cair" and form == lacking)
    ]
    with coded(shared, seed, tmp_path, [], []) as study:
        more_codes(study, "tahap", *(f"tahap/{stage}" for stage in STAGES))
        assert not add_codings(study, tmp_path, [*whole, *steps]).problems
        sheet = shown(
            study, "composite-sequence", code=("tahap",), rows="code", of=tuple(paths[form] for form in CREDITS)
        )
    counts = [r.cells[1].value for r in sheet.rows]
    assert len(counts) == 5
    assert counts == [2, 2, 2, 2, 2 if lacking is None else 1]
