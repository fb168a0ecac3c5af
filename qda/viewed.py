"""What a saved view shows now, from the words that it keeps: a display or a search. Touches the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qda.display.seal import Seal, sealed
from qda.model.desk_records import SavedView
from qda.model.errors import InputError, QdaError, UnknownPluginError
from qda.model.wording import _, language
from qda.store.study import Study

if TYPE_CHECKING:
    from qda.display.find import Finding
    from qda.display.grid import Grounds
    from qda.model.frames import Material
    from qda.model.planned import PlannedView
    from qda.model.plot import Shown
    from qda.model.sheet import Sheet
    from qda.registry import Plugin

DISPLAY, FIND = "display", "find"
CONTEXT = "--context"  # asks for sentences around the quotations; no option of the display itself


class Viewer:
    """Makes views of one study; the material is fetched once for all of them, a filter for seals is read once."""

    def __init__(self, study: Study) -> None:
        """Nothing is fetched yet."""
        self.study = study
        self._material: dict[str, Material] = {}
        self._grounds: Grounds | None = None

    def make(self, view: SavedView) -> Shown:
        """What a view shows, in the current language.

        Raises:
            InputError: an option is unknown to this version, or does not fit.
            QdaError: as the display or the search.
        """
        return self._made(view, language())

    def _made(self, view: SavedView, labels: str) -> Shown:
        """What a view shows, labels of codes in a stated language."""
        where = _("view “{name}”").format(name=view.name)
        if view.verb == DISPLAY:
            return self._display(view.arguments, where, labels)
        if view.verb == FIND:
            return self._search(view.arguments, where)
        raise InputError(_("A view shows a display or a search, not “{verb}”.").format(verb=view.verb), where=where)

    def seal(self, view: SavedView) -> Seal:
        """The seal of what a view shows now. Raises as `make`."""
        try:
            return sealed(lambda: self._for_seal(view))
        except QdaError:
            self.make(view)  # says the fault in the language of the output
            raise

    def _for_seal(self, view: SavedView) -> Shown:
        from qda.display.grid import Grounds

        self._grounds = self._grounds or Grounds()
        with self._grounds.shared():  # seals are all made in one language
            return self._made(view, self.study.language)

    def _display(self, arguments: Sequence[str], where: str, labels: str) -> Shown:
        from qda.across import arrange_display
        from qda.model.sheet import Sheet

        wanted = _wanted(arguments, where)
        made = arrange_display(self.study, self._seen(labels), wanted.plugin.name, wanted.options)
        if wanted.in_sentence and isinstance(made, Sheet):
            from qda.display.context import in_context

            return in_context(self.study, made)
        return made

    def _search(self, arguments: Sequence[str], where: str) -> Sheet:
        from qda.display.hits import hits_sheet

        return hits_sheet(self.study, self.find(arguments, where), arguments[0])

    def find(self, arguments: Sequence[str], where: str) -> Finding:
        """The places that a search finds.

        Raises:
            InputError: an option is unknown or does not fit.
            QdaError: as the search.
        """
        from qda.display.find import find
        from qda.display.find_arguments import read_arguments

        asked = read_arguments(arguments, where)
        return find(self.study, asked.query, source=asked.source, limit=asked.limit, width=asked.width)

    def _seen(self, labels: str) -> Material:
        from qda.store.frames import material

        if labels not in self._material:
            self._material[labels] = material(self.study, labels)
        return self._material[labels]


def canonical(verb: str, arguments: Sequence[str], where: str) -> tuple[str, ...]:
    """What is typed after the verb, in the order and the names that saving gives it.

    Raises:
        UnknownPluginError: there is no such display.
        InputError: an option is unknown, or does not fit; or nothing is to be shown.
        FormulaError: the query cannot be read.
    """
    if not arguments:
        raise InputError(_("A view shows “display KIND …” or “find QUERY …”."), where=where)
    if verb == DISPLAY:
        from qda.display.typed import words_of

        wanted = _wanted(arguments, where)
        return (wanted.plugin.name, *words_of(wanted.options), *([CONTEXT] if wanted.in_sentence else []))
    from qda.display.find_arguments import WIDTH, find_arguments, read_arguments
    from qda.language.query_reader import read_query

    asked = read_arguments(arguments, where)
    read_query(asked.query, lambda _name: "x")  # saved queries may come to the study only now
    width = None if asked.width == WIDTH else asked.width
    return find_arguments(asked.query, source=asked.source, width=width, limit=asked.limit)


def gives(verb: str, arguments: Sequence[str], where: str) -> str:
    """What is shown: "sheet", or what else the display gives. Raises as `canonical`."""
    from qda import registry

    words = canonical(verb, arguments, where)
    return str(registry.get("displays", words[0]).details.gives) if verb == DISPLAY else "sheet"


def planned_values(planned: PlannedView) -> tuple[tuple[str, Any], ...]:
    """The options of a planned display that are not its defaults, as a plan has them. Raises as `canonical`."""
    from qda.display.typed import values_of

    return values_of(_wanted(planned.arguments, planned.where).options)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A display as the words of a view ask for it."""

    plugin: Plugin
    options: Any
    in_sentence: bool


def _wanted(arguments: Sequence[str], where: str) -> _Wanted:
    from qda import registry
    from qda.display.typed import options_in

    kind, *words = arguments
    try:
        plugin = registry.get("displays", kind)
    except UnknownPluginError as fault:
        raise UnknownPluginError(fault.what, where=where, mend=fault.mend) from None
    options = options_in(plugin, [word for word in words if word != CONTEXT], where)
    return _Wanted(plugin=plugin, options=options, in_sentence=CONTEXT in words)
