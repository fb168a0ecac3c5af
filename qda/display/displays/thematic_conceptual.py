"""Thematic conceptual matrix: themes or problems by the strategies or solutions that are named with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qda.display.codes import Place
from qda.display.crossing import reducer
from qda.display.display import display
from qda.display.empties import why_empty
from qda.display.grid import Ground, asked_for, ground_of, set_aside, shaded
from qda.display.linked import Tie, ties_of
from qda.display.meetings import ITSELF, MEETING_RULES, MEETINGS, OVERLAPS, meetings, share_codes, turns_of
from qda.display.options import CELLS, Filtered, depth_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.display.reducers import QUOTE_RULE, Context, Reducer
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 7."  # page not checked
LINKED = "linked"
RULES = (*MEETINGS, LINKED)
_LINK_RULE = N_(
    "A theme and a strategy meet where the researcher has linked their codes; a link without passages behind it is an "
    "inference and says so."
)
_COUNTS = {
    "quotes": N_("Quotations stand for all passages of a cell; those behind it are listed in full."),
    "passages": N_("Numbers count passages of the strategy that meet the theme."),
}
_OF_THEME = N_("Numbers count informants, each once, out of those who speak of the theme of the row.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicConceptualOptions(Filtered):
    """Options of the thematic conceptual matrix."""

    rows: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "Codes of the themes or problems. The two top codes that meet most, if rows and cols are left out."
            )
        },
    )
    cols: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes of the strategies or solutions."), "also": ("columns",)}
    )
    meet: str = field(
        default=OVERLAPS,
        metadata={
            "help": N_(
                "When a strategy is named with a theme: overlaps (shared words), exact (the same passage), contains "
                "(one within the other), turn (the same turn), linked (the researcher linked the codes; cells show the "
                "links)."
            ),
            "choices": RULES,
        },
    )
    cell: str = field(
        default="quotes", metadata={"help": N_("What a cell shows."), "choices": CELLS, "only": {"meet": MEETINGS}}
    )
    depth: int = depth_option(1, N_("How far the chosen codes are split up into themes."))
    quotes: int = quotes_option()


@display(
    "thematic-conceptual",
    N_("Thematic conceptual matrix: themes or problems by the strategies named with them"),
    question=N_("Which strategies or solutions are named with which problems, and which problems have none?"),
    options=ThematicConceptualOptions,
    citation=CITATION,
    code="D18",
    rests_on="records",
    without={
        "code": N_("--rows and --cols name the codes of both sides"),
        "order": N_("both sides stand as --rows and --cols name them"),
    },
)
def thematic_conceptual(material: Material, options: ThematicConceptualOptions) -> Sheet:
    """A row a theme, a column a strategy; the cell holds the words on the strategy that meet the theme.

    Raises:
        InputError: there is no such cell or rule, or only one of rows and cols is given.
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
    """
    if options.meet not in RULES:
        raise InputError(
            _("Codes cannot meet by “{rule}”.").format(rule=options.meet),
            mend=_("Choose one of: {names}.").format(names=", ".join(RULES)),
        )
    reduce = reducer(options.cell)
    ground = ground_of(material, options.where)
    turns = turns_of(material, ground.entries) if options.meet == "turn" else []
    roots, others = _roots(ground, options, turns)
    used = frozenset(ground.entries.code)
    themes = ground.tree.places(roots, options.depth, used) if roots else ()
    strategies = ground.tree.places(others, options.depth, used) if others else ()
    if options.meet == LINKED:
        cells = _linked(material, ground, themes, strategies)
    else:
        cells = _met(ground, themes, strategies, options, turns, reduce)
    itself = _itself(themes, strategies) if options.meet != LINKED else frozenset()
    rows = shaded(
        tuple(
            Row(
                label=theme.label,
                group=theme.group,
                cells=tuple(
                    Cell(empty=Empty.NOT_APPLICABLE)
                    if (r, c) in itself
                    else cells.get((r, c)) or Cell(empty=_why(ground, theme, strategy, used))
                    for c, strategy in enumerate(strategies)
                ),
            )
            for r, theme in enumerate(themes)
        )
    )
    quotes = options.cell == "quotes" and options.meet != LINKED
    words = Words(
        kind="thematic-conceptual",
        title=_("Thematic conceptual matrix"),
        reading=_(
            "Read across for all that is named with one theme; a row without entries is a theme that no strategy "
            "answers."
        ),
        citation=CITATION,
        counts=_(_COUNTS.get(options.cell, _OF_THEME)) if options.meet != LINKED else "",
        rules=(
            _(_LINK_RULE) if options.meet == LINKED else _(MEETING_RULES[options.meet]),
            *(
                (_("The words shown are those on the strategy; the passages on the theme stand behind them."),)
                if quotes
                else ()
            ),
            *((_(QUOTE_RULE),) if quotes else ()),
            *((_(ITSELF),) if itself else ()),
        ),
        notes=_bare(rows, strategies),
    )
    columns = [Column(label=place.label, group=place.group) for place in strategies]
    return sheet(material, ground, words, corner=_("Theme"), columns=columns, rows=rows)


def _itself(themes: Sequence[Place], strategies: Sequence[Place]) -> frozenset[tuple[int, int]]:
    """The cells whose theme and strategy are the same codes in part or in all."""
    return frozenset(
        (r, c)
        for r, theme in enumerate(themes)
        for c, strategy in enumerate(strategies)
        if share_codes(theme, strategy)
    )


def _roots(
    ground: Ground, options: ThematicConceptualOptions, turns: Sequence[int | None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if bool(options.rows) != bool(options.cols):
        raise InputError(
            _("Themes need strategies, and strategies themes: only one of them is given."),
            mend=_("Give both --rows and --cols, each a code."),
        )
    if options.rows:
        return options.rows, options.cols
    rule = OVERLAPS if options.meet == LINKED else options.meet
    return _usual(ground, rule, turns)


def _usual(ground: Ground, rule: str, turns: Sequence[int | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two top codes whose passages meet most; of equals the first of the codebook."""
    tops = ground.tree.children(None)
    top_of = {path: n for n, top in enumerate(tops) for path in ground.tree.subtree(top)}
    everything = range(len(ground.entries))
    counts: Counter[tuple[int, int]] = Counter()
    for i, j in meetings(ground.entries, everything, everything, rule, turns):
        one, other = top_of[ground.entries.code[i]], top_of[ground.entries.code[j]]
        if one < other:
            counts[one, other] += 1
    if not counts:
        return tops[:1], tops[1:2]
    one, other = min(counts, key=lambda pair: (-counts[pair], pair))
    return (tops[one],), (tops[other],)


