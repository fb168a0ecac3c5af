"""G13 · Making conceptual coherence: how the findings fill the framework that the study began with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, plural
from qda.verify.finding import FindingSpec
from qda.verify.incidence import Chosen, Incidence, incidence_of
from qda.verify.meaning_words import count, in_quotes, informants
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, named, percent, table

EMPTY_CHOICES = ("no-finding", "overlooked", "outside-question")
FULL_CHOICES = ("split", "keep")
_LEAST_FINDINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CoherenceOptions:
    """The framework, and when a part of it is overfull."""

    framework: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Codes that make up the framework; the top of the codebook if left out.")}
    )
    overfull: float = field(
        default=0.5,
        metadata={"help": N_("Share of the findings from which on one part is overfull (0–1)."), "least": 0, "most": 1},
    )
    most: int = field(
        default=8, metadata={"help": N_("Empty and overfull parts that you are asked about at most."), "least": 1}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of the framework, the findings on it, and who speaks of it."""

    path: str
    label: str
    findings: tuple[str, ...]
    against: int
    code: int
    said: int
    asked: int


@tactic(
    "coherence",
    N_("Making conceptual coherence: which parts of the framework the findings fill, and which stay empty"),
    number="G13",
    about=About.STUDY,
    question=N_("Which theory holds the findings together, and does it explain the negative cases?"),
    options=CoherenceOptions,
    criteria=("transferability", "credibility"),
)
def coherence(ground: Ground, options: CoherenceOptions) -> Machine:
    """Map findings to the framework by the codes of their evidence.

    Raises:
        NotFoundError: a code of the framework is not there.
    """
    claims = [finding for finding in ground.findings if finding.kind != "expectation"]
    if not claims:
        why = _("The study has no findings yet.")
        return Machine(value=why, not_applicable=why, next_action=_("Write findings.yaml, then: qda finding import."))
    whole = incidence_of(ground, Chosen())
    framework = _framework(whole, options.framework)
    if len(framework) < 2:
        why = _("The codebook has a single top code, so there is no framework to compare the findings with.")
        return Machine(
            value=why,
            not_applicable=why,
            next_action=_("Name the parts of your framework: --framework CODE, twice or more."),
        )
    parts = [_part(ground, whole, claims, path) for path in framework]
    outside = [claim.key for claim in claims if not any(claim.key in part.findings for part in parts)]
    empty = [part for part in parts if not part.findings]
    full = [part for part in parts if _overfull(part, len(claims), options)]
    return Machine(
        value=_value(parts, empty, claims),
        advice=_advice(parts, empty, full, outside),
        sheet=_sheet(ground, whole, parts, claims, options),
        items=(*map(_empty_item, (part for part in empty if part.said)), *(_full_item(p, len(claims)) for p in full))[
            : options.most
        ],
        caveat=_(
            "A full framework is not a true one: findings that were looked for with its codes will fit it. What does "
            "not fit tells more about the theory."
        ),
        next_action=_("Write one paragraph: which theory, what it explains here, and which negative case it does not."),
    )


def _framework(found: Incidence, chosen: Sequence[str]) -> list[str]:
    """The chosen codes; else the top of the codebook, or what lies under it where it has a single top."""
    if chosen:
        every = {"/".join(path.split("/")[:n]) for path in found.codes for n in range(1, path.count("/") + 2)}
        for path in chosen:
            if path not in every:
                found.at(path)
        return list(chosen)
    for depth in (1, 2):
        tops = list(dict.fromkeys("/".join(path.split("/")[:depth]) for path in found.codes))
        tops = [top for top in tops if depth == 1 or "/" in top]
        if len(tops) > 1:
            return tops
    return tops


def _part(ground: Ground, found: Incidence, claims: Sequence[FindingSpec], path: str) -> _Part:
    own = [claim.key for claim in claims if _lies_in(claim, path)]
    under = [k for k, code in enumerate(found.codes) if code == path or code.startswith(f"{path}/")]
    said, asked = found.by_person()
    label = found.labels[found.codes.index(path)] if path in found.codes else path
    return _Part(
        path=path,
        label=label,
        findings=tuple(own),
        against=sum(len(ground.results[key].negative_cases) for key in own if key in ground.results),
        code=under[0],
        said=int(said[:, under].any(axis=1).sum()),
        asked=int(asked[:, under].any(axis=1).sum()),
    )


