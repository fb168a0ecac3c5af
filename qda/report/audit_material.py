"""What an audit trail is written from: the study, read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qda.model.errors import QdaError
from qda.model.wording import language

if TYPE_CHECKING:
    from qda.condense.memos import MemoLine
    from qda.model.frames import Material
    from qda.model.output import Output, Provenance
    from qda.model.records import Code
    from qda.model.sheet import Sheet
    from qda.report.facts import MethodFacts
    from qda.store.sources import StoredSource
    from qda.store.study import Study
    from qda.verify.check import Verification
    from qda.verify.finding import FindingSpec

COMMAND = "qda export --as audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditMaterial:
    """A study as the categories need it.

    Attributes:
        codes: Merged and retired ones included.
        verification: None where the study has no findings, or one that cannot be verified.
        unverified: Why findings cannot be verified; "" where they can.
        with_sources: Whether texts and quotations may leave the study.
    """

    study: Study
    frames: Material
    sources: tuple[StoredSource, ...]
    codes: tuple[Code, ...]
    memos: tuple[MemoLine, ...]
    findings: tuple[FindingSpec, ...]
    verification: Verification | None
    unverified: str
    provenance: Provenance
    with_sources: bool

    @property
    def synthetic(self) -> bool:
        """Whether any source was made up."""
        return any(source.synthetic for source in self.sources)

    @property
    def told(self) -> MethodFacts:
        """What the researcher told of the method."""
        from qda.report.gather import facts_of

        return facts_of(self.study)

    @property
    def first_source(self) -> str:
        """When the first source came in, whatever became of it; "" where none ever did."""
        from qda.store.changes import row_changes

        return next((c.at for c in row_changes(self.study, "source") if c.kind == "added"), "")

    def memos_of(self, *types: str) -> tuple[MemoLine, ...]:
        """The memos of these types, oldest first."""
        return tuple(line for line in self.memos if line.memo.type in types)

    def output(self, *sheets: Sheet) -> Output:
        """Sheets for a writer, without the list of the quotations behind them: codings.csv has them all."""
        from qda.model.output import Output

        return Output(sheets=tuple(replace(sheet, quotations=()) for sheet in sheets), provenance=self.provenance)

    def display(self, kind: str, **options: Any) -> Sheet:
        """A display of the study; those that show verdicts are given them.

        Raises:
            QdaError: the study lacks what the display needs.
        """
        from qda import registry
        from qda.display.build import arrange
        from qda.display.settings import from_values

        plugin = registry.get("displays", kind)
        verdicts: tuple[object, ...] = ()
        if "verdicts" in plugin.details.needs and self.verification is not None:
            verdicts = tuple(result.triangulation for result in self.verification.results)
        return arrange(self.frames, kind, from_values(plugin, tuple(options.items()), ""), verdicts)


def read_material(study: Study, *, with_sources: bool) -> AuditMaterial:
    """The material of an open study."""
    from qda.condense.memos import listed as memos
    from qda.exchange.output import provenance
    from qda.store import codebook, frames, sources
    from qda.verify.check import verify_findings
    from qda.verify.conclude import list_findings

    findings = tuple(list_findings(study))
    verification, unverified = None, ""
    try:
        verification = verify_findings(study, record=False) if findings else None
    except QdaError as fault:  # a finding that cannot be tried is a gap of the trail, not its end
        unverified = str(fault)
    return AuditMaterial(
        study=study,
        frames=frames.material(study, language()),
        sources=tuple(sources.listed(study)),
        codes=tuple(codebook.listed(study, status=None)),
        memos=memos(study),
        findings=findings,
        verification=verification,
        unverified=unverified,
        provenance=provenance(study, COMMAND),
        with_sources=with_sources,
    )
