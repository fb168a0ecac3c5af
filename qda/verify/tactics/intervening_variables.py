"""G11 · Finding intervening variables: what may lie between two codes that go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.errors import InputError
from qda.model.ids import Id
from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, plural
from qda.verify.asked import related
from qda.verify.crossing import relations
from qda.verify.incidence import Chosen, Incidence, incidence_of
from qda.verify.meaning_words import count, decided, informants
from qda.verify.meetings import Meetings, meetings_of
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

CHOICES = ("mechanism", "by-product", "no")
_NEED, _MARGIN, _CLEAR = 6, 2, 0.5  # for the pair that is chosen where none is named: as `relations` has it


@dataclass(frozen=True, slots=True, kw_only=True)
class InterveningOptions(Chosen):
    """The two ends, and when something counts as lying between."""

    first: str = field(
        default="", metadata={"help": N_("Code at the beginning; with none the strongest relation is taken.")}
    )
    second: str = field(default="", metadata={"help": N_("Code at the end.")})
    min_informants: int = field(
        default=2, metadata={"help": N_("Informants who must tell the whole path for it to be shown."), "least": 1}
    )
    most: int = field(default=5, metadata={"help": N_("Candidates that you are asked about at most."), "least": 1})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Between:
    """One candidate C between A and B, in informants.

    Attributes:
        with_first: In whose words C meets A in one turn.
        with_second: In whose words C meets B.
        before: Who tells C before B, of those with both.
        path: Who tells A, then C (or both at once), then B.
        there: Who has C, of those with A and B.
        elsewhere: Who has C, of those with A without B.
    """

    code: int
    with_first: int
    with_second: int
    before: int
    path: int
    there: int
    elsewhere: int
    evidence: tuple[Id, ...]


@tactic(
    "intervening-variables",
    N_("Finding intervening variables: codes that may lie between two codes that go together"),
    number="G11",
    about=About.STUDY,
    question=N_("Is what lies between a mechanism, or only told in between?"),
    predicate=N_("one of the codes between is a mechanism"),
    options=InterveningOptions,
    criteria=("credibility",),
)
def intervening_variables(ground: Ground, options: InterveningOptions) -> Machine:
    """Codes that meet both ends in one turn and are told after the first and before the second.

    Raises:
        InputError: only one end is named, or the two ends are the same or one lies under the other.
        NotFoundError: a code is not there.
    """
    found = incidence_of(ground, options)
    ends = _ends(ground, found, options)
    if ends is None:
        why = _("No two codes go together clearly enough to look for something between them.")
        return Machine(value=why, not_applicable=why, next_action=_("Name two codes: --first CODE --second CODE"))
    said = found.by_person()[0]
    one, other = (found.labels[k] for k in ends)
    both, alone = said[:, ends[0]] & said[:, ends[1]], said[:, ends[0]] & ~said[:, ends[1]]
    n = int(both.sum())
    if n < options.min_informants:
        why = _("Only {n} informants speak of both “{one}” and “{other}”; below {need} no path can be told.").format(
            n=n, one=one, other=other, need=options.min_informants
        )
        return Machine(
            value=why, not_applicable=why, next_action=_("Choose two other codes with --first and --second.")
        )
    candidates = _candidates(found, meetings_of(found), said, ends, options)
    items = tuple(_item(found, ends, each, n) for each in candidates[: options.most])
    return Machine(
        value=plural(
            "{n} code may lie between “{one}” and “{other}” (of {both} informants who speak of both).",
            "{n} codes may lie between “{one}” and “{other}” (of {both} informants who speak of both).",
            len(candidates),
        ).format(n=len(candidates), one=one, other=other, both=n),
        advice=_advice(found, ends, candidates, options, n, int(alone.sum())),
        sheet=_sheet(ground, found, ends, candidates, options, n, int(alone.sum())),
        items=items,
        holds=decided(ground, items, CHOICES[:1]),
        asks=False,
        caveat=_(
            "Told before is not happened before: the order is that of the talk, which the guide may have set. No count "
            "shows a mechanism; a passage in which somebody says “because” does."
        ),
        next_action=_(
            "Read the passages of the path informant by informant, and look for one with A and B but without C."
        ),
    )


def _ends(ground: Ground, found: Incidence, options: InterveningOptions) -> tuple[int, int] | None:
    if bool(options.first) != bool(options.second):
        raise InputError(
            _("Only one end of the path is named."), mend=_("Name both: --first CODE --second CODE, or neither.")
        )
    if options.first:
        if related(options.first, (options.second,)):
            raise InputError(
                _("“{one}” and “{other}” are the same, or one lies under the other.").format(
                    one=options.first, other=options.second
                ),
                mend=_("Choose two codes that are apart in the codebook."),
            )
        return found.at(options.first), found.at(options.second)
    known = [
        each
        for each in relations(ground.facts, found, (), need=_NEED, margin=_MARGIN)
        if each.phi >= _CLEAR and each.both >= options.min_informants
    ]
    if not known:
        return None
    best = known[0]
    first = _first(found)
    sooner = int(
        (_told(first, best.one) & _told(first, best.other) & (first[:, best.one] < first[:, best.other])).sum()
    )
    return (best.one, best.other) if 2 * sooner >= best.both else (best.other, best.one)


def _first(found: Incidence) -> Whole:
    """The first turn in which each person says each code, shape (people, codes); the largest number where never."""
    import numpy as np

    first = np.full((len(found.people), len(found.codes)), np.iinfo(np.int64).max)
    np.minimum.at(first, (found.person, found.code), found.unit)
    return first


def _told(first: Whole, code: int) -> Flags:
    import numpy as np

    told: Flags = first[:, code] < np.iinfo(np.int64).max
    return told


def _candidates(
    found: Incidence, meetings: Meetings, said: Flags, ends: tuple[int, int], options: InterveningOptions
) -> list[_Between]:
    """What lies between, the most informants on the path first."""
    a, b = ends
    first = _first(found)
    ids = found.ids_by_code()
    both, alone = said[:, a] & said[:, b], said[:, a] & ~said[:, b]
    candidates = []
    for c in range(len(found.codes)):
        if related(found.codes[c], (found.codes[a], found.codes[b])):
            continue
        before = said[:, c] & said[:, b] & (first[:, c] < first[:, b])
        path = both & before & (first[:, a] <= first[:, c])
        meets = meetings.people[c, a] and meetings.people[c, b]
        if meets and path.sum() >= options.min_informants:
            candidates.append(
                _Between(
                    code=c,
                    with_first=int(meetings.people[c, a]),
                    with_second=int(meetings.people[c, b]),
                    before=int(before.sum()),
                    path=int(path.sum()),
                    there=int((said[:, c] & both).sum()),
                    elsewhere=int((said[:, c] & alone).sum()),
                    evidence=ids[c],
                )
            )
    return sorted(candidates, key=lambda each: (-each.path, -each.there, each.elsewhere, each.code))


def _item(found: Incidence, ends: tuple[int, int], each: _Between, n: int) -> Item:
    one, between, other = (found.labels[k] for k in (ends[0], each.code, ends[1]))
    return Item(
        key=f"path:{found.codes[ends[0]]}>{found.codes[each.code]}>{found.codes[ends[1]]}",
        text=_("{path} of {n} informants tell “{one}” → “{between}” → “{other}”. Is “{between}” how it works?").format(
            path=each.path, n=n, one=one, between=between, other=other
        ),
        choices=CHOICES,
        evidence=each.evidence,
    )


def _advice(
    found: Incidence,
    ends: tuple[int, int],
    candidates: Sequence[_Between],
    options: InterveningOptions,
    n: int,
    alone: int,
) -> tuple[str, ...]:
    told = []
    if not options.first:
        told.append(
            _("The two ends are the pair that goes together most; to look between others: --first CODE --second CODE.")
        )
    if not candidates:
        told.append(
            _("No code meets both and is told between them. The link may be direct, or nobody was asked about it.")
        )
    telling = [each for each in candidates if alone and each.there / n - each.elsewhere / alone >= 0.5]
    if telling:
        each = telling[0]
        told.append(
            _(
                "“{code}”: {there} of {n} who have both ends speak of it, {elsewhere} of {alone} who have the first."
            ).format(code=found.labels[each.code], there=each.there, n=n, elsewhere=each.elsewhere, alone=alone)
        )
    elif candidates and not alone:
        told.append(
            _("Nobody has “{one}” without “{other}”, so nothing shows what happens where the path is broken.").format(
                one=found.labels[ends[0]], other=found.labels[ends[1]]
            )
        )
    elif candidates:
        told.append(
            _("No candidate tells apart {who} with “{one}” alone from those with both.").format(
                who=informants(alone), one=found.labels[ends[0]]
            )
        )
    return tuple(told)


def _sheet(
    ground: Ground,
    found: Incidence,
    ends: tuple[int, int],
    candidates: Sequence[_Between],
    options: InterveningOptions,
    n: int,
    alone: int,
) -> Sheet:
    one, other = (found.labels[k] for k in ends)
    return table(
        ground,
        "intervening-variables",
        title=_("Between “{one}” and “{other}”").format(one=one, other=other),
        reading=_(
            "Each row is a code that may lie between; the first column counts who tells the whole path in order."
        ),
        corner=_("code between"),
        heads=(
            _("tells the path"),
            _("meets the first"),
            _("meets the second"),
            _("told before the second"),
            _("there where both are"),
            _("there with the first only"),
        ),
        rows=(
            Row(
                label=found.labels[each.code],
                cells=(
                    count(each.path, of=n, evidence=each.evidence),
                    cell(each.with_first),
                    cell(each.with_second),
                    cell(each.before),
                    count(each.there, of=n),
                    count(each.elsewhere, of=alone) if alone else cell(None),
                ),
            )
            for each in candidates
        ),
        rules=(
            _("Between: meets both ends in one turn, and {n} informants tell first, then it, then second.").format(
                n=options.min_informants
            ),
            _("Order: of the first mention of each code in an informant's words, by date, source and place."),
            *found.rules,
        ),
        counts=_("Numbers count informants."),
    )
