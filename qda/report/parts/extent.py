"""How much material there is and how many people are heard: the sentences that several parts say."""

from __future__ import annotations

from qda.model.records import Kind
from qda.model.wording import _, plural
from qda.report.account import StudyAccount
from qda.report.prose import listing
from qda.report.words import counted, span


def sources_sentence(account: StudyAccount) -> str:
    """How many sources of which kinds, when and where."""
    material = account.material
    if not material:
        if account.sources:
            return _("The study holds the researcher’s own texts alone; they are no evidence.")
        return _("No data have been brought in yet.")
    kinds = listing([counted(kind, n) for kind in Kind if (n := sum(s.kind is kind for s in material))])
    times = span(source.date for source in material)
    head = plural(
        "The data come from {n} source: {kinds}.", "The data come from {n} sources: {kinds}.", len(material)
    ).format(n=len(material), kinds=kinds)
    if not times:
        return f"{head} {_('Their dates are not recorded.')}"
    undated = sum(source.date is None for source in material)
    dated = _("They date {times}.").format(times=times)
    left = _("Of {n} the date is not recorded.").format(n=undated) if undated else ""
    return " ".join(part for part in (head, dated, left) if part)


def people_sentence(account: StudyAccount) -> str:
    """How many informants, and how many of each group."""
    if not account.informants:
        return _("No speaker or quoted person is recorded as an informant.")
    named = [(name, people) for name, people in account.groups if name]
    head = plural(
        "{n} informant was heard or is quoted.", "{n} informants were heard or are quoted.", account.people
    ).format(n=account.people)
    if not named:
        return f"{head} {_('Their groups are not recorded.')}"
    by_group = listing([f"{name} ({sum(one.stands_for for one in people)})" for name, people in named])
    return f"{head} {_('By group: {groups}.').format(groups=by_group)}"
