"""From evidence units to witnesses: informants who are not independent count as one (method §4.4 steps 1 and 3).

Two readings are made of the same evidence. The cautious one takes every uncertain dependency as hard and
leaves out what is attributed by the study's design alone; the generous one takes them as independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qda.model.evidence import Axis, Dependency, DependencyKind, Evidence, EvidenceUnit, Witness
from qda.verify.disjoint import DisjointSets

AUTHOR = "A"
SPEAKING = frozenset({"W", "F", "S"})  # techniques in which somebody is interviewed
SOFT_WEIGHT = 0.5
_STANCES = {(True, True): "mixed", (True, False): "+", (False, True): "-", (False, False): "m"}

Node = tuple[str, str]  # informant; value on the axis, "" where the axis is the informants' own group


def eligible(units: Iterable[EvidenceUnit], *, cautious: bool) -> list[EvidenceUnit]:
    """The units that can be evidence, in an order that does not depend on the order given."""
    kept = [unit for unit in units if unit.technique != AUTHOR and not (cautious and doubtful(unit))]
    return sorted(kept, key=_identity)


def doubtful(unit: EvidenceUnit) -> bool:
    """Whether a unit may be no more than the researcher's own word, so that the cautious bound leaves it out."""
    return unit.design_level or unit.author_text is not None


def witnesses(evidence: Evidence, *, cautious: bool) -> tuple[Witness, ...]:
    """The independent sources of evidence, by group in the order asked, then by informant.

    On the axes of technique, time and coder a person may be a witness once in each: what is compared is then
    what one informant says in interview and shows in observation, or said in May and in August.
    """
    units = eligible(evidence.units, cautious=cautious)
    if not units:
        return ()
    sets = _joined(evidence, units, cautious=cautious)
    parts: dict[Node, list[EvidenceUnit]] = {}
    for unit in units:
        parts.setdefault(sets.root(_node(unit, evidence.axis)), []).append(unit)
    order = {group: at for at, (group, _asked) in enumerate(evidence.asked)}
    technique = _technique_of_origin(units, order)
    found = [_witness(part, order, technique) for part in parts.values()]
    return tuple(sorted(found, key=lambda w: (order.get(w.group, len(order)), w.group, w.informants)))


def effective_number(supporting: Sequence[Witness], dependencies: Iterable[Dependency]) -> float:
    """N_eff = (Σ w)² / Σ w w ρ with all weights 1, ρ = ½ for soft pairs; 0 where there is no witness.

    The design effect's form (Kish 1965); the ρ of ½ is the method's convention.
    """
    if not supporting:
        return 0.0
    within: dict[str, list[int]] = {}
    for at, witness in enumerate(supporting):
        for informant in witness.informants:
            within.setdefault(informant, []).append(at)
    soft = {
        (min(one, other), max(one, other))
        for d in dependencies
        if d.kind is DependencyKind.RELATED
        for name in d.others
        for one in within.get(d.informant, ())
        for other in within.get(name, ())
        if one != other
    }
    return len(supporting) ** 2 / (len(supporting) + 2 * SOFT_WEIGHT * len(soft))


def _identity(unit: EvidenceUnit) -> tuple[str, ...]:
    return (
        unit.informant,
        unit.group,
        unit.technique,
        str(unit.stance),
        unit.subcode or "",
        unit.cluster or "",
        unit.similar or "",
        unit.date or "",
        unit.basis or "",
        unit.coder or "",
        (unit.coding or b"").hex(),
    )


def _node(unit: EvidenceUnit, axis: Axis) -> Node:
    return (unit.informant, "" if axis is Axis.GROUP else unit.group)


def _joined(evidence: Evidence, units: Sequence[EvidenceUnit], *, cautious: bool) -> DisjointSets[Node]:
    axis = evidence.axis
    sets: DisjointSets[Node] = DisjointSets(_node(unit, axis) for unit in units)
    _join_copies(sets, units, axis, cautious=cautious)
    values = [""] if axis is Axis.GROUP else sorted({unit.group for unit in units})
    hard = [d for d in evidence.dependencies if d.kind is not DependencyKind.RELATED and (cautious or d.certain)]
    for dependency in sorted([*hard, *_told(units)], key=lambda d: (d.informant, d.others)):
        if len(dependency.others) == 1:
            for value in values:
                sets.join((dependency.others[0], value), (dependency.informant, value))
    echoes: dict[str, frozenset[str]] = {}
    for dependency in hard:
        if len(dependency.others) > 1:  # what was made from several talks may repeat anybody of any of them
            others = frozenset(dependency.others) - {dependency.informant}
            echoes[dependency.informant] = echoes.get(dependency.informant, frozenset()) | others
    if cautious:
        echoes |= _possible_echoes(units)
    _absorb(sets, units, axis, echoes)
    return sets


