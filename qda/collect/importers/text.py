"""Plain text (.txt)."""

from __future__ import annotations

from qda.collect.decode import decode
from qda.collect.importer import Draft, File, importer
from qda.collect.transcript import drafts
from qda.model.wording import N_


@importer("text", N_("Plain text, in any usual encoding"), extensions=(".txt", ".text"))
def read_text(file: File) -> list[Draft]:
    """The text of a plain file, with the turns in it."""
    decoded = decode(file)
    return drafts(file, decoded.text, problems=decoded.problems)
