"""Causal network across cases: which streams lead to the outcome, and which cases show the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.case_links import AcrossCases, CaseLinks, case_links, evidence_of, people_behind
from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.page import BOOK, Words, sheet
from qda.display.ratings import sort_rule, variable_rules
from qda.display.streams import (
    FAMILY,
    MOST,
    Match,
    Stream,
    Ties,
    family,
    key_of,
    last_ends,
    match,
    net_sign,
    nodes_of_stream,
    step_of,
    streams_to,
    ties,
)
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.link_words import sign_shown
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 9."  # page not checked
LEAST = 2  # cases on either side below which a single one would be the whole pattern
_PART = 0.6  # the deepest shade of a stream that is there in part
_NOTHING = Cell(empty=Empty.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalNetworkAcrossCasesOptions(AcrossCases):
    """Options of the causal network across cases."""

    end: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "Where streams end: codes, each with all under it, or names of cases; the outcome’s code where links "
                "lead to it, else whatever leads nowhere further."
            )
        },
    )
    shortest: int = field(default=2, metadata={"help": N_("The fewest links a stream may have."), "least": 2})
    longest: int = field(
        default=6, metadata={"help": N_("Links at which a stream is no longer followed back."), "least": 2}
    )
    show: int = field(default=40, metadata={"help": N_("Streams shown at most."), "least": 1})


@display(
    "causal-network-across-cases",
    N_("Causal network across cases: streams that lead to the outcome, and the cases that show the same ones"),
    question=N_("Which lines of causes do cases share, and do those with a high outcome share others than those low?"),
    options=CausalNetworkAcrossCasesOptions,
    needs=("codings", "cases", "chains"),
    citation=CITATION,
    code="D39",
    rests_on="records",
    without={
        "rows": N_("a row is a stream; --cols says what a case is"),
        "cell": N_("a cell says how much of the stream is there"),
        "order": N_("the cases stand by the outcome, which --by names"),
        "code": N_("the links make the streams; --end says where they end"),
        "depth": N_("links join codes as they were drawn"),
        "quotes": N_("the quotations stand behind the cells"),
    },
)
def causal_network_across_cases(material: Material, options: CausalNetworkAcrossCasesOptions) -> Sheet:
    """A row a stream, those of one family together; a column a case, from high to low on the outcome.

    A stream is a line of at least two links that one case's own words state from beginning to end. Every case is held
    against the streams of all: a cell says whether the whole of it is there with the same signs, or how much of it.

    Raises:
        NotFoundError: an axis, code or outcome is not there, or no case states a line so long.
        InputError: there is no such link, or the outcome's values have no order.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    made = case_links(material, ground, options)
    ends, by_outcome = _ends(ground, made, options)
    streams, cut = _streams(ground, made, ends, options)
    if not streams and by_outcome and not options.by:
        by_outcome = False
        streams, cut = _streams(ground, made, frozenset(), options)
    if not streams:
        raise NotFoundError(
            plural(
                "No case states a line of {n} link or more.", "No case states a line of {n} links or more.",
                options.shortest,
            ).format(n=options.shortest),
            mend=_("See what is there: qda display causal-network"),
        )  # fmt: skip
    families: dict[Stream, list[Stream]] = {}
    for stream in streams[: options.show]:
        families.setdefault(family(stream), []).append(stream)
    rows = [] if made.ranked_by is None else [_outcome_row(made)]
    networks = [ties(found) for found in made.found]
    for number, (tail, members) in enumerate(families.items(), 1):
        group = _("Family {n}").format(n=number)
        rows += [_row(ground, made, networks, stream, tail, group, first=n == 0) for n, stream in enumerate(members)]
    return sheet(
        material,
        ground,
        _words(made, options, ends_named=bool(options.end), by_outcome=by_outcome, cut=cut, found=len(streams)),
        corner=_("Stream"),
        columns=_columns(made),
        rows=rows,
        asked=False,
    )


def _ends(ground: Ground, made: CaseLinks, options: CausalNetworkAcrossCasesOptions) -> tuple[frozenset[str], bool]:
    """Where streams end, and whether that is the outcome itself; empty where every last end counts."""
    people = ground.entries.people
    chosen: set[str] = set()
    for name in options.end:
        known = people.canonical(name)
        if known in people.names:
            chosen.add(f"case:{known}")
        else:
            chosen |= {f"code:{path}" for path in ground.tree.subtree(ground.tree.find((name,))[0])}
    if chosen:
        return frozenset(chosen), False
    led_to = {one.end for found in made.found for one in found}
    outcome = frozenset(f"code:{path}" for path in made.ranked_by.codes) & led_to if made.ranked_by else frozenset()
    return outcome, bool(outcome)


