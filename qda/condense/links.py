"""Links between codes or cases: draw, take in as a table, list, take out. Touches the store.

Two ends, a type and a sign make a link; drawn again it gains evidence and reasons, and is not drawn twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qda.condense.link_ends import LinkDesk
from qda.condense.links_file import LinkLine, LinkRow, links_csv, links_sheet, read_links, types_shown
from qda.model.errors import AmbiguousError, InputError, NotFoundError, QdaError, unreadable
from qda.model.ids import Id, new_ids, show_id
from qda.model.link_words import read_sign, read_type
from qda.model.problem import Problem
from qda.model.records import Link, LinkType, Sign
from qda.model.sheet import Sheet
from qda.model.wording import _, plural
from qda.store import codings, links, sources
from qda.store.study import Study

_SHORTEST_END = 4  # letters of an id that may stand for all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A link with the names of what it joins."""

    link: Link
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksTaken:
    """What importing a table of links did; rows with problems were left out, the others are in."""

    added: int
    changed: int
    unchanged: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """One line for people."""
        line = plural(
            "{added} link added, {changed} with more evidence or reasons, {unchanged} as they were",
            "{added} links added, {changed} with more evidence or reasons, {unchanged} as they were",
            self.added,
        ).format(added=self.added, changed=self.changed, unchanged=self.unchanged)
        n = len(self.problems)
        return line + (plural("; {n} row not taken in", "; {n} rows not taken in", n).format(n=n) if n else "")


def add(
    study: Study,
    start: str,
    kind: str,
    end: str,
    *,
    sign: str = "",
    evidence: Iterable[str] = (),
    source: str = "",
    quote: str = "",
    why: str = "",
) -> LinksTaken:
    """Draw one link.

    Args:
        study: The study.
        start: Path of a code or name of a case; `code:` or `case:` before it where it could be both.
        kind: causes, precedes, part_of, kind_of, versus, contradicts or explains.
        end: What it leads to.
        sign: +, - or ±; "" where it is not known.
        evidence: Ids of codings whose words say so.
        source: Where `quote` stands; the codings there become evidence.
        quote: The words.
        why: A reason, or what flows.

    Raises:
        InputError: the type or the sign is none, both ends are the same, or a quote lacks its source.
        NotFoundError: no such code, case, coding or passage.
        AmbiguousError: a name or quote could mean more than one thing.
    """
    found = read_type(kind)
    if found is None:
        raise InputError(
            _("There is no link “{type}”.").format(type=kind),
            mend=_("Choose one of: {names}.").format(names=types_shown()),
        )
    try:
        signed = read_sign(sign)
    except ValueError:
        raise InputError(_("There is no sign “{sign}”.").format(sign=sign), mend=_("Signs are +, - and ±.")) from None
    row = LinkRow(
        place="",
        start=start,
        type=found,
        end=end,
        sign=signed,
        quote=quote,
        source=source,
        codings=tuple(evidence),
        memo=why,
    )
    drawn = _link(LinkDesk(study), row)
    with study.command("link add") as command:
        done = _take(study, [drawn], ())
        command.what = f"{start} {found.value} {end}"
    return done


