"""From one entry of `findings.yaml` (or the stored JSON of it) to a `FindingSpec`, with every fault named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from qda.model.condition import parse_condition
from qda.model.errors import FormulaError
from qda.model.evidence import VerdictWord
from qda.model.prediction import IMPORTED, SIGNS, SINCE, Factor
from qda.model.wording import _
from qda.verify import finding as f
from qda.verify.mapping import MappingReader, listed, plain

KEYS = (
    "id",
    "statement",
    "scope",
    "kind",
    "evidence",
    "assert",
    "rivals",
    "waive",
    "resolved",
    "expected",
    "agreement",
    "depends_on",
    "written",
    "factors",
    "hold_out",
)
EVIDENCE_KEYS = (
    "codes",
    "stance",
    "unstated",
    "informants",
    "sources",
    "groups",
    "techniques",
    "basis",
    "memo",
    "where",
)
WAIVER_KEYS = ("assertion", "who", "when", "why")
RESOLUTION_KEYS = ("informant", "coding", "how", "who", "when", "why")
IF_THEN_KEYS = ("if", "then", "consistency", "min_cases")
FACTOR_KEYS = ("code", "sign", "why")
RIVAL_KEYS = ("statement", "finding", "evidence")
_MEASURE = re.compile(r"^(\w+)\s*(>=|<=|==|=|>|<|≥|≤)\s*(\d+(?:\.\d+)?)$")
_VERDICT = re.compile(r"^verdict\s*(?:in|==|=|:)\s*(.+)$")
_SIGN = {"=": "==", "≥": ">=", "≤": "<="}
_SAME_MEASURE = {"source_groups": "groups", "informants": "witnesses"}
_BASES = ("direct", "hearsay", "document", "inference")


class EntryReader(MappingReader):
    """Reads one entry; what is wrong with it gathers in `problems`."""

    def read(self, entry: object) -> f.FindingSpec | None:
        """The finding; None where it cannot be used, for reasons that stand in `problems`."""
        if not isinstance(entry, Mapping):
            self.fault(entry, 0, _("A finding is written as “id: …, statement: …, evidence: …”."), fatal=True)
            return None
        self.known(entry, (*KEYS, IMPORTED))
        key, statement = self.text(entry, "id"), self.text(entry, "statement")
        for name, value in (("id", key), ("statement", statement)):
            if not value and name not in self.meant:
                self.fault(
                    entry, name, _("A finding has no “{key}”.").format(key=name), _("Add “{key}: …”.").format(key=name),
                    fatal=True,
                )  # fmt: skip
        scope, condition = self._scope(entry)
        imported = entry.get(IMPORTED)
        imported = imported if isinstance(imported, Mapping) else {}
        spec = f.FindingSpec(
            key=key,
            statement=statement,
            kind=self.one_of(entry, "kind", f.KINDS) or "descriptive",
            evidence=self._evidence(entry),
            scope=scope,
            scope_condition=condition,
            assertions=self.each(entry, "assert", self._assertion),
            rivals=self.each(entry, "rivals", self._rival),
            waivers=self.each(entry, "waive", self._waiver),
            resolutions=self.each(entry, "resolved", self._resolution),
            expected=self._verdict(entry, "expected"),
            agreement=self.one_of(entry, "agreement", f.AGREEMENTS) or "belum",
            depends_on=self.texts(entry, "depends_on"),
            written=self._date(entry, "written"),
            factors=self.each(entry, "factors", self._factor),
            hold_out=self._hold_out(entry),
            hold_out_at=str(imported.get("hold_out_at", "")),
            imported_at=str(imported.get("at", "")),
            imported_by=str(imported.get("by", "")),
            predicted_at=str(imported.get(SINCE, "")),
        )
        if self.fatal:
            return None
        self._waivers_of_nothing(entry, spec)
        return spec

    def _evidence(self, entry: Mapping[object, object]) -> f.EvidenceQuery:
        given = entry.get("evidence")
        if not isinstance(given, Mapping):
            if "evidence" not in self.meant:
                self.fault(
                    entry,
                    "evidence",
                    _("The finding does not say which codes it rests on."),
                    _("Add “evidence: {{codes: [path of a code]}}”.").format(),
                    fatal=True,
                )
            return f.EvidenceQuery()
        return self._query(given)

    def _query(self, given: Mapping[object, object]) -> f.EvidenceQuery:
        self.known(given, EVIDENCE_KEYS)
        codes = self.texts(given, "codes")
        if not codes and "codes" not in self.meant:
            self.fault(given, "codes", _("The evidence names no codes."), fatal=True)
        return f.EvidenceQuery(
            codes=codes,
            stance=self.one_of(given, "stance", ("+", "-")) or "+",
            unstated=self.one_of(given, "unstated", ("+", "0")) or "+",
            informants=self.texts(given, "informants"),
            sources=self.texts(given, "sources"),
            groups=self.texts(given, "groups"),
            techniques=self.all_of(given, "techniques", tuple("WODFSA")),
            basis=self.all_of(given, "basis", _BASES),
            memo=self.text(given, "memo"),
            where=self.condition(given, "where"),
        )

    def _scope(self, entry: Mapping[object, object]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], str]:
        given = entry.get("scope")
        if given is None:
            return (), ""
        if isinstance(given, str):
            return (), self.condition(entry, "scope")
        if not isinstance(given, Mapping):
            self.fault(entry, "scope", _("“scope” is written as {{attribute: value}}.").format(), fatal=True)
            return (), ""
        return tuple(sorted((str(name), self.texts(given, str(name))) for name in given)), ""

    def _hold_out(self, entry: Mapping[object, object]) -> str:
        """What was set aside for replication, as a condition; `{site: Gedeg}` is `site = Gedeg`."""
        given = entry.get("hold_out")
        if not isinstance(given, Mapping):
            return self.condition(entry, "hold_out")
        parts = [f"{name} in [{', '.join(map(repr, self.texts(given, str(name))))}]" for name in given]
        try:
            return parse_condition(" and ".join(parts)).text if parts else ""
        except FormulaError as fault:
            self.fault(entry, "hold_out", fault.what, fault.mend, fatal=True)
            return ""

    def _date(self, entry: Mapping[object, object], key: str) -> str:
        """A day as ISO writes it; "" where there is none."""
        text = self.text(entry, key)
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            self.fault(entry, key, _("“{key}” is a date such as 2024-03-01.").format(key=key), fatal=True)
            return ""

    def _assertion(self, container: object, at: object, given: object) -> f.Assertion | None:
        if isinstance(given, Mapping):
            return self._assertion_of_mapping(given)
        text = str(given).strip()
        if text == "no_unresolved_negative":
            return f.NegativeAssertion(text=text)
        measure, verdict = _MEASURE.match(text), _VERDICT.match(text)
        if verdict:
            words = re.split(r"[,\s]+", verdict.group(1).strip("[]() "))
            return self._verdict_assertion(container, at, text, words)
        name = _SAME_MEASURE.get(measure.group(1), measure.group(1)) if measure else ""
        if measure is None or name not in f.MEASURES:
            self._unreadable(container, at, text)
            return None
        sign = _SIGN.get(measure.group(2), measure.group(2))
        return f.MeasureAssertion(text=text, measure=name, sign=sign, number=float(measure.group(3)))

    def _assertion_of_mapping(self, given: Mapping[object, object]) -> f.Assertion | None:
        if "if" in given:
            return self._if_then(given)
        [(key, value), *more] = list(given.items()) or [("", "")]
        text = f"{key}: {plain(value)}"
        if more:
            self._unreadable(given, key, text)
            return None
        match key:
            case "if_then" if isinstance(value, Mapping):
                return self._if_then(value)
            case "not_only" if str(value) == "author_text":
                return f.NotOnlyAssertion(text=text)
            case "survives_loss_of" | "robust_to_loss_of" if isinstance(value, int) and 1 <= value <= 3:
                return f.RobustAssertion(text=text, loss=value)
            case "tactic" if isinstance(value, str):
                return f.TacticAssertion(text=text, tactic=value)
            case "verdict":
                words = [str(word) for word in value] if listed(value) else [str(value)]
                return self._verdict_assertion(given, key, text, words)
        self._unreadable(given, key, text)
        return None

    def _unreadable(self, container: object, at: object, text: str) -> None:
        examples = (
            "witnesses >= 2, groups >= 2, techniques >= 2, no_unresolved_negative, not_only: author_text, "
            "survives_loss_of: 1 (1–3), verdict: [CONVERGENT, COMPLEMENTARY], {if: …, then: …}, "
            "tactic: negative-evidence"
        )
        self.fault(
            container,
            at,
            _("The assertion “{text}” cannot be read.").format(text=text),
            _("Write one of: {examples}.").format(examples=examples),
            fatal=True,
        )

    def _verdict_assertion(self, container: object, at: object, text: str, words: Iterable[str]) -> f.Assertion | None:
        found = [_verdict_word(word) for word in words if word]
        known = [word for word in found if word is not None]
        if not known or len(known) < len(found):
            self._unreadable(container, at, text)
            return None
        return f.VerdictAssertion(text=text, verdicts=tuple(known))

    def _if_then(self, given: Mapping[object, object]) -> f.Assertion | None:
        self.known(given, IF_THEN_KEYS)
        before, after = self.condition(given, "if"), self.condition(given, "then")
        if not self.text(given, "if") or not self.text(given, "then"):
            self.fault(given, "if", _("An if–then assertion needs both “if” and “then”."), fatal=True)
        if not before or not after:
            return None
        consistency = self.number(given, "consistency", f.MIN_CONSISTENCY, 0, 1)
        cases = self.number(given, "min_cases", f.MIN_CASES, 1, 10**9)
        return f.IfThenAssertion(
            text=_("if {given} then {then}").format(given=before, then=after),
            given=before,
            then=after,
            consistency=consistency,
            min_cases=int(cases),
        )

    def _rival(self, container: object, at: object, given: object) -> f.Rival | None:
        if not isinstance(given, Mapping):
            return f.Rival(statement=plain(given))
        self.known(given, RIVAL_KEYS)
        rival = f.Rival(
            statement=self.text(given, "statement"),
            finding=self.text(given, "finding"),
            evidence=self._query(given["evidence"]) if isinstance(given.get("evidence"), Mapping) else None,
        )
        if not rival.statement and not rival.finding:
            self.fault(container, at, _("A rival says “statement” or “finding”."), fatal=True)
        return rival

    def _factor(self, container: object, at: object, given: object) -> Factor | None:
        if not isinstance(given, Mapping) or not self.text(given, "code") or not self.text(given, "sign"):
            self.fault(
                container,
                at,
                _("A factor names a code and a sign: “+” for what works for it, “-” for what works against it."),
                fatal=True,
            )
            return None
        self.known(given, FACTOR_KEYS)
        sign = self.one_of(given, "sign", SIGNS)
        return Factor(code=self.text(given, "code"), sign=sign, why=self.text(given, "why")) if sign else None

    def _waiver(self, container: object, at: object, given: object) -> f.Waiver | None:
        if not isinstance(given, Mapping) or not self._complete(given, WAIVER_KEYS, WAIVER_KEYS):
            self.fault(container, at, _("A waiver says assertion, who, when and why; this one does not count."))
            return None
        return f.Waiver(
            assertion=_waived(given), who=self.text(given, "who"), when=self._when(given), why=self.text(given, "why")
        )

    def _waivers_of_nothing(self, entry: Mapping[object, object], spec: f.FindingSpec) -> None:
        """Name the waivers of an assertion that the finding does not make: they excuse nothing."""
        made = spec.assertions or (f.DEFAULT,)
        counting = {waiver.assertion for waiver in spec.waivers}
        idle = {text for text in counting if not any(f.waives(text, assertion) for assertion in made)}
        given = entry.get("waive")
        for waiver in given if listed(given) else [given]:
            text = _waived(waiver) if isinstance(waiver, Mapping) else ""
            if text in idle:
                self.fault(
                    waiver,
                    "assertion",
                    _("The finding does not assert “{text}”: this waiver does not count.").format(text=text),
                    _("Choose one of: {names}.").format(names="; ".join(assertion.text for assertion in made)),
                )

    def _when(self, given: Mapping[object, object]) -> str:
        """When somebody decided, as written; that it is no date is said and takes nothing away."""
        text = self.text(given, "when")
        try:
            datetime.fromisoformat(text)
        except ValueError:
            self.fault(given, "when", _("“{key}” is a date such as 2024-03-01.").format(key="when"))
        return text

    def _resolution(self, container: object, at: object, given: object) -> f.Resolution | None:
        ready = isinstance(given, Mapping) and self._complete(given, RESOLUTION_KEYS, ("how", "who", "when", "why"))
        if not isinstance(given, Mapping) or not ready or not (given.get("informant") or given.get("coding")):
            self.fault(
                container,
                at,
                _("A resolution says informant or coding, how, who, when and why; this one does not count."),
            )
            return None
        how = self.one_of(given, "how", f.WAYS)
        if not how:
            return None
        return f.Resolution(
            informant=self.text(given, "informant"),
            coding=self.text(given, "coding"),
            how=how,
            who=self.text(given, "who"),
            when=self._when(given),
            why=self.text(given, "why"),
        )

    def _complete(self, given: Mapping[object, object], known: Sequence[str], needed: Sequence[str]) -> bool:
        self.known(given, known)
        return all(given.get(key) not in (None, "") for key in needed)

    def _verdict(self, entry: Mapping[object, object], key: str) -> VerdictWord | None:
        given = entry.get(key)
        if isinstance(given, Mapping):
            given = given.get("verdict")
        if given is None:
            return None
        word = _verdict_word(str(given))
        if word is None:
            self.fault(
                entry,
                key,
                _("“{word}” is no verdict.").format(word=given),
                _("Choose one of: {names}.").format(names=", ".join(VerdictWord)),
            )
        return word


def _waived(given: Mapping[object, object]) -> str:
    """The assertion that a waiver names, as its text; "" if none."""
    assertion = given.get("assertion")
    if isinstance(assertion, Mapping):
        return "; ".join(f"{key}: {plain(value)}" for key, value in assertion.items())
    return "" if assertion is None else str(assertion)


def _verdict_word(text: str) -> VerdictWord | None:
    name = text.strip().upper().replace("-", "_").replace(" ", "_")
    return VerdictWord(name) if name in VerdictWord.__members__ else None
