"""Categories 2 and 3: what the data were condensed to, and what was built from that."""

from __future__ import annotations

import dataclasses
import io
import json
from typing import Any

from qda.condense import codebooks, links, review
from qda.condense.hand import export_csv, export_rows
from qda.model.errors import QdaError
from qda.model.sheet import Sheet
from qda.model.wording import _, plural
from qda.report.audit_folder import Filing
from qda.report.audit_material import AuditMaterial
from qda.report.audit_memos import memo_lines
from qda.store import notes, tactics, written
from qda.store.summary import uncoded_sources
from qda.verify.convergence import convergence_json, pairs_sheet
from qda.verify.findings_file import unstamped
from qda.verify.lint import lint_study
from qda.verify.lint_output import lint_json
from qda.verify.outcome import verification_json
from qda.verify.profile import profile_json, profiles

_SUMMARIES = ("summary", "ringkasan")


def file_reduction(filing: Filing, material: AuditMaterial) -> None:
    """File category 2."""
    rows = export_rows(material.study)
    shown = rows if material.with_sources else [dataclasses.replace(row, quote="") for row in rows]
    filing.put("codings.csv", export_csv(shown), _("every coding, as qda code export writes it"))
    if not material.with_sources and rows:
        filing.notes.append(_("Quotations were left out of codings.csv; their places are there."))
    _links(filing, material)
    _memos(filing, material)
    counts = _counts(filing, material)
    for name, sheet in counts:
        filing.sheets(name, material.output(sheet), sheet.title)
    filing.dated([*_ends(material), *(line.memo.at for line in material.memos)])
    _reduction_gaps(filing, material, len(rows))


def _links(filing: Filing, material: AuditMaterial) -> None:
    lines = links.lines(material.study)
    if lines:
        shown = lines if material.with_sources else tuple(dataclasses.replace(line, quote="") for line in lines)
        filing.put("links.csv", links.export_csv(shown), _("every link, as qda link export writes it"))


def _ends(material: AuditMaterial) -> list[str]:
    """The oldest and the newest time of a coding."""
    at = material.frames.codings["at"]
    return [str(at.min()), str(at.max())] if len(at) else []


def _memos(filing: Filing, material: AuditMaterial) -> None:
    if not material.memos:
        filing.gaps.append(_("No memo was written."))
        return
    filing.table(
        "memos.csv",
        ("at", "by", "type", "about_kind", "about", "status", "text"),
        [
            (m.memo.at, m.memo.by, m.memo.type, m.memo.about_kind, m.about, m.memo.status, m.memo.text)
            for m in material.memos
        ],
        _("every memo"),
    )
    filing.page("memos.md", _("Memos"), memo_lines(material.memos), _("the same to read"))
    summaries = [line for line in material.memos if line.memo.type in _SUMMARIES]
    if summaries:
        filing.page("summaries.md", _("Summaries"), memo_lines(summaries), _("summaries of sources and cases"))


def _counts(filing: Filing, material: AuditMaterial) -> list[tuple[str, Sheet]]:
    found = []
    for name, kind, options in (
        ("codes-by-informant.csv", "case-by-code", {"cell": "passages"}),
        ("codes-by-role.csv", "case-by-code", {"cell": "passages", "rows": "role"}),
    ):
        sheet = _built(filing, material, name, kind, options)
        if sheet is not None:
            found.append((name, sheet))
    return found


def _reduction_gaps(filing: Filing, material: AuditMaterial, codings: int) -> None:
    if not codings:
        filing.gaps.append(_("Nothing is coded."))
    uncoded = uncoded_sources(material.study)
    if uncoded:
        filing.gaps.append(
            plural("{n} source is not coded: {names}.", "{n} sources are not coded: {names}.", len(uncoded)).format(
                n=len(uncoded), names=", ".join(uncoded[:5]) + (", …" if len(uncoded) > 5 else "")
            )
        )
    if not material.memos_of(*_SUMMARIES):
        filing.gaps.append(_("No summary of a source was written (a memo of the type “summary”)."))
    coders = {str(coder) for coder in material.frames.codings["coder"].unique()} - {"auto"}
    if codings and len(coders) < 2:
        filing.gaps.append(_("No second coder coded anything."))
    waiting = review.waiting(material.study)
    if waiting:
        filing.gaps.append(
            plural(
                "{n} coding waits for a human: it has no place any more, or its definition changed.",
                "{n} codings wait for a human: they have no place any more, or their definition changed.",
                len(waiting),
            ).format(n=len(waiting))
        )


