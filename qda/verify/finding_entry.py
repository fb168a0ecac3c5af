"""From one entry of `findings.yaml` (or the stored JSON of it) to a `FindingSpec`, with every fault named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeGuard, TypeVar

from qda.model.condition import parse_condition
from qda.model.errors import FormulaError
from qda.model.evidence import VerdictWord
from qda.model.problem import Problem
from qda.model.wording import _
from qda.verify import finding as f

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
RIVAL_KEYS = ("statement", "finding")
IMPORTED = "imported"  # kept by the program in the stored entry: {at, by}
_MEASURE = re.compile(r"^(\w+)\s*(>=|<=|==|=|>|<|≥|≤)\s*(\d+(?:\.\d+)?)$")
_VERDICT = re.compile(r"^verdict\s*(?:in|==|=|:)\s*(.+)$")
_SIGN = {"=": "==", "≥": ">=", "≤": "<="}
_SAME_MEASURE = {"source_groups": "groups", "informants": "witnesses"}
_BASES = ("direct", "hearsay", "document", "inference")
Found = TypeVar("Found")

Place = Callable[[object, object], str]


def no_place(_container: object, _key: object) -> str:
    """For entries that come from no file."""
    return ""


@dataclass(slots=True)
class EntryReader:
    """Reads one entry; what is wrong with it gathers in `problems`.

    Attributes:
        place: Says where a key of a container stands ("line 12").
        fatal: Whether the entry cannot be used.
        meant: Keys that a misspelt one probably stands for: that they are lacking is not said again.
    """

    file: str = ""
    place: Place = no_place
    problems: list[Problem] = field(default_factory=list)
    fatal: bool = False
    meant: set[str] = field(default_factory=set)

    def read(self, entry: object) -> f.FindingSpec | None:
        """The finding; None where it cannot be used, for reasons that stand in `problems`."""
        if not isinstance(entry, Mapping):
            self._fault(entry, 0, _("A finding is written as “id: …, statement: …, evidence: …”."), fatal=True)
            return None
        self._known(entry, (*KEYS, IMPORTED))
        key, statement = self._text(entry, "id"), self._text(entry, "statement")
        for name, value in (("id", key), ("statement", statement)):
            if not value and name not in self.meant:
                self._fault(
                    entry, name, _("A finding has no “{key}”.").format(key=name), _("Add “{key}: …”.").format(key=name),
                    fatal=True,
                )  # fmt: skip
        scope, condition = self._scope(entry)
        imported = entry.get(IMPORTED)
        imported = imported if isinstance(imported, Mapping) else {}
        spec = f.FindingSpec(
            key=key,
            statement=statement,
            kind=self._one_of(entry, "kind", f.KINDS) or "descriptive",
            evidence=self._evidence(entry),
            scope=scope,
            scope_condition=condition,
            assertions=self._each(entry, "assert", self._assertion),
            rivals=self._each(entry, "rivals", self._rival),
            waivers=self._each(entry, "waive", self._waiver),
            resolutions=self._each(entry, "resolved", self._resolution),
            expected=self._verdict(entry, "expected"),
            agreement=self._one_of(entry, "agreement", f.AGREEMENTS) or "belum",
            imported_at=str(imported.get("at", "")),
            imported_by=str(imported.get("by", "")),
        )
        return None if self.fatal else spec

    def _evidence(self, entry: Mapping[object, object]) -> f.EvidenceQuery:
        given = entry.get("evidence")
        if not isinstance(given, Mapping):
            if "evidence" not in self.meant:
                self._fault(
                    entry,
                    "evidence",
                    _("The finding does not say which codes it rests on."),
                    _("Add “evidence: {{codes: [path of a code]}}”.").format(),
                    fatal=True,
                )
            return f.EvidenceQuery()
        self._known(given, EVIDENCE_KEYS)
        codes = self._texts(given, "codes")
        if not codes and "codes" not in self.meant:
            self._fault(entry, "evidence", _("The evidence names no codes."), fatal=True)
        return f.EvidenceQuery(
            codes=codes,
            stance=self._one_of(given, "stance", ("+", "-")) or "+",
            unstated=self._one_of(given, "unstated", ("+", "0")) or "+",
            informants=self._texts(given, "informants"),
            sources=self._texts(given, "sources"),
            groups=self._texts(given, "groups"),
            techniques=self._all_of(given, "techniques", tuple("WODFSA")),
            basis=self._all_of(given, "basis", _BASES),
            memo=self._text(given, "memo"),
            where=self._condition(given, "where"),
        )

    def _scope(self, entry: Mapping[object, object]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], str]:
        given = entry.get("scope")
        if given is None:
            return (), ""
        if isinstance(given, str):
            return (), self._condition(entry, "scope")
        if not isinstance(given, Mapping):
            self._fault(entry, "scope", _("“scope” is written as {{attribute: value}}.").format(), fatal=True)
            return (), ""
        return tuple(sorted((str(name), self._texts(given, str(name))) for name in given)), ""

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
        text = f"{key}: {_plain(value)}"
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
            case "verdict":
                words = [str(word) for word in value] if _listed(value) else [str(value)]
                return self._verdict_assertion(given, key, text, words)
        self._unreadable(given, key, text)
        return None

    def _unreadable(self, container: object, at: object, text: str) -> None:
        examples = (
            "witnesses >= 2, groups >= 2, techniques >= 2, no_unresolved_negative, not_only: author_text, "
            "survives_loss_of: 1 (1–3), verdict: [CONVERGENT, COMPLEMENTARY], {if: …, then: …}"
        )
        self._fault(
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
        self._known(given, IF_THEN_KEYS)
        before, after = self._condition(given, "if"), self._condition(given, "then")
        if not self._text(given, "if") or not self._text(given, "then"):
            self._fault(given, "if", _("An if–then assertion needs both “if” and “then”."), fatal=True)
        if not before or not after:
            return None
        consistency = self._number(given, "consistency", f.MIN_CONSISTENCY, 0, 1)
        cases = self._number(given, "min_cases", f.MIN_CASES, 1, 10**9)
        return f.IfThenAssertion(
            text=_("if {given} then {then}").format(given=before, then=after),
            given=before,
            then=after,
            consistency=consistency,
            min_cases=int(cases),
        )

    def _rival(self, container: object, at: object, given: object) -> f.Rival | None:
        if not isinstance(given, Mapping):
            return f.Rival(statement=_plain(given))
        self._known(given, RIVAL_KEYS)
        rival = f.Rival(statement=self._text(given, "statement"), finding=self._text(given, "finding"))
        if not rival.statement and not rival.finding:
            self._fault(container, at, _("A rival says “statement” or “finding”."), fatal=True)
        return rival

    def _waiver(self, container: object, at: object, given: object) -> f.Waiver | None:
        if not isinstance(given, Mapping) or not self._complete(given, WAIVER_KEYS, WAIVER_KEYS):
            self._fault(container, at, _("A waiver says assertion, who, when and why; this one does not count."))
            return None
        assertion = given.get("assertion")
        text = (
            "; ".join(f"{k}: {_plain(v)}" for k, v in assertion.items())
            if isinstance(assertion, Mapping)
            else str(assertion)
        )
        return f.Waiver(
            assertion=text, who=self._text(given, "who"), when=self._text(given, "when"), why=self._text(given, "why")
        )

    def _resolution(self, container: object, at: object, given: object) -> f.Resolution | None:
        ready = isinstance(given, Mapping) and self._complete(given, RESOLUTION_KEYS, ("how", "who", "when", "why"))
        if not isinstance(given, Mapping) or not ready or not (given.get("informant") or given.get("coding")):
            self._fault(
                container,
                at,
                _("A resolution says informant or coding, how, who, when and why; this one does not count."),
            )
            return None
        how = self._one_of(given, "how", f.WAYS)
        if not how:
            return None
        return f.Resolution(
            informant=self._text(given, "informant"),
            coding=self._text(given, "coding"),
            how=how,
            who=self._text(given, "who"),
            when=self._text(given, "when"),
            why=self._text(given, "why"),
        )

    def _complete(self, given: Mapping[object, object], known: Sequence[str], needed: Sequence[str]) -> bool:
        self._known(given, known)
        return all(given.get(key) not in (None, "") for key in needed)

    def _verdict(self, entry: Mapping[object, object], key: str) -> VerdictWord | None:
        given = entry.get(key)
        if isinstance(given, Mapping):
            given = given.get("verdict")
        if given is None:
            return None
        word = _verdict_word(str(given))
        if word is None:
            self._fault(
                entry,
                key,
                _("“{word}” is no verdict.").format(word=given),
                _("Choose one of: {names}.").format(names=", ".join(VerdictWord)),
            )
        return word

    def _condition(self, given: Mapping[object, object], key: str) -> str:
        text = self._text(given, key)
        if not text:
            return ""
        try:
            return parse_condition(text).text
        except FormulaError as fault:
            self._fault(given, key, fault.what, fault.mend, fatal=True)
            return ""

    def _number(self, given: Mapping[object, object], key: str, default: float, low: float, high: float) -> float:
        value = given.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self._fault(
                given,
                key,
                _("“{key}” is a number from {low} to {high}.").format(key=key, low=low, high=high),
                fatal=True,
            )
            return default
        return float(value)

    def _each(
        self,
        entry: Mapping[object, object],
        key: str,
        read: Callable[[object, object, object], Found | None],
    ) -> tuple[Found, ...]:
        given = entry.get(key)
        if given is None:
            return ()
        items = list(given) if _listed(given) else [given]
        found = [
            read(given if _listed(given) else entry, at if _listed(given) else key, item)
            for at, item in enumerate(items)
        ]
        return tuple(each for each in found if each is not None)

    def _one_of(self, given: Mapping[object, object], key: str, allowed: Sequence[str]) -> str:
        value = self._text(given, key)
        if value and value not in allowed:
            self._fault(
                given,
                key,
                _("“{value}” is not known for “{key}”.").format(value=value, key=key),
                _("Choose one of: {names}.").format(names=", ".join(allowed)),
                fatal=True,
            )
            return ""
        return value

    def _all_of(self, given: Mapping[object, object], key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        values = self._texts(given, key)
        for value in values:
            if value not in allowed:
                self._fault(
                    given,
                    key,
                    _("“{value}” is not known for “{key}”.").format(value=value, key=key),
                    _("Choose one of: {names}.").format(names=", ".join(allowed)),
                    fatal=True,
                )
        return values

    def _text(self, given: Mapping[object, object], key: str) -> str:
        value = given.get(key)
        return "" if value is None else _plain(value).strip()

    def _texts(self, given: Mapping[object, object], key: str) -> tuple[str, ...]:
        value = given.get(key)
        if value is None:
            return ()
        return tuple(_plain(each) for each in value) if _listed(value) else (_plain(value),)

    def _known(self, given: Mapping[object, object], allowed: Sequence[str]) -> None:
        for key in given:
            if str(key) not in allowed:
                near = get_close_matches(str(key), allowed, n=1, cutoff=0.5)
                mend = (
                    _("Did you mean “{name}”?").format(name=near[0])
                    if near
                    else _("Known are: {names}.").format(names=", ".join(allowed))
                )
                self.meant.update(near)
                self._fault(given, key, _("The key “{key}” is not known.").format(key=key), mend, fatal=True)

    def _fault(self, container: object, key: object, what: str, mend: str = "", *, fatal: bool = False) -> None:
        self.fatal = self.fatal or fatal
        self.problems.append(
            Problem(file=self.file, place=self.place(container, key), what=what, mend=mend, fatal=fatal)
        )


def _verdict_word(text: str) -> VerdictWord | None:
    name = text.strip().upper().replace("-", "_").replace(" ", "_")
    return VerdictWord(name) if name in VerdictWord.__members__ else None


def _listed(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(each)}" for key, each in value.items())
    return f"[{', '.join(_plain(each) for each in value)}]" if isinstance(value, list | tuple) else str(value)
