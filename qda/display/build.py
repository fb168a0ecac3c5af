"""The stage's verb: fetch the study's material, let a display arrange it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qda import registry
from qda.display.display import Display
from qda.display.idle import refuse_idle
from qda.display.needs import explained
from qda.display.written import filled, view_of
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.garbage import uncollected
from qda.model.plot import Plot, Shown
from qda.model.sheet import Sheet
from qda.model.wording import _, language, settled

if TYPE_CHECKING:
    from qda.store.study import Study


def build(study: Study, kind: str, options: Any = None, verdicts: tuple[object, ...] = ()) -> Sheet:
    """One matrix of a study, in the current language; `build_any` gives networks and plots too.

    `options` are the display's own, None for its defaults; `verdicts` are results of triangulation, for displays
    that need them.

    Raises:
        UnknownPluginError: there is no such display.
        InputError: the options are another display's, or do not fit, or the display is no matrix.
        NotFoundError: an axis, attribute or code the options name is not there.
        FormulaError: the filter cannot be read.
    """
    return _matrix(build_any(study, kind, options, verdicts), kind)


def build_any(study: Study, kind: str, options: Any = None, verdicts: tuple[object, ...] = ()) -> Shown:
    """One display of a study, in the current language. Arguments and errors as `build`."""
    from qda.store.frames import material

    return arrange_any(provided(study, material(study, language()), kind), kind, options, verdicts)


def provided(study: Study, seen: Material, kind: str) -> Material:
    """The material with the papers that a display reads besides the frames.

    Raises:
        UnknownPluginError: there is no such display.
    """
    reads = registry.get("displays", kind).details.reads
    if not reads:
        return seen
    from qda.store.papers import papers

    return replace(seen, papers=papers(study, reads))


def arrange(material: Material, kind: str, options: Any = None, verdicts: tuple[object, ...] = ()) -> Sheet:
    """A matrix from material that was already fetched: several displays of one study read it once.

    Raises:
        UnknownPluginError: there is no such display.
        InputError: the options are another display's, or do not fit, or the display is no matrix.
    """
    return _matrix(arrange_any(material, kind, options, verdicts), kind)


def arrange_any(material: Material, kind: str, options: Any = None, verdicts: tuple[object, ...] = ()) -> Shown:
    """A display from material that was already fetched. Arguments and errors as `arrange`."""
    plugin = registry.get("displays", kind)
    wanted = plugin.options
    chosen = wanted() if options is None and wanted is not None else options
    if wanted is not None and not isinstance(chosen, wanted):
        raise InputError(_("These options do not belong to the display “{kind}”.").format(kind=kind))
    function: Display = plugin.target
    with uncollected(), settled():
        given = replace(material, verdicts=verdicts) if verdicts else material
        made = function(given, chosen)
        refuse_idle(function, given, chosen, made)
        if isinstance(made, Sheet):
            made = filled(made, view_of(kind, chosen), material.written)
        return explained(made, plugin.details.needs)


def _matrix(made: Shown, kind: str) -> Sheet:
    if isinstance(made, Sheet):
        return made
    if isinstance(made, Plot):
        raise InputError(_("“{kind}” is a plot, and here a matrix is needed.").format(kind=kind))
    raise InputError(_("“{kind}” is a network, and here a matrix is needed.").format(kind=kind))
