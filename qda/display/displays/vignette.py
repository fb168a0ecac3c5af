"""Vignette: one episode with all that is said of it, the narrative to be written and its quotations looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qda.display.axes import SLOT_WORDS
from qda.display.display import display
from qda.display.events import said_time
from qda.display.forms import LEFT, NOTHING, TO_WRITE, WITHOUT, WRITTEN, listed, row, told, two_columns, written_into
from qda.display.grid import Ground, ground_of
from qda.display.notes import note
from qda.display.options import Coded
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.people import texts
from qda.display.quotes import choose, printed
from qda.display.spoken import Turns, Voice, quoted_place, quoted_words, turns_with_texts
from qda.model.day import days
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.link_words import link_word, sign_shown
from qda.model.sheet import Cell, Empty, Row, Sheet
from qda.model.tactic_records import TacticAnswer
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 7."  # page not checked
KIND = "vignette"
MEMBER_CHECKS = "member-checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class VignetteOptions(Coded):
    """Options of the vignette."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "Codes of the episode, each with all under it. If left out, the one that is written about here, else "
                "the one whose passages name most of its parts."
            ),
        },
    )
    source: tuple[str, ...] = field(default=(), metadata={"help": N_("Only what these sources tell of it.")})
    quotes: int = field(default=6, metadata={"help": N_("Quotations in a cell at most."), "least": 1})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Episode:
    """The passages that tell of an episode.

    Attributes:
        key: Paths of its codes.
        entries: Positions of its passages, ascending.
    """

    key: str
    label: str
    codes: frozenset[str]
    entries: tuple[int, ...]
    quotes: int


