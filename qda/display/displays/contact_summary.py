"""Contact summary form: what one contact brought, filled in from the data as far as they go, the rest to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.contacts import Contact, contacts_of, day_of, first_seen, order_rule
from qda.display.display import display
from qda.display.forms import (
    FIRST_SHOWN,
    LEFT,
    NOTHING,
    TO_WRITE,
    WITHOUT,
    labelled,
    memo_lines,
    memos_about,
    row,
    themes,
    told,
    two_columns,
    uncoded,
    written_into,
)
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words, sheet
from qda.display.stock import Answers, answers
from qda.display.written import view_of
from qda.model.day import day
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.records import Memo
from qda.model.sheet import Cell, Empty, Row, Sheet
from qda.model.technique_words import technique_word
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 6."  # page not checked
KIND = "contact-summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSummaryOptions(Filtered):
    """Options of the contact summary form."""

    source: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Contacts to show, by the names of their sources; all if left out."), "picks": True},
    )
    themes: int = field(
        default=5, metadata={"help": N_("Main themes of a contact at most."), "least": 1, "picks": True}
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """What the forms of all contacts are filled in from.

    Attributes:
        coded: The sources in which anything is coded, whatever the filter leaves of it.
        met: The sources in which anybody is heard, likewise.
    """

    material: Material
    ground: Ground
    options: ContactSummaryOptions
    asked: Sequence[_Question]
    new: dict[str, str]
    entries: dict[str, list[int]]
    hearings: dict[str, list[int]]
    coded: frozenset[str]
    met: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Question:
    """A question of the guide: in which contacts it was put and answered, and the codings in the answers."""

    text: str
    put: frozenset[str]
    answered: frozenset[str]
    behind: dict[str, list[int]]


@display(
    KIND,
    N_("Contact summary form: what one contact brought, what is new, what to follow up"),
    question=N_("What did this contact bring, what is new in it, and what has to be followed up?"),
    options=ContactSummaryOptions,
    needs=("sources", "codings"),
    citation=CITATION,
    code="D2",
    rests_on="records",
    without=WITHOUT,
    reads=("memos", "writings"),
)
def contact_summary(material: Material, options: ContactSummaryOptions) -> Sheet:
    """A block of rows a contact: facts, themes, new codes and questions from the data; the researcher's own below.

    Raises:
        NotFoundError: a source is not there, or is the researcher's own prose.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    every = ground_of(material) if options.where else ground
    contacts = contacts_of(material)
    seen = _Seen(
        material=material,
        ground=ground,
        options=options,
        asked=[_question(each) for each in answers(material, ground)],
        new=first_seen(ground.entries, contacts),
        entries=_by_source(ground.entries.source),
        hearings=_by_source(ground.hearings.source),
        coded=frozenset(every.entries.source),
        met=frozenset(every.hearings.source),
    )
    rows = [each for contact in _chosen(contacts, options.source) for each in _block(seen, contact)]
    words = Words(
        kind=KIND,
        title=_("Contact summary form"),
        reading=_(
            "One block a contact, in the order in which they took place. On the left stands what the data say; write "
            "your own summary beside it, at best within a day."
        ),
        citation=CITATION,
        counts=_("Numbers in brackets count passages of this contact."),
        rules=(
            _("Main themes are the codes with most passages in the contact, each with one quotation."),
            order_rule(contacts),
            _("A code is new in the contact in which it occurs first; later ones bring it again."),
            *((_(FIRST_SHOWN),) if options.where else ()),
            _("A question is answered where an informant has a turn that carries it; open where nobody has."),
            _(
                "A contact is written up within 24 hours of it. Compared are its date, which has no hour, and the day "
                "on which the first of its texts was first written; later changes are named."
            ),
            _(LEFT),
        ),
    )
    return sheet(material, ground, words, corner=_("Item"), columns=two_columns(), rows=rows, asked=False)


def _chosen(contacts: Sequence[Contact], names: Sequence[str]) -> list[Contact]:
    known = {one.name: one for one in contacts}
    for name in names:
        if name not in known:
            raise NotFoundError(
                _("There is no contact “{name}”.").format(name=name),
                mend=_("Choose one of: {names}.").format(names=", ".join(list(known)[:40])),
            )
    return [one for one in contacts if not names or one.name in names]


def _block(seen: _Seen, contact: Contact) -> list[Row]:
    entries = seen.ground.entries
    mine = seen.entries.get(contact.name, [])
    left_out = not mine and contact.name in seen.coded
    fresh = [i for i in mine if seen.new.get(entries.code[i]) == contact.name]
    memos = memos_about(seen.material, (contact.name,), frame="sources")
    struck = [memo for memo in memos if memo.type == "surprise"]
    thought = [memo for memo in memos if memo.type in ("analytic", "theory")]
    answered, open_ = _questions(seen, contact)
    facts = [
        ("contact", _("Contact"), _facts(contact)),
        ("people", _("Who was met"), _people(seen, contact)),
        ("record", _("Recorded, transcribed, coded"), _record(contact, len(mine), left_out=left_out)),
        ("promptness", _("Written up within 24 hours"), _promptness(seen, contact)),
    ]
    items = [
        ("themes", _("Main themes"), themes(seen.ground, mine, seen.options.themes, left_out=left_out)),
        (
            "new-codes",
            _("Codes that are new here"),
            told(
                (labelled(seen.ground, {entries.code[i] for i in fresh}) or (_("none") if mine else ""),),
                (entries.ids[i] for i in fresh),
                nothing=uncoded(left_out=left_out),
            ),
        ),
        ("answered", _("Questions of the guide that were answered"), answered),
        ("open", _("Questions of the guide that are open"), open_),
        ("struck", _("What struck you in this contact"), _noted(struck)),
        ("hypotheses", _("New hypotheses and hunches"), _noted(thought)),
        ("follow-up", _("What to follow up, and with whom"), NOTHING),
    ]
    group = contact.name
    return [row(contact.name, key, label, (cell, NOTHING), group) for key, label, cell in facts] + [
        row(contact.name, key, label, (cell, TO_WRITE), group) for key, label, cell in items
    ]


