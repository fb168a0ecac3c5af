"""From a filled matrix to a Sheet: the quotations behind it, its filters and what every display prints alike."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qda.display.axes import Axis
from qda.display.code_notes import code_notes
from qda.display.entries import Entries, evidence_rules
from qda.display.grid import Ground
from qda.model.frames import Material
from qda.model.quotation import Quotation
from qda.model.sheet import UNASKED, Cell, Column, Empty, Row, Sheet
from qda.model.wording import _, plural

BOOK = (
    "Miles, M. B., Huberman, A. M., & Saldaña, J. (2014). Qualitative data analysis: A methods sourcebook "
    "(3rd ed.). Sage"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a display says of itself, in the reader's language."""

    kind: str
    title: str
    reading: str
    citation: str
    rules: tuple[str, ...] = ()
    counts: str = ""
    filters: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sheet(
    material: Material,
    ground: Ground,
    words: Words,
    *,
    corner: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    asked: bool = True,
) -> Sheet:
    """The finished matrix with all quotations behind its cells, in the order of the texts.

    `asked` says whether its empty cells tell who was asked, so that the rule for it is printed.
    """
    cells = [cell for row in rows for cell in row.cells]
    behind = quotations(ground.entries, _behind(cells, ground.entries))
    rules = [*evidence_rules(), *words.rules]
    if asked:
        rules += [
            *ground.hearings.rules,
            _("An empty cell says why: silent (asked, nothing said), not asked, or nothing coded yet."),
        ]
    rules += unasked(cells)
    return Sheet(
        kind=words.kind,
        title=words.title,
        reading=words.reading,
        corner=corner,
        columns=tuple(columns),
        rows=tuple(rows),
        decision_rules=tuple(rules),
        filters=(*ground.entries.filters, *left_out(cells), *words.filters),
        counts=words.counts,
        citation=words.citation,
        synthetic=material.synthetic,
        notes=words.notes,
        quotations=behind,
        codes=code_notes(material, {quotation.code for quotation in behind}),
    )


def unasked(cells: Iterable[Cell]) -> tuple[str, ...]:
    """What stands where nobody was asked, if anything does."""
    if not any(cell.unasked for cell in cells):
        return ()
    told = _(
        "Who speaks of it unasked counts among those asked. Where nobody was asked, that would be all of them: a share "
        "there, marked {mark}, says who speaks of it and not how many of those asked, and the cell has no colour."
    )
    return (told.format(mark=UNASKED),)


def _behind(cells: Iterable[Cell], entries: Entries) -> array[int]:
    """The entries that cells rest on, in the order of the texts; a fifth of a list's memory, which is at its peak."""
    evidence = {coding for cell in cells for coding in cell.evidence}
    return array("q", (i for i, coding in enumerate(entries.ids) if coding in evidence))


def left_out(cells: Iterable[Cell]) -> tuple[str, ...]:
    """What “filtered out” means, where it stands in a cell."""
    if all(cell.empty is not Empty.FILTERED for cell in cells):
        return ()
    told = _("“{filtered}” means: something is said there, and the filter leaves all of it out.")
    return (told.format(filtered=Empty.FILTERED.word),)


def quotations(entries: Entries, chosen: Iterable[int]) -> tuple[Quotation, ...]:
    """Entries as printed quotations, the words unchanged."""
    people = entries.people
    group = "group" if "group" in people.attributes else "role"
    attributes = {
        name: tuple((a, values.get(a, "")) for a in people.attributes) for name, values in people.values.items()
    }
    none = tuple((a, "") for a in people.attributes)
    e = entries
    roles: dict[tuple[str | None, str | None, str], str] = {}
    made = []
    for i in chosen:
        name, speaker = e.informant[i], e.speaker[i]
        who = (name, speaker, e.technique[i])
        if who not in roles:
            roles[who] = e.role(i)
        made.append(
            Quotation(
                coding=e.ids[i],
                text=e.quote[i],
                role=roles[who],
                source=e.source[i],
                line=e.line[i],
                start=e.start[i],
                end=e.end[i],
                code=e.code[i],
                stance=e.stance[i] or "",
                speaker=speaker or "",
                informant=name or "",
                group=people.attribute(name, group) or "",
                coder=e.coder[i],
                origin=e.origin[i],
                memo=e.memo[i] or "",
                attributes=attributes.get(name or "", none),
            )
        )
    return tuple(made)


def not_shown(ground: Ground, shown: Iterable[str]) -> tuple[str, ...]:
    """A sentence on codings whose code has no place in the display; none where all have one."""
    have = frozenset(shown)
    n = sum(code not in have for code in ground.entries.code)
    return (
        (
            plural(
                "{n} coding on a code outside the chosen ones is not shown.",
                "{n} codings on codes outside the chosen ones are not shown.",
                n,
            ).format(n=n),
        )
        if n
        else ()
    )


def of_no_case(ground: Ground, cases: Axis, codes: Collection[str]) -> tuple[str, ...]:
    """A sentence on codings with these codes (any, where there are none) that belong to none of the cases."""
    theirs = {i for found in cases.entry for i in found}
    n = sum(i not in theirs and (not codes or code in codes) for i, code in enumerate(ground.entries.code))
    if not n:
        return ()
    told = plural(
        "{n} coding that belongs to no case is not shown.", "{n} codings that belong to no case are not shown.", n
    )
    return (told.format(n=n),)
