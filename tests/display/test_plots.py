"""Each plot against a study made by hand: its docstring says why each number is what it is."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from qda import registry
from qda.display.build import arrange, arrange_any
from qda.display.displays.code_frequency import CodeFrequencyOptions
from qda.display.displays.heat_map import HeatMapOptions
from qda.display.displays.role_ordered import RoleOrderedOptions
from qda.display.displays.saturation_curve import SaturationCurveOptions
from qda.display.displays.timeline import TimelineOptions
from qda.display.settings import made
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.plot import Plot
from qda.model.plot_marks import Bars, Curve, Heat, Timeline
from qda.model.sheet import Empty, Sheet
from tests.display.bent import studies
from tests.display.conftest import Builder, build_village, with_times


def plotted(material: Material, kind: str, options: Any = None) -> Plot:
    plot = arrange_any(material, kind, options)
    assert isinstance(plot, Plot)
    return plot


def as_text(sheet: Sheet) -> str:
    """A line a row: its group and label, then its cells, empty ones in brackets."""
    lines = []
    for row in sheet.rows:
        cells = [
            f"[{cell.empty.value}]" if cell.empty else f"{cell.value}{f'/{cell.of}' if cell.of else ''}"
            for cell in row.cells
        ]
        lines.append(" ".join([f"{row.group}: " * bool(row.group) + f"{row.label} |", *cells]))
    return "\n".join(lines)


@pytest.fixture
def village() -> Material:
    return build_village(Builder()).material()


@pytest.fixture
def years() -> Material:
    return with_times(build_village(Builder())).material()


class TestHeatMap:
    @pytest.mark.snapshot_of("heat-map")
    def test_shares_of_those_asked(self, village: Material) -> None:
        """Codes at the first depth by role.

        Training: Darmo and Sari, the only craftsmen, both asked (q1) and both say it; the office too. Tools: only
        Darmo was asked q2, and says it; Sari was not asked, so that it is 1 of 1, not 1 of 2. The office was not asked
        q2. The observation is in scope for everything. The village head was never heard: nothing coded. The author's
        prose is no witness and stands as words.
        """
        plot = plotted(village, "heat-map", HeatMapOptions(code=("manusia/latih", "usaha/alat")))
        assert isinstance(plot.marks, Heat)
        assert [column.label for column in plot.marks.columns] == [
            "craftsman (2)", "office (1)", "village head (1)", "(Observation)", "(Document)", "(Researcher’s own text)",
        ]  # fmt: skip
        assert as_text(plot.as_sheet()) == (
            "Training | 2/2 1/1 [missing] [silent] [missing] [not-applicable]\n"
            "Tools | 1/1 [not-asked] [missing] 1/1 [missing] [not-applicable]"
        )

    def test_a_share_of_people_whom_nobody_asked_is_no_shade(self, village_builder: Builder) -> None:
        """No question targets the credit union: Kepala, who speaks of it by himself, would be 1 of 1, and dark.

        Training is asked about; Darmo, Sari and Kepala all speak of it, which is a share and has its shade.
        """
        village_builder.coding("W3", "kerja/lkm", "The credit union lends to anybody.", "Kepala", at=600)
        village, codes = village_builder.material(), ("kerja/lkm", "manusia/latih")
        plot = plotted(village, "heat-map", HeatMapOptions(code=codes, depth=0, cell="share"))
        assert isinstance(plot.marks, Heat)
        lkm, training = (
            {column.key: cell for column, cell in zip(plot.marks.columns, row.cells, strict=True)}
            for row in plot.marks.rows
        )
        assert (lkm["office"].value, lkm["office"].of, lkm["office"].strength) == (1, 1, None)
        assert lkm["office"].unasked
        assert training["office"].strength == 1.0
        assert not training["office"].unasked
        assert any("nobody was asked" in rule for rule in plot.decision_rules)
        plain = plotted(village, "heat-map", HeatMapOptions(code=codes, depth=0, cols="case"))
        assert not any("nobody was asked" in rule for rule in plain.decision_rules), "passages have no share"
        sheet = arrange(village, "role-ordered", RoleOrderedOptions(code=codes, cell="informants"))
        assert [cell.strength for cell in next(row for row in sheet.rows if row.key == "office").cells] == [None, 1.0]
        assert any("no colour" in rule for rule in sheet.decision_rules)

    def test_a_bar_of_people_whom_nobody_asked_has_no_outline(self, builder: Builder) -> None:
        """Ani and Budi were asked about work; of money Budi alone speaks, by himself: 1, not 1 of 1."""
        builder.code("work", "Work")
        builder.code("money", "Money")
        builder.question("q1", "work")
        for source, name in (("W1", "Ani"), ("W2", "Budi")):
            builder.case(name)
            builder.source(source)
            builder.turn(source, name, question="q1")
            builder.coding(source, "work", "I work at home.", name)
        builder.coding("W2", "money", "I never have any.", "Budi")
        plot = plotted(builder.material(), "code-frequency")
        assert isinstance(plot.marks, Bars)
        assert {bar.label: (bar.value, bar.of) for bar in plot.marks.bars} == {"Work": (2, 2), "Money": (1, None)}

    def test_shades_are_the_shares(self, village: Material) -> None:
        """People is the code over training: Darmo, Sari and Kepala were asked and all speak of it, 3 of 3."""
        plot = plotted(village, "heat-map", HeatMapOptions(cols="technique", depth=0, code=("manusia",)))
        assert isinstance(plot.marks, Heat)
        cells = {column.label: cell for column, cell in zip(plot.marks.columns, plot.marks.rows[0].cells, strict=True)}
        assert (cells["Interview (3)"].value, cells["Interview (3)"].of, cells["Interview (3)"].strength) == (3, 3, 1.0)
        assert cells["Observation"].empty is Empty.SILENT
        assert cells["Observation"].strength is None, "what is empty has no shade"

    def test_single_cases_are_shaded_by_passages(self, village: Material) -> None:
        """Darmo: two passages on training (one of them coded with its parent too), one on tools; Sari one, Kepala one.

        The largest number, two, is the darkest.
        """
        plot = plotted(village, "heat-map", HeatMapOptions(cols="case", code=("manusia/latih", "usaha/alat")))
        assert isinstance(plot.marks, Heat)
        row = plot.marks.rows[0]
        assert [cell.value for cell in row.cells[:3]] == [2, 1, 1]
        assert [cell.strength for cell in row.cells[:3]] == [1.0, 0.5, 0.5]
        assert "passages" in plot.counts

    def test_refuses_what_has_no_shade(self, village: Material) -> None:
        with pytest.raises(InputError, match="no shade"):
            plotted(village, "heat-map", HeatMapOptions(cell="quotes"))
        with pytest.raises(InputError, match="both"):
            plotted(village, "heat-map", HeatMapOptions(rows="role", cols="role"))


class TestCodeFrequency:
    @pytest.mark.snapshot_of("code-frequency")
    def test_people_of_those_asked(self, village: Material) -> None:
        """Training: Darmo, Sari, Kepala of those three and the observation, in scope of everything: 3 of 4.

        The document is in scope too, but nothing in it is coded: it counts among those asked, 3 of 5. Tools: Darmo
        (asked q2) and the observation, of these two and the document: 2 of 3. Ideas: only interviewer's words and a
        shut passage, so silent, of five asked. Codes that only the author's prose has are not drawn.
        """
        plot = plotted(village, "code-frequency", CodeFrequencyOptions(code=("manusia", "usaha", "saran")))
        assert isinstance(plot.marks, Bars)
        assert [(bar.label, bar.value, bar.of, bar.passages) for bar in plot.marks.bars if bar.empty is None] == [
            ("Training", 3, 5, 4), ("Tools", 2, 3, 2), ("People, in general", 1, 5, 1),
        ]  # fmt: skip
        assert [(bar.label, bar.empty, bar.of) for bar in plot.marks.bars if bar.empty is not None][:1] == [
            ("Ideas", Empty.SILENT, 5)
        ]
        assert any("only the researcher’s own text" in sentence for sentence in plot.filters)

    def test_of_all_who_were_heard(self, village: Material) -> None:
        """Darmo, Sari, Kepala, the observation and the document were heard: tools are said by 2 of 5."""
        plot = plotted(village, "code-frequency", CodeFrequencyOptions(code=("usaha/alat",), of="all"))
        assert isinstance(plot.marks, Bars)
        [bar] = plot.marks.bars
        assert (bar.people, bar.of) == (2, 5)
        assert plot.as_sheet().rows[0].cells[2].value == 0.4

    def test_passages_have_no_denominator(self, village: Material) -> None:
        plot = plotted(village, "code-frequency", CodeFrequencyOptions(code=("manusia/latih",), count="passages"))
        assert isinstance(plot.marks, Bars)
        [bar] = plot.marks.bars
        assert (bar.value, bar.of, bar.people) == (4, None, 3)
        assert not plot.marks.outline
        assert len(plot.as_sheet().columns) == 2

    def test_order_and_number_of_bars(self, village: Material) -> None:
        whole = plotted(village, "code-frequency", CodeFrequencyOptions(sort="codebook"))
        some = plotted(village, "code-frequency", CodeFrequencyOptions(most=1))
        assert isinstance(whole.marks, Bars)
        assert isinstance(some.marks, Bars)
        assert whole.marks.bars[0].label == "People, in general"
        assert whole.marks.bars[0].group == "People"
        assert [bar.label for bar in some.marks.bars] == ["Training"]
        assert any("shorter bars are not drawn" in sentence for sentence in some.filters)

    def test_refuses_other_values(self, village: Material) -> None:
        for options in (CodeFrequencyOptions(count="words"), CodeFrequencyOptions(sort="colour")):
            with pytest.raises(InputError, match="bars cannot be made"):
                plotted(village, "code-frequency", options)


def talks(b: Builder) -> Builder:
    """Five talks whose dates are not the order of their names, with the codes a to e; a sixth without codings.

    By date: W2 {a, b}, W1 {b, c}, W3 {c}, W5 {a, d}; W4 {e} has no date and comes last. W6 is not coded, W7 copies W1.
    """
    for code in "abcde":
        b.code(code, code.upper())
    for n, date in enumerate(("2021-02-01", "2021-01-01", "2021-03-01", None, "2021-04-01", "2021-05-01", None), 1):
        b.case(f"P{n}")
        b.source(f"W{n}")
        b.turn(f"W{n}", f"P{n}")
        b.rows["sources"][-1]["date"] = date
    b.rows["sources"][-1]["copy_of"] = "W1"
    for n, codes in enumerate(("bc", "ab", "c", "e", "ad", "", "e"), 1):
        for k, code in enumerate(codes):
            b.coding(f"W{n}", code, f"words on {code}", f"P{n}", at=20 * k)
    return b


class TestSaturationCurve:
    @pytest.mark.snapshot_of("saturation-curve")
    def test_new_and_cumulative_by_date(self, builder: Builder) -> None:
        """W2 brings a and b, W1 c, W3 nothing new, W5 d, W4 (undated, last) e. W6 is missing, not without new codes.

        Expected in any order, by hand: a is in 2 of 5 talks, b in 2, c in 2, d and e in 1. In one talk 8/5 = 1.6. In
        two: three codes with 1 − C(3,2)/C(5,2) = 0.7, two with 1 − C(4,2)/C(5,2) = 0.4: 2.9. In five all 5.
        """
        plot = plotted(talks(builder).material(), "saturation-curve", SaturationCurveOptions(base=2, run=1))
        assert isinstance(plot.marks, Curve)
        assert [(step.label, step.new, step.total) for step in plot.marks.steps] == [
            ("W2", 2, 2), ("W1", 1, 3), ("W3", 0, 3), ("W5", 1, 4), ("W4", 1, 5),
        ]  # fmt: skip
        assert [round(step.expected, 2) for step in plot.marks.steps][:2] == [1.6, 2.9]
        assert plot.marks.steps[-1].expected == 5
        assert any("nothing in them is coded" in sentence and "W6" in sentence for sentence in plot.filters)
        assert any("copies" in sentence and "W7" in sentence for sentence in plot.filters)
        assert any("Without a date" in sentence and "W4" in sentence for sentence in plot.filters)

    def test_a_second_talk_with_the_same_person_is_no_new_one(self, builder: Builder) -> None:
        """Ani says in a second talk that a loan helps: it counts where she was first heard, unless talks count."""
        b = builder
        b.case("Ani")
        b.case("Budi")
        for code in ("loan", "price", "yarn"):
            b.code(code, code)
        for name in ("W1", "W2", "W3"):
            b.source(name)
        b.coding("W1", "price", "Prices rise.", "Ani")
        b.coding("W2", "yarn", "Yarn is dear.", "Budi")
        b.coding("W3", "loan", "A loan helps.", "Ani")
        plot = plotted(b.material(), "saturation-curve")
        assert isinstance(plot.marks, Curve)
        assert [(step.label, step.new) for step in plot.marks.steps] == [("W1", 2), ("W2", 1)]
        assert "No new people, so counted where these were heard first: W3 (W1)." in plot.filters
        plot = plotted(b.material(), "saturation-curve", SaturationCurveOptions(unit="sources"))
        assert isinstance(plot.marks, Curve)
        assert [(step.label, step.new) for step in plot.marks.steps] == [("W1", 1), ("W2", 1), ("W3", 1)]
        assert "Each source counts by itself, whoever speaks in it." in plot.decision_rules

    def test_criterion(self, builder: Builder) -> None:
        """Base W2, W1: 3 codes. The run W3 brings 0/3, so the criterion is met after 2; W5 brings 1/3 again."""
        plot = plotted(talks(builder).material(), "saturation-curve", SaturationCurveOptions(base=2, run=1))
        assert isinstance(plot.marks, Curve)
        assert plot.marks.saturated == 2
        assert "met at source 2 (base: 3 codes)" in plot.notes[0]
        assert "does not last" in plot.notes[0]

    def test_too_few_talks_are_undefined_not_unsaturated(self, builder: Builder) -> None:
        plot = plotted(talks(builder).material(), "saturation-curve")
        assert isinstance(plot.marks, Curve)
        assert plot.marks.saturated is None
        assert plot.notes[0].startswith("Undefined: a base of 4 and a run of 2 need 6")

    def test_evidence_is_that_of_the_new_codes(self, builder: Builder) -> None:
        """W5 says a, which W2 said before, and d: its mark rests on d alone; W3 has nothing new and rests on c."""
        plot = plotted(talks(builder).material(), "saturation-curve")
        assert isinstance(plot.marks, Curve)
        words = {quotation.coding: quotation.text for quotation in plot.quotations}
        behind = {step.label: [words[coding] for coding in step.evidence] for step in plot.marks.steps}
        assert (behind["W5"], behind["W3"]) == (["words on d"], ["words on c"])

    def test_coded_sources_of_other_kinds_are_told(self, builder: Builder) -> None:
        """W2 and W3 are an observation and a document, both coded; W6, another document, is not coded at all."""
        talks(builder)
        for place, kind in ((1, "observation"), (2, "document"), (5, "document")):
            builder.rows["sources"][place]["kind"] = kind
        told = "2 sources of other kinds do not count (document, observation); --kind takes them in."
        assert told in plotted(builder.material(), "saturation-curve").filters
        every = SaturationCurveOptions(kind=("interview", "observation", "document"))
        assert not any(
            "kind" in sentence for sentence in plotted(builder.material(), "saturation-curve", every).filters
        )

    def test_kinds_are_named_as_they_are_typed(self) -> None:
        [kind] = [one for one in fields(SaturationCurveOptions) if one.name == "kind"]
        assert [repr(choice) for choice in kind.metadata["choices"]][:2] == ["'interview'", "'observation'"]

    def test_refuses_nonsense(self, builder: Builder) -> None:
        material = talks(builder).material()
        for options in (SaturationCurveOptions(kind=("author",)), SaturationCurveOptions(threshold=2.0)):
            with pytest.raises(InputError):
                plotted(material, "saturation-curve", options)


class TestTimeline:
    @pytest.mark.snapshot_of("timeline")
    def test_dated_events_to_scale_then_undated(self, village: Material) -> None:
        """1946 and ±1970 are said in notes, March 1955 in a slot of time: a year, a year, a month.

        31 days of the 365 of 1955 begin on the 60th day. Nothing else carries a time.
        """
        plot = plotted(village, "timeline")
        assert isinstance(plot.marks, Timeline)
        assert [(one.said, one.start, one.end) for one in plot.marks.happenings] == [
            ("1946", 1946.0, 1947.0),
            ("in March 1955", 1955 + 59 / 365, 1955 + 59 / 365 + 31 / 365),
            ("±1970", 1970.0, 1971.0),
        ]
        assert plot.counts == "3 events, 0 of them undated."

    def test_events_of_a_code_stand_undated_where_nothing_is_said(self, village: Material) -> None:
        plot = plotted(village, "timeline", TimelineOptions(code=("sejarah",)))
        assert isinstance(plot.marks, Timeline)
        assert [one.said for one in plot.marks.happenings] == ["1946", "in March 1955", "±1970", "undated", "undated"]
        assert plot.marks.happenings[-1].start is None

    def test_lanes_are_those_in_which_something_happens(self, years: Material) -> None:
        """Sales are told of by two craftsmen and the office; the researcher's own text tells of the other times."""
        plot = plotted(years, "timeline", TimelineOptions(cols="role"))
        assert isinstance(plot.marks, Timeline)
        assert plot.marks.lanes == ("craftsman", "office", "(Researcher’s own text)")
        assert [one.lane for one in plot.marks.happenings] == [2, 2, 2, 0, 0, 1]
        assert len(plot.as_sheet().columns) == 3

    def test_sources_stand_at_their_date(self, builder: Builder) -> None:
        """W4 and W7 have no date; W2 stands on the first of January 2021."""
        plot = plotted(talks(builder).material(), "timeline", TimelineOptions(show="sources"))
        assert isinstance(plot.marks, Timeline)
        assert [one.text for one in plot.marks.happenings] == ["W2", "W1", "W3", "W5", "W6", "W4", "W7"]
        assert plot.marks.happenings[0].start == 2021.0
        assert plot.marks.dot == plot.as_sheet().columns[0].label == "Source"

    def test_refuses_other_things(self, village: Material) -> None:
        with pytest.raises(InputError, match="cannot show"):
            plotted(village, "timeline", TimelineOptions(show="codes"))


