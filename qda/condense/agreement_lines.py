"""What stands below the numbers of agreement: what was compared, what was left out, what they do not say. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from qda.condense.agreement import Agreement
from qda.condense.agreement_options import AgreementUnit, Clusters, IntervalMethod, Uncoded, leaves_uncoded
from qda.model.wording import N_, _, number, plural
from qda.stats.agreement import Statistic

CITATION = "Cohen 1960; Krippendorff 2004; Gwet 2014; Passonneau 2006"
_FEW = 6  # documents of which an interval by documents says little
_SHORT = (Statistic.PERCENT, Statistic.COHEN, Statistic.FLEISS, Statistic.ALPHA)
_UNITS = {
    AgreementUnit.SENTENCE: N_("Unit: a sentence. It has a code where a coding has a letter or digit of it."),
    AgreementUnit.TURN: N_(
        "Unit: a turn, or a paragraph where nobody speaks. It has a code where a coding has a letter or digit of it."
    ),
    AgreementUnit.DOCUMENT: N_("Unit: a document. It has a code where any coding in it has."),
    AgreementUnit.CHARACTER: N_(
        "Unit: a character. So n is the length of text and not a number of decisions: do not report it as units."
    ),
}


def compared_lines(found: Agreement) -> Iterator[str]:
    """Who was compared on what, a sentence each."""
    options = found.options
    rounds = sorted({rater.round for rater in found.raters})
    names = ", ".join(rater.label for rater in found.raters)
    if len(rounds) > 1:
        yield _("Compared: {coders}. One coder's rounds are compared as if two people had coded.").format(coders=names)
    else:
        yield _("Compared: {coders}; round {round}.").format(coders=names, round=rounds[0])
    yield _unit_line(found)
    if options.depth is not None:
        yield plural(
            "Codes count by their first level: what lies below it is one code.",
            "Codes count by their first {n} levels: what lies below them is one code.",
            options.depth,
        ).format(n=options.depth)
    if leaves_uncoded(options):
        yield _uncoded_line(found)
    yield _looked_line(found)
    if options.unit not in (AgreementUnit.SEGMENT, AgreementUnit.DOCUMENT):
        yield _("Words compared: those of {speakers}.").format(speakers=_speakers(options.speakers))
    if options.unit is AgreementUnit.TURN and found.whole_sources:
        yield plural(
            "{n} source has neither turns nor blank lines, so it is one unit; sentences compare more closely.",
            "{n} sources have neither turns nor blank lines, so each is one unit; sentences compare more closely.",
            found.whole_sources,
        ).format(n=found.whole_sources)
    yield _("All codes together: the means of observed and of expected agreement, each code counting the same.")
    yield from _interval_lines(found)


def _unit_line(found: Agreement) -> str:
    options = found.options
    if options.unit is not AgreementUnit.SEGMENT:
        return _(_UNITS[options.unit])
    if options.overlap >= 1:
        return _(
            "Unit: a segment. Segments are one unit where they begin and end at the same word. A segment that only one "
            "coder drew is a unit to which the others gave nothing."
        )
    return _(
        "Unit: a segment. Segments of two coders are one unit where they share at least {share} of their joint length, "
        "best match first, one to one; segments of one coder that share as much are one segment. A segment that only "
        "one coder drew is a unit to which the others gave nothing."
    ).format(share=f"{number(100 * options.overlap, 1, short=True)} %")


def _uncoded_line(found: Agreement) -> str:
    if found.options.uncoded is Uncoded.INCLUDE:
        return _(
            "Units that nobody coded are included: {n} of {all} count as agreement that no code applies. Without them "
            "(--uncoded exclude) the numbers differ."
        ).format(n=found.uncoded, all=found.units)
    return _(
        "Units that nobody coded are left out: {n}, beside {all} that count. With them (--uncoded include) the numbers "
        "differ."
    ).format(n=found.uncoded, all=found.units)


def _looked_line(found: Agreement) -> str:
    n = len(found.sources)
    if found.options.all_sources:
        return plural(
            "{n} source. Every coder is taken to have read it whole; what a coder left uncoded is a judgement.",
            "{n} sources. Every coder is taken to have read all of them; what a coder left uncoded is a judgement.",
            n,
        ).format(n=n)
    return plural(
        "{n} source. A coder who coded anything in it is taken to have read it whole; what that coder left uncoded is "
        "a judgement.",
        "{n} sources. A coder who coded anything in a source is taken to have read it whole; what that coder left "
        "uncoded there is a judgement. Other sources are missing for that coder.",
        n,
    ).format(n=n)


def _speakers(given: str) -> str:
    return {"informants": _("informants"), "all": _("all speakers")}.get(given, given)


def _interval_lines(found: Agreement) -> Iterator[str]:
    options = found.options
    if options.interval is IntervalMethod.NONE:
        return
    interval = found.coefficients.of(Statistic.ALPHA).interval
    if interval is not None and interval.low is None:
        yield _("No interval of α over all codes: {why}.").format(why=interval.because)
        return
    over = _("documents") if options.clusters is Clusters.DOCUMENT else _("units")
    if options.interval is IntervalMethod.JACKKNIFE:
        yield _("Intervals: 95 %, each of the {over} left out once (jackknife); coders are never left out.").format(
            over=over
        )
    else:
        yield _("Intervals: 95 %, {over} drawn {n} times (bootstrap, seed {seed}); coders are never drawn.").format(
            over=over, n=options.bootstraps, seed=options.seed
        )
    if options.clusters is Clusters.DOCUMENT and len(found.sources) < _FEW:
        yield _("With {n} documents only, the intervals say little; they are cut at −1 and 1.").format(
            n=len(found.sources)
        )


def left_out_lines(found: Agreement) -> Iterator[str]:
    """What no number counts, a sentence each."""
    if found.one_rater_only:
        yield _("Left out, because only one of the coders coded anything there: {names}.").format(
            names=", ".join(found.one_rater_only)
        )
    if found.untouched:
        yield plural(
            "{n} coding lies in no unit and does not count (an interviewer's words, a heading). To take it in: "
            "--speakers all",
            "{n} codings lie in no unit and do not count (an interviewer's words, headings). To take them in: "
            "--speakers all",
            found.untouched,
        ).format(n=found.untouched)
    if found.unused:
        yield plural(
            "{n} code was used by none of these coders, so nothing can be said of it.",
            "{n} codes were used by none of these coders, so nothing can be said of them.",
            found.unused,
        ).format(n=found.unused)


def undefined_lines(found: Agreement) -> Iterator[str]:
    """Why a number of the short table is undefined: a sentence a reason, with the codes."""
    reasons: dict[str, list[str]] = {}
    for one in found.coefficients.codes:
        for statistic in _SHORT:
            coefficient = one.of(statistic).coefficient
            wanted = statistic is not Statistic.COHEN or len(found.raters) == 2
            if coefficient.value is None and wanted and one.code not in reasons.get(coefficient.because, []):
                reasons.setdefault(coefficient.because, []).append(one.code)
    for because, codes in sorted(reasons.items()):
        yield _("Undefined for {codes}: {why}.").format(codes=", ".join(codes), why=because)
    yield from _without_interval(found)
    for each in found.sets:
        if each.coefficient.value is None:
            yield _("{name} is undefined: {why}.").format(name=each.coefficient.name, why=each.coefficient.because)


def _without_interval(found: Agreement) -> Iterator[str]:
    """Why α of some codes has no interval, where there are intervals at all: a sentence a reason."""
    whole = found.coefficients.of(Statistic.ALPHA).interval
    if whole is None or whole.low is None:
        return
    reasons: dict[str, list[str]] = {}
    for one in found.coefficients.codes:
        alpha = one.of(Statistic.ALPHA)
        if alpha.coefficient.value is not None and alpha.interval is not None and alpha.interval.low is None:
            reasons.setdefault(alpha.interval.because, []).append(one.code)
    for because, codes in sorted(reasons.items()):
        yield _("No interval of α for {codes}: {why}.").format(codes=", ".join(codes), why=because)


def limits_lines(found: Agreement) -> Iterator[str]:
    """How numbers are read by convention, and what they do not say."""
    yield _(
        "Conventions, no verdict: Krippendorff relies on α from .800 on and draws tentative conclusions from .667 on. "
        "Landis and Koch call κ above .8 almost perfect, above .6 substantial, above .4 moderate, above .2 fair."
    )
    if found.options.unit is AgreementUnit.SEGMENT:
        yield _(
            "Every segment here was coded by somebody, so agreement to leave text uncoded does not count. To count it: "
            "--unit sentence --uncoded include"
        )
    yield _("Agreement says that the coders read alike, not that they read rightly.")
