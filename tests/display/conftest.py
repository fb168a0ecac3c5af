"""A small hand-made study, and a builder for others: frames that keep the promises of `qda.model.frames`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pytest

from qda.model import frames
from qda.model.frames import FrameSpec, Material
from qda.model.ids import Id
from qda.model.sheet import Sheet

KINDS = {"W": "interview", "O": "observation", "D": "document", "A": "author", "F": "focus-group", "S": "survey"}


@dataclass
class Builder:
    """Collects rows in the words of a test; `material()` makes the frames."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {spec.name: [] for spec in frames.ALL_FRAMES})
    attributes: list[str] = field(default_factory=list)
    count: int = 0

    def new(self) -> Id:
        self.count += 1
        return Id(self.count.to_bytes(16, "big"))

    def case(self, name: str, same_as: str | None = None, unspecified: bool = False, **attributes: str) -> None:
        self.attributes += [a for a in attributes if a not in self.attributes]
        self.rows["cases"].append(
            {
                "id": self.new(),
                "name": name,
                "aliases": (),
                "same_as": same_as,
                "depends_on": (),
                "unspecified": unspecified,
                **attributes,
            }
        )

    def source(
        self,
        name: str,
        technique: str = "W",
        period: str | None = None,
        site: str | None = None,
        synthetic: bool = True,
    ) -> None:
        self.rows["sources"].append(
            {
                "id": self.new(),
                "name": name,
                "kind": KINDS[technique],
                "technique": technique,
                "date": None,
                "period": period,
                "place": None,
                "site": site,
                "copy_of": None,
                "derived_from": (),
                "synthetic": synthetic,
                "characters": 1000,
                "words": 200,
            }
        )

    def turn(
        self,
        source: str,
        case: str | None = None,
        role: str = "informant",
        speaker: str | None = "N",
        question: str | None = None,
    ) -> None:
        n = sum(t["source"] == source for t in self.rows["turns"])
        self.rows["turns"].append(
            {
                "source_id": self._source(source)["id"],
                "source": source,
                "start": n * 100,
                "end": n * 100 + 90,
                "speaker": speaker,
                "role": role,
                "case": case,
                "question": question,
                "start_time": None,
                "end_time": None,
            }
        )

    def code(
        self,
        path: str,
        label: str,
        slots: tuple[str, ...] = (),
        status: str = "active",
        scale: tuple[str, ...] = (),
    ) -> None:
        self.rows["codes"].append(
            {
                "id": self.new(),
                "path": path,
                "parent": path.rsplit("/", 1)[0] if "/" in path else None,
                "label": label,
                "brief": "",
                "definition": "",
                "method": "",
                "slots": slots,
                "position": len(self.rows["codes"]),
                "version": 1,
                "status": status,
                "rules": 0,
                "scale": scale,
            }
        )

    def question(self, key: str, *codes: str) -> None:
        self.rows["questions"].append({"key": key, "text": key, "codes": codes})

    def coding(
        self, source: str, code: str, quote: str, informant: str | None = None, at: int | None = None, **more: Any
    ) -> Id:
        found = self._source(source)
        start = 10 * len(self.rows["codings"]) if at is None else at
        row = {
            "id": self.new(),
            "source": source,
            "kind": found["kind"],
            "technique": found["technique"],
            "synthetic": found["synthetic"],
            "date": None,
            "period": found["period"],
            "start": start,
            "end": start + len(quote),
            "line": start // 40 + 1,
            "quote": quote,
            "code": code,
            "coder": "ana",
            "round": "1",
            "at": "2026-01-01T00:00:00Z",
            "origin": "hand",
            "rule": None,
            "version": 1,
            "stance": None,
            "basis": None,
            "prompted": None,
            "magnitude": None,
            "slot": None,
            "memo": None,
            "speaker": "N" if informant else None,
            "role": "informant" if informant else None,
            "informant": informant,
            "question": None,
            "turn": None,
            "quarantined": False,
            **more,
        }
        self.rows["codings"].append(row)
        return Id(row["id"])

    def link(
        self, start: str, kind: str, end: str, sign: str | None = None, said: Sequence[Id] = (), memo: str = ""
    ) -> None:
        """A link between two codes or cases; names of cases begin with a capital letter, `said` is its evidence."""
        ends = [("case" if name[0].isupper() else "code", name) for name in (start, end)]
        self.rows["links"].append(
            {
                "id": self.new(),
                "from_kind": ends[0][0],
                "from": ends[0][1],
                "to_kind": ends[1][0],
                "to": ends[1][1],
                "type": kind,
                "sign": sign,
                "evidence": tuple(said),
                "memo": memo,
                "coder": "ana",
                "at": "2026-01-01T00:00:00Z",
            }
        )

    def material(self, language: str = "en", **more: Any) -> Material:
        made = {spec.name: self._frame(spec) for spec in frames.ALL_FRAMES}
        return Material(study="Batik Sukamaju (synthetic)", language=language, **made, **more)

    def _frame(self, spec: FrameSpec) -> pd.DataFrame:
        names = [*spec.names, *(self.attributes if spec.open else ())]
        frame = pd.DataFrame([[row.get(name) for name in names] for row in self.rows[spec.name]], columns=names)
        for column in spec.columns:
            if column.kind == "flag" and not column.missing:
                frame[column.name] = frame[column.name].astype(bool)
        return spec.check(frame)

    def _source(self, name: str) -> dict[str, Any]:
        return next(row for row in self.rows["sources"] if row["name"] == name)


