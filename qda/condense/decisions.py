"""What a human's decision about a disagreement comes to: which codes at which places. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from qda.condense.agreement_options import AgreementUnit, Rater
from qda.condense.agreement_units import GivenCode
from qda.condense.disagreements import Disagreement
from qda.model.errors import InputError
from qda.model.ids import Id
from qda.model.wording import _

_BOTH = ("both", "all", "keduanya", "kedua-duanya", "semua", "semuanya")
_NONE = ("none", "neither", "no code", "tidak satu pun", "tidak satupun", "tidak ada", "tanpa kode", "-", "–", "∅")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A code that applies, and where.

    Attributes:
        path: The code.
        like: Codings of that code there, from which stance and the like are taken where they agree.
    """

    start: int
    end: int
    path: str
    like: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A disagreement with what is needed to understand a decision about it.

    Attributes:
        codings: The codings behind it.
        paths: Paths of all codes of the codebook.
    """

    disagreement: Disagreement
    raters: tuple[Rater, ...]
    codings: tuple[GivenCode, ...]
    paths: tuple[str, ...]
    unit: AgreementUnit


def places_of(case: Case) -> set[tuple[int, int]]:
    """Where consensus codings about this disagreement may stand."""
    own = {(one.start, one.end) for one in case.codings}
    if case.unit is AgreementUnit.DOCUMENT:
        return own
    whole = {(case.disagreement.start, case.disagreement.end)}
    return whole | own if case.unit is AgreementUnit.SEGMENT else whole


def decided(decision: str, case: Case) -> tuple[Placed, ...]:
    """The codes that apply; empty where none does.

    A coder's name takes that coder's codes, for segments and documents at that coder's own place. Codes by name, and
    `both`, apply to the whole unit; in a document, where whoever gave them gave them.

    Args:
        decision: What stands in the sheet: a coder's name, codes with ; between them, both, or none (or in Indonesian).
        case: What it is about.

    Raises:
        InputError: it names neither a coder nor a code, or contradicts itself.
    """
    words = _parts(decision, case)
    nothing = [word for word in words if word.casefold() in _NONE]
    if nothing and len(words) > 1:
        raise InputError(
            _("“{decision}” says that no code applies and that some do.").format(decision=decision),
            mend=_("Write only none, or only what applies."),
        )
    if nothing:
        return ()
    found: list[Placed] = []
    for word in words:
        found += _meant(word, case)
    return tuple({(one.start, one.end, one.path): one for one in found}.values())


def _parts(decision: str, case: Case) -> list[str]:
    """The names in a cell; a comma parts them too where the whole is no name."""
    parts: list[str] = []
    for piece in decision.replace("\n", ";").split(";"):
        word = piece.strip()
        if "," in word and word not in case.paths and not _rater(word, case):
            parts += [each.strip() for each in word.split(",")]
        else:
            parts.append(word)
    return [part for part in parts if part]


def _rater(word: str, case: Case) -> list[int]:
    labels = [n for n, rater in enumerate(case.raters) if rater.label.casefold() == word.casefold()]
    return labels or [n for n, rater in enumerate(case.raters) if rater.coder.casefold() == word.casefold()]


def _meant(word: str, case: Case) -> Iterable[Placed]:
    named = _rater(word, case)
    if len(named) > 1:
        raise InputError(
            _("“{name}” stands there with several rounds.").format(name=word),
            mend=_("Write the heading of one column: {names}.").format(
                names=", ".join(case.raters[n].label for n in named)
            ),
        )
    if named and word in case.paths:
        raise InputError(
            _("“{name}” is a coder and a code.").format(name=word), mend=_("Write the codes that apply by their paths.")
        )
    if named:
        own = [one for one in case.codings if one.rater == named[0]]
        apart = case.unit in (AgreementUnit.SEGMENT, AgreementUnit.DOCUMENT)
        return _at_own_places(own) if apart else _whole(own, case)
    if word.casefold() in _BOTH:
        return _at_own_places(case.codings) if case.unit is AgreementUnit.DOCUMENT else _whole(case.codings, case)
    path = _code(word, case.paths)
    like = [one for one in case.codings if one.path == path]
    if case.unit is not AgreementUnit.DOCUMENT:
        return [_one(case, path, like)]
    if not like:
        raise InputError(
            _("Nobody gave the code “{code}” in this document, so it has no place there.").format(code=path),
            mend=_("Code the passage itself: qda code add SOURCE CODE --quote “…”"),
        )
    return _at_own_places(like)


def _code(word: str, paths: Sequence[str]) -> str:
    name = word.strip("/")
    found = [path for path in paths if path == name] or [path for path in paths if path.rsplit("/", 1)[-1] == name]
    if len(found) == 1:
        return found[0]
    near = found or get_close_matches(name, paths, 3, 0.5)
    mend = _("Perhaps: {paths}.").format(paths=", ".join(near)) if near else _("List them with: qda codebook show")
    raise InputError(_("“{name}” is neither a coder of this row nor one code.").format(name=word), mend=mend)


def _at_own_places(codings: Iterable[GivenCode]) -> list[Placed]:
    made: dict[tuple[int, int, str], list[Id]] = {}
    for one in codings:
        made.setdefault((one.start, one.end, one.path), []).append(one.id)
    return [Placed(start=key[0], end=key[1], path=key[2], like=tuple(ids)) for key, ids in sorted(made.items())]


def _whole(codings: Sequence[GivenCode], case: Case) -> list[Placed]:
    paths = sorted({one.path for one in codings})
    return [_one(case, path, [one for one in codings if one.path == path]) for path in paths]


def _one(case: Case, path: str, like: Iterable[GivenCode]) -> Placed:
    about = case.disagreement
    return Placed(start=about.start, end=about.end, path=path, like=tuple(one.id for one in like))
