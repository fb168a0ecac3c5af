"""Compute agreement on published and random tables with independent programs: `python tools/cross_check.py`.

Writes tests/stats/cross_check.json, which tests/stats/test_cross_check.py holds qda's own numbers against. Needs the
network once: it makes three environments in a temporary folder, from the pinned lists in tools/cross_check/, since the
programs want different versions of numpy. Not part of `make test`; the numbers are committed.

pygamma-agreement, which computes γ, brings cvxopt, which is under the GPL; it serves to compare numbers here and is
no part of qda. Where an environment cannot be made, the numbers that the file holds of it stay, and it is said.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "cross_check"
TO = Path(__file__).resolve().parent.parent / "tests" / "stats" / "cross_check.json"
ENVIRONMENTS = ("general", "gwet", "gamma")

Table = list[list[int | None]]


def main() -> int:
    """Make what is missing, ask every program, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--environments", type=Path, help="a folder to make them in and keep them; temporary if not given"
    )
    parser.add_argument("--to", type=Path, default=TO)
    options = parser.parse_args()
    given = material()
    with tempfile.TemporaryDirectory(prefix="qda-cross-check-") as temporary:
        folder = options.environments or Path(temporary)
        asked = {name: ask(folder, name, given) for name in ENVIRONMENTS}
    before = json.loads(options.to.read_text(encoding="utf-8")) if options.to.exists() else {}
    versions: dict[str, Any] = {"python": platform.python_version()}
    found: dict[str, dict[str, Any]] = {}
    if not all(asked.values()):
        known = {name for kind in given.values() if isinstance(kind, dict) for name in kind}
        found = {name: dict(programs) for name, programs in before.get("found", {}).items() if name in known}
    for name, answer in asked.items():
        if answer is None:
            print(f"{name}: no environment; what the file holds of it stays", file=sys.stderr)
            versions[name] = before.get("versions", {}).get(name, {})
            continue
        versions[name] = answer["versions"]
        for table_name, programs in answer["found"].items():
            found.setdefault(table_name, {}).update(programs)
    report = {"versions": versions, **given, "found": found}
    options.to.write_text(lines(report), encoding="utf-8")
    return 0 if all(asked.values()) else 1


def ask(folder: Path, name: str, given: dict[str, Any]) -> dict[str, Any] | None:
    """One environment's numbers; None where it cannot be made."""
    python = folder / name / "bin" / "python"
    if not python.exists():
        venv.create(folder / name, with_pip=True)
        pinned = str(HERE / f"requirements-{name}.txt")
        command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r"]
        if subprocess.run([*command, pinned], check=False).returncode:
            return None
    done = subprocess.run(
        [str(python), str(HERE / f"{name}.py")], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])  # a solver may speak before
    return answer


def material() -> dict[str, Any]:
    """Published tables and random ones, the same each time."""
    fixed = json.loads((HERE / "published.json").read_text(encoding="utf-8"))
    tables: dict[str, Table] = dict(fixed["tables"])
    for seed in range(1, 25):
        coders, missing = 2 + seed % 4, (0.0, 0.25)[seed // 4 % 2]
        tables[f"random {seed}"] = table(seed, coders=coders, categories=2 + seed % 3, missing=missing)
    return {
        "seeds": list(range(1, 25)),
        "tables": tables,
        "sets": {f"sets {seed}": sets(seed, coders=2 + seed % 3) for seed in range(1, 5)},
        "frequencies": {f"frequencies {seed}": frequencies(seed) for seed in range(1, 6)},
        "cases": {f"cases {seed}": cases(seed) for seed in range(1, 4)},
        "continua": fixed["continua"],
    }


def table(seed: int, *, coders: int, categories: int, missing: float) -> Table:
    """Coders who see the same category through noise; units 15 to 40; every category occurs."""
    draw = random.Random(seed)
    units: Table = [[category] * coders for category in range(1, categories + 1)]
    for _unit in range(draw.randrange(15, 40)):
        truth = draw.randrange(1, categories + 1)
        unit: list[int | None] = []
        for _coder in range(coders):
            said = truth if draw.random() < 0.65 else draw.randrange(1, categories + 1)
            unit.append(None if draw.random() < missing else said)
        units.append(unit)
    return units


def sets(seed: int, *, coders: int) -> list[list[list[str]]]:
    """Units with one to four codes: programs differ in what two empty sets are to each other."""
    draw = random.Random(1000 + seed)
    units = []
    for _unit in range(30):
        truth = {code for code in "abcd" if draw.random() < 0.4}
        said = [{code for code in "abcd" if (code in truth) != (draw.random() < 0.15)} for _coder in range(coders)]
        units.append([sorted(one or {"a"}) for one in said])
    return units


def frequencies(seed: int) -> list[int]:
    """Of a word: a of c words in one text, b of d in another."""
    draw = random.Random(2000 + seed)
    c, d = draw.randrange(500, 20000), draw.randrange(500, 20000)
    return [draw.randrange(1, c // 10), draw.randrange(1, d // 10), c, d]


def cases(seed: int) -> list[list[int]]:
    """Which of 20 cases have one code, which the other."""
    draw = random.Random(3000 + seed)
    return [[int(draw.random() < 0.5) for _case in range(20)] for _code in range(2)]


def lines(report: dict[str, Any]) -> str:
    """JSON with one table a line, numbers to twelve places, so that a difference shows where it is."""
    rounded = json.loads(json.dumps(report), parse_float=lambda text: round(float(text), 12))
    parts = []
    for head, body in rounded.items():
        rows = body.items() if isinstance(body, dict) else ()
        inner = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value, sort_keys=True)}" for name, value in rows)
        parts.append(f" {json.dumps(head)}: {{\n{inner}\n }}" if rows else f" {json.dumps(head)}: {json.dumps(body)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
