"""The verification profile of a finding: what each of the thirteen testing tactics comes to (method §3.1).

A tactic that was never applied is shown as such; a finding may be reported without all thirteen, but not silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _
from qda.registry import Plugin
from qda.store.study import Study
from qda.verify.conclude import select_findings
from qda.verify.finding import FindingSpec
from qda.verify.tactic import Answer, Sort, TacticDetails, TacticStatus
from qda.verify.tactic_choice import listed
from qda.verify.tactic_run import Runner, TacticRun
from qda.verify.tactic_words import status_word, tactic_name

# The Sourcebook's standards for the quality of conclusions (MHS 2014, chapter 11; page not checked).
STANDARDS = (
    N_("objectivity, confirmability"),
    N_("reliability, dependability, auditability"),
    N_("internal validity, credibility, authenticity"),
    N_("external validity, transferability, fittingness"),
    N_("utilisation, application, action orientation"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One testing tactic in a finding's profile.

    Attributes:
        run: As it comes out today; None where it was never applied.
    """

    plugin: Plugin
    run: TacticRun | None

    @property
    def details(self) -> TacticDetails:
        """What the tactic declares."""
        found: TacticDetails = self.plugin.details
        return found

    @property
    def status(self) -> TacticStatus:
        """What it comes to today."""
        return self.run.status if self.run else TacticStatus.NOT_APPLIED

    @property
    def because(self) -> str:
        """The machine's sentence, and the human's reason where there is one."""
        if self.run is None:
            return ""
        told = self.run.machine.not_applicable or self.run.machine.value
        said: Answer | None = self.run.said
        return f"{told} {said.by}: {said.why}" if said and said.why else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A finding's profile: the thirteen testing tactics in their order."""

    finding: FindingSpec
    rows: tuple[ProfileRow, ...]

    def count(self, status: TacticStatus) -> int:
        """How many tactics came to that."""
        return sum(row.status is status for row in self.rows)


def profiles(study: Study, keys: list[str] | None = None) -> list[Profile]:
    """The profiles of findings, all where no ids are given. Nothing is kept.

    Raises:
        NotFoundError: the study has no findings, or none with one of the ids.
    """
    findings = select_findings(study, keys)
    runner = Runner(study)
    tactics = listed(Sort.TEST)
    found = []
    for finding in findings:
        again = {run.plugin.name: run for run in runner.again(finding)}
        rows = tuple(ProfileRow(plugin=plugin, run=again.get(plugin.name)) for plugin in tactics)
        found.append(Profile(finding=finding, rows=rows))
    return found


def profile_sheet(found: Sequence[Profile], *, synthetic: bool = False) -> Sheet:
    """Findings × tactics, as a sheet."""
    rows = found[0].rows if found else ()
    return Sheet(
        kind="verification-profile",
        title=_("Verification profile"),
        reading=_(
            "For each finding, what the thirteen tactics for testing or confirming came to. “Not applied” is a gap in "
            "the study, not a result."
        ),
        corner=_("finding"),
        columns=tuple(Column(label=f"{row.details.number} {tactic_name(row.plugin)}") for row in rows),
        rows=tuple(
            Row(
                label=f"{profile.finding.key}: {profile.finding.statement}",
                cells=tuple(_cell(row) for row in profile.rows),
            )
            for profile in found
        ),
        decision_rules=(_("A human’s answer goes before the machine’s; one given on other evidence counts as open."),),
        notes=(_("Standards of quality: {standards}.").format(standards="; ".join(_(each) for each in STANDARDS)),),
        citation="Miles, Huberman & Saldaña 2014",
        synthetic=synthetic,
    )


def profile_json(found: Sequence[Profile]) -> list[dict[str, object]]:
    """The rows of `qda verify --profile --json`."""
    return [
        {
            "finding": profile.finding.key,
            "tactics": [
                {
                    "number": row.details.number,
                    "tactic": row.plugin.name,
                    "status": row.status.value,
                    "because": row.because,
                    "open": len(row.run.open_items) if row.run else 0,
                    "outdated": row.run is not None and row.run.outdated is not None,
                }
                for row in profile.rows
            ],
        }
        for profile in found
    ]


def _cell(row: ProfileRow) -> Cell:
    if row.run is None:
        return Cell(empty=Empty.NOT_APPLIED)
    return Cell(value=f"{status_word(row.status)}: {row.because}", evidence=row.run.machine.evidence)
