"""The seal of a view: what it shows in a short text that can be kept, so that a later look tells what has changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from qda.display.written import column_key, row_key
from qda.model.ids import Id
from qda.model.network import Network
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Sheet
from qda.model.wording import _, plural, plural_later, untranslated

MOST_CELLS = 2_000  # of more cells the rows are told apart only
MOST_ROWS = 2_000  # of more rows nothing is told apart
_NAME, _PART = 8, 4  # hexadecimal digits of a row's name, and of one part of it
_NOT_SHOWN = frozenset({"key"})  # a name; what is shown is the label

Places = Mapping[Id, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a view shows, in digests.

    Attributes:
        whole: Digest of all of it, its order among it; two views are equal where these are.
        around: Digest of the analytic text, the notes and what the numbers count.
        columns: Digest of each heading, by the digest of the column's name in every language.
        rows: For each row, by the digest of its name, the digests of its label and of its cells; where the view is too
            large, of the label and of the whole row, or nothing.
        cells: Whether `rows` tells cells apart.
        nodes: Digest of each node of a network, by the digest of its key; empty where it is too large.
        edges: Likewise of each edge.
    """

    whole: str
    around: str = ""
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    rows: Mapping[str, str] = dataclasses.field(default_factory=dict)
    cells: bool = True
    nodes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    edges: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it is kept with the view."""
        return json.dumps(dataclasses.asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> Self:
        """The seal in a text; one that cannot be read equals no other, so that its view counts as changed."""
        try:
            found = json.loads(text)
            return cls(**{field.name: found[field.name] for field in dataclasses.fields(cls)})
        except (ValueError, KeyError, TypeError):
            return cls(whole="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs between two seals of a view, each a number of things; all 0 where only that it differs is known."""

    cells: int = 0
    rows_changed: int = 0
    rows_new: int = 0
    rows_gone: int = 0
    columns_new: int = 0
    columns_gone: int = 0
    headings: int = 0
    nodes_changed: int = 0
    nodes_new: int = 0
    nodes_gone: int = 0
    edges_changed: int = 0
    edges_new: int = 0
    edges_gone: int = 0
    around: int = 0

    @property
    def numbers(self) -> dict[str, int]:
        """Those that are not 0, by name."""
        return {name: n for name, n in dataclasses.asdict(self).items() if n}

    def __str__(self) -> str:
        """In words: `3 cells changed, 1 row new`."""
        parts = [plural(*_WORDS[name], n).format(n=n) for name, n in self.numbers.items()]
        return ", ".join(parts) or _("order or words changed")


_WORDS = {
    "cells": plural_later("{n} cell changed", "{n} cells changed"),
    "rows_changed": plural_later("{n} row changed", "{n} rows changed"),
    "rows_new": plural_later("{n} row new", "{n} rows new"),
    "rows_gone": plural_later("{n} row gone", "{n} rows gone"),
    "columns_new": plural_later("{n} column new", "{n} columns new"),
    "columns_gone": plural_later("{n} column gone", "{n} columns gone"),
    "headings": plural_later("{n} heading changed", "{n} headings changed"),
    "nodes_changed": plural_later("{n} node changed", "{n} nodes changed"),
    "nodes_new": plural_later("{n} node new", "{n} nodes new"),
    "nodes_gone": plural_later("{n} node gone", "{n} nodes gone"),
    "edges_changed": plural_later("{n} edge changed", "{n} edges changed"),
    "edges_new": plural_later("{n} edge new", "{n} edges new"),
    "edges_gone": plural_later("{n} edge gone", "{n} edges gone"),
    "around": plural_later("notes or text below changed", "notes or text below changed"),
}


def seal(made: Any) -> Seal:
    """The seal of what a display or a search shows.

    Held are the names and labels of rows and columns (nodes and edges of a network), each cell's value, denominator
    and reason for being empty, what people wrote there, the evidence behind it, and around the cells the analytic
    text, the notes and what the numbers count. A passage of evidence is its source, line, words, code and stance, not
    its id: a study built again has the same seals, and a correction elsewhere in a line changes none. Left out are
    colours, which follow from the numbers; decision rules and titles, which are the program's; and the sentences on
    what was filtered out, which count what the view does not show.

    Words of the program are held as they are given: `sealed` gives them by no translation.

    Args:
        made: A sheet, a network, or a plot, whose numbers are held.
    """
    places = _places(getattr(made, "quotations", ()))
    if isinstance(made, Network):
        return _of_network(made, places)
    return _of_sheet(made if isinstance(made, Sheet) else made.as_sheet(), places)


def sealed(make: Callable[[], Any]) -> Seal:
    """The seal of what `make` gives, the same in every language and by every translation.

    It is called where the program speaks by no catalogue. Labels of codes are the study's and stay in the language of
    the material that `make` arranges.
    """
    with untranslated():
        return seal(make())


