"""Causal-prediction model: what works on the outcome in several cases at once, and how often that tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from qda.display.axes import Axis
from qda.display.case_links import AcrossCases, CaseLinks, case_links, shortened
from qda.display.codes import Place
from qda.display.display import display
from qda.display.drawn import Coded, edges_of, network, nodes_of
from qda.display.forecast import Cause, Forecast, best_guess, forecasts, sides
from qda.display.grid import Ground, ground_of
from qda.display.page import BOOK, Words
from qda.display.relations import Relation, both, made_one
from qda.display.standing import PRESENCE, Standing, Variable, of_codes, standings
from qda.display.streams import last_ends, step_of
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.network import Edge, Layout, Network, Node
from qda.model.wording import N_, _, number, plural

CITATION = f"{BOOK}, ch. 10."  # page not checked
FEW = 10  # cases below which a single one turns the hit rate
_DOZEN = 12  # cases whose levels stand with each node
_Tie = tuple[str, str, str]  # start, end and type


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalPredictionModelOptions(AcrossCases):
    """Options of the causal-prediction model."""

    end: str = field(
        default="",
        metadata={
            "help": N_(
                "The code or case that the model leads to; the outcome’s code where links lead to it, else the end "
                "that most cases reach."
            )
        },
    )
    least: int = field(default=2, metadata={"help": N_("Cases that must state a link."), "least": 1})
    share: float = field(
        default=0.0,
        metadata={
            "help": N_("Share of the cases with links, between 0 and 1, that must state a link."),
            "least": 0,
            "most": 1,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A link of the model: who states it, by place of the case, with which sign."""

    relation: Relation
    signs: Mapping[int, str]


@display(
    "causal-prediction-model",
    N_("Causal-prediction model: links that several cases state, leading to the outcome"),
    question=N_("Which causes work on the outcome across the cases, and how often do they predict it?"),
    options=CausalPredictionModelOptions,
    needs=("codings", "cases", "causes"),
    citation=CITATION,
    code="D44",
    gives="network",
)
def causal_prediction_model(material: Material, options: CausalPredictionModelOptions) -> Network:
    """The links that at least so many cases state and that lead to the outcome, which stands on the right.

    Raises:
        InputError: there is no such link, or the outcome's values have no order.
        NotFoundError: an axis, code or outcome is not there, or no link is stated by so many cases.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    made = case_links(material, ground, options)
    need = max(options.least, ceil(options.share * len(made.found) - 1e-9))
    every = _stated(made)
    shared = {tie: signs for tie, signs in every.items() if len(signs) >= need}
    if not shared:
        raise NotFoundError(
            plural(
                "No link is stated by {n} case or more.", "No link is stated by {n} cases or more.", need
            ).format(n=need),
            mend=_("Ask for fewer cases: --least 1"),
        )  # fmt: skip
    ends = _ends(ground, made, shared, options)
    kept = _kept(ground, made, _leading(shared, ends))
    if not kept:
        raise NotFoundError(
            plural(
                "No link that {n} case or more states leads to the outcome.",
                "No link that {n} cases or more state leads to the outcome.",
                need,
            ).format(n=need),
            mend=_("Ask for fewer cases with --least, or name another end with --end."),
        )
    found = [one.relation for one in kept]
    nodes = nodes_of(ground, Coded(material, ground), (end for one in found for end in (one.start, one.end)), found)
    words = _words(ground, made, options, need=need, kept=kept, ends=ends, left=(len(every), len(shared)))
    return network(
        material,
        ground,
        words,
        [_node(ground, made, node, ends, max(node.people for node in nodes)) for node in nodes],
        _edges(ground, made, kept, alone=_alone(ground, kept)),
        Layout.LAYERED,
    )


def _stated(made: CaseLinks) -> dict[_Tie, dict[int, str]]:
    """Each link with the cases that state it and the sign it has there, in the order of the codebook's links."""
    every: dict[_Tie, dict[int, str]] = {(one.start, one.end, one.type): {} for one in made.relations.found}
    for n, found in enumerate(made.found):
        for one in found:
            every[one.start, one.end, one.type][n] = one.sign
    return {tie: signs for tie, signs in every.items() if signs}


