"""SRQR, the 21 items of O'Brien and others (2014); the names of items 16 to 21 were not checked against the paper."""

from __future__ import annotations

from qda.model.document import Heading, Section
from qda.model.wording import N_, _
from qda.report.account import StudyAccount
from qda.report.checklist import Fill, Item, checklist_table, fill_in
from qda.report.parts import seen
from qda.report.parts.coreq import summary_sentence
from qda.report.prose import paragraph

_HEAD, _INTRO, _METHODS, _RESULTS, _DISCUSSION, _OTHER = (
    N_("Title and abstract"),
    N_("Introduction"),
    N_("Methods"),
    N_("Results and findings"),
    N_("Discussion"),
    N_("Other"),
)
_A, _S, _H = Fill.AUTO, Fill.SEMI, Fill.HUMAN
_TEAM = ("credentials", "experience", "relationship", "reflexivity")
_CREDIBLE = ("member_check", "engagement", "persistence", "peer_debriefing", "reference_material", "inquiry_audit")


ITEMS = (
    Item(number=1, name=N_("Title"), domain=_HEAD, fill=_H, facts=("title",)),
    Item(number=2, name=N_("Abstract"), domain=_HEAD, fill=_S, facts=("abstract",)),
    Item(number=3, name=N_("Problem formulation"), domain=_INTRO, fill=_H, facts=("problem",), section="approach"),
    Item(
        number=4,
        name=N_("Purpose or research question"),
        domain=_INTRO,
        fill=_S,
        facts=("questions",),
        section="approach",
    ),
    Item(
        number=5,
        name=N_("Qualitative approach and research paradigm"),
        domain=_METHODS,
        fill=_S,
        facts=("orientation", "paradigm"),
        seen=seen.orientation,
        section="approach",
    ),
    Item(
        number=6,
        name=N_("Researcher characteristics and reflexivity"),
        domain=_METHODS,
        fill=_H,
        facts=_TEAM,
        section="team",
    ),
    Item(
        number=7, name=N_("Context"), domain=_METHODS, fill=_S, facts=("context",), seen=seen.setting, section="sample"
    ),
    Item(
        number=8,
        name=N_("Sampling strategy"),
        domain=_METHODS,
        fill=_S,
        facts=("sampling",),
        seen=seen.sampling_and_saturation,
        section="sample",
    ),
    Item(
        number=9,
        name=N_("Ethical issues"),
        domain=_METHODS,
        fill=_S,
        facts=("ethics",),
        seen=seen.consent,
        section="ethics",
    ),
    Item(
        number=10,
        name=N_("Data collection methods"),
        domain=_METHODS,
        fill=_A,
        seen=seen.collection,
        section="sources-part",
    ),
    Item(
        number=11,
        name=N_("Instruments and technologies"),
        domain=_METHODS,
        fill=_A,
        facts=("guide_tested", "recording"),
        seen=seen.instruments,
        section="asked-part",
    ),
    Item(number=12, name=N_("Units of study"), domain=_METHODS, fill=_A, seen=seen.units, section="people"),
    Item(
        number=13,
        name=N_("Data processing"),
        domain=_METHODS,
        fill=_A,
        facts=("transcription", "data_security"),
        seen=seen.processing,
        section="coding",
    ),
    Item(number=14, name=N_("Data analysis"), domain=_METHODS, fill=_A, seen=seen.analysis, section="codebook-part"),
    Item(
        number=15,
        name=N_("Techniques to enhance trustworthiness"),
        domain=_METHODS,
        fill=_A,
        facts=_CREDIBLE,
        seen=seen.trustworthiness,
        section="trust",
    ),
    Item(number=16, name=N_("Synthesis and interpretation"), domain=_RESULTS, fill=_H, facts=("synthesis",)),
    Item(
        number=17,
        name=N_("Links to empirical data"),
        domain=_RESULTS,
        fill=_A,
        seen=seen.quotations,
        section="findings-part",
    ),
    Item(
        number=18,
        name=N_("Integration with prior work and contribution"),
        domain=_DISCUSSION,
        fill=_H,
        facts=("prior_work",),
    ),
    Item(
        number=19,
        name=N_("Limitations"),
        domain=_DISCUSSION,
        fill=_S,
        facts=("limitations",),
        seen=seen.limits,
        section="limits",
    ),
    Item(number=20, name=N_("Conflicts of interest"), domain=_OTHER, fill=_H, facts=("conflicts",)),
    Item(number=21, name=N_("Funding"), domain=_OTHER, fill=_H, facts=("funding",)),
)


def srqr(account: StudyAccount) -> tuple[Section, ...]:
    """The appendix."""
    filled = fill_in(ITEMS, account)
    return (
        Section(
            page=True,
            landscape=True,
            blocks=(
                Heading(text=_("SRQR checklist"), key="srqr-part"),
                paragraph(summary_sentence(filled)),
                checklist_table(
                    "srqr",
                    _("Standards for reporting qualitative research (SRQR), 21 items"),
                    filled,
                    _("After O’Brien and others (2014). A draft has to be confirmed by the researcher."),
                ),
            ),
        ),
    )
