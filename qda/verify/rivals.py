"""The finding and its rivals as competing hypotheses, each judged witness by witness. Pure.

After the analysis of competing hypotheses (Heuer 1999, *Psychology of Intelligence Analysis*, chapter 8; page not
checked): what counts is what is inconsistent with a hypothesis, not what fits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qda.model.evidence import Triangulation, Witness
from qda.verify.evidence import gather_evidence
from qda.verify.finding import Rival
from qda.verify.tactic import Ground
from qda.verify.triangulate import triangulate

CONSISTENT, INCONSISTENT, NEUTRAL = "consistent", "inconsistent", "neutral"
_JUDGED = {"+": CONSISTENT, "-": INCONSISTENT, "mixed": NEUTRAL, "m": NEUTRAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One explanation.

    Attributes:
        number: 0 for the finding itself, then its rivals in their order.
        witnesses: Whose words are judged.
        judged: By witness (first of its names): consistent, inconsistent or neutral; who is not judged yet lacks.
        computed: Whether the judgements follow from codings; else a human gives them.
    """

    number: int
    statement: str
    witnesses: tuple[Witness, ...]
    judged: tuple[tuple[str, str], ...]
    computed: bool

    @property
    def inconsistent(self) -> int:
        """Independent witnesses whose words are inconsistent with it."""
        return sum(judgement == INCONSISTENT for _name, judgement in self.judged)

    @property
    def undecided(self) -> bool:
        """Whether a human has still to judge some witness."""
        return len(self.judged) < len(self.witnesses)

    def item_key(self, witness: Witness) -> str:
        """Key of the item that asks about a witness: the same as long as the rivals keep their order."""
        return f"{self.number}:{witness.informants[0]}"


def hypotheses(ground: Ground) -> list[Hypothesis]:
    """The finding, then its rivals.

    A rival with codes of its own, or that is another finding, is judged by those codings: who speaks for it is
    consistent, who speaks against it inconsistent. Of a rival that is only told a human judges the finding's witnesses.
    """
    assert ground.finding is not None  # the contract: a tactic about findings is given one
    assert ground.result is not None
    own = _computed(0, ground.finding.statement, ground.result.witnesses)
    return [
        own,
        *(_rival(ground, number, rival, own.witnesses) for number, rival in enumerate(ground.finding.rivals, 1)),
    ]


def _rival(ground: Ground, number: int, rival: Rival, witnesses: Sequence[Witness]) -> Hypothesis:
    other = next((finding for finding in ground.findings if finding.key == rival.finding), None)
    statement = rival.statement or (other.statement if other else rival.finding)
    result = _triangulated(ground, rival)
    if result is not None:
        return _computed(number, statement, result.witnesses)
    asked = Hypothesis(number=number, statement=statement, witnesses=tuple(witnesses), judged=(), computed=False)
    answers = ((w.informants[0], ground.answered(asked.item_key(w))) for w in witnesses)
    return replace(asked, judged=tuple((name, said.answer) for name, said in answers if said is not None))


def _triangulated(ground: Ground, rival: Rival) -> Triangulation | None:
    assert ground.finding is not None  # as above
    if rival.evidence is not None:
        stated = replace(ground.finding, evidence=rival.evidence, statement=rival.statement)
        return triangulate(gather_evidence(ground.facts, stated))
    return ground.results.get(rival.finding) if rival.finding else None


def _computed(number: int, statement: str, witnesses: Sequence[Witness]) -> Hypothesis:
    return Hypothesis(
        number=number,
        statement=statement,
        witnesses=tuple(witnesses),
        judged=tuple((witness.informants[0], _JUDGED[witness.stance]) for witness in witnesses),
        computed=True,
    )
