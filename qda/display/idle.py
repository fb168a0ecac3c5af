"""A filter on how passages are coded, where nothing that is shown rests on codings: refused, not ignored."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from qda.display.display import Display
from qda.display.entries import entries_of
from qda.display.people import people_of, texts
from qda.display.selection import OF_PASSAGES, OF_TEXTS, Selection, selection_of
from qda.model.errors import FormulaError, QdaError
from qda.model.frames import Letting, Material
from qda.model.network import Network
from qda.model.plot import Plot, Shown
from qda.model.sheet import Empty, Sheet
from qda.model.wording import _


def refuse_idle(function: Display, material: Material, options: Any, made: Shown) -> None:
    """Refuse a filter that asks how passages are coded, where what is shown would be the same without any coding.

    Types that two attributes make, or a log of what was collected, are read from the cases table and the list of
    sources; codings only stand behind them. “stance=-” could be meant there as “those who say anything against it”,
    but nowhere else does such a filter take people away: it takes passages away, and people keep their place, so that
    counts keep their denominator. So it is not guessed what is meant; whoever wants those people makes stance a side
    of the display, or names them.

    Whether a display rests on codings depends on its options and is not declared but tried: it is drawn of the same
    people and texts with no coding at all, and only where that shows the same as the filter does, with every coding.
    Codes that are named and that nothing carries yet are no reason to refuse: somebody may speak of them tomorrow.

    Raises:
        FormulaError: the filter would change nothing.
    """
    where = getattr(options, "where", "")
    if not where:
        return
    selection = selection_of(where, people_of(material), material)
    if not selection.of_passages or any(empty is Empty.FILTERED for empty in _empties(made)):
        return
    without = _drawn(function, material, options, Letting.NONE)
    if without is None or look(without) != look(made):
        return
    everything = _drawn(function, material, options, Letting.ALL)
    if everything is None or look(everything) != look(without):
        return
    if not everything.quotations and (_names_codes(options, material) or _nothing_said(material, where)):
        return
    raise _fault(made.kind, selection)


def look(made: Shown) -> object:
    """What is seen of a display at first sight: heads, cells, marks, nodes and edges, not the passages behind them."""
    if isinstance(made, Network):
        nodes = tuple(replace(node, evidence=()) for node in made.nodes)
        return nodes, tuple(replace(edge, evidence=()) for edge in made.edges)
    table = made.marks.table() if isinstance(made, Plot) else made
    rows = tuple(replace(row, cells=tuple(replace(cell, evidence=()) for cell in row.cells)) for row in table.rows)
    return table.corner, table.columns, rows


def _drawn(function: Display, material: Material, options: Any, letting: Letting) -> Shown | None:
    """The display of other codings; None where it has nothing to show of them, and so rests on them."""
    try:
        return function(replace(material, letting=letting), options)
    except QdaError:
        return None


def _nothing_said(material: Material, where: str) -> bool:
    """Whether there is no coding of those people and texts at all, however it is coded."""
    return not len(entries_of(replace(material, letting=Letting.ALL), where))


def _names_codes(options: Any, material: Material) -> bool:
    """Whether any option but the filter names a code, by its path or its last name, or as `presence:code`."""
    paths = [str(path) for path in texts(material.codes["path"])]
    known = {*paths, *(path.rsplit("/", 1)[-1] for path in paths)}
    given = (getattr(options, each.name) for each in fields(options) if each.name != "where")
    names = (name for value in given for name in (value if isinstance(value, tuple) else (value,)))
    return any(isinstance(name, str) and name.rpartition(":")[2] in known for name in names)


def _empties(made: Shown) -> list[Empty | None]:
    if isinstance(made, Network):
        return []
    rows = (made if isinstance(made, Sheet) else made.marks.table()).rows
    return [cell.empty for row in rows for cell in row.cells]


def _fault(kind: str, selection: Selection) -> FormulaError:
    condition = selection.condition
    assert condition is not None
    asked = [*(name for name in condition.names if name in OF_PASSAGES), *("code" for _path in condition.codes)]
    people = dict.fromkeys(("case", "informant", "site", *selection.people.attributes))
    return FormulaError(
        _(
            "“{where}” asks how passages are coded ({names}), and nothing that “{display}” shows here rests on codings."
        ).format(where=condition.text, names=", ".join(dict.fromkeys(asked)), display=kind),
        mend=_("Ask for people ({people}) or for texts ({texts}), or let a side or a cell be read from codes.").format(
            people=", ".join(people), texts=", ".join(sorted(OF_TEXTS))
        ),
    )
