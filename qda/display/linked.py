"""Links that the researcher has drawn between codes, as far as two axes of codes show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qda.display.people import texts
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.link_words import link_word, sign_shown
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One link between two codes.

    Attributes:
        evidence: Ids of the codings that say so; empty where the researcher infers it.
    """

    first: str
    second: str
    kind: str
    sign: str
    memo: str
    evidence: tuple[Id, ...]

    @property
    def text(self) -> str:
        """`explains (+): why`; says where it is an inference."""
        head = f"{link_word(self.kind)}{f' ({sign_shown(self.sign)})' if self.sign else ''}"
        words = f"{head}: {self.memo}" if self.memo else head
        return words if self.evidence else _("{link} [inferred by the researcher]").format(link=words)


def ties_of(material: Material) -> Iterator[Tie]:
    """The links between codes, in the order of their codes, types and notes."""
    frame = material.links
    wanted = ("from_kind", "from", "to_kind", "to", "type", "sign", "evidence", "memo")
    rows = zip(*(texts(frame[name]) for name in wanted), strict=True)
    found = sorted(rows, key=lambda row: (*(str(part or "") for part in (*row[:6], row[7])), row[6]))
    for from_kind, first, to_kind, second, kind, sign, evidence, memo in found:
        if from_kind == to_kind == "code":
            yield Tie(
                first=first,
                second=second,
                kind=kind,
                sign=sign or "",
                memo=" ".join((memo or "").split()),
                evidence=tuple(evidence),
            )