def _lies_in(claim: FindingSpec, path: str) -> bool:
    return any(code == path or code.startswith(f"{path}/") for code in claim.evidence.codes)


def _overfull(part: _Part, claims: int, options: CoherenceOptions) -> bool:
    return len(part.findings) >= _LEAST_FINDINGS and len(part.findings) > options.overfull * claims


def _value(parts: Sequence[_Part], empty: Sequence[_Part], claims: Sequence[FindingSpec]) -> str:
    return _("{full} of {parts} parts of the framework hold a finding ({claims} in all)").format(
        full=len(parts) - len(empty),
        parts=len(parts),
        claims=plural("{n} finding", "{n} findings", len(claims)).format(n=len(claims)),
    ) + (_("; empty: {names}.").format(names=in_quotes([part.label for part in empty])) if empty else ".")


def _advice(
    parts: Sequence[_Part], empty: Sequence[_Part], full: Sequence[_Part], outside: Sequence[str]
) -> tuple[str, ...]:
    told = []
    spoken = [part.label for part in empty if part.said]
    if spoken:
        told.append(
            _("Informants speak of {names}, but no finding does. Was it looked at and left, or forgotten?").format(
                names=in_quotes(spoken)
            )
        )
    if full:
        told.append(
            _("Overfull: {names}. The framework may be too coarse there.").format(
                names=in_quotes([p.label for p in full])
            )
        )
    if outside:
        told.append(
            _("In no part of the framework: {keys}. These say what the theory does not foresee.").format(
                keys=named(outside)
            )
        )
    against = [part for part in parts if part.against]
    if against:
        most = max(against, key=lambda part: part.against)
        told.append(
            _(
                "Most negative cases stand against findings on “{name}” ({n}). Your theory has to explain these too."
            ).format(name=most.label, n=most.against)
        )
    return tuple(told)


def _empty_item(part: _Part) -> Item:
    return Item(
        key=f"empty:{part.path}",
        text=_("No finding on “{name}”, though {who} speak of it. Why?").format(
            name=part.label, who=informants(part.said)
        ),
        choices=EMPTY_CHOICES,
    )


def _full_item(part: _Part, claims: int) -> Item:
    return Item(
        key=f"overfull:{part.path}",
        text=_("“{name}” holds {n} of {all} findings. Does it need to be split?").format(
            name=part.label, n=len(part.findings), all=claims
        ),
        choices=FULL_CHOICES,
    )


def _sheet(
    ground: Ground, found: Incidence, parts: Sequence[_Part], claims: Sequence[FindingSpec], options: CoherenceOptions
) -> Sheet:
    ids = found.ids_by_code()
    verdicts: Mapping[str, str] = {key: str(result.verdict) for key, result in ground.results.items()}

    def keys(own: Sequence[str]) -> str:
        return ", ".join(f"{key} ({verdicts[key]})" if key in verdicts else key for key in own)

    rows = []
    for part in parts:
        under = [k for k, code in enumerate(found.codes) if code == part.path or code.startswith(f"{part.path}/")]
        evidence = tuple(coding for k in under for coding in ids[k])
        state = _("empty") if not part.findings else _("overfull") if _overfull(part, len(claims), options) else ""
        rows.append(
            Row(
                label=part.label,
                cells=(
                    cell(keys(part.findings) or None),
                    cell(len(part.findings)),
                    cell(part.against if part.findings else None),
                    count(part.said, of=part.asked, evidence=evidence),
                    cell(state or None),
                ),
            )
        )
    outside = [claim.key for claim in claims if not any(claim.key in part.findings for part in parts)]
    if outside:
        rows.append(
            Row(
                label=_("(outside the framework)"),
                cells=(cell(keys(outside)), cell(len(outside)), cell(None), cell(None), cell(None)),
            )
        )
    return table(
        ground,
        "coherence",
        title=_("Findings in the framework"),
        reading=_("Each row is a part of the framework with the findings whose evidence lies in it."),
        corner=_("part of the framework"),
        heads=(_("findings"), _("number"), _("negative cases"), _("informants"), _("state")),
        rows=rows,
        rules=(
            _("A finding lies in a part where one of its evidence codes does; it may lie in several."),
            _("Overfull: more than {share} of the findings, and at least {n}.").format(
                share=percent(options.overfull), n=_LEAST_FINDINGS
            ),
            *found.rules,
        ),
        counts=_("Informants who speak of that part, out of those asked."),
    )
