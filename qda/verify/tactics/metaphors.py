"""G4 · Making metaphors: who speaks in which images."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, plural
from qda.verify.incidence import GROUP, Chosen, Incidence, incidence_of, levels
from qda.verify.meaning_words import count, decided, example, informants, passage
from qda.verify.tactic import About, Ground, Item, Machine, tactic
from qda.verify.tactic_table import table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]
    Whole = npt.NDArray[np.int64]

METHODS = ("metaphor", "metafora")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaphorsOptions(Chosen):
    """Whose metaphors are compared."""

    by: str = field(
        default="role", metadata={"help": N_("Who is compared: role, group, site, period or any attribute.")}
    )
    most: int = field(default=8, metadata={"help": N_("Metaphors that you are asked about at most."), "least": 1})


@tactic(
    "metaphors",
    N_("Making metaphors: which images are used, and by whom"),
    number="G4",
    about=About.STUDY,
    question=N_("Which metaphor holds the study together, and what does it hide?"),
    predicate=N_("of each metaphor it is said what it shows and what it hides"),
    options=MetaphorsOptions,
    criteria=("transferability",),
)
def metaphors(ground: Ground, options: MetaphorsOptions) -> Machine:
    """Users of the codes whose method is `metaphor`, by role; everyone heard is the denominator.

    Raises:
        NotFoundError: a chosen code is not there.
    """
    marked = [code.path for code in ground.codes if code.method.strip().casefold() in METHODS]
    marked = marked or _in_frame(ground)
    if not marked:
        why = _("No code of the codebook has the method `metaphor`.")
        return Machine(
            value=why,
            not_applicable=why,
            advice=(
                _("That says nothing about your informants: nobody has looked for images yet."),
                _("Look for what people liken things to: a family, a machine, a debt, a road."),
            ),
            next_action=_(
                "Give such codes `method: metaphor` in the codebook, code the passages, and run this tactic again."
            ),
        )
    found = incidence_of(ground, options)
    own = [k for k, path in enumerate(found.codes) if any(path == m or path.startswith(f"{m}/") for m in marked)]
    said = found.by_person()[0]
    used = sorted((k for k in own if said[:, k].any()), key=lambda k: (-int(said[:, k].sum()), k))
    users = int(said[:, own].any(axis=1).sum()) if own else 0
    names, level = levels(ground.facts, found, options.by)
    items = tuple(_item(ground, found, k, int(said[:, k].sum())) for k in used[: options.most])
    return Machine(
        value=plural(
            "{n} metaphor is in use, by {users} of {all} heard.",
            "{n} metaphors are in use, by {users} of {all} heard.",
            len(used),
        ).format(n=len(used), users=users, all=len(found.people)),
        advice=tuple(_advice(found, used, names, level)),
        sheet=_sheet(ground, found, used, options, names, level),
        items=items,
        holds=decided(ground, items),
        asks=False,
        caveat=_("Only images that somebody coded are here. Worn ones (“a root problem”) slip through unseen."),
        next_action=_("For each: say in one sentence what it lets you see and in another what it hides."),
    )


def _in_frame(ground: Ground) -> list[str]:
    table_of = ground.material.codes
    pairs = zip(table_of["path"].tolist(), table_of["method"].tolist(), strict=True)
    return [str(path) for path, method in pairs if str(method).strip().casefold() in METHODS]


def _by_level(found: Incidence, k: int, level: Whole, at: int) -> tuple[int, int]:
    """Users of one code at one level, and all heard there."""
    here = [n for n in range(len(found.occasions)) if level[n] == at]
    heard = {found.occasions[n].person for n in here}
    return len({found.occasions[n].person for n in here if found.said[n, k]}), len(heard)


def _advice(found: Incidence, used: list[int], names: tuple[str, ...], level: Whole) -> list[str]:
    told = []
    for k in used[:3]:
        alone = [name for at, name in enumerate(names) if _by_level(found, k, level, at)[0]]
        if len(alone) == 1 and len(names) > 1:
            told.append(
                _("“{code}” is spoken by {who} alone. Ask how the others would put it.").format(
                    code=found.labels[k], who=alone[0]
                )
            )
    told.append(_("A metaphor of your own must grow from these, or be marked as yours."))
    return told


def _item(ground: Ground, found: Incidence, k: int, n: int) -> Item:
    own = [i for i, code in enumerate(found.code.tolist()) if code == k]
    shown = example(found, own)
    text = _("“{code}” is used by {who}. What does it let you see, and what does it hide?").format(
        code=found.labels[k], who=informants(n)
    )
    return Item(
        key=f"code:{found.codes[k]}",
        text=text if shown is None else f"{text} {_('For example:')} {passage(ground, found, shown)}",
        evidence=tuple(found.codings[i].id for i in own),
    )


def _sheet(
    ground: Ground,
    found: Incidence,
    used: list[int],
    options: MetaphorsOptions,
    names: tuple[str, ...],
    level: Whole,
) -> Sheet:
    ids = found.ids_by_code()
    said = found.by_person()[0]
    rows = []
    for k in used:
        per = [_by_level(found, k, level, at) for at in range(len(names))]
        everyone = count(int(said[:, k].sum()), of=len(found.people), evidence=ids[k])
        rows.append(Row(label=found.labels[k], cells=(everyone, *(count(n, of=of) for n, of in per))))
    unknown = "" if (level >= 0).all() else _("Some informants have no {by}; they stand under all only.")
    return table(
        ground,
        "metaphors",
        title=_("Metaphors and who uses them"),
        reading=_("Each row is a metaphor; each column those who use it, out of all heard."),
        corner=_("metaphor"),
        heads=(_("all"), *names),
        rows=rows,
        rules=found.rules[:1],
        counts=_("Numbers count informants, out of all who were heard: nobody is asked for a metaphor."),
        notes=(unknown.format(by=_(options.by) if options.by != GROUP else _("group")),) if unknown else (),
    )
