"""Take codings out, or refuse what rules made. Touches the store."""

from __future__ import annotations

from collections.abc import Sequence

from qda.condense.codebook_rules import rule_shown
from qda.condense.hand import take_out
from qda.model.errors import InputError, NotFoundError
from qda.model.ids import Id, read_id
from qda.model.records import Coding, Origin
from qda.model.wording import _
from qda.store import codebook, codings, sources
from qda.store.study import Study


def retract(
    study: Study,
    *,
    ids: Sequence[str] = (),
    rule: str | None = None,
    code: str | None = None,
    coder: str | None = None,
    source: str | None = None,
    origin: str | None = None,
    dry_run: bool = False,
) -> int:
    """Take codings out: those that fit everything given. How many.

    A whole rule, code or run is taken out as if it had never been; single codings of a rule, named by id, are
    refused, so that the rule does not make them again.

    Args:
        study: The study.
        ids: Ids as `code export` shows them.
        rule: A rule as the codebook writes it.
        code: Path of a code.
        coder: Who coded; `auto` for rules.
        source: Name of a source.
        origin: hand, rule or model.
        dry_run: Whether to count only.

    Raises:
        InputError: nothing is given.
        NotFoundError: no such coding, rule, code or source.
    """
    if not (ids or rule or code or coder or source or origin):
        raise InputError(
            _("Say which codings to take out."), mend=_("Give ids, or --rule, --code, --by, --source or --origin.")
        )
    found = _chosen(study, ids, rule, code, coder, source, origin)
    if not dry_run:
        with study.command("code remove") as command:
            if ids:
                take_out(study, found)
            else:
                codings.remove(study, [coding.id for coding in found])
            command.what = _("{n} codings taken out").format(n=len(found))
    return len(found)


def _chosen(
    study: Study,
    ids: Sequence[str],
    rule: str | None,
    code: str | None,
    coder: str | None,
    source: str | None,
    origin: str | None,
) -> list[Coding]:
    source_id = sources.find(study, source).id if source else None
    code_id = codebook.find(study, code).id if code else None
    if ids:
        found = [_by_id(study, text) for text in ids]
    else:
        found = codings.listed(study, source=source_id, code=code_id, coder=coder)
    wanted = _rules_written(study, rule) if rule else None
    return [
        c
        for c in found
        if source_id in (None, c.source)
        and code_id in (None, c.code)
        and coder in (None, c.coder)
        and origin in (None, c.origin.value)
        and (wanted is None or c.rule in wanted)
    ]


def _by_id(study: Study, text: str) -> Coding:
    try:
        return codings.get(study, read_id(text))
    except ValueError:
        raise NotFoundError(
            _("“{id}” is no id of a coding.").format(id=text), mend=_("See the column “id” of: qda code export")
        ) from None


def _rules_written(study: Study, written: str) -> set[Id]:
    every = codebook.rules(study)
    wanted = " ".join(written.split())
    found = {
        one
        for one, (_code, rule, _active) in every.items()
        if wanted in (" ".join(rule_shown(rule.pattern).split()), rule.pattern)
    }
    if not found:
        shown = sorted({rule_shown(rule.pattern) for _code, rule, _active in every.values()})
        raise NotFoundError(
            _("There is no rule {rule}.").format(rule=written),
            mend=_("Rules: {rules}.").format(rules=", ".join(shown[:12])) if shown else "",
        )
    return found


def reject(study: Study, ids: Sequence[str]) -> int:
    """Refuse codings that rules made: they are no evidence, and are not made again. How many.

    Raises:
        NotFoundError: no such coding.
        InputError: a hand made it.
    """
    found = [_by_id(study, text) for text in ids]
    if any(coding.origin is not Origin.RULE for coding in found):
        raise InputError(_("Only what a rule made can be refused."), mend=_("Take others out with: qda code remove"))
    with study.command("code review") as command:
        codings.reject(study, [coding.id for coding in found])
        command.what = _("{n} codings refused").format(n=len(found))
    return len(found)