def difference(old: Seal, new: Seal) -> Change | None:
    """What changed from one seal to the other; None where both show the same."""
    if old.whole == new.whole and old.whole:
        return None
    rows, columns = _changes(old.rows, new.rows), _changes(old.columns, new.columns)
    nodes, edges = _changes(old.nodes, new.nodes), _changes(old.edges, new.edges)
    shared = [name for name in new.rows if name in old.rows]
    headings = columns.changed
    cells = changed = 0
    if old.cells and new.cells:
        stay = [(at, list(new.columns).index(name)) for at, name in enumerate(old.columns) if name in new.columns]
        for name in shared:
            before, after = _parts(old.rows[name]), _parts(new.rows[name])
            headings += before[0] != after[0]
            cells += sum(before[1 + a] != after[1 + b] for a, b in stay)
    elif old.cells == new.cells:
        changed = rows.changed
    return Change(
        cells=cells,
        rows_changed=changed,
        rows_new=rows.new,
        rows_gone=rows.gone,
        columns_new=columns.new,
        columns_gone=columns.gone,
        headings=headings,
        nodes_changed=nodes.changed,
        nodes_new=nodes.new,
        nodes_gone=nodes.gone,
        edges_changed=edges.changed,
        edges_new=edges.new,
        edges_gone=edges.gone,
        around=int(old.around != new.around and bool(old.whole)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    changed: int
    new: int
    gone: int


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> _Counts:
    return _Counts(
        changed=sum(old[name] != new[name] for name in old if name in new),
        new=sum(name not in old for name in new),
        gone=sum(name not in new for name in old),
    )


def _parts(text: str) -> list[str]:
    return [text[at : at + _PART] for at in range(0, len(text), _PART)]


def _of_sheet(sheet: Sheet, places: Places) -> Seal:
    columns = _named((column_key(column), (column.group, column.label)) for column in sheet.columns)
    around = _digest((sheet.analysis, sheet.notes, sheet.counts), _NAME)
    small = len(sheet.rows) * len(sheet.columns) <= MOST_CELLS
    whole = hashlib.sha256(repr((around, list(columns.items()))).encode())
    names, rows = Counter[str](), {}
    often = Counter(row_key(row) for row in sheet.rows)
    for row in sheet.rows:
        label = _digest((row.group, row.label), _PART)
        cells = [_cell(cell, places) for cell in row.cells]
        name, shown = row_key(row), repr(cells)  # written once: with its passages it is most of the work
        whole.update(f"({name!r}, {label!r}, {shown})".encode("utf-8", "surrogatepass"))
        if len(sheet.rows) <= MOST_ROWS:
            parts = "".join(_digest(cell, _PART) for cell in cells) if small else _hashed(shown, _NAME)
            words = "" if often[name] == 1 else repr([cell.value for cell in row.cells])  # places of one source
            rows[_unique(name + words, names)] = label + parts
    return Seal(whole=whole.hexdigest()[:32], around=around, columns=columns, rows=rows, cells=small)


def _of_network(network: Network, places: Places) -> Seal:
    nodes = [(node.key, _plain(node, places)) for node in network.nodes]
    edges = [(f"{edge.start} {edge.type}{edge.sign} {edge.end}", _plain(edge, places)) for edge in network.edges]
    around = _digest((network.notes, network.counts), _NAME)
    small = len(nodes) + len(edges) <= MOST_ROWS
    return Seal(
        whole=_digest((around, nodes, edges), 32),
        around=around,
        nodes=_named(nodes) if small else {},
        edges=_named(edges) if small else {},
    )


def _named(things: Iterable[tuple[str, object]]) -> dict[str, str]:
    names = Counter[str]()
    return {_unique(name, names): _digest(content, _PART) for name, content in things}


def _unique(name: str, seen: Counter[str]) -> str:
    """The digest of a name, and of how often it came before."""
    seen[name] += 1
    return _digest((name, seen[name]), _NAME)


def _cell(cell: Cell, places: Places) -> object:
    value, empty, of = (_plain(part, places) for part in (cell.value, cell.empty, cell.of))
    return [value, empty, of, _evidence(cell.evidence, places)]


def _evidence(ids: Sequence[Id], places: Places) -> list[str]:
    return sorted(places.get(one, "?") for one in ids)


def _places(quotations: Iterable[Quotation]) -> Places:
    return {q.coding: repr((q.source, q.line, q.text, q.code, q.stance)) for q in quotations}


def _plain(value: Any, places: Places) -> object:
    """Any part of a description as plain values whose `repr` is the same on every machine, ids replaced by places."""
    if isinstance(value, bool | int | str) or value is None:
        return str(value) if isinstance(value, str) else value
    if isinstance(value, float):
        return format(value, ".12g")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _evidence(getattr(value, field.name), places)
            if field.name == "evidence"
            else _plain(getattr(value, field.name), places)
            for field in dataclasses.fields(value)
            if field.name not in _NOT_SHOWN
        }
    return [_plain(part, places) for part in value]


def _digest(content: object, digits: int) -> str:
    return _hashed(repr(content), digits)


def _hashed(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
