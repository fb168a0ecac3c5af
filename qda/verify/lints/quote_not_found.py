"""Quotations of a report that stand in no source of the study (COREQ 29)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qda.model.records import Kind
from qda.model.wording import N_, _, plural
from qda.verify.lint_prose import BORROWED, Part, Prose
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "quote-not-found"
_QUOTED = re.compile(r"“([^“”]{20,1500})”|\"([^\"\n]{20,1500})\"|«([^«»]{20,1500})»")
_LEFT_OUT = re.compile(r"\[[^\]]*\]|\((?:\.{2,}|…)\)|\.{3,}|…")
_WORDS = re.compile(r"[^\W_]+")
_LEAST = 6  # words; shorter quotations are terms and titles
_LEAST_PIECE = 3  # words of a piece between marks of omission
_SHOWN = 8


@lint(NAME, N_("Quotations that stand in no source"), topic=Topic.EVIDENCE, of_texts=True)
def quote_not_found(desk: Desk) -> Iterable[Defect]:
    """Quotations of six words or more whose words stand in no source; capitals and punctuation do not count.

    What is left out (*…*, *[…]*) or put in brackets parts a quotation; each part has to be found. Chapters on other
    studies are left out, and studies without a source beside their report.
    """
    quoted = [(prose, found) for prose in desk.reports if (found := list(_quotations(prose)))]
    if not quoted:
        return
    sources = [_bare(text.text) for text in desk.spoken() if text.kind is not Kind.AUTHOR]
    if not sources:
        return
    everything = " | ".join(sources)
    for prose, found in quoted:
        lost = [span for span in found if not _stands(prose.text[span[0] : span[1]], everything)]
        if not lost:
            continue
        passages = tuple(prose.passage(*span) for span in lost)
        shown = "; ".join(f"“{' '.join(p.text.split()[:_SHOWN])} …”" for p in passages[:3])
        yield Defect(
            lint=NAME,
            severity=Severity.WARNING,
            kind=PlaceKind.SOURCE,
            name=prose.name,
            what=plural(
                "{n} of {all} quotations stands in no source: {shown}.",
                "{n} of {all} quotations stand in no source: {shown}.",
                len(lost),
            ).format(n=len(lost), all=len(found), shown=shown),
            mend=_("Compare them with the transcripts: qda find; mark what was left out with “…”."),
            confidence=_("Compared word by word; a smoothed or translated quotation is not recognised."),
            passages=passages,
        )


def _quotations(prose: Prose) -> Iterator[tuple[int, int]]:
    """Spans of what stands in quotation marks, the marks left out."""
    chapters = [
        s for s in prose.sections if (s.part not in BORROWED and s.part is not Part.FRONT) or len(prose.sections) < 2
    ]
    for section in chapters:
        for match in _QUOTED.finditer(prose.flat, section.start, section.end):
            group = next(n for n in (1, 2, 3) if match[n] is not None)
            if len(_WORDS.findall(match[group])) >= _LEAST and not re.match(
                r"\s*\([^)]*(?:19|20)\d\d", prose.flat[match.end() : match.end() + 60]
            ):
                yield match.span(group)


def _stands(quotation: str, everything: str) -> bool:
    pieces = [_bare(piece) for piece in _LEFT_OUT.split(quotation)]
    return all(piece in everything for piece in pieces if piece.count(" ") + 1 >= _LEAST_PIECE)


def _bare(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
