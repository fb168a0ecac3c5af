"""What the study itself can say to an item of a reporting standard: a sentence each, "" where it says nothing."""

from __future__ import annotations

from qda.model.records import Kind
from qda.model.wording import _, plural
from qda.report.account import InformantAccount, StudyAccount
from qda.report.parts.codebook import origin_sentence, tree_sentence
from qda.report.parts.coding import coders_sentence, hands
from qda.report.parts.extent import people_sentence, sources_sentence
from qda.report.parts.findings import findings_sentence
from qda.report.parts.negative_cases import open_cases
from qda.report.parts.saturation import saturation_sentence
from qda.report.prose import listing
from qda.report.words import counted, minutes

_TALKS = (Kind.INTERVIEW, Kind.FOCUS_GROUP)


def interviewer(account: StudyAccount) -> str:
    """COREQ 1."""
    told = [
        source.header("pewawancara", "interviewer", "moderator", "fasilitator") for source in account.of_kind(*_TALKS)
    ]
    names = list(dict.fromkeys(name for name in (*account.interviewers, *told) if name))
    return _("Interviews were held by: {names}.").format(names=listing(names, 8)) if names else ""


def orientation(account: StudyAccount) -> str:
    """COREQ 9, SRQR 5."""
    origin = origin_sentence(account) if account.codebook.codes else ""
    return " ".join(
        part for part in (_("Analysis by the interactive model of Miles, Huberman and Saldaña."), origin) if part
    )


def sampling(account: StudyAccount) -> str:
    """COREQ 10, SRQR 8."""
    return _by_value(
        account, _("Reasons for choosing informants: {values}."), "sampling_reason", "alasan_pemilihan", "sampling"
    )


def approach(account: StudyAccount) -> str:
    """COREQ 11."""
    return _by_value(account, _("Informants were approached: {values}."), "approach", "cara_mendekati", "pendekatan")


def sample_size(account: StudyAccount) -> str:
    """COREQ 12."""
    if not account.informants:
        return ""
    return plural("{n} informant.", "{n} informants.", account.people).format(n=account.people)


def refusals(account: StudyAccount) -> str:
    """COREQ 13."""
    if account.refusals is None:
        return ""
    if not account.refusals:
        return _("Nobody refused.")
    whys = list(dict.fromkeys(one.why for one in account.refusals if one.why))
    said = plural("{n} person refused.", "{n} people refused.", len(account.refusals)).format(n=len(account.refusals))
    return f"{said} {_('Reasons: {reasons}.').format(reasons=listing(whys, 6))}" if whys else said


def setting(account: StudyAccount) -> str:
    """COREQ 14, SRQR 7."""
    places = list(dict.fromkeys(place for source in account.material if (place := source.place or source.site)))
    return _("The data were collected at: {places}.").format(places="; ".join(places)) if places else ""


def others_present(account: StudyAccount) -> str:
    """COREQ 15."""
    found = [s.header("hadir", "turut hadir", "present", "yang hadir") for s in account.of_kind(*_TALKS)]
    told = list(dict.fromkeys(text for text in found if text))
    return _("Present by the transcripts: {names}.").format(names=listing(told, 6)) if told else ""


def description(account: StudyAccount) -> str:
    """COREQ 16."""
    names = list(dict.fromkeys(name for one in account.informants for name, _value in one.attributes))
    if not names:
        return ""
    groups = listing([f"{name} ({sum(p.stands_for for p in people)})" for name, people in account.groups if name])
    told = _("Informants are described by {attributes}.").format(
        attributes=listing([n.replace("_", " ") for n in names], 8)
    )
    return f"{told} {_('By group: {groups}.').format(groups=groups)}" if groups else told


def guide(account: StudyAccount) -> str:
    """COREQ 17, SRQR 11."""
    n = len(account.questions)
    return (
        plural(
            "An interview guide with {n} question was used.", "An interview guide with {n} questions was used.", n
        ).format(n=n)
        if n
        else ""
    )


def repeats(account: StudyAccount) -> str:
    """COREQ 18."""
    kinds = {source.name: source for source in account.of_kind(*_TALKS)}
    heard = [one for one in account.informants if any(name in kinds for name in one.sources)]
    if not heard:
        return ""
    often = [one for one in heard if _occasions(account, one) > 1]
    if not often:
        return _("No interview was repeated: each informant was interviewed on one occasion.")
    return _("{n} of {all} informants were interviewed on more than one occasion.").format(n=len(often), all=len(heard))


def _occasions(account: StudyAccount, one: InformantAccount) -> int:
    """Different days of talking; an interview without a date is an occasion of its own."""
    return len({s.date or s.name for s in account.of_kind(*_TALKS) if s.name in one.sources})


def recording(account: StudyAccount) -> str:
    """COREQ 19, SRQR 11."""
    talks = account.of_kind(*_TALKS)
    told = [s.header("rekam", "perekam", "alat rekam", "recording", "recorded", "media") for s in talks]
    words = list(dict.fromkeys(text for text in told if text))
    stamped = sum(source.minutes is not None for source in talks)
    if words:
        return _("Recording by the transcripts: {words}.").format(words=listing(words, 4))
    if stamped:
        return plural(
            "{n} transcript carries the time stamps of a recording.",
            "{n} transcripts carry the time stamps of a recording.",
            stamped,
        ).format(n=stamped)
    return ""


def field_notes(account: StudyAccount) -> str:
    """COREQ 20."""
    n = len(account.of_kind(Kind.OBSERVATION))
    return _("Field notes: {observations}.").format(observations=counted(Kind.OBSERVATION, n)) if n else ""


