"""Small studies as frames, without a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from qda.model import frames
from qda.model.frames import FrameSpec, Material

_DEFAULTS: dict[str, Any] = {
    "id": b"",
    "source_id": b"",
    "kind": "interview",
    "technique": "W",
    "derived_from": (),
    "synthetic": True,
    "characters": 0,
    "words": 0,
    "aliases": (),
    "depends_on": (),
    "unspecified": False,
    "role": None,
    "line": 1,
    "quote": "",
    "coder": "ani",
    "round": "1",
    "at": "2024-01-01T00:00:00Z",
    "origin": "hand",
    "quarantined": False,
    "label": "",
    "brief": "",
    "definition": "",
    "method": "",
    "slots": (),
    "position": 0,
    "version": 1,
    "status": "active",
    "rules": 0,
    "scale": (),
    "start": 0,
    "end": 1,
    "text": "",
    "codes": (),
}


def frame(spec: FrameSpec, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Rows as that frame, missing columns filled."""
    extra = list(dict.fromkeys(name for row in rows for name in row if name not in spec.names))
    names = [*spec.names, *extra]
    return pd.DataFrame(
        [[row.get(name, _DEFAULTS.get(name)) for name in names] for row in rows], columns=names, dtype=object
    )


def material(
    *,
    sources: Sequence[dict[str, Any]] = (),
    turns: Sequence[dict[str, Any]] = (),
    cases: Sequence[dict[str, Any]] = (),
    codings: Sequence[dict[str, Any]] = (),
    questions: Sequence[dict[str, Any]] = (),
    codes: Sequence[dict[str, Any]] = (),
) -> Material:
    """A study; the codings get ids and, where a turn covers them, its speaker."""
    joined = []
    for n, coding in enumerate(codings):
        kind = next((s for s in sources if s["name"] == coding["source"]), {})
        own = [t for t in turns if t["source"] == coding["source"]]
        turn = next(((i, t) for i, t in enumerate(own) if t.get("start", 0) <= coding.get("start", 0) < t["end"]), None)
        said = (
            {}
            if turn is None
            else {
                "turn": turn[0],
                "speaker": turn[1].get("speaker"),
                "role": turn[1].get("role"),
                "informant": turn[1].get("case"),
                "question": turn[1].get("question"),
            }
        )
        place = {key: kind[key] for key in ("kind", "technique", "date", "period") if key in kind}
        joined.append({"id": n.to_bytes(16, "big"), **place, **said, **coding})
    return Material(
        study="s",
        language="en",
        sources=frame(frames.SOURCES, sources),
        turns=frame(frames.TURNS, turns),
        cases=frame(frames.CASES, cases),
        codes=frame(frames.CODES, codes),
        codings=frame(frames.CODINGS, joined),
        questions=frame(frames.QUESTIONS, questions),
    )
