"""A tiny study of two coders whose agreement is worked out by hand; all words are made up.

Ten sentences. `modal`: ANI has it in sentences 1–4, BUDI in 1–3 and 5. `pasar`: ANI in 6, BUDI in 4 and 6. Nobody coded
7–10. ANI alone coded a second source.

With the four uncoded sentences (n = 10) `modal` is 3 both, 1 ANI only, 1 BUDI only, 5 neither:
po = .8, pe = .4·.4 + .6·.6 = .52, κ = .28/.48 = .583333; κ max: po of the margins = 1, so 1;
α = 1 − (20 − 1)·2 / (8·12) = 1 − 38/96 = .604167.
Without them (n = 6): 3, 1, 1, 1: po = 4/6, pe = 20/36, κ = .25; α = 1 − (12 − 1)·2 / (8·4) = .3125.
With them `pasar` is 1 both, 0, 1 BUDI only, 8: po = .9, pe = .02 + .72 = .74, κ = .16/.26 = .615385.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qda.condense.hand import import_codings
from qda.model.ids import new_ids
from qda.model.records import Code
from qda.store import codebook, sources
from qda.store.study import Study
from tests.condense.conftest import plain

SENTENCES = tuple(f"Kalimat nomor {n} berisi hal yang dikarang." for n in range(1, 11))
TEXT = "\n".join(SENTENCES)
MODAL = {"ANI": (1, 2, 3, 4), "BUDI": (1, 2, 3, 5)}
PASAR = {"ANI": (6,), "BUDI": (4, 6)}
CODES = ("usaha", "usaha/modal", "usaha/pasar", "warga")


def span(sentence: int) -> tuple[int, int]:
    """Where a sentence is, 1-based."""
    start = TEXT.index(SENTENCES[sentence - 1])
    return start, start + len(SENTENCES[sentence - 1])


def two_coders(study: Study, folder: Path) -> None:
    """Fill an empty study."""
    with study.command("import"):
        sources.add_many(study, [plain("w1", TEXT), plain("w2", "Satu kalimat saja.")])
        codebook.save(
            study,
            [Code(id=key, path=path, position=n) for n, (key, path) in enumerate(zip(new_ids(), CODES, strict=False))],
        )
    rows = [
        ("w1", *span(n), code, coder, "1")
        for code, given in (("usaha/modal", MODAL), ("usaha/pasar", PASAR))
        for coder, numbers in given.items()
        for n in numbers
    ]
    code_in(study, folder, [*rows, ("w2", 0, 4, "usaha/modal", "ANI", "1")])


def code_in(study: Study, folder: Path, rows: Iterable[tuple[str, int, int, str, str, str]]) -> None:
    """Import codings: source, start, end, code, coder, round."""
    file = folder / "kodean.csv"
    lines = ["source,start,end,code,coder,round", *(",".join(map(str, row)) for row in rows)]
    file.write_text("\n".join(lines), encoding="utf-8")
    done = import_codings(study, file)
    assert not done.problems
    assert not done.conflicts
