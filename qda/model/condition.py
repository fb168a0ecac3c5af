"""The little language of conditions: `role=pengrajin and site!=Gedeg`, `code:bina/limbah & period < 2016`.

Used wherever rows or cases are selected: a finding's `scope` and `where`, its if-then tests, a display's
`--where`. What is not known makes a condition neither true nor false (Kleene's strong three values): a case
without a site is not selected by `site=Gedeg`, nor by `site!=Gedeg`, nor by `not site=Gedeg`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from qda.model.attributes import standard
from qda.model.condition_tree import MEMBER, AllOf, AnyOf, Compared, HasCode, HasValue, Negated, Node, Values
from qda.model.errors import FormulaError
from qda.model.wording import _

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"[^"]*"|'[^']*')
      | (?P<op><=|>=|!=|<>|==|=|<|>|!~|~)
      | (?P<mark>[()\[\],&|!])
      | (?P<word>[^\s()\[\],&|!=<>~"']+)
    )""",
    re.VERBOSE,
)
_JOINERS = {
    "and": "and",
    "dan": "and",
    "&": "and",
    "or": "or",
    "atau": "or",
    "|": "or",
    "not": "not",
    "bukan": "not",
    "!": "not",
    "in": "in",
}
_SAME = {"==": "=", "<>": "!="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition that has been read.

    Attributes:
        text: As the user wrote it.
        names: The properties it looks at, in order of mention.
        codes: The code paths it looks at (`code:…`).
        equals: Each property that it wants to be, or not to be, a certain value, with that value.
    """

    text: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    equals: tuple[tuple[str, str], ...]
    _tree: Node

    def truth(self, values: Values) -> bool | None:
        """Whether it holds; None where a value that decides it is missing.

        Args:
            values: Properties by name; `code` holds the paths of the codes given. Several values of one
                property match if any does.
        """
        return self._tree.truth(values)

    def holds(self, values: Values) -> bool:
        """Whether it surely holds."""
        return self._tree.truth(values) is True

    def may_hold(self, values: Values, known: Container[str]) -> bool:
        """Whether it may hold of something of which only the `known` properties are told; the others may be anything.

        A known property without a value stays missing.
        """
        return True in self._tree.outcomes(values, known)


def parse_condition(text: str, known: Iterable[str] | None = None) -> Condition:
    """Read a condition.

    Grammar: comparisons `name = value`, `!=`, `<`, `<=`, `>`, `>=`, `~` (contains), `!~`, `name in (a, b)`,
    `name` alone (has a value), `code:path` (path may hold `*`); joined by `and`/`dan`/`&`, `or`/`atau`/`|`,
    `not`/`bukan`/`!` and parentheses. `and` binds closer than `or`. Letter case does not matter in `=`.
    Values with spaces need quotation marks unless nothing but words follows up to the next joiner.

    Args:
        text: The condition.
        known: Names that may stand in it; None allows any.

    Raises:
        FormulaError: it cannot be read, or a name is not known; says at which character.
    """
    tokens = _tokens(text)
    parser = _Parser(text, tokens)
    tree = parser.either()
    parser.end()
    if known is not None:
        _check_names(parser, text, sorted(set(known)))
    names = tuple(dict.fromkeys(name for name, _at in parser.names))
    return Condition(
        text=text,
        names=names,
        codes=tuple(dict.fromkeys(parser.codes)),
        equals=tuple(dict.fromkeys(parser.equals)),
        _tree=tree,
    )


def compared(name: str, sign: str, value: str) -> Condition:
    """One comparison as a condition; `sign` is =, !=, <, <=, >, >=, ~ or !~, `name` a property in its standard form."""
    equals = ((name, value),) if sign in ("=", "!=") else ()
    tree = Compared(name, sign, (value,))
    return Condition(text=f"{name}{sign}{value}", names=(name,), codes=(), equals=equals, _tree=tree)


def given(name: str) -> Condition:
    """The condition that a property has any value: true or false, never unknown."""
    return Condition(text=name, names=(name,), codes=(), equals=(), _tree=HasValue(name))


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text, self.tokens, self.at = text, tokens, 0
        self.names: list[tuple[str, int]] = []
        self.codes: list[str] = []
        self.equals: list[tuple[str, str]] = []

    def either(self) -> Node:
        parts = [self.both()]
        while self._take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def both(self) -> Node:
        parts = [self.single()]
        while self._take("and"):
            parts.append(self.single())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def single(self) -> Node:
        if self._take("not"):
            return Negated(self.single())
        if self._take("("):
            inner = self.either()
            if not self._take(")"):
                raise self._fault(_("A closing parenthesis is missing"))
            return inner
        return self.comparison()

    def comparison(self) -> Node:
        token = self._next()
        if token is None or token.kind not in ("word", "text"):
            raise self._fault(_("A name is expected"), token)
        if token.kind == "word" and token.text.startswith(f"{MEMBER}:"):
            path = token.text.removeprefix(f"{MEMBER}:") or self._value()
            self.codes.append(path)
            return HasCode(path)
        name = standard(_bare(token))
        self.names.append((name, token.at))
        sign = self._peek()
        if sign is not None and sign.kind == "op":
            self.at += 1
            return self._compared(name, _SAME.get(sign.text, sign.text), (self._value(),))
        if self._take("in"):
            return self._compared(name, "=", self._values())
        return HasValue(name)

    def _compared(self, name: str, sign: str, values: tuple[str, ...]) -> Compared:
        if sign in ("=", "!="):
            self.equals += [(name, value) for value in values]
        return Compared(name, sign, values)

    def end(self) -> None:
        """Refuse what is left over.

        Raises:
            FormulaError: something is.
        """
        token = self._peek()
        if token is not None:
            raise self._fault(_("“{text}” is not expected here").format(text=token.text), token)

    def _values(self) -> tuple[str, ...]:
        if not (self._take("(") or self._take("[")):
            raise self._fault(_("A list in parentheses is expected after “in”"), self._peek())
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        if not (self._take(")") or self._take("]")):
            raise self._fault(_("A closing parenthesis is missing"))
        return tuple(values)

    def _value(self) -> str:
        token = self._next()
        if token is None or token.kind not in ("word", "text"):
            raise self._fault(_("A value is expected"), token)
        if token.kind == "text":
            return _bare(token)
        words = [token.text]
        while (more := self._peek()) is not None and more.kind == "word" and not self._begins_comparison():
            words.append(more.text)
            self.at += 1
        return " ".join(words)

    def _begins_comparison(self) -> bool:
        token, after = self.tokens[self.at], self.tokens[self.at + 1 : self.at + 2]
        return token.text.startswith(f"{MEMBER}:") or any(each.kind == "op" for each in after)

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _next(self) -> _Token | None:
        token = self._peek()
        self.at += token is not None
        return token

    def _take(self, what: str) -> bool:
        token = self._peek()
        if token is None or token.kind not in ("join", "mark"):
            return False
        taken = what == (_JOINERS[token.text.lower()] if token.kind == "join" else token.text)
        self.at += taken
        return taken

    def _fault(self, what: str, token: _Token | None = None) -> FormulaError:
        at = token.at if token is not None else len(self.text)
        return _formula_error(self.text, what, at)


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            begin = at + len(text[at:]) - len(text[at:].lstrip())
            raise _formula_error(text, _("“{text}” cannot be read").format(text=text[begin : begin + 1]), begin)
        kind = str(match.lastgroup)
        word = match.group(kind)
        joins = kind in ("word", "mark") and word.lower() in _JOINERS
        found.append(_Token("join" if joins else kind, word, match.start(kind)))
        at = match.end()
    if not found:
        raise _formula_error(text, _("The condition is empty"), 0)
    return found


def _bare(token: _Token) -> str:
    return token.text[1:-1] if token.kind == "text" else token.text


def _formula_error(text: str, what: str, at: int) -> FormulaError:
    return FormulaError(
        _("{what}, at character {n} of “{text}”.").format(what=what, n=at + 1, text=text),
        mend=_("Write for example: role=pengrajin and site!=Gedeg"),
    )


def _check_names(parser: _Parser, text: str, known: list[str]) -> None:
    for name, at in parser.names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = (
                _("Did you mean “{name}”?").format(name=near[0])
                if near
                else _("Known are: {names}.").format(names=", ".join(known))
            )
            raise FormulaError(
                _("There is no “{name}”, at character {n} of “{text}”.").format(name=name, n=at + 1, text=text),
                mend=hint,
            )
