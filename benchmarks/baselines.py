"""The same workloads as a good script would do them with a library that is installed. Samples say their factor."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import zipfile

from benchmarks import corpus
from benchmarks.measure import Bench, task

SAMPLE = 0.1


@task("W1 text: sqlite FTS5, no turns")
def fts5_build(bench: Bench) -> None:
    """A full-text table over paragraphs."""
    files = sorted((corpus.ensure(bench.scale) / "txt").glob("*.txt"))
    with bench.timed():
        db = sqlite3.connect(bench.folder / "fts.db")
        db.execute("CREATE VIRTUAL TABLE turn USING fts5(body, doc UNINDEXED)")
        for file in files:
            paragraphs = file.read_text(encoding="utf-8").split("\n\n")
            db.executemany("INSERT INTO turn (body, doc) VALUES (?,?)", [(p, file.name) for p in paragraphs])
        db.commit()
    bench.counts["sources"] = len(files)


@task("W1 docx: lxml, text only")
def lxml_docx(bench: Bench) -> None:
    """The text of every paragraph and nothing else."""
    from lxml import etree

    files = sorted((corpus.ensure(bench.scale, docx=True) / "docx").glob("*.docx"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with bench.timed():
        for file in files:
            with zipfile.ZipFile(file) as packed:
                body = etree.fromstring(packed.read("word/document.xml"))
            "\n".join("".join(t.text or "" for t in p.iter(w + "t")) for p in body.iter(w + "p"))
    bench.counts["sources"] = len(files)


@task("W1 docx: python-docx, text only")
def python_docx(bench: Bench) -> None:
    """On a tenth of the files."""
    import docx

    files = sorted((corpus.ensure(bench.scale, docx=True) / "docx").glob("*.docx"))
    sample = files[: max(1, round(len(files) * SAMPLE))]
    bench.factor = len(files) / len(sample)
    with bench.timed():
        for file in sample:
            "\n".join(p.text for p in docx.Document(str(file)).paragraphs)
    bench.counts["sources"] = len(sample)


def alternations() -> list[str]:
    """One regular expression a code."""
    return [r"\b(?:" + "|".join(map(re.escape, words)) + r")\b" for words in corpus.keywords()]


@task("W2: re, one expression a code")
def re_alternation(bench: Bench) -> None:
    """Exact words only, nothing written; on a tenth of the corpus."""
    root = corpus.ensure(bench.scale)
    sample = corpus.texts(root, SAMPLE)
    bench.factor = 1 / SAMPLE
    hits = 0
    with bench.timed():
        for pattern in [re.compile(one, re.IGNORECASE) for one in alternations()]:
            hits += sum(len([m.span() for m in pattern.finditer(text)]) for text in sample)
    bench.counts["codings"] = hits / SAMPLE


@task("W2: pandas str.contains")
def pandas_contains(bench: Bench) -> None:
    """Whole turns, exact words only, nothing written; on a tenth of the corpus."""
    import pandas as pd

    root = corpus.ensure(bench.scale)
    turns = pd.Series([turn for text in corpus.texts(root, SAMPLE) for turn in text.split("\n\n")])
    bench.factor = 1 / SAMPLE
    marked = 0
    with bench.timed():
        for one in alternations():
            marked += int(turns.str.contains(one, case=False, regex=True).sum())
    bench.counts["turns marked"] = marked / SAMPLE


@task("W2: spaCy PhraseMatcher")
def spacy_matcher(bench: Bench) -> None:
    """Exact words only, nothing written; on a tenth of the corpus."""
    import spacy
    from spacy.matcher import PhraseMatcher

    root = corpus.ensure(bench.scale)
    sample = corpus.texts(root, SAMPLE)
    bench.factor = 1 / SAMPLE
    hits = 0
    with bench.timed():
        nlp = spacy.blank("id")
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for number, words in enumerate(corpus.keywords()):
            matcher.add(str(number), [nlp.make_doc(word) for word in words])
        for text in sample:
            hits += len(matcher(nlp.make_doc(text)))
    bench.counts["codings"] = hits / SAMPLE


def quotations(codes: int) -> tuple[dict[str, list[int]], list[str]]:
    """Columns of the 200,000 codings, and their quotations."""
    root = corpus.ensure(1, codings=((codes, 2 if codes == 100 else 4),))
    columns = {name: values.tolist() for name, values in corpus.codings(root, codes).items()}
    texts = corpus.texts(root)
    places = zip(columns["doc"], columns["start"], columns["end"], strict=True)
    return columns, [texts[doc][start:end] for doc, start, end in places]


@task("W3: openpyxl, write-only, no styles or links")
def openpyxl_rows(bench: Bench) -> None:
    """Counts and a flat list of quotations."""
    import openpyxl

    columns, quotes = quotations(100)
    to = bench.folder / "matrix.xlsx"
    with bench.timed():
        book = openpyxl.Workbook(write_only=True)
        counts = [[0] * 100 for _n in range(300)]
        for doc, code in zip(columns["doc"], columns["code"], strict=True):
            counts[doc][code] += 1
        sheet = book.create_sheet("Counts")
        for row in counts:
            sheet.append(row)
        sheet = book.create_sheet("Quotations")
        for line in zip(columns["doc"], columns["code"], columns["coder"], columns["start"], quotes, strict=True):
            sheet.append(line)
        book.save(to)
    bench.counts["MB"] = round(to.stat().st_size / 1e6, 1)


@task("W4: pandas merge")
def pandas_merge(bench: Bench) -> None:
    """All pairs of a document, then those that overlap; on a tenth of the documents."""
    import numpy as np
    import pandas as pd

    columns, _quotes = quotations(150)
    rows = pd.DataFrame(columns)
    rows = rows[rows["doc"] < 300 * SAMPLE].drop_duplicates()
    bench.factor = 1 / SAMPLE
    matrix = np.zeros((150, 150), dtype=np.int64)
    pairs = 0
    with bench.timed():
        for _doc, mine in rows.groupby("doc"):
            numbered = mine.reset_index(drop=True).reset_index()
            both = numbered.merge(numbered, on="doc")
            both = both[(both["index_x"] < both["index_y"]) & (both["code_x"] != both["code_y"])]
            both = both[(both["start_x"] < both["end_y"]) & (both["start_y"] < both["end_x"])]
            np.add.at(matrix, (both["code_x"].to_numpy(), both["code_y"].to_numpy()), 1)
            pairs += len(both)
    bench.counts["pairs"] = pairs / SAMPLE


def fts5_find(bench: Bench, word: str) -> None:
    """A word as keyword in context, from a full-text table that is there already; exact form only."""
    root = corpus.ensure(bench.scale)
    path = bench.folder / "fts.db"
    db = sqlite3.connect(path)
    db.execute("CREATE VIRTUAL TABLE turn USING fts5(body, doc UNINDEXED)")
    for file in sorted((root / "txt").glob("*.txt")):
        paragraphs = file.read_text(encoding="utf-8").split("\n\n")
        db.executemany("INSERT INTO turn (body, doc) VALUES (?,?)", [(p, file.name) for p in paragraphs])
    db.commit()
    db.close()
    wanted = corpus.queries()[word]
    pattern = re.compile(r"\b" + re.escape(wanted) + r"\b", re.IGNORECASE)
    lines: list[tuple[str, str, str]] = []
    with bench.timed():
        db = sqlite3.connect(path)
        for doc, body in db.execute("SELECT doc, body FROM turn WHERE turn MATCH ?", (f'"{wanted}"',)):
            lines += [
                (doc, body[max(0, m.start() - 40) : m.start()], body[m.end() :][:40]) for m in pattern.finditer(body)
            ]
    bench.counts["hits"] = len(lines)


@task("W6 rare: sqlite FTS5")
def fts5_rare(bench: Bench) -> None:
    """A rare word."""
    fts5_find(bench, "rare")


@task("W6 common: sqlite FTS5")
def fts5_common(bench: Bench) -> None:
    """A common word."""
    fts5_find(bench, "common")


def start_of(bench: Bench, code: str, times: int = 5) -> None:
    """CPU seconds of an interpreter that does one thing."""
    with bench.timed():
        for _n in range(times):
            subprocess.run([sys.executable, "-c", code], check=True)
    bench.section /= times


@task("W7 help: bare Python")
def bare_python(bench: Bench) -> None:
    """An interpreter that does nothing."""
    start_of(bench, "pass")


@task("W7 status: import pandas")
def import_pandas(bench: Bench) -> None:
    """An interpreter that imports pandas."""
    start_of(bench, "import pandas")
