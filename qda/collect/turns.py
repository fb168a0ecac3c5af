"""Speaker turns in plain text, however their labels are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from qda.collect import labels
from qda.collect.headers import Header, read_header
from qda.collect.importer import DraftTurn
from qda.collect.layout import STRONG, Form, Line, scan
from qda.model.problem import Problem
from qda.model.records import SpeakerRole
from qda.model.text import Span
from qda.model.wording import _

_FEWEST = 2  # occurrences that make an unknown label a speaker
_FEWEST_SMALL = 3  # the same where the label has no capital, or stands alone on its line
_BESIDE = 5  # a label that stands so often can have a rare misspelling beside it
_RARE = 0.2  # rare: at most this share of the frequent one
_USUAL = 0.9  # share of known labels behind a blank line that makes it this text's habit
_TWINS = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b"})  # read one for the other
_HABIT = 0.3  # share of all certain labels that makes a way of writing them the text's own
_SHORTEST_MISSPELT = 4  # characters
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLabel:
    """A speaker's label in one source.

    Attributes:
        label: Its commonest spelling.
        turns: Number of its turns.
        variants: Every way it is written, with marks ("N :", "N:", "n:"), and how often; commonest first.
    """

    label: str
    turns: int
    variants: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTurns:
    """What the search for turns gave.

    Attributes:
        turns: In order, without overlap; empty where the text has no speakers.
        labels: By first appearance.
    """

    turns: tuple[DraftTurn, ...] = ()
    labels: tuple[FoundLabel, ...] = ()
    header: Header = field(default_factory=Header)
    problems: tuple[Problem, ...] = ()


def find_turns(text: str, *, file: str = "", headings: Sequence[Span] = ()) -> FoundTurns:
    """The speaker turns of a text.

    A label speaks if it comes back, or names a role (Pewawancara, Informan 3), or is written as only labels are
    (`**Ani:**`, `#Ani#`, `Ani  0:21`). Rows of the header, addresses, clock times and words such as `Catatan:` do
    not. Lines without a label continue the turn; headings are left out of it, so that one turn may come in two
    pieces. Where only interviewers have labels, what has none is not theirs: it becomes turns without a label.

    Args:
        text: As decoded; any line ends.
        file: Name for problems.
        headings: Spans known to be headings, ascending.

    Returns:
        Spans without the label and surrounding white space; times in seconds where the text has them. Spellings of
        a label that differ in case, spaces or full stops are one label. Likely misspellings are reported, not merged.
    """
    return turns_of_lines(text, scan(text, headings), file=file)


def turns_of_lines(text: str, lines: Sequence[Line], *, file: str = "") -> FoundTurns:
    """The same for lines that were scanned already (some or all lines of the text)."""
    header = read_header(text, lines)
    body = lines[header.last + 1 :]
    accepted = _accept(body)
    if not accepted and sum(line.mark for line in body) < _FEWEST_SMALL:
        return FoundTurns(header=header)
    body = list(_opened(text, body, accepted))
    names = _spellings(body, accepted)
    found = _assemble(text, body, names, asked_only=_only_interviewers(names.values()))
    counts = Counter(turn.label for turn in found)
    written: dict[str, list[str]] = {key: [] for key in names}
    for line in body:
        if line.key in written:
            written[line.key].append(line.written)
    known = tuple(
        FoundLabel(label=name, turns=counts[name], variants=tuple(_by_count(written[key])))
        for key, name in names.items()
    )
    problems = (*_variant_problems(known, file), *_typo_problems(known, text, body, file))
    return FoundTurns(turns=tuple(found), labels=known, header=header, problems=problems)


def edit_distance_is_one(a: str, b: str) -> bool:
    """Whether one inserted, lost, changed or swapped character makes `b` of `a`."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if a[i + 1 :] == b[i + 1 :] or a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :]:
        return True
    return a[i : i + 2] == b[i : i + 2][::-1] and len(a) == len(b) and a[i + 2 :] == b[i + 2 :]