def _streams(
    ground: Ground, made: CaseLinks, ends: frozenset[str], options: CausalNetworkAcrossCasesOptions
) -> tuple[list[Stream], bool]:
    """The streams of all cases, those of the family that most cases show first; whether a case had too many."""
    place = {f"code:{path}": n for n, path in enumerate(ground.tree.paths)}
    place |= {f"case:{name}": n for n, name in enumerate(ground.entries.people.names, len(place))}
    every: dict[Stream, None] = {}
    cut = False
    for found in made.found:
        steps = [step_of(one) for one in found]
        mine = streams_to(steps, ends or last_ends(steps), place, shortest=options.shortest, longest=options.longest)
        cut = cut or len(mine) == MOST
        every.update(dict.fromkeys(mine))
    if len(every) > MOST:
        cut, every = True, dict.fromkeys(list(every)[:MOST])
    networks = [ties(found) for found in made.found]
    shown = {stream: sum(match(stream, there).whole for there in networks) for stream in every}
    of_family: dict[Stream, int] = {}
    for tail in dict.fromkeys(map(family, every)):
        of_family[tail] = sum(match(tail, there).whole for there in networks)

    def order(stream: Stream) -> tuple[int, list[int], Stream, int, list[int], Stream]:
        tail = family(stream)
        return (
            -of_family[tail], [place[node] for node in reversed(nodes_of_stream(tail))], tail,
            -shown[stream], [place[node] for node in reversed(nodes_of_stream(stream))], stream,
        )  # fmt: skip

    return sorted(every, key=order), cut


def _columns(made: CaseLinks) -> list[Column]:
    ranked = made.ranked_by
    head = made.cases.title if ranked is None else _("Cases, high to low on {outcome}").format(outcome=ranked.label)
    after = (
        []
        if ranked is None
        else [
            Column(label=_("where shown"), group=ranked.label, key="where-shown"),
            Column(label=_("elsewhere"), group=ranked.label, key="elsewhere"),
            Column(label=_("goes with"), group=ranked.label, key="goes-with"),
        ]
    )
    return [
        Column(label=_("Name of the family"), key="family-name"),
        Column(label=_("Cases"), key="cases"),
        Column(label=_("Net sign"), key="net-sign"),
        *(Column(label=place.label, group=head, key=f"case:{place.key}") for place in made.cases.places),
        *after,
    ]


def _outcome_row(made: CaseLinks) -> Row:
    assert made.ranked_by is not None
    cells = [standing.cell for standing in made.outcome]
    return Row(
        label=_("Outcome: {outcome}").format(outcome=made.ranked_by.label),
        cells=(_NOTHING, _NOTHING, _NOTHING, *cells, _NOTHING, _NOTHING, _NOTHING),
        key="outcome",
    )


def _row(
    ground: Ground, made: CaseLinks, networks: Sequence[Ties], stream: Stream, tail: Stream, group: str, *, first: bool
) -> Row:
    matches = [match(stream, there) for there in networks]
    whole = [n for n, one in enumerate(matches) if one.whole]
    behind = evidence_of(ground, [one for n in whole for one in matches[n].same])
    net = net_sign(stream)
    cells = [
        Cell(empty=Empty.TO_WRITE) if first else _NOTHING,
        Cell(value=len(whole), of=len(made.found), evidence=behind),
        Cell(value=sign_shown(net), evidence=behind) if net else Cell(empty=Empty.NOT_STATED),
        *(_cell(ground, one) for one in matches),
        *(_compared(made, whole) if made.ranked_by is not None else ()),
    ]
    return Row(
        label=drawn(ground, stream),
        group=group,
        cells=tuple(cells),
        key=f"family {key_of(tail)}" if first else key_of(stream),
    )


def drawn(ground: Ground, stream: Stream) -> str:
    """`Price −→ Stock +→ Debt`."""
    steps = "".join(f" {sign_shown(step.sign)}→ {_name(ground, step.end)}" for step in stream)
    return f"{_name(ground, stream[0].start)}{steps}"


def _name(ground: Ground, key: str) -> str:
    return ground.tree.label(key[5:]) if key.startswith("code:") else key[5:]


def _cell(ground: Ground, found: Match) -> Cell:
    """`✓ 2` where the whole stream is there, with the people behind its weakest link; else `1/3`, how much of it is.

    `≠` says that a link is there with another sign.
    """
    if not found.same and not found.other:
        return Cell(empty=Empty.NOT_STATED)
    evidence = evidence_of(ground, [*found.same, *found.other])
    if found.whole:
        mark = f"✓ {people_behind(ground, found.same)}"
        told = _("{mark}, inferred in part").format(mark=mark) if any(one.inferred for one in found.same) else mark
        return Cell(value=told, evidence=evidence, strength=1.0)
    part = f"{len(found.same)}/{found.of}"
    return Cell(
        value=f"{part} ≠" if found.other else part, evidence=evidence, strength=_PART * len(found.same) / found.of
    )


