"""Change what is known of a source, or say who its speakers are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from qda.collect.people import relink_questions
from qda.collect.update import change_kind
from qda.model.errors import ConflictError, InputError, NotFoundError
from qda.model.ids import Id
from qda.model.records import TECHNIQUE_OF, Kind, Speaker, SpeakerRole
from qda.model.text_places import Followed, Thing
from qda.model.wording import _
from qda.store import cases, sources, written
from qda.store.sources import StoredSource
from qda.store.study import Study

_ROLES = {
    "interviewer": SpeakerRole.INTERVIEWER,
    "pewawancara": SpeakerRole.INTERVIEWER,
    "other": SpeakerRole.OTHER,
    "lain": SpeakerRole.OTHER,
    "informant": SpeakerRole.INFORMANT,
    "informan": SpeakerRole.INFORMANT,
}


def describe(
    study: Study,
    name: str,
    *,
    rename: str = "",
    kind: str = "",
    date: str = "",
    period: str = "",
    place: str = "",
    site: str = "",
    copy_of: str = "",
    speakers: Sequence[str] = (),
) -> str:
    """Change a source in one command; what is empty stays.

    Args:
        study: Open.
        name: Of the source, or its beginning.
        rename: The new name.
        kind: One of `qda.model.records.Kind`; the technique follows it, and nobody speaks in the author's own prose.
        date: Of collection, ISO.
        period: Of fieldwork.
        place: Of collection.
        site: It belongs to.
        copy_of: The source of which this one is a copy.
        speakers: `LABEL=CASE` each; for CASE a case's name or alias, or interviewer, informant, other.

    Returns:
        What was changed in one line, and what followed in more.

    Raises:
        NotFoundError: no such source, label or case.
        InputError: no such kind, no date, or no `=` in a speaker.
        ConflictError: the new name is another source's.
    """
    values: dict[str, str | None] = {"period": period, "place": place, "site": site}
    values["date"] = read_date(date)
    known = read_kind(kind) if kind else None
    if known:
        values |= {"kind": known.value, "technique": TECHNIQUE_OF[known].value}
    with study.command("source update") as command:
        source = sources.find(study, name)
        if rename and rename != source.name:
            if rename.casefold() in {other.casefold() for other in sources.by_name(study) if other != source.name}:
                raise ConflictError(
                    _("Another source is called “{name}”.").format(name=rename), mend=_("Choose another name.")
                )
            values["name"] = rename
        if copy_of:
            values["copy_of"] = sources.find(study, copy_of).name
        given = {key: value for key, value in values.items() if value}
        if known:
            change_kind(study, source, known)
        sources.describe(study, source.id, **given)
        followed = _renamed(study, source.name, rename) if "name" in given else Followed()
        said = [_assign(study, source, speaker) for speaker in speakers]
        if said:
            relink_questions(study)
        parts = [f"{key} = {value}" for key, value in given.items() if key != "technique"] + said
        command.what = f"{source.name}: {', '.join(parts)}" if parts else source.name
    if not parts:
        return _("Nothing was named to change; see: qda source update --help")
    return "\n".join((str(command.what), *followed.lines))


def _renamed(study: Study, old: str, new: str) -> Followed:
    """Let copies go on naming the source, and what was written about it follow."""
    for other in sources.listed(study):
        if other.copy_of == old:
            sources.describe(study, other.id, copy_of=new)
    return written.follow(study, Thing.SOURCE, {old: new})


def _assign(study: Study, source: StoredSource, said: str) -> str:
    label, equals, who = (part.strip() for part in said.rpartition("="))
    if not equals or not label or not who:
        raise InputError(
            _("“{text}” is not LABEL=CASE.").format(text=said),
            mend=_('Write for example --speaker N="Bu Endang" or --speaker P=interviewer.'),
        )
    speaker = _speaker(study, source, label)
    role = _ROLES.get(who.casefold())
    case: Id | None = None
    if role is None:
        found = cases.find(study, who)
        role, case, who = SpeakerRole.INFORMANT, found.id, found.name
    elif role is SpeakerRole.INFORMANT:
        case = speaker.case
    sources.assign(study, speaker.id, role, case)
    return f"{speaker.label} = {who}"


def _speaker(study: Study, source: StoredSource, label: str) -> Speaker:
    mine = sources.speakers(study, source.id)
    found = [s for s in mine if s.label == label] or [s for s in mine if s.label.casefold() == label.casefold()]
    if not found:
        raise NotFoundError(
            _("Nobody in {source} has the label “{label}”.").format(source=source.name, label=label),
            mend=_("Labels: {names}.").format(names=", ".join(s.label for s in mine) or "–"),
        )
    return found[0]


def read_kind(kind: str) -> Kind:
    """The kind of source that is named.

    Raises:
        InputError: there is no such kind.
    """
    try:
        return Kind(kind)
    except ValueError:
        raise InputError(
            _("“{value}” is no kind of source.").format(value=kind),
            mend=_("Choose one of: {names}.").format(names=", ".join(known.value for known in Kind)),
        ) from None


def read_date(date: str) -> str | None:
    """An ISO date, None for "".

    Raises:
        InputError: it is none.
    """
    if not date:
        return None
    try:
        return dt.date.fromisoformat(date).isoformat()
    except ValueError:
        raise InputError(_("“{value}” is no date.").format(value=date), mend=_("Write it as 2024-05-12.")) from None
