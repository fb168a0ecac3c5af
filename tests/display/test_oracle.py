"""Crossed matrices of made-up studies, bent at random, against a count made passage by passage without the program."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from qda import registry
from qda.display.build import arrange_any
from qda.display.settings import made
from qda.model.errors import FormulaError
from qda.model.plot import Plot
from qda.model.plot_marks import Heat
from qda.model.sheet import Cell, Sheet
from qda.model.wording import use_language
from tests.display.counted_anew import Recount, Row, Where, spans
from tests.display.random_studies import PATHS, Study, random_study

AXES = ("code", "role", "case", "group", "site", "source", "technique", "period", "stance", "slot", "age")
CELLS = ("informants", "passages", "presence", "share", "codes", "stance", "magnitude", "quotes")
SHADED = ("informants", "passages", "share")
KINDS = (
    *("case-by-code", "checklist", "role-ordered", "heat-map"),
    *("partially-ordered-meta-matrix", "conceptually-clustered"),
)
FACTS = (
    ("role", "weaver", "seller", "office"),
    ("group", "own", "state"),
    ("site", "East", "West", "South"),
    ("technique", "W", "O", "F", "D", "A"),
    ("kind", "interview", "focus-group"),
    ("period", "2015", "2016"),
    ("source", "W1", "W2", "W3"),
    ("case", "P1", "P2", "O1"),
    ("informant", "P1", "P2"),
    ("speaker", "p1", "stranger"),
    ("stance", "+", "-", "0"),
    ("coder", "ana", "budi"),
    ("round", "1", "2"),
    ("slot", "actor", "input"),
    ("basis", "direct", "hearsay"),
)
NOBODY = "researcher only"


@pytest.mark.parametrize("number", range(60))
def test_every_cell_is_what_is_counted_by_hand(number: int) -> None:
    """Passages, people, of how many asked, values: each cell of six matrices of one study."""
    r, study = Random(number), random_study(number)
    for _ in range(6):
        kind, options, where = bent(r, study)
        try:
            head, body = grid(study, kind, options)
        except FormulaError:  # a value that nothing in this study has
            assert where is not None
            continue
        count = Recount(study.rows, study.attributes, where)
        assert differences(count, options, head, body) == [], (kind, options)


def bent(r: Random, study: Study) -> tuple[str, dict[str, Any], Where | None]:
    """A display with options, and its filter."""
    kind = r.choice(KINDS)
    rows, cols = r.sample(AXES, 2)
    options: dict[str, Any] = {"rows": rows, "cols": cols, "cell": r.choice(SHADED if kind == "heat-map" else CELLS)}
    where = condition(r) if r.random() < 0.6 else None
    if where is not None:
        options["where"] = where.text
    if r.random() < 0.3:
        active = [code["path"] for code in study.rows["codes"] if code["status"] == "active"]
        options["code"] = tuple(r.sample(active, r.randint(1, 2)))
    if "code" in (rows, cols):
        options["depth"] = r.choice((0, 1, 2))
    if options["cell"] == "quotes":
        options["quotes"] = r.choice((1, 2, 3, 5))
    return kind, options, where


def condition(r: Random, deep: int = 0) -> Where:
    """A condition of up to four parts."""
    joiner = r.random() if deep < 2 else 1.0
    if joiner < 0.4:
        word = "and" if joiner < 0.25 else "or"
        one, other = condition(r, deep + 1), condition(r, deep + 1)
        return Where(text=f"({one.text}) {word} ({other.text})", tree=(word, one.tree, other.tree))
    if joiner < 0.5:
        one = condition(r, deep + 1)
        return Where(text=f"not ({one.text})", tree=("no", one.tree))
    if r.random() < 0.12:
        path = r.choice(PATHS[:-1])
        return Where(text=f"code:{path}", tree=("code", path))
    name, *values = r.choice(FACTS)
    value, sign = r.choice(values), r.choice(("=", "=", "=", "!="))
    return Where(text=f'{name}{sign}"{value}"', tree=("is" if sign == "=" else "not", name, value))


def grid(study: Study, kind: str, options: dict[str, Any]) -> tuple[list[str], dict[str, tuple[Cell, ...]]]:
    """Keys of the columns, and the cells of each row by its key."""
    use_language("en")
    shown = arrange_any(study.material, kind, made(registry.get("displays", kind), options, ""))
    marks = shown.marks if isinstance(shown, Plot) else shown
    assert isinstance(marks, Sheet | Heat)
    keys = [row.key for row in marks.rows]
    assert len(set(keys)) == len(keys)
    assert len({column.key for column in marks.columns}) == len(marks.columns)
    return [column.key for column in marks.columns], {row.key: row.cells for row in marks.rows}


def differences(
    count: Recount, options: dict[str, Any], head: list[str], body: dict[str, tuple[Cell, ...]]
) -> list[tuple[object, ...]]:
    """Cells that are not what was counted, and places that lack."""
    chosen = options.get("code", ())
    codes = count.places(chosen, options.get("depth", 0))
    only = frozenset(code for path in chosen for code in count.under(path)) if chosen else None
    wrong: list[tuple[object, ...]] = []
    for axis, keys in ((options["rows"], list(body)), (options["cols"], head)):
        there = {count.place_of(axis, m) for m in count.marks} if axis != "code" else set(codes)
        wrong += [("lacks", axis, key) for key in there - set(keys)]
    for row, cells in body.items():
        for column, cell in zip(head, cells, strict=True):
            sides = {options["rows"]: row, options["cols"]: column}
            meant = codes[sides.pop("code")] if "code" in sides else only
            marks, people, of = count.cell(sides, meant)
            if cell.empty is not None:
                wanted = why_bare(count, sides, meant)
                right = cell.empty == wanted if wanted else cell.empty not in ("filtered-out", "not-stated")
                wrong += [] if right and not marks else [(row, column, cell.empty, wanted, len(marks))]
                continue
            wanted = value(count, options["cell"], marks, people, of)
            if set(cell.evidence) != {m["id"] for m in marks}:
                wrong.append((row, column, len(cell.evidence), len(marks)))
            elif wanted is not None and cell.value != wanted:
                wrong.append((row, column, cell.value, wanted))
            elif options["cell"] in ("informants", "share", "stance", "quotes") and people and cell.of != of:
                wrong.append((row, column, "of", cell.of, of))
    return wrong


def why_bare(count: Recount, sides: dict[str, str], codes: frozenset[str] | None) -> str:
    """The reason of a bare cell that passages give: left out there, or said there of another slot or stance."""
    if count.left_at(sides, codes):
        return "filtered-out"
    wide = {axis: key for axis, key in sides.items() if axis not in ("slot", "stance")}
    if wide == sides or not (count.cell(wide, codes)[0] or count.left_at(wide, codes)):
        return ""
    return "not-stated" if any(sides[axis] for axis in sides.keys() - wide.keys()) else "not-applicable"


def value(count: Recount, cell: str, marks: list[Row], people: set[str], of: int) -> object:
    """What should stand in a cell; None where it is not said here."""
    match cell:
        case "informants":
            return len(people) or NOBODY
        case "share":
            return round(len(people) / of, 3) if people else NOBODY
        case "passages":
            return len(spans(marks))
        case "presence":
            return "✓"
        case "codes":
            used = {m["code"] for m in marks}
            return "\n".join(code.rsplit("/", 1)[-1].title() for code in PATHS if code in used)
        case "stance":
            return count.stances(marks) or NOBODY
        case "magnitude":
            given = sorted({m["magnitude"] for m in marks} - {None})
            told = [f"{each} ({len(spans([m for m in marks if m['magnitude'] == each]))}×)" for each in given]
            return " · ".join(told) or "✓"
    return None


@pytest.mark.parametrize("number", range(60, 80))
def test_quotations_of_a_cell_are_words_of_its_passages(number: int) -> None:
    """As many as wanted at most, of different people while there are any, for and against where both are said."""
    study = random_study(number)
    text = {bytes(m["id"]): m for m in study.rows["codings"]}
    count = Recount(study.rows, study.attributes)
    for wanted in (1, 2, 4):
        head, body = grid(study, "role-ordered", {"cols": "site", "quotes": wanted})
        for row, cells in body.items():
            for column, cell in zip(head, cells, strict=True):
                if cell.empty is not None:
                    continue
                marks = [text[bytes(each)] for each in cell.evidence]
                lines = [line for line in str(cell.value).split("\n") if "“" in line]
                people = {count.unit_of(m) or m["id"] for m in marks}
                signs = {m["stance"] for m in marks}
                assert len(lines) <= wanted, (row, column)
                assert len(lines) >= min(wanted, len(people)), (row, column)
                assert all(any(" ".join(m["quote"].split()) in line for m in marks) for line in lines)
                if wanted > 1 and {"+", "-"} <= signs:
                    assert {line[:3] for line in lines} >= {"(+)", "(−)"}
