from __future__ import annotations

import pytest

from qda.model.condition import parse_condition
from qda.model.errors import FormulaError

BUDI = {
    "role": "pengrajin",
    "site": "Gedeg",
    "n": "12",
    "period": "2016-03",
    "code": ["bina/latih", "hambatan"],
    "languages": ["id", "jv"],
    "owner": True,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("role=pengrajin", True),
        ("role = Pengrajin and site != Trowulan", True),
        ("role=dinas or site=Gedeg", True),
        ("role=dinas dan site=Gedeg atau n>3", True),
        ("role=dinas and (site=Gedeg or n>3)", False),
        ("not role=dinas", True),
        ("bukan (role=pengrajin)", False),
        ("n > 9", True),
        ("n<=11.5", False),
        ("period < 2016", False),
        ("period >= 2016", True),
        ("period < 2016-04", True),
        ("site in (Trowulan, Gedeg)", True),
        ("site ~ ede", True),
        ("site !~ ede", False),
        ("site = Ged*", True),
        ("languages = jv", True),
        ("owner", True),
        ("code:bina", True),
        ("code:bina/latih & !code:bina/alat", True),
        ("code:hamb*", True),
        ("code:bin", False),
        ("phone", False),
        ("phone = 1", None),
        ("phone != 1", None),
        ("not phone = 1", None),
        ("phone = 1 or role = pengrajin", True),
        ("phone = 1 and role = dinas", False),
    ],
)
def test_truth(text: str, expected: bool | None) -> None:
    condition = parse_condition(text)
    assert condition.truth(BUDI) is expected
    assert condition.holds(BUDI) is (expected is True)


def test_values_of_several_words() -> None:
    values = {"role": "kepala dinas", "site": "Desa Gedeg"}
    assert parse_condition("role=kepala dinas and site='Desa Gedeg'").holds(values)


def test_names_and_codes_are_told() -> None:
    condition = parse_condition("role=a and code:bina/latih or role=b and site=c")
    assert (condition.names, condition.codes) == (("role", "site"), ("bina/latih",))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", 1),
        ("role=", 6),
        ("role=dinas)", 11),
        ("(role=dinas", 12),
        ("role=dinas and", 15),
        ("=dinas", 1),
        ("site in Gedeg", 9),
        ('role=dinas "', 12),
    ],
)
def test_faults_say_at_which_character(text: str, at: int) -> None:
    with pytest.raises(FormulaError, match=f"at character {at} "):
        parse_condition(text)


def test_an_unknown_name_is_named_with_the_nearest() -> None:
    with pytest.raises(FormulaError, match="Did you mean “role”"):
        parse_condition("site=a and rol=b", known=["role", "site"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("role=pengrajin and stance=+", True),
        ("role=dinas and stance=+", False),
        ("role=dinas or stance=+", True),
        ("not (role=pengrajin and stance=+)", True),
        ("not (role=pengrajin or stance=+)", False),
        ("code:bina and role=dinas", False),
        ("code:bina and role=pengrajin", True),
        ("role=pengrajin and not code:bina", True),
        ("age=30", False),
        ("age=30 or stance=+", True),
        ("age!=30 and stance=+", False),
        ("memo and role=pengrajin", True),
        ("not memo and age", False),
    ],
)
def test_what_is_not_known_may_be_anything_and_what_is_missing_stays_missing(text: str, expected: bool) -> None:
    """The role is pengrajin, the age is missing; what a passage is coded with, nobody has asked yet."""
    told = parse_condition(text).may_hold({"role": "pengrajin", "age": None}, {"role", "age"})
    assert told is expected
