"""Critical incident chart: the events that decided the course, for the researcher to rank."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.events import Event, events_of, ordered
from qda.display.grid import Ground, ground_of
from qda.display.options import Coded, columns_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.display.parts import Part, gathered, part
from qda.display.quotes import magnitude, printed
from qda.display.reducers import COUNTS, Context, quotations
from qda.display.shown import shown
from qda.display.together import LINKS, link_rule
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 8."  # page not checked
COLUMNS = ("rank", "rated", "event", "told", "led", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalIncidentOptions(Coded):
    """Options of the critical incident chart."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes whose passages are critical events; every dated passage if left out.")},
    )
    effect: tuple[str, ...] = field(default=(), metadata={"help": N_("Codes whose passages say what an event led to.")})
    link: str = field(
        default="overlap",
        metadata={
            "help": N_("When a passage on an effect belongs to an event."),
            "choices": LINKS,
            "only": {"effect": ()},
        },
    )
    cols: tuple[str, ...] = columns_option(COLUMNS)
    quotes: int = quotes_option(only=None, help_=N_("Quotations on what an event led to, at most."))


@display(
    "critical-incident-chart",
    N_("Critical incident chart: decisive events, to be ranked by their influence"),
    question=N_("Which events decided the course, and what did they lead to?"),
    options=CriticalIncidentOptions,
    needs=("noted-times",),
    citation=CITATION,
    code="D24",
    without={
        "rows": N_("a row is an event"),
        "cell": N_("each column has its own kind of cell"),
        "order": N_("events stand by their magnitude, then by time, until you rank them"),
        "depth": N_("events are passages, whatever level their code is on"),
    },
)
def critical_incident_chart(material: Material, options: CriticalIncidentOptions) -> Sheet:
    """A row an event, the highest magnitude first, then by time; the rank is the researcher's to write.

    Raises:
        NotFoundError: a code is not there.
        FormulaError: `where` cannot be read.
        InputError: `link` or a column is none of those there are.
    """
    ground = ground_of(material, options.where)
    effect = part(ground, _("Led to"), ("output", "impact"), options.effect)
    events = _by_influence(ground, ordered(events_of(ground, options.code), ground.entries))
    rated = any(_rating(ground, event)[0] > float("-inf") for event in events)
    words = Words(
        kind="critical-incident-chart",
        title=_("Critical incident chart"),
        reading=_(
            "Each row is an event. Judge how much it decided and write its rank; strike out what decided nothing."
        ),
        citation=CITATION,
        counts=plural("{n} event.", "{n} events.", len(events)).format(n=len(events)),
        rules=(
            _("Critical events are the passages of the named codes.")
            if options.code
            else _("No code for critical events is named, so every passage that says a time stands here."),
            _(
                "Events with a magnitude stand first, the highest on top; then by time, undated ones after the event "
                "before them in their text."
            ),
            _("Led to: the event’s passages whose slot is output or impact, and passages of the named effect codes."),
            link_rule(options.link),
            _("Rank and reason are the researcher’s judgement; the program leaves them to be written."),
        ),
        notes=(_(COUNTS["quotes"]), *_remarks(events, rated=rated)),
    )
    columns = (
        Column(label=_("Rank"), key="rank"),
        *(Column(label=label) for label in (_("Rated"), _("Event"), _("Told by"), _("Led to"))),
        Column(label=_("Why critical"), key="why"),
    )
    keys = _keys(ground, events)
    rows = [_row(ground, event, keys[event.entries[0]], effect, options) for event in events]
    kept = shown(columns, rows, COLUMNS, options.cols)
    return sheet(
        material,
        ground,
        words,
        corner=_("Time"),
        columns=kept.columns,
        rows=kept.rows,
        asked=False,
    )


def _remarks(events: list[Event], *, rated: bool) -> tuple[str, ...]:
    if not events:
        return (_("No passage says a time. Name the codes of events with --code, or note their time (“time: 2015”)."),)
    return () if rated else (_("No event has a magnitude, so they stand by time."),)


def _by_influence(ground: Ground, events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: -_rating(ground, event)[0])


def _keys(ground: Ground, events: list[Event]) -> dict[int, str]:
    """By the first entry of an event its source and words: the same in a study built again, as its id is not.

    Words that a source holds more than once are told apart by a number, in the order of the text.
    """
    keys: dict[int, str] = {}
    had: Counter[str] = Counter()
    for i in sorted(event.entries[0] for event in events):
        words = hashlib.sha256(ground.entries.quote[i].encode("utf-8", "surrogatepass")).hexdigest()[:8]
        key = f"{ground.entries.source[i]}/{words}"
        had[key] += 1
        keys[i] = key if had[key] == 1 else f"{key}/{had[key]}"
    return keys


def _rating(ground: Ground, event: Event) -> tuple[float, str]:
    """The highest magnitude given to the event, and as written; minus infinity where none is."""
    given = [(magnitude(ground.entries.magnitude[i]), ground.entries.magnitude[i] or "") for i in event.entries]
    return max(given, key=lambda pair: (pair[0], pair[1]))


def _row(ground: Ground, event: Event, key: str, effect: Part, options: CriticalIncidentOptions) -> Row:
    entries, first = ground.entries, event.entries[0]
    evidence = tuple(entries.ids[i] for i in event.entries)
    led = gathered(ground, event.entries, effect, options.link)
    rating = _rating(ground, event)[1]
    told = list(dict.fromkeys(entries.role(i) for i in event.entries))
    context = Context(entries=entries, tree=ground.tree, chosen=led, asked=None, quotes=options.quotes)
    return Row(
        label=event.label,
        key=key,
        cells=(
            Cell(empty=Empty.TO_WRITE),
            Cell(value=rating, evidence=evidence) if rating else Cell(empty=Empty.NOT_STATED),
            Cell(value=printed(entries, first), evidence=evidence),
            Cell(value="\n".join(told), evidence=evidence),
            quotations(context) if led else Cell(empty=Empty.NOT_STATED),
            Cell(empty=Empty.TO_WRITE),
        ),
    )
