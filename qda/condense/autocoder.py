"""What an autocoder is: a pure function that finds the places one kind of rule speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qda import registry
from qda.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class AutocoderDetails:
    """What an autocoder declares.

    Attributes:
        claims: Whether a rule as written in a codebook (text, or a mapping) is of this kind.
        check: What is wrong with such a rule; empty if nothing.
    """

    claims: Callable[[Any], bool]
    check: Callable[[Any], list[Problem]]


def autocoder(
    name: str, summary: str, *, claims: Callable[[Any], bool], check: Callable[[Any], list[Problem]]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare an autocoder."""
    return registry.mark("autocoders", name, summary, details=AutocoderDetails(claims=claims, check=check))
