"""Saturation curve: new codes of each source, and codes so far, in the order in which the sources were collected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.options import Coded
from qda.display.page import Words
from qda.display.people import texts
from qda.display.plotted import plot
from qda.model.errors import InputError
from qda.model.first_heard import Counted, gathered
from qda.model.frames import Material
from qda.model.natural import natural
from qda.model.plot import Plot
from qda.model.plot_marks import Curve, Step
from qda.model.records import TECHNIQUE_OF, Kind
from qda.model.technique_words import technique_word
from qda.model.wording import N_, _, number, plural
from qda.stats.richness import chao2, expected_codes
from qda.stats.saturation import BASE, RUN, THRESHOLD, Saturation, new_codes, saturation

if TYPE_CHECKING:
    from qda.stats.saturation import Incidence

CITATION = (
    "Guest, G., Namey, E., & Chen, M. (2020). A simple method to assess and report thematic saturation in qualitative "
    "research. PLoS ONE, 15(5), e0232076; expected curve: Colwell, R. K., Mao, C. X., & Chang, J. (2004). Ecology, "
    "85(10), 2717–2727."
)  # pages not checked

UNIT_RULES = {
    Counted.PEOPLE: N_(
        "People count, with all they say, in the source in which they were heard first: a second talk with somebody is "
        "no new one."
    ),
    Counted.SOURCES: N_("Each source counts by itself, whoever speaks in it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationCurveOptions(Coded):
    """Options of the saturation curve."""

    code: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes that count, each with all that lies under it; all if left out.")}
    )
    kind: tuple[str, ...] = field(
        default=("interview",),
        metadata={
            "help": N_("Kinds of sources that count."),
            "choices": tuple(k.value for k in Kind if k != Kind.AUTHOR),
        },
    )
    unit: str = field(
        default=Counted.PEOPLE.value,
        metadata={
            "help": N_("What counts as one: people with all they say, or each source by itself."),
            "choices": tuple(one.value for one in Counted),
        },
    )
    base: int = field(default=BASE, metadata={"help": N_("Sources that make the base."), "least": 1})
    run: int = field(default=RUN, metadata={"help": N_("Sources in a run."), "least": 1})
    threshold: float = field(
        default=THRESHOLD,
        metadata={"help": N_("Highest share of new codes that counts as saturated."), "least": 0, "most": 1},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    name: str
    date: str | None
    entries: tuple[int, ...]


@display(
    "saturation-curve",
    N_("Saturation curve: new codes of each source, and codes so far"),
    question=N_("Did the last sources still bring anything new?"),
    options=SaturationCurveOptions,
    needs=("codings", "sources"),
    citation=CITATION,
    gives="plot",
)
def saturation_curve(material: Material, options: SaturationCurveOptions) -> Plot:
    """A step a source, by date; sources in which nothing is coded are missing, not without new codes.

    Raises:
        InputError: the kind of source is unknown, or base, run or threshold lie outside their range.
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
    """
    _check(options)
    ground = ground_of(material, options.where)
    inside = frozenset(path for root in ground.tree.find(options.code) for path in ground.tree.subtree(root))
    sources, uncoded, copies = _sources(material, ground, options, inside)
    found, again = _counted(ground, sources, Counted(options.unit))
    incidence = _incidence(ground, found)
    new = new_codes(incidence)
    result = saturation(new, base=options.base, run=options.run, threshold=options.threshold)
    richness = chao2(incidence)
    steps = _steps(ground, found, new.tolist(), expected_codes(incidence))
    words = Words(
        kind="saturation-curve",
        title=_("Saturation curve"),
        reading=_(
            "The full line rises by the new codes of each source and lies level where none are new. Where it runs "
            "above or below the broken line, the order of the sources does it."
        ),
        citation=CITATION,
        counts=_("Bars and full line count codes, each at the first source that has it."),
        rules=(
            _("Sources stand by their date, those without a date last by name."),
            _(UNIT_RULES[Counted(options.unit)]),
            _(
                "Saturated where a run of {run} sources brings new codes of at most {threshold} of those of the first "
                "{base}."
            ).format(run=options.run, threshold=number(options.threshold, 2, short=True), base=options.base),
            _("The broken line is the mean over all orders of these sources, computed exactly."),
        ),
        filters=(*_other_kinds(material, ground, options.kind), *_left_out(sources, uncoded, copies, again)),
        notes=(
            _result(result),
            *(
                (
                    _("At least {n} codes by estimate (Chao2), {seen} of them seen.").format(
                        n=number(richness.estimate, 1, short=True), seen=richness.observed
                    ),
                )
                if richness.estimate is not None
                else ()
            ),
            _(
                "A level line says that this codebook has nothing new in the words of these people; not that the codes "
                "are understood, nor that others would say nothing new. A list of codes made beforehand fills up by "
                "itself."
            ),
        ),
    )
    marks = Curve(corner=_order(found), steps=steps, base=options.base, saturated=result.at)
    return plot(material, ground, words, marks)


def _check(options: SaturationCurveOptions) -> None:
    known = [kind.value for kind in Kind if kind != Kind.AUTHOR]
    for kind in options.kind:
        if kind not in known:
            raise InputError(
                _("There is no kind of source “{kind}” that could be saturated.").format(kind=kind),
                mend=_("Choose one of: {names}.").format(names=", ".join(known)),
            )
    if options.base < 1 or options.run < 1 or not 0 <= options.threshold <= 1:
        raise InputError(
            _("Base and run begin at 1, and the threshold is a share."),
            mend=_("Give a --threshold between 0 and 1."),
        )


def _sources(
    material: Material, ground: Ground, options: SaturationCurveOptions, inside: frozenset[str]
) -> tuple[list[_Source], list[str], list[str]]:
    """Sources with codings in order, names of those without any, names of copies."""
    frame = material.sources
    names = set(texts(frame["name"]))
    at: dict[str, list[int]] = {}
    for i, source in enumerate(ground.entries.source):
        if not inside or ground.entries.code[i] in inside:
            at.setdefault(source, []).append(i)
    found, uncoded, copies = [], [], []
    for name, kind, date, copy_of in zip(*(texts(frame[c]) for c in ("name", "kind", "date", "copy_of")), strict=True):
        if kind not in options.kind:
            continue
        if copy_of in names:
            copies.append(name)
        elif name not in at:
            uncoded.append(name)
        else:
            found.append(_Source(name=name, date=date, entries=tuple(at[name])))
    found.sort(key=lambda one: (one.date is None, one.date or "", natural(one.name)))
    return found, sorted(uncoded), sorted(copies)


def _counted(ground: Ground, sources: list[_Source], unit: Counted) -> tuple[list[_Source], list[str]]:
    """The sources with what counts to each, and those that bring nobody new, each with where what it has counts."""
    who = ground.entries.unit
    said = {one.name: [(who[i] or one.name, i) for i in one.entries] for one in sources}
    found = gathered([one.name for one in sources], said, unit)
    counts = {i: name for name, mine in found.items() for i in mine}
    again = [
        f"{one.name} ({', '.join(dict.fromkeys(counts[i] for i in one.entries))})"
        for one in sources
        if one.name not in found
    ]
    return [replace(one, entries=tuple(sorted(found[one.name]))) for one in sources if one.name in found], again


def _incidence(ground: Ground, found: list[_Source]) -> Incidence:
    """Sources × codes, codes by path."""
    import numpy as np

    code = ground.entries.code
    column = {path: k for k, path in enumerate(sorted({code[i] for one in found for i in one.entries}))}
    table = np.zeros((len(found), len(column)), dtype=np.bool_)
    for row, one in enumerate(found):
        for i in one.entries:
            table[row, column[code[i]]] = True
    return table


def _steps(ground: Ground, found: list[_Source], new: list[int], expected: tuple[float, ...]) -> tuple[Step, ...]:
    entries = ground.entries
    seen: set[str] = set()
    steps = []
    for one, fresh, mean in zip(found, new, expected, strict=True):
        first = [i for i in one.entries if entries.code[i] not in seen] or list(one.entries)
        seen.update(entries.code[i] for i in one.entries)
        steps.append(
            Step(
                label=one.name,
                date=one.date,
                new=fresh,
                total=len(seen),
                expected=mean,
                evidence=tuple(entries.ids[i] for i in first),
            )
        )
    return tuple(steps)


def _order(found: list[_Source]) -> str:
    dated = sum(one.date is not None for one in found)
    if dated == len(found):
        return _("sources in the order of their date")
    return _("sources by date, then those without one by name") if dated else _("sources by name: none has a date")


def _other_kinds(material: Material, ground: Ground, counted: tuple[str, ...]) -> tuple[str, ...]:
    """That coded sources of other kinds are not among those of the curve."""
    coded = set(ground.entries.source)
    kinds = [
        kind
        for name, kind in zip(texts(material.sources["name"]), texts(material.sources["kind"]), strict=True)
        if name in coded and kind not in (*counted, Kind.AUTHOR.value)
    ]
    if not kinds:
        return ()
    sentence = plural(
        "{n} source of another kind does not count ({kinds}); --kind takes it in.",
        "{n} sources of other kinds do not count ({kinds}); --kind takes them in.",
        len(kinds),
    )
    return (sentence.format(n=len(kinds), kinds=", ".join(sorted({_in_words(kind) for kind in kinds}))),)


def _in_words(kind: str) -> str:
    """A kind of source within a sentence."""
    return technique_word(TECHNIQUE_OF[Kind(kind)]).lower()


def _left_out(found: list[_Source], uncoded: list[str], copies: list[str], again: list[str]) -> tuple[str, ...]:
    told = (
        (uncoded, _("Left out, because nothing in them is coded, which is not the same as nothing new: {names}.")),
        (copies, _("Left out as copies of other sources: {names}.")),
        (again, _("No new people, so counted where these were heard first: {names}.")),
        ([one.name for one in found if one.date is None], _("Without a date, so put last by name: {names}.")),
    )
    return tuple(sentence.format(names=", ".join(names)) for names, sentence in told if names)


def _result(result: Saturation) -> str:
    if result.why:
        return result.why
    if result.at is None:
        return _("In this order saturation is not reached (base: {codes} codes).").format(codes=result.base_codes)
    line = _("In this order the criterion is met at source {at} (base: {codes} codes).").format(
        at=result.at, codes=result.base_codes
    )
    again = _("A later run lies above the threshold again, so it does not last.")
    return f"{line} {again}" if result.again else line
