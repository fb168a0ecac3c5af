"""V2: what in the evidence may be the researcher's own doing?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qda.model.ids import Id
from qda.model.quotation import Quotation
from qda.model.sheet import Sheet
from qda.model.wording import N_, _, plural
from qda.verify.facts import Coded
from qda.verify.prompting import Questions
from qda.verify.quoting import in_words, quotations_of
from qda.verify.reactivity import (
    FREE,
    PROMPTED,
    Prompting,
    Side,
    fieldwork,
    interviewers,
    prompting_of,
    sides,
    talk_share,
)
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import line, named, percent, table
from qda.verify.voices import STANCE_WORDS, Voice, supporting, voices

_WORDS = {
    Prompting.STATED_PROMPTED: N_("prompted (the coder says so)"),
    Prompting.LED: N_("leading question before it"),
    Prompting.STATED_FREE: N_("unprompted (the coder says so)"),
    Prompting.NOT_LED: N_("no leading question found"),
    Prompting.NOT_ASKED: N_("seen or written, not asked for"),
    Prompting.UNKNOWN: N_("cannot be told"),
}
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearcherEffectsOptions:
    """Options of the check on the researcher's effects."""

    min_unprompted: int = field(
        default=1, metadata={"help": N_("People who must say it without a leading question, at least."), "least": 1}
    )
    gap: float = field(
        default=0.5,
        metadata={
            "help": N_("Difference between interviewers or weeks in the share for the finding that is told."),
            "least": 0,
            "most": 1,
        },
    )
    min_people: int = field(
        default=2,
        metadata={"help": N_("People with an interviewer or in a week below which nothing is compared."), "least": 1},
    )
    talk: float = field(
        default=0.4,
        metadata={
            "help": N_("Share of the talk, 0 to 1, from which the interviewer talks much."),
            "least": 0,
            "most": 1,
        },
    )


@tactic(
    "researcher-effects",
    N_("Checking for researcher effects: leading questions, the interviewer, the weeks of fieldwork"),
    number="V2",
    about=About.FINDING,
    question=N_(
        "How may you have changed what people said and did, how may they have changed you, and do you belong to one "
        "of the groups?"
    ),
    options=ResearcherEffectsOptions,
    predicate=N_("at least one person says it without a leading question"),
    criteria=("confirmability", "credibility"),
)
def researcher_effects(ground: Ground, options: ResearcherEffectsOptions) -> Machine:
    """Prompted and unprompted passages, the questions before them, stance by interviewer and by week."""
    heard, every = supporting(ground), voices(ground)
    if not heard:
        return Machine(
            value=_("No passage speaks for the finding."),
            not_applicable=_("No passage speaks for the finding: there is nothing that could have been prompted."),
        )
    questions = Questions(ground.facts)
    how = {coded.id: _judged(ground, coded, questions) for voice in every for coded in voice.codings}
    quotes = quotations_of(ground.material, how)
    free = [voice for voice in heard if any(how[coded.id] in FREE for coded in voice.codings)]
    unknown = [voice for voice in heard if voice not in free and not _only_prompted(voice, how)]
    enough = len(free) >= options.min_unprompted
    return Machine(
        value=_value(heard, free, unknown),
        holds=True if enough else None if unknown else False,
        advice=(
            *_prompting_advice(heard, free, unknown, how, quotes),
            *_interviewer_advice(ground, every, options),
            *_week_advice(ground, every, options),
            *_talk_advice(ground, heard, options),
        ),
        sheet=_sheet(ground, every, how, questions, quotes),
        items=_items(heard, questions, quotes),
        evidence=tuple(coding for voice in heard for coding in voice.ids),
        caveat=_caveat(ground),
        next_action=_next(enough=enough, unknown=bool(unknown)),
    )


def _next(*, enough: bool, unknown: bool) -> str:
    if enough:
        return ""
    if unknown:
        return _("Mark who asks and who answers in the transcripts, or note in the codings what was prompted.")
    return _("Look for a place where somebody raises it first, or ask it openly once more.")


def _caveat(ground: Ground) -> str:
    told = _(
        "A leading question is found where an answer of at most five words follows a question that names the code. "
        "A look, a gift, a companion, or a long answer that pleases is not seen."
    )
    if len(set(interviewers(ground).values())) > 1:
        return told
    return f"{told} {_('Interviewers are not compared: the cases name fewer than two of them.')}"


def _key(coded: Coded) -> str:
    return f"{coded.source}:{coded.start}-{coded.end}"


def _judged(ground: Ground, coded: Coded, questions: Questions) -> Prompting:
    found = prompting_of(coded, questions)
    said = ground.answered(_key(coded)) if found is Prompting.LED else None
    return Prompting.STATED_FREE if said is not None and said.answer == "keep" else found


def _only_prompted(voice: Voice, how: Mapping[Id, Prompting]) -> bool:
    return all(how[coded.id] in PROMPTED for coded in voice.codings)


