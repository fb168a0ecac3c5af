"""Role-by-group matrix: what each role says, group beside group or site beside site."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.axes import Axis
from qda.display.crossing import Crossing, axes, cross
from qda.display.display import display
from qda.display.grid import Ground, ground_of, shaded, size_label
from qda.display.narrowed import arranged
from qda.display.options import Crossed
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.model.frames import Material
from qda.model.sheet import Column, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 7."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleByGroupOptions(Crossed):
    """Options of the role-by-group matrix."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "What it is about: codes, each with all under it and with its own block of columns; all that is said "
                "if left out."
            )
        },
    )
    rows: str = field(default="role", metadata={"help": N_("The attribute that holds the role.")})
    cols: str = field(
        default="group",
        metadata={"help": N_("What the columns are: group, site or any attribute."), "also": ("columns",)},
    )


@display(
    "role-by-group",
    N_("Role-by-group matrix: what each role says, group beside group"),
    question=N_("Do people in the same role see the matter differently from group to group, or from site to site?"),
    options=RoleByGroupOptions,
    needs=("codings", "roles", "groups"),
    citation=CITATION,
    code="D14",
)
def role_by_group(material: Material, options: RoleByGroupOptions) -> Sheet:
    """A row a role, a column a group; with several codes the groups are repeated beneath each of them.

    Raises:
        InputError: there is no such cell, or rows and columns are the same.
        NotFoundError: an axis, code or role is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    codes = ground.tree.find(options.code)
    on = _of_groups(ground, *axes(ground, options))
    blocks = [cross(ground, replace(options, code=chosen), on=on, alone=True) for chosen in _each(codes)]
    heads = [ground.tree.label(code) for code in codes] if len(codes) > 1 else [blocks[0].columns.title]
    columns = [
        Column(label=place.label, group=head)
        for head, block in zip(heads, blocks, strict=True)
        for place in block.columns.places
    ]
    about = ground.tree.label(codes[0]) if len(codes) == 1 else ""
    words = Words(
        kind="role-by-group",
        title=_("Role-by-group matrix: {about}").format(about=about) if about else _("Role-by-group matrix"),
        reading=_(
            "Read across for one role in every group, down for all roles of one group. The number behind a role is how "
            "many people hold it."
        ),
        citation=CITATION,
        counts=blocks[0].counts,
        rules=(
            _("A passage enters where the role and the group of its informant meet."),
            _("A cell that rests on one informant says so."),
            *blocks[0].rules,
        ),
        filters=(
            *_nowhere(ground, on),
            *(not_shown(ground, (path for code in codes for path in ground.tree.subtree(code))) if codes else ()),
        ),
    )
    rows = shaded(_joined(ground, blocks))
    return sheet(material, ground, words, corner=blocks[0].rows.title, columns=columns, rows=rows)


def _each(codes: list[str]) -> list[tuple[str, ...]]:
    return [(code,) for code in codes] or [()]


def _of_groups(ground: Ground, rows: Axis, columns: Axis) -> tuple[Axis, Axis]:
    """Without columns of texts in which nobody speaks, or of nothing, and without rows that then stand nowhere."""
    said = [any(ground.entries.unit[i] is not None for i in found) for found in columns.entry]
    groups = [
        c
        for c, place in enumerate(columns.places)
        if (place.key and place.key[0] != "\0") or (not place.key and said[c])
    ]
    if not groups:
        return rows, columns
    kept = arranged(columns, groups)
    there = {i for found in kept.entry for i in found}
    roles = [
        r for r, place in enumerate(rows.places) if not place.key.startswith("\0") or there.intersection(rows.entry[r])
    ]
    return arranged(rows, roles), kept


def _nowhere(ground: Ground, on: tuple[Axis, Axis]) -> tuple[str, ...]:
    """A sentence on the codings of texts that belong to no group."""
    there = [{i for found in axis.entry for i in found} for axis in on]
    n = len(ground.entries) - len(there[0] & there[1])
    return (
        (
            plural(
                "{n} coding of a text that nobody speaks in and that belongs to no group is not shown.",
                "{n} codings of texts that nobody speaks in and that belong to no group are not shown.",
                n,
            ).format(n=n),
        )
        if n
        else ()
    )


def _joined(ground: Ground, blocks: list[Crossing]) -> tuple[Row, ...]:
    """The rows of all blocks side by side, labelled with how many people hold the role."""
    rows = blocks[0].rows
    return tuple(
        Row(
            label=size_label(
                ground, place, rows.hearing[r] if rows.hearing else (), rows.people[r] if rows.people else frozenset()
            ),
            cells=tuple(cell for block in blocks for cell in block.filled[r].cells),
        )
        for r, place in enumerate(rows.places)
    )
