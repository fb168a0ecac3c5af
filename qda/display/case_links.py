"""Cases with the links that their own words state: what comparisons of causal networks across cases begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.axes import Axis
from qda.display.grid import Ground, axis_of
from qda.display.narrowed import arranged
from qda.display.options import Filtered
from qda.display.relations import TYPES, Relation, Relations, relations_of, within
from qda.display.standing import Standing, Variable, falling, ordering, standings, variable
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.link_words import MUTUAL
from qda.model.wording import N_, plural

ONE_WAY = tuple(kind for kind in TYPES if kind not in MUTUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossCases(Filtered):
    """A display that compares the causal networks of cases, and holds them against an outcome."""

    cols: str = field(
        default="case",
        metadata={
            "help": N_("What a case is: case, site, group, role, source or any attribute."),
            "also": ("columns",),
        },
    )
    by: str = field(
        default="",
        metadata={
            "help": N_(
                "The outcome that ranks the cases: a code or an attribute; the first code with magnitudes if left out."
            )
        },
    )
    levels: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Values of that attribute from low to high, where they are words."),
            "only": {"by": ()},
        },
    )
    type: tuple[str, ...] = field(
        default=("causes",), metadata={"help": N_("Types of links that are followed."), "choices": ONE_WAY}
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseLinks:
    """The cases that state links, from high to low on the outcome where one ranks them.

    Attributes:
        cases: The axis; `found` and `outcome` have one for each of its places.
        found: What each case's own words say.
        outcome: Where each case stands; empty where nothing ranks them.
        ranked_by: The outcome; None where nothing ranks them.
        everyone: The axis of all cases of whom anything is coded, with links or without, in their own order.
    """

    relations: Relations
    cases: Axis
    found: tuple[tuple[Relation, ...], ...]
    outcome: tuple[Standing, ...]
    ranked_by: Variable | None
    everyone: Axis
    filters: tuple[str, ...]


def case_links(material: Material, ground: Ground, options: AcrossCases) -> CaseLinks:
    """The links of each case by itself; the researcher's own prose is no case's.

    Raises:
        InputError: there is no such link, or the outcome's values have no order.
        NotFoundError: the axis or the outcome is not there.
    """
    relations = relations_of(material, ground, options.type, where=options.where)
    axis = axis_of(ground, options.cols)
    entries = ground.entries
    own = [frozenset(i for i in found if entries.unit[i] is not None) for found in axis.entry]
    said = [within(relations.links, entries, mine) for mine in own]
    wanted = variable(ground, options.by, options.levels) if options.by else next(iter(ordering(ground)), None)
    outcome = standings(ground, axis, wanted) if wanted is not None else []
    order = [n for n in (falling(outcome) if wanted is not None else range(len(said))) if said[n]]
    heard = [n for n, mine in enumerate(own) if mine]
    without = [axis.places[n].label for n in heard if not said[n]]
    return CaseLinks(
        relations=relations,
        cases=arranged(axis, order),
        found=tuple(said[n] for n in order),
        outcome=tuple(outcome[n] for n in order) if wanted is not None else (),
        ranked_by=wanted,
        everyone=arranged(axis, heard),
        filters=(*relations.filters, *_left_out(without), *_inferred(relations.links)),
    )


def _left_out(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [
        plural(
            "{n} case states no such link and is not shown: {names}.",
            "{n} cases state no such link and are not shown: {names}.",
            len(names),
        ).format(n=len(names), names=shortened(names))
    ]


def shortened(names: Sequence[str], most: int = 12) -> str:
    """Names in a row; three dots stand for those beyond the first."""
    return ", ".join([*names[:most], *(["…"] if len(names) > most else [])])


def _inferred(links: Sequence[Relation]) -> list[str]:
    n = sum(not one.entries for one in links)
    if not n:
        return []
    return [
        plural(
            "{n} link that only the researcher infers belongs to no case and is not shown.",
            "{n} links that only the researcher infers belong to no case and are not shown.",
            n,
        ).format(n=n)
    ]


def evidence_of(ground: Ground, found: Sequence[Relation]) -> tuple[Id, ...]:
    """Ids of the codings behind some relations, each once."""
    return tuple(dict.fromkeys(ground.entries.ids[i] for one in found for i in one.entries))


def people_behind(ground: Ground, found: Sequence[Relation]) -> int:
    """How many people state the one of these relations that fewest state."""
    return min((len(ground.entries.units(list(one.entries))) for one in found), default=0)
