"""G10 · Noting relations between variables: what goes together across informants, and in which direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, number, plural
from qda.verify.crossing import Relation, relations
from qda.verify.incidence import GROUP, Chosen, Incidence, incidence_of
from qda.verify.meaning_words import decided, too_few
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, table

CHOICES = ("first-to-second", "second-to-first", "common-cause", "chance")
SHOWN = 20  # relations in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsOptions(Chosen):
    """What is crossed, and from how many people on."""

    attribute: tuple[str, ...] = field(
        default=(GROUP,), metadata={"help": N_("Attributes crossed with the codes: group, role, site or any other.")}
    )
    min_informants: int = field(
        default=6, metadata={"help": N_("Informants of whom both must be known for a relation."), "least": 1}
    )
    margin: int = field(
        default=2, metadata={"help": N_("Informants that must have each of the two, and must lack it."), "least": 1}
    )
    strength: float = field(
        default=0.5, metadata={"help": N_("φ from which on two go together or apart (0–1)."), "least": 0, "most": 1}
    )
    most: int = field(default=5, metadata={"help": N_("Strongest relations that you are asked about."), "least": 1})


@tactic(
    "relations",
    N_("Noting relations between variables: codes and attributes that go together or apart"),
    number="G10",
    about=About.STUDY,
    question=N_("Which way does each relation run, and is it plausible?"),
    predicate=N_("one of the strongest relations is more than chance"),
    options=RelationsOptions,
    criteria=("credibility",),
)
def relations_between_variables(ground: Ground, options: RelationsOptions) -> Machine:
    """Fourfold tables of all pairs with enough people; signs and counts, no tests of significance.

    Raises:
        NotFoundError: a chosen code is not there.
    """
    found = incidence_of(ground, options)
    people = int(found.speakers(ground.facts).sum())
    if people < options.min_informants:
        why = too_few(people, options.min_informants)
        return Machine(value=why, not_applicable=why)
    known = relations(ground.facts, found, options.attribute, need=options.min_informants, margin=options.margin)
    if not known:
        why = _("No two variables are known of {n} informants with {margin} on every side.").format(
            n=options.min_informants, margin=options.margin
        )
        return Machine(
            value=why,
            not_applicable=why,
            advice=(_("Either nearly all say the same, or too few were asked about the same things."),),
        )
    strong = [each for each in known if abs(each.phi) >= options.strength]
    items = tuple(_item(found, each) for each in strong[: options.most])
    return Machine(
        value=plural(
            "{n} of {all} pairs that can be told goes together or apart clearly.",
            "{n} of {all} pairs that can be told go together or apart clearly.",
            len(strong),
        ).format(n=len(strong), all=len(known)),
        advice=tuple(_advice(found, known, strong)),
        sheet=_sheet(ground, found, strong, options),
        items=items,
        holds=decided(ground, items, CHOICES[:3]),
        asks=False,
        caveat=_(
            "Going together is not leading to. With so few people one more or less can turn a sign, and speaking of a "
            "thing is not yet being for it."
        ),
        next_action=_("For a relation you believe: look for what lies between (intervening-variables), then test it."),
    )


def name_of(found: Incidence, each: Relation) -> tuple[str, str]:
    """The two sides of a relation in print."""
    one = found.labels[each.one] if each.one >= 0 else f"{_(each.attribute)} = {each.value}"
    return one, found.labels[each.other]


def _advice(found: Incidence, known: Sequence[Relation], strong: Sequence[Relation]) -> Iterator[str]:
    if strong:
        one, other = name_of(found, strong[0])
        yield _("Strongest: {one} and {other} ({counts}).").format(one=one, other=other, counts=_counts(strong[0]))
    yield _("Of {n} pairs some go together by chance alone. Keep those for which somebody says why.").format(
        n=len(known)
    )


def _counts(each: Relation) -> str:
    if each.attribute:
        return _("{value}: {both} of {n}; others: {rest} of {m}").format(
            value=each.value,
            both=each.both,
            n=each.both + each.only_one,
            rest=each.only_other,
            m=each.only_other + each.neither,
        )
    return _("both {both}, only the first {one}, only the second {other}, neither {neither}").format(
        both=each.both, one=each.only_one, other=each.only_other, neither=each.neither
    )


def _item(found: Incidence, each: Relation) -> Item:
    if each.attribute:
        text = _("{by} and “{code}” ({counts}): does the one lead to the other, and by which way?").format(
            code=found.labels[each.other], by=_(each.attribute), counts=_counts(each)
        )
    elif each.phi > 0:
        text = _("“{one}” and “{other}” go together ({counts}). Which comes first, and how would it lead on?").format(
            one=found.labels[each.one], other=found.labels[each.other], counts=_counts(each)
        )
    else:
        text = _("Who has “{one}” hardly has “{other}” ({counts}). Does one keep the other away, and how?").format(
            one=found.labels[each.one], other=found.labels[each.other], counts=_counts(each)
        )
    first = found.codes[each.one] if each.one >= 0 else f"{each.attribute}={each.value}"
    sides = {each.one, each.other} - {-1}
    return Item(
        key=f"relation:{first}+{found.codes[each.other]}",
        text=text,
        choices=CHOICES,
        evidence=tuple(c.id for c, k in zip(found.codings, found.code.tolist(), strict=True) if k in sides),
    )


def _sheet(ground: Ground, found: Incidence, strong: Sequence[Relation], options: RelationsOptions) -> Sheet:
    ids = found.ids_by_code()
    rows = []
    for each in strong[:SHOWN]:
        one, other = name_of(found, each)
        evidence = (*(ids[each.one] if each.one >= 0 else ()), *ids[each.other])
        rows.append(
            Row(
                label=f"{one} × {other}",
                group=_("Codes with codes") if each.one >= 0 else _("Attributes with codes"),
                cells=(
                    cell("+" if each.phi > 0 else "−"),
                    cell(each.both, evidence),
                    cell(each.only_one),
                    cell(each.only_other),
                    cell(each.neither),
                    cell(each.n),
                    cell(round(each.phi, 2)),
                ),
            )
        )
    rows.sort(key=lambda row: row.group != _("Attributes with codes"))
    return table(
        ground,
        "relations",
        title=_("Relations between variables"),
        reading=_("Each row is a pair; + they go together, − one comes without the other. Strongest first."),
        corner=_("pair"),
        heads=(
            _("sign"), _("both"), _("only the first"), _("only the second"), _("neither"), _("informants"), _("φ"),
        ),
        rows=rows,
        rules=(
            _("A pair can be told where both are known of {n} informants, and {m} or more have and lack each.").format(
                n=options.min_informants, m=options.margin
            ),
            _("Clear: φ of {s} or more, either sign. Observations and documents are left out.").format(
                s=number(options.strength, 2, short=True)
            ),
            *found.rules,
        ),
        counts=_("Numbers count informants who were asked about both."),
        notes=(_("Of {n} clear pairs the strongest {most} are shown.").format(n=len(strong), most=SHOWN),)
        if len(strong) > SHOWN
        else (),
    )  # fmt: skip
