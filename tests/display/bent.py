"""Displays bent by their options, on made-up studies: what `test_grammar` tries them with."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

from qda import registry
from qda.display.build import arrange_any
from qda.display.idle import look
from qda.display.settings import made, value_kind
from qda.model.errors import QdaError
from qda.model.evidence import GroupState, Triangulation, VerdictWord, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.plot import Plot
from qda.model.sheet import Sheet
from tests.display.conftest import Builder, build_village, with_links, with_times
from tests.display.market import build_market

MATRICES = [plugin for plugin in registry.find("displays") if plugin.details.gives == "sheet"]
NAMES = [plugin.name for plugin in MATRICES]
FORMS = {  # pages that people fill in: their rows and columns are what the form asks
    "case-analysis-meeting",
    "contact-summary",
    "interim-summary",
    "poetic-display",
    "pre-structured-case",
    "predictions",
    "sequential-analyses",
    "vignette",
}
ELSEWHERE = {"causal-network-across-cases"}  # rests on links between codes, which its own tests have
OPTIONS = [
    (plugin.name, each.name)
    for plugin in MATRICES
    if plugin.name not in FORMS | ELSEWHERE
    for each in dataclasses.fields(plugin.options or ())  # type: ignore[arg-type]
]
_CHAIN = {"start": "price", "end": "sales"}
_NORTH = {"case": "North"}  # a street, and a ward of other people
_OVER = {"rows": "code", "code": ("stage",)}
_STANDING = {"by": "standing", "levels": ("low", "middle", "high")}
_TESTS = {"choice": "code:stage/deliver", "test": ("ward=North", "help")}
_WAYS = {"choice": "code:stage/leave", "test": ("years > 8", "street=South")}
_YEARS = {"x": "years", "y": "standing"}
IN_THE_LANE: dict[
    tuple[str, str], tuple[dict[str, Any], dict[str, Any]]
] = {  # two choices, of which each shows its own
    ("causal-chain", "medium"): ({**_CHAIN, "medium": 0.1}, {**_CHAIN, "medium": 0.66}),
    ("causal-chain", "start"): (_CHAIN, {**_CHAIN, "start": "rain"}),
    ("causal-chain", "end"): (_CHAIN, {**_CHAIN, "end": "stock"}),
    ("causal-network", "medium"): ({"medium": 0.1}, {"medium": 0.66}),
    ("causal-network-across-cases", "levels"): (_STANDING, {**_STANDING, "levels": ("high", "middle", "low")}),
    ("causal-network-across-cases", "type"): ({}, {"type": ("causes", "precedes")}),
    ("causal-network-across-cases", "end"): ({}, {"end": ("stock",)}),
    ("causal-network-across-cases", "shortest"): ({}, {"shortest": 3}),
    ("causal-network-across-cases", "longest"): ({}, {"longest": 2}),
    ("causal-network-across-cases", "show"): ({}, {"show": 1}),
    ("causal-prediction-model", "by"): ({"least": 1}, {"least": 1, "by": "stock"}),
    ("causal-prediction-model", "levels"): (_STANDING, {**_STANDING, "levels": ("middle", "high", "low")}),
    ("causal-prediction-model", "type"): ({}, {"type": ("causes", "precedes")}),
    ("causal-prediction-model", "end"): ({}, {"end": "stock"}),
    ("causal-prediction-model", "share"): ({}, {"share": 0.9}),
    ("code-network", "least"): ({}, {"least": 2}),
    ("cognitive-map", "informant"): ({}, {"informant": "Budi"}),
    ("composite-sequence-network", "of"): ({**_OVER, "of": ("price",)}, {**_OVER, "of": ("help",)}),
    ("decision-tree", "order"): (_TESTS, {**_TESTS, "order": "best"}),
    ("decision-tree", "least"): (_WAYS, {**_WAYS, "least": 2}),
    ("folk-taxonomy", "tree"): ({"tree": "links"}, {"tree": "codebook"}),
    ("growth-gradient", "least"): ({"code": ("store",), "least": 2}, {"code": ("store",)}),
    ("interim-summary", "unit"): ({**_NORTH, "unit": "street"}, {**_NORTH, "unit": "ward"}),
    ("pre-structured-case", "unit"): ({**_NORTH, "unit": "street"}, {**_NORTH, "unit": "ward"}),
    ("predictions", "finding"): ({}, {"finding": ("rising",)}),
    ("saturation-curve", "unit"): ({}, {"unit": "sources"}),
    ("saturation-curve", "run"): ({"base": 1, "threshold": 0.4}, {"base": 1, "threshold": 0.4, "run": 1}),
    ("saturation-curve", "threshold"): ({}, {"threshold": 0.9}),
    ("scatterplot", "levels"): (
        {**_YEARS, "levels": ("low", "middle", "high")},
        {**_YEARS, "levels": ("high", "middle", "low")},
    ),
}
TOLD_IN_NOTES = {("causal-prediction-model", "levels")}  # how often the model tells the outcome is a note
REFUSED = {("code-network", "least"), ("decision-tree", "least"), ("growth-gradient", "least")}  # too little is left
EVERY_OPTION = [
    (plugin.name, each.name)
    for plugin in registry.find("displays")
    for each in dataclasses.fields(plugin.options or ())  # type: ignore[arg-type]
    if each.name != "where"  # has a sweep of its own (test_where), by what it asks for
    and (plugin.name, each.name) not in IN_THE_LANE
]
NEEDED: dict[str, dict[str, Any]] = {  # what a display cannot do without
    "decision-model": {"choice": "latih", "test": ("site=East",)},
    "decision-tree": {"choice": "latih", "test": ("site=East",)},
}
VALUES: dict[str, tuple[Any, ...]] = {"levels": (("new", "old"), ("old", "new"))}
BESIDE: dict[tuple[str, str], dict[str, Any]] = {  # what lets an option be seen at work
    **{(name, "levels"): {"by": "group"} for name in NAMES},
    ("content-analytic-summary", "quotes"): {"cols": "role", "cell": "quotes"},
    ("critical-incident-chart", "quotes"): {"effect": ("manusia", "sales"), "link": "source"},
    ("thematic-conceptual", "rows"): {"cols": ("effort",)},
    ("thematic-conceptual", "cols"): {"rows": ("problem",)},
    ("co-occurrence", "unequal"): {"layout": "pairs"},
    ("composite-sequence", "of"): {"rows": "code"},
    ("decision-model", "test"): {"choice": "latih", "test": ("site=East",)},
}
POOL = (
    *("case", "role", "group", "site", "technique", "source", "period", "stance", "slot", "code", "question", "time"),
    *("manusia", "usaha", "kerja/bersama", "latih", "sales", "sejarah", "problem", "effort", "trust", "duty", "saran"),
    *("kerja", "capital", "loan", "koperasi", "presence:manusia", "kerja/bank", "usaha/alat", "fair", "age"),
    *("Sari", "Kepala", "office", "craftsman", "West", "state", "W3", "W2", "O1", "2019", "2017", "2016", "2015"),
    *(
        "Cici",
        "South",
        "trader",
        "new",
        "old",
        "business",
        "O",
        "D",
        "good",
        "latihan",
        "q2",
        "trust?",
        "high",
        "silent",
    ),
    *("stance=+", "site=East", "technique=W", "role=weaver", "W1", "Darmo", "informants", "share", "presence"),
)


def _verdict(finding: str, coding: Id, *, supports: bool) -> Triangulation:
    word = VerdictWord.SINGLE_SOURCE if supports else VerdictWord.ASSERTED
    witness = Witness(informants=("Kepala",), group="state", techniques=("W",), stance="+", codings=(coding,))
    return Triangulation(
        finding=finding,
        axis="group",
        verdict=word,
        lower=word,
        upper=word,
        k_star=1,
        effective_witnesses=1.0,
        supporting_groups=("state",) if supports else (),
        witnesses=(witness,) if supports else (),
        author_codings=() if supports else (coding,),
        techniques=("W",) if supports else (),
        groups=(("state", GroupState.SUPPORT if supports else GroupState.SILENT), ("business", GroupState.SILENT)),
        pairs=(),
        asked=(("state", 1), ("business", 2)),
        prominence=(("state", 1.0 if supports else 0.0), ("business", 0.0)),
    )


@cache
def studies() -> tuple[Material, ...]:
    """The village with times, magnitudes, links and two verdicts; the market, whose codes meet. Both with more said."""
    b = with_links(with_times(build_village(Builder())))
    b.source("O2", "O")
    b.code("manusia/latih/celup", "Dyeing")
    b.coding("O2", "kerja/bersama", "Three women wind yarn in the yard.")
    b.coding("W1", "manusia/latih/celup", "I learnt to dye with leaves there.", "Darmo", at=1000)
    for source, who, year in (("W1", "Darmo", "2015"), ("W2", "Sari", "2016"), ("W3", "Kepala", "2018")):
        b.coding(source, "kerja/bersama", "We share every large order we get.", who, at=1100)
        b.coding(source, "kerja/bersama", "and deliver it within one week", who, at=1200, slot="process")
        b.coding(source, "usaha/alat", "There are more looms.", who, at=1300, magnitude=year[-1], memo=f"time: {year}")
    village = b.material()
    codings = village.codings
    one = Id(codings.loc[codings["informant"] == "Kepala", "id"].iloc[0])
    verdicts = (_verdict("latihan", one, supports=True), _verdict("alat", one, supports=False))
    market = build_market(Builder())
    market.coding("O1", "effort/fair", "They set up stalls at six", at=400, memo="time: 2016")
    market.coding("O1", "effort/fair", "the crier", at=430, slot="actor")
    market.coding("W1", "trust", "In 2016 it grew again, I say", "Ani", at=600, magnitude="middle", memo="time: 2016")
    return dataclasses.replace(village, verdicts=verdicts), market.material()


def look_of(name: str, study: Material, values: dict[str, Any]) -> tuple[object, ...] | None:
    """What is seen of a display of a study, the passages behind it and a plot's marks; None where it is refused.

    Words about the display (its filters, rules, notes) do not count: an option that only they name is ignored.
    """
    plugin = registry.get("displays", name)
    try:
        shown = arrange_any(study, name, made(plugin, values, ""))
    except QdaError:
        return None
    behind = tuple(quotation.coding for quotation in shown.quotations)
    return look(shown), behind, shown.marks if isinstance(shown, Plot) else ()


@cache
def looks(name: str, values: tuple[tuple[str, Any], ...]) -> tuple[object, ...]:
    """What `look_of` gives of a display of each study."""
    from tests.display.sundry import sundry

    return tuple(look_of(name, study, {**needed(name, study), **dict(values)}) for study in (*studies(), *sundry()[2:]))


def needed(name: str, study: Material) -> dict[str, Any]:
    """What a display cannot do without, in the codes of that study."""
    stalls = "price" in set(study.codes["path"])
    return {"choice": "stock", "test": ("price",)} if stalls and name in NEEDED else NEEDED.get(name, {})


@cache
def drawn(name: str, values: tuple[tuple[str, Any], ...]) -> tuple[Sheet | None, ...]:
    """A display of each study; None where that study cannot feed it or does not have what the options name."""
    plugin = registry.get("displays", name)
    found: list[Sheet | None] = []
    for study in studies():
        try:
            sheet = arrange_any(study, name, made(plugin, {**NEEDED.get(name, {}), **dict(values)}, ""))
        except QdaError:
            found.append(None)
            continue
        assert isinstance(sheet, Sheet)
        found.append(dataclasses.replace(sheet, view=""))
    return tuple(found)


def candidates(name: str, field: str) -> Iterator[Any]:
    """Values to try, the default left out."""
    options = registry.get("displays", name).options
    assert options is not None
    if field in VALUES:
        yield from VALUES[field]
        return
    each = next(each for each in dataclasses.fields(options) if each.name == field)
    kind, several = value_kind(typing.get_type_hints(options)[field])
    if kind is bool:
        values: tuple[Any, ...] = (not each.default,)
    elif kind in (int, float):
        least = each.metadata.get("least", 0)
        values = tuple(kind(n) for n in dict.fromkeys((least, 0, 1, 2, 3, 9, 99)) if n >= least)
    else:
        values = each.metadata.get("choices") or POOL
    for value in values:
        if value != each.default:
            yield (value,) if several else value


def companions(name: str, field: str) -> Iterator[dict[str, Any]]:
    """What has to be chosen beside an option so that it can work."""
    if (name, field) in BESIDE:
        yield BESIDE[name, field]
        return
    options = registry.get("displays", name).options
    assert options is not None
    only = next(each.metadata.get("only") for each in dataclasses.fields(options) if each.name == field)
    if not only:
        yield {}
        return
    defaults = {each.name: each.default for each in dataclasses.fields(options)}
    for other, allowed in only.items():
        if (defaults[other] in allowed) if allowed else defaults[other]:
            yield {}
            return
    other, allowed = next(iter(only.items()))
    seen: list[Any] = []
    for value in allowed or candidates(name, other):
        shows = drawn(name, ((other, value),))
        if shows not in seen and any(sheet is not None for sheet in shows):
            seen.append(shows)
            yield {other: value}
        if len(seen) == 5:
            return
