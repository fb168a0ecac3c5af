"""Subtitles and machine transcripts: cues with times, made into a text that reads as a conversation."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qda.collect import labels
from qda.collect.headers import is_synthetic
from qda.collect.importer import Draft, DraftTurn, File
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.wording import _

_STAMP = r"-?\d+:-?\d+(?::-?\d+)?(?:[.,]-?\d+)?"
TIMING = re.compile(rf"^\s*({_STAMP})\s*-->\s*({_STAMP})")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]*)>")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font)(?:[.\s][^>]*)?>|<\d+:[\d:.]+>|\{\\[^}]*\}", re.IGNORECASE)
_PREFIX = re.compile(r"\s*(?:[-–]\s+)?([^\W_][^:\n]{0,59}?)\s*:(?!//)(?:\s+|$)")
_BRACKETED = re.compile(r"\s*\[([^\]:]{1,40})\]:?\s+")
_PART_OF_ID = re.compile(r"(.+)-\d+$")
_BETWEEN = ("NOTE", "STYLE", "REGION")
_LONGEST_NAME = 8  # words
_FEWEST_PREFIXES = 2
_NEARLY_EVERY = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue.

    Attributes:
        start: Seconds; None where the stamp makes no sense (it is negative).
        utterance: Cues that share it are pieces of one utterance; "" if unknown.
    """

    start: float | None
    end: float | None
    text: str
    speaker: str | None = None
    utterance: str = ""


def parse_stamp(stamp: str) -> float | None:
    """Seconds of a time stamp (`1:02:03.5`, `02:03,500`, `0:0:0.0`); None where a part of it is negative.

    A fraction is read digit by digit, as the standard has it, except for Teams' unpadded milliseconds
    (`0:0:8.70` beside `0:0:8.970`), which cannot be told apart and are read the same way.
    """
    if "-" in stamp:
        return None
    whole, _dot, fraction = stamp.replace(",", ".").partition(".")
    total = 0.0
    for part in whole.split(":"):
        total = total * 60 + int(part)
    return total + (float(f"0.{fraction}") if fraction else 0.0)


def parse_cues(text: str) -> list[Cue]:
    """The cues of WebVTT or SRT, whichever dialect: any line ends, with or without ids, hours and blank lines.

    Voice spans (`<v Name>`) give the speaker; other tags are taken off and `&amp;` and its like resolved. A cue
    without words stays, with an empty text.
    """
    cues: list[Cue] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    timings = [i for i, line in enumerate(lines) if "-->" in line and TIMING.match(line)]
    names = [_id_line(lines, i) for i in timings]
    ends = [i if name is None else name for i, name in zip(timings, names, strict=True)]
    for n, i in enumerate(timings):
        match = TIMING.match(lines[i])
        if match is None:
            continue
        behind = ends[n + 1] if n + 1 < len(timings) else len(lines)
        name = names[n]
        body = _body(lines[i + 1 : behind])
        cues.append(
            _cue(parse_stamp(match[1]), parse_stamp(match[2]), body, "" if name is None else lines[name].strip())
        )
    return cues


def name_speakers(cues: Sequence[Cue]) -> list[Cue]:
    """The cues with `Name: words` parted, as Zoom writes them; only the first colon ends a name.

    Names are looked for only where no voice spans give them, and only if at least two cues begin with one. Where
    nearly every cue has a name (Zoom), a cue without one is nobody's; else it goes on with the speaker before.
    """
    if any(cue.speaker for cue in cues):
        return list(cues)
    found = [_prefix(cue.text) for cue in cues]
    if sum(name is not None for name, _rest in found) < _FEWEST_PREFIXES:
        return list(cues)
    counts: dict[str, int] = {}
    for name, _rest in found:
        if name is not None:
            counts[name] = counts.get(name, 0) + 1
    continues = sum(counts.values()) < _NEARLY_EVERY * len(cues)
    named: list[Cue] = []
    now = None
    for cue, (name, rest) in zip(cues, found, strict=True):
        if name is not None and (counts[name] > 1 or labels.looks_like_name(name) or labels.known_role(name)):
            now = name
            named.append(replace(cue, speaker=name, text=rest))
        else:
            named.append(replace(cue, speaker=now if continues else None))
    return named


