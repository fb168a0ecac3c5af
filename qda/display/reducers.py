"""From the entries of a cell to what stands in it. People are counted, not quotes, unless the user says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qda.display.asked import IN_SCOPE
from qda.display.codes import Tree
from qda.display.entries import Entries
from qda.display.quotes import choose, printed
from qda.model.ids import Id
from qda.model.records import Stance
from qda.model.sheet import Cell
from qda.model.wording import N_, _, plural

SEPARATOR = "\n"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """What a reducer sees of one cell.

    Attributes:
        chosen: Positions of the cell's entries, ascending, at least one.
        asked: People (and sources nobody speaks in) asked there, those who spoke included; None if unknown.
        unasked: Whether nobody of them was asked, and all speak by themselves.
        quotes: How many quotations may stand for the cell.
    """

    entries: Entries
    tree: Tree
    chosen: list[int]
    asked: frozenset[str] | None
    quotes: int = 2
    alone: bool = False
    unasked: bool = False

    @property
    def evidence(self) -> tuple[Id, ...]:
        """Ids of all entries."""
        return tuple(self.entries.ids[i] for i in self.chosen)


Reducer = Callable[[Context], Cell]


def informants(c: Context) -> Cell:
    """How many people, of how many asked. Where only the researcher's own prose says it: words instead of 0."""
    said = c.entries.units(c.chosen)
    if not said:
        return _cell(c, _("researcher only"))
    of = len(c.asked) if c.asked else None
    return _cell(c, len(said), strength=len(said) / of if of else None, of=of)


def share(c: Context) -> Cell:
    """People as a share of those asked, 0–1."""
    people = informants(c)
    if people.of is None or not isinstance(people.value, int):
        return people
    return _cell(c, round(people.value / people.of, 3), strength=people.strength, of=people.of)


def passages(c: Context) -> Cell:
    """How many different passages; one passage counts once, whoever coded it and with however many codes."""
    return _cell(c, len({c.entries.span(i) for i in c.chosen}))


def presence(c: Context) -> Cell:
    """A tick."""
    return _cell(c, "✓", strength=1.0)


def quotations(c: Context) -> Cell:
    """Up to `quotes` quotations by the rule of `qda.display.quotes.choose`; says how many stand behind them."""
    picked = choose(c.entries, c.chosen, c.quotes)
    lines = [printed(c.entries, i) for i in picked]
    rest = len({c.entries.span(i) for i in c.chosen} - {c.entries.span(i) for i in picked})
    if rest:
        lines.append(plural("… and {n} more passage", "… and {n} more passages", rest).format(n=rest))
    said = c.entries.units(c.chosen)
    if c.alone and len(said) == 1 and not any(c.entries.technique[i] in IN_SCOPE for i in c.chosen):
        lines.append(_("(only one informant: {name})").format(name=next(iter(said))))
    people = informants(c)
    return _cell(c, SEPARATOR.join(lines), strength=people.strength, of=people.of)


def codes(c: Context) -> Cell:
    """Which codes, in the order of the codebook."""
    there = {c.entries.code[i] for i in c.chosen}
    return _cell(c, SEPARATOR.join(c.tree.label(path) for path in c.tree.paths if path in there))


def stance(c: Context) -> Cell:
    """How many people are for, against, both: `+3 −1 ±1`; people who only mention it stand behind `0`."""
    said: dict[str, set[str]] = {}
    for i in c.chosen:
        unit = c.entries.unit[i]
        if unit is not None:
            said.setdefault(unit, set()).add(c.entries.stance[i] or Stance.NEUTRAL.value)
    counts = {"+": 0, "−": 0, "±": 0, "0": 0}
    for stances in said.values():
        counts[_side(stances)] += 1
    text = " ".join(f"{sign}{n}" for sign, n in counts.items() if n)
    people = informants(c)
    return _cell(c, text or str(people.value), strength=people.strength, of=people.of)


def magnitudes(c: Context) -> Cell:
    """The values given on the code's scale with how many passages have each; a tick where none has."""
    found: dict[str, set[tuple[str, int, int]]] = {}
    for i in c.chosen:
        if c.entries.magnitude[i]:
            found.setdefault(str(c.entries.magnitude[i]), set()).add(c.entries.span(i))
    text = " · ".join(f"{value} ({len(spans)}×)" for value, spans in sorted(found.items()))
    return _cell(c, text or "✓")


REDUCERS: dict[str, Reducer] = {
    "informants": informants,
    "passages": passages,
    "presence": presence,
    "share": share,
    "quotes": quotations,
    "codes": codes,
    "stance": stance,
    "magnitude": magnitudes,
}

QUOTE_RULE = N_(
    "Quotations: both stances first, then one of each informant, the highest magnitude, the shortest of at least six "
    "words."
)

COUNTS = {
    "informants": N_(
        "Numbers count informants, each once however often they say it, out of those asked; a document "
        "or observation in which nobody speaks counts as one."
    ),
    "share": N_(
        "Numbers are shares of the informants asked (0–1), each counted once; a document or observation in "
        "which nobody speaks counts as one."
    ),
    "passages": N_(
        "Numbers count passages, not informants; a passage counts once, however many coders or codes of "
        "one branch mark it."
    ),
    "stance": N_("Numbers count informants by what they say: + for, − against, ± both, 0 neither; each once."),
    "magnitude": N_("Values of the code’s scale, each with the number of passages that have it."),
    "quotes": N_("Quotations stand for all passages of a cell; those behind it are listed in full."),
    "presence": N_("A tick means at least one passage."),
    "codes": N_("Codes that occur at least once."),
}


def _side(stances: set[str]) -> str:
    if Stance.MIXED in stances or {Stance.FOR, Stance.AGAINST} <= stances:
        return "±"
    return "+" if Stance.FOR in stances else "−" if Stance.AGAINST in stances else "0"


def _cell(c: Context, value: str | int | float, *, strength: float | None = None, of: int | None = None) -> Cell:
    """A cell; a share of people of whom nobody was asked is no strength, since it is always all of them."""
    if of is not None and c.unasked:
        return Cell(value=value, evidence=c.evidence, of=of, unasked=True)
    return Cell(value=value, evidence=c.evidence, strength=strength, of=of)
