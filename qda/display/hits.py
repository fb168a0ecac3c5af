"""A list of found places as a sheet for the writers."""

from __future__ import annotations

from qda.display.find import Finding
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import _, plural
from qda.store import sources
from qda.store.study import Study


def counted(found: Finding) -> str:
    """How many places in how many sources."""
    places = plural("{n} place", "{n} places", found.total).format(n=found.total)
    return plural("{places} in {n} source", "{places} in {n} sources", found.sources).format(
        places=places, n=found.sources
    )


def hits_sheet(study: Study, found: Finding, query: str) -> Sheet:
    """Keyword in context, a row a place."""
    synthetic = any(source.synthetic for source in sources.listed(study))
    rows = tuple(
        Row(label=place.source, cells=(_cell(place.speaker), _cell(place.left), _cell(place.quote), _cell(place.right)))
        for place in found.places
    )
    return Sheet(
        kind="find",
        title=_("Places of {query}").format(query=query),
        reading=_("One row is one place: the words found, with what stands before and after them."),
        corner=_("source"),
        columns=tuple(Column(label=label) for label in (_("speaker"), _("before"), _("found"), _("after"))),
        rows=rows,
        counts=counted(found),
        synthetic=synthetic,
    )


def _cell(text: str | None) -> Cell:
    return Cell(value=text) if text else Cell(empty=Empty.NOT_APPLICABLE)
