"""What a writer is: it renders sheets into one file; the ending picks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qda import registry
from qda.model.errors import InputError
from qda.model.sheet import Output
from qda.model.wording import _

Writer = Callable[[Output, BinaryIO], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterDetails:
    """What a writer declares: the endings it serves, with their dot."""

    extensions: tuple[str, ...]


def writer(name: str, summary: str, *, extensions: tuple[str, ...]) -> Callable[[Writer], Writer]:
    """Declare a writer; the function is called as `function(output, binary_file)` and writes all of it."""
    return registry.mark("writers", name, summary, details=WriterDetails(extensions=extensions))


def writer_for(path: Path) -> Writer:
    """The writer that serves the file's ending.

    Raises:
        InputError: none does; the message names the endings there are.
    """
    ours = path.suffix.lower().lstrip(".")
    plugins = registry.find("writers")
    for plugin in plugins:
        if f".{ours}" in plugin.details.extensions:
            return plugin.target
    endings = ", ".join(sorted(ending for plugin in plugins for ending in plugin.details.extensions))
    raise InputError(
        _("No writer for the ending “{ending}”.").format(ending=path.suffix),
        where=str(path),
        mend=_("Use one of: {endings}.").format(endings=endings),
    )
