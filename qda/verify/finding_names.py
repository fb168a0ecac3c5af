"""What findings name and the study does not have: each other, tactics, codes, informants. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches

from qda.model.problem import Problem
from qda.model.wording import _
from qda.verify.finding import FindingSpec, TacticAssertion


def unknown_names(
    spec: FindingSpec, keys: Collection[str], tactics: Collection[str], file: str = "", place: str = ""
) -> list[Problem]:
    """Findings and tactics that a finding names and that are not there, with the nearest there is; or itself."""
    wanted = [
        *((name, keys, _("finding")) for name in spec.depends_on),
        *((rival.finding, keys, _("finding")) for rival in spec.rivals if rival.finding),
        *((each.tactic, tactics, _("tactic")) for each in spec.assertions if isinstance(each, TacticAssertion)),
    ]
    problems = []
    if spec.key in (*spec.depends_on, *(rival.finding for rival in spec.rivals)):
        told = _("The finding “{key}” names itself: it is neither its own ground nor its own rival.")
        problems.append(Problem(file=file, place=place, fatal=True, what=told.format(key=spec.key)))
    for name, known, what in wanted:
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
            problems.append(
                Problem(
                    file=file,
                    place=place,
                    fatal=True,
                    what=_("The finding “{key}” names the {what} “{name}”, which is not there.").format(
                        key=spec.key, what=what, name=name
                    ),
                    mend=_("Did you mean “{name}”?").format(name=near[0]) if near else "",
                )
            )
    return problems


def unknown_codes(spec: FindingSpec, paths: Collection[str], file: str = "", place: str = "") -> list[Problem]:
    """Codes of evidence, rivals' evidence and factors that the codebook does not have, with the nearest it has."""
    problems = []
    known = set(paths)
    rivals = (rival.evidence.codes for rival in spec.rivals if rival.evidence is not None)
    factors = (factor.code for factor in spec.factors)
    for code in dict.fromkeys((*spec.evidence.codes, *(code for codes in rivals for code in codes), *factors)):
        if code not in known and not any(path.startswith(f"{code}/") for path in known):
            near = get_close_matches(code, sorted(known), n=1, cutoff=0.5)
            problems.append(
                Problem(
                    file=file,
                    place=place,
                    fatal=True,
                    what=_("The finding “{key}” rests on the code “{code}”, which the codebook does not have.").format(
                        key=spec.key, code=code
                    ),
                    mend=_("Did you mean “{name}”?").format(name=near[0]) if near else "",
                )
            )
    return problems


def unknown_informants(spec: FindingSpec, known: Collection[str], file: str = "", place: str = "") -> list[Problem]:
    """People whose dissent the finding resolves and who are no informants of the study: that decides nothing."""
    problems = []
    for name in dict.fromkeys(each.informant for each in spec.resolutions if each.informant):
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
            told = _("“resolved” of “{key}” names “{name}”, who is no informant of the study: it does not count.")
            problems.append(
                Problem(
                    file=file,
                    place=place,
                    what=told.format(key=spec.key, name=name),
                    mend=_("Did you mean “{name}”?").format(name=near[0]) if near else "",
                )
            )
    return problems


def circles(specs: Iterable[FindingSpec]) -> list[tuple[str, ...]]:
    """Findings that are each other's ground by `depends_on`: each circle once, the shortest from its first finding.

    A finding that names itself is left to `unknown_names`. Every finding on a circle is in one that is given.
    """
    grounds = {spec.key: [key for key in spec.depends_on if key != spec.key] for spec in specs}
    found: list[tuple[str, ...]] = []
    told: set[str] = set()
    for key in grounds:
        way = () if key in told else _way_back(key, grounds)
        if way:
            found.append(way)
            told.update(way)
    return found


def _way_back(start: str, grounds: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way from a finding over its grounds to itself, which begins it; empty if there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    met: set[str] = set()
    for way in ways:
        for key in grounds.get(way[-1], ()):
            if key == start:
                return way
            if key not in met:
                met.add(key)
                ways.append((*way, key))
    return ()