def _accept(lines: Sequence[Line]) -> set[str]:
    """Folded labels that speak."""
    candidates = [
        line for line in lines if line.label is not None and not line.heading and not _is_no_speaker(line.label)
    ]
    counts = Counter(line.key for line in candidates if line.form is not Form.ALONE)
    alone = Counter(line.key for line in candidates if line.form is Form.ALONE)
    letters = sum(n for key, n in counts.items() if labels.role_letter(key))
    habits = _habits(candidates)
    spaced = _keeps_blank_lines(candidates)
    accepted: set[str] = set()
    for line in candidates:
        key, label = line.key, line.label or ""
        if key in accepted or not label:
            continue
        if labels.known_role(label) and (line.form is not Form.ALONE or alone[key] >= _FEWEST):
            accepted.add(key)
        elif labels.role_letter(label):
            if counts[key] >= _FEWEST or letters >= _FEWEST:
                accepted.add(key)
        elif line.form in habits:
            accepted.add(key)
        elif line.form is Form.ALONE:
            if alone[key] >= _FEWEST_SMALL:
                accepted.add(key)
        elif counts[key] >= _needed(label) and (line.after_blank or not spaced):
            accepted.add(key)
    return accepted | _kin(accepted, {line.key: line.label or "" for line in candidates}, counts + alone)


def _kin(accepted: set[str], written: dict[str, str], counts: Counter[str]) -> set[str]:
    """Single labels that accepted ones explain: misspellings of a frequent one, and codes made as others are."""
    frequent = [key for key in accepted if counts[key] >= _BESIDE]
    series = {_series(key) for key in accepted if labels.is_code(written[key])}
    return {
        key
        for key, label in written.items()
        if key not in accepted
        and (any(_is_typo(key, often) for often in frequent) or (labels.is_code(label) and _series(key) in series))
    }


def _series(code: str) -> str:
    """A code without its number: bsr of bsr06."""
    return code.rstrip("0123456789")


def _habits(candidates: Sequence[Line]) -> set[Form]:
    """Ways only labels are written that are this text's own, so that one occurrence suffices."""
    forms = Counter(line.form for line in candidates if line.form in STRONG)
    return {form for form, n in forms.items() if form and n >= max(_FEWEST, _HABIT * forms.total())}


def _opened(text: str, lines: Sequence[Line], accepted: set[str]) -> Iterator[Line]:
    """The lines, parted where within one a role speaks that is written in capitals and begins other lines so, too."""
    shouted = {
        line.label
        for line in lines
        if line.key in accepted
        and line.label
        and line.label.isupper()
        and len(line.label) >= _SHORTEST_MISSPELT
        and labels.known_role(line.label)
    }
    if not shouted:
        yield from lines
        return
    inside = re.compile(rf"(?<=\s)({'|'.join(map(re.escape, sorted(shouted, key=len, reverse=True)))})[ \t]?:\s+(?=\S)")
    for line in lines:
        rest = line
        for found in inside.finditer(text, rest.words, line.end) if not line.heading and not line.mark else ():
            if text[rest.words : found.start()].strip():
                yield replace(rest, end=rest.words + len(text[rest.words : found.start()].rstrip()))
                rest = Line(
                    start=found.start(),
                    end=line.end,
                    words=found.end(),
                    label=found[1],
                    key=labels.fold(found[1]),
                    written=f"{found[1]}:",
                    form=Form.COLON,
                )
        yield rest


def _needed(label: str) -> int:
    if labels.looks_like_name(label) or labels.is_code(label) or labels.is_machine_label(label):
        return _FEWEST
    return _FEWEST_SMALL


def _is_no_speaker(label: str) -> bool:
    # Hari is a row of the header and a man's name.
    return labels.never_speaks(label) and not (labels.fold(label).startswith("hari ") and labels.looks_like_name(label))


def _keeps_blank_lines(candidates: Sequence[Line]) -> bool:
    known = [
        line.after_blank
        for line in candidates
        if labels.known_role(line.label or "") or labels.role_letter(line.label or "")
    ]
    return len(known) >= _BESIDE and sum(known) >= _USUAL * len(known)


def _spellings(lines: Sequence[Line], accepted: set[str]) -> dict[str, str]:
    """Each folded label's commonest spelling, in order of first appearance."""
    written: dict[str, list[str]] = {}
    for line in lines:
        if line.key in accepted:
            written.setdefault(line.key, []).append(line.label or "")
    return {key: " ".join(_by_count(forms)[0][0].split()) for key, forms in written.items()}


