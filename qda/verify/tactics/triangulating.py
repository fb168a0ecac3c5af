"""V3: does the finding hold from several sides: sources, techniques, times, coders, kinds of data?"""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.model.evidence import Axis, GroupState, Triangulation, VerdictWord
from qda.model.sheet import Sheet
from qda.model.technique_words import technique_word
from qda.model.verdict_words import axis_label, interval_label, state_label
from qda.model.wording import N_, _, plural
from qda.verify.assertions import unresolved
from qda.verify.evidence import gather_evidence
from qda.verify.finding import FindingSpec
from qda.verify.quoting import LONGEST, in_words, one_each, quotations_of
from qda.verify.tactic import About, Ground, Machine, tactic
from qda.verify.tactic_table import line, named, table
from qda.verify.triangulate import triangulate
from qda.verify.voices import strata
from qda.verify.witnesses import SPEAKING

_WANTED = (VerdictWord.CONVERGENT, VerdictWord.COMPLEMENTARY)
_AGAINST = (VerdictWord.REFUTED, VerdictWord.DOUBTED, VerdictWord.DISSONANT)
_QUOTES = 2
_SCRIPT = 3  # interviews that share words from which it is rather a script than one copy
_WEIGHTY = ("copied-text", "hearsay", "dependent-informants", "pasted-summary", "post-hoc", "one-coder")
_DATA = {"W": N_("spoken"), "F": N_("spoken"), "O": N_("observed"), "D": N_("written"), "S": N_("counted")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TriangulatingOptions:
    """Options of triangulating."""

    axes: tuple[str, ...] = field(
        default=tuple(axis.value for axis in Axis),
        metadata={
            "help": N_("Axes to compare on: group, technique, time, coder."),
            "choices": tuple(axis.value for axis in Axis),
        },
    )


@tactic(
    "triangulating",
    N_("Triangulating: what the finding comes to by source group, technique, time, coder and kind of data"),
    number="V3",
    about=About.FINDING,
    question=N_("Where sources differ: who is right in what, and how do you decide between them?"),
    options=TriangulatingOptions,
    predicate=N_("the verdict by source group is convergent or complementary"),
    citation=N_("Miles, Huberman & Saldaña 2014, chapter 11; Denzin 1978; Farmer et al. 2006; Sugiyono 2013"),
    criteria=("credibility", "confirmability"),
)
def triangulating(ground: Ground, options: TriangulatingOptions) -> Machine:
    """The verdict by source group, and beside it those along the other axes."""
    finding, result = ground.finding, ground.result
    assert finding is not None  # the contract: a tactic about findings is given one, and its result
    assert result is not None
    others = {axis: _along(ground, finding, result, Axis(axis)) for axis in options.axes if axis != Axis.GROUP.value}
    open_cases = unresolved(result.negative_cases, finding.resolutions)
    holds = _holds(result)
    return Machine(
        value=_value(result),
        holds=holds,
        refutes=result.verdict is VerdictWord.REFUTED,
        advice=(
            *_verdict_advice(ground, finding, result, len(open_cases)),
            *_axis_advice(others),
            *_data_advice(result),
            *_script_advice(ground),
            *(_cut(guard.because) for guard in result.guards if guard.name in _WEIGHTY),
        ),
        sheet=_sheet(ground, {Axis.GROUP.value: result, **others} if Axis.GROUP.value in options.axes else others),
        asks=bool(open_cases) or result.lower is not result.upper or _split(result),
        evidence=tuple(sorted({coding for witness in result.witnesses for coding in witness.codings})),
        caveat=_(
            "Agreement is no proof: sources can share the same error, and different views can all be right. It counts "
            "those coded and asked in this study."
        ),
        next_action=_next(ground, finding, result, len(open_cases)),
    )


def _along(ground: Ground, finding: FindingSpec, result: Triangulation, axis: Axis) -> Triangulation:
    return triangulate(gather_evidence(ground.facts, finding, axis), result.options)


def _holds(result: Triangulation) -> bool | None:
    if result.verdict is VerdictWord.UNTESTED:
        return None
    inside = {word in _WANTED for word in (result.lower, result.upper)}
    return inside.pop() if len(inside) == 1 else None


def _split(result: Triangulation) -> bool:
    return any(state in (GroupState.SPLIT, GroupState.CONTRADICT) for _group, state in result.groups) and bool(
        result.supporting_groups
    )


def _value(result: Triangulation) -> str:
    if not result.witnesses:
        asked = sum(n for _group, n in result.asked)
        return _("By source group: {verdict}. No witness; {asked} asked.").format(
            verdict=interval_label(result.lower, result.upper), asked=asked
        )
    return _(
        "By source group: {verdict}. {plus} of {all} independent witnesses are for it, {minus} against or on both "
        "sides; {groups} of {asked} groups that were asked support it."
    ).format(
        verdict=interval_label(result.lower, result.upper),
        plus=result.measures.witnesses,
        all=len(result.witnesses),
        minus=result.measures.negative_cases,
        groups=len(result.supporting_groups),
        asked=sum(n > 0 for _group, n in result.asked),
    )


def _verdict_advice(ground: Ground, finding: FindingSpec, result: Triangulation, open_cases: int) -> list[str]:
    told = []
    quoted = {one.group for one in result.uncounted}
    silent = [group for group, state in result.groups if state is GroupState.SILENT and group not in quoted]
    unasked = _unasked(ground, finding)
    if result.verdict in _AGAINST or open_cases:
        told += _both_sides(ground, result, open_cases)
    if result.verdict is VerdictWord.SINGLE_SOURCE:
        told.append(_("One side alone says it. Write whose view it is, or find it from another side."))
    if result.verdict is VerdictWord.COMPLEMENTARY:
        told.append(_("Each group tells another part. Write the parts beside each other, not as one agreement."))
    if result.k_star == 1 and result.verdict in (*_WANTED, VerdictWord.PARTIAL):
        told.append(_("It hangs on one witness: without that one the verdict changes."))
    if silent:
        told.append(
            _("Asked or looked at, and silent: {names}. Find out why it goes unsaid there.").format(names=named(silent))
        )
    if unasked:
        told.append(_("Not asked, so no support: {names}.").format(names=named(unasked)))
    return told


def _unasked(ground: Ground, finding: FindingSpec) -> list[str]:
    """Groups within the finding's scope in which nobody was asked."""
    return [part.value for part in strata(ground, finding, "group") if not part.asked]


def _both_sides(ground: Ground, result: Triangulation, open_cases: int) -> list[str]:
    told = []
    for words, stances in ((_("For it: {quotes}"), ("+",)), (_("Against it: {quotes}"), ("-", "mixed"))):
        ids = {coding for witness in result.witnesses if witness.stance in stances for coding in witness.codings}
        chosen = one_each(quotations_of(ground.material, ids).values(), _QUOTES)
        if chosen:
            told.append(words.format(quotes=" · ".join(map(in_words, chosen))))
    if open_cases:
        told.append(
            plural(
                "{n} witness against it has no decision yet. Decide: reject, narrow the scope, both true from "
                "different viewpoints, a change over time, or an error.",
                "{n} witnesses against it have no decision yet. Decide for each: reject, narrow the scope, both true "
                "from different viewpoints, a change over time, or an error.",
                open_cases,
            ).format(n=open_cases)
        )
    return told


def _axis_advice(others: dict[str, Triangulation]) -> list[str]:
    told = []
    for axis, result in others.items():
        supporting = [_shown(axis, group) for group in result.supporting_groups]
        against = [_shown(axis, group) for group, state in result.groups if state is GroupState.CONTRADICT]
        if axis == Axis.TECHNIQUE.value and len(supporting) == 1:
            told.append(
                _("Only by one technique ({name}). Look for it by another: see it, or find it in writing.").format(
                    name=supporting[0].lower()
                )
            )
        if axis == Axis.TIME.value and supporting and against:
            told.append(
                _(
                    "By time it differs: for it {plus}; against it {minus}. Has it changed, or were others asked then?"
                ).format(plus=named(supporting), minus=named(against))
            )
        if axis == Axis.CODER.value and len(result.groups) > 1 and supporting and against:
            told.append(
                _("Coders read it differently: for it {plus}, against it {minus}. Settle the definition first.").format(
                    plus=named(supporting), minus=named(against)
                )
            )
    return told


def _script_advice(ground: Ground) -> list[str]:
    """Many interviews that share words share most likely the interviewer's own, read aloud to each."""
    sharing: dict[str, set[str]] = {}
    for unit in ground.evidence.units if ground.evidence else ():
        if unit.cluster is not None and unit.technique in SPEAKING:
            sharing.setdefault(unit.cluster, set()).add(unit.informant)
    many = max((len(names) for names in sharing.values()), default=0)
    if many < _SCRIPT:
        return []
    return [
        _(
            "{n} interviews share the same words and count as one. Words shared by so many are most likely the "
            "interviewer’s own: mark who speaks, or quarantine what was read aloud."
        ).format(n=many)
    ]


def _cut(text: str) -> str:
    """A sentence with a long list of names, cut at a word."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _data_advice(result: Triangulation) -> list[str]:
    kinds = sorted({_(_DATA.get(letter, letter)) for letter in result.techniques})
    if len(kinds) < 2:
        return []
    return [_("It rests on {n} kinds of data: {names}.").format(n=len(kinds), names=", ".join(kinds))]


def _shown(axis: str, group: str) -> str:
    return technique_word(group) if axis == Axis.TECHNIQUE.value else group


def _next(ground: Ground, finding: FindingSpec, result: Triangulation, open_cases: int) -> str:
    if open_cases:
        return _("Write each decision under “resolved” of {key} in findings.yaml, then: qda verify {key}").format(
            key=finding.key
        )
    if result.verdict is VerdictWord.UNTESTED:
        return _("Ask about it: nobody was asked yet.")
    unasked = _unasked(ground, finding)
    if unasked and result.verdict not in _WANTED:
        return _("Ask in {group}: is it so that “{statement}”?").format(
            group=unasked[0], statement=finding.statement.rstrip(".")
        )
    return "" if result.verdict in _WANTED else f"qda triangulate {finding.key}"


def _sheet(ground: Ground, results: dict[str, Triangulation]) -> Sheet:
    rows = []
    for axis, result in results.items():
        asked, heard = dict(result.asked), _people(result)
        for group, state in result.groups:
            values = (state_label(state), heard.get(group, 0), asked.get(group))
            rows.append(line(_shown(axis, group), values, group=axis_label(axis)))
    return table(
        ground,
        "triangulating",
        _("Triangulation"),
        reading=_(
            "Each block compares the same evidence along another axis; the verdict is that of the source groups."
        ),
        corner=_("compared"),
        heads=(_("state"), _("witnesses"), _("asked")),
        rows=rows,
        rules=tuple(
            _("{axis}: {verdict}").format(axis=axis_label(axis), verdict=interval_label(result.lower, result.upper))
            for axis, result in results.items()
        ),
    )


def _people(result: Triangulation) -> dict[str, int]:
    found: dict[str, int] = {}
    for witness in result.witnesses:
        found[witness.group] = found.get(witness.group, 0) + 1
    return found
