"""G2 · Seeing plausibility: which findings rest on nothing but sounding right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, plural
from qda.verify.finding import FindingSpec
from qda.verify.meaning_words import in_quotes
from qda.verify.tactic import About, Ground, Item, Machine, TacticStatus, tactic
from qda.verify.tactic_table import cell, table

_UNTOUCHED = (TacticStatus.NOT_APPLIED, TacticStatus.NOT_APPLICABLE)
_NO_TEST = ("chain-of-evidence",)  # run on findings, but a way of making meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class PlausibilityOptions:
    """How much is asked at once."""

    most: int = field(
        default=10, metadata={"help": N_("Untested findings that you are asked about at once."), "least": 1}
    )


@tactic(
    "plausibility",
    N_("Seeing plausibility: findings that no test has been applied to"),
    number="G2",
    about=About.STUDY,
    question=N_("Why is each untested finding plausible, and what would make it implausible?"),
    predicate=N_("every finding states an assertion or has had a tactic for testing applied"),
    options=PlausibilityOptions,
    criteria=("credibility",),
)
def plausibility(ground: Ground, options: PlausibilityOptions) -> Machine:
    """List findings without assertion and without any test; expectations are no claims and stay out."""
    claims = [finding for finding in ground.findings if finding.kind != "expectation"]
    if not claims:
        why = _("The study has no findings yet.")
        return Machine(value=why, not_applicable=why, next_action=_("Write findings.yaml, then: qda finding import."))
    unchecked = [finding for finding in claims if not finding.assertions and not _tests(ground, finding)]
    n = len(unchecked)
    return Machine(
        value=plural(
            "{n} of {all} findings rests on plausibility alone.",
            "{n} of {all} findings rest on plausibility alone.",
            n,
        ).format(n=n, all=len(claims)),
        holds=not unchecked,
        advice=tuple(_advice(claims, unchecked)),
        sheet=_sheet(ground, claims, unchecked),
        items=tuple(_item(finding) for finding in unchecked[: options.most]),
        asks=False,
        caveat=_(
            "Plausible is where analysis begins, not where it ends: what agrees with what you expected is tested least."
        ),
        next_action=_(
            "Give each an assertion in findings.yaml, or test it: qda tactic negative-evidence --finding {key}"
        ).format(key=unchecked[0].key)
        if unchecked
        else "",
    )


def _tests(ground: Ground, finding: FindingSpec) -> int:
    """Tactics for testing that were applied to a finding, begun ones included."""
    applied = ground.statuses.get(finding.key, {})
    return sum(1 for name, status in applied.items() if name not in _NO_TEST and status not in _UNTOUCHED)


def _item(finding: FindingSpec) -> Item:
    return Item(
        key=f"finding:{finding.key}",
        text=_("“{statement}” Why is it plausible? What would you have to see to give it up? A sentence each.").format(
            statement=finding.statement
        ),
    )


def _advice(claims: Sequence[FindingSpec], unchecked: Sequence[FindingSpec]) -> tuple[str, ...]:
    if not unchecked:
        return (_("Each finding has met at least one test. Whether it passed stands with the test."),)
    told = [
        _("Untested: {keys}.").format(keys=in_quotes([finding.key for finding in unchecked], 8)),
        _("If you can name nothing that would make a finding implausible, it says too little to be tested."),
    ]
    if len(unchecked) == len(claims):
        told.append(_("Begin with the finding that your conclusion hangs on most."))
    return tuple(told)


def _sheet(ground: Ground, claims: Sequence[FindingSpec], unchecked: Sequence[FindingSpec]) -> Sheet:
    return table(
        ground,
        "plausibility",
        title=_("Findings and their tests"),
        reading=_("Each row is a finding; untested ones are plausible and no more."),
        corner=_("finding"),
        heads=(_("statement"), _("assertions"), _("tests applied"), _("verdict"), _("state")),
        rows=(
            Row(
                label=finding.key,
                cells=(
                    cell(finding.statement),
                    cell(len(finding.assertions)),
                    cell(_tests(ground, finding)),
                    cell(str(ground.results[finding.key].verdict) if finding.key in ground.results else None),
                    cell(_("plausible, untested") if finding in unchecked else _("tested")),
                ),
            )
            for finding in claims
        ),
        rules=(
            _("Tested: the finding states an assertion, or a tactic for testing was at least begun on it."),
            _("Expectations written down before the fieldwork are no claims and are left out."),
        ),
    )
