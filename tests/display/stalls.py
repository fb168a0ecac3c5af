"""A made-up market of three sellers and the office, with links between what they tell of: for networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.model.frames import Material
from qda.model.ids import Id
from tests.display.conftest import Builder


@dataclass
class Market:
    """The study, and the codings that its links rest on, by a word."""

    builder: Builder
    said: dict[str, Id]

    def link(
        self, start: str, kind: str, end: str, sign: str | None = None, said: Sequence[str] = (), memo: str = ""
    ) -> None:
        ends = [("case", name) if name[0].isupper() else ("code", name) for name in (start, end)]
        self.builder.rows["links"].append(
            {
                "id": self.builder.new(),
                "from_kind": ends[0][0],
                "from": ends[0][1],
                "to_kind": ends[1][0],
                "to": ends[1][1],
                "type": kind,
                "sign": sign,
                "evidence": tuple(self.said[word] for word in said),
                "memo": memo,
                "coder": "ana",
                "at": "2026-01-01T00:00:00Z",
            }
        )

    @property
    def material(self) -> Material:
        return self.builder.material()


def build_market(b: Builder) -> Market:
    """Three sellers and the office, heard in five sources; nobody has a guide, so everybody heard counts as asked.

    price (Ani, Budi, Citra) → stock (Ani, Budi) → debt (Ani), and rain → stock inferred; the office helps Ani, and
    quarrels with Budi, who says so. Debt at the bank and debt to neighbours are kinds of debt.
    """
    b.case("Ani", role="seller", group="market")
    b.case("Budi", role="seller", group="market")
    b.case("Citra", role="buyer", group="town")
    b.case("Kantor", role="office", group="state")
    for name in ("W1", "W2", "W3", "W4"):
        b.source(name)
    for code, label in (
        ("price", "Price of rice"),
        ("stock", "Stock"),
        ("debt", "Debt"),
        ("debt/bank", "Debt at the bank"),
        ("debt/neighbour", "Debt to neighbours"),
        ("rain", "Rain"),
        ("help", "Help"),
    ):
        b.code(code, label)
    b.code("old", "Old", status="retired")
    for source, case in (("W1", "Ani"), ("W2", "Budi"), ("W3", "Citra"), ("W4", "Kantor")):
        b.turn(source, case)
    said = {
        "a-price": b.coding("W1", "price", "Rice is dear now, so I keep less in the shop.", "Ani", at=0),
        "a-stock": b.coding("W1", "stock", "I keep less", "Ani", at=22),
        "a-debt": b.coding("W1", "debt", "Less to sell, more to owe, that is how it went.", "Ani", at=60),
        "a-bank": b.coding("W1", "debt/bank", "the big debt", "Ani", at=200),
        "b-price": b.coding("W2", "price", "It is too dear to lay in.", "Budi", at=0, memo="time: 2021"),
        "b-stock": b.coding("W2", "stock", "too dear to lay in", "Budi", at=6, memo="time: 2019"),
        "b-against": b.coding("W2", "help", "They never help us.", "Budi", at=60, stance="-"),
        "c-price": b.coding("W3", "price", "We pay what they ask.", "Citra", at=0, basis="inference"),
        "k-help": b.coding("W4", "help", "We help the sellers with carts.", "Kantor", at=0, stance="+"),
        "asked": b.coding("W3", "price", "Why is it dear?", "Citra", role="interviewer", at=50),
    }
    return Market(builder=b, said=said)


def linked(bare: Market) -> Market:
    """The market with its links, five of seven on somebody's words."""
    bare.link("price", "causes", "stock", "-", ("a-price", "b-stock"), "dear rice is not laid in")
    bare.link("stock", "causes", "debt", "-", ("a-debt",))
    bare.link("rain", "causes", "stock", "-")
    bare.link("debt/bank", "kind_of", "debt", None, ("a-bank",))
    bare.link("debt/neighbour", "kind_of", "debt")
    bare.link("Kantor", "explains", "Ani", None, ("k-help",), "carts")
    bare.link("Budi", "versus", "Kantor", None, ("b-against",))
    return bare
