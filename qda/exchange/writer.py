"""What a writer is: it renders sheets, networks, plots or several of them into one file; the ending picks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qda import registry
from qda.model.errors import InputError
from qda.model.output import Output
from qda.model.wording import _
from qda.registry import Plugin


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A file that another one names and that has to lie beside it: a picture of a LaTeX document."""

    name: str
    data: bytes


Writer = Callable[[Output, BinaryIO], tuple[Beside, ...] | None]
SHEETS, NETWORKS, PLOTS = "sheets", "networks", "plots"
_IMAGES = (".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".pdf", ".eps", ".emf")


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterDetails:
    """What a writer declares.

    Attributes:
        extensions: The endings it serves, with their dot.
        takes: What it renders: sheets, networks, plots.
        numbers: Whether it prints the numbers of `Output.numbering`; an output that has one goes to no other writer.
    """

    extensions: tuple[str, ...]
    takes: tuple[str, ...] = (SHEETS,)
    numbers: bool = False


def writer(
    name: str,
    summary: str,
    *,
    extensions: tuple[str, ...],
    takes: tuple[str, ...] = (SHEETS,),
    numbers: bool = False,
) -> Callable[[Writer], Writer]:
    """Declare a writer; the function is called as `function(output, binary_file)` and writes all of it.

    What it gives back, if anything, are the files that the written one names; they are put beside it.
    """
    return registry.mark(
        "writers", name, summary, details=WriterDetails(extensions=extensions, takes=takes, numbers=numbers)
    )


def writer_for(path: Path, holds: Sequence[str] = (SHEETS,), *, besides: Sequence[str] = ()) -> Writer:
    """The writer that serves the file's ending and what is to be written.

    Sheets need one that takes sheets. Networks and plots are given to it as tables (`qda.exchange.network_tables`,
    `Plot.as_sheet`) where no writer of that ending draws them, or none draws all together.

    Args:
        path: The file.
        holds: Any of "sheets", "networks", "plots".
        besides: Endings that no writer serves but the command does; named with the others.

    Raises:
        InputError: none does; the message names the endings that serve.
    """
    return _chosen(path, holds, besides).target


def prints_numbers(path: Path, holds: Sequence[str]) -> bool:
    """Whether the writer for that file and content prints numbers of tables and figures. Raises as `writer_for`."""
    return bool(_chosen(path, holds).details.numbers)


def check_numbers(path: Path, holds: Sequence[str]) -> None:
    """Refuse to number tables or figures in a file that has no captions.

    Raises:
        InputError: the writer for that file and content prints no numbers, or as `writer_for`.
    """
    if prints_numbers(path, holds):
        return
    printing = [plugin for plugin in registry.find("writers") if plugin.details.numbers]
    printing = [plugin for plugin in printing if set(holds) <= set(plugin.details.takes)]
    endings = ", ".join(sorted({ending for plugin in printing for ending in plugin.details.extensions}))
    raise InputError(
        _("A file ending in “{ending}” has no captions that could be numbered.").format(ending=path.suffix),
        where=str(path),
        mend=_("Leave --chapter and --number out, or use one of: {endings}.").format(endings=endings),
    )


def taken(path: Path, holds: Sequence[str]) -> tuple[str, ...]:
    """What the writer for that file and content takes as it is. Raises as `writer_for`."""
    takes: tuple[str, ...] = _chosen(path, holds).details.takes
    return takes


def _chosen(path: Path, holds: Sequence[str], besides: Sequence[str] = ()) -> Plugin:
    ours = f".{path.suffix.lower().lstrip('.')}"
    plugins = registry.find("writers")
    serving = [plugin for plugin in plugins if ours in plugin.details.extensions]
    exact = [plugin for plugin in serving if set(holds) <= set(plugin.details.takes)]
    tables = [plugin for plugin in serving if SHEETS in plugin.details.takes]
    if exact or tables:
        return (exact or tables)[0]
    wanted = [each for each in plugins if SHEETS in each.details.takes or set(holds) <= set(each.details.takes)]
    endings = ", ".join(sorted({*besides, *(ending for plugin in wanted for ending in plugin.details.extensions)}))
    use = _("Use one of: {endings}.").format(endings=endings)
    if serving and SHEETS in holds:
        what = _("A file ending in “{ending}” holds no tables, and this is one.").format(ending=path.suffix)
    elif serving:
        what = _("A file ending in “{ending}” holds a network, and this is none.").format(ending=path.suffix)
    else:
        what = _("No writer for the ending “{ending}”.").format(ending=path.suffix)
        if ours in _IMAGES and SHEETS not in holds:
            use = _(
                "Write .png, or .svg, which every browser shows and prints as PDF. Else use one of: {endings}."
            ).format(endings=endings)
    raise InputError(what, where=str(path), mend=use)
