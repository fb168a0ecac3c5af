"""What must hold of any evidence, and the guards of the method's section 4.5."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.model.evidence import (
    Axis,
    Dependency,
    DependencyKind,
    Evidence,
    EvidenceUnit,
    Triangulation,
    TriangulationOptions,
    VerdictWord,
    Witness,
)
from qda.model.verdict_words import uncounted_label
from qda.verify import fragility
from qda.verify.fragility import smallest_loss, verdict_of
from qda.verify.triangulate import STRENGTH, triangulate
from qda.verify.witnesses import witnesses

GROUPS = ("dinas", "pengrajin", "observasi")
units = st.builds(
    EvidenceUnit,
    informant=st.sampled_from([f"i{n}" for n in range(7)]),
    group=st.sampled_from(GROUPS),
    technique=st.sampled_from("WODA"),
    stance=st.sampled_from([1, 1, 0, -1]),
    subcode=st.sampled_from([None, "a", "b"]),
    cluster=st.sampled_from([None, None, None, "k1", "k2"]),
    similar=st.sampled_from([None, None, None, "s1"]),
    basis=st.sampled_from([None, "direct", "hearsay"]),
    date=st.sampled_from([None, "2021-01-01", "2021-02-01"]),
    unspecified=st.booleans(),
    design_level=st.booleans(),
    hearsay_from=st.sampled_from([None, None, "i0"]),
)
dependencies = st.builds(
    Dependency,
    informant=st.sampled_from([f"i{n}" for n in range(7)]),
    others=st.sets(st.sampled_from([f"i{n}" for n in range(7)]), min_size=1, max_size=3).map(
        lambda names: tuple(sorted(names))
    ),
    kind=st.sampled_from(list(DependencyKind)),
    certain=st.booleans(),
)
evidences = st.builds(
    Evidence,
    finding=st.just("f"),
    axis=st.sampled_from(list(Axis)),
    units=st.lists(units, max_size=12).map(tuple),
    asked=st.lists(st.integers(0, 5), min_size=3, max_size=3).map(lambda ns: tuple(zip(GROUPS, ns, strict=True))),
    dependencies=st.lists(dependencies, max_size=3).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(evidences, st.randoms())
def test_the_order_of_the_evidence_does_not_matter(evidence: Evidence, chance: object) -> None:
    mixed, ties = list(evidence.units), list(evidence.dependencies)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    chance.shuffle(ties)  # type: ignore[attr-defined]
    other = replace(evidence, units=tuple(mixed), dependencies=tuple(ties))
    assert replace(triangulate(evidence), guards=()) == replace(triangulate(other), guards=())


@settings(max_examples=200, deadline=None)
@given(evidences.filter(lambda e: e.units), st.data())
def test_one_more_quote_of_the_same_informant_changes_nothing(evidence: Evidence, data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(evidence.units))
    more = triangulate(replace(evidence, units=(*evidence.units, again)))
    same = triangulate(evidence)
    assert replace(more, guards=(), author_assertions=0) == replace(same, guards=(), author_assertions=0)


@settings(max_examples=300, deadline=None)
@given(evidences)
def test_bounds_and_fragility(evidence: Evidence) -> None:
    result = triangulate(evidence)
    assert result.verdict == result.lower
    assert STRENGTH.index(result.lower) >= STRENGTH.index(result.upper)
    assert result.k_star is None or 1 <= result.k_star <= fragility.DEPTH
    assert all(0 <= share <= 1 for _, share in result.prominence)
    assert len({i for w in result.witnesses for i in w.informants}) >= len({w.informants[0] for w in result.witnesses})
    assert 0 <= result.effective_witnesses <= result.measures.witnesses


@settings(max_examples=150, deadline=None)
@given(evidences.filter(lambda e: e.axis is Axis.GROUP), st.sampled_from([1, 2]))
def test_k_star_equals_the_plain_search(evidence: Evidence, techniques: int) -> None:
    from itertools import combinations

    options = TriangulationOptions(min_techniques=techniques)
    found, asked = witnesses(evidence, cautious=True), dict(evidence.asked)
    asked = {group: max(n, 6) for group, n in asked.items()}
    now = verdict_of(found, asked, 0, options)
    plain = next(
        (
            n
            for n in range(1, min(4, len(found)) + 1)
            if any(
                verdict_of([w for i, w in enumerate(found) if i not in lost], asked, 0, options) != now
                for lost in combinations(range(len(found)), n)
            )
        ),
        None,
    )
    assert smallest_loss(found, asked, 0, options) == plain


def test_forty_witnesses_with_parts_of_their_own_cost_few_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    real = fragility.verdict_of

    def counted(*given: object) -> VerdictWord:
        nonlocal calls
        calls += 1
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(fragility, "verdict_of", counted)
    many = [
        Witness(informants=(f"p{n}",), group=GROUPS[n % 2], techniques=("W",), stance="+", subcodes=(f"s{n}",))
        for n in range(40)
    ]
    assert smallest_loss(many, {"dinas": 20, "pengrajin": 20}, 0, TriangulationOptions()) is None
    assert calls < 40


def unit(informant: str, group: str = "pengrajin", stance: int = 1, **more: object) -> EvidenceUnit:
    return EvidenceUnit(**{"informant": informant, "group": group, "technique": "W", "stance": stance, **more})  # type: ignore[arg-type]


def result_of(
    *given: EvidenceUnit,
    axis: Axis = Axis.GROUP,
    asked: tuple[tuple[str, int], ...] = (),
    dependencies: tuple[Dependency, ...] = (),
) -> Triangulation:
    return triangulate(Evidence(finding="f", axis=axis, units=given, asked=asked, dependencies=dependencies))


def names(result: Triangulation) -> set[str]:
    return {guard.name for guard in result.guards}


def test_unnamed_informants_count_with_a_named_one_in_the_lower_bound_only() -> None:
    result = result_of(unit("narasumber?", "tak dirinci", unspecified=True), unit("kepala", "dinas"))
    assert (result.lower, result.upper) == (VerdictWord.SINGLE_SOURCE, VerdictWord.CONVERGENT)
    assert result.witnesses[0].group == "dinas"
    assert "unspecified-informants" in names(result)


def test_unnamed_informants_never_make_one_witness_of_two_named_ones() -> None:
    result = result_of(unit("narasumber?", "tak dirinci", unspecified=True), unit("kepala", "dinas"), unit("p1"))
    assert result.lower == VerdictWord.CONVERGENT
    assert len(result.witnesses) == 2


def test_unnamed_informants_are_not_the_observation() -> None:
    observed = unit("catatan", "observasi", technique="O")
    assert result_of(unit("narasumber?", "tak dirinci", unspecified=True), observed).lower == VerdictWord.CONVERGENT


def test_design_level_attribution_is_the_authors_assertion_in_the_lower_bound() -> None:
    result = result_of(unit("pengrajin (desain)", design_level=True), unit("o", "observasi", design_level=True))
    assert (result.lower, result.upper) == (VerdictWord.ASSERTED, VerdictWord.CONVERGENT)
    assert "design-level" in names(result)


def test_hearsay_counts_with_whom_it_comes_from() -> None:
    told = result_of(unit("p1"), unit("d1", "dinas", basis="hearsay", hearsay_from="p1"))
    assert (told.lower, told.upper) == (VerdictWord.SINGLE_SOURCE, VerdictWord.SINGLE_SOURCE)
    assert told.witnesses[0].informants == ("p1", "d1")
    unknown = result_of(unit("p1"), unit("d1", "dinas", basis="hearsay"))
    assert (unknown.lower, unknown.upper) == (VerdictWord.SINGLE_SOURCE, VerdictWord.CONVERGENT)
    both = result_of(unit("p1"), unit("d1", "dinas", basis="hearsay", hearsay_from="p1"), unit("d1", "dinas"))
    assert both.lower == VerdictWord.CONVERGENT


def test_a_group_whose_words_count_elsewhere_is_named_and_not_read_as_silent() -> None:
    told = result_of(unit("p1"), unit("d1", "dinas", basis="hearsay", hearsay_from="p1"))
    assert [(one.group, one.counted_with) for one in told.uncounted] == [("dinas", ("pengrajin",))]
    assert uncounted_label(told.uncounted[0]) == "counted with pengrajin"
    alone = result_of(unit("p1"), unit("d1", "dinas"))
    assert alone.uncounted == ()
    designed = result_of(unit("p1"), unit("o", "observasi", design_level=True))
    assert [(one.group, uncounted_label(one)) for one in designed.uncounted] == [("observasi", "only by design")]


def test_a_document_made_from_a_group_interview_is_no_further_witness_and_joins_nobody() -> None:
    made = Dependency(informant="notulen", others=("p1", "d1"), kind=DependencyKind.DERIVED)
    result = result_of(unit("p1"), unit("d1", "dinas"), unit("notulen", "dokumen", technique="D"), dependencies=(made,))
    assert len(result.witnesses) == 2
    assert result.upper == VerdictWord.CONVERGENT


def test_a_document_made_from_two_talks_counts_with_either_in_any_order() -> None:
    units = (unit("p1"), unit("d1", "dinas"), unit("notulen", "dokumen", technique="D"))
    made = [
        Dependency(informant="notulen", others=others, kind=DependencyKind.DERIVED)
        for others in (("p1", "p2"), ("d2", "d3"))
    ]
    for order in (made, made[::-1]):
        assert len(result_of(*units, dependencies=tuple(order)).witnesses) == 2


def test_related_informants_discount_each_other() -> None:
    pair = Dependency(informant="p1", others=("p2",), kind=DependencyKind.RELATED)
    result = result_of(unit("p1"), unit("p2"), dependencies=(pair,))
    assert len(result.witnesses) == 2
    assert result.effective_witnesses == pytest.approx(4 / 3)
    assert "related-informants" in names(result)


def test_one_person_under_two_names_counts_once() -> None:
    same = Dependency(informant="kasi", others=("pemilik",), kind=DependencyKind.SAME_PERSON)
    result = result_of(unit("kasi", "dinas"), unit("pemilik"), dependencies=(same,))
    assert result.lower == VerdictWord.SINGLE_SOURCE
    assert "two-roles" in names(result)


def test_technique_as_axis_compares_what_one_person_says_and_shows() -> None:
    told, seen = unit("p1", "W"), unit("p1", "O", technique="O")
    assert result_of(told, seen, axis=Axis.TECHNIQUE).verdict == VerdictWord.CONVERGENT
    assert result_of(told, replace(seen, stance=-1), axis=Axis.TECHNIQUE).verdict == VerdictWord.DISSONANT


def test_coders_who_coded_the_same_words_are_compared_and_not_taken_for_copies() -> None:
    ani, budi = unit("p1", "ani", cluster="k", coder="ani"), unit("p1", "budi", cluster="k", coder="budi")
    assert result_of(ani, budi, axis=Axis.CODER).verdict == VerdictWord.CONVERGENT


def test_the_same_words_in_two_periods_are_a_copy() -> None:
    may, august = unit("p1", "mei", cluster="k"), unit("p1", "agustus", cluster="k")
    assert result_of(may, august, axis=Axis.TIME).verdict == VerdictWord.SINGLE_SOURCE


def test_guards_that_flag() -> None:
    result = result_of(
        unit("p1", prompted=True, coder="ani", post_hoc=True),
        unit("p1", coder="ani"),
        asked=(("pengrajin", 3), ("desa", 0)),
    )
    assert {"leading-question", "one-coder", "post-hoc", "not-asked", "same-informant"} <= names(result)


def test_sugiyono_sorts_groups_into_same_different_and_specific() -> None:
    result = result_of(
        unit("d1", "dinas", subcode="alat"),
        unit("p1", subcode="alat"),
        unit("p2", subcode="modal"),
        unit("k1", "desa", stance=-1),
    )
    assert result.sugiyono is not None
    assert (result.sugiyono.same, result.sugiyono.different) == (("dinas", "pengrajin"), ("desa",))
    assert result.sugiyono.specific == (("pengrajin", "modal"),)
    assert result.sugiyono.agreement == "belum"


def test_the_authors_own_denial_is_shown_and_refutes_nothing() -> None:
    result = result_of(unit("p1"), unit("penulis", "penulis", stance=-1, technique="A"))
    assert result.verdict == VerdictWord.SINGLE_SOURCE
    assert result.author_counterstatement
    assert "author-text" in names(result)
