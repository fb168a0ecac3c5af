"""Convergence matrix: what each group says of each finding, and the verdict of triangulation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import ground_of
from qda.display.options import columns_option
from qda.display.page import Words, sheet
from qda.display.shown import shown
from qda.model.errors import InputError, NotFoundError
from qda.model.evidence import GroupState, Triangulation, TriangulationOptions, VerdictWord, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import Finding
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.technique_words import technique_word
from qda.model.verdict_words import (
    GLYPHS,
    agreement_label,
    axis_label,
    guard_label,
    state_label,
    uncounted_label,
    verdict_label,
)
from qda.model.wording import N_, _, headed, number

CITATION = (
    "Farmer, T., Robinson, K., Elliott, S. J., & Eyles, J. (2006). Developing and implementing a "
    "triangulation protocol for qualitative health research. "
    "Qualitative Health Research, 16(3), 377–394"
)  # pages not checked
CELLS = ("state", "informants", "share", "presence")
SUMMARY = ("verdict", "best", "k", "witnesses", "independent", "techniques", "negative", "warnings")
COLUMNS = ("groups", *SUMMARY, "sugiyono")
_EMPTY = {GroupState.SILENT: Empty.SILENT, GroupState.NOT_ASKED: Empty.NOT_ASKED}
_STRENGTH = {
    VerdictWord.CONVERGENT: 1.0,
    VerdictWord.COMPLEMENTARY: 0.8,
    VerdictWord.PARTIAL: 0.6,
    VerdictWord.SINGLE_SOURCE: 0.4,
    VerdictWord.DISSONANT: 0.2,
}
_NOTHING = Cell(empty=Empty.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvergenceOptions:
    """Options of the convergence matrix; the thresholds are those of the triangulation it shows."""

    rows: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Findings to show, each by its id, in that order; all if left out.")}
    )
    cols: tuple[str, ...] = columns_option(COLUMNS)
    cell: str = field(
        default="state",
        metadata={
            "help": N_(
                "What a group’s cell shows: state (its sign with the witnesses of those asked), informants (how many "
                "witnesses, of those asked), share (of those asked, 0–1) or presence (the sign alone)."
            ),
            "choices": CELLS,
        },
    )
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
    without={
        "order": N_("findings stand as --rows names them, columns as --cols does"),
        "where": N_("a verdict weighs all evidence; a finding says what it is confined to (scope)"),
        "code": N_("each finding says which codes it rests on"),
        "depth": N_("each finding says which codes it rests on"),
        "quotes": N_("cells show who supports a finding; the passages stand behind them"),
    },
)
def convergence(material: Material, options: ConvergenceOptions) -> Sheet:
    """A row a finding; under each axis its groups, then the verdict with its numbers and warnings.

    Behind a verdict stand the codings of its witnesses, of an ASSERTED one those of the researcher's assertions;
    the verdict on a finding that nobody tells of has none: that is what it says.

    Raises:
        InputError: the material carries no verdicts, or there is no such cell or column.
        NotFoundError: a finding is not there.
    """
    if options.cell not in CELLS:
        raise InputError(
            _("A cell cannot show “{cell}”.").format(cell=options.cell),
            mend=_("Choose one of: {names}.").format(names=", ".join(CELLS)),
        )
    verdicts = _chosen([v for v in material.verdicts if isinstance(v, Triangulation)], options.rows)
    if not verdicts:
        raise InputError(
            _("There is nothing to compare: no finding has been triangulated."),
            mend=_("Import findings, then use `qda triangulate`."),
        )
    axes = {
        v.axis: list(dict.fromkeys(g for w in verdicts if w.axis == v.axis for g, _state in w.groups)) for v in verdicts
    }
    said = {(v.finding, v.axis): v for v in verdicts}
    statements = {f.key: f.statement for f in material.findings if isinstance(f, Finding)}
    rows = [
        Row(
            label=f"{finding}: {statements[finding]}" if statements.get(finding) else finding,
            cells=tuple(
                cell for axis, groups in axes.items() for cell in _cells(said.get((finding, axis)), groups, options)
            ),
        )
        for finding in dict.fromkeys(v.finding for v in verdicts)
    ]
    columns = [column for axis, groups in axes.items() for column in _columns(axis, groups, sugiyono=options.sugiyono)]
    words = Words(
        kind="convergence",
        title=_("Convergence matrix by {axis}").format(axis=", ".join(axis_label(axis) for axis in axes)),
        reading=_reading(),
        citation=f"{CITATION}; Sugiyono" if options.sugiyono else CITATION,
        counts=_("Witnesses, that is independent informants or sources, of those asked; never quotations."),
        rules=_rules(verdicts[0].options),
        filters=_left_out(verdicts),
        notes=_notes(verdicts),
    )
    ground = ground_of(material)
    more = ["sugiyono"] * 4 if options.sugiyono else []
    keys = [key for groups in axes.values() for key in (*["groups"] * len(groups), *SUMMARY, *more)]
    blocks = [n for n, groups in enumerate(axes.values()) for _key in (*groups, *SUMMARY, *more)]
    kept = shown(columns, rows, keys, options.cols, blocks)
    return sheet(material, ground, words, corner=_("Finding"), columns=kept.columns, rows=kept.rows, asked=False)


def _chosen(verdicts: Sequence[Triangulation], wanted: Sequence[str]) -> list[Triangulation]:
    """The verdicts on the wanted findings, in that order; all where none is named."""
    known = dict.fromkeys(v.finding for v in verdicts)
    for name in wanted if verdicts else ():
        if name not in known:
            raise NotFoundError(
                _("There is no finding “{name}” here.").format(name=name),
                mend=_("Choose one of: {names}.").format(names=", ".join(known)),
            )
    return [v for name in dict.fromkeys(wanted or known) for v in verdicts if v.finding == name]


def _columns(axis: str, groups: Sequence[str], *, sugiyono: bool) -> list[Column]:
    summary = (
        _("verdict"),
        _("at best"),
        "k*",
        _("witnesses"),
        _("independent"),
        _("techniques"),
        _("negative cases"),
        _("warnings"),
    )
    fields = (_("same"), _("different"), _("specific"), _("agreement of the informants")) if sugiyono else ()
    return [
        *(Column(label=group, group=headed(axis_label(axis))) for group in groups),
        *(Column(label=headed(label), group=_("Verdict")) for label in summary),
        *(Column(label=headed(label), group=_("Sugiyono's categories")) for label in fields),
    ]


def _cells(result: Triangulation | None, groups: Sequence[str], options: ConvergenceOptions) -> list[Cell]:
    if result is None:
        return [_NOTHING] * len(_columns("group", groups, sugiyono=options.sugiyono))
    cells = [*(_group(result, group, options.cell) for group in groups), *_summary(result)]
    return [*cells, *_four(result)] if options.sugiyono else cells


def _group(result: Triangulation, group: str, shows: str) -> Cell:
    state = dict(result.groups).get(group, GroupState.NOT_ASKED)
    for one in result.uncounted:
        if one.group == group:
            return Cell(value=uncounted_label(one), evidence=one.codings)
    if state in _EMPTY:
        return Cell(empty=_EMPTY[state])
    here = [witness for witness in result.witnesses if witness.group == group]
    asked = dict(result.asked)[group]
    value: str | int | float = f"{GLYPHS[state]} {len(here)}/{asked}"
    if shows == "informants":
        value = len(here)
    elif shows == "share" and asked:
        value = round(len(here) / asked, 3)
    elif shows == "presence":
        value = GLYPHS[state]
    return Cell(
        value=value,
        evidence=_codings(here),
        strength=min(1.0, dict(result.prominence).get(group, 0.0)),
        of=asked,
    )


def _summary(result: Triangulation) -> list[Cell]:
    behind = _behind(result)
    return [
        Cell(value=verdict_label(result.verdict), evidence=behind, strength=_STRENGTH.get(result.verdict, 0.0)),
        Cell(value=verdict_label(result.upper), evidence=behind),
        _NOTHING if result.k_star is None else Cell(value=result.k_star, evidence=behind),
        Cell(value=len(result.witnesses), evidence=behind, of=sum(n for _group, n in result.asked)),
        Cell(value=round(result.effective_witnesses, 2), evidence=behind),
        _told(", ".join(technique_word(letter).lower() for letter in result.techniques), behind),
        _told(", ".join(w.informants[0] for w in result.negative_cases), _codings(result.negative_cases)),
        _told("; ".join(guard_label(guard.name) for guard in result.guards), behind),
    ]


def _four(result: Triangulation) -> list[Cell]:
    four, behind = result.sugiyono, _behind(result)
    if four is None:
        return [_NOTHING] * 4
    specific = "; ".join(f"{group}: {subcode}" for group, subcode in four.specific)
    texts = (", ".join(four.same), ", ".join(four.different), specific, agreement_label(four.agreement))
    return [_told(text, behind) for text in texts]


def _told(text: str, behind: tuple[Id, ...]) -> Cell:
    return Cell(value=text, evidence=behind) if text else _NOTHING


def _behind(result: Triangulation) -> tuple[Id, ...]:
    return _codings(result.witnesses) or result.author_codings


def _codings(witnesses: Iterable[Witness]) -> tuple[Id, ...]:
    return tuple(sorted({coding for witness in witnesses for coding in witness.codings}))


def _reading() -> str:
    legend = ", ".join(f"{glyph} {state_label(state)}" for state, glyph in GLYPHS.items())
    return _(
        "Each row is a finding, each column a group: {legend}; the numbers are witnesses of those asked. The verdict "
        "is the cautious one."
    ).format(legend=legend)


def _rules(options: TriangulationOptions) -> tuple[str, ...]:
    return (
        _("A witness is an informant or source independent of the others, however often quoted."),
        _("A group supports where at least {share:.0%} of its witnesses do (tolerance {tolerance}).").format(
            share=1 - options.tolerance, tolerance=number(options.tolerance, 2)
        ),
        _(
            "Convergent needs {groups} supporting groups, {techniques} techniques and at most {silent:.0%} of the "
            "asked groups silent."
        ).format(groups=options.min_groups, techniques=options.min_techniques, silent=options.max_silent),
        _("Silent is who was asked and says nothing; who was not asked says nothing either way."),
        _(
            "A group that is quoted may have no witness of its own: its words count with those of another group, on "
            "whom they may depend, or only the design of the study names it as the source."
        ),
        _(
            "The verdict takes doubtful dependencies as real, the one at best as absent; k* is the smallest number of "
            "witnesses whose loss changes the verdict, searched up to 4; 1 is fragile."
        ),
    )


def _left_out(results: Iterable[Triangulation]) -> tuple[str, ...]:
    return tuple(
        _("{finding}: {n} codings {reason} were left out.").format(
            finding=result.finding, n=each.codings, reason=each.reason
        )
        for result in results
        for each in result.excluded
    )


def _notes(results: Iterable[Triangulation]) -> tuple[str, ...]:
    """What was assumed, then the warnings by their kind: a reader weighs a threat once, over all findings."""
    results = list(results)
    assumptions = dict.fromkeys(sentence for result in results for sentence in result.assumptions)
    guards: dict[str, dict[str, list[str]]] = {}
    for result in results:
        for guard in result.guards:
            guards.setdefault(guard.name, {}).setdefault(guard.because, []).append(result.finding)
    said = [
        _("{warning} – {findings}: {because}").format(
            warning=guard_label(name), findings=", ".join(dict.fromkeys(findings)), because=because
        )
        for name, sentences in guards.items()
        for because, findings in sentences.items()
    ]
    return (*assumptions, *said)
