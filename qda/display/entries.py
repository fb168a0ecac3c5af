"""The codings that may stand in a display: evidence only, one column a list, in the order of the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qda.display.people import People, people_of, texts
from qda.display.selection import Chosen, Selection, selection_of
from qda.model.frames import Letting, Material
from qda.model.ids import Id
from qda.model.natural import natural
from qda.model.records import SpeakerRole, Technique
from qda.model.technique_words import technique_word
from qda.model.wording import _, plural, plural_later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT = (
    *("source", "kind", "technique", "period", "start", "end", "line", "quote", "code", "coder", "origin"),
    *("stance", "basis", "magnitude", "slot", "memo", "speaker"),
)


_ORDER = ("source", "start", "end", "code", "coder", "id")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entries:
    """Eligible codings, one list a column, sorted by source (naturally: “R2” before “R10”), place, code, coder and id.

    Attributes:
        informant: Canonical name of the case; None where nobody in the cases table speaks. A case that is named
            like a source stands for that text where nobody speaks in it.
        unit: Who or what is counted once: the informant, else the unjoined speaker, else the source; None
            for the researcher's own prose, which is no witness.
        filters: What was left out, each a sentence.
        aside: The codings of the same people and texts that the filter leaves out only since of how they are coded;
            None where it does not ask for that.
    """

    people: People
    selection: Selection
    ids: list[Id]
    source: list[str]
    kind: list[str]
    technique: list[str]
    period: list[str | None]
    site: list[str | None]
    start: list[int]
    end: list[int]
    line: list[int]
    quote: list[str]
    code: list[str]
    coder: list[str]
    origin: list[str]
    stance: list[str | None]
    basis: list[str | None]
    magnitude: list[str | None]
    slot: list[str | None]
    memo: list[str | None]
    speaker: list[str | None]
    informant: list[str | None]
    unit: list[str | None]
    filters: tuple[str, ...] = field(default=())
    aside: Entries | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.ids)

    def role(self, i: int) -> str:
        """What stands behind the dot of a reference: the role, else the name, else the technique."""
        name = self.informant[i]
        return self.people.attribute(name, "role") or name or self.speaker[i] or technique_word(self.technique[i])

    def reference(self, i: int) -> str:
        """`[source:line · role]`."""
        return f"[{self.source[i]}:{self.line[i]} · {self.role(i)}]"

    def span(self, i: int) -> tuple[str, int, int]:
        """The passage itself, whoever coded it and with whatever."""
        return self.source[i], self.start[i], self.end[i]

    def units(self, chosen: list[int]) -> set[str]:
        """The people (and sources that nobody speaks in) behind some entries."""
        return {unit for unit in map(self.unit.__getitem__, chosen) if unit is not None}

    def witnessed(self, chosen: Sequence[int]) -> Sequence[int]:
        """Those of witnesses; all where there is nothing but the researcher's own prose."""
        return [i for i in chosen if self.unit[i] is not None] or chosen


def entries_of(material: Material, where: str = "") -> Entries:
    """The study's codings that count as evidence.

    Left out, each with its number in `filters`: words of interviewers and of speakers that are no
    informants, quarantined passages, codes no longer active, and what `where` excludes.

    Raises:
        FormulaError: `where` cannot be read.
    """
    people = people_of(material)
    selection = selection_of(where, people, material)
    rows, filters = _eligible(material)
    chosen = selection.codings(material.codings, rows)
    people = replace(people, names=tuple(filter(selection.person, people.names)))
    kept, aside = _let_in(chosen, material.letting)
    made = _entries(material, people, selection, kept)
    beside = None if aside is None else _entries(material, people, selection, aside)
    return replace(made, filters=(*filters, *chosen.sentences), aside=beside)


def _let_in(chosen: Chosen, letting: Letting) -> tuple[NDArray[np.intp], NDArray[np.intp] | None]:
    """The rows to show and those set aside."""
    import numpy as np

    if letting is Letting.CHOSEN:
        return chosen.kept, chosen.aside
    if letting is Letting.NONE or chosen.aside is None:
        return (chosen.kept if letting is Letting.ALL else chosen.kept[:0]), None
    return np.union1d(chosen.kept, chosen.aside), None


