"""The tables behind tactics: what every one of them says alike. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qda.model.ids import Id
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, number, whole_percent
from qda.verify.tactic import Ground

CITATION = N_("Miles, Huberman & Saldaña 2014, chapter 11")  # page not checked
Shown = str | int | float | None


def share(n: int, of: int) -> str:
    """`5 of 8 (63 %)`; without the percentage where there is nothing to divide by."""
    if not of:
        return _("{n} of {of}").format(n=n, of=of)
    return _("{n} of {of} ({percent} %)").format(n=n, of=of, percent=whole_percent(n, of))


def of_passages(n: int, of: int) -> str:
    """`5 of 8 passages (63 %)`."""
    return _("{n} of {of} passages ({percent} %)").format(n=n, of=of, percent=whole_percent(n, of))


def of_cases(n: int, of: int) -> str:
    """`4 of 5 cases (80 %)`; without the percentage where there is no case."""
    if not of:
        return _("{n} of {of} cases").format(n=n, of=of)
    return _("{n} of {of} cases ({percent} %)").format(n=n, of=of, percent=whole_percent(n, of))


def named(names: Iterable[str], most: int = 6) -> str:
    """The first of some names, and how many more there are; all of them stand in the table."""
    all_names = list(names)
    shown = ", ".join(all_names[:most])
    if len(all_names) <= most:
        return shown
    return _("{names} and {n} more").format(names=shown, n=len(all_names) - most)


def percent(value: float) -> str:
    """A share, 0–1, as people read it."""
    return _("{percent} %").format(percent=number(100 * value, 0))


def cell(value: Shown, evidence: Iterable[Id] = (), *, empty: Empty = Empty.NOT_APPLICABLE) -> Cell:
    """A cell; None says why it is empty."""
    if value is None or value == "":
        return Cell(empty=empty)
    return Cell(value=value, evidence=tuple(evidence))


def line(label: str, values: Sequence[Shown], *, group: str = "", evidence: Iterable[Id] = ()) -> Row:
    """A row of plain values; its evidence stands behind the first of them."""
    first = tuple(evidence)
    return Row(
        label=label,
        cells=tuple(cell(value, first if at == 0 else ()) for at, value in enumerate(values)),
        group=group,
    )


def table(
    ground: Ground,
    kind: str,
    title: str,
    *,
    reading: str,
    corner: str,
    heads: Sequence[str],
    rows: Iterable[Row],
    rules: Iterable[str] = (),
    counts: str = "",
    notes: Iterable[str] = (),
    quotations: Iterable[Quotation] = (),
) -> Sheet:
    """The sheet of a tactic, headed by its name and the finding it was run on."""
    finding = ground.finding
    return Sheet(
        kind=kind,
        title=title if finding is None else _("{tactic}: {finding}").format(tactic=title, finding=finding.statement),
        reading=reading,
        corner=corner,
        columns=tuple(Column(label=head) for head in heads),
        rows=tuple(rows),
        decision_rules=tuple(rules),
        counts=counts,
        citation=_(CITATION),
        synthetic=ground.material.synthetic,
        notes=tuple(notes),
        quotations=tuple(quotations),
    )
