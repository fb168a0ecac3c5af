"""Markdown: tables with footnoted quotations, for a repository or a chat."""

from __future__ import annotations

import re
from typing import BinaryIO

from qda.exchange.captions import captioned
from qda.exchange.front_matter import after, before, shown
from qda.exchange.origin_told import origin_told
from qda.exchange.safe_text import visible
from qda.exchange.writer import writer
from qda.model.output import Output
from qda.model.quotation import Quotation
from qda.model.sheet import Sheet
from qda.model.wording import N_, _

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")


@writer("markdown", N_("Markdown table with the quotations below it"), extensions=(".md", ".markdown"), numbers=True)
def write_markdown(output: Output, file: BinaryIO) -> None:
    """Each sheet a section: title, how to read it, table, rules, quotations; at the end where the file comes from."""
    for sheet in captioned(output).sheets:
        file.write("".join(f"{line}\n" for line in _section(sheet)).encode("utf-8"))
    lines = [
        f"## {_('Provenance')}",
        "",
        *(f"- {_plain(label)}: {_plain(value)}" for label, value in origin_told(output.provenance)),
    ]
    file.write("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _section(sheet: Sheet) -> list[str]:
    lines = [f"# {_plain(sheet.title)}", ""]
    for text in before(sheet):
        lines += [_plain(text), ""]
    grouped = any(row.group for row in sheet.rows)
    heads = [
        f"{column.group}: {column.label}" if column.group not in ("", column.label) else column.label
        for column in sheet.columns
    ]
    lines += [
        _row([*([_("Group")] if grouped else []), sheet.corner, *heads]),
        "|" + " --- |" * (len(heads) + 1 + grouped),
    ]
    lines += [
        _row([*([row.group] if grouped else []), row.label, *(shown(cell) for cell in row.cells)]) for row in sheet.rows
    ]
    for section in after(sheet):
        lines += ["", f"**{_plain(section.heading)}**", ""]
        if section.paragraphs:
            lines += [_plain(line) + "\n" for line in section.lines]
        else:
            lines += [f"- {_plain(line)}" for line in section.lines]
    if sheet.quotations and sheet.kind != "quotations":
        lines += ["", f"**{_('Quotations')}**", ""]
        lines += [
            f"{n}. “{_quoted(q)}” {_plain(f'{q.reference} {q.code} {q.stance}')}".rstrip()
            for n, q in enumerate(sheet.quotations, start=1)
        ]
    return [*lines, ""]


def _quoted(quotation: Quotation) -> str:
    """The words on one line, bold within what stands around them, where it carries that."""
    before, words, after = (_plain(text) for text in (quotation.before, quotation.text, quotation.after))
    whole = f"{before}**{words.strip()}**{after}" if before or after else words
    return " ".join(whole.split())


def _row(values: list[str]) -> str:
    return "| " + " | ".join(_plain(value).replace("\n", "<br>") for value in values) + " |"


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown would take for a mark."""
    return _SPECIAL.sub(r"\\\1", visible(text))
