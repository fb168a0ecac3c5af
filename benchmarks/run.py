"""Measure `qda` beside libraries and peers: `python benchmarks/run.py --help`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import baselines, corpus, measure, peers, tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a workload may cost: CPU seconds of the timed section, and peak memory in MB where that is bounded.

    Attributes:
        at: The scale the goal is meant for.
    """

    seconds: float
    megabytes: float | None = None
    at: int = 1


GOALS: dict[str, Goal | None] = {
    "W1 text": Goal(seconds=3),
    "W1 docx": Goal(seconds=5),
    "W2 first": Goal(seconds=6),
    "W2 again": Goal(seconds=2),
    "W3": Goal(seconds=10, megabytes=300),
    "W4": Goal(seconds=1),
    "W4 matrix": None,
    "W5 all": Goal(seconds=0.5),
    "W5 1,000 draws of units": Goal(seconds=10),
    "W5 1,000 draws of documents": Goal(seconds=10),
    "W5 sets": Goal(seconds=0.5),
    "W5 a million": Goal(seconds=1),
    "W6 rare": Goal(seconds=0.2, at=10),
    "W6 common": Goal(seconds=0.2, at=10),
    "W7 help": Goal(seconds=0.25),
    "W7 status": Goal(seconds=0.4),
}
SCALED = ("W1", "W2", "W6")
HEADS = ("what", "scale", "CPU s", "process CPU s", "peak MB", "goal s", "beside qda", "proof")


def main() -> int:
    """Measure what is asked for, print a table."""
    options = _options()
    if options.task:
        print(measure.as_line(measure.run_here(options.task, options.scale)))
        return 0
    try:
        corpus.ensure(options.scale)
    except corpus.NoCorpusError as lacking:
        print(lacking, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="qda-bench-", dir=corpus.DATA) as studies:
        rows = _measured(options, Path(studies))
    if options.markdown:
        print("\n".join(_markdown(rows)))
    return 0


def _measured(options: argparse.Namespace, studies: Path) -> list[list[str]]:
    rows = []
    for name in GOALS:
        workload = name.split()[0]
        if options.only and not name.startswith(tuple(options.only)):
            continue
        scale = options.scale if workload in SCALED else 1
        ours = _median(name, scale, options.runs, studies)
        rows.append(_row(ours, GOALS[name], None))
        _say(rows[-1])
        for other in _others(name, options):
            beside = _median(other, scale, 1, studies) if other in measure.TASKS else peers.run(other, scale)
            rows.append(_row(beside, None, ours))
            _say(rows[-1])
    return rows


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help='workloads, W2 or "W2 first"; all of them if none is named')
    parser.add_argument("--scale", type=int, default=1, help="10: W1, W2 and W6 on 3,000 transcripts")
    parser.add_argument("--runs", type=int, default=1, help="runs of each task of qda; the median counts")
    parser.add_argument("--no-libraries", action="store_true", help="leave the library baselines out")
    parser.add_argument("--peers", action="store_true", help="time the peers whose environments are there")
    parser.add_argument("--markdown", action="store_true", help="print the table once more as Markdown")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    return parser.parse_args()


def _others(name: str, options: argparse.Namespace) -> list[str]:
    """Baselines of a workload, then peers'. A baseline named after the workload as a whole stands behind its first."""
    workload = name.split()[0]
    first = next(goal for goal in GOALS if goal.startswith(workload))
    heads = {name, workload} if name == first else {name}
    found = [] if options.no_libraries else [task for task in measure.TASKS if task.partition(":")[0] in heads]
    found = [task for task in found if task not in GOALS]
    return found + (peers.tasks(name) if options.peers else [])


def _median(name: str, scale: int, runs: int, studies: Path) -> measure.Record:
    done = [measure.run_apart(name, scale, studies) for _n in range(runs)]
    good = [record for record in done if not record.fault]
    if not good:
        return done[0]
    middle = median(record.section for record in good)
    return min(good, key=lambda record: abs(record.section - middle))


def _row(record: measure.Record, goal: Goal | None, ours: measure.Record | None) -> list[str]:
    if record.fault:
        return [record.task, f"×{record.scale}", "–", "–", "–", "", "", record.fault[:160]]
    sampled = f" (sample × {record.factor:.0f})" if record.factor != 1 else ""
    ratio = f"{record.seconds / ours.seconds:.1f} ×" if ours is not None and ours.seconds else ""
    proof = ", ".join(f"{name} {value:,.10g}" for name, value in record.counts.items())
    return [
        record.task,
        f"×{record.scale}",
        f"{record.seconds:.2f}{sampled}",
        f"{record.process:.2f}",
        f"{record.peak:.0f}",
        _judged(record, goal),
        ratio,
        proof,
    ]


def _judged(record: measure.Record, goal: Goal | None) -> str:
    if goal is None:
        return ""
    if goal.at > record.scale:
        return f"({goal.seconds:g} at ×{goal.at})"
    factor = record.scale / goal.at
    met = record.seconds <= goal.seconds * factor and (goal.megabytes is None or record.peak <= goal.megabytes)
    memory = f", {goal.megabytes:g} MB" if goal.megabytes is not None else ""
    return f"{goal.seconds * factor:g}{memory}: {'met' if met else 'MISSED'}"


def _say(row: list[str]) -> None:
    widths = (44, 5, 22, 10, 8, 20, 9)
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
    print(" ".join([*cells, row[-1]]).rstrip(), flush=True)


def _markdown(rows: list[list[str]]) -> list[str]:
    lines = ["", f"| {' | '.join(HEADS)} |", "|" + "---|" * len(HEADS)]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


assert baselines
assert tasks

if __name__ == "__main__":
    sys.exit(main())
