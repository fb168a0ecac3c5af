"""The report as a document: parts in their order, numbers for headings and tables, references filled in. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qda.exchange.captions import figure_number
from qda.exchange.front_matter import synthetic_mark
from qda.model.document import (
    Block,
    BulletList,
    Document,
    Heading,
    Note,
    Paragraph,
    Picture,
    Run,
    Runs,
    Section,
    Table,
)
from qda.model.numbering import Numbering
from qda.model.wording import _
from qda.report.account import StudyAccount
from qda.report.parts.appendices import provenance, quotation_index
from qda.report.parts.approach import approach
from qda.report.parts.codebook import codebook, codebook_appendix
from qda.report.parts.coding import coding
from qda.report.parts.coreq import coreq
from qda.report.parts.displays import displays, displays_appendix
from qda.report.parts.findings import findings
from qda.report.parts.limitations import limitations
from qda.report.parts.member_checks import member_checks
from qda.report.parts.negative_cases import negative_cases
from qda.report.parts.not_done import not_done
from qda.report.parts.profile import profile
from qda.report.parts.sample import sample
from qda.report.parts.saturation import saturation
from qda.report.parts.srqr import srqr
from qda.report.parts.trustworthiness import trustworthiness
from qda.report.prose import note, paragraph

Part = Callable[[StudyAccount], tuple[Section, ...]]

CHAPTER: tuple[Part, ...] = (
    approach,
    sample,
    codebook,
    coding,
    displays,
    findings,
    negative_cases,
    saturation,
    trustworthiness,
    profile,
    member_checks,
    limitations,
    not_done,
)
APPENDICES: tuple[Part, ...] = (codebook_appendix, displays_appendix, coreq, srqr, quotation_index, provenance)


def compose(account: StudyAccount, numbering: Numbering | None = None) -> Document:
    """The whole report in the current language.

    Args:
        account: What is told.
        numbering: The chapter that the report is in a thesis: its sections, one level lower, its tables and its
            figures carry the chapter's number. Appendices keep their letters.
    """
    chapter = [section for part in CHAPTER for section in part(account)]
    appendices = [sections for part in APPENDICES if (sections := part(account))]
    names: dict[str, str] = {}
    numbered = _chapter(chapter, names, numbering or Numbering())
    for letter, sections in zip("ABCDEFGH", appendices, strict=False):
        numbered += _appendix(sections, letter, names)
    return Document(
        title=_("Methods and trustworthiness of the data"),
        subtitle=account.title,
        preface=(
            paragraph(
                _(
                    "This chapter and its appendices were written from the study “{title}” by qda. What stands here is "
                    "in the data or was told by the researcher; nothing is made up, and what is not known is called "
                    "not reported."
                ).format(title=account.title)
            ),
            *_unanswered(account),
        ),
        sections=tuple(_filled(section, names) for section in numbered),
        contents=_("Contents"),
        language=account.language,
        provenance=account.provenance,
        mark=synthetic_mark() if account.synthetic else "",
    )


def _unanswered(account: StudyAccount) -> tuple[Note, ...]:
    lacking = len(account.facts.missing)
    if not lacking:
        return ()
    return (
        note(
            _(
                "{n} things only the researcher knows are not told yet. For a form with the questions type: qda report "
                "--form form.xlsx; to take the answers in: qda report {file} --facts form.xlsx"
            ).format(n=lacking, file=_("report.docx"))
        ),
    )


def _chapter(sections: list[Section], names: dict[str, str], numbering: Numbering) -> list[Section]:
    """Headings 1, 1.1; tables and figures 1, 2, 3; in chapter 3 headings 3.1, 3.1.1 and tables 3.1, 3.2."""
    above = (numbering.chapter,) if numbering.chapter else ()
    at = [0, 0, 0]
    tables = figures = 0
    numbered = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Heading):
                at[block.level - 1] += 1
                at[block.level :] = [0] * (3 - block.level)
                number = ".".join((*above, *(str(n) for n in at[: block.level])))
                names[block.key] = _("section {number}").format(number=number)
                block = replace(block, number=number, level=block.level + len(above))
            elif isinstance(block, Table):
                names[block.key] = _("Table {number}").format(number=numbering.of(tables))
                block = replace(block, number=names[block.key], counted="next")
                tables += 1
            elif isinstance(block, Picture):
                figures += block.counted == "next"
                names[block.key] = figure_number(numbering, figures - 1)
                block = replace(block, number=names[block.key])
            blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return numbered


def _appendix(sections: tuple[Section, ...], letter: str, names: dict[str, str]) -> list[Section]:
    """Headings A, A.1; tables A.1, A.2."""
    below = tables = 0
    numbered = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Heading):
                if block.level > 1:
                    below += 1
                whole = _("Appendix {letter}").format(letter=letter)
                names[block.key] = whole
                block = replace(block, number=f"{whole}." if block.level == 1 else f"{letter}.{below}")
            elif isinstance(block, Table):
                tables += 1
                names[block.key] = _("Table {number}").format(number=f"{letter}.{tables}")
                block = replace(block, number=names[block.key])
            blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return numbered


def _filled(section: Section, names: Mapping[str, str]) -> Section:
    """The section with the names of tables and headings where runs point at them."""

    def told(runs: Runs) -> Runs:
        return tuple(Run(text=names[r.ref], bold=r.bold, italic=r.italic) if r.ref else r for r in runs)

    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Paragraph | Note):
            block = replace(block, runs=told(block.runs))
        elif isinstance(block, BulletList):
            block = replace(block, items=tuple(told(item) for item in block.items))
        elif isinstance(block, Table):
            rows = tuple(replace(row, cells=tuple(told(cell) for cell in row.cells)) for row in block.rows)
            block = replace(block, rows=rows)
        blocks.append(block)
    return replace(section, blocks=tuple(blocks))
