"""Build a segment: find the words of many documents, number them, and note where each one stands.

How: documents are joined into batches of some megabytes; words are grouped by a 64-bit mix of their characters, read
eight bytes at a time; groups are checked character by character, so that the result is exact; only one string is made
for each distinct spelling, and only distinct words are folded and stemmed.

Measured on 300 transcripts of 8,000 words (21 MB, 40,000 distinct words of which the lists know few, which is the dear
case), CPU seconds on a busy core: 0.9 to 1.3 without the keys of the words, 0.5 to 1.0 for the keys; 0.1 GB of memory
for a million words. Ten times the text takes ten times as long.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from qda.language import lexeme
from qda.language.fold import index_key
from qda.language.segment import FORMAT, GAP, Segment
from qda.language.tokens import LINE, LOWER, POINT, STOP, Characters, Spans, characters, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BATCH = 1 << 22
_FULL_STOP = 46
_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD)


def build(documents: Iterable[tuple[bytes, str]]) -> Segment:
    """Return the word index of `documents`, each a key (any bytes) and its text.

    Positions are code points of the text as given. Documents keep their order; a key may be any bytes but is not
    looked at. The same documents give the same bytes.

    Raises:
        ValueError: where the documents hold too many words for one segment (2**32, counting `GAP` for each document);
            index them in several, which
            is wiser for memory anyway from some five million words on.
    """
    vocabulary = _Vocabulary()
    keys: list[bytes] = []
    tokens: list[_Tokens] = []
    for batch in _batches(documents):
        tokens.append(_read_batch([text for _, text in batch], vocabulary, len(keys)))
        keys.extend(key for key, _ in batch)
    return Segment.from_blobs(_parts(keys, vocabulary.keys, _joined(tokens)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tokens:
    """All tokens of a batch in order: provisional word id, document number, place, length, does it begin a sentence."""

    word: NDArray[np.uint32]
    document: NDArray[np.uint32]
    start: NDArray[np.uint32]
    length: NDArray[np.uint16]
    begins: NDArray[np.bool_]


class _Vocabulary:
    """The distinct words so far, numbered as they come; spellings of one word share its number."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self._spellings: dict[str, int] = {}

    def numbers(self, spellings: list[str]) -> list[int]:
        """Return the number of the word that each spelling is."""
        known = self._spellings
        for spelling in spellings:
            if spelling not in known:
                known[spelling] = self.keys.setdefault(index_key(spelling), len(self.keys))
        return [known[spelling] for spelling in spellings]


def _batches(documents: Iterable[tuple[bytes, str]]) -> Iterator[list[tuple[bytes, str]]]:
    batch: list[tuple[bytes, str]] = []
    size = 0
    for document in documents:
        if batch and size + len(document[1]) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document[1]) + 1
    if batch:
        yield batch


def _read_batch(texts: Sequence[str], vocabulary: _Vocabulary, first_document: int) -> _Tokens:
    text = "\n".join(texts)
    chars = characters(text)
    spans = word_spans(chars.classes)
    offsets = np.array([0, *accumulate(len(each) + 1 for each in texts)][:-1], dtype=np.uint32)
    document = np.searchsorted(offsets, spans.start, "right") - 1
    begins = _begins_sentence(chars, spans)
    begins[np.flatnonzero(np.diff(document, prepend=-1))] = True
    return _Tokens(
        word=_word_ids(text, chars.units, spans, vocabulary),
        document=(document + first_document).astype(np.uint32),
        start=spans.start - offsets[document],
        length=(spans.end - spans.start).astype(np.uint16),
        begins=begins,
    )


def _joined(tokens: Sequence[_Tokens]) -> _Tokens:
    if not tokens:
        return _Tokens(
            word=np.empty(0, np.uint32),
            document=np.empty(0, np.uint32),
            start=np.empty(0, np.uint32),
            length=np.empty(0, np.uint16),
            begins=np.empty(0, np.bool_),
        )
    return _Tokens(
        word=np.concatenate([batch.word for batch in tokens]),
        document=np.concatenate([batch.document for batch in tokens]),
        start=np.concatenate([batch.start for batch in tokens]),
        length=np.concatenate([batch.length for batch in tokens]),
        begins=np.concatenate([batch.begins for batch in tokens]),
    )


