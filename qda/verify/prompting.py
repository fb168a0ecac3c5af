"""Leading questions: answers of a few words to a question that already said what they are coded with (method §4.5).

An answer counts as led where it has at most five words, follows a turn of the interviewer at once, and one of the
code's names stands whole in that turn: the content words of a label, or of a word, phrase or combination among its
match rules, compared by their inflected keys (by their roots where the rule asks for the root). Expressions and token
patterns name no words and are left out. What a coder stated about prompting always wins.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from qda.model.records import Code, Level

if TYPE_CHECKING:
    from qda.verify.facts import Coded, Name, StudyFacts

SHORT_ANSWER = 5


def code_names(codes: Iterable[Code]) -> dict[str, tuple[Name, ...]]:
    """By path, the names of each code: those of its labels and of its match rules."""
    return {
        code.path: tuple(
            dict.fromkeys(
                name
                for written in (*(text for _language, text in code.label), *written_rules(code))
                if (name := _name(written))
            )
        )
        for code in codes
    }


class Questions:
    """The interviewers' turns of a study by their words, each looked into once."""

    def __init__(self, facts: StudyFacts) -> None:
        self._facts = facts
        self._asked: dict[tuple[str, int], Name] = {}

    def led(self, coded: Coded) -> bool:
        """Whether a coding stands in a short answer to a question that holds a name of its code."""
        names, roles = self._facts.names.get(coded.code), self._facts.roles.get(coded.source, ())
        if not names or not coded.turn or coded.turn >= len(roles) or coded.source not in self._facts.texts:
            return False
        if coded.role != "informant" or roles[coded.turn - 1] != "interviewer":
            return False
        if len(self._words(coded.source, coded.turn)) > SHORT_ANSWER:
            return False
        asked = self._question(coded.source, coded.turn - 1)
        return any(name <= asked for name in names)

    def looked_into(self, coded: Coded) -> bool:
        """Whether it could be told at all: an informant's turn whose text is at hand, and a code that has names."""
        return bool(
            self._facts.names.get(coded.code)
            and coded.role == "informant"
            and coded.turn is not None
            and coded.turn < len(self._facts.roles.get(coded.source, ()))
            and coded.source in self._facts.texts
        )

    def before(self, coded: Coded) -> str:
        """What the interviewer said in the turn just before; "" where it was somebody else, or is not at hand."""
        roles = self._facts.roles.get(coded.source, ())
        if not coded.turn or coded.turn > len(roles) or roles[coded.turn - 1] != "interviewer":
            return ""
        start, end = self._facts.spans[coded.source][coded.turn - 1]
        return " ".join(self._facts.texts.get(coded.source, "")[start:end].split())

    def _question(self, source: str, turn: int) -> Name:
        place = (source, turn)
        if place not in self._asked:
            self._asked[place] = _keys(self._words(source, turn))
        return self._asked[place]

    def _words(self, source: str, turn: int) -> list[str]:
        from qda.language.tokens import words

        start, end = self._facts.spans[source][turn]
        return words(self._facts.texts[source][start:end])


def written_rules(code: Code) -> Iterator[str]:
    """The words and phrases of a code's rules as written; those that an `all` wants together are one, by line ends."""
    for rule in code.rules:
        try:
            value = json.loads(rule.pattern)
        except ValueError:
            value = rule.pattern
        yield from _written(value)


def _written(value: Any) -> Iterator[str]:
    """The words and phrases of a rule; the parts of an `all` together make one."""
    if isinstance(value, str) and not value.startswith("/"):
        yield value
    elif isinstance(value, dict) and isinstance(value.get("any"), list):
        for part in value["any"]:
            yield from _written(part)
    elif isinstance(value, dict) and isinstance(value.get("all"), list):
        yield "\n".join(part for part in value["all"] if isinstance(part, str))


def _name(written: str) -> Name:
    from qda.language.terms import read_term
    from qda.language.tokens import words

    found: set[str] = set()
    for term in map(read_term, written.split("\n")):
        keys = _keys(words(term.text))
        found |= {key for key in keys if key.startswith("+") == (term.level is Level.ROOT)}
    return frozenset(found)


def _keys(words: list[str]) -> Name:
    from qda.language.content import content_keys, is_content
    from qda.language.lexeme import keys

    return frozenset(content_keys(words)) | {f"+{keys(word).root}" for word in words if is_content(word)}
