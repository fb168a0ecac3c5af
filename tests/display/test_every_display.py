"""What holds of every matrix and plot there is, also of those to come; networks are swept in test_networks."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pandas as pd
import pytest

from qda import registry
from qda.display.build import arrange_any
from qda.display.displays.decision_model import DecisionModelOptions
from qda.display.spots import asked_by, spots
from qda.display.written import filled, view_of
from qda.model import frames
from qda.model.errors import InputError
from qda.model.evidence import GroupState, Triangulation, VerdictWord, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.network import Network
from qda.model.plot import Plot
from qda.model.records import Finding, Written
from qda.model.sheet import Sheet
from qda.model.wording import use_language
from tests.display.conftest import Builder, with_links, with_times
from tests.workbooks import exported, read

DISPLAYS = [plugin for plugin in registry.find("displays") if plugin.details.gives in ("sheet", "plot")]
WANTED = {
    "activity-record",
    "antecedents",
    "case-analysis-meeting",
    "case-by-code",
    "case-dendrogram",
    "case-dynamics",
    "case-ordered-descriptive",
    "case-ordered-effects",
    "causal-network-across-cases",
    "checklist",
    "co-occurrence",
    "code-frequency",
    "composite-sequence",
    "conceptually-clustered",
    "construct-table",
    "contact-summary",
    "content-analytic-summary",
    "contrast-table",
    "convergence",
    "critical-incident-chart",
    "data-accounting-log",
    "decision-model",
    "effects-matrix",
    "event-listing",
    "explanatory-effects",
    "forms-table",
    "function-by-realisation",
    "growth-gradient",
    "heat-map",
    "interim-summary",
    "partially-ordered-meta-matrix",
    "poetic-display",
    "predictions",
    "pre-structured-case",
    "predictor-outcome-consequence",
    "process-matrix",
    "quotations",
    "recommendation-trace",
    "role-by-group",
    "role-by-time",
    "role-ordered",
    "saturation-curve",
    "scatterplot",
    "sequential-analyses",
    "thematic-conceptual",
    "time-ordered",
    "timeline",
    "two-variable-case-ordered",
    "typology",
    "variable-by-variable",
    "vignette",
}


REFUSE_NOTHING = {  # have nothing to show of an empty study, and say so
    "antecedents",
    "case-dendrogram",
    "case-ordered-descriptive",
    "case-ordered-effects",
    "causal-network-across-cases",
    "contrast-table",
    "convergence",
    "decision-model",
    "growth-gradient",
    "predictions",
    "predictor-outcome-consequence",
    "scatterplot",
    "two-variable-case-ordered",
}


CHOSEN = {  # displays that show nothing before something is chosen
    "decision-model": DecisionModelOptions(choice="sales", test=("latih", "site=East")),
}


def shown(material: Material, plugin: registry.Plugin) -> Sheet:
    """The display with its defaults, or with what it cannot do without."""
    return numbers_of(material, plugin.name, CHOSEN.get(plugin.name))


def numbers_of(material: Material, kind: str, options: object = None) -> Sheet:
    """A matrix, or the numbers behind a plot."""
    made = arrange_any(material, kind, options)
    assert not isinstance(made, Network)
    return made.as_sheet() if isinstance(made, Plot) else made


@pytest.fixture
def judged(village_builder: Builder) -> Material:
    """The village with times, magnitudes and links, and with one finding, an expectation, triangulated."""
    village = with_links(with_times(village_builder)).material()
    codings = village.codings
    one = Id(codings.loc[codings["informant"] == "Kepala", "id"].iloc[0])
    verdict = Triangulation(
        finding="latihan",
        axis="group",
        verdict=VerdictWord.SINGLE_SOURCE,
        lower=VerdictWord.SINGLE_SOURCE,
        upper=VerdictWord.SINGLE_SOURCE,
        k_star=1,
        effective_witnesses=1.0,
        supporting_groups=("state",),
        witnesses=(Witness(informants=("Kepala",), group="state", techniques=("W",), stance="+", codings=(one,)),),
        techniques=("W",),
        groups=(("state", GroupState.SUPPORT), ("business", GroupState.SILENT)),
        pairs=(),
        asked=(("state", 1), ("business", 2)),
        prominence=(("state", 1.0), ("business", 0.0)),
    )
    expected = json.dumps({"kind": "expectation", "evidence": {"codes": ["manusia/latih"]}})
    finding = Finding(id=Id(b"f" * 16), key="latihan", statement="Everybody will be trained.", body=expected)
    return replace(village, verdicts=(verdict,), findings=(finding,))


def test_the_named_displays_are_there() -> None:
    assert {plugin.name for plugin in DISPLAYS} >= WANTED


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
class TestEvery:
    def test_gives_the_same_twice_and_leaves_its_input_alone(self, plugin: registry.Plugin, judged: Material) -> None:
        before = {spec.name: getattr(judged, spec.name).copy(deep=True) for spec in frames.ALL_FRAMES}
        first = shown(judged, plugin)
        shuffled = replace(judged, codings=judged.codings.iloc[::-1].reset_index(drop=True))
        assert shown(judged, plugin) == first
        assert shown(shuffled, plugin) == first, "the order of rows in the store must not matter"
        for name, frame in before.items():
            pd.testing.assert_frame_equal(getattr(judged, name), frame)

    def test_every_filled_cell_rests_on_quotations_that_the_sheet_has(
        self, plugin: registry.Plugin, judged: Material
    ) -> None:
        sheet = shown(judged, plugin)
        known = {quotation.coding for quotation in sheet.quotations}
        cells = [cell for row in sheet.rows for cell in row.cells]
        assert any(cell.value is not None for cell in cells)
        for cell in cells:
            assert (cell.value is None) == (cell.empty is not None)
            assert cell.value is not None or not cell.evidence
            assert cell.evidence or cell.value is None or plugin.details.rests_on == "records"
            assert set(cell.evidence) <= known

    def test_says_what_it_answers_and_where_it_is_described(self, plugin: registry.Plugin, judged: Material) -> None:
        sheet = shown(judged, plugin)
        assert plugin.details.question.endswith("?")
        assert plugin.details.citation == sheet.citation != ""
        assert sheet.kind == plugin.name
        assert all((sheet.title, sheet.reading, sheet.decision_rules, sheet.filters))
        assert sheet.synthetic

    def test_speaks_both_languages(self, plugin: registry.Plugin, judged: Material) -> None:
        sheets = []
        try:
            for wanted in ("id", "en"):
                use_language(wanted)
                sheets.append(shown(judged, plugin))
        finally:
            use_language("en")
        one, other = sheets
        assert [len(row.cells) for row in one.rows] == [len(row.cells) for row in other.rows]
        assert one.quotations[0].text == other.quotations[0].text

    def test_what_people_write_is_found_again_in_both_languages(
        self, plugin: registry.Plugin, judged: Material
    ) -> None:
        """Each cell of people has a name of its own, the same in both languages, and the view says how it is asked."""
        names = []
        try:
            for wanted in ("id", "en"):
                use_language(wanted)
                sheet = shown(judged, plugin)
                names.append([(spot.row, spot.column) for spot in spots(sheet)])
        finally:
            use_language("en")
        assert len(set(names[0])) == len(names[0])
        assert sorted(names[0]) == sorted(names[1])
        chosen = CHOSEN.get(plugin.name) or (plugin.options() if plugin.options else None)
        assert asked_by(view_of(plugin.name, chosen)).options == chosen

    def test_its_workbook_brings_nothing_back_untouched(self, plugin: registry.Plugin, judged: Material) -> None:
        """And every cell of people brings its text."""
        sheet = shown(judged, plugin)
        assert sheet.view or plugin.details.gives == "plot"
        if plugin.details.gives == "plot" or plugin.name == "quotations":  # nothing to write in
            return
        returned = read(exported(sheet))
        assert (returned.texts, returned.problems) == ((), ())
        spot = spots(sheet)[0]
        text = Written(view=sheet.view, row=spot.row, column=spot.column, text="Ditulis.", by="ani")
        again = filled(sheet, sheet.view, [text])
        assert [one.text for one in spots(again) if one.text] == ["Ditulis."]
        assert read(exported(again)).texts == ()

    def test_each_option_has_help_and_a_plain_type(self, plugin: registry.Plugin) -> None:
        assert plugin.options is not None
        for each in fields(plugin.options):
            assert each.metadata["help"], each.name
            assert isinstance(getattr(plugin.options(), each.name), str | int | float | tuple)

    def test_leaves_out_what_is_no_evidence_and_says_so(self, plugin: registry.Plugin, judged: Material) -> None:
        sheet = shown(judged, plugin)
        texts = {quotation.text for quotation in sheet.quotations}
        assert not texts & {"Ideas", "A foreign paragraph", "An old matter"}
        assert sum("left out" in sentence for sentence in sheet.filters) == 3

    def test_an_empty_study_gives_a_sheet_without_values(self, plugin: registry.Plugin, builder: object) -> None:
        builder.code("saran", "Saran")  # type: ignore[attr-defined]
        if plugin.name in REFUSE_NOTHING:
            with pytest.raises(InputError) as refused:
                numbers_of(builder.material(), plugin.name)  # type: ignore[attr-defined]
            assert refused.value.mend
            return
        sheet = numbers_of(builder.material(), plugin.name)  # type: ignore[attr-defined]
        assert not sheet.quotations
        assert all(cell.empty is not None for row in sheet.rows for cell in row.cells)
