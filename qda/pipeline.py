"""THE METHOD ON ONE PAGE: carry out a study's plan, stage after stage (Miles, Huberman & Saldaña).

    collect   →  condense            →  display               →  verify
    material     data reduction         data display             conclusions, tested
                 (reduksi data)         (penyajian data)         (penarikan kesimpulan / verifikasi)

A plan run twice changes nothing the second time: every verb below adds only what is not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from qda.model.errors import InputError, UnknownPluginError
from qda.model.numbering import Running
from qda.model.planned import Plan, PlannedDisplay
from qda.model.problem import Problem
from qda.model.wording import _, plural
from qda.plan import read_plan

if TYPE_CHECKING:
    from qda.model.evidence import Axis, Triangulation
    from qda.model.plot import Shown
    from qda.registry import Plugin
    from qda.store.study import Study

_FAULTY = 2  # exit status where a part of the user's material could not be taken in


@dataclass(slots=True)
class Report:
    """What a run did, line by line, and what it found; `exit_status` as the command line gives it."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    conclusion: str = ""
    exit_status: int = 0


def run(
    plan_file: Path, *, study: str | None = None, who: str = "", settle_language: Callable[[str], None] | None = None
) -> Report:
    """Carry out a plan, in one command that undo takes back whole.

    Args:
        plan_file: `study.yaml`.
        study: The study file; else the plan's name with `.qda`, beside it.
        who: Who runs it; else the plan's `coder`.
        settle_language: Called with the plan's language before anything is written.

    Raises:
        QdaError: the plan or something it names cannot be used; the study is then as it was.
    """
    from qda.store import journal
    from qda.store.study import Study

    plan = read_plan(plan_file)
    if settle_language is not None:
        settle_language(plan.language)
    _foresee(plan)
    path = Path(study) if study else plan_file.with_suffix(".qda")
    report = Report()
    fresh = not path.exists()
    opened = (
        Study.create(path, title=plan.study, language=plan.language, who=who or plan.coder)
        if fresh
        else Study.open(path, who=who or plan.coder)
    )
    with opened as open_study:
        before = journal.study_hash(open_study)
        try:
            _carry_out(open_study, plan, report)
        except BaseException:
            if fresh:
                open_study.close()
                path.unlink(missing_ok=True)
            raise
        written = display(open_study, plan, report) + tell(open_study, plan, report)
        if journal.study_hash(open_study) == before and not written and report.exit_status != _FAULTY:
            report.lines.append(_("Nothing changed: the study and its files are as the plan wants them."))
        report.lines.append(_("Study: {path}").format(path=path))
    return report


def rehearse(
    plan_file: Path, *, study: str | None = None, who: str = "", settle_language: Callable[[str], None] | None = None
) -> Report:
    """What `run` would do to the study, without doing it; no file is written. Arguments and errors as `run`."""
    from qda.store.study import Study

    plan = read_plan(plan_file)
    if settle_language is not None:
        settle_language(plan.language)
    _foresee(plan)
    path = Path(study) if study else plan_file.with_suffix(".qda")
    report = Report()
    with TemporaryDirectory() as folder:
        opened = (
            Study.open(path, who=who or plan.coder)
            if path.exists()
            else Study.create(Path(folder) / path.name, title=plan.study, language=plan.language, who=who or plan.coder)
        )
        with opened as open_study, open_study.rehearsal():
            _carry_out(open_study, plan, report)
    files = dict.fromkeys((*(planned.to for planned in plan.displays), plan.triangulate_to, plan.report))
    report.lines += [_("{file}: {what}").format(file=name, what=_("written")) for name in files if name]
    return report


def _carry_out(study: Study, plan: Plan, report: Report) -> None:
    with study.command("run", plan.file.name):
        _settings(study, plan)
        collect(study, plan, report)
        _method(study, plan, report)
        condense(study, plan, report)
        outcome = verify(study, plan, report)
        report.exit_status = report.exit_status or outcome
        _texts(study, plan, report)
        _views(study, plan, report)


