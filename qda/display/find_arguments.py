"""What was typed after `qda find` as a list that always says the same in the same way, and back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.model.errors import InputError
from qda.model.wording import _

WIDTH = 40  # characters of context on each side, as `qda find` prints them


@dataclass(frozen=True, slots=True, kw_only=True)
class FindArguments:
    """What is typed after `qda find`; None where a flag is left out."""

    query: str
    source: str | None = None
    width: int = WIDTH
    limit: int | None = None


def read_arguments(arguments: Sequence[str], where: str) -> FindArguments:
    """What `find_arguments` gave, perhaps in another version of the program.

    Raises:
        InputError: a flag is unknown or its value does not fit; `where` says whose arguments they are.
    """
    query, *flags = arguments
    given = dict(zip(flags[::2], flags[1::2], strict=False))
    unknown = [flag for flag in flags[::2] if flag not in ("--limit", "--source", "--width") or flag not in given]
    if unknown:
        raise InputError(_("The search has no option “{option}”.").format(option=unknown[0]), where=where)
    numbers = {flag: text for flag, text in given.items() if flag != "--source"}
    for flag, text in numbers.items():
        if not text.isdecimal():
            raise InputError(
                _("“{value}” does not fit the option “{name}”.").format(value=text, name=flag), where=where
            )
    return FindArguments(
        query=query,
        source=given.get("--source"),
        width=int(given.get("--width", WIDTH)),
        limit=int(given["--limit"]) if "--limit" in given else None,
    )


def find_arguments(
    query: str, *, source: str | None = None, width: int | None = None, limit: int | None = None
) -> tuple[str, ...]:
    """A query and its flags as arguments: the query first, blanks between its words made one, then flags by name.

    Args:
        query: As typed.
        source: The only source; None: all.
        width: Characters of context; None: as many as `qda find` takes by itself.
        limit: How many places at most; None: all.
    """
    flags = {"--limit": limit, "--source": source, "--width": width}
    given = [part for flag, value in flags.items() if value is not None for part in (flag, str(value))]
    return (" ".join(query.split()), *given)


def query_of(arguments: Sequence[str]) -> str:
    """The query that arguments from `find_arguments` ask for, the source they are restricted to a part of it.

    Limit and width are left out: they say what is shown, not what is found.
    """
    query, *flags = arguments
    if "--source" not in flags:
        return query
    source = flags[flags.index("--source") + 1].replace('"', "*")  # a value in quotation marks can hold none
    return f'({query}) AND source="{source}"'
