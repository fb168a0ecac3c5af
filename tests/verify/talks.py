"""Interviews written as letters: each word is a turn, each letter a code in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qda.verify.tactic import Ground
from tests.verify.grounds import ground
from tests.verify.studies import material


def talks(
    said: Mapping[str, str],
    *,
    cases: Sequence[dict[str, Any]] = (),
    places: Mapping[str, dict[str, Any]] | None = None,
    guide: Mapping[str, Sequence[str]] | None = None,
    put: Mapping[str, Sequence[str]] | None = None,
    documents: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    codings: Sequence[dict[str, Any]] = (),
    **more: Any,
) -> Ground:
    """A study of interviews, one informant each.

    Args:
        said: By informant, turns as words, each letter the code of a passage of its own: "ab c".
        cases: Rows of the cases table; without them nobody has a group.
        places: Further properties of an informant's source.
        guide: Codes that each question targets.
        put: By informant, the question of each turn, "" for none.
        documents: By name, the codes of a document's lines.
        names: Path of the code that a letter stands for; the letter itself if left out.
        codings: Further codings, as rows.
        more: Of the ground.
    """
    full = names or {}
    turns, rows = [], []
    for name, text in said.items():
        for n, word in enumerate(text.split()):
            question = (put or {}).get(name, ())
            turns.append(
                {
                    "source": name.lower(),
                    "start": 10 * n,
                    "end": 10 * n + 9,
                    "speaker": "N",
                    "role": "informant",
                    "case": name,
                    "question": (question[n] or None) if n < len(question) else None,
                }
            )
            rows += [
                {
                    "source": name.lower(),
                    "start": 10 * n + i,
                    "end": 10 * n + i + 1,
                    "line": n + 1,
                    "code": full.get(letter, letter),
                    "quote": f"{name} kata {letter}",
                }
                for i, letter in enumerate(word)
                if letter != "."
            ]
    for name, text in (documents or {}).items():
        rows += [
            {"source": name, "start": i, "end": i + 1, "line": i + 1, "code": full.get(letter, letter), "quote": letter}
            for i, letter in enumerate(text)
        ]
    return ground(
        material(
            sources=[
                *({"name": name.lower(), **(places or {}).get(name, {})} for name in said),
                *({"name": name, "kind": "document", "technique": "D"} for name in documents or {}),
            ],
            turns=turns,
            cases=cases,
            codings=[*rows, *codings],
            questions=[{"key": key, "codes": tuple(codes)} for key, codes in (guide or {}).items()],
            codes=[
                {"path": path, "position": n, "label": path.rsplit("/", 1)[-1]}
                for n, path in enumerate(
                    sorted(
                        {row["code"] for row in (*rows, *codings)}
                        | {c for codes in (guide or {}).values() for c in codes}
                    )
                )
            ],
        ),
        **more,
    )


def groups(**members: str) -> list[dict[str, Any]]:
    """Cases by group: `groups(dinas="Ani Budi")`."""
    return [{"name": name, "group": group} for group, names in members.items() for name in names.split()]


def cells(sheet: Any, label: str) -> list[Any]:
    """A row's values in a sheet; a denominator follows its count."""
    (row,) = [row for row in sheet.rows if row.label == label]
    return [cell.value if cell.of is None else (cell.value, cell.of) for cell in row.cells]
