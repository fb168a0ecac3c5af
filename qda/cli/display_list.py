"""`qda display list`: by chapter of the Sourcebook, which question each answers, what it needs, what the study has."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from qda.cli.session import print_json, say, session
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from qda.display.needs import Held
    from qda.registry import Plugin
    from qda.store.holdings import Holdings

CHAPTERS = (  # last number of the catalogue in each, and the heading
    (12, N_("Exploring (chapter 6)")),
    (22, N_("Describing (chapter 7)")),
    (32, N_("Ordering (chapter 8)")),
    (41, N_("Explaining (chapter 9)")),
    (45, N_("Predicting (chapter 10)")),
    (99, N_("Besides those of the book")),
)
_INDENT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A display with what it needs.

    Attributes:
        number: Of the catalogue; one above all for what stands in none.
        ready: Whether the study has all of it; None outside a study.
    """

    plugin: Plugin
    number: int
    needs: tuple[Held, ...]
    ready: bool | None

    @property
    def chapter(self) -> int:
        """Position of its chapter."""
        return next(n for n, (last, _heading) in enumerate(CHAPTERS) if self.number <= last)


def list_displays(context: typer.Context, *, as_json: bool, only_ready: bool) -> None:
    """Print all displays, or those for which the study has what they need; JSON has the numbers."""
    found = _listed(_holdings(context))
    if only_ready:
        found = [one for one in found if one.ready]
    if as_json:
        print_json([_content(one) for one in found])
        return
    for line in _lines(found):
        say(line)


def _holdings(context: typer.Context) -> Holdings | None:
    """The numbers of the study; None where there is none and none was asked for."""
    from qda.model.errors import StudyError
    from qda.store.holdings import holdings

    try:
        with session(context).open() as study:
            return holdings(study)
    except StudyError:
        if session(context).chosen:
            raise
        return None


def _listed(holdings: Holdings | None) -> list[_Listed]:
    from qda import registry
    from qda.display.needs import held, ready

    found = []
    for plugin in registry.find("displays"):
        needs = held(plugin.details.needs, holdings)
        code = plugin.details.code
        number = int(code[1:]) if code[:1] == "D" and code[1:].isdecimal() else CHAPTERS[-1][0]
        found.append(_Listed(plugin=plugin, number=number, needs=needs, ready=ready(needs) if holdings else None))
    return sorted(found, key=lambda one: (one.number, one.plugin.name))


def _content(one: _Listed) -> dict[str, Any]:
    details = one.plugin.details
    return {
        "name": one.plugin.name,
        "summary": _(one.plugin.summary),
        "question": _(details.question),
        "needs": list(details.needs),
        "has": {need.name: {"count": need.count, "of": need.of, "met": need.met} for need in one.needs},
        "ready": one.ready,
        "catalogue": details.code,
        "chapter": _(CHAPTERS[one.chapter][1]),
        "citation": details.citation,
    }


def _lines(found: Iterable[_Listed]) -> Iterator[str]:
    """Two lines a display, longer on a narrow terminal; in a pipe nothing is wrapped."""
    width = shutil.get_terminal_size((100, 24)).columns if on_a_terminal() else 0
    chapter = -1
    for one in found:
        if one.chapter != chapter:
            if chapter >= 0:
                yield ""
            chapter = one.chapter
            yield _(CHAPTERS[chapter][1])
        code = f" ({one.plugin.details.code})" if one.plugin.details.code else ""
        mark = " " if one.ready is None else "✓" if one.ready else "✗"
        yield from _wrapped(f"{mark} {one.plugin.name}{code}  {_(one.plugin.details.question)}", width)
        needs = _("needs: {what}").format(what=" · ".join(map(str, one.needs)))
        yield from _wrapped(" " * _INDENT + needs, width)


def on_a_terminal() -> bool:
    """Whether people read along."""
    return sys.stdout.isatty()


def _wrapped(line: str, width: int) -> list[str]:
    if not width:
        return [line]
    return textwrap.wrap(line, max(40, width), subsequent_indent=" " * _INDENT, break_on_hyphens=False)
