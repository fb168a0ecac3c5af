"""V4: does the finding still pass when only strong evidence counts?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.model.evidence import Evidence, EvidenceUnit
from qda.model.sheet import Sheet
from qda.model.verdict_words import verdict_label
from qda.model.wording import N_, _, number, plural
from qda.verify.asked import one_name
from qda.verify.finding import FindingSpec
from qda.verify.outcome import Status
from qda.verify.quoting import in_words, one_each, quotations_of, words_of
from qda.verify.retrial import Retrial, retry, retry_with
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import line, named, table
from qda.verify.voices import STANCE_WORDS, Voice, supporting, voices
from qda.verify.weighing import DIRECT, DOCUMENT, HEARSAY, INFERENCE, Weighed, weak, weigh

_BASES = {
    DIRECT: N_("at first hand"),
    DOCUMENT: N_("from a document"),
    HEARSAY: N_("hearsay"),
    INFERENCE: N_("inference"),
}
_QUOTES = 3
_STRONG, _WEAK = "keep", "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightingEvidenceOptions:
    """Options of weighting the evidence."""

    direct: float = field(
        default=1.0, metadata={"help": N_("Weight of what was seen or done oneself, 0 to 1."), "least": 0, "most": 1}
    )
    document: float = field(
        default=0.8, metadata={"help": N_("Weight of what a document says, 0 to 1."), "least": 0, "most": 1}
    )
    hearsay: float = field(
        default=0.4, metadata={"help": N_("Weight of what was heard from others, 0 to 1."), "least": 0, "most": 1}
    )
    inference: float = field(
        default=0.2, metadata={"help": N_("Weight of what is only concluded, 0 to 1."), "least": 0, "most": 1}
    )
    min_stated: float = field(
        default=0.5,
        metadata={
            "help": N_("Share of the people, 0 to 1, whose basis must be known before anything is decided."),
            "least": 0,
            "most": 1,
        },
    )


@tactic(
    "weighting-evidence",
    N_("Weighting the evidence: whether the finding still passes without hearsay, inference and poor informants"),
    number="V4",
    about=About.FINDING,
    question=N_(
        "How good an informant is each of them: near to the matter, thoughtful, free to speak, without a stake?"
    ),
    options=WeightingEvidenceOptions,
    predicate=N_("what the finding asserts still passes with hearsay and inference removed"),
    criteria=("credibility", "dependability"),
)
def weighting_evidence(ground: Ground, options: WeightingEvidenceOptions) -> Machine:
    """Weights by basis, and the finding tried again on strong evidence alone."""
    finding, evidence = ground.finding, ground.evidence
    assert finding is not None  # the contract: a tactic about findings is given one, and its evidence
    assert evidence is not None
    heard = supporting(ground)
    if not heard:
        return Machine(
            value=_("No passage speaks for the finding."),
            not_applicable=_("No passage speaks for the finding: there is nothing to weigh."),
        )
    weights = {
        DIRECT: options.direct,
        DOCUMENT: options.document,
        HEARSAY: options.hearsay,
        INFERENCE: options.inference,
    }
    weighed = weigh(ground, heard, weights)
    items = _items(ground, finding, heard)
    poor = frozenset(item.key for item in items if _answered(ground, item) == _WEAK)
    before, after = (
        retry(ground, finding, evidence),
        retry_with(ground, finding, lambda unit: not weak(unit) and one_name(ground.facts, unit.informant) not in poor),
    )
    stated = sum(each.basis is not None for each in weighed)
    enough = stated >= options.min_stated * len(weighed)
    return Machine(
        value=_value(weighed),
        holds=None if before.status is not Status.SUPPORTED or not (enough or poor) else after.status is before.status,
        advice=(
            *_retrial_advice(before, after, poor, decided=enough or bool(poor)),
            *_weak_advice(ground, evidence),
            *_unstated_advice(weighed),
            *_moment_advice(weighed),
        ),
        sheet=_sheet(ground, weigh(ground, voices(ground), weights)),
        items=items,
        evidence=tuple(coding for voice in heard for coding in voice.ids),
        caveat=_(
            "The weights are a convention, not a measurement. What was observed counts as seen, what was read as a "
            "document; what is said counts by the basis that the coder stated, and by none where none is stated."
        ),
        next_action="" if enough else _("State the basis of the codings: direct, hearsay, document or inference."),
    )


def _answered(ground: Ground, item: Item) -> str:
    said = ground.answered(item.key)
    return said.answer if said else ""


def _value(weighed: Sequence[Weighed]) -> str:
    known = [each.weight for each in weighed if each.weight is not None]
    told = plural(
        "{people} person or source speaks for it; the basis is known of {known}.",
        "{people} people or sources speak for it; the basis is known of {known}.",
        len(weighed),
    ).format(people=len(weighed), known=len(known))
    if not known:
        return told
    weight = plural(
        "By how it is known, this one weighs as much as {sum} at first hand.",
        "By how they know it, these {known} weigh as much as {sum} at first hand.",
        len(known),
    ).format(known=len(known), sum=number(sum(known), 1, short=True))
    return f"{told} {weight}"


def _retrial_advice(before: Retrial, after: Retrial, poor: frozenset[str], *, decided: bool) -> list[str]:
    if before.status is not Status.SUPPORTED:
        return [
            _("It does not pass even with all its evidence ({because}), so weighing cannot help or harm it.").format(
                because=" ".join(each.because for each in before.failing[:1]).rstrip(".")
            )
        ]
    if not decided:
        return []
    told = (
        _("Tried again without hearsay, inference and {names}, it is {verdict}").format(
            names=", ".join(sorted(poor)), verdict=verdict_label(after.result.verdict)
        )
        if poor
        else _("Tried again without hearsay and inference, it is {verdict}").format(
            verdict=verdict_label(after.result.verdict)
        )
    )
    if after.status is before.status:
        return [f"{told} {_('and passes as before.')}"]
    because = " ".join(each.because for each in after.failing)
    return [
        f"{told} {_('and no longer passes: {because} Say how it is known, or find it at first hand.')}".format(
            because=because
        )
    ]


def _weak_advice(ground: Ground, evidence: Evidence) -> list[str]:
    ids = {unit.coding for unit in evidence.units if unit.coding and unit.stance > 0 and weak(unit)}
    chosen = one_each(quotations_of(ground.material, ids).values(), _QUOTES)
    if not chosen:
        return []
    return [_("Not at first hand: {quotes}").format(quotes=" · ".join(map(in_words, chosen)))]


def _unstated_advice(weighed: Sequence[Weighed]) -> list[str]:
    open_ones = [each.voice.name for each in weighed if each.basis is None]
    if not open_ones:
        return []
    return [
        _("No coder noted how they know it: {names}. Read again whether they saw it, were told, or suppose it.").format(
            names=named(open_ones)
        )
    ]


def _moment_advice(weighed: Sequence[Weighed]) -> list[str]:
    told = []
    late = [each.late for each in weighed if each.late is not None]
    if len(late) > 1 and not any(late):
        told.append(_("All of it is from one day, or from before the evidence’s middle. Later talk is often franker."))
    company = [each.voice.name for each in weighed if each.company]
    if company:
        told.append(
            _("Said before others: {names}. Ask them alone whether they still say so.").format(names=named(company))
        )
    return told


def _items(ground: Ground, finding: FindingSpec, heard: Sequence[Voice]) -> tuple[Item, ...]:
    """The people on each of whom alone the verdict hangs: how good they are as informants decides."""
    if ground.result is None or ground.result.k_star != 1 or len(heard) < 2:
        return ()
    found = []
    for voice in heard:

        def others(unit: EvidenceUnit, name: str = voice.name) -> bool:
            return one_name(ground.facts, unit.informant) != name

        left = retry_with(ground, finding, others)
        if left.result.verdict is ground.result.verdict:
            continue
        quotes = quotations_of(ground.material, voice.ids)
        first = next(iter(quotes.values()))
        found.append(
            Item(
                key=voice.name,
                text=_(
                    "Without {name} the verdict becomes {verdict}. Near to the matter, free to speak, no stake? {quote}"
                ).format(name=voice.name, verdict=verdict_label(left.result.verdict), quote=words_of(first)),
                reference=first.reference,
                choices=(_STRONG, _WEAK),
                evidence=voice.ids,
            )
        )
    return tuple(found)


def _sheet(ground: Ground, weighed: Sequence[Weighed]) -> Sheet:
    rows = [
        line(
            each.voice.name,
            (
                each.voice.group,
                _(STANCE_WORDS[each.voice.stance]),
                _(_BASES[each.basis]) if each.basis in _BASES else each.basis or _("not stated"),
                each.weight,
                None if each.late is None else _("later half") if each.late else _("earlier half"),
                _("with others") if each.company else _("alone"),
            ),
            evidence=each.voice.ids,
        )
        for each in weighed
    ]
    return table(
        ground,
        "weighting-evidence",
        _("Weight of the evidence"),
        reading=_("Each row is a person in the evidence, weighed by the best way in which he or she knows it."),
        corner=_("person"),
        heads=(_("group"), _("stance"), _("basis"), _("weight"), _("when"), _("company")),
        rows=rows,
    )
