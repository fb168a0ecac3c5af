"""Activity record: what was seen to be done in one setting, act after act."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.events import Event, made, said_time
from qda.display.grid import Ground, ground_of
from qda.display.options import Coded, columns_option
from qda.display.order import arrange
from qda.display.page import BOOK, Words, sheet
from qda.display.parts import coded
from qda.display.quotes import printed
from qda.display.shown import shown
from qda.model.frames import Material
from qda.model.records import Technique
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 8."  # page not checked
COLUMNS = ("act", "actor", "object", "outcome", "time")
_PARTS = {"actor": "actor", "input": "object", "output": "outcome", "impact": "outcome"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecordOptions(Coded):
    """Options of the activity record."""

    code: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes whose passages are acts; every coded passage if left out.")}
    )
    setting: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Observation sources to show, each by its name, in that order; all if left out.")},
    )
    cols: tuple[str, ...] = columns_option(COLUMNS)


@display(
    "activity-record",
    N_("Activity record: the acts observed in one setting, in their order"),
    question=N_("What was seen to be done, by whom, with what and to what end?"),
    options=ActivityRecordOptions,
    needs=("observations",),
    citation=CITATION,
    code="D26",
    without={
        "rows": N_("a row is an act"),
        "cell": N_("a cell is what was noted, in full"),
        "order": N_("acts stand in the order of the notes; --setting puts the notes in order"),
        "depth": N_("acts are passages, whatever level their code is on"),
        "quotes": N_("the words of an act are the record, so all of them stand there"),
    },
)
def activity_record(material: Material, options: ActivityRecordOptions) -> Sheet:
    """A row an observed act, in the order of the notes; a heading a setting. What is only told is left out.

    Raises:
        NotFoundError: a code is not there, or no observation has that name.
        FormulaError: `where` cannot be read.
        InputError: a column is none of those there are.
    """
    ground = ground_of(material, options.where)
    settings = _settings(ground, options.setting)
    inside = coded(ground, options.code)
    entries = ground.entries
    seen = [
        i
        for i in range(len(entries))
        if entries.technique[i] == Technique.OBSERVATION
        and entries.source[i] in settings
        and (not inside or entries.code[i] in inside)
    ]
    told = sum(entries.technique[i] != Technique.OBSERVATION for i in range(len(entries)))
    rows = [
        row for source in settings for row in _acts(ground, source, [i for i in seen if entries.source[i] == source])
    ]
    words = Words(
        kind="activity-record",
        title=_("Activity record"),
        reading=_("Read downwards: what was observed, one act after the other, in the order of the notes."),
        citation=CITATION,
        counts=plural("{n} act.", "{n} acts.", len(rows)).format(n=len(rows)),
        rules=(
            _("Only observations: what people tell of acts is no observation of them."),
            _("An act is a passage whose coding names no slot, or the slot process or time."),
            _(
                "Actor, object (slot input) and outcome (slots output and impact) belong to the act they overlap, else "
                "to the nearest act of the same notes, the earlier of two."
            ),
        ),
        filters=(
            (
                plural(
                    "{n} coding that is no observation is not shown.",
                    "{n} codings that are no observation are not shown.",
                    told,
                ).format(n=told),
            )
            if told
            else ()
        ),
        notes=()
        if rows
        else (
            _("No observation is coded. Import field notes with --kind observation, and code what is done in them."),
        ),
    )
    columns = [Column(label=label) for label in (_("Act"), _("Actor"), _("Object"), _("Outcome"), _("Time"))]
    kept = shown(columns, rows, COLUMNS, options.cols)
    return sheet(material, ground, words, corner=_("No."), columns=kept.columns, rows=kept.rows, asked=False)


def _settings(ground: Ground, chosen: tuple[str, ...]) -> list[str]:
    entries, hearings = ground.entries, ground.hearings
    observed = {entries.source[i] for i in range(len(entries)) if entries.technique[i] == Technique.OBSERVATION}
    observed |= {s for s, t in zip(hearings.source, hearings.technique, strict=True) if t == Technique.OBSERVATION}
    listed = arrange(observed, (), chosen)
    return list(chosen) or listed


def _acts(ground: Ground, source: str, seen: list[int]) -> list[Row]:
    entries = ground.entries
    parts = [i for i in seen if entries.slot[i] in _PARTS]
    acts = made(entries, (i for i in seen if entries.slot[i] not in _PARTS)) or made(entries, parts)
    belongs: dict[tuple[int, str], list[int]] = {}
    for i in parts:
        act = min(range(len(acts)), key=lambda n: (_distance(ground, acts[n], i), n))
        belongs.setdefault((act, _PARTS[str(entries.slot[i])]), []).append(i)
    return [_row(ground, source, n, act, belongs) for n, act in enumerate(acts)]


def _distance(ground: Ground, act: Event, i: int) -> int:
    """Characters between an act and a passage, 0 where they touch or overlap."""
    entries, first = ground.entries, act.entries[0]
    return max(0, entries.start[i] - entries.end[first], entries.start[first] - entries.end[i])


def _row(ground: Ground, source: str, n: int, act: Event, belongs: dict[tuple[int, str], list[int]]) -> Row:
    entries = ground.entries
    evidence = tuple(entries.ids[i] for i in act.entries)
    timed = any(said_time(entries, i) is not None for i in act.entries)
    what = [_of(ground, belongs.get((n, part), [])) for part in ("actor", "object", "outcome")]
    return Row(
        label=str(n + 1),
        group=source,
        cells=(
            Cell(value=printed(entries, act.entries[0]), evidence=evidence),
            *what,
            Cell(value=act.label, evidence=evidence) if timed else Cell(empty=Empty.NOT_STATED),
        ),
    )


def _of(ground: Ground, chosen: list[int]) -> Cell:
    if not chosen:
        return Cell(empty=Empty.NOT_STATED)
    entries = ground.entries
    words = dict.fromkeys(" ".join(entries.quote[i].split()) for i in chosen)
    return Cell(value="\n".join(words), evidence=tuple(entries.ids[i] for i in chosen))
