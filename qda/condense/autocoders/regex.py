r"""A regular expression between slashes: `/Rp\.? ?[\d.]+/`; small and capital letters alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qda.condense.autocoder import autocoder
from qda.condense.expressions import TURN_SECONDS, body, compiled, expression_faults
from qda.condense.hits import Hits
from qda.model.problem import Problem
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from qda.condense.searchable import Searchable

_WITHIN_A_WORD = re.compile(r"(?:\\b|\\d|[^\W_]|\[[^\W_]+(?:-[^\W_]+)*\]|\(\?:|[()|?*+]|\{\d+(?:,\d*)?\})+")


def _claims(rule: Any) -> bool:
    return isinstance(rule, str) and rule.startswith("/")


def _check(rule: str) -> list[Problem]:
    if len(rule) < 2 or not rule.endswith("/"):
        return [
            Problem(
                what=_("The regular expression {rule} has no closing slash.").format(rule=rule),
                fatal=True,
                mend=_("Write it as /…/; put (?-i:…) around what must keep its capitals."),
            )
        ]
    return expression_faults(body(rule))


@autocoder(
    "regex", N_("a regular expression between slashes, within one turn"), claims=_claims, check=_check, parse=body
)
def regex(expression: str, searchable: Searchable) -> Hits:
    """Every match that is not empty, turn by turn.

    An expression made of nothing but letters and digits can only match within a word; it is tried on the vocabulary
    first, and then only on the turns that hold such a word. A turn on which it takes longer than two seconds ends the
    search, with a problem.
    """
    from qda.condense.searchable import places

    pattern = compiled(expression)
    turns = searchable.turns()
    if _WITHIN_A_WORD.fullmatch(expression):
        turns = searchable.turns_with(
            [
                number
                for number, word in enumerate(searchable.vocabulary)
                if not word.isascii() or pattern.search(word, timeout=TURN_SECONDS)
            ]
        )
    found: list[tuple[int, int, int]] = []
    problems: list[Problem] = []
    for document, start, end in turns:
        text = searchable.text(document)[start:end]
        try:
            found += [
                (document, start + m.start(), start + m.end())
                for m in pattern.finditer(text, timeout=TURN_SECONDS)
                if m.end() > m.start()
            ]
        except TimeoutError:
            problems.append(
                Problem(
                    file=searchable.names[document],
                    place=_("from character {start}").format(start=start),
                    fatal=True,
                    what=_("The regular expression {rule} took too long and was given up.").format(
                        rule=f"/{expression}/"
                    ),
                    mend=_("Make it simpler: do not repeat what repeats itself."),
                )
            )
            break
    return places(found, tuple(problems))
