"""Composite sequence analysis: the paths of all cases through the stages, alike beginnings drawn together."""

from __future__ import annotations

from dataclasses import dataclass

from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.options import columns_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.display.paths import Followed, Paths, PathStep, path_filters, path_rules, paths_of
from qda.display.quotes import choose, printed
from qda.display.shown import shown
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 8."  # page not checked
ARROW = " → "
COLUMNS = ("step", "paths", "ends", "whose", "example")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeSequenceOptions(Followed):
    """Options of the composite sequence analysis."""

    cols: tuple[str, ...] = columns_option(COLUMNS)
    quotes: int = quotes_option(
        1, only=None, help_=N_("Quotations that stand as examples of a step, at most."), least=1
    )


@display(
    "composite-sequence",
    N_("Composite sequence analysis: paths of the cases through the stages"),
    question=N_("Which ways do the cases go, and where do they part?"),
    options=CompositeSequenceOptions,
    citation=CITATION,
    code="D31",
    without={
        "cell": N_("each column has its own kind of cell"),
        "order": N_("the most trodden way stands first"),
    },
)
def composite_sequence(material: Material, options: CompositeSequenceOptions) -> Sheet:
    """A row a step of a path, alike beginnings once; counts how many cases go through it and how many end there.

    Raises:
        NotFoundError: an axis or code is not there.
        FormulaError: `where` cannot be read.
        InputError: a column is none of those there are.
    """
    ground = ground_of(material, options.where)
    paths = paths_of(ground, options)
    words = Words(
        kind="composite-sequence",
        title=_("Composite sequence analysis"),
        reading=_(
            "Each row goes one step further than the row it continues; the most trodden way stands first. Where the "
            "count falls, cases end or part."
        ),
        citation=CITATION,
        counts=_("Numbers count paths ({what}), {total} in all; passages do not count.").format(
            what=paths.who.title, total=paths.total
        ),
        rules=path_rules(again=options.again),
        filters=path_filters(paths),
    )
    columns = [Column(label=label) for label in (_("Step"), _("Paths"), _("End here"), _("Whose"), _("For example"))]
    kept = shown(columns, [_row(ground, paths, step, options.quotes) for step in paths.steps], COLUMNS, options.cols)
    return sheet(material, ground, words, corner=_("Path"), columns=kept.columns, rows=kept.rows, asked=False)


def _row(ground: Ground, paths: Paths, step: PathStep, quotes: int) -> Row:
    evidence = tuple(dict.fromkeys(ground.entries.ids[i] for i in step.entries))
    names = ", ".join(paths.who.places[n].label for n in step.through)
    example = choose(ground.entries, list(dict.fromkeys(step.entries)), quotes)
    return Row(
        label=ARROW.join(paths.labels[stage] for stage in step.stages),
        cells=(
            Cell(value=len(step.stages), evidence=evidence),
            Cell(value=len(step.through), evidence=evidence, strength=len(step.through) / paths.total, of=paths.total),
            Cell(value=len(step.ending), evidence=evidence) if step.ending else Cell(empty=Empty.NOT_APPLICABLE),
            Cell(value=names, evidence=evidence),
            Cell(value="\n".join(printed(ground.entries, i) for i in example), evidence=evidence),
        ),
    )
