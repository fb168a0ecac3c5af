"""Other programs, timed by the peers' bench where it and their environments are there."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

from benchmarks.corpus import BENCH, DATA
from benchmarks.measure import Record

VENVS = Path(os.environ.get("QDA_BENCH_VENVS", "bench-venvs"))
HEADS = {
    "W1 text": "W1",
    "W1 docx": "W1",
    "W2 first": "W2",
    "W3": "W3",
    "W4": "W4",
    "W5 all": "W5",
    "W6 rare": "W6",
    "W7 help": "W7",
}
LONGEST_SECONDS = 900.0


def tasks(name: str) -> list[str]:
    """The peers' tasks for a workload of ours: those whose program has an environment here."""
    bench = _bench()
    if bench is None or name not in HEADS:
        return []
    found = []
    for workload, peer, task in bench.tasks():
        ours = workload == HEADS[name] and (workload != "W1" or ("docx" in task) == (name == "W1 docx"))
        counted = peer not in ("lib", "limit") or name == "W5 all"  # no library of agreement is installed beside qda
        if ours and counted and (VENVS / bench.VENV[peer] / "bin" / "python").is_file():
            found.append(f"{peer}: {task}")
    return found


def run(name: str, scale: int) -> Record:
    """Time one of them."""
    bench = _bench()
    assert bench is not None
    peer, task = name.split(": ")
    found = bench.run_once(peer, task, scale, 0, LONGEST_SECONDS)
    section = found.get("sections", {}).get("main", {}).get("cpu", 0.0)
    counts = {key: value for key, value in found.get("result", {}).items() if isinstance(value, int | float)}
    return Record(
        task=name,
        scale=scale,
        section=section,
        process=found["cpu"],
        peak=found["rss_mb"],
        counts=counts,
        fault="" if found["exit"] == 0 else f"{found['exit']}: {found.get('tail', '')[-120:]}",
    )


def _bench() -> ModuleType | None:
    path = BENCH / "bench_peers.py"
    if not path.is_file():
        return None
    os.environ.update(
        QDA_BENCH_DATA=str(DATA.resolve()),
        QDA_BENCH_VENVS=str(VENVS.resolve()),
        QDA_BENCH_RESULTS=str((DATA / "peers.jsonl").resolve()),
    )
    spec = importlib.util.spec_from_file_location("qda_bench_peers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
