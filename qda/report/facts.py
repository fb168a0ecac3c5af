"""What only people know of a study: the keys of `method.yaml`, each tied to items of COREQ and SRQR.

COREQ: Tong, Sainsbury & Craig 2007. SRQR: O'Brien and others 2014. The questions are in this program's own words.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from qda.model.problem import Problem
from qda.model.wording import N_, _

TAKEN_BACK = "-"  # an answer that takes an earlier one out


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One key of `method.yaml`.

    Attributes:
        label: Its name in print, marked for the catalogue.
        question: What is asked of the researcher, marked for the catalogue.
        coreq: Numbers of the COREQ items that it answers.
        srqr: Numbers of the SRQR items that it answers.
    """

    key: str
    label: str
    question: str
    coreq: tuple[int, ...] = ()
    srqr: tuple[int, ...] = ()

    @property
    def items(self) -> str:
        """`COREQ 2 · SRQR 6`; "" where it answers none."""
        names = (("COREQ", self.coreq), ("SRQR", self.srqr))
        return " · ".join(f"{name} {', '.join(map(str, numbers))}" for name, numbers in names if numbers)


def _fact(key: str, label: str, question: str, coreq: tuple[int, ...] = (), srqr: tuple[int, ...] = ()) -> Fact:
    return Fact(key=key, label=label, question=question, coreq=coreq, srqr=srqr)


FACTS = (
    _fact("title", N_("Title"), N_("What is the full title, with the kind of study named in it?"), srqr=(1,)),
    _fact("abstract", N_("Abstract"), N_("What does the abstract say?"), srqr=(2,)),
    _fact("problem", N_("Problem"), N_("What problem is studied, and why does it matter?"), srqr=(3,)),
    _fact("questions", N_("Research questions"), N_("What are the research questions?"), srqr=(4,)),
    _fact(
        "orientation",
        N_("Methodological approach"),
        N_("Which methodological approach guides the study (case study, ethnography, …)?"),
        (9,),
        (5,),
    ),
    _fact("paradigm", N_("Paradigm"), N_("Which paradigm does it rest on, and why was it chosen?"), srqr=(5,)),
    _fact("interviewer", N_("Interviewers"), N_("Who held the interviews or led the groups?"), (1,)),
    _fact("credentials", N_("Degrees"), N_("Which degrees and titles do the researchers have?"), (2,), (6,)),
    _fact("occupation", N_("Occupation"), N_("What was their occupation at the time of the study?"), (3,)),
    _fact("gender", N_("Gender"), N_("What is the gender of the researchers?"), (4,)),
    _fact(
        "experience",
        N_("Experience and training"),
        N_("What experience and training in this kind of research do they have?"),
        (5,),
        (6,),
    ),
    _fact(
        "relationship",
        N_("Relationship with the informants"),
        N_("Did researchers and informants know each other before the study began?"),
        (6,),
        (6,),
    ),
    _fact(
        "informants_knew",
        N_("What the informants knew of the researcher"),
        N_("What did the informants know of the researcher and of the purpose?"),
        (7,),
    ),
    _fact(
        "reflexivity",
        N_("Interests and assumptions"),
        N_("Which interests and assumptions did the researcher bring along?"),
        (8,),
        (6,),
    ),
    _fact(
        "sampling",
        N_("Sampling"),
        N_("How were the informants chosen (purposive, snowball, …), and by which criteria?"),
        (10,),
        (8,),
    ),
    _fact(
        "approach",
        N_("How informants were approached"),
        N_("How were they approached (in person, by telephone, through somebody)?"),
        (11,),
    ),
    _fact("refusals", N_("Refusals and drop-outs"), N_("How many refused or dropped out, and why?"), (13,)),
    _fact(
        "setting",
        N_("Setting of data collection"),
        N_("Where were the data collected (home, workplace, office)?"),
        (14,),
    ),
    _fact(
        "context", N_("Context of the site"), N_("What should be known of the site: place, people, time?"), srqr=(7,)
    ),
    _fact("others_present", N_("Others present"), N_("Was anybody there beside researcher and informant?"), (15,)),
    _fact(
        "guide_tested",
        N_("Trial of the guide"),
        N_("Was the interview guide tried out or changed on the way?"),
        (17,),
        (11,),
    ),
    _fact("recording", N_("Recording"), N_("Were interviews recorded, by sound or by picture?"), (19,), (11,)),
    _fact("field_notes", N_("Field notes"), N_("Were field notes written, during or after the interviews?"), (20,)),
    _fact("duration", N_("Duration"), N_("How long did the interviews take?"), (21,)),
    _fact(
        "transcription",
        N_("Transcription"),
        N_("Who transcribed, how were transcripts checked and names replaced?"),
        srqr=(13,),
    ),
    _fact("data_security", N_("Keeping of the data"), N_("How are the data kept and protected?"), srqr=(13,)),
    _fact(
        "transcripts_returned",
        N_("Return of transcripts"),
        N_("Were transcripts given back to informants for correction?"),
        (23,),
    ),
    _fact(
        "member_check",
        N_("Member check"),
        N_("Did informants see the findings, how many, and what did they say?"),
        (28,),
        (15,),
    ),
    _fact(
        "ethics",
        N_("Ethics and consent"),
        N_("Who approved the study (committee, number), and how was consent given?"),
        srqr=(9,),
    ),
    _fact(
        "engagement",
        N_("Prolonged engagement"),
        N_("How long was the researcher in the field, and how often there?"),
        srqr=(15,),
    ),
    _fact(
        "persistence",
        N_("Persistent observation"),
        N_("How was it made sure that what matters was watched closely?"),
        srqr=(15,),
    ),
    _fact(
        "peer_debriefing",
        N_("Peer debriefing"),
        N_("With whom were data and findings discussed, when, and what changed?"),
        srqr=(15,),
    ),
    _fact(
        "reference_material",
        N_("Referential adequacy"),
        N_("Which recordings, photographs or documents back the data up?"),
        srqr=(15,),
    ),
    _fact(
        "inquiry_audit",
        N_("Inquiry audit"),
        N_("Who examined the whole process from outside, when, with what result?"),
        srqr=(15,),
    ),
    _fact(
        "synthesis",
        N_("Synthesis and interpretation"),
        N_("What do the findings add up to, and what follows from them?"),
        srqr=(16,),
    ),
    _fact(
        "prior_work", N_("Links to earlier work"), N_("How do they relate to earlier studies and theory?"), srqr=(18,)
    ),
    _fact(
        "limitations",
        N_("Limitations named by the researcher"),
        N_("Which limits of the study should a reader know?"),
        srqr=(19,),
    ),
    _fact("conflicts", N_("Conflicts of interest"), N_("Which interests might have influenced the study?"), srqr=(20,)),
    _fact("funding", N_("Funding"), N_("Who paid for the study, and what part did they have in it?"), srqr=(21,)),
)
KEYS = tuple(fact.key for fact in FACTS)
_BY_KEY = {fact.key: fact for fact in FACTS}


