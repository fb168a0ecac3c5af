"""What a study holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qda.store import journal
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of everything in a study.

    Attributes:
        codings: Active ones; those refused or without a place are not counted.
        synthetic: Sources that were made up.
        unplaced: Codings that a changed transcript has no place for.
        changed: Time of the last change.
    """

    study: str
    path: str
    language: str
    sources: int
    cases: int
    turns: int
    codes: int
    codings: int
    memos: int
    findings: int
    synthetic: int
    unplaced: int
    hash: str
    changed: str

    def as_json(self) -> dict[str, Any]:
        """The keys that scripts rely on, and some more."""
        names = (
            "study",
            "language",
            "sources",
            "cases",
            "turns",
            "codes",
            "codings",
            "memos",
            "findings",
            "hash",
            "synthetic",
            "unplaced",
            "changed",
            "path",
        )
        return {name: getattr(self, name) for name in names}


def summary(study: Study) -> Summary:
    """Count everything."""

    def count(sql: str) -> int:
        return int(study.one(f"SELECT count(*) FROM {sql}"))

    return Summary(
        study=study.title,
        path=str(study.path),
        language=study.language,
        sources=count("source"),
        cases=count("case_"),
        turns=count("turn"),
        codes=count("code WHERE status = 'active'"),
        codings=count("coding WHERE status = 'active'"),
        memos=count("memo"),
        findings=count("finding"),
        synthetic=count("source WHERE synthetic = 1"),
        unplaced=count("coding WHERE status = 'unplaced'"),
        hash=journal.study_hash(study),
        changed=journal.last_change(study),
    )


def codings(study: Study) -> int:
    """How many active codings there are."""
    return int(study.one("SELECT count(*) FROM coding WHERE status = 'active'"))


def informants_without_case(study: Study) -> list[str]:
    """`source · label` of every informant who is joined to no case, in order."""
    rows = study.rows(
        "SELECT s.name || ' · ' || p.label FROM speaker p JOIN source s ON s.id = p.source "
        "WHERE p.role = 'informant' AND p.case_id IS NULL ORDER BY 1"
    )
    return [name for (name,) in rows]


def uncoded_sources(study: Study) -> list[str]:
    """Names of the sources that no active coding is in."""
    rows = study.rows(
        "SELECT name FROM source WHERE id NOT IN (SELECT source FROM coding WHERE status = 'active') ORDER BY name"
    )
    return [name for (name,) in rows]


def hand_coders(study: Study) -> list[str]:
    """Who coded by hand, by name."""
    rows = study.rows("SELECT DISTINCT coder FROM coding WHERE origin = 'hand' AND status = 'active' ORDER BY coder")
    return [str(name) for (name,) in rows]
