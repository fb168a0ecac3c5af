"""The example studies that come with the program, and how one is copied to a folder."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

from qda.model.errors import InputError, NotFoundError
from qda.model.wording import _

PLAN = "study.yaml"
_RESULTS = "hasil"


def home() -> Path:
    """The folder that holds `examples` and `codebooks`: in the installed package, or the checkout's root."""
    package = Path(__file__).resolve().parent
    shipped = package / "shipped"
    return shipped if shipped.is_dir() else package.parent


def names() -> list[str]:
    """The example studies there are."""
    return sorted(path.parent.name for path in (home() / "examples").glob(f"*/{PLAN}"))


def copy_example(name: str, folder: Path) -> Path:
    """Copy an example study with its codebook; the path of its plan. What is there already and the same stays.

    Raises:
        NotFoundError: there is no such example.
        InputError: a file of another content is in the way.
    """
    if name not in names():
        raise NotFoundError(
            _("There is no example “{name}”.").format(name=name),
            mend=_("Examples: {names}.").format(names=", ".join(names())),
        )
    source = home() / "examples" / name
    for file in sorted(path for path in source.rglob("*") if path.is_file() and _is_material(path, source)):
        _copy(file, folder / file.relative_to(source))
    plan = folder / PLAN
    _bring_codebook(plan, source, folder)
    return plan


def _is_material(path: Path, source: Path) -> bool:
    return path.suffix != ".qda" and path.relative_to(source).parts[0] not in (_RESULTS, "naskah")


def _bring_codebook(plan: Path, source: Path, folder: Path) -> None:
    """Put the codebook beside the plan, and say so in the plan: the copy stands on its own."""
    text = (source / PLAN).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if line.startswith("codebook: ../"):
            book = source / line.partition(":")[2].strip()
            _copy(book, folder / book.name)
            lines[at] = f"codebook: {book.name}\n"
    plan.write_text("".join(lines), encoding="utf-8")


def _copy(file: Path, to: Path) -> None:
    if to.exists() and to.read_bytes() != file.read_bytes() and to.name != PLAN:
        raise InputError(
            _("Another file is in the way."), where=str(to), mend=_("Choose another folder with --to, or move it.")
        )
    to.parent.mkdir(parents=True, exist_ok=True)
    if not to.exists() or to.name == PLAN:
        copyfile(file, to)
