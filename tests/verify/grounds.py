"""What tactics stand on, made by hand: a study as frames, a finding, and sentences to look words up in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qda.language.negation import is_negated
from qda.language.sentences import sentences
from qda.language.tokens import words
from qda.model.frames import Material
from qda.model.records import Code
from qda.verify.evidence import gather_evidence
from qda.verify.facts import study_facts
from qda.verify.finding import EvidenceQuery, FindingSpec
from qda.verify.tactic import Answer, Ground, Mention
from qda.verify.triangulate import triangulate


def ground(
    material: Material,
    finding: FindingSpec | None = None,
    *,
    findings: Sequence[FindingSpec] = (),
    codes: Sequence[Code] = (),
    texts: Mapping[str, str] | None = None,
    **more: Any,
) -> Ground:
    """The ground of a finding, or of the study."""
    facts = study_facts(material, texts)
    everything = tuple(dict.fromkeys([*([finding] if finding else []), *findings]))
    results = {each.key: triangulate(gather_evidence(facts, each)) for each in everything}
    made = Ground(
        material=material,
        facts=facts,
        findings=everything,
        finding=finding,
        evidence=gather_evidence(facts, finding) if finding else None,
        result=results[finding.key] if finding else None,
        results=results,
        codes=tuple(codes),
        lookup=_Lookup(texts or {}),
    )
    return replace(made, **more)


def claim(*codes: str, key: str = "f", statement: str = "Pelatihan ada.", **more: Any) -> FindingSpec:
    """A finding that rests on these codes."""
    return FindingSpec(key=key, statement=statement, evidence=EvidenceQuery(codes=codes), **more)


def code(path: str, *rules: str, label: str = "") -> Code:
    """A code with a label and word rules."""
    import json

    from qda.model.records import Rule

    made = tuple(Rule(id=b"", kind="word", pattern=json.dumps(rule)) for rule in rules)
    return Code(id=b"", path=path, label=(("id", label),) if label else (), rules=made)


def answer(item: str, text: str, why: str = "", inputs: str = "") -> Answer:
    """What a human said."""
    return Answer(item=item, answer=text, why=why, by="sari", at="2024-05-01T00:00:00Z", inputs=inputs)


class _Lookup:
    """Finds words by their letters: enough for texts made by hand."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def __call__(self, terms: Sequence[str]) -> Iterator[Mention]:
        wanted = {term.casefold().lstrip("=+~") for term in terms}
        for source, text in sorted(self.texts.items()):
            for span in sentences(text):
                sentence = text[span.start : span.end]
                spoken = words(sentence)
                place = 0
                for number, word in enumerate(spoken):
                    place = sentence.index(word, place)
                    if word.casefold() in wanted:
                        yield Mention(
                            source=source,
                            start=span.start + place,
                            end=span.start + place + len(word),
                            sentence=sentence,
                            sentence_start=span.start,
                            sentence_end=span.end,
                            negated=is_negated(spoken, number),
                            line=1,
                        )
                    place += len(word)
