"""The picture of the README: the convergence matrix of the synthetic example, as LibreOffice shows it.

python tools/make_picture.py            writes docs/pictures/convergence.png; needs soffice and pdftoppm
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "convergence.png"
DOTS = 150  # an inch; more makes the file larger than a page should load
MARGIN = 12  # dots
LAST_COLUMN = "witnesses"
FINDINGS = ("harga", "dukungan", "sertifikat", "pelatihan-merata", "limbah-diolah", "jaminan", "merek", "bergantung")


def main() -> int:
    """Make the workbook, print the matrix of its first sheet as a picture, cut the paper off."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "QDA_LANG": "en"}
        qda = [sys.executable, "-m", "qda"]
        _run([*qda, "demo", "batankrajan", "--to", "demo"], folder, environment)
        _run([*qda, "--study", "demo/study.qda", "triangulate", *FINDINGS, "--to", "page.xlsx"], folder, environment)
        _keep_the_matrix(folder / "page.xlsx")
        _run(["soffice", "--headless", "--convert-to", "pdf", "page.xlsx"], folder, environment)
        _run(["pdftoppm", "-r", str(DOTS), "-singlefile", "page.pdf", "page"], folder, environment)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(packed_png(cut(dots_of((folder / "page.ppm").read_bytes()))))
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} kB")
    return 0


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)


def _keep_the_matrix(file: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(file)
    for other in book.worksheets[1:]:
        other.sheet_state = "hidden"
    sheet = book.worksheets[0]
    [last] = [cell for row in sheet.iter_rows() for cell in row if cell.value == LAST_COLUMN]
    for heading in [merged for merged in sheet.merged_cells.ranges if merged.max_col > last.column]:
        sheet.unmerge_cells(heading.coord)
        if heading.min_col < last.column:
            sheet.merge_cells(None, heading.min_row, heading.min_col, heading.max_row, last.column)
    last_row = last.row + len(FINDINGS)
    sheet.print_area = f"A1:{last.column_letter}{last_row}"
    sheet.oddFooter.center.text = ""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    book.save(file)


def dots_of(ppm: bytes) -> NDArray[np.uint8]:
    """The dots of a picture as pdftoppm writes it: height × width × red, green, blue."""
    _magic, width, height, _depth = ppm.split(maxsplit=4)[:4]
    size = int(width) * int(height) * 3
    return np.frombuffer(ppm[-size:], np.uint8).reshape(int(height), int(width), 3)


def cut(dots: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture without the paper around it."""
    inked = (dots < 250).any(axis=2)
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    top, left = max(0, rows[0] - MARGIN), max(0, columns[0] - MARGIN)
    return dots[top : rows[-1] + MARGIN, left : columns[-1] + MARGIN]


def packed_png(dots: NDArray[np.uint8]) -> bytes:
    """A PNG file: by a table of colours where there are at most 256 of them, else with three bytes a dot."""
    height, width, _channels = dots.shape
    colours, places = np.unique(dots.reshape(-1, 3), axis=0, return_inverse=True)
    few = len(colours) <= 256
    rows = places.reshape(height, width).astype(np.uint8) if few else dots
    lines = b"".join(b"\0" + line.tobytes() for line in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 3 if few else 2, 0, 0, 0)
    table = _chunk(b"PLTE", colours.tobytes()) if few else b""
    body = _chunk(b"IHDR", head) + table + _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    sys.exit(main())
