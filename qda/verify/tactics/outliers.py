"""V5: what do the exceptions mean?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qda.model.ids import show_id
from qda.model.sheet import Sheet
from qda.model.wording import N_, _, number, plural
from qda.verify.finding import FindingSpec
from qda.verify.quoting import quotations_of, words_of
from qda.verify.spread import magnitudes, outlying, spread
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import line, table
from qda.verify.voices import STANCE_WORDS, Voice, voices

_EXCEPTION = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class OutliersOptions:
    """Options of the look at outliers."""

    factor: float = field(
        default=3.0, metadata={"help": N_("How many MADs from the median a magnitude may lie at most."), "least": 0}
    )
    min_people: int = field(
        default=3,
        metadata={"help": N_("People who take a side below which there is no majority to differ from."), "least": 1},
    )
    min_magnitudes: int = field(
        default=5,
        metadata={"help": N_("People with a magnitude below which no outlier is looked for among them."), "least": 1},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlier:
    """Somebody who differs.

    Attributes:
        code: Code of the magnitude; "" where it is the stance that differs.
        decided: What `resolved` says of it; "" for nothing.
    """

    voice: Voice
    why: str
    code: str = ""
    decided: str = ""

    @property
    def key(self) -> str:
        return f"{self.code or 'stance'}:{self.voice.name}"


@tactic(
    "outliers",
    N_("Checking the meaning of outliers: who differs from the majority in stance or in magnitude, and why"),
    number="V5",
    about=About.FINDING,
    question=N_("What do the exceptions have in common, and do they strengthen the finding or narrow it?"),
    options=OutliersOptions,
    predicate=N_("every outlier has an explanation"),
    criteria=("credibility", "transferability"),
)
def outliers(ground: Ground, options: OutliersOptions) -> Machine:
    """People against the majority, and magnitudes farther from the median than the factor times the MAD."""
    finding = ground.finding
    assert finding is not None  # the contract: a tactic about findings is given one
    heard = voices(ground)
    directed = [voice for voice in heard if voice.stance != "m"]
    if not directed:
        why = _("Nobody in the evidence takes a side, so that nobody can differ.")
        return Machine(value=why, not_applicable=why)
    found = (*_by_stance(finding, directed, options), *_by_magnitude(ground, finding, heard, options))
    items = tuple(_item(ground, each) for each in found if not each.decided)
    open_ones = [item for item in items if ground.answered(item.key) is None]
    stated = any(coded.stance for voice in directed for coded in voice.codings)
    judged = _majority(directed, options) == "+" and stated
    return Machine(
        value=_value(directed, found, len(open_ones), options),
        holds=True if judged and not open_ones else None,
        advice=(*([] if stated else [_unstated()]), *_advice(ground, directed, found, options)),
        sheet=_sheet(ground, heard, found),
        items=items,
        asks=bool(found),
        evidence=tuple(coding for each in found for coding in each.voice.ids),
        caveat=_(
            "Whom you did not talk to cannot stand out here. An outlier is no error: it says where the finding ends."
        ),
        next_action=_next(bool(open_ones), stated=stated),
    )


def _unstated() -> str:
    return _(
        "No coding states a stance, so all are read as speaking for the finding and nobody could differ. Code again "
        "with + and −."
    )


def _next(open_ones: bool, *, stated: bool) -> str:
    if open_ones:
        return _("Explain each one, with what you know of that person and place.")
    return "" if stated else _("State the stance of the codings: +, −, 0 or ±.")


def _majority(directed: Sequence[Voice], options: OutliersOptions) -> str | None:
    """The side that more people take; None where there are too few, or as many on both."""
    plus = sum(voice.stance == "+" for voice in directed)
    minus = sum(voice.stance == "-" for voice in directed)
    if len(directed) < options.min_people or plus == minus:
        return None
    return "+" if plus > minus else "-"


def _by_stance(finding: FindingSpec, directed: Sequence[Voice], options: OutliersOptions) -> list[_Outlier]:
    side = _majority(directed, options)
    if side is None:
        return []
    agree = sum(voice.stance == side for voice in directed)
    words = _(STANCE_WORDS[side])
    return [
        _Outlier(
            voice=voice,
            why=_("{stance}, where {n} of {of} are {side}").format(
                stance=_(STANCE_WORDS[voice.stance]), n=agree, of=len(directed), side=words
            ),
            decided=_decided(finding, voice),
        )
        for voice in sorted(directed, key=lambda voice: voice.name)
        if voice.stance != side
    ]


def _by_magnitude(
    ground: Ground, finding: FindingSpec, heard: Sequence[Voice], options: OutliersOptions
) -> list[_Outlier]:
    by_name = {voice.name: voice for voice in heard}
    found = []
    for code, values in _magnitudes(ground, heard).items():
        if len(values) < options.min_magnitudes:
            continue
        middle = spread(values.values()).median
        for name in outlying(values, options.factor):
            why = _("{code}: {value}, where the median is {median}").format(
                code=code, value=_shown(values[name]), median=_shown(middle)
            )
            found.append(_Outlier(voice=by_name[name], why=why, code=code, decided=_decided(finding, by_name[name])))
    return found


def _magnitudes(ground: Ground, heard: Sequence[Voice]) -> Mapping[str, Mapping[str, float]]:
    return magnitudes(ground, (coded for voice in heard for coded in voice.codings))


def _decided(finding: FindingSpec, voice: Voice) -> str:
    ids, names = {show_id(coding) for coding in voice.ids}, {unit.informant for unit in voice.units}
    return next((each.why for each in finding.resolutions if each.informant in names or each.coding in ids), "")


def _item(ground: Ground, outlier: _Outlier) -> Item:
    quotes = list(quotations_of(ground.material, outlier.voice.ids).values())
    against = [quote for quote in quotes if quote.coding in {u.coding for u in outlier.voice.units if u.stance < 0}]
    quote = (against or quotes)[0]
    return Item(
        key=outlier.key,
        text=_("{name} is {why}: {quote} Why?").format(name=outlier.voice.name, why=outlier.why, quote=words_of(quote)),
        reference=quote.reference,
        evidence=outlier.voice.ids,
    )


def _value(directed: Sequence[Voice], found: Sequence[_Outlier], open_ones: int, options: OutliersOptions) -> str:
    plus, minus = (sum(voice.stance == side for voice in directed) for side in "+-")
    sides = _("{plus} of {of} who take a side are for it, {minus} against, {both} both.").format(
        plus=plus, of=len(directed), minus=minus, both=len(directed) - plus - minus
    )
    if _majority(directed, options) is None and not found:
        why = (
            _("Too few to have a majority: {need} are needed.").format(need=options.min_people)
            if len(directed) < options.min_people
            else _("As many on both sides: a split, and no outlier.")
        )
        return f"{sides} {why}"
    if not found:
        return f"{sides} {_('No outlier.')}"
    told = plural(
        "{n} outlier, {open} without an explanation.", "{n} outliers, {open} without an explanation.", len(found)
    ).format(n=len(found), open=open_ones)
    return f"{sides} {told}"


def _advice(
    ground: Ground, directed: Sequence[Voice], found: Sequence[_Outlier], options: OutliersOptions
) -> list[str]:
    told = []
    if _majority(directed, options) == "-":
        told.append(_("Most speak against the finding: it is the finding itself that stands alone, not they."))
    differing = sum(not each.code for each in found)
    if differing and differing / len(directed) > _EXCEPTION:
        told.append(
            _(
                "{n} of {of} is more than an exception. See whether two groups differ: qda tactic triangulating {key}"
            ).format(n=differing, of=len(directed), key="" if ground.finding is None else ground.finding.key)
        )
    told += [
        _("Explained already: {name} ({why})").format(name=each.voice.name, why=each.decided)
        for each in found
        if each.decided
    ]
    for code, values in _magnitudes(ground, voices(ground)).items():
        if len(values) < options.min_magnitudes:
            told.append(
                _("{code}: a magnitude of {n} people; at least {need} are needed to call one an outlier.").format(
                    code=code, n=len(values), need=options.min_magnitudes
                )
            )
        elif not spread(values.values()).mad:
            told.append(
                _("{code}: more than half share one magnitude, so that the MAD is 0 and tells no outlier.").format(
                    code=code
                )
            )
    return told


def _shown(value: float) -> str:
    return number(value, 2, short=True)


def _sheet(ground: Ground, heard: Sequence[Voice], found: Sequence[_Outlier]) -> Sheet:
    why = {each.voice.name: each for each in found}
    rows = []
    for voice in heard:
        outlier = why.get(voice.name)
        said = ground.answered(outlier.key) if outlier else None
        rows.append(
            line(
                voice.name,
                (
                    voice.group,
                    _(STANCE_WORDS[voice.stance]),
                    outlier.why if outlier else None,
                    (said.answer if said else outlier.decided) if outlier else None,
                ),
                evidence=voice.ids,
            )
        )
    return table(
        ground,
        "outliers",
        _("Outliers"),
        reading=_("Each row is a person in the evidence; those who differ say from what, and how it was explained."),
        corner=_("person"),
        heads=(_("group"), _("stance"), _("differs"), _("explanation")),
        rows=rows,
        quotations=quotations_of(ground.material, [i for each in found for i in each.voice.ids]).values(),
    )