def build_village(b: Builder) -> Builder:
    """Four informants heard, one registered but never heard, an observation, a document, the author's prose."""
    b.case("Darmo", role="craftsman", group="business", site="East")
    b.case("Sari", role="craftsman", group="business", site="West")
    b.case("Kepala", role="office", group="state", site="East")
    b.case("Lurah", role="village head", group="state")
    b.case("Pak Mo", same_as="Darmo")
    for name in ("W1", "W2", "W3"):
        b.source(name)
    b.source("O1", "O")
    b.source("D1", "D")
    b.source("A1", "A")
    b.code("manusia", "People")
    b.code("manusia/latih", "Training")
    b.code("manusia/ide", "Ideas")
    b.code("usaha", "Business")
    b.code("usaha/alat", "Tools")
    b.code("lingkungan", "Surroundings")
    b.code("kerja", "Co-operation")
    b.code("kerja/bersama", "Joint work", slots=("actor", "input", "process", "output", "impact"))
    b.code("kerja/bank", "Bank", slots=("actor", "input", "process", "output"))
    b.code("kerja/lkm", "Credit union")
    b.code("sejarah", "History")
    b.code("saran", "Recommendations")
    b.code("saran/koperasi", "Co-operative")
    b.code("saran/data", "Register")
    b.code("lama", "Old code", status="retired")
    b.question("q1", "manusia")
    b.question("q2", "usaha")
    for source, case, questions in (("W1", "Darmo", ("q1", "q2")), ("W2", "Sari", ("q1",)), ("W3", "Kepala", ("q1",))):
        for question in questions:
            b.turn(source, None, "interviewer", "P", question)
            b.turn(source, case, question=question)
    b.coding("W1", "manusia/latih", "We were trained for three days in dyeing.", "Darmo", stance="+", magnitude="3")
    b.coding("W1", "manusia", "We were trained for three days in dyeing.", "Darmo", at=0, stance="+")
    b.coding("W1", "manusia/latih", "=Only the chosen ones ever went there, I heard.", "Pak Mo", stance="-")
    b.coding("W1", "usaha/alat", "The drill came from the office last year.", "Darmo")
    b.coding("W2", "manusia/latih", "Nobody ever asked me to come to a training.", "Sari", stance="-", magnitude="1")
    b.coding("W3", "manusia/latih", "We train every craftsman in the district yearly.", "Kepala", stance="+")
    b.coding("W3", "manusia/ide", "Ideas", "Kepala", role="interviewer")
    b.coding("W3", "manusia/ide", "A foreign paragraph", "Kepala", quarantined=True)
    b.coding("W3", "lama", "An old matter", "Kepala")
    b.coding("O1", "usaha/alat", "Two drills stand unused in the corner of the shop.")
    b.coding("A1", "kerja/bersama", "The weavers of the centre", slot="actor")
    b.coding("A1", "kerja/bersama", "share a large order", slot="process")
    b.coding("A1", "kerja/bersama", "sold more cloth", slot="output")
    b.coding("A1", "kerja/bersama", "joint work exists")
    b.coding("A1", "kerja/bank", "papers and a pledge", slot="input")
    b.coding("A1", "sejarah", "Everything stood still then.", at=700)
    b.coding("A1", "sejarah", "In the seventies fifty weavers lived here.", at=740, memo="time: ±1970")
    b.coding("A1", "sejarah", "It was founded by one weaver.", at=800, memo="time: 1946\nas told on the sign")
    b.coding("A1", "sejarah", "Then came the best time.", at=840)
    b.coding("A1", "sejarah", "in March 1955", at=880, slot="time")
    b.coding("A1", "saran/koperasi", "Found a co-operative.", memo="answers: limbah, C9")
    b.coding("A1", "saran/data", "Keep a register.", memo="No finding names this.")
    return b


def with_times(b: Builder) -> Builder:
    """Sales that three people rate at three dates, for the displays that need values through time."""
    b.code("sales", "Sales", scale=("poor", "fair", "good"))
    b.coding("W1", "sales", "Hardly anybody came to buy.", "Darmo", at=900, magnitude="poor", memo="time: 2015")
    b.coding("W2", "sales", "We sold a little more than before.", "Sari", at=900, magnitude="fair", memo="time: 2017")
    b.coding("W3", "sales", "The fair sold out in two days.", "Kepala", at=900, magnitude="good", memo="time: 2019")
    return b


def with_links(b: Builder) -> Builder:
    """Two stages of one line of causes that a craftsman tells of, for the displays that need links."""
    said = (
        b.coding("W1", "manusia/latih", "We learned it there, so we use the new drill.", "Darmo", at=950, stance="+"),
        b.coding("W1", "usaha/alat", "With the drill we sell more.", "Darmo", at=990),
    )
    b.link("manusia/latih", "causes", "usaha/alat", "+", said[:1])
    b.link("usaha/alat", "causes", "sales", "+", said[1:])
    return b


@pytest.fixture
def builder() -> Builder:
    return Builder()


@pytest.fixture
def village() -> Material:
    return build_village(Builder()).material()


@pytest.fixture
def village_builder() -> Builder:
    return build_village(Builder())


@pytest.fixture
def show() -> Callable[[Sheet], str]:
    """A sheet as text: a line a cell, `row | column: value of n {evidence} / empty`."""
    return as_text


def as_text(sheet: Sheet) -> str:
    lines = []
    for row in sheet.rows:
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            place = f"{f'{row.group} > ' if row.group else ''}{row.label} | {column.label}"
            if cell.empty is not None:
                lines.append(f"{place}: [{cell.empty.value}]")
            else:
                of = f" of {cell.of}" if cell.of is not None else ""
                lines.append(f"{place}: {str(cell.value).replace(chr(10), ' // ')}{of} {{{len(cell.evidence)}}}")
    return "\n".join(lines)
