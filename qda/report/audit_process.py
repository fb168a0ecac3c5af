"""Categories 4 and 5: how it was done and decided, and what was intended, expected and felt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qda.model.case_meetings import decisions_in
from qda.model.records import JournalEntry, Kind
from qda.model.wording import _, plural
from qda.report.audit_folder import Filing, table_lines
from qda.report.audit_material import AuditMaterial
from qda.report.audit_memos import memo_lines
from qda.report.facts import FACTS
from qda.report.gather import SETTING as METHOD
from qda.store import journal, quarantine, tactics
from qda.store.changes import table_changes
from qda.store.codings import rejected_by_code
from qda.verify.finding import FindingSpec

_METHOD = ("method", "theory")
_REFLEXIVE = ("reflexive",)
_DECISION = ("decision",)
_PROPOSAL = ("proposal", "usulan penelitian")


def file_process(filing: Filing, material: AuditMaterial) -> None:
    """File category 4."""
    entries = list(reversed(journal.entries(material.study)))
    rows = {seq: ", ".join(map(str, changed)) for seq, changed in table_changes(material.study)}
    filing.table(
        "journal.csv",
        ("entry", "at", "who", "command", "what", "kind", "target", "taken_back", "rows", "sha256"),
        [(e.seq, e.at, e.who, e.command, e.what, e.kind, e.target, e.undone, rows.get(e.seq), e.hash) for e in entries],
        _("every command that changed the study"),
    )
    filing.page("journal.md", _("Journal"), _journal_lines(entries, rows), _("the same to read"))
    decisions = list(_decisions(material))
    if decisions:
        filing.page("decisions.md", _("Decisions"), decisions, _("decisions, waivers, resolutions, what was kept out"))
    else:
        filing.gaps.append(_("No decision was noted (memos of the type “decision”, waivers, resolutions)."))
    open_ = [one.item for one in decisions_in(material.frames.written) if not one.decision]
    if open_:
        filing.gaps.append(_("Dissent is written, and nothing is decided: {items}.").format(items="; ".join(open_)))
    method = material.memos_of(*_METHOD)
    if method:
        filing.page("method-memos.md", _("Notes on method"), memo_lines(method), _("memos on method and theory"))
    if not material.memos_of("method") and not material.told.answers:
        filing.gaps.append(_("No note on method was written."))
    _facts(filing, material)
    _tactics(filing, material)
    filing.table(
        "settings.csv",
        ("name", "value"),
        [pair for pair in material.study.settings if pair[0] != METHOD and not pair[0].startswith("verified:")],
        _("what the study says of itself"),
    )
    filing.dated(entry.at for entry in entries)


def _journal_lines(entries: list[JournalEntry], rows: Mapping[int, str]) -> Iterator[str]:
    yield _(
        "{n} entries, newest last. Behind each stand the rows it added (+), changed (~) and removed (−), by table."
    ).format(n=len(entries))
    day = ""
    back = {e.target: e.seq for e in entries if e.kind == "undo"}
    for entry in entries:
        if entry.at[:10] != day:
            day = entry.at[:10]
            yield from ("", f"## {day}", "")
        line = f"{entry.seq}. {entry.at[11:19]} · {entry.who} · `{entry.command}`"
        if entry.kind == "undo":
            line += " – " + _("took back {n}").format(n=entry.target)
        elif entry.kind == "redo":
            line += " – " + _("did {n} again").format(n=entry.target)
        else:
            line += f" – {' '.join(entry.what.split())}" if entry.what else ""
            line += f" ({rows[entry.seq]})" if rows.get(entry.seq) else ""
        if entry.undone:
            line += " – " + _("taken back by {n}").format(n=back.get(entry.seq, "?"))
        yield line


def _decisions(material: AuditMaterial) -> Iterator[str]:
    yield from memo_lines(material.memos_of(*_DECISION))
    met = decisions_in(material.frames.written)
    if met:
        columns = (_("case and item"), _("decision"), _("dissent"), _("who"), _("when"))
        silent, undecided = _("nothing is written yet"), _("open: nothing is decided")
        agreed = [(m.item, m.decision or undecided, m.dissent or silent, m.by, m.at[:10]) for m in met]
        yield from _section(_("Decisions of case analysis meetings"), columns, agreed)
    waivers = [(f.key, w.assertion, w.who, w.when, w.why) for f in material.findings for w in f.waivers]
    if waivers:
        yield from _section(_("Waivers"), (_("finding"), _("assertion"), _("who"), _("when"), _("why")), waivers)
    resolved = [
        (f.key, r.informant or r.coding, r.how, r.who, r.when, r.why) for f in material.findings for r in f.resolutions
    ]
    if resolved:
        heads = (_("finding"), _("negative case"), _("how"), _("who"), _("when"), _("why"))
        yield from _section(_("Negative cases resolved"), heads, resolved)
    names = {source.id: source.name for source in material.sources}
    kept_out = [
        (names.get(q.source, ""), f"{q.span.start}–{q.span.end}", q.why) for q in quarantine.listed(material.study)
    ]
    if kept_out:
        yield from _section(_("Passages kept out of evidence"), (_("source"), _("place"), _("why")), kept_out)
    paths = {code.id: code.path for code in material.codes}
    refused = sorted((paths.get(code, ""), n) for code, n in rejected_by_code(material.study).items())
    if refused:
        yield from _section(_("Codings of rules that a human refused"), (_("code"), _("number")), refused)


def _section(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    return [f"## {title}", "", *table_lines(heads, rows), ""]


def _facts(filing: Filing, material: AuditMaterial) -> None:
    """What the researcher told for the report."""
    told = material.told
    if told.answers:
        filing.table(
            "method.csv",
            ("key", "question", "answer"),
            [(fact.key, _(fact.question), told.get(fact.key)) for fact in FACTS if told.get(fact.key)],
            _("what the researcher told of the method, for the report"),
        )
    if told.missing:
        filing.gaps.append(
            _("{n} of {all} questions on the method are not answered (qda report --form FILE).").format(
                n=len(told.missing), all=len(FACTS)
            )
        )


def _tactics(filing: Filing, material: AuditMaterial) -> None:
    runs = tactics.runs(material.study)
    if runs:
        filing.table(
            "tactics.csv",
            ("at", "by", "tactic", "finding", "status", "value", "parameters"),
            [
                (r.at, r.by, r.tactic, r.finding, r.status, r.value if material.with_sources else None, r.parameters)
                for r in runs
            ],
            _("tactics that were run"),
        )
    answers = tactics.answers(material.study)
    if answers:
        filing.table(
            "tactic-answers.csv",
            ("at", "by", "tactic", "finding", "item", "answer", "why"),
            [(a.at, a.by, a.tactic, a.finding, a.item, a.answer, a.why) for a in answers],
            _("what humans answered to tactics"),
        )
    if not runs and not answers:
        filing.gaps.append(_("No note on trustworthiness: no tactic was run and kept, none was answered."))


def file_intentions(filing: Filing, material: AuditMaterial) -> None:
    """File category 5."""
    reflexive = material.memos_of(*_REFLEXIVE)
    if reflexive:
        filing.page("reflexive-memos.md", _("Reflexive memos"), memo_lines(reflexive), _("reflexive memos"))
    else:
        filing.gaps.append(_("No reflexive memo was written."))
    if material.told.get("reflexivity"):
        filing.notes.append(
            _("Interests and assumptions the researcher brought along: {answer}").format(
                answer=" ".join(material.told.get("reflexivity").split())
            )
        )
    _expectations(filing, material)
    filing.dated([*(line.memo.at for line in reflexive), *(f.imported_at for f in _expected(material))])
    own = [source.name for source in material.sources if source.kind is Kind.AUTHOR]
    if own:
        filing.notes.append(
            _("The researcher’s own writing is among the sources (1-raw-data): {names}.").format(names=", ".join(own))
        )
    proposals = [s.name for s in material.sources if any(word in f"{s.name} {s.file}".casefold() for word in _PROPOSAL)]
    if proposals:
        filing.notes.append(
            _("The proposal is among the sources (1-raw-data): {names}.").format(names=", ".join(proposals))
        )
    else:
        filing.gaps.append(_("No proposal is among the sources (none is named so)."))


def _expected(material: AuditMaterial) -> list[FindingSpec]:
    return [f for f in material.findings if f.kind == "expectation" or f.expected is not None or f.hold_out]


def _expectations(filing: Filing, material: AuditMaterial) -> None:
    expected = _expected(material)
    if not expected:
        filing.gaps.append(_("No expectation was written down (findings of the kind “expectation”)."))
        return
    first = material.first_source
    filing.table(
        "expectations.csv",
        ("finding", "statement", "kind", "expected", "written", "came_in_at", "came_in_by", "before_the_first_source"),
        [
            (f.key, f.statement, f.kind, f.expected, f.written, f.imported_at, f.imported_by, _before(f, first))
            for f in expected
        ],
        _("expectations, with when they came into the study"),
    )
    late = sum(not _before(f, first) for f in expected)
    if late:
        filing.gaps.append(
            plural(
                "{n} expectation came into the study after the first source, or with it: that it was there before "
                "the data is not proven.",
                "{n} expectations came into the study after the first source, or with it: that they were there "
                "before the data is not proven.",
                late,
            ).format(n=late)
        )


def _before(finding: FindingSpec, first: str) -> bool:
    return bool(finding.imported_at) and (not first or finding.imported_at < first)
