"""Findings, one after the other: verdict, witnesses, words for and against, assertions, waivers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qda.model.day import day
from qda.model.document import Block, Heading, Quote, Run, Section, TableRow
from qda.model.evidence import GroupState, Triangulation, Uncounted, VerdictWord, Witness
from qda.model.quotation import Quotation
from qda.model.verdict_words import interval_label, state_label, uncounted_label
from qda.model.wording import _, number, plural
from qda.report.account import FindingAccount, StudyAccount
from qda.report.parts.codebook import code_names
from qda.report.prose import bold, bullets, cell, column, italic, listing, paragraph, row, runs, see, table
from qda.verify.outcome import Outcome, Status

MOST_NAMES = 12
_SIGN = {GroupState.SUPPORT: "✓", GroupState.CONTRADICT: "✗", GroupState.SPLIT: "✓✗", GroupState.MENTION: "·"}


def findings(account: StudyAccount) -> tuple[Section, ...]:
    """The part; a table of all findings first."""
    blocks: list[Block] = [Heading(text=_("Findings and their verification"), key="findings-part")]
    if not account.findings:
        blocks.append(
            paragraph(
                _("No finding has been written down with its evidence, so none was tested."),
                _("A finding is written into findings.yaml and taken in by: qda finding import findings.yaml"),
            )
        )
        return (Section(blocks=tuple(blocks)),)
    blocks += [
        paragraph(
            _(
                "Each finding was compared across the groups of sources (triangulation by source). Witnesses are "
                "people or texts that are independent of each other; passages of one witness count once. The verdict "
                "is the cautious one: where it is not certain that two witnesses are independent they count as one; "
                "the verdict at best is given beside it. k* is the smallest number of witnesses without whom it "
                "would be another one."
            ),
            findings_sentence(account),
            runs(_("{table} gives all findings together."), table=see("findings")),
        ),
        table(
            "findings",
            _("Findings, verdicts and witnesses"),
            [
                column(_("Finding"), 3.4),
                column(_("Verdict"), 1.8),
                column(_("Witnesses for"), 1.1, right=True),
                column(_("against"), 0.9, right=True),
                column("k*", 0.5, right=True),
                column(_("Tested"), 1.3),
            ],
            (_summary(one) for one in account.findings),
            source=_("Tested: whether the assertions written with the finding hold."),
        ),
    ]
    for one in account.findings:
        blocks += _finding(account, one)
    return (Section(blocks=tuple(blocks)),)


def findings_sentence(account: StudyAccount) -> str:
    """How many findings came to what."""
    statuses = [one.result.status for one in account.findings]
    return _("Of {n} findings tested, supported: {supported}; not supported: {failing}; undetermined: {open}.").format(
        n=len(statuses),
        supported=statuses.count(Status.SUPPORTED),
        failing=statuses.count(Status.NOT_SUPPORTED),
        open=statuses.count(Status.UNDETERMINED),
    )


def status_label(status: Status) -> str:
    """What a finding comes to, in the current language."""
    return {
        Status.SUPPORTED: _("supported"),
        Status.NOT_SUPPORTED: _("not supported"),
        Status.UNDETERMINED: _("undetermined"),
    }[status]


def outcome_label(outcome: Outcome) -> str:
    """What an assertion comes to, in the current language."""
    return {
        Outcome.PASS: _("holds"),
        Outcome.FAIL: _("fails"),
        Outcome.UNDETERMINED: _("undetermined"),
        Outcome.WAIVED: _("waived"),
    }[outcome]


def _summary(one: FindingAccount) -> TableRow:
    found = one.result.triangulation
    return row(
        (Run(text=one.result.finding.statement), italic(f" ({one.result.finding.key})")),
        interval_label(found.lower, found.upper),
        found.measures.witnesses,
        found.measures.negative_cases,
        found.k_star,
        status_label(one.result.status),
    )


def _finding(account: StudyAccount, one: FindingAccount) -> Iterator[Block]:
    finding, found = one.result.finding, one.result.triangulation
    yield Heading(text=finding.statement.rstrip(". "), level=2)
    yield paragraph(
        runs(_("{label} {verdict}."), label=bold(_("Verdict:")), verdict=interval_label(found.lower, found.upper)),
        _witnesses(found),
        _hangs_on(found),
        _scope(account, one),
    )
    if found.witnesses:
        yield _groups(found)
    yield from _quotes(one)
    if found.author_assertions:
        yield paragraph(
            plural(
                "{n} passage is the researcher’s own assertion and counts for nothing as evidence.",
                "{n} passages are the researcher’s own assertions and count for nothing as evidence.",
                found.author_assertions,
            ).format(n=found.author_assertions)
        )
    yield from _tests(one)
    if found.guards:
        yield paragraph(_("What speaks for caution:"))
        yield bullets(guard.because for guard in found.guards)
    if finding.rivals:
        yield paragraph(_("Rival explanations considered:"))
        yield bullets(rival.statement for rival in finding.rivals)


def _witnesses(found: Triangulation) -> str:
    for_it, against = found.measures.witnesses, found.measures.negative_cases
    if not found.witnesses:
        return _("No witness speaks for it or against it.")
    said = plural("{n} witness speaks for it", "{n} witnesses speak for it", for_it).format(n=for_it)
    groups = listing(found.supporting_groups)
    by = _(" ({groups})").format(groups=groups) if groups else ""
    no = plural("{n} against it", "{n} against it", against).format(n=against) if against else _("none against it")
    return _("{pro}{by}, {contra}.").format(pro=said, by=by, contra=no)


def _hangs_on(found: Triangulation) -> str:
    if found.k_star is None or not found.witnesses:
        return ""
    if found.verdict is VerdictWord.ASSERTED:
        return _("It rests on the researcher’s own word.")
    if found.k_star == 1:
        return _("The verdict hangs on a single witness (k* = 1).")
    return _("The verdict would change only if {n} witnesses fell away (k* = {n}).").format(n=found.k_star)


def _scope(account: StudyAccount, one: FindingAccount) -> str:
    finding = one.result.finding
    codes = listing(code_names(account, iter(finding.evidence.codes)), 6)
    said = _("Its evidence: passages coded with {codes}.").format(codes=codes) if codes else ""
    scope = "; ".join(f"{name}: {', '.join(values)}" for name, values in finding.scope)
    limits = "; ".join(part for part in (scope, finding.scope_condition) if part)
    return f"{said} {_('It is claimed for: {scope}.').format(scope=limits)}" if limits else said


def _groups(found: Triangulation) -> Block:
    asked, share = dict(found.asked), dict(found.prominence)
    dependent = {one.group: one for one in found.uncounted}
    own = {group: [w for w in found.witnesses if w.group == group] for group, _state in found.groups}
    return table(
        f"groups:{found.finding}",
        _("Witnesses by group: {finding}").format(finding=found.finding),
        [
            column(_("Group"), 1.5),
            column(_("State"), 1.5),
            column(_("Witnesses"), 4.2),
            column(_("Asked"), 0.7, right=True),
            column(_("Share of those asked"), 1.0, right=True),
        ],
        (
            row(
                group,
                _state(state, dependent.get(group)),
                cell(_names(own[group])),
                asked.get(group),
                number(share[group], 2) if group in share else None,
            )
            for group, state in found.groups
        ),
        source=_(
            "Asked: informants to whom the matter was put; share: how many of them speak for or against it. "
            "Names joined by + count as one witness."
        ),
    )


def _state(state: GroupState, dependent: Uncounted | None) -> str | tuple[Run]:
    if dependent is not None:
        return uncounted_label(dependent)
    return f"{_SIGN[state]} {state_label(state)}" if state in _SIGN else (italic(state_label(state)),)


def _names(witnesses: Sequence[Witness]) -> str:
    """Who they are and on which side; of many the first, and how many more."""
    shown = "; ".join(f"{' + '.join(w.informants)} ({_stance(w.stance)})" for w in witnesses[:MOST_NAMES])
    rest = len(witnesses) - MOST_NAMES
    return _("{names}; and {n} more").format(names=shown, n=rest) if rest > 0 else shown


def _stance(stance: str) -> str:
    return {"+": "+", "-": "−", "mixed": "±"}.get(stance, "0")


def _quotes(one: FindingAccount) -> Iterator[Block]:
    if one.supporting:
        yield paragraph(_("Words for it:"))
        yield from (quote(each) for each in one.supporting)
    if one.opposing:
        yield paragraph(_("Words against it:"))
        yield from (quote(each) for each in one.opposing)


def quote(each: Quotation) -> Quote:
    """A quotation set off from the text, with who says it and where it stands."""
    who = each.informant or each.speaker
    place = each.reference.removeprefix("[").removesuffix("]")
    reference = f"{who}, {place}" if who and who not in (each.source, each.role) else place
    return Quote(text=" ".join(each.text.split()), reference=reference)


def _tests(one: FindingAccount) -> Iterator[Block]:
    tried = one.result.assertions
    if tried:
        yield paragraph(
            _("Result of the tests: {status}.").format(status=status_label(one.result.status)),
            _("What was asserted, and what came of it:"),
        )
        yield bullets(
            runs(
                "{assertion} – {outcome}. {because}",
                assertion=italic(each.assertion),
                outcome=bold(outcome_label(each.outcome)),
                because=each.because,
            )
            for each in tried
        )
    for waiver in one.result.finding.waivers:
        yield paragraph(
            runs(
                _("{label} “{assertion}” was waived by {who} on {when}: {why}"),
                label=bold(_("Waiver.")),
                assertion=waiver.assertion,
                who=waiver.who,
                when=day(waiver.when),
                why=waiver.why,
            )
        )
