"""Who a label is: interviewer, informant or neither, and which case."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qda.collect import labels
from qda.collect.headers import Header
from qda.collect.importer import DraftTurn
from qda.model.problem import Problem
from qda.model.records import Case, SpeakerRole
from qda.model.wording import _

_CLEARLY_MORE = 0.2  # difference in the share of questions that settles an ambiguous pair of letters
_ASKS = 0.4  # share of turns that are questions, above which an unknown name may be the interviewer's
_TIMES_MORE = 2.0  # and how many times the next label's share it must be
_FEWEST_TURNS = 3
_ENDS_ASKING = re.compile(r"\?[\"'”’)\]\s]*$")
# Pairs of letters whose meaning usage settles, interviewer first: tanya–jawab, question–answer, pewawancara or
# peneliti with narasumber, responden, subjek or jawaban, interviewer with respondent or narasumber, moderator–peserta.
_PAIRS = tuple(
    (pair[0], pair[1])
    for pair in ("tj", "qa", "pn", "pr", "ps", "pj", "ir", "in", "ia", "mp", "mn", "mr", "qr", "tn", "tr", "ti")
)
_BETWEEN_NAMES = re.compile(r"\s+(?:dan|and|&)\s+|[;/]|,(?!\s*[A-Z][a-z]?\.)")  # a comma before a degree is none
_CASE_KEYS = 3  # shortest folded name that may be looked for within a longer one


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelUse:
    """How one label is used in one source.

    Attributes:
        asking: Share of its turns that end in a question mark, 0–1.
    """

    label: str
    turns: int
    words: int
    asking: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """What a label is taken for.

    Attributes:
        case: Name of the case that speaks; None where none was found.
    """

    label: str
    role: SpeakerRole
    case: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakers:
    """All labels of a source, by first appearance, and what could not be settled."""

    speakers: tuple[Speaking, ...]
    problems: tuple[Problem, ...] = ()


def label_uses(text: str, turns: Sequence[DraftTurn]) -> list[LabelUse]:
    """How each label is used, by first appearance; turns without a label are left out."""
    turns_of: dict[str, list[DraftTurn]] = defaultdict(list)
    for turn in turns:
        if turn.label is not None:
            turns_of[turn.label].append(turn)
    return [
        LabelUse(
            label=label,
            turns=len(mine),
            words=sum(text.count(" ", t.start, t.end) + 1 for t in mine),
            asking=sum(bool(_ENDS_ASKING.search(text, max(t.start, t.end - 8), t.end)) for t in mine) / len(mine),
        )
        for label, mine in turns_of.items()
    ]


def decide_roles(
    uses: Sequence[LabelUse], header: Header, *, guest_names: Sequence[str] = ()
) -> dict[str, SpeakerRole]:
    """The role of each label.

    In this order: the label's own word (Pewawancara, Informan 3); the name that the header gives to the
    interviewer; names of cases, who are informants; single letters by the set they stand in: two letters by who
    clearly asks more (a difference of 0.2 in the share of turns that end in a question mark), else by usage (T/J,
    Q/A, P/N, P/R, I/R …; P beside I is the participant, beside anything else the interviewer); last, where nobody
    is the interviewer yet, a label of at least three turns that asks in 0.4 of them and at least twice as often as
    any other. All others are informants.

    Args:
        uses: As `label_uses` gives them.
        header: Of the same source.
        guest_names: Names and aliases of the study's cases.
    """
    roles: dict[str, SpeakerRole] = {}
    hosts = {labels.fold_name(name) for name in _names(header.interviewer)}
    guests = {labels.fold_name(name) for name in (*guest_names, *_names(header.informant))} - {""}
    for use in uses:
        role = labels.known_role(use.label)
        name = labels.fold_name(use.label)
        if role:
            roles[use.label] = role
        elif _is_among(name, hosts):
            roles[use.label] = SpeakerRole.INTERVIEWER
        elif name in guests and not labels.role_letter(use.label):
            roles[use.label] = SpeakerRole.INFORMANT
    asked = SpeakerRole.INTERVIEWER in roles.values()
    roles |= _roles_of_letters(
        [use for use in uses if use.label not in roles and labels.role_letter(use.label)], asked=asked
    )
    if SpeakerRole.INTERVIEWER not in roles.values():
        asking = _who_asks([use for use in uses if use.label not in roles], uses)
        if asking is not None:
            roles[asking] = SpeakerRole.INTERVIEWER
    return {use.label: roles.get(use.label, SpeakerRole.INFORMANT) for use in uses}


def join_cases(
    roles: dict[str, SpeakerRole], header: Header, cases: Sequence[Case], *, source: str, file: str = ""
) -> Speakers:
    """The case behind each informant's label.

    A label is a case's name or alias (folded, without titles and degrees). Otherwise, where the source has one
    informant, that is the case whom the header names, else the one whose name or alias is the source's name, or
    part of it as whole words. Interviewers have no case.

    Returns:
        Every label with role and case; a name that two cases share is a problem and joins neither.
    """
    known = _Directory(cases)
    informants = [label for label, role in roles.items() if role is SpeakerRole.INFORMANT]
    problems: list[Problem] = []
    found: dict[str, str | None] = {}
    for label in informants:
        found[label] = known.find(label, problems, file)
    if len(informants) == 1 and found[informants[0]] is None:
        label = informants[0]
        found[label] = (
            known.find(header.informant or "", problems, file)
            or known.find(source, problems, file)
            or known.within(source)
        )
    speakers = tuple(Speaking(label=label, role=role, case=found.get(label)) for label, role in roles.items())
    return Speakers(speakers=speakers, problems=tuple(problems))


def _roles_of_letters(uses: Sequence[LabelUse], *, asked: bool) -> dict[str, SpeakerRole]:
    letters: dict[str, list[LabelUse]] = defaultdict(list)
    for use in uses:
        letters[labels.role_letter(use.label) or ""].append(use)
    if asked or len(letters) < 2:
        # Beside Pewawancara, P1 and P2 are participants; a lone letter says nothing of who asks.
        return {} if not asked else {use.label: SpeakerRole.INFORMANT for use in uses}
    asking = _letter_that_asks({letter: _share(mine) for letter, mine in letters.items()})
    return {
        use.label: SpeakerRole.INTERVIEWER if letter == asking else SpeakerRole.INFORMANT
        for letter, mine in letters.items()
        for use in mine
    }


def _letter_that_asks(share: dict[str, float]) -> str:
    ranked = sorted(share, key=lambda letter: (-share[letter], letter))
    if share[ranked[0]] - share[ranked[1]] >= _CLEARLY_MORE:
        return ranked[0]
    if set(share) >= {"p", "i"} and "n" not in share:
        return "i"
    for first, second in _PAIRS:
        if first in share and second in share:
            return first
    return ranked[0]


def _share(uses: Sequence[LabelUse]) -> float:
    turns = sum(use.turns for use in uses)
    return sum(use.asking * use.turns for use in uses) / turns if turns else 0.0


def _who_asks(free: Sequence[LabelUse], uses: Sequence[LabelUse]) -> str | None:
    ranked = sorted((use for use in free if use.turns >= _FEWEST_TURNS), key=lambda use: (-use.asking, use.label))
    if not ranked or len(uses) < 2 or ranked[0].asking < _ASKS:
        return None
    others = max(
        (use.asking for use in uses if use.label != ranked[0].label and use.turns >= _FEWEST_TURNS), default=0.0
    )
    return ranked[0].label if ranked[0].asking >= _TIMES_MORE * others else None


def _names(value: str | None) -> list[str]:
    return [name for name in _BETWEEN_NAMES.split(value or "") if name]


def _is_among(name: str, names: set[str]) -> bool:
    """Whether a folded name is one of these, or has the same first and last word (Rich McGrath, Rich W McGrath)."""
    words = name.split()
    return name in names or any(
        len(words) > 1 and len(other.split()) > 1 and (words[0], words[-1]) == (other.split()[0], other.split()[-1])
        for other in names
    )


def _is_telling(key: str) -> bool:
    """Whether a folded name within a longer one is no accident: it is long enough, or a code with a number."""
    return len(key) >= _CASE_KEYS or (len(key) > 1 and any(c.isdigit() for c in key) and any(c.isalpha() for c in key))


class _Directory:
    """Cases by every name they have."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for case in cases:
            for name in (case.name, *case.aliases):
                for key in {labels.fold(name), labels.fold_name(name)} - {""}:
                    self._by_name[key].add(case.name)

    def find(self, name: str, problems: list[Problem], file: str) -> str | None:
        for key in (labels.fold(name), labels.fold_name(name)):
            found = sorted(self._by_name.get(key, ())) if key else []
            if len(found) > 1:
                problems.append(
                    Problem(
                        file=file,
                        what=_("The speaker “{label}” could be several cases: {names}.").format(
                            label=name, names=", ".join(found)
                        ),
                        mend=_("Give one of them an alias of its own in the cases table."),
                    )
                )
                return None
            if found:
                return found[0]
        return None

    def within(self, source: str) -> str | None:
        """The only case one of whose names stands in the source's name as whole words."""
        words = f" {' '.join(re.split(r'[^a-z0-9]+', labels.fold(source)))} "
        found = {
            name for key, names in self._by_name.items() if _is_telling(key) and f" {key} " in words for name in names
        }
        return next(iter(found)) if len(found) == 1 else None