def _ends(
    ground: Ground, made: CaseLinks, shared: Mapping[_Tie, Mapping[int, str]], options: CausalPredictionModelOptions
) -> frozenset[str]:
    if options.end:
        known = ground.entries.people.canonical(options.end)
        if known in ground.entries.people.names:
            return frozenset({f"case:{known}"})
        return frozenset(f"code:{path}" for path in ground.tree.subtree(ground.tree.find((options.end,))[0]))
    led_to = {end for _start, end, _type in shared}
    outcome = frozenset(f"code:{path}" for path in made.ranked_by.codes) & led_to if made.ranked_by else frozenset()
    if outcome or (options.by and made.ranked_by is not None and made.ranked_by.codes):
        return outcome
    last = last_ends(step_of(one) for one in made.relations.found if (one.start, one.end, one.type) in shared)
    reached = {end: {n for tie, signs in shared.items() if tie[1] == end for n in signs} for end in last or led_to}
    order = [end for _start, end, _type in shared]
    return frozenset({min(reached, key=lambda end: (-len(reached[end]), order.index(end)))})


def _leading(shared: Mapping[_Tie, Mapping[int, str]], ends: frozenset[str]) -> dict[_Tie, Mapping[int, str]]:
    """The links from which a way leads to an end; what follows from an end is no part of what leads to it."""
    reached, grown = set(ends), True
    while grown:
        new = {start for start, end, _type in shared if end in reached and start not in reached}
        reached |= new
        grown = bool(new)
    return {tie: signs for tie, signs in shared.items() if tie[1] in reached and tie[0] not in ends}


def _kept(ground: Ground, made: CaseLinks, chosen: Mapping[_Tie, Mapping[int, str]]) -> list[_Kept]:
    every = [one for found in made.found for one in found]
    found = {(one.start, one.end, one.type): one for one in made_one(every, ground.entries)}
    return [_Kept(relation=replace(found[tie], sign=_joined(signs)), signs=signs) for tie, signs in chosen.items()]


def _joined(signs: Mapping[int, str]) -> str:
    """The sign that all cases give a link; ± where they differ, a link without a sign included."""
    given = set(signs.values())
    return both(given) if "" not in given or len(given) == 1 else "±"


def _edges(ground: Ground, made: CaseLinks, kept: Sequence[_Kept], *, alone: bool) -> list[Edge]:
    most = max(len(one.signs) for one in kept)
    edges = edges_of(ground.entries, [one.relation for one in kept], {})
    labelled = []
    for edge, one in zip(edges, kept, strict=True):
        words = [] if alone else [_("{n}/{all} cases").format(n=len(one.signs), all=len(made.found))]
        words += [_told_signs(one.signs)] if one.relation.sign == "±" else []
        weight = len(one.signs) / most if most > 1 else None
        labelled.append(replace(edge, label=": ".join(words), weight=weight))
    return labelled


def _alone(ground: Ground, kept: Sequence[_Kept]) -> bool:
    """Whether every case is one person, so that their number says it all."""
    return all(len(one.signs) == len(ground.entries.units(list(one.relation.entries))) for one in kept)


def _told_signs(signs: Mapping[int, str]) -> str:
    """`+3 −1`: how many cases give which sign; `?1` for a link without one."""
    given = list(signs.values())
    shown = (("+", "+"), ("-", "−"), ("±", "±"), ("", "?"))
    return " ".join(f"{mark}{given.count(sign)}" for sign, mark in shown if sign in given)


def _variable(ground: Ground, key: str) -> Variable | None:
    if not key.startswith("code:"):
        return None
    path = key[5:]
    return of_codes(ground, Place(key=path, label=ground.tree.label(path), codes=ground.tree.subtree(path)))


