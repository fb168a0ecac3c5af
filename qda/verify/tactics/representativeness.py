"""V1: do the people and the moments behind a finding stand for those it speaks about?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from qda.model.attributes import standard
from qda.model.sheet import Sheet
from qda.model.wording import N_, _, plural
from qda.verify.finding import FindingSpec
from qda.verify.tactic import About, Ground, Machine, tactic
from qda.verify.tactic_table import line, named, of_passages, percent, share, table
from qda.verify.third_factor import require_stated
from qda.verify.voices import Stratum, Voice, of_high_standing, strata, supporting

_EXACT = 1e-9
_HALF = 0.5
_WEEKEND = 5  # Monday is 0
_FEW_DATES = 3
_STANDING = (
    "kepala", "ketua", "wakil", "direktur", "pimpinan", "pejabat", "bupati", "camat", "lurah", "kades", "sekretaris",
    "manajer", "tokoh", "pengurus", "kasi", "kabid", "head", "chief", "director", "manager", "leader", "principal",
    "chair", "chairman", "chairwoman", "dean", "official",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativenessOptions:
    """Options of the check on representativeness."""

    max_share: float = field(
        default=0.40,
        metadata={
            "help": N_("Share of the passages, 0 to 1, that one person may give at most."),
            "least": 0,
            "most": 1,
        },
    )
    strata: tuple[str, ...] = field(
        default=("group", "site"), metadata={"help": N_("Attributes whose every value must have somebody asked.")}
    )
    standing: tuple[str, ...] = field(
        default=_STANDING, metadata={"help": N_("Words of a role that mean high standing.")}
    )
    status: str = field(
        default="status",
        metadata={"help": N_("Attribute of cases that says who is of high standing (tinggi, high), before any role.")},
    )


@tactic(
    "representativeness",
    N_("Checking for representativeness: whose voices and which moments a finding rests on, and who was not asked"),
    number="V1",
    about=About.FINDING,
    question=N_(
        "Whom could you not reach or leave out, would they say the same, and did you lean on people of high standing?"
    ),
    options=RepresentativenessOptions,
    predicate=N_("nobody gives more than 40 % of the passages, and somebody was asked in every stratum in scope"),
    criteria=("credibility", "transferability"),
)
def representativeness(ground: Ground, options: RepresentativenessOptions) -> Machine:
    """Shares of the passages for the finding by person and by standing; who was asked, stratum by stratum.

    Raises:
        NotFoundError: nobody states an attribute that strata were asked for by.
    """
    finding = ground.finding
    assert finding is not None  # the contract: a tactic about findings is given one
    chosen = [standard(name) for name in options.strata]
    require_stated(ground.facts, [name for name in chosen if name not in RepresentativenessOptions().strata])
    heard = supporting(ground)
    parts = [part for name in chosen for part in strata(ground, finding, name)]
    unasked = [part for part in parts if not part.asked]
    if not heard:
        return Machine(
            value=_("No passage speaks for the finding, so it has no sample yet."),
            advice=tuple(_unasked_advice(unasked)),
            sheet=_sheet(ground, (), parts, options),
            not_applicable=_("No passage speaks for the finding: there is nobody whose weight could be compared."),
        )
    total, top = sum(voice.passages for voice in heard), heard[0]
    independent = 0 if ground.result is None else ground.result.measures.witnesses
    alone = 1 / independent if independent else 0.0
    too_loud = max(top.passages / total, alone) > options.max_share + _EXACT
    return Machine(
        value=_value(heard, independent, total),
        holds=not too_loud and not unasked,
        advice=(
            *(_loud_advice(heard, independent, options.max_share) if too_loud else ()),
            *_unasked_advice(unasked),
            *_standing_advice(ground, heard, total, options),
            *_date_advice(ground, heard),
        ),
        sheet=_sheet(ground, heard, parts, options),
        evidence=tuple(coding for voice in heard for coding in voice.ids),
        caveat=_(
            "It compares those in this study with one another. Whether they stand for people outside it, no count can "
            "tell. Standing is read off roles unless the cases say it."
        ),
        next_action=_next(unasked, finding),
    )


def _value(heard: Sequence[Voice], independent: int, total: int) -> str:
    top = heard[0]
    told = plural(
        "{people} person or source speaks for it, {witnesses} of them independent.",
        "{people} people or sources speak for it, {witnesses} of them independent.",
        len(heard),
    ).format(people=len(heard), witnesses=independent)
    if len(heard) > 1 and top.passages == heard[1].passages:
        most = _("Nobody gives more than {share}.").format(share=of_passages(top.passages, total))
    else:
        most = _("{name} gives most: {share}.").format(name=top.name, share=of_passages(top.passages, total))
    return f"{told} {most}"


def _loud_advice(heard: Sequence[Voice], independent: int, limit: float) -> list[str]:
    """Why one voice weighs too much: too few people, too few of them independent, or one who is quoted most."""
    top, total = heard[0], sum(voice.passages for voice in heard)
    need = ceil(1 / limit - _EXACT) if limit > 0 else 0
    if need and len(heard) < need:
        return [
            _(
                "With so few people one of them always gives more than {limit}; at least {need} are needed. Until then "
                "write who says it, not that it is so."
            ).format(limit=percent(limit), need=need)
        ]
    if top.passages / total <= limit + _EXACT:
        return [
            plural(
                "Only {n} of them is an independent witness, so one voice stands behind it. See why they count as one: "
                "the same words, or people who depend on each other.",
                "Only {n} of them are independent witnesses, so one voice is more than {limit} of the evidence. See "
                "why they count as one: the same words, or people who depend on each other.",
                independent,
            ).format(n=independent, limit=percent(limit))
        ]
    others = ", ".join(voice.name for voice in heard[1:4])
    return [
        _(
            "The voice of {name} makes up {share}, more than {limit}. Ask yourself whether the finding stands "
            "without it, and quote the others too: {others}."
        ).format(name=top.name, share=of_passages(top.passages, total), limit=percent(limit), others=others)
    ]


def _unasked_advice(unasked: Sequence[Stratum]) -> list[str]:
    names = [part.value if part.attribute == "group" else f"{part.value} ({part.attribute})" for part in unasked]
    if not names:
        return []
    return [
        _("Nobody was asked about it in: {names}. Ask there, or narrow the scope to those whom you did ask.").format(
            names=named(names)
        )
    ]


def _standing_advice(
    ground: Ground, heard: Sequence[Voice], total: int, options: RepresentativenessOptions
) -> list[str]:
    standing = {v.name: of_high_standing(ground.facts, v.name, options.standing, options.status) for v in heard}
    high = [voice for voice in heard if standing[voice.name]]
    if all(known is None for known in standing.values()):
        return [_("No role is known of those who say it, so elite bias cannot be seen. Give the cases a role.")]
    if not high:
        return []
    passages = sum(voice.passages for voice in high)
    told = _("People of high standing give {share}; they are {people} of those who say it: {names}.").format(
        share=of_passages(passages, total), people=share(len(high), len(heard)), names=named(v.name for v in high)
    )
    if len(high) == len(heard) or passages / total > _HALF:
        mend = _("They speak well and see the matter from above. Ask those who live with it before you write it so.")
        return [f"{told} {mend}"]
    return [told]


def _date_advice(ground: Ground, heard: Sequence[Voice]) -> list[str]:
    places = {coded.source for voice in heard for coded in voice.codings}
    days = sorted(day for name in places if (day := _day(ground.facts.places[name].date)) is not None)
    if len(days) < _FEW_DATES:
        return []
    told = _("Its {n} dated sources are from {first} to {last}.").format(n=len(days), first=days[0], last=days[-1])
    if len({day.weekday() for day in days}) == 1:
        return [f"{told} {_('All are from the same day of the week. Go there on another day too.')}"]
    if all(day.weekday() < _WEEKEND for day in days):
        return [f"{told} {_('None is from a weekend: what happens then nobody has seen or told on the day.')}"]
    return [told]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _next(unasked: Sequence[Stratum], finding: FindingSpec) -> str:
    if not unasked:
        return ""
    return _("Ask in {group}: is it so that “{statement}”?").format(
        group=unasked[0].value, statement=finding.statement.rstrip(".")
    )


def _sheet(
    ground: Ground, heard: Sequence[Voice], parts: Sequence[Stratum], options: RepresentativenessOptions
) -> Sheet:
    total = sum(voice.passages for voice in heard)
    people = [
        line(
            voice.name,
            (voice.group, voice.passages, percent(voice.passages / total), _standing(ground, voice, options), None),
            group=_("who says it"),
            evidence=voice.ids,
        )
        for voice in heard
    ]
    groups = [
        line(part.value, (part.attribute, None, None, None, f"{part.telling}/{part.asked}"), group=_("strata in scope"))
        for part in parts
    ]
    repeated = Counter(voice.group for voice in heard)
    return table(
        ground,
        "representativeness",
        _("Representativeness"),
        reading=_("First who speaks for the finding and how much; then how many were asked in each stratum."),
        corner=_("person or stratum"),
        heads=(_("group"), _("passages"), _("share"), _("high standing"), _("say it / asked")),
        rows=[*people, *groups],
        rules=(
            _("Two codes on the same words are one passage; two names of one person are one person."),
            _("Asked are those to whom a question on the codes was put; without a guide all who speak."),
        ),
        counts=_("{n} passages of {people} people or sources in {groups} groups.").format(
            n=total, people=len(heard), groups=len(repeated)
        ),
    )


def _standing(ground: Ground, voice: Voice, options: RepresentativenessOptions) -> str | None:
    high = of_high_standing(ground.facts, voice.name, options.standing, options.status)
    return None if high is None else _("yes") if high else _("no")
