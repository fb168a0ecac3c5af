"""Days, spans of days, kinds and shares as a reader of the report wants them."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.day import day
from qda.model.records import Kind
from qda.model.wording import N_, _, number, plural

_HEADINGS = {
    Kind.INTERVIEW: N_("Interviews"),
    Kind.OBSERVATION: N_("Observations"),
    Kind.DOCUMENT: N_("Documents"),
    Kind.FOCUS_GROUP: N_("Focus groups"),
    Kind.SURVEY: N_("Surveys"),
    Kind.AUTHOR: N_("The researcher’s own texts (no evidence)"),
}


def span(days: Iterable[str | None]) -> str:
    """The first to the last of some days; "" where none is known."""
    known = sorted(one for one in days if one)
    if not known:
        return ""
    if known[0] == known[-1]:
        return _("on {day}").format(day=day(known[0]))
    return _("from {first} to {last}").format(first=day(known[0]), last=day(known[-1]))


def kind_heading(kind: Kind) -> str:
    """What sources of that kind are called together."""
    return _(_HEADINGS[kind])


def counted(kind: Kind, n: int) -> str:
    """`11 interviews`."""
    forms = {
        Kind.INTERVIEW: plural("{n} interview", "{n} interviews", n),
        Kind.OBSERVATION: plural("{n} observation", "{n} observations", n),
        Kind.DOCUMENT: plural("{n} document", "{n} documents", n),
        Kind.FOCUS_GROUP: plural("{n} focus group", "{n} focus groups", n),
        Kind.SURVEY: plural("{n} survey", "{n} surveys", n),
        Kind.AUTHOR: plural("{n} text of the researcher", "{n} texts of the researcher", n),
    }
    return forms[kind].format(n=n)


def minutes(values: Iterable[float]) -> str:
    """`28 to 61 minutes (median 44)`; "" where none is known."""
    known = sorted(values)
    if not known:
        return ""
    middle = len(known) // 2
    median = known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2
    if len(known) == 1:
        return _("{n} minutes").format(n=number(known[0], 0))
    return _("{low} to {high} minutes (median {median})").format(
        low=number(known[0], 0), high=number(known[-1], 0), median=number(median, 0)
    )


def figure(value: float | None, digits: int = 2) -> str:
    """A number, or a dash where it is undefined."""
    return "–" if value is None else number(value, digits)


def not_reported() -> str:
    """What stands where nobody said anything; nothing is ever made up."""
    return _("not reported")
