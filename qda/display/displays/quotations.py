"""Quotations: the flat list of coded passages with everything known of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.options import Coded, columns_option
from qda.display.page import Words, sheet
from qda.display.shown import shown
from qda.model.attribute_words import attribute_word
from qda.model.frames import Material
from qda.model.link_words import sign_shown
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.technique_words import technique_word
from qda.model.wording import N_, _

COLUMNS = (
    "quotation",
    "code",
    "stance",
    "slot",
    "informant",
    "speaker",
    "source",
    "line",
    "technique",
    "coder",
    "magnitude",
    "memo",
    "attributes",
)
CITATION = N_("A display of this program: the list of coded segments that every analysis program prints.")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationsOptions(Coded):
    """Options of the list of quotations."""

    attributes: bool = field(default=True, metadata={"help": N_("Add a column for each attribute of the informant.")})
    cols: tuple[str, ...] = columns_option(COLUMNS)


@display(
    "quotations",
    N_("Quotations: every coded passage with its code, speaker and attributes"),
    question=N_("Which words stand behind each code?"),
    options=QuotationsOptions,
    citation=CITATION,
    without={
        "rows": N_("a row is a coding"),
        "cell": N_("each column has its own kind of cell"),
        "order": N_("codings stand in the order of the texts; sort the file by any column"),
        "depth": N_("every code stands with all levels above it"),
        "quotes": N_("every quotation is listed"),
    },
)
def quotations(material: Material, options: QuotationsOptions) -> Sheet:
    """A row a coding, in the order of the texts, one column for each level of the code.

    Raises:
        InputError: a column is none of those there are.
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    e, tree = ground.entries, ground.tree
    inside = {path for root in tree.find(options.code) for path in tree.subtree(root)}
    chosen = [i for i in range(len(e)) if not inside or e.code[i] in inside]
    levels = {code: tree.levels(code) for code in sorted({e.code[i] for i in chosen})}
    depth = max(map(len, levels.values()), default=1)
    attributes = e.people.attributes if options.attributes else ()
    columns = [
        Column(label=_("Quotation")),
        *(Column(label=_("Level {n}").format(n=n + 1), group=_("Code")) for n in range(depth)),
        *(
            Column(label=_(name))
            for name in (
                N_("Stance"),
                N_("Slot"),
                N_("Informant"),
                N_("Speaker"),
                N_("Source"),
                N_("Line"),
                N_("Technique"),
                N_("Coder"),
                N_("Magnitude"),
                N_("Memo"),
            )
        ),
        *(Column(label=attribute_word(name), group=_("Attributes")) for name in attributes),
    ]
    rows = [_row(ground, n, i, levels[e.code[i]], depth, attributes) for n, i in enumerate(chosen, 1)]
    people = len(e.units(chosen))
    words = Words(
        kind="quotations",
        title=_("Quotations"),
        reading=_("One row is one coding; a passage with two codes stands twice. Filter and sort by any column."),
        citation=CITATION,
        counts=_(
            "{n} codings of {people} informants (documents and observations in which nobody speaks count as one)."
        ).format(n=len(chosen), people=people),
        filters=(_("Only under: {codes}.").format(codes="; ".join(options.code)),) if options.code else (),
        rules=(_("Every coding that counts as evidence is listed, in the order of the texts."),),
    )
    keys = [COLUMNS[0], *[COLUMNS[1]] * depth, *COLUMNS[2:-1], *[COLUMNS[-1]] * len(attributes)]
    kept = shown(columns, rows, keys, options.cols)
    return sheet(material, ground, words, corner=_("No."), columns=kept.columns, rows=kept.rows, asked=False)


def _row(ground: Ground, n: int, i: int, levels: list[str], depth: int, attributes: tuple[str, ...]) -> Row:
    e = ground.entries
    evidence = (e.ids[i],)
    values: list[str | int | None] = [
        e.quote[i],
        *levels,
        *[None] * (depth - len(levels)),
        sign_shown(e.stance[i] or "") or None,
        e.slot[i],
        e.informant[i],
        e.speaker[i],
        e.source[i],
        e.line[i],
        technique_word(e.technique[i]),
        e.coder[i],
        e.magnitude[i],
        e.memo[i],
        *(e.people.attribute(e.informant[i], name) for name in attributes),
    ]
    nothing = Cell(empty=Empty.NOT_APPLICABLE)
    return Row(
        label=str(n),
        cells=tuple(nothing if value is None else Cell(value=value, evidence=evidence) for value in values),
    )
