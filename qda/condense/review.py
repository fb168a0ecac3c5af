"""Codings that wait for a human: without a place, or coded under an older definition. Touches the store."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.ids import Id
from qda.model.records import Origin
from qda.model.wording import _
from qda.store import codebook, codings, sources
from qda.store.study import Study

UNPLACED, STALE = "unplaced", "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A coding that needs a look. `why` is `unplaced` or `stale`."""

    id: Id
    why: str
    source: str
    code: str
    quote: str

    @property
    def shown(self) -> str:
        """The reason in words."""
        return _("no place in the changed text") if self.why == UNPLACED else _("made under an older definition")


def waiting(study: Study) -> tuple[Waiting, ...]:
    """Codings without a place first, then stale ones; each by source and place.

    Stale is what a hand coded before the last change of its code's definition: whether it still fits, only a human can
    say. What rules made is made anew by `code auto` instead.
    """
    names = {source.id: source.name for source in sources.listed(study)}
    codes = {code.id: code for code in codebook.listed(study, status=None)}
    changed = {code.id: codebook.history(study, code.id)[-1].at for code in codes.values() if code.version > 1}
    found = [
        Waiting(id=c.id, why=UNPLACED, source=names[c.source], code=codes[c.code].path, quote=c.quote)
        for c in codings.unplaced(study)
    ]
    found += [
        Waiting(id=c.id, why=STALE, source=names[c.source], code=codes[c.code].path, quote=c.quote)
        for c in (codings.listed(study) if changed else ())
        if c.origin is not Origin.RULE and c.at < changed.get(c.code, "")
    ]
    return tuple(found)
