"""What krippendorff, scikit-learn, statsmodels, NLTK and SciPy make of the tables, in an environment of their own."""

from __future__ import annotations

import json
import sys
import warnings
from importlib.metadata import version
from typing import Any

import krippendorff
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance
from scipy.stats import chi2_contingency
from sklearn.metrics import cohen_kappa_score, jaccard_score
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa

PROGRAMS = ("krippendorff", "scikit-learn", "statsmodels", "nltk", "scipy", "numpy")
LEVELS = ("nominal", "ordinal", "interval", "ratio")


def of_table(units: list[list[int | None]]) -> dict[str, dict[str, float]]:
    """Every number that these programs have for one table, by program."""
    data = np.array([[np.nan if one is None else one for one in unit] for unit in units], dtype=float)
    found: dict[str, dict[str, float]] = {
        "krippendorff": {
            f"alpha {level}": float(krippendorff.alpha(reliability_data=data.T, level_of_measurement=level))
            for level in LEVELS
        }
    }
    if np.isnan(data).any():
        return found
    whole = data.astype(int)
    counts, _names = aggregate_raters(whole)
    found["statsmodels"] = {
        "fleiss": float(fleiss_kappa(counts, method="fleiss")),
        "brennan-prediger": float(fleiss_kappa(counts, method="randolph")),
    }
    coded = [(f"c{coder}", unit, str(one)) for unit, row in enumerate(whole) for coder, one in enumerate(row)]
    task = AnnotationTask(data=coded)
    found["nltk"] = {"alpha nominal": task.alpha(), "percent": task.avg_Ao()}
    if whole.shape[1] == 2:
        found["nltk"] |= {"scott": task.pi(), "cohen": task.kappa()}
        found["scikit-learn"] = {
            name: float(cohen_kappa_score(whole[:, 0], whole[:, 1], weights=weights))
            for name, weights in (("cohen", None), ("cohen linear", "linear"), ("cohen quadratic", "quadratic"))
        }
        names = np.unique(whole)
        crossed = np.array([[((whole[:, 0] == a) & (whole[:, 1] == b)).sum() for b in names] for a in names])
        for name, weights in (("cohen", None), ("cohen linear", "linear"), ("cohen quadratic", "quadratic")):
            result = cohens_kappa(crossed, wt=weights)
            found["statsmodels"][name] = float(result.kappa)
            found["statsmodels"][f"{name} error"] = float(result.std_kappa)
        found["statsmodels"]["cohen maximum"] = float(cohens_kappa(crossed).kappa_max)
    return found


def of_sets(units: list[list[list[str]]]) -> dict[str, dict[str, float]]:
    """α of set-valued codes."""
    coded = [(f"c{coder}", unit, frozenset(one)) for unit, row in enumerate(units) for coder, one in enumerate(row)]
    return {
        "nltk": {
            "alpha masi": AnnotationTask(data=coded, distance=masi_distance).alpha(),
            "alpha jaccard": AnnotationTask(data=coded, distance=jaccard_distance).alpha(),
        }
    }


def of_frequencies(a: int, b: int, c: int, d: int) -> dict[str, dict[str, float]]:
    """G² over four cells."""
    table = [[a, b], [c - a, d - b]]
    return {"scipy": {"G2": float(chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic)}}


def of_cases(one: list[int], other: list[int]) -> dict[str, dict[str, float]]:
    """Jaccard's coefficient of two codes over cases."""
    return {"scikit-learn": {"jaccard": float(jaccard_score(one, other))}}


def main() -> None:
    """Tables as JSON on standard input, numbers on standard output."""
    warnings.simplefilter("ignore")
    given: dict[str, Any] = json.load(sys.stdin)
    found = {name: of_table(table) for name, table in given["tables"].items()}
    found |= {name: of_sets(table) for name, table in given["sets"].items()}
    found |= {name: of_frequencies(*four) for name, four in given["frequencies"].items()}
    found |= {name: of_cases(*two) for name, two in given["cases"].items()}
    print()
    json.dump({"versions": {name: version(name) for name in PROGRAMS}, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
