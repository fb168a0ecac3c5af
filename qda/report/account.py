"""What a study can say of itself, fetched once: everything the parts of the report are written from."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.document import Picture
from qda.model.evidence import Triangulation
from qda.model.output import Provenance
from qda.model.problem import Problem
from qda.model.quotation import Quotation
from qda.model.records import Code, Kind, Memo, Origin
from qda.model.sheet import Sheet
from qda.report.facts import MethodFacts
from qda.verify.lint import Found
from qda.verify.outcome import FindingResult
from qda.verify.profile import Profile
from qda.verify.saturation import StudySaturation


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAccount:
    """One source.

    Attributes:
        informants: Who speaks in it, in order of first speech.
        minutes: Length by its time stamps; None where it has none.
        metadata: Header rows of the transcript, label and value.
    """

    name: str
    kind: Kind
    date: str | None
    period: str | None
    place: str | None
    site: str | None
    words: int
    informants: tuple[str, ...]
    minutes: float | None
    copy_of: str | None
    derived_from: tuple[str, ...]
    synthetic: bool
    metadata: tuple[tuple[str, str], ...]

    def header(self, *labels: str) -> str:
        """The value of the first header row whose label begins with one of these words (small letters); "" if none."""
        found = (value for label, value in self.metadata if label.casefold().startswith(labels))
        return next(found, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class InformantAccount:
    """One person who speaks or is quoted.

    Attributes:
        group: Attribute group, else role; None where both are missing.
        attributes: As the cases table has them, a missing one has no entry.
        sources: Names of the sources heard in.
        asked: Keys of the guide's questions put to them.
        codings: Codings of their words.
        quoted_only: Whether their words come only from documents.
        stands_for: How many people the case stands for.
    """

    name: str
    group: str | None
    attributes: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    asked: tuple[str, ...]
    codings: int
    quoted_only: bool
    stands_for: int = 1

    def attribute(self, *names: str) -> str:
        """The first attribute there is of these names, "" if none."""
        own = dict(self.attributes)
        return next((own[name] for name in names if own.get(name)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Somebody who was asked to take part and did not, with the reason where one is recorded."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAccount:
    """A question of the guide, and how many informants of each group it was put to (group, asked, all)."""

    key: str
    text: str
    groups: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAccount:
    """A code with its use, codes below it included.

    Attributes:
        informants: Different people whose words carry it.
        texts: Different observations and documents that carry it, in which nobody speaks.
        codings: Passages, a passage once for each coder.
    """

    code: Code
    informants: int
    texts: int
    codings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderAccount:
    """What one coder (or the rules) coded in one round; `first` and `last` are ISO dates."""

    coder: str
    round: str
    origin: Origin
    codings: int
    sources: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingAccount:
    """One finding, verified.

    Attributes:
        techniques: The same evidence compared by technique; None where the study has only one technique.
        times: The same by period of fieldwork; None where fewer than two periods are known.
        supporting: Quotations for it, chosen by the rule of the displays.
        opposing: Quotations against it.
    """

    result: FindingResult
    techniques: Triangulation | None
    times: Triangulation | None
    supporting: tuple[Quotation, ...]
    opposing: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayAccount:
    """A display, and the file it is written to ("" where to none); or why it could not be made (no sheet).

    Attributes:
        sheet: It, or of a network or a plot the numbers behind it.
        pictures: A network or a plot as it is drawn, in parts where one page is too small.
        why: Why it could not be made or drawn; "" where it is here.
    """

    kind: str
    sheet: Sheet | None
    file: str = ""
    why: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalAccount:
    """The record of every change: commands that stand, those taken back, whose they are, first and last day."""

    commands: int
    undone: int
    people: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookAccount:
    """How the codebook came to be: codes taken out of use, codes whose definition changed, rules."""

    codes: tuple[CodeAccount, ...]
    retired: int
    revised: tuple[str, ...]
    rules: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOut:
    """A passage that may not be evidence."""

    source: str
    characters: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """Agreement on one code, or on all where `code` is ""; a figure is None where it is undefined."""

    code: str
    units: int
    percent: float | None
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementAccount:
    """Agreement of two or more coders, code by code and overall.

    Attributes:
        kappa: Whose κ it is: "Cohen" for two coders, "Fleiss" for more.
        notes: What was compared and how, a sentence each.
    """

    coders: tuple[str, ...]
    kappa: str
    rows: tuple[AgreementRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAccount:
    """Everything.

    Attributes:
        refusals: Who refused to take part; None where the cases table does not record it.
        unheard: Cases of the table who neither speak nor are quoted.
        axis_groups: The source groups of the study in the order of the cases table.
        saturation: None where it cannot be computed, with the reason in `no_saturation`.
        agreement: None where it was not computed, with the reason in `no_agreement`.
        profile: For each finding the tactics that test it; empty where there are no findings.
        meaning: The tactics for generating meaning that were applied, number and name.
        defects: What `qda lint` found, that which somebody answers for included.
        warnings: What verifying noticed of the material.
        faults: What `qda check` finds wrong: quotations that are not in their place, references that lead nowhere.
    """

    title: str
    language: str
    provenance: Provenance
    facts: MethodFacts
    sources: tuple[SourceAccount, ...]
    informants: tuple[InformantAccount, ...]
    interviewers: tuple[str, ...]
    refusals: tuple[Refusal, ...] | None
    unheard: tuple[str, ...]
    unjoined: tuple[str, ...]
    unspecified: tuple[str, ...]
    axis_groups: tuple[str, ...]
    questions: tuple[QuestionAccount, ...]
    codebook: CodebookAccount
    coders: tuple[CoderAccount, ...]
    uncoded: tuple[str, ...]
    unplaced: int
    displays: tuple[DisplayAccount, ...]
    findings: tuple[FindingAccount, ...]
    saturation: StudySaturation | None
    no_saturation: str
    agreement: AgreementAccount | None
    no_agreement: str
    profile: tuple[Profile, ...]
    meaning: tuple[str, ...]
    memos: tuple[Memo, ...]
    kept_out: tuple[KeptOut, ...]
    journal: JournalAccount
    defects: tuple[Found, ...]
    warnings: tuple[Problem, ...]
    faults: int

    @property
    def synthetic(self) -> int:
        """How many sources were made up."""
        return sum(source.synthetic for source in self.sources)

    @property
    def material(self) -> tuple[SourceAccount, ...]:
        """The sources that are material, the researcher's own prose left out."""
        return tuple(source for source in self.sources if source.kind is not Kind.AUTHOR)

    @property
    def people(self) -> int:
        """How many people the informants are."""
        return sum(informant.stands_for for informant in self.informants)

    @property
    def codings(self) -> int:
        """All codings."""
        return sum(coder.codings for coder in self.coders)

    @property
    def groups(self) -> tuple[tuple[str, tuple[InformantAccount, ...]], ...]:
        """The informants by group in the order of the cases table, those without one last under ""."""
        found: dict[str, list[InformantAccount]] = {}
        for informant in self.informants:
            found.setdefault(informant.group or "", []).append(informant)
        return tuple((name, tuple(found[name])) for name in sorted(found, key=lambda name: name == ""))

    def of_kind(self, *kinds: Kind) -> tuple[SourceAccount, ...]:
        """The sources of these kinds."""
        return tuple(source for source in self.sources if source.kind in kinds)

    def memos_of(self, *types: str) -> tuple[Memo, ...]:
        """The memos of these types."""
        return tuple(memo for memo in self.memos if memo.type in types)
