"""Checklist matrix: which components of one variable are there, how firmly, for whom."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.crossing import cross
from qda.display.display import display
from qda.display.grid import Ground, ground_of, shaded
from qda.display.options import Crossed, cell_option, depth_option
from qda.display.page import BOOK, Words, sheet
from qda.display.quotes import choose, printed
from qda.display.reducers import Context, Reducer, informants, magnitudes
from qda.model.frames import Material
from qda.model.records import Basis, Stance
from qda.model.sheet import Cell, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistOptions(Crossed):
    """Options of the checklist matrix."""

    depth: int = depth_option(
        1, N_("How far the chosen codes are split up into components."), rows=("code",), cols=("code",)
    )
    rows: str = field(
        default="code", metadata={"help": N_("What the rows are: code, or role, case, group, site or any attribute.")}
    )
    cols: str = field(
        default="role",
        metadata={
            "help": N_("Whose checklist: role, case, group, site, source or any attribute."),
            "also": ("columns",),
        },
    )
    cell: str = cell_option(
        "rating", "rating", help_=N_("What a cell shows; rating: present, strong, disputed or denied.")
    )
    strong: int = field(
        default=2,
        metadata={"help": N_("Informants that make a component strong."), "least": 1, "only": {"cell": ("rating",)}},
    )
    phrase: bool = field(
        default=True, metadata={"help": N_("Show a short quotation in each cell."), "only": {"cell": ("rating",)}}
    )


@display(
    "checklist",
    N_("Checklist matrix: which components are there, how firmly, for whom"),
    question=N_("Which parts of a condition are present, and how strongly?"),
    options=ChecklistOptions,
    citation=CITATION,
    code="D7",
)
def checklist(material: Material, options: ChecklistOptions) -> Sheet:
    """A row a component, a column a role, respondent or site; a rating with a phrase.

    Raises:
        InputError: there is no such cell, or rows and columns are the same.
        NotFoundError: an axis, code or column is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    made = cross(ground, options, own={"rating": _rating(options)})
    words = Words(
        kind="checklist",
        title=_("Checklist matrix"),
        reading=_("Each row is a component; a mark says that it is there for whoever stands above, and how firmly."),
        citation=CITATION,
        counts=made.counts
        if options.cell != "rating"
        else _(
            "Colours follow the share of those asked who speak of it, each counted once however often they do; a "
            "document or observation in which nobody speaks counts as one."
        ),
        rules=made.rules
        if options.cell != "rating"
        else (
            _(
                "✓✓ strong: at least {n} informants for it, at least one of them from own knowledge (not hearsay or "
                "inference)."
            ).format(n=options.strong),
            _("✓ present: said by fewer, or from hearsay only. ± disputed: said and denied. ✗ denied: only denied."),
            _("Where the code has a scale, its values are shown with the number of passages that have each."),
        ),
        filters=(*made.filters, *(_judged(ground) if options.cell == "rating" else ())),
    )
    corner = _("Component") if options.rows == "code" else made.rows.title
    return sheet(material, ground, words, corner=corner, columns=made.headings, rows=shaded(made.filled))


def _judged(ground: Ground) -> tuple[str, ...]:
    """What a mark rests on where the filter leaves out passages since of how they are coded."""
    if not ground.entries.aside:
        return ()
    return (_("Marks rest on what the filter leaves in: what is denied there may be said in what it leaves out."),)


def _rating(options: ChecklistOptions) -> Reducer:
    def rate(c: Context) -> Cell:
        count = informants(c)
        lines = [_mark(c, options.strong)]
        if any(c.entries.magnitude[i] for i in c.chosen):
            lines.append(str(magnitudes(c).value))
        if options.phrase:
            lines.append(printed(c.entries, choose(c.entries, c.chosen, 1)[0]))
        return replace(count, value="\n".join(lines))

    return rate


def _mark(c: Context, strong: int) -> str:
    against = (Stance.AGAINST, Stance.MIXED)
    yes = [i for i in c.chosen if c.entries.stance[i] != Stance.AGAINST]
    if not yes:
        return _("✗ denied")
    if any(c.entries.stance[i] in against for i in c.chosen):
        return _("± disputed")
    told = (Basis.HEARSAY, Basis.INFERENCE)
    first_hand = any(c.entries.unit[i] is not None and c.entries.basis[i] not in told for i in yes)
    return _("✓✓ strong") if first_hand and len(c.entries.units(yes)) >= strong else _("✓ present")
