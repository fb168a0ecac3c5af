"""Rebuild the Word transcripts and the table of cases of `examples/batankrajan` from their readable text.

The text in `naskah/` is the master; the `.docx` and `.xlsx` beside it are what a researcher would have. The same
text gives the same bytes: every time stamp inside the files is fixed.

Usage: `python tools/make_example_docx.py [--check]`. With `--check` nothing is written, and the exit status is 1
where a file on disk differs from what its text gives.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from openpyxl import Workbook

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "batankrajan"
WRITTEN = datetime(2024, 4, 30, tzinfo=UTC)
NOTICE = "DATA SINTETIS – bukan transkrip orang sungguhan"
LAYOUTS = ("paragraf", "tabel", "baris-lunak")


def transcript(text: str) -> bytes:
    """A Word file of one text.

    The first line names the layout: `paragraf` (a paragraph each line), `tabel` (header paragraphs, then question
    and answer in a table of two columns) or `baris-lunak` (a paragraph each block, its lines parted by soft breaks).

    Raises:
        ValueError: the first line names no known layout.
    """
    first, _, body = text.partition("\n")
    layout = first.removeprefix("tata-letak:").strip()
    if layout not in LAYOUTS:
        raise ValueError(f"unknown layout: {first!r}")
    document = Document()
    if layout == "tabel":
        _table(document, body)
    elif layout == "baris-lunak":
        _soft_breaks(document, body)
    else:
        for line in body.splitlines():
            document.add_paragraph(line)
    properties = document.core_properties
    properties.author = "qda"
    properties.title = NOTICE
    properties.comments = NOTICE
    properties.created = properties.modified = WRITTEN
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def _table(document: WordDocument, body: str) -> None:
    lines = [line for line in body.splitlines() if line]
    header = [line for line in lines if not line.startswith(("P: ", "N: "))]
    for line in header:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text = "Pertanyaan", "Jawaban"
    turns = lines[len(header) :]
    for question, answer in zip(turns[::2], turns[1::2], strict=True):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = question.removeprefix("P: "), answer.removeprefix("N: ")


def _soft_breaks(document: WordDocument, body: str) -> None:
    header, *blocks = body.strip().split("\n\n")
    for line in header.splitlines():
        document.add_paragraph(line)
    for block in blocks:
        document.add_paragraph(block)  # python-docx turns each \n into a soft line break


def cases(table: str) -> bytes:
    """A workbook of the table of cases; numbers stay numbers, empty cells stay empty."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "informan"
    for row in csv.reader(io.StringIO(table)):
        sheet.append([int(value) if value.isdecimal() else value or None for value in row])
    book.properties.creator = "qda"
    book.properties.title = NOTICE
    book.properties.created = WRITTEN.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def timeless(package: bytes) -> bytes:
    """The same package with every time stamp fixed, its members in the same order."""
    out = io.BytesIO()
    stamp = WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ")
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", stamp.encode(), data)
            member = zipfile.ZipInfo(name, date_time=WRITTEN.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            new.writestr(member, data)
    return out.getvalue()


def built() -> dict[Path, bytes]:
    """Every file that the readable text gives, by its place."""
    files = {
        EXAMPLE / "transkrip" / f"{script.stem}.docx": transcript(script.read_text(encoding="utf-8"))
        for script in sorted((EXAMPLE / "naskah").glob("*.txt"))
    }
    files[EXAMPLE / "cases.xlsx"] = cases((EXAMPLE / "naskah" / "informan.csv").read_text(encoding="utf-8"))
    return files


def same_content(one: bytes, other: bytes) -> bool:
    """Whether two packages hold the same members; how hard they were squeezed may differ between machines."""
    with zipfile.ZipFile(io.BytesIO(one)) as a, zipfile.ZipFile(io.BytesIO(other)) as b:
        return a.namelist() == b.namelist() and all(a.read(name) == b.read(name) for name in a.namelist())


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` say which are out of date."""
    stale = []
    for path, data in built().items():
        if path.exists() and same_content(path.read_bytes(), data):
            continue
        stale.append(path)
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    for path in stale:
        print(path.relative_to(EXAMPLE.parent))
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
