"""What an autocoder is: one kind of match rule, how it is written, checked, and found in the words of a study.

A rule is parsed once (`parse`) and run over a `Searchable`: some documents with their words as arrays. Autocoders
work on the vocabulary and on positions of words; the text itself is read only where a rule cannot do without.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qda import registry
from qda.condense.hits import Hits
from qda.model.problem import Problem

if TYPE_CHECKING:
    from qda.condense.searchable import Searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class AutocoderDetails:
    """What an autocoder declares.

    Attributes:
        claims: Whether a rule as written in a codebook (text, or a mapping) is of this kind. At most one kind may
            claim a rule.
        check: What is wrong with such a rule; empty if nothing. A fatal problem keeps the rule out.
        parse: The rule in the shape the autocoder is given; called only where `check` found nothing fatal.
    """

    claims: Callable[[Any], bool]
    check: Callable[[Any], list[Problem]]
    parse: Callable[[Any], Any]


Autocoder = Callable[[Any, "Searchable"], Hits]


def autocoder(
    name: str,
    summary: str,
    *,
    claims: Callable[[Any], bool],
    check: Callable[[Any], list[Problem]],
    parse: Callable[[Any], Any],
) -> Callable[[Autocoder], Autocoder]:
    """Declare an autocoder; the function is called as `function(parsed_rule, searchable)` and returns `Hits`."""
    details = AutocoderDetails(claims=claims, check=check, parse=parse)
    return registry.mark("autocoders", name, summary, details=details)
