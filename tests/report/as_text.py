"""A document as plain text, for snapshots: what people would read, without what differs from run to run."""

from __future__ import annotations

from collections.abc import Iterator

from qda import __version__
from qda.model.day import day, moment
from qda.model.document import Block, BulletList, Document, Heading, Note, Paragraph, Quote, Section, plain
from qda.report.account import StudyAccount


def as_text(document: Document) -> str:
    """Every word of a document, a block a line."""
    sections = (Section(blocks=document.preface), *document.sections)
    head = [document.title, document.subtitle, document.mark]
    return "\n".join([*head, *(line for section in sections for line in _section(section))]) + "\n"


def settled(text: str, account: StudyAccount) -> str:
    """The text without times, hashes and versions."""
    came = account.provenance
    known = {came.date: "TIME", moment(came.date): "TIME", came.study_hash: "HASH", f"qda {__version__}": "qda VERSION"}
    known |= {day(one): "TODAY" for one in (account.journal.first, account.journal.last)}
    for old, new in known.items():
        text = text.replace(old, new)
    return text


def _section(section: Section) -> Iterator[str]:
    if section.landscape:
        yield "=== wide ==="
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"\n{'#' * block.level} {block.full}"
    elif isinstance(block, Paragraph):
        yield plain(block.runs)
    elif isinstance(block, Note):
        yield f"! {plain(block.runs)}"
    elif isinstance(block, BulletList):
        yield from (f"- {plain(item)}" for item in block.items)
    elif isinstance(block, Quote):
        yield f"> {block.text} ({block.reference})"
    else:
        yield f"[{block.number}. {block.caption}]"
        yield " | ".join(column.label for column in block.columns)
        for row in block.rows:
            yield f"== {row.group}" if row.group else " | ".join(plain(cell) for cell in row.cells)
        if block.source:
            yield f"({block.source})"
