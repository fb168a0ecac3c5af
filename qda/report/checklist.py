"""A reporting standard as a table: each item filled in from the study, told by the researcher, or not reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qda.model.document import Run, Runs, Table, TableRow
from qda.model.wording import N_, _
from qda.report.account import StudyAccount
from qda.report.prose import bold, cell, column, group, italic, row, see, table
from qda.report.words import not_reported


class Fill(StrEnum):
    """Who can fill an item: the program, the program with a human's yes, or a human alone (method §6)."""

    AUTO = "auto"
    SEMI = "semi"
    HUMAN = "human"


class State(StrEnum):
    """Where an item's text comes from."""

    STUDY = "study"
    DRAFT = "draft"
    TOLD = "told"
    BOTH = "both"
    MISSING = "missing"


_STATES = {
    State.STUDY: N_("from the study"),
    State.DRAFT: N_("draft, confirm"),
    State.TOLD: N_("told by the researcher"),
    State.BOTH: N_("from the study and the researcher"),
    State.MISSING: N_("not reported"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of the standard.

    Attributes:
        name: Marked for the catalogue.
        domain: Heading it stands under, marked for the catalogue; "" where the standard has none.
        facts: Keys of the researcher's answers that belong here.
        seen: What the study itself says, "" where it says nothing; None where it cannot say anything.
        section: Key of the heading where more stands.
    """

    number: int
    name: str
    domain: str
    fill: Fill
    facts: tuple[str, ...] = ()
    seen: Callable[[StudyAccount], str] | None = None
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """An item with its text; "" where nothing is known."""

    item: Item
    state: State
    text: str


def fill_in(items: Iterable[Item], account: StudyAccount) -> tuple[Filled, ...]:
    """Every item, in order; nothing is made up."""
    found = []
    for item in items:
        seen = item.seen(account) if item.seen is not None else ""
        told = " ".join(answer for key in item.facts if (answer := account.facts.get(key)))
        if seen and told:
            state = State.BOTH
        elif told:
            state = State.TOLD
        elif seen:
            state = State.DRAFT if item.fill is Fill.SEMI else State.STUDY
        else:
            state = State.MISSING
        found.append(Filled(item=item, state=state, text=" ".join(part for part in (seen, told) if part)))
    return tuple(found)


def state_label(state: State) -> str:
    """Where a text comes from, in the current language."""
    return _(_STATES[state])


def checklist_table(key: str, caption: str, filled: Sequence[Filled], source: str) -> Table:
    """The standard as a table with its domains as groups."""
    rows: list[TableRow] = []
    domain = ""
    for one in filled:
        if one.item.domain != domain:
            domain = one.item.domain
            rows.append(group(_(domain)))
        text: Runs = cell(one.text) if one.text else (italic(not_reported()),)
        mark: Runs = (bold(state_label(one.state)),) if one.state is State.DRAFT else cell(state_label(one.state))
        where: Runs = (see(one.item.section),) if one.item.section and one.text else (Run(text="–"),)
        rows.append(row(one.item.number, _(one.item.name), text, mark, where))
    columns = [
        column(_("No."), 0.45, right=True),
        column(_("Item"), 1.9),
        column(_("What the study reports"), 4.6),
        column(_("From"), 1.3),
        column(_("Where"), 1.0),
    ]
    return table(key, caption, columns, rows, source=source)
