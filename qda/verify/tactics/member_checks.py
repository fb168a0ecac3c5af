"""V13: what the participants say of what was concluded from their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.model.sheet import Sheet
from qda.model.wording import N_, _, plural
from qda.verify.facts import BY_THEMSELVES
from qda.verify.finding import FindingSpec
from qda.verify.quoting import in_words, quotations_of
from qda.verify.tactic import About, Answer, Ground, Item, Machine, tactic
from qda.verify.tactic_table import line, table
from qda.verify.tactic_words import choice_word
from qda.verify.voices import Voice, voices

AGREE, PARTLY, DISAGREE, NO_ANSWER, NOT_CONTACTED = "agree", "partly", "disagree", "no answer", "not contacted"
CHOICES = (AGREE, PARTLY, DISAGREE, NO_ANSWER, NOT_CONTACTED)
_ANSWERED = (AGREE, PARTLY, DISAGREE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChecksOptions:
    """Options of the member checks."""

    min_response: float = field(
        default=0.5,
        metadata={"help": N_("Share of those contacted, 0 to 1, that must have answered."), "least": 0, "most": 1},
    )


@tactic(
    "member-checks",
    N_("What the participants say of what was concluded from their words"),
    number="V13",
    about=About.FINDING,
    question=N_("What did you change after the participants had read it?"),
    options=MemberChecksOptions,
    predicate=N_("at least half of those contacted answered, and every disagreement is resolved"),
    citation=N_("Lincoln & Guba 1985; Sugiyono, member check (pages not checked)"),
    criteria=("credibility",),
)
def member_checks(ground: Ground, options: MemberChecksOptions) -> Machine:
    """Answers of the informants on whom the finding rests, for and against."""
    assert ground.finding is not None  # the contract: a tactic about findings is given one
    people = [voice for voice in voices(ground) if _can_be_asked(ground, voice)]
    if not people:
        return Machine(
            value=_("The finding rests on nobody who could be asked."),
            not_applicable=_("No informant stands behind the finding, only documents or observations."),
        )
    said = {voice.name: ground.answered(voice.name) for voice in people}
    given = Counter(answer.answer for answer in said.values() if answer is not None)
    contacted = sum(given.values()) - given[NOT_CONTACTED]
    answered = sum(given[each] for each in _ANSWERED)
    disputes = [
        voice.name for voice in people if (a := said[voice.name]) is not None and _open(ground.finding, voice, a)
    ]
    enough = bool(contacted) and answered / contacted >= options.min_response
    return Machine(
        value=_value(len(people), contacted, given),
        holds=enough and not disputes if contacted else None,
        advice=tuple(_advice(people, said, contacted, answered, disputes, options)),
        sheet=_sheet(ground, people, said),
        items=tuple(_item(ground, voice) for voice in people),
        asks=contacted > 0,
        evidence=tuple(coding for voice in people for coding in voice.ids),
        caveat=_("Agreement may be politeness, and disagreement may be new evidence: write down their own words."),
        next_action="" if contacted else f"qda tactic member-checks {ground.finding.key} --sheets member-check/",
    )


def _can_be_asked(ground: Ground, voice: Voice) -> bool:
    """Whether a voice is a person's: not a document or an observation that bears witness by itself."""
    places = (ground.facts.places[coded.source] for coded in voice.codings if coded.informant == coded.source)
    by_itself = any(place.kind in BY_THEMSELVES for place in places)
    heard = any(heard.informant == voice.name for heard in ground.facts.heard)
    return heard or (voice.name in ground.facts.people and not by_itself)


def _open(finding: FindingSpec, voice: Voice, answer: Answer) -> bool:
    """Whether somebody disagrees and nothing says what was done about it."""
    if answer.answer != DISAGREE:
        return False
    return not answer.why and not any(each.informant == voice.name for each in finding.resolutions)


def _value(people: int, contacted: int, given: Counter[str]) -> str:
    if not contacted:
        return plural(
            "{n} informant is behind the finding and was not asked what they think of it.",
            "None of the {n} informants behind the finding was asked what they think of it.",
            people,
        ).format(n=people)
    told = plural(
        "{contacted} of {n} informants behind it was contacted: {agree} agree, {partly} partly, {disagree} disagree, "
        "{none} gave no answer.",
        "{contacted} of {n} informants behind it were contacted: {agree} agree, {partly} partly, {disagree} disagree, "
        "{none} gave no answer.",
        contacted,
    )
    return told.format(
        contacted=contacted,
        n=people,
        agree=given[AGREE],
        partly=given[PARTLY],
        disagree=given[DISAGREE],
        none=given[NO_ANSWER],
    )


def _advice(
    people: Sequence[Voice],
    said: dict[str, Answer | None],
    contacted: int,
    answered: int,
    disputes: Sequence[str],
    options: MemberChecksOptions,
) -> list[str]:
    told = []
    if not contacted:
        told.append(
            _("Print a sheet for each, let them read the statement and their own words, and write their answers down.")
        )
    elif answered / contacted < options.min_response:
        told.append(
            _("Only {answered} of {contacted} answered. Ask again, or say in the report that most did not.").format(
                answered=answered, contacted=contacted
            )
        )
    if disputes:
        told.append(
            _(
                "Somebody disagrees and nothing says what you did about it: {names}. Give the reason with the answer."
            ).format(names=", ".join(disputes))
        )
    changed = [f"{voice.name}: {a.why}" for voice in people if (a := said[voice.name]) is not None and a.why]
    return [*told, *changed]


def _item(ground: Ground, voice: Voice) -> Item:
    quotes = quotations_of(ground.material, voice.ids)
    words = [in_words(quote) for quote in list(quotes.values())[:2]]
    return Item(
        key=voice.name,
        text=_("What does {who} say of it? Their words: {words}").format(who=voice.name, words=" ".join(words)),
        choices=CHOICES,
        evidence=voice.ids,
    )


def _sheet(ground: Ground, people: Sequence[Voice], said: dict[str, Answer | None]) -> Sheet:
    rows = []
    for voice in people:
        answer = said[voice.name]
        given = (choice_word(answer.answer), answer.why, answer.at[:10]) if answer else (None, None, None)
        rows.append(line(voice.name, (voice.group, voice.passages, *given), evidence=voice.ids))
    return table(
        ground,
        "member-checks",
        _("Member checks"),
        reading=_("Who was asked what they think of the finding, and what they said."),
        corner=_("informant"),
        heads=(_("group"), _("passages"), _("answer"), _("why, and what was changed"), _("noted on")),
        rows=rows,
    )
