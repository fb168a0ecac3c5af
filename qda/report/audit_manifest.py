"""The manifest of an audit trail, every file with its SHA-256: written, read, held against the folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qda.model.errors import InputError, unreadable
from qda.model.output import Provenance
from qda.model.problem import Problem
from qda.model.wording import _
from qda.report.audit_folder import MANIFEST_JSON, Category, Filed, category_title, span, table_lines

_KEY = "qda_audit"
_FORMAT = 1
_STRAY = (".ds_store", "thumbs.db", "desktop.ini")  # what file managers leave behind, and nobody's work


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a manifest says of the whole.

    Attributes:
        seal: Of the journal's last entry.
    """

    provenance: Provenance
    synthetic: bool
    with_sources: bool
    entries: int
    seal: str


def manifest_json(overview: Overview, categories: Sequence[Category], files: Sequence[Filed]) -> bytes:
    """The manifest for programs; `files` are all that it lists."""
    p = overview.provenance
    content = {
        _KEY: _FORMAT,
        "study": p.study,
        "study_hash": p.study_hash,
        "date": p.date,
        "version": p.version,
        "language": p.language,
        "synthetic": overview.synthetic,
        "with_sources": overview.with_sources,
        "journal": {"entries": overview.entries, "seal": overview.seal},
        "categories": [_category(category) for category in categories],
        "files": [
            {"path": f.path, "category": f.category, "bytes": f.bytes, "sha256": f.sha256, "what": f.what}
            for f in files
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _category(category: Category) -> dict[str, Any]:
    return {
        "number": category.name.number,
        "folder": category.name.folder,
        "title": _(category.name.title),
        "files": category.count,
        "first": category.first or None,
        "last": category.last or None,
        "gaps": list(category.gaps),
        "notes": list(category.notes),
    }


def manifest_lines(overview: Overview, categories: Sequence[Category]) -> list[str]:
    """The manifest for people, below its heading."""
    p = overview.provenance
    lines = [
        _("Audit trail of “{study}”, in Halpern’s six categories (Lincoln & Guba 1985).").format(study=p.study),
        "",
        *(f"- {label}: {value}" for label, value in _facts(overview)),
        "",
    ]
    if not overview.with_sources:
        told = _(
            "The texts of the sources, quotations of them and the changesets were left out (--without-sources). Memos, "
            "the codebook’s examples and findings are as they were written: read them before you hand this on."
        )
        lines += [f"**{told}**", ""]
    heads = (_("category"), _("folder"), _("files"), _("material from"), _("gaps"))
    rows = [
        (category_title(c.name), c.name.folder, c.count, span(c.first, c.last), len(c.gaps) or "–") for c in categories
    ]
    lines += [*table_lines(heads, rows), "", f"## {_('Gaps')}", ""]
    lines += [f"- {category_title(c.name)}: {gap}" for c in categories for gap in c.gaps] or [_("None.")]
    lines += [
        "",
        f"## {_('Files')}",
        "",
        _("The SHA-256 of every file stands in MANIFEST.json. To hold all of them against it, and to build the study "
          "from its journal again:"),
        "",
        "    qda replay .",
        "",
    ]  # fmt: skip
    found = [
        (f.path, f.what, f.bytes, f.sha256[:12])
        for c in categories
        for f in c.files
        if c.name.number or f.path.count("/") == 1  # of the record its index: a changeset a command says little
    ]
    return lines + table_lines((_("file"), _("what it is"), _("bytes"), "SHA-256 …"), found)


def _facts(overview: Overview) -> list[tuple[str, object]]:
    p = overview.provenance
    return [
        (_("State of the study"), p.date),
        (_("Study hash"), p.study_hash),
        (_("Journal"), _("{n} entries, seal {seal}").format(n=overview.entries, seal=overview.seal)),
        (_("Made with"), f"qda {p.version}"),
    ]


def is_audit_folder(folder: Path) -> bool:
    """Whether a folder holds an audit trail."""
    try:
        return _KEY in json.loads((folder / MANIFEST_JSON).read_bytes())
    except (OSError, ValueError, TypeError):
        return False


def listed_files(folder: Path) -> list[Filed]:
    """What the manifest of a folder lists.

    Raises:
        InputError: there is no manifest, or it cannot be read.
    """
    file = folder / MANIFEST_JSON
    if not file.is_file():
        raise InputError(
            _("This folder holds no audit trail: MANIFEST.json is missing."),
            where=str(folder),
            mend=_("Write one with: qda export audit/"),
        )
    try:
        data = json.loads(file.read_bytes())
        if data[_KEY] != _FORMAT:
            raise InputError(_("The audit trail was written by a newer qda."), where=str(file), mend=_("Update it."))
        return [
            Filed(
                path=str(f["path"]),
                category=int(f["category"]),
                bytes=int(f["bytes"]),
                sha256=str(f["sha256"]),
                what=str(f["what"]),
            )
            for f in data["files"]
        ]
    except OSError as fault:
        raise unreadable(file, fault) from None
    except (ValueError, KeyError, TypeError):
        raise InputError(_("The manifest cannot be read: it is damaged."), where=str(file)) from None


def held_against(folder: Path, files: Sequence[Filed]) -> list[Problem]:
    """What in a folder is not as its manifest says; a file that it does not list is only noted."""
    problems = []
    for filed in files:
        place = folder / filed.path
        try:
            data = place.read_bytes()
        except OSError:
            problems.append(
                Problem(file=filed.path, what=_("The manifest lists this file, and it is missing."), fatal=True)
            )
            continue
        if hashlib.sha256(data).hexdigest() != filed.sha256:
            problems.append(
                Problem(file=filed.path, what=_("The file was changed since the manifest was written."), fatal=True)
            )
    extra = strangers(folder, files)
    return [*problems, *(Problem(file=path, what=_("The manifest does not list this file.")) for path in extra)]


def strangers(folder: Path, files: Sequence[Filed]) -> list[str]:
    """The files in a folder that its manifest does not list, and that no file manager left there."""
    known = {filed.path for filed in files} | {MANIFEST_JSON}
    there = (path for path in folder.rglob("*") if path.is_file() and path.name.casefold() not in _STRAY)
    return sorted({path.relative_to(folder).as_posix() for path in there} - known)