def import_links(study: Study, path: Path, *, dry_run: bool = False) -> LinksTaken:
    """Take in a table of links; a second time it changes nothing.

    Raises:
        InputError: the file cannot be read, is no such table, or has unknown columns.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    read = read_links(path.name, data)
    desk, drawn, problems = LinkDesk(study), [], list(read.problems)
    for row in read.rows:
        try:
            drawn.append(_link(desk, row))
        except QdaError as fault:
            what = f"{fault.where}: {fault.what}" if fault.where else fault.what
            problems.append(Problem(file=path.name, place=row.place, what=what, mend=fault.mend, fatal=True))
    if dry_run:
        with study.rehearsal():
            return _take(study, drawn, problems)
    with study.command("link import") as command:
        done = _take(study, drawn, problems)
        command.what = str(done)
    return done


def _link(desk: LinkDesk, row: LinkRow) -> Link:
    start, end = desk.end(row.start), desk.end(row.end)
    if start.id == end.id:
        raise InputError(_("“{name}” is linked with itself.").format(name=row.start), mend=_("Join two things."))
    evidence = [desk.coding(one) for one in row.codings]
    if row.quote and not evidence:
        if not row.source:
            raise InputError(_("The quote has no source."), mend=_("Fill in “source”, the name of the source."))
        evidence += desk.quoted(row.source, row.quote, (start, end))
    return Link(
        id=Id(b""),
        from_kind=start.kind,
        from_id=start.id,
        to_kind=end.kind,
        to_id=end.id,
        type=row.type,
        sign=row.sign,
        evidence=tuple(dict.fromkeys(evidence)),
        memo=row.memo,
    )


_Key = tuple[Id, LinkType, Id, Sign | None]


def _key(link: Link) -> _Key:
    return (link.from_id, link.type, link.to_id, link.sign)


def _take(study: Study, drawn: Iterable[Link], problems: Iterable[Problem]) -> LinksTaken:
    stored = {_key(one): one for one in links.listed(study)}
    wanted: dict[_Key, Link] = {}
    for one in drawn:
        key = _key(one)
        wanted[key] = _joined(wanted.get(key) or stored.get(key), one)
    ids = new_ids()
    new = [
        dataclasses.replace(one, id=next(ids), by=study.who, at=study.now())
        for key, one in wanted.items()
        if key not in stored
    ]
    changed = [one for key, one in wanted.items() if key in stored and one != stored[key]]
    links.add_many(study, new)
    links.replace(study, changed)
    return LinksTaken(
        added=len(new),
        changed=len(changed),
        unchanged=len(wanted) - len(new) - len(changed),
        problems=tuple(problems),
    )


def _joined(old: Link | None, new: Link) -> Link:
    """The old link with what the new one adds."""
    if old is None:
        return new
    reasons = [*old.memo.split("\n"), *new.memo.split("\n")]
    return dataclasses.replace(
        old,
        evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence))),
        memo="\n".join(dict.fromkeys(reason for reason in reasons if reason)),
    )


def listed(study: Study, *, name: str = "", kind: str = "") -> tuple[LinkView, ...]:
    """The links in the order in which they were drawn; filters that are "" do not filter.

    Raises:
        NotFoundError: there is nothing of that name.
        InputError: there is no such type.
    """
    wanted = read_type(kind) if kind else None
    if kind and wanted is None:
        raise InputError(
            _("There is no link “{type}”.").format(type=kind),
            mend=_("Choose one of: {names}.").format(names=types_shown()),
        )
    about = LinkDesk(study).end(name).id if name else None
    names = links.names(study)
    return tuple(
        LinkView(link=one, start=names[one.from_id], end=names[one.to_id])
        for one in links.listed(study)
        if wanted in (None, one.type) and about in (None, one.from_id, one.to_id)
    )


def remove(study: Study, ids: Sequence[str], *, dry_run: bool = False) -> int:
    """Take links out; how many.

    Args:
        study: The study.
        ids: Ids as `listed` has them, or the last letters of one.
        dry_run: Only count.

    Raises:
        NotFoundError: no link has that id.
        AmbiguousError: several end in those letters.
    """
    shown = {show_id(one.id): one.id for one in links.listed(study)}
    gone = [shown[_whole(text, shown)] for text in dict.fromkeys(ids)]
    if not dry_run:
        with study.command("link remove") as command:
            links.remove(study, gone)
            command.what = plural("{n} link taken out", "{n} links taken out", len(gone)).format(n=len(gone))
    return len(gone)


def _whole(text: str, shown: Iterable[str]) -> str:
    found = [one for one in shown if one == text or (len(text) >= _SHORTEST_END and one.endswith(text.lower()))]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousError(_("“{id}” ends several ids.").format(id=text), mend=_("Give the whole id."))
    raise NotFoundError(_("There is no link “{id}”.").format(id=text), mend=_("See: qda link list"))


def lines(study: Study) -> tuple[LinkLine, ...]:
    """All links for a table: a line for each piece of evidence, one for a link without any.

    A link with a code that is out of use has no line: nothing could take it in again.
    """
    desk = LinkDesk(study)
    stored = {one.id: one.name for one in sources.listed(study)}
    made = []
    for view in listed(study):
        link = view.link
        start, end = desk.spelled(link.from_kind, view.start), desk.spelled(link.to_kind, view.end)
        if not start or not end:
            continue
        bare = LinkLine(
            start=start,
            type=link.type.value,
            end=end,
            sign=link.sign.value if link.sign else "",
            memo=link.memo,
        )
        behind = [codings.get(study, one) for one in link.evidence]
        made += [
            dataclasses.replace(bare, quote=one.quote, source=stored[one.source], coding=show_id(one.id))
            for one in behind
        ] or [bare]
    return tuple(made)


def export_csv(found: Iterable[LinkLine]) -> bytes:
    """The lines as a CSV file."""
    return links_csv(found)


def export_sheet(study: Study, found: Iterable[LinkLine]) -> Sheet:
    """The lines as a flat sheet for the writers."""
    return links_sheet(found, _("Links of {study}").format(study=study.title))


def follow_merge(study: Study, old: Id, new: Id) -> None:
    """Within a command: what was linked with one code is linked with another; a link with itself goes."""
    kept: dict[_Key, Link] = {}
    gone, changed = [], []
    stored = links.listed(study)
    for one in stored:
        start, end = (new if side == old else side for side in (one.from_id, one.to_id))
        moved = dataclasses.replace(one, from_id=start, to_id=end)
        if start == end:
            gone.append(one.id)
        elif _key(moved) in kept:
            gone.append(one.id)
            kept[_key(moved)] = _joined(kept[_key(moved)], moved)
        else:
            kept[_key(moved)] = moved
    before = {one.id: one for one in stored}
    changed = [one for one in kept.values() if one != before[one.id]]
    links.remove(study, gone)
    links.replace(study, changed)
