"""Who says what, out of who was asked: informants by codes, the ground of the tactics for generating meaning. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.errors import NotFoundError
from qda.model.ids import Id
from qda.model.wording import N_, _, plural
from qda.verify.asked import one_name, related
from qda.verify.facts import AUTHOR, BY_THEMSELVES, Coded, StudyFacts
from qda.verify.tactic import Ground

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]
    Whole = npt.NDArray[np.int64]

GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which codes a tactic looks at."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes to look at, each with all that lies under it; the whole codebook if left out.")},
    )
    depth: int = field(
        default=0,
        metadata={
            "help": N_("Levels of the codebook kept apart: 1 counts top codes only; 0, every code by itself."),
            "least": 0,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One informant in one source.

    Attributes:
        person: Position in `Incidence.people`.
        informant: The name used there.
        source: "" for a registered case that is quoted or silent without speaking anywhere.
    """

    person: int
    informant: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Incidence:
    """Informants by codes. An observation or document in which nobody speaks is an informant of its own.

    Attributes:
        codes: Paths, in the order of the codebook; unused ones included.
        labels: What the codes are called in print; the path where two have the same label.
        people: Names, one a person, sorted.
        groups: Source group of each person.
        occasions: Who was heard where, by person and source.
        said: Shape (occasions, codes): the code stands in that informant's words there.
        asked: Same shape: a question on the code was put there, or it was said anyway.
        codings: What counts, in order of date, source and place.
        lines: Line of the first character of each coding, from 1.
        code: Position in `codes` of each coding.
        person: Position in `people` of each coding.
        occasion: Position in `occasions` of each coding.
        unit: Turn (where nobody is named as speaking, line) of each coding, of one person each, numbered in the order
            of the codings.
        unasked: Whether the coding's turn answers no question of the guide on that code; False without a guide
            and outside turns.
        guided: Whether the study knows which questions were put.
        rules: What was counted, a sentence each.
    """

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    people: tuple[str, ...]
    groups: tuple[str, ...]
    occasions: tuple[Occasion, ...]
    said: Flags
    asked: Flags
    codings: tuple[Coded, ...]
    lines: tuple[int, ...]
    code: Whole
    person: Whole
    occasion: Whole
    unit: Whole
    unasked: Flags
    guided: bool
    rules: tuple[str, ...]

    @property
    def grouped(self) -> bool:
        """Whether the study knows any source group; else everyone stands alone."""
        return any(group != name for group, name in zip(self.groups, self.people, strict=True))

    def speakers(self, facts: StudyFacts) -> Flags:
        """Which people are people: not observations and documents, even where a case stands for one; (people,)."""
        import numpy as np

        found = np.zeros(len(self.people), dtype=bool)
        for each in self.occasions:
            place, case = facts.places.get(each.informant), facts.people.get(each.informant)
            stands = place is not None and place.kind in BY_THEMSELVES and each.informant == each.source
            if not stands and (case is None or case.technique not in ("O", "D")):
                found[each.person] = True
        return found

    def by_person(self) -> tuple[Flags, Flags]:
        """`said` and `asked` of each person over all occasions, shape (people, codes)."""
        return self._over(self.said), self._over(self.asked)

    def ids_by_code(self) -> tuple[tuple[Id, ...], ...]:
        """The codings of each code, in order."""
        found: list[list[Id]] = [[] for _code in self.codes]
        for coded, k in zip(self.codings, self.code.tolist(), strict=True):
            found[k].append(coded.id)
        return tuple(map(tuple, found))

    def at(self, path: str) -> int:
        """Position of a code.

        Raises:
            NotFoundError: it is not among the codes looked at.
        """
        if path not in self.codes:
            raise NotFoundError(
                _("There is no code “{code}” among those looked at.").format(code=path),
                mend=_("Write the path as `qda codebook show` shows it."),
            )
        return self.codes.index(path)

    def _over(self, flags: Flags) -> Flags:
        import numpy as np

        found = np.zeros((len(self.people), len(self.codes)), dtype=bool)
        np.logical_or.at(found, np.array([each.person for each in self.occasions], dtype=np.int64), flags)
        return found


