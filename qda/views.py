"""Displays and searches saved under a name: save, show, accept, take out, and say which show something else by now.

A view is *stale* when its seal (`qda.display.seal`) is another than the one it was saved or accepted with. Seals hold
the labels of codes in the study's language and no translated word, whatever language output is in. Touches the store.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qda import __version__
from qda.display.seal import Change, Seal, difference
from qda.model.desk_records import SavedView, view_name
from qda.model.errors import NotFoundError, QdaError
from qda.model.wording import _, language
from qda.store import cache, journal, summary, views
from qda.store.study import Study
from qda.viewed import FIND, Viewer, canonical

if TYPE_CHECKING:
    from qda.model.planned import PlannedView

_CACHE = "views"
AT_A_GLANCE = 100_000  # codings, counted once for each view made of them: two to three seconds
_WORKS_IN_QUOTES = re.compile(r'["$`\\]|!(?![ =(])')  # what a shell acts on between quotation marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A view, and whether it still shows what it did.

    Attributes:
        change: What differs from when it was last accepted; None where nothing does, or it cannot be made.
        fault: Why it cannot be made now, in the current language; "" where it can.
    """

    view: SavedView
    change: Change | None = None
    fault: str = ""

    @property
    def stale(self) -> bool:
        """Whether it needs a look: it shows something else, or nothing any more."""
        return self.change is not None or bool(self.fault)

    @property
    def why(self) -> str:
        """What is the matter, in words; "" where it is fresh."""
        if self.fault:
            return _("cannot be made: {fault}").format(fault=self.fault)
        return str(self.change) if self.change is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What saving a view did: the one that now stands, and the one it took the place of, if any."""

    view: SavedView
    replaced: SavedView | None = None

    def __str__(self) -> str:
        """One line for people."""
        if self.replaced is None:
            return _("View “{name}” saved. See it again with: {command}").format(
                name=self.view.name, command=in_shell(["qda", "view", "show", self.view.name])
            )
        if typed(self.replaced) == typed(self.view):
            return _("View “{name}” saved again as it is now.").format(name=self.view.name)
        return _("View “{name}” saved in place of “{command}”; qda undo brings that back.").format(
            name=self.view.name, command=typed(self.replaced)
        )


def typed(view: SavedView) -> str:
    """What to type to get the view without its name."""
    return in_shell(["qda", view.verb, *view.arguments])


def in_shell(words: Iterable[str]) -> str:
    """Words as they are typed; one that holds apostrophes stands in quotation marks, where these need no escaping."""
    return " ".join(
        f'"{word}"' if "'" in word and not _WORKS_IN_QUOTES.search(word) else shlex.quote(word) for word in words
    )


def named(study: Study, name: str) -> SavedView:
    """A view by its name.

    Raises:
        NotFoundError: there is none; a name that is close is offered.
    """
    found = {view.name: view for view in views.saved(study)}
    if name in found:
        return found[name]
    near = difflib.get_close_matches(name, found, 1)
    mend = _("Did you mean “{near}”?").format(near=near[0]) if near else _("List them with: qda view list")
    raise NotFoundError(_("There is no view “{name}”.").format(name=name), mend=mend)


def save(study: Study, name: str, verb: str, arguments: Sequence[str]) -> Kept:
    """Keep a display or a search under a name, in place of what had that name. It is made once to seal what it shows.

    Args:
        study: The study.
        name: Any text that `view_name` allows.
        verb: `display` or `find`.
        arguments: What is typed after it.

    Raises:
        InputError: the name is none that a view may have (`view_name`), or an option does not fit.
        FormulaError: a search would be a part of itself.
        QdaError: as the display or the search.
    """
    view = SavedView(
        name=view_name(name, "--save"), verb=verb, arguments=tuple(arguments), seal="", by=study.who, at=study.now()
    )
    return keep(study, [dataclasses.replace(view, seal=Viewer(study).seal(view).text)])[0]


def keep(study: Study, wanted: Sequence[SavedView]) -> list[Kept]:
    """Store views that are sealed already; one that is the same is left as it stands.

    Raises:
        FormulaError: a search would be a part of itself.
    """
    before = {view.name: view for view in views.saved(study)}
    for view in wanted:
        if view.verb == FIND:
            _refuse_in_itself(study, view)
    with study.command("view save") as command:
        for view in wanted:
            old = before.get(view.name)
            if old is None or (old.verb, old.arguments, old.seal) != (view.verb, view.arguments, view.seal):
                views.save(study, view)
        command.what = ", ".join(f"{view.name}: {typed(view)}" for view in wanted)
    return [Kept(view=view, replaced=before.get(view.name)) for view in wanted]


def _refuse_in_itself(study: Study, view: SavedView) -> None:
    """Refuse a search that names, by whatever way, the one whose place it takes: neither could be made afterwards."""
    from qda.display.find import saved_queries
    from qda.display.find_arguments import query_of
    from qda.language.query_reader import read_query

    kept, own = saved_queries(study), query_of(view.arguments)
    read_query(own, lambda name: own if name == view.name else kept(name))


def accept(study: Study, names: Iterable[str]) -> list[Judged]:
    """Take what views show now as seen; those that were stale, with what had changed.

    Raises:
        NotFoundError: there is no view of one of the names.
        QdaError: one cannot be made any more; then none is accepted.
    """
    chosen = [named(study, name) for name in dict.fromkeys(names)]
    viewer = Viewer(study)
    seals = [viewer.seal(view) for view in chosen]
    done = [
        Judged(view=view, change=difference(Seal.read(view.seal), new)) for view, new in zip(chosen, seals, strict=True)
    ]
    with study.command("view accept") as command:
        for one, new in zip(done, seals, strict=True):
            if one.stale:
                views.save(study, dataclasses.replace(one.view, seal=new.text, by=study.who, at=study.now()))
        command.what = ", ".join(one.view.name for one in done if one.stale)
    return [one for one in done if one.stale]


def remove(study: Study, names: Iterable[str]) -> list[SavedView]:
    """Take views out; those taken out.

    Raises:
        NotFoundError: there is no view of one of the names.
    """
    gone = [named(study, name) for name in dict.fromkeys(names)]
    with study.command("view remove") as command:
        for view in gone:
            views.remove(study, view.name)
        command.what = ", ".join(view.name for view in gone)
    return gone


def judged(study: Study, *, at_most: int | None = None) -> tuple[Judged, ...] | None:
    """Every view with whether it is stale, by name.

    Views are made only where the study has changed since they were last judged; what was found is kept in the cache.

    Args:
        study: The study.
        at_most: Where they would have to be made of more codings than that, all views together, they are not judged;
            None: always.

    Returns:
        None where they were not judged.
    """
    saved = views.saved(study)
    if not saved:
        return ()
    state = f"{journal.position(study)} {__version__} {language()}"
    kept = json.loads(cache.recalled(study, _CACHE) or "{}")
    if kept.get("state") == state:
        return tuple(_recalled(view, kept["views"].get(view.name)) for view in saved)
    if at_most is not None and summary.codings(study) * len(saved) > at_most:
        return None
    viewer = Viewer(study)
    found = tuple(_judge(viewer, view) for view in saved)
    content = {one.view.name: _remembered(one) for one in found}
    cache.remember(study, _CACHE, json.dumps({"state": state, "views": content}, ensure_ascii=False))
    return found


def at_a_glance(study: Study) -> tuple[Judged, ...] | None:
    """The same for a command that has to be quick; None where the study is too large to look at its views anew."""
    return judged(study, at_most=AT_A_GLANCE)


def _judge(viewer: Viewer, view: SavedView) -> Judged:
    try:
        return Judged(view=view, change=difference(Seal.read(view.seal), viewer.seal(view)))
    except QdaError as fault:
        return Judged(view=view, fault=str(fault))


def _remembered(one: Judged) -> dict[str, Any]:
    return {"change": dataclasses.asdict(one.change) if one.change is not None else None, "fault": one.fault}


def _recalled(view: SavedView, kept: dict[str, Any]) -> Judged:
    change = kept["change"]
    return Judged(view=view, change=Change(**change) if change is not None else None, fault=kept["fault"])


def settle(study: Study, planned: Iterable[PlannedView]) -> list[Kept]:
    """Save the views of a plan; those that the study has already stay as they were last accepted. Raises as `save`."""
    before = {view.name: (view.verb, view.arguments) for view in views.saved(study)}
    viewer = Viewer(study)
    done = []
    with study.command("view save"):
        for one in planned:
            arguments = canonical(one.verb, one.arguments, one.where)
            if before.get(one.name) != (one.verb, arguments):
                view = SavedView(
                    name=one.name, verb=one.verb, arguments=arguments, seal="", by=study.who, at=study.now()
                )  # stored at once: a search may name the one before it
                done += keep(study, [dataclasses.replace(view, seal=viewer.seal(view).text)])
    return done


def plan_lines(study: Study) -> list[str]:
    """The views as lines of a plan, `views:` and an entry each; none where there are no views."""
    saved = views.saved(study)
    entries = ((_quoted(view.name), _quoted(in_shell([view.verb, *view.arguments]))) for view in saved)
    return [*(["views:"] if saved else []), *(f"  - {{name: {name}, show: {show}}}" for name, show in entries)]


def _quoted(text: str) -> str:
    """Text as JSON writes it, which YAML reads as it stands."""
    return json.dumps(text, ensure_ascii=False)
