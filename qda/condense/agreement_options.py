"""How coders are compared: the unit, the coders, what uncoded text means. Light: the shell reads its choices here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qda.model.wording import _

CONSENSUS = "consensus"  # the round that `qda adjudicate` writes; never compared unless it is named


class AgreementUnit(StrEnum):
    """What the coders are compared on, unit by unit."""

    SEGMENT = "segment"  # the coders' own segments, matched one to one
    SENTENCE = "sentence"
    TURN = "turn"  # a paragraph where nobody speaks
    DOCUMENT = "document"
    CHARACTER = "character"


class Uncoded(StrEnum):
    """Whether units that nobody coded count as agreement that no code applies."""

    INCLUDE = "include"
    EXCLUDE = "exclude"


class IntervalMethod(StrEnum):
    """How the interval of a coefficient is computed."""

    NONE = "none"
    JACKKNIFE = "jackknife"
    BOOTSTRAP = "bootstrap"


class Clusters(StrEnum):
    """What is left out or drawn for an interval; never coders."""

    DOCUMENT = "document"
    UNIT = "unit"


class Measure(StrEnum):
    """Coefficients by the names of `--by`."""

    PERCENT = "percent"
    HOLSTI = "holsti"
    KAPPA = "kappa"  # Cohen's for two coders, Fleiss' for more
    PI = "pi"
    LIGHT = "light"
    CONGER = "conger"
    FLEISS = "fleiss"
    ALPHA = "alpha"
    BRENNAN_PREDIGER = "brennan-prediger"
    PABAK = "pabak"
    AC1 = "ac1"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Rater:
    """Who is compared: one coder in one round. `label` tells the raters of one comparison apart."""

    coder: str
    round: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementOptions:
    """What is compared, and how.

    Attributes:
        coders: Names; empty for all people who coded (rules only where they are named).
        rounds: Rounds; empty for the only one there is. Two rounds compare one coder with that coder.
        codes: Paths, each with all below it; empty for all. They choose what is reported, not what the units are.
        depth: Levels of the code path that count, so that a/b and a/c agree at depth 1; None for all.
        sources: Names; empty for all.
        unit: What is compared.
        overlap: For segments: share of their union that two must have in common, 0–1; 1 wants the same place.
        uncoded: Whether units that nobody coded count. None where no such unit can be; needed elsewhere.
        all_sources: Whether every coder looked at every source; else only at those with a coding by that coder.
        speakers: Whose words are units: informants, all, or one speaker; for segments and documents all count.
        interval: How intervals are computed.
        clusters: What they leave out or draw.
        bootstraps: Draws of a bootstrap.
        seed: Its seed, and that of γ.
        gamma: Whether Mathet's γ is computed too.
    """

    coders: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    depth: int | None = None
    sources: tuple[str, ...] = ()
    unit: AgreementUnit = AgreementUnit.SEGMENT
    overlap: float = 0.5
    uncoded: Uncoded | None = None
    all_sources: bool = False
    speakers: str = "informants"
    interval: IntervalMethod = IntervalMethod.JACKKNIFE
    clusters: Clusters = Clusters.DOCUMENT
    bootstraps: int = 1000
    seed: int = 1
    gamma: bool = False


def leaves_uncoded(options: AgreementOptions) -> bool:
    """Whether there can be units that nobody coded, so that a choice about them is needed."""
    if options.unit is AgreementUnit.DOCUMENT:
        return options.all_sources
    return options.unit is not AgreementUnit.SEGMENT


def without_effect(options: AgreementOptions) -> str:
    """The option that was given and would change nothing here, as typed; "" where there is none."""
    usual = AgreementOptions()
    drawn = options.interval is IntervalMethod.BOOTSTRAP
    idle = (
        ("--overlap", options.overlap != usual.overlap and options.unit is not AgreementUnit.SEGMENT),
        (
            "--speakers",
            options.speakers != usual.speakers and options.unit in (AgreementUnit.SEGMENT, AgreementUnit.DOCUMENT),
        ),
        ("--bootstraps", options.bootstraps != usual.bootstraps and not drawn),
        ("--seed", options.seed != usual.seed and not drawn and not options.gamma),
        ("--clusters", options.clusters != usual.clusters and options.interval is IntervalMethod.NONE),
    )
    return next((name for name, here in idle if here), "")


def why_choose() -> str:
    """What the two choices about uncoded units mean."""
    return _(
        "Say whether units that nobody coded count. With --uncoded include they count as agreement that no code "
        "applies: much uncoded text then makes agreement look high. With --uncoded exclude only units that somebody "
        "coded count: agreement to leave text uncoded is then not seen, and chance-corrected numbers become lower, "
        "even negative. The choice alone can move α from 0.6 to −0.4, so there is no default."
    )
