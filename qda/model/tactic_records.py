"""Runs of tactics and answers to them, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.ids import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class TacticRecord:
    """The last run of a tactic on a finding, or on the study (method §3.1).

    Attributes:
        finding: Key of the finding; "" for the study.
        parameters: The options it was run with, as canonical JSON: those that differ from the defaults.
        inputs: Digest of what the machine saw.
        status: As it was then; today's is computed again.
        value: The machine's sentence as it was then, in the language it was run in.
    """

    id: Id
    tactic: str
    finding: str
    parameters: str
    inputs: str
    status: str
    value: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TacticAnswer:
    """A human's answer to a tactic.

    Attributes:
        item: Key of the thing that was asked about; "" for the tactic's question as a whole.
        inputs: Digest of what the machine saw when it was answered.
    """

    id: Id
    tactic: str
    finding: str
    item: str
    answer: str
    why: str
    inputs: str
    by: str
    at: str
