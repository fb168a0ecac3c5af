"""The word index of a study: segments over batches of texts, kept under the texts' hashes.

A segment never changes and a text is known by its hash, so the index need not be journalled: undoing an import leaves
words that no source asks for, redoing it finds them there. What is lacking, or was made under older rules of the
language, is indexed in memory by whoever asks and written by the next command that imports.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import apsw

from qda.model.garbage import uncollected
from qda.store import contents, sources
from qda.store.sources import StoredSource
from qda.store.study import Study

if TYPE_CHECKING:
    from qda.language.segment import Segment

_LARGEST = 40_000_000  # characters in one segment: its making takes some fifteen times that in memory
_ABSORB = 2  # a new segment takes in older ones up to twice its size, so that their number stays logarithmic


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A segment and what its documents are in this study.

    Attributes:
        sources: Under the number of a document the sources with that text; documents that no source has are left out.
    """

    segment: Segment
    sources: dict[int, tuple[StoredSource, ...]]


def update(study: Study) -> int:
    """Index every text that is not indexed under today's rules; how many texts. Within a command."""
    from qda.language import index

    live = _live(study)
    lacking = live.keys() - _current(study)
    if not lacking:
        return 0
    wanted = lacking | _absorbed(study, live.keys() - lacking, lacking)
    _drop_empty(study, wanted)
    for batch in _batches(study, [sha for sha in live if sha in wanted]):
        with uncollected():
            segment = index.build((sha, contents.text(study, sha)) for sha in batch)
        _keep(study, segment)
    return len(lacking)


def _batches(study: Study, texts: list[bytes]) -> Iterator[list[bytes]]:
    """The texts in order, in batches that one segment may hold."""
    sizes = _sizes(study)
    batch: list[bytes] = []
    size = 0
    for sha in texts:
        if batch and size + sizes[sha] > _LARGEST:
            yield batch
            batch, size = [], 0
        batch.append(sha)
        size += sizes[sha]
    if batch:
        yield batch


def _keep(study: Study, segment: Segment) -> None:
    study.write("INSERT INTO segment (rules, at) VALUES (?, ?)", str(segment.meta.rules), study.now())
    number = study.db.last_insert_rowid()
    study.write_many(
        "INSERT INTO segment_part (segment, name, data) VALUES (?,?,?)",
        [(number, name, data) for name, data in segment.to_blobs().items()],
    )
    study.write_many(
        "INSERT OR REPLACE INTO indexed VALUES (?,?,?)",
        [(sha, number, n) for n, sha in enumerate(segment.documents)],
    )


@contextlib.contextmanager
def opened(study: Study) -> Iterator[list[Indexed]]:
    """The whole index, to be read while the context lasts; what is lacking is indexed in memory."""
    from qda.language import index
    from qda.language.segment import Segment

    live = _live(study)
    current = _current(study)
    with contextlib.ExitStack() as stack:
        found = []
        for number in sorted({segment for segment, _document in current.values()}):
            segment = Segment(_Parts(study, number, stack))
            mine = {doc: live[sha] for sha, (at, doc) in current.items() if at == number and sha in live}
            if mine:
                found.append(Indexed(segment=segment, sources=mine))
        lacking = [sha for sha in live if sha not in current]
        if lacking:
            made = index.build((sha, contents.text(study, sha)) for sha in lacking)
            found.append(Indexed(segment=made, sources={n: live[sha] for n, sha in enumerate(made.documents)}))
        yield found


class _Parts:
    """Reads pieces of a stored segment's parts without loading them."""

    def __init__(self, study: Study, segment: int, stack: contextlib.ExitStack) -> None:
        rows = study.rows("SELECT name, rowid FROM segment_part WHERE segment = ?", segment)
        self._study, self._stack = study, stack
        self._rows: dict[str, int] = dict(rows)
        self._open: dict[str, apsw.Blob] = {}

    def slice(self, part: str, start: int, stop: int) -> bytes:
        """Bytes `start` to `stop` of a part; what lies beyond its end is left out."""
        blob = self._open.get(part)
        if blob is None:
            blob = self._study.db.blob_open("main", "segment_part", "data", self._rows[part], False)
            self._stack.callback(blob.close)
            self._open[part] = blob
        size = blob.length()
        first, last = min(start, size), min(stop, size)
        if last <= first:
            return b""
        blob.seek(first)
        return blob.read(last - first)


def _live(study: Study) -> dict[bytes, tuple[StoredSource, ...]]:
    found: dict[bytes, tuple[StoredSource, ...]] = {}
    for source in sources.listed(study):
        found[source.text_sha] = (*found.get(source.text_sha, ()), source)
    return found


def _current(study: Study) -> dict[bytes, tuple[int, int]]:
    from qda.language.lexeme import RULES_VERSION

    rows = study.rows(
        "SELECT i.text_sha, i.segment, i.document FROM indexed i JOIN segment s ON s.id = i.segment WHERE s.rules = ?",
        str(RULES_VERSION),
    )
    return {sha: (segment, document) for sha, segment, document in rows}


def _sizes(study: Study) -> dict[bytes, int]:
    """Characters of each text."""
    return dict(study.rows("SELECT text_sha, max(characters) FROM source GROUP BY text_sha"))


def _absorbed(study: Study, kept: set[bytes], lacking: set[bytes]) -> set[bytes]:
    """Texts of segments that are small beside the one to be made."""
    sizes = _sizes(study)
    size = sum(sizes[sha] for sha in lacking)
    members: dict[int, set[bytes]] = {}
    for sha, (segment, _document) in _current(study).items():
        if sha in kept:
            members.setdefault(segment, set()).add(sha)
    taken: set[bytes] = set()
    for texts in sorted(members.values(), key=lambda texts: (sum(sizes[sha] for sha in texts), min(texts))):
        weight = sum(sizes[sha] for sha in texts)
        if weight <= _ABSORB * size and weight + size <= _LARGEST:
            taken |= texts
            size += weight
    return taken


def _drop_empty(study: Study, moving: set[bytes]) -> None:
    """Forget segments whose every text moves to the new one, or belongs to no source."""
    study.write_many("DELETE FROM indexed WHERE text_sha = ?", [(sha,) for sha in sorted(moving)])
    study.write("DELETE FROM indexed WHERE text_sha NOT IN (SELECT text_sha FROM source)")
    for table, column in (("segment_part", "segment"), ("segment", "id")):
        study.write(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT segment FROM indexed)")
