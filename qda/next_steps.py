"""What the method would do next, from what the study holds: `qda next`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qda.model.wording import _
from qda.store import cases, notes, tactics
from qda.store.study import Study
from qda.store.summary import Summary, hand_coders, informants_without_case, summary, uncoded_sources
from qda.views import at_a_glance


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do: the stage it belongs to, why, and the command."""

    stage: str
    why: str
    command: str


def next_steps(study: Study) -> tuple[Step, ...]:
    """The steps that lie ahead, in the method's order; at least one."""
    held = summary(study)
    return (
        *_collect(study, held),
        *_condense(study, held),
        *_display(study, held),
        *_verify(study, held),
        *_share(held),
    )


def _collect(study: Study, held: Summary) -> Iterator[Step]:
    stage = _("1 Collect")
    if not held.sources:
        yield Step(stage=stage, why=_("The study has no material yet."), command="qda import FOLDER")
        return
    if not held.cases:
        yield Step(
            stage=stage,
            why=_("No cases: without role and group nobody can be compared with anybody."),
            command="qda cases import informants.xlsx",
        )
    nobody = informants_without_case(study)
    if held.cases and nobody:
        yield Step(
            stage=stage,
            why=_("{n} speakers are not joined to a case: {names}.").format(
                n=len(nobody), names=", ".join(nobody[:5]) + ("…" if len(nobody) > 5 else "")
            ),
            command='qda source update SOURCE --speaker "LABEL=CASE"',
        )
    if not cases.guide(study):
        yield Step(
            stage=stage,
            why=_("No interview guide: silence cannot be told from never having been asked."),
            command="qda guide import guide.yaml",
        )


def _condense(study: Study, held: Summary) -> Iterator[Step]:
    stage = _("2 Condense")
    if not held.sources:
        return
    if not held.codes:
        yield Step(stage=stage, why=_("There is no codebook."), command="qda codebook import codebook.yaml")
        return
    if not held.codings:
        yield Step(stage=stage, why=_("Nothing is coded yet."), command="qda code auto --dry-run")
        return
    uncoded = uncoded_sources(study)
    if uncoded:
        yield Step(
            stage=stage,
            why=_("{n} sources have no coding: {names}.").format(
                n=len(uncoded), names=", ".join(uncoded[:5]) + ("…" if len(uncoded) > 5 else "")
            ),
            command='qda code add SOURCE CODE --quote "…"',
        )
    if held.unplaced:
        yield Step(
            stage=stage,
            why=_("{n} codings have no place in a changed transcript.").format(n=held.unplaced),
            command="qda code review",
        )

    coders = hand_coders(study)
    if len(coders) > 1:
        yield Step(
            stage=stage,
            why=_("Several people have coded: {names}. See how far they agree, and decide where they do not.").format(
                names=", ".join(coders)
            ),
            command="qda agree  ·  qda adjudicate",
        )


def _display(study: Study, held: Summary) -> Iterator[Step]:
    stale = [one.view.name for one in at_a_glance(study) or () if one.stale]
    if stale:
        yield Step(
            stage=_("3 Display"),
            why=_("What {n} saved views show has changed: {names}.").format(
                n=len(stale), names=", ".join(stale[:5]) + ("…" if len(stale) > 5 else "")
            ),
            command="qda view list  ·  qda view show NAME  ·  qda view accept NAME",
        )
    if held.codings:
        yield Step(
            stage=_("3 Display"),
            why=_("There are codings: arrange them, and see who says what."),
            command="qda display list",
        )


def _verify(study: Study, held: Summary) -> Iterator[Step]:
    if held.codings and not held.findings:
        yield Step(
            stage=_("4 Verify"),
            why=_("No conclusion is written down, so none can be tested."),
            command="qda finding import findings.yaml",
        )
    if held.codings and held.findings:
        yield Step(
            stage=_("4 Verify"),
            why=_("Conclusions are written down: compare what the sources say of them, and try their assertions."),
            command="qda triangulate  ·  qda verify",
        )
        tested = {run.finding for run in tactics.runs(study)}
        untested = [finding.key for finding in notes.findings_of(study) if finding.key not in tested]
        if untested:
            yield Step(
                stage=_("4 Verify"),
                why=_("To {n} findings none of the thirteen tests was applied: {names}.").format(
                    n=len(untested), names=", ".join(untested[:5]) + ("…" if len(untested) > 5 else "")
                ),
                command="qda tactic negative-evidence  ·  qda verify --profile",
            )


def _share(held: Summary) -> Iterator[Step]:
    if held.codings and held.findings:
        yield Step(
            stage=_("Share"),
            why=_("Look for defects, then write the methods chapter with its appendices."),
            command="qda lint  ·  qda report FILE.docx",
        )
