"""A coded segment as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.ids import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A coded segment as printed, with what is needed to find it again.

    Attributes:
        role: What stands behind the dot of the reference: the informant's role, name or technique.
        line: 1-based line of the source's text where the segment begins.
        attributes: The informant's attributes, in the order of the cases table.
        before: Words of the source just before it, where whoever made the sheet gives them; "" else.
        after: Words just behind it.
    """

    coding: Id
    text: str
    role: str
    source: str
    line: int
    start: int
    end: int
    code: str
    stance: str = ""
    speaker: str = ""
    informant: str = ""
    group: str = ""
    coder: str = ""
    origin: str = ""
    memo: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    before: str = ""
    after: str = ""

    @property
    def reference(self) -> str:
        """`[source:line · role]`; made when it is asked for, since a study may have hundreds of thousands."""
        return f"[{self.source}:{self.line} · {self.role}]"
