"""Recommendation trace: which findings each recommendation answers; one that answers none is flagged."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.entries import Entries
from qda.display.grid import ground_of
from qda.display.options import Coded, columns_option
from qda.display.page import Words, sheet
from qda.display.shown import shown
from qda.model.answers import answered
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.records import Finding
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = N_("A display of this program: recommendations traced to the findings that call for them.")
COLUMNS = ("recommendation", "answers", "finding", "place")
UNTRACED = N_("UNTRACED")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationTraceOptions(Coded):
    """Options of the recommendation trace."""

    code: tuple[str, ...] = field(
        default=("saran",), metadata={"help": N_("Codes whose passages are recommendations.")}
    )
    cols: tuple[str, ...] = columns_option(COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recommendation:
    code: str
    entries: tuple[int, ...]
    answers: tuple[str, ...]


@display(
    "recommendation-trace",
    N_("Recommendation trace: which findings each recommendation answers"),
    question=N_("Does every recommendation follow from a finding?"),
    options=RecommendationTraceOptions,
    needs=("recommendations",),
    citation=CITATION,
    code="D49",
    without={
        "rows": N_("a row is a recommendation"),
        "cell": N_("each column has its own kind of cell"),
        "order": N_("recommendations stand in the order of the texts"),
        "depth": N_("every code under the chosen ones is a recommendation of its own"),
        "quotes": N_("a recommendation stands once, in its own words"),
    },
)
def recommendation_trace(material: Material, options: RecommendationTraceOptions) -> Sheet:
    """A row a recommendation: its words, and the findings its memo names behind `answers:` (or `menjawab:`).

    A chosen code that has recommendations under it holds talk about them; only its passages that name findings are
    recommendations themselves. One that names none is `UNTRACED`; a finding it names that the study lacks is said
    in the notes.

    Raises:
        InputError: no code is given, or a column is none of those there are.
        NotFoundError: the code is not there.
        FormulaError: `where` cannot be read.
    """
    if not options.code:
        raise InputError(_("No code of recommendations is given."), mend=_("Add --code with the code’s path."))
    ground = ground_of(material, options.where)
    e, tree = ground.entries, ground.tree
    inside = {path for root in tree.find(options.code) for path in tree.subtree(root)}
    roots = frozenset(tree.find(options.code))
    every = _recommendations(e, inside, roots)
    split = {root for root in roots if any(one.code.startswith(f"{root}/") for one in every)}
    found = [one for one in every if one.answers or one.code not in split]
    findings = {f.key: f.statement for f in material.findings if isinstance(f, Finding)}
    rows = []
    for one in found:
        evidence = tuple(e.ids[i] for i in one.entries)
        first = one.entries[0]
        answers = "; ".join(one.answers) or _(UNTRACED)
        said = "\n".join(f"{key}: {findings[key]}" for key in one.answers if key in findings)
        rows.append(
            Row(
                label=tree.label(one.code),
                cells=(
                    Cell(value=" ".join(e.quote[first].split()), evidence=evidence),
                    Cell(value=answers, evidence=evidence, strength=1.0 if one.answers else 0.0),
                    Cell(
                        value=said or (_("finding not in this study") if one.answers else _("answers no finding")),
                        evidence=evidence,
                    ),
                    Cell(value=e.reference(first), evidence=evidence),
                ),
            )
        )
    unknown = sorted({key for one in found for key in one.answers} - set(findings)) if findings else []
    untraced = sum(not one.answers for one in found)
    notes = (_("Named, but not among the findings: {names}.").format(names=", ".join(unknown)),) if unknown else ()
    if general := len(every) - len(found):
        left = plural(
            "{n} passage on recommendations in general, under none of them, is left out.",
            "{n} passages on recommendations in general, under none of them, are left out.",
            general,
        )
        notes = (*notes, left.format(n=general))
    words = Words(
        kind="recommendation-trace",
        title=_("Recommendation trace"),
        reading=_(
            "Each row is a recommendation with the findings it answers. UNTRACED marks one that follows from no "
            "finding."
        ),
        citation=CITATION,
        counts=_("{n} recommendations, {untraced} of them answer no finding.").format(n=len(found), untraced=untraced),
        rules=(_("A recommendation answers what its coder’s note names behind “answers:”."),),
        notes=notes,
    )
    columns = [
        Column(label=_("Recommendation")),
        Column(label=_("Answers")),
        Column(label=_("Finding")),
        Column(label=_("Place")),
    ]
    kept = shown(columns, rows, COLUMNS, options.cols)
    return sheet(material, ground, words, corner=_("Code"), columns=kept.columns, rows=kept.rows, asked=False)


def _recommendations(entries: Entries, inside: set[str], roots: frozenset[str]) -> list[_Recommendation]:
    """A code under a chosen one is one recommendation; of a chosen one itself, each passage may be."""
    found: dict[tuple[str, tuple[str, int, int] | None], list[int]] = {}
    for i, code in enumerate(entries.code):
        if code in inside:
            found.setdefault((code, entries.span(i) if code in roots else None), []).append(i)
    return [
        _Recommendation(
            code=code,
            entries=tuple(mine),
            answers=tuple(dict.fromkeys(key for i in mine for key in answered(entries.memo[i]))),
        )
        for (code, _span), mine in found.items()
    ]
