"""Codes, their rules and the history of both."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from qda.model.errors import NotFoundError
from qda.model.ids import Id
from qda.model.records import Code, Rule
from qda.model.wording import _
from qda.store.study import Study

_OUTSIDE_ANATOMY = {"id", "path", "rules", "position", "version", "status"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeVersion:
    """A code as it stood under one version."""

    code: Id
    version: int
    path: str
    anatomy: str
    rules: str
    at: str
    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedCodebook:
    """What saving a codebook changed, as paths."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def save(study: Study, codes: Iterable[Code], why: str = "") -> SavedCodebook:
    """Store codes by path: new ones are added, changed ones get a new version, rules keep their id while they last.

    Codes that are stored but not given stay as they are.
    """
    stored = {code.path: code for code in listed(study, status=None)}
    added, changed, same = [], [], []
    for code in codes:
        old = stored.get(code.path)
        new = (
            code
            if old is None
            else dataclasses.replace(code, id=old.id, version=old.version, rules=_kept_rules(code.rules, old.rules))
        )
        if old is None:
            added.append(code.path)
            _write(study, new, why)
        elif _substance(new) != _substance(old):
            changed.append(code.path)
            _write(study, dataclasses.replace(new, version=old.version + 1), why)
        else:
            same.append(code.path)
            study.write(
                "UPDATE code SET position = ? WHERE id = ? AND position <> ?", code.position, old.id, code.position
            )
    return SavedCodebook(added=tuple(added), changed=tuple(changed), unchanged=tuple(same))


def listed(study: Study, status: str | None = "active") -> list[Code]:
    """Codes in the codebook's order; all of them where status is None."""
    rules: dict[Id, list[Rule]] = {}
    for r in study.rows("SELECT id, code, kind, pattern, place FROM rule WHERE active = 1 ORDER BY code, position"):
        rules.setdefault(r[1], []).append(Rule(id=r[0], kind=r[2], pattern=r[3], at=r[4]))
    found = study.rows("SELECT id, path, anatomy, position, version, status FROM code ORDER BY position, path")
    return [_code(row, tuple(rules.get(row[0], ()))) for row in found if status in (None, row[5])]


def find(study: Study, path: str) -> Code:
    """The active code at that path, or the only one whose last name it is.

    Raises:
        NotFoundError: there is none, or the name stands at several paths.
    """
    codes = listed(study)
    found = [c for c in codes if c.path == path] or [c for c in codes if c.name == path]
    if len(found) == 1:
        return found[0]
    paths = [c.path for c in codes]
    alike = get_close_matches(path, paths, 3, 0.6) or [one for one in paths if path.rsplit("/", 1)[-1][:4] in one]
    near = ", ".join(([c.path for c in found] or alike or paths)[:8])
    raise NotFoundError(
        _("There is no code “{path}”.").format(path=path),
        mend=_("Perhaps: {paths}.").format(paths=near) if near else _("Import a codebook first."),
    )


def retire(study: Study, code: Id, status: str = "retired") -> None:
    """Take a code out of use; its codings and history stay."""
    study.write("UPDATE code SET status = ? WHERE id = ?", status, code)


def move(study: Study, code: Id, path: str) -> None:
    """Give a code another path."""
    study.write("UPDATE code SET path = ? WHERE id = ?", path, code)


def history(study: Study, code: Id) -> list[CodeVersion]:
    """All versions of a code, oldest first."""
    rows = study.rows(
        "SELECT code, version, path, anatomy, rules, at, who, why FROM code_version WHERE code = ? ORDER BY version",
        code,
    )
    return [
        CodeVersion(code=r[0], version=r[1], path=r[2], anatomy=r[3], rules=r[4], at=r[5], who=r[6], why=r[7])
        for r in rows
    ]


def rules(study: Study) -> dict[Id, tuple[Id, Rule, bool]]:
    """Every rule there ever was: its code, itself, whether it is still in force."""
    return {
        r[0]: (r[1], Rule(id=r[0], kind=r[2], pattern=r[3], at=r[4]), bool(r[5]))
        for r in study.rows("SELECT id, code, kind, pattern, place, active FROM rule")
    }


def _kept_rules(new: tuple[Rule, ...], old: tuple[Rule, ...]) -> tuple[Rule, ...]:
    known = {(rule.kind, rule.pattern): rule.id for rule in old}
    return tuple(dataclasses.replace(rule, id=known.get((rule.kind, rule.pattern), rule.id)) for rule in new)


def _substance(code: Code) -> tuple[str, str, list[tuple[str, str]]]:
    return _anatomy(code), code.status, [(rule.kind, rule.pattern) for rule in code.rules]


def _anatomy(code: Code) -> str:
    fields = [f.name for f in dataclasses.fields(code) if f.name not in _OUTSIDE_ANATOMY]
    full = {name: getattr(code, name) for name in fields}
    return json.dumps({k: v for k, v in full.items() if v not in ("", (), None)}, ensure_ascii=False, sort_keys=True)


def _write(study: Study, code: Code, why: str) -> None:
    study.write(
        "INSERT INTO code VALUES (?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET path = excluded.path, anatomy = "
        "excluded.anatomy, position = excluded.position, version = excluded.version, status = excluded.status",
        code.id,
        code.path,
        _anatomy(code),
        code.position,
        code.version,
        code.status,
    )
    study.write("UPDATE rule SET active = 0 WHERE code = ?", code.id)
    study.write_many(
        "INSERT INTO rule VALUES (?,?,?,?,?,?,1) ON CONFLICT (id) DO UPDATE SET active = 1, place = excluded.place, "
        "position = excluded.position",
        [(rule.id, code.id, rule.kind, rule.pattern, rule.at, i) for i, rule in enumerate(code.rules)],
    )
    patterns = json.dumps([[rule.kind, rule.pattern] for rule in code.rules], ensure_ascii=False)
    study.write(
        "INSERT OR REPLACE INTO code_version VALUES (?,?,?,?,?,?,?,?)",
        code.id,
        code.version,
        code.path,
        _anatomy(code),
        patterns,
        study.now(),
        study.who,
        why,
    )


def _code(row: tuple[Any, ...], rules: tuple[Rule, ...]) -> Code:
    values = {k: _tuples(v) for k, v in json.loads(row[2]).items()}
    return Code(id=row[0], path=row[1], position=row[3], version=row[4], status=row[5], rules=rules, **values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value
