"""Data accounting log: what was collected of whom, and how far it is transcribed and coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.axes import Axis, axis
from qda.display.crossing import differ
from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.narrowed import arranged
from qda.display.options import Filtered
from qda.display.page import BOOK, Words, sheet
from qda.display.sides import shared_order
from qda.display.stock import Answers, Collected, answers, collected, entries_at, sources_at
from qda.model.day import days
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import Technique
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 6."  # page not checked
QUESTION = "question"
ACCOUNT = "account"
OF_SOURCES = (ACCOUNT, "presence", "sources", "words", "dates")
OF_QUESTIONS = (ACCOUNT, "presence", "informants")
CELLS = tuple(dict.fromkeys((*OF_SOURCES, *OF_QUESTIONS)))
OF_CODINGS = frozenset({"code", "slot", "stance"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAccountingLogOptions(Filtered):
    """Options of the data accounting log."""

    rows: str = field(
        default="technique",
        metadata={
            "help": N_(
                "What the rows are: technique (kind of data), question (of the guide), or case, role, group, period."
            )
        },
    )
    cols: str = field(
        default="site",
        metadata={
            "help": N_("What the columns are: site, case (each informant), period (occasion), source, any attribute."),
            "also": ("columns",),
        },
    )
    order: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Order of the rows and of the columns, first to last, each by its name; the others follow.")
        },
    )
    cell: str = field(
        default=ACCOUNT,
        metadata={
            "help": N_(
                "What a cell shows: account (all there is to say), presence (✓ ◐ ○ alone), sources, words or dates; "
                "of questions account, presence or informants (how many answered)."
            ),
            "choices": CELLS,
        },
    )


@display(
    "data-accounting-log",
    N_("Data accounting log: what was collected where, and how far it is transcribed and coded"),
    question=N_("Which data do we have of whom, what is still missing, and what is not yet coded?"),
    options=DataAccountingLogOptions,
    needs=("sources",),
    citation=CITATION,
    code="D1",
    rests_on="records",
    without={
        "code": N_("it accounts for sources and answers, whatever they are coded with"),
        "depth": N_("it accounts for sources and answers, whatever they are coded with"),
        "quotes": N_("cells account for sources; a first coded passage of each stands behind them"),
    },
)
def data_accounting_log(material: Material, options: DataAccountingLogOptions) -> Sheet:
    """A row a kind of data or a question, a column a site, informant or occasion; what lacks is an empty cell.

    Raises:
        InputError: rows and columns are the same, there are no questions to be rows, or there is no such cell.
        NotFoundError: an axis or column is not there.
        FormulaError: `where` cannot be read.
    """
    differ(options.rows, options.cols)
    by_question = options.rows == QUESTION
    allowed = OF_QUESTIONS if by_question else OF_SOURCES
    if options.cell not in allowed:
        raise InputError(
            _("A cell cannot show “{cell}”.").format(cell=options.cell),
            mend=_("Choose one of: {names}.").format(names=", ".join(allowed)),
        )
    ground = ground_of(material, options.where)
    asked = answers(material, ground) if by_question else []
    named = [name for each in asked for name in (each.key, each.text)] if by_question else options.rows
    first, second = shared_order(ground, options.order, named, options.cols)
    columns = _side(ground, options.cols, second)
    if by_question:
        rank = {name: n for n, name in enumerate(first)}
        asked.sort(key=lambda each: min(rank.get(each.key, len(rank)), rank.get(each.text, len(rank))))
        rows, corner = _of_questions(ground, columns, asked, options.cell), _("Question")
    else:
        kinds = _side(ground, options.rows, first)
        rows, corner = _of_sources(ground, kinds, columns, collected(material), options.cell), kinds.title
    words = Words(
        kind="data-accounting-log",
        title=_("Data accounting log"),
        reading=_(
            "Each cell says what there is: ✓ complete, ◐ partly, ○ not yet. An empty cell is where data lack; ask "
            "whether they are needed."
        ),
        citation=CITATION,
        counts=_("Numbers count informants who answered, out of those heard there.")
        if by_question
        else _(
            "Numbers count sources; one in which several people speak stands with each of them, with all its words."
        ),
        rules=_question_rules() if by_question else _source_rules(),
        filters=_own_prose(material),
        notes=_bare(rows, columns),
    )
    headings = [Column(label=place.label, group=columns.title) for place in columns.places]
    return sheet(material, ground, words, corner=corner, columns=headings, rows=rows, asked=by_question)


def _source_rules() -> tuple[str, ...]:
    return (
        _(
            "✓ complete: every source there has text and at least one coding. ◐ partly: some have. ○ not coded: none "
            "has. A source without text is collected but not transcribed."
        ),
        _("No source: nothing of that kind was collected there, or it is not yet imported."),
        _("Behind a cell stands the first coded passage of each of its sources, as proof that it is coded."),
    )


def _question_rules() -> tuple[str, ...]:
    return (
        _(
            "✓ complete: the answer of everyone who answered has at least one coding. ◐ partly: that of some has. "
            "○ not coded: nobody’s has."
        ),
        _("Answered means: the informant has a turn that carries the question."),
    )


def _side(ground: Ground, name: str, order: tuple[str, ...] = ()) -> Axis:
    """An axis of people or sources, without places at which nothing is heard and nobody is registered."""
    if name in OF_CODINGS:
        raise InputError(
            _("The log counts what was collected, which has no “{axis}”.").format(axis=name),
            mend=_("Choose technique, case, site, period, source, an attribute, or question for the rows."),
        )
    side = axis(ground.entries, ground.hearings, name, order)
    heard = side.hearing or ()
    return arranged(side, [n for n in range(len(side.places)) if heard[n] or (side.people and side.people[n])])


def _of_sources(ground: Ground, kinds: Axis, columns: Axis, have: dict[str, Collected], shows: str) -> list[Row]:
    entries = entries_at(kinds, columns)
    rows = []
    for r, (kind, heard) in enumerate(zip(kinds.places, kinds.hearing or (), strict=True)):
        cells = []
        for c, there in enumerate(columns.hearing or ()):
            found = [have[name] for name in sources_at(ground.hearings, set(heard).intersection(there))]
            first = {ground.entries.source[i]: i for i in reversed(entries.get((r, c), ()))}
            behind = tuple(ground.entries.ids[i] for i in sorted(first.values()))
            cells.append(_source_cell(found, behind, shows))
        rows.append(Row(label=kind.label, cells=tuple(cells)))
    return rows


def _source_cell(found: Sequence[Collected], behind: tuple[Id, ...], shows: str) -> Cell:
    if not found:
        return Cell(empty=Empty.NO_SOURCE)
    coded = sum(source.coded for source in found)
    mark = _mark(coded, len(found), all(source.words for source in found))
    words = sum(source.words for source in found)
    dates = sorted(source.date for source in found if source.date)
    if shows == "dates" and not dates:
        return Cell(empty=Empty.NOT_STATED)
    if shows != ACCOUNT:
        alone: dict[str, str | int] = {"presence": mark, "sources": len(found), "words": words, "dates": _span(dates)}
        return Cell(value=alone[shows], evidence=behind, strength=coded / len(found))
    lines = [f"{mark} " + plural("{n} source", "{n} sources", len(found)).format(n=len(found))]
    if 0 < coded < len(found):
        lines.append(_("{n} of {all} coded").format(n=coded, all=len(found)))
    bare = sum(not source.words for source in found)
    if bare:
        lines.append(plural("{n} without text", "{n} without text", bare).format(n=bare))
    lines.append(plural("{n} word", "{n} words", words).format(n=words))
    if dates:
        lines.append(_span(dates))
    return Cell(value="\n".join(lines), evidence=behind, strength=coded / len(found))


def _span(dates: Sequence[str]) -> str:
    return days(dates[0], dates[-1]) if dates else ""


def _of_questions(ground: Ground, columns: Axis, asked: Sequence[Answers], shows: str) -> list[Row]:
    if not asked:
        raise InputError(
            _("The study has no interview guide, so no question can be a row."),
            mend=_("Import one: qda guide import FILE; or leave out --rows question."),
        )
    hearings = ground.hearings
    here = [[(hearings.unit[h], hearings.source[h]) for h in heard] for heard in columns.hearing or ()]
    return [
        Row(label=each.text, cells=tuple(_question_cell(ground, each, heard, shows) for heard in here))
        for each in asked
    ]


def _question_cell(ground: Ground, each: Answers, heard: Sequence[tuple[str, str]], shows: str) -> Cell:
    people = {unit for unit, _source in heard}
    answered = {unit for unit, source in heard if (unit, source) in each.answered}
    behind = sorted({i for who in heard for i in each.entries.get(who, ())})
    if not answered:
        put = any(who in each.put or ("", who[1]) in each.put for who in heard)
        return Cell(empty=Empty.SILENT if put else Empty.NOT_ASKED if heard else Empty.NO_SOURCE)
    coded = {unit for unit, source in heard if (unit, source) in each.entries} & answered
    mark = _mark(len(coded), len(answered), True)
    codings = tuple(ground.entries.ids[i] for i in behind)
    if shows != ACCOUNT:
        value, of = (mark, None) if shows == "presence" else (len(answered), len(people))
        return Cell(value=value, evidence=codings, strength=len(coded) / len(answered), of=of)
    lines = [f"{mark} " + _("{n} of {all} answered").format(n=len(answered), all=len(people))]
    if 0 < len(coded) < len(answered):
        lines.append(_("{n} of {all} coded").format(n=len(coded), all=len(answered)))
    return Cell(
        value="\n".join(lines),
        evidence=codings,
        strength=len(coded) / len(answered),
    )


def _mark(done: int, all_: int, whole: bool) -> str:
    if not done:
        return "○"
    return "✓" if done == all_ and whole else "◐"


def _own_prose(material: Material) -> tuple[str, ...]:
    """A sentence on the researcher's own texts, which are no data."""
    n = int((material.sources["technique"] == Technique.AUTHOR.value).sum())
    return (
        (
            plural(
                "{n} text of the researcher’s own is no data and is not listed.",
                "{n} texts of the researcher’s own are no data and are not listed.",
                n,
            ).format(n=n),
        )
        if n
        else ()
    )


def _bare(rows: Sequence[Row], columns: Axis) -> tuple[str, ...]:
    """Columns in which nothing was collected at all."""
    if not rows:
        return ()
    names = [
        place.label
        for c, place in enumerate(columns.places)
        if all(row.cells[c].empty is Empty.NO_SOURCE for row in rows)
    ]
    return (_("Nothing was collected of: {names}.").format(names="; ".join(names)),) if names else ()
