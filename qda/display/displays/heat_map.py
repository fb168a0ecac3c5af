"""Heat map: codes by roles or cases, the darker the larger the share of those asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.crossing import cross
from qda.display.display import display
from qda.display.grid import Ground, ground_of, shaded, size_label
from qda.display.options import Crossed, Ordered, depth_option
from qda.display.page import BOOK, Words
from qda.display.plotted import plot
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.plot import Plot
from qda.model.plot_marks import Heat
from qda.model.sheet import Column
from qda.model.wording import N_, _

CITATION = (
    f"{BOOK}, ch. 5 (matrix displays); shaded matrices: Wilkinson, L., & Friendly, M. (2009). The history of the "
    "cluster heat map. The American Statistician, 63(2), 179–184."
)  # pages not checked
AUTO, CELLS = "auto", ("informants", "share", "passages")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMapOptions(Ordered):
    """Options of the heat map."""

    order: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "Order of the rows and of the columns, first to last, each place by its name; those left out follow in "
                "the order of the cases table."
            )
        },
    )
    rows: str = field(
        default="code",
        metadata={
            "help": N_(
                "What the rows are: code, case, role, group, site, technique, source, period, slot, stance or any "
                "attribute."
            )
        },
    )
    cols: str = field(
        default="",
        metadata={
            "help": N_("What the columns are, whatever the rows may be; role where the cases table has it, else case."),
            "also": ("columns",),
        },
    )
    cell: str = field(
        default=AUTO,
        metadata={
            "help": N_("What a cell shows; informants if left out, but passages where each row or column is one case."),
            "choices": (AUTO, *CELLS),
        },
    )
    depth: int = depth_option(1, rows=("code",), cols=("code", ""))


_SHADES = {
    "informants": N_("share of those asked: light few, dark all"),
    "share": N_("share of those asked: light few, dark all"),
    "passages": N_("passages: light few, dark most"),
}


@display(
    "heat-map",
    N_("Heat map: codes by roles or cases, shaded by the share of those asked"),
    question=N_("Where is a theme on everybody’s lips, where on nobody’s, and where was it never asked about?"),
    options=HeatMapOptions,
    citation=CITATION,
    gives="plot",
)
def heat_map(material: Material, options: HeatMapOptions) -> Plot:
    """Rows × columns as shades; informants of those asked, or passages where every row or column is a single case.

    Raises:
        InputError: rows and columns are the same, or a cell cannot be shaded.
        NotFoundError: an axis, code or place is not there.
        FormulaError: `where` cannot be read.
    """
    if options.cell not in (AUTO, *CELLS):
        raise InputError(
            _("“{cell}” has no shade.").format(cell=options.cell),
            mend=_("Choose one of: {names}.").format(names=", ".join(CELLS)),
        )
    ground = ground_of(material, options.where)
    bent = _bent(ground, options)
    made = cross(ground, bent)
    rows, columns = made.rows, made.columns
    headings = made.headings
    if columns.name not in ("case", "source", "code") and columns.hearing is not None:
        members = columns.people or (frozenset(),) * len(columns.places)
        headings = tuple(
            Column(label=size_label(ground, place, heard, named), group=place.group, key=place.key)
            for place, heard, named in zip(columns.places, columns.hearing, members, strict=True)
        )
    words = Words(
        kind="heat-map",
        title=_("Heat map: {rows} by {columns}").format(rows=rows.title, columns=columns.title),
        reading=_("The darker a cell, the larger its number; an empty cell says why nothing stands there.")
        if bent.cell == "passages"
        else _(
            "The darker a cell, the larger the share of those asked who speak of it; an empty cell says why nothing "
            "stands there."
        ),
        citation=CITATION,
        counts=made.counts,
        rules=(
            _("Shades follow the share of those asked, not the number of passages: who speaks much is no darker.")
            if bent.cell != "passages"
            else _("Shades follow the number of passages, each measured by the largest: who speaks much is darker."),
            _("A shade over few people says little: read the number, not the shade, where few were asked."),
        ),
        filters=made.filters,
    )
    marks = Heat(corner=rows.title, shade=_(_SHADES[bent.cell]), columns=headings, rows=shaded(made.filled))
    return plot(material, ground, words, marks, asked=True)


def _bent(ground: Ground, options: HeatMapOptions) -> Crossed:
    """The options with what was left out."""
    cols = options.cols or _usual(ground, options.rows)
    single = {"case", "source"} & {options.rows, cols}
    cell = options.cell if options.cell != AUTO else "passages" if single else "informants"
    return Crossed(
        where=options.where,
        code=options.code,
        order=options.order,
        rows=options.rows,
        cols=cols,
        cell=cell,
        depth=options.depth,
    )


def _usual(ground: Ground, rows: str) -> str:
    """The other side where none is named."""
    if rows != "code":
        return "code"
    return "role" if "role" in ground.entries.people.attributes else "case"
