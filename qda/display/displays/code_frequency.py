"""Code frequency: how many people say it, of how many asked; passages only where they are wanted."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.axes import Axis
from qda.display.codes import Place
from qda.display.display import display
from qda.display.drawn import people_asked
from qda.display.grid import Ground, axis_of, fill, ground_of
from qda.display.options import Coded
from qda.display.page import BOOK, Words, not_shown
from qda.display.plotted import plot
from qda.display.reducers import COUNTS, informants
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.plot import Plot
from qda.model.plot_marks import Bar, Bars
from qda.model.sheet import Empty
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 11 (counting as a tactic)."  # page not checked
COUNTED, OF, SORTS = ("informants", "passages"), ("asked", "all"), ("most", "codebook")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFrequencyOptions(Coded):
    """Options of the code frequency."""

    count: str = field(default="informants", metadata={"help": N_("What the bars count."), "choices": COUNTED})
    of: str = field(
        default="asked",
        metadata={
            "help": N_("Out of how many: those asked about the code, or all who were heard."),
            "choices": OF,
            "only": {"count": ("informants",)},
        },
    )
    sort: str = field(
        default="most",
        metadata={"help": N_("Order of the bars: the most first, or as in the codebook."), "choices": SORTS},
    )
    most: int = field(default=40, metadata={"help": N_("How many bars are drawn at most."), "least": 1})
    depth: int = field(
        default=99,
        metadata={"help": N_("How far codes are split up: 0 rolls everything up into the chosen codes."), "least": 0},
    )


@display(
    "code-frequency",
    N_("Code frequency: how many people say it, of how many asked"),
    question=N_("Which themes do many people bring up, which few, and of how many who were asked?"),
    options=CodeFrequencyOptions,
    citation=CITATION,
    gives="plot",
)
def code_frequency(material: Material, options: CodeFrequencyOptions) -> Plot:
    """A bar a code, its denominator as an outline behind it.

    Raises:
        InputError: an option has no such value.
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
    """
    for value, known in ((options.count, COUNTED), (options.of, OF), (options.sort, SORTS)):
        if value not in known:
            raise InputError(
                _("The bars cannot be made by “{value}”.").format(value=value),
                mend=_("Choose one of: {names}.").format(names=", ".join(known)),
            )
    ground = ground_of(material, options.where)
    axis = axis_of(ground, "code", code=options.code, depth=options.depth)
    made = _bars(ground, axis, options)
    every = [bar for bar in made if bar is not None]
    if options.sort == "most":
        every.sort(key=_rank)
    shown = every[: options.most]
    people = options.count == "informants"
    words = Words(
        kind="code-frequency",
        title=_("Code frequency"),
        reading=_(
            "A bar is as long as the number of people who say it; the outline behind it is as long as it could be."
        )
        if people
        else _("A bar is as long as the number of passages. One person may say the same thing many times."),
        citation=CITATION,
        counts=_(COUNTS[options.count]),
        rules=(
            _rule(options),
            _("The most frequent stands first; where as many say it, the larger share, then the order of the codebook.")
            if options.sort == "most"
            else _("The bars stand in the order of the codebook."),
            _("How often something is said is not how much it matters: one voice may hold the key."),
        ),
        filters=(
            *not_shown(ground, (code for place in axis.places for code in place.codes or ())),
            *_left_out(len(every) - len(shown)),
            *_unheard(sum(bar is None for bar in made)),
        ),
    )
    marks = Bars(
        corner=axis.title,
        axis=_("people who say it") if people else _("passages"),
        outline=(_("people asked about it") if options.of == "asked" else _("people heard")) if people else "",
        bars=tuple(shown),
    )
    return plot(material, ground, words, marks, asked=True)


def _rule(options: CodeFrequencyOptions) -> str:
    if options.count == "passages":
        return _("A passage counts once, however many coders mark it.")
    if options.of == "asked":
        return _(
            "A bar’s outline counts those who were asked about the code or speak of it unasked; where nobody was "
            "asked, there is none, and no share."
        )
    return _("A bar’s outline counts all who were heard, also those who were never asked about the code.")


def _left_out(n: int) -> tuple[str, ...]:
    return (
        (
            plural("{n} code with a shorter bar is not drawn.", "{n} codes with shorter bars are not drawn.", n).format(
                n=n
            ),
        )
        if n
        else ()
    )


def _unheard(n: int) -> tuple[str, ...]:
    if not n:
        return ()
    told = plural(
        "{n} code that only the researcher’s own text has is not drawn.",
        "{n} codes that only the researcher’s own text has are not drawn.",
        n,
    )
    return (told.format(n=n),)


def _rank(bar: Bar) -> tuple[int, int, float]:
    """Longest first, then the larger share; silent after spoken, then what was not asked."""
    kinds = {None: 0, Empty.SILENT: 1}
    return kinds.get(bar.empty, 2), -(bar.value or 0), -(bar.people / bar.of if bar.of else 0.0)


def _bars(ground: Ground, axis: Axis, options: CodeFrequencyOptions) -> list[Bar | None]:
    """A bar a code, in the order of the codebook; None where no witness says it, only the researcher."""
    entries = ground.entries
    everybody = Axis(
        name="all",
        title="",
        places=(Place(key="", label=""),),
        entry=(tuple(range(len(entries))),),
        hearing=(tuple(range(len(ground.hearings))),),
        aside=(tuple(range(len(entries.aside))),) if entries.aside is not None else (),
    )
    heard = len(set(ground.hearings.unit))
    filled = fill(ground, axis, everybody, informants)
    made: list[Bar | None] = []
    for place, row, found in zip(axis.places, filled, axis.entry, strict=True):
        [cell] = row.cells
        if isinstance(cell.value, str):
            made.append(None)
            continue
        passages = len({entries.span(i) for i in found})
        people = cell.value if isinstance(cell.value, int) else 0
        of = heard if options.of == "all" else cell.of
        if cell.empty is Empty.SILENT and options.of == "asked":
            of = people_asked(ground, place.codes or frozenset(), set())
        made.append(
            Bar(
                label=place.label,
                group=place.group if options.sort == "codebook" else "",
                value=None if cell.empty else people if options.count == "informants" else passages,
                of=of if options.count == "informants" and not (cell.unasked and options.of == "asked") else None,
                empty=cell.empty,
                people=people,
                passages=passages,
                evidence=cell.evidence,
            )
        )
    return made
