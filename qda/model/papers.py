"""What lies beside the frames, read where a display asks for it: texts, memos, how findings and codes came about."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.records import Memo
from qda.model.tactic_records import TacticAnswer

KINDS = ("texts", "memos", "changes", "answers", "births", "writings")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The whole text of a source, by the source's name."""

    source: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """What one command did to one finding.

    Attributes:
        at: When; UTC, ISO-8601.
        kind: added, reworded, revised (its evidence or its tests) or removed.
        before: The statement it had; "" where it was added.
        after: The statement it has since; "" where it was removed.
    """

    seq: int
    at: str
    by: str
    finding: str
    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBirth:
    """When a code came into the study, and where it is from.

    Attributes:
        at: UTC, ISO-8601.
        origin: As the codebook says: a theory for a code brought along, "" where nothing is said.
    """

    path: str
    at: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWritten:
    """Since when something stands in a place of a display without a break, whatever it says now.

    Attributes:
        at: UTC, ISO-8601; of texts that were put together that of the earliest.
        by: Who wrote it then.
    """

    view: str
    row: str
    column: str
    at: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Each tuple is empty where the display did not ask for it."""

    texts: tuple[SourceText, ...] = ()
    memos: tuple[Memo, ...] = ()
    changes: tuple[FindingChange, ...] = ()
    answers: tuple[TacticAnswer, ...] = ()
    births: tuple[CodeBirth, ...] = ()
    beginnings: tuple[FirstWritten, ...] = ()