def merge(cues: Iterable[Cue]) -> list[Cue]:
    """Cues that follow each other and belong together as one: the same speaker's, or pieces of one utterance.

    Words are joined by spaces; the first start and the last end count. Cues without words are left out.
    """
    merged: list[Cue] = []
    for cue in cues:
        words = " ".join(cue.text.split())
        if not words:
            continue
        last = merged[-1] if merged else None
        if last is not None and (
            (cue.speaker is not None and cue.speaker == last.speaker)
            or (cue.speaker is None and last.speaker is None and cue.utterance and cue.utterance == last.utterance)
        ):
            ends = [end for end in (last.end, cue.end) if end is not None]
            start = last.start if last.start is not None else cue.start
            merged[-1] = replace(last, text=f"{last.text} {words}", start=start, end=max(ends, default=None))
        else:
            merged.append(replace(cue, text=words))
    return merged


def draft_of(
    file: File, cues: Sequence[Cue], written: str, problems: Sequence[Problem] = (), *, language: str = ""
) -> Draft:
    """One source of these cues: `Name: words`, one paragraph a turn, names left out where there are none.

    Args:
        file: Where they come from.
        cues: In order.
        written: The file's text, which may say that it was made up.
        problems: What the reader of the format found.
        language: Where the file says it.

    Raises:
        InputError: no cue holds a word.
    """
    utterances = merge(name_speakers(cues))
    if not utterances:
        raise InputError(
            _("The file holds no spoken words."),
            where=file.name,
            mend=_("Check that it is the transcript and that it was saved completely."),
        )
    parts: list[str] = []
    turns: list[DraftTurn] = []
    at = 0
    for cue in utterances:
        label = f"{cue.speaker}: " if cue.speaker else ""
        turns.append(
            DraftTurn(
                start=at + len(label),
                end=at + len(label) + len(cue.text),
                label=cue.speaker,
                start_time=cue.start,
                end_time=cue.end,
            )
        )
        parts.append(f"{label}{cue.text}\n")
        at += len(parts[-1])
    text = "".join(parts)
    return Draft(
        name=file.stem,
        text=text,
        turns=tuple(turns),
        language=language,
        synthetic=is_synthetic(written),
        problems=(*problems, *_stamp_problems(file, cues)),
    )


def _id_line(lines: Sequence[str], timing: int) -> int | None:
    """The number of the line with the cue's id, right above its timing; None where it has none."""
    above = timing - 1
    if above < 0 or not lines[above].strip() or "-->" in lines[above]:
        return None
    alone = above == 0 or not lines[above - 1].strip()
    return above if alone or lines[above].strip().isdigit() else None


def _body(lines: Sequence[str]) -> str:
    """A cue's words, those behind a blank line included; comments and styles between cues are left out."""
    words: list[str] = []
    outside, blank = False, False
    for line in lines:
        if not line.strip():
            outside, blank = False, True
        elif blank and line.startswith(_BETWEEN):
            outside = True
        elif not outside:
            words.append(line.strip())
    return "\n".join(words)


def _cue(start: float | None, end: float | None, body: str, name: str) -> Cue:
    voice = _VOICE.search(body)
    speaker = html.unescape(voice[1]).strip() or None if voice else None
    part = _PART_OF_ID.match(name)
    text = html.unescape(_TAG.sub("", _VOICE.sub("", body))).strip()
    return Cue(start=start, end=end, text=text, speaker=speaker, utterance=part[1] if part else "")


def _prefix(text: str) -> tuple[str | None, str]:
    match = _PREFIX.match(text) or _BRACKETED.match(text)
    if match is None or labels.never_speaks(match[1]) or len(match[1].split()) > _LONGEST_NAME:
        return None, text
    return " ".join(match[1].split()), text[match.end() :]


def _stamp_problems(file: File, cues: Sequence[Cue]) -> list[Problem]:
    odd = [i for i, cue in enumerate(cues, start=1) if cue.start is None or cue.end is None]
    if not odd:
        return []
    return [
        Problem(
            file=file.name,
            place=_("cue {number}").format(number=odd[0]),
            what=_("The time stamp is negative; the turn has no such time."),
        )
    ]