def fact(key: str) -> Fact:
    """The fact of that key.

    Raises:
        KeyError: there is none.
    """
    return _BY_KEY[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFacts:
    """Answers by key; a key nobody answered has no entry."""

    answers: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str:
        """The answer, "" where it is missing.

        Raises:
            KeyError: there is no such key.
        """
        if key not in KEYS:
            raise KeyError(key)
        return self.answers.get(key, "")

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts nobody told yet."""
        return tuple(fact for fact in FACTS if fact.key not in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as a file has it, with its place in words."""

    key: str
    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Facts with answers taken in.

    Attributes:
        added: Keys that had no answer before.
        changed: Keys whose answer is another now.
        removed: Keys whose answer was taken back.
    """

    facts: MethodFacts
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def joined(old: MethodFacts, answers: tuple[Answer, ...], file: str) -> Joined:
    """The facts with a file's answers. An empty answer leaves what was known; `-` takes it back. Pure.

    Of a key that stands twice the second is a problem; so is one that means nothing.
    """
    new, seen, problems = dict(old.answers), set[str](), list[Problem]()
    for answer in answers:
        if answer.key not in KEYS:
            problems.append(_unknown(answer, file))
        elif answer.key in seen:
            what = _("“{key}” stands here a second time; only the first is used.").format(key=answer.key)
            problems.append(Problem(file=file, place=answer.place, what=what, mend=_("Join the two."), fatal=True))
        else:
            seen.add(answer.key)
            text = answer.text.strip()
            if text == TAKEN_BACK:
                new.pop(answer.key, None)
            elif text:
                new[answer.key] = text
    return Joined(
        facts=MethodFacts(answers={key: new[key] for key in KEYS if key in new}),
        added=tuple(key for key in KEYS if key in new and key not in old.answers),
        changed=tuple(key for key in KEYS if key in new and key in old.answers and new[key] != old.answers[key]),
        removed=tuple(key for key in KEYS if key in old.answers and key not in new),
        problems=tuple(problems),
    )


def _unknown(answer: Answer, file: str) -> Problem:
    near = difflib.get_close_matches(answer.key, KEYS, 1)
    hint = (
        _("Did you mean “{near}”?").format(near=near[0])
        if near
        else _("Known keys: {keys}.").format(keys=", ".join(KEYS))
    )
    what = _("Unknown key “{key}”.").format(key=answer.key)
    return Problem(file=file, place=answer.place, what=what, mend=hint, fatal=True)
