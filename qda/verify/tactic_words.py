"""What statuses, answers and choices of tactics are called, and which stored word a written one means."""

from __future__ import annotations

from collections.abc import Sequence

from qda.model.errors import InputError
from qda.model.wording import LANGUAGES, N_, _, in_language
from qda.registry import Plugin
from qda.verify.tactic import Sort, TacticStatus

_STATUS = {
    TacticStatus.NOT_APPLIED: N_("not applied"),
    TacticStatus.MACHINE_ONLY: N_("computed, nothing to decide"),
    TacticStatus.AWAITING_HUMAN: N_("waits for your answer"),
    TacticStatus.SUPPORTS: N_("supports"),
    TacticStatus.WEAKENS: N_("weakens"),
    TacticStatus.REFUTES: N_("refutes"),
    TacticStatus.NOT_APPLICABLE: N_("not applicable"),
}
# The Sourcebook's names (MHS 2014, chapter 11; those of V5–V13 not checked against the book).
_NAMES = {
    "G1": N_("Noting patterns, themes"),
    "G2": N_("Seeing plausibility"),
    "G3": N_("Clustering"),
    "G4": N_("Making metaphors"),
    "G5": N_("Counting"),
    "G6": N_("Making contrasts and comparisons"),
    "G7": N_("Partitioning variables"),
    "G8": N_("Subsuming particulars into the general"),
    "G9": N_("Factoring"),
    "G10": N_("Noting relations between variables"),
    "G11": N_("Finding intervening variables"),
    "G12": N_("Building a logical chain of evidence"),
    "G13": N_("Making conceptual coherence"),
    "V1": N_("Checking for representativeness"),
    "V2": N_("Checking for researcher effects"),
    "V3": N_("Triangulating"),
    "V4": N_("Weighting the evidence"),
    "V5": N_("Checking the meaning of outliers"),
    "V6": N_("Using extreme cases"),
    "V7": N_("Following up surprises"),
    "V8": N_("Looking for negative evidence"),
    "V9": N_("Making if–then tests"),
    "V10": N_("Ruling out spurious relations"),
    "V11": N_("Replicating a finding"),
    "V12": N_("Checking out rival explanations"),
    "V13": N_("Getting feedback from participants"),
}
_SORT = {Sort.MEANING: N_("generating meaning"), Sort.TEST: N_("testing or confirming")}
_CHOICES = {
    "accept": N_("accept"),
    "reject": N_("reject"),
    "agree": N_("agree"),
    "partly": N_("partly"),
    "disagree": N_("disagree"),
    "no answer": N_("no answer"),
    "explained": N_("explained"),
    "read": N_("read"),
    "contradicts": N_("contradicts"),
    "irrelevant": N_("irrelevant"),
    "consistent": N_("consistent"),
    "inconsistent": N_("inconsistent"),
    "neutral": N_("neutral"),
    "narrow": N_("narrow"),
    "revise": N_("revise"),
    "move": N_("move"),
    "name": N_("name"),
    "split": N_("split"),
    "keep": N_("keep"),
    "not contacted": N_("not contacted"),
    "pattern": N_("pattern"),
    "guide": N_("of the guide"),
    "none": N_("no pattern"),
    "refuse": N_("refuse"),
    "matters": N_("matters"),
    "trivial": N_("does not matter"),
    "artefact": N_("comes from how it was asked"),
    "class": N_("a class"),
    "list": N_("only a list"),
    "named": N_("named"),
    "first-to-second": N_("the first leads to the second"),
    "second-to-first": N_("the second leads to the first"),
    "common-cause": N_("a common cause"),
    "chance": N_("chance"),
    "mechanism": N_("mechanism"),
    "by-product": N_("by-product"),
    "no": N_("no"),
    "follows": N_("follows"),
    "gap": N_("a step is missing"),
    "wrong": N_("does not follow"),
    "no-finding": N_("there is nothing to find"),
    "overlooked": N_("overlooked"),
    "outside-question": N_("outside the research question"),
}


def status_word(status: TacticStatus) -> str:
    """A status in the current language."""
    return _(_STATUS[status])


def tactic_name(plugin: Plugin) -> str:
    """The Sourcebook's name of a tactic in the current language; of a stranger's its one line."""
    return _(_NAMES.get(plugin.details.number, plugin.summary))


def sort_word(sort: Sort) -> str:
    """What a list of tactics is for, in the current language."""
    return _(_SORT[sort])


def choice_word(choice: str) -> str:
    """A choice in the current language; one that has no word here as it is stored."""
    known = _CHOICES.get(choice) or next((word for s, word in _STATUS.items() if s.value == choice), None)
    return _(known) if known else choice


def meant(given: str, allowed: Sequence[str]) -> str:
    """The stored word that somebody's answer means, in whichever language it was written.

    Raises:
        InputError: it means none of those allowed.
    """
    wanted = _plain(given)
    for each in allowed:
        known = _CHOICES.get(each) or next((word for s, word in _STATUS.items() if s.value == each), each)
        if wanted in {_plain(each), *(_plain(in_language(known, language)) for language in LANGUAGES)}:
            return each
    raise InputError(
        _("“{given}” is no answer here.").format(given=given),
        mend=_("Choose one of: {names}.").format(names=", ".join(choice_word(each) for each in allowed)),
    )


def _plain(text: str) -> str:
    return text.strip().casefold().replace("-", " ").replace("_", " ")