def collect(study: Study, plan: Plan, report: Report) -> None:
    """1 · Who is there, what was asked, and the material itself."""
    from qda.collect.describe import describe
    from qda.collect.ingest import ImportOptions, import_files
    from qda.collect.people import load_cases, load_guide

    if plan.cases:
        people = load_cases(study, plan.folder / plan.cases)
        _note(report, "\n".join(people.lines), people.problems)
    if plan.guide:
        asked = load_guide(study, plan.folder / plan.guide)
        _note(report, str(asked), asked.problems)
    for planned in plan.sources:
        options = ImportOptions(
            kind=planned.kind,
            date=planned.date,
            period=planned.period,
            place=planned.place,
            site=planned.site,
            synthetic=planned.synthetic or plan.synthetic,
        )
        done = import_files(study, [planned.path], options, base=plan.folder)
        _note(report, f"{planned.path}: {done.summary}", done.problems)
        if planned.copy_of:
            for source in done.sources:
                describe(study, source.name, copy_of=planned.copy_of)
    _quarantine(study, plan)


def condense(study: Study, plan: Plan, report: Report) -> None:
    """2 · The codebook, what its rules find, what hands have coded, and how codes and cases are joined."""
    from qda.condense.code import auto
    from qda.condense.codebooks import load
    from qda.condense.hand import import_codings
    from qda.condense.links import import_links
    from qda.condense.units import Unit

    if plan.codebook:
        book = load(study, plan.folder / plan.codebook)
        _note(report, f"{plan.codebook}: {book}", book.problems)
    for planned in plan.coding:
        if planned.file is None:
            found = auto(study, unit=Unit(planned.unit))
            _note(report, _("rules of the codebook: {what}").format(what=found), found.problems)
            if found.silent:
                report.lines.append(_("    rules that catch nothing in this study: {n}").format(n=len(found.silent)))
        else:
            coded = import_codings(study, plan.folder / planned.file)
            _note(report, f"{planned.file}: {coded}", (*coded.problems, *coded.conflicts))
    for name in plan.links:
        joined = import_links(study, plan.folder / name)
        _note(report, f"{name}: {joined}", joined.problems)


def verify(study: Study, plan: Plan, report: Report) -> int:
    """4 · The findings, tried against the evidence. 0 all hold, 1 some fail, 3 a human's answer is missing."""
    from qda.model.verdict_words import verdict_shown
    from qda.verify.check import verify_findings
    from qda.verify.conclude import import_findings_file
    from qda.verify.outcome import verification_counts

    if not plan.findings:
        return 0
    done = import_findings_file(study, plan.folder / plan.findings)
    _note(report, _("{file}: {n} findings").format(file=plan.findings, n=done.findings), done.problems)
    if not done.findings:
        return 0
    _tactics(study, plan, report)
    found = verify_findings(study)
    report.problems += found.problems
    for result in found.results:
        shown = verdict_shown(result.triangulation.verdict)
        report.lines.append(f"{result.finding.key}: {shown} – {result.finding.statement}")
    report.conclusion = verification_counts(found.results)
    return found.exit_status if plan.verify else 0


def _texts(study: Study, plan: Plan, report: Report) -> None:
    """What the plan says stands in the cells of displays that are the researcher's."""
    from qda.desk import take_texts

    for name in plan.texts:
        taken = take_texts(study, plan.folder / name)
        _note(report, f"{name}: {taken}", taken.problems)


def _tactics(study: Study, plan: Plan, report: Report) -> None:
    """The tactics that the plan applies to its findings, and the answers that humans wrote down to them."""
    from qda.across import take_answers_file
    from qda.verify.tactic_choice import named
    from qda.verify.tactic_run import run_tactics

    if not plan.tactics:
        return
    runs = run_tactics(study, [plugin for name in plan.tactics for plugin in named(name)])
    report.lines.append(_("tactics: {n} applied to findings and study").format(n=len(runs)))
    if plan.answers:
        taken = take_answers_file(study, plan.folder / plan.answers)
        _note(report, _("{file}: {n} answers taken in").format(file=plan.answers, n=taken.answers), taken.problems)


