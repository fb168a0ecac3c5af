"""Dendrogram of cases: who is like whom by what they speak of, of what both were asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.display.axes import Axis
from qda.display.classification import cases_of
from qda.display.display import display
from qda.display.empties import was_asked
from qda.display.grid import Ground, asked_for, axis_of, ground_of
from qda.display.narrowed import arranged
from qda.display.options import Coded
from qda.display.page import BOOK, Words, not_shown
from qda.display.plotted import plot
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.plot import Plot
from qda.model.plot_marks import Branch, Leaf, Tree
from qda.model.wording import N_, _, number
from qda.stats.clustering import (
    Join,
    Likeness,
    average_linkage,
    cophenetic_correlation,
    cut,
    jaccard_of_asked,
    members,
    widest_gap,
)

if TYPE_CHECKING:
    from qda.stats.clustering import Flags

CITATION = (
    f"{BOOK}, ch. 11 (clustering as a tactic); linkage: Sokal, R. R., & Michener, C. D. (1958). A statistical method "
    "for evaluating systematic relationships. University of Kansas Science Bulletin, 38, 1409–1438."
)  # pages not checked
LEAST, MOST, MOST_CLUSTERS, FEW, POOR = 3, 1_500, 8, 5, 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDendrogramOptions(Coded):
    """Options of the dendrogram of cases."""

    rows: str = field(
        default="case", metadata={"help": N_("What is clustered: case, role, group, site, source or any attribute.")}
    )
    depth: int = field(
        default=99,
        metadata={"help": N_("How far codes are split up: 0 rolls everything up into the chosen codes."), "least": 0},
    )
    clusters: int = field(
        default=0,
        metadata={"help": N_("How many clusters to cut the tree into; 0 cuts at the widest gap."), "least": 0},
    )


@display(
    "case-dendrogram",
    N_("Dendrogram of cases: who is like whom by what they speak of"),
    question=N_("Which cases belong together by what they speak of, and who stands alone?"),
    options=CaseDendrogramOptions,
    needs=("codings",),
    citation=CITATION,
    gives="plot",
)
def case_dendrogram(material: Material, options: CaseDendrogramOptions) -> Plot:
    """Cases joined by average linkage of 1 − Jaccard over the codes that both were asked about.

    Raises:
        InputError: fewer than three cases have codings or more than 1,500, or more clusters are wanted than cases.
        NotFoundError: an axis or code is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    codes = axis_of(ground, "code", code=options.code, depth=options.depth)
    every = cases_of(ground, options.rows)
    counted = {i for found in codes.entry for i in found}
    kept = [n for n, found in enumerate(every.entry) if counted.intersection(found)]
    cases = arranged(every, kept)
    n = len(kept)
    if n < LEAST:
        raise InputError(
            _("A tree needs at least {least} cases with codings; there are {n}.").format(least=LEAST, n=n),
            mend=_("Code more of the material, or choose other cases with --rows."),
        )
    if n > MOST:
        raise InputError(
            _("A tree of {n} cases can be neither drawn nor read.").format(n=n),
            mend=_("Choose fewer cases with --where, or put them together with --rows role."),
        )
    if options.clusters > n:
        raise InputError(
            _("{n} clusters cannot be made of {rows}.").format(n=options.clusters, rows=n),
            mend=_("Choose fewer with --clusters."),
        )
    said, asked = _tables(ground, cases, codes)
    likeness = jaccard_of_asked(said, asked)
    joins = average_linkage((1 - likeness.similarity).round(12))
    apart = 1 + sum(1 for join in joins if join.height >= 1)  # what shares nothing is never one cluster
    wanted = options.clusters or max(apart, widest_gap(joins, min(MOST_CLUSTERS, n // 2)))
    alone = [place.label for k, place in enumerate(every.places) if k not in set(kept)]
    words = Words(
        kind="case-dendrogram",
        title=_("Dendrogram of cases"),
        reading=_(
            "The further left two branches meet, the more alike are those who hang on them; at distance 1 are those "
            "who share nothing. What stands side by side need not be alike: only where branches meet counts."
        ),
        citation=CITATION,
        counts=_("Behind a name: how many of the codes occur in its words."),
        rules=(
            _(
                "Distance: 1 − what both speak of as a share of what either speaks of, of the codes both were asked "
                "about (Jaccard). How often somebody says it does not count."
            ),
            _("Joined by average linkage (UPGMA): the distance of two clusters is the mean over their members."),
            _("The cut was chosen by the user: {n} clusters.").format(n=wanted)
            if options.clusters
            else _("The cut lies at the widest gap between two joins. That is a custom; the cut is yours to choose."),
        ),
        filters=(
            *_left_out(alone),
            *not_shown(ground, (code for place in codes.places for code in place.codes or ())),
        ),
        notes=_notes(likeness, joins, [place.label for place in cases.places]),
    )
    return plot(material, ground, words, _tree(ground, cases, said, joins, wanted, counted), asked=True)


def _left_out(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    return (_("Left out, because nothing of theirs is coded: {names}.").format(names=", ".join(names)),)


def _tables(ground: Ground, cases: Axis, codes: Axis) -> tuple[Flags, Flags]:
    """What each case says, and what it says or was asked about; cases × codes."""
    import numpy as np

    columns: dict[int, list[int]] = {}  # several where a chosen code lies under another
    for k, found in enumerate(codes.entry):
        for i in found:
            columns.setdefault(i, []).append(k)
    targets = [asked_for(place.codes or ()) for place in codes.places]
    said = np.zeros((len(cases.places), len(codes.places)), dtype=np.bool_)
    asked = np.zeros_like(said)
    everywhere = tuple(range(len(ground.hearings)))
    for n, found in enumerate(cases.entry):
        for i in ground.entries.witnessed(found):
            said[n, columns.get(i, [])] = True
        heard = cases.hearing[n] if cases.hearing is not None else everywhere
        for k, target in enumerate(targets):
            asked[n, k] = said[n, k] or any(was_asked(ground.hearings, h, target) for h in heard)
    return said, asked


def _tree(ground: Ground, cases: Axis, said: Flags, joins: tuple[Join, ...], wanted: int, counted: set[int]) -> Tree:
    n = len(cases.places)
    drawn = {item: row for row, item in enumerate(members(joins, n, n + len(joins) - 1))}
    clusters = sorted((members(joins, n, node) for node in cut(joins, n, wanted)), key=lambda each: drawn[each[0]])
    own = {item: number for number, cluster in enumerate(clusters, 1) for item in cluster}
    heights = [0.0, *(join.height for join in joins)]
    return Tree(
        corner=cases.title,
        axis=_("distance (1 − Jaccard), average linkage"),
        counted=_("Codes"),
        leaves=tuple(
            Leaf(
                label=place.label,
                counted=int(said[k].sum()),
                cluster=own[k],
                evidence=tuple(ground.entries.ids[i] for i in cases.entry[k] if i in counted),
            )
            for k, place in enumerate(cases.places)
        ),
        branches=tuple(Branch(left=join.left, right=join.right, height=join.height) for join in joins),
        cut=(heights[n - wanted] + heights[n - wanted + 1]) / 2 if wanted > 1 else None,
    )


def _joined_on_few(likeness: Likeness, joins: tuple[Join, ...], names: Sequence[str]) -> list[str]:
    """`Ani – Budi (1)`: single cases that are joined first, which looks sure, and on how few codes that rests."""
    n = len(names)
    found = []
    for join in joins:
        if join.left < n and join.right < n and likeness.either[join.left, join.right] < FEW:
            one, other = sorted((join.left, join.right))
            found.append(f"{names[one]} – {names[other]} ({int(likeness.either[one, other])})")
    return found


def _notes(likeness: Likeness, joins: tuple[Join, ...], names: Sequence[str]) -> tuple[str, ...]:
    import numpy as np

    upper = np.triu_indices(len(likeness.either), 1)
    few = int((likeness.either[upper] < FEW).sum())
    told = [_("Clustering gives clusters of anything, of noise too. It rests on what is mentioned, not what is meant.")]
    if few:
        told.append(
            _("{few} of {all} similarities rest on fewer than {n}; these are shaky.").format(
                few=few, all=len(upper[0]), n=FEW
            )
        )
    pairs = _joined_on_few(likeness, joins, names)
    if pairs:
        told.append(_("Pairs that are joined on so few codes: {pairs}.").format(pairs="; ".join(pairs)))
    fit = cophenetic_correlation(1 - likeness.similarity, joins)
    if fit is None:
        told.append(_("All are equally alike, so there is nothing to cluster."))
    else:
        told.append(
            _("Cophenetic correlation {r}: how well the tree keeps the similarities (1: wholly).").format(
                r=number(fit, 2)
            )
        )
        if fit < POOR:
            told.append(_("That is a poor fit: trust the tree no further than you can name its clusters."))
    return tuple(told)
