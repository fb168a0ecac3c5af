"""Codes that nothing is coded with: a-priori codes that stayed empty, codes nobody uses, retired ones still in use."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.wording import N_, _
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "unused-code"
_A_PRIORI = ("a_priori", "a priori", "a-priori", "apriori", "theory", "teori", "deductive", "deduktif", "provisional")


@lint(NAME, N_("Codes that are not used, and codes out of use that are"), topic=Topic.CODEBOOK)
def unused_code(desk: Desk) -> Iterable[Defect]:
    """Codes in use without a coding on them or below; codes out of use that still have codings.

    Nothing is said of a study in which nothing is coded yet.
    """
    if not desk.facts.codings:
        return
    used = {path for code in desk.facts.by_code for path in _lineage(code)}
    empty = [c.code for c in desk.codes if c.code.status == "active" and c.code.path not in used]
    expected = tuple(code.path for code in empty if f"{code.origin} {code.method}".casefold().startswith(_A_PRIORI))
    others = tuple(code.path for code in empty if code.path not in expected)
    left = tuple(c.code.path for c in desk.codes if c.left)
    for paths, about, what, mend in (
        (
            expected,
            "a-priori",
            _("Expected by theory, but nothing is coded with them: {names}."),
            _("Report that the material does not show it; that is a result. Or search: qda find"),
        ),
        (
            others,
            "unused",
            _("Nothing is coded with: {names}."),
            _("Use them, or take them out of the codebook."),
        ),
        (
            left,
            "retired",
            _("Out of use, but still with codings that no output shows: {names}."),
            _("Merge them into a code in use (qda codebook merge), or retract the codings."),
        ),
    ):
        if paths:
            yield Defect(
                lint=NAME,
                severity=Severity.WARNING if about == "retired" else Severity.HINT,
                kind=PlaceKind.CODE,
                name=paths[0] if len(paths) == 1 else "",
                about=about,
                items=paths,
                what=what.format(names=", ".join(paths)),
                mend=mend,
                confidence=_("Certain."),
            )


def _lineage(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]
