"""Comparing coders: numbers worked out by hand in `coders.py`, and what other programs get wrong."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.condense.agree import agreement, rolled_up
from qda.condense.agreement import Compared, compare
from qda.condense.agreement_json import agreement_json
from qda.condense.agreement_options import (
    AgreementOptions,
    AgreementUnit,
    Clusters,
    IntervalMethod,
    Measure,
    Rater,
    Uncoded,
)
from qda.condense.agreement_plot import agreement_plot
from qda.condense.agreement_table import agreement_sheets, short_rows, statistic_of
from qda.condense.agreement_units import (
    ComparedText,
    Drawn,
    GivenCode,
    joined_segments,
    matched_segments,
    shared_part,
    word_edges,
)
from qda.condense.confusion import NOTHING
from qda.model.errors import InputError, NotFoundError
from qda.model.ids import new_ids
from qda.model.records import Kind
from qda.model.text import Span
from qda.stats.agreement import Statistic
from qda.store import quarantine, sources
from qda.store.study import Study
from tests.condense.coders import TEXT, code_in, span, two_coders

BY_SENTENCE = AgreementOptions(unit=AgreementUnit.SENTENCE, uncoded=Uncoded.INCLUDE)


@pytest.fixture
def coded(study: Study, tmp_path: Path) -> Study:
    two_coders(study, tmp_path)
    return study


def value(study: Study, options: AgreementOptions, code: str, statistic: Statistic) -> float | None:
    found = agreement(study, options)
    return next(one for one in found.coefficients.codes if one.code == code).of(statistic).coefficient.value


def test_with_uncoded_sentences_the_numbers_are_those_worked_out_by_hand(coded: Study) -> None:
    found = agreement(coded, BY_SENTENCE)
    modal, pasar = found.coefficients.codes
    assert [one.code for one in found.coefficients.codes] == ["usaha/modal", "usaha/pasar"]
    assert (modal.pairable, modal.given) == (10, (4, 4))
    assert modal.of(Statistic.PERCENT).coefficient.value == pytest.approx(0.8)
    assert modal.of(Statistic.COHEN).coefficient.value == pytest.approx(0.28 / 0.48)
    assert modal.of(Statistic.COHEN).coefficient.maximum == pytest.approx(1.0)
    assert modal.of(Statistic.ALPHA).coefficient.value == pytest.approx(1 - 38 / 96)
    assert pasar.of(Statistic.COHEN).coefficient.value == pytest.approx(0.16 / 0.26)
    assert (found.units, found.uncoded, found.untouched) == (10, 4, 0)
    assert (found.one_rater_only, found.unused) == (("w2",), 1)


def test_without_them_the_same_codings_give_much_less(coded: Study) -> None:
    options = replace(BY_SENTENCE, uncoded=Uncoded.EXCLUDE)
    assert agreement(coded, options).units == 6
    assert value(coded, options, "usaha/modal", Statistic.COHEN) == pytest.approx(0.25)
    assert value(coded, options, "usaha/modal", Statistic.ALPHA) == pytest.approx(0.3125)


@pytest.mark.parametrize("unit", [AgreementUnit.SENTENCE, AgreementUnit.TURN, AgreementUnit.CHARACTER])
def test_whether_uncoded_text_counts_is_never_assumed(coded: Study, unit: AgreementUnit) -> None:
    with pytest.raises(InputError, match="there is no default"):
        agreement(coded, AgreementOptions(unit=unit))
    with pytest.raises(InputError, match="there is no default"):
        agreement(coded, AgreementOptions(unit=AgreementUnit.DOCUMENT, all_sources=True))


@pytest.mark.parametrize("unit", [AgreementUnit.SEGMENT, AgreementUnit.DOCUMENT])
def test_uncoded_units_cannot_be_included_where_there_are_none(coded: Study, unit: AgreementUnit) -> None:
    with pytest.raises(InputError, match="none is uncoded"):
        agreement(coded, AgreementOptions(unit=unit, uncoded=Uncoded.INCLUDE))


def test_segments_need_no_choice_and_are_all_coded_by_somebody(coded: Study) -> None:
    found = agreement(coded, AgreementOptions())
    assert (found.units, found.uncoded) == (6, 0)
    assert value(coded, AgreementOptions(), "usaha/modal", Statistic.COHEN) == pytest.approx(0.25)


def test_characters_count_text_and_have_no_error_of_a_formula(coded: Study) -> None:
    found = agreement(coded, replace(BY_SENTENCE, unit=AgreementUnit.CHARACTER))
    assert found.units == len(TEXT)
    told = agreement_json(found)["codes"][0]
    assert told["cohen_kappa_error"] is None
    assert "not independent" in told["why"]["cohen_kappa_error"]
    lengths = [end - start for start, end in map(span, (1, 2, 3, 4))]
    assert found.coefficients.codes[0].given[0] == sum(lengths)


def test_a_source_that_one_coder_left_alone_is_missing_unless_all_were_read(coded: Study) -> None:
    document = AgreementOptions(unit=AgreementUnit.DOCUMENT)
    assert agreement(coded, document).units == 1
    everything = agreement(coded, replace(document, all_sources=True, uncoded=Uncoded.INCLUDE))
    assert (everything.units, everything.one_rater_only) == (2, ())
    modal = everything.coefficients.codes[0]
    assert modal.given == (2, 1)


def test_roll_up_to_the_parent_makes_different_children_agree(coded: Study) -> None:
    found = agreement(coded, replace(BY_SENTENCE, depth=1))
    (usaha,) = found.coefficients.codes
    assert usaha.given == (5, 6)
    assert [one.start for one in found.disagreements] == [span(5)[0]]
    assert rolled_up("a/b/c", 2) == "a/b"


def test_choosing_a_code_changes_what_is_told_and_not_the_units(coded: Study) -> None:
    options = replace(BY_SENTENCE, uncoded=Uncoded.EXCLUDE)
    whole, part = agreement(coded, options), agreement(coded, replace(options, codes=("pasar",)))
    (pasar,) = part.coefficients.codes
    assert pasar == whole.coefficients.codes[1]
    assert part.units == 6


def test_who_confuses_what_with_what(coded: Study) -> None:
    (found,) = agreement(coded, BY_SENTENCE).confusions
    assert (found.first, found.second) == ("ANI", "BUDI")
    assert found.mixed() == [(NOTHING, "usaha/modal", 1), ("usaha/modal", "usaha/pasar", 1)]
    assert (found.units[0, 0], found.units[1, 1]) == (3, 1)


def test_disagreements_stand_side_by_side_with_their_words(coded: Study) -> None:
    four, five = agreement(coded, BY_SENTENCE).disagreements
    assert (four.source, four.line, four.start, four.end) == ("w1", 4, *span(4))
    assert four.text == TEXT[slice(*span(4))]
    assert four.codes == (("usaha/modal",), ("usaha/pasar",))
    assert five.codes == ((), ("usaha/modal",))


def test_nobody_is_compared_with_the_same_codings(coded: Study) -> None:
    with pytest.raises(InputError, match="would always agree"):
        agreement(coded, replace(BY_SENTENCE, coders=("ANI", "ANI")))
    with pytest.raises(InputError, match="nobody to compare with"):
        agreement(coded, replace(BY_SENTENCE, coders=("ANI",)))
    with pytest.raises(NotFoundError, match="CITRA"):
        agreement(coded, replace(BY_SENTENCE, coders=("ANI", "CITRA")))
    with pytest.raises(InputError, match="two of these coders"):
        agreement(coded, replace(BY_SENTENCE, sources=("w2",)))


def test_two_rounds_of_one_coder_are_two_raters_and_rounds_are_not_mixed(coded: Study, tmp_path: Path) -> None:
    code_in(coded, tmp_path, [("w1", *span(n), "usaha/modal", "ANI", "2") for n in (1, 2, 3)])
    with pytest.raises(InputError, match="several rounds"):
        agreement(coded, BY_SENTENCE)
    with pytest.raises(InputError, match="one coder at a time"):
        agreement(coded, replace(BY_SENTENCE, rounds=("1", "2")))
    found = agreement(coded, replace(BY_SENTENCE, coders=("ANI",), rounds=("1", "2")))
    assert [rater.label for rater in found.raters] == ["ANI (1)", "ANI (2)"]
    modal = found.coefficients.codes[0]
    assert modal.given == (4, 3)
    first = agreement(coded, replace(BY_SENTENCE, rounds=("1",)))
    assert first.coefficients.codes[0].given == (4, 4)


def test_rules_and_the_consensus_are_no_coders_unless_named(coded: Study, tmp_path: Path) -> None:
    code_in(coded, tmp_path, [("w1", *span(1), "usaha/modal", "DEWI", "consensus")])
    assert [rater.coder for rater in agreement(coded, BY_SENTENCE).raters] == ["ANI", "BUDI"]


def test_quarantined_words_are_no_unit(coded: Study) -> None:
    (w1,) = (one for one in sources.listed(coded) if one.name == "w1")
    with coded.command("quarantine"):
        quarantine.keep_out(coded, w1.id, Span(start=span(4)[0], end=span(4)[1]), "asing")
    found = agreement(coded, BY_SENTENCE)
    assert found.units == 9
    assert [one.start for one in found.disagreements] == [span(5)[0]]


def test_undefined_has_its_reason_and_is_never_one(coded: Study) -> None:
    found = agreement(
        coded, replace(BY_SENTENCE, uncoded=Uncoded.EXCLUDE, codes=("pasar",), unit=AgreementUnit.DOCUMENT)
    )
    told = agreement_json(found)["codes"][0]
    assert (told["percent"], told["cohen_kappa"], told["krippendorff_alpha"]) == (1.0, None, None)
    assert "only one category" in told["why"]["krippendorff_alpha"]
    assert short_rows(found)[0][3:] == ("–", "–", "–")


def test_json_says_what_was_compared(coded: Study) -> None:
    told = agreement_json(agreement(coded, BY_SENTENCE))
    assert (told["unit"], told["coders"], told["uncoded"], told["overlap"]) == (
        "sentence",
        ["ANI", "BUDI"],
        "include",
        None,
    )
    assert set(told["codes"][0]) >= {"code", "n", "percent", "cohen_kappa", "krippendorff_alpha", "gwet_ac1", "why"}
    assert told["unitizing"] is None
    assert agreement_json(agreement(coded, AgreementOptions()))["unitizing"]["krippendorff_2016"]["each_code_alone"]


def test_intervals_go_by_documents_and_say_where_one_document_is_too_few(coded: Study) -> None:
    alpha = agreement(coded, BY_SENTENCE).coefficients.codes[0].of(Statistic.ALPHA).interval
    assert alpha is not None
    assert alpha.low is None
    assert "fewer than two" in alpha.because
    by_unit = replace(BY_SENTENCE, clusters=Clusters.UNIT, interval=IntervalMethod.BOOTSTRAP, bootstraps=50)
    one, two = (agreement(coded, by_unit).sets[0].interval for _time in range(2))
    assert one is not None
    assert one.low is not None
    assert one == two


def test_the_sheets_hold_every_part_and_the_plot_every_code(coded: Study) -> None:
    found = agreement(coded, AgreementOptions())
    kinds = [sheet.kind for sheet in agreement_sheets(found)]
    assert kinds == ["agreement", "unitizing", "confusions", "disagreements"]
    picture = agreement_plot(found, statistic_of(Measure.KAPPA, 2)).decode()
    assert picture.count("<circle") == 2
    assert "usaha/modal" in picture
    assert picture.encode() == agreement_plot(found, Statistic.COHEN)


def test_gamma_only_for_segments(coded: Study) -> None:
    with pytest.raises(InputError, match="own segments"):
        agreement(coded, replace(BY_SENTENCE, gamma=True))


@pytest.mark.parametrize("seed", range(5))
def test_coders_who_code_at_random_agree_no_more_than_chance(seed: int) -> None:
    """A peer's formula gives two such coders κ = 0.30."""
    dice, ids = random.Random(seed), new_ids()
    text = " ".join(f"Kalimat {n} ini." for n in range(1000))
    starts = [text.index(f"Kalimat {n} ini.") for n in range(1000)]
    codings = tuple(
        GivenCode(id=next(ids), source=0, rater=rater, start=start, end=start + 10, code=0, path="a")
        for rater in (0, 1)
        for start in starts
        if dice.random() < 0.5
    )
    compared = Compared(
        raters=(Rater(coder="A", round="1", label="A"), Rater(coder="B", round="1", label="B")),
        texts=(ComparedText(name="s", text=text, kind=Kind.OBSERVATION, turns=(), judges=(0, 1)),),
        given=codings,
        codes=("a",),
    )
    (code,) = compare(compared, replace(BY_SENTENCE, interval=IntervalMethod.NONE)).coefficients.codes
    for statistic in (Statistic.COHEN, Statistic.ALPHA, Statistic.SCOTT):
        found = code.of(statistic).coefficient.value
        assert found is not None
        assert abs(found) < 0.12


