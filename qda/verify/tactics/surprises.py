"""V7: what was expected, and who said otherwise?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qda.model.ids import show_id
from qda.model.records import Finding, Memo
from qda.model.sheet import Sheet
from qda.model.wording import N_, _, plural
from qda.verify.asked import related
from qda.verify.evidence import gather_evidence
from qda.verify.finding import FindingSpec
from qda.verify.moments import Moment, moment, moment_words
from qda.verify.quoting import quotations_of, words_of
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import line, table
from qda.verify.voices import STANCE_WORDS, Voice, voices

_KIND = "expectation"
_SURPRISE = "surprise"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurprisesOptions:
    """Options of the look at surprises."""

    expectation: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Ids of the expectations to hold against; those that share a code with the finding.")},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expected:
    """An expectation held against the evidence.

    Attributes:
        against: People who say otherwise, with those passages alone.
    """

    spec: FindingSpec
    moment: Moment
    heard: tuple[Voice, ...]
    against: tuple[Voice, ...]


@tactic(
    "surprises",
    N_("Following up surprises: what was expected, when that was written down, and who said otherwise"),
    number="V7",
    about=About.FINDING,
    question=N_("What surprised you, what had you expected, and why were you wrong?"),
    options=SurprisesOptions,
    predicate=N_("each surprise has a decision"),
    criteria=("credibility", "confirmability"),
)
def surprises(ground: Ground, options: SurprisesOptions) -> Machine:
    """Passages against the stored expectations that share a code with the finding; memos of surprise beside them."""
    finding = ground.finding
    assert finding is not None  # the contract: a tactic about findings is given one
    notes = _noted(ground)
    expected = [_held(ground, each) for each in _expectations(ground, finding, options)]
    if not expected:
        return _nothing_expected(finding, notes)
    items = tuple(item for each in expected for item in _items(ground, finding, each))
    open_ones = [item for item in items if ground.answered(item.key) is None]
    dated = [each for each in expected if each.moment is Moment.BEFORE]
    return Machine(
        value=_value(expected, len(open_ones)),
        holds=True if dated and not open_ones else None,
        advice=(*_advice(expected), *_note_advice(notes)),
        sheet=_sheet(ground, expected),
        items=items,
        asks=not dated,
        evidence=tuple(coding for each in expected for voice in each.against for coding in voice.ids),
        caveat=_("Only what was written down can be shown to have been expected. What nobody asked cannot surprise."),
        next_action=_("Say of each what you had expected and why it came otherwise.") if open_ones else "",
    )


def _expectations(ground: Ground, finding: FindingSpec, options: SurprisesOptions) -> list[FindingSpec]:
    known = [each for each in ground.findings if each.kind == _KIND]
    if options.expectation:
        return [each for each in known if each.key in options.expectation]
    codes = finding.evidence.codes
    return [each for each in known if each.key == finding.key or any(related(c, codes) for c in each.evidence.codes)]


def _held(ground: Ground, spec: FindingSpec) -> _Expected:
    there = replace(ground, finding=spec, evidence=gather_evidence(ground.facts, spec))
    units = () if there.evidence is None else there.evidence.units
    heard = voices(there)
    against = voices(there, [unit for unit in units if unit.stance < 0])
    return _Expected(
        spec=spec,
        moment=moment(spec.expected_since, (coded for voice in heard for coded in voice.codings)),
        heard=heard,
        against=tuple(sorted(against, key=lambda voice: voice.name)),
    )


def _nothing_expected(finding: FindingSpec, notes: Sequence[Memo]) -> Machine:
    return Machine(
        value=_("No stored expectation shares a code with the finding, so nothing can be shown to have surprised."),
        advice=(
            _(
                "Write down what you expect before you code on: an entry in findings.yaml with kind: expectation and "
                "the codes {codes}. Its date is kept."
            ).format(codes=", ".join(finding.evidence.codes) or "–"),
            *_note_advice(notes),
        ),
        caveat=_("Only what was written down can be shown to have been expected. What nobody asked cannot surprise."),
        next_action=_("Write an expectation into findings.yaml, then: qda finding import findings.yaml"),
    )


def _items(ground: Ground, finding: FindingSpec, expected: _Expected) -> list[Item]:
    decided = [*finding.resolutions, *expected.spec.resolutions]
    names, ids = {each.informant for each in decided}, {each.coding for each in decided}
    found = []
    for voice in expected.against:
        if {unit.informant for unit in voice.units} & names or {show_id(i) for i in voice.ids} & ids:
            continue
        quote = next(iter(quotations_of(ground.material, voice.ids).values()))
        found.append(
            Item(
                key=f"{expected.spec.key}:{voice.name}",
                text=_("Expected: {statement} {name} says: {quote} Why is it otherwise?").format(
                    statement=expected.spec.statement, name=voice.name, quote=words_of(quote)
                ),
                reference=quote.reference,
                evidence=voice.ids,
            )
        )
    return found


def _value(expected: Sequence[_Expected], open_ones: int) -> str:
    told = [
        _("Expected: “{statement}” {against} of {of} people or sources say otherwise.").format(
            statement=each.spec.statement, against=len(each.against), of=len(each.heard)
        )
        for each in expected
    ]
    if open_ones:
        told.append(
            plural("{n} surprise has no decision yet.", "{n} surprises have no decision yet.", open_ones).format(
                n=open_ones
            )
        )
    return " ".join(told)


def _advice(expected: Sequence[_Expected]) -> list[str]:
    told = []
    for each in expected:
        when = moment_words(each.moment, each.spec.expected_since, each.spec.written)
        told.append(_("{key}: {when}.").format(key=each.spec.key, when=when))
        if each.moment in (Moment.AFTER, Moment.BETWEEN):
            told.append(_("An expectation written after the evidence tests nothing. Report it as an afterthought."))
        if not each.heard:
            told.append(_("Nothing is coded on it yet, so that it could not be disappointed."))
        elif not any(coded.stance for voice in each.heard for coded in voice.codings):
            told.append(_("No coding on it states a stance, so that nobody could be seen to contradict it."))
        elif not each.against:
            told.append(_("Nobody contradicts it. Ask yourself whether you asked in a way that let them."))
    return told


def _noted(ground: Ground) -> list[Memo]:
    """Memos of the type surprise about the finding or a coding of its evidence."""
    finding = ground.finding
    keys = {
        each.id
        for each in ground.material.findings
        if isinstance(each, Finding) and finding and each.key == finding.key
    }
    about = keys | {unit.coding for unit in (ground.evidence.units if ground.evidence else ()) if unit.coding}
    return sorted((m for m in ground.memos if m.type == _SURPRISE and m.about in about), key=lambda m: (m.at, m.id))


def _note_advice(notes: Sequence[Memo]) -> list[str]:
    return [
        _("Noted as a surprise by {who} on {date}: {text}").format(
            who=each.by, date=each.at[:10], text=each.text.strip()
        )
        for each in notes
    ]


def _sheet(ground: Ground, expected: Sequence[_Expected]) -> Sheet:
    rows = [
        line(
            voice.name,
            (voice.group, _(STANCE_WORDS[voice.stance]), moment_words(each.moment, each.spec.expected_since)),
            group=each.spec.statement,
            evidence=voice.ids,
        )
        for each in expected
        for voice in each.heard
    ]
    return table(
        ground,
        "surprises",
        _("Surprises"),
        reading=_("Each block is an expectation; each row a person who says something of it."),
        corner=_("person"),
        heads=(_("group"), _("of the expectation"), _("expectation written")),
        rows=rows,
        quotations=quotations_of(ground.material, [i for e in expected for v in e.against for i in v.ids]).values(),
    )
