"""The study as named frames, read in one transaction and checked once."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qda.model import frames
from qda.model.frames import FrameSpec, Material
from qda.store import cases, codebook, notes, sources
from qda.store.study import Study

if TYPE_CHECKING:
    import pandas as pd

_TECHNIQUES = {"interview": "W", "observation": "O", "document": "D", "focus-group": "F", "survey": "S", "author": "A"}


def material(study: Study, language: str = "") -> Material:
    """All frames of a study.

    Args:
        study: The open study.
        language: Of the labels; the study's where it is "".
    """
    chosen = language or study.language
    return Material(
        study=study.title,
        language=chosen,
        sources=source_frame(study),
        turns=turn_frame(study),
        cases=case_frame(study),
        codes=code_frame(study, chosen),
        codings=coding_frame(study),
        questions=question_frame(study),
        findings=tuple(notes.findings_of(study)),
    )


def source_frame(study: Study) -> pd.DataFrame:
    """`frames.SOURCES`."""
    return _frame(
        frames.SOURCES,
        (
            (
                s.id,
                s.name,
                s.kind.value,
                s.technique.value,
                s.date,
                s.period,
                s.place,
                s.site,
                s.copy_of,
                s.derived_from,
                s.synthetic,
                s.characters,
                s.words,
            )
            for s in sources.listed(study)
        ),
    )


def turn_frame(study: Study) -> pd.DataFrame:
    """`frames.TURNS`."""
    return _frame(
        frames.TURNS,
        study.rows(
            "SELECT t.source, s.name, t.start, t.stop, p.label, p.role, c.name, t.question, t.start_time, t.end_time "
            "FROM turn t JOIN source s ON s.id = t.source LEFT JOIN speaker p ON p.id = t.speaker LEFT JOIN case_ c "
            "ON c.id = p.case_id ORDER BY s.name, t.start"
        ),
    )


def case_frame(study: Study) -> pd.DataFrame:
    """`frames.CASES`, followed by one column for each attribute, in the order of the cases table."""
    everyone = cases.listed(study)
    names = list(dict.fromkeys(name for case in everyone for name, _value in case.attributes))
    frame = _frame(frames.CASES, ((c.id, c.name, c.aliases, c.same_as, c.depends_on, c.unspecified) for c in everyone))
    for name in names:
        if name not in frame:
            frame[name] = [case.attribute(name) for case in everyone]
    return frames.CASES.check(frame)


def code_frame(study: Study, language: str) -> pd.DataFrame:
    """`frames.CODES`, retired codes included."""
    return _frame(
        frames.CODES,
        (
            (
                c.id,
                c.path,
                c.parent,
                c.label_in(language),
                c.brief,
                c.definition,
                c.method,
                c.slots,
                c.position,
                c.version,
                c.status,
                len(c.rules),
            )
            for c in codebook.listed(study, status=None)
        ),
    )


def question_frame(study: Study) -> pd.DataFrame:
    """`frames.QUESTIONS`."""
    return _frame(frames.QUESTIONS, ((q.key, q.text, q.codes) for q in cases.guide(study)))


def coding_frame(study: Study) -> pd.DataFrame:
    """`frames.CODINGS`: active codings on active codes, by source and place."""
    rules = {key: rule.pattern for key, (_code, rule, _active) in codebook.rules(study).items()}
    paths = {code.id: code.path for code in codebook.listed(study)}
    people = {case.id: case for case in cases.listed(study)}
    names = {key: case.name for key, case in people.items()}
    technique = {key: _TECHNIQUES.get(case.attribute("technique") or "", "") for key, case in people.items()}
    kept_out = _spans(study)
    records: list[tuple[Any, ...]] = []
    by_source = _codings_by_source(study)
    for source, text in sources.texts(study):
        mine = by_source.get(source.id)
        if not mine:
            continue
        lines = _line_starts(text)
        speech = _Speech(study, source.id, names)
        apart = kept_out.get(source.id, ())
        head = (source.name, source.kind.value)
        tail = (source.synthetic, source.date, source.period)
        for r in mine:
            if r[4] not in paths:
                continue
            named = r[16]
            said = speech.at(r[1], r[2])
            records.append(
                (
                    r[0],
                    *head,
                    (technique[named] if named else "") or source.technique.value,
                    *tail,
                    r[1],
                    r[2],
                    bisect.bisect_right(lines, r[1]),
                    r[3],
                    paths[r[4]],
                    r[5],
                    r[6],
                    r[7],
                    r[8],
                    rules.get(r[9]),
                    r[10],
                    r[11],
                    r[12],
                    None if r[13] is None else bool(r[13]),
                    r[14],
                    r[15],
                    r[17],
                    said[0],
                    said[1],
                    names[named] if named else said[2],
                    said[3],
                    said[4],
                    any(a < r[2] and r[1] < b for a, b in apart),
                )
            )
    return _frame(frames.CODINGS, records)


class _Speech:
    """Who speaks where in one source."""

    def __init__(self, study: Study, source: bytes, names: dict[Any, str]) -> None:
        rows = study.rows(
            "SELECT t.start, t.stop, p.label, p.role, p.case_id, t.question FROM turn t LEFT JOIN speaker p "
            "ON p.id = t.speaker WHERE t.source = ? ORDER BY t.start",
            source,
        )
        self._starts = [row[0] for row in rows]
        self._ends = [row[1] for row in rows]
        self._said = [(row[2], row[3], names.get(row[4]), row[5], n) for n, row in enumerate(rows)]

    def at(self, start: int, end: int) -> tuple[Any, ...]:
        """Label, role, case, question and number of the turn that the span begins in, or that begins within it."""
        n = bisect.bisect_right(self._starts, start) - 1
        if n >= 0 and start < self._ends[n]:
            return self._said[n]
        if n + 1 < len(self._starts) and self._starts[n + 1] < end:
            return self._said[n + 1]
        return (None, None, None, None, None)


def _codings_by_source(study: Study) -> dict[bytes, list[tuple[Any, ...]]]:
    found: dict[bytes, list[tuple[Any, ...]]] = {}
    for source, *row in study.rows(
        "SELECT source, id, start, stop, quote, code, coder, round, at, origin, rule, version, stance, basis, "
        "prompted, magnitude, slot, informant, memo FROM coding WHERE status = 'active' "
        "ORDER BY source, start, stop, id"
    ):
        found.setdefault(source, []).append(tuple(row))
    return found


def _spans(study: Study) -> dict[bytes, list[tuple[int, int]]]:
    found: dict[bytes, list[tuple[int, int]]] = {}
    for kept in sources.quarantined(study):
        found.setdefault(kept.source, []).append((kept.span.start, kept.span.end))
    return found


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    if at < 0 and "\r" in text:
        return [0, *(i + 1 for i, c in enumerate(text) if c == "\r")]
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _frame(spec: FrameSpec, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    import pandas as pd

    columns = list(zip(*rows, strict=True)) or [()] * len(spec.columns)
    data = {
        column.name: pd.Series(list(values), dtype=_dtype(column.kind, column.missing))
        for column, values in zip(spec.columns, columns, strict=True)
    }
    return spec.check(pd.DataFrame(data))


def _dtype(kind: str, missing: bool) -> str:
    if kind == "integer":
        return "Int64" if missing else "int64"
    if kind == "flag":
        return "object" if missing else "bool"
    return "float64" if kind == "number" else "object"
