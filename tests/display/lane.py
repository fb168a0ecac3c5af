"""A made-up lane of six shops in which lines of causes, stages, kinds, ratings and dates differ from shop to shop.

For options that the other made-up studies are too small to be moved by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from qda.model.evidence import Triangulation, VerdictWord, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import Finding
from tests.display.conftest import Builder

_SHOPS = (  # name, street, ward, standing, years, sales, stock by year, links
    ("Ani", "North", "North", "low", "1", "low", ("2019",), ("price - stock", "stock + sales")),
    ("Budi", "North", "South", "low", "9", "low", (), ("rain + price", "price - stock", "stock + sales")),
    ("Citra", "South", "North", "high", "4", "high", ("2021",), ("price + stock", "help > stock", "stock + sales")),
    ("Dewi", "South", "South", "high", "2", "high", (), ("help > stock", "stock + sales")),
    ("Eka", "South", "South", "middle", "8", "low", (), ()),
    ("Fajar", "North", "North", "middle", "3", "high", (), ()),
)
_STAGES = {
    "Ani": ("try", "deliver"),
    "Budi": ("try", "leave"),
    "Citra": ("try", "deliver"),
    "Dewi": ("deliver", "leave"),
}


def build_lane(b: Builder) -> Builder:
    """Ani, Budi, Citra and Dewi state lines of two or three links; Eka and Fajar none. Ani is heard twice."""
    for name, street, ward, standing, years, *_more in _SHOPS:
        b.case(name, street=street, ward=ward, standing=standing, years=years, role="seller", group="lane")
        b.source(f"W-{name}")
        b.turn(f"W-{name}", name)
    b.source("X-Ani")
    b.turn("X-Ani", "Ani")
    for code in ("rain", "price", "help", "stock", "goods", "goods/rice", "goods/cloth"):
        b.code(code, code.rpartition("/")[2].capitalize())
    b.code("sales", "Sales", scale=("low", "high"))
    b.code("store", "In store")
    b.code("stage", "Stages")
    for stage in ("try", "deliver", "leave"):
        b.code(f"stage/{stage}", stage.capitalize())
    told: dict[str, list[Id]] = {}
    for name, _street, _ward, _standing, _years, sales, stores, links in _SHOPS:
        source = f"W-{name}"
        b.coding(source, "sales", f"We sell at a {sales} level.", name, at=0, magnitude=sales)
        for n, link in enumerate(links):
            start, _sign, end = link.split()
            said = b.coding(source, start, f"Of {start} comes {end}.", name, at=100 * (n + 1))
            told.setdefault(link, []).append(said)
        for n, stage in enumerate(_STAGES.get(name, ())):
            b.coding(source, f"stage/{stage}", f"Then we {stage}.", name, at=500 + 50 * n, memo=f"time: 201{n}")
        for year in stores:
            quote = f"In {year} it was {year[-1]} bags."
            b.coding(source, "store", quote, name, at=800, magnitude=year[-1], memo=f"time: {year}")
    b.coding("W-Ani", "price", "Then we try.", "Ani", at=500, memo="time: 2010")
    b.coding("W-Dewi", "help", "Then we leave.", "Dewi", at=550, memo="time: 2011")
    b.coding("X-Ani", "goods/rice", "Rice is what we have.", "Ani", at=0)
    b.coding("W-Fajar", "goods/cloth", "Cloth is what I have.", "Fajar", at=40)
    for link, evidence in told.items():
        start, sign, end = link.split()
        b.link(start, "precedes" if sign == ">" else "causes", end, None if sign == ">" else sign, evidence)
    b.link("goods/rice", "kind_of", "goods", None, (Id(b.rows["codings"][-2]["id"]),))
    return b


@cache
def lane() -> Material:
    """The lane with two expectations and their verdicts, and a date for each source."""
    b = build_lane(Builder())
    for n, row in enumerate(b.rows["sources"]):
        row["date"] = f"2020-0{n + 1}-01"
    for row in b.rows["codings"]:
        row["date"] = next(source["date"] for source in b.rows["sources"] if source["name"] == row["source"])
    findings = tuple(_findings())
    first = Id(b.rows["codings"][0]["id"])
    made = b.material()
    return replace(made, findings=findings, verdicts=tuple(_verdict(one.key, first) for one in findings))


def _findings() -> Iterator[Finding]:
    body = '{"kind": "expectation", "evidence": {"codes": ["sales"]}}'
    for n, key in enumerate(("falling", "rising")):
        yield Finding(id=Id(bytes([n]) * 16), key=key, statement=f"Sales are {key}.", body=body)


def _verdict(finding: str, coding: Id) -> Triangulation:
    word = VerdictWord.SINGLE_SOURCE
    return Triangulation(
        finding=finding,
        axis="group",
        verdict=word,
        lower=word,
        upper=word,
        k_star=1,
        effective_witnesses=1.0,
        supporting_groups=("lane",),
        witnesses=(Witness(informants=("Ani",), group="lane", techniques=("W",), stance="+", codings=(coding,)),),
        techniques=("W",),
        groups=(),
        pairs=(),
        asked=(("lane", 6),),
        prominence=(("lane", 1.0),),
    )
