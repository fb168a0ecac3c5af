"""G7 · Partitioning variables: codes that hold two things and may have to be split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, plural
from qda.verify.incidence import GROUP, Chosen, Incidence, incidence_of, levels
from qda.verify.meaning_words import decided, example, in_quotes, informants, passage
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, named, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]

CHOICES = ("split", "keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitioningOptions(Chosen):
    """When a code counts as two-sided."""

    by: str = field(
        default=GROUP, metadata={"help": N_("Who is compared: group, role, site, period or any attribute.")}
    )
    min_informants: int = field(
        default=2, metadata={"help": N_("Informants that each side of a split must have."), "least": 1}
    )
    most: int = field(default=6, metadata={"help": N_("Codes that you are asked about at most."), "least": 1})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """Informants by what they say of one code.

    Attributes:
        fors: Who is for it, who against, who both.
        one_way: Levels whose members are all for, and all against.
    """

    code: int
    fors: tuple[int, ...]
    against: tuple[int, ...]
    both: tuple[int, ...]
    one_way: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def smaller(self) -> int:
        """Informants on the smaller side; who says both stands on each."""
        return min(len(self.fors), len(self.against)) + len(self.both)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Values:
    """Informants by the step of a code's scale."""

    code: int
    steps: tuple[str, ...]
    people: tuple[int, ...]
    low: int
    high: int


@tactic(
    "partitioning",
    N_("Partitioning variables: codes that people are divided on, proposed for a split"),
    number="G7",
    about=About.STUDY,
    question=N_("Which codes hold two things, and how is each half defined?"),
    predicate=N_("of each code that divides people it is decided whether to split it"),
    options=PartitioningOptions,
    criteria=("credibility",),
)
def partitioning(ground: Ground, options: PartitioningOptions) -> Machine:
    """Codes with informants for and against, or with people at both ends of their scale and few between.

    Raises:
        NotFoundError: a chosen code is not there.
    """
    found = incidence_of(ground, options)
    stated = sum(1 for coded in found.codings if coded.stance or coded.magnitude)
    if not stated:
        why = _("No coding carries a stance or a magnitude, so nothing shows whether a code holds two things.")
        return Machine(
            value=why,
            not_applicable=why,
            advice=(
                _("Where people differ on a matter, code the stance: for (+), against (-), both (±), neutral (0)."),
            ),
        )
    mixed = [each for each in _stances(ground, found, options.by) if each.smaller >= options.min_informants]
    mixed.sort(key=lambda each: (-each.smaller, each.code))
    two_peaked = [each for each in _magnitudes(ground, found) if _bimodal(each, options.min_informants)]
    n = len({each.code for each in mixed} | {each.code for each in two_peaked})
    items = (
        *(_stance_item(ground, found, each) for each in mixed[: options.most]),
        *(_value_item(found, each) for each in two_peaked[: options.most]),
    )
    return Machine(
        value=plural(
            "{n} code divides people, with {need} or more on each side.",
            "{n} codes divide people, with {need} or more on each side.",
            n,
        ).format(n=n, need=options.min_informants),
        advice=_advice(found, mixed, two_peaked),
        sheet=_sheet(ground, found, (mixed, two_peaked), options),
        items=items[: options.most],
        holds=decided(ground, items[: options.most]),
        asks=False,
        caveat=_(
            "Only what carries a stance or a magnitude is seen here; codings without one are left out, not taken as 0."
        ),
        next_action=_("To split: two codes with a definition each in the codebook, then recode the passages.")
        if items
        else "",
    )


def _stances(ground: Ground, found: Incidence, by: str) -> list[_Sides]:
    signs: dict[tuple[int, int], set[str]] = {}
    for coded, k, p in zip(found.codings, found.code.tolist(), found.person.tolist(), strict=True):
        if coded.stance in ("+", "-", "±"):
            signs.setdefault((k, p), set()).update("+-" if coded.stance == "±" else coded.stance)
    by_code: dict[int, dict[int, set[str]]] = {}
    for (k, p), own in signs.items():
        by_code.setdefault(k, {})[p] = own
    where = _levels_of_people(ground, found, by)
    return [_sides(k, people, where) for k, people in sorted(by_code.items())]


def _levels_of_people(ground: Ground, found: Incidence, by: str) -> dict[int, set[str]]:
    names, level = levels(ground.facts, found, by)
    where: dict[int, set[str]] = {}
    for each, own in zip(found.occasions, level.tolist(), strict=True):
        if own >= 0:
            where.setdefault(each.person, set()).add(names[own])
    return where


def _sides(code: int, people: dict[int, set[str]], where: dict[int, set[str]]) -> _Sides:
    told: dict[str, set[str]] = {}
    for p, signs in people.items():
        for name in where.get(p, ()):
            told.setdefault(name, set()).update(signs)
    return _Sides(
        code=code,
        fors=tuple(sorted(p for p, signs in people.items() if signs == {"+"})),
        against=tuple(sorted(p for p, signs in people.items() if signs == {"-"})),
        both=tuple(sorted(p for p, signs in people.items() if len(signs) == 2)),
        one_way=(
            tuple(sorted(name for name, signs in told.items() if signs == {"+"})),
            tuple(sorted(name for name, signs in told.items() if signs == {"-"})),
        ),
    )


