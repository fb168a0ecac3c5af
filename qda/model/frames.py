"""Bulk: the named pandas frames that leave the store, each checked once against its `FrameSpec`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from qda.model.desk_records import Written
from qda.model.papers import Papers

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """One column.

    Attributes:
        kind: text, integer, number, flag, id (sixteen bytes) or list (a tuple of texts).
        missing: Whether None may stand in it.
    """

    name: str
    kind: str
    meaning: str
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSpec:
    """A frame's promise: what one row is, which columns it has, which of them name the row.

    Attributes:
        open: Whether further columns may follow (attributes of cases).
    """

    name: str
    one_row_per: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...]
    open: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the promised columns, in order."""
        return tuple(column.name for column in self.columns)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame, if it keeps the promise.

        Raises:
            ValueError: a column lacks, is too many, holds None where it may not, or the key repeats.
        """
        have = tuple(frame.columns)
        if have[: len(self.names)] != self.names or (len(have) > len(self.names) and not self.open):
            raise ValueError(f"{self.name}: columns {have}, promised {self.names}")
        for column in self.columns:
            if not column.missing and frame[column.name].isna().any():
                raise ValueError(f"{self.name}.{column.name} holds missing values")
        if frame.duplicated(list(self.key)).any():
            raise ValueError(f"{self.name}: key {self.key} repeats")
        return frame


def _c(name: str, kind: str, meaning: str, missing: bool = False) -> ColumnSpec:
    return ColumnSpec(name=name, kind=kind, meaning=meaning, missing=missing)


SOURCES = FrameSpec(
    name="sources",
    one_row_per="source",
    key=("name",),
    columns=(
        _c("id", "id", "id of the source"),
        _c("name", "text", "name"),
        _c("kind", "text", "interview, observation, document, focus-group, survey, author"),
        _c("technique", "text", "W, O, D, F, S or A"),
        _c("date", "text", "ISO date of collection", missing=True),
        _c("period", "text", "fieldwork period", missing=True),
        _c("place", "text", "place of collection", missing=True),
        _c("site", "text", "site", missing=True),
        _c("copy_of", "text", "name of the source that this one copies", missing=True),
        _c("derived_from", "list", "names of sources this one was made from"),
        _c("synthetic", "flag", "whether it was made up"),
        _c("characters", "integer", "code points"),
        _c("words", "integer", "words"),
    ),
)

TURNS = FrameSpec(
    name="turns",
    one_row_per="turn",
    key=("source", "start"),
    columns=(
        _c("source_id", "id", "id of the source"),
        _c("source", "text", "name of the source"),
        _c("start", "integer", "first code point"),
        _c("end", "integer", "code point after the last"),
        _c("speaker", "text", "label as written", missing=True),
        _c("role", "text", "informant, interviewer or other", missing=True),
        _c("case", "text", "name of the case that speaks", missing=True),
        _c("question", "text", "key of the guide's question", missing=True),
        _c("start_time", "number", "seconds", missing=True),
        _c("end_time", "number", "seconds", missing=True),
    ),
)

CASES = FrameSpec(
    name="cases",
    one_row_per="case",
    key=("name",),
    open=True,  # one column for each attribute follows
    columns=(
        _c("id", "id", "id of the case"),
        _c("name", "text", "name"),
        _c("aliases", "list", "other names"),
        _c("same_as", "text", "case that is the same person", missing=True),
        _c("depends_on", "list", "cases whose word is not independent of this one's"),
        _c("unspecified", "flag", "whether it stands for several unnamed informants"),
    ),
)

CODES = FrameSpec(
    name="codes",
    one_row_per="code",
    key=("path",),
    columns=(
        _c("id", "id", "id of the code"),
        _c("path", "text", "address"),
        _c("parent", "text", "path above", missing=True),
        _c("label", "text", "label in the language of the frame"),
        _c("brief", "text", "brief definition"),
        _c("definition", "text", "definition"),
        _c("method", "text", "Saldaña's name of the method"),
        _c("slots", "list", "process slots"),
        _c("position", "integer", "order in the codebook"),
        _c("version", "integer", "changes of its definition"),
        _c("status", "text", "active, merged or retired"),
        _c("rules", "integer", "number of match rules"),
        _c("scale", "list", "steps of its magnitudes, lowest first"),
    ),
)

CODINGS = FrameSpec(
    name="codings",
    one_row_per="active coding, joined with its source, turn and informant",
    key=("id",),
    columns=(
        _c("id", "id", "id of the coding"),
        _c("source", "text", "name of the source"),
        _c("kind", "text", "kind of the source"),
        _c("technique", "text", "of the informant named by hand if that case has one, else of the source"),
        _c("synthetic", "flag", "whether the source was made up"),
        _c("date", "text", "date of the source", missing=True),
        _c("period", "text", "period of the source", missing=True),
        _c("start", "integer", "first code point"),
        _c("end", "integer", "code point after the last"),
        _c("line", "integer", "line of the first code point, 1-based"),
        _c("quote", "text", "text[start:end]"),
        _c("code", "text", "path of the code"),
        _c("coder", "text", "who coded"),
        _c("round", "text", "round of coding"),
        _c("at", "text", "when, UTC"),
        _c("origin", "text", "hand, rule or model"),
        _c("rule", "text", "the rule's pattern", missing=True),
        _c("version", "integer", "version of the code it was made under", missing=True),
        _c("stance", "text", "+, -, 0 or ±", missing=True),
        _c("basis", "text", "direct, hearsay, document or inference", missing=True),
        _c("prompted", "flag", "whether a leading question came before", missing=True),
        _c("magnitude", "text", "value on the code's scale", missing=True),
        _c("slot", "text", "process slot", missing=True),
        _c("memo", "text", "the coder's note", missing=True),
        _c("speaker", "text", "label of the turn whose words it is", missing=True),
        _c("role", "text", "informant, interviewer or other; None outside turns", missing=True),
        _c("informant", "text", "case named by hand, else the case that speaks", missing=True),
        _c("question", "text", "the guide's question of the turn", missing=True),
        _c("turn", "integer", "number of the turn in its source, 0-based", missing=True),
        _c("quarantined", "flag", "whether it overlaps a quarantined span"),
    ),
)

QUESTIONS = FrameSpec(
    name="questions",
    one_row_per="question of the interview guide",
    key=("key",),
    columns=(
        _c("key", "text", "the question's id"),
        _c("text", "text", "wording"),
        _c("codes", "list", "paths of the codes it targets"),
    ),
)

LINKS = FrameSpec(
    name="links",
    one_row_per="link between codes or cases",
    key=("id",),
    columns=(
        _c("id", "id", "id of the link"),
        _c("from_kind", "text", "code or case"),
        _c("from", "text", "path of the code or name of the case"),
        _c("to_kind", "text", "code or case"),
        _c("to", "text", "path of the code or name of the case"),
        _c("type", "text", "causes, precedes, part_of, kind_of, versus, contradicts or explains"),
        _c("sign", "text", "+, - or ±", missing=True),
        _c("evidence", "list", "ids of active codings that say so; empty for an inference of the researcher"),
        _c("memo", "text", "why, or what flows; empty for nothing"),
        _c("coder", "text", "who drew it"),
        _c("at", "text", "when, UTC"),
    ),
)

ALL_FRAMES = (SOURCES, TURNS, CASES, CODES, CODINGS, QUESTIONS, LINKS)


def _no_links() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: pd.Series([], dtype="object") for name in LINKS.names})


class Letting(StrEnum):
    """Which codings a filter lets into a display; the people and the texts are those of the filter in any case."""

    CHOSEN = "chosen"
    ALL = "all"  # however they are coded
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What displays, tactics and triangulation look at: the study as frames, read in one transaction.

    Attributes:
        study: The study's title.
        language: Language of labels in the frames, "id" or "en".
        verdicts: Results of triangulation where a display asks for them.
        findings: The study's findings, as stored.
        written: What researchers wrote into displays.
        papers: Texts, memos and histories, as far as a display asks for them.
        letting: Which codings are let in; other than CHOSEN only to see whether a display rests on any.
    """

    study: str
    language: str
    sources: pd.DataFrame
    turns: pd.DataFrame
    cases: pd.DataFrame
    codes: pd.DataFrame
    codings: pd.DataFrame
    questions: pd.DataFrame
    links: pd.DataFrame = field(default_factory=_no_links)
    findings: tuple[object, ...] = field(default=())
    verdicts: tuple[object, ...] = field(default=())
    written: tuple[Written, ...] = field(default=())
    papers: Papers = field(default_factory=Papers)
    letting: Letting = Letting.CHOSEN

    @property
    def synthetic(self) -> bool:
        """Whether any source was made up."""
        return bool(self.sources["synthetic"].any())