@display(
    KIND,
    N_("Vignette: one episode with its actors, time, place and outcome, the narrative to be written"),
    question=N_("What happened in one telling episode, and is its story true to the words of those who were there?"),
    options=VignetteOptions,
    citation=CITATION,
    code="D20",
    rests_on="records",
    without={name: why for name, why in WITHOUT.items() if name not in ("code", "quotes")},
    reads=("texts", "answers"),
)
def vignette(material: Material, options: VignetteOptions) -> Sheet:
    """A row a part of the episode, from the slots of its passages; the story and what it stands for to be written.

    Raises:
        NotFoundError: a code or a source is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    episode = _episode(material, ground, options)
    turns = turns_with_texts(material, ground.entries.people)
    narrative = written_into(material, KIND, options).get((f"{episode.key}/narrative", WRITTEN))
    quotations = list(_looked_up(ground, turns, episode, narrative.text)) if narrative else []
    rows = [*_parts(material, ground, episode), *_yours(material, ground, episode, quotations)]
    words = Words(
        kind=KIND,
        title=_("Vignette: {episode}").format(episode=episode.label),
        reading=_(
            "Read what is said of the episode, part by part; then write its story, say what it stands for, and what "
            "those who were there say of it."
        ),
        citation=CITATION,
        counts=_("Numbers count informants; a document or observation in which nobody speaks counts as one."),
        rules=(
            _(
                "A passage enters by the slot its coding names: actor; input, process or none (what happened); output "
                "and impact (outcome). Time and place are what a slot or the coder’s note (“time:”, “place:”) names."
            ),
            _("Typical is an episode that many tell of; emblematic one that shows what the study is about."),
            _(
                "Words in double quotation marks in the story are looked up in the sources of the episode; an ellipsis "
                "may leave words out, and the punctuation at their end may be yours."
            ),
            _("✓ marks a quotation that a source has, ✗ one that none of them has."),
            _(LEFT),
        ),
        notes=tuple(
            _("In the story, but in no source of the episode: “{words}”.").format(words=each.words)
            for each in quotations
            if not each.place
        ),
        filters=not_shown(ground, episode.codes),
    )
    return sheet(material, ground, words, corner=_("Part"), columns=two_columns(), rows=rows, asked=False)


def _episode(material: Material, ground: Ground, options: VignetteOptions) -> _Episode:
    entries, tree = ground.entries, ground.tree
    known = texts(material.sources["name"])
    for name in options.source:
        if name not in known:
            raise NotFoundError(
                _("There is no source “{name}”.").format(name=name),
                mend=_("Choose one of: {names}.").format(names=", ".join(known[:40])),
            )
    written = written_into(material, KIND, options)
    roots = tree.find(options.code) or _written_about(ground, written) or _richest(ground, options.source)
    codes = frozenset(code for path in roots for code in tree.subtree(path))
    mine = (
        i
        for i, code in enumerate(entries.code)
        if code in codes and (not options.source or entries.source[i] in options.source)
    )
    return _Episode(
        key="+".join(roots),
        label=", ".join(tree.label(path) for path in roots),
        codes=codes,
        entries=tuple(mine),
        quotes=options.quotes,
    )


def _written_about(ground: Ground, written: Iterable[tuple[str, str]]) -> list[str]:
    """The code whose episode somebody writes about; none where nothing is written, or the code is gone."""
    found = (row.rpartition("/")[0] for row, _column in sorted(written))
    return next(([path] for path in found if path in ground.tree.labels), [])


def _richest(ground: Ground, sources: Sequence[str]) -> list[str]:
    """The code whose own passages name most slots, then the one with most passages, then the first."""
    entries = ground.entries
    slots: dict[str, set[str]] = {}
    number: Counter[str] = Counter()
    for i, code in enumerate(entries.code):
        if not sources or entries.source[i] in sources:
            number[code] += 1
            slots.setdefault(code, set()).update(filter(None, (entries.slot[i],)))
    place = {path: n for n, path in enumerate(ground.tree.paths)}
    ranked = sorted(number, key=lambda code: (-len(slots[code]), -number[code], place[code]))
    return ranked[:1] or list(ground.tree.paths[:1])


def _parts(material: Material, ground: Ground, episode: _Episode) -> list[Row]:
    e = ground.entries
    of = {
        slot: [i for i in episode.entries if (e.slot[i] or "") == slot]
        for slot in ("", "actor", "input", "process", "output", "impact")
    }
    items = (
        ("who", _("Who took part"), _quoted(ground, of["actor"], episode.quotes)),
        ("told-by", _("Who tells of it"), _tellers(ground, episode)),
        ("when", _("When it happened"), _when(material, ground, episode)),
        ("where", _("Where it happened"), _where(material, ground, episode)),
        (
            "what",
            _("What happened"),
            _quoted(ground, sorted([*of[""], *of["input"], *of["process"]]), episode.quotes),
        ),
        ("outcome", _("What came of it"), _quoted(ground, sorted([*of["output"], *of["impact"]]), episode.quotes)),
        ("links", _("What it is tied to"), _links(material, ground, episode)),
    )
    return [row(episode.key, key, label, (cell, TO_WRITE), _("The episode")) for key, label, cell in items]


def _yours(material: Material, ground: Ground, episode: _Episode, quotations: Sequence[_Quotation]) -> list[Row]:
    said, heard = ground.entries.units(list(episode.entries)), set(ground.hearings.unit)
    spread = _("{n} of {all} heard tell of it").format(n=len(said), all=len(heard | said)) if said else ""
    behind = [ground.entries.ids[i] for i in episode.entries]
    group = _("The vignette")
    found = [each.told for each in quotations]
    return [
        row(episode.key, "narrative", _("The story"), (NOTHING, TO_WRITE), group),
        row(
            episode.key,
            "quotations",
            _("Are its quotations theirs?"),
            (told(found, (c for each in quotations for c in each.behind), nothing=Empty.NOT_APPLICABLE), NOTHING),
            group,
        ),
        row(episode.key, "kind", _("Typical or emblematic, and why"), (told((spread,), behind), TO_WRITE), group),
        row(
            episode.key,
            "member-check",
            _("What those who were there say of it"),
            (told(_answers(material.papers.answers, said), nothing=Empty.NOT_APPLICABLE), TO_WRITE),
            group,
        ),
    ]


def _quoted(ground: Ground, chosen: list[int], most: int) -> Cell:
    """The quotations chosen by the rule of all displays, put in the order of the texts."""
    if not chosen:
        return Cell(empty=Empty.NOT_STATED)
    picked = choose(ground.entries, chosen, most)
    lines = []
    for i in sorted(picked):
        slot = ground.entries.slot[i] or ""
        name = f"{_(SLOT_WORDS[slot])}: " if slot in SLOT_WORDS and slot != "actor" else ""
        lines.append(name + printed(ground.entries, i))
    spans = {ground.entries.span(i) for i in chosen}
    rest = len(spans - {ground.entries.span(i) for i in picked})
    if rest:
        lines.append(plural("… and {n} more passage", "… and {n} more passages", rest).format(n=rest))
    return told(lines, (ground.entries.ids[i] for i in chosen))


def _tellers(ground: Ground, episode: _Episode) -> Cell:
    e = ground.entries
    names = dict.fromkeys(
        f"{e.unit[i]} ({e.role(i)})" if e.role(i) != e.unit[i] else str(e.unit[i])
        for i in episode.entries
        if e.unit[i] is not None
    )
    if not names and episode.entries:
        return told((_("the researcher only"),), (e.ids[i] for i in episode.entries))
    return told((listed(names),), (e.ids[i] for i in episode.entries))


def _when(material: Material, ground: Ground, episode: _Episode) -> Cell:
    """Times that are said; else when it was told."""
    e = ground.entries
    said = [(i, time) for i in episode.entries if (time := said_time(e, i)) is not None]
    if said:
        times = dict.fromkeys(" ".join(time.split()) for _i, time in said)
        return told(("; ".join(times),), (e.ids[i] for i, _time in said))
    date = dict(zip(*(texts(material.sources[name]) for name in ("name", "date")), strict=True))
    known = sorted({str(date[e.source[i]])[:10] for i in episode.entries if date.get(e.source[i])})
    dates = days(known[0], known[-1]) if known else ""
    return told((_("not said; told on {dates}").format(dates=dates) if dates else "",))


def _where(material: Material, ground: Ground, episode: _Episode) -> Cell:
    """Places in the coders' notes behind “place:”; else where it was told."""
    e = ground.entries
    said = [(i, place) for i in episode.entries if (place := note(e.memo[i], ("place", "tempat"))) is not None]
    if said:
        return told(("; ".join(dict.fromkeys(place for _i, place in said)),), (e.ids[i] for i, _place in said))
    at = dict(zip(*(texts(material.sources[name]) for name in ("name", "place")), strict=True))
    found = dict.fromkeys(
        ", ".join(dict.fromkeys(part for part in (at.get(e.source[i]), e.site[i]) if part)) for i in episode.entries
    )
    names = [name for name in found if name]
    return told((_("not said; told in {places}").format(places=listed(names)) if names else "",))


