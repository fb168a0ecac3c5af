"""The last appendices: every quotation of this report with its place, and where the report comes from."""

from __future__ import annotations

from qda.exchange.origin_told import origin_told
from qda.model.document import Heading, Section
from qda.model.quotation import Quotation
from qda.model.wording import _
from qda.report.account import StudyAccount
from qda.report.parts.codebook import code_names
from qda.report.prose import column, italic, paragraph, row, table


def quotation_index(account: StudyAccount) -> tuple[Section, ...]:
    """The quotations printed with the findings, by source and place."""
    where: dict[Quotation, list[str]] = {}
    for one in account.findings:
        for sign, quoted in (("+", one.supporting), ("−", one.opposing)):
            for each in quoted:
                where.setdefault(each, []).append(f"{one.result.finding.key} ({sign})")
    if not where:
        return ()
    ordered = sorted(where, key=lambda q: (q.source, q.start, q.end, q.code))
    return (
        Section(
            page=True,
            landscape=True,
            blocks=(
                Heading(text=_("Quotations in this report"), key="quotations-part"),
                paragraph(
                    _(
                        "Each quotation is found at its line in the transcript, word for word. By finding: + speaks "
                        "for it, − against it."
                    )
                ),
                table(
                    "quotations",
                    _("Index of quotations"),
                    [
                        column(_("Source and line"), 1.6),
                        column(_("Informant"), 1.2),
                        column(_("Quotation"), 4.4),
                        column(_("Code"), 1.5),
                        column(_("Finding"), 1.3),
                    ],
                    (
                        row(
                            f"{each.source}:{each.line}",
                            each.informant or each.speaker,
                            (italic(" ".join(each.text.split())),),
                            code_names(account, iter([each.code]))[0],
                            ", ".join(where[each]),
                        )
                        for each in ordered
                    ),
                ),
            ),
        ),
    )


def provenance(account: StudyAccount) -> tuple[Section, ...]:
    """Version, state, command."""
    return (
        Section(
            page=True,
            blocks=(
                Heading(text=_("Provenance of this report"), key="provenance"),
                paragraph(
                    _(
                        "The report was made from the study’s file alone. The same study gives the same report, letter "
                        "for letter; the state below tells whether the study was changed since."
                    )
                ),
                table(
                    "provenance-table",
                    _("Where this report comes from"),
                    [column(_("What"), 1.4), column(_("Value"), 4.0)],
                    (row(label, value) for label, value in origin_told(account.provenance)),
                ),
            ),
        ),
    )
