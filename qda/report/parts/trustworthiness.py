"""Trustworthiness (uji keabsahan data): Lincoln and Guba's criteria, each technique with what the study shows of it.

Lincoln & Guba 1985; the Indonesian names after Sugiyono (pages not checked).
"""

from __future__ import annotations

from collections.abc import Iterator

from qda.model.document import Block, Heading, Section, TableRow
from qda.model.evidence import Triangulation, VerdictWord
from qda.model.records import Kind
from qda.model.verdict_words import verdict_label
from qda.model.wording import _, plural
from qda.report.account import StudyAccount
from qda.report.parts import seen
from qda.report.parts.coding import hands
from qda.report.parts.negative_cases import open_cases
from qda.report.prose import bold, cell, column, italic, listing, paragraph, row, runs, see, table
from qda.report.words import not_reported, span


def trustworthiness(account: StudyAccount) -> tuple[Section, ...]:
    """The part: four criteria, a table each."""
    return (
        Section(
            blocks=(
                Heading(text=_("Trustworthiness of the data"), key="trust"),
                paragraph(
                    _(
                        "The four criteria are those of Lincoln and Guba (1985): credibility, transferability, "
                        "dependability and confirmability. For each technique the tables say what the study itself "
                        "shows and what it does not; what only the researcher can tell stands there if it was told."
                    )
                ),
                *_criterion(
                    "credibility",
                    _("Credibility (internal validity)"),
                    _("Is what the findings say true for those who were studied?"),
                    _credibility(account),
                ),
                *_criterion(
                    "transferability",
                    _("Transferability (external validity)"),
                    _("Can a reader judge whether the findings hold elsewhere?"),
                    _transferability(account),
                ),
                *_criterion(
                    "dependability",
                    _("Dependability (reliability)"),
                    _("Would the same process lead to the same result?"),
                    _dependability(account),
                ),
                *_criterion(
                    "confirmability",
                    _("Confirmability (objectivity)"),
                    _("Do the findings come from the data and not from the researcher?"),
                    _confirmability(account),
                ),
            )
        ),
    )


def _criterion(key: str, heading: str, question: str, rows: Iterator[TableRow]) -> Iterator[Block]:
    yield Heading(text=heading, level=2)
    yield paragraph(runs(_("{question} {table} lists the techniques."), question=italic(question), table=see(key)))
    yield table(
        key,
        _("{criterion}: techniques and what is shown of them").format(criterion=heading),
        [column(_("Technique"), 1.5), column(_("What the study shows"), 3.2), column(_("What it does not show"), 2.4)],
        rows,
    )


def _technique(account: StudyAccount, name: str, fact: str, shown: str, lacking: str) -> TableRow:
    """A row; the researcher's own answer stands behind what the study shows."""
    told = account.facts.get(fact) if fact else ""
    text = " ".join(part for part in (shown, told) if part)
    return row((bold(name),), cell(text) if text else (italic(not_reported()),), lacking)


def _credibility(account: StudyAccount) -> Iterator[TableRow]:
    days = {source.date for source in account.material if source.date}
    yield _technique(
        account,
        _("Prolonged engagement"),
        "engagement",
        plural(
            "Data were collected on {n} day, {span}. {repeats}",
            "Data were collected on {n} days, {span}. {repeats}",
            len(days),
        ).format(n=len(days), span=span(days), repeats=seen.repeats(account))
        if days
        else "",
        _("How long the researcher was there beside the collecting of data."),
    )
    observations = len(account.of_kind(Kind.OBSERVATION))
    yield _technique(
        account,
        _("Persistent observation"),
        "persistence",
        plural("{n} observation is recorded.", "{n} observations are recorded.", observations).format(n=observations)
        if observations
        else "",
        _("How attentively the researcher watched."),
    )
    yield _technique(account, _("Triangulation by source"), "", by_source(account), _("Sources nobody asked."))
    yield _technique(account, _("Triangulation by technique"), "", by_technique(account), _("Techniques not used."))
    yield _technique(
        account, _("Triangulation by time"), "", by_time(account), _("Whether things were otherwise at other times.")
    )
    yield _technique(
        account, _("Peer debriefing"), "peer_debriefing", "", _("Talks with colleagues leave no trace in the data.")
    )
    yield _technique(
        account, _("Negative case analysis"), "", negative(account), _("Contradictions that nobody coded.")
    )
    yield _technique(
        account,
        _("Referential adequacy"),
        "reference_material",
        plural(
            "{n} source is kept as it was brought in, with its checksum.",
            "{n} sources are kept as they were brought in, each with its checksum.",
            len(account.sources),
        ).format(n=len(account.sources)),
        _("Recordings and pictures that lie outside the study."),
    )
    yield _technique(
        account,
        _("Member check"),
        "member_check",
        seen.member_check(account),
        _("Whether informants read and understood what was laid before them."),
    )