def _by_source(sources: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, source in enumerate(sources):
        found.setdefault(source, []).append(n)
    return found


def _question(each: Answers) -> _Question:
    behind: dict[str, list[int]] = {}
    for (_who, source), found in each.entries.items():
        behind.setdefault(source, []).extend(found)
    return _Question(
        text=each.text,
        put=frozenset(source for _who, source in each.put),
        answered=frozenset(source for _who, source in each.answered),
        behind=behind,
    )


def _facts(contact: Contact) -> Cell:
    parts = (technique_word(contact.technique), day(contact.date or ""), contact.period, contact.place)
    return told((" · ".join(part for part in parts if part),))


def _people(seen: _Seen, contact: Contact) -> Cell:
    hearings, people = seen.ground.hearings, seen.ground.entries.people
    lines = []
    for h in seen.hearings.get(contact.name, ()):
        name = hearings.informant[h] or hearings.speaker[h]
        role = people.attribute(hearings.informant[h], "role")
        if name:
            lines.append(f"{name} ({role})" if role else name)
    left_out = not seen.hearings.get(contact.name) and contact.name in seen.met
    return told(lines, nothing=Empty.FILTERED if left_out else Empty.NOT_STATED)


def _record(contact: Contact, codings: int, *, left_out: bool) -> Cell:
    bare = _("coded, and the filter leaves all of it out") if left_out else _("not coded yet")
    return told(
        (
            _("recorded: the transcript carries times") if contact.timed else _("whether it was recorded is not known"),
            plural("transcribed: {n} word", "transcribed: {n} words", contact.words).format(n=contact.words)
            if contact.words
            else _("not transcribed yet"),
            plural("{n} coding", "{n} codings", codings).format(n=codings) if codings else bare,
        )
    )


def _promptness(seen: _Seen, contact: Contact) -> Cell:
    """How many days lie between the contact and the first text of its block, and whether that was changed since."""
    texts = written_into(seen.material, KIND, seen.options)
    view = view_of(KIND, seen.options)
    began = {(one.row, one.column): one.at for one in seen.material.papers.beginnings if one.view == view}
    mine = [(key, one) for key, one in texts.items() if key[0].rpartition("/")[0] == contact.name]
    first = min((at for key, one in mine if (at := day_of(began.get(key, one.at))) is not None), default=None)
    last = max((at for _key, one in mine if (at := day_of(one.at)) is not None), default=None)
    if first is None or last is None:
        return told((_("nothing is written yet"),))
    when = day_of(contact.date)
    verdict = _("cannot be told: the contact has no date") if when is None else _prompt((first - when).days)
    changed = last > first and any(began.get(key, one.at) != one.at for key, one in mine)
    return told((verdict, _("changed since, last on {date}").format(date=day(last.isoformat())) if changed else ""))


def _prompt(late: int) -> str:
    if late < -1:  # a day is not yet over in UTC where it has begun in Indonesia
        return _("the text is older than the contact: is its date right?")
    if late < 1:
        return _("yes: written on the same day")
    if late == 1:
        return _("perhaps: written on the next day")
    return _("no: written {n} days later").format(n=late)


def _questions(seen: _Seen, contact: Contact) -> tuple[Cell, Cell]:
    """The answered questions with their codings, and those nobody answered, told apart by whether they were put."""
    if not seen.asked or contact.technique not in ("W", "F", "S"):
        return NOTHING, NOTHING
    here = [(each, contact.name in each.put, contact.name in each.answered) for each in seen.asked]
    if not any(put or answered for _each, put, answered in here):
        nowhere = told((_("cannot be told: no turn of this contact carries a question of the guide"),))
        return nowhere, nowhere
    ids = seen.ground.entries.ids
    behind = [ids[i] for each, _put, answered in here if answered for i in sorted(each.behind.get(contact.name, ()))]
    return (
        told([each.text for each, _put, answered in here if answered] or [_("none")], behind),
        told(
            [
                _("{question} (asked, not answered)").format(question=each.text)
                if put
                else _("{question} (not asked)").format(question=each.text)
                for each, put, answered in here
                if not answered
            ]
            or [_("none")]
        ),
    )


def _noted(memos: Sequence[Memo]) -> Cell:
    return told(memo_lines(memos), nothing=Empty.NOT_APPLICABLE)
