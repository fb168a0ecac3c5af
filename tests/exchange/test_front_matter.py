"""What every file says beside its matrix."""

from __future__ import annotations

import pytest

from qda.exchange import front_matter
from qda.exchange.front_matter import cited
from qda.registry import find

BOOK = "Miles, M. B., Huberman, A. M., & Saldaña, J. (2014). Qualitative data analysis: A methods sourcebook (3rd ed.)."


def test_the_chapter_and_the_remarks_of_a_citation_are_words_and_its_title_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = {"ch. {n}": "bab {n}", "counting as a tactic": "menghitung sebagai taktik", "methods": "metode"}
    monkeypatch.setattr(front_matter, "_", lambda text: words.get(text, text))
    assert cited(f"{BOOK} Sage, ch. 11 (counting as a tactic).") == (
        f"{BOOK} Sage, bab 11 (menghitung sebagai taktik)."
    )
    assert cited("Somebody (2014)") == "Somebody (2014)"


def test_every_remark_belongs_to_a_display() -> None:
    citations = [plugin.details.citation for plugin in find("displays")]
    assert all(any(remark in citation for citation in citations) for remark in front_matter._REMARKS)
