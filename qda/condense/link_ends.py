"""What the rows of a table of links mean in a study: codes, cases, codings by id or by quote. Touches the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.condense.places import find_quote, shorten
from qda.model.errors import AmbiguousError, NotFoundError
from qda.model.ids import Id, read_id
from qda.model.records import Coding
from qda.model.wording import _
from qda.store import cases, codebook, codings, sources
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a link: `code` or `case`, and the path or name."""

    kind: str
    id: Id
    path: str


@dataclass(slots=True)
class LinkDesk:
    """What of the study names, ids and quotes are held against; each part is read when it is first needed."""

    study: Study
    ends: dict[str, list[End]] = field(default_factory=dict)
    found: dict[Id, list[Coding]] = field(default_factory=dict)
    texts: dict[Id, str] = field(default_factory=dict)

    def end(self, name: str) -> End:
        """What a name stands for: a code by its path or last name, a case by name or alias.

        Raises:
            NotFoundError: nothing is called so.
            AmbiguousError: several things are; `code:` or `case:` before the name tells them apart.
        """
        if not self.ends:
            self._read_ends()
        kind, _colon, rest = name.partition(":")
        wanted = self.ends.get(name.strip("/").casefold(), [])
        if not wanted and kind in ("code", "case") and rest:
            wanted = [end for end in self.ends.get(rest.strip().strip("/").casefold(), []) if end.kind == kind]
        if len(wanted) == 1:
            return wanted[0]
        if wanted:
            raise AmbiguousError(
                _("“{name}” could be several things.").format(name=name),
                mend=_("Write one of: {names}.").format(names=", ".join(f"{e.kind}:{e.path}" for e in wanted)),
            )
        raise NotFoundError(
            _("There is no code and no case “{name}”.").format(name=name),
            mend=self._near(name) or _("See: qda codebook show, qda cases"),
        )

    def spelled(self, kind: str, path: str) -> str:
        """How a thing is written so that it is found again; "" where it is out of use."""
        if not self.ends:
            self._read_ends()
        there = self.ends.get(path.casefold(), [])
        if not any((end.kind, end.path) == (kind, path) for end in there):
            return ""
        return path if len(there) == 1 else f"{kind}:{path}"

    def _near(self, name: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(name.casefold(), self.ends, 3, 0.6)
        names = ", ".join(dict.fromkeys(end.path for one in near for end in self.ends[one]))
        return _("Perhaps: {paths}.").format(paths=names) if names else ""

    def _read_ends(self) -> None:
        active = codebook.listed(self.study)
        for code in active:
            self.ends.setdefault(code.path.casefold(), []).append(End(kind="code", id=code.id, path=code.path))
        for code in active:
            alone = sum(other.name == code.name for other in active) == 1
            if code.parent and (alone or code.name.casefold() not in self.ends):
                short = self.ends.setdefault(code.name.casefold(), [])
                if not any(end.path == code.name for end in short):
                    short.append(End(kind="code", id=code.id, path=code.path))
        for case in cases.listed(self.study):
            end = End(kind="case", id=case.id, path=case.name)
            for name in dict.fromkeys((case.name.casefold(), *(alias.casefold() for alias in case.aliases))):
                self.ends.setdefault(name, []).append(end)

    def coding(self, text: str) -> Id:
        """The active coding of an id.

        Raises:
            NotFoundError: it is no id, or that coding is gone or refused.
        """
        try:
            found = codings.get(self.study, read_id(text))
        except ValueError:
            raise NotFoundError(
                _("“{name}” is no id of a coding.").format(name=text), mend=_("See the column “id” of: qda code export")
            ) from None
        if found.status != "active":
            raise NotFoundError(_("The coding {id} is out of use.").format(id=text), mend=_("Choose another one."))
        return found.id

    def quoted(self, source: str, quote: str, ends: Sequence[End]) -> tuple[Id, ...]:
        """The codings of a passage: those of the ends where there are any, those of exactly that place where there are.

        Raises:
            NotFoundError: no such source or passage, or nothing is coded there.
            AmbiguousError: the quote occurs several times.
        """
        stored = sources.find(self.study, source)
        if stored.id not in self.texts:
            self.texts[stored.id] = sources.text(self.study, stored)
            self.found[stored.id] = codings.listed(self.study, source=stored.id)
        span = find_quote(self.texts[stored.id], quote, where=stored.name)
        there = [one for one in self.found[stored.id] if one.start < span.end and span.start < one.end]
        joined = {end.id for end in ends}
        there = [one for one in there if one.code in joined] or there
        there = [one for one in there if (one.start, one.end) == (span.start, span.end)] or there
        if not there:
            raise NotFoundError(
                _("Nothing is coded at “{quote}”.").format(quote=shorten(quote)),
                where=stored.name,
                mend=_("Code it first: qda code add {source} CODE --quote …").format(source=stored.name),
            )
        return tuple(one.id for one in there)
