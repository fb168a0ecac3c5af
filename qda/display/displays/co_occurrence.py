"""Code co-occurrence: which codes meet on the same words."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.display.display import display
from qda.display.grid import axis_of, ground_of, shaded
from qda.display.options import Coded
from qda.display.overlaps import overlaps_of
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, number

if TYPE_CHECKING:
    from qda.stats.cooccurrence import Cooccurrence

CITATION = f"{BOOK}, ch. 4 (simultaneous coding); c-coefficient as in the manual of ATLAS.ti."  # pages not checked
MEASURES = ("overlaps", "informants", "sources", "c", "jaccard")
MEASURE_WORDS = {
    "overlaps": N_("Overlaps"),
    "informants": N_("Informants"),
    "sources": N_("Sources"),
    "c": N_("c-coefficient"),
    "jaccard": N_("Jaccard"),
}
_COUNTS = {
    "overlaps": N_("Numbers count overlapping pairs of passages; the diagonal counts passages of the code itself."),
    "informants": N_("Numbers count informants in whose words both codes overlap; the diagonal, all with the code."),
    "sources": N_("Numbers count sources in which both codes overlap; the diagonal counts passages of the code."),
    "c": N_("c = n12 / (n1 + n2 − n12), n counting passages and their overlaps; the diagonal counts passages."),
    "jaccard": N_(
        "Informants in whose words both codes overlap, as a share of those with either (0–1); the diagonal "
        "counts informants."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoOccurrenceOptions(Coded):
    """Options of the co-occurrence matrix."""

    measure: str = field(
        default="overlaps", metadata={"help": N_("What the matrix shows."), "choices": MEASURES, "also": ("cell",)}
    )
    layout: str = field(
        default="matrix",
        metadata={"help": N_("matrix, or pairs: one row a pair with every measure."), "choices": ("matrix", "pairs")},
    )
    depth: int = field(
        default=99,
        metadata={"help": N_("How far codes are split up: 0 rolls everything up into the chosen codes."), "least": 0},
    )


@display(
    "co-occurrence",
    N_("Code co-occurrence: which codes meet on the same words"),
    question=N_("Which codes go together?"),
    options=CoOccurrenceOptions,
    citation=CITATION,
)
def co_occurrence(material: Material, options: CoOccurrenceOptions) -> Sheet:
    """Codes by codes, or a row a pair; a code nowhere used has no row.

    Raises:
        InputError: measure or layout is unknown.
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
    """
    if options.measure not in MEASURES or options.layout not in ("matrix", "pairs"):
        wrong = options.layout if options.measure in MEASURES else options.measure
        raise InputError(
            _("Co-occurrence has no “{name}”.").format(name=wrong),
            mend=_("Choose one of: {names}.").format(names=", ".join((*MEASURES, "matrix", "pairs"))),
        )
    ground = ground_of(material, options.where)
    axis = axis_of(ground, "code", code=options.code, depth=options.depth)
    used = [k for k, found in enumerate(axis.entry) if found]
    counts, evidence = overlaps_of(ground, axis, used)
    labels = [axis.places[k].label for k in used]
    make = _matrix if options.layout == "matrix" else _pairs
    columns, rows = make(counts, evidence, labels, [axis.places[k].group for k in used], options.measure)
    unused = len(axis.places) - len(used)
    words = Words(
        kind="co-occurrence",
        title=_("Code co-occurrence"),
        reading=_(
            "A cell says how often the codes of its row and its column stand on the same words; a dash: nowhere."
        ),
        citation=CITATION,
        counts=_(_COUNTS[options.measure])
        if options.layout == "matrix"
        else _("n1 and n2 count passages; overlaps, pairs of passages; informants and sources, where both overlap."),
        rules=(
            _(
                "Two codings co-occur where they lie in the same source and share at least one character; a passage "
                "marked by several coders counts once."
            ),
            _(
                "A pair marked ! is distorted: one code is more than five times as frequent, or one passage overlaps "
                "so many of the other code that c would exceed 1."
            ),
        ),
        filters=not_shown(ground, (code for place in axis.places for code in place.codes or ())),
        notes=(_("{n} codes are nowhere used and have no row.").format(n=unused),) if unused else (),
    )
    return sheet(material, ground, words, corner=_("Code"), columns=columns, rows=rows, asked=False)


def _matrix(
    counts: Cooccurrence,
    evidence: dict[int, tuple[Id, ...]],
    labels: list[str],
    groups: list[str],
    measure: str,
) -> tuple[list[Column], list[Row]]:
    n = len(labels)
    values = getattr(counts, measure).tolist()
    diagonal = (counts.people if measure in ("informants", "jaccard") else counts.passages).tolist()
    overlaps, unequal = counts.overlaps.tolist(), counts.unequal.tolist()
    rows: list[Row] = []
    for a in range(n):
        cells = []
        for b in range(n):
            if b < a:
                cells.append(rows[b].cells[a])
            elif a == b:
                cells.append(Cell(value=diagonal[a], evidence=evidence[a * n + a], strength=0.0))
            elif not overlaps[a][b]:
                cells.append(Cell(empty=Empty.NOT_APPLICABLE))
            else:
                cells.append(
                    _measured(
                        values[a][b],
                        distorted=unequal[a][b] and measure == "c",
                        measure=measure,
                        evidence=evidence[a * n + b],
                    )
                )
        rows.append(Row(label=labels[a], group=groups[a], cells=tuple(cells)))
    return [Column(label=label, group=group) for label, group in zip(labels, groups, strict=True)], list(
        shaded(tuple(rows))
    )


def _measured(value: float, *, distorted: bool, measure: str, evidence: tuple[Id, ...]) -> Cell:
    if math.isnan(value):
        return Cell(value=_("above 1 !"), evidence=evidence, strength=1.0)
    if measure in ("c", "jaccard"):
        shown = f"{number(value, 2)} !" if distorted else round(value, 3)
        return Cell(value=shown, evidence=evidence, strength=value)
    return Cell(value=int(value), evidence=evidence)


def _pairs(
    counts: Cooccurrence,
    evidence: dict[int, tuple[Id, ...]],
    labels: list[str],
    groups: list[str],
    measure: str,
) -> tuple[list[Column], list[Row]]:
    """A row a pair that overlaps, by the measure downwards, then by the order of the codebook."""
    n = len(labels)
    where = [(a, b) for a in range(n) for b in range(a + 1, n) if counts.overlaps[a, b]]
    where.sort(key=lambda ab: -math.inf if math.isnan(v := getattr(counts, measure)[ab]) else -v)
    columns = [
        Column(label=_("And code")),
        Column(label="n1"),
        Column(label="n2"),
        *(Column(label=_(MEASURE_WORDS[m])) for m in MEASURES),
        Column(label=_("Distorted")),
    ]
    rows = []
    for a, b in where:
        behind = evidence[a * n + b]
        warned = counts.unequal[a, b] or math.isnan(counts.c[a, b])
        cells = [
            Cell(value=labels[b], evidence=behind),
            *(Cell(value=int(counts.passages[k]), evidence=evidence[k * n + k]) for k in (a, b)),
        ]
        cells += [
            _measured(float(getattr(counts, m)[a, b]), distorted=False, measure=m, evidence=behind) for m in MEASURES
        ]
        cells.append(Cell(value="!", evidence=behind) if warned else Cell(empty=Empty.NOT_APPLICABLE))
        rows.append(Row(label=labels[a], group=groups[a], cells=tuple(cells)))
    return columns, rows
