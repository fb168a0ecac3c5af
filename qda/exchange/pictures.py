"""All networks and plots of an output as one picture, SVG or PNG."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qda.exchange.captions import figure_number
from qda.exchange.network.drawing import figure as network_figure
from qda.exchange.network.picture import picture
from qda.exchange.plot.figure import figure as plot_figure
from qda.exchange.svg import document

if TYPE_CHECKING:
    from qda.model.output import Output


def svg_of(output: Output) -> str:
    """The networks, then the plots, one below the other; numbered where the output numbers its figures."""
    figures = [network_figure(picture(network), n) for n, network in enumerate(output.networks)]
    figures += [plot_figure(plot) for plot in output.plots]
    if output.numbering is not None:
        figures = [replace(one, number=figure_number(output.numbering, n)) for n, one in enumerate(figures)]
    return document(figures, output.provenance)
