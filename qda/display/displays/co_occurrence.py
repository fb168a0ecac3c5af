"""Code co-occurrence: which codes meet on the same words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qda.display.codes import Place
from qda.display.display import display
from qda.display.grid import Ground, axis_of, ground_of, shaded
from qda.display.meetings import ITSELF, LEFT_OUT, share_codes
from qda.display.options import Coded, depth_option
from qda.display.overlaps import overlaps_of
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.parts import coded
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, number
from qda.stats.cooccurrence import UNEQUAL

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

    rows: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Only these of the codes as rows, each with all that lies under it.")}
    )
    cols: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Only these of the codes as columns, each with all that lies under it."),
            "also": ("columns",),
        },
    )
    cell: str = field(
        default="overlaps",
        metadata={
            "help": N_("What the matrix shows, and what pairs are sorted by."),
            "choices": MEASURES,
            "also": ("measure",),
        },
    )
    layout: str = field(
        default="matrix",
        metadata={"help": N_("matrix, or pairs: one row a pair with every measure."), "choices": ("matrix", "pairs")},
    )
    depth: int = depth_option(99, N_("How far codes are split up: 0 rolls everything up into the chosen codes."))
    unequal: float = field(
        default=float(UNEQUAL),
        metadata={
            "help": N_("How many times as frequent one code may be before a pair is marked as distorted."),
            "least": 1.0,
        },
    )


@display(
    "co-occurrence",
    N_("Code co-occurrence: which codes meet on the same words"),
    question=N_("Which codes go together?"),
    options=CoOccurrenceOptions,
    needs=("overlaps",),
    citation=CITATION,
    without={
        "order": N_("both sides stand as --code names them, else as in the codebook; pairs by their measure"),
        "quotes": N_("a cell is a measure; the passages stand behind it"),
    },
)
def co_occurrence(material: Material, options: CoOccurrenceOptions) -> Sheet:
    """Codes by codes, or a row a pair; a code nowhere used has no row.

    Raises:
        InputError: cell or layout is unknown.
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
    """
    if options.cell not in MEASURES or options.layout not in ("matrix", "pairs"):
        wrong = options.layout if options.cell in MEASURES else options.cell
        raise InputError(
            _("Co-occurrence has no “{name}”.").format(name=wrong),
            mend=_("Choose one of: {names}.").format(names=", ".join((*MEASURES, "matrix", "pairs"))),
        )
    ground = ground_of(material, options.where)
    axis = axis_of(ground, "code", code=options.code, depth=options.depth)
    used = [k for k, found in enumerate(axis.entry) if found]
    counts, evidence = overlaps_of(ground, axis, used)
    counts = _marked(counts, options.unequal)
    places = [axis.places[k] for k in used]
    down, across = (_inside(ground, places, names) for names in (options.rows, options.cols))
    make = _matrix if options.layout == "matrix" else _pairs
    columns, rows = make(counts, evidence, places, options.cell, down, across)
    unused = len(axis.places) - len(used)
    words = Words(
        kind="co-occurrence",
        title=_("Code co-occurrence"),
        reading=_(
            "A cell says how often the codes of its row and its column stand on the same words, and where they "
            "never do, it says so."
        ),
        citation=CITATION,
        counts=_(_COUNTS[options.cell])
        if options.layout == "matrix"
        else _("n1 and n2 count passages; overlaps, pairs of passages; informants and sources, where both overlap."),
        rules=(
            _(
                "Two codings co-occur where they lie in the same source and share at least one character; a passage "
                "marked by several coders counts once."
            ),
            _(
                "A pair marked ! is distorted: one code is more than {times} times as frequent, or one passage "
                "overlaps so many of the other code that c would exceed 1."
            ).format(times=number(options.unequal, 0 if options.unequal.is_integer() else 1)),
            *_of_itself(places, down, across, options.layout),
        ),
        filters=not_shown(ground, (code for place in axis.places for code in place.codes or ())),
        notes=(_("{n} codes are nowhere used and have no row.").format(n=unused),) if unused else (),
    )
    return sheet(material, ground, words, corner=_("Code"), columns=columns, rows=rows, asked=False)


def _of_itself(places: Sequence[Place], down: Sequence[int], across: Sequence[int], layout: str) -> tuple[str, ...]:
    if not any(a != b and share_codes(places[a], places[b]) for a in down for b in across):
        return ()
    return (_(ITSELF) if layout == "matrix" else _(LEFT_OUT),)


def _marked(counts: Cooccurrence, times: float) -> Cooccurrence:
    """The counts with the pairs marked in which one code is so many times as frequent as the other."""
    n1, n2 = counts.passages[:, None], counts.passages[None, :]
    return replace(counts, unequal=((n1 > times * n2) | (n2 > times * n1)) & (n1 > 0) & (n2 > 0))


def _inside(ground: Ground, places: Sequence[Place], names: tuple[str, ...]) -> list[int]:
    """Positions of the codes that lie under the named ones; all where none is named."""
    wanted = coded(ground, names)
    return [n for n, place in enumerate(places) if not names or not wanted.isdisjoint(place.codes or ())]


def _matrix(
    counts: Cooccurrence,
    evidence: dict[int, tuple[Id, ...]],
    places: Sequence[Place],
    measure: str,
    down: Sequence[int],
    across: Sequence[int],
) -> tuple[list[Column], list[Row]]:
    n = len(places)
    values = getattr(counts, measure).tolist()
    diagonal = (counts.people if measure in ("informants", "jaccard") else counts.passages).tolist()
    overlaps, unequal = counts.overlaps.tolist(), counts.unequal.tolist()
    rows: list[Row] = []
    for a in down:
        cells = []
        for b in across:
            if a == b:
                cells.append(Cell(value=diagonal[a], evidence=evidence[a * n + a], strength=0.0))
            elif share_codes(places[a], places[b]):
                cells.append(Cell(empty=Empty.NOT_APPLICABLE))
            elif not overlaps[a][b]:
                cells.append(Cell(empty=Empty.NOT_TOGETHER))
            else:
                cells.append(
                    _measured(
                        values[a][b],
                        distorted=unequal[a][b] and measure == "c",
                        measure=measure,
                        evidence=evidence[min(a, b) * n + max(a, b)],
                    )
                )
        rows.append(Row(label=places[a].label, group=places[a].group, cells=tuple(cells)))
    columns = [Column(label=places[b].label, group=places[b].group) for b in across]
    return columns, list(shaded(tuple(rows)))


def _measured(value: float, *, distorted: bool, measure: str, evidence: tuple[Id, ...]) -> Cell:
    if math.isnan(value) and measure == "jaccard":
        return Cell(value=_("researcher only"), evidence=evidence)
    if math.isnan(value):
        return Cell(value=_("above 1 !"), evidence=evidence, strength=1.0)
    if measure in ("c", "jaccard"):
        shown = f"{number(value, 2)} !" if distorted else round(value, 3)
        return Cell(value=shown, evidence=evidence, strength=value)
    return Cell(value=int(value), evidence=evidence)


def _pairs(
    counts: Cooccurrence,
    evidence: dict[int, tuple[Id, ...]],
    places: Sequence[Place],
    measure: str,
    down: Sequence[int],
    across: Sequence[int],
) -> tuple[list[Column], list[Row]]:
    """A row a pair that overlaps, by the measure downwards, then by the order of the codebook."""
    n, first, second = len(places), frozenset(down), frozenset(across)
    where = [
        (a, b)
        for a in range(n)
        for b in range(a + 1, n)
        if counts.overlaps[a, b]
        and not share_codes(places[a], places[b])
        and ((a in first and b in second) or (b in first and a in second))
    ]
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
            Cell(value=places[b].label, evidence=behind),
            *(Cell(value=int(counts.passages[k]), evidence=evidence[k * n + k]) for k in (a, b)),
        ]
        cells += [
            _measured(float(getattr(counts, m)[a, b]), distorted=False, measure=m, evidence=behind) for m in MEASURES
        ]
        cells.append(Cell(value="!", evidence=behind) if warned else Cell(empty=Empty.NOT_APPLICABLE))
        rows.append(Row(label=places[a].label, group=places[a].group, cells=tuple(cells)))
    return columns, rows