def incidence_of(ground: Ground, chosen: Chosen) -> Incidence:
    """Read who says what.

    Counted are codings of informants' words, of observations and of documents: not the interviewer's turns, not
    the researcher's own prose, nothing quarantined, no copies of other sources. Sources without any coding are left
    out, since nothing is known of them. With a guide, asked are those to whom a question was put that targets the
    code, one above or one below; observations and documents are in scope for every code; without a guide everyone
    heard counts as asked. Who says something counts as asked about it in any case.

    Raises:
        NotFoundError: a chosen code is not in the codebook and not used.
    """
    import numpy as np

    facts = ground.facts
    lines = ground.material.codings["line"].tolist()
    kept = [(coded, line) for coded, line in zip(facts.codings, lines, strict=True) if _counts(facts, coded)]
    codes = _codes(ground, (coded.code for coded, _line in kept), chosen)
    index = {path: k for k, path in enumerate(codes)}
    kept = [(coded, line) for coded, line in kept if _rolled(coded.code, chosen.depth) in index]
    kept.sort(key=lambda each: _place(facts, each[0]))
    codings = tuple(coded for coded, _line in kept)
    occasions, people = _occasions(facts, codings)
    where = {(each.informant, each.source): n for n, each in enumerate(occasions)}
    occasion = np.array([where[coded.informant, coded.source] for coded in codings], dtype=np.int64)
    code = np.array([index[_rolled(coded.code, chosen.depth)] for coded in codings], dtype=np.int64)
    person = np.array([each.person for each in occasions], dtype=np.int64)
    said = np.zeros((len(occasions), len(codes)), dtype=bool)
    said[occasion, code] = True
    return Incidence(
        codes=codes,
        labels=_labels(ground, codes),
        people=people,
        groups=_groups(facts, occasions, len(people)),
        occasions=occasions,
        said=said,
        asked=said | _asked(facts, occasions, codes),
        codings=codings,
        lines=tuple(line for _coded, line in kept),
        code=code,
        person=person[occasion] if len(codings) else code,
        occasion=occasion,
        unit=_units(codings, [line for _coded, line in kept]),
        unasked=_unasked(ground, codings, [codes[k] for k in code.tolist()]),
        guided=facts.guided,
        rules=_rules(facts),
    )


def level_of(facts: StudyFacts, occasion: Occasion, by: str) -> str | None:
    """Where an informant in a source stands: group, role, site, period or any attribute; None where not known."""
    if occasion.source:
        value = facts.values_of(occasion.informant, occasion.source).get(by)
    else:
        person = facts.people[occasion.informant]
        value = person.group if by == GROUP else person.attributes.get(by)
    return None if value in (None, "") else str(value)


def levels(facts: StudyFacts, found: Incidence, by: str) -> tuple[tuple[str, ...], Whole]:
    """The values of a property, sorted, and for each occasion the position of its value; −1 where it has none."""
    import numpy as np

    values = [level_of(facts, each, by) for each in found.occasions]
    names = tuple(sorted({value for value in values if value is not None}))
    place = {name: k for k, name in enumerate(names)}
    return names, np.array([-1 if value is None else place[value] for value in values], dtype=np.int64)


def _counts(facts: StudyFacts, coded: Coded) -> bool:
    if coded.quarantined or coded.beside or coded.technique == "A":
        return False
    return facts.places[coded.source].copy_of is None


def _place(facts: StudyFacts, coded: Coded) -> tuple[str, str, int, int, str, bytes]:
    return (facts.places[coded.source].date or "~", coded.source, coded.start, coded.end, coded.code, coded.id)


def _rolled(path: str, depth: int) -> str:
    return "/".join(path.split("/")[:depth]) if depth > 0 else path


def _codes(ground: Ground, used: Iterable[str], chosen: Chosen) -> tuple[str, ...]:
    table = ground.material.codes
    active = table[table["status"] == "active"].sort_values("position", kind="stable")
    book = [str(path) for path in active["path"].tolist()]
    every = list(dict.fromkeys([*book, *sorted(set(used))]))
    for path in chosen.code:
        if not any(code == path or code.startswith(f"{path}/") for code in every):
            raise NotFoundError(
                _("There is no code “{code}”.").format(code=path),
                mend=_("Write the path as `qda codebook show` shows it."),
            )
    wanted = [
        code
        for code in every
        if not chosen.code or any(code == path or code.startswith(f"{path}/") for path in chosen.code)
    ]
    return tuple(dict.fromkeys(_rolled(code, chosen.depth) for code in wanted))


def _labels(ground: Ground, codes: Sequence[str]) -> tuple[str, ...]:
    table = ground.material.codes
    given = dict(zip(table["path"].tolist(), table["label"].tolist(), strict=True))
    labels = [str(given.get(code) or code.rsplit("/", 1)[-1]) for code in codes]
    return tuple(label if labels.count(label) == 1 else code for label, code in zip(labels, codes, strict=True))