def file_reconstruction(filing: Filing, material: AuditMaterial) -> None:
    """File category 3."""
    if any(code.status == "active" for code in material.codes):
        filing.put("codebook.yaml", codebooks.export_bytes(material.study, ".yaml"), _("the codebook, as exported"))
    else:
        filing.gaps.append(_("There is no codebook."))
    quoting = ("role-ordered", "conceptually-clustered") if material.with_sources else ()
    if not material.with_sources:
        filing.notes.append(_("Displays that quote informants were left out."))
    for kind in quoting:
        sheet = _built(filing, material, kind, kind, {})
        if sheet is not None:
            filing.sheets(f"displays/{kind}.csv", material.output(sheet), sheet.title)
    _written(filing, material)
    _findings(filing, material)
    if material.with_sources:  # defects quote the texts
        filing.json(
            "lint.json", lint_json(lint_study(material.study)), _("defects that were found, as qda lint --json")
        )
    filing.gaps.append(
        _("The report itself and the links to literature are not kept in a study: put them beside this folder.")
    )


def _written(filing: Filing, material: AuditMaterial) -> None:
    """What the researchers wrote into displays, also where the display has no such place now."""
    texts = written.texts(material.study)
    if not texts:
        return
    filing.table(
        "displays/written.csv",
        ("display", "row", "column", "text", "by", "at"),
        [(text.view, text.row, text.column, text.text, text.by, text.at) for text in texts],
        _("every text that was written into a display, or below it (no row and no column)"),
    )
    filing.dated(text.at for text in texts)


def _findings(filing: Filing, material: AuditMaterial) -> None:
    if not material.findings:
        filing.gaps.append(_("There are no findings, and so nothing was triangulated."))
        return
    stored = notes.findings_of(material.study)
    filing.put("findings.yaml", _yaml(stored), _("the findings, as they can be imported again"))
    filing.dated(finding.imported_at for finding in material.findings)
    if material.verification is None:
        filing.gaps.append(_("The findings cannot be verified: {why}").format(why=material.unverified))
        return
    results = material.verification.results
    filing.table(
        "findings.csv",
        ("finding", "statement", "kind", "expected", "written", "came_in_at", "came_in_by", "status", "verdict"),
        [
            (
                r.finding.key,
                r.finding.statement,
                r.finding.kind,
                r.finding.expected,
                r.finding.written,
                r.finding.imported_at,
                r.finding.imported_by,
                r.status.value,
                r.triangulation.verdict.value,
            )
            for r in results
        ],
        _("the findings with when they came in, and their verdicts"),
    )
    triangulated = tuple(result.triangulation for result in results)
    filing.json("triangulation.json", convergence_json(triangulated), _("verdicts, as qda triangulate --json"))
    filing.json("verification.json", verification_json(results), _("assertions, as qda verify --json"))
    matrix = _built(filing, material, "convergence", "convergence", {"sugiyono": True})
    if matrix is not None:
        filing.sheets("displays/convergence.csv", material.output(matrix), matrix.title)
    if any(result.pairs for result in triangulated):
        pairs = pairs_sheet(triangulated, material.frames.findings, synthetic=material.synthetic)
        filing.sheets("displays/convergence-pairs.csv", material.output(pairs), pairs.title)
    if tactics.runs(material.study):
        profile = profile_json(profiles(material.study))
        filing.json("verification-profile.json", profile, _("the thirteen tests, as qda verify --profile --json"))
    else:
        filing.gaps.append(_("No tactic was run and kept (qda tactic)."))


def _built(filing: Filing, material: AuditMaterial, name: str, kind: str, options: dict[str, Any]) -> Sheet | None:
    """A display; what the study lacks for it becomes a gap."""
    try:
        return material.display(kind, **options)
    except QdaError as lack:
        filing.gaps.append(_("{name} cannot be built: {why}").format(name=name, why=lack))
        return None


def _yaml(stored: list[Any]) -> bytes:
    from ruamel.yaml import YAML

    writer = YAML()
    writer.width = 110
    writer.allow_unicode = True
    entries = []
    for finding in stored:
        entry = json.loads(unstamped(finding.body))
        first = [key for key in ("id", "statement") if key in entry]
        entries.append({key: entry[key] for key in (*first, *(k for k in entry if k not in first))})
    stream = io.BytesIO()
    writer.dump(entries, stream)
    return stream.getvalue()
