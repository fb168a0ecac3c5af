"""Plots made by hand for the writers: nothing of them comes from any interview."""

from __future__ import annotations

from qda.model.ids import Id
from qda.model.plot import Marks, Plot
from qda.model.plot_marks import (
    Axis,
    Bar,
    Bars,
    Branch,
    Curve,
    Happening,
    Heat,
    Leaf,
    Point,
    Points,
    Step,
    Tick,
    Timeline,
    Tree,
)
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Column, Empty, Row

WORDS = ("We melt it ourselves </script>", "The price & the weight", "Nobody came <b>twice</b>", "They learned it here")


def coding(n: int) -> Id:
    return Id(n.to_bytes(16, "big"))


def quotations() -> tuple[Quotation, ...]:
    return tuple(
        Quotation(
            coding=coding(n),
            text=words,
            role="maker",
            source=f"talk-{n}",
            line=n,
            start=n * 10,
            end=n * 10 + 5,
            code="c",
        )
        for n, words in enumerate(WORDS, 1)
    )


def heat() -> Heat:
    """Every look of a cell: dark, light, each kind of emptiness, a text that is too long for its cell."""
    full = Cell(value=4, of=4, strength=1.0, evidence=(coding(1), coding(2)))
    light = Cell(value=1, of=5, strength=0.2, evidence=(coding(3),))
    said = Cell(value="researcher only", evidence=(coding(4),))
    empty = [Cell(empty=why) for why in (Empty.SILENT, Empty.NOT_ASKED, Empty.MISSING, Empty.NOT_APPLICABLE)]
    return Heat(
        corner="Code",
        shade="share of those asked: light few, dark all",
        columns=(
            Column(label="makers (4)", group="Business"),
            Column(label="traders of raw silver (5)", group="Business"),
            Column(label="office (1)", group="State"),
        ),
        rows=(
            Row(label="Price & weight of <silver>", group="Trade", cells=(full, light, empty[0])),
            Row(label="Training", group="Learning", cells=(empty[1], empty[2], said)),
            Row(label="Succession", group="Learning", cells=(empty[3], full, light)),
        ),
    )


def bars() -> Bars:
    return Bars(
        corner="Code",
        axis="people who say it",
        outline="people asked about it",
        bars=(
            Bar(label="Price of raw silver", value=5, of=8, people=5, passages=9, evidence=(coding(1), coding(2))),
            Bar(label="Training", value=2, of=3, people=2, passages=2, evidence=(coding(3),)),
            Bar(label="Trademark", value=None, of=3, empty=Empty.SILENT),
            Bar(label="Export", value=None, empty=Empty.NOT_ASKED),
        ),
    )


def curve() -> Curve:
    news = (6, 3, 0, 1, 0)
    expected = (4.2, 6.6, 8.1, 9.2, 10.0)
    totals = [sum(news[: n + 1]) for n in range(5)]
    return Curve(
        corner="sources in the order of their date",
        base=2,
        saturated=2,
        steps=tuple(
            Step(
                label=f"talk-{n + 1}",
                date=f"2021-0{n + 1}-01" if n < 4 else None,
                new=news[n],
                total=totals[n],
                expected=expected[n],
                evidence=(coding(n % 4 + 1),),
            )
            for n in range(5)
        ),
    )


def timeline(n: int = 12) -> Timeline:
    """A day, a month and a year, a decade, a crowd in one year, two lanes, one undated."""
    spans = [(1946.0, 1947.0), (1955.25, 1955.33), (1970.0, 1980.0), (2015.5, 2015.5027)]
    spans += [(2018.0 + k / 100, 2018.0 + k / 100 + 0.0027) for k in range(n - 4)]
    made = [
        Happening(
            said=f"{start:.2f}",
            start=start,
            end=end,
            text="Something happened that takes a few words to tell, and a few more.",
            reference=f"[talk-{k % 4 + 1}:3 · maker]",
            lane=k % 2,
            evidence=(coding(k % 4 + 1),),
        )
        for k, (start, end) in enumerate(spans)
    ]
    undated = Happening(
        said="undated", start=None, end=None, text="Nobody knows when.", reference="[talk-1:9 · maker]", lane=0
    )
    return Timeline(lanes=("makers", "office"), happenings=(*made, undated))


def tree() -> Tree:
    return Tree(
        corner="Informant",
        axis="distance (1 − Jaccard), average linkage",
        counted="Codes",
        leaves=tuple(
            Leaf(label=name, counted=n + 2, cluster=cluster, evidence=(coding(n % 4 + 1),))
            for n, (name, cluster) in enumerate((("Ani", 1), ("Budi", 2), ("Citra", 1), ("Dewi", 2), ("Edo", 3)))
        ),
        branches=(
            Branch(left=0, right=2, height=0.2),
            Branch(left=1, right=3, height=0.35),
            Branch(left=5, right=6, height=0.7),
            Branch(left=7, right=4, height=1.0),
        ),
        cut=0.525,
    )


def points(n: int = 24) -> Points:
    """Ratings of three by five steps, so that many cases share their place."""
    levels = ("low", "middle", "high")
    made = tuple(
        Point(
            label=f"Case {k + 1}",
            x=float(k % 3),
            y=float(k * k % 5),
            across=Cell(value=levels[k % 3], evidence=(coding(k % 4 + 1),)),
            up=Cell(value=k * k % 5, evidence=(coding(1),)),
        )
        for k in range(n)
    )
    return Points(
        corner="Informant",
        x=Axis(title="Training", ticks=tuple(Tick(at=float(k), label=level) for k, level in enumerate(levels))),
        y=Axis(title="Years in the craft"),
        points=made,
        without=(Row(label="Case 99", cells=(Cell(empty=Empty.SILENT), Cell(empty=Empty.MISSING))),),
    )


MARKS = {"heat": heat, "bars": bars, "curve": curve, "timeline": timeline, "tree": tree, "points": points}


def plot(marks: Marks, kind: str = "plot") -> Plot:
    return Plot(
        kind=kind,
        title="Plot <of> Sukamaju",
        reading="Read it & think.",
        marks=marks,
        decision_rules=("A rule.",),
        filters=("2 codings are left out.",),
        counts="Numbers count people.",
        citation="A book, ch. 1.",
        quotations=quotations(),
        synthetic=True,
        notes=("A note.",),
    )