def duration(account: StudyAccount) -> str:
    """COREQ 21."""
    talks = account.of_kind(*_TALKS)
    known = [source.minutes for source in talks if source.minutes is not None]
    if known:
        return _("By the time stamps of {n} transcripts: {minutes}.").format(n=len(known), minutes=minutes(known))
    told = [text for source in talks if (text := source.header("durasi", "duration", "lama "))]
    return _("By the transcripts: {durations}.").format(durations=listing(told, 12)) if told else ""


def saturation(account: StudyAccount) -> str:
    """COREQ 22."""
    return saturation_sentence(account)


def coders(account: StudyAccount) -> str:
    """COREQ 24."""
    return coders_sentence(account) if account.codings else ""


def tree(account: StudyAccount) -> str:
    """COREQ 25."""
    return tree_sentence(account) if account.codebook.codes else ""


def themes(account: StudyAccount) -> str:
    """COREQ 26."""
    known = any(one.code.origin for one in account.codebook.codes)
    return origin_sentence(account) if known else ""


def software(account: StudyAccount) -> str:
    """COREQ 27."""
    return _("qda {version}; state of the study {hash}.").format(
        version=account.provenance.version, hash=account.provenance.study_hash
    )


def member_check(account: StudyAccount) -> str:
    """COREQ 28."""
    asked = [one for one in account.findings if one.result.finding.agreement != "belum"]
    if not asked:
        return ""
    return _("{n} of {all} findings were laid before informants.").format(n=len(asked), all=len(account.findings))


def quotations(account: StudyAccount) -> str:
    """COREQ 29, SRQR 17."""
    printed = [q for one in account.findings for q in (*one.supporting, *one.opposing)]
    if not printed:
        return ""
    who = {q.informant or q.speaker or q.source for q in printed}
    people = plural("{n} informant or text", "{n} informants or texts", len(who)).format(n=len(who))
    n = len({q.coding for q in printed})
    return plural(
        "{n} quotation of {people} is printed, with its source and line.",
        "{n} quotations of {people} are printed, each with source and line.",
        n,
    ).format(n=n, people=people)


def consistency(account: StudyAccount) -> str:
    """COREQ 30."""
    if not account.findings:
        return ""
    whole = (
        _("Every quotation was found in its place.")
        if not account.faults
        else plural(
            "{n} fault stands in the study; see: qda check",
            "{n} faults stand in the study; see: qda check",
            account.faults,
        ).format(n=account.faults)
    )
    return f"{findings_sentence(account)} {whole}"


def major(account: StudyAccount) -> str:
    """COREQ 31."""
    top = [one.code.label_in(account.language) for one in account.codebook.codes if one.code.parent is None]
    return _("Main themes: {themes}.").format(themes=listing(top, 12)) if top else ""


def minor(account: StudyAccount) -> str:
    """COREQ 32."""
    if not account.codebook.codes:
        return ""
    rare = sum(one.codings > 0 and one.informants + one.texts == 1 for one in account.codebook.codes)
    cases = sum(len(one.result.triangulation.negative_cases) for one in account.findings)
    left = sum(len(witnesses) for _key, witnesses in open_cases(account))
    return _(
        "Negative cases reported: {cases} (not resolved: {open}). Codes that rest on one informant or text: {rare}."
    ).format(cases=cases, open=left, rare=rare)


def collection(account: StudyAccount) -> str:
    """SRQR 10."""
    return sources_sentence(account) if account.material else ""


def units(account: StudyAccount) -> str:
    """SRQR 12."""
    return people_sentence(account) if account.informants else ""


def instruments(account: StudyAccount) -> str:
    """SRQR 11."""
    return " ".join(part for part in (guide(account), recording(account)) if part)


def processing(account: StudyAccount) -> str:
    """SRQR 13."""
    if not account.sources:
        return ""
    return _("Transcripts were brought in unchanged and are kept with their originals; {coding}").format(
        coding=coders_sentence(account)
    )


def analysis(account: StudyAccount) -> str:
    """SRQR 14."""
    parts = [tree(account), themes(account)]
    shown = sum(one.sheet is not None for one in account.displays)
    if shown:
        parts.append(plural("{n} display was made.", "{n} displays were made.", shown).format(n=shown))
    return " ".join(part for part in parts if part)


def trustworthiness(account: StudyAccount) -> str:
    """SRQR 15."""
    if not account.findings:
        return ""
    coders = plural("{n} person coded by hand.", "{n} people coded by hand.", len(hands(account)))
    return " ".join(
        (
            _("Findings were triangulated by source and tested by their assertions."),
            findings_sentence(account),
            coders.format(n=len(hands(account))),
        )
    )


def sampling_and_saturation(account: StudyAccount) -> str:
    """SRQR 8."""
    return " ".join(part for part in (sampling(account), saturation_sentence(account)) if part)


def consent(account: StudyAccount) -> str:
    """SRQR 9."""
    return _by_value(account, _("Consent by the table of informants: {values}."), "consent", "persetujuan")


def limits(account: StudyAccount) -> str:
    """SRQR 19."""
    return findings_sentence(account) if account.findings else ""


def _by_value(account: StudyAccount, template: str, *names: str) -> str:
    """How many informants have which value of an attribute."""
    counts: dict[str, int] = {}
    for one in account.informants:
        value = one.attribute(*names)
        if value:
            counts[value] = counts.get(value, 0) + one.stands_for
    return template.format(values=listing([f"{value} ({n})" for value, n in counts.items()], 8)) if counts else ""
