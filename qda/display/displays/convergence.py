"""Convergence matrix: what each group says of each finding, and the verdict of triangulation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import ground_of
from qda.display.options import Filtered
from qda.display.page import Words, sheet
from qda.model.errors import InputError
from qda.model.evidence import GroupState, Triangulation, VerdictWord
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import Finding
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = (
    "Farmer, T., Robinson, K., Elliott, S. J., & Eyles, J. (2006). Developing and implementing a "
    "triangulation protocol for qualitative health research. "
    "Qualitative Health Research, 16(3), 377–394"
)  # pages not checked
STATE_WORDS = {
    GroupState.SUPPORT: N_("supports (+)"),
    GroupState.CONTRADICT: N_("contradicts (−)"),
    GroupState.SPLIT: N_("split (±)"),
    GroupState.MENTION: N_("mentions (○)"),
    GroupState.SILENT: N_("silent"),
    GroupState.NOT_ASKED: N_("not asked"),
}
VERDICT_WORDS = {
    VerdictWord.CONVERGENT: N_("convergent"),
    VerdictWord.COMPLEMENTARY: N_("complementary"),
    VerdictWord.PARTIAL: N_("partly convergent"),
    VerdictWord.SINGLE_SOURCE: N_("single source"),
    VerdictWord.DISSONANT: N_("dissonant"),
    VerdictWord.DOUBTED: N_("doubted (one side)"),
    VerdictWord.REFUTED: N_("refuted"),
    VerdictWord.UNSUPPORTED: N_("unsupported"),
    VerdictWord.UNTESTED: N_("not asked of anyone"),
    VerdictWord.ASSERTED: N_("researcher’s statement without a source"),
}
_STRENGTH = {
    VerdictWord.CONVERGENT: 1.0,
    VerdictWord.COMPLEMENTARY: 0.8,
    VerdictWord.PARTIAL: 0.6,
    VerdictWord.SINGLE_SOURCE: 0.4,
    VerdictWord.DISSONANT: 0.2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvergenceOptions(Filtered):
    """Options of the convergence matrix; the thresholds are those of the triangulation it shows."""

    sugiyono: bool = field(
        default=False, metadata={"help": N_("Add Sugiyono’s four fields: same, different, specific, agreement.")}
    )


@display(
    "convergence",
    N_("Convergence matrix: what each group says of each finding"),
    question=N_("Which findings do independent sources agree on?"),
    options=ConvergenceOptions,
    needs=("codings", "verdicts"),
    citation=CITATION,
    code="D48",
)
def convergence(material: Material, options: ConvergenceOptions) -> Sheet:
    """A row a finding; under each axis its groups, then verdict, interval, k* and witnesses.

    A verdict cell of a finding that nobody witnesses has no evidence: that is what the verdict says.

    Raises:
        InputError: the material carries no verdicts.
        FormulaError: `where` cannot be read.
    """
    verdicts = [v for v in material.verdicts if isinstance(v, Triangulation)]
    if not verdicts:
        raise InputError(
            _("There is nothing to compare: no finding has been triangulated."),
            mend=_("Import findings, then use `qda triangulate`."),
        )
    ground = ground_of(material, options.where)
    axes = {
        v.axis: list(dict.fromkeys(g for w in verdicts if w.axis == v.axis for g, _state in w.groups)) for v in verdicts
    }
    said = {(v.finding, v.axis): v for v in verdicts}
    statements = {f.key: f.statement for f in material.findings if isinstance(f, Finding)}
    rows = []
    for finding in dict.fromkeys(v.finding for v in verdicts):
        cells = [
            cell
            for axis, groups in axes.items()
            for cell in _cells(said.get((finding, axis)), groups, sugiyono=options.sugiyono)
        ]
        statement = statements.get(finding)
        rows.append(Row(label=f"{finding}: {statement}" if statement else finding, cells=tuple(cells)))
    columns = [
        Column(label=label, group=_(axis))
        for axis, groups in axes.items()
        for label in (*groups, *_summary_labels(options.sugiyono))
    ]
    first = verdicts[0].options
    words = Words(
        kind="convergence",
        title=_("Convergence matrix"),
        reading=_(
            "Each row is a finding. A cell says what a group’s witnesses say of it, and how many of those asked; "
            "the verdict is the cautious one."
        ),
        citation=CITATION,
        counts=_("Numbers count witnesses, not quotations: people who are not independent of each other count as one."),
        rules=(
            _(
                "Thresholds: at least {groups} groups and {techniques} techniques, at most {tolerance:.0%} dissent "
                "within a group, at most {silent:.0%} of the groups asked silent."
            ).format(
                groups=first.min_groups,
                techniques=first.min_techniques,
                tolerance=first.tolerance,
                silent=first.max_silent,
            ),
            _(
                "The interval is the verdict with doubtful dependencies taken as real and as absent; k* is how many "
                "witnesses would have to fall away to change the verdict."
            ),
        ),
        notes=tuple(
            _("{finding}: {guard}, {because}").format(finding=v.finding, guard=g.name, because=g.because)
            for v in verdicts
            for g in v.guards
        ),
    )
    return sheet(material, ground, words, corner=_("Finding"), columns=columns, rows=rows, asked=False)


def _summary_labels(sugiyono: bool) -> list[str]:
    labels = [_("Verdict"), _("Interval"), _("k*"), _("Witnesses")]
    return [*labels, _("Same"), _("Different"), _("Specific"), _("Agreement")] if sugiyono else labels


def _cells(verdict: Triangulation | None, groups: Sequence[str], *, sugiyono: bool) -> list[Cell]:
    if verdict is None:
        return [Cell(empty=Empty.NOT_APPLICABLE)] * (len(groups) + len(_summary_labels(sugiyono)))
    cells = [_group(verdict, group) for group in groups]
    behind = _unique(c for w in verdict.witnesses for c in w.codings)
    lower, upper = _(VERDICT_WORDS[verdict.lower]), _(VERDICT_WORDS[verdict.upper])
    cells += [
        Cell(value=_(VERDICT_WORDS[verdict.verdict]), evidence=behind, strength=_STRENGTH.get(verdict.verdict, 0.0)),
        Cell(
            value=lower if lower == upper else _("{lower} to {upper}").format(lower=lower, upper=upper), evidence=behind
        ),
        Cell(empty=Empty.NOT_APPLICABLE) if verdict.k_star is None else Cell(value=verdict.k_star, evidence=behind),
        Cell(value=len(verdict.witnesses), evidence=behind) if verdict.witnesses else Cell(empty=Empty.NOT_APPLICABLE),
    ]
    if sugiyono:
        cells += _four(verdict, behind)
    return cells


def _group(verdict: Triangulation, group: str) -> Cell:
    state = dict(verdict.groups).get(group)
    if state is None:
        return Cell(empty=Empty.NOT_APPLICABLE)
    if state in (GroupState.SILENT, GroupState.NOT_ASKED):
        return Cell(empty=Empty.SILENT if state is GroupState.SILENT else Empty.NOT_ASKED)
    here = [w for w in verdict.witnesses if w.group == group]
    asked = dict(verdict.asked).get(group) or None
    return Cell(
        value=_("{state} ({n})").format(state=_(STATE_WORDS[state]), n=f"{len(here)}/{asked}" if asked else len(here)),
        evidence=_unique(c for w in here for c in w.codings),
        strength=dict(verdict.prominence).get(group),
    )


def _four(verdict: Triangulation, behind: tuple[Id, ...]) -> list[Cell]:
    four = verdict.sugiyono
    if four is None:
        return [Cell(empty=Empty.NOT_APPLICABLE)] * 4
    texts = [
        "; ".join(four.same),
        "; ".join(four.different),
        "; ".join(f"{group}: {code}" for group, code in four.specific),
        four.agreement,
    ]
    return [Cell(value=text, evidence=behind) if text else Cell(empty=Empty.NOT_APPLICABLE) for text in texts]


def _unique(ids: Iterable[Id]) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(ids))
