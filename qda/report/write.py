"""The verbs of the report: take the researcher's facts in, make the form that asks for them, write the report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qda.exchange.documents.document_writer import check_ending, save_document
from qda.exchange.office_package import study_time
from qda.exchange.output import put
from qda.model.wording import _
from qda.report.facts import Joined, joined
from qda.report.facts_file import ANSWER, ITEMS, KEY, QUESTION, form_yaml, read_answers
from qda.report.facts_file import check_ending as check_form_ending
from qda.report.gather import SETTING, WantedDisplay, facts_of, gather

if TYPE_CHECKING:
    from qda.model.numbering import Numbering
    from qda.model.planned import Plan
    from qda.store.study import Study

_WIDTHS = (20.0, 22.0, 60.0, 70.0)


def write_report(
    study: Study,
    path: Path,
    *,
    displays: Sequence[WantedDisplay] = (),
    command: str = "",
    numbering: Numbering | None = None,
) -> bool:
    """Write the methods chapter with its appendices; whether the file changed. The study stays as it is.

    Args:
        study: The open study.
        path: Its ending picks Word, HTML or LaTeX.
        displays: What to show; three usual ones where none is named.
        command: What makes it again; else `qda report FILE`.
        numbering: Which chapter it is in a thesis, and its first table; None for a report of its own.

    Raises:
        InputError: no writer serves the ending, or the file cannot be written.
    """
    from qda.report.compose import compose

    check_ending(path)
    account = gather(study, displays=displays, command=command or f"qda report {path.name}")
    return save_document(compose(account, numbering), path)


def planned_displays(plan: Plan) -> tuple[WantedDisplay, ...]:
    """The displays that a plan makes, as the report shows them; views of searches are none."""
    from qda.viewed import DISPLAY, planned_values

    views = {view.name: view for view in plan.views}
    wanted = []
    for one in plan.displays:
        if not one.view:
            wanted.append(WantedDisplay(kind=one.kind, options=one.options, file=one.to))
        elif views[one.view].verb == DISPLAY:
            kind, values = views[one.view].arguments[0], planned_values(views[one.view])
            wanted.append(WantedDisplay(kind=kind, options=values, file=one.to))
    return tuple(wanted)


def take_facts(study: Study, file: Path) -> Joined:
    """Take answers into the study, journalled; a second time nothing changes.

    Raises:
        InputError: the file cannot be read, or is neither YAML nor a form.
    """
    answers, problems = read_answers(file)
    done = joined(facts_of(study), answers, file.name)
    if done.added or done.changed or done.removed:
        with study.command("report", _("facts of the method from {file}").format(file=file.name)):
            kept = dict(done.facts.answers)
            study.set_setting(SETTING, json.dumps(kept, ensure_ascii=False) if kept else "")
    return Joined(
        facts=done.facts,
        added=done.added,
        changed=done.changed,
        removed=done.removed,
        problems=(*problems, *done.problems),
    )


def write_form(study: Study, path: Path) -> int:
    """Write a form with what the researcher has not told yet; how many questions it has.

    Raises:
        InputError: the ending is neither YAML nor .xlsx, or the file cannot be written.
    """
    check_form_ending(path)
    missing = facts_of(study).missing
    if path.suffix.lower() == ".xlsx":
        from qda.exchange.writers.workbook.form import Form, form_workbook
        from qda.store.journal import last_change

        form = Form(
            title=_("Facts of the method"),
            heads=(KEY, ITEMS, QUESTION, ANSWER),
            widths=_WIDTHS,
            rows=tuple((fact.key, fact.items, _(fact.question)) for fact in missing),
        )
        put(form_workbook(form, study_time(last_change(study))), path)
    else:
        put(form_yaml(missing), path)
    return len(missing)


def facts_line(done: Joined) -> str:
    """What taking facts in did, one line."""
    return _(
        "{n} facts of the method known, {missing} not: {added} new, {changed} changed, {removed} taken back"
    ).format(
        n=len(done.facts.answers),
        missing=len(done.facts.missing),
        added=len(done.added),
        changed=len(done.changed),
        removed=len(done.removed),
    )
