"""G12 · Building a logical chain of evidence: a conclusion is as firm as the weakest of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.model.evidence import VerdictWord
from qda.model.ids import Id
from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, number, plural
from qda.verify.finding import FindingSpec
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, table

CHOICES = ("follows", "gap", "wrong")
_FALLEN = (VerdictWord.REFUTED, VerdictWord.DOUBTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainOfEvidenceOptions:
    """From when on a step holds."""

    least: float = field(
        default=2,
        metadata={"help": N_("Independent witnesses that every step needs for the chain to hold."), "least": 1},
    )
    most: int = field(default=8, metadata={"help": N_("Weak steps that you are asked about at most."), "least": 1})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """One step: what it is concluded from and how many stand for it.

    Attributes:
        statement: "" where no finding has that key.
        strength: Independent witnesses, the cautious count; None where it was not triangulated.
        depth: Steps away from the conclusion, at most.
    """

    key: str
    statement: str
    rests_on: tuple[str, ...]
    strength: float | None
    verdict: VerdictWord | None
    depth: int
    evidence: tuple[Id, ...]


@tactic(
    "chain-of-evidence",
    N_("Building a logical chain of evidence: the steps to a finding and the weakest of them"),
    number="G12",
    about=About.FINDING,
    question=N_("Are the steps enough for the conclusion, and which step is missing?"),
    predicate=N_("every step has two or more independent witnesses and none is doubted or refuted"),
    options=ChainOfEvidenceOptions,
    criteria=("dependability", "confirmability"),
)
def chain_of_evidence(ground: Ground, options: ChainOfEvidenceOptions) -> Machine:
    """Follow `depends_on` to its end; the chain is as strong as its least independent witnesses."""
    finding = ground.finding
    if finding is None or not finding.depends_on:
        why = _("The finding names no steps that it is concluded from.")
        return Machine(
            value=why,
            not_applicable=why,
            advice=(_("A finding read straight off the passages needs no chain. A conclusion from findings does."),),
            next_action=_(
                "Where it is a conclusion, write depends_on: [other findings] into its entry in findings.yaml."
            ),
        )
    circle = _circle(ground, finding)
    if circle:
        return _in_a_circle(circle)
    links = _links(ground, finding)
    weak = [link for link in links if not _firm(link, options.least)]
    missing = [link for link in links if not link.statement]
    weakest = min(links, key=lambda link: (link.strength if link.strength is not None else -1.0, link.depth, link.key))
    return Machine(
        value=_value(links, weakest),
        holds=not weak,
        advice=_advice(finding, weak, missing),
        sheet=_sheet(ground, finding, links, options),
        items=tuple(_item(link) for link in weak if link.statement)[: options.most],
        evidence=tuple(dict.fromkeys(coding for link in links for coding in link.evidence)),
        caveat=_(
            "Counted is how well each step is evidenced. Whether one step follows from another, no count can say."
        ),
        next_action=_("Read the chain aloud with “therefore” between the steps; where it sticks, a step is missing."),
    )


def _circle(ground: Ground, finding: FindingSpec) -> tuple[str, ...]:
    """Keys of a chain that comes back to a step of its own; empty where none does."""
    specs = {each.key: each for each in ground.findings} | {finding.key: finding}
    done: set[str] = set()

    def walk(key: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if key in path:
            return (*path[path.index(key) :], key)
        if key in done or key not in specs:
            return ()
        for further in specs[key].depends_on:
            found = walk(further, (*path, key))
            if found:
                return found
        done.add(key)
        return ()

    return walk(finding.key, ())


def _links(ground: Ground, finding: FindingSpec) -> list[_Link]:
    """All steps, those furthest from the conclusion first; the conclusion's own evidence is no step."""
    specs = {each.key: each for each in ground.findings} | {finding.key: finding}
    depth: dict[str, int] = {}
    ahead = [(key, 1) for key in finding.depends_on]
    while ahead:
        key, far = ahead.pop(0)
        if depth.get(key, 0) >= far:
            continue
        depth[key] = far
        ahead += [(further, far + 1) for further in (specs[key].depends_on if key in specs else ())]
    return [_link(ground, specs.get(key), key, far) for key, far in sorted(depth.items(), key=lambda e: (-e[1], e[0]))]


