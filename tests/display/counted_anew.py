"""Matrices counted a second way: passage by passage from the rows of a study, with nothing of the program's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Truth = bool | None
PEOPLE_OR_TEXT = frozenset({"source", "kind", "technique", "period", "site", "speaker", "informant", "case"})
IN_SCOPE = "OD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A condition, as text for the program and as a small tree for the count.

    Attributes:
        tree: ("is", name, value), ("not", name, value), ("code", path), ("and" | "or", one, other), ("no", one).
    """

    text: str
    tree: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Somebody in a source."""

    unit: str
    informant: str | None
    labels: frozenset[str]
    speaker: str | None
    source: Row
    asked: frozenset[str] | None  # None: everything


class Recount:
    """One study, counted naively."""

    def __init__(self, rows: Mapping[str, list[Any]], attributes: Iterable[str], where: Where | None = None) -> None:
        self.rows, self.attributes, self.where = rows, tuple(attributes), where
        self.sources = {s["name"]: s for s in rows["sources"]}
        self.same = {c["name"]: self._end(c["name"]) for c in rows["cases"]}
        self.facts: dict[str, dict[str, str]] = {}
        for case in rows["cases"]:
            mine = self.facts.setdefault(self.same[case["name"]], {})
            for name in self.attributes:
                if case.get(name) not in (None, ""):
                    mine.setdefault(name, case[name])
        self.active = [c["path"] for c in rows["codes"] if c["status"] == "active"]
        evidence = [m for m in rows["codings"] if self._counts(m)]
        self.marks = [m for m in evidence if self._lets(m)]
        self.aside = [m for m in evidence if not self._lets(m) and self._lets_whom(m)]
        self.heard = self._heard()

    # Who

    def _end(self, name: str) -> str:
        for case in self.rows["cases"]:
            if case["name"] == name and case["same_as"]:
                return self._end(case["same_as"])
        return name

    def person(self, mark: Row) -> str | None:
        if mark["informant"]:
            return self.same.get(mark["informant"], mark["informant"])
        if mark["speaker"]:
            return None
        return self.of_text(mark["source"], mark["technique"])

    def of_text(self, source: str, technique: str) -> str | None:
        return self.same.get(source) if technique != "A" else None

    def unit(self, person: str | None, speaker: str | None, source: str, technique: str) -> str | None:
        if person:
            return person
        if technique == "A":
            return None
        return f"{speaker} ({source})" if speaker else source

    def unit_of(self, mark: Row) -> str | None:
        return self.unit(self.person(mark), mark["speaker"], mark["source"], mark["technique"])

    # What counts

    def _counts(self, mark: Row) -> bool:
        if mark["role"] == "interviewer" or (mark["role"] == "other" and not mark["informant"]):
            return False
        return not mark["quarantined"] and mark["code"] in self.active

    def _lets(self, mark: Row) -> bool:
        return self.where is None or self._truth(self.where.tree, self._of_mark(mark)) is True

    def _lets_whom(self, mark: Row) -> bool:
        """Whether the filter lets the person and the text through, were the passage only coded otherwise."""
        return self.where is not None and True in self._possible(self.where.tree, self._of_mark(mark))

    def _of_mark(self, mark: Row) -> dict[str, Any]:
        own = self.person(mark) if mark["informant"] or not mark["speaker"] else None
        site = self.facts.get(own or "", {}).get("site") or self.sources[mark["source"]]["site"]
        coded = {name: value for name, value in mark.items() if name != "role"}  # that of a person is an attribute
        return {**coded, **self.facts.get(own or "", {}), "informant": own, "case": own, "site": site}

    def _truth(self, tree: tuple[Any, ...], facts: Mapping[str, Any]) -> Truth:
        match tree:
            case ("is", name, value):
                return None if facts.get(name) in (None, "") else str(facts[name]).lower() == value.lower()
            case ("not", name, value):
                return None if facts.get(name) in (None, "") else str(facts[name]).lower() != value.lower()
            case ("code", path):
                return facts["code"] == path or str(facts["code"]).startswith(f"{path}/")
            case ("no", one):
                found = self._truth(one, facts)
                return None if found is None else not found
            case (joiner, one, other):
                both = (self._truth(one, facts), self._truth(other, facts))
                sure = joiner == "or"
                return sure if sure in both else None if None in both else not sure
        raise AssertionError(tree)

    def _possible(self, tree: tuple[Any, ...], facts: Mapping[str, Any]) -> set[Truth]:
        """What the condition may be for some passage of whoever was heard there."""
        match tree:
            case ("is" | "not", name, _value):
                known = name in PEOPLE_OR_TEXT or name in self.attributes
                return {self._truth(tree, facts)} if known else {True, False, None}
            case ("code", _path):
                return {True, False}
            case ("no", one):
                return {None if t is None else not t for t in self._possible(one, facts)}
            case (joiner, one, other):
                sure = joiner == "or"
                return {
                    sure if sure in (a, b) else None if None in (a, b) else not sure
                    for a in self._possible(one, facts)
                    for b in self._possible(other, facts)
                }
        raise AssertionError(tree)

    def _may(self, heard: Heard) -> bool:
        if self.where is None:
            return True
        source = heard.source
        own = self.facts.get(heard.informant or "", {})
        facts = {
            **own, **{k: source[k] for k in ("kind", "technique", "period")}, "source": source["name"],
            "informant": heard.informant, "case": heard.informant, "site": own.get("site") or source["site"],
        }  # fmt: skip
        labels = heard.labels or {None}
        return any(True in self._possible(self.where.tree, {**facts, "speaker": label}) for label in labels)

    # Who was heard, and asked what

    def _heard(self) -> list[Heard]:
        targets = {q["key"]: set(q["codes"]) for q in self.rows["questions"]}
        found: dict[tuple[str, str], Heard] = {}
        for source in self.rows["sources"]:
            name, technique = source["name"], source["technique"]
            turns = [t for t in self.rows["turns"] if t["source"] == name]
            marked = any(t["question"] for t in turns)
            said = [t for t in turns if t["role"] == "informant" and (t["case"] or t["speaker"])]
            who = {
                (self.same.get(t["case"], t["case"]) if t["case"] else None, None if t["case"] else t["speaker"])
                for t in said
            }
            if not said:
                mine = [m for m in self.rows["codings"] if m["source"] == name]
                by_hand = technique not in "ODA" and mine and all(m["informant"] for m in mine)
                who = set() if by_hand else {(self.of_text(name, technique), None)}
            for person, speaker in who:
                unit = self.unit(person, speaker, name, technique)
                if unit is None:
                    continue
                if technique in IN_SCOPE or not targets:
                    asked = None
                else:
                    put = {t["question"] for t in turns if t["question"] and self._put_to(t, unit, technique)}
                    asked = frozenset(c for q in (put if marked else targets) for c in targets.get(q, ()))
                labels = frozenset(
                    t["speaker"]
                    for t in said
                    if t["speaker"] and (self.same.get(t["case"], t["case"]) == person if t["case"] else not person)
                )
                labels = labels if person else frozenset({speaker} - {None})
                found[unit, name] = Heard(
                    unit=unit, informant=person, speaker=speaker, labels=labels, source=source, asked=asked
                )
        found = {key: heard for key, heard in found.items() if self._may(heard)}
        spoken: dict[tuple[str, str], list[Row]] = {}
        for mark in (*self.marks, *self.aside):
            unit = self.unit_of(mark)
            if unit is not None and (unit, mark["source"]) not in found:
                spoken.setdefault((unit, mark["source"]), []).append(mark)
        for (unit, name), marks in spoken.items():
            asked = frozenset(m["code"] for m in marks) if targets else None
            found[unit, name] = Heard(
                unit=unit,
                informant=self.person(marks[0]),
                speaker=marks[0]["speaker"],
                labels=frozenset(),
                source=self.sources[name],
                asked=asked,
            )
        return list(found.values())

    def _put_to(self, turn: Row, unit: str, technique: str) -> bool:
        if turn["role"] != "informant":
            return True
        person = self.same.get(turn["case"], turn["case"]) if turn["case"] else None
        return self.unit(person, None if person else turn["speaker"], turn["source"], technique) == unit

    # Where things stand

    def place_of(self, axis: str, mark: Row) -> str:
        """The key of the row or column that a passage belongs to; not for codes."""
        if axis in ("source", "technique", "period", "slot", "stance"):
            return mark[axis] or ""
        person, speaker = self.person(mark), mark["speaker"]
        return self._of_person(axis, person, speaker, self.sources[mark["source"]], mark["technique"])

    def _of_person(self, axis: str, person: str | None, speaker: str | None, source: Row, technique: str) -> str:
        if axis == "site":
            return self.facts.get(person or "", {}).get("site") or source["site"] or ""
        if person:
            return person if axis == "case" else self.facts.get(person, {}).get(axis, "")
        if axis == "case":
            return f"{speaker} ({source['name']})" if speaker else f"\0{source['name']}"
        return "" if speaker else f"\0{technique}"

    def place_of_heard(self, axis: str, heard: Heard) -> str:
        if axis == "source":
            return str(heard.source["name"])
        if axis in ("technique", "period"):
            return heard.source[axis] or ""
        return self._of_person(axis, heard.informant, heard.speaker, heard.source, heard.source["technique"])

    def places(self, chosen: Iterable[str], depth: int) -> dict[str, frozenset[str]]:
        """Codes as rows or columns: those chosen, or at the top, split up to a depth, with all that counts there."""
        found: dict[str, frozenset[str]] = {}
        for path in list(chosen) or [code for code in self.active if not self._above(code)]:
            self._split(found, path, depth)
        return found

    def _split(self, found: dict[str, frozenset[str]], path: str, depth: int) -> None:
        below = [code for code in self.active if self._above(code)[-1:] == [path]]
        if depth <= 0 or not below:
            found.setdefault(path, self.under(path))
            return
        if any(m["code"] == path for m in self.marks):
            found.setdefault(path, frozenset({path}))
        for code in below:
            self._split(found, code, depth - 1)

    def _above(self, path: str) -> list[str]:
        return sorted(code for code in self.active if path.startswith(f"{code}/"))

    def under(self, path: str) -> frozenset[str]:
        return frozenset(c for c in self.active if c == path or c.startswith(f"{path}/"))

    def cell(self, sides: Mapping[str, str], codes: frozenset[str] | None) -> tuple[list[Row], set[str], int]:
        """Passages, people and of how many, where sides (axes but code, with the key) and codes meet."""
        found = self._at(sides, codes)
        people = {u for m in found if (u := self.unit_of(m)) is not None}
        wide = {axis: key for axis, key in sides.items() if axis not in ("slot", "stance")}
        there = (*self._at(wide, codes), *self.left_at(wide, codes))
        beside = {u for m in there if (u := self.unit_of(m)) is not None}
        asked = {
            h.unit
            for h in self.heard
            if all(self.place_of_heard(axis, h) == key for axis, key in wide.items())
            and (h.asked is None or codes is None or any(self._asks(q, c) for q in h.asked for c in codes))
        }
        return found, people, len(asked | beside)

    def _at(self, sides: Mapping[str, str], codes: frozenset[str] | None) -> list[Row]:
        return [m for m in self.marks if self._is_at(m, sides, codes)]

    def left_at(self, sides: Mapping[str, str], codes: frozenset[str] | None) -> list[Row]:
        """The passages there that the filter leaves out since of how they are coded."""
        return [m for m in self.aside if self._is_at(m, sides, codes)]

    def _is_at(self, mark: Row, sides: Mapping[str, str], codes: frozenset[str] | None) -> bool:
        if codes is not None and mark["code"] not in codes:
            return False
        return all(self.place_of(axis, mark) == key for axis, key in sides.items())

    @staticmethod
    def _asks(target: str, code: str) -> bool:
        return code == target or code.startswith(f"{target}/")

    def stances(self, marks: list[Row]) -> str:
        """`+3 −1 ±1 0 2` of people."""
        said: dict[str, set[str]] = {}
        for m in marks:
            if (unit := self.unit_of(m)) is not None:
                said.setdefault(unit, set()).add(m["stance"] or "0")
        told = [
            "±" if "±" in s or {"+", "-"} <= s else "+" if "+" in s else "−" if "-" in s else "0" for s in said.values()
        ]
        return " ".join(f"{sign}{told.count(sign)}" for sign in "+−±0" if sign in told)


def spans(marks: list[Row]) -> set[tuple[str, int, int]]:
    """Different passages."""
    return {(m["source"], m["start"], m["end"]) for m in marks}


def whose(turns: list[Row], text: str, start: int, end: int, same: Mapping[str, str | None]) -> int | None:
    """Number of the turn whose words a passage is; None where it holds nothing of any turn."""
    inside = [n for n, turn in enumerate(turns) if turn["start"] < end and start < turn["end"]]
    letters = dict.fromkeys(inside, 0)
    for n in inside:
        for place in range(start, end):
            if turns[n]["start"] <= place < turns[n]["end"] and text[place].isalnum():
                letters[n] += 1
    best: tuple[int, int] | None = None
    for n in inside:
        if turns[n]["role"] == "informant" and letters[n]:
            person = same.get(turns[n]["case"] or "") or turns[n]["case"] or turns[n]["speaker"]
            of_person = sum(
                letters[m]
                for m in inside
                if turns[m]["role"] == "informant"
                and (same.get(turns[m]["case"] or "") or turns[m]["case"] or turns[m]["speaker"]) == person
            )
            if best is None or of_person > best[0]:
                best = of_person, n
    if best is not None:
        return best[1]
    told = [n for n in inside if letters[n]]
    unknown = [n for n in told if turns[n]["role"] is None]
    return next(iter((*unknown, *told, *inside)), None)