def _begins_sentence(chars: Characters, spans: Spans) -> NDArray[np.bool_]:
    """Mark the tokens after a full stop, ? ! or …, after an empty line, and after a line end unless in lower case.

    A coarse rule, for the reach of negations only; `sentences` splits properly.
    """
    classes, count = chars.classes, len(spans)
    begins = np.zeros(count + 1, dtype=np.bool_)
    stops = np.flatnonzero((classes == STOP) | ((classes == POINT) & (chars.units == _FULL_STOP)))
    after = np.searchsorted(spans.start, stops, "right")
    inside = (after > 0) & (stops < spans.end[np.maximum(after, 1) - 1]) if count else after > 0
    touches = np.zeros(len(stops), dtype=np.bool_)
    followed = after < count
    touches[followed] = spans.start[after[followed]] == stops[followed] + 1
    begins[after[~inside & ~touches]] = True
    lines = np.flatnonzero(classes == LINE)
    lines = lines[~((chars.units[lines] == 13) & (chars.units[np.minimum(lines + 1, len(classes) - 1)] == 10))]
    line_ends = np.bincount(np.searchsorted(spans.start, lines, "right"), minlength=count + 1)
    lower = classes[spans.start] == LOWER
    begins[:count] |= (line_ends[:count] > 1) | ((line_ends[:count] == 1) & ~lower)
    return begins[:count]


def _word_ids(
    text: str, units: NDArray[np.unsignedinteger], spans: Spans, vocabulary: _Vocabulary
) -> NDArray[np.uint32]:
    """Return the provisional word id of every token; words not yet in `vocabulary` are added to it."""
    count = len(spans)
    if not count:
        return np.empty(0, dtype=np.uint32)
    order, firsts = _grouped(units, spans)
    representative = order[firsts]
    starts, ends = spans.start[representative].tolist(), spans.end[representative].tolist()
    ids = vocabulary.numbers([text[start:end] for start, end in zip(starts, ends, strict=True)])
    word = np.empty(count, dtype=np.uint32)
    word[order] = np.repeat(np.array(ids, dtype=np.uint32), np.diff(firsts, append=count))
    return word


def _grouped(units: NDArray[np.unsignedinteger], spans: Spans) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return an order of the tokens in which equal spellings are neighbours, and where each group begins."""
    bits = np.uint64(len(spans).bit_length())
    within = (np.uint64(1) << bits) - np.uint64(1)
    windows = _Windows(units, spans)
    for multiplier in _MULTIPLIERS:
        packed = (windows.mixed(multiplier) & ~within) | np.arange(len(spans), dtype=np.uint64)
        packed.sort()
        order = (packed & within).astype(np.int64)
        new = np.empty(len(order), dtype=np.bool_)
        new[0] = True
        np.not_equal(packed[1:] >> bits, packed[:-1] >> bits, out=new[1:])
        if windows.equal_within(order, new):
            return order, np.flatnonzero(new)
    return _grouped_by_text(units, spans)


def _grouped_by_text(units: NDArray[np.unsignedinteger], spans: Spans) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Group by the spellings themselves: for the case that no mix tells two words apart."""
    seen: dict[bytes, int] = {}
    pairs = zip(spans.start.tolist(), spans.end.tolist(), strict=True)
    group = np.array([seen.setdefault(units[start:end].tobytes(), len(seen)) for start, end in pairs])
    order = np.argsort(group, kind="stable").astype(np.int64)
    return order, np.flatnonzero(np.diff(group[order], prepend=-1))


class _Windows:
    """The characters of each token, eight bytes at a time, as one number for each window."""

    def __init__(self, units: NDArray[np.unsignedinteger], spans: Spans) -> None:
        self._width = units.dtype.itemsize
        self._per = 8 // self._width
        self._padded = np.concatenate([units, np.zeros(self._per, dtype=units.dtype)])
        self._start = spans.start.astype(np.int64)
        self._length = (spans.end - spans.start).astype(np.int64)
        self._first = self._window(self._start, self._length)

    def _window(self, start: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.uint64]:
        shape = len(self._padded) - self._per + 1
        view = np.ndarray((shape,), np.uint64, self._padded, 0, (self._width,))
        value: NDArray[np.uint64] = view[start]
        unused = np.maximum(self._per - length, 0).astype(np.uint64) * np.uint64(8 * self._width)
        value <<= unused
        value >>= unused
        return value

    def _longer(self) -> Iterator[tuple[int, NDArray[np.intp]]]:
        """Give for every window after the first its offset and the tokens that reach into it."""
        offset = self._per
        reach = np.flatnonzero(self._length > offset)
        while len(reach):
            yield offset, reach
            offset += self._per
            reach = reach[self._length[reach] > offset]

    def mixed(self, multiplier: int) -> NDArray[np.uint64]:
        """Return a 64-bit mix of length and characters of each token."""
        factor, shift = np.uint64(multiplier), np.uint64(31)
        mix = (self._first ^ self._length.astype(np.uint64)) * factor
        mix ^= mix >> shift
        for offset, reach in self._longer():
            part = (mix[reach] ^ self._window(self._start[reach] + offset, self._length[reach] - offset)) * factor
            mix[reach] = part ^ (part >> shift)
        mix *= factor
        mix ^= mix >> shift
        return mix

    def equal_within(self, order: NDArray[np.int64], new: NDArray[np.bool_]) -> bool:
        """Tell whether every token that is not the first of its group is spelt as the one before it."""
        same = ~new[1:]
        length, first = self._length[order], self._first[order]
        if (((length[1:] != length[:-1]) | (first[1:] != first[:-1])) & same).any():
            return False
        long = np.flatnonzero((length[1:] > self._per) & same)
        here, there, length = order[1:][long], order[:-1][long], length[1:][long]
        offset = self._per
        while len(here):
            left = self._window(self._start[here] + offset, length - offset)
            if (left != self._window(self._start[there] + offset, length - offset)).any():
                return False
            offset += self._per
            longer = length > offset
            here, there, length = here[longer], there[longer], length[longer]
        return True


