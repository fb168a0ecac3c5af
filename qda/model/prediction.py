"""A prediction: what the researcher expects, what works for and against it, and since when it stands so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from qda.model.records import Finding

EXPECTATION = "expectation"
PREDICTED = ("statement", "kind", "scope", "evidence", "assert", "factors")  # other parts of an entry predict nothing
IMPORTED, SINCE = "imported", "predicted_at"
SIGNS = ("+", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What works for a prediction (+) or against it (-): a code, with the reason; "" for none."""

    code: str
    sign: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A stored entry as far as it predicts something.

    Attributes:
        codes: Whose passages will say what came of it.
        denies: Whether it predicts that what these codes say will not come.
        stored: When what it predicts came into the study as it stands, UTC; "" if not known.
        by: Who brought it in.
        written: ISO date on which its writer says it was written; "" if not said.
        agreement: Member-check status as the file says it: belum, sebagian, ya, ditolak.
    """

    key: str
    statement: str
    kind: str
    codes: tuple[str, ...]
    denies: bool
    factors: tuple[Factor, ...]
    stored: str
    by: str
    written: str
    agreement: str


def prediction_of(finding: Finding) -> Prediction:
    """What a stored finding predicts; its entry was checked when it came in."""
    entry = json.loads(finding.body)
    imported, evidence = entry.get(IMPORTED) or {}, entry.get("evidence") or {}
    codes, given = evidence.get("codes") or (), entry.get("factors") or ()
    return Prediction(
        key=finding.key,
        statement=finding.statement,
        kind=str(entry.get("kind") or ""),
        codes=(codes,) if isinstance(codes, str) else tuple(map(str, codes)),
        denies=evidence.get("stance") == "-",
        factors=tuple(map(_factor, [given] if isinstance(given, Mapping) else given)),
        stored=str(imported.get(SINCE) or imported.get("at") or ""),
        by=str(imported.get("by") or ""),
        written=str(entry.get("written") or ""),
        agreement=str(entry.get("agreement") or ""),
    )


def _factor(given: Mapping[str, object]) -> Factor:
    return Factor(code=str(given["code"]), sign=str(given["sign"]), why=str(given.get("why") or ""))


def predicts_same(entry: Mapping[str, object], before: Mapping[str, object]) -> bool:
    """Whether two versions of an entry predict the same, whatever was decided, answered or waived since."""
    return all(entry.get(part) == before.get(part) for part in PREDICTED)
