"""What holds of every display there is, also of those to come: matrices, plots and networks alike."""

from __future__ import annotations

from dataclasses import fields, replace

import pandas as pd
import pytest

from qda import registry
from qda.display.build import arrange_any
from qda.display.seal import difference, sealed
from qda.display.spots import asked_by, spots
from qda.display.written import view_of
from qda.model import frames
from qda.model.errors import InputError
from qda.model.network import Network
from qda.model.sheet import Sheet
from qda.model.wording import use_language
from tests.display.conftest import Builder
from tests.display.swept import CHOSEN, DISPLAYS, corpus, drawn, evidence_of, numbers

NETWORKS = [plugin for plugin in DISPLAYS if plugin.details.gives == "network"]
TABLES = [plugin for plugin in DISPLAYS if plugin.details.gives != "network"]
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


def test_the_sourcebooks_displays_are_there() -> None:
    """Each number of the catalogue has a display."""
    have = {plugin.details.code for plugin in DISPLAYS}
    assert {f"D{n}" for n in range(1, 51)} - have == set()


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
class TestEvery:
    def test_gives_the_same_twice_and_leaves_its_input_alone(self, plugin: registry.Plugin) -> None:
        material = corpus(plugin)
        before = {spec.name: getattr(material, spec.name).copy(deep=True) for spec in frames.ALL_FRAMES}
        first = drawn(plugin, material)
        assert drawn(plugin, material) == first
        turned = {name: getattr(material, name).iloc[::-1].reset_index(drop=True) for name in ("codings", "links")}
        assert drawn(plugin, replace(material, **turned)) == first, "the order of rows in the store must not matter"
        for name, frame in before.items():
            pd.testing.assert_frame_equal(getattr(material, name), frame)

    def test_its_quotations_are_the_passages_behind_it_word_for_word(self, plugin: registry.Plugin) -> None:
        material = corpus(plugin)
        made = drawn(plugin, material)
        codings = {row["id"]: row for row in material.codings.to_dict("records")}
        assert len({quotation.coding for quotation in made.quotations}) == len(made.quotations)
        assert evidence_of(made) == {quotation.coding for quotation in made.quotations} != frozenset()
        for quotation in made.quotations:
            row = codings[quotation.coding]
            assert (quotation.text, quotation.source, quotation.start) == (row["quote"], row["source"], row["start"])
            assert (quotation.end, quotation.code, quotation.line) == (row["end"], row["code"], row["line"])

    def test_says_what_it_answers_and_where_it_is_described(self, plugin: registry.Plugin) -> None:
        made = drawn(plugin)
        assert plugin.details.question.endswith("?")
        assert plugin.details.citation == made.citation != ""
        assert plugin.details.gives == type(made).__name__.lower()
        assert made.kind == plugin.name
        assert all((made.title, made.reading, made.decision_rules, made.filters))
        assert made.synthetic

    def test_speaks_both_languages(self, plugin: registry.Plugin) -> None:
        both = []
        try:
            for wanted in ("id", "en"):
                use_language(wanted)
                both.append(drawn(plugin))
        finally:
            use_language("en")
        one, other = both
        assert one.quotations[0].text == other.quotations[0].text
        assert [each.coding for each in one.quotations] == [each.coding for each in other.quotations]
        if isinstance(one, Network):
            assert isinstance(other, Network)
            assert [edge.evidence for edge in one.edges] == [edge.evidence for edge in other.edges]
        else:
            shapes = [[len(row.cells) for row in numbers(made).rows] for made in both]
            assert shapes[0] == shapes[1]

    def test_its_seal_is_one_in_both_languages_and_another_where_a_passage_behind_it_changed(
        self, plugin: registry.Plugin
    ) -> None:
        material, seals = corpus(plugin), []
        try:
            for wanted in ("id", "en"):
                use_language(wanted)
                seals.append(sealed(lambda: drawn(plugin, material)))
        finally:
            use_language("en")
        assert difference(*seals) is None
        for coding in sorted(evidence_of(drawn(plugin, material))):
            codings = material.codings.copy()
            codings.loc[codings["id"] == coding, "quote"] += "!"
            found = difference(seals[0], sealed(lambda: drawn(plugin, replace(material, codings=codings))))  # noqa: B023
            assert found is not None, material.codings.loc[material.codings["id"] == coding, "quote"].tolist()

    def test_each_option_has_help_and_a_plain_type(self, plugin: registry.Plugin) -> None:
        assert plugin.options is not None
        for each in fields(plugin.options):
            assert each.metadata["help"], each.name
            assert isinstance(getattr(plugin.options(), each.name), str | int | float | tuple)

    def test_leaves_out_what_is_no_evidence_and_says_so(self, plugin: registry.Plugin) -> None:
        """The interviewer’s words in both studies; in the village a shut passage and a code out of use besides."""
        made = drawn(plugin)
        texts = {quotation.text for quotation in made.quotations}
        assert not texts & {"Ideas", "A foreign paragraph", "An old matter", "Why is it dear?"}
        wanted = 1 if plugin.details.gives == "network" else 3
        assert sum("left out" in sentence for sentence in made.filters) == wanted
        assert any("interviewer" in sentence for sentence in made.filters)


@pytest.mark.parametrize("plugin", NETWORKS, ids=lambda plugin: plugin.name)
def test_every_edge_of_a_network_rests_on_words_or_is_inferred(plugin: registry.Plugin) -> None:
    network = drawn(plugin)
    assert isinstance(network, Network)
    assert network.counts
    assert network.edges
    for edge in network.edges:
        assert edge.evidence or edge.inferred
        assert bool(edge.people) == bool(edge.evidence)


@pytest.mark.parametrize("plugin", TABLES, ids=lambda plugin: plugin.name)
class TestEveryTable:
    def test_a_cell_is_filled_with_evidence_or_empty_for_a_reason(self, plugin: registry.Plugin) -> None:
        cells = [cell for row in numbers(drawn(plugin)).rows for cell in row.cells]
        assert any(cell.value is not None for cell in cells)
        for cell in cells:
            assert (cell.value is None) == (cell.empty is not None)
            assert cell.value is not None or not cell.evidence
            assert cell.evidence or cell.value is None or plugin.details.rests_on == "records"
            assert len(set(cell.evidence)) == len(cell.evidence)

    def test_what_people_write_is_found_again_in_both_languages(self, plugin: registry.Plugin) -> None:
        """Each cell of people has a name of its own, the same in both languages; the view says how it is asked."""
        names = []
        try:
            for wanted in ("id", "en"):
                use_language(wanted)
                made = drawn(plugin)
                names.append([(spot.row, spot.column) for spot in spots(made)] if isinstance(made, Sheet) else [])
        finally:
            use_language("en")
        assert len(set(names[0])) == len(names[0])
        assert sorted(names[0]) == sorted(names[1])
        chosen = CHOSEN.get(plugin.name) or (plugin.options() if plugin.options else None)
        assert asked_by(view_of(plugin.name, chosen)).options == chosen

    def test_an_empty_study_gives_a_sheet_without_values(self, plugin: registry.Plugin, builder: Builder) -> None:
        builder.code("saran", "Saran")
        if plugin.name in REFUSE_NOTHING:
            with pytest.raises(InputError) as refused:
                arrange_any(builder.material(), plugin.name)
            assert refused.value.mend
            return
        sheet = numbers(arrange_any(builder.material(), plugin.name))
        assert not sheet.quotations
        assert all(cell.empty is not None for row in sheet.rows for cell in row.cells)
