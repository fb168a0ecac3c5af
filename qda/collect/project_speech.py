"""Who speaks in the documents of another program's project: its own files say nothing of it, their texts may."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qda.collect.fitting import fit
from qda.collect.importer import Draft
from qda.collect.people import relink, relink_questions
from qda.collect.second_look import settle_interviewers
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import Source, SpeakerRole
from qda.model.wording import _, plural
from qda.store import cases, sources
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpeech:
    """In how many documents somebody speaks, and whose words are not evidence; the notes of reading them."""

    sources: int
    asking: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """It in a line; none where nobody speaks."""
        if not self.sources:
            return ()
        told = plural("Speakers found in {n} source.", "Speakers found in {n} sources.", self.sources)
        asked = _("Words of {names} are the interviewer’s and no evidence.").format(names=", ".join(self.asking))
        return (f"{told.format(n=self.sources)}{f' {asked}' if self.asking else ''}",)


def find_speech(study: Study, wanted: Collection[Id]) -> FoundSpeech:
    """Read turns and speakers out of the texts of some sources, as an import of documents does, within a command.

    Args:
        study: Open.
        wanted: The sources; one in whose text nobody speaks, or of which speakers are known, stays as it is.
    """
    known = {speaker.source for speaker in sources.speakers(study)}
    guests, guide = cases.listed(study), cases.guide(study)
    problems: list[Problem] = []
    asking: dict[str, None] = {}
    found: set[Id] = set()
    for stored in sources.listed(study):
        if stored.id not in wanted or stored.id in known:
            continue
        text = sources.text(study, stored)
        source = Source(
            id=stored.id, name=stored.name, kind=stored.kind, technique=stored.technique, text=text, file=stored.name
        )
        fitted = fit(source, Draft(name=stored.name, text=text), guests, guide)
        if fitted.speakers:
            sources.replace_speech(study, stored.id, fitted.speakers, fitted.turns)
            sources.note(study, stored.id, tuple(dict.fromkeys((*stored.problems, *fitted.problems))))
            problems += fitted.problems
            found.add(stored.id)
    for settled in settle_interviewers(study):
        problems = [problem for problem in problems if problem not in settled.before or problem in settled.after]
        problems += [problem for problem in settled.after if problem not in settled.before]
    if found:
        relink(study, only=found)
        relink_questions(study)
    for speaker in sources.speakers(study):
        if speaker.source in found and speaker.role is SpeakerRole.INTERVIEWER:
            asking[speaker.label] = None
    return FoundSpeech(sources=len(found), asking=tuple(asking), problems=tuple(problems))
