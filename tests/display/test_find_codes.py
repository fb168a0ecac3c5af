"""Which codes a query means."""

from __future__ import annotations

import pytest

from qda.display.find_codes import meant
from qda.language.query_tree import Code as Asked
from qda.language.query_tree import Spot
from qda.model.errors import NotFoundError
from qda.model.ids import new_id
from qda.model.records import Code

CODES = tuple(
    Code(id=new_id(), path=path, label=label)
    for path, label in (
        ("usaha", (("id", "Bina usaha"), ("en", "Business"))),
        ("usaha/modal", ()),
        ("usaha/modal/bank", ()),
        ("manusia", (("id", "Bina manusia"),)),
        ("manusia/modal", ()),
        ("manusia/sikap-usaha", ()),
        ("alam/air", ()),
        ("alam/tanah", ()),
    )
)


@pytest.mark.parametrize(
    ("name", "exactly", "paths"),
    [
        ("usaha", False, ["usaha", "usaha/modal", "usaha/modal/bank"]),
        ("usaha", True, ["usaha"]),
        ("USAHA/Modal", False, ["usaha/modal", "usaha/modal/bank"]),
        ("bank", False, ["usaha/modal/bank"]),
        ("bina usaha", True, ["usaha"]),  # by its label
        ("business", True, ["usaha"]),
        ("sikap usaha", False, ["manusia/sikap-usaha"]),  # blanks for hyphens
        ("*", False, [code.path for code in CODES]),
        ("alam", False, ["alam/air", "alam/tanah"]),  # no code itself
        ("manusia/*", False, ["manusia/modal", "manusia/sikap-usaha"]),
        ("sikap*", False, ["manusia/sikap-usaha"]),
        ("mod*", True, ["usaha/modal", "manusia/modal"]),  # no path begins so, two last names do
    ],
)
def test_a_code_is_meant_by_path_name_or_label(name: str, exactly: bool, paths: list[str]) -> None:
    assert [code.path for code in meant(Asked(name=name, exactly=exactly), CODES)] == paths


def test_a_name_that_several_have_or_none_is_refused_where_it_stands() -> None:
    with pytest.raises(
        NotFoundError, match=r"Several codes are called “modal”\. Write the path: usaha/modal, manusia/"
    ):
        meant(Asked(name="modal"), CODES)
    with pytest.raises(NotFoundError, match=r"▸code:usha: There is no code “usha”\. Perhaps: usaha"):
        meant(Asked(name="usha", spot=Spot(text="code:usha", at=0)), CODES)
    with pytest.raises(NotFoundError, match="There is no code “alam”"):
        meant(Asked(name="alam", exactly=True), CODES)
    with pytest.raises(NotFoundError, match="qda codebook show"):
        meant(Asked(name="zzz*"), CODES)
