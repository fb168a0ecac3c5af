"""Where what people wrote into displays goes when the code, case or source that names its place is called otherwise.

The places are named by the displays themselves: rows and columns by their keys, the arrangement by its options
(`qda.display.written.view_of`). Which part of a key names what, and which option, stands here. Pure.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from qda.model.attributes import standard
from qda.model.desk_records import Written
from qda.model.records import LinkType
from qda.model.wording import _, plural

_AXES = frozenset({"--rows", "--cols", "--unit", "--cell", "--levels"})  # their values name no thing of the study
_FORMULAS = frozenset({"--where", "--choice", "--test", "--of"})
_LINKS = "|".join(kind.value for kind in LinkType)


class Thing(StrEnum):
    """What is called otherwise now; each is an axis of that name."""

    CODE = "code"
    CASE = "case"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Which texts went to another place.

    Attributes:
        moved: All of them, as they stand now.
        joined: Those that met another text there: both stand in one place now.
    """

    moved: tuple[Written, ...] = ()
    joined: tuple[Written, ...] = ()

    def __add__(self, other: Followed) -> Followed:
        return Followed(moved=(*self.moved, *other.moved), joined=(*self.joined, *other.joined))

    @property
    def lines(self) -> tuple[str, ...]:
        """What there is to tell people of it."""
        if not self.moved:
            return ()
        n = len(self.moved)
        told = plural("{n} text written into a display went along.", "{n} texts written into displays went along.", n)
        met = _("Two texts met in {display}, {place}: both stand there now, one below the other; look them through.")
        below = _("below the matrix")
        return (
            told.format(n=n),
            *(
                met.format(display=one.view, place=f"{one.row} / {one.column}" if one.row or one.column else below)
                for one in self.joined
            ),
        )


