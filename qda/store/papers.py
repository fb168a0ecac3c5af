"""What lies beside the frames, fetched as far as a display asks for it."""

from __future__ import annotations

import json
from collections.abc import Collection

from qda.model.papers import CodeBirth, FindingChange, Papers, SourceText
from qda.store import notes, sources, tactics
from qda.store.beginnings import first_written
from qda.store.changes import RowChange, row_changes
from qda.store.study import Study


def papers(study: Study, wanted: Collection[str]) -> Papers:
    """The papers of the kinds named (`qda.model.papers.KINDS`); other names are passed over."""
    return Papers(
        texts=tuple(SourceText(source=s.name, text=text) for s, text in sources.texts(study))
        if "texts" in wanted
        else (),
        memos=tuple(notes.memos(study)) if "memos" in wanted else (),
        changes=finding_changes(study) if "changes" in wanted else (),
        answers=tuple(tactics.answers(study)) if "answers" in wanted else (),
        births=code_births(study) if "births" in wanted else (),
        beginnings=first_written(study) if "writings" in wanted else (),
    )


def finding_changes(study: Study) -> tuple[FindingChange, ...]:
    """What became of the findings, oldest first; commands that are taken back at present are left out.

    A finding that only changed its place in the file did not change.
    """
    found = []
    keys: dict[bytes, str] = {}
    said: dict[bytes, str] = {}
    for change in row_changes(study, "finding"):
        if change.undone:
            continue
        row = bytes(change.before.get("id") or change.after.get("id") or b"")
        before, kind = said.get(row, ""), _kind(change)
        keys[row] = str(change.after.get("key") or change.before.get("key") or keys.get(row, ""))
        said[row] = str(change.after.get("statement") or before) if change.kind != "removed" else ""
        if kind:
            found.append(
                FindingChange(
                    seq=change.seq,
                    at=change.at,
                    by=change.who,
                    finding=keys[row],
                    kind=kind,
                    before=before,
                    after=said[row],
                )
            )
    return tuple(sorted(found, key=lambda one: (one.seq, one.finding)))


def _kind(change: RowChange) -> str:
    """What became of a finding; "" for nothing that its readers would call a change."""
    if change.kind != "changed":
        return change.kind
    if "statement" in change.after:
        return "reworded"
    return "revised" if "body" in change.after else ""


def code_births(study: Study) -> tuple[CodeBirth, ...]:
    """When each active code came into the study, in the order of the codebook."""
    rows = study.rows(
        "SELECT c.path, min(v.at), c.anatomy FROM code c JOIN code_version v ON v.code = c.id "
        "WHERE c.status = 'active' GROUP BY c.id ORDER BY c.position, c.path"
    )
    return tuple(CodeBirth(path=r[0], at=r[1], origin=str(json.loads(r[2]).get("origin") or "")) for r in rows)