def _links(material: Material, ground: Ground, episode: _Episode) -> Cell:
    """The links of its codes, each with its type and sign."""
    frame = material.links
    columns = (texts(frame[name]) for name in ("from_kind", "from", "to_kind", "to", "type", "sign", "evidence"))
    known = set(ground.entries.ids)
    lines, behind = [], []
    for from_kind, start, to_kind, end, kind, sign, evidence in zip(*columns, strict=True):
        ends = [(from_kind, start), (to_kind, end)]
        if not any(which == "code" and name in episode.codes for which, name in ends):
            continue
        names = [ground.tree.label(name) if which == "code" else name for which, name in ends]
        lines.append(f"{names[0]} → {names[1]} ({link_word(kind)}{f' {sign_shown(sign)}' if sign else ''})")
        behind += [one for one in evidence if one in known]
    return told(dict.fromkeys(lines), behind)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quotation:
    """Words that the story quotes; `place` is "" where no source of the episode has them."""

    words: str
    place: str
    told: str
    behind: tuple[Id, ...]


def _looked_up(ground: Ground, turns: Turns, episode: _Episode, text: str) -> Iterator[_Quotation]:
    e = ground.entries
    within = {e.source[i] for i in episode.entries}
    for words in quoted_words(text):
        found = quoted_place(turns, words, within)
        if found is None:
            yield _Quotation(words=words, place="", told=f"✗ “{words}”", behind=())
            continue
        who = "" if found.voice is Voice.PARTICIPANT else f" ({found.told})"
        behind = tuple(
            e.ids[i]
            for i in episode.entries
            if e.source[i] == found.source and e.start[i] < found.end and e.end[i] > found.start
        )
        yield _Quotation(words=words, place=found.reference, told=f"✓ “{words}” {found.reference}{who}", behind=behind)


def _answers(answers: Sequence[TacticAnswer], people: set[str]) -> Iterator[str]:
    """What those who tell of the episode answered in member checks, of any finding."""
    for one in answers:
        if one.tactic == MEMBER_CHECKS and one.item in people:
            why = " ".join(one.why.split())
            yield f"{one.item}: {_(one.answer)} ({one.finding}){f' – {why}' if why else ''}"
