"""WebVTT and SRT: transcripts of Zoom, Teams, OneDrive, Whisper and of subtitle editors."""

from __future__ import annotations

from qda.collect.cues import TIMING, Cue, draft_of, parse_cues
from qda.collect.decode import decode
from qda.collect.importer import Draft, File, importer
from qda.model.errors import InputError
from qda.model.wording import N_, _


def is_vtt(file: File) -> bool:
    """Whether the content begins as WebVTT does."""
    head = file.data[:64].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe")
    return head.lstrip().startswith(b"WEBVTT")


def is_srt(file: File) -> bool:
    """Whether the content begins with a number and a time range."""
    head = file.data[:400].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")
    first = [line.strip() for line in head if line.strip()]
    return len(first) >= 2 and first[0].isdigit() and TIMING.match(first[1]) is not None


@importer("vtt", N_("WebVTT: transcripts of Zoom, Teams and OneDrive"), extensions=(".vtt",), recognises=is_vtt)
def read_vtt(file: File) -> list[Draft]:
    """The conversation in a WebVTT file: consecutive cues of one speaker are one turn."""
    return _read(file)


@importer("srt", N_("SRT subtitles"), extensions=(".srt",), recognises=is_srt)
def read_srt(file: File) -> list[Draft]:
    """The conversation in an SRT file."""
    return _read(file)


def _read(file: File) -> list[Draft]:
    decoded = decode(file)
    return [draft_of(file, _cues(file, decoded.text), decoded.text, decoded.problems)]


def _cues(file: File, text: str) -> list[Cue]:
    cues = parse_cues(text)
    if not cues:
        raise InputError(
            _("There is no cue with a time in it."),
            where=file.name,
            mend=_("Export the transcript again, or import it as .txt."),
        )
    return cues
