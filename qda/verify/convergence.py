"""The matrix of pairs of groups (Farmer et al. 2006) and the fixed JSON of `qda triangulate` (design §7). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qda.model.evidence import PairState, Triangulation, Witness
from qda.model.ids import Id, show_id
from qda.model.records import Finding
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.verdict_words import pair_label
from qda.model.wording import _
from qda.verify.triangulate import thresholds

CITATION = "Farmer, Robinson, Elliott & Eyles 2006; O'Cathain, Murphy & Nicholl 2010"


def pairs_sheet(results: Sequence[Triangulation], findings: Sequence[object], *, synthetic: bool = False) -> Sheet:
    """Findings × pairs of groups (Farmer's convergence coding).

    Args:
        results: Triangulations along one axis, in the order of the rows.
        findings: The study's findings, for their statements.
        synthetic: Whether any source was made up.
    """
    statements = {finding.key: finding.statement for finding in findings if isinstance(finding, Finding)}
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
        corner=_("Finding"),
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
        "uncounted": {one.group: list(one.counted_with) for one in result.uncounted},
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


def _label(result: Triangulation, statements: Mapping[str, str]) -> str:
    statement = statements.get(result.finding, "")
    return f"{result.finding}: {statement}" if statement else result.finding


def _pair_cell(result: Triangulation, one: str, other: str, state: PairState | None) -> Cell:
    if state is None or state is PairState.NA:
        return Cell(empty=Empty.NOT_ASKED)
    evidence = _codings([witness for witness in result.witnesses if witness.group in (one, other)])
    if not evidence:
        return Cell(empty=Empty.SILENT)
    return Cell(value=pair_label(state), evidence=evidence)


def _codings(witnesses: Iterable[Witness]) -> tuple[Id, ...]:
    return tuple(sorted({coding for witness in witnesses for coding in witness.codings}))
