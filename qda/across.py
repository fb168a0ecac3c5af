"""Verbs that need two stages, which may not import each other: displays of verdicts, answers out of tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.model.errors import InputError, unreadable
from qda.model.problem import Problem
from qda.model.wording import _, language

if TYPE_CHECKING:
    from qda.model.evidence import Axis, Triangulation, TriangulationOptions
    from qda.model.frames import Material
    from qda.model.plot import Shown
    from qda.model.sheet import Sheet
    from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class TriangulationSheets:
    """Triangulations with the matrices that show them: findings by groups, and by pairs of groups."""

    results: tuple[Triangulation, ...]
    sheets: tuple[Sheet, ...]


def triangulation_sheets(
    study: Study, by: Axis, options: TriangulationOptions, keys: list[str] | None = None
) -> TriangulationSheets:
    """Triangulate findings, and arrange them as the convergence matrix (with Sugiyono's fields) and by pairs.

    Args:
        study: The open study.
        by: What is compared: source groups, techniques, periods or coders.
        options: The thresholds.
        keys: Ids of findings; all where None or empty.

    Raises:
        NotFoundError: the study has no findings, or none with one of the ids.
    """
    from qda.store import frames
    from qda.verify.triangulation import triangulate_findings

    seen = frames.material(study)
    results = tuple(triangulate_findings(study, keys, by=by, options=options, material=seen))
    return TriangulationSheets(results=results, sheets=matrix_and_pairs(seen, results))


def build_display(study: Study, kind: str, options: Any) -> Shown:
    """One display, in the current language; those that show verdicts are given them."""
    from qda.store import frames

    return arrange_display(study, frames.material(study, language()), kind, options)


def arrange_display(study: Study, seen: Material, kind: str, options: Any) -> Shown:
    """One display from material that was already fetched.

    Displays that show verdicts are given them, those that may show some where there are findings.
    """
    from qda.display.build import arrange_any, provided
    from qda.store import notes
    from qda.verify.triangulation import triangulate_findings

    judged = shows_verdicts(kind) or (may_show_verdicts(kind) and bool(notes.findings_of(study)))
    verdicts = tuple(triangulate_findings(study, material=seen)) if judged else ()
    return arrange_any(provided(study, seen, kind), kind, options, verdicts)


def matrix_and_pairs(seen: Material, results: tuple[Triangulation, ...]) -> tuple[Sheet, ...]:
    """The convergence matrix with Sugiyono's fields, and the pairs of groups where there are any."""
    from qda import registry
    from qda.display.build import arrange
    from qda.display.settings import from_values
    from qda.verify.convergence import pairs_sheet

    options = from_values(registry.get("displays", "convergence"), (("sugiyono", True),), "")
    matrix = arrange(seen, "convergence", options, results)
    if not any(result.pairs for result in results):
        return (matrix,)
    return (matrix, pairs_sheet(results, seen.findings, synthetic=seen.synthetic))


def shows_verdicts(kind: str) -> bool:
    """Whether a display needs results of triangulation."""
    from qda import registry

    return "verdicts" in registry.get("displays", kind).details.needs


def may_show_verdicts(kind: str) -> bool:
    """Whether a display shows results of triangulation where there are some, and does without them."""
    from qda import registry

    return "verdicts" in registry.get("displays", kind).details.reads


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAnswers:
    """Answers that came back on a sheet: how many were new or changed, and the rows that fit nothing."""

    answers: int
    problems: tuple[Problem, ...]


def take_answers_file(study: Study, path: Path) -> TakenAnswers:
    """Take in the answers that people wrote into a sheet of questions of the tactics. A second time changes nothing.

    Raises:
        InputError: the file cannot be read, is no table, or lacks a column that is needed.
    """
    from qda.condense.tables import read_table
    from qda.verify import tactic_sheet
    from qda.verify.tactic_run import applied, take_answers

    try:
        data = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    named = tactic_sheet.headings()
    table = read_table(path.name, data, tuple(named))
    columns = {named[column]: column for column in table.columns if column in named}
    for needed in tactic_sheet.NEEDED:
        if needed not in columns:
            raise InputError(_("The sheet has no column “{name}”.").format(name=_(needed)), where=str(path))
    rows = [
        tactic_sheet.AnswerRow(
            place=table.place(row),
            **{
                field: table.cell(row, columns[column]) if column in columns else ""
                for field, column in tactic_sheet.FIELDS.items()
            },
        )
        for row in table.rows
    ]
    read = tactic_sheet.read_answers(rows, applied(study), path.name)
    return TakenAnswers(answers=take_answers(study, read.answers), problems=read.problems)
