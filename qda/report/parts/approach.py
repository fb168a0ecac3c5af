"""Approach and researchers: nothing here can be read off the data."""

from __future__ import annotations

from qda.model.document import Heading, Section
from qda.model.wording import _
from qda.report.account import StudyAccount
from qda.report.parts import seen
from qda.report.prose import paragraph
from qda.report.told import told

_APPROACH = ("problem", "questions", "orientation", "paradigm", "context")
_TEAM = (
    "interviewer",
    "credentials",
    "occupation",
    "gender",
    "experience",
    "relationship",
    "informants_knew",
    "reflexivity",
)


def approach(account: StudyAccount) -> tuple[Section, ...]:
    """What is studied, how, and by whom."""
    return (
        Section(
            blocks=(
                Heading(text=_("Approach and researchers"), key="approach"),
                paragraph(
                    _(
                        "The data were analysed by the interactive model of Miles, Huberman and Saldaña (2014): data "
                        "condensation, data display, and drawing and verifying conclusions."
                    )
                ),
                *told(account, *_APPROACH),
                Heading(text=_("Researchers"), level=2, key="team"),
                *told(account, *_TEAM, seen={"interviewer": seen.interviewer(account)}),
                Heading(text=_("Ethics"), level=2, key="ethics"),
                *told(account, "ethics", "data_security", seen={"ethics": seen.consent(account)}),
            )
        ),
    )