def _node(ground: Ground, made: CaseLinks, node: Node, ends: frozenset[str], most: int) -> Node:
    """A variable with its levels across the cases; the outcome says that it is one."""
    wanted = _variable(ground, node.key)
    details = [_("outcome")] if node.key in ends else []
    levels: tuple[tuple[str, str], ...] = ()
    if wanted is not None:
        found = standings(ground, made.everyone, wanted)
        details += [words] if (words := _levels(wanted, found)) else []
        if len(found) <= _DOZEN:
            levels = tuple(
                (place.label, str(one.cell.value) if one.cell.empty is None else one.cell.empty.word)
                for place, one in zip(made.everyone.places, found, strict=True)
            )
    return replace(
        node,
        detail=": ".join(details) or node.detail,
        value=node.people / most if most > 1 and node.evidence else None,
        attributes=(*node.attributes, *levels),
    )


def _levels(wanted: Variable, found: Sequence[Standing]) -> str:
    known = [one.rank for one in found if one.rank is not None]
    if wanted.kind == PRESENCE:
        return _("told in {n} of {all}").format(n=sum(rank > 0 for rank in known), all=len(known)) if known else ""
    where = sides(found)
    if 1 not in where and -1 not in where:
        return ""
    return _("high in {high}, low in {low}").format(high=where.count(1), low=where.count(-1))


def _words(
    ground: Ground,
    made: CaseLinks,
    options: CausalPredictionModelOptions,
    *,
    need: int,
    kept: Sequence[_Kept],
    ends: frozenset[str],
    left: tuple[int, int],
) -> Words:
    every, shared = left
    tried_on = _tried_on(ground, made, options, ends)
    names = ", ".join(sorted(ground.tree.label(end[5:]) if end.startswith("code:") else end[5:] for end in ends))
    people = (
        _("On an edge: its sign and how many cases state it, of {n} with links.")
        if _alone(ground, kept)
        else _("On an edge: cases that state it, of {n} with links; then its sign and how many people say so.")
    )
    filters = [*made.filters]
    if rare := every - shared:
        filters.append(
            plural(
                "{n} link that fewer cases state is not drawn.", "{n} links that fewer cases state are not drawn.", rare
            ).format(n=rare)
        )
    if elsewhere := shared - len(kept):
        filters.append(
            plural(
                "{n} link that does not lead to the outcome is not drawn.",
                "{n} links that do not lead to the outcome are not drawn.",
                elsewhere,
            ).format(n=elsewhere)
        )
    return Words(
        kind="causal-prediction-model",
        title=_("Causal-prediction model: {outcome}").format(outcome=names),
        reading=_(
            "Read along the arrows to the outcome. An arrow is there where several cases state it; the thicker it "
            "is, the more of them."
        ),
        citation=CITATION,
        counts=people.format(n=len(made.found)) + " " + _("On a node: people who speak of it, of how many asked."),
        rules=(
            _(
                "A link is in the model where at least {n} of {all} cases with links state it in their own words."
            ).format(n=need, all=len(made.found)),
            _("It has the sign that all these cases give it, else ±, with how many give which; ? is no sign."),
            _("Only links from which a way leads to the outcome are drawn; what follows from it is not."),
            _(
                "High is above the middle between the lowest and the highest case, low below; what nobody rates is "
                "either told of or not."
            ),
            *_forecast_rules(tried_on),
        ),
        filters=tuple(filters),
        notes=tuple(_tried(ground, made, kept, ends, tried_on)),
    )


