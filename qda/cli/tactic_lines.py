"""4 · Verify: runs of tactics and profiles as lines that read as advice."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from qda.model.ids import show_id
from qda.model.wording import _, plural
from qda.verify.profile import STANDARDS, Profile
from qda.verify.tactic import TacticStatus
from qda.verify.tactic_run import TacticRun
from qda.verify.tactic_words import choice_word, status_word, tactic_name

ITEMS_SHOWN = 12
NO_PARAMETERS = "{}"


def run_lines(run: TacticRun) -> Iterator[str]:
    """A run as it is read: what it is, what came out, what it means, what is asked, what to do next."""
    about = f" · {run.finding.key}: {run.finding.statement}" if run.finding else ""
    yield f"{run.details.number} {tactic_name(run.plugin)}{about}"
    machine = run.machine
    if machine.not_applicable:
        yield "  " + _("Not applicable: {reason}").format(reason=machine.not_applicable)
        yield from (f"  {line}" for line in machine.advice)
        if machine.next_action:
            yield "  " + _("Next: {action}").format(action=machine.next_action)
        return
    yield f"  {machine.value}"
    yield from (f"  {line}" for line in machine.advice)
    if run.details.predicate:
        yield "  " + _("Wanted: {predicate} – {outcome}").format(
            predicate=_(run.details.predicate), outcome=_outcome(run)
        )
    if run.parameters != NO_PARAMETERS:
        yield "  " + _("Run with other than the usual settings: {settings}").format(settings=run.parameters.strip("{}"))
    if machine.caveat:
        yield "  " + _("Mind: {caveat}").format(caveat=machine.caveat)
    yield from _item_lines(run)
    yield from _question_lines(run)
    yield "  " + _("Status: {status}").format(status=status_word(run.status))
    if machine.next_action:
        yield "  " + _("Next: {action}").format(action=machine.next_action)


def profile_lines(found: Sequence[Profile]) -> Iterator[str]:
    """One block a finding, a line a tactic; nothing that was not applied is left out."""
    for profile in found:
        yield f"{profile.finding.key}: {profile.finding.statement}"
        width = max(len(tactic_name(row.plugin)) for row in profile.rows) if profile.rows else 0
        for row in profile.rows:
            yield (
                f"  {row.details.number:<3} {tactic_name(row.plugin):<{width}}  {status_word(row.status)}"
                + (f" – {row.because}" if row.because else "")
            ).rstrip()
        missing = profile.count(TacticStatus.NOT_APPLIED)
        yield "  " + plural(
            "{n} of {all} tactics was not applied.", "{n} of {all} tactics were not applied.", missing
        ).format(n=missing, all=len(profile.rows))
        yield ""
    yield _("Standards of quality to weigh them by: {standards}.").format(
        standards="; ".join(_(each) for each in STANDARDS)
    )


def run_json(run: TacticRun) -> dict[str, Any]:
    """A run for scripts (method §3.1)."""
    machine = run.machine
    return {
        "number": run.details.number,
        "tactic": run.plugin.name,
        "finding": run.finding.key if run.finding else None,
        "status": run.status.value,
        "parameters": run.parameters,
        "inputs_hash": run.inputs,
        "machine": {
            "value": machine.value,
            "holds": machine.holds,
            "advice": list(machine.advice),
            "caveat": machine.caveat,
            "not_applicable": machine.not_applicable,
            "evidence": [show_id(each) for each in machine.evidence],
        },
        "question": _(run.details.question),
        "items": [
            {
                "item": item.key,
                "text": item.text,
                "reference": item.reference,
                "choices": list(item.choices),
                "answer": next((a.answer for a in run.answers if a.item == item.key), None),
            }
            for item in machine.items
        ],
        "human": None if run.said is None else {"answer": run.said.answer, "why": run.said.why, "by": run.said.by},
        "outdated": run.outdated is not None,
        "next_action": machine.next_action,
    }


def _item_lines(run: TacticRun) -> Iterator[str]:
    items, open_keys = run.machine.items, {item.key for item in run.open_items}
    for item in items[:ITEMS_SHOWN]:
        mark = "?" if item.key in open_keys else "✓"
        said = next((a for a in run.answers if a.item == item.key), None)
        yield f"  {mark} {item.key}: {item.text}" + (f" {item.reference}" if item.reference else "")
        if said is not None:
            yield f"      {choice_word(said.answer)}" + (f" – {said.why}" if said.why else "") + f" ({said.by})"
        elif item.choices:
            yield "      " + _("Answer: {choices}").format(choices=" | ".join(map(choice_word, item.choices)))
    if open_keys:
        target = f" {run.finding.key}" if run.finding else ""
        first = shlex.quote(run.open_items[0].key)
        yield f'    qda tactic {run.plugin.name}{target} --item {first} --answer "…" --because "…"'
    if len(items) > ITEMS_SHOWN:
        more = len(items) - ITEMS_SHOWN
        yield "  " + plural(
            "… and {n} more: qda tactic {name} --ask FILE.xlsx",
            "… and {n} more: qda tactic {name} --ask FILE.xlsx",
            more,
        ).format(n=more, name=run.plugin.name)


def _question_lines(run: TacticRun) -> Iterator[str]:
    said = run.said
    if said is not None:
        yield "  " + _("Answered by {who} on {when}: {answer} – {why}").format(
            who=said.by, when=said.at[:10], answer=choice_word(said.answer), why=said.why
        )
        return
    if run.outdated is not None:
        yield "  " + _("An answer of {who} on {when} was given on other evidence and counts as open: {why}").format(
            who=run.outdated.by, when=run.outdated.at[:10], why=run.outdated.why
        )
    if run.details.question and run.machine.asks:
        yield "  " + _("You decide: {question}").format(question=_(run.details.question))
        target = f" {run.finding.key}" if run.finding else ""
        yield f'    qda tactic {run.plugin.name}{target} --answer supports|weakens|refutes --because "…"'


def _outcome(run: TacticRun) -> str:
    if run.machine.holds is None:
        return _("waits for your answers") if run.open_items else _("cannot be told")
    return _("holds") if run.machine.holds else _("does not hold")
