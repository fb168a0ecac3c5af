"""COREQ, the 32 items of Tong, Sainsbury & Craig (2007), filled in as far as the study and the researcher say."""

from __future__ import annotations

from collections.abc import Callable

from qda.model.document import Heading, Section
from qda.model.wording import N_, _
from qda.report.account import StudyAccount
from qda.report.checklist import Fill, Filled, Item, State, checklist_table, fill_in
from qda.report.parts import seen
from qda.report.prose import paragraph

TEAM, DESIGN, ANALYSIS = (
    N_("Domain 1: research team and reflexivity"),
    N_("Domain 2: study design"),
    N_("Domain 3: analysis and findings"),
)
_A, _S, _H = Fill.AUTO, Fill.SEMI, Fill.HUMAN


def _item(
    number: int,
    name: str,
    fill: Fill,
    facts: tuple[str, ...],
    said: Callable[[StudyAccount], str] | None,
    section: str,
) -> Item:
    domain = TEAM if number <= 8 else DESIGN if number <= 23 else ANALYSIS
    return Item(number=number, name=name, domain=domain, fill=fill, facts=facts, seen=said, section=section)


ITEMS = (
    _item(1, N_("Interviewer or facilitator"), _A, ("interviewer",), seen.interviewer, "team"),
    _item(2, N_("Credentials"), _H, ("credentials",), None, "team"),
    _item(3, N_("Occupation"), _H, ("occupation",), None, "team"),
    _item(4, N_("Gender"), _H, ("gender",), None, "team"),
    _item(5, N_("Experience and training"), _H, ("experience",), None, "team"),
    _item(6, N_("Relationship established"), _H, ("relationship",), None, "team"),
    _item(7, N_("Participant knowledge of the interviewer"), _H, ("informants_knew",), None, "team"),
    _item(8, N_("Interviewer characteristics"), _H, ("reflexivity",), None, "team"),
    _item(9, N_("Methodological orientation and theory"), _S, ("orientation",), seen.orientation, "approach"),
    _item(10, N_("Sampling"), _S, ("sampling",), seen.sampling, "sample"),
    _item(11, N_("Method of approach"), _S, ("approach",), seen.approach, "sample"),
    _item(12, N_("Sample size"), _A, (), seen.sample_size, "people"),
    _item(13, N_("Non-participation"), _A, ("refusals",), seen.refusals, "sample"),
    _item(14, N_("Setting of data collection"), _A, ("setting",), seen.setting, "sources-part"),
    _item(15, N_("Presence of non-participants"), _S, ("others_present",), seen.others_present, "sources-part"),
    _item(16, N_("Description of the sample"), _A, (), seen.description, "people"),
    _item(17, N_("Interview guide"), _A, ("guide_tested",), seen.guide, "asked-part"),
    _item(18, N_("Repeat interviews"), _A, (), seen.repeats, "people"),
    _item(19, N_("Audio or visual recording"), _A, ("recording",), seen.recording, "sources-part"),
    _item(20, N_("Field notes"), _A, ("field_notes",), seen.field_notes, "sources-part"),
    _item(21, N_("Duration"), _A, ("duration",), seen.duration, "sources-part"),
    _item(22, N_("Data saturation"), _A, (), seen.saturation, "saturation-part"),
    _item(23, N_("Transcripts returned"), _S, ("transcripts_returned",), None, "member-checks"),
    _item(24, N_("Number of data coders"), _A, (), seen.coders, "coding"),
    _item(25, N_("Description of the coding tree"), _A, (), seen.tree, "codebook-part"),
    _item(26, N_("Derivation of themes"), _A, (), seen.themes, "origin"),
    _item(27, N_("Software"), _A, (), seen.software, "provenance"),
    _item(28, N_("Participant checking"), _S, ("member_check",), seen.member_check, "member-checks"),
    _item(29, N_("Quotations presented"), _A, (), seen.quotations, "findings-part"),
    _item(30, N_("Data and findings consistent"), _A, (), seen.consistency, "findings-part"),
    _item(31, N_("Clarity of major themes"), _S, (), seen.major, "codebook-part"),
    _item(32, N_("Clarity of minor themes"), _S, (), seen.minor, "negative"),
)


def coreq(account: StudyAccount) -> tuple[Section, ...]:
    """The appendix."""
    filled = fill_in(ITEMS, account)
    return (
        Section(
            page=True,
            landscape=True,
            blocks=(
                Heading(text=_("COREQ checklist"), key="coreq-part"),
                paragraph(summary_sentence(filled)),
                checklist_table(
                    "coreq",
                    _("Consolidated criteria for reporting qualitative research (COREQ), 32 items"),
                    filled,
                    _("After Tong, Sainsbury and Craig (2007). A draft has to be confirmed by the researcher."),
                ),
            ),
        ),
    )


def summary_sentence(filled: tuple[Filled, ...]) -> str:
    """How many items are filled, and how."""
    states = [one.state for one in filled]
    return _(
        "Of {all} items {study} are filled in from the study, {told} by the researcher, {draft} are drafts to be "
        "confirmed, and {missing} are not reported."
    ).format(
        all=len(states),
        study=states.count(State.STUDY),
        told=states.count(State.TOLD) + states.count(State.BOTH),
        draft=states.count(State.DRAFT),
        missing=states.count(State.MISSING),
    )