def _tried_on(ground: Ground, made: CaseLinks, options: CausalPredictionModelOptions, ends: frozenset[str]) -> Variable:
    """What the model is tried on: the outcome named, else what stands on its right, rated or told."""
    ranked = made.ranked_by
    paths = {end[5:] for end in ends if end.startswith("code:")}
    if ranked is not None and (options.by or paths & ranked.codes):
        return ranked
    codes = frozenset(path for each in paths for path in ground.tree.subtree(each))
    first = next((path for path in ground.tree.paths if path in paths), "")
    return of_codes(ground, Place(key=first, label=ground.tree.label(first), codes=codes))


def _forecast_rules(outcome: Variable) -> tuple[str, ...]:
    return (
        outcome.rule,
        _(
            "A case is predicted high on the outcome where more of its immediate causes speak for that than against: + "
            "where the case is high on the cause, − where it is low; ± tells nothing, and neither does a tie."
        ),
    )


def _tried(ground: Ground, made: CaseLinks, kept: Sequence[_Kept], ends: frozenset[str], wanted: Variable) -> list[str]:
    """The model held against every case whose outcome is known, those that did not make it by themselves."""
    everyone = made.everyone
    outcome = sides(standings(ground, everyone, wanted))
    causes = [
        Cause(sign=one.relation.sign, sides=sides(standings(ground, everyone, variable)))
        for one in kept
        if one.relation.end in ends
        and (variable := _variable(ground, one.relation.start)) is not None
        and not variable.codes & wanted.codes  # nothing tells itself
    ]
    found = forecasts(outcome, causes)
    judged = [n for n, one in enumerate(found) if one.judged]
    if not judged:
        return [_("No case has both an outcome and causes that lie above or below the middle: nothing is predicted.")]
    paths = {end[5:] for end in ends if end.startswith("code:")}
    elsewhere = _("Whether a case is high or low is read from “{outcome}”, not from what the arrows lead to.")
    return [
        *([] if paths & wanted.codes else [elsewhere.format(outcome=wanted.label)]),
        *_hit_rate(made, everyone, found, judged),
        *_by_case(everyone, found),
    ]


def _hit_rate(made: CaseLinks, everyone: Axis, found: Sequence[Forecast], judged: Sequence[int]) -> list[str]:
    hits = sum(found[n].hit for n in judged)
    guess = best_guess([found[n].actual for n in judged])
    told = [
        _(
            "Tried on {n} cases whose outcome is high or low: as predicted in {hits} ({rate}). Guessing the "
            "majority for every case is right in {guess} ({other})."
        ).format(
            n=len(judged), hits=hits, rate=number(hits / len(judged), 2), guess=guess,
            other=number(guess / len(judged), 2),
        )
    ]  # fmt: skip
    makers = {place.key for place in made.cases.places}
    fresh = [n for n in judged if everyone.places[n].key not in makers]
    told.append(
        _(
            "{hits} of {n} cases that state no link themselves, and so did not make the model, came as predicted."
        ).format(hits=sum(found[n].hit for n in fresh), n=len(fresh))
        if fresh
        else _("The model was made of these cases, so its hit rate is too good: try it on others.")
    )
    if len(judged) < FEW:
        told.append(_("With fewer than {few} cases a single one can turn it.").format(few=FEW))
    return told


def _by_case(everyone: Axis, found: Sequence[Forecast]) -> list[str]:
    words = {1: _("high"), -1: _("low")}
    against = [
        _("{case} (predicted {predicted}, is {actual})").format(
            case=everyone.places[n].label, predicted=words[one.predicted], actual=words[one.actual]
        )
        for n, one in enumerate(found)
        if one.predicted and one.actual and not one.hit
    ]
    as_told = [everyone.places[n].label for n, one in enumerate(found) if one.hit]
    open_ones = [everyone.places[n].label for n, one in enumerate(found) if not one.judged]
    sentences = (
        (as_told, _("As predicted: {names}.")),
        (against, _("Against the model, read them again: {names}.")),
        (open_ones, _("Not judged, no value or neither high nor low: {names}.")),
    )
    return [sentence.format(names=shortened(names, 20)) for names, sentence in sentences if names]