def _parts(keys: list[bytes], vocabulary: dict[str, int], tokens: _Tokens) -> dict[str, bytes]:
    words = sorted(vocabulary)
    rank = np.empty(len(words), dtype=np.uint64)
    rank[[vocabulary[word] for word in words]] = np.arange(len(words), dtype=np.uint64)
    per_document = np.bincount(tokens.document, minlength=len(keys)).astype(np.int64)
    first = np.cumsum(per_document) - per_document + GAP * np.arange(len(keys), dtype=np.int64)
    if len(keys) and int(first[-1]) + int(per_document[-1]) >= 1 << 32:
        raise ValueError("too many words for one segment")
    order, pointer = _by_word(rank[tokens.word], len(words))
    number = np.arange(len(tokens.word), dtype=np.int64) + GAP * tokens.document.astype(np.int64)
    readings = lexeme.keys_of_all(words)
    tables = {
        level: _key_table(level, [getattr(reading, level) for reading in readings])
        for level in ("exact", "inflected", "root")
    }
    meta = {
        "format": FORMAT,
        "rules": lexeme.RULES_VERSION,
        "documents": len(keys),
        "words": len(words),
        "tokens": len(number),
        **{level: table.size for level, table in tables.items()},
    }
    return {
        "meta": json.dumps(meta).encode(),
        "doc_text": b"".join(keys),
        "doc_ends": np.cumsum([len(key) for key in keys], dtype=np.uint64).tobytes(),
        "doc_first": first.astype(np.uint32).tobytes(),
        "doc_tokens": per_document.astype(np.uint32).tobytes(),
        **_strings("word", words),
        "word_pointer": pointer.astype(np.uint64).tobytes(),
        "word_documents": _document_counts(tokens.document[order], pointer).tobytes(),
        "word_known": bytes(reading.known for reading in readings),
        "token": number[order].astype(np.uint32).tobytes(),
        "start": tokens.start[order].tobytes(),
        "length": tokens.length[order].tobytes(),
        "breaks": number[tokens.begins].astype(np.uint32).tobytes(),
        **{name: part for table in tables.values() for name, part in table.parts.items()},
    }


def _by_word(word: NDArray[np.uint64], words: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the tokens in word order, each word's in text order, and where each word begins."""
    packed = (word << np.uint64(32)) | np.arange(len(word), dtype=np.uint64)
    packed.sort()
    order = (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
    counts = np.bincount(word.astype(np.int64), minlength=words)
    return order, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _document_counts(document: NDArray[np.uint32], pointer: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return in how many documents each word occurs, from the documents of its postings in order."""
    new = np.ones(len(document) + 1, dtype=np.int64)
    new[1:-1] = document[1:] != document[:-1]
    new[pointer] = 1
    total = np.concatenate([[0], np.cumsum(new[:-1])])
    counts: NDArray[np.uint32] = (total[pointer[1:]] - total[pointer[:-1]]).astype(np.uint32)
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeyTable:
    size: int
    parts: dict[str, bytes]


def _key_table(level: str, keys: list[str]) -> _KeyTable:
    """Return the parts that lead from a key to the words that have it."""
    distinct = sorted(set(keys))
    place = {key: number for number, key in enumerate(distinct)}
    of_word = np.fromiter((place[key] for key in keys), dtype=np.int64, count=len(keys))
    counts = np.bincount(of_word, minlength=len(distinct)) if keys else np.empty(0, np.int64)
    parts = _strings(level, distinct)
    parts[f"{level}_pointer"] = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64).tobytes()
    parts[f"{level}_ids"] = np.argsort(of_word, kind="stable").astype(np.uint32).tobytes()
    return _KeyTable(size=len(distinct), parts=parts)


def _strings(name: str, texts: list[str]) -> dict[str, bytes]:
    joined = "".join(f"{text}\n" for text in texts)
    raw = joined.encode("utf-8", "surrogatepass")
    ends = np.flatnonzero(np.frombuffer(raw, dtype=np.uint8) == 10) + 1
    return {f"{name}_text": raw, f"{name}_ends": ends.astype(np.uint64).tobytes()}