def _met(
    ground: Ground,
    themes: Sequence[Place],
    strategies: Sequence[Place],
    options: ThematicConceptualOptions,
    turns: Sequence[int | None],
    reduce: Reducer,
) -> dict[tuple[int, int], Cell]:
    """The cells in which passages meet: what the strategy's say, with the theme's behind them."""
    entries = ground.entries
    of_theme, of_strategy = _places(themes), _places(strategies)
    ones = [i for i, code in enumerate(entries.code) if code in of_theme]
    others = [j for j, code in enumerate(entries.code) if code in of_strategy]
    speak: list[set[int]] = [set() for _theme in themes]
    for i in ones:
        for r in of_theme[entries.code[i]]:
            speak[r].add(i)
    found: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for i, j in meetings(entries, ones, others, options.meet, turns):
        for r in of_theme[entries.code[i]]:
            for c in of_strategy[entries.code[j]]:
                theirs, ours = found.setdefault((r, c), (set(), set()))
                theirs.add(i)
                ours.add(j)
    cells = {}
    for (r, c), (theirs, ours) in found.items():
        context = Context(
            entries=entries,
            tree=ground.tree,
            chosen=sorted(ours),
            asked=frozenset(entries.units(sorted(speak[r])) | entries.units(sorted(ours))),
            quotes=options.quotes,
        )
        behind = tuple(entries.ids[i] for i in sorted(theirs | ours))
        cells[r, c] = replace(reduce(context), evidence=behind)
    return cells


def _linked(
    material: Material,
    ground: Ground,
    themes: Sequence[Place],
    strategies: Sequence[Place],
) -> dict[tuple[int, int], Cell]:
    """The cells of codes that the researcher has linked, whichever way the link runs."""
    of_theme, of_strategy = _places(themes), _places(strategies)
    known = frozenset(ground.entries.ids)
    ties: dict[tuple[int, int], list[Tie]] = {}
    for tie in ties_of(material):
        for one, other in dict.fromkeys(((tie.first, tie.second), (tie.second, tie.first))):
            for r in of_theme.get(one, ()):
                for c in of_strategy.get(other, ()):
                    ties.setdefault((r, c), []).append(tie)
    return {
        place: Cell(
            value="\n".join(dict.fromkeys(tie.text for tie in found)),
            evidence=tuple(dict.fromkeys(coding for tie in found for coding in tie.evidence if coding in known)),
        )
        for place, found in ties.items()
    }


def _places(places: Sequence[Place]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, place in enumerate(places):
        for code in place.codes or ():
            found.setdefault(code, []).append(n)
    return found


def _why(ground: Ground, theme: Place, strategy: Place, used: frozenset[str]) -> Empty:
    """Why nothing is there: the theme or the strategy is named nowhere, else both are, but apart."""
    for place in (theme, strategy):
        codes = place.codes or frozenset()
        if used.isdisjoint(codes):
            everywhere, aside = range(len(ground.hearings)), bool(set_aside(ground, codes))
            return why_empty(ground.hearings, everywhere, asked_for(codes), aside=aside)
    return Empty.NOT_TOGETHER


def _is_bare(cells: Sequence[Cell]) -> bool:
    """Whether nothing is met, and something might have been."""
    return all(cell.value is None for cell in cells) and any(cell.empty is not Empty.NOT_APPLICABLE for cell in cells)


def _bare(rows: Sequence[Row], strategies: Sequence[Place]) -> tuple[str, ...]:
    """Themes without a strategy and strategies without a theme, each a note."""
    if not rows or not strategies:
        return ()
    themes = [row.label for row in rows if _is_bare(row.cells)]
    unused = [place.label for c, place in enumerate(strategies) if _is_bare([row.cells[c] for row in rows])]
    return (
        *((_("No strategy meets: {names}.").format(names="; ".join(themes)),) if themes else ()),
        *((_("Meeting no theme: {names}.").format(names="; ".join(unused)),) if unused else ()),
    )
