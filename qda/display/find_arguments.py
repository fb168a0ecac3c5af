"""What was typed after `qda find` as a list that always says the same in the same way, and back. Pure."""

from __future__ import annotations

from collections.abc import Sequence


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
