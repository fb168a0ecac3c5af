"""A segment: an unchangeable word index over a batch of documents, read piece by piece.

A segment is a set of named binary parts, each of which the store keeps as one BLOB; whoever asks for one word in a
corpus of millions reads a few kilobytes of them. All numbers are little-endian.

- `meta`: JSON with `format`, `rules` (RULES_VERSION), `documents`, `words`, `tokens`, and the sizes of the key tables.
- `doc_text`, `doc_ends`: the documents' keys one after another (bytes), and where each ends (uint64).
- `doc_first`, `doc_tokens`: the number of each document's first token (uint32), and how many it has (uint32).
- `word_text`, `word_ends`: the distinct words (index keys) in code point order, each ended by a line feed, in UTF-8,
  and where each ends (uint64).
- `word_pointer`: for each word the place of its first posting, and one more (uint64).
- `word_documents`: in how many documents each word occurs (uint32); `word_known`: do the lists know it (uint8).
- `token`, `start`, `length`: one item for each posting, its token number (uint32), its place in its document in code
  points (uint32) and its characters (uint16).
- `breaks`: the numbers of the tokens that begin a sentence, in order (uint32).
- for each level, the distinct keys (`exact_text`, `exact_ends` and so on) and the words that have them: `exact_pointer`
  (uint64) into `exact_ids` (uint32).

Tokens are numbered through the whole segment; between two documents the count leaps by `GAP`, so that no phrase and no
window runs from one document into the next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 1
GAP = 1024
_BLOCK = 64
_BULK = 48


class Reader(Protocol):
    """Whatever can read pieces of the parts of one segment."""

    def slice(self, part: str, start: int, stop: int) -> bytes:
        """Return the bytes `start` to `stop` of a part; what lies beyond its end is left out."""


@dataclass(frozen=True, slots=True)
class Blobs:
    """A reader over parts that are in memory."""

    parts: Mapping[str, bytes]

    def slice(self, part: str, start: int, stop: int) -> bytes:
        """Return the bytes `start` to `stop` of a part."""
        return self.parts[part][start:stop]


def numbers(reader: Reader, part: str, dtype: type[np.generic], start: int, stop: int) -> NDArray[np.generic]:
    """Return items `start` to `stop` of a part that holds numbers of one type."""
    size = np.dtype(dtype).itemsize
    return np.frombuffer(reader.slice(part, start * size, stop * size), dtype=dtype)


@dataclass(slots=True)
class Table:
    """A sorted list of strings in two parts, looked up by halving without reading it whole.

    After some dozens of look-ups it is read whole after all, since then that is cheaper.
    """

    reader: Reader
    name: str
    size: int
    _asked: int = 0
    _probes: dict[int, str] = field(default_factory=dict)
    _places: dict[str, int] | None = None
    _all: list[str] | None = None

    def find(self, key: str) -> int | None:
        """Return the place of `key`, or None."""
        if self._places is not None:
            return self._places.get(key)
        self._asked += 1
        if self._asked > _BULK:
            self._places = {text: place for place, text in enumerate(self.all())}
            return self._places.get(key)
        low, high = 0, self.size
        while high - low > _BLOCK:
            middle = (low + high) // 2
            if self._probe(middle) <= key:
                low = middle
            else:
                high = middle
        block = self.texts(low, high)
        return low + block.index(key) if key in block else None

    def texts(self, start: int, stop: int) -> list[str]:
        """Return the strings `start` to `stop`."""
        if self._all is not None:
            return self._all[start:stop]
        ends = numbers(self.reader, f"{self.name}_ends", np.uint64, max(start - 1, 0), stop).tolist()
        if stop <= start:
            return []
        first = ends.pop(0) if start else 0
        return self.reader.slice(f"{self.name}_text", first, ends[-1]).decode("utf-8", "surrogatepass").split("\n")[:-1]

    def all(self) -> list[str]:
        """Return all strings."""
        if self._all is None:
            self._all = self.texts(0, self.size)
        return self._all

    def _probe(self, place: int) -> str:
        if place not in self._probes:
            self._probes[place] = self.texts(place, place + 1)[0]
        return self._probes[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What the part `meta` says."""

    rules: int
    documents: int
    words: int
    tokens: int
    exact: int
    inflected: int
    root: int


