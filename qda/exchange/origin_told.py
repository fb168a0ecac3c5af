"""Where a file comes from, as people read it; data files keep the forms that programs read."""

from __future__ import annotations

from dataclasses import replace

from qda.exchange.front_matter import origin
from qda.model.day import moment
from qda.model.output import Provenance
from qda.model.wording import N_, _

_LANGUAGES = {"id": N_("Indonesian"), "en": N_("English")}


def origin_told(provenance: Provenance) -> tuple[tuple[str, str], ...]:
    """As `origin`, the day in words and the language by its name."""
    language = _(_LANGUAGES[provenance.language]) if provenance.language in _LANGUAGES else provenance.language
    return origin(replace(provenance, date=moment(provenance.date), language=language))