def _told(units: Sequence[EvidenceUnit]) -> list[Dependency]:
    """Those who know it from a named person only; who also knows it at first hand is a witness still."""
    direct = {unit.informant for unit in units if not unit.hearsay_from}
    return [
        Dependency(informant=unit.informant, others=(unit.hearsay_from,))
        for unit in units
        if unit.hearsay_from and unit.informant not in direct
    ]


def _join_copies(sets: DisjointSets[Node], units: Sequence[EvidenceUnit], axis: Axis, *, cautious: bool) -> None:
    first: dict[tuple[str, str], Node] = {}
    for unit in units:
        within = unit.group if axis is Axis.CODER else ""  # two coders code the same words: no copy
        for key in (unit.cluster, unit.similar if cautious else None):
            if key is not None:
                node = _node(unit, axis)
                sets.join(first.setdefault((key, within), node), node)


def _possible_echoes(units: Sequence[EvidenceUnit]) -> dict[str, frozenset[str]]:
    """Who may only repeat somebody already counted: unspecified informants, hearsay without a name."""
    named = frozenset(u.informant for u in units if not u.unspecified and u.technique in SPEAKING)
    unnamed = frozenset(u.informant for u in units if u.unspecified)
    echoes = {informant: (named or unnamed) - {informant} for informant in unnamed}
    by_informant: dict[str, list[EvidenceUnit]] = {}
    for unit in units:
        by_informant.setdefault(unit.informant, []).append(unit)
    for informant, own in by_informant.items():
        if all(unit.basis == "hearsay" and not unit.hearsay_from for unit in own):
            echoes.setdefault(informant, named - {informant})
    return echoes


def _absorb(
    sets: DisjointSets[Node], units: Sequence[EvidenceUnit], axis: Axis, echoes: dict[str, frozenset[str]]
) -> None:
    """Let each echo count with one informant who says the same; it never joins two others to each other."""
    sides: dict[Node, set[int]] = {}
    for unit in units:
        sides.setdefault(_node(unit, axis), set()).add(unit.stance)
    settled: set[Node] = set()
    for node in sorted(node for node in sides if node[0] in echoes):
        candidates = [
            other
            for other in sorted(sides)
            if other[0] in echoes[node[0]]
            and other[1] == node[1]
            and other not in settled
            and sides[other] & sides[node]
            and sets.root(other) != sets.root(node)
        ]
        if candidates:
            sets.join(candidates[0], node)
            settled.add(node)


def _seniority(unit: EvidenceUnit, order: dict[str, int]) -> tuple[bool, bool, bool, str, bool, int, tuple[str, ...]]:
    """Sorts the origin of a witness first: named, at first hand, earliest, a writing before its retelling."""
    return (
        unit.unspecified,
        unit.basis == "hearsay" or unit.hearsay_from is not None,
        unit.date is None,
        unit.date or "",
        unit.cluster is not None and unit.technique != "D",
        order.get(unit.group, len(order)),
        _identity(unit),
    )


def _technique_of_origin(units: Sequence[EvidenceUnit], order: dict[str, int]) -> dict[str, str]:
    """For each cluster of copied texts, the technique by which its origin was collected."""
    members: dict[str, list[EvidenceUnit]] = {}
    for unit in units:
        if unit.cluster is not None:
            members.setdefault(unit.cluster, []).append(unit)
    return {key: min(own, key=lambda unit: _seniority(unit, order)).technique for key, own in members.items()}


def _witness(units: Sequence[EvidenceUnit], order: dict[str, int], of_origin: dict[str, str]) -> Witness:
    origin = min(units, key=lambda unit: _seniority(unit, order))
    signs = {unit.stance for unit in units}
    stance = _STANCES[(1 in signs, -1 in signs)]
    telling = [unit for unit in units if unit.stance != 0] or list(units)
    others = sorted({unit.informant for unit in units} - {origin.informant})
    return Witness(
        informants=(origin.informant, *others),
        group=origin.group,
        techniques=tuple(sorted({of_origin.get(unit.cluster or "", unit.technique) for unit in telling})),
        stance=stance,
        subcodes=tuple(sorted({unit.subcode for unit in telling if unit.subcode})),
        codings=tuple(sorted({unit.coding for unit in units if unit.coding})),
    )
