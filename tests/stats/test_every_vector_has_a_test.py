"""Each vector of the method's list stands in a test named after its paper; a new vector without one fails here."""

from __future__ import annotations

import ast
import json
from pathlib import Path

TESTS: dict[str, str] = {
    "KA-C": "test_krippendorff_2011.py::test_alpha",
    "KA-HK": "test_hayes_krippendorff_2007.py::test_alpha",
    "KA-BIN": "test_krippendorff_2004.py::test_binary_units",
    "KA-NOM2": "test_krippendorff_2004.py::test_three_categories",
    "KA-80": "test_krippendorff_1980.py::test_alpha",
    "KA-WIKI": "test_wikipedia.py::test_krippendorff_alpha",
    "CK-60a": "test_cohen_1960.py::test_page_37",
    "CK-60b": "test_cohen_1960.py::test_page_45",
    "CKW-68": "test_cohen_1968.py::test_weighted_kappa",
    "CKW-AP": "test_artstein_poesio_2008.py::test_weights",
    "PI-AP1": "test_artstein_poesio_2008.py::test_two_acts",
    **dict.fromkeys(
        ("BP-1", "BP-2"), "test_brennan_prediger_1981.py::test_chance_of_one_in_q_does_not_move_with_the_margins"
    ),
    **dict.fromkeys(("ZW-1", "ZW-2", "ZW-3"), "test_zwick_1988.py::test_margins_move_pi_and_kappa_and_not_s"),
    "AGR": "test_agresti_1992.py::test_kappa_and_its_standard_error",
    "ABS": "test_gwet_2014.py::test_abstractors",
    "RAW4": "test_gwet_2014.py::test_four_raters",
    "D6": "test_gwet_2014.py::test_six_raters_as_counts",
    "FL-71": "test_fleiss_1971.py::test_kappa_and_its_parts",
    "FL-WIKI": "test_wikipedia.py::test_fleiss_kappa",
    "PABAK": "test_byrt_bishop_carlin_1993.py::test_paradox_of_uneven_margins",
    "SAT": "test_guest_namey_chen_2020.py::test_base_runs_and_the_interview_of_saturation",
    "CHAO-G": "test_chao_1987.py::test_girdled",
    "CHAO-L": "test_chao_1987.py::test_logged",
    "COOC": "test_atlas_ti_2022.py::test_c_and_its_flag",
    "LL": "test_rayson_garside_2000.py::test_keyness",
    "MASI": "test_passonneau_2006.py::test_distances",
}
ELSEWHERE = {  # sweeps over all vectors of one kind, by the beginning of their names
    "ALPHA-U": "test_krippendorff_1995.py",
    "U16-": "test_krippendorff_2016.py",
    "GAMMA-": "test_mathet_2015.py",
    "TRI-T": "../verify/test_method_4_4.py",
}
HERE = Path(__file__).parent


def test_every_vector_has_a_test(shared: Path) -> None:
    listed = json.loads((shared / "method" / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    names = {vector["id"] for vector in listed}
    assert len(names) == len(listed) == 58
    assert {name for name in names if not name.startswith(tuple(ELSEWHERE))} == set(TESTS)
    assert all(any(name.startswith(head) for name in names) for head in ELSEWHERE)


def test_every_named_test_is_there() -> None:
    for named in TESTS.values():
        file, test = named.split("::")
        tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
        assert test in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, named


def test_every_sweep_is_there() -> None:
    for head, file in ELSEWHERE.items():
        text = (HERE / file).read_text(encoding="utf-8")
        assert "def test" in text, head
