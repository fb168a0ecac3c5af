"""A list of passages as `qda find --json` prints it, read from a pipe. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.wording import _

_BLANK = " \t\r\n,"


@dataclass(frozen=True, slots=True, kw_only=True)
class PipedHit:
    """One passage.

    Attributes:
        place: Where in the list it stands, in words ("line 12").
        quote: The words there, to be held against the source; "" where the list does not say.
    """

    place: str
    source: str
    start: int
    end: int
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipedHits:
    """The passages that could be read, and what is wrong with the others."""

    hits: tuple[PipedHit, ...]
    problems: tuple[Problem, ...]


def read_hits(text: str) -> PipedHits:
    """The passages of a JSON list, or of one JSON object a line.

    Each has `source`, `start` and `end`, and may have `quote`; whatever else it has is passed over. What cannot be read
    is a problem with its line, and so is the rest of a list that breaks off.

    Raises:
        InputError: there is nothing, or it is no such list.
    """
    body = text.removeprefix("\ufeff")
    if not body.strip():
        raise InputError(_("Nothing was piped in."), mend=_usage())
    if body.lstrip()[0] not in "[{":
        raise InputError(_("What was piped in is no list of passages."), mend=_usage())
    hits, problems = [], []
    for line, value in _values(body):
        place = _("line {n}").format(n=line)
        found = value if isinstance(value, Problem) else _hit(place, value)
        if isinstance(found, PipedHit):
            hits.append(found)
        else:
            problems.append(found)
    return PipedHits(hits=tuple(hits), problems=tuple(problems))


def _usage() -> str:
    return _("Write: qda find QUERY --json | qda code add - CODE")


def _values(body: str) -> Iterator[tuple[int, Any]]:
    """The values of a list, or of a text of one value a line, each with the line it begins on."""
    decoder = json.JSONDecoder()
    as_list = body.lstrip().startswith("[")
    at, line, counted = body.index("[") + 1 if as_list else 0, 1, 0
    while True:
        while at < len(body) and body[at] in _BLANK:
            at += 1
        line, counted = line + body.count("\n", counted, at), at
        if at >= len(body) or body[at] == "]":
            if as_list and at >= len(body):
                yield line, _broken(line)
            return
        try:
            value, at = decoder.raw_decode(body, at)
        except (ValueError, RecursionError):
            yield line, _broken(line)
            following = body.find("\n", at)
            if as_list or following < 0:
                return
            at = following + 1
        else:
            yield line, value


def _broken(line: int) -> Problem:
    return Problem(
        place=_("line {n}").format(n=line),
        what=_("This cannot be read as JSON."),
        mend=_("Pipe in the whole list."),
        fatal=True,
    )


def _hit(place: str, value: Any) -> PipedHit | Problem:
    if not isinstance(value, dict):
        return Problem(place=place, what=_("This is no passage."), mend=_usage(), fatal=True)
    lacking = [
        name
        for name, fits in (("source", _is_text), ("start", _is_whole), ("end", _is_whole))
        if not fits(value.get(name))
    ]
    if lacking:
        what = _("“{name}” is missing, or is not what it should be.").format(name=lacking[0])
        mend = _("A passage has a source (text), a start and an end (whole numbers).")
        return Problem(place=place, what=what, mend=mend, fatal=True)
    quote = value.get("quote")
    return PipedHit(
        place=place,
        source=value["source"],
        start=value["start"],
        end=value["end"],
        quote=quote if isinstance(quote, str) else "",
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