def test_edges_of_a_coding_without_a_letter_touch_no_other_sentence() -> None:
    assert word_edges("Ya. Tidak. Ya.", 2, 11) == Span(start=4, end=9)
    assert word_edges("— …", 0, 3) == Span(start=0, end=3)


def test_two_coders_segments_are_one_unit_by_what_they_share() -> None:
    one = Drawn(span=Span(start=0, end=10), rater=0, codes=frozenset({1}))
    half = Drawn(span=Span(start=0, end=5), rater=1, codes=frozenset({1}))
    assert matched_segments([half, one], 0.5) == [(0, 1)]
    assert matched_segments([half, one], 0.51) == [(0,), (1,)]
    better = Drawn(span=Span(start=1, end=10), rater=1, codes=frozenset())
    assert matched_segments([half, one, better], 0.5) == [(0,), (1, 2)]


def test_of_equal_matches_the_one_with_the_same_code_is_taken() -> None:
    whole = Drawn(span=Span(start=0, end=10), rater=0, codes=frozenset({2}))
    first = Drawn(span=Span(start=0, end=5), rater=1, codes=frozenset({1}))
    second = Drawn(span=Span(start=5, end=10), rater=1, codes=frozenset({2}))
    assert matched_segments([first, whole, second], 0.5) == [(0,), (1, 2)]


