"""One measurement: a task in a process of its own, its timed section and all of it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

Task = Callable[["Bench"], None]
TASKS: dict[str, Task] = {}


@dataclass(kw_only=True)
class Record:
    """What one run of a task cost.

    Attributes:
        section: CPU seconds (user and system, children too) of the timed section.
        process: The same and what the process itself spent before: the interpreter's start, imports of libraries.
        peak: Peak memory of the timed section, MB: the process's, at its end.
        factor: What the section has to be multiplied with where only a sample was done.
        counts: Proof of the work done.
    """

    task: str
    scale: int
    section: float
    process: float
    peak: float
    factor: float = 1.0
    counts: dict[str, float] = field(default_factory=dict)
    fault: str = ""

    @property
    def seconds(self) -> float:
        """CPU seconds of the timed section for the whole of the work."""
        return self.section * self.factor


class Bench:
    """What a task is given: the corpus, a folder for its files, the clock."""

    def __init__(self, scale: int, folder: Path) -> None:
        self.scale, self.folder = scale, folder
        self.section = 0.0
        self.factor = 1.0
        self.peak = 0.0
        self.counts: dict[str, float] = {}
        self.spent = 0.0
        self.study = folder / "bench.qda"

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        """The work that counts."""
        self.spent = own_cpu()
        before = cpu()
        yield
        self.section += cpu() - before
        self.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def qda(self, *arguments: str) -> str:
        """Run a command of `qda` in this process, as the shell would; what it printed.

        Raises:
            RuntimeError: it failed.
        """
        from qda.cli.main import main

        said, complained = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            status = main(["--study", str(self.study), *arguments])
        if status:
            raise RuntimeError(f"qda {' '.join(arguments)}: exit {status}: {complained.getvalue()[-400:]}")
        return said.getvalue()

    def prepare(self, *arguments: str) -> None:
        """Run a command of `qda` in a process of its own, so that nothing of it is warm here.

        Raises:
            RuntimeError: it failed.
        """
        done = subprocess.run(
            [sys.executable, "-m", "qda", "--study", str(self.study), *arguments], capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"qda {' '.join(arguments)}: exit {done.returncode}: {done.stderr[-400:]}")

    def begin(self) -> None:
        """An empty study."""
        self.prepare("init", str(self.study))

    def begin_from(self, name: str, make: Callable[[], None]) -> None:
        """A copy of a study that several tasks begin with; made by the first of them."""
        kept = Path(os.environ.get("QDA_BENCH_STUDIES", str(self.folder))) / f"{name}-x{self.scale}.qda"
        if not kept.exists():
            self.begin()
            make()
            kept.parent.mkdir(parents=True, exist_ok=True)
            self.study.rename(kept)
        shutil.copyfile(kept, self.study)


def task(name: str) -> Callable[[Task], Task]:
    """Declare a task: it sets up untimed and does its work within `bench.timed()`."""

    def declare(function: Task) -> Task:
        TASKS[name] = function
        return function

    return declare


def cpu() -> float:
    """CPU seconds of this process and of its finished children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def own_cpu() -> float:
    """CPU seconds of this process alone."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def run_here(name: str, scale: int) -> Record:
    """Run a task in this process."""
    with tempfile.TemporaryDirectory(prefix="qda-bench-") as folder:
        bench = Bench(scale, Path(folder))
        fault = ""
        try:
            TASKS[name](bench)
        except (ImportError, RuntimeError) as lacking:
            fault = f"{type(lacking).__name__}: {lacking}"
    return Record(
        task=name,
        scale=scale,
        section=bench.section,
        process=bench.spent + bench.section,
        peak=bench.peak,
        factor=bench.factor,
        counts=bench.counts,
        fault=fault,
    )


def run_apart(name: str, scale: int, studies: Path) -> Record:
    """Run a task in a fresh process; `studies` keeps what several tasks begin with."""
    environment = {
        **os.environ,
        "QDA_BENCH_STUDIES": str(studies),
        "PYTHONHASHSEED": "0",
        "QDA_LANG": "en",
        "QDA_CODER": "bench",
        "OPENBLAS_NUM_THREADS": "1",  # as `qda.cli.main.run` sets it, which a task goes past
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's interpreter keeps its bytecode, and starts faster
    environment.pop("QDA_STUDY", None)
    runner = Path(__file__).with_name("run.py")
    done = subprocess.run(
        [sys.executable, str(runner), "--task", name, "--scale", str(scale)],
        capture_output=True, text=True, env=environment,
    )  # fmt: skip
    if done.returncode:
        fault = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return Record(task=name, scale=scale, section=0.0, process=0.0, peak=0.0, fault=fault)
    return Record(**json.loads(done.stdout.splitlines()[-1]))


def as_line(record: Record) -> str:
    """The record for the process that asked for it."""
    return json.dumps(asdict(record))
