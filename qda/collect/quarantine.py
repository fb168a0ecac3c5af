"""Keep a passage out of all evidence: a paragraph of another study, something said off the record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qda.language.paragraphs import paragraphs
from qda.model.errors import InputError
from qda.model.text import Lines, Span
from qda.model.wording import _
from qda.store import quarantine, sources
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOut:
    """What was kept out.

    Attributes:
        line: 1-based, where it begins.
        fresh: False where it was kept out before.
    """

    source: str
    span: Span
    line: int
    fresh: bool

    def __str__(self) -> str:
        """One line that says so."""
        told = (
            _("{source}, line {line}: {n} characters are no evidence from now on.")
            if self.fresh
            else _("{source}, line {line}: {n} characters were kept out already.")
        )
        return told.format(source=self.source, line=self.line, n=self.span.end - self.span.start)


def keep_out(study: Study, name: str, quote: str, why: str, *, paragraph: bool = False, where: str = "") -> KeptOut:
    """Quarantine a passage; undo takes it back, a second time changes nothing.

    Args:
        study: Open.
        name: Of the source, or its beginning.
        quote: Its words, which occur once in the source; any white space stands for any other.
        why: The reason, kept with it.
        paragraph: Whether the whole paragraph around the quote is meant.
        where: Named in errors; the source where it is "".

    Raises:
        NotFoundError: no such source.
        InputError: no reason is given, or the words do not occur exactly once.
    """
    source = sources.find(study, name)
    if not why.strip():
        raise InputError(_("A passage is quarantined for a reason."), where=where, mend=_('Add: --why "…"'))
    text = sources.text(study, source)
    span = _place(text, quote, source.name, where)
    if paragraph:
        span = next(around for around in paragraphs(text) if around.overlaps(span))
    known = {(kept.source, kept.span) for kept in quarantine.listed(study)}
    done = KeptOut(
        source=source.name,
        span=span,
        line=Lines(text).line_at(span.start),
        fresh=(source.id, span) not in known,
    )
    if done.fresh:
        with study.command("source quarantine", str(done)):
            quarantine.keep_out(study, source.id, span, why.strip())
    return done


def _place(text: str, quote: str, source: str, where: str) -> Span:
    words = quote.split()
    found = list(re.finditer(r"\s+".join(map(re.escape, words)), text)) if words else []
    if len(found) != 1:
        raise InputError(
            _("The passage to be quarantined occurs {n} times in {source}; it must occur once.").format(
                n=len(found), source=source
            ),
            where=where,
            mend=_("Copy it as it stands there, and long enough to be the only one."),
        )
    return Span(start=found[0].start(), end=found[0].end())