def _transferability(account: StudyAccount) -> Iterator[TableRow]:
    scoped = sum(bool(one.result.finding.scope or one.result.finding.scope_condition) for one in account.findings)
    described = seen.description(account)
    yield _technique(
        account,
        _("Thick description"),
        "context",
        " ".join(part for part in (described, seen.quotations(account)) if part),
        _("Whether the description is rich enough: a reader has to judge."),
    )
    yield _technique(
        account,
        _("Scope of the findings"),
        "",
        _("{n} of {all} findings state for whom, where or when they are claimed.").format(
            n=scoped, all=len(account.findings)
        )
        if account.findings
        else "",
        _("Places and people outside the sample."),
    )


def _dependability(account: StudyAccount) -> Iterator[TableRow]:
    journal = account.journal
    yield _technique(
        account,
        _("Inquiry audit"),
        "inquiry_audit",
        "",
        _("An audit needs a person from outside; the program only prepares it."),
    )
    yield _technique(
        account,
        _("Record of the process"),
        "",
        plural(
            "{n} command that changed the study is recorded, {span}, by {people} ({undone} taken back).",
            "{n} commands that changed the study are recorded, {span}, by {people} ({undone} taken back).",
            journal.commands,
        ).format(
            n=journal.commands,
            span=span((journal.first, journal.last)),
            people=listing(journal.people, 8),
            undone=journal.undone,
        ),
        _("What was decided outside the program and not written into a memo."),
    )
    changed = len(account.codebook.revised)
    yield _technique(
        account,
        _("Stability of the codes"),
        "",
        _(
            "Codes whose definition or rules changed: {changed}; taken out of use: {retired}. All versions are kept."
        ).format(changed=changed, retired=account.codebook.retired)
        if account.codebook.codes
        else "",
        _("Whether older codings were read again after a change."),
    )
    yield _technique(
        account,
        _("Agreement between coders"),
        "",
        ""
        if account.agreement is None
        else _("Computed for {coders}.").format(coders=listing(account.agreement.coders)),
        _("Agreement was not computed: {why}.").format(why=account.no_agreement)
        if account.agreement is None
        else _("That agreeing coders are right."),
    )


def _confirmability(account: StudyAccount) -> Iterator[TableRow]:
    reflexive = len(account.memos_of("reflexive"))
    decisions = len(account.memos_of("decision", "method"))
    whole = (
        _("Each finding leads to its codings, each coding to its place in a text; every place was checked.")
        if not account.faults
        else _("{n} places or references are faulty; see: qda check").format(n=account.faults)
    )
    yield _technique(
        account, _("Audit trail"), "", whole if account.codings else "", _("Why a passage was given its code.")
    )
    own = sum(one.result.triangulation.author_assertions for one in account.findings)
    yield _technique(
        account,
        _("Words of informants kept apart from the researcher’s"),
        "",
        _(
            "Questions, transcribers’ remarks and the researcher’s own texts never count as evidence; such "
            "assertions set aside: {n}."
        ).format(n=own)
        if account.findings
        else "",
        _("What the researcher put into the informants’ mouths off the record."),
    )
    yield _technique(
        account,
        _("Reflexivity"),
        "reflexivity",
        plural("{n} reflexive memo is kept.", "{n} reflexive memos are kept.", reflexive).format(n=reflexive)
        if reflexive
        else "",
        _("Assumptions that the researcher does not see."),
    )
    yield _technique(
        account,
        _("Record of decisions"),
        "",
        plural(
            "{n} memo about method or decisions is kept.", "{n} memos about method or decisions are kept.", decisions
        ).format(n=decisions)
        if decisions
        else "",
        _("Decisions nobody wrote down."),
    )
    people = hands(account)
    yield _technique(
        account,
        _("Triangulation by researcher"),
        "",
        _("{n} people coded: {names}.").format(n=len(people), names=listing(people, 8)) if len(people) > 1 else "",
        _("One person coded by hand, so nobody else’s reading is known.")
        if len(people) < 2
        else _("Whether they worked apart."),
    )


def by_source(account: StudyAccount) -> str:
    """Verdicts over source groups."""
    return _verdicts(
        [one.result.triangulation for one in account.findings],
        len(account.axis_groups),
        _("{n} source groups were compared: {verdicts}."),
    )


def by_technique(account: StudyAccount) -> str:
    """Verdicts over techniques."""
    found = [one.techniques for one in account.findings if one.techniques is not None]
    return _verdicts(found, len({s.kind for s in account.material}), _("{n} techniques were compared: {verdicts}."))


def by_time(account: StudyAccount) -> str:
    """Verdicts over periods."""
    found = [one.times for one in account.findings if one.times is not None]
    return _verdicts(
        found, len({s.period for s in account.material if s.period}), _("{n} periods were compared: {verdicts}.")
    )


def negative(account: StudyAccount) -> str:
    """Negative cases and what became of them."""
    if not account.findings:
        return ""
    cases = sum(len(one.result.triangulation.negative_cases) for one in account.findings)
    left = sum(len(witnesses) for _key, witnesses in open_cases(account))
    return _("Negative cases coded: {n}; without a recorded decision: {left}.").format(n=cases, left=left)


def _verdicts(found: list[Triangulation], n: int, template: str) -> str:
    if not found:
        return ""
    words = [one.verdict for one in found]
    counts = [f"{verdict_label(word)} ({words.count(word)})" for word in VerdictWord if word in words]
    return template.format(n=n, verdicts=listing(counts))
