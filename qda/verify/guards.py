"""Guards against false convergence: the threats of method §4.5 that can be seen without reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qda.model.evidence import Axis, DependencyKind, Evidence, EvidenceUnit, Guard, Witness
from qda.model.wording import _
from qda.verify.witnesses import AUTHOR


def guards(evidence: Evidence, lower: Sequence[Witness]) -> tuple[Guard, ...]:
    """The threats found in this evidence, in the order of the method's table.

    Args:
        evidence: As given to triangulation.
        lower: The witnesses of the cautious bound.
    """
    telling = [unit for unit in evidence.units if unit.technique != AUTHOR]
    author = [unit for unit in evidence.units if unit.technique == AUTHOR]
    found = [
        _same_informant(telling),
        _two_roles(evidence, telling),
        _look_alikes(evidence),
        _copies(telling),
        _short_copies(telling),
        _pasted(author, telling),
        _author(author),
        _foreign(evidence.units),
        _leading(telling),
        _dependent(evidence, telling),
        _related(evidence, telling),
        _unspecified(telling),
        _hearsay(telling),
        _not_asked(evidence, lower),
        _one_coder(evidence, telling),
        _design(telling),
        _post_hoc(telling),
    ]
    return tuple(guard for guard in found if guard is not None)


def _names(informants: Iterable[str]) -> str:
    return ", ".join(sorted(set(informants)))


def _same_informant(units: Sequence[EvidenceUnit]) -> Guard | None:
    quotes: dict[str, int] = {}
    for unit in units:
        quotes[unit.informant] = quotes.get(unit.informant, 0) + 1
    often = [f"{informant} ({n})" for informant, n in quotes.items() if n > 1]
    if not often:
        return None
    return Guard(
        name="same-informant",
        effect="merged",
        because=_("Quoted more than once, counted once: {names}.").format(names=_names(often)),
    )


def _two_roles(evidence: Evidence, units: Sequence[EvidenceUnit]) -> Guard | None:
    if evidence.axis is not Axis.GROUP:
        return None
    groups: dict[str, set[str]] = {}
    for unit in units:
        groups.setdefault(unit.informant, set()).add(unit.group)
    same = [
        f"{d.informant} = {other}"
        for d in evidence.dependencies
        if d.kind is DependencyKind.SAME_PERSON
        for other in d.others
        if d.informant in groups and other in groups
    ]
    double = [f"{informant} ({', '.join(sorted(own))})" for informant, own in groups.items() if len(own) > 1]
    if not same and not double:
        return None
    return Guard(
        name="two-roles",
        effect="merged",
        because=_("The same person under two names or in two groups, counted once: {names}.").format(
            names=_names([*same, *double])
        ),
    )


def _look_alikes(evidence: Evidence) -> Guard | None:
    if not evidence.look_alikes:
        return None
    return Guard(
        name="same-person?",
        effect="shown",
        because=_(
            "All their attributes are the same, so they may be one person; if so, say so under same_as in the cases: "
            "{names}."
        ).format(names=_names(f"{one} ~ {other}" for one, other in evidence.look_alikes)),
    )


def _alike(units: Sequence[EvidenceUnit], attribute: str) -> list[str]:
    members: dict[str, set[str]] = {}
    for unit in units:
        key = getattr(unit, attribute)
        if key is not None:
            members.setdefault(key, set()).add(unit.informant)
    return [" = ".join(sorted(own)) for own in members.values() if len(own) > 1]


def _copies(units: Sequence[EvidenceUnit]) -> Guard | None:
    copied = _alike(units, "cluster")
    if not copied:
        return None
    return Guard(
        name="copied-text",
        effect="merged",
        because=_("Words copied from one another count as the one they come from: {names}.").format(
            names=_names(copied)
        ),
    )


def _short_copies(units: Sequence[EvidenceUnit]) -> Guard | None:
    alike = _alike(units, "similar")
    if not alike:
        return None
    return Guard(
        name="same-words",
        effect="merged-in-lower",
        because=_(
            "The same short answer, perhaps repeated after one another; one witness in the cautious bound: {names}."
        ).format(names=_names(alike)),
    )


def _author(units: Sequence[EvidenceUnit]) -> Guard | None:
    if not units:
        return None
    return Guard(
        name="author-text",
        effect="kept-aside",
        because=_("Assertions of the researcher are no witnesses: {n} kept aside.").format(n=len(units)),
    )


def _pasted(author: Sequence[EvidenceUnit], telling: Sequence[EvidenceUnit]) -> Guard | None:
    sure = [f"{unit.source} ← {unit.author_text}" for unit in author if unit.author_text]
    perhaps = [f"{unit.source} ← {unit.author_text}" for unit in telling if unit.author_text]
    sentences = []
    if sure:
        sentences.append(
            _("The researcher's own earlier words, so an assertion and no witness: {names}.").format(names=_names(sure))
        )
    if perhaps:
        sentences.append(
            _(
                "Perhaps the researcher's own words, left out of the cautious bound; the dates of both sources would "
                "tell: {names}."
            ).format(names=_names(perhaps))
        )
    if not sentences:
        return None
    return Guard(name="pasted-summary", effect="asserted" if sure else "dropped-in-lower", because=" ".join(sentences))


def _foreign(units: Sequence[EvidenceUnit]) -> Guard | None:
    places = [f"[{unit.source}:{unit.foreign}]" for unit in units if unit.foreign is not None]
    if not places:
        return None
    return Guard(
        name="foreign-text",
        effect="shown",
        because=_(
            "Perhaps not of this study, since the paragraph shares no name and few words with the rest; if so, "
            "quarantine it: {places}."
        ).format(places=_names(places)),
    )


def _leading(units: Sequence[EvidenceUnit]) -> Guard | None:
    prompted = [unit.informant for unit in units if unit.prompted]
    if not prompted:
        return None
    return Guard(
        name="leading-question",
        effect="not-counted-as-unprompted",
        because=_("Said after a leading question, so not unprompted: {names}.").format(names=_names(prompted)),
    )


def _dependent(evidence: Evidence, units: Sequence[EvidenceUnit]) -> Guard | None:
    there = {unit.informant for unit in units}
    kinds = (DependencyKind.DEPENDENT, DependencyKind.COPY, DependencyKind.DERIVED)
    pairs = [
        " ~ ".join(sorted((d.informant, other)))
        for d in evidence.dependencies
        if d.kind in kinds
        for other in d.others
        if d.informant in there and other in there
    ]
    if not pairs:
        return None
    return Guard(
        name="dependent-informants",
        effect="merged",
        because=_("Not independent of one another, counted as one: {names}.").format(names=_names(pairs)),
    )


def _related(evidence: Evidence, units: Sequence[EvidenceUnit]) -> Guard | None:
    there = {unit.informant for unit in units}
    pairs = [
        " ~ ".join(sorted((d.informant, other)))
        for d in evidence.dependencies
        if d.kind is DependencyKind.RELATED
        for other in d.others
        if d.informant in there and other in there
    ]
    if not pairs:
        return None
    return Guard(
        name="related-informants",
        effect="discounted",
        because=_("Related, so that their agreement weighs less: {names}.").format(names=_names(pairs)),
    )


def _unspecified(units: Sequence[EvidenceUnit]) -> Guard | None:
    vague = [unit.informant for unit in units if unit.unspecified]
    if not vague:
        return None
    return Guard(
        name="unspecified-informants",
        effect="merged-in-lower",
        because=_(
            "Unnamed informants may be some that are named already; in the cautious bound they are: {names}."
        ).format(names=_names(vague)),
    )


def _hearsay(units: Sequence[EvidenceUnit]) -> Guard | None:
    told = [
        f"{u.informant} ← {u.hearsay_from}" if u.hearsay_from else u.informant
        for u in units
        if u.basis == "hearsay" or u.hearsay_from
    ]
    if not told:
        return None
    return Guard(
        name="hearsay",
        effect="merged",
        because=_("Hearsay counts with whom it comes from: {names}.").format(names=_names(told)),
    )


def _not_asked(evidence: Evidence, lower: Sequence[Witness]) -> Guard | None:
    heard = {witness.group for witness in lower}
    silent = [group for group, n in evidence.asked if n == 0 and group not in heard]
    if not silent:
        return None
    return Guard(
        name="not-asked",
        effect="no-support",
        because=_("Nobody was asked in these groups, so their silence tells nothing: {names}.").format(
            names=_names(silent)
        ),
    )


def _one_coder(evidence: Evidence, units: Sequence[EvidenceUnit]) -> Guard | None:
    coders = {unit.coder for unit in units if unit.coder}
    if len(coders) != 1 or evidence.axis is Axis.CODER:
        return None
    return Guard(
        name="one-coder",
        effect="shown",
        because=_("All the evidence was coded by one coder, {name}.").format(name=next(iter(coders))),
    )


def _design(units: Sequence[EvidenceUnit]) -> Guard | None:
    loose = [unit.informant for unit in units if unit.design_level]
    if not loose:
        return None
    return Guard(
        name="design-level",
        effect="dropped-in-lower",
        because=_(
            "Attributed by the study's design and by no passage; left out of the cautious bound: {names}."
        ).format(names=_names(loose)),
    )


def _post_hoc(units: Sequence[EvidenceUnit]) -> Guard | None:
    late = [unit.informant for unit in units if unit.post_hoc]
    if not late:
        return None
    return Guard(
        name="post-hoc",
        effect="flagged",
        because=_("Coded after the finding was written, by the one who wrote it: {n} codings of {names}.").format(
            n=len(late), names=_names(late)
        ),
    )
