"""Values that a filter asks for and nothing in the study has: a slip of the pen, not an empty result."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from qda.display.people import People, texts
from qda.model.errors import FormulaError
from qda.model.frames import Material
from qda.model.magnitude import as_number
from qda.model.records import SLOTS, Stance
from qda.model.technique_words import TECHNIQUE_WORDS
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.model.condition import Condition

_OF_SOURCES = {"source": "name", "kind": "kind", "period": "period"}
_OF_CODINGS = ("coder", "round", "origin", "speaker")
MANY = 30  # known values that a message still lists


def refuse_unknown(condition: Condition, material: Material, people: People) -> None:
    """Refuse a condition that compares with a value which nothing has.

    Words and numbers that can be anything (memo, quotation, date, magnitude, attributes that are numbers) are not
    looked at.

    Raises:
        FormulaError: such a value is asked for; the message lists those there are.
    """
    from qda.model.condition_tree import same

    for path in condition.codes:
        _is_code(path, material, condition.text)
    for name, value in condition.equals:
        if name == "code":
            _is_code(value, material, condition.text)
            _is_used(value, material, condition.text)
            continue
        known = _values(name, material, people)
        if known and not any(same(have, value) for have in known):
            _refuse(name, value, known, condition.text)


def _is_code(path: str, material: Material, where: str) -> None:
    known = [str(code) for code in texts(material.codes["path"])]
    if not any(fnmatchcase(code, path) for code in known):
        _refuse("code", path, known, where)


def _is_used(path: str, material: Material, where: str) -> None:
    """Refuse `code=masalah` where only codes below it are used: everywhere else a code stands for all under it."""
    used = [str(code) for code in texts(material.codings["code"])]
    below = sum(fnmatchcase(code, f"{path}/*") for code in used)
    if below and not any(fnmatchcase(code, path) for code in used):
        raise FormulaError(
            _("No passage has “{value}” itself, in “{text}”; {n} have a code below it.").format(
                value=path, text=where, n=below
            ),
            mend=_("Write code:{value}, which takes them in.").format(value=path),
        )


def _values(name: str, material: Material, people: People) -> list[str]:
    """What a property may be; nothing where it may be anything."""
    if name in ("case", "informant"):
        return list(people.names)
    if name == "site":
        return _told([*people.levels("site"), *texts(material.sources["site"])])
    if name == "technique":
        return [technique.value for technique in TECHNIQUE_WORDS]
    if name == "stance":
        return [stance.value for stance in Stance]
    if name == "slot":
        return list(SLOTS)
    if name in _OF_SOURCES:
        return _told(texts(material.sources[_OF_SOURCES[name]]))
    if name in _OF_CODINGS:
        return _told(texts(material.codings[name]))
    levels = people.levels(name) if name in people.attributes else []
    return [] if all(as_number(level) is not None for level in levels) else levels


def _told(values: Iterable[object]) -> list[str]:
    return sorted({str(value) for value in values if value is not None})


def _refuse(name: str, value: str, known: list[str], where: str) -> None:
    listed = ", ".join(known[:MANY]) + (", …" if len(known) > MANY else "")
    near = get_close_matches(value, known, n=1)
    hint = _("Did you mean “{near}”?").format(near=near[0]) + " " if near else ""
    raise FormulaError(
        _("Nothing in this study has “{value}” as {name}, in “{text}”.").format(value=value, name=name, text=where),
        mend=hint + _("Known are: {names}.").format(names=listed),
    )