def followed(text: Written, thing: Thing, names: Mapping[str, str]) -> Written:
    """The text in the place that its own place has become; the same text where nothing of it was renamed.

    Args:
        text: What was written, with its place as it was.
        thing: What the names are names of.
        names: The new name of each old one. Two may have become one.
    """
    view = _View.read(text.view)
    return replace(
        text,
        view=view.renamed(thing, names).words(),
        row=_row(view, text.row, thing, names),
        column=_column(view, text.column, thing, names),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """An option of a view with its values; `joined` where the first stands behind an equals sign."""

    flag: str
    values: tuple[str, ...]
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    kind: str
    options: tuple[_Option, ...]

    @classmethod
    def read(cls, view: str) -> _View:
        kind, *words = shlex.split(view) or [""]
        options: list[_Option] = []
        for word in words:
            if word.startswith("--"):
                flag, joined, value = word.partition("=")
                options.append(_Option(flag=flag, values=(value,) if joined else (), joined=bool(joined)))
            elif options:
                options[-1] = replace(options[-1], values=(*options[-1].values, word))
        return cls(kind=kind, options=tuple(options))

    def words(self) -> str:
        words = [self.kind]
        for option in self.options:
            first, *rest = option.values or ("",)
            words += [f"{option.flag}={first}", *rest] if option.joined else [option.flag, *option.values]
        return shlex.join(words)

    def value(self, flag: str, default: str = "") -> str:
        return next((option.values[0] for option in self.options if option.flag == flag and option.values), default)

    def renamed(self, thing: Thing, names: Mapping[str, str]) -> _View:
        return replace(
            self, options=tuple(replace(one, values=self._values(one, thing, names)) for one in self.options)
        )

    def _values(self, option: _Option, thing: Thing, names: Mapping[str, str]) -> tuple[str, ...]:
        if option.flag in _AXES:
            return option.values
        if option.flag == "--section":
            return tuple(_section(value, names) if thing is Thing.CODE else value for value in option.values)
        if option.flag in (f"--{Thing.CASE}", f"--{Thing.SOURCE}"):
            axis = self.value("--unit", Thing.CASE) if option.flag == "--case" else Thing.SOURCE
            found = [_on_axis(value, axis, thing, names) for value in option.values]
        elif option.flag in _FORMULAS:
            found = [_formula(value, thing, names) for value in option.values]
        else:
            found = [_code(value, names) if thing is Thing.CODE else value for value in option.values]
        return tuple(dict.fromkeys(found)) if found != list(option.values) else option.values


def _row(view: _View, row: str, thing: Thing, names: Mapping[str, str]) -> str:
    """The key of a row; which part of it is the name depends on the display."""
    match view.kind:
        case "contact-summary" | "critical-incident-chart":
            return _block(row, Thing.SOURCE, thing, names)
        case "case-analysis-meeting" | "poetic-display":
            return _block(row, view.value("--unit", Thing.CASE), thing, names)
        case "interim-summary":
            unit = view.value("--unit", Thing.CASE)
            return _block(row, unit, thing, names) if view.value("--case") else row
        case "pre-structured-case":
            return _section_row(view, row, thing, names)
        case "vignette":
            episode, slash, item = row.rpartition("/")
            return _several(episode, names) + slash + item if thing is Thing.CODE else row
        case "explanatory-effects":
            return _split_row(row, view.value("--rows"), thing, names)
        case "causal-network-across-cases":
            return _line(row, thing, names)
        case "sequential-analyses":
            way, slash, name = row.partition("/")
            return way + slash + names.get(name, name) if way == thing == Thing.SOURCE else row
        case "contrast-table" | "predictions":
            return row
        case "partially-ordered-meta-matrix" | "two-variable-case-ordered":
            return _on_axis(row, view.value("--rows", Thing.CASE), thing, names)
        case _:
            return _on_axis(row, view.value("--rows", thing), thing, names)


def _column(view: _View, column: str, thing: Thing, names: Mapping[str, str]) -> str:
    """The key of a column: only where cases stand side by side does it name one."""
    if view.kind != "contrast-table":
        return column
    return _on_axis(column, view.value("--cols", Thing.CASE), thing, names)


def _on_axis(key: str, axis: str, thing: Thing, names: Mapping[str, str]) -> str:
    """A place on an axis. Who is no case is named after the source there: `N (W1)`, or the source itself."""
    axis = standard(axis)
    if axis == thing:
        return names.get(key, key)
    if axis != Thing.CASE or thing is not Thing.SOURCE:
        return key
    bare = key.lstrip("\0")
    if bare in names:
        return key[: len(key) - len(bare)] + names[bare]
    speaker, bracket, source = key.removesuffix(")").rpartition(" (")
    return f"{speaker} ({names[source]})" if bracket and key.endswith(")") and source in names else key


def _block(key: str, axis: str, thing: Thing, names: Mapping[str, str]) -> str:
    """A key that begins with a place on an axis, and an item behind it; names may have strokes of their own."""
    places = [n for n, letter in enumerate(key) if letter == "/"]
    for at in reversed(places):
        found = _on_axis(key[:at], axis, thing, names)
        if found != key[:at]:
            return found + key[at:]
    return key


def _section_row(view: _View, row: str, thing: Thing, names: Mapping[str, str]) -> str:
    """The unit where one is named, and a section: a code, or a heading."""
    unit = view.value("--case")
    head = f"{unit}/" if unit and row.startswith(f"{unit}/") else ""
    if head and thing is not Thing.CODE:
        return _on_axis(unit, view.value("--unit", Thing.CASE), thing, names) + row[len(unit) :]
    if thing is Thing.CODE and not view.value("--section"):
        return head + names.get(row[len(head) :], row[len(head) :])
    return row


def _split_row(row: str, axis: str, thing: Thing, names: Mapping[str, str]) -> str:
    """A code, and behind a blank the place it is split over, where it is."""
    if thing is not Thing.CODE:
        heads = (n for n, letter in enumerate(row) if letter == " ") if axis else ()
        return next(
            (row[: n + 1] + new for n in heads if (new := _on_axis(row[n + 1 :], axis, thing, names)) != row[n + 1 :]),
            row,
        )
    if row in names:
        return names[row]
    found = [old for old in names if axis and row.startswith(f"{old} ")]
    return max(names[old] + row[len(old) :] for old in _longest(found)) if found else row


def _longest(found: Iterable[str]) -> list[str]:
    every = sorted(found, key=len)
    return every[-1:]


def _line(row: str, thing: Thing, names: Mapping[str, str]) -> str:
    """A line of links: `code:PATH causes+ code:PATH`."""
    if thing not in (Thing.CODE, Thing.CASE):
        return row
    ends = "|".join(re.escape(old) for old in sorted(names, key=len, reverse=True))
    pattern = rf"(?:(?<=^)|(?<= )){thing}:({ends})(?=$| (?:{_LINKS})[^ ]* )"
    return re.sub(pattern, lambda found: f"{thing}:{names[found[1]]}", row) if ends else row


def _several(codes: str, names: Mapping[str, str]) -> str:
    """The codes of an episode, joined by a plus sign; those that became one stand once."""
    return "+".join(dict.fromkeys(names.get(path, path) for path in codes.split("+")))


def _code(name: str, names: Mapping[str, str]) -> str:
    """A code by its path, or by its last name alone, which goes on meaning it unless that is what changed."""
    if name in names:
        return names[name]
    last = [old for old in names if old.rpartition("/")[2] == name]
    if "/" in name or len(last) != 1 or names[last[0]].rpartition("/")[2] == name:
        return name
    return names[last[0]]


def _section(text: str, names: Mapping[str, str]) -> str:
    """`Heading = code, code`."""
    heading, sign, codes = text.partition("=")
    given = [code.strip() for code in codes.split(",")]
    found = list(dict.fromkeys(_code(code, names) for code in given))
    return f"{heading}{sign} {', '.join(found)}" if sign and found != given else text


def _formula(text: str, thing: Thing, names: Mapping[str, str]) -> str:
    """A condition in which a name stands as a value, or a code alone."""
    if thing is Thing.CODE and _code(text, names) != text:
        return _code(text, names)
    word = thing.value
    for old in sorted(names, key=len, reverse=True):
        value = rf"""(?:"{re.escape(old)}"|'{re.escape(old)}'|{re.escape(old)})"""
        end = r"(?=\s*(?:$|[&|)]|\b(?:and|or|dan|atau)\b))"
        new = _quoted(names[old]).replace("\\", r"\\")
        text = re.sub(rf"(?i:\b({word}\s*(?:!=|==|=|<>|:)\s*)){value}{end}", rf"\g<1>{new}", text)
    return text


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[^\s()\[\],&|!=<>~\"']+", name) else f'"{name}"'
