"""V8: what speaks against a finding, coded or not; a search that stays open until every hit was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.model.evidence import Witness
from qda.model.ids import show_id
from qda.model.sheet import Sheet
from qda.model.wording import N_, _, plural
from qda.verify.contradictions import SIGN_WORDS, Candidate, Sought, candidates, sought
from qda.verify.finding import Resolution
from qda.verify.quoting import in_words, quotations_of
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import line, table

CONTRADICTS = "contradicts"
_OF_CASES = ("reject", "narrow", "revise", "explained")
_OF_HITS = ("irrelevant", CONTRADICTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeEvidenceOptions:
    """Options of the search for negative evidence."""

    neighbours: int = field(
        default=5,
        metadata={"help": N_("How many words that set the evidence apart are looked for in denials, too."), "least": 0},
    )
    more: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Further words or phrases to look for, as rules of the codebook write them.")}
    )
    at_once: int = field(
        default=20, metadata={"help": N_("How many unread passages are put to you at a time."), "least": 1}
    )


@tactic(
    "negative-evidence",
    N_("What speaks against a finding: opposed codings, and uncoded passages that may contradict it"),
    number="V8",
    about=About.FINDING,
    question=N_("What do the negative cases do to the finding: is it rejected, narrowed, revised, or does it stand?"),
    options=NegativeEvidenceOptions,
    predicate=N_("every passage found was read, what contradicts is coded, and every negative case is resolved"),
    criteria=("credibility", "confirmability"),
)
def negative_evidence(ground: Ground, options: NegativeEvidenceOptions) -> Machine:
    """Opposed witnesses, and sentences that may contradict the finding though nobody coded them."""
    assert ground.finding is not None  # the contract: a tactic about findings is given one
    assert ground.result is not None
    cases = ground.result.negative_cases
    wanted = sought(ground, options.neighbours, options.more)
    hits = candidates(ground, wanted)
    if not wanted.terms and not cases:
        return Machine(
            value=_("There is nothing to search with."),
            not_applicable=_("The finding's codes have neither rules nor labels, so no words can be looked for."),
        )
    unread = [hit for hit in hits if ground.answered(hit.key) is None]
    uncoded = [hit for hit in hits if _said(ground, hit) == CONTRADICTS]
    open_cases = [case for case in cases if not _resolved(ground, case)]
    shown = [hit for hit in hits if ground.answered(hit.key) is not None] + unread[: options.at_once]
    return Machine(
        value=_value(cases, open_cases, hits, unread),
        holds=None if unread else not uncoded and not open_cases,
        advice=tuple(_advice(ground, wanted, cases, uncoded, unread, options)),
        sheet=_sheet(ground, hits),
        items=(*(_case_item(ground, case) for case in cases if not _in_file(ground, case)), *map(_hit_item, shown)),
        asks=bool(cases),
        evidence=tuple(coding for case in cases for coding in case.codings),
        caveat=_(
            "It finds denials by the words before them. Irony, silence and what is said in other words it does not "
            "find; read on where you expect dissent."
        ),
        next_action=_next(ground, unread),
    )


def _value(
    cases: Sequence[Witness], open_cases: Sequence[Witness], hits: Sequence[Candidate], unread: Sequence[Candidate]
) -> str:
    against = plural(
        "{n} witness speaks against it, {open} without a decision.",
        "{n} witnesses speak against it, {open} without a decision.",
        len(cases),
    ).format(n=len(cases), open=len(open_cases))
    found = plural(
        "{n} uncoded passage may contradict it, {open} of them not read yet.",
        "{n} uncoded passages may contradict it, {open} of them not read yet.",
        len(hits),
    ).format(n=len(hits), open=len(unread))
    return f"{against} {found}"


def _advice(
    ground: Ground,
    wanted: Sought,
    cases: Sequence[Witness],
    uncoded: Sequence[Candidate],
    unread: Sequence[Candidate],
    options: NegativeEvidenceOptions,
) -> list[str]:
    told = [_looked_for(wanted)]
    quotes = quotations_of(ground.material, [coding for case in cases for coding in case.codings])
    for case in cases:
        words = [in_words(quotes[coding]) for coding in case.codings if coding in quotes]
        told.append(_("Against it: {who}. {words}").format(who=", ".join(case.informants), words=" ".join(words[:2])))
    if uncoded:
        told.append(
            _("You read these as contradicting it; code them against it, so that they count: {places}.").format(
                places=", ".join(f"{hit.source}:{hit.line}" for hit in uncoded)
            )
        )
    if len(unread) > options.at_once:
        told.append(
            _("The first {n} of {all} unread passages are put to you now, the most telling first.").format(
                n=options.at_once, all=len(unread)
            )
        )
    if not cases and not unread and not uncoded:
        told.append(_("Nothing speaks against it. Write what you looked for, so that a reader can judge the search."))
    return told


def _looked_for(wanted: Sought) -> str:
    terms = ", ".join(" + ".join(parts) for parts in wanted.terms) or "–"
    told = _("Looked for in denials: {terms}.").format(terms=terms)
    if wanted.opposites:
        told += " " + _("As opposites: {words}.").format(words=", ".join(wanted.opposites))
    if wanted.neighbours:
        told += " " + _("From the neighbourhood of the evidence: {words}.").format(words=", ".join(wanted.neighbours))
    return told


def _case_item(ground: Ground, case: Witness) -> Item:
    quotes = quotations_of(ground.material, case.codings)
    words = [in_words(quotes[coding]) for coding in case.codings if coding in quotes]
    return Item(
        key=f"case:{case.informants[0]}",
        text=_("{who} speaks against it. What do you do about it? {words}").format(
            who=", ".join(case.informants), words=" ".join(words[:2])
        ),
        choices=_OF_CASES,
        evidence=case.codings,
    )


def _hit_item(hit: Candidate) -> Item:
    return Item(
        key=hit.key,
        text=f"“{hit.sentence}” – {_(SIGN_WORDS[hit.sign])} ({', '.join(hit.words)})",
        reference=f"[{hit.source}:{hit.line} · {hit.who}]",
        choices=_OF_HITS,
    )


def _resolved(ground: Ground, case: Witness) -> bool:
    return _in_file(ground, case) or ground.answered(f"case:{case.informants[0]}") is not None


def _in_file(ground: Ground, case: Witness) -> bool:
    """Whether findings.yaml says under “resolved” what was decided."""
    resolutions: tuple[Resolution, ...] = ground.finding.resolutions if ground.finding else ()
    codings = {show_id(coding) for coding in case.codings}
    return any(each.informant in case.informants or each.coding in codings for each in resolutions)


def _said(ground: Ground, hit: Candidate) -> str:
    answer = ground.answered(hit.key)
    return answer.answer if answer else ""


def _next(ground: Ground, unread: Sequence[Candidate]) -> str:
    key = ground.finding.key if ground.finding else ""
    if len(unread) > 1:
        return f"qda tactic negative-evidence {key} --ask {key}.xlsx"
    return f"qda tactic negative-evidence {key} --item {unread[0].key} --answer …" if unread else ""


def _sheet(ground: Ground, hits: Sequence[Candidate]) -> Sheet:
    return table(
        ground,
        "negative-evidence",
        _("Search for negative evidence"),
        reading=_(
            "Uncoded passages that may contradict the finding, the most telling first, and whether they were read."
        ),
        corner=_("source and line"),
        heads=(_("speaker"), _("passage"), _("why it was found"), _("read")),
        rows=[
            line(
                f"{hit.source}:{hit.line}",
                (hit.who, hit.sentence, _(SIGN_WORDS[hit.sign]), _("yes") if ground.answered(hit.key) else _("no")),
            )
            for hit in hits
        ],
        rules=(
            _("A word is denied where a negator stands among the four words before it in the sentence."),
            _("Sentences that a coding of the finding's codes touches are left out: they were read."),
        ),
    )
