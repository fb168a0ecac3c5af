"""The columns of `frames.CODINGS`: codings joined with their source, turn and informant, column by column.

Codings are not gone through one by one but where something has to be looked up: as records, 200,000 of them took 2.4 s
and 590 MB.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from qda.model.records import TECHNIQUE_OF, Case, Kind
from qda.model.same_people import one_person
from qda.store import cases, codebook, quarantine, sources
from qda.store.sources import StoredSource
from qda.store.speaking import PLACE_BITS, SpokenPlaces, rank_of
from qda.store.study import Study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Objects = NDArray[np.object_]
    Numbers = NDArray[np.int64]

_STORED = (
    "id", "source", "start", "stop", "quote", "code", "coder", "round", "at", "origin", "rule", "version", "stance",
    "basis", "prompted", "magnitude", "slot", "informant", "memo",
)  # fmt: skip
_NUMBERS = ("source", "start", "stop")
_OFTEN_THE_SAME = ("coder", "round", "at", "origin", "stance", "basis", "magnitude", "slot")
_CHUNK = 256  # rows of so few are still in the processor's cache when they are turned into columns: three times faster


def coding_columns(study: Study) -> dict[str, Any]:
    """Active codings on active codes, by name of source and place: an array for each column of `frames.CODINGS`."""
    import numpy as np

    listed = sources.listed(study)
    rank = {source.id: number for number, source in enumerate(listed)}
    paths = {code.id: code.path for code in codebook.listed(study)}
    people = {case.id: case for case in cases.listed(study)}
    names = {key: case.name for key, case in people.items()}
    techniques = {key: _technique(case.attribute("technique")) for key, case in people.items()}
    rules = {key: rule.pattern for key, (_code, rule, _active) in codebook.rules(study).items()}
    tables: dict[str, Mapping[Any, Any]] = {
        "source": rank,
        "code": paths,
        "rule": rules,
        "prompted": {0: False, 1: True},
    }
    stored = _stored(study, tables)
    source, start, end = (np.array(stored.pop(name), dtype=np.int64) for name in _NUMBERS)
    rows = np.lexsort((end, start, source))
    rows = rows[~_missing(_objects(stored["code"])[rows])]
    source, start, end = source[rows], start[rows], end[rows]
    nothing = _objects([None] * len(rows))  # one for all columns that hold nothing, as most do
    column = {name: _column(stored.pop(name), rows, nothing) for name in tuple(stored)}
    turns = _Turns(study, listed, people)
    turn = turns.of(source, start, end)
    return {
        "id": column["id"],
        "source": _objects(s.name for s in listed)[source],
        "kind": _objects(s.kind.value for s in listed)[source],
        "technique": _first(
            _looked_up(techniques, column["informant"]), _objects(s.technique.value for s in listed)[source]
        ),
        "synthetic": np.array([s.synthetic for s in listed], dtype=bool)[source],
        "date": _column([s.date for s in listed], source, nothing),
        "period": _column([s.period for s in listed], source, nothing),
        "start": start,
        "end": end,
        "line": _lines(study, listed, source, start),
        "quote": column["quote"],
        "code": column["code"],
        "coder": column["coder"],
        "round": column["round"],
        "at": column["at"],
        "origin": column["origin"],
        "rule": column["rule"],
        "version": column["version"],
        "stance": column["stance"],
        "basis": column["basis"],
        "prompted": column["prompted"],
        "magnitude": column["magnitude"],
        "slot": column["slot"],
        "memo": column["memo"],
        "speaker": turns.label[turn],
        "role": turns.role[turn],
        "informant": _first(_looked_up(names, column["informant"]), turns.case[turn]),
        "question": _column(turns.question.tolist(), turn, nothing),
        "turn": turns.number[turn],
        "quarantined": _kept_out(study, rank, source, start, end),
    }


def _stored(study: Study, tables: Mapping[str, Mapping[Any, Any]]) -> dict[str, Any]:
    """The stored columns, oldest coding first; those that hold nothing are empty, as most do.

    Those that `tables` has are looked up, what is not there being None; of the others a value that comes back often
    is kept once.
    """
    found: dict[str, Any] = {name: array("q") if name in _NUMBERS else [] for name in _STORED}
    once: dict[Any, Any] = {}
    read = 0
    rows = study.stream(f"SELECT {', '.join(_STORED)} FROM coding WHERE status = 'active' ORDER BY id")
    while chunk := list(islice(rows, _CHUNK)):
        for name, values in zip(_STORED, zip(*chunk, strict=True), strict=True):
            column = found[name]
            if values.count(None) == len(values):
                if column:
                    column.extend(values)
                continue
            if not column and read:
                column.extend([None] * read)
            if name in tables:
                column.extend(map(tables[name].get, values))
            else:
                column.extend(map(once.setdefault, values, values) if name in _OFTEN_THE_SAME else values)
        read += len(chunk)
    return found


class _Turns:
    """Who speaks where: the turns of all sources as columns, and one more row for places outside every turn."""

    def __init__(self, study: Study, listed: Sequence[StoredSource], people: Mapping[Any, Case]) -> None:
        import numpy as np

        rank = {source.id: number for number, source in enumerate(listed)}
        names = {key: case.name for key, case in people.items()}
        same = one_person({case.name: case.same_as for case in people.values()})
        stored = study.stream(
            "SELECT t.source, t.start, t.stop, p.label, p.role, p.case_id, t.question FROM turn t "
            "LEFT JOIN speaker p ON p.id = t.speaker"
        )
        once: dict[Any, Any] = {}  # few people speak in many turns
        turns = ((rank[row[0]], *row[1:3], *(once.setdefault(value, value) for value in row[3:])) for row in stored)
        rows = sorted(turns, key=lambda row: row[:2])
        source, start, end = (np.array([row[n] for row in rows], dtype=np.int64) for n in range(3))
        self._places = SpokenPlaces(
            start=_places(source, start),
            end=_places(source, end),
            rank=[rank_of(row[4]) for row in rows],
            who=[same.get(names.get(row[5], ""), row[3]) for row in rows],
            text=lru_cache(maxsize=1)(lambda number: sources.text(study, listed[number])),  # asked source by source
        )
        self.label = _objects([*(row[3] for row in rows), None])
        self.role = _objects([*(row[4] for row in rows), None])
        self.case = _objects([*(names.get(row[5]) for row in rows), None])
        self.question = _objects([*(row[6] for row in rows), None])
        first = np.searchsorted(source, source)
        self.number = _objects([*(np.arange(len(rows)) - first).tolist(), None])

    def of(self, source: Numbers, start: Numbers, end: Numbers) -> Numbers:
        """The row of the turn whose words a place is; else the row for none."""
        return self._places.of(_places(source, start), _places(source, end))


def _places(source: Numbers, position: Numbers) -> Numbers:
    """Source and position as one number, in their order."""
    return (source << PLACE_BITS) | position


def _lines(study: Study, listed: list[StoredSource], source: Numbers, start: Numbers) -> Numbers:
    """Line of each place, 1-based; both arrays are in the order of sources and places."""
    import numpy as np

    lines = np.zeros(len(source), dtype=np.int64)
    edges = np.searchsorted(source, np.arange(len(listed) + 1))
    for number, one in enumerate(listed):
        mine = slice(edges[number], edges[number + 1])
        if edges[number] < edges[number + 1]:
            lines[mine] = np.searchsorted(_line_starts(sources.text(study, one)), start[mine], "right")
    return lines


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    if at < 0 and "\r" in text:
        return [0, *(i + 1 for i, c in enumerate(text) if c == "\r")]
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _kept_out(
    study: Study, rank: Mapping[Any, int], source: Numbers, start: Numbers, end: Numbers
) -> NDArray[np.bool_]:
    """Which places overlap a quarantined span."""
    import numpy as np

    apart = np.zeros(len(source), dtype=bool)
    for kept in quarantine.listed(study):
        apart |= (source == rank[kept.source]) & (start < kept.span.end) & (kept.span.start < end)
    return apart


def _technique(attribute: str | None) -> str | None:
    """What an informant's attribute `technique` means; None where it is no kind of source."""
    return TECHNIQUE_OF[Kind(attribute)].value if attribute in set(Kind) else None


def _looked_up(table: Mapping[Any, Any], keys: Objects) -> Objects:
    return _objects(map(table.get, keys.tolist()))


def _first(one: Objects, other: Objects) -> Objects:
    """Values of the one, those of the other where it has none."""
    import numpy as np

    return np.where(_missing(one), other, one)


def _column(values: list[Any], rows: Numbers, nothing: Objects) -> Objects:
    return nothing if all(value is None for value in values) else _objects(values)[rows]


def _missing(values: Objects) -> NDArray[np.bool_]:
    import numpy as np

    return np.fromiter((value is None for value in values.tolist()), bool, len(values))


def _objects(values: Iterable[Any]) -> Objects:
    import numpy as np

    listed = values if isinstance(values, list) else list(values)
    made = np.empty(len(listed), dtype=object)
    made[:] = listed
    return made