def _value(heard: Sequence[Voice], free: Sequence[Voice], unknown: Sequence[Voice]) -> str:
    if len(unknown) == len(heard):
        return plural(
            "{n} person or source says it; whether that was prompted cannot be told.",
            "{n} people or sources say it; of none of them it can be told whether that was prompted.",
            len(heard),
        ).format(n=len(heard))
    told = plural(
        "{free} of {all} person or source says it without a leading question",
        "{free} of {all} people or sources say it without a leading question",
        len(heard),
    ).format(free=len(free), all=len(heard))
    if not unknown:
        return f"{told}."
    return f"{told}; " + _("of {n} it cannot be told.").format(n=len(unknown))


def _prompting_advice(
    heard: Sequence[Voice],
    free: Sequence[Voice],
    unknown: Sequence[Voice],
    how: Mapping[Id, Prompting],
    quotes: Mapping[Id, Quotation],
) -> list[str]:
    told = []
    led = [coded for voice in heard for coded in voice.codings if how[coded.id] in PROMPTED]
    if led and not free and not unknown:
        told.append(_("All who say it were led to it. Report it as agreement with your question, not as their view."))
    elif led:
        told.append(
            _("Quote those who say it of their own accord, and not these: {quotes}").format(
                quotes=" · ".join(in_words(quotes[coded.id]) for coded in led[:_SHOWN])
            )
        )
    if unknown:
        told.append(
            _(
                "Of {names} it cannot be told, for the interviewer’s turns are not known or the code has no words to "
                "look for. Note in the coding whether it was prompted."
            ).format(names=named(voice.name for voice in unknown))
        )
    return told


def _interviewer_advice(ground: Ground, every: Sequence[Voice], options: ResearcherEffectsOptions) -> list[str]:
    asking = interviewers(ground)
    if len(set(asking.values())) < 2:
        return []
    return _told(_("By interviewer"), sides(every, asking.get), options)


def _week_advice(ground: Ground, every: Sequence[Voice], options: ResearcherEffectsOptions) -> list[str]:
    found = sides(every, lambda source: fieldwork(ground.facts.places[source]))
    if len(found) < 2:
        return []
    return _told(_("By week or period of fieldwork"), found, options)


def _told(what: str, found: Sequence[Side], options: ResearcherEffectsOptions) -> list[str]:
    """The shares for the finding, and the widest gap between two parts with enough people."""
    if all(side.plus == side.directed for side in found):
        return [_("{what}: all who take a side are for it, in each of {n}.").format(what=what, n=len(found))]
    shown = ", ".join(f"{side.name} {side.plus}/{side.directed}" for side in found)
    told = _("{what}, people for it out of those who take a side: {shown}.").format(what=what, shown=shown)
    large = [side for side in found if side.directed >= options.min_people]
    if len(large) < 2:
        return [f"{told} {_('Too few people in each to compare.')}"]
    high, low = max(large, key=lambda s: s.plus / s.directed), min(large, key=lambda s: s.plus / s.directed)
    if high.plus / high.directed - low.plus / low.directed < options.gap:
        return [told]
    mend = _("{high} and {low} differ much. Did you ask otherwise, or ask others? Read both again side by side.")
    return [f"{told} {mend.format(high=high.name, low=low.name)}"]


def _talk_advice(ground: Ground, heard: Sequence[Voice], options: ResearcherEffectsOptions) -> list[str]:
    sources = sorted({coded.source for voice in heard for coded in voice.codings})
    much = talk_share(ground, sources)
    if much is None or much < options.talk:
        return []
    return [
        _("In the interviews behind it the interviewer does {share} of the talking. Let them talk longer.").format(
            share=percent(much)
        )
    ]


def _items(heard: Sequence[Voice], questions: Questions, quotes: Mapping[Id, Quotation]) -> tuple[Item, ...]:
    """The answers that a machine, and no coder, holds for led."""
    found = {}
    for voice in heard:
        for coded in voice.codings:
            if prompting_of(coded, questions) is Prompting.LED:
                text = _("Asked: “{question}” Answered: “{answer}” Does it still count as their own word?").format(
                    question=questions.before(coded), answer=" ".join(coded.quote.split())
                )
                found[_key(coded)] = Item(
                    key=_key(coded),
                    text=text,
                    reference=quotes[coded.id].reference,
                    choices=("keep", "reject"),
                    evidence=(coded.id,),
                )
    return tuple(found[key] for key in sorted(found))


def _sheet(
    ground: Ground,
    every: Sequence[Voice],
    how: Mapping[Id, Prompting],
    questions: Questions,
    quotes: Mapping[Id, Quotation],
) -> Sheet:
    asking = interviewers(ground)
    rows = [
        line(
            voice.name,
            (
                " ".join(coded.quote.split()),
                _(STANCE_WORDS[voice.stance]),
                _(_WORDS[how[coded.id]]),
                questions.before(coded) or None,
                asking.get(coded.source),
                fieldwork(ground.facts.places[coded.source]),
            ),
            evidence=(coded.id,),
        )
        for voice in every
        for coded in voice.codings
    ]
    return table(
        ground,
        "researcher-effects",
        _("Researcher effects"),
        reading=_("Each row is a passage of the evidence with the interviewer’s turn just before it."),
        corner=_("person"),
        heads=(_("passage"), _("stance"), _("prompted"), _("question before"), _("interviewer"), _("week or period")),
        rows=rows,
        counts=_("{n} passages of {people} people or sources.").format(n=len(rows), people=len(every)),
        quotations=quotes.values(),
    )
