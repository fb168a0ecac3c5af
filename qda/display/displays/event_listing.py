"""Event listing: dated happenings in order of time."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.entries import Entries
from qda.display.events import Event, events_of, ordered
from qda.display.grid import axis_of, ground_of
from qda.display.options import Coded
from qda.display.page import BOOK, Words, sheet
from qda.display.quotes import printed
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 8."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class EventListingOptions(Coded):
    """Options of the event listing."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes whose passages are events; every passage that carries a time if left out.")},
    )
    cols: str = field(
        default="",
        metadata={
            "help": N_("Spread the events over: site, group, role, source or any attribute."),
            "also": ("columns",),
        },
    )
    order: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Order of the columns, first to last; those left out follow."), "only": {"cols": ()}},
    )


@display(
    "event-listing",
    N_("Event listing: dated happenings in order"),
    question=N_("What happened, and in which order?"),
    options=EventListingOptions,
    needs=("noted-times",),
    citation=CITATION,
    code="D23",
    without={
        "rows": N_("a row is an event, and its time is its place"),
        "cell": N_("a cell is the event itself, in the words that tell it"),
        "depth": N_("events are passages, whatever level their code is on"),
        "quotes": N_("an event stands once, in the words of one passage"),
    },
)
def event_listing(material: Material, options: EventListingOptions) -> Sheet:
    """A row an event, by time. Undated events follow the event before them in their text, else come last.

    A coding's time is what its memo says behind `time:` (or `waktu:`), else what its passage says where its slot
    is `time`.

    Raises:
        NotFoundError: a code or axis is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    events = ordered(events_of(ground, options.code), ground.entries)
    if options.cols:
        axis = axis_of(ground, options.cols, options.order)
        columns = [Column(label=place.label, group=axis.title) for place in axis.places]
        spread = [frozenset(found) for found in axis.entry]
        rows = [_row(ground.entries, event, spread) for event in events]
    else:
        columns = [Column(label=_("Event")), Column(label=_("Told by"))]
        rows = [_listed(ground.entries, event) for event in events]
    undated = sum(event.time is None for event in events)
    words = Words(
        kind="event-listing",
        title=_("Event listing"),
        reading=_("Read downwards, earliest first. The time is given as the source or the coder put it."),
        citation=CITATION,
        counts=_("{n} events, {undated} of them undated.").format(n=len(events), undated=undated),
        rules=(
            _(
                "An event is a passage with a time: in its coder’s note (“time: 1946”) or, where its slot is time, in "
                "its own words."
            ),
            _("Undated events stand after the event before them in the same text, or last."),
        ),
    )
    return sheet(material, ground, words, corner=_("Time"), columns=columns, rows=rows, asked=False)


def _listed(entries: Entries, event: Event) -> Row:
    evidence = tuple(entries.ids[i] for i in event.entries)
    first = event.entries[0]
    what = Cell(value=" ".join(entries.quote[first].split()), evidence=evidence)
    return Row(label=event.label, cells=(what, Cell(value=entries.reference(first), evidence=evidence)))


def _row(entries: Entries, event: Event, spread: list[frozenset[int]]) -> Row:
    cells = []
    for place in spread:
        mine = [i for i in event.entries if i in place]
        cells.append(
            Cell(value=printed(entries, mine[0]), evidence=tuple(entries.ids[i] for i in mine))
            if mine
            else Cell(empty=Empty.NOT_APPLICABLE)
        )
    return Row(label=event.label, cells=tuple(cells))
