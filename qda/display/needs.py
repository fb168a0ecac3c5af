"""What displays need of a study: a closed list of words, each with the number that tells how much of it there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qda.model.network import Network
from qda.model.sheet import Sheet
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from qda.model.plot import Shown
    from qda.store.holdings import Holdings


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that a display may need.

    Attributes:
        name: As `DisplayDetails.needs` and JSON have it.
        word: As people read it; translated where it is shown.
        counted: Which number of `qda.store.holdings.Holdings` tells of it; "" for what has to be said with the display.
        of: Which number it is a part of; "" for none.
        least: How many there must be.
    """

    name: str
    word: str
    counted: str
    of: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How far a study has what a display needs.

    Attributes:
        count: How much there is; None where nobody knows: the need of a stranger's plug-in, or no study.
        of: Out of how many; None where it is a part of nothing.
        said: Whether it is nothing that a study has, but has to be said with the display.
    """

    name: str
    word: str
    count: int | None = None
    of: int | None = None
    least: int = 1
    said: bool = False

    @property
    def met(self) -> bool | None:
        """Whether there is enough; None where nobody knows."""
        return self.said or (None if self.count is None else self.count >= self.least)

    def __str__(self) -> str:
        """In words: `codings (112)`, `codings with a time (3 of 40)`, `links (none ✗)`; outside a study `codings`."""
        word = _(self.word)
        if self.count is None:
            return word
        if not self.count:
            shown = _("none")
        elif self.of is None:
            shown = str(self.count)
        else:
            shown = _("{n} of {all}").format(n=self.count, all=self.of)
        if self.count and not self.met:
            shown = _("{n}, {least} needed").format(n=shown, least=self.least)
        return f"{word} ({shown})" if self.met else f"{word} ({shown} ✗)"


_LIST = (
    Need(name="sources", word=N_("sources"), counted="sources"),
    Need(name="turns", word=N_("turns"), counted="turns"),
    Need(name="questions", word=N_("questions"), counted="questions"),
    Need(name="cases", word=N_("cases"), counted="cases"),
    Need(name="roles", word=N_("cases with a role"), counted="roles", of="cases"),
    Need(name="groups", word=N_("cases with a group"), counted="groups", of="cases"),
    Need(name="ordered", word=N_("variables that order cases"), counted="ordered"),
    Need(name="codes", word=N_("codes"), counted="codes"),
    Need(name="nested", word=N_("codes below another"), counted="nested", of="codes"),
    Need(name="kinds", word=N_("codes below another, or links kind_of"), counted="kinds"),
    Need(name="codings", word=N_("codings"), counted="codings"),
    Need(name="stances", word=N_("codings with a stance"), counted="stances", of="codings"),
    Need(name="magnitudes", word=N_("codings with a magnitude"), counted="magnitudes", of="codings"),
    Need(name="slots", word=N_("codings with a slot"), counted="slots", of="codings"),
    Need(name="times", word=N_("codings with a time"), counted="times", of="codings"),
    Need(name="noted-times", word=N_("codings with a time in their note"), counted="noted_times", of="codings"),
    Need(name="dated-values", word=N_("times at which one code has magnitudes"), counted="dated_values", least=3),
    Need(name="observations", word=N_("codings in observations"), counted="observations", of="codings"),
    Need(name="overlaps", word=N_("codings that share words"), counted="overlaps", of="codings"),
    Need(name="recommendations", word=N_("codings on “saran”"), counted="recommendations", of="codings"),
    Need(name="links", word=N_("links"), counted="links"),
    Need(name="causes", word=N_("links of causes"), counted="causes", of="links"),
    Need(name="chains", word=N_("links of causes that go on in the same source"), counted="chains"),
    Need(name="sequences", word=N_("links of causes or order"), counted="sequences", of="links"),
    Need(name="verdicts", word=N_("findings"), counted="findings"),
    Need(name="predictions", word=N_("findings that predict"), counted="predictions", of="findings"),
    Need(name="choice", word=N_("--choice and --test"), counted=""),
    Need(name="memos", word=N_("memos"), counted="memos"),
)
NEEDS = {need.name: need for need in _LIST}


def held(names: Iterable[str], holdings: Holdings | None) -> tuple[Held, ...]:
    """What a display needs, in its order, with how much of it the study has.

    Args:
        names: As the display declares them; a name that is not in the list is shown as it is.
        holdings: The study's numbers; None outside a study.
    """
    return tuple(_held(name, holdings) for name in names)


def explained(made: Shown, names: Iterable[str]) -> Shown:
    """What a display gave; where nothing in it is filled and nothing is said of that, with a note on what it needs."""
    if made.notes or _filled(made):
        return made
    needed = ", ".join(map(str, held(names, None)))
    note = _("Nothing here can be filled yet. The display needs: {needs}. See: qda display list").format(needs=needed)
    return replace(made, notes=(note,))


def _filled(made: Shown) -> bool:
    if isinstance(made, Network):
        return bool(made.nodes)
    sheet = made if isinstance(made, Sheet) else made.as_sheet()
    return any(cell.empty is None or cell.for_people for row in sheet.rows for cell in row.cells)


def _held(name: str, holdings: Holdings | None) -> Held:
    need = NEEDS.get(name)
    if need is None:
        return Held(name=name, word=name)
    if holdings is None or not need.counted:
        return Held(name=name, word=need.word, least=need.least, said=not need.counted)
    of = int(getattr(holdings, need.of)) if need.of else None
    return Held(name=name, word=need.word, count=int(getattr(holdings, need.counted)), of=of, least=need.least)


def ready(wanted: Iterable[Held]) -> bool | None:
    """Whether all that a display needs is there; None where nobody knows."""
    answers = [one.met for one in wanted]
    return False if False in answers else None if None in answers else True
