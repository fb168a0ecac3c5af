"""G4: users of metaphor codes, by role."""

from __future__ import annotations

from typing import Any

from qda.model.records import Code
from qda.verify.tactics.metaphors import MetaphorsOptions, metaphors
from tests.verify.talks import cells, talks

ROLES = [{"name": "Ani", "role": "dinas"}, {"name": "Budi", "role": "dinas"}, {"name": "Citra", "role": "perajin"}]
CODES = (Code(id=b"", path="utang", method="Metaphor"), Code(id=b"", path="harga", method="descriptive"))


def run(stands: Any, **options: Any) -> Any:
    return metaphors(stands, MetaphorsOptions(**options))


def made(said: dict[str, str], codes: tuple[Code, ...] = CODES) -> Any:
    return talks(said, cases=ROLES, names={"u": "utang", "h": "harga", "s": "utang/sawah"}, codes=codes)


def test_users_are_counted_by_role_out_of_all_heard() -> None:
    """The debt is Ani's alone among two of the office and one craftsman; what lies under a metaphor is one too."""
    told = run(made({"Ani": "u u", "Budi": "h", "Citra": "s h"}))
    assert told.value == "2 metaphors are in use, by 2 of 3 heard."
    assert cells(told.sheet, "utang") == [(1, 3), (1, 2), (0, 1)]
    assert cells(told.sheet, "sawah") == [(1, 3), (0, 2), (1, 1)]
    assert [item.key for item in told.items] == ["code:utang", "code:utang/sawah"]
    assert told.advice[0].startswith("“utang” is spoken by dinas alone.")


def test_a_study_without_metaphor_codes_is_told_how_to_have_them() -> None:
    told = run(made({"Ani": "h", "Budi": "h", "Citra": "h"}, codes=CODES[1:]))
    assert told.not_applicable == "No code of the codebook has the method `metaphor`."
    assert "method: metaphor" in told.next_action


def test_metaphors_nobody_uses_ask_nothing() -> None:
    told = run(made({"Ani": "h", "Budi": "h", "Citra": "h"}))
    assert (told.items, told.asks) == ((), False)


def test_who_has_no_role_counts_under_all_only() -> None:
    stands = made({"Ani": "u", "Dewi": "u"})
    told = run(stands)
    assert cells(told.sheet, "utang") == [(2, 2), (1, 1)]
    assert told.sheet.notes == ("Some informants have no role; they stand under all only.",)
