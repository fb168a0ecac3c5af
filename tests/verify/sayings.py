"""Studies written as what each person says: one interview a person, a question and an answer a saying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qda.model.records import Code
from qda.verify.finding import FindingSpec
from qda.verify.prompting import code_names
from qda.verify.tactic import Ground
from tests.verify.grounds import ground
from tests.verify.studies import material


def say(
    who: str, stance: str | None = "+", answer: str = "Ya begitu adanya menurut saya ini.", **more: Any
) -> dict[str, Any]:
    """A saying; `question` is the interviewer's turn before it, all else goes to the coding. Its code is `a`."""
    return {"who": who, "stance": stance, "answer": answer, "code": "a", **more}


def study(
    finding: FindingSpec,
    *sayings: dict[str, Any],
    cases: Sequence[dict[str, Any]] = (),
    places: Mapping[str, dict[str, Any]] | None = None,
    codes: Sequence[Code] = (),
    interviewer: Mapping[str, str] | None = None,
    **more: Any,
) -> Ground:
    """The ground of a finding.

    Args:
        finding: What is claimed.
        sayings: In order; those of one person stand in one source, named in small letters.
        cases: Rows of the cases table; those who are missing in it are added without attributes.
        places: Further properties of a person's source; with kind observation or document nobody speaks in it.
        codes: With names, so that leading questions are found.
        interviewer: By person, the case that asks.
        more: Of the ground.
    """
    texts: dict[str, str] = {}
    turns: list[dict[str, Any]] = []
    codings = []
    for saying in sayings:
        own = dict(saying)
        who, question, answer = own.pop("who"), own.pop("question", "Lalu?"), own.pop("answer")
        source = who.lower()
        asked = len(texts.get(source, ""))
        said = asked + len(question) + 1
        texts[source] = texts.get(source, "") + f"{question}\n{answer}\n"
        if not (places or {}).get(who, {}).get("kind"):
            asking = {"role": "interviewer", "case": (interviewer or {}).get(who)}
            turns.append({"source": source, "start": asked, "end": said - 1, "speaker": "P", **asking})
            turns.append(
                {
                    "source": source,
                    "start": said,
                    "end": said + len(answer),
                    "speaker": "N",
                    "role": "informant",
                    "case": who,
                }
            )
        codings.append({"source": source, "start": said, "end": said + len(answer), "quote": answer, **own})
    people = list(
        dict.fromkeys(saying["who"] for saying in sayings if saying["who"].lower() in {t["source"] for t in turns})
    )
    known = {row["name"] for row in cases}
    made = material(
        sources=[
            {"name": who.lower(), **(places or {}).get(who, {})}
            for who in dict.fromkeys(each["who"] for each in sayings)
        ],
        turns=turns,
        cases=[*cases, *({"name": who} for who in people if who not in known)],
        codings=codings,
        codes=[{"path": path} for path in sorted({row["code"] for row in codings})],
    )
    there = ground(made, finding, codes=codes, texts=texts, **more)
    if not codes:
        return there
    from dataclasses import replace

    from qda.verify.evidence import gather_evidence
    from qda.verify.triangulate import triangulate

    facts = replace(there.facts, names=code_names(codes))
    evidence = gather_evidence(facts, finding)
    return replace(there, facts=facts, evidence=evidence, result=triangulate(evidence))