def display(study: Study, plan: Plan, report: Report) -> int:
    """3 · The displays, several of one file as its sheets, and the matrix of triangulation; how many files changed."""
    from qda.across import matrix_and_pairs, may_show_verdicts, shows_verdicts
    from qda.display.build import provided
    from qda.exchange.output import captions, save_displays
    from qda.store import frames
    from qda.verify.triangulation import triangulate_findings
    from qda.viewed import Viewer
    from qda.views import named

    files: dict[str, list[Shown]] = {}
    viewer = Viewer(study)
    seen = frames.material(study) if plan.displays or plan.triangulate_to else None
    verdicts: tuple[Triangulation, ...] | None = None
    for planned in plan.displays:
        assert seen is not None
        if planned.view:
            files.setdefault(planned.to, []).append(viewer.make(named(study, planned.view)))
            continue
        if shows_verdicts(planned.kind):
            if not seen.findings:
                _nothing_to_triangulate(report)
                continue
            verdicts = verdicts or tuple(triangulate_findings(study, by=_axis(plan), material=seen))
        elif may_show_verdicts(planned.kind) and seen.findings:
            verdicts = verdicts or tuple(triangulate_findings(study, by=_axis(plan), material=seen))
        given = provided(study, seen, planned.kind)
        files.setdefault(planned.to, []).append(_arranged(given, planned, plan, verdicts or ()))
    if plan.triangulate_to and seen is not None and seen.findings:
        verdicts = verdicts or tuple(triangulate_findings(study, by=_axis(plan), material=seen))
        files.setdefault(plan.triangulate_to, []).extend(matrix_and_pairs(seen, verdicts))
    elif plan.triangulate_to:
        _nothing_to_triangulate(report)
    written, running = 0, Running()
    chapters = {planned.to: planned.chapter for planned in plan.displays if planned.chapter}
    for name, displays in files.items():
        path, chapter = plan.folder / name, chapters.get(name, plan.chapter)
        made = captions(displays, path) if chapter else None
        numbers = running.next(chapter, made.tables, made.figures) if made is not None else None
        changed = save_displays(study, displays, path, f"qda run {plan.file.name}", numbering=numbers)
        written += changed
        report.lines.append(_("{file}: {what}").format(file=name, what=_("written") if changed else _("as it was")))
    return written


def tell(study: Study, plan: Plan, report: Report) -> int:
    """The methods chapter with its appendices; 1 where its file changed."""
    from qda.report.write import planned_displays, write_report

    if not plan.report:
        return 0
    command = f"qda run {plan.file.name}"
    changed = write_report(
        study,
        plan.folder / plan.report,
        displays=planned_displays(plan),
        command=command,
        numbering=Running().next(plan.report_chapter, 0, 0),
    )
    report.lines.append(_("{file}: {what}").format(file=plan.report, what=_("written") if changed else _("as it was")))
    return int(changed)


def demo(name: str, folder: Path, *, who: str = "", settle_language: Callable[[str], None] | None = None) -> Report:
    """Copy an example study to a folder and carry out its plan; a second time nothing changes.

    Raises:
        NotFoundError: there is no such example.
        InputError: the folder holds something else.
    """
    from qda.examples import copy_example

    plan = copy_example(name, folder)
    report = run(plan, who=who, settle_language=settle_language)
    report.lines += [_("Written to {folder}:").format(folder=folder)]
    report.lines += [f"    {file}" for file in read_plan(plan).files]
    report.exit_status = (
        0 if report.exit_status in (1, 3) else report.exit_status
    )  # a demonstration shows failing findings
    return report


