"""The Serdif study with what its researchers' own files say besides: who talked when, for or against, what met what.

Nothing is made up: participants, dates and months stand in the names of the files; the stance of a passage is that of
its tag's name (“simple”, “not clear”); magnitudes are counts of highlights; links join tags whose highlights overlap.
"""

from __future__ import annotations

import contextlib
import csv
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from qda import registry
from qda.across import build_display
from qda.cli.main import main
from qda.cli.options import from_flags
from qda.model.network import Network
from qda.model.plot import Plot, Shown
from qda.model.sheet import Cell, Sheet
from qda.store.study import Study

CODED = Path("data/serdif/coded")
PROJECT = CODED / "SERDIF_P2_ThematicAnalysis.sqlite3"
TAGS = CODED / "all_tags_20220303.csv"
STANCES = {
    "+": (
        "home-tab-elements-useful", "simple-export", "search-feature-simple", "data-table-features-useful",
        "export-meta-data-useful", "visualization-useful", "overall-positive-experience",
        "query-inputs-and-elements-useful", "query-process-clear", "metadata-content-clear-and-useful",
        "moderator-assist",
    ),
    "-": (
        "system-issue", "event-concept-and-approach-not-clear", "wording-not-clear", "query-process-complex",
        "search-information-process-complex", "plot-design-complex", "metadata-content-not-useful-or-confusing",
        "task-sequence-complex", "navigation-complex",
    ),
}  # fmt: skip
RATED = ("moderator-assist", "navigation-complex", "query-process-clear")
"""Tags whose first highlight in each talk carries, as its magnitude, how many the talk has."""
CAUSES = (
    ("simple-export", "export-meta-data-useful", "+"),
    ("export-meta-data-useful", "data-table-features-useful", "+"),
    ("system-issue", "moderator-assist", "+"),
)
SLOTS = {"task-sequence-complex": "process", "simple-export": "output"}
WATCHED = "P1"
SUGGESTION = "additional-feature-suggestion"
KINDS = (("plot-design-complex", "visualization-useful"), ("wording-not-clear", "additional-explanation"))
"""What a link says is of the same matter: its evidence is the first highlight of the narrower tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """One pair of a highlight and a tag, as the researchers' own export has it."""

    document: str
    tag: str
    words: str

    @property
    def participant(self) -> str:
        """P1 to P17, from the file's name."""
        return self.document.split("_")[0]

    @property
    def date(self) -> str:
        """ISO date of the talk, from the file's name."""
        digits = self.document.split("GMT")[1][:8]
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"

    @property
    def code(self) -> str:
        """What the tag is called here."""
        return "-".join("".join(sign if sign.isalnum() else " " for sign in self.tag.lower()).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What can be counted in the researchers' files without this program.

    Attributes:
        highlights: Every pair of a highlight and a tag.
        meetings: For each pair of tags that a link joins, the participants in whose talks highlights of both overlap.
    """

    highlights: tuple[Highlight, ...]
    meetings: Mapping[tuple[str, str], frozenset[str]]

    @property
    def participants(self) -> frozenset[str]:
        """Everybody who talked."""
        return frozenset(one.participant for one in self.highlights)

    def of(self, *codes: str) -> tuple[Highlight, ...]:
        """The pairs with one of these tags."""
        return tuple(one for one in self.highlights if one.code in codes)

    def who(self, *codes: str) -> frozenset[str]:
        """In whose talks one of these tags stands."""
        return frozenset(one.participant for one in self.of(*codes))

    def rating(self, code: str) -> Counter[str]:
        """How many highlights of a tag each participant's talk has."""
        return Counter(one.participant for one in self.of(code))

    @property
    def dates(self) -> dict[str, str]:
        """Participant → ISO date."""
        return {one.participant: one.date for one in self.highlights}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Draws displays of a study as the command line does."""

    path: Path

    def any(self, kind: str, *flags: str) -> Shown:
        """The display with these options."""
        options = from_flags(registry.get("displays", kind), list(flags))
        with Study.open(self.path) as study:
            return build_display(study, kind, options)

    def sheet(self, kind: str, *flags: str) -> Sheet:
        """A matrix, or the numbers behind a plot."""
        made = self.any(kind, *flags)
        assert not isinstance(made, Network)
        return made.as_sheet() if isinstance(made, Plot) else made

    def network(self, kind: str, *flags: str) -> Network:
        """A network."""
        made = self.any(kind, *flags)
        assert isinstance(made, Network)
        return made


def rows(sheet: Sheet) -> dict[str, tuple[Cell, ...]]:
    """The cells of each row by its key, or by its label where it has none."""
    return {row.key or row.label: row.cells for row in sheet.rows}


def values(sheet: Sheet, column: int) -> dict[str, object]:
    """One column by row: its values, None where empty."""
    return {name: cells[column].value for name, cells in rows(sheet).items()}


def facts(shared: Path) -> Facts:
    """Counted from the export of tags and, for meetings, from the bytes of the project's own offsets."""
    with (shared / TAGS).open(encoding="utf-8-sig", newline="") as stream:
        told = [Highlight(document=r["document"], tag=r["tag"], words=r["content"]) for r in csv.DictReader(stream)]
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    with contextlib.closing(sqlite3.connect(f"file:{shared / PROJECT}?mode=ro&immutable=1", uri=True)) as db:
        for document, tag, start, end in db.execute(
            "SELECT d.name, t.path, h.start_offset, h.end_offset FROM highlights h JOIN highlight_tags ht "
            "ON ht.highlight_id = h.id JOIN tags t ON t.id = ht.tag_id JOIN documents d ON d.id = h.document_id"
        ):
            one = Highlight(document=document, tag=tag, words="")
            spans[one.participant, one.code].append((start, end))
    people = {participant for participant, _code in spans}
    meetings = {
        (cause, effect): frozenset(
            one for one in people if any(a < d and c < b for a, b in spans[one, cause] for c, d in spans[one, effect])
        )
        for cause, effect, _sign in CAUSES
    }
    return Facts(highlights=tuple(told), meetings=meetings)


def taken_whole(study: Path, project: Path) -> None:
    """Bring the project in with every text nobody's: its researchers tagged the moderator's questions, too."""
    from qda.exchange.projects import import_project

    with Study.open(study) as opened:
        import_project(opened, project)


def enriched(shared: Path, folder: Path, known: Facts) -> Path:
    """A study file in the folder: the project, its participants, stances, magnitudes, dates, links and findings."""
    with pytest.MonkeyPatch.context() as patched, contextlib.chdir(folder), contextlib.redirect_stdout(StringIO()):
        patched.setenv("QDA_LANG", "en")
        _type("init", "serdif")
        taken_whole(Path("serdif.qda"), shared / PROJECT)
        numbers = Counter(one.participant for one in known.highlights)
        people = [
            {"name": one, "role": "participant", "group": date[:7], "number": one[1:], "marks": numbers[one]}
            for one, date in sorted(known.dates.items())
        ]
        _table("orang.csv", people)
        _type("cases", "import", "orang.csv")
        _type("codebook", "export", "--to", "kode.csv")
        _declare(Path("kode.csv"))
        _type("codebook", "import", "kode.csv")
        _type("code", "export", "--to", "kodean.csv")
        _annotate(Path("kodean.csv"), known)
        _type("code", "import", "kodean.csv")
        _table("tautan.csv", list(_links(Path("kodean.csv"), known)))
        _type("link", "import", "tautan.csv")
        Path("temuan.yaml").write_text(json.dumps(FINDINGS), encoding="utf-8")
        _type("finding", "import", "temuan.yaml")
    return folder / "serdif.qda"


FINDINGS = [
    {"id": "search", "statement": "Search is hard.", "kind": "expectation",
     "evidence": {"codes": ["search-information-process-complex"]}},
]  # fmt: skip


def watched(study: Path, folder: Path, known: Facts) -> Path:
    """A copy in which the first talk was watched, not held, and the tags with slots lie under one that has them."""
    copy = folder / study.name
    copy.write_bytes(study.read_bytes())
    with pytest.MonkeyPatch.context() as patched, contextlib.chdir(folder), contextlib.redirect_stdout(StringIO()):
        patched.setenv("QDA_LANG", "en")
        first = next(one.document for one in known.highlights if one.participant == WATCHED)
        _type("source", "update", first, "--kind", "observation")
        Path("tambahan.yaml").write_text("codebook: deeds\ncodes: [{name: deeds}]\n", encoding="utf-8")
        _type("codebook", "import", "tambahan.yaml")
        for code in SLOTS:
            _type("code", "move", code, f"deeds/{code}")
    return copy


def _type(*words: object) -> None:
    assert main([str(word) for word in words]) == 0, words


def _table(name: str, rows: Sequence[Mapping[str, object]]) -> None:
    with Path(name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _declare(path: Path) -> None:
    """The parts of a process that a code of `SLOTS` has: the slot of its passages, and one that nobody tells of."""
    rows = _read(path)
    for row in rows:
        if row["path"] in SLOTS:
            row["slots"] = f"{SLOTS[row['path']]};impact"
    _table(path.name, rows)


def _annotate(path: Path, known: Facts) -> None:
    """Who, for or against, and on the first passage of a rated tag how many there are, and when."""
    stance = {code: sign for sign, codes in STANCES.items() for code in codes}
    seen: set[tuple[str, str]] = set()
    rows = _read(path)
    for row in rows:
        participant = row["source"].split("_")[0]
        row.update(informant=participant, stance=stance.get(row["code"], ""), slot=SLOTS.get(row["code"], ""))
        if row["code"] == SUGGESTION and (SUGGESTION, "") not in seen:
            seen.add((SUGGESTION, ""))
            row["memo"] = "answers: search"
        if row["code"] in RATED and (row["code"], participant) not in seen:
            seen.add((row["code"], participant))
            row["magnitude"] = str(known.rating(row["code"])[participant])
            row["memo"] = f"time: {known.dates[participant]}"
    _table(path.name, rows)


def _links(path: Path, known: Facts) -> Iterator[dict[str, str]]:
    """A link for each talk in which cause and effect overlap, on the first passage of the cause that does."""
    rows = _read(path)
    at: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        at[row["source"].split("_")[0], row["code"]].append(row)
    for cause, effect, sign in CAUSES:
        for one in sorted(known.meetings[cause, effect]):
            meeting = [
                row["id"]
                for row in at[one, cause]
                if any(
                    int(row["start"]) < int(other["end"]) and int(other["start"]) < int(row["end"])
                    for other in at[one, effect]
                )
            ]
            yield {"from": cause, "type": "causes", "to": effect, "sign": sign, "coding": meeting[0]}
    for narrow, broad in KINDS:
        first = min((row for row in rows if row["code"] == narrow), key=lambda row: (row["source"], int(row["start"])))
        yield {"from": narrow, "type": "kind_of", "to": broad, "sign": "", "coding": first["id"]}