def _compared(made: CaseLinks, whole: Sequence[int]) -> tuple[Cell, Cell, Cell]:
    """The outcome of the cases that show the whole stream, that of the others, and which way it goes."""
    shown = [made.outcome[n] for n in whole]
    others = [one for n, one in enumerate(made.outcome) if n not in whole]
    cells = []
    for some in (shown, others):
        words = [str(one.cell.value) for one in some if one.rank is not None and one.cell.value is not None]
        evidence = tuple(dict.fromkeys(coding for one in some if one.rank is not None for coding in one.cell.evidence))
        cells.append(
            Cell(value=", ".join(words), evidence=evidence)
            if words
            else Cell(empty=Empty.NOT_STATED if some else Empty.NO_CASE)
        )
    high, low = ([one.rank for one in some if one.rank is not None] for some in (shown, others))
    if not high or not low:
        return cells[0], cells[1], _NOTHING
    apart = min(high) > max(low) or max(high) < min(low)
    word = (
        _("neither")
        if not apart
        else _("too few cases to say")
        if min(len(high), len(low)) < LEAST
        else _("a higher outcome")
        if min(high) > max(low)
        else _("a lower outcome")
    )
    return cells[0], cells[1], Cell(value=word, evidence=tuple(dict.fromkeys(cells[0].evidence + cells[1].evidence)))


def _words(
    made: CaseLinks,
    options: CausalNetworkAcrossCasesOptions,
    *,
    ends_named: bool,
    by_outcome: bool,
    cut: bool,
    found: int,
) -> Words:
    ranked = made.ranked_by
    hidden = found - min(found, options.show)
    ends = (
        _("Streams end in what --end names.")
        if ends_named
        else _("Streams end in the outcome, {outcome}.").format(outcome=ranked.label)
        if by_outcome and ranked
        else _("No outcome is named that links lead to, so streams end in whatever leads nowhere further.")
    )
    notes = []
    if ranked is None:
        notes.append(_("Nothing ranks the cases. Name their outcome with --by, and streams are held against it."))
    elif len(made.found) < 4:
        notes.append(
            plural(
                "{n} case states links: too few to say that a stream goes with the outcome.",
                "{n} cases state links: too few to say that a stream goes with the outcome.",
                len(made.found),
            ).format(n=len(made.found))
        )
    if cut:
        notes.append(_("There are so many streams that only {n} were followed; name an end with --end.").format(n=MOST))
    notes.append(_("All cases in one picture: qda display causal-prediction-model --least 1"))
    return Words(
        kind="causal-network-across-cases",
        title=_("Causal network across cases"),
        reading=_(
            "Each row is a line of causes that some case states as a whole. Read along it which cases show it, and "
            "whether those are the ones high or low on the outcome; then name its family."
        ),
        citation=CITATION,
        counts=_(
            "Cases that show the whole stream, of {n} that state links ({every} have passages). Beside ✓: how many "
            "people state the link that fewest state. 1/3: one of three links; ≠: one of its links has another sign "
            "there."
        ).format(n=len(made.found), every=len(made.everyone.places)),
        rules=(
            _(
                "A stream is a line of {shortest} to {longest} links that the words of one case state, followed back "
                "from its end as far as it goes, passing nothing twice."
            ).format(shortest=options.shortest, longest=options.longest),
            ends,
            _("A case shows a stream where all its links are there with the same signs; even within a longer line."),
            _("One family are streams whose last {n} links are the same, with the same signs.").format(n=FAMILY),
            _("Net sign: − where an odd number of links weakens; ± where one does both."),
            *((sort_rule(ranked), *variable_rules([ranked])) if ranked is not None else ()),
            *(
                (
                    _(
                        "Goes with a higher outcome: every case that shows the whole stream stands above every other "
                        "case that states links; a lower one likewise."
                    ),
                    _("Nothing is said where either side has fewer than {n} cases with a value.").format(n=LEAST),
                )
                if ranked is not None
                else ()
            ),
        ),
        filters=(
            *made.filters,
            *(
                [
                    plural(
                        "{n} stream that fewer cases share is not shown.",
                        "{n} streams that fewer cases share are not shown.",
                        hidden,
                    ).format(n=hidden)
                ]
                if hidden
                else []
            ),
        ),
        notes=tuple(notes),
    )
