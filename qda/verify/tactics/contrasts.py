"""G6 · Making contrasts and comparisons: where roles, sites or periods differ most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.errors import InputError, NotFoundError
from qda.model.sheet import Cell, Empty, Row, Sheet
from qda.model.wording import N_, _, number
from qda.verify.incidence import GROUP, Chosen, Incidence, incidence_of, levels
from qda.verify.meaning_words import decided
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, named, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

MEASURES = ("said", "for")
CHOICES = ("matters", "trivial", "artefact")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastsOptions(Chosen):
    """What is compared, and from how many on."""

    by: str = field(
        default=GROUP, metadata={"help": N_("What is compared: group, role, site, period or any attribute.")}
    )
    of: str = field(
        default="said",
        metadata={
            "help": N_("said: who speaks of it, of those asked; for: who is for it, of those who take a side."),
            "choices": MEASURES,
        },
    )
    min_informants: int = field(
        default=3, metadata={"help": N_("Informants asked on each side, below which nothing is compared."), "least": 1}
    )
    gap: float = field(
        default=0.4,
        metadata={
            "help": N_("Smallest difference between two shares, 0 to 1, that you are asked about."),
            "least": 0,
            "most": 1,
        },
    )
    most: int = field(default=5, metadata={"help": N_("Largest gaps that you are asked about."), "least": 1})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shares:
    """Informants by level and code: who says it, out of who was asked."""

    names: tuple[str, ...]
    said: Whole
    asked: Whole
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """The widest difference of one code between levels of enough informants."""

    code: int
    high: int
    low: int
    size: float


@tactic(
    "contrasts",
    N_("Making contrasts: which codes differ most between roles, groups, sites or periods"),
    number="G6",
    about=About.STUDY,
    question=N_("Which of these differences matter in practice, and which come from how you asked?"),
    predicate=N_("one of the largest differences matters"),
    options=ContrastsOptions,
    criteria=("credibility", "transferability"),
)
def contrasts(ground: Ground, options: ContrastsOptions) -> Machine:
    """Shares of informants by level; gaps only between levels of enough informants asked.

    Raises:
        InputError: `of` is unknown.
        NotFoundError: a chosen code is not there, or nothing has the property `by`.
    """
    if options.of not in MEASURES:
        raise InputError(
            _("Contrasts compare no “{name}”.").format(name=options.of),
            mend=_("Choose one of: {names}.").format(names=", ".join(MEASURES)),
        )
    found = incidence_of(ground, options)
    shares = _shares(ground, found, options)
    if not shares.names:
        return _without_sides(options)
    gaps = _gaps(shares, options.min_informants)
    sheet = _sheet(ground, found, shares, gaps, options)
    compared = sorted({level for each in gaps for level in (each.high, each.low)})
    if not gaps:
        why = _(
            "Nothing is compared: no code has {need} informants on two sides. The sides by {by}, with their people: "
            "{sides}."
        ).format(need=options.min_informants, by=_(options.by), sides=named(_sizes(found, shares, ground, options.by)))
        return Machine(
            value=why,
            not_applicable=why,
            sheet=sheet,
            advice=(_("With so few on a side, one person more or less turns the difference round."),),
            next_action=_("Compare something with more people on each side (--by), or join small groups in the cases."),
        )
    wide = [each for each in gaps if each.size >= options.gap]
    items = tuple(_item(found, shares, each, options) for each in wide[: options.most])
    return Machine(
        value=_("{wide} of {all} codes that can be compared differ by {gap} percentage points or more ({by}).").format(
            wide=len(wide), all=len(gaps), gap=number(100 * options.gap, 0), by=_(options.by)
        ),
        advice=_advice(found, shares, gaps, compared, options),
        sheet=sheet,
        items=items,
        holds=decided(ground, items, CHOICES[:1]),
        asks=False,
        caveat=_(
            "These are people of this study, not a sample: a gap shows where to read closely. Speaking of a thing may "
            "be for or against it; --of for compares stances."
        ),
        next_action=_("Read the passages of both sides of the largest gap next to each other."),
    )


def _without_sides(options: ContrastsOptions) -> Machine:
    """Nothing to compare by: a property that was asked for is missed; the usual one does not apply to every study.

    Raises:
        NotFoundError: another property than the usual one was asked for.
    """
    what = _("No source or case states “{name}”.").format(name=options.by)
    mend = _("Choose group, role, site, period or an attribute of the cases table with --by.")
    if options.by != ContrastsOptions().by:
        raise NotFoundError(what, mend=mend)
    return Machine(value=what, not_applicable=what, next_action=mend)


def _shares(ground: Ground, found: Incidence, options: ContrastsOptions) -> _Shares:
    import numpy as np

    names, level = levels(ground.facts, found, options.by)
    yes, base = (found.said, found.asked) if options.of == "said" else _sides(found)
    person = np.array([each.person for each in found.occasions], dtype=np.int64)
    size = (len(names), len(found.people), len(found.codes))
    said, asked = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    known = level >= 0
    np.logical_or.at(said, (level[known], person[known]), yes[known])
    np.logical_or.at(asked, (level[known], person[known]), base[known])
    return _Shares(
        names=names,
        said=said.sum(axis=1).astype(np.int64),
        asked=asked.sum(axis=1).astype(np.int64),
        without=len(set(person[~known].tolist()) - set(person[known].tolist())),
    )


def _sides(found: Incidence) -> tuple[Flags, Flags]:
    """Who is for a code and never against it, and who takes a side at all; shape (occasions, codes)."""
    import numpy as np

    stance = np.array([coded.stance or "" for coded in found.codings], dtype="<U1")
    plus, against = np.zeros(found.said.shape, dtype=bool), np.zeros(found.said.shape, dtype=bool)
    for signs, flags in ((("+", "±"), plus), (("-", "±"), against)):
        here: Flags = (stance == signs[0]) | (stance == signs[1])
        flags[found.occasion[here], found.code[here]] = True
    for_it: Flags = plus & ~against
    sided: Flags = plus | against
    return for_it, sided


def _gaps(shares: _Shares, need: int) -> list[_Gap]:
    """The widest gap of each code that can be compared, the widest first."""
    found = []
    for k in range(shares.said.shape[1]):
        able = [at for at in range(len(shares.names)) if shares.asked[at, k] >= need]
        if len(able) < 2 or not shares.said[able, k].any():
            continue
        share = {at: float(shares.said[at, k] / shares.asked[at, k]) for at in able}
        high = max(able, key=lambda at: (share[at], int(shares.asked[at, k]), -at))
        low = min(able, key=lambda at: (share[at], -int(shares.asked[at, k]), at))
        found.append(_Gap(code=k, high=high, low=low, size=share[high] - share[low]))
    return sorted(found, key=lambda each: (-round(each.size, 9), each.code))


def _sizes(found: Incidence, shares: _Shares, ground: Ground, by: str) -> list[str]:
    """Each level with how many people it has."""
    _names, level = levels(ground.facts, found, by)
    people = {
        at: len({each.person for each, own in zip(found.occasions, level.tolist(), strict=True) if own == at})
        for at in range(len(shares.names))
    }
    return [f"{name} {people[at]}" for at, name in enumerate(shares.names)]


def _of(shares: _Shares, level: int, code: int) -> str:
    return _("{side}: {n} of {asked}").format(
        side=shares.names[level], n=int(shares.said[level, code]), asked=int(shares.asked[level, code])
    )


def _item(found: Incidence, shares: _Shares, each: _Gap, options: ContrastsOptions) -> Item:
    ids = tuple(c.id for c, k in zip(found.codings, found.code.tolist(), strict=True) if k == each.code)
    return Item(
        key=f"{options.by}:{options.of}:{found.codes[each.code]}",
        text=_("“{code}”: {high}; {low}. Does the difference matter in practice, and what makes it?").format(
            code=found.labels[each.code], high=_of(shares, each.high, each.code), low=_of(shares, each.low, each.code)
        ),
        choices=CHOICES,
        evidence=ids,
    )


def _advice(
    found: Incidence, shares: _Shares, gaps: Sequence[_Gap], compared: Sequence[int], options: ContrastsOptions
) -> tuple[str, ...]:
    first = gaps[0]
    told = [
        _("Largest gap: “{code}”, {high}; {low}.").format(
            code=found.labels[first.code],
            high=_of(shares, first.high, first.code),
            low=_of(shares, first.low, first.code),
        )
    ]
    left = [name for at, name in enumerate(shares.names) if at not in compared]
    if left:
        told.append(
            _("Not compared, since they have fewer than {need}: {names}.").format(
                need=options.min_informants, names=named(left)
            )
        )
    told.append(
        _("Ask first what is dull: other questions, another interviewer, a longer talk? Only then what it means.")
    )
    return tuple(told)


def _sheet(ground: Ground, found: Incidence, shares: _Shares, gaps: Sequence[_Gap], options: ContrastsOptions) -> Sheet:
    ids = found.ids_by_code()
    place = {each.code: each for each in gaps}
    known = (shares.said if options.of == "said" else shares.asked).sum(axis=0).tolist()
    order = [each.code for each in gaps] + [k for k in range(len(found.codes)) if k not in place and known[k]]
    rows = []
    for k in order:
        each = place.get(k)
        size = cell(None) if each is None else Cell(value=number(each.size, 2), evidence=ids[k])
        nobody = Empty.NOT_ASKED if options.of == "said" else Empty.NOT_APPLICABLE
        cells = (_cell(shares, at, k, nobody) for at in range(len(shares.names)))
        rows.append(
            Row(label=found.labels[k], cells=(size, *cells), group=_("compared") if each else _("too few to compare"))
        )
    notes = (
        (_("{n} informants have no {by} and stand in no column.").format(n=shares.without, by=_(options.by)),)
        if shares.without
        else ()
    )
    return table(
        ground,
        "contrasts",
        title=_("Contrasts by {by}").format(by=_(options.by)),
        reading=_(
            "Each row is a code, the widest gap first; the gap is the difference between two shares of informants."
        ),
        corner=_("code"),
        heads=(_("gap"), *shares.names),
        rows=rows,
        rules=(
            _("Compared are only sides that have {need} informants or more as denominator.").format(
                need=options.min_informants
            ),
            *found.rules,
        ),
        counts=_("Numbers count informants who speak of the code, out of those asked.")
        if options.of == "said"
        else _("Numbers count informants who are for it and never against, out of those who take a side."),
        notes=notes,
    )


def _cell(shares: _Shares, level: int, code: int, nobody: Empty) -> Cell:
    asked = int(shares.asked[level, code])
    return Cell(value=int(shares.said[level, code]), of=asked) if asked else Cell(empty=nobody)
