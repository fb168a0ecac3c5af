"""The record itself in the folder of an audit trail: the journal's changesets, the contents they name, the state.

`journal/entries.json` holds the entries in order, each with the SHA-256 of its changeset and its seal; the migrations;
where each content lies; the state that must come out. `journal/changesets/000001.zlib` is the changeset of entry 1 (a
SQLite session changeset, deflated). Contents that category 1 holds anyway are named there and not written twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from qda.model.errors import InputError, unreadable
from qda.model.records import JournalEntry
from qda.model.wording import _
from qda.report.audit_folder import JOURNAL, Filing
from qda.store.trail import Content, Migrated, StudyState, TableState, Trail

ENTRIES = "entries.json"
_FORMAT = 1


def file_record(filing: Filing, trail: Trail, filed: Mapping[bytes, str], *, with_sources: bool) -> None:
    """File the record.

    Args:
        filing: Of the folder `journal`.
        trail: Of the study.
        filed: Paths of the contents that are in the folder already, by hash.
        with_sources: False leaves out changesets and contents, for both hold what informants said.
    """
    names = {}
    if with_sources:
        names = {entry.seq: _changeset(filing, trail, entry) for entry in trail.entries if entry.kind == "do"}
    places = list(_contents(filing, trail, filed)) if with_sources else []
    head = {
        "format": _FORMAT,
        "version": trail.version,
        "replayable": with_sources,
        "migrations": [{"name": step.name, "at": step.at} for step in trail.migrations],
        "state": {
            "study_hash": trail.state.study_hash,
            "tables": [{"table": t.table, "rows": t.rows, "sha256": t.sha256} for t in trail.state.tables],
        },
    }
    entries = [_entry(e, seal, names.get(e.seq)) for e, seal in zip(trail.entries, trail.seals, strict=True)]
    filing.put(
        ENTRIES,
        _lines(head, {"entries": entries, "contents": places}),
        _("the journal with its chain of seals, and the state of the study"),
    )
    filing.dated(entry.at for entry in trail.entries)
    if not with_sources:
        filing.gaps.append(
            _("Changesets and contents were left out with the texts: the study cannot be built from this folder.")
        )


def _changeset(filing: Filing, trail: Trail, entry: JournalEntry) -> str:
    name = f"changesets/{entry.seq:06d}.zlib"
    data = trail.changeset(entry.seq)
    if data is not None:
        filing.put(name, data, _("changes of entry {n}").format(n=entry.seq))
    return f"{JOURNAL}/{name}"


def _contents(filing: Filing, trail: Trail, filed: Mapping[bytes, str]) -> Iterator[dict[str, str]]:
    for content in trail.contents():
        path = filed.get(content.sha)
        if path is None:
            name = f"contents/{content.sha.hex()}.{'txt' if content.is_text else 'bin'}"
            what = _("a text that is no longer, or elsewhere, in use") if content.is_text else _("a file likewise")
            path = filing.put(name, content.data or b"", what).path
        yield {"sha256": content.sha.hex(), "kind": "text" if content.is_text else "bytes", "path": path}


def _entry(entry: JournalEntry, seal: str, changeset: str | None) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "who": entry.who,
        "command": entry.command,
        "what": entry.what,
        "kind": entry.kind,
        "target": entry.target,
        "changes": entry.changes,
        "sha256": entry.hash,
        "seal": seal,
        "changeset": changeset,
    }


def _lines(head: dict[str, Any], lists: dict[str, list[Any]]) -> bytes:
    """JSON with an entry a line: as good to compare by eye as to read by programs."""
    parts = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    for key, rows in lists.items():
        body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f"{json.dumps(key)}: [\n{body}\n]" if rows else f"{json.dumps(key)}: []")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "surrogatepass")


def read_trail(folder: Path) -> Trail:
    """The trail in a folder that `file_record` filed.

    Raises:
        InputError: the record is missing, cannot be read, is of a newer program, or has no changesets.
    """
    file = folder / JOURNAL / ENTRIES
    try:
        data = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
        if data["format"] != _FORMAT:
            raise InputError(_("The audit trail was written by a newer qda."), where=str(file), mend=_("Update it."))
        if not data["replayable"]:
            raise InputError(
                _("This audit trail was written without the sources (--without-sources): it cannot be replayed."),
                where=str(folder),
                mend=_("Ask for the whole one, or replay the study file itself."),
            )
        return _trail(folder, data)
    except OSError as fault:
        raise unreadable(file, fault) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(_("The record cannot be read: it is damaged."), where=str(file)) from None


def _trail(folder: Path, data: dict[str, Any]) -> Trail:
    entries = tuple(_read_entry(row) for row in data["entries"])
    places = {row["seq"]: row["changeset"] for row in data["entries"]}
    contents = [(bytes.fromhex(row["sha256"]), row["kind"] == "text", str(row["path"])) for row in data["contents"]]

    def read_contents() -> Iterator[Content]:
        for sha, is_text, path in contents:
            yield Content(sha=sha, is_text=is_text, data=_read(folder, path), place=path)

    return Trail(
        migrations=tuple(Migrated(name=str(row["name"]), at=str(row["at"])) for row in data["migrations"]),
        entries=entries,
        seals=tuple(str(row["seal"]) for row in data["entries"]),
        changeset=lambda seq: _read(folder, places.get(seq)),
        contents=read_contents,
        state=StudyState(
            study_hash=str(data["state"]["study_hash"]),
            tables=tuple(
                TableState(table=str(t["table"]), rows=int(t["rows"]), sha256=str(t["sha256"]))
                for t in data["state"]["tables"]
            ),
        ),
        version=str(data["version"]),
    )


def _read_entry(row: dict[str, Any]) -> JournalEntry:
    target = row["target"]
    return JournalEntry(
        seq=int(row["seq"]),
        at=str(row["at"]),
        who=str(row["who"]),
        command=str(row["command"]),
        what=str(row["what"]),
        kind=str(row["kind"]),
        target=None if target is None else int(target),
        changes=int(row["changes"]),
        hash=str(row["sha256"]),
    )


def _read(folder: Path, path: str | None) -> bytes | None:
    """A file of the folder; None where it is not there, or the path leads out of the folder."""
    parts = PurePosixPath(path or "").parts
    if not parts or ".." in parts or PurePosixPath(path or "").is_absolute():
        return None
    try:
        return folder.joinpath(*parts).read_bytes()
    except OSError:
        return None
