"""The convergence matrix (D48) and the fixed JSON of `qda triangulate` (design §7). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qda.model.evidence import (
    Axis,
    GroupState,
    PairState,
    Triangulation,
    VerdictWord,
    Witness,
)
from qda.model.ids import Id, show_id
from qda.model.sheet import Cell, Column, Empty, Quotation, Row, Sheet
from qda.model.wording import N_, _
from qda.verify.triangulate import thresholds

_VERDICTS = {
    VerdictWord.CONVERGENT: N_("convergent"),
    VerdictWord.COMPLEMENTARY: N_("complementary"),
    VerdictWord.PARTIAL: N_("partly convergent"),
    VerdictWord.SINGLE_SOURCE: N_("single source"),
    VerdictWord.DISSONANT: N_("dissonant"),
    VerdictWord.DOUBTED: N_("doubted (by one side)"),
    VerdictWord.REFUTED: N_("refuted"),
    VerdictWord.UNSUPPORTED: N_("no support"),
    VerdictWord.UNTESTED: N_("not asked yet"),
    VerdictWord.ASSERTED: N_("assertion of the researcher without a source"),
}
_PAIRS = {
    PairState.AGREEMENT: N_("agreement"),
    PairState.PARTIAL: N_("partial agreement"),
    PairState.SILENCE: N_("silence"),
    PairState.SILENCE_BOTH: N_("both silent"),
    PairState.DISSONANCE: N_("dissonance"),
}
_AXES = {
    Axis.GROUP: N_("source group"),
    Axis.TECHNIQUE: N_("technique"),
    Axis.TIME: N_("time"),
    Axis.CODER: N_("coder"),
}
GLYPHS = {GroupState.SUPPORT: "✓", GroupState.CONTRADICT: "✗", GroupState.SPLIT: "✓✗", GroupState.MENTION: "·"}
_EMPTY = {GroupState.SILENT: Empty.SILENT, GroupState.NOT_ASKED: Empty.NOT_ASKED}
CITATION = "Farmer, Robinson, Elliott & Eyles 2006; O'Cathain, Murphy & Nicholl 2010; Sugiyono"


def verdict_label(verdict: VerdictWord) -> str:
    """The verdict in the current language."""
    return _(_VERDICTS[verdict])


def axis_label(axis: str) -> str:
    """The axis of comparison in the current language."""
    return _(_AXES[Axis(axis)])


def convergence_sheet(
    results: Sequence[Triangulation],
    statements: Mapping[str, str],
    quotations: Sequence[Quotation] = (),
    *,
    synthetic: bool = False,
) -> Sheet:
    """Findings × groups: each group's state with witnesses of asked, then the verdict and Sugiyono's fields.

    Args:
        results: Triangulations along one axis, in the order of the rows.
        statements: Wording of each finding by key.
        quotations: The codings behind the cells, where they are to be linked.
        synthetic: Whether any source was made up.
    """
    groups = _groups(results)
    axis = axis_label(results[0].axis) if results else axis_label(Axis.GROUP)
    verdict, fields = _("Verdict"), _("Sugiyono's categories")
    columns = [
        *(Column(label=group, group=axis) for group in groups),
        *(
            Column(label=label, group=verdict)
            for label in (
                _("verdict"),
                _("at best"),
                "k*",
                _("witnesses"),
                _("independent"),
                _("techniques"),
                _("negative cases"),
            )
        ),
        *(
            Column(label=label, group=fields)
            for label in (_("same"), _("different"), _("specific"), _("agreement of the informants"))
        ),
    ]
    return Sheet(
        kind="convergence",
        title=_("Convergence matrix by {axis}").format(axis=axis),
        reading=_(
            "Each row is a finding, each column a group: ✓ supports, ✗ contradicts, ✓✗ is split, · only mentions "
            "it; the numbers are witnesses of those asked. The verdict is the cautious one."
        ),
        corner=_("finding"),
        columns=tuple(columns),
        rows=tuple(_row(result, groups, statements) for result in results),
        decision_rules=_rules(results),
        filters=_left_out(results),
        counts=_("Witnesses, that is independent informants or sources, of those asked; never quotations."),
        citation=CITATION,
        quotations=tuple(quotations),
        synthetic=synthetic,
        notes=_notes(results),
    )


def pairs_sheet(results: Sequence[Triangulation], statements: Mapping[str, str], *, synthetic: bool = False) -> Sheet:
    """Findings × pairs of groups (Farmer's convergence coding)."""
    names = list(dict.fromkeys((one, other) for result in results for one, other, _state in result.pairs))
    rows = []
    for result in results:
        by_pair = {(one, other): state for one, other, state in result.pairs}
        rows.append(
            Row(
                label=_label(result, statements),
                cells=tuple(_pair_cell(result, one, other, by_pair.get((one, other))) for one, other in names),
            )
        )
    return Sheet(
        kind="convergence-pairs",
        title=_("Agreement between groups, two by two"),
        reading=_(
            "Agreement: the same stance, told about as often, with the same examples. Partial agreement: one of "
            "both. Silence: one group was asked and says nothing. Dissonance: they disagree."
        ),
        corner=_("finding"),
        columns=tuple(Column(label=f"{one} ~ {other}") for one, other in names),
        rows=tuple(rows),
        decision_rules=(
            _("Support against contradiction is dissonance, even where the examples coincide."),
            _("“As often”: the shares of those asked differ by at most 0.34, or fewer than 3 were asked in a group."),
            _("“The same examples”: the subcodes overlap by half (Jaccard 0.5), or none is coded."),
        ),
        citation=CITATION,
        synthetic=synthetic,
    )


def convergence_json(results: Iterable[Triangulation]) -> list[dict[str, object]]:
    """The rows of `qda triangulate --json`; the first keys are fixed, verdicts and states in capitals."""
    return [_json(result) for result in results]


def _json(result: Triangulation) -> dict[str, object]:
    sugiyono = result.sugiyono
    return {
        "finding": result.finding,
        "verdict": result.verdict.value,
        "lower": result.lower.value,
        "upper": result.upper.value,
        "k_star": result.k_star,
        "witnesses": len(result.witnesses),
        "supporting_groups": list(result.supporting_groups),
        "techniques": list(result.techniques),
        "groups": {group: state.value for group, state in result.groups},
        "pairs": {f"{one}~{other}": state.value for one, other, state in result.pairs},
        "by": result.axis,
        "asked": dict(result.asked),
        "prominence": {group: round(share, 6) for group, share in result.prominence},
        "effective_witnesses": round(result.effective_witnesses, 6),
        "negative_cases": [list(witness.informants) for witness in result.negative_cases],
        "author_assertions": result.author_assertions,
        "author_counterstatement": result.author_counterstatement,
        "sugiyono": None
        if sugiyono is None
        else {
            "sama": list(sugiyono.same),
            "berbeda": list(sugiyono.different),
            "spesifik": [list(pair) for pair in sugiyono.specific],
            "kesepakatan": sugiyono.agreement,
        },
        "guards": [{"name": g.name, "effect": g.effect, "because": g.because} for g in result.guards],
        "witness_list": [_witness_json(witness) for witness in result.witnesses],
        "excluded": {each.reason: each.codings for each in result.excluded},
        "assumptions": list(result.assumptions),
        "thresholds": dict(thresholds(result.options)),
    }


def _witness_json(witness: Witness) -> dict[str, object]:
    return {
        "informants": list(witness.informants),
        "group": witness.group,
        "techniques": list(witness.techniques),
        "stance": witness.stance,
        "subcodes": list(witness.subcodes),
        "codings": [show_id(coding) for coding in witness.codings],
    }


def _groups(results: Sequence[Triangulation]) -> list[str]:
    return list(dict.fromkeys(group for result in results for group, _state in result.groups))


def _label(result: Triangulation, statements: Mapping[str, str]) -> str:
    statement = statements.get(result.finding, "")
    return f"{result.finding}: {statement}" if statement else result.finding


def _row(result: Triangulation, groups: Sequence[str], statements: Mapping[str, str]) -> Row:
    return Row(
        label=_label(result, statements),
        cells=(*(_group_cell(result, group) for group in groups), *_verdict_cells(result), *_sugiyono_cells(result)),
    )


def _group_cell(result: Triangulation, group: str) -> Cell:
    states, asked = dict(result.groups), dict(result.asked)
    state = states.get(group, GroupState.NOT_ASKED)
    if state in _EMPTY:
        return Cell(empty=_EMPTY[state])
    witnesses = [witness for witness in result.witnesses if witness.group == group]
    return Cell(
        value=f"{GLYPHS[state]} {len(witnesses)}/{asked[group]}",
        evidence=_codings(witnesses),
        strength=min(1.0, dict(result.prominence).get(group, 0.0)),
        of=asked[group],
    )


def _verdict_cells(result: Triangulation) -> tuple[Cell, ...]:
    evidence = _codings(result.witnesses) or result.author_codings
    missing = Cell(empty=Empty.NOT_APPLICABLE)
    negative = _codings(result.negative_cases)
    return (
        Cell(value=verdict_label(result.verdict), evidence=evidence),
        Cell(value=verdict_label(result.upper), evidence=evidence),
        missing if result.k_star is None else Cell(value=result.k_star, evidence=evidence),
        Cell(value=len(result.witnesses), evidence=evidence, of=sum(n for _group, n in result.asked)),
        Cell(value=round(result.effective_witnesses, 2), evidence=evidence),
        Cell(value=", ".join(result.techniques), evidence=evidence) if result.techniques else missing,
        Cell(value=", ".join(w.informants[0] for w in result.negative_cases), evidence=negative)
        if result.negative_cases
        else missing,
    )


def _sugiyono_cells(result: Triangulation) -> tuple[Cell, ...]:
    found = result.sugiyono
    if found is None:
        return (Cell(empty=Empty.NOT_APPLICABLE),) * 4
    specific = "; ".join(f"{group}: {subcode}" for group, subcode in found.specific)
    texts = (", ".join(found.same), ", ".join(found.different), specific, _agreement(found.agreement))
    evidence = _codings(result.witnesses)
    return tuple(Cell(value=text, evidence=evidence) if text else Cell(empty=Empty.NOT_APPLICABLE) for text in texts)


def _agreement(word: str) -> str:
    return {"belum": _("not asked for yet"), "sebagian": _("in part"), "ya": _("yes"), "ditolak": _("refused")}[word]


def _pair_cell(result: Triangulation, one: str, other: str, state: PairState | None) -> Cell:
    if state is None or state is PairState.NA:
        return Cell(empty=Empty.NOT_ASKED)
    evidence = _codings([witness for witness in result.witnesses if witness.group in (one, other)])
    if not evidence:
        return Cell(empty=Empty.SILENT)
    return Cell(value=_(_PAIRS[state]), evidence=evidence)


def _codings(witnesses: Iterable[Witness]) -> tuple[Id, ...]:
    return tuple(sorted({coding for witness in witnesses for coding in witness.codings}))


def _rules(results: Sequence[Triangulation]) -> tuple[str, ...]:
    if not results:
        return ()
    options = results[0].options
    return (
        _("A witness is an informant or source independent of the others, however often quoted."),
        _("A group supports where at least {share:.0%} of its witnesses do (tolerance {tolerance:.2f}).").format(
            share=1 - options.tolerance, tolerance=options.tolerance
        ),
        _(
            "Convergent needs {groups} supporting groups, {techniques} techniques and at most {silent:.0%} of the "
            "asked groups silent."
        ).format(groups=options.min_groups, techniques=options.min_techniques, silent=options.max_silent),
        _("Silent is who was asked and says nothing; who was not asked says nothing either way."),
        _("k* is the smallest number of witnesses whose loss changes the verdict, searched up to 4; 1 is fragile."),
    )


def _left_out(results: Sequence[Triangulation]) -> tuple[str, ...]:
    return tuple(
        _("{finding}: {n} codings {reason} were left out.").format(
            finding=result.finding, n=each.codings, reason=each.reason
        )
        for result in results
        for each in result.excluded
    )


def _notes(results: Sequence[Triangulation]) -> tuple[str, ...]:
    assumptions = dict.fromkeys(sentence for result in results for sentence in result.assumptions)
    guards = [f"{result.finding}: {guard.because}" for result in results for guard in result.guards]
    return (*assumptions, *guards)
