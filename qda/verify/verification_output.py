"""A verification as a sheet for a supervisor, and as JUnit XML for machines that check a study. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from qda.model.ids import Id
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.verdict_words import interval_label
from qda.model.wording import N_, _
from qda.verify.outcome import AssertionResult, FindingResult, Outcome, Status, verification_counts

STATUS_WORDS = {
    Status.SUPPORTED: N_("supported"),
    Status.NOT_SUPPORTED: N_("not supported"),
    Status.UNDETERMINED: N_("undetermined"),
}
OUTCOME_WORDS = {
    Outcome.PASS: N_("holds"),
    Outcome.FAIL: N_("fails"),
    Outcome.UNDETERMINED: N_("undetermined"),
    Outcome.WAIVED: N_("waived"),
}


def verification_sheet(results: Sequence[FindingResult], *, synthetic: bool = False) -> Sheet:
    """A row a finding: what it states, what it came to, its verdict, who supports it, and what failed or was waived."""
    return Sheet(
        kind="verification",
        title=_("Findings and the evidence for them"),
        reading=_(
            "A finding is supported where every assertion made of it holds. A waived assertion may fail because "
            "somebody answers for it; who and why is printed."
        ),
        corner=_("finding"),
        columns=tuple(
            Column(label=label)
            for label in (
                _("statement"),
                _("outcome"),
                _("verdict"),
                _("witnesses"),
                "k*",
                _("supported by"),
                _("against it"),
                _("assertions that hold"),
                _("fails or undetermined"),
                _("waived"),
            )
        ),
        rows=tuple(_row(result) for result in results),
        counts=verification_counts(results),
        decision_rules=(
            _("Witnesses are independent sources of evidence; several quotations of one person are one witness."),
            _("k* is the smallest number of witnesses whose loss changes the verdict."),
        ),
        citation="Miles, Huberman & Saldaña 2014",
        synthetic=synthetic,
    )


def junit_xml(results: Sequence[FindingResult], study: str) -> bytes:
    """The outcome as JUnit XML: a suite a finding, a case an assertion.

    What fails is a failure, what is undetermined an error (a human's answer is missing), what is waived is skipped
    with who answers for it. No times: the same evidence gives the same bytes.
    """
    counts = _counts([each for result in results for each in result.assertions])
    root = Xml.Element("testsuites", {"name": study, **counts})
    for result in results:
        key = result.finding.key
        suite = Xml.SubElement(root, "testsuite", {"name": f"{key}: {result.finding.statement}"})
        suite.attrib.update(_counts(result.assertions))
        for each in result.assertions:
            case = Xml.SubElement(suite, "testcase", {"classname": key, "name": each.assertion})
            if each.outcome is Outcome.WAIVED:
                Xml.SubElement(case, "skipped", {"message": each.because})
            elif each.outcome is not Outcome.PASS:
                sort = "failure" if each.outcome is Outcome.FAIL else "error"
                Xml.SubElement(case, sort, {"message": each.because, "type": each.outcome.value})
    Xml.indent(root)
    text: str = Xml.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _counts(assertions: Sequence[AssertionResult]) -> dict[str, str]:
    def count(outcome: Outcome) -> str:
        return str(sum(each.outcome is outcome for each in assertions))

    return {
        "tests": str(len(assertions)),
        "failures": count(Outcome.FAIL),
        "errors": count(Outcome.UNDETERMINED),
        "skipped": count(Outcome.WAIVED),
    }


def _row(result: FindingResult) -> Row:
    triangulation = result.triangulation
    codings = tuple(dict.fromkeys(coding for witness in triangulation.witnesses for coding in witness.codings))
    against = ", ".join(witness.informants[0] for witness in triangulation.negative_cases)
    holding = "; ".join(each.assertion for each in result.assertions if each.outcome is Outcome.PASS)
    texts: tuple[str | int | None, ...] = (
        result.finding.statement,
        _(STATUS_WORDS[result.status]),
        interval_label(triangulation.lower, triangulation.upper),
        len(triangulation.witnesses),
        triangulation.k_star,
        ", ".join(triangulation.supporting_groups),
        against,
        holding,
        _told(result, Outcome.FAIL, Outcome.UNDETERMINED),
        _told(result, Outcome.WAIVED),
    )
    return Row(label=result.finding.key, cells=tuple(_cell(text, codings) for text in texts))


def _told(result: FindingResult, *outcomes: Outcome) -> str:
    return "\n".join(
        f"{_(OUTCOME_WORDS[each.outcome])}: {each.assertion} – {each.because}"
        for each in result.assertions
        if each.outcome in outcomes
    )


def _cell(text: str | int | None, codings: tuple[Id, ...]) -> Cell:
    return Cell(empty=Empty.NOT_APPLICABLE) if text in (None, "") else Cell(value=text, evidence=codings)
