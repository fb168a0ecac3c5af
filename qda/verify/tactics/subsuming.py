"""G8 · Subsuming particulars into the general: codes that may share a class, and classes that are only lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, number, plural
from qda.verify.asked import related
from qda.verify.incidence import Chosen, Incidence, incidence_of
from qda.verify.meaning_words import count, decided, in_quotes
from qda.verify.meetings import meetings_of
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import cell, percent, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]

CHOICES = ("class", "list", "refuse")
SHOWN = 10  # pairs in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsumingOptions(Chosen):
    """When two codes may have a class in common, and when a class hangs on one of its parts."""

    shared: float = field(
        default=0.5,
        metadata={
            "help": N_("Share of the neighbours of either code that both must have (0–1)."),
            "least": 0,
            "most": 1,
        },
    )
    min_neighbours: int = field(default=2, metadata={"help": N_("Neighbours that two codes must share."), "least": 1})
    min_informants: int = field(
        default=2, metadata={"help": N_("Informants in whose words two codes must meet to be neighbours."), "least": 1}
    )
    one_part: float = field(
        default=0.8,
        metadata={
            "help": N_("Share of a class's informants from one part that is pointed out (0–1)."),
            "least": 0,
            "most": 1,
        },
    )
    most: int = field(default=6, metadata={"help": N_("Classes that you are asked about at most."), "least": 1})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Class:
    """A code with codes under it.

    Attributes:
        parts: Codes directly under it.
        used: Those of them that stand for anybody, themselves or through what lies under them.
        said: Informants with the class or anything under it.
        below: Informants with anything under it.
        largest: The part of most informants, and how many; None where no part is used.
    """

    code: int
    parts: tuple[int, ...]
    used: tuple[int, ...]
    said: int
    asked: int
    below: int
    largest: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    one: int
    other: int
    shared: tuple[int, ...]
    either: int


@tactic(
    "subsuming",
    N_("Subsuming particulars: codes that may belong to one class, and how well classes are carried by their parts"),
    number="G8",
    about=About.STUDY,
    question=N_("Is each general class theoretical, or only a list?"),
    predicate=N_("one of the classes is more than a list"),
    options=SubsumingOptions,
    criteria=("transferability",),
)
def subsuming(ground: Ground, options: SubsumingOptions) -> Machine:
    """Coverage of each class by its parts, and pairs of codes that keep the same company.

    Raises:
        NotFoundError: a chosen code is not there.
    """
    found = incidence_of(ground, options)
    if not found.codings:
        why = _("Nothing that an informant, an observation or a document says is coded yet.")
        return Machine(value=why, not_applicable=why)
    classes = _classes(found)
    pairs = _pairs(found, options)
    hollow = [each for each in classes if _hangs_on_one(each, options)]
    items = (*(_pair_item(found, each) for each in pairs), *(_class_item(found, each) for each in hollow))
    return Machine(
        value=plural(
            "{n} pair of codes may have a class in common;",
            "{n} pairs of codes may have a class in common;",
            len(pairs),
        ).format(n=len(pairs))
        + " "
        + _("{hollow} of {classes} classes hang on one part.").format(hollow=len(hollow), classes=len(classes)),
        advice=tuple(_advice(found, classes, pairs)),
        sheet=_sheet(ground, found, (classes, pairs), options),
        items=items[: options.most],
        holds=decided(ground, items[: options.most], CHOICES[:1]),
        asks=False,
        caveat=_(
            "Codes that keep the same company may be two sides of one thing, cause and effect, or only asked about "
            "together."
        ),
        next_action=_("Say of each class what all its members are a case of. If you can only say “and”, it is a list."),
    )


def _under(found: Incidence, k: int) -> list[int]:
    """Codes below a code."""
    return [n for n, path in enumerate(found.codes) if path.startswith(f"{found.codes[k]}/")]


def _classes(found: Incidence) -> list[_Class]:
    said, asked = found.by_person()
    classes = []
    for k in range(len(found.codes)):
        below = _under(found, k)
        parts = [n for n in below if found.codes[n].count("/") == found.codes[k].count("/") + 1]
        if not parts:
            continue
        people = {n: int(said[:, [n, *_under(found, n)]].any(axis=1).sum()) for n in parts}
        used = [n for n in parts if people[n]]
        most = max(used, key=lambda n: (people[n], -n), default=None)
        classes.append(
            _Class(
                code=k,
                parts=tuple(parts),
                used=tuple(used),
                said=int(said[:, [k, *below]].any(axis=1).sum()),
                asked=int(asked[:, [k, *below]].any(axis=1).sum()),
                below=int(said[:, below].any(axis=1).sum()),
                largest=None if most is None else (most, people[most]),
            )
        )
    return classes


def _hangs_on_one(each: _Class, options: SubsumingOptions) -> bool:
    """Whether one part stands for nearly everybody while the other parts are empty or nearly so."""
    if each.largest is None or len(each.parts) < 2 or each.below < options.min_informants:
        return False
    return len(each.used) == 1 and each.largest[1] >= options.one_part * each.below


def _pairs(found: Incidence, options: SubsumingOptions) -> list[_Pair]:
    """Codes of different classes that keep the same company, the closest first."""
    import numpy as np

    near = meetings_of(found).people >= options.min_informants
    both = near.astype(np.int64) @ near.astype(np.int64)
    degree = near.sum(axis=1)
    pairs = []
    for a, b in np.argwhere(np.triu(both >= options.min_neighbours, 1)):
        one, other = int(a), int(b)
        if _kin(found, one, other):
            continue
        either = int(degree[one] + degree[other] - both[one, other] - near[one, other] * 2)
        company = np.flatnonzero(near[one] & near[other]).tolist()
        if either and len(company) >= options.shared * either:
            pairs.append(_Pair(one=one, other=other, shared=tuple(company), either=either))
    return sorted(pairs, key=lambda p: (-len(p.shared) / p.either, -len(p.shared), p.one, p.other))


def _kin(found: Incidence, one: int, other: int) -> bool:
    """Whether the codebook joins two codes already: one above the other, or both directly under the same code."""
    a, b = found.codes[one], found.codes[other]
    parents = a.rpartition("/")[0], b.rpartition("/")[0]
    return related(a, (b,)) or (parents[0] == parents[1] != "")


def _pair_item(found: Incidence, each: _Pair) -> Item:
    return Item(
        key=f"class:{found.codes[each.one]}+{found.codes[each.other]}",
        text=_(
            "“{one}” and “{other}” keep the same company: {shared} ({n} of {all}). Are both a case of one thing?"
        ).format(
            one=found.labels[each.one],
            other=found.labels[each.other],
            shared=in_quotes([found.labels[k] for k in each.shared], 3),
            n=len(each.shared),
            all=each.either,
        ),
        choices=CHOICES,
    )


def _class_item(found: Incidence, each: _Class) -> Item:
    largest = each.largest or (each.code, 0)
    return Item(
        key=f"parts:{found.codes[each.code]}",
        text=_(
            "Under “{code}” only “{part}” is in use ({n} informants); {unused} more parts stand for nobody. A class?"
        ).format(
            code=found.labels[each.code],
            part=found.labels[largest[0]],
            n=largest[1],
            unused=len(each.parts) - len(each.used),
        ),
        choices=CHOICES,
    )


def _advice(found: Incidence, classes: Sequence[_Class], pairs: Sequence[_Pair]) -> Iterator[str]:
    unused = [found.labels[k] for each in classes for k in each.parts if k not in each.used]
    if unused:
        yield _("Parts that stand for nobody: {names}. Not asked, not there, or not needed?").format(
            names=in_quotes(unused)
        )
    bare = [each for each in classes if each.said and each.below < each.said / 2]
    if bare:
        yield _("Mostly coded on the class itself, not on its parts: {names}. Go back and say which part.").format(
            names=in_quotes([found.labels[each.code] for each in bare])
        )
    if pairs:
        yield _("Try a class for codes that keep the same company; keep it only if it says more than its members.")
    if not classes:
        yield _(
            "The codebook has one level. Grouping its codes under general ones is the step from topics to concepts."
        )


def _sheet(
    ground: Ground,
    found: Incidence,
    kinds: tuple[Sequence[_Class], Sequence[_Pair]],
    options: SubsumingOptions,
) -> Sheet:
    classes, pairs = kinds
    ids = found.ids_by_code()
    rows = [
        Row(
            label=found.labels[each.code],
            group=_("Classes and their parts"),
            cells=(
                count(
                    each.said,
                    of=each.asked,
                    evidence=tuple(c for k in (each.code, *_under(found, each.code)) for c in ids[k]),
                ),
                cell(each.below),
                cell(_("{n} of {all}").format(n=len(each.used), all=len(each.parts))),
                cell(
                    None
                    if each.largest is None
                    else _("{part}: {n}").format(part=found.labels[each.largest[0]], n=each.largest[1])
                ),
            ),
        )
        for each in classes
    ]
    rows += [
        Row(
            label=f"{found.labels[each.one]} + {found.labels[each.other]}",
            group=_("Codes that keep the same company"),
            cells=(
                cell(None),
                cell(None),
                cell(_("{n} of {all}").format(n=len(each.shared), all=each.either)),
                cell(in_quotes([found.labels[k] for k in each.shared])),
            ),
        )
        for each in pairs[:SHOWN]
    ]
    return table(
        ground,
        "subsuming",
        title=_("Classes, their parts, and candidates for a class"),
        reading=_("First the classes of the codebook with their parts; then pairs of codes that meet the same others."),
        corner=_("class or pair"),
        heads=(
            _("informants"),
            _("through parts"),
            _("parts in use, or shared neighbours"),
            _("largest part, or neighbours"),
        ),
        rows=rows,
        rules=(
            _("Neighbours: codes that meet in one turn with {n} informants or more.").format(n=options.min_informants),
            _(
                "A candidate: two codes of different classes that share {n} neighbours or more, {share} of all that "
                "either has."
            ).format(n=options.min_neighbours, share=percent(options.shared)),
            *found.rules,
        ),
        counts=_("Numbers count informants; of a class, those with the class itself or anything under it."),
        notes=(_("Of {n} candidates the closest {most} are shown.").format(n=number(len(pairs), 0), most=SHOWN),)
        if len(pairs) > SHOWN
        else (),
    )
