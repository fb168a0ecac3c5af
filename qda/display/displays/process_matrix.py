"""Process matrix: actor, input, process, output and impact of each form of a process."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.axes import SLOT_WORDS, axis_word
from qda.display.codes import Place, Tree
from qda.display.crossing import reducer
from qda.display.display import display
from qda.display.grid import Ground, ground_of, set_aside, shaded
from qda.display.options import Ordered, cell_option, columns_option, quotes_option
from qda.display.page import Words, sheet
from qda.display.parts import Line, cell_of, lines_of, split_axis
from qda.display.reducers import COUNTS
from qda.display.shown import shown
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.records import SLOTS
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = N_(
    "A display of this program: the input–process–output–impact frame of programme evaluation, with its actors."
)
PARTS = tuple(slot for slot in SLOTS if slot != "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessMatrixOptions(Ordered):
    """Options of the process matrix."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Forms to show, or codes above them; every code that declares slots if left out.")},
    )
    rows: str = field(
        default="", metadata={"help": N_("Split each form over: case, role, group, site, source or any attribute.")}
    )
    order: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Order of what forms are split over, first to last; the others follow."),
            "only": {"rows": ()},
        },
    )
    cols: tuple[str, ...] = columns_option(PARTS)
    cell: str = cell_option()
    quotes: int = quotes_option(4)


@display(
    "process-matrix",
    N_("Process matrix: actor, input, process, output, impact of each form"),
    question=N_("How does each form of the process run, and which part of it does nobody state?"),
    options=ProcessMatrixOptions,
    needs=("slots",),
    citation=CITATION,
    code="D46",
    without={"depth": N_("a form is a code that declares slots, wherever it stands")},
)
def process_matrix(material: Material, options: ProcessMatrixOptions) -> Sheet:
    """A row a code that declares slots, a column a slot; a slot nobody states is NOT_STATED.

    A code under a row belongs to that row unless it declares slots itself. A slot the code does not declare is
    NOT_APPLICABLE.

    Raises:
        InputError: there is no such cell or column, or no chosen code declares slots.
        NotFoundError: a chosen code or an axis is not there.
        FormulaError: `where` cannot be read.
    """
    reducer(options.cell)
    ground = ground_of(material, options.where)
    forms = _forms(ground.tree, options.code)
    split = split_axis(ground, options.rows, options.order)
    found = _found(ground, forms)
    rows = []
    for form in forms:
        told = {i: slot for slot in PARTS for i in found.get((form.key, slot), ())}
        for line in lines_of(ground, [(form, sorted(told))], split):
            if split is None or line.entries:
                cells = tuple(_cell(ground, form, line, told, slot, options) for slot in PARTS)
                rows.append(Row(label=line.label, group=line.group, cells=cells))
    inside = {code for place in forms for code in place.codes or ()}
    loose = sum(
        code in inside and slot not in PARTS
        for code, slot in zip(ground.entries.code, ground.entries.slot, strict=True)
    )
    columns = [Column(label=_(SLOT_WORDS[slot])) for slot in PARTS]
    kept = shown(columns, shaded(tuple(rows)), PARTS, options.cols)
    filters = (
        (
            plural(
                "{n} coding on these forms names no part of the process and is not shown.",
                "{n} codings on these forms name no part of the process and are not shown.",
                loose,
            ).format(n=loose),
        )
        if loose
        else ()
    )
    words = Words(
        kind="process-matrix",
        title=_("Process matrix"),
        reading=_(
            "Each row is one form; read it from left to right as one course of action. “Not stated” marks a part "
            "that no source names."
        ),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        filters=filters,
        rules=(
            _("A passage enters by its code and by the slot its coding names (actor, input, process, output, impact)."),
        ),
    )
    return sheet(
        material,
        ground,
        words,
        corner=_("Form") if split is None else axis_word(options.rows),
        columns=kept.columns,
        rows=kept.rows,
        asked=False,
    )


def _cell(
    ground: Ground, form: Place, line: Line, told: dict[int, str], slot: str, options: ProcessMatrixOptions
) -> Cell:
    chosen = [i for i in line.entries if told[i] == slot]
    if chosen:
        return cell_of(ground, chosen, options.cell, options.quotes, line.asked, line.spoke)
    if line.aside.intersection(set_aside(ground, form.codes or frozenset(), (slot,))):
        return Cell(empty=Empty.FILTERED)
    return Cell(empty=Empty.NOT_STATED if slot in ground.tree.slots[form.key] else Empty.NOT_APPLICABLE)


def _forms(tree: Tree, chosen: tuple[str, ...]) -> list[Place]:
    """The codes that declare slots, each with what lies under it and is no form itself.

    Raises:
        InputError: codes are chosen and none of them declares any.
    """
    under = frozenset(path for root in tree.find(chosen) for path in tree.subtree(root)) or frozenset(tree.paths)
    declared = [path for path in tree.paths if any(s in PARTS for s in tree.slots[path])]
    forms = [path for path in declared if path in under]
    if chosen and not forms:
        raise InputError(
            _("Neither {names} nor any code below declares slots, so no process can be laid out.").format(
                names=", ".join(f"“{name}”" for name in chosen)
            ),
            mend=_("Codes that declare slots: {names}.").format(names=", ".join(declared))
            if declared
            else _("Give the code slots in the codebook (slots: [actor, input, process, output, impact])."),
        )
    places = []
    for path in forms:
        inner = [tree.subtree(other) for other in forms if other.startswith(path + "/")]
        codes = tree.subtree(path).difference(*inner)
        above = tree.levels(path)[:-1]
        places.append(Place(key=path, label=tree.label(path), group=" / ".join(above), codes=codes))
    return places


def _found(ground: Ground, forms: list[Place]) -> dict[tuple[str, str], list[int]]:
    form_of = {code: place.key for place in forms for code in place.codes or ()}
    found: dict[tuple[str, str], list[int]] = {}
    for i, (code, slot) in enumerate(zip(ground.entries.code, ground.entries.slot, strict=True)):
        if code in form_of and slot in PARTS:
            found.setdefault((form_of[code], str(slot)), []).append(i)
    return found