def test_a_passage_that_one_coder_drew_twice_is_one_segment(coded: Study, tmp_path: Path) -> None:
    start, end = span(8)
    code_in(
        coded,
        tmp_path,
        [
            ("w1", start, end, "usaha/modal", "ANI", "1"),
            ("w1", start, end, "warga", "ANI", "1"),
            ("w1", start, end, "usaha/modal", "BUDI", "1"),
            ("w1", start, end - 9, "warga", "BUDI", "1"),
        ],
    )
    found = agreement(coded, AgreementOptions())
    assert (found.units, len(found.disagreements)) == (7, 2)
    assert agreement(coded, AgreementOptions(overlap=1.0)).units == 8


DRAWN = st.lists(
    st.builds(
        lambda start, length, rater, code: Drawn(
            span=Span(start=start, end=start + length), rater=rater, codes=frozenset({code})
        ),
        st.integers(0, 30),
        st.integers(1, 12),
        st.integers(0, 2),
        st.integers(0, 1),
    ),
    max_size=14,
    unique_by=lambda one: (one.span.start, one.span.end, one.rater),
)


@settings(max_examples=150, deadline=None)
@given(DRAWN, st.sampled_from([0.25, 0.5, 1.0]))
def test_units_of_segments_are_one_to_one(drawn: list[Drawn], overlap: float) -> None:
    ordered = sorted(drawn, key=lambda one: (one.span.start, one.span.end, one.rater))
    units = matched_segments(ordered, overlap)
    own = joined_segments(ordered, overlap)
    assert sorted(n for each in own for n in each) == list(range(len(ordered)))
    assert all(len({ordered[n].rater for n in each}) == 1 for each in own)
    assert sorted(n for unit in units for n in unit) == list(range(len(ordered)))
    for unit in units:
        assert len({ordered[n].rater for n in unit}) == len(unit)
        assert all(shared_part(ordered[a].span, ordered[b].span) >= overlap for a in unit for b in unit if a != b)
