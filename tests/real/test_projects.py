"""Studies that real researchers coded or wrote: Taguette's project, and the five seeds, from the command line."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Qda
from tests.studies import CODING_COLUMNS, seed_paths
from tests.verify.test_seeds import cases_of

CODED = Path("data/serdif/coded")


@pytest.fixture
def serdif(shared: Path, qda: Qda) -> list[dict[str, str]]:
    """The project imported into the current folder; the researchers' own tag export."""
    assert qda("init", "serdif").status == 0
    done = qda("import", shared / CODED / "SERDIF_P2_ThematicAnalysis.sqlite3")
    assert done.status == 0, done.err
    assert "Speakers found in 17 sources. Words of MODERATOR are the interviewer’s and no evidence." in done.out
    with (shared / CODED / "all_tags_20220303.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_project_comes_in_whole(serdif: list[dict[str, str]], qda: Qda) -> None:
    state = qda("status", "--json").json
    assert (state["sources"], state["codes"], state["codings"]) == (17, 22, len(serdif))
    assert len(serdif) == 1930
    assert qda("code", "export", "--to", "kodean.csv").status == 0
    with Path("kodean.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len({(row["source"], row["start"], row["end"]) for row in rows}) <= 1794
    assert qda("check").status == 0
    before = state["hash"]
    assert qda("undo").status == 0
    assert qda("redo").status == 0
    assert qda("status", "--json").json["hash"] == before


def _runs_on(quote: str) -> bool:
    """Whether an answer follows the question: it stands on a line of its own, without a label."""
    return any(line.strip() and not line.strip().startswith("MODERATOR") for line in quote.splitlines())


def test_its_table_of_codes_by_documents_is_the_researchers_own(
    serdif: list[dict[str, str]], qda: Qda, shared: Path
) -> None:
    """All but what holds nothing but the moderator's words, which are no evidence."""
    assert qda("code", "export", "--to", "kodean.csv").status == 0
    with Path("kodean.csv").open(encoding="utf-8-sig", newline="") as stream:
        quotes = [row["quote"] for row in csv.DictReader(stream)]
    answered = {"".join(quote.split()) for quote in quotes if _runs_on(quote)}
    begun = [row for row in serdif if row["content"].startswith("MODERATOR")]
    asked = [row for row in begun if "".join(row["content"].split()) not in answered]
    assert (len(begun), len(asked)) == (187, 180), "four more lie within a question"
    told = Counter((row["document"], row["tag"]) for row in serdif if row not in asked)
    shown = qda("display", "case-by-code", "--rows", "source", "--cell", "passages", "--json").json["sheets"][0]
    tags = [column["label"] for column in shown["columns"]]
    assert len(tags) == 22
    found = {
        (row["label"].split(" (")[0], tag): cell["value"]
        for row in shown["rows"]
        for tag, cell in zip(tags, row["cells"], strict=True)
        if cell["value"]
    }
    documents = {document.removesuffix(".odt"): document for document, _tag in told}
    counted = Counter({(documents[name.removesuffix(".odt")], tag): n for (name, tag), n in found.items()})
    assert sum((told - counted).values()) == 4
    assert not counted - told
    with (shared / CODED / "codebook_20220303_8.csv").open(encoding="utf-8-sig", newline="") as stream:
        book = {row["tag"]: int(row["number of highlights"]) for row in csv.DictReader(stream)}
    totals = Counter(row["tag"] for row in serdif)
    assert totals == book


def test_the_same_project_again_does_nothing(serdif: list[dict[str, str]], shared: Path, qda: Qda) -> None:
    before = qda("status", "--json").json
    assert qda("import", shared / CODED / "SERDIF_P2_ThematicAnalysis.sqlite3").status == 0
    assert qda("status", "--json").json == before


@pytest.mark.parametrize("identity", ["LMG", "PKL", "SKA", "MJK", "KDR"])
def test_a_seed_run_by_its_plan_gives_the_reported_verdicts(
    shared: Path, tmp_path: Path, qda: Qda, identity: str
) -> None:
    seeds = json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"]
    [seed] = [each for each in seeds if each["id"] == identity]
    [file] = (shared / "seeds").glob(f"{seed['seed']}_*.txt")
    write_plan(tmp_path, seed, file)
    done = qda("run", "study.yaml")
    assert done.status in (0, 1, 3), done.err
    assert "Not taken in" not in done.err
    found = {row["finding"]: row for row in qda("triangulate", "--json").json}
    for claim in seed["claims"]:
        row, expected = found[claim["id"]], claim["expected"]
        assert (row["verdict"], row["lower"], row["upper"]) == (
            expected["reported"],
            expected["lower"],
            expected["upper"],
        ), claim["id"]
    (source,) = qda("sources", "--json").json
    assert (source["kind"], source["technique"]) == ("author", "A")
    assert source["characters"] == len(file.read_bytes().decode("utf-8"))
    assert "Nothing changed" in qda("run", "study.yaml").out
    assert qda("check").status == 0


def write_plan(folder: Path, seed: dict[str, Any], file: Path) -> None:
    """A plan, cases, codebook, codings and findings for a seed, from the places that `seeds.json` gives."""
    paths = seed_paths(seed)
    people = cases_of(seed)
    names = list(dict.fromkeys(key for person in people for key in person)) or ["name"]
    rows = [
        {
            "source": "laporan",
            "start": quote["start"],
            "end": quote["end"],
            "code": paths[code],
            "stance": {1: "+", -1: "-", 0: "0"}[quote["stance"]],
            "memo": f"{claim['id']};",
            "informant": "" if quote["tech"] == "A" else quote["inf"],
        }
        for claim in seed["claims"]
        for code in claim["codes"]
        for quote in claim["quotes"]
    ]
    for name, columns, table in (("orang.csv", names, people), ("kodean.csv", list(CODING_COLUMNS), rows)):
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(table)
    with (folder / "kode.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["path", "label"])
        writer.writeheader()
        writer.writerows({"path": paths[code["id"]], "label": code["label"]} for code in seed["codes"])
    findings = [
        {
            "id": claim["id"],
            "statement": claim["text"],
            "evidence": {"codes": [paths[code] for code in claim["codes"]], "memo": f"{claim['id']};"},
        }
        for claim in seed["claims"]
    ]
    (folder / "temuan.yaml").write_text(json.dumps(findings, ensure_ascii=False), encoding="utf-8")
    (folder / "laporan.txt").symlink_to(file)
    (folder / "study.yaml").write_text(
        "study: Naskah\nlanguage: id\nsources:\n  - {path: laporan.txt, kind: author}\n"
        + ("cases: orang.csv\n" if people else "")
        + "codebook: kode.csv\ncoding: [{file: kodean.csv}]\nfindings: temuan.yaml\n",
        encoding="utf-8",
    )