def _link(ground: Ground, spec: FindingSpec | None, key: str, depth: int) -> _Link:
    result = ground.results.get(key)
    return _Link(
        key=key,
        statement=spec.statement if spec else "",
        rests_on=spec.depends_on if spec else (),
        strength=result.measures.independent_witnesses if result else None,
        verdict=result.verdict if result else None,
        depth=depth,
        evidence=tuple(c for w in result.witnesses for c in w.codings) if result else (),
    )


def _firm(link: _Link, least: float) -> bool:
    return link.strength is not None and link.strength >= least and link.verdict not in _FALLEN


def _strength(link: _Link) -> str:
    if link.strength is None:
        return _("not examined")
    if link.strength == 1:
        return _("1 independent witness")
    return _("{n} independent witnesses").format(n=number(link.strength, 1, short=True))


def _value(links: Sequence[_Link], weakest: _Link) -> str:
    steps = plural("The chain has {n} step.", "The chain has {n} steps.", len(links)).format(n=len(links))
    if not weakest.statement:
        return steps + " " + _("It is broken: there is no finding “{key}”.").format(key=weakest.key)
    return (
        steps
        + " "
        + _("The weakest is “{key}” with {strength}, so the conclusion is no firmer than that.").format(
            key=weakest.key, strength=_strength(weakest)
        )
    )


def _advice(finding: FindingSpec, weak: Sequence[_Link], missing: Sequence[_Link]) -> tuple[str, ...]:
    told = [
        _("“{key}” is named as a step of “{finding}”, but findings.yaml has no such finding.").format(
            key=link.key, finding=finding.key
        )
        for link in missing
    ]
    told += [
        _("“{key}” itself is {verdict}: the conclusion cannot lean on it as it is worded.").format(
            key=link.key, verdict=link.verdict
        )
        for link in weak
        if link.verdict in _FALLEN
    ]
    if weak:
        told.append(_("Strengthen the weakest step first; more evidence for a strong one does not help the chain."))
    else:
        told.append(_("Every step stands by itself. Now check that they lead to the conclusion, and only to this one."))
    return tuple(told)


def _item(link: _Link) -> Item:
    return Item(
        key=f"step:{link.key}",
        text=_("“{statement}” ({strength}). Can the conclusion rest on this step?").format(
            statement=link.statement, strength=_strength(link)
        ),
        choices=CHOICES,
        evidence=link.evidence,
    )


def _in_a_circle(circle: Sequence[str]) -> Machine:
    path = " → ".join(circle)
    return Machine(
        value=_("The chain runs in a circle: {path}.").format(path=path),
        holds=False,
        advice=(_("What proves itself proves nothing. Take out the step that only repeats the conclusion."),),
        asks=False,
        next_action=_("Mend depends_on in findings.yaml."),
    )


def _sheet(ground: Ground, finding: FindingSpec, links: Sequence[_Link], options: ChainOfEvidenceOptions) -> Sheet:
    rows = [
        Row(
            label=link.key,
            cells=(
                cell(link.statement or None),
                cell(", ".join(link.rests_on) or None),
                cell(None if link.strength is None else round(link.strength, 2), link.evidence),
                cell(None if link.verdict is None else str(link.verdict)),
                cell(_("holds") if _firm(link, options.least) else _("weak")),
            ),
        )
        for link in links
    ]
    rows.append(
        Row(
            label=finding.key,
            cells=(
                cell(finding.statement), cell(", ".join(finding.depends_on)), cell(None), cell(None),
                cell(_("conclusion")),
            ),
        )
    )  # fmt: skip
    return table(
        ground,
        "chain-of-evidence",
        title=_("Chain of evidence"),
        reading=_("Each row is a step; what lies deepest comes first, the conclusion last."),
        corner=_("step"),
        heads=(_("statement"), _("rests on"), _("independent witnesses"), _("verdict"), _("state")),
        rows=rows,
        rules=(
            _("A step holds from {n} independent witnesses on, unless it is doubted or refuted.").format(
                n=number(options.least, 1, short=True)
            ),
            _("Independent witnesses are counted cautiously: whoever may depend on another counts with that one."),
        ),
    )
