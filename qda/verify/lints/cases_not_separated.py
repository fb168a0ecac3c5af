"""Cases that are named together and never told apart: two villages, one finding (method §7.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qda.model.wording import N_, _
from qda.verify.facts import StudyFacts
from qda.verify.lint_prose import Prose
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "cases-not-separated"
_KINDS = (
    "desa|kelurahan|dusun|kecamatan|kabupaten|kota|provinsi|kampung|sentra|sekolah|sd|smp|sma|smk|puskesmas|"
    "rumah sakit|pasar|koperasi|village|district|city|school|hospital|clinic|market"
)
_NAME = r"[A-Z][\w'’-]+"
_TOGETHER = re.compile(
    rf"\b((?i:{_KINDS}))\s+((?:{_NAME}\s?){{1,3}}?)\s*(?:dan|and|serta)\s+(?:((?i:{_KINDS}))\s+)?((?:{_NAME}\s?){{1,3}})"
)
_STUDIED = re.compile(
    r"\b(?:penelitian|hasil|studi|temuan|lokasi|kasus|informan|narasumber|responden|wawancara|observasi|study|studies|"
    r"research|findings|results|cases?|sites?|informants?|interview\w*)\b",
    re.IGNORECASE,
)
_ATTRIBUTES = ("site", "lokasi", "desa", "village", "kecamatan", "kelas", "school", "sekolah")


@lint(NAME, N_("Cases that are never told apart"), topic=Topic.EVIDENCE, of_texts=True)
def cases_not_separated(desk: Desk) -> Iterable[Defect]:
    """Places that a report names together (*Desa A dan Desa B*) and never apart; sites whose cases nobody cites.

    Of a report two places of one kind, joined by *dan* in a sentence that speaks of the study; neither stands
    anywhere without the other in its sentence.
    """
    for prose in desk.reports:
        yield from _in_report(prose)
    if not desk.manuscript:
        yield from _in_cases(desk.facts)


def _in_report(prose: Prose) -> Iterator[Defect]:
    told: set[frozenset[str]] = set()
    for sentence in prose.own():
        for match in _TOGETHER.finditer(prose.flat, sentence.start, sentence.end):
            kind, one, again, other = match[1], match[2].strip(), match[3], match[4].strip()
            both = frozenset((one.split()[0], other.split()[0]))
            if not _STUDIED.search(prose.flat, sentence.start, sentence.end):
                continue
            if len(both) < 2 or both in told or (again or kind).casefold() != kind.casefold():
                continue
            told.add(both)
            if _apart(prose, both):
                continue
            yield Defect(
                lint=NAME,
                severity=Severity.WARNING,
                kind=PlaceKind.SOURCE,
                name=prose.name,
                about=" / ".join(sorted(both)),
                what=_("“{one}” and “{other}” are two cases, but nothing is told of one without the other.").format(
                    one=one, other=other
                ),
                mend=_("Tell for each finding in which of them it holds, or say why they are one case."),
                confidence=_("Looked for in all sentences outside chapters on other studies."),
                passages=(prose.passage(match.start(), match.start() + len(match.group().rstrip())),),
            )


def _apart(prose: Prose, both: frozenset[str]) -> bool:
    for sentence in prose.own():
        found = both & {word.text for word in sentence.words}
        if len(found) == 1:
            return True
    return False


def _in_cases(facts: StudyFacts) -> Iterator[Defect]:
    cited = {coded.informant for coded in facts.codings if not coded.quarantined}
    if not cited:
        return
    for attribute in _ATTRIBUTES:
        sites: dict[str, list[str]] = {}
        for person in facts.people.values():
            if person.name in facts.interviewers or not person.attributes.get(attribute):
                continue
            sites.setdefault(person.attributes[attribute], []).append(person.name)
        silent = sorted(site for site, people in sites.items() if cited.isdisjoint(people))
        if len(sites) > 1 and silent:
            yield Defect(
                lint=NAME,
                severity=Severity.WARNING,
                kind=PlaceKind.CASE,
                name=attribute,
                about=attribute,
                items=tuple(silent),
                what=_("Of {all} values of “{attribute}” these have no coding: {names}.").format(
                    all=len(sites), attribute=attribute, names=", ".join(silent)
                ),
                mend=_("Code what was said there, or confine the findings to the others with “scope”."),
                confidence=_("Certain: no coding belongs to a case with that value."),
            )