def _entries(material: Material, people: People, selection: Selection, rows: NDArray[np.intp]) -> Entries:
    """Some rows of the codings, in the order of the texts."""
    frame = material.codings
    places = {name: k for k, name in enumerate(sorted(texts(material.sources["name"]), key=natural))}
    found = frame[list(_ORDER)].take(rows).set_axis(rows)
    found["source"] = found["source"].map(places)
    rows = found.sort_values(list(_ORDER), kind="stable").index.to_numpy()
    nothing: list[Any] = [None] * len(rows)  # one for all columns that hold nothing, as most do
    column: dict[str, Any] = {}
    for name in (*_KEPT, "id", "informant"):
        values = texts(frame[name].take(rows))
        column[name] = nothing if values.count(None) == len(values) else values
    sites = dict(zip(texts(material.sources["name"]), texts(material.sources["site"]), strict=True))
    who: dict[tuple[Any, ...], tuple[str | None, str | None, str | None]] = {}  # informant, unit and site
    whose = []
    for key in zip(column["informant"], column["speaker"], column["source"], column["technique"], strict=True):
        if key not in who:
            informant, (speaker, source, technique) = people.whose(*key), key[1:]
            site = people.attribute(informant, "site") or sites.get(source)
            who[key] = informant, counted(informant, speaker, source, technique), site
        whose.append(who[key])
    return Entries(
        people=people,
        selection=selection,
        ids=column["id"],
        informant=[each[0] for each in whose],
        unit=[each[1] for each in whose],
        site=[each[2] for each in whose],
        **{name: column[name] for name in _KEPT},
    )


def evidence_rules() -> tuple[str, ...]:
    """What counts as evidence, and for whom, as sentences."""
    return (
        _("Only the words of informants and the texts of observations and documents are evidence."),
        _(
            "A passage that runs over several turns counts for the informant with most letters and digits in it, the "
            "first of those with as many."
        ),
    )


def counted(informant: str | None, speaker: str | None, source: str, technique: str) -> str | None:
    """Who a passage counts for: the case, else the speaker in that source, else the source; the author for nobody."""
    if informant is not None:
        return informant
    if technique == Technique.AUTHOR:
        return None
    return f"{speaker} ({source})" if speaker else source


def _eligible(material: Material) -> tuple[NDArray[np.intp], list[str]]:
    """Rows of the codings that are evidence, and what was left out: a copy of the whole frame would double it."""
    frame = material.codings
    active = set(material.codes.loc[material.codes["status"] == "active", "path"])
    named = frame["informant"].notna()
    asking = frame["role"] == SpeakerRole.INTERVIEWER.value
    other = (frame["role"] == SpeakerRole.OTHER.value) & ~named
    shut = frame["quarantined"].astype(bool)
    gone = ~frame["code"].isin(active)
    filters: list[str] = []
    left = asking & False
    for mask, told in (
        (
            asking,
            plural_later(
                "{n} coding of the interviewer’s own words is left out.",
                "{n} codings of the interviewer’s own words are left out.",
            ),
        ),
        (
            other,
            plural_later(
                "{n} coding of a speaker who is no informant is left out.",
                "{n} codings of speakers who are no informants are left out.",
            ),
        ),
        (
            shut,
            plural_later(
                "{n} coding in a quarantined passage is left out.", "{n} codings in quarantined passages are left out."
            ),
        ),
        (
            gone,
            plural_later(
                "{n} coding with a code that is no longer active is left out.",
                "{n} codings with codes that are no longer active are left out.",
            ),
        ),
    ):
        n = int((mask & ~left).sum())
        left = left | mask
        if n:
            filters.append(plural(*told, n).format(n=n))
    return (~left).to_numpy().nonzero()[0], filters
