"""Poetic display: stanzas of participants' own words, every line looked up in what they said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qda.display.display import display
from qda.display.drawn import IN_VIVO
from qda.display.forms import LEFT, NOTHING, TO_WRITE, WITHOUT, Unit, row, told, units_of, whole, written_into
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words, sheet
from qda.display.people import texts
from qda.display.spoken import Spoken, Turns, Voice, pattern_of, turns_with_texts
from qda.model.desk_records import Written
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import Technique
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 7."  # page not checked
KIND = "poetic-display"
POEM = "poem"
ALL_VOICES = "*"
SHORTEST, LONGEST = 3, 14  # words of a phrase that may be a line
_SILENT = frozenset({Technique.OBSERVATION, Technique.DOCUMENT, Technique.AUTHOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class PoeticDisplayOptions(Filtered):
    """Options of the poetic display."""

    case: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Informants to show, a poem each, or * for the one of all voices; all if left out."),
            "picks": True,
        },
    )
    phrases: int = field(
        default=6,
        metadata={"help": N_("Phrases proposed for a poem at most."), "least": 0, "picks": True},
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """What poems are made from and held against.

    Attributes:
        given: Entries whose words a coder gave to an informant who has no turn there.
    """

    ground: Ground
    turns: Turns
    given: tuple[int, ...]
    in_vivo: frozenset[str]
    written: Mapping[tuple[str, str], Written]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a poem, and where it is spoken; `ours` says whether it is words of whom the poem is of."""

    stanza: int
    number: int
    text: str
    place: Spoken | None
    ours: bool


@display(
    KIND,
    N_("Poetic display: stanzas of participants’ own words, every line looked up"),
    question=N_("How do participants put it in their own words, and is every line of the poem theirs?"),
    options=PoeticDisplayOptions,
    needs=("codings", "turns"),
    citation=CITATION,
    code="D21",
    rests_on="records",
    without=WITHOUT,
    reads=("texts",),
)
def poetic_display(material: Material, options: PoeticDisplayOptions) -> Sheet:
    """A block a poem: the cell to write it in, each line with whose words it is, and phrases to begin with.

    Raises:
        NotFoundError: there is no such informant.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    turns = turns_with_texts(material, ground.entries.people)
    seen = _Seen(
        ground=ground,
        turns=turns,
        given=_given(ground, turns),
        in_vivo=_in_vivo(material),
        written=written_into(material, KIND, options),
    )
    rows: list[Row] = []
    notes: list[str] = []
    for unit, of in _poems(seen, options.case):
        lines = _lines(seen, unit, of)
        rows += [_poem(unit, lines), *_checked(seen, unit, lines), *_proposed(seen, unit, options.phrases)]
        notes += [_foreign(unit, line) for line in lines if not line.ours]
    words = Words(
        kind=KIND,
        title=_("Poetic display"),
        reading=_(
            "Write the poem into its cell, a line a line, stanzas parted by an empty line. Below it every line stands "
            "with whose words it is; ✗ marks a line that no participant says, ? one whose speaker the transcript lacks."
        ),
        citation=CITATION,
        rules=(
            _(
                "A line must be words of one turn of an informant, or of a passage that is coded as an informant’s: "
                "whole words in their order. Runs of white space are alike, and the first letter may be a capital; "
                "nothing may be added, punctuation neither."
            ),
            _(
                "The words of interviewers and of the researcher, and of texts in which nobody speaks, are no "
                "participant’s. In a poem of one informant, the words of another are not that informant’s."
            ),
            _("A line that begins with # is the title of the poem and is not looked up."),
            _(
                "Proposed are passages of {least} to {most} words: those of in vivo codes first, each informant in "
                "turn, in the order of the texts."
            ).format(least=SHORTEST, most=LONGEST),
            _(LEFT),
        ),
        notes=tuple(notes),
    )
    columns = (Column(label=_("Words"), key=POEM), Column(label=_("Whose words"), key="whose"))
    return sheet(material, ground, words, corner=_("Part"), columns=columns, rows=rows, asked=False)


def _in_vivo(material: Material) -> frozenset[str]:
    columns = zip(texts(material.codes["path"]), texts(material.codes["method"]), strict=True)
    return frozenset(path for path, method in columns if str(method or "").casefold().strip() in IN_VIVO)


def _poems(seen: _Seen, names: Sequence[str]) -> Iterator[tuple[Unit, str]]:
    """The poems to show, each with the informant it is of, "" for all; those named, else of all who say anything."""
    ground = seen.ground
    speak = seen.turns.participants | {ground.entries.informant[i] for i in seen.given}
    if not names or ALL_VOICES in names:
        yield replace(whole(ground), key=ALL_VOICES, label=_("All voices")), ""
    named = [name for name in names if name != ALL_VOICES]
    for unit in units_of(ground, "case", named) if named or not names else ():
        if named or unit.key in speak:
            yield unit, unit.key


def _lines(seen: _Seen, unit: Unit, of: str) -> list[_Line]:
    written = seen.written.get((f"{unit.key}/{POEM}", POEM))
    made: list[_Line] = []
    stanza = number = 1
    for text in (written.text if written else "").splitlines():
        if not text.strip():
            stanza, number = (stanza + 1, 1) if number > 1 else (stanza, 1)
            continue
        if text.lstrip().startswith("#"):
            continue
        place = seen.turns.find(text, by=of)
        ours = _is_of(place, of)
        if not ours and (coded := _coded_as(seen, text, of)) is not None:
            place, ours = coded, True
        made.append(_Line(stanza=stanza, number=number, text=" ".join(text.split()), place=place, ours=ours))
        number += 1
    return made


def _is_of(place: Spoken | None, of: str) -> bool:
    return place is not None and place.voice is Voice.PARTICIPANT and of in ("", place.name)


def _given(ground: Ground, turns: Turns) -> tuple[int, ...]:
    e = ground.entries
    return tuple(
        i
        for i, (name, source) in enumerate(zip(e.informant, e.source, strict=True))
        if name is not None and name != e.people.of_text(source, e.technique[i]) and not turns.speaks(source, name)
    )


def _coded_as(seen: _Seen, words: str, of: str) -> Spoken | None:
    """Words in a passage that a coder gave to an informant."""
    e, pattern = seen.ground.entries, pattern_of(words)
    for i in seen.given if pattern is not None else ():
        name = e.informant[i] or ""
        if pattern is None or of not in ("", name):
            continue
        found = pattern.search(e.quote[i])
        if found:
            start = e.start[i] + found.start()
            return Spoken(
                voice=Voice.PARTICIPANT,
                name=name,
                source=e.source[i],
                line=e.line[i],
                start=start,
                end=e.start[i] + found.end(),
                reference=e.reference(i),
            )
    return None


def _poem(unit: Unit, lines: Sequence[_Line]) -> Row:
    """The cell to write in, and how many of its lines are a participant's."""
    n = sum(line.ours for line in lines)
    checked = (
        told(
            (
                plural(
                    "{n} of {all} line is a participant’s", "{n} of {all} lines are participants’", len(lines)
                ).format(n=n, all=len(lines)),
            )
        )
        if lines
        else NOTHING
    )
    return row(unit.key, POEM, _("Poem"), (TO_WRITE, checked), unit.label)


