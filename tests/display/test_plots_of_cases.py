"""Plots of cases against a study made by hand: each docstring says why each number is what it is."""

from __future__ import annotations

from typing import Any

import pytest

from qda.display.build import arrange_any
from qda.display.displays.case_dendrogram import CaseDendrogramOptions
from qda.display.displays.scatterplot import ScatterplotOptions
from qda.model.errors import InputError, NotFoundError
from qda.model.frames import Material
from qda.model.plot import Plot
from qda.model.plot_marks import Points, Tree
from tests.display.conftest import Builder, build_village, with_times


def plotted(material: Material, kind: str, options: Any = None) -> Plot:
    made = arrange_any(material, kind, options)
    assert isinstance(made, Plot)
    return made


@pytest.fixture
def years() -> Material:
    return with_times(build_village(Builder())).material()


def four(b: Builder) -> Builder:
    """Four people without a guide, so that all count as asked everything: P1 and P2 say a b c, P3 a b d, P4 e."""
    for code in "abcde":
        b.code(code, code.upper())
    for n, codes in enumerate(("abc", "abc", "abd", "e"), 1):
        b.case(f"P{n}")
        b.source(f"W{n}")
        b.turn(f"W{n}", f"P{n}")
        for k, code in enumerate(codes):
            b.coding(f"W{n}", code, f"words on {code}", f"P{n}", at=20 * k)
    b.case("P5")
    return b


class TestCaseDendrogram:
    @pytest.mark.snapshot_of("case-dendrogram")
    def test_distances_by_hand(self, builder: Builder) -> None:
        """P1–P2 share all: 0. Either with P3: 2 of 4, 0.5, and so their average. P4 shares nothing: 1.

        What shares nothing is never one cluster, so the tree is cut into two: P1, P2, P3 and P4. P5 says nothing.
        """
        plot = plotted(four(builder).material(), "case-dendrogram")
        assert isinstance(plot.marks, Tree)
        assert [branch.height for branch in plot.marks.branches] == [0.0, 0.5, 1.0]
        assert [(leaf.label, leaf.counted, leaf.cluster) for leaf in plot.marks.leaves] == [
            ("P1", 3, 1), ("P2", 3, 1), ("P3", 3, 1), ("P4", 1, 2),
        ]  # fmt: skip
        assert plot.marks.cut == 0.75
        assert "Pairs that are joined on so few codes: P1 – P2 (3)." in plot.notes, "a, b and c, which either says"
        assert any("P5" in sentence for sentence in plot.filters)
        assert any("Jaccard" in rule for rule in plot.decision_rules)
        assert any("average linkage" in rule for rule in plot.decision_rules)

    def test_only_what_both_were_asked_counts(self, builder: Builder) -> None:
        """With a guide of a and b only, put to P1 and P3 alone: c and d were asked of nobody but those who say them.

        P1 and P3 then share a and b of a and b: 0, though each says something of its own. P2 was asked nothing but what
        it says (a, b, c), so c is common with P1 as well: 0.
        """
        b = four(builder)
        b.question("q", "a", "b")
        for source in ("W1", "W3"):
            b.turn(source, None, "interviewer", "P", "q")
        plot = plotted(b.material(), "case-dendrogram")
        assert isinstance(plot.marks, Tree)
        assert [branch.height for branch in plot.marks.branches] == [0.0, 0.0, 1.0]

    def test_the_number_of_clusters_can_be_chosen(self, builder: Builder) -> None:
        plot = plotted(four(builder).material(), "case-dendrogram", CaseDendrogramOptions(clusters=3))
        assert isinstance(plot.marks, Tree)
        assert [leaf.cluster for leaf in plot.marks.leaves] == [1, 1, 2, 3]
        assert plot.marks.cut == 0.25
        with pytest.raises(InputError, match="cannot be made"):
            plotted(four(Builder()).material(), "case-dendrogram", CaseDendrogramOptions(clusters=5))

    def test_needs_three_cases(self, builder: Builder) -> None:
        with pytest.raises(InputError, match="at least 3 cases"):
            options = CaseDendrogramOptions(where="informant == 'P1' or informant == 'P2'")
            plotted(four(builder).material(), "case-dendrogram", options)


class TestScatterplot:
    @pytest.mark.snapshot_of("scatterplot")
    def test_ratings_ties_and_what_is_missing(self, years: Material) -> None:
        """Sales: Darmo poor (0), Sari fair (1), Kepala good (2). Training: Darmo 3, Sari 1; Kepala gave none.

        So two cases are drawn, and Kepala and the village head stand in the table alone.
        """
        plot = plotted(years, "scatterplot", ScatterplotOptions(x="sales", y="manusia/latih"))
        assert isinstance(plot.marks, Points)
        assert [(one.label, one.across.value, one.up.value) for one in plot.marks.points] == [
            ("Darmo", "poor", 3), ("Sari", "fair", 1),
        ]  # fmt: skip
        assert plot.marks.points[0].x < plot.marks.points[1].x
        assert [tick.label for tick in plot.marks.x.ticks] == ["poor", "fair", "good"]
        assert plot.marks.y.ticks == ()
        assert [row.label for row in plot.marks.without] == ["Kepala", "Lurah"]
        assert any("Kepala, Lurah" in sentence for sentence in plot.filters)
        assert plot.notes == ("Too few cases for a number on how the two go together.",)

    def test_gamma_is_a_hint_with_its_pairs(self, builder: Builder) -> None:
        """Ranks (1,1) (1,1) (2,3) (3,2): of six pairs one is tied on both, four stand alike, one (2,3)–(3,2) not.

        γ = (4 − 1) / (4 + 1) = 0.6. The two cases at (1,1) share a place.
        """
        for n, (age, years) in enumerate((("1", "1"), ("1", "1"), ("2", "3"), ("3", "2")), 1):
            builder.case(f"P{n}", age=age, years=years)
            builder.source(f"W{n}")
            builder.turn(f"W{n}", f"P{n}")
        plot = plotted(builder.material(), "scatterplot")
        assert isinstance(plot.marks, Points)
        assert plot.counts == "4 cases at 3 places."
        assert plot.notes[0].startswith("γ = 0.60 over 4 cases: 4 pairs stand alike on both, 1 the other way round")

    def test_words_need_an_order(self, years: Material) -> None:
        with pytest.raises(InputError, match="no order"):
            plotted(years, "scatterplot", ScatterplotOptions(x="role", y="sales"))
        levels = ("craftsman", "village head", "office")
        plot = plotted(years, "scatterplot", ScatterplotOptions(x="role", y="sales", levels=levels))
        assert isinstance(plot.marks, Points)
        assert [tick.label for tick in plot.marks.x.ticks] == list(levels)

    def test_refuses_one_variable_twice_and_unknown_ones(self, years: Material) -> None:
        with pytest.raises(InputError, match="Both axes"):
            plotted(years, "scatterplot", ScatterplotOptions(x="sales", y="sales"))
        with pytest.raises(NotFoundError):
            plotted(years, "scatterplot", ScatterplotOptions(x="weather"))
