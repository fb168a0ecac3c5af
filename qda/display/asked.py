"""Who was heard and who was asked what: tells *silent* from *not asked*, and gives every count its denominator."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from qda.display.entries import Entries, counted
from qda.display.people import People, texts
from qda.model.frames import Material
from qda.model.records import SpeakerRole, Technique
from qda.model.wording import _

IN_SCOPE = frozenset({Technique.OBSERVATION.value, Technique.DOCUMENT.value})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hearings:
    """One row a person (or source nobody speaks in) and source, one list a column.

    Attributes:
        asked: Codes that the questions put there target; None where everything counts as asked.
        coded: Whether anything of that source is coded at all.
        rules: How *asked* was decided, each a sentence for the reader.
    """

    people: People
    unit: list[str]
    informant: list[str | None]
    speaker: list[str | None]
    source: list[str]
    technique: list[str]
    period: list[str | None]
    site: list[str | None]
    asked: list[frozenset[str] | None]
    coded: list[bool]
    rules: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    informant: str | None
    speaker: str | None
    asked: frozenset[str] | None


_Rows = dict[tuple[str, str], _Heard]  # by unit and source
_Speaking = dict[tuple[str | None, str | None], Collection[str]]  # informant and unjoined speaker: labels in the text


def hearings_of(material: Material, entries: Entries) -> Hearings:
    """Who was heard in each source, and which codes were asked about there.

    A question put by the interviewer is put to every informant who speaks in that source; a turn of the
    informant's own that carries a question was asked of that informant. Observations and documents are in
    scope for every code. Where the study has no interview guide, everything counts as asked; where a source's
    turns carry no question, the whole guide does. The researcher's own prose is asked nothing.
    """
    targets = {
        key: frozenset(codes)
        for key, codes in zip(texts(material.questions["key"]), texts(material.questions["codes"]), strict=True)
    }
    speaking, put = _spoken(material, entries.people)
    spoken_for = _spoken_for(material)
    coded = set(texts(material.codings["source"]))
    marked = {source for source, _unit in put}
    rows: _Rows = {}
    facts: dict[str, tuple[str, str | None, str | None]] = {}
    sources = material.sources
    for name, kind, technique, date, period, site in zip(
        *(texts(sources[c]) for c in ("name", "kind", "technique", "date", "period", "site")), strict=True
    ):
        facts[name] = (technique, period, site)
        where = {"source": name, "kind": kind, "technique": technique, "date": date, "period": period, "site": site}
        itself: _Speaking = {} if name in spoken_for else {(entries.people.of_text(name, technique), None): ()}
        for (informant, speaker), labels in speaking.get(name, itself).items():
            unit = counted(informant, speaker, name, technique)
            if unit is not None and entries.selection.hearing(informant, tuple(labels), **where):
                own = put.get((name, unit), set()) | put.get((name, ""), set())
                codes = _codes(technique, targets, own, marked=name in marked)
                rows[unit, name] = _Heard(informant=informant, speaker=speaker, asked=codes)
    _quoted(rows, entries, guide=bool(targets))
    return _columns(rows, facts, entries.people, coded, bool(targets))


def _spoken_for(material: Material) -> frozenset[str]:
    """Talks of which something is coded, all of it as words of informants named by hand or by their turns."""
    sources, codings = material.sources, material.codings
    talks = set(sources.loc[~sources["technique"].isin({*IN_SCOPE, Technique.AUTHOR.value}), "name"])
    named = codings["informant"].notna()
    return frozenset((talks & set(codings.loc[named, "source"])) - set(codings.loc[~named, "source"]))


def _spoken(material: Material, people: People) -> tuple[dict[str, _Speaking], dict[tuple[str, str], set[str]]]:
    """Who speaks in each source, under which labels; questions put to one by (source, unit), to all by (source, "")."""
    turns = material.turns
    techniques = dict(zip(texts(material.sources["name"]), texts(material.sources["technique"]), strict=True))
    distinct = turns[["source", "speaker", "role", "case", "question"]].drop_duplicates()
    speaking: dict[str, dict[tuple[str | None, str | None], dict[str, None]]] = {}
    put: dict[tuple[str, str], set[str]] = {}
    for source, speaker, role, case, question in zip(*(texts(distinct[c]) for c in distinct.columns), strict=True):
        evidence = role == SpeakerRole.INFORMANT.value
        who = (people.canonical(case), None if case else speaker)
        unit = counted(*who, source, techniques.get(source, "")) if evidence else ""
        if evidence and (case or speaker):
            labels = speaking.setdefault(source, {}).setdefault(who, {})
            labels |= {speaker: None} if speaker else {}
        if question is not None and unit is not None:
            put.setdefault((source, unit), set()).add(question)
    return {source: dict(found) for source, found in speaking.items()}, put


def _codes(
    technique: str,
    targets: dict[str, frozenset[str]],
    put: set[str],
    *,
    marked: bool,
) -> frozenset[str] | None:
    if technique in IN_SCOPE or not targets:
        return None
    keys: Iterable[str] = put if marked else targets
    return frozenset(code for key in keys for code in targets.get(key, ()))


def _quoted(rows: _Rows, entries: Entries, *, guide: bool) -> None:
    """Add those who are quoted where they do not speak: asked, as far as known, what they answer, shown or not."""
    said: dict[tuple[str, str], tuple[str | None, str | None, set[str]]] = {}
    for each in (entries, *((entries.aside,) if entries.aside is not None else ())):
        for i, unit in enumerate(each.unit):
            if unit is not None and (unit, each.source[i]) not in rows:
                found = said.setdefault((unit, each.source[i]), (each.informant[i], each.speaker[i], set()))
                found[2].add(each.code[i])
    for key, (informant, speaker, codes) in said.items():
        rows[key] = _Heard(informant=informant, speaker=speaker, asked=frozenset(codes) if guide else None)


def _columns(
    rows: _Rows,
    facts: dict[str, tuple[str, str | None, str | None]],
    people: People,
    coded: set[str],
    guide: bool,
) -> Hearings:
    keys = sorted(rows)
    rule = (
        _(
            "Asked means: a question of the guide that targets the code was put to that informant; observations and "
            "documents are in scope for every code."
        )
        if guide
        else _("The study has no interview guide, so everyone heard counts as asked about everything.")
    )
    return Hearings(
        people=people,
        unit=[unit for unit, _source in keys],
        source=[source for _unit, source in keys],
        informant=[rows[k].informant for k in keys],
        speaker=[rows[k].speaker for k in keys],
        asked=[rows[k].asked for k in keys],
        technique=[facts[s][0] for _u, s in keys],
        period=[facts[s][1] for _u, s in keys],
        site=[people.attribute(rows[u, s].informant, "site") or facts[s][2] for u, s in keys],
        coded=[source in coded for _unit, source in keys],
        rules=(rule,),
    )
