"""Where codes meet on the same words, counted, with the codings behind each meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qda.display.axes import Axis
from qda.display.grid import Ground
from qda.model.ids import Id

if TYPE_CHECKING:
    from qda.stats.cooccurrence import Cooccurrence


def overlaps_of(ground: Ground, axis: Axis, used: list[int]) -> tuple[Cooccurrence, dict[int, tuple[Id, ...]]]:
    """The counts, and the ids behind each pair (a · n + b, a < b) and each code (a · n + a)."""
    import numpy as np

    from qda.stats.cooccurrence import cooccurrence

    e, n = ground.entries, len(used)
    at = np.array([i for k in used for i in axis.entry[k]], dtype=np.int64)
    code = np.repeat(np.arange(n), [len(axis.entry[k]) for k in used]).astype(np.int64)
    at, code = at[(order := np.argsort(at, kind="stable"))], code[order]
    counts = cooccurrence(
        _numbers(e.source)[at],
        np.array(e.start, dtype=np.int64)[at],
        np.array(e.end, dtype=np.int64)[at],
        code,
        _numbers(e.unit)[at],
        codes=n,
    )
    ids = np.empty(len(e), dtype=object)
    ids[:] = e.ids
    keys, edges = np.unique(counts.pair, return_index=True)
    behind = ids[at[counts.member]].tolist()
    ends = [*edges.tolist(), len(behind)][1:]
    found = {key: tuple(behind[low:high]) for key, low, high in zip(keys.tolist(), edges.tolist(), ends, strict=True)}
    for a, k in enumerate(used):
        found[a * n + a] = tuple(e.ids[i] for i in axis.entry[k])
    return counts, found


def _numbers(texts: list[Any]) -> Any:
    import numpy as np

    number = {text: n for n, text in enumerate(dict.fromkeys(t for t in texts if t is not None))}
    return np.array([-1 if text is None else number[text] for text in texts], dtype=np.int64)
