"""Category 6: the interview guide and the codebook, and how both came to be what they are."""

from __future__ import annotations

from collections.abc import Iterator

from qda.model.wording import _, plural
from qda.report.audit_folder import Filing
from qda.report.audit_material import AuditMaterial
from qda.store import cases, codebook
from qda.store.changes import RowChange, row_changes

_PILOT = ("pilot", "uji coba")


def file_instruments(filing: Filing, material: AuditMaterial) -> None:
    """File category 6."""
    dates = [*_guide(filing, material), *_codebook(filing, material)]
    filing.dated(dates)
    tried = material.told.get("guide_tested")
    if tried:
        filing.notes.append(_("Whether the guide was tried out: {answer}").format(answer=" ".join(tried.split())))
    elif not material.memos_of(*_PILOT):
        filing.gaps.append(_("No pilot is noted (a memo of the type “pilot”)."))


def _guide(filing: Filing, material: AuditMaterial) -> list[str]:
    questions = cases.guide(material.study)
    changes = list(_guide_changes(material))
    if questions:
        filing.table(
            "guide.csv",
            ("question", "text", "codes"),
            [(q.key, q.text, "; ".join(q.codes)) for q in questions],
            _("the interview guide as it is now"),
        )
    else:
        filing.gaps.append(_("There is no interview guide."))
    if changes:
        filing.table(
            "guide-versions.csv",
            ("entry", "at", "who", "command", "taken_back", "change", "question", "before", "after"),
            changes,
            _("every change of a question, out of the journal"),
        )
        commands = {row[0] for row in changes if not row[4]}
        if questions and len(commands) == 1:
            filing.notes.append(_("The interview guide came in once and was not changed since."))
    return [str(row[1]) for row in changes]


def _guide_changes(material: AuditMaterial) -> Iterator[tuple[object, ...]]:
    """A row a question that was added, removed or worded anew."""
    known: dict[object, tuple[str, str]] = {}
    for change in row_changes(material.study, "question"):
        at = change.before.get("id", change.after.get("id"))
        was_key, was_text = known.get(at, ("", ""))
        key, text = str(change.before.get("key", was_key)), str(change.before.get("text", was_text))
        new_key, new_text = str(change.after.get("key", key)), str(change.after.get("text", text))
        if not change.undone or change.kind == "added":
            known[at] = (new_key, new_text)
        if change.kind == "changed" and (key, text) == (new_key, new_text):
            continue  # only its place among the others
        yield (*_who(change), change.kind, new_key, *_texts(change, text, new_text))


def _texts(change: RowChange, before: str, after: str) -> tuple[str, str]:
    return ("" if change.kind == "added" else before, "" if change.kind == "removed" else after)


def _who(change: RowChange) -> tuple[object, ...]:
    return (change.seq, change.at, change.who, change.command, change.undone)


def _codebook(filing: Filing, material: AuditMaterial) -> list[str]:
    versions = [(code, v) for code in material.codes for v in codebook.history(material.study, code.id)]
    if not versions:
        filing.gaps.append(_("There is no codebook."))
        return []
    filing.table(
        "codebook-versions.csv",
        ("code", "version", "at", "who", "why", "path_then", "definition", "rules", "status_now"),
        [(c.path, v.version, v.at, v.who, v.why, v.path, v.anatomy, v.rules, c.status) for c, v in versions],
        _("every version of every code, with its reason"),
    )
    bare = [code.path for code in material.codes if code.status == "active" and not code.definition and not code.brief]
    if bare:
        filing.gaps.append(
            plural("{n} code has no definition.", "{n} codes have no definition.", len(bare)).format(n=len(bare))
        )
    later = [version for _code, version in versions if version.version > 1]
    if not later:
        filing.notes.append(_("Every code has one version: no definition or rule was changed after it came in."))
    unexplained = sum(not version.why for version in later)
    if unexplained:
        filing.gaps.append(
            plural(
                "{n} change of a code was made without a reason (codebook import --why).",
                "{n} changes of codes were made without a reason (codebook import --why).",
                unexplained,
            ).format(n=unexplained)
        )
    return [version.at for _code, version in versions]
