"""What every file says beside the matrix: how to read it, its rules, where it comes from; one wording for all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qda.model.ids import Id
from qda.model.output import Output, Provenance
from qda.model.quotation import Quotation
from qda.model.sheet import UNASKED, Cell, Sheet
from qda.model.wording import N_, _, number

QUOTATION_COLUMNS = (
    N_("Quotation"),
    N_("Source"),
    N_("Line"),
    N_("Speaker"),
    N_("Informant"),
    N_("Group"),
    N_("Code"),
    N_("Stance"),
    N_("Coder"),
    N_("Origin"),
    N_("Memo"),
    N_("Start"),
    N_("End"),
)
_CHAPTER = re.compile(r"\bch\. (\d+)")
_REMARKS = (
    N_("after the partially ordered meta-matrix"),
    N_("clustering as a tactic"),
    N_("counting as a tactic"),
    N_("simultaneous coding"),
    N_("matrix displays"),
    N_("event listing"),
    N_("scatterplots over cases"),
    N_("substructed variables"),
    N_("c-coefficient as in the manual of ATLAS.ti"),
    N_("expected curve"),
    N_("shaded matrices"),
    N_("linkage"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its sentences; `paragraphs` where each stands on its own."""

    heading: str
    lines: tuple[str, ...]
    paragraphs: bool = False


def synthetic_mark() -> str:
    """What stands on everything that rests on made-up material."""
    return _("SYNTHETIC EXAMPLE: these people and their words are made up.")


def before(sheet: Sheet) -> tuple[str, ...]:
    """The lines between the title and the matrix."""
    mark = (synthetic_mark(),) if sheet.synthetic else ()
    return (*mark, *(line for line in (sheet.reading, sheet.counts) if line))


def after(sheet: Sheet) -> tuple[Section, ...]:
    """What is printed below the matrix: the researcher's text with who wrote it, then the rules."""
    if not sheet.analysis:
        return rules(sheet)
    heading = _("Analytic text")
    if sheet.analysis_by:
        heading = _("Analytic text, by {who}").format(who=sheet.analysis_by)
    lines = tuple(line for line in sheet.analysis.split("\n") if line.strip())
    return (Section(heading=heading, lines=lines, paragraphs=True), *rules(sheet))


def rules(sheet: Sheet) -> tuple[Section, ...]:
    """What had to hold, what was left out, and where it is described; sections without a sentence are left out."""
    sections = (
        Section(heading=_("Decision rules"), lines=sheet.decision_rules),
        Section(heading=_("Filters"), lines=sheet.filters or (_("Nothing was left out."),)),
        Section(heading=_("Notes"), lines=sheet.notes),
        Section(heading=_("Described in"), lines=(cited(sheet.citation),) if sheet.citation else ()),
    )
    return tuple(section for section in sections if section.lines)


def cited(citation: str) -> str:
    """Where a display is described, chapter and remarks in the reader's language; titles stay as they are."""
    told = _(citation)
    if told != citation:
        return told
    told = _CHAPTER.sub(lambda found: _("ch. {n}").format(n=found[1]), told)
    for remark in _REMARKS:
        told = told.replace(remark, _(remark))
    return told


def origin(provenance: Provenance) -> tuple[tuple[str, str], ...]:
    """Where the file comes from, label and value."""
    return (
        (_("Study"), provenance.study),
        (_("Command"), provenance.command),
        (_("State of the study"), provenance.date),
        (_("Study hash"), provenance.study_hash),
        (_("Made with"), f"qda {provenance.version}"),
        (_("Language"), provenance.language),
        *provenance.details,
    )


def shown(cell: Cell) -> str:
    """A cell as text: the reason where it is empty, `3/5` for a count out of some, at most three decimals.

    Where nobody was asked, a mark follows the count or share: `1/1*`.
    """
    if cell.empty is not None:
        return cell.empty.word
    if isinstance(cell.value, int) and cell.of is not None:
        return f"{cell.value}/{cell.of}{UNASKED if cell.unasked else ''}"
    if isinstance(cell.value, float):
        return number(cell.value, 3, short=True) + (UNASKED if cell.unasked else "")
    return "" if cell.value is None else str(cell.value)


def all_quotations(output: Output) -> dict[Id, Quotation]:
    """The quotations of all sheets by coding, each once, in the order in which the sheets give them."""
    return {quotation.coding: quotation for sheet in output.sheets for quotation in sheet.quotations}


def attribute_names(quotations: dict[Id, Quotation]) -> tuple[str, ...]:
    """The names of all attributes, in the order in which quotations first have them."""
    return tuple(dict.fromkeys(name for quotation in quotations.values() for name, _value in quotation.attributes))


def quotation_values(quotation: Quotation, attributes: tuple[str, ...]) -> tuple[str | int, ...]:
    """A quotation's fields in the order of `QUOTATION_COLUMNS`, then its attributes."""
    have = dict(quotation.attributes)
    q = quotation
    return (
        q.text,
        q.source,
        q.line,
        q.speaker,
        q.informant,
        q.group,
        q.code,
        q.stance,
        q.coder,
        q.origin,
        q.memo,
        q.start,
        q.end,
        *(have.get(name, "") for name in attributes),
    )
