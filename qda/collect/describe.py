"""Say more of a source than its file did: what it is, when and where, who its speakers are. Touches the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from qda.model.errors import InputError, NotFoundError
from qda.model.records import TECHNIQUE_OF, Kind, Speaker, SpeakerRole
from qda.model.wording import _
from qda.store import cases, sources
from qda.store.sources import StoredSource
from qda.store.study import Study


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
    """Change what is known of a source; what is "" stays. One line saying what was done.

    Args:
        study: The open study.
        name: The source.
        rename: Another name.
        kind: interview, observation, document, focus-group, survey or author; the technique follows it.
        date: ISO date of collection.
        period: Fieldwork period.
        place: Place of collection.
        site: Site.
        copy_of: Name of the source that this one copies.
        speakers: `LABEL=CASE`, `LABEL=interviewer` or `LABEL=other`.

    Raises:
        NotFoundError: there is no such source, label or case.
        InputError: a value does not fit.
    """
    source = sources.find(study, name)
    values: dict[str, str | None] = {
        key: value for key, value in (("name", rename), ("period", period), ("place", place), ("site", site)) if value
    }
    if kind:
        values |= {"kind": _kind(kind).value, "technique": TECHNIQUE_OF[_kind(kind)].value}
    if date:
        values["date"] = _date(date)
    if copy_of:
        values["copy_of"] = sources.find(study, copy_of).name
    with study.command("source update") as command:
        sources.describe(study, source.id, **values)
        for given in speakers:
            _assign(study, source, given)
        changed = ", ".join([*values, *speakers])
        command.what = _("{source}: {what}").format(source=source.name, what=changed or _("nothing"))
    return command.what


def _assign(study: Study, source: StoredSource, given: str) -> None:
    label, equals, who = (part.strip() for part in given.partition("="))
    if not equals or not who:
        raise InputError(
            _("“{given}” is not LABEL=CASE.").format(given=given), mend=_("For example: --speaker N=“Bu Rini”")
        )
    speaker = _speaker(study, source, label)
    if who in (SpeakerRole.INTERVIEWER.value, SpeakerRole.OTHER.value):
        sources.assign(study, speaker.id, SpeakerRole(who), None)
    else:
        sources.assign(study, speaker.id, SpeakerRole.INFORMANT, cases.find(study, who).id)


def _speaker(study: Study, source: StoredSource, label: str) -> Speaker:
    known = sources.speakers(study, source.id)
    for speaker in known:
        if speaker.label.casefold() == label.casefold():
            return speaker
    raise NotFoundError(
        _("{source} has no speaker “{label}”.").format(source=source.name, label=label),
        mend=_("Its speakers: {labels}.").format(labels=", ".join(speaker.label for speaker in known) or "–"),
    )


def _kind(given: str) -> Kind:
    try:
        return Kind(given)
    except ValueError:
        kinds = ", ".join(kind.value for kind in Kind)
        raise InputError(
            _("“{given}” is no kind of source.").format(given=given), mend=_("Kinds: {kinds}.").format(kinds=kinds)
        ) from None


def _date(given: str) -> str:
    try:
        return dt.date.fromisoformat(given).isoformat()
    except ValueError:
        raise InputError(_("“{given}” is no date.").format(given=given), mend=_("Write YYYY-MM-DD.")) from None
