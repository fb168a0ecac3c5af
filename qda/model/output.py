"""What goes into one file: sheets, networks and plots, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.model.network import Network
from qda.model.numbering import Numbering
from qda.model.plot import Plot
from qda.model.records import Kind
from qda.model.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an output comes from; printed with it.

    Attributes:
        command: What to type to make it again.
        date: Of the study's last change, UTC ISO-8601: the same study gives the same bytes.
        study_hash: State of the study, as `qda status` shows it.
        kinds: What the sources behind the output are, in the order of `Kind`; none where it was not asked.
        study_id: Which study it is, whatever its state (`qda.store.journal.study_id`); "" where that is unknown.
    """

    study: str
    command: str
    date: str
    study_hash: str
    version: str
    language: str = "id"
    study_id: str = ""
    details: tuple[tuple[str, str], ...] = field(default=())
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Sheets, networks and plots to be written into one file, with their provenance.

    Attributes:
        numbering: How its tables and figures are numbered; None where each writer does as it is used to.
        stem: The name of the file without its ending, by which files that lie beside it are called; "" for no file.
    """

    sheets: tuple[Sheet, ...]
    provenance: Provenance
    networks: tuple[Network, ...] = ()
    plots: tuple[Plot, ...] = ()
    numbering: Numbering | None = None
    stem: str = ""
