"""Queries as people type them, read to a tree. Pure.

| written | finds |
|---|---|
| `pelatihan` | the word in any inflection; `=KUB` exactly so, `+latih` all of the root, `~pengrajin` misspelt, too |
| `sumber daya` or `"sumber daya"` | words that follow one another |
| `code:usaha` (`kode:`) | what is coded so, or with a code below; `code:=usaha` with that alone; `code:"bina usaha"` |
| `role=pengrajin`, `!=`, `<`, `<=`, `>`, `>=`, `~` | what such a person says; so for source and coding: `stance=-` |
| `a OR b` (`ATAU`) | either |
| `a AND b` (`DAN`), `a "b c"`, `a (b)` | both, where they stand in the same turn; passages of which a condition holds |
| `a NOT b`, `a AND NOT b` (`TANPA`, `BUKAN`) | the first, in turns where the second does not stand |
| `a NEAR/5 b` (`DEKAT/5`), `a NEAR/2turns b` | the stretch from one to the other: so many words, turns apart |
| `a THEN/5 b` (`LALU/5`), `a THEN/2turns b` | the same, where b comes after a |
| `a WITHIN b` (`DALAM`), `a CONTAINS b` (`MEMUAT`) | those of a that lie in one of b, that hold one of b |
| `a OVERLAPS b` (`BERTINDIHAN`), `a SAME b` (`PERSIS`) | those of a that share words, that are the same passage |
| `@name` | what the saved query of that name says |
| `( )` | what belongs together; without them NEAR and its like bind before NOT, NOT before AND, AND before OR |

Operators are written in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from qda.language.query_slips import slip
from qda.language.query_tree import (
    All,
    Any,
    Code,
    Fact,
    Near,
    Node,
    Not,
    Related,
    Relation,
    Spot,
    Then,
    Without,
    is_condition,
    is_words,
)
from qda.language.terms import read_term
from qda.model.attributes import standard
from qda.model.condition import compared, given
from qda.model.errors import FormulaError, NotFoundError
from qda.model.wording import _

NEAR = 10
"""Words apart where NEAR or THEN is written without a number."""

Saved = Callable[[str], str]
"""The text of a saved query by name; raises NotFoundError where there is none."""

_DEEPEST = 100
_OPERATORS = {
    "AND": "AND",
    "DAN": "AND",
    "OR": "OR",
    "ATAU": "OR",
    "NOT": "NOT",
    "TANPA": "NOT",
    "BUKAN": "NOT",
    "WITHIN": "WITHIN",
    "DALAM": "WITHIN",
    "CONTAINS": "CONTAINS",
    "MEMUAT": "CONTAINS",
    "OVERLAPS": "OVERLAPS",
    "BERTINDIHAN": "OVERLAPS",
    "SAME": "SAME",
    "PERSIS": "SAME",
}
_PIECE = re.compile(
    r"""\s*(?:
        (?P<code>(?i:code|kode):=?(?:"[^"]*"|[^\s()"]*))
      | (?P<fact>(?:"[^"]*"|[^\W\d_][\w.\-]*)(?:!=|<=|>=|!~|=|<|>|~)(?:"[^"]*"|[^\s()"]*))
      | (?P<saved>@(?:"[^"]*"|[^\s()"]+))
      | (?P<quoted>[=+~]?"[^"]*")
      | (?P<bracket>[()])
      | (?P<word>[^\s()"]+)
    )""",
    re.VERBOSE,
)
_APART = re.compile(r"(NEAR|DEKAT|THEN|LALU)(?:/(\d+)(?:(w|words?|kata)|(t|turns?|giliran))?)?")
_SIGNS = ("!=", "<=", ">=", "!~", "=", "<", ">", "~")
_HEAD = re.compile(r'(?i:code|kode):=?|(?:"[^"]*"|[^"=!<>~]+)(?:!=|<=|>=|!~|=|<|>|~)')
_OF_CODINGS = {"sikap": "stance", "pengode": "coder", "putaran": "round"}
_NAMES = {
    "sumber": "source",
    "jenis": "kind",
    "tanggal": "date",
    "periode": "period",
    "tempat": "place",
    "penutur": "speaker",
    "informan": "informant",
    "kasus": "case",
    "pertanyaan": "question",
}


def plain_name(name: str) -> str:
    """The name of a property as the program has it, for one that is Indonesian: `penutur` is `speaker`.

    Whoever knows the study asks first whether a case has an attribute of the Indonesian name.
    """
    return _NAMES.get(name, name)


def read_query(text: str, saved: Saved | None = None) -> Node:
    """The query as a tree.

    Args:
        text: The query.
        saved: Gives the text of a saved query; None where there can be none.

    Raises:
        FormulaError: it is empty, a bracket or quotation mark is not closed, an operator lacks a side or is written
            another way, a saved query is a part of itself; the message has a mark before the place.
        NotFoundError: there is no saved query of that name.
    """
    return _Reader(text, saved, ()).all()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    kind: str
    text: str
    at: int

    @property
    def operator(self) -> str:
        return _OPERATORS.get(self.text, "") if self.kind == "word" else ""

    @property
    def apart(self) -> re.Match[str] | None:
        return _APART.fullmatch(self.text) if self.kind == "word" else None

    @property
    def is_word(self) -> bool:
        return self.kind in ("word", "quoted") and not self.operator and not self.apart

    @property
    def begins(self) -> bool:
        """Whether something to look for begins here."""
        return self.is_word or self.kind in ("code", "fact", "saved") or self.text == "("


class _Reader:
    def __init__(self, text: str, saved: Saved | None, within: tuple[str, ...]) -> None:
        self.text, self.saved, self.within = text, saved, within
        self.pieces = self._pieces(text)
        self._refuse_slips()
        self.at = 0

    def _pieces(self, text: str) -> list[_Piece]:
        if text.count('"') % 2:
            raise self._fault(_("A quotation mark is not closed."), text.rindex('"'))
        pieces = []
        for match in _PIECE.finditer(text):
            kind = str(match.lastgroup)
            pieces.append(_Piece(kind=kind, text=match[kind], at=match.start(kind)))
        if not pieces:
            raise self._fault(_("The query is empty."), len(text))
        if text.count("(") > _DEEPEST:
            raise self._fault(_("The query has too many brackets."), len(text))
        return pieces

    def _refuse_slips(self) -> None:
        written = [piece.text for piece in self.pieces]
        for at, piece in enumerate(self.pieces):
            if piece.kind != "word" or not piece.is_word:
                continue
            after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
            joined = after is not None and after.kind == "quoted" and after.at == piece.at + len(piece.text)
            follows = at > 0 and self.pieces[at - 1].kind == "word" and self.pieces[at - 1].is_word
            found = slip(written, at, follows=follows, joined=joined)
            if found is not None:
                raise FormulaError(found.what, where=str(self._spot(piece)), mend=found.mend)

    def all(self) -> Node:
        node = self._or()
        if self.at < len(self.pieces):
            raise self._fault(_("A closing bracket has no opening one."))
        return node

    def _fault(self, what: str, at: int | None = None) -> FormulaError:
        mend = _('Write for example: pelatihan AND (perak OR "sumber daya") NOT modal NEAR/5 pinjaman')
        place = self._piece.at if at is None else at
        return FormulaError(what, where=str(Spot(text=self.text, at=place)) if self.text.strip() else "", mend=mend)

    @property
    def _piece(self) -> _Piece:
        return self.pieces[self.at] if self.at < len(self.pieces) else _Piece(kind="end", text="", at=len(self.text))

    def _take(self, operator: str) -> bool:
        if self._piece.operator == operator:
            self.at += 1
            return True
        return False

    def _or(self) -> Node:
        parts = [self._and()]
        while self._take("OR"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Any(parts=tuple(parts))

    def _and(self) -> Node:
        parts: list[Node] = []
        unwanted: list[Node] = []
        if self._piece.operator == "NOT":
            before = self._piece.at
            self.at += 1
            denied = self._near()
            if not is_condition(denied):
                raise self._fault(_("NOT needs something before it to search for."), before)
            parts.append(Not(part=denied))
        else:
            parts.append(self._near())
        while True:
            if self._take("AND"):
                self._denied(parts, unwanted) if self._take("NOT") else parts.append(self._near())
            elif self._take("NOT"):
                self._denied(parts, unwanted)
            elif self._piece.begins:
                self._refuse_loose_value()
                parts.append(self._near())
            else:
                break
        node = parts[0] if len(parts) == 1 else All(parts=tuple(parts))
        for each in unwanted:
            node = Without(wanted=node, unwanted=each)
        return node

    def _denied(self, parts: list[Node], unwanted: list[Node]) -> None:
        node = self._near()
        if is_condition(node):
            parts.append(Not(part=node))
        else:
            unwanted.append(node)

    def _refuse_loose_value(self) -> None:
        """Refuse `role=kepala dinas`: nobody can tell whether the second word belongs to the value or is looked for."""
        before = self.pieces[self.at - 1]
        if self._piece.kind != "word" or before.kind not in ("code", "fact") or before.text.endswith('"'):
            return
        word, (head, value) = self._piece.text, _divided(before)
        if word.upper() in _OPERATORS:
            raise FormulaError(
                _("“{word}” is no operator.").format(word=word),
                where=str(self._spot(self._piece)),
                mend=_("Operators are written in capitals: {operator}.").format(operator=word.upper()),
            )
        raise FormulaError(
            _("It is not clear whether “{word}” belongs to “{before}”.").format(word=word, before=before.text),
            where=str(self._spot(self._piece)),
            mend=_("Write {quoted} or {joined}.").format(
                quoted=f'{head}"{value} {word}"', joined=f"{before.text} AND {word}"
            ),
        )

    def _near(self) -> Node:
        node = self._phrase()
        while True:
            operator, apart = self._piece.operator, self._piece.apart
            if apart:
                self.at += 1
                node = _apart(apart, node, self._phrase())
            elif operator in set(Relation):
                self.at += 1
                node = Related(relation=Relation(operator), first=node, second=self._phrase())
            else:
                return node

    def _phrase(self) -> Node:
        piece = self._piece
        if piece.text == "(":
            self.at += 1
            node = self._or()
            if self._piece.text != ")":
                raise self._fault(_("An opening bracket is not closed."), piece.at)
            self.at += 1
            return node
        single = {"code": self._code, "fact": self._fact, "saved": self._saved}.get(piece.kind)
        if single is not None:
            self.at += 1
            return single(piece)
        return self._words()

    def _words(self) -> Node:
        begin = self._piece
        words: list[str] = []
        while self._piece.is_word:
            piece = self._piece
            quoted = piece.kind == "quoted"
            if quoted and words:
                break
            self.at += 1
            words.append(piece.text.replace('"', ""))
            if quoted:
                break
        written = " ".join(words)
        if not any(character.isalnum() for character in written):
            raise self._fault(
                _("An operator lacks a word beside it.")
                if not written
                else _("“{text}” holds no word.").format(text=written),
                begin.at,
            )
        return read_term(written)

    def _spot(self, piece: _Piece) -> Spot:
        return Spot(text=self.text, at=piece.at)

    def _code(self, piece: _Piece) -> Node:
        head, written = _divided(piece)
        name = written.replace('"', "").strip().strip("/")
        if not name:
            raise self._fault(_("A code is expected after “{head}”.").format(head=head), piece.at)
        return Code(name=name, exactly=head.endswith("="), spot=self._spot(piece))

    def _fact(self, piece: _Piece) -> Node:
        head, written = _divided(piece)
        sign = next(sign for sign in _SIGNS if head.endswith(sign))
        name, value = standard(head.removesuffix(sign).replace('"', "")), written.replace('"', "").strip()
        name = _OF_CODINGS.get(name, name)
        if not name or not value:
            raise self._fault(_("A value is expected after “{head}”.").format(head=head), piece.at)
        if value == "*" and sign in ("=", "!="):
            fact: Node = Fact(name=name, condition=given(name), spot=self._spot(piece))
            return fact if sign == "=" else Not(part=fact)
        return Fact(name=name, condition=compared(name, sign, value), spot=self._spot(piece))

    def _saved(self, piece: _Piece) -> Node:
        name = piece.text[1:].replace('"', "").strip()
        if self.saved is None:
            raise NotFoundError(_("There are no saved queries here."), where=str(self._spot(piece)))
        if name in self.within:
            chain = " → ".join(f"@{each}" for each in (*self.within[self.within.index(name) :], name))
            raise FormulaError(
                _("The saved query “{name}” is a part of itself: {chain}.").format(name=name, chain=chain),
                where=str(self._spot(piece)),
                mend=_("Save one of them anew without the other."),
            )
        try:
            text = self.saved(name)
        except NotFoundError as fault:
            raise NotFoundError(fault.what, where=str(self._spot(piece)), mend=fault.mend) from None
        return _Reader(text, self.saved, (*self.within, name)).all()


def _apart(written: re.Match[str], node: Node, right: Node) -> Node:
    within, turns = int(written[2] or NEAR), bool(written[4])
    if written[1] in ("THEN", "LALU"):
        return Then(first=node, second=right, within=within, turns=turns)
    near = Near(parts=(node, right), within=within, turns=turns)
    chain = isinstance(node, Near) and (node.within, node.turns) == (within, turns) and is_words(node)
    if isinstance(node, Near) and chain and is_words(right):
        return replace(near, parts=(*node.parts, right))
    return near


def _divided(piece: _Piece) -> tuple[str, str]:
    """What stands before the value of a code or a fact, its sign included, and the value."""
    found = _HEAD.match(piece.text)
    assert found is not None
    return found[0], piece.text[found.end() :]
