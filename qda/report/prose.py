"""Sentences as runs: a translated template whose places hold words, numbers, or runs in a style of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from qda.model.document import BulletList, Note, Paragraph, Run, Runs, Table, TableColumn, TableRow
from qda.model.wording import _

_PLACE = re.compile(r"\{(\w+)\}")
Value = str | int | Run


def runs(template: str, **values: Value) -> Runs:
    """The template with its `{places}` filled; a `Run` keeps its style.

    Raises:
        KeyError: a place has no value.
    """
    found: list[Run] = []
    ends = [(0, 0), *(match.span() for match in _PLACE.finditer(template)), (len(template), len(template))]
    for (_start, last), (first, end) in pairwise(ends):
        found.append(Run(text=template[last:first]))
        if first < end:
            value = values[template[first + 1 : end - 1]]
            found.append(value if isinstance(value, Run) else Run(text=str(value)))
    return _joined(found)


def _joined(found: Iterable[Run]) -> Runs:
    """Neighbours in one style as one run."""
    joined: list[Run] = []
    for run in found:
        if not run.text and not run.ref:
            continue
        plain = not (run.bold or run.italic or run.ref)
        last = joined[-1] if joined else None
        if plain and last is not None and not (last.bold or last.italic or last.ref):
            joined[-1] = Run(text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def paragraph(*sentences: Runs | str) -> Paragraph:
    """Sentences as one paragraph, a blank between them; empty ones are left out."""
    found: list[Run] = []
    for sentence in sentences:
        if not sentence:
            continue
        if found:
            found.append(Run(text=" "))
        found += (Run(text=sentence),) if isinstance(sentence, str) else sentence
    return Paragraph(runs=_joined(found))


def bullets(items: Iterable[Runs | str]) -> BulletList:
    """Points."""
    return BulletList(items=tuple((Run(text=item),) if isinstance(item, str) else item for item in items))


def note(text: str) -> Note:
    """A remark to the author."""
    return Note(runs=(Run(text=text),))


def bold(text: str) -> Run:
    """Words in bold."""
    return Run(text=text, bold=True)


def italic(text: str) -> Run:
    """Words in italics."""
    return Run(text=text, italic=True)


def see(key: str) -> Run:
    """The name of a table of this document."""
    return Run(ref=key)


def cell(value: object) -> Runs:
    """A table's cell; missing prints as a dash, never as nothing."""
    return (Run(text="–" if value is None or value == "" else str(value)),)


def row(*values: object, indent: int = 0) -> TableRow:
    """A row of cells; runs are taken as they are."""
    return TableRow(cells=tuple(v if isinstance(v, tuple) else cell(v) for v in values), indent=indent)


def group(heading: str) -> TableRow:
    """The heading of a group of rows."""
    return TableRow(group=heading)


def column(label: str, width: float = 1.0, *, right: bool = False) -> TableColumn:
    """A column."""
    return TableColumn(label=label, width=width, right=right)


def table(key: str, caption: str, columns: Sequence[TableColumn], rows: Iterable[TableRow], source: str = "") -> Table:
    """A table."""
    return Table(key=key, caption=caption, columns=tuple(columns), rows=tuple(rows), source=source)


def listing(names: Sequence[str], most: int = 0) -> str:
    """`a, b, and c`; with `most`, the rest as a number."""
    if most and len(names) > most:
        return _("{names} and {n} more").format(names=", ".join(names[:most]), n=len(names) - most)
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return _("{one} and {other}").format(one=names[0], other=names[1])
    return _("{names}, and {last}").format(names=", ".join(names[:-1]), last=names[-1])
