"""V10: the connection, with a third factor held still."""

from __future__ import annotations

from typing import Any

import pytest

from qda.model.errors import NotFoundError
from qda.verify.finding import IfThenAssertion
from qda.verify.tactics.spurious_relations import SpuriousRelationsOptions, spurious_relations
from tests.verify.grounds import claim
from tests.verify.sayings import say, study
from tests.verify.talks import cells

RULE = IfThenAssertion(text="a → b", given="code:a", then="code:b")
# Two sites. In Utara all have b, and most have a; in Selatan nobody has b, and few have a.
SPURIOUS = {
    "Ani": ("Utara", "ab"), "Budi": ("Utara", "ab"), "Citra": ("Utara", "ab"), "Dewi": ("Utara", "b"),
    "Eka": ("Utara", "b"), "Fajar": ("Selatan", "a"), "Gita": ("Selatan", "a"), "Hadi": ("Selatan", "c"),
    "Ida": ("Selatan", "c"), "Joko": ("Selatan", "c"),
}  # fmt: skip
REAL = {
    **SPURIOUS,
    "Dewi": ("Utara", "c"),
    "Eka": ("Utara", "c"),
    "Fajar": ("Selatan", "ab"),
    "Gita": ("Selatan", "ab"),
}


def run(people: dict[str, tuple[str, str]], *, rules: Any = (RULE,), kind: str = "causal", **options: Any) -> Any:
    sayings = [say(who, answer=f"{who} soal {c}", code=c) for who, (_site, codes) in people.items() for c in codes]
    cases = [{"name": who, "wilayah": site} for who, (site, _codes) in people.items()]
    ground = study(claim("a", kind=kind, assertions=rules), *sayings, cases=cases)
    return spurious_relations(ground, SpuriousRelationsOptions(**options))


def test_a_connection_that_a_third_factor_makes_is_lost_within_it() -> None:
    """Overall b with a in 3 of 5, without in 2 of 5: +0.20. In Utara 3/3 and 2/2, in Selatan 0/2 and 0/3: 0 in both."""
    told = run(SPURIOUS, by=("wilayah",))
    assert told.value == (
        "“code:b” with “code:a”: 3 of 5 with it, 2 of 5 without (+0.20). 1 third factor was held still; the connection "
        "is lost under 1."
    )
    assert (told.holds, told.asks) == (False, False)
    assert told.advice[0].startswith("Held still, wilayah takes the connection away")
    assert cells(told.sheet, "Utara") == [3, 0, 2, 0, 0.0]
    assert cells(told.sheet, "all cases") == [3, 2, 2, 3, 0.2]


def test_a_connection_that_stays_in_both_strata_holds() -> None:
    """All with a have b (5 of 5), none without (0 of 5): +1 overall and in each."""
    told = run(REAL)
    assert told.holds is True
    assert told.asks is True
    assert any("Within wilayah it stays in 2 of 2 strata" in s for s in told.advice)


def test_one_stratum_may_differ() -> None:
    """In Selatan nobody has b: 0; Utara keeps +1. One of two strata is all but one."""
    people = {**REAL, "Fajar": ("Selatan", "a"), "Gita": ("Selatan", "a")}
    told = run(people, by=("wilayah",))
    assert told.holds is True
    assert "it stays in 1 of 2 strata" in told.advice[0]


def test_strata_with_one_case_tell_nothing() -> None:
    """Each stratum needs two cases with and two without a."""
    people = {name: (name, codes) for name, (_site, codes) in REAL.items()}
    told = run(people, by=("wilayah",))
    assert told.holds is None
    assert told.advice == ("Too few cases in two strata of: wilayah. Choose another factor, or find more cases.",)


def test_many_numbers_are_cut_at_their_median() -> None:
    """Ages 1 to 10: up to 5 and above 5, five cases each."""
    ages = {name: (str(n), codes) for n, (name, (_site, codes)) in enumerate(SPURIOUS.items(), 1)}
    told = run(ages, by=("wilayah",))
    assert [row.label for row in told.sheet.rows] == ["all cases", "above 5", "up to 5"]
    assert told.holds is False


def test_no_connection_needs_no_test() -> None:
    """Two of four with a have b, two of four without."""
    have = ("ab", "ab", "a", "a", "b", "b", "c", "c")
    told = run({f"P{n}": ("x", codes) for n, codes in enumerate(have)})
    assert told.value.startswith("There is no connection that could be spurious")
    assert (told.holds, told.asks) == (None, False)


def test_where_all_have_it_nothing_can_be_compared() -> None:
    told = run({f"P{n}": ("x", "ab") for n in range(5)})
    assert told.value == "code:a in 5 cases and not in 0; 2 of each are needed to see a connection with code:b."
    assert told.holds is None


def test_without_a_connection_only_a_causal_finding_is_asked_for_one() -> None:
    assert run(REAL, rules=(), kind="descriptive").not_applicable
    told = run(REAL, rules=())
    assert (told.not_applicable, told.holds) == ("", None)
    assert run(REAL, rules=(), given="code:a", then="code:b", by=("wilayah",)).holds is True


def test_a_factor_that_nobody_states_is_told() -> None:
    with pytest.raises(NotFoundError, match=r"states “nosuch”.*wilayah"):
        run(REAL, by=("wilayah", "nosuch"))
