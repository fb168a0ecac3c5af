"""The study as named frames, read in one transaction and checked once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qda.model import frames
from qda.model.frames import FrameSpec, Material
from qda.model.garbage import uncollected
from qda.store import cases, codebook, links, notes, sources, written
from qda.store.study import Study

if TYPE_CHECKING:
    import pandas as pd


def material(study: Study, language: str = "") -> Material:
    """All frames of a study.

    Args:
        study: The open study.
        language: Of the labels; the study's where it is "".
    """
    chosen = language or study.language
    with uncollected():
        return Material(
            study=study.title,
            language=chosen,
            sources=source_frame(study),
            turns=turn_frame(study),
            cases=case_frame(study),
            codes=code_frame(study, chosen),
            codings=coding_frame(study),
            questions=question_frame(study),
            links=link_frame(study),
            findings=tuple(notes.findings_of(study)),
            written=tuple(written.texts(study)),
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
        study.stream(
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
                c.scale,
            )
            for c in codebook.listed(study, status=None)
        ),
    )


def question_frame(study: Study) -> pd.DataFrame:
    """`frames.QUESTIONS`."""
    return _frame(frames.QUESTIONS, ((q.key, q.text, q.codes) for q in cases.guide(study)))


def link_frame(study: Study) -> pd.DataFrame:
    """`frames.LINKS`, in the order in which they were drawn; evidence whose coding is gone is not named."""
    names = links.names(study)
    return _frame(
        frames.LINKS,
        (
            (
                one.id,
                one.from_kind,
                names[one.from_id],
                one.to_kind,
                names[one.to_id],
                one.type.value,
                one.sign.value if one.sign else None,
                one.evidence,
                one.memo,
                one.by,
                one.at,
            )
            for one in links.listed(study)
        ),
    )


def coding_frame(study: Study) -> pd.DataFrame:
    """`frames.CODINGS`: active codings on active codes, by source and place."""
    import pandas as pd

    from qda.store.coding_columns import coding_columns

    columns = coding_columns(study)
    kinds = {column.name: _dtype(column.kind, column.missing) for column in frames.CODINGS.columns}
    data = {name: pd.Series(values, dtype=kinds[name], copy=False) for name, values in columns.items()}
    return frames.CODINGS.check(pd.DataFrame(data, copy=False))


def _frame(spec: FrameSpec, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    import pandas as pd

    once: dict[Any, Any] = {}
    columns = list(zip(*(_shared(row, once) for row in rows), strict=True)) or [()] * len(spec.columns)
    data = {
        column.name: pd.Series(list(values), dtype=_dtype(column.kind, column.missing))
        for column, values in zip(spec.columns, columns, strict=True)
    }
    return spec.check(pd.DataFrame(data))


def _shared(row: Sequence[Any], once: dict[Any, Any]) -> tuple[Any, ...]:
    """The row with ids and texts that came before in place of its own: names come back for every turn."""
    return tuple([once.setdefault(v, v) if isinstance(v, str | bytes) else v for v in row])


def _dtype(kind: str, missing: bool) -> str:
    if kind == "integer":
        return "Int64" if missing else "int64"
    if kind == "flag":
        return "object" if missing else "bool"
    return "float64" if kind == "number" else "object"
