"""The verb: fetch everything that the report says, once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qda.exchange.output import provenance
from qda.model.errors import InputError, MissingExtraError, NotFoundError, QdaError
from qda.model.evidence import Axis, Triangulation, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.network import Network
from qda.model.output import Output
from qda.model.plot import Plot, Shown
from qda.model.quotation import Quotation
from qda.model.records import Kind
from qda.model.sheet import Sheet
from qda.model.wording import _, language
from qda.report.account import (
    CodebookAccount,
    DisplayAccount,
    FindingAccount,
    JournalAccount,
    KeptOut,
    StudyAccount,
)
from qda.report.facts import MethodFacts
from qda.report.tally import (
    coders_of,
    codes_of,
    groups_of,
    informants_of,
    minutes_of,
    questions_of,
    refusals_of,
    sources_of,
    unheard_of,
)
from qda.report.tests_of import agreement_of, defects_of, meaning_of
from qda.store import cases, codebook, codings, frames, journal, notes, quarantine, sources
from qda.store.check import check
from qda.store.study import Study
from qda.store.summary import informants_without_case, uncoded_sources

if TYPE_CHECKING:
    from qda.display.entries import Entries
    from qda.verify.outcome import FindingResult
    from qda.verify.saturation import StudySaturation

SETTING = "method"
SHOWN = 3  # quotations for a finding, and as many against it
_USUAL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("content-analytic-summary", {"depth": 1}),
    ("role-ordered", {"depth": 0, "quotes": 1}),
    ("convergence", {}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDisplay:
    """A display to be shown: its kind, its options as a plan has them, the file it is written to."""

    kind: str
    options: tuple[tuple[str, Any], ...] = ()
    file: str = ""


def facts_of(study: Study) -> MethodFacts:
    """The facts of the method that the study keeps."""
    kept = study.setting(SETTING)
    return MethodFacts(answers=json.loads(kept) if kept else {})


def gather(study: Study, *, displays: Sequence[WantedDisplay] = (), command: str = "qda report") -> StudyAccount:
    """All that the report is written from, in the current language; the study stays as it is.

    Args:
        study: The open study.
        displays: What to show; three usual ones where none is named.
        command: What makes the report again, for its provenance.
    """
    from qda.verify.check import verify_findings
    from qda.verify.facts import study_facts
    from qda.verify.profile import profiles

    material = frames.material(study, language())
    facts = study_facts(material)
    listed = sources.listed(study)
    people = informants_of(facts, [case.name for case in cases.listed(study)])
    checked = verify_findings(study, record=False) if material.findings else None
    results = checked.results if checked is not None else ()
    saturated, why_not = _saturation(study)
    agreed, why_no_agreement = agreement_of(study, facts.codings)
    every = codebook.listed(study, status=None)
    return StudyAccount(
        title=study.title,
        language=language(),
        provenance=provenance(study, command),
        facts=facts_of(study),
        sources=sources_of(listed, facts, minutes_of(material)),
        informants=people,
        interviewers=tuple(sorted(facts.interviewers)),
        refusals=refusals_of(facts.people.values()),
        unheard=unheard_of(facts, people),
        unjoined=tuple(informants_without_case(study)),
        unspecified=tuple(person.name for person in facts.people.values() if person.unspecified),
        axis_groups=groups_of(facts),
        questions=questions_of(cases.guide(study), people, {one.name: one.kind for one in listed}),
        codebook=CodebookAccount(
            codes=codes_of([code for code in every if code.status == "active"], facts),
            retired=sum(code.status != "active" for code in every),
            revised=tuple(code.path for code in every if code.status == "active" and code.version > 1),
            rules=sum(len(code.rules) for code in every if code.status == "active"),
        ),
        coders=coders_of(facts.codings),
        uncoded=tuple(uncoded_sources(study)),
        unplaced=len(codings.unplaced(study)),
        displays=_displays(study, material, displays, [result.triangulation for result in results]),
        findings=_findings(study, material, results),
        saturation=saturated,
        no_saturation=why_not,
        agreement=agreed,
        no_agreement=why_no_agreement,
        profile=tuple(profiles(study)) if results else (),
        meaning=meaning_of(study),
        memos=tuple(notes.memos(study)),
        kept_out=_kept_out(study),
        journal=_journal(study),
        defects=defects_of(study),
        warnings=checked.problems if checked is not None else (),
        faults=len(check(study)),
    )


def _saturation(study: Study) -> tuple[StudySaturation | None, str]:
    from qda.verify.saturation import SaturationOptions, study_saturation

    kinds = tuple(
        kind
        for kind in (Kind.INTERVIEW, Kind.FOCUS_GROUP)
        if any(source.kind is kind for source in sources.listed(study))
    )
    if not kinds:
        return None, _("the study has no interviews")
    try:
        return study_saturation(study, SaturationOptions(kinds=kinds)), ""
    except (NotFoundError, InputError) as fault:
        return None, fault.what


def _displays(
    study: Study, material: Material, wanted: Sequence[WantedDisplay], verdicts: Sequence[Triangulation]
) -> tuple[DisplayAccount, ...]:
    from qda import registry
    from qda.display.build import arrange_any, provided
    from qda.display.settings import from_values

    if len(material.codings) == 0:
        return ()
    chosen = wanted or [WantedDisplay(kind=kind, options=tuple(options.items())) for kind, options in _USUAL]
    made = []
    for one in chosen:
        plugin = registry.get("displays", one.kind)
        if "verdicts" in plugin.details.needs and not verdicts:
            continue
        try:
            given = provided(study, material, one.kind)
            display = arrange_any(given, one.kind, from_values(plugin, one.options, ""), tuple(verdicts))
        except QdaError as fault:
            made.append(DisplayAccount(kind=one.kind, sheet=None, file=one.file, why=fault.what))
        else:
            made.append(_account(study, display, one.file))
    return tuple(made)


def _account(study: Study, display: Shown, file: str) -> DisplayAccount:
    """A display as the report prints it: a table, of a network or a plot the picture besides."""
    from qda.exchange.picture_blocks import picture_blocks

    sheet = _as_sheet(display)
    if isinstance(display, Sheet):
        return DisplayAccount(kind=sheet.kind, sheet=sheet, file=file)
    output = Output(
        sheets=(),
        provenance=provenance(study, ""),
        networks=(display,) if isinstance(display, Network) else (),
        plots=(display,) if isinstance(display, Plot) else (),
    )
    try:
        pictures = picture_blocks(output, sheet.counts, titled=False)
    except (MissingExtraError, InputError) as fault:
        return DisplayAccount(kind=sheet.kind, sheet=sheet, file=file, why=str(fault))
    return DisplayAccount(
        kind=sheet.kind, sheet=sheet, file=file, pictures=tuple(replace(one, notes=()) for one in pictures)
    )


def _as_sheet(display: Shown) -> Sheet:
    """A display as the report prints it: a table."""
    from qda.exchange.network_tables import network_sheets

    if isinstance(display, Network):
        return network_sheets(display)[0]
    return display.as_sheet() if isinstance(display, Plot) else display


def _findings(study: Study, material: Material, results: Sequence[FindingResult]) -> tuple[FindingAccount, ...]:
    from qda.display.grid import ground_of
    from qda.verify.triangulation import triangulate_findings

    if not results:
        return ()
    entries = ground_of(material).entries
    places = {coding: i for i, coding in enumerate(entries.ids)}
    periods = {period for period in material.sources["period"].tolist() if period}
    techniques = {letter for letter in material.sources["technique"].tolist() if letter != "A"}
    by_technique = triangulate_findings(study, by=Axis.TECHNIQUE, material=material) if len(techniques) > 1 else []
    by_time = triangulate_findings(study, by=Axis.TIME, material=material) if len(periods) > 1 else []
    techniques_of = {found.finding: found for found in by_technique}
    times_of = {found.finding: found for found in by_time}
    return tuple(
        FindingAccount(
            result=result,
            techniques=techniques_of.get(result.finding.key),
            times=times_of.get(result.finding.key),
            supporting=_quoted(result, entries, places, against=False),
            opposing=_quoted(result, entries, places, against=True),
        )
        for result in results
    )


def _quoted(result: FindingResult, entries: Entries, places: dict[Id, int], *, against: bool) -> tuple[Quotation, ...]:
    """Words of the witnesses on one side, chosen as displays choose them."""
    from qda.display.page import quotations
    from qda.display.quotes import choose

    flip = result.finding.evidence.stance == "-"
    chosen = []
    for witness in result.triangulation.witnesses:
        for coding in witness.codings:
            i = places.get(coding)
            if i is not None and _side(witness, entries.stance[i], flip=flip) == ("-" if against else "+"):
                chosen.append(i)
    return quotations(entries, choose(entries, sorted(set(chosen)), SHOWN))


def _side(witness: Witness, stance: str | None, *, flip: bool) -> str:
    """On which side of the finding a passage stands; a witness of two minds speaks with both."""
    if witness.stance != "mixed":
        return witness.stance
    if stance in ("+", "-"):
        return {"+": "-", "-": "+"}[stance] if flip else stance
    return "+" if stance is None else ""


def _kept_out(study: Study) -> tuple[KeptOut, ...]:
    names = {source.id: source.name for source in sources.listed(study)}
    found = [
        KeptOut(source=names[one.source], characters=one.span.end - one.span.start, why=one.why)
        for one in quarantine.listed(study)
    ]
    return tuple(sorted(found, key=lambda one: (one.source, one.characters, one.why)))


def _journal(study: Study) -> JournalAccount:
    everything = [entry for entry in journal.entries(study) if entry.kind == "do"]
    standing = [entry for entry in everything if not entry.undone]
    days = sorted(entry.at[:10] for entry in standing)
    return JournalAccount(
        commands=len(standing),
        undone=len(everything) - len(standing),
        people=tuple(sorted({entry.who for entry in standing})),
        first=days[0] if days else "",
        last=days[-1] if days else "",
    )
