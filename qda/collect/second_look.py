"""Who asks where one file alone cannot tell: whoever asks in the study's other interviews."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath

from qda.collect import labels
from qda.collect.fitting import undecided
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import Kind, Speaker, SpeakerRole
from qda.model.wording import _
from qda.store import sources
from qda.store.sources import StoredSource
from qda.store.study import Study

_FEWEST_INTERVIEWS = 2  # in which a name must ask before it is taken for the interviewer's in another


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A source whose interviewer the other sources named.

    Attributes:
        before: Its notes until now; `after`: with what was settled in the place of what was not.
    """

    source: Id
    name: str
    before: tuple[Problem, ...]
    after: tuple[Problem, ...]


def settle_interviewers(study: Study) -> list[Settled]:
    """Make a label the interviewer's where nobody could be told to ask and the name asks elsewhere; in a command.

    A name counts that asks in at least two other sources; role letters, role words and what programs call speakers
    (Speaker 1) are no names, and who is a case is an informant. A source in which nobody would be left to answer
    stays as it is.
    """
    listed = {source.id: source for source in sources.listed(study)}
    speaking: dict[Id, list[Speaker]] = defaultdict(list)
    asking: dict[str, set[Id]] = defaultdict(set)
    for speaker in sources.speakers(study):
        speaking[speaker.source].append(speaker)
        if speaker.role is SpeakerRole.INTERVIEWER and _is_a_name(speaker.label):
            asking[labels.fold_name(speaker.label)].add(speaker.source)
    known = {name for name, where in asking.items() if len(where) >= _FEWEST_INTERVIEWS}
    found = (_settle(study, listed[source], mine, known) for source, mine in speaking.items())
    return [settled for settled in found if settled is not None]


def _settle(study: Study, source: StoredSource, mine: list[Speaker], known: set[str]) -> Settled | None:
    informants = [speaker for speaker in mine if speaker.role is SpeakerRole.INFORMANT]
    hosts = [s for s in informants if s.case is None and _is_a_name(s.label) and labels.fold_name(s.label) in known]
    asked = any(speaker.role is SpeakerRole.INTERVIEWER for speaker in mine)
    file = PurePosixPath(source.file).name
    mend = undecided(file, []).mend
    open_notes = [problem for problem in source.problems if problem.mend == mend]
    if source.kind is not Kind.INTERVIEW or asked or not open_notes or not hosts or len(hosts) == len(informants):
        return None
    for host in hosts:
        sources.assign(study, host.id, SpeakerRole.INTERVIEWER, None)
    said = Problem(
        file=file,
        what=_("{labels} was taken for the interviewer, as in the other interviews.").format(
            labels=", ".join(f"“{host.label}”" for host in hosts)
        ),
        mend=_("If that is wrong: qda source update NAME --speaker LABEL=informant"),
    )
    after = (*(problem for problem in source.problems if problem not in open_notes), said)
    sources.note(study, source.id, after)
    return Settled(source=source.id, name=source.name, before=source.problems, after=after)


def _is_a_name(label: str) -> bool:
    return not (
        labels.known_role(label)
        or labels.role_letter(label)
        or labels.is_machine_label(label)
        or labels.is_code(label)
        or labels.is_generic_informant(label)
    )
