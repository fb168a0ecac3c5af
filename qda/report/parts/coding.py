"""Who coded, how, and how far coders agree; where that is not known, why not."""

from __future__ import annotations

from collections.abc import Iterator

from qda.model.day import day
from qda.model.document import Block, Heading, Section
from qda.model.records import Origin
from qda.model.wording import _, plural
from qda.report.account import CoderAccount, StudyAccount
from qda.report.prose import column, listing, note, paragraph, row, runs, see, table
from qda.report.words import figure


def coding(account: StudyAccount) -> tuple[Section, ...]:
    """The part."""
    return (
        Section(
            blocks=(
                Heading(text=_("Coding and agreement between coders"), key="coding"),
                *_coding(account),
                Heading(text=_("Agreement between coders"), level=2),
                *_agreement(account),
            )
        ),
    )


def hands(account: StudyAccount) -> tuple[str, ...]:
    """The people who coded by hand."""
    return tuple(dict.fromkeys(one.coder for one in account.coders if one.origin is Origin.HAND))


def coders_sentence(account: StudyAccount) -> str:
    """How many people coded, and what was found by rules."""
    people = hands(account)
    by_hand = _sum(account, Origin.HAND)
    by_rule = _sum(account, Origin.RULE)
    if not account.codings:
        return _("Nothing is coded yet.")
    said = []
    if people:
        said.append(
            plural(
                "{n} person coded by hand ({names}): {codings} codings.",
                "{n} people coded by hand ({names}): {codings} codings.",
                len(people),
            ).format(n=len(people), names=listing(people, 8), codings=by_hand)
        )
    else:
        said.append(_("Nobody coded by hand."))
    if by_rule:
        said.append(
            plural(
                "{n} coding was made by the rules of the codebook, which find passages by their words.",
                "{n} codings were made by the rules of the codebook, which find passages by their words.",
                by_rule,
            ).format(n=by_rule)
        )
    by_model = _sum(account, Origin.MODEL)
    if by_model:
        said.append(
            plural("{n} coding was made by a model.", "{n} codings were made by a model.", by_model).format(n=by_model)
        )
    return " ".join(said)


def _sum(account: StudyAccount, origin: Origin) -> int:
    return sum(one.codings for one in account.coders if one.origin is origin)


def _coding(account: StudyAccount) -> Iterator[Block]:
    yield paragraph(coders_sentence(account))
    if not account.coders:
        return
    rounds = list(dict.fromkeys(one.round for one in account.coders))
    yield paragraph(
        runs(_("{table} shows who coded what."), table=see("coders")),
        plural("There was {n} round of coding.", "There were {n} rounds of coding.", len(rounds)).format(n=len(rounds)),
        _("A passage may carry several codes, and a coding may say whether it speaks for or against its code."),
    )
    yield table(
        "coders",
        _("Coders, rounds and codings"),
        [
            column(_("Coder"), 1.8),
            column(_("Way of coding"), 1.6),
            column(_("Round"), 0.8),
            column(_("Codings"), 0.9, right=True),
            column(_("Sources"), 0.9, right=True),
            column(_("Time"), 1.9),
        ],
        (row(one.coder, _way(one.origin), one.round, one.codings, one.sources, _time(one)) for one in account.coders),
        source=_("A passage coded by two coders is two codings. The time is that of entering it into the study."),
    )
    if account.uncoded:
        yield paragraph(_("Nothing is coded in: {names}.").format(names=listing(account.uncoded, 12)))
    if account.unplaced:
        yield paragraph(
            plural(
                "{n} coding has no place any more in a transcript that was changed, and counts for nothing.",
                "{n} codings have no place any more in transcripts that were changed, and count for nothing.",
                account.unplaced,
            ).format(n=account.unplaced)
        )
    if account.coders and not hands(account):
        yield note(
            _(
                "All codings were made by rules. A rule finds words, not meanings: read them with “qda code review” "
                "before you rest a finding on them."
            )
        )


def _way(origin: Origin) -> str:
    return {
        Origin.HAND: _("by hand"),
        Origin.RULE: _("by rules of the codebook"),
        Origin.MODEL: _("by a model"),
    }[origin]


def _time(one: CoderAccount) -> str:
    return day(one.first) if one.first == one.last else f"{day(one.first)} – {day(one.last)}"


def _agreement(account: StudyAccount) -> Iterator[Block]:
    found = account.agreement
    if found is None:
        yield paragraph(
            _("Agreement between coders was not computed: {why}.").format(why=account.no_agreement),
            _(
                "The codings therefore rest on one reading; how far another reader would come to the same codes is not "
                "known."
            )
            if len(hands(account)) < 2
            else "",
        )
        return
    yield paragraph(
        runs(
            _(
                "The codings of {coders} were compared. {table} gives for each code the share of units on which they "
                "agree, {name}’s κ and Krippendorff’s α, which take out what chance alone would give."
            ),
            coders=listing(found.coders),
            name=found.kappa,
            table=see("agreement"),
        ),
        *found.notes,
    )
    yield table(
        "agreement",
        _("Agreement between coders"),
        [
            column(_("Code"), 3.0),
            column(_("Units"), 0.8, right=True),
            column(_("Agreement"), 1.1, right=True),
            column(_("κ ({name})").format(name=found.kappa), 1.0, right=True),
            column(_("α (Krippendorff)"), 1.2, right=True),
        ],
        (
            row(one.code or _("all codes"), one.units, figure(one.percent), figure(one.kappa), figure(one.alpha))
            for one in found.rows
        ),
        source=_("A dash stands where the figure is undefined for these data. More: qda agree"),
    )
