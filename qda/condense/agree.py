"""Compare coders: fetch what they coded in the rounds that are meant. Touches the store; `compare` computes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qda.condense.agreement_options import (
    CONSENSUS,
    AgreementOptions,
    AgreementUnit,
    Rater,
    Uncoded,
    leaves_uncoded,
    why_choose,
    without_effect,
)
from qda.condense.agreement_units import ComparedText, GivenCode
from qda.condense.scope import EVERYONE, INFORMANTS, SpokenTurn, labels
from qda.model.errors import InputError, NotFoundError
from qda.model.records import Origin
from qda.model.text import Span
from qda.model.wording import _
from qda.store import codebook, quarantine, sources
from qda.store.study import Study

if TYPE_CHECKING:
    import pandas as pd

    from qda.condense.agreement import Agreement, Compared


def agreement(study: Study, options: AgreementOptions) -> Agreement:
    """How far the coders of a study agree.

    A coder looked at a source where there is a coding by that coder in that round, of any code; with `all_sources`
    at every one. What a coder left uncoded there is a judgement that no code applies; other sources are missing.

    Raises:
        InputError: the choice about uncoded units is missing or has no meaning, there are fewer than two coders, the
            round is not clear, or no two coders looked at the same source.
        NotFoundError: no such coder, round, code, source or speaker.
    """
    from qda.condense.agreement import compare

    refuse_idle(options)
    settled = settle_uncoded(options)
    if options.gamma and options.unit not in (AgreementUnit.SEGMENT, AgreementUnit.CHARACTER):
        raise InputError(
            _("γ compares the coders' own segments."), mend=_("Use --gamma with --unit segment or --unit character.")
        )
    return compare(fetch(study, settled), settled)


def refuse_idle(options: AgreementOptions) -> None:
    """Refuse an option that changes nothing here, so that nobody believes it did.

    Raises:
        InputError: there is one.
    """
    name = without_effect(options)
    if name:
        raise InputError(
            _("{option} changes nothing with these other options.").format(option=name),
            mend={
                "--overlap": _("It is for --unit segment. Leave it out."),
                "--speakers": _("It is for --unit sentence, turn or character. Leave it out."),
                "--bootstraps": _("It is for --interval bootstrap. Leave it out."),
                "--seed": _("It is for --interval bootstrap and for --gamma. Leave it out."),
                "--clusters": _("It is for --interval jackknife or bootstrap. Leave it out."),
            }[name],
        )


def settle_uncoded(options: AgreementOptions) -> AgreementOptions:
    """The options with what uncoded units mean; where there can be none, they are left out.

    Raises:
        InputError: the choice is missing, or includes units that do not exist.
    """
    if leaves_uncoded(options):
        if options.uncoded is None:
            raise InputError(why_choose())
        return options
    if options.uncoded is Uncoded.INCLUDE:
        if options.unit is AgreementUnit.SEGMENT:
            mend = _("Leave --uncoded out, or compare by --unit sentence, turn or character.")
            raise InputError(_("Segments are where somebody coded, so none is uncoded."), mend=mend)
        raise InputError(
            _("Each of these sources was coded by the coders compared, so none is uncoded."),
            mend=_("Add --all-sources if they read sources that they coded nothing in."),
        )
    return replace(options, uncoded=Uncoded.EXCLUDE)


def fetch(study: Study, options: AgreementOptions, named: Sequence[tuple[str, str]] = ()) -> Compared:
    """The material of a comparison.

    Args:
        study: The study.
        options: What to compare.
        named: Pairs of coder and round, where they are known already; else the options say.

    Raises:
        InputError, NotFoundError: as `agreement`.
    """
    from qda.condense.agreement import Compared
    from qda.store.frames import coding_frame

    frame = coding_frame(study)
    frame = frame[~frame["quarantined"]]
    raters = _raters_of(named) if named else choose_raters(frame, options)
    number = {(rater.coder, rater.round): n for n, rater in enumerate(raters)}
    keys = list(zip(frame["coder"], frame["round"], strict=True))
    frame = frame.loc[[key in number for key in keys], :]
    wanted = {sources.find(study, name).name for name in options.sources}
    if wanted:
        frame = frame[frame["source"].isin(wanted)]
    read: dict[str, set[int]] = {}
    for source, coder, round_ in zip(frame["source"], frame["coder"], frame["round"], strict=True):
        read.setdefault(source, set()).add(number[coder, round_])
    if options.all_sources:
        everyone = set(range(len(raters)))
        read = {one.name: everyone for one in sources.listed(study) if not wanted or one.name in wanted}
    names = sorted(name for name, judges in read.items() if len(judges) > 1)
    if not names:
        raise InputError(
            _("No source was coded by two of these coders: {coders}.").format(
                coders=", ".join(rater.label for rater in raters)
            ),
            mend=_("See who coded what: qda code export --to FILE.xlsx"),
        )
    texts = _texts(study, names, read, options.speakers)
    frame = frame[frame["source"].isin(names)]
    reported, unused, of_path = _reported(study, frame, options)
    place = {name: n for n, name in enumerate(names)}
    columns = ("id", "source", "coder", "round", "start", "end", "code")
    given = tuple(
        GivenCode(
            id=key,
            source=place[source],
            rater=number[coder, round_],
            start=int(start),
            end=int(end),
            code=of_path[path],
            path=path,
        )
        for key, source, coder, round_, start, end, path in zip(*(frame[name] for name in columns), strict=True)
    )
    return Compared(
        raters=raters,
        texts=texts,
        given=given,
        codes=reported,
        unused=unused,
        one_rater_only=tuple(sorted(read.keys() - place.keys())),
        synthetic=bool(frame["synthetic"].any()),
    )


def choose_raters(frame: pd.DataFrame, options: AgreementOptions) -> tuple[Rater, ...]:
    """Who is compared: the coders named, else every person who coded, in the round named, else the only one.

    Raises:
        InputError: fewer than two are left, one is named twice, or the rounds are not clear.
        NotFoundError: no such coder or round.
    """
    twice = [name for name in dict.fromkeys(options.coders) if options.coders.count(name) > 1]
    if twice:
        raise InputError(
            _("{coder} cannot be compared with the same codings: that would always agree.").format(coder=twice[0]),
            mend=_("Name another coder, or two rounds of this one: --round 1 --round 2"),
        )
    by_hand = frame if options.coders else frame[frame["origin"] == Origin.HAND.value]
    have: dict[str, set[str]] = {}
    for coder, round_ in zip(by_hand["coder"], by_hand["round"], strict=True):
        have.setdefault(coder, set()).add(round_)
    for name in options.coders:
        if name not in have:
            raise NotFoundError(
                _("“{name}” has coded nothing in this study.").format(name=name),
                mend=_("Coders: {names}.").format(names=", ".join(sorted(have)) or "–"),
            )
    coders = list(options.coders) or sorted(have)
    rounds = list(dict.fromkeys(options.rounds)) or [_only_round({name: have[name] for name in coders})]
    for round_ in rounds:
        if not any(round_ in have[name] for name in coders):
            known = sorted(set().union(*(have[name] for name in coders))) if coders else []
            raise NotFoundError(
                _("None of these coders has a round “{round}”.").format(round=round_),
                mend=_("Rounds: {names}.").format(names=", ".join(known) or "–"),
            )
    pairs = [(name, round_) for name in coders for round_ in rounds if round_ in have[name]]
    if len(rounds) > 1 and len({name for name, _round in pairs}) > 1:
        raise InputError(
            _("Two rounds are compared for one coder at a time."),
            mend=_("Name the coder: --coders NAME --round 1 --round 2"),
        )
    if len(pairs) < 2:
        raise InputError(
            _("There is nobody to compare with: only {coder} coded in round {round}.").format(
                coder=pairs[0][0], round=pairs[0][1]
            ),
            mend=_("Import a second person's codings with: qda code import FILE"),
        )
    return _raters_of(pairs)


def _only_round(have: dict[str, set[str]]) -> str:
    """The one round that is not the consensus.

    Raises:
        InputError: there are several, or nobody coded by hand.
    """
    rounds = sorted(set().union(*have.values()) - {CONSENSUS}) if have else []
    if not rounds:
        raise InputError(
            _("Nobody has coded by hand yet, so there are no coders to compare."),
            mend=_("Import codings with a column “coder”: qda code import FILE"),
        )
    if len(rounds) > 1:
        told = "; ".join(
            f"{name}: {', '.join(sorted(have[name] - {CONSENSUS}))}"
            for name in sorted(have)
            if have[name] - {CONSENSUS}
        )
        raise InputError(
            _("There are several rounds of coding ({rounds}).").format(rounds=told),
            mend=_("Say which one with --round; two of them compare one coder with that coder."),
        )
    return rounds[0]


def _raters_of(pairs: Sequence[tuple[str, str]]) -> tuple[Rater, ...]:
    """Labels are the coders' names, or where one coder stands there twice the name and the round."""
    several = len({coder for coder, _round in pairs}) < len(pairs)
    return tuple(
        Rater(coder=coder, round=round_, label=f"{coder} ({round_})" if several else coder) for coder, round_ in pairs
    )


