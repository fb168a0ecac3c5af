"""2 · Condense: how far coders agree, and what is decided where they do not."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli.command import add
from qda.cli.session import DryRun, Json, print_json, print_problems, print_table, say, session, tell, warn
from qda.condense.agreement_options import (
    CONSENSUS,
    AgreementOptions,
    AgreementUnit,
    Clusters,
    IntervalMethod,
    Measure,
    Uncoded,
    leaves_uncoded,
)
from qda.model.errors import InputError
from qda.model.wording import _, number

if TYPE_CHECKING:
    from qda.condense.agreement import Agreement
    from qda.store.study import Study

_DEFAULT = AgreementOptions()
DECISIONS = (".xlsx", ".csv")  # what can be filled in and taken back
PLOT = ".svg"
_SHOWN = 70  # characters of a unit in the list

Coders = Annotated[
    list[str] | None,
    typer.Option("--coders", metavar="NAME", help=_("Who is compared; else all people who coded. Again for each.")),
]
Rounds = Annotated[
    list[str] | None,
    typer.Option("--round", metavar="ROUND", help=_("Round of coding; two rounds compare one coder with that coder.")),
]
Codes = Annotated[list[str] | None, typer.Option("--code", metavar="CODE", help=_("Only these, with all below."))]
Depth = Annotated[
    int | None, typer.Option("--depth", min=1, help=_("Levels of the code tree that count: at 1, a/b and a/c are a."))
]
Sources = Annotated[list[str] | None, typer.Option("--source", metavar="SOURCE", help=_("Only in these sources."))]
UnitOption = Annotated[AgreementUnit, typer.Option("--unit", help=_("What the coders are compared on."))]
Overlap = Annotated[
    float,
    typer.Option(
        "--overlap",
        min=0.01,
        max=1.0,
        help=_("Share of their joint length that makes two segments one; 1: the same words."),
    ),
]
AllSources = Annotated[
    bool, typer.Option("--all-sources", help=_("Every coder read every source, also where nothing was coded."))
]
Speakers = Annotated[str, typer.Option("--speakers", help=_("informants, all, or one speaker's label or case."))]


def register(app: typer.Typer, panel: str) -> None:
    """Add both commands."""
    add(app, "agree", agree, panel)
    add(app, "adjudicate", adjudicate, panel)


def agree(
    context: typer.Context,
    coders: Coders = None,
    rounds: Rounds = None,
    code: Codes = None,
    depth: Depth = None,
    source: Sources = None,
    unit: UnitOption = AgreementUnit.SEGMENT,
    overlap: Overlap = 0.5,
    uncoded: Annotated[
        Uncoded | None,
        typer.Option(
            "--uncoded",
            help=_("Whether units that nobody coded count as agreement; needed for sentences and the like."),
        ),
    ] = None,
    all_sources: AllSources = False,
    speakers: Speakers = "informants",
    interval: Annotated[
        IntervalMethod, typer.Option("--interval", help=_("How intervals are computed."))
    ] = IntervalMethod.JACKKNIFE,
    clusters: Annotated[
        Clusters, typer.Option("--clusters", help=_("What is left out or drawn for intervals; never coders."))
    ] = Clusters.DOCUMENT,
    bootstraps: Annotated[int, typer.Option("--bootstraps", min=2, help=_("Draws of a bootstrap."))] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help=_("Seed of what uses chance."))] = 1,
    minimum: Annotated[
        float | None,
        typer.Option("--min", min=-1.0, max=1.0, help=_("Exit with 1 if any code lies below, with 3 if undefined.")),
    ] = None,
    by: Annotated[
        Measure | None, typer.Option("--by", help=_("The coefficient that --min and the plot go by; else alpha."))
    ] = None,
    gamma: Annotated[
        bool, typer.Option("--gamma", help=_("For segments and characters: Mathet's γ, γcat and γk too; takes longer."))
    ] = False,
    full: Annotated[bool, typer.Option("--full", help=_("Show every coefficient."))] = False,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help=_("Write to a file; its ending picks the writer, .svg a plot.")),
    ] = None,
    as_json: Json = False,
) -> int:
    """Compare coders: how far they agree on each code, and where they do not."""
    from qda.condense.agree import agreement

    _refuse_idle(full=full, by=by, minimum=minimum, to=to, as_json=as_json)
    options = AgreementOptions(
        coders=tuple(coders or ()),
        rounds=tuple(rounds or ()),
        codes=tuple(code or ()),
        depth=depth,
        sources=tuple(source or ()),
        unit=unit,
        overlap=overlap,
        uncoded=uncoded,
        all_sources=all_sources,
        speakers=speakers,
        interval=interval,
        clusters=clusters,
        bootstraps=bootstraps,
        seed=seed,
        gamma=gamma,
    )
    measure, written = by or Measure.ALPHA, ""
    with session(context).open() as study:
        found = agreement(study, options)
        if to is not None:
            written = _write(study, found, to, measure)
    if as_json:
        from qda.condense.agreement_json import agreement_json

        print_json(agreement_json(found))
    elif to is None:
        _print(found, full=full)
    else:
        say(written)
    return 0 if minimum is None else _judge(found, measure, minimum)


def _refuse_idle(*, full: bool, by: Measure | None, minimum: float | None, to: Path | None, as_json: bool) -> None:
    """Refuse what would change nothing here, as `qda.condense.agree.refuse_idle` does of what is compared."""
    idle = {
        "--full": full and (to is not None or as_json),
        "--by": by is not None and minimum is None and (to is None or to.suffix.lower() != PLOT),
    }
    for name in (name for name, here in idle.items() if here):
        raise InputError(
            _("{option} changes nothing with these other options.").format(option=name), mend=_("Leave it out.")
        )


def adjudicate(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help=_("A sheet with decisions, .xlsx or .csv; else list what is open.")),
    ] = None,
    coders: Coders = None,
    rounds: Rounds = None,
    code: Codes = None,
    depth: Depth = None,
    source: Sources = None,
    unit: UnitOption = AgreementUnit.SEGMENT,
    overlap: Overlap = 0.5,
    all_sources: AllSources = False,
    speakers: Speakers = "informants",
    into: Annotated[str, typer.Option("--into", help=_("Round that decisions are written to."))] = CONSENSUS,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help=_("Write what is open to a sheet that can be filled in.")),
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> int:
    """List where coders differ, or take back a sheet in which a human decided."""
    if not into.strip():
        raise typer.BadParameter(_("Name the round."), param_hint="--into")
    options = AgreementOptions(
        coders=tuple(coders or ()),
        rounds=tuple(rounds or ()),
        codes=tuple(code or ()),
        depth=depth,
        sources=tuple(source or ()),
        unit=unit,
        overlap=overlap,
        all_sources=all_sources,
        speakers=speakers,
    )
    if file is None:
        if dry_run:
            raise typer.BadParameter(_("Nothing is written without a FILE with decisions."), param_hint="--dry-run")
        return _open(context, options, into, to, as_json=as_json)
    if options != AgreementOptions() or to is not None:
        raise typer.BadParameter(_("The file says itself what was compared: give it alone, or with --into."))
    return _decide(context, file, into, dry_run=dry_run, as_json=as_json)


def _open(context: typer.Context, options: AgreementOptions, into: str, to: Path | None, *, as_json: bool) -> int:
    from qda.condense.adjudicate import open_disagreements
    from qda.condense.agreement_json import disagreements_json
    from qda.condense.disagreements import disagreement_sheet, shown_codes
    from qda.exchange.output import save_sheets

    if to is not None and to.suffix.lower() not in DECISIONS:
        raise typer.BadParameter(
            _("Decisions are taken back from {endings}.").format(endings=", ".join(DECISIONS)), param_hint="--to"
        )
    with session(context).open() as study:
        found = open_disagreements(study, options, into=into)
        if to is not None:
            sheet = disagreement_sheet(found.open, found.raters, options, synthetic=found.synthetic)
            save_sheets(study, (sheet,), to, " ".join(["qda adjudicate", *_compared(options)]))
    labels = [rater.label for rater in found.raters]
    if as_json:
        print_json(
            {
                "unit": options.unit.value,
                "coders": labels,
                "round": into,
                "decided": found.decided,
                "open": disagreements_json(found.open, labels),
            }
        )
        return 0
    if to is not None:
        say(
            _("{path} written: {n} open disagreements. Fill in, then: qda adjudicate {path}").format(
                path=to, n=len(found.open)
            )
        )
        return 0
    print_table(
        [_("source"), _("line"), *labels, _("text")],
        [
            (one.source, one.line, *(shown_codes(codes, options.unit) for codes in one.codes), _shortened(one.text))
            for one in found.open
        ],
        empty=_("No disagreement is open."),
    )
    say(_("{n} open, {decided} decided in round {round}.").format(n=len(found.open), decided=found.decided, round=into))
    if found.open:
        say(_("To decide: qda adjudicate --to FILE.xlsx, fill in decision and why, then: qda adjudicate FILE.xlsx"))
    return 0


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"


def _decide(context: typer.Context, file: Path, into: str, *, dry_run: bool, as_json: bool) -> int:
    from qda.condense.adjudicate import adjudicate as take_back

    with session(context).open() as study:
        done = take_back(study, file, into=into, dry_run=dry_run)
    if as_json:
        print_json(
            {
                "round": done.round,
                "decisions": done.rows,
                "added": done.added,
                "changed": done.changed,
                "removed": done.removed,
                "none": done.none,
                "open": done.open,
                "conflicts": [str(problem) for problem in done.conflicts],
                "problems": [str(problem) for problem in done.problems],
            }
        )
    else:
        print_problems((*done.problems, *done.conflicts))
        tell(f"{done}.", rehearsed=dry_run)
    return 2 if done.problems or done.conflicts else 0


def _write(study: Study, found: Agreement, to: Path, measure: Measure) -> str:
    """Write the file; what to say of it."""
    from qda.condense.agreement_plot import agreement_plot
    from qda.condense.agreement_table import agreement_sheets, statistic_of
    from qda.exchange.output import put, save_sheets

    if to.suffix.lower() == PLOT:
        put(agreement_plot(found, statistic_of(measure, len(found.raters))), to)
    else:
        save_sheets(study, agreement_sheets(found), to, _typed(found.options), besides=(PLOT,))
    return _("{path} written: {codes} codes, {n} units on which the coders differ.").format(
        path=to, codes=len(found.coefficients.codes), n=len(found.disagreements)
    )


def _print(found: Agreement, *, full: bool) -> None:
    from qda.condense.agreement_lines import compared_lines, left_out_lines, limits_lines, undefined_lines
    from qda.condense.agreement_table import (
        full_heads,
        full_rows,
        name_of,
        segment_heads,
        segment_lines,
        segment_rows,
        short_heads,
        short_rows,
    )
    from qda.stats.agreement import Statistic

    if full:
        heads = full_heads(found)
        decimals = [1 if head == name_of(Statistic.PERCENT) else 3 for head in heads]
        print_table(heads, [tuple(map(_cell, row, decimals)) for row in full_rows(found)])
    else:
        print_table(short_heads(found), short_rows(found))
    if found.segments is not None and (full or found.options.gamma):
        say()
        say(_("Where segments begin and end, over all characters:"))
        print_table(segment_heads(), [tuple(map(_cell, row)) for row in segment_rows(found.segments)])
        for line in segment_lines(found.segments):
            say(line)
    say()
    for line in (*compared_lines(found), *left_out_lines(found), *undefined_lines(found), *limits_lines(found)):
        say(line)
    if found.disagreements:
        say(
            _("The coders differ on {n} units. To see them with their text: {command}").format(
                n=len(found.disagreements), command=" ".join(["qda adjudicate", *_compared(found.options)])
            )
        )


def _cell(value: str | int | float | None, decimals: int = 3) -> str | int | None:
    if value is None:
        return "–"
    return number(value, decimals).replace("-", "−") if isinstance(value, float) else value


def _judge(found: Agreement, measure: Measure, minimum: float) -> int:
    """Say which codes lie below the minimum; 1 where any does, else 3 where any is undefined, else 0."""
    from qda.condense.agreement_table import name_of, statistic_of

    statistic = statistic_of(measure, len(found.raters))
    values = [(one.code, one.of(statistic).coefficient.value) for one in found.coefficients.codes]
    values.append((_("all codes together"), found.coefficients.of(statistic).coefficient.value))
    below = [f"{code} ({number(value, 3)})" for code, value in values if value is not None and value < minimum]
    unknown = [code for code, value in values if value is None]
    name, least = name_of(statistic), number(minimum, 3, short=True)
    if below:
        warn(_("{name} below {least}: {codes}.").format(name=name, least=least, codes=", ".join(below)))
    if unknown:
        warn(_("{name} undefined: {codes}.").format(name=name, codes=", ".join(unknown)))
    return 1 if below else 3 if unknown else 0


def _typed(options: AgreementOptions) -> str:
    """What to type to get the same again, with the defaults that matter."""
    told = _compared(options)
    if options.unit is AgreementUnit.SEGMENT:
        told += [f"--unit segment --overlap {options.overlap:g}"] if options.overlap == _DEFAULT.overlap else []
    if options.uncoded is not None and leaves_uncoded(options):
        told.append(f"--uncoded {options.uncoded.value}")
    told += [f"--interval {options.interval.value}", f"--clusters {options.clusters.value}"]
    if options.interval is IntervalMethod.BOOTSTRAP:
        told.append(f"--bootstraps {options.bootstraps}")
    told.append(f"--seed {options.seed}")
    return " ".join(["qda agree", *told, *(["--gamma"] if options.gamma else [])])


def _compared(options: AgreementOptions) -> list[str]:
    """The options that say what is compared, those that are not as they are by themselves."""
    told = [f"--coders {quote(name)}" for name in options.coders]
    told += [f"--round {quote(name)}" for name in options.rounds]
    told += [f"--code {quote(name)}" for name in options.codes]
    told += [f"--depth {options.depth}"] if options.depth is not None else []
    told += [f"--source {quote(name)}" for name in options.sources]
    told += [f"--unit {options.unit.value}"] if options.unit is not _DEFAULT.unit else []
    told += [f"--overlap {options.overlap:g}"] if options.overlap != _DEFAULT.overlap else []
    told += ["--all-sources"] if options.all_sources else []
    told += [f"--speakers {quote(options.speakers)}"] if options.speakers != _DEFAULT.speakers else []
    return told
