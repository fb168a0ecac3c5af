"""The pictures of docs/displays.md: every display of the example study, sheets as LibreOffice shows them.

python tools/make_gallery.py [NAME…]     writes docs/pictures/displays; sheets need soffice and pdftoppm
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from make_picture import cut, dots_of, packed_png
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
GALLERY = PICTURES / "displays"
COMMANDS = PICTURES / "displays.txt"
STUDY = "wonotirto"
DOTS = 110  # an inch
READABLE = 170.0  # characters across a page; a wider matrix is drawn with more dots, to be looked at enlarged
COLOURS = 96  # flat fills and the edges of black letters need no more


def commands() -> dict[str, list[str]]:
    """What is typed for each display, after `qda display`."""
    lines = COMMANDS.read_text(encoding="utf-8").splitlines()
    return {words[0]: words for line in lines if (words := shlex.split(line, comments=True))}


def main() -> int:
    """Run the example study in a folder of its own and draw what is asked for, everything if nothing is."""
    wanted = {name: words for name, words in commands().items() if not sys.argv[1:] or name in sys.argv[1:]}
    GALLERY.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _qda(folder, "demo", STUDY, "--to", STUDY)
        for kind, words in wanted.items():
            print(kind, _draw(folder, kind, words).stat().st_size // 1024, "kB")
    return 0


def _draw(folder: Path, kind: str, words: list[str]) -> Path:
    from qda import registry

    study = ["--study", f"{STUDY}/study.qda"]
    if registry.get("displays", kind).details.gives != "sheet":
        picture = GALLERY / f"{kind}.svg"
        _qda(folder, *study, "display", *words, "--to", f"{kind}.svg")
        shutil.copyfile(folder / f"{kind}.svg", picture)
        return picture
    picture = GALLERY / f"{kind}.png"
    file = folder / f"{kind}.xlsx"
    _qda(folder, *study, "display", *words, "--to", file.name)
    width = _keep_the_matrix(file)
    _run(["soffice", "--headless", "--convert-to", "pdf", file.name], folder)
    _run(
        ["pdftoppm", "-r", str(round(DOTS * min(2.0, max(1.0, width / READABLE)))), "-singlefile", f"{kind}.pdf", kind],
        folder,
    )
    picture.write_bytes(packed_png(_fewer_colours(cut(dots_of((folder / f"{kind}.ppm").read_bytes())))))
    return picture


def _keep_the_matrix(file: Path) -> float:
    """Print the first sheet only, down to the end of its matrix, on one page; its width in characters."""
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.utils.cell import range_boundaries

    book = load_workbook(file)
    for other in book.worksheets[1:]:
        other.sheet_state = "hidden"
    sheet = book.worksheets[0]
    _left, top, right, bottom = range_boundaries(sheet.auto_filter.ref or "A1:A1")
    above = (lines.max_col for lines in sheet.merged_cells.ranges if lines.max_row < (top or 1))
    last = max(int(right or 1), *above)
    sheet.print_area = f"A1:{get_column_letter(last)}{bottom}"
    sheet.oddFooter.center.text = ""
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    book.save(file)
    return sum(sheet.column_dimensions[get_column_letter(n)].width or 0 for n in range(1, last + 1))


def _fewer_colours(dots: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture in its most frequent colours; the others become the nearest of these."""
    colours, places, often = np.unique(dots.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(-often, kind="stable")[:COLOURS]].astype(int)
    nearest = [int(((kept - colour) ** 2).sum(axis=1).argmin()) for colour in colours.astype(int)]
    return np.asarray(kept[np.asarray(nearest)[places.ravel()]].reshape(dots.shape), np.uint8)


def _qda(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qda", *words],
        cwd=folder,
        env={**os.environ, "QDA_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode > ("demo" in words):  # 1 there: the example's findings are not all supported
        raise SystemExit(f"qda {shlex.join(words)}\n{done.stderr}")


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
