"""Links between codes or cases, each with the codings that say so."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qda.model.ids import Id
from qda.model.records import Link, LinkType, Sign
from qda.store.study import Study

_COLUMNS = "id, from_kind, from_id, to_kind, to_id, type, sign, evidence, memo, who, at"


def add_many(study: Study, links: Iterable[Link]) -> int:
    """Store links; how many."""
    rows = [
        (
            one.id,
            one.from_kind,
            one.from_id,
            one.to_kind,
            one.to_id,
            one.type.value,
            one.sign.value if one.sign else None,
            _packed(one.evidence),
            one.memo,
            one.by,
            one.at,
        )
        for one in links
    ]
    study.write_many(f"INSERT INTO link ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
    return len(rows)


def replace(study: Study, links: Iterable[Link]) -> None:
    """Make the stored links of those ids join what these do, on their evidence and for their reason."""
    study.write_many(
        "UPDATE link SET from_id = ?, to_id = ?, evidence = ?, memo = ? WHERE id = ?",
        [(one.from_id, one.to_id, _packed(one.evidence), one.memo, one.id) for one in links],
    )


def remove(study: Study, ids: Iterable[Id]) -> int:
    """Take links out; how many were given. Undo brings them back."""
    gone = [(one,) for one in ids]
    study.write_many("DELETE FROM link WHERE id = ?", gone)
    return len(gone)


def listed(study: Study) -> list[Link]:
    """All links in the order in which they were drawn. Evidence whose coding is gone or refused is left out."""
    rows = study.rows(f"SELECT {_COLUMNS} FROM link ORDER BY id")
    active = {
        row[0]
        for row in study.rows(
            "SELECT id FROM coding WHERE status = 'active' AND id IN (SELECT unhex(e.value) FROM link, "
            "json_each(link.evidence) e)"
        )
    }
    return [
        Link(
            id=r[0],
            from_kind=r[1],
            from_id=r[2],
            to_kind=r[3],
            to_id=r[4],
            type=LinkType(r[5]),
            sign=Sign(r[6]) if r[6] else None,
            evidence=tuple(one for one in _unpacked(r[7]) if one in active),
            memo=r[8],
            by=r[9],
            at=r[10],
        )
        for r in rows
    ]


def names(study: Study) -> dict[Id, str]:
    """The path or name of everything that a link may join, codes out of use included."""
    rows = study.rows("SELECT id, path FROM code UNION ALL SELECT id, name FROM case_")
    return {Id(one): str(name) for one, name in rows}


def _packed(evidence: tuple[Id, ...]) -> str:
    return json.dumps([one.hex() for one in evidence])


def _unpacked(text: str) -> tuple[Id, ...]:
    return tuple(Id(bytes.fromhex(one)) for one in json.loads(text))
