"""Queries as people type them: read to a tree, and carried out on a segment of the word index.

Written by the author of `qda.condense`, on top of `query` and `patterns`; here because stages may not import each
other and several of them look things up.

| written | finds |
|---|---|
| `pelatihan` | the word in any inflection; `=KUB` exactly so, `+latih` all of the root, `~pengrajin` misspelt, too |
| `sumber daya` or `"sumber daya"` | words that follow one another |
| `a OR b` (`ATAU`) | either |
| `a AND b` (`DAN`), `a "b c"`, `a (b)` | both, where they stand in the same turn |
| `a NOT b`, `a AND NOT b` (`TANPA`) | the first, in turns where the second does not stand |
| `a NEAR/5 b` (`DEKAT/5`) | both, at most 5 words apart, in the same turn |
| `( )` | what belongs together; without them NEAR binds before NOT, NOT before AND, AND before OR |

Operators are written in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from qda.language.terms import Term, read_term
from qda.model.errors import FormulaError
from qda.model.records import Level
from qda.model.wording import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.language.query import Hits
    from qda.language.segment import Segment

NEAR = 10
"""Words apart where NEAR is written without a number."""

_DEEPEST = 100
_OPERATORS = {"AND": "AND", "DAN": "AND", "OR": "OR", "ATAU": "OR", "NOT": "NOT", "TANPA": "NOT"}
_PIECE = re.compile(r'\s*(?:(?P<quoted>[=+~]?"[^"]*")|(?P<bracket>[()])|(?P<word>[^\s()"]+))')
_NEAR = re.compile(r"(?:NEAR|DEKAT)(?:/(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part, in the same turn."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """Any part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The first, in turns where the second does not stand."""

    wanted: Node
    unwanted: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Every part, at most `within` words apart, in the same turn."""

    parts: tuple[Node, ...]
    within: int


Node: TypeAlias = Term | All | Any | Without | Near

Units: TypeAlias = "Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]]"
"""Gives for places (numbers of documents, positions) the number of the turn or paragraph each is in; int64."""


def read_query(text: str) -> Node:
    """The query as a tree.

    Raises:
        FormulaError: it is empty, a bracket or quotation mark is not closed, or an operator lacks a side.
    """
    return _Reader(text).all()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = self._pieces(text)
        self.at = 0

    def _pieces(self, text: str) -> list[str]:
        if text.count('"') % 2:
            raise self._fault(_("A quotation mark is not closed."))
        pieces = [match.group().strip() for match in _PIECE.finditer(text) if match.group().strip()]
        if not pieces:
            raise self._fault(_("The query is empty."))
        if text.count("(") > _DEEPEST:
            raise self._fault(_("The query has too many brackets."))
        return pieces

    def all(self) -> Node:
        node = self._or()
        if self.at < len(self.pieces):
            raise self._fault(_("A closing bracket has no opening one."))
        return node

    def _fault(self, what: str) -> FormulaError:
        mend = _('Write for example: pelatihan AND (perak OR "sumber daya") NOT modal NEAR/5 pinjaman')
        return FormulaError(what, where=self.text.strip()[:80], mend=mend)

    def _next(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def _take(self, operator: str) -> bool:
        if _OPERATORS.get(self._next()) == operator:
            self.at += 1
            return True
        return False

    def _or(self) -> Node:
        parts = [self._and()]
        while self._take("OR"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Any(parts=tuple(parts))

    def _and(self) -> Node:
        if _OPERATORS.get(self._next()) == "NOT":
            raise self._fault(_("NOT needs something before it to search for."))
        parts = [self._near()]
        unwanted: list[Node] = []
        while True:
            if self._take("AND"):
                (unwanted if self._take("NOT") else parts).append(self._near())
            elif self._take("NOT"):
                unwanted.append(self._near())
            elif self._next() == "(" or self._is_word(self._next()):
                parts.append(self._near())
            else:
                break
        node = parts[0] if len(parts) == 1 else All(parts=tuple(parts))
        for each in unwanted:
            node = Without(wanted=node, unwanted=each)
        return node

    def _near(self) -> Node:
        node = self._phrase()
        while match := _NEAR.fullmatch(self._next()):
            self.at += 1
            within = int(match.group(1) or NEAR)
            right = self._phrase()
            same = isinstance(node, Near) and node.within == within
            before = node.parts if isinstance(node, Near) and same else (node,)
            node = Near(parts=(*before, right), within=within)
        return node

    def _phrase(self) -> Node:
        if self._next() == "(":
            self.at += 1
            node = self._or()
            if self._next() != ")":
                raise self._fault(_("An opening bracket is not closed."))
            self.at += 1
            return node
        words: list[str] = []
        while self._is_word(self._next()):
            piece = self._next()
            if '"' in piece and words:
                break
            self.at += 1
            words.append(piece.replace('"', ""))
            if '"' in piece:
                break
        written = " ".join(words)
        if not any(character.isalnum() for character in written):
            raise self._fault(
                _("An operator lacks a word beside it.")
                if not written
                else _("“{text}” holds no word.").format(text=written)
            )
        return read_term(written)

    @staticmethod
    def _is_word(piece: str) -> bool:
        return bool(piece) and piece not in "()" and piece not in _OPERATORS and not _NEAR.fullmatch(piece)


def search(
    segment: Segment,
    node: Node,
    units: Units,
    *,
    level: Level = Level.INFLECTED,
    document_counts: Mapping[str, int] | None = None,
) -> Hits:
    """Carry out a query on one segment: its hits in text order.

    Args:
        segment: The word index of some documents.
        node: What `read_query` gave.
        units: What AND, NOT and NEAR hold together.
        level: How far forms are followed where a term does not say.
        document_counts: See `patterns.resolve`.
    """
    return _Search(segment, units, level, document_counts).hits(node)


class _Search:
    def __init__(self, segment: Segment, units: Units, level: Level, counts: Mapping[str, int] | None) -> None:
        self.segment, self.units, self.level, self.counts = segment, units, level, counts

    def hits(self, node: Node) -> Hits:
        from qda.language import query

        if isinstance(node, Any):
            return query.united([self.hits(part) for part in node.parts])
        if isinstance(node, All):
            return self.together([self.hits(part) for part in node.parts])
        if isinstance(node, Without):
            return self.without(self.hits(node.wanted), self.hits(node.unwanted))
        if isinstance(node, Near):
            return self.in_one_unit(query.near([self.hits(part) for part in node.parts], node.within))
        return self.term(node)

    def term(self, term: Term) -> Hits:
        from qda.language import patterns, query

        level = term.level or self.level
        return query.phrase(self.segment, patterns.resolve(self.segment, term.text, level, term.fuzzy, self.counts))

    def together(self, parts: Sequence[Hits]) -> Hits:
        import numpy as np

        from qda.language import query

        numbers = [self.units(part.document, part.start) for part in parts]
        shared = numbers[0]
        for other in numbers[1:]:
            shared = np.intersect1d(shared, other)
        kept = [part.where(np.isin(unit, shared)) for part, unit in zip(parts, numbers, strict=True)]
        return query.united(kept)

    def without(self, wanted: Hits, unwanted: Hits) -> Hits:
        import numpy as np

        barred = self.units(unwanted.document, unwanted.start)
        return wanted.where(~np.isin(self.units(wanted.document, wanted.start), barred))

    def in_one_unit(self, hits: Hits) -> Hits:
        same = self.units(hits.document, hits.start) == self.units(hits.document, hits.end - 1)
        return hits.where(same)
