"""Years outside of the study's period: old evidence behind a conclusion, and years that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qda.model.wording import N_, _
from qda.verify.facts import StudyFacts
from qda.verify.lint_prose import Part, Prose
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "years"
_YEAR = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?![\d/]|[.,]\d)")
_OF_TIME = re.compile(
    r"\b(?:(?:pada|di|tahun|sejak|sampai|hingga|akhir|awal|bulan|in|during|since|until|by|year)\s+){1,3}"
    r"((?:19|20)\d\d)\b(?!\s+(?:tentang|concerning))",
    re.IGNORECASE,
)
_LAW = re.compile(r"\b(?:nomor|no|uu|undang-undang|perda|permen\w*|perpres|pp|law|act|regulation)\b\.?", re.IGNORECASE)
_LAG = 3  # years between evidence and the study from which on it is told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Period:
    """The first and last year of the study, and whether its sources say so or only the years its report mentions."""

    first: int
    last: int
    dated: bool


@lint(NAME, N_("Years outside of the study's period"), topic=Topic.CONTRADICTION, of_texts=True)
def years(desk: Desk) -> Iterable[Defect]:
    """Years told in a conclusion that lie three years or more before the study.

    The study's period is that of its dated sources. Where none is dated it is the latest year the report mentions
    anywhere, works cited included: a report is not older than what it cites. Numbers of laws are left out. Chapters
    of results may tell of history; a conclusion rests on what was found.
    """
    for prose in desk.reports:
        period = _period(prose, desk.facts)
        if period is None:
            continue
        early, late = [], []
        for sentence in prose.own():
            said = prose.flat[sentence.start : sentence.end]
            for match in _OF_TIME.finditer(said):
                if _LAW.search(said[max(0, match.start() - 60) : match.end()]):
                    continue
                span = (sentence.start + match.start(), sentence.start + match.end())
                year = int(match[1])
                if sentence.part is Part.CONCLUSION and year <= period.first - _LAG:
                    early.append((year, span))
                elif sentence.part in (Part.RESULTS, Part.CONCLUSION) and period.dated and year > period.last:
                    late.append((year, span))
        yield from _told(prose, early, period, late=False)
        yield from _told(prose, late, period, late=True)


def _told(prose: Prose, found: list[tuple[int, tuple[int, int]]], period: _Period, *, late: bool) -> Iterator[Defect]:
    if not found:
        return
    told = ", ".join(str(year) for year in sorted({year for year, _span in found}))
    if late:
        what = _("The report tells of {years}, but the last source is of {last}.").format(years=told, last=period.last)
    elif period.dated:
        what = _("The conclusion rests on {years}, but the sources begin in {first}.").format(
            years=told, first=period.first
        )
    else:
        what = _("The conclusion rests on {years}, but the report itself cites something of {first}.").format(
            years=told, first=period.first
        )
    yield Defect(
        lint=NAME,
        severity=Severity.WARNING,
        kind=PlaceKind.SOURCE,
        name=prose.name,
        about=f"{'late' if late else 'early'}:{told}",
        what=what,
        mend=_("Say that it is history, or support the conclusion with what was found in the study's own time."),
        confidence=_("Dates are certain; whether the year is told as history is for a reader to see.")
        if period.dated
        else _("The study's period is taken from the latest year in the report; date the sources to make it certain."),
        passages=tuple(prose.passage(*span) for _year, span in found),
    )


def _period(prose: Prose, facts: StudyFacts) -> _Period | None:
    dated = sorted(int(place.date[:4]) for place in facts.places.values() if place.date and place.date[:4].isdecimal())
    if dated:
        return _Period(first=dated[0], last=dated[-1], dated=True)
    told = [int(match[1]) for match in _YEAR.finditer(prose.flat)]
    return _Period(first=max(told), last=max(told), dated=False) if told else None
