"""Made-up studies by chance, always the same for one number: with everything that makes counting people hard."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from qda.model.frames import Material
from tests.display.conftest import Builder
from tests.display.counted_anew import whose

WORDS = (
    *("kami", "menjual", "kain", "ke", "kota", "tiap", "minggu", "ibu", "dan", "anak", "ikut", "bekerja", "modal"),
    *("cafe\u0301", "👩‍👩‍👧", "سوق", "a\u0308ndern", "🧵", "\u200fבד\u200f", "harga", "naik"),
)
PATHS = ("man", "man/train", "man/train/dye", "man/idea", "biz", "biz/tool", "biz/sale", "past", "past/loom", "odd")
SIGNS = ("+", "-", "0", "±", None, None)
BASES = ("direct", "hearsay", "document", "inference", None)
SLOT_NAMES = ("actor", "input", "process", None, None)
SCALE = ("1", "2", "3", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A study as the store gives it, and its rows, from which it can be counted without any of the program."""

    material: Material
    rows: dict[str, list[dict[str, Any]]] = field(repr=False)
    attributes: tuple[str, ...]


def random_study(number: int) -> Study:
    """Talks, groups, notes, documents and prose; people heard twice, under two names, unasked, or never.

    Passages overlap, nest, and are marked by two coders, in two rounds, with a code and the code above it; some lie in
    the interviewer's words, run from them into an answer or over several people's, lie in quarantined ones, or carry a
    retired code.
    """
    r, b = Random(number), Builder()
    people = _people(r, b)
    _codes(r, b)
    guide = _guide(r, b)
    texts = {name: _source(r, b, people, guide, name, kind) for name, kind in _sources(r)}
    for _ in range(r.randint(5, 60)):
        _mark(r, b, people, texts)
    return Study(material=b.material(), rows=b.rows, attributes=tuple(b.attributes))


def _people(r: Random, b: Builder) -> list[str]:
    names = [f"P{n}" for n in range(1, r.randint(3, 9))]
    alias = r.random() < 0.5
    for name in names:
        facts = {"role": r.choice(("weaver", "seller", "office")), "group": r.choice(("own", "state"))}
        facts |= {"site": r.choice(("East", "West")), "age": r.choice(("19", "34", "60"))}
        for attribute in [a for a in facts if r.random() < 0.15]:
            facts[attribute] = ""
        same = names[0] if alias and name == names[-1] else None
        b.case(name, same_as=same, unspecified=r.random() < 0.1, **facts)
    if r.random() < 0.3:
        b.case("O1", site="East")  # a text that stands for a case
    return names


def _codes(r: Random, b: Builder) -> None:
    for path in PATHS:
        gone = path == "odd" or (path == "biz/sale" and r.random() < 0.2)
        b.code(path, path.rsplit("/", 1)[-1].title(), status="retired" if gone else "active")


def _guide(r: Random, b: Builder) -> list[str]:
    if r.random() < 0.25:
        return []
    keys = [f"q{n}" for n in range(1, r.randint(2, 5))]
    for key in keys:
        b.question(key, *r.sample(PATHS[:-1], r.randint(1, 2)))
    return keys


def _sources(r: Random) -> list[tuple[str, str]]:
    kinds = [*"WWW", *(k for k in "WWFFOODDAAS" if r.random() < 0.4)]
    count: dict[str, int] = {}
    found = []
    for kind in kinds:
        count[kind] = count.get(kind, 0) + 1
        found.append((f"{kind}{count[kind]}", kind))
    return found


def _source(r: Random, b: Builder, people: list[str], guide: list[str], name: str, kind: str) -> str:
    b.source(name, kind, period=r.choice(("2015", "2016", None)), site=r.choice(("East", "South", None)))
    text = ""
    there = r.sample(people, min(len(people), r.randint(1, 4) if kind == "F" else 1))
    spoken = (kind in "WF" and r.random() < 0.85) or (kind not in "WF" and r.random() < 0.1)
    asks = guide and r.random() < 0.7
    for _ in range(r.randint(2, 6) if spoken else 0):
        if r.random() < 0.5:
            b.turn(name, None, "interviewer", "Q", r.choice(guide) if asks else None)
        else:
            who, known = r.choice(there), r.random() < 0.8
            role = "informant" if r.random() < 0.9 else "other"
            own = r.choice(guide) if asks and r.random() < 0.3 else None
            label = who.lower() if known else r.choice(("stranger", "stranger", None))
            b.turn(name, who if known else None, role, label, own)
        words = " ".join(r.choice(WORDS) for _ in range(r.randint(8, 25)))
        b.rows["turns"][-1].update(start=len(text), end=len(text) + len(words))
        text += words + r.choice(("\n", "\r\n", "\n\n"))
    return text or " ".join(r.choice(WORDS) for _ in range(80))


def _mark(r: Random, b: Builder, people: list[str], texts: dict[str, str]) -> None:
    """One passage, often marked again: by another coder, in another round, with the code above, or a bit of it."""
    source = r.choice(list(texts))
    text = texts[source]
    start = r.randrange(len(text) - 12)
    end = min(len(text), start + r.randint(2, r.choice((60, 60, 60, 300))))  # the longest run over several turns
    code = r.choice(PATHS)
    hand = r.choice(people) if r.random() < 0.15 else None
    _coding(r, b, text, source, start, end, code, hand)
    while r.random() < 0.4:
        again = r.choice(("coder", "above", "inside", "other"))
        if again == "above":
            code = code.rsplit("/", 1)[0]
        elif again == "inside" and end - start > 4:
            start, end = start + 1, end - r.randint(0, 2)
        elif again == "other":
            code = r.choice(PATHS)
        _coding(r, b, text, source, start, end, code, hand)


def _coding(r: Random, b: Builder, text: str, source: str, start: int, end: int, code: str, hand: str | None) -> None:
    turns = [turn for turn in b.rows["turns"] if turn["source"] == source]
    number = whose(turns, text, start, end, {case["name"]: case["same_as"] for case in b.rows["cases"]})
    turn = None if number is None else turns[number]
    b.coding(
        source,
        code,
        text[start:end],
        hand or (turn["case"] if turn else None),
        at=start,
        coder=r.choice(("ana", "budi")),
        round=r.choice("12"),
        stance=r.choice(SIGNS),
        basis=r.choice(BASES),
        slot=r.choice(SLOT_NAMES),
        magnitude=r.choice(SCALE),
        speaker=turn["speaker"] if turn else None,
        role=turn["role"] if turn else None,
        question=turn["question"] if turn else None,
        quarantined=r.random() < 0.04,
    )
