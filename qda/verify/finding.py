"""A finding as a test: which evidence it rests on, what is asserted of it, what was waived or resolved."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.evidence import VerdictWord
from qda.model.prediction import EXPECTATION, Factor

KINDS = ("descriptive", "comparative", "causal", "evaluative", "normative", EXPECTATION)
AGREEMENTS = ("belum", "sebagian", "ya", "ditolak")
WAYS = ("reject", "narrow", "both-true", "time-change", "error")
MEASURES = ("witnesses", "independent_witnesses", "groups", "techniques", "negative_cases")
SIGNS = (">=", "<=", "==", ">", "<")
MIN_CONSISTENCY, MIN_CASES = 0.8, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceQuery:
    """Which codings are evidence; empty parts select everything.

    Attributes:
        codes: Paths; each stands for itself and all codes below it.
        stance: The sign of a coding that speaks for the finding: "-" where the finding denies what the code says.
        unstated: How a coding without a stance is read: "+" as that sign, "0" as a mention.
        groups: Source groups of the informants.
        techniques: Letters W, O, D, F, S, A.
        memo: Text within the coding's note, to tell apart two findings on one code.
        where: A condition (`qda.model.condition`) on coding, source and informant.
    """

    codes: tuple[str, ...] = ()
    stance: str = "+"
    unstated: str = "+"
    informants: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    memo: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAssertion:
    """`witnesses >= 2`."""

    text: str
    measure: str
    sign: str
    number: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictAssertion:
    """`verdict in [CONVERGENT, COMPLEMENTARY]`."""

    text: str
    verdicts: tuple[VerdictWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeAssertion:
    """`no_unresolved_negative`."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOnlyAssertion:
    """`not_only: author_text`."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustAssertion:
    """`survives_loss_of: 1`: the verdict does not hang on so few witnesses."""

    text: str
    loss: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IfThenAssertion:
    """A rule over cases (MHS's if–then test).

    Attributes:
        given: Condition of the “if”.
        then: Condition that should follow.
        consistency: Share of the cases with the “if” that must have the “then”, 0–1.
        min_cases: Cases with the “if” below which nothing is decided.
    """

    text: str
    given: str
    then: str
    consistency: float = MIN_CONSISTENCY
    min_cases: int = MIN_CASES


@dataclass(frozen=True, slots=True, kw_only=True)
class TacticAssertion:
    """`tactic: negative-evidence`: that tactic was applied to the finding and supports it."""

    text: str
    tactic: str


Assertion = (
    MeasureAssertion
    | VerdictAssertion
    | NegativeAssertion
    | NotOnlyAssertion
    | RobustAssertion
    | IfThenAssertion
    | TacticAssertion
)

# Tactic V3's default where a finding asserts nothing itself (method §3.3).
DEFAULT = VerdictAssertion(
    text="verdict in [CONVERGENT, COMPLEMENTARY]", verdicts=(VerdictWord.CONVERGENT, VerdictWord.COMPLEMENTARY)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An assertion that may fail, because somebody answers for it; printed with the finding.

    Attributes:
        assertion: Its text as written, or the name it begins with.
    """

    assertion: str
    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a human decided about a negative case.

    Attributes:
        informant: Whose dissent it is; "" where a coding is named.
        coding: Printed id of the coding; "" where an informant is named.
        how: reject, narrow, both-true, time-change or error.
    """

    informant: str = ""
    coding: str = ""
    how: str
    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another explanation.

    Attributes:
        finding: Key of the finding that states it; "" where it is only told.
        evidence: Its own evidence query; None where there is none, or the other finding has it.
    """

    statement: str
    finding: str = ""
    evidence: EvidenceQuery | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSpec:
    """One entry of `findings.yaml`, read.

    Attributes:
        scope: Attributes of informants or sources with the values that are in scope.
        scope_condition: A scope written as a condition; "" if none.
        expected: Verdict that the writer expects; None if not said.
        agreement: Member-check status: belum, sebagian, ya, ditolak.
        depends_on: Keys of the findings that it is concluded from: the steps of a chain of evidence.
        written: ISO date on which its writer says it was written; "" if not said. Only `imported_at` is proven.
        factors: What works for the statement and against it, where it is a prediction.
        hold_out: Condition on cases and sources that were set aside for replication; "" if none.
        hold_out_at: When that condition came into the study, UTC.
        imported_at: When this wording came into the study, UTC; "" for a finding that is not stored.
        imported_by: Who brought it in.
        predicted_at: When what an expectation predicts came in as it stands; "" for other findings, and where that is
            `imported_at`.
    """

    key: str
    statement: str
    kind: str = "descriptive"
    evidence: EvidenceQuery = EvidenceQuery()
    scope: tuple[tuple[str, tuple[str, ...]], ...] = ()
    scope_condition: str = ""
    assertions: tuple[Assertion, ...] = ()
    rivals: tuple[Rival, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    expected: VerdictWord | None = None
    agreement: str = "belum"
    depends_on: tuple[str, ...] = ()
    written: str = ""
    factors: tuple[Factor, ...] = ()
    hold_out: str = ""
    hold_out_at: str = ""
    imported_at: str = ""
    imported_by: str = ""
    predicted_at: str = ""

    @property
    def expected_since(self) -> str:
        """When an expectation came in; what was decided on it later, its waivers and answers, does not count."""
        return self.predicted_at or self.imported_at


def waives(told: str, assertion: Assertion) -> bool:
    """Whether what a waiver names is this assertion: its text, blanks apart, or the name it begins with.

    A measure that has two names (`groups`, `source_groups`) may be waived by its own where the other was asserted.
    """
    wanted, text = "".join(told.split()), "".join(assertion.text.split())
    if isinstance(assertion, MeasureAssertion):
        measure = assertion.measure
        return wanted in (text, measure, f"{measure}{assertion.sign}{assertion.number:g}")
    return text == wanted or (wanted.isidentifier() and text.partition(":")[0] == wanted)
