"""G5 · Counting: passages, people and groups of each code, out of how many were asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _
from qda.verify.incidence import Chosen, Incidence, incidence_of
from qda.verify.meaning_words import count, in_quotes, out_of
from qda.verify.tactic import About, Ground, Machine, tactic
from qda.verify.tactic_table import cell, percent, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]

FEW_PASSAGES = 4  # below this many passages one informant's share says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingOptions(Chosen):
    """When one informant's share of a code's passages is worth a word."""

    loud: float = field(
        default=0.5,
        metadata={
            "help": N_("Share of a code's passages from one informant that is pointed out (0–1)."),
            "least": 0,
            "most": 1,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Counts:
    """By code; `top` is the largest number of passages that one informant gives."""

    passages: Whole
    said: Whole
    asked: Whole
    groups: Whole
    groups_asked: Whole
    sources: Whole
    top: Whole


@tactic(
    "counting",
    N_("Counting: passages, informants and groups of each code, out of how many were asked"),
    number="G5",
    about=About.STUDY,
    question=N_("Does frequency matter for your research question, and for which codes?"),
    options=CountingOptions,
    criteria=("confirmability",),
)
def counting(ground: Ground, options: CountingOptions) -> Machine:
    """Count each code; nothing is asked one by one.

    Raises:
        NotFoundError: a chosen code is not there.
    """
    found = incidence_of(ground, options)
    if not found.codings:
        why = _("Nothing that an informant, an observation or a document says is coded yet.")
        return Machine(value=why, not_applicable=why, next_action=_("Code first: qda code."))
    counts = _count(found)
    used = [k for k in range(len(found.codes)) if counts.passages[k]]
    most = max(used, key=lambda k: (int(counts.said[k]), int(counts.passages[k]), -k))
    return Machine(
        value=_(
            "{used} of {codes} codes are in use. Most widely said is “{code}”: {who}, in {passages} passages."
        ).format(
            used=len(used),
            codes=len(found.codes),
            code=found.labels[most],
            who=out_of(found, int(counts.said[most]), int(counts.asked[most])),
            passages=int(counts.passages[most]),
        ),
        advice=tuple(_advice(found, counts, used, options)),
        sheet=_sheet(ground, found, counts),
        caveat=_(
            "How often a thing is said is not how much it matters: a long talk gives more passages, and what everybody "
            "takes for granted is hardly said at all."
        ),
        next_action=_("In the report write people out of those asked, never passages alone."),
    )


def _count(found: Incidence) -> _Counts:
    import numpy as np

    said, asked = found.by_person()
    codes = len(found.codes)
    names: dict[tuple[str, int, int], int] = {}
    place = np.array(
        [names.setdefault((coded.source, coded.start, coded.end), len(names)) for coded in found.codings],
        dtype=np.int64,
    )
    _first, once = np.unique(place * codes + found.code, return_index=True)
    by_person = np.zeros((len(found.people), codes), dtype=np.int64)
    np.add.at(by_person, (found.person[once], found.code[once]), 1)
    sources: dict[str, int] = {}
    source = np.array([sources.setdefault(c.source, len(sources)) for c in found.codings], dtype=np.int64)
    in_source = np.zeros((len(sources), codes), dtype=bool)
    in_source[source, found.code] = True
    group_names = sorted(set(found.groups))
    group = np.array([group_names.index(name) for name in found.groups], dtype=np.int64)
    group_said, group_asked = (np.zeros((len(group_names), codes), dtype=bool) for _n in range(2))
    np.logical_or.at(group_said, group, said)
    np.logical_or.at(group_asked, group, asked)
    return _Counts(
        passages=by_person.sum(axis=0),
        said=said.sum(axis=0).astype(np.int64),
        asked=asked.sum(axis=0).astype(np.int64),
        groups=group_said.sum(axis=0).astype(np.int64),
        groups_asked=group_asked.sum(axis=0).astype(np.int64),
        sources=in_source.sum(axis=0).astype(np.int64),
        top=by_person.max(axis=0, initial=0),
    )


def _advice(found: Incidence, counts: _Counts, used: list[int], options: CountingOptions) -> Iterable[str]:
    loud = [
        k
        for k in used
        if counts.said[k] > 1
        and counts.passages[k] >= FEW_PASSAGES
        and counts.top[k] > options.loud * counts.passages[k]
    ]
    if loud:
        yield _("One informant gives more than {share} of the passages of {codes}. There, count people only.").format(
            share=percent(options.loud), codes=in_quotes([found.labels[k] for k in loud])
        )
    single = [k for k in used if counts.said[k] == 1]
    if single:
        yield _("Said by one informant only: {codes}. Rare is not unimportant, but it is not shared either.").format(
            codes=in_quotes([found.labels[k] for k in single])
        )
    above = {path.rsplit("/", n)[0] for path in (found.codes[k] for k in used) for n in range(1, path.count("/") + 1)}
    silent = [
        k for k, path in enumerate(found.codes) if not counts.passages[k] and counts.asked[k] and path not in above
    ]
    if silent and found.guided:
        yield _("Asked about, and nobody said anything coded: {codes}. Silence can be a finding.").format(
            codes=in_quotes([found.labels[k] for k in silent])
        )
    yield _("Count where the question is how widely something is shared; elsewhere leave the numbers out.")


def _sheet(ground: Ground, found: Incidence, counts: _Counts) -> Sheet:
    ids = found.ids_by_code()
    return table(
        ground,
        "counting",
        title=_("Counts of codes"),
        reading=_("Each row is a code in the order of the codebook, with all who were asked about it as denominator."),
        corner=_("code"),
        heads=(_("informants"), _("groups"), _("sources"), _("passages"), _("most from one informant")),
        rows=(
            Row(
                label=label,
                cells=(
                    count(int(counts.said[k]), of=int(counts.asked[k]), evidence=ids[k]),
                    count(int(counts.groups[k]), of=int(counts.groups_asked[k])) if found.grouped else cell(None),
                    cell(int(counts.sources[k])),
                    cell(int(counts.passages[k])),
                    cell(int(counts.top[k])),
                ),
            )
            for k, label in enumerate(found.labels)
        ),
        rules=(_("A passage that several coders gave the same code counts once."), *found.rules),
        counts=_("Informants and groups out of those asked; passages are not people."),
    )
