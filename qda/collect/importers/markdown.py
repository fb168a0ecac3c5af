"""Markdown, as Otter and others write transcripts (`Name  0:21`, `**Name:**`, headings)."""

from __future__ import annotations

from qda.collect.decode import decode
from qda.collect.importer import Draft, File, importer
from qda.collect.transcript import drafts
from qda.model.wording import N_


@importer("markdown", N_("Markdown, as Otter writes it"), extensions=(".md", ".markdown"))
def read_markdown(file: File) -> list[Draft]:
    """The text of a Markdown file as written, marks included, with the turns in it."""
    decoded = decode(file)
    return drafts(file, decoded.text, problems=decoded.problems)