def _by_count(things: Iterable[str]) -> list[tuple[str, int]]:
    """With their counts, commonest first, ties by first appearance."""
    return sorted(Counter(things).items(), key=lambda item: -item[1])


def _only_interviewers(names: Iterable[str]) -> bool:
    roles = [labels.known_role(name) for name in names]
    return bool(roles) and all(role is SpeakerRole.INTERVIEWER for role in roles)


@dataclass(slots=True)
class _Open:
    """The piece of a turn that is being read; start -1: no words yet."""

    label: str | None = None
    start: int = -1
    end: int = -1
    start_time: float | None = None
    end_time: float | None = None
    speaks: bool = False

    def close(self, turns: list[DraftTurn]) -> None:
        """Hand the piece over if somebody speaks in it."""
        if self.speaks and self.start >= 0:
            turns.append(
                DraftTurn(
                    start=self.start, end=self.end, label=self.label, start_time=self.start_time, end_time=self.end_time
                )
            )

    def take(self, start: int, end: int) -> None:
        if start < end:
            self.start = start if self.start < 0 else self.start
            self.end = end


def _assemble(text: str, lines: Sequence[Line], names: dict[str, str], *, asked_only: bool) -> list[DraftTurn]:
    turns: list[DraftTurn] = []
    now = _Open(speaks=asked_only)
    for line in lines:
        if line.key in names:
            now.close(turns)
            now = _Open(label=names[line.key], start_time=line.start_time, end_time=line.end_time, speaks=True)
            now.take(line.words, line.end)
        elif line.heading:
            now.close(turns)
            now = _Open(label=now.label, speaks=now.speaks)
        elif line.mark:
            now.close(turns)
            now = _Open(label=now.label, start_time=line.start_time, end_time=line.end_time, speaks=True)
            now.take(line.words, line.end)
        elif line.start < line.end:
            if asked_only and now.label is not None and now.start >= 0:
                now.close(turns)
                now = _Open(speaks=True)
            now.take(_first_word(text, line), line.end)
    now.close(turns)
    return turns


def _first_word(text: str, line: Line) -> int:
    """Where an unlabelled line begins, what looked like a label included."""
    at = line.start
    while at < line.end and text[at].isspace():
        at += 1
    return at


def _variant_problems(found: Sequence[FoundLabel], file: str) -> list[Problem]:
    problems = []
    for label in found:
        if len(label.variants) > 1:
            shown = ", ".join(f"“{variant}” ({n}×)" for variant, n in label.variants[:_SHOWN])
            problems.append(
                Problem(
                    file=file,
                    what=_("The label “{label}” is written in several ways: {variants}.").format(
                        label=label.label, variants=shown
                    ),
                    mend=_("They were taken as one speaker."),
                )
            )
    return problems


def _is_typo(rare: str, often: str) -> bool:
    """Whether a folded label may be a slip for another; a different number is a different person."""
    if rare == often:
        return False
    if rare.translate(_TWINS) == often.translate(_TWINS):
        return True
    numbers = [[c for c in key if c.isdigit()] for key in (rare, often)]
    return len(often) >= _SHORTEST_MISSPELT and numbers[0] == numbers[1] and edit_distance_is_one(rare, often)


def _typo_problems(found: Sequence[FoundLabel], text: str, lines: Sequence[Line], file: str) -> list[Problem]:
    problems = []
    size = {label.label: sum(n for _v, n in label.variants) for label in found}
    for rare in found:
        for often in found:
            if size[often.label] < _BESIDE or size[rare.label] > max(1, _RARE * size[often.label]):
                continue
            if _is_typo(labels.fold(rare.label), labels.fold(often.label)):
                problems.append(
                    Problem(
                        file=file,
                        place=_place(rare.label, text, lines),
                        what=_("The label “{rare}” ({few}×) may be a slip for “{often}” ({many}×).").format(
                            rare=rare.label, few=size[rare.label], often=often.label, many=size[often.label]
                        ),
                        mend=_("If so, correct it in the file and import it again."),
                    )
                )
    return problems


def _place(label: str, text: str, lines: Sequence[Line]) -> str:
    at = next((line.start for line in lines if line.key == labels.fold(label)), 0)
    before = text.count("\n", 0, at) or text.count("\r", 0, at)
    return _("line {number}").format(number=before + 1)
