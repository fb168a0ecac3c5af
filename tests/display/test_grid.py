"""What displays begin with, kept for many of them: read once, and never another filter's or another study's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display import grid
from qda.display.grid import Grounds, ground_of
from qda.model.errors import FormulaError
from qda.model.frames import Letting, Material
from tests.display.conftest import Builder
from tests.display.market import build_market


@pytest.fixture
def market() -> Material:
    return build_market(Builder()).material()


def test_a_filter_is_read_once_and_only_where_grounds_are_shared(market: Material) -> None:
    assert ground_of(market) is not ground_of(market)
    grounds = Grounds()
    with grounds.shared():
        first = ground_of(market, "role=weaver")
    with grounds.shared():
        assert ground_of(market, "role=weaver") is first
    assert ground_of(market, "role=weaver") is not first


def test_other_filters_lettings_and_studies_have_their_own(market: Material) -> None:
    with Grounds().shared():
        every, some = ground_of(market), ground_of(market, "role=weaver")
        assert len(every.entries) > len(some.entries) > 0
        assert not len(ground_of(replace(market, letting=Letting.NONE)).entries)
        assert ground_of(build_market(Builder()).material()) is not every


def test_grounds_give_way_when_they_hold_too_many_codings(market: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    with Grounds().shared():
        every, weavers = ground_of(market), ground_of(market, "role=weaver")
        monkeypatch.setattr(grid, "MOST_SHARED", len(every.entries) + len(weavers.entries))
        assert ground_of(market) is every  # the other one is the oldest now
        ground_of(market, "role=trader")
        assert ground_of(market) is every
        assert ground_of(market, "role=weaver") is not weavers


def test_a_filter_that_cannot_be_read_is_refused_every_time(market: Material) -> None:
    with Grounds().shared():
        for _time in range(2):
            with pytest.raises(FormulaError):
                ground_of(market, "role=")
