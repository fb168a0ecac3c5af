"""Saturation of codes, and what it does not say."""

from __future__ import annotations

from qda.model.day import day
from qda.model.document import Block, Heading, Section
from qda.model.wording import _
from qda.report.account import StudyAccount
from qda.report.prose import column, listing, paragraph, row, runs, see, table
from qda.report.words import figure
from qda.verify.saturation_output import group_heads, group_row, left_out_lines, limits_line, result_lines, rule_line

MOST_INTERVIEWS = 60


def saturation(account: StudyAccount) -> tuple[Section, ...]:
    """The part."""
    found = account.saturation
    blocks: list[Block] = [Heading(text=_("Saturation"), key="saturation-part")]
    if found is None:
        blocks.append(paragraph(_("Saturation was not computed: {why}").format(why=_stop(account.no_saturation))))
        return (Section(blocks=tuple(blocks)),)
    blocks += [
        paragraph(
            _("Saturation was judged after Guest, Namey and Chen (2020)."), rule_line(found), *result_lines(found)
        ),
        paragraph(runs(_("{table} follows the interviews in the order of their dates."), table=see("saturation"))),
        table(
            "saturation",
            _("New codes interview by interview"),
            [
                column(_("Interview"), 3.0),
                column(_("Date"), 1.2),
                column(_("New codes"), 0.9, right=True),
                column(_("Cumulative"), 1.0, right=True),
                column(_("Run ratio"), 0.9, right=True),
            ],
            (
                row(
                    line.interview,
                    line.date and day(line.date),
                    line.new,
                    line.cumulative,
                    figure(None if line.step is None else line.step.ratio, 3),
                )
                for line in found.lines[:MOST_INTERVIEWS]
            ),
            source=" ".join(
                part
                for part in (
                    _("Run ratio: new codes of the run that ends here, out of the codes of the base."),
                    _("The first {n} of {all} interviews; all of them: qda saturation").format(
                        n=MOST_INTERVIEWS, all=len(found.lines)
                    )
                    if len(found.lines) > MOST_INTERVIEWS
                    else "",
                )
                if part
            ),
        ),
    ]
    if found.groups:
        blocks += [
            paragraph(runs(_("{table} applies the same criterion within each group."), table=see("saturation-groups"))),
            table(
                "saturation-groups",
                _("Saturation within each group"),
                [column(head, 2.0 if at == 0 else 1.2) for at, head in enumerate(map(_capital, group_heads()))],
                (row(*group_row(line)) for line in found.groups),
            ),
        ]
    blocks.append(paragraph(*(_short(line) for line in left_out_lines(found)), limits_line()))
    return (Section(blocks=tuple(blocks)),)


def saturation_sentence(account: StudyAccount) -> str:
    """The result in a sentence; "" where there is none."""
    found = account.saturation
    return "" if found is None else " ".join(result_lines(found)[:2])


def _short(line: str) -> str:
    """A sentence that ends in a list of names, with no more of them than can be read."""
    head, names = line.rpartition(": ")[0], line.rpartition(": ")[2].removesuffix(".").split(", ")
    return f"{head}: {listing(names, 12)}." if head and len(names) > 12 else line


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
