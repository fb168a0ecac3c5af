"""What irrCAC, Gwet's own formulas, makes of the tables; runs in an environment of its own."""

from __future__ import annotations

import json
import sys
import warnings
from importlib.metadata import version

import pandas as pd
from irrCAC.raw import CAC

METHODS = {
    "gwet": "ac",
    "fleiss": "fleiss",
    "krippendorff": "weighted-alpha",
    "conger": "conger",
    "bp": "brennan-prediger",
}
WEIGHTS = ("identity", "linear", "quadratic", "ordinal")


def of_table(units: list[list[int | None]]) -> dict[str, dict[str, float]]:
    """Coefficient, chance agreement and standard error of each method with each weighting."""
    found = {}
    for weights in WEIGHTS:
        frame = pd.DataFrame(units, dtype=float)
        for method, name in METHODS.items():
            result = getattr(CAC(frame.copy(), weights=weights, digits=12), method)()["est"]
            found[f"{name} {weights}"] = float(result["coefficient_value"])
            found[f"{name} {weights} expected"] = float(result["pe"])
            found[f"{name} {weights} error"] = float(result["se"])
    return {"irrCAC": found}


def main() -> None:
    """Tables as JSON on standard input, numbers on standard output."""
    warnings.simplefilter("ignore")
    given = json.load(sys.stdin)
    found = {name: of_table(table) for name, table in given["tables"].items()}
    programs = ("irrCAC", "numpy", "pandas", "scipy")
    print()
    json.dump({"versions": {name: version(name) for name in programs}, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
