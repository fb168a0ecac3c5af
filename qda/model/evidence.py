"""What triangulation takes and gives. The algorithm is in `qda.verify.triangulate`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qda.model.ids import Id


class VerdictWord(StrEnum):
    """The ten verdicts (method §4.4); capitals are what JSON shows."""

    CONVERGENT = "CONVERGENT"
    COMPLEMENTARY = "COMPLEMENTARY"
    PARTIAL = "PARTIAL"
    SINGLE_SOURCE = "SINGLE_SOURCE"
    DISSONANT = "DISSONANT"
    DOUBTED = "DOUBTED"
    REFUTED = "REFUTED"
    UNSUPPORTED = "UNSUPPORTED"
    UNTESTED = "UNTESTED"
    ASSERTED = "ASSERTED"


class GroupState(StrEnum):
    """What one group says of a finding."""

    SUPPORT = "SUPPORT"
    CONTRADICT = "CONTRADICT"
    SPLIT = "SPLIT"
    MENTION = "MENTION"
    SILENT = "SILENT"
    NOT_ASKED = "NOT_ASKED"


class PairState(StrEnum):
    """How two groups compare (Farmer et al. 2006)."""

    AGREEMENT = "AGREEMENT"
    PARTIAL = "PARTIAL"
    SILENCE = "SILENCE"
    SILENCE_BOTH = "SILENCE_BOTH"
    DISSONANCE = "DISSONANCE"
    NA = "NA"


class Axis(StrEnum):
    """What is compared: source groups, techniques, periods of fieldwork, coders (method §4.1)."""

    GROUP = "group"
    TECHNIQUE = "technique"
    TIME = "time"
    CODER = "coder"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceUnit:
    """One piece of evidence for or against a finding.

    Attributes:
        informant: Who says or shows it; a source that nobody speaks in stands for itself.
        group: Value on the axis of comparison (source group, technique, period, coder).
        technique: W, O, D, F, S, or A for the researcher's own assertion.
        stance: 1 for, -1 against, 0 neutral; a mixed coding is two units.
        subcode: Which part of the finding it speaks to; None where not subdivided.
        cluster: Key shared by units whose words were copied from one another; None if unique.
        similar: Key shared by units with the same words in passages too short to be sure of copying: one
            witness in the cautious bound, independent in the generous one; None if unique.
        coding: The coding behind it; None in test vectors.
        basis: direct, hearsay, document, inference; None if not stated.
        date: ISO date of the occasion, decides the origin of a copied text; None if unknown.
        unspecified: The informant is "several informants", perhaps one already counted.
        design_level: Attributed only by the study's design ("interviews were held"), not by the passage.
        hearsay_from: Whom the informant heard it from; None if not hearsay or not stated.
        coder: Who coded it; None in test vectors.
        post_hoc: Coded after the finding was written, by the one who wrote it.
        source: Name of the source it stands in; None in test vectors.
        author_text: The researcher's text that holds the same words: with technique A it is surely their
            origin, else perhaps, so that the cautious bound leaves the unit out; None if there is none.
        foreign: Line of a paragraph around it that is perhaps of another study; None if there is none.
    """

    informant: str
    group: str
    technique: str
    stance: int
    subcode: str | None = None
    cluster: str | None = None
    similar: str | None = None
    coding: Id | None = None
    basis: str | None = None
    date: str | None = None
    prompted: bool | None = None
    unspecified: bool = False
    design_level: bool = False
    hearsay_from: str | None = None
    coder: str | None = None
    post_hoc: bool = False
    source: str | None = None
    author_text: str | None = None
    foreign: int | None = None


class DependencyKind(StrEnum):
    """Why two informants are not independent."""

    SAME_PERSON = "same-person"
    DEPENDENT = "dependent"
    COPY = "copy"
    DERIVED = "derived"
    RELATED = "related"  # soft: spouses, superior and subordinate, the same firm …


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """An informant whose word is not independent of others'.

    Attributes:
        others: With one, both are the same witness. With several (a document made from a focus group), the
            informant counts with one of them that says the same, and never joins them to each other.
        certain: False where it is only possible: hard in the cautious bound, absent in the generous one.
    """

    informant: str
    others: tuple[str, ...]
    kind: DependencyKind = DependencyKind.DEPENDENT
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Codings of the finding's codes that are no evidence, and why."""

    reason: str
    codings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that triangulation needs to know of one finding on one axis.

    Attributes:
        finding: Key of the finding.
        asked: By group, how many informants (or sources) were asked; a group nobody asked has 0. Its order is
            the order of the results.
        excluded: What was left out; printed.
        assumptions: What was taken for granted where the study does not say, each a sentence; printed.
        agreement: Member-check status: belum, sebagian, ya, ditolak.
        look_alikes: Pairs of informants whose attributes are all the same: a hint without effect.
    """

    finding: str
    axis: Axis = Axis.GROUP
    units: tuple[EvidenceUnit, ...] = ()
    asked: tuple[tuple[str, int], ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    assumptions: tuple[str, ...] = ()
    agreement: str = "belum"
    look_alikes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TriangulationOptions:
    """The thresholds, all printed with the result.

    Attributes:
        min_groups: Supporting groups wanted for more than a single source.
        min_techniques: Techniques wanted among supporting witnesses (2 with --strict).
        tolerance: τ, the share of dissent within a group that still leaves it on one side (0–0.5).
        max_silent: Share of asked groups that may be silent.
    """

    min_groups: int = 2
    min_techniques: int = 1
    tolerance: float = 0.20
    max_silent: float = 1 / 3


DEFAULT_THRESHOLDS = TriangulationOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An independent source of evidence: informants who count as one."""

    informants: tuple[str, ...]
    group: str
    techniques: tuple[str, ...]
    stance: str  # "+", "-", "mixed" or "m" (mention only)
    subcodes: tuple[str, ...] = ()
    codings: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The numbers that assertions compare, of one bound.

    Attributes:
        witnesses: Witnesses who support the finding.
        independent_witnesses: N_eff of these, after discounting soft dependencies; 0 where there are none.
        groups: Groups that support it.
        techniques: Techniques among supporting witnesses.
        negative_cases: Witnesses against it, mixed ones included.
    """

    witnesses: int = 0
    independent_witnesses: float = 0.0
    groups: int = 0
    techniques: int = 0
    negative_cases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A threat to the verdict that was looked for and found (method §4.5).

    Attributes:
        effect: What was done about it, a word for programs.
        because: What was found and what follows, one sentence for people.
    """

    name: str
    effect: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SugiyonoFields:
    """Sugiyono's categorisation of one matter by its sources.

    Attributes:
        same: Groups that share the prevailing stance.
        different: Groups that oppose it, wholly or (where they are split) in part.
        specific: (group, subcode) held by one group only.
        agreement: Member-check status: belum, sebagian, ya, ditolak.
    """

    same: tuple[str, ...]
    different: tuple[str, ...]
    specific: tuple[tuple[str, str], ...]
    agreement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """A group that is quoted, but in which nobody counts as a witness of their own.

    Attributes:
        counted_with: The groups with whose witnesses its words count, since they may be the same people or depend on
            them; empty where only the design of the study says that this group was the source.
        codings: Its passages.
    """

    group: str
    counted_with: tuple[str, ...]
    codings: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangulation:
    """The result for one finding on one axis.

    Attributes:
        verdict: The cautious one (equals `lower`).
        lower: Uncertain dependencies taken as hard, design-level attributions dropped.
        upper: Uncertain dependencies taken as independent.
        k_star: Smallest number of witnesses whose loss changes the verdict, searched up to 4; None where
            there is none to lose or the verdict survives the loss of four. Under ASSERTED the author's own
            word is what can be lost.
        effective_witnesses: N_eff of the supporting witnesses after discounting soft dependencies, ≥ 0.
        witnesses: Of the cautious bound, whatever their stance.
        groups: State by group, in order of first mention in `asked`.
        pairs: State by pair of groups.
        prominence: d/asked by group, 0–1; a group nobody asked has no entry.
        uncounted: Groups that are quoted and yet have no witness of their own in the cautious bound; by their state
            they are silent, but nobody should read it as silence.
    """

    finding: str
    axis: str
    verdict: VerdictWord
    lower: VerdictWord
    upper: VerdictWord
    k_star: int | None
    witnesses: tuple[Witness, ...]
    effective_witnesses: float
    supporting_groups: tuple[str, ...]
    techniques: tuple[str, ...]
    groups: tuple[tuple[str, GroupState], ...]
    pairs: tuple[tuple[str, str, PairState], ...]
    asked: tuple[tuple[str, int], ...]
    prominence: tuple[tuple[str, float], ...] = ()
    negative_cases: tuple[Witness, ...] = ()
    author_assertions: int = 0
    author_codings: tuple[Id, ...] = ()
    author_counterstatement: bool = False
    guards: tuple[Guard, ...] = ()
    sugiyono: SugiyonoFields | None = None
    options: TriangulationOptions = DEFAULT_THRESHOLDS
    measures: Measures = Measures(witnesses=0, independent_witnesses=0.0, groups=0, techniques=0, negative_cases=0)
    upper_measures: Measures = Measures(
        witnesses=0, independent_witnesses=0.0, groups=0, techniques=0, negative_cases=0
    )
    excluded: tuple[Exclusion, ...] = ()
    assumptions: tuple[str, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
