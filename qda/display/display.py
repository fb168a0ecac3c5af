"""What a display is: a pure function from the study's frames to a Sheet, a Network or a Plot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from qda import registry
from qda.model.plot import Shown

Display = Callable[..., Shown]
Function = TypeVar("Function", bound=Display)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayDetails:
    """What a display declares.

    Attributes:
        question: Which question it answers, one sentence.
        needs: What the study must have: codings, cases, turns, questions, slots, verdicts, times …
        citation: Where it is described.
        code: The catalogue's number, D13; "" outside it.
        rests_on: What a filled cell rests on: "codings", or "records" where it may also be read from the cases table
            or the list of sources, which no passage need stand behind.
        gives: "sheet", "network" or "plot".
        without: For each option of the grammar (`qda.display.grammar.GRAMMAR`) that a matrix does not take, why.
        reads: What it is given besides the frames where the study has it: kinds of `qda.model.papers`, and "verdicts"
            where it does without them too.
    """

    question: str
    needs: tuple[str, ...] = ("codings",)
    citation: str = ""
    code: str = ""
    rests_on: str = "codings"
    gives: str = "sheet"
    without: Mapping[str, str] = field(default_factory=dict)
    reads: tuple[str, ...] = ()


def display(
    name: str,
    summary: str,
    *,
    question: str,
    options: type[Any],
    needs: tuple[str, ...] = ("codings",),
    citation: str = "",
    code: str = "",
    rests_on: str = "codings",
    gives: str = "sheet",
    without: Mapping[str, str] | None = None,
    reads: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Declare a display; the function is called as `function(material, options)`."""
    details = DisplayDetails(
        question=question,
        needs=needs,
        citation=citation,
        code=code,
        rests_on=rests_on,
        gives=gives,
        without=without or {},
        reads=reads,
    )
    return registry.mark("displays", name, summary, options=options, details=details)
