"""Passages behind nodes and edges: words that several codes mark are one passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qda.model.ids import Id
from qda.model.network import Network

Places = Mapping[Id, tuple[str, int, int]]  # of a coding: its source, and where in it the words stand


def places_of(network: Network) -> Places:
    """Where each coding of the network stands."""
    return {one.coding: (one.source, one.start, one.end) for one in network.quotations}


def passages(evidence: Iterable[Id], places: Places) -> int:
    """How many passages codings mark; a coding without a quotation counts as one."""
    return len({places.get(coding, coding) for coding in evidence})
