"""The workloads, done by `qda` itself: each is one command, imports of libraries and the journal included."""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys

from benchmarks import corpus
from benchmarks.measure import Bench, task


@task("W1 text")
def import_text(bench: Bench) -> None:
    """Import 300 text files with turns and index."""
    root = corpus.ensure(bench.scale)
    bench.begin()
    libraries("numpy")
    with bench.timed():
        bench.qda("import", str(root / "txt"))
    count(bench)


@task("W1 docx")
def import_docx(bench: Bench) -> None:
    """The same transcripts from Word."""
    root = corpus.ensure(bench.scale, docx=True)
    bench.begin()
    libraries("numpy", "lxml.etree")
    with bench.timed():
        bench.qda("import", str(root / "docx"))
    count(bench)


def imported(bench: Bench) -> None:
    """A study with the corpus and the codebook, not yet coded."""

    def make() -> None:
        bench.prepare("import", str(corpus.ensure(bench.scale) / "txt"))
        bench.prepare("codebook", "import", str(corpus.write_codebook(bench.folder / "codebook.yaml")))

    bench.begin_from("imported", make)


@task("W2 first")
def code_first(bench: Bench) -> None:
    """Auto-code with 100 codes of 10 terms, inflections on, written and journalled."""
    imported(bench)
    libraries("numpy")
    with bench.timed():
        bench.qda("code", "auto")
    count(bench)


@task("W2 again")
def code_again(bench: Bench) -> None:
    """Auto-code once more, nothing having changed."""
    imported(bench)
    bench.prepare("code", "auto")
    libraries("numpy")
    with bench.timed():
        bench.qda("code", "auto")
    count(bench)


def with_codings(bench: Bench, codes: int, longest: int) -> None:
    """A study of 300 informants with 200,000 codings by hand, made in a process of its own."""
    root = corpus.ensure(1, codings=((codes, longest),))

    def make() -> None:
        bench.prepare("import", str(root / "txt"))
        bench.prepare("cases", "import", str(corpus.write_cases(root, bench.folder / "cases.csv")))
        subprocess.run(
            [sys.executable, "-c", "import sys; from pathlib import Path; from benchmarks import corpus; "
             "corpus.fill_codings(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))",
             str(bench.study), str(root), str(codes)],
            check=True, cwd=corpus.HERE.parent,
        )  # fmt: skip

    bench.begin_from(f"coded-{codes}", make)


@task("W3")
def workbook(bench: Bench) -> None:
    """Case × code workbook of 200,000 codings, every quotation in it."""
    with_codings(bench, 100, 2)
    to = bench.folder / "matrix.xlsx"
    libraries("pandas")
    with bench.timed():
        bench.qda("display", "case-by-code", "--to", str(to))
    bench.counts["MB"] = round(to.stat().st_size / 1e6, 1)


@task("W4")
def cooccurrence(bench: Bench) -> None:
    """Code co-occurrence, 150 codes, 200,000 overlapping codings: the counting, from columns of numbers."""
    from qda.stats.cooccurrence import cooccurrence as counted

    root = corpus.ensure(1, codings=((150, 4),))
    columns = corpus.codings(root, 150)
    libraries("numpy")
    with bench.timed():
        found = counted(*(columns[name] for name in ("doc", "start", "end", "code", "coder")), codes=150)
    bench.counts["pairs"] = int(found.overlaps.sum()) // 2


@task("W4 matrix")
def cooccurrence_matrix(bench: Bench) -> None:
    """The same from the study to the matrix in a file, with every quotation behind it."""
    with_codings(bench, 150, 4)
    to = bench.folder / "matrix.csv"
    libraries("pandas")
    with bench.timed():
        bench.qda("display", "co-occurrence", "--to", str(to))
    bench.counts["MB"] = round(to.stat().st_size / 1e6, 1)