def _occasions(facts: StudyFacts, codings: Sequence[Coded]) -> tuple[tuple[Occasion, ...], tuple[str, ...]]:
    """Everyone heard in a coded source, everyone quoted, and the silent members of groups that are only quoted."""
    coded = {each.source for each in facts.codings}
    places = {name for name in coded if facts.places[name].copy_of is None}
    pairs = {(heard.informant, heard.source) for heard in facts.heard if heard.source in places}
    for name in places:
        place = facts.places[name]
        if not place.speaks and place.kind != AUTHOR and (place.kind in BY_THEMSELVES or not facts.guided):
            pairs.add((name, name))
    speaking = {facts.group_of(*pair) for pair in pairs}
    pairs |= {(each.informant, each.source) for each in codings}
    if not facts.guided:
        quoted = {facts.group_of(each.informant, each.source) for each in codings} - speaking
        present = {one_name(facts, informant) for informant, _source in pairs}
        pairs |= {
            (person.name, "")
            for person in facts.people.values()
            if person.group in quoted and person.name not in facts.interviewers
            if one_name(facts, person.name) not in present
        }
    names = tuple(sorted({one_name(facts, informant) for informant, _source in pairs}))
    index = {name: k for k, name in enumerate(names)}
    found = [
        Occasion(person=index[one_name(facts, informant)], informant=informant, source=source)
        for informant, source in pairs
    ]
    return tuple(sorted(found, key=lambda each: (each.person, each.source, each.informant))), names


def _groups(facts: StudyFacts, occasions: Sequence[Occasion], people: int) -> tuple[str, ...]:
    found: list[str | None] = [None] * people
    for each in occasions:
        if found[each.person] is None:
            found[each.person] = level_of(facts, each, GROUP) or each.informant
    return tuple(group or "" for group in found)


def _asked(facts: StudyFacts, occasions: Sequence[Occasion], codes: Sequence[str]) -> Flags:
    import numpy as np

    asked = np.ones((len(occasions), len(codes)), dtype=bool)
    if not facts.guided:
        return asked
    on = {
        key: np.array([any(related(target, (code,)) for target in targets) for code in codes], dtype=bool)
        for key, targets in facts.targets.items()
    }
    put = {(heard.informant, heard.source): heard.questions for heard in facts.heard}
    for n, each in enumerate(occasions):
        if not each.source or facts.places[each.source].kind in BY_THEMSELVES:
            continue
        asked[n] = False
        for key in put.get((each.informant, each.source), ()):
            if key in on:
                asked[n] |= on[key]
    return asked


def _units(codings: Sequence[Coded], lines: Sequence[int]) -> Whole:
    """Turns in the order of the codings; a coding outside turns belongs to its line."""
    import numpy as np

    number: dict[tuple[str, bool, int, str], int] = {}
    found = []
    for coded, line in zip(codings, lines, strict=True):
        spoken = coded.turn is not None and coded.role is not None
        key = (coded.source, spoken, int(coded.turn or 0) if spoken else line, coded.informant)
        found.append(number.setdefault(key, len(number)))
    return np.array(found, dtype=np.int64)


def _unasked(ground: Ground, codings: Sequence[Coded], codes: Sequence[str]) -> Flags:
    import numpy as np

    facts = ground.facts
    if not facts.guided:
        return np.zeros(len(codings), dtype=bool)
    put = _put(ground)
    known: dict[tuple[str, str], bool] = {}
    found = []
    for coded, code in zip(codings, codes, strict=True):
        if coded.turn is None:
            found.append(False)
            continue
        question = coded.question or put.get((coded.source, int(coded.turn))) or ""
        if (question, code) not in known:
            known[question, code] = any(related(target, (code,)) for target in facts.targets.get(question, ()))
        found.append(not known[question, code])
    return np.array(found, dtype=bool)


def _put(ground: Ground) -> Mapping[tuple[str, int], str | None]:
    """The interviewer's last question before each turn, by source and number of the turn."""
    turns = ground.material.turns
    roles, questions = turns["role"].tolist(), turns["question"].tolist()
    found: dict[tuple[str, int], str | None] = {}
    source, number, question = None, 0, None
    for name, role, own in zip(turns["source"].tolist(), roles, questions, strict=True):
        if name != source:
            source, number, question = name, 0, None
        if role == "interviewer":
            question = own if isinstance(own, str) else None
        found[name, number] = question
        number += 1
    return found


def _rules(facts: StudyFacts) -> tuple[str, ...]:
    asked = (
        _("Asked: a question of the guide on the code was put there; observations and documents count for every code.")
        if facts.guided
        else _("The study does not know which questions were put, so everyone heard counts as asked.")
    )
    coded = {each.source for each in facts.codings}
    left = sum(1 for place in facts.places.values() if place.name not in coded and place.kind != AUTHOR)
    rules = [
        _("Counted are people, not quotations; an observation or document in which nobody speaks counts as one."),
        asked,
    ]
    if left:
        rules.append(
            plural(
                "Left out: {n} source in which nothing is coded, because nothing is known of it.",
                "Left out: {n} sources in which nothing is coded, because nothing is known of them.",
                left,
            ).format(n=left)
        )
    return tuple(rules)
