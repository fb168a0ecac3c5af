"""Forms table: the codes under each heading as a list, rebuilt from codebook and evidence (a paper's *Tabel 1*)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.codes import Tree
from qda.display.crossing import reducer
from qda.display.display import display
from qda.display.grid import Ground, asked_for, ground_of, units_asked
from qda.display.options import Coded
from qda.display.page import Words, sheet
from qda.display.reducers import COUNTS, Context, Reducer
from qda.model.frames import Material
from qda.model.sheet import UNASKED, Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = N_("A display of this program: the typology table of published reports, rebuilt from codes and evidence.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsTableOptions(Coded):
    """Options of the forms table."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Codes that make the columns; every top code that has codes under it if left out."),
            "also": ("cols", "columns"),
        },
    )
    cell: str = field(
        default="codes",
        metadata={
            "help": N_("What stands in a cell: the form alone (codes), or with how many informants or passages."),
            "choices": ("codes", "informants", "passages"),
        },
    )
    depth: int = field(
        default=1,
        metadata={"help": N_("How deep under each column forms are listed; 1 is right under it."), "least": 1},
    )


@display(
    "forms-table",
    N_("Forms table: which forms of each kind were found"),
    question=N_("Which forms of each kind are there?"),
    options=FormsTableOptions,
    needs=("codings", "nested"),
    citation=CITATION,
    code="D47",
    without={
        "rows": N_("the rows only number the forms of each column"),
        "order": N_("columns stand as --code names them, forms as in the codebook"),
        "quotes": N_("a cell names a form; the passages that show it stand behind it"),
    },
)
def forms_table(material: Material, options: FormsTableOptions) -> Sheet:
    """A column a code, its rows the codes right under it that have evidence; the others are named in the notes.

    Raises:
        InputError: there is no such cell.
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
    """
    count = None if options.cell == "codes" else reducer(options.cell)
    ground = ground_of(material, options.where)
    tree = ground.tree
    heads = tree.find(options.code) or [path for path in tree.children(None) if tree.children(path)]
    by_code: dict[str, list[int]] = {}
    for i, code in enumerate(ground.entries.code):
        by_code.setdefault(code, []).append(i)
    columns: list[list[Cell]] = []
    bare: list[str] = []
    for head in heads:
        made = []
        for child in _under(tree, head, options.depth):
            chosen = sorted(i for code in sorted(tree.subtree(child)) for i in by_code.get(code, ()))
            if chosen:
                made.append(_form(ground, child, chosen, count))
            else:
                bare.append(f"{tree.label(head)} / {tree.label(child)}")
        columns.append(made)
    deepest = max(map(len, columns), default=0)
    rows = [
        Row(
            label=str(n + 1),
            cells=tuple(made[n] if n < len(made) else Cell(empty=Empty.NOT_APPLICABLE) for made in columns),
        )
        for n in range(deepest)
    ]
    total = sum(map(len, columns))
    notes = (_("In the codebook, but nowhere coded: {names}.").format(names="; ".join(bare)),) if bare else ()
    words = Words(
        kind="forms-table",
        title=_("Forms table"),
        reading=_(
            "Each column lists the forms of one kind in the order of the codebook; each entry leads to the "
            "passages that show it."
        ),
        citation=CITATION,
        notes=notes,
        counts=" ".join(
            [
                _size(total, len(columns)),
                *([_(COUNTS[options.cell])] if count else ()),
            ]
        ),
        rules=(_("A form is listed where at least one passage carries its code or one under it."),),
    )
    return sheet(
        material,
        ground,
        words,
        corner=_("No."),
        columns=[Column(label=tree.label(head)) for head in heads],
        rows=rows,
        asked=False,
    )


def _size(entries: int, columns: int) -> str:
    """`2 entries in 1 column.`; each number with its own plural."""
    n = plural("{n} entry", "{n} entries", entries).format(n=entries)
    return plural("{entries} in {n} column.", "{entries} in {n} columns.", columns).format(entries=n, n=columns)


def _under(tree: Tree, head: str, depth: int) -> list[str]:
    """The codes under a heading down to a depth, in the order of the codebook."""
    found = []
    for child in tree.children(head):
        found += [child, *(_under(tree, child, depth - 1) if depth > 1 else ())]
    return found


def _form(ground: Ground, path: str, chosen: list[int], count: Reducer | None) -> Cell:
    """The form by its label, with its number where one is wanted."""
    label = ground.tree.label(path)
    if count is None:
        return Cell(value=label, evidence=tuple(ground.entries.ids[i] for i in chosen))
    put = units_asked(ground, asked_for(ground.tree.subtree(path)))
    asked = put | ground.entries.units(chosen)
    cell = count(Context(entries=ground.entries, tree=ground.tree, chosen=chosen, asked=asked, unasked=not put))
    number = cell.value if cell.of is None else f"{cell.value}/{cell.of}{UNASKED if cell.unasked else ''}"
    return replace(cell, value=f"{label} ({number})", of=None)
