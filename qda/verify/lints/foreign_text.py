"""Paragraphs of another study, left in a report or a document by copying and pasting (method §4.5)."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from qda.model.records import Kind
from qda.model.text import Lines
from qda.model.wording import N_, _
from qda.verify.foreign import Prose, foreign_passages
from qda.verify.lint_prose import Passage
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "foreign-text"
_PROSE = (Kind.DOCUMENT, Kind.AUTHOR)


@lint(NAME, N_("Paragraphs that are perhaps of another study"), topic=Topic.MATERIAL, of_texts=True)
def foreign_text(desk: Desk) -> Iterable[Defect]:
    """What `qda.verify.foreign` suspects: topic, names and rare words apart from all the rest."""
    prose = [
        Prose(source=text.name, text=text.text, kept_out=text.kept_out) for text in desk.texts if text.kind in _PROSE
    ]
    texts = {text.name: text.text for text in desk.texts}
    found = foreign_passages(prose, lambda: (text.text for text in desk.spoken() if text.kind not in _PROSE))
    for passage in found:
        text = texts[passage.source]
        shown = Passage(
            source=passage.source,
            start=passage.start,
            end=passage.end,
            line=Lines(text).line_at(passage.start),
            text=text[passage.start : passage.end],
        )
        yield Defect(
            lint=NAME,
            severity=Severity.HINT,
            kind=PlaceKind.SOURCE,
            name=passage.source,
            what=_("The paragraph “{opening} …” is perhaps not of this study.").format(opening=passage.opening),
            mend=_("Take it out of the report.")
            if desk.manuscript
            else _('If it is not: qda source quarantine {source} --quote "{opening}" --paragraph --why "…"').format(
                source=shlex.quote(passage.source), opening=passage.opening.replace('"', '\\"')
            ),
            confidence=_(
                "It shares neither names nor most of its rare words with the rest; a new topic may do so, too."
            ),
            passages=(shown,),
        )
