"""The synthetic corpora: where they lie, how they are made, and studies filled from them."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("QDA_BENCH_DATA", "bench-data"))
SHARED = Path(os.environ.get("QDA_SHARED", HERE.parent.parent / "shared"))
BENCH = Path(os.environ.get("QDA_BENCH", SHARED / "bench"))
CODINGS = 200_000


class NoCorpusError(Exception):
    """Neither a corpus nor what makes one is there."""


def ensure(scale: int, *, docx: bool = False, codings: tuple[tuple[int, int], ...] = ()) -> Path:
    """The folder of a corpus, made if it is not there.

    Args:
        scale: 1 is 300 transcripts of 8,000 words.
        docx: Whether the transcripts are needed as Word files too.
        codings: Pairs (number of codes, longest coding in sentences) of the sets of 200,000 codings needed.

    Raises:
        NoCorpusError: something is lacking and its generator is not there either.
    """
    root = DATA / f"x{scale}"
    lacking = not (root / ".corpus-done").exists() or (docx and not (root / ".docx-done").exists())
    lacking = lacking or any(not (root / _codings_name(n)).exists() for n, _longest in codings)
    if lacking:
        maker = _maker()
        maker.corpus(scale)
        if docx:
            maker.docx(root)
        for codes, longest in codings:
            maker.codings(root, CODINGS, codes, longest)
    return root


def _maker() -> ModuleType:
    path = BENCH / "gen.py"
    if not path.is_file():
        raise NoCorpusError(
            f"There is no corpus in {DATA} and no {path} to make one: set QDA_BENCH to the folder of gen.py, "
            "or QDA_BENCH_DATA to a corpus."
        )
    os.environ["QDA_BENCH_DATA"] = str(DATA)
    spec = importlib.util.spec_from_file_location("qda_bench_gen", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _codings_name(codes: int) -> str:
    return f"codings_{codes}c_{CODINGS}.npz"


def keywords() -> list[list[str]]:
    """The keywords of each of the 100 codes, as generated."""
    book = json.loads((DATA / "x1" / "codebook.json").read_text(encoding="utf-8"))
    return [entry["keywords"] for entry in book]


def queries() -> dict[str, str]:
    """Words to look for: rare, medium, common, a phrase, an expression."""
    found: dict[str, str] = json.loads((DATA / "x1" / "queries.json").read_text(encoding="utf-8"))
    return found


def texts(root: Path, share: float = 1.0) -> list[str]:
    """The transcripts as texts, or the first part of them."""
    files = sorted((root / "txt").glob("*.txt"))
    return [file.read_text(encoding="utf-8") for file in files[: max(1, round(len(files) * share))]]


def codings(root: Path, codes: int) -> dict[str, Any]:
    """Columns doc, code, start, end, coder of 200,000 codings, as numpy arrays."""
    import numpy as np

    with np.load(root / _codings_name(codes)) as columns:
        return {name: columns[name] for name in columns.files}


def judgements() -> dict[str, Any]:
    """`labels`, shape (4 coders, 20,000 units, 50 codes), and `doc`, shape (20,000,): each unit's document."""
    import numpy as np

    root = ensure(1)
    if not (root / "agree.npz").exists():
        _maker().agreement(root)
    with np.load(root / "agree.npz") as columns:
        return {name: columns[name] for name in ("labels", "doc")}


def write_codebook(to: Path) -> Path:
    """The generated codebook in our own file format; words inflected, as `qda` takes them by default."""
    book = json.loads((DATA / "x1" / "codebook.json").read_text(encoding="utf-8"))
    lines = ["codebook: bench", "codes:"]
    theme = ""
    for entry in book:
        parent, name = (part.casefold().replace(" ", "-") for part in entry["code"].split("/"))
        if parent != theme:
            theme = parent
            lines += [f"  - name: {parent}", "    definition: Made for measuring.", "    codes:"]
        lines += [f"      - name: {name}", "        definition: Made for measuring.", "        match:"]
        lines += [f"          - {word}" for word in entry["keywords"]]
    to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return to


def write_cases(root: Path, to: Path) -> Path:
    """A cases table of the corpus: one informant a transcript, three roles."""
    with to.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "role", "group"])
        for number in range(1, len(list((root / "txt").glob("*.txt"))) + 1):
            label = "Informan" if (number - 1) % 5 < 3 else "Participant"
            table.writerow([f"{label} {number}", ("perajin", "pegawai", "warga")[number % 3], f"desa {number % 7}"])
    return to


def fill_codings(study: Path, root: Path, codes: int) -> int:
    """Put the 200,000 ready-made codings into a study that holds the corpus; how many."""
    from qda.model.ids import new_id, new_ids
    from qda.model.records import Code, Coding
    from qda.store import codebook, sources
    from qda.store import codings as stored
    from qda.store.study import Study

    columns = codings(root, codes)
    with Study.open(study, who="bench") as opened, opened.command("code import", "codings for measuring"):
        made = [Code(id=new_id(), path=f"tema-{n // 10:02d}/kode-{n:03d}", position=n) for n in range(codes)]
        codebook.save(opened, made)
        documents = [(source.id, text) for source, text in sources.texts(opened)]
        ids, now = new_ids(), opened.now()
        rows = zip(*(columns[name].tolist() for name in ("doc", "start", "end", "code", "coder")), strict=True)
        return stored.add_many(
            opened,
            (
                Coding(
                    id=next(ids),
                    source=documents[doc][0],
                    start=start,
                    end=end,
                    quote=documents[doc][1][start:end],
                    code=made[code].id,
                    coder=f"coder-{coder}",
                    at=now,
                )
                for doc, start, end, code, coder in rows
            ),
        )
