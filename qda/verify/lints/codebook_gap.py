"""What a codebook lacks, seen beside the data (method §1.3, after MacQueen et al. 1998)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from qda.model.records import Code
from qda.model.wording import N_, _, plural
from qda.verify.facts import StudyFacts
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "codebook-gap"
_OFTEN, _LEAST = 0.5, 3  # Jaccard of two siblings from which on they need a rule; passages both share at least
_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")
_WORDS = re.compile(r"[^\W_]+")
_SHOWN = 6


@lint(NAME, N_("What the codebook lacks"), topic=Topic.CODEBOOK)
def codebook_gap(desk: Desk) -> Iterable[Defect]:
    """Definitions that lack or are the same twice; siblings on the same passages without a rule; lost examples.

    Two siblings are on the same passages where more than half of the passages of either carry both, three at least.
    """
    codes = [c.code for c in desk.codes if c.code.status == "active"]
    yield from _undefined(codes)
    yield from _twins(codes)
    yield from _overlapping(codes, desk.facts)
    yield from _examples(codes, desk.facts)


def _undefined(codes: Sequence[Code]) -> Iterator[Defect]:
    bare = tuple(code.path for code in codes if not code.definition and not code.brief)
    no_brief = tuple(code.path for code in codes if code.definition and not code.brief)
    if bare:
        yield _defect(
            Severity.WARNING,
            "definition",
            bare,
            _("{n} of {all} codes have no definition: {names}.").format(n=len(bare), all=len(codes), names=_some(bare)),
            _("Say in “definition” what the code means and what one unit of it is."),
        )
    if no_brief:
        yield _defect(
            Severity.HINT,
            "brief",
            no_brief,
            plural(
                "{n} code has no brief definition: {names}.",
                "{n} codes have no brief definition: {names}.",
                len(no_brief),
            ).format(n=len(no_brief), names=_some(no_brief)),
            _("Add “brief”, at most 12 words."),
        )


def _twins(codes: Sequence[Code]) -> Iterator[Defect]:
    same: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        text = " ".join(_WORDS.findall((code.definition or code.brief).casefold()))
        if text:
            same[text].append(code.path)
    for paths in same.values():
        if len(paths) > 1:
            yield _defect(
                Severity.WARNING,
                "twins",
                tuple(paths),
                _("These codes have the same definition: {names}.").format(names=", ".join(paths)),
                _("Say what tells them apart, or merge them: qda codebook merge"),
            )


def _overlapping(codes: Sequence[Code], facts: StudyFacts) -> Iterator[Defect]:
    places = {code: {(c.source, c.start, c.end) for c in codings} for code, codings in facts.by_code.items()}
    siblings: dict[str | None, list[Code]] = defaultdict(list)
    for code in codes:
        siblings[code.parent].append(code)
    pairs = []
    for family in siblings.values():
        for n, one in enumerate(family):
            for other in family[n + 1 :]:
                mine, theirs = places.get(one.path, set()), places.get(other.path, set())
                both = len(mine & theirs)
                if both >= _LEAST and both > _OFTEN * len(mine | theirs) and not (one.exclude and other.exclude):
                    pairs.append(f"{one.path} / {other.path}")
    if pairs:
        yield _defect(
            Severity.WARNING,
            "exclude",
            tuple(pairs),
            _("Nothing says when to use which of these pairs, though most passages of one carry both: {names}.").format(
                names="; ".join(pairs)
            ),
            _("Add “exclude” to both, with the code to use instead."),
        )


def _examples(codes: Sequence[Code], facts: StudyFacts) -> Iterator[Defect]:
    gone, wrong = [], []
    said = {path: [_bare(coded.quote) for coded in codings] for path, codings in facts.by_code.items()}
    for code in codes:
        quotes = [
            quote
            for path, own in said.items()
            if path == code.path or path.startswith(f"{code.path}/")
            for quote in own
        ]
        if code.typical and quotes and not any(_holds(code.typical, quote) for quote in quotes):
            gone.append(code.path)
        if code.close_but_no and any(_holds(code.close_but_no, quote) for quote in said.get(code.path, ())):
            wrong.append(code.path)
    if gone:
        yield _defect(
            Severity.HINT,
            "typical",
            tuple(gone),
            plural(
                "Of {n} code the typical example is coded nowhere with it: {names}.",
                "Of {n} codes the typical example is coded nowhere with them: {names}.",
                len(gone),
            ).format(n=len(gone), names=_some(gone)),
            _("Take an example from the data, or code the passage it comes from."),
        )
    if wrong:
        yield _defect(
            Severity.WARNING,
            "close-but-no",
            tuple(wrong),
            _("What the codebook calls “close but no” carries the code all the same: {names}.").format(
                names=_some(wrong)
            ),
            _("Retract the coding, or change the example."),
        )


def _holds(example: str, quote: str) -> bool:
    """Whether an example and a quotation hold one another; of an example with a quotation in it, that."""
    inner = _QUOTED.search(example)
    words = _bare(inner[1] if inner else example)
    return bool(words) and bool(quote) and (words in quote or (quote in words and quote.count(" ") >= 2))


def _bare(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN])
    return _("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown


def _defect(severity: Severity, about: str, items: tuple[str, ...], what: str, mend: str) -> Defect:
    return Defect(
        lint=NAME,
        severity=severity,
        kind=PlaceKind.CODE,
        name=items[0] if len(items) == 1 else "",
        about=about,
        items=items,
        what=what,
        mend=mend,
        confidence=_("Certain."),
    )
