"""G3 · Clustering: which informants, or which codes, belong together by what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.errors import InputError
from qda.model.ids import Id
from qda.model.sheet import Cell, Row, Sheet
from qda.model.wording import N_, _, number, plural
from qda.stats.clustering import (
    Join,
    average_linkage,
    cophenetic_correlation,
    cut,
    jaccard_of_asked,
    members,
    widest_gap,
)
from qda.stats.cooccurrence import cooccurrence
from qda.verify.incidence import Chosen, Incidence, incidence_of
from qda.verify.meaning_words import decided, in_quotes, short_key, too_few
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, named, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Real = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

OF = ("informants", "codes")
MEASURES = ("jaccard", "c")
CHOICES = ("accept", "move", "refuse")
MOST_CLUSTERS = 8  # the widest gap is looked for up to here
FEW_SHARED = 5  # codes or informants below which a similarity hangs on one more or less
POOR = 0.7  # cophenetic correlation below which the tree distorts the similarities (a custom, not a test)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusteringOptions(Chosen):
    """What is clustered and where the tree is cut."""

    of: str = field(default="informants", metadata={"help": N_("What is clustered."), "choices": OF})
    measure: str = field(
        default="jaccard",
        metadata={"help": N_("Likeness: by people (jaccard), or of codes by passages (c)."), "choices": MEASURES},
    )
    clusters: int = field(
        default=0,
        metadata={"help": N_("How many clusters to cut the tree into; 0 cuts at the widest gap."), "least": 0},
    )
    min_rows: int = field(
        default=5, metadata={"help": N_("Informants or codes below which nothing is clustered."), "least": 1}
    )
    most: int = field(default=8, metadata={"help": N_("Clusters that you are asked about at most."), "least": 1})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Tree:
    """What is clustered, in the order of `names`.

    Attributes:
        keys: What answers are found by: names of informants, paths of codes.
        has: Shape (names, features): informants' codes, or codes' informants.
        either: Features behind each similarity, shape (names, names).
        features: Labels of the codes, or names of the informants.
        clusters: Members of each cluster, by first member.
    """

    names: tuple[str, ...]
    keys: tuple[str, ...]
    has: Flags
    features: tuple[str, ...]
    similarity: Real
    either: Real
    joins: tuple[Join, ...]
    clusters: tuple[tuple[int, ...], ...]


@tactic(
    "clustering",
    N_("Clustering: which informants or codes belong together, as a tree with its cut"),
    number="G3",
    about=About.STUDY,
    question=N_("Which clusters do you accept, move or refuse, and on what basis?"),
    predicate=N_("one of the clusters is accepted"),
    options=ClusteringOptions,
    criteria=("credibility",),
)
def clustering(ground: Ground, options: ClusteringOptions) -> Machine:
    """Average linkage on Jaccard's similarity of presence, over what both were asked about.

    Raises:
        InputError: `of` or `measure` is unknown, they do not go together, or more clusters are wanted than rows.
        NotFoundError: a chosen code is not there.
    """
    if options.of not in OF:
        raise InputError(
            _("“{name}” cannot be clustered.").format(name=options.of),
            mend=_("Choose one of: {names}.").format(names=", ".join(OF)),
        )
    if options.measure not in MEASURES or (options.measure == "c" and options.of != "codes"):
        raise InputError(
            _("“{measure}” is no measure for {of}.").format(measure=options.measure, of=_(_WORDS[options.of])),
            mend=_("The c-coefficient compares codes by their passages: --of codes --measure c"),
        )
    found = incidence_of(ground, options)
    said, asked = found.by_person()
    if options.of == "informants":
        said = said & found.speakers(ground.facts)[:, None]
    rows = int(said.any(axis=1 if options.of == "informants" else 0).sum())
    if rows < max(options.min_rows, 2):
        why = (
            too_few(rows, options.min_rows)
            if options.of == "informants"
            else _("Only {have} codes in use; below {need} nothing is clustered.").format(
                have=rows, need=options.min_rows
            )
        )
        return Machine(value=why, not_applicable=why)
    tree = _tree(found, (said, asked), options)
    fit = cophenetic_correlation(1 - tree.similarity, tree.joins)
    big = [c for c in range(len(tree.clusters)) if len(tree.clusters[c]) > 1]
    alone = [tree.names[each[0]] for each in tree.clusters if len(each) == 1]
    items = tuple(_item(tree, c, options) for c in _largest(tree, big)[: options.most])
    return Machine(
        value=plural(
            "{rows} {of}: {n} cluster of two or more, and {alone} alone.",
            "{rows} {of}: {n} clusters of two or more, and {alone} alone.",
            len(big),
        ).format(rows=rows, of=_(_WORDS[options.of]), n=len(big), alone=len(alone)),
        advice=tuple(_advice(tree, big, alone, fit, options)),
        sheet=_sheet(ground, found, tree, fit, options),
        items=items,
        holds=decided(ground, items, CHOICES[:2]),
        asks=False,
        caveat=_(
            "Clustering gives clusters of anything, of noise too. These rest on what is mentioned, not what is meant."
        ),
        next_action=_(
            "Name each cluster in the informants' terms; try another number with --clusters before you keep it."
        ),
    )


_WORDS = {"informants": N_("informants"), "codes": N_("codes")}


def _tree(found: Incidence, tables: tuple[Flags, Flags], options: ClusteringOptions) -> _Tree:
    import numpy as np

    said, asked = tables
    kept, used = np.flatnonzero(said.any(axis=1)), np.flatnonzero(said.any(axis=0))
    said, asked = said[np.ix_(kept, used)], asked[np.ix_(kept, used)]
    people = tuple(found.people[i] for i in kept)
    labels, paths = tuple(found.labels[k] for k in used), tuple(found.codes[k] for k in used)
    if options.of == "codes":
        said, asked = said.T, asked.T
    names, keys, features = (people, people, labels) if options.of == "informants" else (labels, paths, people)
    if options.clusters < 0 or options.clusters > len(names):
        raise InputError(
            _("{n} clusters cannot be made of {rows}.").format(n=options.clusters, rows=len(names)),
            mend=_("Choose fewer with --clusters."),
        )
    similarity, either = _jaccard(said, asked) if options.measure == "jaccard" else _overlap(found, used)
    joins = average_linkage(np.round(1 - similarity, 12))
    apart = 1 + sum(1 for join in joins if join.height >= 1)  # what shares nothing is never one cluster
    wanted = options.clusters or max(apart, widest_gap(joins, min(MOST_CLUSTERS, len(names) // 2)))
    clusters = tuple(tuple(sorted(members(joins, len(names), node))) for node in cut(joins, len(names), wanted))
    return _Tree(
        names=names,
        keys=keys,
        has=said,
        features=features,
        similarity=similarity,
        either=either,
        joins=joins,
        clusters=clusters,
    )


def _jaccard(said: Flags, asked: Flags) -> tuple[Real, Real]:
    """Both / either, over the columns that both rows were asked about; 0 where neither says anything there."""
    found = jaccard_of_asked(said, asked)
    return found.similarity, found.either


def _overlap(found: Incidence, used: Whole) -> tuple[Real, Real]:
    """The c-coefficient of the codes in use and the passages behind it; 0 where it is not defined."""
    import numpy as np

    names: dict[str, int] = {}
    counts = cooccurrence(
        np.array([names.setdefault(coded.source, len(names)) for coded in found.codings], dtype=np.int64),
        np.array([coded.start for coded in found.codings], dtype=np.int64),
        np.array([coded.end for coded in found.codings], dtype=np.int64),
        found.code,
        found.person,
        codes=len(found.codes),
    )
    square = np.ix_(used, used)
    similarity: Real = np.nan_to_num(counts.c[square], nan=0.0)
    np.fill_diagonal(similarity, 1.0)
    own = counts.passages[used]
    return similarity, (own[:, None] + own[None, :] - counts.overlaps[square]).astype(np.float64)


def _basis_note(tree: _Tree) -> str:
    import numpy as np

    upper = np.triu_indices(len(tree.names), 1)
    few = int((tree.either[upper] < FEW_SHARED).sum())
    return _("{few} of {all} similarities rest on fewer than {n}; these are shaky.").format(
        few=few, all=len(upper[0]), n=FEW_SHARED
    )


def _largest(tree: _Tree, clusters: Sequence[int]) -> list[int]:
    return sorted(clusters, key=lambda c: (-len(tree.clusters[c]), c))


def _basis(tree: _Tree, cluster: Sequence[int]) -> list[str]:
    """What at least two thirds of the members have and at most one third of the others, the clearest first."""
    inside = tree.has[list(cluster)].mean(axis=0)
    rest = [i for i in range(len(tree.names)) if i not in set(cluster)]
    outside = tree.has[rest].mean(axis=0) if rest else inside * 0
    marks = [f for f in range(len(tree.features)) if inside[f] >= 2 / 3 and outside[f] <= 1 / 3]
    return [tree.features[f] for f in sorted(marks, key=lambda f: (-float(inside[f] - outside[f]), f))]


def _lowest(tree: _Tree, cluster: Sequence[int]) -> float:
    """The similarity at which the last members of a cluster are joined."""
    inside = [
        join.height
        for step, join in enumerate(tree.joins)
        if set(members(tree.joins, len(tree.names), len(tree.names) + step)) <= set(cluster)
    ]
    return 1 - max(inside, default=0.0)


def _item(tree: _Tree, c: int, options: ClusteringOptions) -> Item:
    own = tree.clusters[c]
    basis = _basis(tree, own)
    who = named([tree.names[i] for i in own])
    if not basis:
        text = _("Cluster {n} (from {s} on): {names}. Nothing sets it apart at once. Accept, move or refuse?")
    elif options.of == "informants":
        text = _(
            "Cluster {n} (from {s} on): {names}. They speak of {basis}, the others hardly. Accept, move or refuse?"
        )
    else:
        text = _("Cluster {n} (from {s} on): {names}. Shared by {basis}, hardly by others. Accept, move or refuse?")
    return Item(
        key=short_key(f"cluster-of-{options.of}", [tree.keys[i] for i in own]),
        text=text.format(
            n=c + 1,
            s=number(_lowest(tree, own), 2),
            names=who,
            basis=in_quotes(basis) if options.of == "informants" else named(basis, 4),
        ),
        choices=CHOICES,
    )


def _advice(
    tree: _Tree, big: Sequence[int], alone: Sequence[str], fit: float | None, options: ClusteringOptions
) -> Iterator[str]:
    for c in _largest(tree, big)[:3]:
        basis = _basis(tree, tree.clusters[c])
        if basis:
            yield _("Cluster {n} ({size}) is marked by {basis}.").format(
                n=c + 1, size=len(tree.clusters[c]), basis=in_quotes(basis, 3)
            )
    if alone:
        yield _("Alone: {names}. Read these first: somebody unlike all others may be your negative case.").format(
            names=named(alone)
        )
    if fit is None:
        yield _("All are equally alike, so there is nothing to cluster.")
    elif fit < POOR:
        yield _(
            "The tree keeps the similarities poorly (correlation {r}); trust it no further than you can name it."
        ).format(r=number(fit, 2))
    if not options.clusters:
        yield _("The cut lies at the widest gap between two joins. That is a custom; the cut is yours to choose.")


def _sheet(ground: Ground, found: Incidence, tree: _Tree, fit: float | None, options: ClusteringOptions) -> Sheet:
    evidence = _evidence(found, tree, options)
    at = {i: c for c, cluster in enumerate(tree.clusters) for i in cluster}
    rows = [
        Row(
            label=f"{lead}{_('joined at {s}').format(s=number(1 - tree.joins[node - len(tree.names)].height, 2))}"
            if node >= len(tree.names)
            else f"{lead}{tree.names[node]}",
            cells=_join_cells(tree, node)
            if node >= len(tree.names)
            else (
                cell(None),
                cell(at[node] + 1),
                cell(int(tree.has[node].sum()), evidence[node]),
            ),
        )
        for node, lead in _drawn(tree)
    ]
    above = len(tree.clusters) - 1
    return table(
        ground,
        "clustering",
        title=_("Tree of {of}").format(of=_(_WORDS[options.of])),
        reading=_("Read from the left: what hangs on one branch was joined; the higher the similarity, the earlier."),
        corner=_(_WORDS[options.of]),
        heads=(_("similarity"), _("cluster"), _("codes") if options.of == "informants" else _("informants")),
        rows=rows,
        rules=(
            _("Similarity: what both have as a share of what either has, of what both were asked about (Jaccard).")
            if options.measure == "jaccard"
            else _("Similarity: the c-coefficient n12 / (n1 + n2 − n12) of passages that overlap; 0 where undefined."),
            _("Joined by average linkage (UPGMA); the cut undoes the last {n} joins, marked “cut”.").format(n=above),
            *((_("Observations and documents are left out."),) if options.of == "informants" else ()),
            *found.rules,
        ),
        notes=(_basis_note(tree),)
        if fit is None
        else (
            _basis_note(tree),
            _("Cophenetic correlation {r}: how well the tree keeps the similarities (1: wholly).").format(
                r=number(fit, 2)
            ),
        ),
    )


def _join_cells(tree: _Tree, node: int) -> tuple[Cell, ...]:
    n = len(tree.names)
    join = tree.joins[node - n]
    cut_here = node - n >= len(tree.joins) - (len(tree.clusters) - 1)
    return (
        cell(round(1 - join.height, 3)),
        cell(_("cut") if cut_here else None),
        cell(None),
    )


def _drawn(tree: _Tree) -> Iterator[tuple[int, str]]:
    """Each node with what stands before its label: the branches of the tree."""
    n = len(tree.names)
    ahead: list[tuple[int, str, str]] = [(n + len(tree.joins) - 1, "", "")]
    while ahead:
        node, lead, below = ahead.pop()
        yield node, lead
        if node >= n:
            join = tree.joins[node - n]
            ahead.append((join.right, f"{below}└─ ", f"{below}   "))
            ahead.append((join.left, f"{below}├─ ", f"{below}│  "))


def _evidence(found: Incidence, tree: _Tree, options: ClusteringOptions) -> list[tuple[Id, ...]]:
    names = found.people if options.of == "informants" else found.codes
    place = {key: n for n, key in enumerate(tree.keys)}
    own: list[list[Id]] = [[] for _key in tree.keys]
    which = found.person if options.of == "informants" else found.code
    for coded, k in zip(found.codings, which.tolist(), strict=True):
        if names[k] in place:
            own[place[names[k]]].append(coded.id)
    return [tuple(ids) for ids in own]
