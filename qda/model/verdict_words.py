"""What verdicts, states, axes and threats are called in print; one set of words for displays, tables and reports."""

from __future__ import annotations

from qda.model.evidence import Axis, GroupState, PairState, Uncounted, VerdictWord
from qda.model.wording import N_, _

_VERDICTS = {
    VerdictWord.CONVERGENT: N_("convergent"),
    VerdictWord.COMPLEMENTARY: N_("complementary"),
    VerdictWord.PARTIAL: N_("partly convergent"),
    VerdictWord.SINGLE_SOURCE: N_("single source"),
    VerdictWord.DISSONANT: N_("dissonant"),
    VerdictWord.DOUBTED: N_("doubted (by one side)"),
    VerdictWord.REFUTED: N_("refuted"),
    VerdictWord.UNSUPPORTED: N_("no support"),
    VerdictWord.UNTESTED: N_("not asked yet"),
    VerdictWord.ASSERTED: N_("assertion of the researcher without a source"),
}
_STATES = {
    GroupState.SUPPORT: N_("supports"),
    GroupState.CONTRADICT: N_("contradicts"),
    GroupState.SPLIT: N_("is split"),
    GroupState.MENTION: N_("only mentions it"),
    GroupState.SILENT: N_("silent"),
    GroupState.NOT_ASKED: N_("not asked"),
}
_PAIRS = {
    PairState.AGREEMENT: N_("agreement"),
    PairState.PARTIAL: N_("partial agreement"),
    PairState.SILENCE: N_("silence"),
    PairState.SILENCE_BOTH: N_("both silent"),
    PairState.DISSONANCE: N_("dissonance"),
    PairState.NA: N_("not asked"),
}
_AXES = {
    Axis.GROUP: N_("source group"),
    Axis.TECHNIQUE: N_("technique"),
    Axis.TIME: N_("time"),
    Axis.CODER: N_("coder"),
}
_AGREEMENTS = {
    "belum": N_("not asked for yet"),
    "sebagian": N_("in part"),
    "ya": N_("yes"),
    "ditolak": N_("refused"),
}
_GUARDS = {
    "same-informant": N_("quoted repeatedly"),
    "two-roles": N_("one person, two names or groups"),
    "same-person?": N_("perhaps the same person"),
    "copied-text": N_("copied text"),
    "same-words": N_("the same short answer"),
    "pasted-summary": N_("the researcher’s own summary"),
    "author-text": N_("the researcher’s assertions"),
    "foreign-text": N_("perhaps foreign text"),
    "leading-question": N_("leading question"),
    "dependent-informants": N_("dependent informants"),
    "related-informants": N_("related informants"),
    "unspecified-informants": N_("unnamed informants"),
    "hearsay": N_("hearsay"),
    "not-asked": N_("groups not asked"),
    "one-coder": N_("one coder"),
    "design-level": N_("attributed by the design alone"),
    "post-hoc": N_("coded after the finding"),
}
GLYPHS = {GroupState.SUPPORT: "✓", GroupState.CONTRADICT: "✗", GroupState.SPLIT: "✓✗", GroupState.MENTION: "·"}


def verdict_label(verdict: VerdictWord) -> str:
    """The verdict in the current language."""
    return _(_VERDICTS[verdict])


def verdict_shown(verdict: VerdictWord) -> str:
    """The verdict in the current language with the word that scripts and the method use: `selaras (CONVERGENT)`."""
    return _("{label} ({word})").format(label=verdict_label(verdict), word=verdict.value)


def interval_label(lower: VerdictWord, upper: VerdictWord) -> str:
    """The cautious verdict, and the generous one where it differs."""
    if lower == upper:
        return verdict_label(lower)
    return _("{lower} (at best {upper})").format(lower=verdict_label(lower), upper=verdict_label(upper))


def state_label(state: GroupState) -> str:
    """What a group does, in the current language."""
    return _(_STATES[state])


def uncounted_label(found: Uncounted) -> str:
    """Why a group that is quoted has no witness of its own, in the current language."""
    if not found.counted_with:
        return _("only by design")
    return _("counted with {groups}").format(groups=", ".join(found.counted_with))


def pair_label(state: PairState) -> str:
    """How two groups compare, in the current language."""
    return _(_PAIRS[state])


def axis_label(axis: str) -> str:
    """The axis of comparison in the current language."""
    return _(_AXES[Axis(axis)])


def agreement_label(status: str) -> str:
    """The status of the member check (belum, sebagian, ya, ditolak) in the current language."""
    return _(_AGREEMENTS[status])


def guard_label(name: str) -> str:
    """A threat in a few words of the current language; a name not known here stays as it is."""
    return _(_GUARDS[name]) if name in _GUARDS else name