class Segment:
    """The word index of a batch of documents. Unchangeable; make one with `index.build` or from stored parts.

    Raises:
        ValueError: where the parts were written in another format.
    """

    __slots__ = ("_documents", "_keys", "breaks_cache", "meta", "reader", "words")

    def __init__(self, reader: Reader) -> None:
        found = json.loads(reader.slice("meta", 0, 1 << 20))
        if found.pop("format") != FORMAT:
            raise ValueError("a word index of another format")
        self.reader = reader
        self.meta = Meta(**found)
        self.words = Table(reader, "word", self.meta.words)
        sizes = {"exact": self.meta.exact, "inflected": self.meta.inflected, "root": self.meta.root}
        self._keys = {level: Table(reader, level, size) for level, size in sizes.items()}
        self._documents: tuple[list[bytes], NDArray[np.uint32]] | None = None
        self.breaks_cache: NDArray[np.uint32] | None = None

    @classmethod
    def from_blobs(cls, parts: Mapping[str, bytes]) -> Segment:
        """Return the segment that `to_blobs` gave the parts of."""
        return cls(Blobs(parts))

    def to_blobs(self) -> dict[str, bytes]:
        """Return the parts by name, for the store to keep; the same documents give the same bytes."""
        return {part: self.reader.slice(part, 0, 1 << 62) for part in PARTS}

    @property
    def documents(self) -> list[bytes]:
        """The keys of the documents, by number."""
        return self._doc_table()[0]

    @property
    def document_first(self) -> NDArray[np.uint32]:
        """The number of the first token of each document; uint32, rising."""
        return self._doc_table()[1]

    def _doc_table(self) -> tuple[list[bytes], NDArray[np.uint32]]:
        if self._documents is None:
            count = self.meta.documents
            ends = self.read("doc_ends", np.uint64, 0, count).tolist()
            text = self.reader.slice("doc_text", 0, ends[-1] if ends else 0)
            keys = [text[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
            self._documents = keys, self.read("doc_first", np.uint32, 0, count).astype(np.uint32, copy=False)
        return self._documents

    def read(self, part: str, dtype: type[np.generic], start: int, stop: int) -> NDArray[np.generic]:
        """Return items `start` to `stop` of a part."""
        return numbers(self.reader, part, dtype, start, stop)

    def breaks(self) -> NDArray[np.uint32]:
        """Return the numbers of the tokens that begin a sentence; uint32, rising. Read once, then kept."""
        if self.breaks_cache is None:
            raw = self.reader.slice("breaks", 0, 1 << 62)
            self.breaks_cache = np.frombuffer(raw, dtype=np.uint32)
        return self.breaks_cache

    def words_with_key(self, level: str, key: str) -> NDArray[np.int64]:
        """Return the ids of the words that have `key` at `level` ("exact", "inflected", "root"); int64, rising."""
        place = self._keys[level].find(key)
        if place is None:
            return np.empty(0, dtype=np.int64)
        first, last = self.read(f"{level}_pointer", np.uint64, place, place + 2).tolist()
        return self.read(f"{level}_ids", np.uint32, first, last).astype(np.int64)

    def counts(self, word_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how often each word occurs; int64, in the order asked."""
        pointers = [self.read("word_pointer", np.uint64, word, word + 2).astype(np.int64) for word in word_ids.tolist()]
        return np.array([int(pair[1] - pair[0]) for pair in pointers], dtype=np.int64)

    def document_counts(self, word_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return in how many documents each word occurs; int64, in the order asked."""
        counts = [int(self.read("word_documents", np.uint32, word, word + 1)[0]) for word in word_ids.tolist()]
        return np.array(counts, dtype=np.int64)

    def known(self) -> NDArray[np.bool_]:
        """Return for every word whether the lists know it."""
        return self.read("word_known", np.uint8, 0, self.meta.words).astype(np.bool_)

    def all_document_counts(self) -> NDArray[np.int64]:
        """Return for every word in how many documents it occurs; int64."""
        return self.read("word_documents", np.uint32, 0, self.meta.words).astype(np.int64)


PARTS = (
    "meta",
    "doc_text",
    "doc_ends",
    "doc_first",
    "doc_tokens",
    "word_text",
    "word_ends",
    "word_pointer",
    "word_documents",
    "word_known",
    "token",
    "start",
    "length",
    "breaks",
    *(f"{level}_{part}" for level in ("exact", "inflected", "root") for part in ("text", "ends", "pointer", "ids")),
)
"""The names of all parts of a segment."""
