"""What `qda lint` found, as the fixed JSON, as lines for a reader, and as sheets. Pure."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import _, plural
from qda.verify.lint import Found, Linted
from qda.verify.lint_prose import Passage
from qda.verify.lint_rule import CANNOT_JUDGE, Defect, PlaceKind, Severity

CITATION = "MacQueen et al. 1998; Tong, Sainsbury & Craig 2007 (COREQ); Miles, Huberman & Saldaña 2014, ch. 11"
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.HINT: "·"}
_SHOWN, _LONGEST = 3, 100  # passages of a defect, and characters of one, that lines show; the sheet has all


def lint_json(done: Linted) -> dict[str, Any]:
    """What `qda lint --json` prints.

    `{manuscript, tried, counts: {error, warning, hint, accepted}, defects: [{id, lint, topic, severity, kind, name,
    line, what, mend, confidence, items, passages: [{source, start, end, line, text}], accepted}], cannot_judge}`.
    `line` is null where no passage shows the defect, `accepted` where nobody answers for it, else `{who, at, why}`.
    `start` and `end` are code points of the source, of a manuscript in its text as read.
    """
    return {
        "manuscript": done.manuscript or None,
        "tried": list(done.tried),
        "counts": {**{severity.value: done.counted(severity) for severity in Severity}, "accepted": done.accepted},
        "defects": [_defect_json(one) for one in done.found],
        "cannot_judge": [_(line) for line in CANNOT_JUDGE],
    }


def lint_lines(done: Linted) -> list[str]:
    """Everything, topic by topic: what is wrong, the words that show it, what to do; at the end what nobody judged."""
    lines: list[str] = []
    for topic, group in groupby(done.found, key=lambda one: one.topic):
        found = list(group)
        lines += [topic.heading, "─" * len(topic.heading)]
        for one in found:
            lines += _lines_of(one)
        lines.append("")
    return [*lines, *closing_lines(done)]


def closing_lines(done: Linted) -> list[str]:
    """The counts, and the fixed list of what a human must read."""
    return [
        counts_line(done),
        _("A program cannot judge, and a human must read:"),
        *(f"  – {_(line)}" for line in CANNOT_JUDGE),
    ]


def counts_line(done: Linted) -> str:
    """How many of each severity, and how many are accepted."""
    errors, warnings, hints = (done.counted(severity) for severity in Severity)
    parts = [
        plural("{n} error", "{n} errors", errors).format(n=errors),
        plural("{n} warning", "{n} warnings", warnings).format(n=warnings),
        plural("{n} hint", "{n} hints", hints).format(n=hints),
        plural("{n} accepted", "{n} accepted", done.accepted).format(n=done.accepted),
    ]
    said = ", ".join(parts)
    tried = len(done.tried)
    return plural("{said} by {n} lint.", "{said} by {n} lints.", tried).format(said=said, n=tried)


def lint_sheets(done: Linted) -> tuple[Sheet, ...]:
    """A sheet with a row for each defect."""
    heads = (
        *(_("kind"), _("severity"), _("place"), _("what is wrong"), _("what to do"), _("how sure"), _("words")),
        *(_("lint"), _("accepted because")),
    )
    return (
        Sheet(
            kind="lint",
            title=_("Defects a program can find"),
            reading=_("Each row is a defect: first what it is, then what to do. It is advice; a human decides."),
            corner=_("id"),
            columns=tuple(Column(label=label) for label in heads),
            rows=tuple(Row(label=one.defect.id, cells=_cells(one)) for one in done.found),
            notes=tuple(closing_lines(done)),
            citation=CITATION,
            synthetic=done.synthetic,
        ),
    )


def place_of(defect: Defect) -> str:
    """Where a defect is, in words: a source with its line, a code, a case, a finding, the study."""
    if defect.kind is PlaceKind.SOURCE:
        return f"{defect.name}:{defect.line}" if defect.line else defect.name
    words = {PlaceKind.CODE: _("codes"), PlaceKind.CASE: _("cases"), PlaceKind.FINDING: _("findings")}
    return defect.name or words.get(defect.kind, _("study"))


def _lines_of(one: Found) -> list[str]:
    defect = one.defect
    sign = "✓" if one.accepted else _SIGNS[defect.severity]
    where = f"{place_of(defect)}: " if defect.kind is PlaceKind.SOURCE else ""
    lines = [f"{sign} {where}{defect.what}"]
    if one.accepted is not None:
        why = _("accepted by {who}: {why}").format(who=one.accepted.who, why=one.accepted.why)
        return [*lines, f"    {why} [{defect.id}]"]
    for passage in defect.passages[:_SHOWN]:
        lines.append(f"    {passage.source}:{passage.line}  “{_cut(passage)}”")
    more = len(defect.passages) - _SHOWN
    if more > 0:
        lines.append("    " + plural("and {n} more place", "and {n} more places", more).format(n=more))
    return [
        *lines,
        f"    → {defect.mend}",
        f"    {defect.confidence} [{defect.severity.word}, {defect.lint}, {defect.id}]",
    ]


def _cut(passage: Passage) -> str:
    words = " ".join(passage.text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _cells(one: Found) -> tuple[Cell, ...]:
    defect = one.defect
    values = (
        one.topic.heading,
        defect.severity.word,
        place_of(defect),
        defect.what,
        defect.mend,
        defect.confidence,
        "\n".join(f"{p.source}:{p.line} “{_cut(p)}”" for p in defect.passages),
        defect.lint,
        f"{one.accepted.why} ({one.accepted.who}, {one.accepted.at[:10]})" if one.accepted else "",
    )
    return tuple(Cell(value=value) if value else Cell(empty=Empty.NOT_APPLICABLE) for value in values)


def _defect_json(one: Found) -> dict[str, Any]:
    defect, accepted = one.defect, one.accepted
    return {
        "id": defect.id,
        "lint": defect.lint,
        "topic": one.topic.value,
        "severity": defect.severity.value,
        "kind": defect.kind.value,
        "name": defect.name,
        "line": defect.line,
        "what": defect.what,
        "mend": defect.mend,
        "confidence": defect.confidence,
        "items": list(defect.items),
        "passages": [
            {"source": p.source, "start": p.start, "end": p.end, "line": p.line, "text": p.text}
            for p in defect.passages
        ],
        "accepted": None if accepted is None else {"who": accepted.who, "at": accepted.at, "why": accepted.why},
    }
