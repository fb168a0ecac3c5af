"""Timeline: dated events, or when the sources were collected, along a line that is true to time."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.events import Event, events_of
from qda.display.grid import Ground, axis_of, ground_of
from qda.display.options import Coded
from qda.display.page import BOOK, Words
from qda.display.people import texts
from qda.display.plotted import plot
from qda.display.spans import span_of
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.plot import Plot
from qda.model.plot_marks import Happening, Timeline
from qda.model.technique_words import technique_word
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 8 (event listing)."  # page not checked
SHOWN = ("events", "sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineOptions(Coded):
    """Options of the timeline."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Codes whose passages are events; every passage that carries a time if left out."),
            "only": {"show": ("events",)},
        },
    )
    show: str = field(
        default="events", metadata={"help": N_("What is drawn: what people tell of, or the sources."), "choices": SHOWN}
    )
    cols: str = field(
        default="",
        metadata={
            "help": N_("Spread the events over lanes: site, group, role, source, technique or any attribute."),
            "also": ("columns", "lanes"),
        },
    )


@display(
    "timeline",
    N_("Timeline: dated events along a line that is true to time"),
    question=N_("When did it happen, how far apart, and where is nothing told of for years?"),
    options=TimelineOptions,
    needs=("codings", "times"),
    citation=CITATION,
    gives="plot",
    rests_on="records",
)
def timeline(material: Material, options: TimelineOptions) -> Plot:
    """An event at its place in time; a vague time is a strip as long as what it leaves open.

    Raises:
        InputError: there is no such thing to show.
        NotFoundError: a code or axis is not there.
        FormulaError: `where` cannot be read.
    """
    if options.show not in SHOWN:
        raise InputError(
            _("A timeline cannot show “{what}”.").format(what=options.show),
            mend=_("Choose one of: {names}.").format(names=", ".join(SHOWN)),
        )
    ground = ground_of(material, options.where)
    events = options.show == "events"
    if events:
        lanes, found = _told(ground, options)
        rules = [
            _(
                "An event is a passage with a time: in its coder’s note (“time: 1946”) or, where its slot is time, in "
                "its own words."
            ),
            _("The time is the teller’s; two who tell of one event stand as two."),
        ]
    else:
        lanes, found = _collected(material, ground, options)
        rules = [_("A source stands at its date, else at its period.")]
    dated = sorted((one for one in found if one.start is not None), key=lambda one: (one.start or 0, one.end or 0))
    undated = [one for one in found if one.start is None]
    used = sorted({one.lane for one in found}) or [0]
    lane = {old: n for n, old in enumerate(used)}
    happenings = tuple(_moved(one, lane[one.lane]) for one in (*dated, *undated))
    words = Words(
        kind="timeline",
        title=_("Timeline") if events else _("Timeline of the sources"),
        reading=_(
            "Time runs downwards and is drawn to scale; the words stand beside their time, as near as there is room. "
            "A gap says that nobody tells of these years, not that nothing happened."
        )
        if events
        else _("Time runs downwards and is drawn to scale; a gap says that nothing was collected then."),
        citation=CITATION,
        counts=_count(len(happenings), len(undated)) if events else "",
        rules=(
            *rules,
            _("A time without a day is a strip over its month, year or decade; the dot is its middle, no more."),
        ),
        notes=()
        if dated
        else (_("Nothing here has a time. Note it with the coding (“time: 2015”), or give the sources a date."),),
    )
    marks = Timeline(lanes=tuple(lanes[old] for old in used), happenings=happenings, dot="" if events else _("Source"))
    return plot(material, ground, words, marks)


def _count(n: int, undated: int) -> str:
    told = plural("{n} event, {undated} undated.", "{n} events, {undated} of them undated.", n)
    return told.format(n=n, undated=undated)


def _moved(one: Happening, lane: int) -> Happening:
    return Happening(
        said=one.said,
        start=one.start,
        end=one.end,
        text=one.text,
        reference=one.reference,
        lane=lane,
        evidence=one.evidence,
    )


def _told(ground: Ground, options: TimelineOptions) -> tuple[list[str], list[Happening]]:
    events = events_of(ground, options.code)
    if not options.cols:
        return [""], [_event(ground, event, 0) for event in events]
    axis = axis_of(ground, options.cols)
    lane = {i: n for n, found in enumerate(axis.entry) for i in found}
    return [place.label for place in axis.places], [
        _event(ground, event, lane[event.entries[0]]) for event in events if event.entries[0] in lane
    ]


def _event(ground: Ground, event: Event, lane: int) -> Happening:
    entries, first = ground.entries, event.entries[0]
    span = span_of(event.label)
    return Happening(
        said=event.label,
        start=span.start if span else None,
        end=span.end if span else None,
        text=" ".join(entries.quote[first].split()),
        reference=entries.reference(first),
        lane=lane,
        evidence=tuple(entries.ids[i] for i in event.entries),
    )


def _collected(material: Material, ground: Ground, options: TimelineOptions) -> tuple[list[str], list[Happening]]:
    frame, entries = material.sources, ground.entries
    axis = axis_of(ground, options.cols) if options.cols else None
    lane: dict[str, int] = {}
    for n, heard in enumerate(axis.hearing or () if axis else ()):
        for h in heard:
            lane.setdefault(ground.hearings.source[h], n)
    inside: dict[str, list[int]] = {}
    for i, source in enumerate(entries.source):
        inside.setdefault(source, []).append(i)
    found = []
    columns = (texts(frame[name]) for name in ("name", "technique", "period", "date"))
    for name, technique, period, date in zip(*columns, strict=True):
        said = date or period or ""
        span = span_of(said)
        if axis is not None and name not in lane:
            continue
        mine = inside.get(name, [])
        found.append(
            Happening(
                said=said or _("undated"),
                start=span.start if span else None,
                end=span.end if span else None,
                text=name,
                reference=_("({technique}, codings: {n})").format(technique=technique_word(technique), n=len(mine)),
                lane=lane.get(name, 0),
                evidence=tuple(entries.ids[i] for i in mine),
            )
        )
    found.sort(key=lambda one: one.text)
    return [place.label for place in axis.places] if axis else [""], found
