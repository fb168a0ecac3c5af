"""What a codebook still lacks, as far as it can be seen without data (method after MacQueen et al. 1998). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qda.condense.codebook import Codebook
from qda.condense.codebook_rules import rule_shown
from qda.model.problem import Problem
from qda.model.records import Code
from qda.model.wording import _

_POINTS_TO = re.compile(r"→\s*([\w.-]+(?:/[\w.-]+)*)")


def advice(book: Codebook, file: str = "") -> tuple[Problem, ...]:
    """Warnings about codes without a brief definition, definition, rule of exclusion among siblings or typical example.

    Further: exemplars that point to a code which is not there, and one rule standing under several codes. None of
    them keeps a codebook from being used. Codes that only hold subcodes need no examples.
    """
    parents = {code.parent for code in book.codes}
    found = [
        Problem(file=file, place=code.path, what=what, mend=mend)
        for code in book.codes
        for what, mend in _of_code(code, book, group=code.path in parents)
    ]
    return tuple(found) + tuple(_shared_rules(book, file))


def _of_code(code: Code, book: Codebook, *, group: bool) -> Iterator[tuple[str, str]]:
    if not code.definition:
        yield _("There is no definition."), _("Say in “definition” what the code means and what one unit of it is.")
    if not code.brief:
        yield _("There is no brief definition."), _("Add “brief”, at most 12 words.")
    siblings = [other for other in book.codes if other.parent == code.parent and other.path != code.path]
    if siblings and not code.exclude and not group:
        yield _("Nothing says when not to use it."), _("Add “exclude” with the code to use instead.")
    if not code.typical and not group:
        yield _("There is no typical example."), _("Add “typical” with a sentence from the data.")
    paths = {other.path for other in book.codes} | {other.name for other in book.codes}
    for text in (code.close_but_no, *code.exclude):
        for named in _POINTS_TO.findall(text):
            if named not in paths:
                yield (
                    _("It points to “{path}”, which is no code here.").format(path=named),
                    _("Correct the path, or add that code."),
                )


def _shared_rules(book: Codebook, file: str) -> Iterator[Problem]:
    owners: dict[str, list[str]] = {}
    for code in book.codes:
        for rule in code.rules:
            owners.setdefault(rule.pattern, []).append(code.path)
    for pattern, paths in owners.items():
        if len(paths) > 1:
            yield Problem(
                file=file,
                place=paths[0],
                what=_("The rule {rule} stands under several codes: {paths}.").format(
                    rule=rule_shown(pattern), paths=", ".join(paths)
                ),
                mend=_("Keep it where it means most, unless both codes are wanted on the same words."),
            )
