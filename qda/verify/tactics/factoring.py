"""G9 · Factoring: a few patterns that informants' codes are put together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.errors import InputError
from qda.model.ids import Id
from qda.model.sheet import Cell, Row, Sheet
from qda.model.wording import N_, _, number
from qda.stats.factors import Factors, non_negative_factors
from qda.verify.incidence import Chosen, Incidence, incidence_of
from qda.verify.meaning_words import decided, example, in_quotes, passage, short_key, too_few
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, named, percent, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]

CHOICES = ("named", "refuse")
TRIED = 6  # numbers of factors shown for the choice
LOADS = 0.5  # of the factor's largest loading, from which on a code or informant belongs to it


@dataclass(frozen=True, slots=True, kw_only=True)
class FactoringOptions(Chosen):
    """How many factors; that is the researcher's choice."""

    factors: int = field(
        default=0,
        metadata={
            "help": N_("How many factors; 0 shows how much 1, 2, 3 … would give back, to choose from."),
            "least": 0,
        },
    )
    min_informants: int = field(
        default=8, metadata={"help": N_("Informants below which nothing is factored."), "least": 1}
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Base:
    """People and codes that vary: nobody without a code, no code that nobody or everybody has."""

    people: tuple[int, ...]
    codes: tuple[int, ...]
    has: Flags


@tactic(
    "factoring",
    N_("Factoring: a few underlying patterns of codes across informants"),
    number="G9",
    about=About.STUDY,
    question=N_("What do you call each factor, and which do you refuse?"),
    predicate=N_("one of the factors has a name"),
    options=FactoringOptions,
    criteria=("credibility",),
)
def factoring(ground: Ground, options: FactoringOptions) -> Machine:
    """Non-negative factors of who mentions what; without a number it shows what each number would give back.

    Raises:
        InputError: more factors are wanted than the table can give.
        NotFoundError: a chosen code is not there.
    """
    found = incidence_of(ground, options)
    base = _base(ground, found)
    most = min(len(base.people) // 2, len(base.codes) // 2)
    if len(base.people) < options.min_informants or most < 2:
        why = (
            too_few(len(base.people), options.min_informants)
            if len(base.people) < options.min_informants
            else _("Fewer than four codes tell informants apart; there is nothing to factor.")
        )
        return Machine(
            value=why,
            not_applicable=why,
            advice=(_("With so few, read the cases side by side: qda display case-by-code."),),
        )
    if options.factors < 0 or options.factors > most:
        raise InputError(
            _("{n} factors cannot be told apart with {people} informants and {codes} codes.").format(
                n=options.factors, people=len(base.people), codes=len(base.codes)
            ),
            mend=_("Choose 1 to {most} with --factors.").format(most=most),
        )
    if not options.factors:
        return _to_choose(ground, base, most)
    return _factored(ground, found, base, options)


def _base(ground: Ground, found: Incidence) -> _Base:
    import numpy as np

    said = found.by_person()[0]
    people = np.flatnonzero(said.any(axis=1) & found.speakers(ground.facts))
    have = said[people].sum(axis=0)
    codes = np.flatnonzero((have > 0) & (have < len(people)))
    people = people[said[np.ix_(people, codes)].any(axis=1)] if len(codes) else people[:0]
    return _Base(people=tuple(people.tolist()), codes=tuple(codes.tolist()), has=said[np.ix_(people, codes)])


def _to_choose(ground: Ground, base: _Base, most: int) -> Machine:
    numbers = range(1, min(TRIED, most) + 1)
    shares = [non_negative_factors(base.has.astype(float), k).share for k in numbers]
    rows = [
        Row(
            label=str(k),
            cells=(
                cell(percent(shares[k - 1])),
                cell(None if k == 1 else number(100 * (shares[k - 1] - shares[k - 2]), 0)),
            ),
        )
        for k in numbers
    ]
    return Machine(
        value=_(
            "{people} informants and {codes} codes can be factored; the number of factors is yours to choose."
        ).format(people=len(base.people), codes=len(base.codes)),
        advice=(
            _("Take the number after which one factor more gains little, and that you can still name one by one."),
            _("Two or three factors that mean something are worth more than six that fit."),
        ),
        sheet=table(
            ground,
            "factoring",
            title=_("How many factors?"),
            reading=_(
                "Each row is a number of factors with how much of the table of informants by codes they give back."
            ),
            corner=_("factors"),
            heads=(_("given back"), _("gained, in points")),
            rows=rows,
            rules=_rules(),
        ),
        caveat=_("More factors always give back more. The number cannot be read off the table."),
        next_action=_("Choose a number: qda tactic factoring --factors 2"),
    )


def _rules() -> tuple[str, ...]:
    return (
        _("The table says who mentions what, each person once; codes that everybody or nobody has are left out."),
        _("Observations and documents are left out. Not asked counts as not said: compare what was asked of all."),
        _("Factors are non-negative, from a start without chance, so that the same study gives the same ones."),
    )


def _factored(ground: Ground, found: Incidence, base: _Base, options: FactoringOptions) -> Machine:
    result = non_negative_factors(base.has.astype(float), options.factors)
    items = tuple(_item(ground, found, base, result, options, n) for n in range(options.factors))
    return Machine(
        value=_("{k} factors give back {share} of who mentions what ({people} informants, {codes} codes).").format(
            k=options.factors, share=percent(result.share), people=len(base.people), codes=len(base.codes)
        ),
        advice=tuple(_advice(found, base, result, options)),
        sheet=_sheet(ground, found, base, result, options),
        items=items,
        holds=decided(ground, items, CHOICES[:1]),
        asks=False,
        caveat=_(
            "Another number of factors gives others, and so does one informant more where there are few. A factor is "
            "a reading, not a thing."
        ),
        next_action=_("Name each factor after reading its passages; refuse the one you cannot name."),
    )


def _top_codes(base: _Base, result: Factors, n: int) -> list[int]:
    """Codes that load on a factor, the strongest first."""
    loads = result.codes[n].round(6)
    own = [c for c in range(len(base.codes)) if loads[c] >= LOADS]
    return [base.codes[c] for c in sorted(own, key=lambda c: (-float(loads[c]), c))]


def _top_people(base: _Base, result: Factors, n: int) -> list[int]:
    weights = result.cases[:, n].round(6)
    own = [p for p in range(len(base.people)) if weights[p] > 0 and weights[p] >= LOADS * weights.max()]
    return [base.people[p] for p in sorted(own, key=lambda p: (-float(weights[p]), p))]


def _item(ground: Ground, found: Incidence, base: _Base, result: Factors, options: FactoringOptions, n: int) -> Item:
    codes, people = _top_codes(base, result, n), _top_people(base, result, n)
    inside = [
        i
        for i, (k, p) in enumerate(zip(found.code.tolist(), found.person.tolist(), strict=True))
        if k in codes[:3] and p in people
    ]
    shown = []
    for k in codes[:2]:
        i = example(found, (i for i in inside if found.code[i] == k))
        if i is not None:
            shown.append(passage(ground, found, i))
    text = _("Factor {n}: {codes}, strongest with {people}. What is it, or is it nothing?").format(
        n=n + 1,
        codes=in_quotes([found.labels[k] for k in codes], 5),
        people=named([found.people[p] for p in people], 4),
    )
    return Item(
        key=short_key(f"factor-of-{options.factors}", [found.codes[k] for k in codes[:3]]),
        text=" ".join([text, *shown]),
        choices=CHOICES,
        evidence=tuple(found.codings[i].id for i in inside),
    )


def _advice(found: Incidence, base: _Base, result: Factors, options: FactoringOptions) -> Iterator[str]:
    tops = [_top_people(base, result, n) for n in range(options.factors)]
    single = [str(n + 1) for n, people in enumerate(tops) if len(people) == 1]
    if single:
        yield _("Factor {n} rests on one informant: that is a case, not a pattern.").format(n=named(single))
    every = [str(n + 1) for n, people in enumerate(tops) if len(people) > 0.8 * len(base.people)]
    if every:
        yield _(
            "Factor {n} is shared by nearly all: it says what the study is about, not what tells people apart."
        ).format(n=named(every))
    if not result.settled:
        yield _("The factors had not settled after {rounds} rounds; take the loadings as rough.").format(
            rounds=result.rounds
        )
    if not found.guided:
        return
    yield _("Who was not asked counts as silent here. See that a factor is not just a version of the guide.")


def _sheet(ground: Ground, found: Incidence, base: _Base, result: Factors, options: FactoringOptions) -> Sheet:
    ids = found.ids_by_code()
    width = range(options.factors)
    strongest = {c: max(width, key=lambda n: (float(result.codes[n, c].round(6)), -n)) for c in range(len(base.codes))}
    order = sorted(strongest, key=lambda c: (strongest[c], -float(result.codes[strongest[c], c].round(6)), c))
    rows = [
        Row(
            label=found.labels[base.codes[c]],
            group=_("Codes"),
            cells=tuple(_loading(float(result.codes[n, c]), ids[base.codes[c]]) for n in width),
        )
        for c in order
    ]
    top = result.cases.max(axis=0)
    rows += [
        Row(
            label=found.people[p],
            group=_("Informants"),
            cells=tuple(_loading(float(result.cases[i, n] / top[n]) if top[n] > 0 else 0.0, ()) for n in width),
        )
        for i, p in enumerate(base.people)
    ]
    return table(
        ground,
        "factoring",
        title=_("Factors of informants by codes"),
        reading=_("Each column is a factor; 1 is what belongs to it most, 0 what does not. Strongest factor first."),
        corner=_("code or informant"),
        heads=[_("factor {n}").format(n=n + 1) for n in width],
        rows=rows,
        rules=_rules(),
        counts=_("Loadings, 0–1 within each factor; they are not shares of people."),
    )


def _loading(value: float, evidence: Sequence[Id]) -> Cell:
    shown = round(value, 2)
    return Cell(value=shown, evidence=tuple(evidence), strength=min(max(value, 0.0), 1.0))
