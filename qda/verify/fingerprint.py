"""A fingerprint of a finding's evidence, so that a change since the last verification is seen. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from qda.model.evidence import Evidence, Triangulation
from qda.model.ids import Id
from qda.verify.outcome import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The evidence in short.

    Attributes:
        digest: SHA-256 over codings, stances and quotes.
        codings: How many codings the evidence has.
    """

    digest: str
    codings: int
    verdict: str


def fingerprint(evidence: Evidence, quotes: Mapping[Id, str], result: Triangulation) -> Fingerprint:
    """The fingerprint of the evidence as it is; its order does not matter.

    Args:
        evidence: Of one finding.
        quotes: Words by coding.
        result: For the verdict.
    """
    lines = sorted(
        f"{unit.coding.hex()} {unit.stance} {hashlib.sha256(quotes.get(unit.coding, '').encode()).hexdigest()}"
        for unit in evidence.units
        if unit.coding is not None
    )
    return Fingerprint(
        digest=hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        codings=len({unit.coding for unit in evidence.units}),
        verdict=result.verdict.value,
    )


def to_text(found: Fingerprint) -> str:
    """As it is kept in the study."""
    return json.dumps({"digest": found.digest, "codings": found.codings, "verdict": found.verdict}, sort_keys=True)


def change(kept: str | None, now: Fingerprint) -> Change | None:
    """How the evidence differs from what was kept; None where it does not, or nothing was kept."""
    if kept is None:
        return None
    before = json.loads(kept)
    if before["digest"] == now.digest:
        return None
    return Change(before=int(before["codings"]), now=now.codings, verdict_before=str(before["verdict"]))
