"""What the codes behind a display mean, for those who read it without the codebook."""

from __future__ import annotations

from collections.abc import Iterable

from qda.display.people import texts
from qda.model.frames import Material
from qda.model.sheet import CodeNote


def code_notes(material: Material, used: Iterable[str]) -> tuple[CodeNote, ...]:
    """The used codes and those above them, in the order of the codebook; codes that it lacks are left out."""
    wanted = {part for path in set(used) for part in _upwards(path)}
    if not wanted:
        return ()
    codes = material.codes.sort_values(["position", "path"], kind="stable")
    columns = (texts(codes[name]) for name in ("path", "label", "definition", "brief", "method"))
    return tuple(
        CodeNote(path=path, label=label, definition=definition or brief or "", method=method or "")
        for path, label, definition, brief, method in zip(*columns, strict=True)
        if path in wanted
    )


def _upwards(path: str) -> Iterable[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]
