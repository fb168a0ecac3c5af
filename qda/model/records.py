"""The study's single things, as frozen records. Bulk travels as the named frames of `qda.model.frames`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qda.model.ids import Id


class Kind(StrEnum):
    """What a source is."""

    INTERVIEW = "interview"
    OBSERVATION = "observation"
    DOCUMENT = "document"
    FOCUS_GROUP = "focus-group"
    SURVEY = "survey"
    AUTHOR = "author"  # the researcher's own prose: an assertion, never a witness


class Technique(StrEnum):
    """How evidence was collected, the axis of *triangulasi teknik*."""

    INTERVIEW = "W"
    OBSERVATION = "O"
    DOCUMENT = "D"
    FOCUS_GROUP = "F"
    SURVEY = "S"
    AUTHOR = "A"


TECHNIQUE_OF = {
    Kind.INTERVIEW: Technique.INTERVIEW,
    Kind.OBSERVATION: Technique.OBSERVATION,
    Kind.DOCUMENT: Technique.DOCUMENT,
    Kind.FOCUS_GROUP: Technique.FOCUS_GROUP,
    Kind.SURVEY: Technique.SURVEY,
    Kind.AUTHOR: Technique.AUTHOR,
}


class SpeakerRole(StrEnum):
    """Whether a speaker's words can be evidence."""

    INFORMANT = "informant"
    INTERVIEWER = "interviewer"
    OTHER = "other"  # a note of the transcriber, a moderator's software, …: not evidence


class Stance(StrEnum):
    """What a coding says of its code: for, against, neutral, both."""

    FOR = "+"
    AGAINST = "-"
    NEUTRAL = "0"
    MIXED = "±"


class Basis(StrEnum):
    """How the speaker knows it."""

    DIRECT = "direct"
    HEARSAY = "hearsay"
    DOCUMENT = "document"
    INFERENCE = "inference"


class Origin(StrEnum):
    """Who made a coding."""

    HAND = "hand"
    RULE = "rule"
    MODEL = "model"


class Level(StrEnum):
    """How far a word's forms are followed when matching."""

    EXACT = "exact"
    INFLECTED = "inflected"
    ROOT = "root"