def _texts(study: Study, names: Sequence[str], read: dict[str, set[int]], speakers: str) -> tuple[ComparedText, ...]:
    stored = sources.by_name(study)
    turns: dict[bytes, list[SpokenTurn]] = {}
    for source, start, end, label, role, case in sources.turn_rows(study):
        turns.setdefault(source, []).append(SpokenTurn(start=start, end=end, label=label, role=role, case=case))
    out: dict[bytes, list[Span]] = {}
    for kept in quarantine.listed(study):
        out.setdefault(kept.source, []).append(kept.span)
    chosen = [stored[name] for name in names]
    known = labels(turn for one in chosen for turn in turns.get(one.id, ()))
    if speakers not in (INFORMANTS, EVERYONE) and speakers.casefold() not in {name.casefold() for name in known}:
        raise NotFoundError(
            _("Nobody called “{name}” speaks in these sources.").format(name=speakers),
            mend=_("Choose informants, all, or one of: {names}.").format(names=", ".join(sorted(known)[:12]) or "–"),
        )
    return tuple(
        ComparedText(
            name=one.name,
            text=sources.text(study, one),
            kind=one.kind,
            turns=tuple(turns.get(one.id, ())),
            judges=tuple(sorted(read[one.name])),
            kept_out=tuple(out.get(one.id, ())),
        )
        for one in chosen
    )


