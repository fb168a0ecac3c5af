"""Member checks on paper: for each informant what was concluded from their words, to read, to answer and to sign."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qda.exchange.documents.document_writer import check_ending, save_document
from qda.exchange.front_matter import synthetic_mark
from qda.exchange.output import provenance
from qda.model.document import Block, Document, Heading, Paragraph, Quote, Run, Section
from qda.model.errors import InputError
from qda.model.output import Provenance
from qda.model.quotation import Quotation
from qda.model.wording import _
from qda.report.prose import italic, paragraph, runs
from qda.store import frames
from qda.store.sources import is_synthetic
from qda.store.study import Study
from qda.verify.conclude import select_findings
from qda.verify.finding import FindingSpec
from qda.verify.quoting import quotations_of
from qda.verify.tactic import About
from qda.verify.tactic_choice import named
from qda.verify.tactic_run import TacticRun, run_tactics

TACTIC = "member-checks"
QUOTES = 3  # passages an informant is shown of each finding
_LINE, _BLANK = "…" * 28, "…" * 16
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A finding as it is laid before one informant, with that informant's own words."""

    finding: FindingSpec
    quotations: tuple[Quotation, ...]


def write_member_sheets(
    study: Study, folder: Path, keys: list[str] | None = None, *, ending: str = ".docx"
) -> tuple[Path, ...]:
    """Write a sheet for each informant on whom a finding rests; the tactic then counts as applied.

    Args:
        study: The open study.
        folder: Where to; it is made where it lacks.
        keys: Ids of findings; all where None or empty.
        ending: .docx or .html.

    Raises:
        NotFoundError: the study has no findings, or none with one of the ids.
        InputError: no writer serves the ending, no finding rests on anybody, or a file cannot be written.
    """
    check_ending(Path(f"sheet{ending}"))
    (plugin,) = named(TACTIC)
    assert plugin.details.about is About.FINDING
    select_findings(study, keys)
    laid = laid_before(run_tactics(study, [plugin], keys), study)
    if not laid:
        raise InputError(_("No finding rests on an informant who could be asked."))
    made = []
    for name, findings in laid.items():
        path = folder / f"{_UNFIT.sub('-', name).strip('-')}{ending}"
        origin = provenance(study, f"qda tactic {TACTIC} --sheets {folder}")
        save_document(member_sheet(name, findings, study.title, origin, synthetic=is_synthetic(study)), path)
        made.append(path)
    return tuple(made)


def laid_before(done: Sequence[TacticRun], study: Study) -> dict[str, list[Laid]]:
    """By informant, the findings that rest on them with their own words, in the order of the findings."""
    quotes = quotations_of(frames.material(study), {coding for run in done for coding in run.machine.evidence})
    laid: dict[str, list[Laid]] = {}
    for run in done:
        assert run.finding is not None
        for item in run.machine.items:
            own = tuple(quotes[coding] for coding in item.evidence if coding in quotes)[:QUOTES]
            laid.setdefault(item.key, []).append(Laid(finding=run.finding, quotations=own))
    return dict(sorted(laid.items()))


def member_sheet(name: str, laid: Sequence[Laid], study: str, origin: Provenance, *, synthetic: bool) -> Document:
    """The sheet of one informant, in the current language. Pure."""
    blocks: list[Block] = []
    for number, each in enumerate(laid, 1):
        blocks += _statement(number, each)
    blocks += [
        Heading(text=_("Anything else you wish to say")),
        *_lines(3),
        *(paragraph(f"{label}: {_BLANK}") for label in (_("Name"), _("Place and date"), _("Signature"))),
    ]
    return Document(
        title=_("What we concluded from your words"),
        subtitle=study,
        preface=(_address(name, len(laid)),),
        sections=(Section(blocks=tuple(blocks)),),
        contents="",
        language=origin.language,
        provenance=origin,
        mark=synthetic_mark() if synthetic else "",
    )


def _address(name: str, findings: int) -> Paragraph:
    return paragraph(
        runs(_("For {name}."), name=Run(text=name, bold=True)),
        _(
            "You talked with us, and what you said has become part of this study. Below stands what we concluded, "
            "with your own words. Please say whether it is right. You need not agree; where you do not, tell us why, "
            "and we shall change it or report that you see it otherwise."
        ),
        _("Statements: {n}.").format(n=findings),
    )


def _statement(number: int, laid: Laid) -> list[Block]:
    words: Mapping[str, str] = {quote.text: quote.source for quote in laid.quotations}
    return [
        Heading(text=laid.finding.statement, number=f"{number}."),
        paragraph(_("You said:")) if words else paragraph(_("You are among those on whom this rests.")),
        *(Quote(text=" ".join(text.split()), reference=source) for text, source in words.items()),
        paragraph("    ".join(f"☐ {choice}" for choice in (_("I agree"), _("I agree in part"), _("I do not agree")))),
        paragraph((italic(_("What should be said otherwise?")),)),
        *_lines(2),
    ]


def _lines(n: int) -> list[Block]:
    return [paragraph(_LINE) for _each in range(n)]