SLOTS = ("actor", "input", "process", "output", "impact", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document as collected.

    Attributes:
        text: As decoded at import, never normalised.
        original: The file's bytes; None where the source came out of a larger file.
        date: ISO date of collection; None if unknown.
        period: The fieldwork period, for triangulation by time; None if unknown.
        metadata: Header rows found in the text (Nama, Tempat, Tanggal …), in order.
    """

    id: Id
    name: str
    kind: Kind
    technique: Technique
    text: str
    original: bytes | None = None
    file: str = ""
    format: str = ""
    language: str = ""
    date: str | None = None
    period: str | None = None
    place: str | None = None
    site: str | None = None
    copy_of: str | None = None
    derived_from: tuple[str, ...] = ()
    synthetic: bool = False
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A label that speaks in one source."""

    id: Id
    source: Id
    label: str
    role: SpeakerRole
    case: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's uninterrupted words; the span leaves the label out.

    Attributes:
        speaker: None where nobody is named (a note, a document).
        question: Key of the guide's question this turn asks or answers.
        start_time: Seconds from the beginning of the recording.
    """

    source: Id
    start: int
    end: int
    speaker: Id | None = None
    question: str | None = None
    start_time: float | None = None
    end_time: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A unit of study; an informant is a case that speaks or is quoted.

    Attributes:
        same_as: Name of the case that is the same person.
        depends_on: Names of cases whose word is not independent of this one's (hard dependency).
        unspecified: True for "several informants": may be anybody already named.
        attributes: role, group, site, technique … as given; a missing value has no entry.
    """

    id: Id
    name: str
    aliases: tuple[str, ...] = ()
    same_as: str | None = None
    depends_on: tuple[str, ...] = ()
    unspecified: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    def attribute(self, name: str) -> str | None:
        """The value of an attribute, None where it is missing."""
        return dict(self.attributes).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the interview guide and the codes it targets; tells *asked* from *silent*."""

    id: Id
    key: str
    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing the autocoder looks for.

    Attributes:
        kind: Name of the autocoder that understands it (`word`, `regex`, `all`, `any`, `tokens` …).
        pattern: The rule as written in the codebook, as JSON text.
        at: Where in the codebook file it stands ("line 12"); "" if not from a file.
    """

    id: Id
    kind: str
    pattern: str
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code with its anatomy (MacQueen et al. 1998; exemplars after Bernard and Saldaña).

    Attributes:
        path: Address, names joined by "/": `bina-manusia/pelatihan`.
        label: Name in print, by language.
        position: Order in the codebook, 0-based over all codes.
        version: Counts the changes of this code's definition or rules, from 1.
    """

    id: Id
    path: str
    label: tuple[tuple[str, str], ...] = ()
    brief: str = ""
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    typical: str = ""
    atypical: str = ""
    close_but_no: str = ""
    method: str = ""
    cycle: int | None = None
    origin: str = ""
    stance: tuple[tuple[str, str], ...] = ()
    slots: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()
    ref: str = ""
    color: str = ""
    rules: tuple[Rule, ...] = ()
    position: int = 0
    version: int = 1
    status: str = "active"

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def parent(self) -> str | None:
        """The path above, None at the top."""
        return self.path.rsplit("/", 1)[0] if "/" in self.path else None

    def label_in(self, language: str) -> str:
        """The label in a language, else any label, else the name."""
        labels = dict(self.label)
        return labels.get(language) or next(iter(labels.values()), "") or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One coder's use of one code on one segment; `quote == text[start:end]`, always.

    Attributes:
        at: UTC, ISO-8601.
        rule: The rule that made it, with the code's version then; None where a hand did.
        informant: Case whose words these are where that is not the turn's speaker.
        magnitude: As the code's scale has it.
        slot: The process slot this segment fills (actor, input, process, output, impact, time).
        status: `active`, or `rejected`: refused by a human and not to be made again by its rule.
    """

    id: Id
    source: Id
    start: int
    end: int
    quote: str
    code: Id
    coder: str
    at: str
    round: str = "1"
    origin: Origin = Origin.HAND
    rule: Id | None = None
    version: int | None = None
    stance: Stance | None = None
    basis: Basis | None = None
    prompted: bool | None = None
    magnitude: str | None = None
    slot: str | None = None
    informant: Id | None = None
    memo: str | None = None
    status: str = "active"


class LinkType(StrEnum):
    """How one thing is tied to another; the first is the subject: A causes B, A is a kind of B."""

    CAUSES = "causes"
    PRECEDES = "precedes"
    PART_OF = "part_of"
    KIND_OF = "kind_of"
    VERSUS = "versus"
    CONTRADICTS = "contradicts"
    EXPLAINS = "explains"


class Sign(StrEnum):
    """Whether a link strengthens or weakens what it leads to, or both."""

    PLUS = "+"
    MINUS = "-"
    MIXED = "±"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie between two codes, two cases, or a code and a case.

    Attributes:
        from_kind: `code` or `case`; `to_kind` likewise.
        sign: None where it was not said.
        evidence: Ids of the codings whose words say so; empty where the researcher infers it.
        memo: Why, or what flows; "" for nothing.
    """

    id: Id
    from_kind: str
    from_id: Id
    to_kind: str
    to_id: Id
    type: LinkType
    sign: Sign | None = None
    evidence: tuple[Id, ...] = ()
    memo: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A note about anything.

    Attributes:
        about_kind: source, case, code, coding, finding or study.
        about: Id of that thing; None for the study.
        type: analytic, method, theory, reflexive, surprise …
    """

    id: Id
    about_kind: str
    about: Id | None
    type: str
    text: str
    status: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement the study claims, as `findings.yaml` has it.

    Attributes:
        body: The whole entry as canonical JSON; `qda.verify` gives it its shape.
        position: Order in the file.
    """

    id: Id
    key: str
    statement: str
    body: str
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One command in the record of every change.

    Attributes:
        kind: do, undo or redo.
        target: Sequence number of the entry that was undone or redone.
        undone: True where the change is at present taken back.
    """

    seq: int
    at: str
    who: str
    command: str
    what: str
    kind: str = "do"
    target: int | None = None
    undone: bool = False
    changes: int = 0
    hash: str = field(default="", repr=False)
