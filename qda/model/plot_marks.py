"""The kinds of marks a plot may have, each with the numbers behind it as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from qda.model.day import day
from qda.model.ids import Id
from qda.model.sheet import Cell, Column, Empty, Row
from qda.model.wording import _, headed


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The numbers behind a picture: what a Sheet needs besides words."""

    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Cells whose shade is their strength.

    Attributes:
        corner: What the rows are.
        shade: What a darker cell means, for the legend.
        columns: The headings.
        rows: As many cells each; what is empty says why, and is never drawn as the lightest shade.
    """

    corner: str
    shade: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns.

        Raises:
            ValueError: a row has more or fewer cells than there are columns.
        """
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("heat: a row does not fit the columns")

    def table(self) -> Table:
        """The cells as they are."""
        return Table(corner=self.corner, columns=self.columns, rows=self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar.

    Attributes:
        group: Heading shared with its neighbours, "" for none.
        value: Its length; None exactly where `empty` says why there is none.
        of: Out of how many; None where nobody knows or nothing of the kind holds.
        people: Informants (and sources that nobody speaks in) behind it.
        passages: Different passages behind it.
    """

    label: str
    value: int | None
    of: int | None = None
    empty: Empty | None = None
    people: int = 0
    passages: int = 0
    group: str = ""
    evidence: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars from one line, each with its denominator behind it.

    Attributes:
        corner: What the bars are.
        axis: What their length counts, with its unit.
        outline: What the outline behind a bar counts; "" where bars have none.
    """

    corner: str
    axis: str
    outline: str
    bars: tuple[Bar, ...]

    def table(self) -> Table:
        """A row a bar: people, of how many, as a share of them, and passages."""
        asked = (("of", _("Of")), ("share", _("Share of those asked"))) if self.outline else ()
        heads = (("people", _("People")), *asked, ("passages", _("Passages")))
        return Table(
            corner=self.corner,
            columns=_columns(heads),
            rows=tuple(Row(label=bar.label, group=bar.group, cells=self._cells(bar)) for bar in self.bars),
        )

    def _cells(self, bar: Bar) -> tuple[Cell, ...]:
        if bar.empty is not None:
            blank = Cell(empty=bar.empty)
            return (blank, *((blank, blank) if self.outline else ()), blank)
        of = (_cell(bar.of, bar.evidence), _cell(bar.people / bar.of if bar.of else None, bar.evidence))
        return (
            Cell(value=bar.people, evidence=bar.evidence),
            *(of if self.outline else ()),
            Cell(value=bar.passages, evidence=bar.evidence),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One source of a curve.

    Attributes:
        date: ISO date; None where it is not recorded.
        new: Codes that no earlier source has.
        total: Different codes up to here.
        expected: Different codes to be expected in so many sources taken in any order.
        evidence: Codings of the new codes; of all its codes where it has no new one.
    """

    label: str
    date: str | None
    new: int
    total: int
    expected: float
    evidence: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """New and cumulative codes over sources in order.

    Attributes:
        base: Sources that make the base of the criterion.
        saturated: Place of the source at which the criterion is met, from 1; None where it is not.
    """

    corner: str
    steps: tuple[Step, ...]
    base: int
    saturated: int | None = None

    def table(self) -> Table:
        """A row a source."""
        heads = (
            ("date", _("Date")),
            ("new", _("New codes")),
            ("total", _("Codes so far")),
            ("expected", _("Expected in any order")),
        )
        return Table(
            corner=headed(self.corner),
            columns=_columns(heads),
            rows=tuple(
                Row(
                    label=step.label,
                    cells=(
                        _cell(step.date and day(step.date), step.evidence),
                        Cell(value=step.new, evidence=step.evidence),
                        Cell(value=step.total, evidence=step.evidence),
                        Cell(value=round(step.expected, 2), evidence=step.evidence),
                    ),
                )
                for step in self.steps
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event.

    Attributes:
        said: Its time as the source or the coder put it.
        start: Where the time it may lie in begins, years with a fraction, 2015.0 the first of January; None undated.
        end: Where that time ends, not included; None undated.
        text: What happened, in the words of the source.
        reference: Who tells it, and where.
        lane: Index of its lane.
    """

    said: str
    start: float | None
    end: float | None
    text: str
    reference: str
    lane: int = 0
    evidence: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Events along time, in lanes side by side.

    Attributes:
        lanes: Headings; a single "" where there is one lane.
        happenings: Dated ones by time, then the undated.
        dot: What stands at a time, for the legend and the head of the table; an event if left out.
    """

    lanes: tuple[str, ...]
    happenings: tuple[Happening, ...]
    dot: str = ""

    def table(self) -> Table:
        """A row an event."""
        several = len(self.lanes) > 1
        lane = (("lane", _("Lane")),) if several else ()
        heads = (("event", self.dot or _("Event")), ("reference", _("Told by")), *lane)
        return Table(
            corner=_("Time"),
            columns=_columns(heads),
            rows=tuple(
                Row(
                    label=one.said,
                    cells=(
                        _cell(one.text, one.evidence),
                        _cell(one.reference, one.evidence),
                        *((_cell(self.lanes[one.lane], one.evidence),) if several else ()),
                    ),
                )
                for one in self.happenings
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One thing that is clustered: its codes that were counted, and the cluster it falls into, from 1."""

    label: str
    counted: int
    cluster: int
    evidence: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Two clusters become one.

    Attributes:
        left: Below the number of leaves a leaf, else that number + the position of a branch.
        right: The other.
        height: The distance at which they join.
    """

    left: int
    right: int
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A dendrogram.

    Attributes:
        corner: What the leaves are.
        axis: What the heights measure.
        counted: What `Leaf.counted` counts.
        leaves: In the order of the cases; the picture puts them in that of the branches.
        branches: One fewer than leaves, heights never falling.
        cut: Height at which the tree is cut into clusters; None where it is not.
    """

    corner: str
    axis: str
    counted: str
    leaves: tuple[Leaf, ...]
    branches: tuple[Branch, ...]
    cut: float | None = None
    order: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Put the leaves in the order of the branches.

        Raises:
            ValueError: the branches do not make one tree of the leaves.
        """
        n = len(self.leaves)
        found: list[int] = []
        ahead = [n + len(self.branches) - 1] if n else []
        while ahead:
            here = ahead.pop()
            if here < n:
                found.append(here)
            else:
                ahead += [self.branches[here - n].right, self.branches[here - n].left]
        if sorted(found) != list(range(n)):
            raise ValueError("tree: the branches do not join all leaves once")
        object.__setattr__(self, "order", tuple(found))

    def joined(self, leaf: int) -> float | None:
        """The height at which a leaf first joins another; None where it stands alone in the study."""
        return next((branch.height for branch in self.branches if leaf in (branch.left, branch.right)), None)

    def table(self) -> Table:
        """A row a leaf, in the order of the picture."""
        heads = (("cluster", _("Cluster")), ("counted", self.counted), ("joined", _("First joined at")))
        return Table(
            corner=self.corner,
            columns=_columns(heads),
            rows=tuple(
                Row(
                    label=leaf.label,
                    cells=(
                        Cell(value=leaf.cluster, evidence=leaf.evidence),
                        Cell(value=leaf.counted, evidence=leaf.evidence),
                        _cell(None if (at := self.joined(k)) is None else round(at, 3), leaf.evidence),
                    ),
                )
                for k in self.order
                for leaf in (self.leaves[k],)
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A place on an axis with its words."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis: what it measures, and the places that have words; without any, round numbers are chosen."""

    title: str
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One case: its place, and that as it is said; the cells say what each rests on."""

    label: str
    x: float
    y: float
    across: Cell
    up: Cell
    group: str = ""

    @property
    def evidence(self) -> tuple[Id, ...]:
        """The codings behind either value, each once."""
        return tuple(dict.fromkeys((*self.across.evidence, *self.up.evidence)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Cases by two ratings.

    Attributes:
        corner: What the points are.
        without: Cases that lack a value on either axis, with what they have: not drawn, in the table.
    """

    corner: str
    x: Axis
    y: Axis
    points: tuple[Point, ...]
    without: tuple[Row, ...] = ()

    def table(self) -> Table:
        """A row a case, those without a place last."""
        return Table(
            corner=self.corner,
            columns=_columns((("x", self.x.title), ("y", self.y.title))),
            rows=(*(Row(label=one.label, cells=(one.across, one.up)) for one in self.points), *self.without),
        )


def _columns(heads: Iterable[tuple[str, str]]) -> tuple[Column, ...]:
    """Columns by their names in every language, with their headings."""
    return tuple(Column(label=head, key=key) for key, head in heads)


def _cell(value: str | float | None, evidence: tuple[Id, ...]) -> Cell:
    """A cell; what is missing does not apply."""
    if value is None or value == "":
        return Cell(empty=Empty.NOT_APPLICABLE)
    return Cell(value=round(value, 3) if isinstance(value, float) else value, evidence=evidence)
