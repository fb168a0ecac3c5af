"""What Whisper and its kin write: JSON with segments, and TSV with milliseconds."""

from __future__ import annotations

import json
from typing import Any

from qda.collect.cues import Cue, draft_of
from qda.collect.decode import decode
from qda.collect.importer import Draft, File, importer
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.wording import N_, _

_HEAD = ("start", "end", "text")
_LANGUAGES = {"indonesian": "id", "english": "en", "javanese": "jv"}


def is_whisper_json(file: File) -> bool:
    """Whether the content is JSON with segments of a recording."""
    head = file.data[:200_000]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[") and b'"text"' in head and b'"start"' in head


def is_whisper_tsv(file: File) -> bool:
    """Whether the first line is Whisper's header."""
    line = file.data[:200].removeprefix(b"\xef\xbb\xbf").split(b"\n")[0].strip().lower()
    return line.split(b"\t") == [b"start", b"end", b"text"]


@importer("whisper-json", N_("JSON of Whisper and its kin"), extensions=(".json",), recognises=is_whisper_json)
def read_whisper_json(file: File) -> list[Draft]:
    """The segments of a recording; those of one named speaker that follow each other are one turn."""
    decoded = decode(file)
    try:
        whole = json.loads(decoded.text)
    except (json.JSONDecodeError, RecursionError) as fault:
        line = getattr(fault, "lineno", 0)
        raise InputError(
            _("The JSON is damaged or cut off."),
            where=", ".join((file.name, _("line {number}").format(number=line))),
            mend=_("Export it again."),
        ) from None
    segments = whole.get("segments") if isinstance(whole, dict) else whole
    if not isinstance(segments, list):
        raise InputError(
            _("The JSON has no list of segments."),
            where=file.name,
            mend=_("Import the recording's .srt, .vtt or .txt instead."),
        )
    problems = list(decoded.problems)
    cues = [cue for i, segment in enumerate(segments, start=1) if (cue := _segment(file, segment, i, problems))]
    language = str(whole.get("language") or "") if isinstance(whole, dict) else ""
    return [draft_of(file, cues, decoded.text, problems, language=_LANGUAGES.get(language.lower(), language))]


@importer("whisper-tsv", N_("TSV of Whisper"), extensions=(".tsv",), recognises=is_whisper_tsv)
def read_whisper_tsv(file: File) -> list[Draft]:
    """The segments of a recording, one a line, times in milliseconds."""
    decoded = decode(file)
    problems = list(decoded.problems)
    cues: list[Cue] = []
    for number, line in enumerate(decoded.text.splitlines()[1:], start=2):
        cells = line.split("\t", 2)
        if len(cells) < len(_HEAD) or not (cells[0].strip().isdigit() and cells[1].strip().isdigit()):
            if line.strip():
                problems.append(
                    Problem(
                        file=file.name,
                        place=_("line {number}").format(number=number),
                        what=_("The line has no start, end and text; it was left out."),
                    )
                )
            continue
        cues.append(Cue(start=int(cells[0]) / 1000, end=int(cells[1]) / 1000, text=cells[2].strip()))
    return [draft_of(file, cues, decoded.text, problems)]


def _segment(file: File, segment: Any, number: int, problems: list[Problem]) -> Cue | None:
    if not isinstance(segment, dict) or not isinstance(segment.get("text"), str):
        problems.append(
            Problem(
                file=file.name,
                place=_("segment {number}").format(number=number),
                what=_("The segment has no text; it was left out."),
            )
        )
        return None
    speaker = segment.get("speaker") or segment.get("speaker_name")
    return Cue(
        start=_seconds(segment.get("start")),
        end=_seconds(segment.get("end")),
        text=segment["text"].strip(),
        speaker=str(speaker) if speaker is not None else None,
    )


def _seconds(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        return None
    return float(value)
