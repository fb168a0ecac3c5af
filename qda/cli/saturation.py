"""4 · Verify: saturation of codes over the interviews, with the number of codes that may still be unheard."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli.command import add
from qda.cli.session import Json, print_json, print_table, say, session
from qda.model.first_heard import Counted
from qda.model.records import Kind
from qda.model.wording import _, number

if TYPE_CHECKING:
    from qda.verify.saturation import SaturationOptions, StudySaturation


def register(app: typer.Typer, panel: str) -> None:
    """Add the command."""
    add(app, "saturation", saturation, panel)


def saturation(
    context: typer.Context,
    base: Annotated[int, typer.Option("--base", min=1, help=_("Interviews that make the base."))] = 4,
    run: Annotated[int, typer.Option("--run", min=1, help=_("Interviews in a run."))] = 2,
    threshold: Annotated[
        float,
        typer.Option("--threshold", min=0.0, max=1.0, help=_("Highest share of new codes that counts as saturated.")),
    ] = 0.05,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help=_("Attribute that makes the groups, each with its own line."))
    ] = "group",
    kind: Annotated[
        list[Kind] | None, typer.Option("--kind", help=_("Kinds of sources that count as interviews; else interviews."))
    ] = None,
    unit: Annotated[
        Counted,
        typer.Option("--unit", help=_("What counts as one: people with all they say, or each source by itself.")),
    ] = Counted.PEOPLE,
    orders: Annotated[int, typer.Option("--orders", min=1, help=_("Random orders of the interviews."))] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help=_("Seed of the random orders."))] = 1,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("Write to a file; its ending picks the writer."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Show when new codes became rare over the interviews, in this order and in random ones (saturation)."""
    from qda.exchange.output import save_sheets
    from qda.verify.saturation import SaturationOptions, study_saturation
    from qda.verify.saturation_output import saturation_json, saturation_sheets

    options = SaturationOptions(
        base=base,
        run=run,
        threshold=threshold,
        kinds=tuple(dict.fromkeys(kind or [Kind.INTERVIEW])),
        by=by,
        unit=unit,
        orders=orders,
        seed=seed,
    )
    with session(context).open() as study:
        found = study_saturation(study, options)
        if to is not None:
            save_sheets(study, saturation_sheets(found), to, _typed(options))
            say(_("{path} written: {n} interviews.").format(path=to, n=len(found.lines)))
            return
    if as_json:
        print_json(saturation_json(found))
        return
    _print(found)


def _print(found: StudySaturation) -> None:
    from qda.verify.saturation_output import (
        group_heads,
        group_row,
        left_out_lines,
        limits_line,
        result_lines,
        rule_line,
    )

    print_table(
        [_("interview"), _("date"), _("new codes"), _("cumulative"), _("run ratio"), _("saturated")],
        [
            (
                line.interview,
                line.date,
                line.new,
                line.cumulative,
                "" if line.step is None else number(line.step.ratio, 3),
                found.result.notation if line.saturated else None,
            )
            for line in found.lines
        ],
    )
    for line in (rule_line(found), *result_lines(found), *left_out_lines(found)):
        say(line)
    if found.groups:
        say()
        print_table(
            group_heads(),
            [
                tuple(number(cell, 3) if isinstance(cell, float) else cell for cell in group_row(group))
                for group in found.groups
            ],
        )
    say(limits_line())


def _typed(options: SaturationOptions) -> str:
    """What to type to get the same again."""
    kinds = "".join(f" --kind {kind.value}" for kind in options.kinds)
    return (
        f"qda saturation --base {options.base} --run {options.run} --threshold {options.threshold:g} "
        f"--by {quote(options.by)}{kinds} --unit {options.unit.value} --orders {options.orders} --seed {options.seed}"
    )
