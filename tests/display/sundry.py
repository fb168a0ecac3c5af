"""The made-up studies of the sweeps with every property of people, texts and passages told apart."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from qda.display.people import texts
from qda.display.selection import OF_PASSAGES, OF_TEXTS
from qda.model.condition import parse_condition
from qda.model.frames import CASES, Material
from tests.display.bent import studies
from tests.display.conftest import Builder
from tests.display.stalls import build_market, linked
from tests.display.swept import judged_village

OF_PEOPLE = ("case", "informant", "role", "group", "site")
KINDS = {
    "people": OF_PEOPLE,
    "texts": tuple(sorted(OF_TEXTS)),
    "passages": (*sorted(OF_PASSAGES), "code:"),
}
_TAKEN_IN_TURN = {
    "coder": ("ana", "budi"),
    "round": ("1", "2", "2"),
    "origin": ("hand", "hand", "rule"),
    "basis": ("direct", "hearsay", "inference", "direct", "direct"),
    "prompted": (True, False, False),
    "slot": (None, None, "process", None, None, None, "actor"),
    "stance": ("+", None, None, "-", None),
    "magnitude": (None, None, None, "1", None, None, None, "2"),
    "memo": (None, "a thought"),
}


@cache
def sundry() -> tuple[Material, ...]:
    """The village, the market, the village with a verdict and the market with links; what they lack is filled in."""
    stalls = linked(build_market(Builder())).material
    return tuple(_sundry(material) for material in (*studies(), judged_village(), stalls))


def _sundry(material: Material) -> Material:
    sources, cases = material.sources.copy(), material.cases.copy()
    sources["date"] = [f"201{n % 7}-0{1 + n % 9}-01" for n in range(len(sources))]
    sources["period"] = [old or f"201{n % 3}" for n, old in enumerate(texts(sources["period"]))]
    if "site" not in cases.columns:
        cases["site"] = [("North", "South")[n % 2] for n in range(len(cases))]
    if sources["technique"].nunique() == 1:
        sources["technique"] = [("W", "F")[n % 2] for n in range(len(sources))]
        sources["kind"] = [("interview", "focus-group")[n % 2] for n in range(len(sources))]
    codings, at = material.codings.copy(), {name: n for n, name in enumerate(texts(sources["name"]))}
    for name in ("date", "period", "technique", "kind"):
        codings[name] = [texts(sources[name])[at[source]] for source in texts(codings["source"])]
    for name, values in _TAKEN_IN_TURN.items():
        taken = [values[n % len(values)] for n in range(len(codings))]
        told = texts(codings[name])
        kept = name in ("slot", "stance", "basis", "magnitude", "memo")
        codings[name] = pd.Series(
            [old if kept and old is not None else new for old, new in zip(told, taken, strict=True)], dtype=object
        )
    labels = {None: None} | {name: str(name).lower() for name in texts(codings["informant"])}
    told = list(zip(texts(codings["speaker"]), texts(codings["informant"]), strict=True))
    codings["speaker"] = pd.Series([labels[who] if label else label for label, who in told], dtype=object)
    turns = material.turns.copy()
    told = list(zip(texts(turns["speaker"]), texts(turns["case"]), strict=True))
    turns["speaker"] = pd.Series([str(who).lower() if who else label for label, who in told], dtype=object)
    questions = texts(material.questions["key"]) or ["q1", "q2"]
    codings["question"] = pd.Series([questions[n % len(questions)] for n in range(len(codings))], dtype=object)
    return replace(material, sources=sources, cases=cases, codings=codings, turns=turns)


def conditions(material: Material, name: str) -> list[str]:
    """Conditions on one property, one for each value that it has there."""
    if name == "code:":
        paths = texts(material.codes["path"])
        return [f'code:"{path}"' if " " in path else f"code:{path}" for path in paths]
    if name in ("quote", "memo"):
        words = [str(text).split()[0].strip("=“”,.") for text in texts(material.codings[name]) if text]
        return [f'{name}~"{word}"' for word in dict.fromkeys(words)]
    if name in ("case", "informant"):
        values = texts(material.cases["name"])
    elif name in ("kind", "technique", "date", "period"):
        values = texts(material.sources[name])
    elif name == "source":
        values = texts(material.sources["name"])
    elif name in material.cases.columns[len(CASES.names) :]:
        values = texts(material.cases[name])
    elif name in material.codings.columns:
        values = texts(material.codings[name])
    else:
        return []
    found = [
        f'{name}="{str(value).lower() if isinstance(value, bool) else value}"' for value in values if value is not None
    ]
    return [text for text in dict.fromkeys(found) if parse_condition(text)]
