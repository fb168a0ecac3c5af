"""Where each row stands on a variable: a code's magnitudes, stances or presence, or an attribute of the cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median_low

from qda.display.axes import Axis
from qda.display.codes import Place
from qda.display.grid import Ground, fill, of_place
from qda.display.options import Coded
from qda.display.reducers import Context
from qda.model.attributes import standard
from qda.model.errors import InputError, NotFoundError
from qda.model.magnitude import as_number
from qda.model.records import Stance
from qda.model.sheet import Cell, Empty
from qda.model.wording import N_, _

ATTRIBUTE, MAGNITUDE, STANCE, PRESENCE = "attribute", "magnitude", "stance", "presence"
_RULES = {
    ATTRIBUTE: N_("{name} is read from the cases table."),
    MAGNITUDE: N_(
        "{name} is the middle magnitude of the row’s informants (the lower of two); an informant with several counts "
        "once, by their middle."
    ),
    STANCE: N_("{name} is the number of informants for (+) less those against (−); one who says both counts as 0."),
    PRESENCE: N_("{name} is 1 where an informant says it and 0 where those asked are silent; not asked is no value."),
}
_SIDE = {Stance.FOR.value: 1, Stance.AGAINST.value: -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted(Coded):
    """Options of a display whose cases stand from high to low on one variable."""

    by: str = field(
        default="",
        metadata={
            "help": N_(
                "The variable that orders the rows: a code or an attribute; the first code with magnitudes if left out."
            )
        },
    )
    levels: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Values of that attribute from low to high, where they are words."),
            "only": {"by": ()},
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrdered(Sorted):
    """The same where the cases are the rows."""

    rows: str = field(
        default="case", metadata={"help": N_("What a row is: case, role, group, site, source or any attribute.")}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What rows are put in order by.

    Attributes:
        kind: attribute, magnitude, stance or presence.
        codes: Paths whose passages give the value; empty for an attribute.
        steps: Values from low to high, for words that have an order.
    """

    name: str
    label: str
    kind: str
    codes: frozenset[str] = frozenset()
    steps: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """How its value is made, for the reader."""
        return _(_RULES[self.kind]).format(name=self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One row's place: `rank` is higher for more, None where there is no value."""

    rank: float | None
    cell: Cell


def variable(ground: Ground, name: str, levels: Sequence[str] = ()) -> Variable:
    """A variable by its name, an attribute before a code.

    `name` is an attribute of the cases table, or a code with all under it; `levels` are an attribute's values from
    low to high, without which they must be numbers.

    Raises:
        NotFoundError: there is neither.
        InputError: the attribute's values are words without an order, or a code is given levels.
    """
    people = ground.entries.people
    own = name if name in people.attributes else standard(name)
    if own in people.attributes:
        words = [level for level in people.levels(own) if _step(level, levels) is None]
        if words:
            raise InputError(
                _("The values of “{name}” have no order: {values}.").format(name=own, values=", ".join(words)),
                mend=_("Name them from low to high, each with --levels."),
            )
        return Variable(name=own, label=own, kind=ATTRIBUTE, steps=tuple(levels))
    try:
        [path] = ground.tree.find((name,))
    except NotFoundError as fault:
        names = ", ".join(people.attributes) or "–"
        raise NotFoundError(
            fault.what, mend=f"{fault.mend} " + _("Attributes are: {names}.").format(names=names)
        ) from fault
    if levels:
        raise levels_idle(ground.tree.label(path))
    return of_codes(ground, Place(key=path, label=ground.tree.label(path), codes=ground.tree.subtree(path)))


def levels_idle(name: str) -> InputError:
    """What is said where the order of an attribute's values is given to codes."""
    return InputError(
        _("“--levels” changes nothing here: “{name}” is no attribute, and what is said of a code has its own order.")
        .format(name=name),
        mend=_("Leave --levels out, or name an attribute. The scale of a code stands in the codebook."),
    )  # fmt: skip


def of_codes(ground: Ground, place: Place) -> Variable:
    """The variable that the codes of a place make: their magnitudes, else their stances, else their presence."""
    codes = place.codes or frozenset()
    return Variable(name=place.key, label=place.label, kind=_kind(ground, codes), codes=codes)


def main_variable(ground: Ground, name: str, levels: Sequence[str] = ()) -> Variable:
    """The variable named; where none is, the first that orders cases.

    Raises:
        NotFoundError: there is none of that name.
        InputError: none is named, and nothing in the study orders cases.
    """
    if name:
        return variable(ground, name, levels)
    found = ordering(ground)
    if not found:
        raise InputError(
            _("Nothing here puts cases in order: no code has magnitudes, and no attribute is a number."),
            mend=_("Name a code or an attribute with --by."),
        )
    return found[0]


def ordering(ground: Ground) -> list[Variable]:
    """Variables that can order cases: codes with magnitudes of their own, then attributes that are numbers."""
    rated = {ground.entries.code[i] for i in range(len(ground.entries)) if level_of(ground, i) is not None}
    found = [
        Variable(name=path, label=ground.tree.label(path), kind=MAGNITUDE, codes=ground.tree.subtree(path))
        for path in ground.tree.paths
        if path in rated
    ]
    for name in ground.entries.people.attributes:
        levels = ground.entries.people.levels(name)
        if len(levels) > 1 and all(as_number(level) is not None for level in levels):
            found.append(Variable(name=name, label=name, kind=ATTRIBUTE))
    return found


def standings(ground: Ground, rows: Axis, wanted: Variable) -> list[Standing]:
    """Each row's place on the variable, empty cells with their reason."""
    if wanted.kind == ATTRIBUTE:
        everybody = rows.people or (frozenset(),) * len(rows.places)
        return [_of_attribute(ground, members, wanted) for members in everybody]
    found: list[float | None] = []

    def reduce(context: Context) -> Cell:
        rank, shown = measured(ground, wanted, context.chosen)
        found.append(rank)
        if shown is None:
            return Cell(empty=Empty.NOT_STATED)
        return Cell(value=shown, evidence=context.evidence)

    made = []
    for row in fill(ground, rows, column_of(ground, wanted), reduce):
        [cell] = row.cells
        value = found.pop(0) if cell.empty in (None, Empty.NOT_STATED) else None
        silent = wanted.kind == PRESENCE and cell.empty is Empty.SILENT
        made.append(Standing(rank=0.0 if silent else value, cell=cell))
    return made


def column_of(ground: Ground, wanted: Variable) -> Axis:
    """The codes of a variable as the single column of a matrix."""
    return of_place(ground, Place(key=wanted.name, label=wanted.label, codes=wanted.codes))


def measured(ground: Ground, wanted: Variable, chosen: list[int]) -> tuple[float | None, str | float | int | None]:
    """The value of some entries on a code, and as shown; None where they give none."""
    if wanted.kind == PRESENCE:
        return 1.0, "✓"
    if wanted.kind == STANCE:
        return _balance(ground, chosen)
    units: dict[str, list[float]] = {}
    words: dict[float, str] = {}
    rated = {i: number for i in chosen if (number := level_of(ground, i)) is not None}
    for i in ground.entries.witnessed(list(rated)):
        units.setdefault(ground.entries.unit[i] or "", []).append(rated[i])
        words.setdefault(rated[i], str(ground.entries.magnitude[i]).strip())
    if not units:
        return None, None
    middle = median_low([median_low(numbers) for numbers in units.values()])
    shown = words[middle]
    return middle, (int(middle) if middle.is_integer() else middle) if as_number(shown) is not None else shown


def level_of(ground: Ground, i: int) -> float | None:
    """The magnitude of one entry as a number, by its code's scale; None where it has none."""
    return as_number(ground.entries.magnitude[i], ground.tree.scales.get(ground.entries.code[i], ()))


def falling(found: Sequence[Standing]) -> list[int]:
    """Positions from high to low; ties stay as they are, those without a value come last."""
    return sorted(range(len(found)), key=lambda n: (found[n].rank is None, -(found[n].rank or 0.0), n))


def _balance(ground: Ground, chosen: list[int]) -> tuple[float | None, str | None]:
    said: dict[str, set[int]] = {}
    for i in chosen:
        stance = ground.entries.stance[i]
        if stance is not None and ground.entries.unit[i] is not None:
            sides = said.setdefault(str(ground.entries.unit[i]), set())
            sides.update({-1, 1} if stance == Stance.MIXED else {_SIDE.get(stance, 0)})
    if not said:
        return None, None
    net = [(1 in sides) - (-1 in sides) for sides in said.values()]
    total = sum(net)
    if len(net) == 1:
        [sides] = said.values()
        return float(total), "±" if {1, -1} <= sides else {1: "+", 0: "0", -1: "−"}[total]
    return float(total), f"+{net.count(1)} −{net.count(-1)} ±{net.count(0)}"


def _kind(ground: Ground, codes: frozenset[str]) -> str:
    entries = ground.entries
    mine = [i for i in range(len(entries)) if entries.code[i] in codes]
    if any(level_of(ground, i) is not None for i in mine):
        return MAGNITUDE
    sides = {Stance.FOR, Stance.AGAINST, Stance.MIXED}
    return STANCE if any(entries.stance[i] in sides for i in mine) else PRESENCE


def _step(level: str, levels: Sequence[str]) -> float | None:
    return float(levels.index(level)) if level in levels else as_number(level) if not levels else None


def _of_attribute(ground: Ground, members: frozenset[str], wanted: Variable) -> Standing:
    """The middle value of some people; a fact of the cases table, which no passage need stand behind."""
    people = ground.entries.people
    levels = [level for name in sorted(members) if (level := people.attribute(name, wanted.name)) is not None]
    ranks = {level: rank for level in levels if (rank := _step(level, wanted.steps)) is not None}
    if not ranks:
        return Standing(rank=None, cell=Cell(empty=Empty.NOT_STATED if members else Empty.NOT_APPLICABLE))
    middle = median_low([ranks[level] for level in levels])
    shown = next(level for level in levels if ranks[level] == middle)
    number = as_number(shown)
    value = shown if number is None else int(number) if number.is_integer() else number
    return Standing(rank=middle, cell=Cell(value=value))