def _reported(
    study: Study, frame: pd.DataFrame, options: AgreementOptions
) -> tuple[tuple[str, ...], int, dict[str, int]]:
    """The codes reported in the codebook's order, how many without subcodes are unused, and the number by path."""
    asked = tuple(codebook.find(study, code).path for code in options.codes)
    paths = [code.path for code in codebook.listed(study)]
    chosen = [path for path in paths if not asked or any(path == one or path.startswith(f"{one}/") for one in asked)]
    used = set(frame["code"])
    rolled = {path: rolled_up(path, options.depth) for path in chosen}
    reported = tuple(dict.fromkeys(rolled[path] for path in chosen if rolled[path] in _rolled(used, options.depth)))
    if not reported:
        raise InputError(
            _("None of these coders used any of these codes."), mend=_("Choose others with --code, or leave it out.")
        )
    place = {name: n for n, name in enumerate(reported)}
    numbers = {path: place.get(rolled[path], -1) if path in rolled else -1 for path in used}
    leaves = {rolled[path] for path in chosen if not any(other.startswith(f"{path}/") for other in paths)}
    return reported, len(leaves - set(reported)), numbers


def _rolled(paths: Iterable[str], depth: int | None) -> set[str]:
    return {rolled_up(path, depth) for path in paths}


def rolled_up(path: str, depth: int | None) -> str:
    """The first levels of a code path.

    >>> rolled_up("bina/usaha/modal", 2)
    'bina/usaha'
    """
    return path if depth is None else "/".join(path.split("/")[:depth])
