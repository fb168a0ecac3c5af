"""Studies with a history: sequences of commands, each carried out as the verbs of the stages do it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from qda.collect.ingest import ImportOptions, import_files
from qda.collect.people import load_cases, load_guide
from qda.collect.quarantine import keep_out
from qda.condense import codebooks, hand, memos, reshape
from qda.condense.code import auto
from qda.display.writing import put
from qda.model.desk_records import SavedView, Written
from qda.model.errors import QdaError
from qda.model.ids import new_id
from qda.model.tactic_records import TacticAnswer
from qda.store import journal, sources, tactics, views
from qda.store.study import Study
from qda.verify.check import verify_findings
from qda.verify.conclude import import_findings

TALK = "P: Pelatihan apa yang pernah ada?\r\nN: Pelatihan ada {n} kali, ya, baik sekali. 🪙 Modal belum.\r\n"
BOOK = "codebook: coba\ncodes:\n  - name: pelatihan\n    definition: Segala pelatihan{n}.\n    match: [pelatihan]\n"
BOOK += "  - name: modal\n    match: [modal{n}]\n  - name: kabar\n"
FINDINGS = "- {{id: ada, statement: Pelatihan ada {n}., evidence: {{codes: [pelatihan]}}, assert: [witnesses >= 1]}}\n"
FINDINGS += "- {{id: duga, kind: expectation, statement: Modal kurang., evidence: {{codes: [modal]}}, assert: []}}\n"
GUIDE = "questions:\n  - {{id: latih, text: 'Pelatihan apa saja{n}?', codes: [pelatihan]}}\n"
CASES = "name,aliases,role,group\nBu Rini,N,perajin,perajin {n}\n"

Step = Callable[[Study, Path, int], object]


def clock() -> Callable[[], str]:
    """A clock that goes on a second each time it is read."""
    seconds = iter(range(10**6))

    def read() -> str:
        now = next(seconds)
        return f"2026-01-02T{now // 3600 % 24:02d}:{now // 60 % 60:02d}:{now % 60:02d}Z"

    return read


def _file(folder: Path, name: str, text: str) -> Path:
    made = folder / name
    made.write_bytes(text.encode("utf-8"))
    return made


def _import(study: Study, folder: Path, n: int) -> object:
    name = f"wawancara-{n % 4}.txt"  # the same name again is a corrected transcript
    return import_files(study, [str(_file(folder, name, TALK.format(n=n)))], ImportOptions(synthetic=n % 2 == 0))


def _code(study: Study, _folder: Path, n: int) -> object:
    names = [source.name for source in sources.listed(study)]
    return hand.add(study, names[n % len(names)], "kabar", quote="baik sekali", stance="+") if names else None


def _remove(study: Study, _folder: Path, n: int) -> object:
    listed = sources.listed(study)
    if not listed:
        return None
    with study.command("source remove", listed[n % len(listed)].name):
        return sources.remove(study, listed[n % len(listed)].id)


def _book(study: Study, folder: Path, n: int) -> object:
    return codebooks.load(study, _file(folder, "kode.yaml", BOOK.replace("{n}", str(n % 3))), why=f"{n}")


def _quarantine(study: Study, _folder: Path, n: int) -> object:
    names = [source.name for source in sources.listed(study)]
    return keep_out(study, names[n % len(names)], "Modal belum", "bukan studi ini") if names else None


def _answer(study: Study, _folder: Path, n: int) -> None:
    answer = TacticAnswer(
        id=new_id(),
        tactic="rival-explanations",
        finding="ada",
        item="",
        answer=f"{n}",
        why="",
        inputs="",
        by="ana",
        at="",
    )
    with study.command("tactic answer", f"{n}"):
        tactics.save_answers(study, [answer])


def _write(study: Study, _folder: Path, n: int) -> None:
    text = f"=Karena jauh {n}\n🪙" if n % 3 else ""
    put(study, [Written(view="effects-matrix --by desa", row="kabar", column=str(n % 2), text=text)], "write")


def _save_view(study: Study, _folder: Path, n: int) -> None:
    with study.command("view save", f"{n}"):
        views.save(study, SavedView(name="bab 4", verb="display", arguments=("role-ordered",), seal=f"{n}"))


STEPS: tuple[Step, ...] = (
    _import,
    _code,
    _book,
    lambda study, _folder, _n: journal.undo(study),
    lambda study, _folder, _n: journal.redo(study),
    lambda study, _folder, _n: auto(study),
    lambda study, _folder, _n: reshape.merge(study, ["modal"], "pelatihan", why="sama"),
    lambda study, _folder, n: reshape.move(study, "kabar", f"umum-{n}/kabar"),
    lambda study, _folder, n: memos.add(
        study, f"=memo {n}\n# bukan judul", kind=("reflexive", "decision", "method")[n % 3]
    ),
    lambda study, _folder, n: import_findings(study, FINDINGS.format(n=n)),
    lambda study, _folder, _n: verify_findings(study),
    _remove,
    _quarantine,
    lambda study, folder, n: load_guide(study, _file(folder, "guide.yaml", GUIDE.format(n=n % 3))),
    lambda study, folder, n: load_cases(study, _file(folder, "cases.csv", CASES.format(n=n))),
    _answer,
    _write,
    _save_view,
)


def lived(folder: Path, steps: Sequence[int]) -> Study:
    """A study, open, in which these steps were taken; a step that cannot be taken there is refused and left out."""
    folder.mkdir(parents=True, exist_ok=True)
    study = Study.create(folder / "coba.qda", title="Coba", who="ana", clock=clock())
    for n, step in enumerate(steps):
        with contextlib.suppress(QdaError):
            STEPS[step](study, folder, n)
    return study


EVERYTHING = (
    *(14, 13, 0, 2, 5, 0, 1, 9, 10, 8, 15, 3, 4, 12, 8, 13, 8, 2, 5, 6, 7, 0, 0, 0, 3, 3, 11, 0),
    *(16, 17, 16, 16, 10, 3),
)
"""A history that takes every step, undoes and does again."""