def _checked(seen: _Seen, unit: Unit, lines: Sequence[_Line]) -> Iterator[Row]:
    for line in lines:
        behind = tuple(_behind(seen.ground, line.place)) if line.place and line.ours else ()
        yield row(
            unit.key,
            f"line/{line.stanza}/{line.number}",
            _("stanza {stanza}, line {line}").format(stanza=line.stanza, line=line.number),
            (Cell(value=line.text, evidence=behind), Cell(value=_whose(line), evidence=behind)),
            unit.label,
        )


def _whose(line: _Line) -> str:
    if line.place is None:
        return _("✗ nobody’s words: they stand in no text")
    if line.ours:
        return f"✓ {line.place.reference}"
    if line.place.voice is Voice.PARTICIPANT:
        return _("✗ said by {name}: {place}").format(name=line.place.name, place=line.place.reference)
    mark = "?" if line.place.voice is Voice.UNNAMED else "✗"
    return f"{mark} {line.place.told}: {line.place.reference}"


def _foreign(unit: Unit, line: _Line) -> str:
    return _("Not shown to be a participant’s words in “{poem}”: “{line}” – {why}.").format(
        poem=unit.label, line=line.text, why=_whose(line)[2:]
    )


def _behind(ground: Ground, place: Spoken) -> Iterator[Id]:
    """The codings that share words with a place."""
    e = ground.entries
    for i, source in enumerate(e.source):
        if source == place.source and e.start[i] < place.end and e.end[i] > place.start:
            yield e.ids[i]


def _proposed(seen: _Seen, unit: Unit, most: int) -> Iterator[Row]:
    """Short passages of those who speak, each once, informant by informant."""
    e = seen.ground.entries
    by_speaker: dict[str, list[int]] = {}
    spans: set[tuple[str, int, int]] = set()
    for i in sorted(unit.entries, key=lambda i: (e.code[i] not in seen.in_vivo, i)):
        fits = SHORTEST <= len(e.quote[i].split()) <= LONGEST
        if fits and e.span(i) not in spans and e.technique[i] not in _SILENT and e.unit[i] is not None:
            spans.add(e.span(i))
            by_speaker.setdefault(str(e.unit[i]), []).append(i)
    turn = [i for n in range(most) for found in by_speaker.values() for i in found[n : n + 1]][:most]
    for n, i in enumerate(turn, start=1):
        behind = (e.ids[i],)
        known = e.speaker[i] is not None
        reference = (
            e.reference(i)
            if known
            else _("{place} (the transcript does not say who speaks)").format(place=e.reference(i))
        )
        yield row(
            unit.key,
            f"phrase/{n}",
            _("phrase {n}").format(n=n),
            (Cell(value=" ".join(e.quote[i].split()), evidence=behind), Cell(value=reference, evidence=behind)),
            unit.label,
        )
