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
LEVELS = 16  # of each colour: flat fills and black letters need no more


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
    _keep_the_matrix(file)
    _run(["soffice", "--headless", "--convert-to", "pdf", file.name], folder)
    _run(["pdftoppm", "-r", str(DOTS), "-singlefile", f"{kind}.pdf", kind], folder)
    picture.write_bytes(packed_png(_fewer_colours(cut(dots_of((folder / f"{kind}.ppm").read_bytes())))))
    return picture


def _keep_the_matrix(file: Path) -> None:
    """Print the first sheet only, down to the end of its matrix, on one page."""
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.utils.cell import range_boundaries

    book = load_workbook(file)
    for other in book.worksheets[1:]:
        other.sheet_state = "hidden"
    sheet = book.worksheets[0]
    _left, _top, right, bottom = range_boundaries(sheet.auto_filter.ref or "A1:A1")
    sheet.print_area = f"A1:{get_column_letter(int(right or 1))}{bottom}"
    sheet.oddFooter.center.text = ""
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    book.save(file)


def _fewer_colours(dots: NDArray[np.uint8]) -> NDArray[np.uint8]:
    step = 255 / (LEVELS - 1)
    return np.asarray(np.rint(np.rint(dots / step) * step), np.uint8)


def _qda(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qda", *words],
        cwd=folder,
        env={**os.environ, "QDA_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):  # 1: the example's findings are not all supported
        raise SystemExit(f"qda {shlex.join(words)}\n{done.stderr}")


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
