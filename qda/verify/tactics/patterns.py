"""G1 · Noting patterns and themes: what returns across people, what meets, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, number, plural
from qda.verify.asked import related
from qda.verify.incidence import Chosen, Incidence, incidence_of, levels
from qda.verify.meaning_words import count, decided, example, in_quotes, informants, out_of, passage, too_few
from qda.verify.meetings import Meetings, meetings_of, successions_of, together
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]

NEARLY_ALL = 0.8  # share of the codes in use from which on spread no longer tells codes apart
SHOWN = 10  # pairs and sequences in the table
CHOICES = ("pattern", "guide", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternsOptions(Chosen):
    """From where on something counts as a pattern."""

    min_informants: int = field(
        default=3, metadata={"help": N_("Informants from whom on something is a pattern."), "least": 1}
    )
    min_groups: int = field(
        default=2, metadata={"help": N_("Source groups that a pattern must be found in."), "least": 1}
    )
    times: float = field(
        default=1.5,
        metadata={"help": N_("How many times as often as by chance pairs and sequences must occur."), "least": 0},
    )
    most: int = field(default=5, metadata={"help": N_("Strongest patterns that you are asked about."), "least": 1})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """How far one code is spread; `groups` and `sites` None where the study does not know any."""

    code: int
    said: int
    asked: int
    groups: int | None
    sites: int | None
    raised: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    one: int
    other: int
    people: int
    times: int
    expected: float


@tactic(
    "patterns",
    N_("Noting patterns: which codes are spread over people and groups, meet, or follow one another"),
    number="G1",
    about=About.STUDY,
    question=N_("Are these patterns of meaning or of the guide, and what do you call each?"),
    predicate=N_("one of the strongest patterns is a pattern of meaning"),
    options=PatternsOptions,
    criteria=("credibility",),
)
def patterns(ground: Ground, options: PatternsOptions) -> Machine:
    """Spread of each code, pairs in one turn and sequences of turns above chance; the strongest are asked about.

    Raises:
        NotFoundError: a chosen code is not there.
    """
    found = incidence_of(ground, options)
    if len(found.people) < options.min_informants:
        why = too_few(len(found.people), options.min_informants)
        return Machine(value=why, not_applicable=why)
    spreads = _spreads(ground, found)
    wide = [each for each in spreads if _is_wide(each, options)]
    meetings, steps = meetings_of(found), successions_of(found)
    pairs = _above(found, meetings, options, both_ways=False)
    sequences = _above(found, steps, options, both_ways=True)
    if not (wide or pairs or sequences):
        return _nothing(ground, found, spreads, options)
    items = _items(ground, found, (wide, pairs, sequences), options.most)
    used = sum(1 for each in spreads if each.said)
    return Machine(
        value=_(
            "{wide} of {used} codes in use are spread widely enough for a pattern; {pairs} meet, and {sequences} "
            "follow one another, more often than by chance."
        ).format(
            wide=len(wide),
            used=used,
            pairs=plural("{n} pair of codes", "{n} pairs of codes", len(pairs)).format(n=len(pairs)),
            sequences=plural("{n} pair", "{n} pairs", len(sequences)).format(n=len(sequences)),
        ),
        advice=tuple(_advice(found, wide, used, items)),
        sheet=_sheet(ground, found, (spreads, pairs, sequences), options),
        items=items,
        holds=decided(ground, items, CHOICES[:1]),
        asks=False,
        caveat=_(
            "A code is spread because people mean it, or because everybody was asked about it, or because the coder "
            "looked for it. The numbers cannot tell these apart; the passages can."
        ),
        next_action=_("Read the passages of each pattern, then name it in one sentence or refuse it."),
    )


def _spreads(ground: Ground, found: Incidence) -> list[_Spread]:
    """All codes, the widest first."""
    said, asked = found.by_person()
    raised = _raised(found)
    groups = _distinct(ground, found, "group") if found.grouped else None
    sites = _distinct(ground, found, "site")
    spreads = [
        _Spread(
            code=k,
            said=int(said[:, k].sum()),
            asked=int(asked[:, k].sum()),
            groups=None if groups is None else groups[k],
            sites=None if sites is None else sites[k],
            raised=None if raised is None else raised[k],
        )
        for k in range(len(found.codes))
    ]
    return sorted(spreads, key=lambda each: (-each.said, -(each.groups or 0), each.code))


def _distinct(ground: Ground, found: Incidence, by: str) -> list[int] | None:
    """How many values of a property each code is found in; None where the study states none."""
    import numpy as np

    names, level = levels(ground.facts, found, by)
    if not names:
        return None
    seen = np.zeros((len(names), len(found.codes)), dtype=bool)
    known = level >= 0
    np.logical_or.at(seen, level[known], found.said[known])
    return [int(n) for n in seen.sum(axis=0)]


def _raised(found: Incidence) -> list[int] | None:
    """Informants who speak of each code where no question on it was put; None without a guide."""
    import numpy as np

    if not found.guided:
        return None
    who = np.zeros((len(found.people), len(found.codes)), dtype=bool)
    who[found.person[found.unasked], found.code[found.unasked]] = True
    return [int(n) for n in who.sum(axis=0)]


def _is_wide(each: _Spread, options: PatternsOptions) -> bool:
    enough = each.groups is None or each.groups >= options.min_groups
    return each.said >= options.min_informants and enough


def _above(found: Incidence, meetings: Meetings, options: PatternsOptions, *, both_ways: bool) -> list[_Pair]:
    """Pairs of enough informants and often enough, the most informants first."""
    import numpy as np

    often = (
        (meetings.people >= options.min_informants)
        & (meetings.times >= options.times * meetings.expected)
        & (meetings.times > 0)
    )
    if not both_ways:
        often = np.triu(often)
    pairs = [
        _Pair(
            one=int(a),
            other=int(b),
            people=int(meetings.people[a, b]),
            times=int(meetings.times[a, b]),
            expected=float(meetings.expected[a, b]),
        )
        for a, b in np.argwhere(often)
        if not related(found.codes[a], (found.codes[b],))
    ]
    return sorted(pairs, key=lambda each: (-each.people, -each.times / each.expected, each.one, each.other))


def _items(
    ground: Ground,
    found: Incidence,
    kinds: tuple[Sequence[_Spread], Sequence[_Pair], Sequence[_Pair]],
    most: int,
) -> tuple[Item, ...]:
    """The strongest of each kind in turn, so that pairs and sequences are not crowded out."""
    wide, pairs, sequences = kinds
    turns = zip_longest(
        (_code_item(ground, found, each) for each in wide),
        (_pair_item(ground, found, each) for each in pairs),
        (_sequence_item(ground, found, each) for each in sequences),
    )
    return tuple(item for turn in (next(turns, ()) for _n in range(most)) for item in turn if item)[:most]


def _code_item(ground: Ground, found: Incidence, each: _Spread) -> Item:
    import numpy as np

    own = np.flatnonzero(found.code == each.code).tolist()
    shown = example(found, own)
    who = out_of(found, each.said, each.asked)
    guide = "" if each.raised != 0 else " " + _("Nobody raised it unasked.")
    text = _("“{code}” returns with {who}.{guide} Pattern of meaning or of the guide? Name it.").format(
        code=found.labels[each.code], who=who, guide=guide
    )
    return Item(
        key=f"code:{found.codes[each.code]}",
        text=text if shown is None else f"{text} {_('For example:')} {passage(ground, found, shown)}",
        choices=CHOICES,
        evidence=tuple(found.codings[i].id for i in own),
    )


def _pair_item(ground: Ground, found: Incidence, each: _Pair) -> Item:
    both = together(found, each.one, each.other)
    text = _(
        "“{one}” and “{other}” meet in one turn with {who}: {times} times, {expected} by chance. What joins them?"
    ).format(
        one=found.labels[each.one],
        other=found.labels[each.other],
        who=informants(each.people),
        times=each.times,
        expected=number(each.expected, 1),
    )
    shown = example(found, both)
    return Item(
        key=f"pair:{found.codes[each.one]}+{found.codes[each.other]}",
        text=text if shown is None else f"{text} {_('For example:')} {passage(ground, found, shown)}",
        choices=CHOICES,
        evidence=tuple(found.codings[i].id for i in both),
    )


def _sequence_item(ground: Ground, found: Incidence, each: _Pair) -> Item:
    text = _(
        "After “{one}” comes “{other}” with {who}: {times} times, {expected} by chance. Whose order is it?"
    ).format(
        one=found.labels[each.one],
        other=found.labels[each.other],
        who=informants(each.people),
        times=each.times,
        expected=number(each.expected, 1),
    )
    if _guide_has(ground, found.codes[each.one], found.codes[each.other]):
        text += " " + _("The guide asks about them in this order.")
    return Item(key=f"sequence:{found.codes[each.one]}>{found.codes[each.other]}", text=text, choices=CHOICES)


def _guide_has(ground: Ground, one: str, other: str) -> bool:
    """Whether a question of the guide on the one is directly followed by a question on the other."""
    on = list(ground.facts.targets.values())
    return any(
        any(related(target, (one,)) for target in first) and any(related(target, (other,)) for target in second)
        for first, second in pairwise(on)
    )


def _advice(found: Incidence, wide: Sequence[_Spread], used: int, items: Sequence[Item]) -> Iterable[str]:
    if wide:
        first = wide[0]
        yield _("Most widely shared is “{code}”: {who}.").format(
            code=found.labels[first.code], who=out_of(found, first.said, first.asked)
        )
    if len(wide) > NEARLY_ALL * used:
        yield _(
            "Nearly every code is spread widely, so spread tells little here. Look at what meets and what follows, or "
            "at who differs: qda tactic contrasts."
        )
    led = [found.labels[each.code] for each in wide if each.raised == 0]
    if led:
        yield _(
            "Only in answer to a question on it: {codes}. Look there first whether the guide made the pattern."
        ).format(codes=in_quotes(led))
    if not found.guided:
        yield _(
            "The study does not know which questions were put, so a pattern of the guide cannot be seen here. Check it "
            "against your guide by hand."
        )
    if items:
        yield _("A pattern has a name that says what is meant, not only what is talked about. Look for a case against.")


def _nothing(ground: Ground, found: Incidence, spreads: Sequence[_Spread], options: PatternsOptions) -> Machine:
    return Machine(
        value=_(
            "No code reaches {people} in {groups} source groups, and no pair or sequence returns above chance."
        ).format(people=informants(options.min_informants), groups=options.min_groups),
        advice=(
            _("Codes may be too fine: look at the upper levels with --depth 1 or --depth 2."),
            _("Or the material is still too small to speak of patterns. That is a result too."),
        ),
        sheet=_sheet(ground, found, (spreads, (), ()), options),
        asks=False,
    )


def _sheet(
    ground: Ground,
    found: Incidence,
    kinds: tuple[Sequence[_Spread], Sequence[_Pair], Sequence[_Pair]],
    options: PatternsOptions,
) -> Sheet:
    spreads, pairs, sequences = kinds
    ids = found.ids_by_code()
    arrow = "{one} → {other}"
    rows = [
        Row(
            label=found.labels[each.code],
            group=_("Codes"),
            cells=(
                count(each.said, of=each.asked, evidence=ids[each.code]),
                cell(each.groups),
                cell(each.sites),
                cell(each.raised),
                cell(None),
                cell(None),
            ),
        )
        for each in spreads
        if each.said
    ]
    for title, joined, shown in (
        (_("Pairs in one turn"), "{one} + {other}", pairs),
        (_("Sequences"), arrow, sequences),
    ):
        rows += [
            Row(
                label=joined.format(one=found.labels[each.one], other=found.labels[each.other]),
                group=title,
                cells=(
                    cell(each.people),
                    cell(None),
                    cell(None),
                    cell(None),
                    cell(each.times),
                    cell(round(each.expected, 1)),
                ),
            )
            for each in shown[:SHOWN]
        ]
    return table(
        ground,
        "patterns",
        title=_("Patterns: spread, pairs and sequences of codes"),
        reading=_("Each row is a code, a pair in one turn, or a sequence; the most widely shared come first."),
        corner=_("pattern"),
        heads=(
            _("informants"),
            _("groups"),
            _("sites"),
            _("raised unasked"),
            _("how often"),
            _("by chance"),
        ),
        rows=rows,
        rules=(
            _(
                "A code is a pattern from {people} in {groups} source groups on; a pair or a sequence from {people} "
                "and {times} times as often as by chance on."
            ).format(
                people=informants(options.min_informants),
                groups=options.min_groups,
                times=number(options.times, 2, short=True),
            ),
            _("By chance: as if codes fell on turns without regard to each other."),
            _("A sequence is two coded turns of one informant in one source that follow each other."),
            _("A code and another that lies under it are no pair."),
            *found.rules,
        ),
        counts=_("Numbers count informants, out of those asked; times counts turns."),
        notes=(
            _("Of {n} pairs and {m} sequences above chance the first {most} of each are shown.").format(
                n=len(pairs), m=len(sequences), most=SHOWN
            ),
        )
        if max(len(pairs), len(sequences)) > SHOWN
        else (),
    )
