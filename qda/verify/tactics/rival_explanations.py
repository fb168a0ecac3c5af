"""V12: the finding beside its rivals, witness by witness; what is inconsistent with an explanation weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.model.evidence import Witness
from qda.model.sheet import Sheet
from qda.model.wording import N_, _, plural
from qda.verify.quoting import in_words, quotations_of
from qda.verify.rivals import CONSISTENT, INCONSISTENT, NEUTRAL, Hypothesis, hypotheses
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import line, table

_CHOICES = (CONSISTENT, INCONSISTENT, NEUTRAL)
_SIGNS = {CONSISTENT: "+", INCONSISTENT: "–", NEUTRAL: "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalExplanationsOptions:
    """The table of rivals has no options."""


@tactic(
    "rival-explanations",
    N_("The finding beside its rivals: which explanation has the fewest witnesses against it"),
    number="V12",
    about=About.FINDING,
    question=N_("Which explanation do you keep, and why did you give up the others?"),
    options=RivalExplanationsOptions,
    predicate=N_(
        "a rival is recorded, and fewer independent witnesses are inconsistent with the finding than with any"
    ),
    citation=N_("Miles, Huberman & Saldaña 2014, chapter 11; Heuer 1999, chapter 8 (pages not checked)"),
    criteria=("credibility",),
)
def rival_explanations(ground: Ground, _options: RivalExplanationsOptions) -> Machine:
    """Heuer's table of competing hypotheses, counted in independent witnesses."""
    assert ground.finding is not None  # the contract: a tactic about findings is given one
    if not ground.finding.rivals:
        return Machine(
            value=_("No rival explanation is recorded."),
            advice=(
                _(
                    "Ask what else could have brought about the same evidence: chance, selection, another cause, your "
                    "own presence. Write it under “rivals” in findings.yaml, with evidence of its own where you can."
                ),
            ),
            next_action=_("Write at least one rival for {finding}, then: qda finding import findings.yaml").format(
                finding=ground.finding.key
            ),
        )
    found = hypotheses(ground)
    own, rivals = found[0], found[1:]
    undecided = [rival for rival in rivals if rival.undecided]
    better = [rival for rival in rivals if rival.inconsistent <= own.inconsistent]
    return Machine(
        value=_value(own, rivals),
        holds=None if undecided else not better,
        advice=tuple(_advice(own, rivals, undecided, better)),
        sheet=_sheet(ground, found),
        items=tuple(item for rival in rivals for item in _items(ground, rival)),
        evidence=tuple(coding for witness in own.witnesses for coding in witness.codings),
        caveat=_(
            "Evidence that fits every explanation tells them apart no better than none. Look for what only one of "
            "them can explain."
        ),
    )


def _value(own: Hypothesis, rivals: Sequence[Hypothesis]) -> str:
    told = plural(
        "{n} witness is inconsistent with the finding, of {all}.",
        "{n} witnesses are inconsistent with the finding, of {all}.",
        own.inconsistent,
    ).format(n=own.inconsistent, all=len(own.judged))
    each = "; ".join(f"“{rival.statement}” {rival.inconsistent}" for rival in rivals)
    return f"{told} {_('With its rivals: {each}.').format(each=each)}"


def _advice(
    own: Hypothesis, rivals: Sequence[Hypothesis], undecided: Sequence[Hypothesis], better: Sequence[Hypothesis]
) -> list[str]:
    told = []
    if undecided:
        told.append(
            _("Say witness by witness whether the words are consistent with it: {names}.").format(
                names="; ".join(f"“{rival.statement}”" for rival in undecided)
            )
        )
    for rival in better:
        if not rival.undecided:
            told.append(
                _("“{rival}” has no more against it than the finding ({n} and {own}). Do not give it up yet.").format(
                    rival=rival.statement, n=rival.inconsistent, own=own.inconsistent
                )
            )
    telling = _telling((own, *rivals))
    if telling:
        told.append(_("These tell the explanations apart: {names}.").format(names=", ".join(telling)))
    elif not undecided:
        told.append(_("No witness tells the explanations apart: each fits all of them, or none."))
    return told


def _telling(found: Sequence[Hypothesis]) -> list[str]:
    """Witnesses whose words are consistent with one explanation and inconsistent with another."""
    judged: dict[str, set[str]] = {}
    for hypothesis in found:
        for name, judgement in hypothesis.judged:
            judged.setdefault(name, set()).add(judgement)
    return [name for name, given in judged.items() if {CONSISTENT, INCONSISTENT} <= given]


def _items(ground: Ground, rival: Hypothesis) -> list[Item]:
    if rival.computed:
        return []
    return [_item(ground, rival, witness) for witness in rival.witnesses]


def _item(ground: Ground, rival: Hypothesis, witness: Witness) -> Item:
    quotes = quotations_of(ground.material, witness.codings)
    words = [in_words(quotes[coding]) for coding in witness.codings if coding in quotes]
    return Item(
        key=rival.item_key(witness),
        text=_("“{rival}”: are the words of {who} consistent with it? {words}").format(
            rival=rival.statement, who=", ".join(witness.informants), words=" ".join(words[:2])
        ),
        choices=_CHOICES,
        evidence=witness.codings,
    )


def _sheet(ground: Ground, found: Sequence[Hypothesis]) -> Sheet:
    names = list(dict.fromkeys(name for hypothesis in found for name, _judgement in hypothesis.judged))
    rows = []
    for name in names:
        given = [dict(hypothesis.judged).get(name) for hypothesis in found]
        rows.append(line(name, [_SIGNS[each] if each else None for each in given]))
    rows.append(line(_("inconsistent witnesses"), [hypothesis.inconsistent for hypothesis in found]))
    return table(
        ground,
        "rival-explanations",
        _("Rival explanations"),
        reading=_("+ consistent, – inconsistent, 0 neutral. The explanation with the fewest – stands best."),
        corner=_("witness"),
        heads=[hypothesis.statement for hypothesis in found],
        rows=rows,
        rules=(
            _("Counted are independent witnesses, not quotations."),
            _("Where a rival has evidence of its own it was computed; else a human judged, witness by witness."),
        ),
    )
