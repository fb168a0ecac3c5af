"""What pygamma-agreement makes of the continua; runs in an environment of its own (it brings cvxopt, under the GPL)."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from importlib.metadata import version
from typing import Any

import numpy as np
from pyannote.core import Segment
from pygamma_agreement import (
    CombinedCategoricalDissimilarity,
    Continuum,
    ShuffleContinuumSampler,
    StatisticalContinuumSampler,
)

SEEDS, SAMPLES = (1, 2, 3), 100
SAMPLERS = {"shuffled": ShuffleContinuumSampler, "statistical": StatisticalContinuumSampler}


def of_continuum(given: dict[str, Any]) -> dict[str, Any]:
    """The best alignment's disorder, which is exact, and γ, γcat and γk for each seed, which are not."""
    continuum = Continuum()
    for coder, start, end, code in given["units"]:
        continuum.add(coder, Segment(float(start), float(end)), code)
    apart = CombinedCategoricalDissimilarity(alpha=given["alpha"], beta=given["beta"], delta_empty=given["delta_empty"])
    best = continuum.get_best_alignment(apart)
    found: dict[str, Any] = {"disorder": float(best.disorder), "unitary alignments": len(best.unitary_alignments)}
    for name, sampler in SAMPLERS.items():
        runs = []
        for seed in SEEDS:
            np.random.seed(seed)
            results = continuum.compute_gamma(apart, n_samples=SAMPLES, precision_level=None, sampler=sampler())
            per_code = {code: float(results.gamma_k(code)) for code in continuum.categories}
            runs.append({"gamma": float(results.gamma), "gamma_cat": float(results.gamma_cat), "gamma_k": per_code})
        found[name] = {
            "gamma": [run["gamma"] for run in runs],
            "gamma_cat": [run["gamma_cat"] for run in runs],
            "gamma_k": {code: [run["gamma_k"][code] for run in runs] for code in continuum.categories},
        }
    return found


def main() -> None:
    """Continua as JSON on standard input, numbers on standard output."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    given = json.load(sys.stdin)
    found = {name: {"pygamma-agreement": of_continuum(one)} for name, one in given["continua"].items()}
    programs = ("pygamma-agreement", "cvxpy", "cvxopt", "numpy")
    versions = {name: version(name) for name in programs} | {"seeds": list(SEEDS), "samples": SAMPLES}
    print()
    json.dump({"versions": versions, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
