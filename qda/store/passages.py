"""Codings and turns as bare rows, no more of them than a query needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from qda.model.ids import Id
from qda.store.study import Study

_COLUMNS = frozenset(
    {"informant", "coder", "round", "origin", "stance", "basis", "prompted", "magnitude", "slot", "memo"}
)
_AT_ONCE = 500  # SQLite takes so many values in one statement everywhere


def coded(
    study: Study, columns: Sequence[str] = (), *, codes: Collection[Id] | None = None, source: Id | None = None
) -> list[tuple[Any, ...]]:
    """Active codings on active codes as rows (id, source, start, end, code, columns …), oldest first.

    Args:
        study: The study.
        columns: Names of further columns of a coding.
        codes: Only with these; None: with any.
        source: Only in this; None: in any.

    Raises:
        ValueError: no coding has such a column.
    """
    if unknown := set(columns) - _COLUMNS:
        raise ValueError(f"no column of a coding: {unknown}")
    wanted = "" if codes is None else f"AND id IN ({','.join('?' * len(codes))}) "
    where = f"status = 'active' AND code IN (SELECT id FROM code WHERE status = 'active' {wanted})"
    values = sorted(codes or ())
    if source is not None:
        where, values = f"{where} AND source = ?", [*values, source]
    names = ", ".join(("id", "source", "start", "stop", "code", *columns))
    return study.rows(f"SELECT {names} FROM coding WHERE {where} ORDER BY id", *values)


def turns(study: Study) -> list[tuple[Any, ...]]:
    """All turns as rows (source, start, end, label, name of the case, question, role), by source and place."""
    return study.rows(
        "SELECT t.source, t.start, t.stop, p.label, c.name, t.question, p.role FROM turn t LEFT JOIN "
        "speaker p ON p.id = t.speaker LEFT JOIN case_ c ON c.id = p.case_id ORDER BY t.source, t.start"
    )


def described(study: Study, codings: Sequence[Id]) -> Iterator[tuple[Any, ...]]:
    """Some codings as rows (id, start, end, quote, code, stance, coder, origin, memo, case), in no order.

    The code is its path; the case is the one that was named by hand.
    """
    for first in range(0, len(codings), _AT_ONCE):
        some = codings[first : first + _AT_ONCE]
        yield from study.rows(
            "SELECT g.id, g.start, g.stop, g.quote, k.path, g.stance, g.coder, g.origin, g.memo, c.name FROM coding g "
            "JOIN code k ON k.id = g.code LEFT JOIN case_ c ON c.id = g.informant "
            f"WHERE g.id IN ({','.join('?' * len(some))})",
            *some,
        )