def _nothing_to_triangulate(report: Report) -> None:
    line = _("The study has no findings yet, so there is nothing to triangulate.")
    if line not in report.lines:
        report.lines.append(line)


def _foresee(plan: Plan) -> None:
    """Refuse, before anything is done, a plan whose last stages cannot be carried out."""
    from qda import registry
    from qda.exchange.documents.document_writer import check_ending
    from qda.exchange.writer import SHEETS, check_numbers, writer_for
    from qda.report.facts_file import check_ending as check_facts_ending
    from qda.verify.tactic_choice import named
    from qda.viewed import gives

    _axis(plan)
    holds: dict[str, set[str]] = {plan.triangulate_to: {SHEETS}} if plan.triangulate_to else {}
    views = {view.name: gives(view.verb, view.arguments, view.where) for view in plan.views}
    for planned in plan.displays:
        if planned.view:
            holds.setdefault(planned.to, set()).add(f"{views[planned.view]}s")
            continue
        try:
            plugin = registry.get("displays", planned.kind)
        except UnknownPluginError as fault:
            raise UnknownPluginError(fault.what, where=_where(plan, planned), mend=fault.mend) from None
        _options(plugin, plan, planned)
        holds.setdefault(planned.to, set()).add(f"{plugin.details.gives}s")
    for name in plan.tables:
        writer_for(plan.folder / name, sorted(holds[name]))
    for planned in plan.displays:
        if planned.chapter:
            check_numbers(plan.folder / planned.to, sorted(holds[planned.to]))
    for name in plan.tactics:
        named(name)
    if plan.report:
        check_ending(plan.folder / plan.report)
    if plan.method:
        check_facts_ending(plan.folder / plan.method)


def _views(study: Study, plan: Plan, report: Report) -> None:
    """The displays and searches that the study keeps under a name."""
    from qda.views import settle

    done = settle(study, plan.views)
    if done:
        report.lines.append(plural("{n} view saved", "{n} views saved", len(done)).format(n=len(done)))


def _arranged(material: Any, planned: PlannedDisplay, plan: Plan, verdicts: tuple[object, ...]) -> Shown:
    from qda import registry
    from qda.display.build import arrange_any

    options = _options(registry.get("displays", planned.kind), plan, planned)
    return arrange_any(material, planned.kind, options, verdicts)


def _options(plugin: Plugin, plan: Plan, planned: PlannedDisplay) -> Any:
    from qda.display.settings import from_values

    return from_values(plugin, planned.options, _where(plan, planned))


def _where(plan: Plan, planned: PlannedDisplay) -> str:
    return _("{file}, line {line}").format(file=plan.file, line=planned.line)


def _axis(plan: Plan) -> Axis:
    from qda.model.evidence import Axis

    try:
        return Axis(plan.triangulate_by)
    except ValueError:
        raise InputError(
            _("Triangulation is by {axes}, not by “{given}”.").format(axes=", ".join(Axis), given=plan.triangulate_by),
            where=str(plan.file),
        ) from None


def _settings(study: Study, plan: Plan) -> None:
    study.set_setting("title", plan.study)
    study.set_setting("language", plan.language)


def _method(study: Study, plan: Plan, report: Report) -> None:
    """What only people know of the study: `method.yaml`."""
    from qda.report.write import facts_line, take_facts

    if plan.method:
        done = take_facts(study, plan.folder / plan.method)
        _note(report, f"{plan.method}: {facts_line(done)}", done.problems)


def _quarantine(study: Study, plan: Plan) -> None:
    from qda.collect.quarantine import keep_out

    for planned in plan.quarantine:
        keep_out(study, planned.source, planned.quote, planned.why, where=str(plan.file))


def _note(report: Report, line: str, problems: Iterable[Problem]) -> None:
    found = list(problems)
    report.problems += found
    report.lines.append(line)
    if any(problem.fatal for problem in found):
        report.exit_status = _FAULTY