def _magnitudes(ground: Ground, found: Incidence) -> list[_Values]:
    """Each informant at the middle one of the steps given in his or her words, the lower of two."""
    scales = {code.path: code.scale for code in ground.codes if code.scale}
    given: dict[int, dict[int, list[int]]] = {}
    for coded, k, p in zip(found.codings, found.code.tolist(), found.person.tolist(), strict=True):
        scale = scales.get(coded.code, ())
        if coded.magnitude in scale and coded.code == found.codes[k]:
            given.setdefault(k, {}).setdefault(p, []).append(scale.index(coded.magnitude))
    values = []
    for k, people in sorted(given.items()):
        steps = scales[found.codes[k]]
        at = [sorted(own)[(len(own) - 1) // 2] for own in people.values()]
        third = max(1, len(steps) // 3)
        values.append(
            _Values(
                code=k,
                steps=steps,
                people=tuple(at.count(step) for step in range(len(steps))),
                low=sum(1 for step in at if step < third),
                high=sum(1 for step in at if step >= len(steps) - third),
            )
        )
    return values


def _bimodal(each: _Values, need: int) -> bool:
    between = sum(each.people) - each.low - each.high
    return len(each.steps) > 1 and min(each.low, each.high) >= need and between < min(each.low, each.high)


def _where(each: _Sides) -> str:
    """Whether the division runs between levels, within people, or across."""
    fors, against = each.one_way
    if fors and against:
        return _("for: {fors}; against: {against}").format(fors=named(fors, 4), against=named(against, 4))
    if len(each.both) > len(each.fors) + len(each.against):
        return _("the same people say both")
    return _("within the same groups")


def _stance_item(ground: Ground, found: Incidence, each: _Sides) -> Item:
    own = [i for i, k in enumerate(found.code.tolist()) if k == each.code]
    shown = [
        passage(ground, found, i)
        for sign in "+-"
        if (i := example(found, (j for j in own if found.codings[j].stance == sign))) is not None
    ]
    text = _(
        "“{code}”: {fors} for, {against} against, {both} both ({where}). One thing with two opinions, or two things?"
    ).format(
        code=found.labels[each.code],
        fors=len(each.fors),
        against=len(each.against),
        both=len(each.both),
        where=_where(each),
    )
    return Item(
        key=f"stance:{found.codes[each.code]}",
        text=" ".join([text, *shown]),
        choices=CHOICES,
        evidence=tuple(found.codings[i].id for i in own if found.codings[i].stance),
    )


def _value_item(found: Incidence, each: _Values) -> Item:
    ids = tuple(
        coded.id
        for coded, k in zip(found.codings, found.code.tolist(), strict=True)
        if k == each.code and coded.magnitude
    )
    return Item(
        key=f"magnitude:{found.codes[each.code]}",
        text=_(
            "“{code}” has two peaks: {low} low, {high} high, few between. Two kinds of people, or two kinds of thing?"
        ).format(code=found.labels[each.code], low=informants(each.low), high=informants(each.high)),
        choices=CHOICES,
        evidence=ids,
    )


def _advice(found: Incidence, mixed: Sequence[_Sides], two_peaked: Sequence[_Values]) -> tuple[str, ...]:
    told = []
    by_group = [each for each in mixed if all(each.one_way)]
    if by_group:
        told.append(
            _("The division runs between groups on {codes}: that may be two experiences under one name.").format(
                codes=in_quotes([found.labels[each.code] for each in by_group])
            )
        )
    torn = [each for each in mixed if each.both]
    if torn:
        told.append(
            _("Somebody says both on {codes}: look for the circumstance that decides which.").format(
                codes=in_quotes([found.labels[each.code] for each in torn])
            )
        )
    if two_peaked:
        told.append(_("A scale with two peaks has no useful middle: report the ends, not the median."))
    if mixed or two_peaked:
        told.append(
            _("Split where you can say in one sentence each what the halves are; else keep, and report the dissent.")
        )
    else:
        told.append(_("Nothing has to be split. Codes on which all agree may still be too broad: see `subsuming`."))
    return tuple(told)


def _sheet(
    ground: Ground,
    found: Incidence,
    kinds: tuple[Sequence[_Sides], Sequence[_Values]],
    options: PartitioningOptions,
) -> Sheet:
    mixed, two_peaked = kinds
    ids = found.ids_by_code()
    rows = [
        Row(
            label=found.labels[each.code],
            group=_("Mixed stance"),
            cells=(
                cell(len(each.fors), ids[each.code]),
                cell(len(each.against), ids[each.code]),
                cell(len(each.both)),
                cell(_where(each)),
            ),
        )
        for each in mixed
    ]
    rows += [
        Row(
            label=found.labels[each.code],
            group=_("Two peaks on a scale"),
            cells=(
                cell(each.high, ids[each.code]),
                cell(each.low, ids[each.code]),
                cell(sum(each.people) - each.high - each.low),
                cell(", ".join(f"{step}: {n}" for step, n in zip(each.steps, each.people, strict=True))),
            ),
        )
        for each in two_peaked
    ]
    return table(
        ground,
        "partitioning",
        title=_("Codes that divide people"),
        reading=_("Each row is a code; the last column says where the division runs."),
        corner=_("code"),
        heads=(_("for, or high"), _("against, or low"), _("both, or between"), _("where it runs")),
        rows=rows,
        rules=(
            _("Mixed stance: {n} informants or more on each side; who says both stands on each.").format(
                n=options.min_informants
            ),
            _(
                "Two peaks: {n} informants or more in the lowest and the highest third of the scale, fewer between."
            ).format(n=options.min_informants),
            _("An informant stands at the middle of the steps given to his or her words."),
        ),
        counts=_("Numbers count informants who take a side or have a value."),
    )
