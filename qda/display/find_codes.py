"""Which codes a query means by the name it gives them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from qda.language.query_tree import Code as Asked
from qda.model.errors import NotFoundError
from qda.model.records import Code
from qda.model.wording import _

_OFFERED = 8


def meant(asked: Asked, codes: Sequence[Code]) -> tuple[Code, ...]:
    """The codes that are asked for, those below them included unless it says otherwise.

    A name is a path; else the last name of one code; else the label of one, in any language; small and capital letters
    alike, blanks as good as hyphens; else a path that is no code itself, above some that are. With `*` it is every path
    that fits, or else every last name.

    Args:
        asked: What the query says.
        codes: The active codes.

    Raises:
        NotFoundError: no code is called so, or several are.
    """
    found = _fitting(asked.name, codes) if "*" in asked.name else _named(asked.name, codes)
    below = [] if found or asked.exactly else _below(asked.name, codes)
    if below:
        return tuple(below)
    if not found or (len(found) > 1 and "*" not in asked.name):
        raise _unknown(asked, found, codes)
    if asked.exactly:
        return tuple(found)
    above = {code.path for code in found}
    return tuple(code for code in codes if any(path in above for path in _upwards(code.path)))


def _named(name: str, codes: Sequence[Code]) -> list[Code]:
    wanted = _folded(name)
    return (
        [code for code in codes if code.path == name]
        or [code for code in codes if _folded(code.path) == wanted]
        or [code for code in codes if _folded(code.name) == wanted]
        or [code for code in codes if wanted in {_folded(label) for _language, label in code.label}]
    )


def _fitting(name: str, codes: Sequence[Code]) -> list[Code]:
    wanted = _folded(name)
    return [code for code in codes if fnmatchcase(_folded(code.path), wanted)] or [
        code for code in codes if fnmatchcase(_folded(code.name), wanted)
    ]


def _below(name: str, codes: Sequence[Code]) -> list[Code]:
    """The codes under a path that is no code itself."""
    return [code for code in codes if _folded(code.path).startswith(f"{_folded(name)}/")]


def _folded(name: str) -> str:
    return "-".join(name.casefold().split())


def _upwards(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]


def _unknown(asked: Asked, found: Sequence[Code], codes: Sequence[Code]) -> NotFoundError:
    where = str(asked.spot or "")
    if found:
        paths = ", ".join(code.path for code in found[:_OFFERED])
        return NotFoundError(
            _("Several codes are called “{name}”.").format(name=asked.name),
            where=where,
            mend=_("Write the path: {paths}.").format(paths=paths),
        )
    names = [code.path for code in codes] + [code.name for code in codes]
    near = ", ".join(dict.fromkeys(get_close_matches(asked.name, names, 3, 0.5)))
    return NotFoundError(
        _("There is no code “{path}”.").format(path=asked.name),
        where=where,
        mend=_("Perhaps: {paths}.").format(paths=near) if near else _("List them with: qda codebook show"),
    )
