"""What two codebooks differ in. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from qda.condense.codebook import CODE_KEYS, Codebook
from qda.condense.codebook_rules import rule_shown
from qda.model.records import Code
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    Attributes:
        kind: added, removed, moved (the same code at another path) or changed.
        path: The code's address in the newer codebook; in the older one where it was removed.
        key: What changed, a key of the codebook file; "" for whole codes.
        before: Text in the older codebook, "" if none.
        after: Text in the newer one, "" if none.
    """

    kind: str
    path: str
    key: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """One line for people."""
        if self.kind == "added":
            return _("added: {path}").format(path=self.path)
        if self.kind == "removed":
            return _("removed: {path}").format(path=self.path)
        if self.kind == "moved":
            return _("moved: {before} → {path}").format(before=self.before, path=self.path)
        return _("changed: {path}, {key}: {before} → {after}").format(
            path=self.path, key=self.key, before=self.before or "–", after=self.after or "–"
        )


def diff(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """The changes that lead from the old to the new codebook, in the new one's order, removals last.

    A code gone from one path whose anatomy and rules stand unchanged at exactly one new path counts as moved.
    """
    before = {code.path: code for code in old.codes}
    after = {code.path: code for code in new.codes}
    gone = [code for path, code in before.items() if path not in after]
    moved: dict[str, str] = {}
    for code in new.codes:
        if code.path not in before:
            same = [old_code for old_code in gone if old_code.path not in moved.values() and _same(old_code, code)]
            if len(same) == 1:
                moved[code.path] = same[0].path
    changes: list[Change] = []
    for path, code in after.items():
        if path in before:
            changes += _within(before[path], code)
        elif path in moved:
            changes.append(Change(kind="moved", path=path, before=moved[path], after=path))
        else:
            changes.append(Change(kind="added", path=path))
    changes += [Change(kind="removed", path=code.path) for code in gone if code.path not in moved.values()]
    return tuple(changes)


def anatomy_text(code: Code, key: str) -> str:
    """One key of a code as text, the same for the same meaning; "" where it is missing."""
    if key == "match":
        return "\n".join(rule_shown(rule.pattern) for rule in code.rules)
    value = getattr(code, key)
    if key in ("label", "stance"):
        return "; ".join(f"{name}: {text}" for name, text in sorted(value))
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


_COMPARED = tuple(key for key in CODE_KEYS if key not in ("name", "codes"))


def _within(old: Code, new: Code) -> list[Change]:
    pairs = ((key, anatomy_text(old, key), anatomy_text(new, key)) for key in _COMPARED)
    return [Change(kind="changed", path=new.path, key=key, before=a, after=b) for key, a, b in pairs if a != b]


def _same(old: Code, new: Code) -> bool:
    said = any(anatomy_text(new, key) for key in _COMPARED)
    return (said or old.name == new.name) and not _within(old, new)
