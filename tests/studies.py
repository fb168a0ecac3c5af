"""Whole studies for tests, in a store: the examples of the repository, and the seed studies beside it."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qda.collect.cases_file import read_cases
from qda.collect.importer import File
from qda.condense import codebooks, hand
from qda.model.ids import new_id, new_ids
from qda.model.records import TECHNIQUE_OF, Case, Code, Kind, Source
from qda.store import cases, codebook, sources
from qda.store.study import Study
from qda.verify.conclude import import_findings

CODING_COLUMNS = (
    "source",
    "start",
    "end",
    "quote",
    "code",
    "stance",
    "basis",
    "informant",
    "magnitude",
    "coder",
    "round",
    "slot",
    "memo",
)


def begun(path: Path, title: str) -> Study:
    """A new study with a fixed clock."""
    return Study.create(path / "study.qda", title=title, who="ani", clock=lambda: "2024-01-01T00:00:00Z")


def add_source(study: Study, name: str, text: str, kind: Kind = Kind.AUTHOR) -> None:
    """Store a text in which nobody speaks."""
    source = Source(id=new_id(), name=name, kind=kind, technique=TECHNIQUE_OF[kind], text=text, original=text.encode())
    with study.command("import"):
        sources.add(
            study,
            sources.NewSource(
                source=source,
                speakers=(),
                turns=(),
                words=len(text.split()),
                file_sha=hashlib.sha256(text.encode()).digest(),
            ),
        )


def add_cases(study: Study, given: Iterable[Case]) -> None:
    """Store cases."""
    with study.command("cases import"):
        for case in given:
            cases.save(study, case)


def add_codings(study: Study, folder: Path, rows: Sequence[dict[str, Any]]) -> hand.Imported:
    """Import rows of a table of codings."""
    table = folder / "codings.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CODING_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return hand.import_codings(study, table)


def example_study(root: Path, name: str, folder: Path) -> Study:
    """One of the five retold studies, all stages up to the findings done."""
    home = root / "examples" / name
    study = begun(folder, name)
    add_source(study, "laporan", (home / "laporan.txt").read_text(encoding="utf-8"))
    table = read_cases(File(name="cases.csv", data=(home / "cases.csv").read_bytes()))
    assert not table.problems
    add_cases(
        study,
        [
            Case(
                id=key,
                name=row.name,
                aliases=row.aliases,
                same_as=row.same_as,
                depends_on=row.depends_on,
                unspecified=row.unspecified,
                attributes=row.attributes,
            )
            for key, row in zip(new_ids(), table.rows, strict=False)
        ],
    )
    codebooks.load(study, root / "codebooks" / f"{name}.yaml")
    done = hand.import_codings(study, home / "codings.csv")
    assert not done.problems, done.problems
    found = import_findings(study, (home / "findings.yaml").read_text(encoding="utf-8"))
    assert not found.problems, found.problems
    return study


def expected_verdicts(root: Path, name: str) -> dict[str, str]:
    """What the example says its findings come to."""
    text = (root / "examples" / name / "expected.json").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in json.loads(text).items()}


def seed_study(shared: Path, seed: dict[str, Any], people: Sequence[dict[str, Any]], folder: Path) -> Study:
    """A seed study from its real file: one source of author's prose, coded by the places given.

    Args:
        shared: The folder of real material.
        seed: One entry of `method/seeds.json`.
        people: Its cases, as mappings of name, unspecified and attributes.
        folder: Where the study file goes.
    """
    study = begun(folder, seed["id"])
    [file] = (shared / "seeds").glob(f"{seed['seed']}_*.txt")
    add_source(study, "laporan", file.read_bytes().decode("utf-8"))
    add_cases(
        study,
        [
            Case(
                id=key,
                name=person["name"],
                unspecified=bool(person.get("unspecified")),
                attributes=tuple(
                    (name, str(value)) for name, value in person.items() if name not in ("name", "unspecified")
                ),
            )
            for key, person in zip(new_ids(), people, strict=False)
        ],
    )
    paths = seed_paths(seed)
    with study.command("codebook import"):
        codebook.save(
            study,
            [
                Code(id=key, path=paths[code["id"]], label=(("id", code["label"]),), position=position)
                for position, (key, code) in enumerate(zip(new_ids(), seed["codes"], strict=False))
            ],
        )
    rows = [
        {
            "source": "laporan",
            "start": quote["start"],
            "end": quote["end"],
            "code": paths[code],
            "coder": "ani",
            "stance": {1: "+", -1: "-", 0: "0"}[quote["stance"]],
            "memo": f"{claim['id']};",
            "informant": "" if quote["tech"] == "A" else quote["inf"],
        }
        for claim in seed["claims"]
        for code in claim["codes"]
        for quote in claim["quotes"]
    ]
    done = add_codings(study, folder, rows)
    assert not done.problems, done.problems
    findings = [
        {
            "id": claim["id"],
            "statement": claim["text"],
            "evidence": {"codes": [paths[code] for code in claim["codes"]], "memo": f"{claim['id']};"},
        }
        for claim in seed["claims"]
    ]
    found = import_findings(study, json.dumps(findings, ensure_ascii=False))
    assert not found.problems, found.problems
    return study


def seed_paths(seed: dict[str, Any]) -> dict[str, str]:
    """Paths of a seed's codes: its own ids joined by its parents."""
    parents = {code["id"]: code["parent"] for code in seed["codes"]}

    def path(code: str) -> str:
        name = code.lower().replace(".", "-").replace("tek-", "tek-minus")
        above = parents[code]
        return f"{path(above)}/{name}" if above in parents else name

    return {code: path(code) for code in parents}