def agree(bench: Bench, draws: int = 0, *, by_document: bool = False) -> None:
    """Every coefficient of agreement, 4 coders, 20,000 units, 50 codes: each code and overall; intervals if drawn."""
    from qda.stats.agreement import Bootstrap, Statistic, agreement_of_codes

    given = corpus.judgements()
    labels, names = given["labels"], [f"code {number}" for number in range(50)]
    libraries("numpy")
    with bench.timed():
        found = agreement_of_codes(
            labels,
            names,
            intervals=Bootstrap(draws=draws, seed=1) if draws else None,
            groups=given["doc"] if by_document else None,
        )
    bench.counts["coefficients"] = sum(len(code.estimates) for code in found.codes)
    bench.counts["alpha"] = round(found.of(Statistic.ALPHA).coefficient.value or 0, 6)
    bench.counts["alpha1"] = round(found.codes[0].of(Statistic.ALPHA).coefficient.value or 0, 6)


@task("W5 all")
def agree_all(bench: Bench) -> None:
    """Without intervals."""
    agree(bench)


@task("W5 1,000 draws of units")
def agree_units(bench: Bench) -> None:
    """A bootstrap over units."""
    agree(bench, 1000)


@task("W5 1,000 draws of documents")
def agree_documents(bench: Bench) -> None:
    """A bootstrap over documents."""
    agree(bench, 1000, by_document=True)


@task("W5 sets")
def agree_sets(bench: Bench) -> None:
    """α of the units' sets of codes with MASI distances; 20,000 units of four sets, most of them different."""
    import numpy as np

    from qda.stats.sets import SetRatings, krippendorff_alpha_sets

    labels = corpus.judgements()["labels"]
    codes = tuple(f"code {number}" for number in range(50))
    sets = np.ascontiguousarray(labels.transpose(1, 0, 2))
    data = SetRatings(sets=sets, judged=np.ones(sets.shape[:2], dtype=np.bool_), codes=codes)
    with bench.timed():
        found = krippendorff_alpha_sets(data)
    bench.counts["alpha"] = round(found.value or 0, 6)


@task("W5 a million")
def agree_million(bench: Bench) -> None:
    """Nominal α of 250,000 units by four coders, five categories, some missing."""
    import numpy as np

    from qda.stats.krippendorff import krippendorff_alpha
    from qda.stats.ratings import Ratings

    codes = np.random.default_rng(1).integers(-1, 5, (300_000, 4))
    ratings = Ratings(codes=codes, categories=tuple("abcde"))
    with bench.timed():
        found = krippendorff_alpha(ratings)
    bench.counts["ratings"] = found.ratings


def find(bench: Bench, word: str) -> None:
    """Look a word up in a study that has been imported before."""
    imported(bench)
    libraries("numpy")
    with bench.timed():
        found = bench.qda("find", corpus.queries()[word], "--json")
    bench.counts["hits"] = len(json.loads(found))


@task("W6 rare")
def find_rare(bench: Bench) -> None:
    """A word that is rare."""
    find(bench, "rare")


@task("W6 common")
def find_common(bench: Bench) -> None:
    """A word that is common."""
    find(bench, "common")


def start(bench: Bench, *arguments: str, times: int = 5) -> None:
    """CPU seconds of a whole process, the mean of some runs after one that warms the disk."""
    command = [sys.executable, "-m", "qda", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with bench.timed():
        for _n in range(times):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    bench.section /= times
    bench.peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


@task("W7 help")
def start_help(bench: Bench) -> None:
    """`qda --help`, all of the process."""
    start(bench, "--help")


@task("W7 status")
def start_status(bench: Bench) -> None:
    """`qda status` on a study, all of the process."""
    bench.begin()
    start(bench, "--study", str(bench.study), "status")


def libraries(*names: str) -> None:
    """Import other people's libraries before the clock starts, as the figures of the peers have it."""
    from qda.cli import app  # noqa: F401  (the command line's library comes with it)

    for name in names:
        importlib.import_module(name)


def count(bench: Bench) -> None:
    """What the study holds now, as proof."""
    state = json.loads(bench.qda("status", "--json"))
    bench.counts.update({name: state[name] for name in ("sources", "turns", "codings") if state[name]})