def test_a_plot_is_no_matrix(village: Material) -> None:
    with pytest.raises(InputError, match="is a plot"):
        arrange(village, "heat-map")


BENT: dict[str, dict[str, tuple[object, dict[str, object]]]] = {  # a value for each option, and what it needs beside
    "case-dendrogram": {
        "where": ("technique == 'W'", {}),
        "code": (("manusia", "usaha"), {}),
        "rows": ("source", {}),
        "depth": (0, {}),
        "clusters": (3, {}),
    },
    "code-frequency": {
        "where": ("technique == 'W'", {}),
        "code": (("manusia",), {}),
        "count": ("passages", {}),
        "of": ("all", {}),
        "sort": ("codebook", {}),
        "most": (2, {}),
        "depth": (0, {}),
    },
    "heat-map": {
        "where": ("technique == 'W'", {}),
        "code": (("manusia",), {}),
        "order": (("office", "craftsman"), {}),
        "rows": ("site", {}),
        "cols": ("technique", {}),
        "cell": ("share", {}),
        "depth": (2, {}),
    },
    "saturation-curve": {
        "where": ("code != 'sales'", {}),
        "code": (("manusia",), {}),
        "kind": (("interview", "observation"), {}),
        "unit": ("sources", {}),
        "base": (1, {"run": 1}),
        "run": (1, {"base": 1}),
        "threshold": (0.9, {"base": 1, "run": 1}),
    },
    "scatterplot": {
        "where": ("technique == 'W'", {}),
        "x": ("usaha/alat", {}),
        "y": ("sales", {}),
        "levels": (("craftsman", "office", "village head"), {"x": "role"}),
        "rows": ("site", {}),
    },
    "timeline": {
        "where": ("technique == 'W'", {}),
        "code": (("sejarah",), {}),
        "show": ("sources", {}),
        "cols": ("role", {}),
    },
}
KINDS = [plugin for plugin in registry.find("displays") if plugin.details.gives == "plot"]


@pytest.mark.parametrize("plugin", KINDS, ids=lambda plugin: plugin.name)
def test_no_option_is_accepted_and_ignored(plugin: registry.Plugin) -> None:
    """Each option is given a value that has to change the plot of the bent village."""
    village, _market = studies()
    assert set(BENT[plugin.name]) == {each.name for each in fields(plugin.options or ())}  # type: ignore[arg-type]
    for option, (value, beside) in BENT[plugin.name].items():
        try:
            before: Plot | None = plotted(village, plugin.name, made(plugin, beside, ""))
        except InputError:
            before = None  # words without an order need their levels
        assert plotted(village, plugin.name, made(plugin, {**beside, option: value}, "")) != before, option


def test_options_that_would_change_nothing_are_refused(village: Material) -> None:
    for kind, values in (
        ("code-frequency", {"count": "passages", "of": "all"}),
        ("timeline", {"show": "sources", "code": ("sejarah",)}),
        ("heat-map", {"rows": "role", "cols": "technique", "depth": 2}),
    ):
        with pytest.raises(InputError, match="changes nothing"):
            made(registry.get("displays", kind), dict(values), "")
