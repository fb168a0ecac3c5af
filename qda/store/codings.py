"""Codings: the heart of a study, in bulk and one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qda.model.errors import NotFoundError
from qda.model.ids import Id, new_ids
from qda.model.records import Basis, Coding, Origin, Stance
from qda.model.wording import _
from qda.store.study import Study

_FIELDS = (
    "id, source, start, stop, quote, code, coder, at, round, origin, rule, version, stance, basis, prompted, "
    "magnitude, slot, informant, memo, status"
)
_INSERT = f"INSERT INTO coding ({_FIELDS}) VALUES ({','.join('?' * 20)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHits:
    """Places that rules found, as columns of equal length: one row a coding to be made."""

    source: Sequence[Id]
    start: Sequence[int]
    end: Sequence[int]
    quote: Sequence[str]
    code: Sequence[Id]
    rule: Sequence[Id]
    version: Sequence[int]

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCoding:
    """What reconciling a run of rules needs to know of a coding made by one."""

    id: Id
    source: Id
    start: int
    end: int
    code: Id
    rule: Id
    version: int
    status: str


def add_many(study: Study, codings: Iterable[Coding]) -> int:
    """Store codings; how many."""
    rows = [_row(coding) for coding in codings]
    study.write_many(_INSERT, rows)
    return len(rows)


def add_rule_hits(study: Study, hits: RuleHits, *, coder: str) -> int:
    """Store what rules found, in columns because there may be hundreds of thousands; how many."""
    at, ids = study.now(), new_ids()
    origin, status = Origin.RULE.value, "active"
    study.write_many(
        _INSERT,
        (
            (
                next(ids),
                source,
                start,
                end,
                quote,
                code,
                coder,
                at,
                "1",
                origin,
                rule,
                version,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                status,
            )
            for source, start, end, quote, code, rule, version in zip(
                hits.source, hits.start, hits.end, hits.quote, hits.code, hits.rule, hits.version, strict=True
            )
        ),
    )
    return len(hits)


def replace(study: Study, coding: Coding) -> None:
    """Make the stored coding of that id like this one."""
    sets = ", ".join(f"{name} = ?" for name in _FIELDS.split(", ")[1:])
    study.write(f"UPDATE coding SET {sets} WHERE id = ?", *_row(coding)[1:], coding.id)


def remove(study: Study, ids: Iterable[Id]) -> int:
    """Take codings out; how many were given. Undo brings them back."""
    wanted = [(one,) for one in ids]
    study.write_many("DELETE FROM coding WHERE id = ?", wanted)
    return len(wanted)


def reject(study: Study, ids: Iterable[Id]) -> None:
    """Refuse codings that a rule made, so that it does not make them again."""
    study.write_many("UPDATE coding SET status = 'rejected' WHERE id = ?", [(one,) for one in ids])


def get(study: Study, coding: Id) -> Coding:
    """The coding of that id.

    Raises:
        NotFoundError: there is none.
    """
    rows = study.rows(f"SELECT {_FIELDS} FROM coding WHERE id = ?", coding)
    if not rows:
        raise NotFoundError(_("There is no such coding."))
    return _coding(rows[0])


def listed(
    study: Study,
    *,
    source: Id | None = None,
    code: Id | None = None,
    coder: str | None = None,
    status: str | None = "active",
) -> list[Coding]:
    """Codings by source and place; filters that are None do not filter."""
    wanted = {"source": source, "code": code, "coder": coder, "status": status}
    given = {name: value for name, value in wanted.items() if value is not None}
    where = "WHERE " + " AND ".join(f"{name} = ?" for name in given) if given else ""
    return [
        _coding(row)
        for row in study.rows(f"SELECT {_FIELDS} FROM coding {where} ORDER BY source, start, stop, id", *given.values())
    ]


def made_by_rules(study: Study) -> list[RuleCoding]:
    """Every coding a rule made, rejected ones included, in the order they were made."""
    return [
        RuleCoding(id=r[0], source=r[1], start=r[2], end=r[3], code=r[4], rule=r[5], version=r[6], status=r[7])
        for r in rows_made_by_rules(study)
    ]


def rows_made_by_rules(study: Study) -> list[tuple[Any, ...]]:
    """The same as bare rows (id, source, start, end, code, rule, version, status), for hundreds of thousands."""
    return study.rows(
        "SELECT id, source, start, stop, code, rule, version, status FROM coding WHERE origin = 'rule' ORDER BY id"
    )


def worked_on(study: Study) -> set[Id]:
    """Codings made by rules that somebody has added to since: a value, a note, a memo."""
    rows = study.rows(
        "SELECT id FROM coding WHERE origin = 'rule' AND coalesce(stance, basis, prompted, magnitude, slot, informant, "
        "memo) IS NOT NULL UNION SELECT about FROM memo WHERE about_kind = 'coding'"
    )
    return {row[0] for row in rows}


def places_by_hand(study: Study) -> list[tuple[Id, Id, int, int]]:
    """Source, code, start and end of every active coding that no rule made."""
    return [
        (r[0], r[1], r[2], r[3])
        for r in study.rows("SELECT source, code, start, stop FROM coding WHERE origin <> 'rule' AND status = 'active'")
    ]


def repoint(study: Study, rows: Iterable[tuple[Id, Id, int]]) -> None:
    """Say of codings made by rules which rule makes them now, and under which version: id, rule, version."""
    study.write_many(
        "UPDATE coding SET rule = ?, version = ? WHERE id = ?", [(rule, version, one) for one, rule, version in rows]
    )


def recode(study: Study, old: Id, new: Id) -> int:
    """Give all codings of one code to another; how many."""
    count = int(study.one("SELECT count(*) FROM coding WHERE code = ?", old))
    study.write("UPDATE coding SET code = ? WHERE code = ?", new, old)
    return count


def count_by_code(study: Study) -> dict[Id, int]:
    """Number of active codings of each code that has any."""
    return dict(study.rows("SELECT code, count(*) FROM coding WHERE status = 'active' GROUP BY code"))


def rejected_by_code(study: Study) -> dict[Id, int]:
    """How many codings of rules a human refused, for each code that has any."""
    return dict(study.rows("SELECT code, count(*) FROM coding WHERE status = 'rejected' GROUP BY code ORDER BY code"))


def unplaced(study: Study) -> list[Coding]:
    """Codings that a changed transcript has no place for; kept with their old quote and place."""
    return listed(study, status="unplaced")


def with_place(coding: Coding, start: int, end: int, quote: str) -> Coding:
    """The same coding at another place, active again."""
    return dataclasses.replace(coding, start=start, end=end, quote=quote, status="active")


def _row(c: Coding) -> tuple[Any, ...]:
    prompted = None if c.prompted is None else int(c.prompted)
    return (
        c.id,
        c.source,
        c.start,
        c.end,
        c.quote,
        c.code,
        c.coder,
        c.at,
        c.round,
        c.origin.value,
        c.rule,
        c.version,
        c.stance.value if c.stance else None,
        c.basis.value if c.basis else None,
        prompted,
        c.magnitude,
        c.slot,
        c.informant,
        c.memo,
        c.status,
    )


def _coding(r: tuple[Any, ...]) -> Coding:
    return Coding(
        id=r[0],
        source=r[1],
        start=r[2],
        end=r[3],
        quote=r[4],
        code=r[5],
        coder=r[6],
        at=r[7],
        round=r[8],
        origin=Origin(r[9]),
        rule=r[10],
        version=r[11],
        stance=Stance(r[12]) if r[12] else None,
        basis=Basis(r[13]) if r[13] else None,
        prompted=None if r[14] is None else bool(r[14]),
        magnitude=r[15],
        slot=r[16],
        informant=r[17],
        memo=r[18],
        status=r[19],
    )
