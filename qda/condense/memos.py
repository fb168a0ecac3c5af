"""Memos: the researcher's own thinking, kept with what it is about. Touches the store."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.errors import InputError, NotFoundError
from qda.model.ids import Id, new_id, read_id
from qda.model.records import Memo
from qda.model.wording import N_, _
from qda.store import cases, codebook, codings, notes, sources
from qda.store.study import Study

ABOUT = (N_("study"), N_("source"), N_("case"), N_("code"), N_("coding"), N_("finding"))
TYPES = (N_("analytic"), N_("method"), N_("theory"), N_("reflexive"), N_("surprise"), N_("decision"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoLine:
    """A memo with the name of what it is about; "" for the study."""

    memo: Memo
    about: str


def add(study: Study, text: str, *, about: str = "study", name: str = "", kind: str = "analytic") -> Memo:
    """Write a memo.

    Args:
        study: The study.
        text: What is thought.
        about: study, source, case, code, coding or finding.
        name: Name, path, key or id of that thing; "" for the study.
        kind: analytic, method, theory, reflexive, surprise, decision, or a word of the researcher's own.

    Raises:
        InputError: the text is empty, or `about` is none of those.
        NotFoundError: there is no such thing.
    """
    if not text.strip():
        raise InputError(_("The memo is empty."), mend=_("Give its text."))
    memo = Memo(
        id=new_id(),
        about_kind=about,
        about=_target(study, about, name),
        type=kind.strip() or "analytic",
        text=text,
        status="open",
        by=study.who,
        at=study.now(),
    )
    with study.command("memo add") as command:
        notes.add_memo(study, memo)
        command.what = (
            _("memo ({kind}) about {about} {name}").format(kind=_(memo.type), about=_(about), name=name).strip()
        )
    return memo


def listed(study: Study, *, about: str = "", name: str = "", kind: str = "") -> tuple[MemoLine, ...]:
    """Memos, oldest first, with what they are about; filters that are "" do not filter.

    Raises:
        NotFoundError: the thing named does not exist.
    """
    target = _target(study, about, name) if about and name else None
    found = notes.memos(study, about=target, type=kind or None)
    names = _names(study) if found else {}
    return tuple(
        MemoLine(memo=memo, about=names.get(memo.about, "") if memo.about else "")
        for memo in found
        if about in ("", memo.about_kind)
    )


def _target(study: Study, about: str, name: str) -> Id | None:
    if about == "study":
        return None
    if about == "source":
        return sources.find(study, name).id
    if about == "case":
        return cases.find(study, name).id
    if about == "code":
        return codebook.find(study, name).id
    if about == "coding":
        try:
            return codings.get(study, read_id(name)).id
        except ValueError:
            raise NotFoundError(
                _("“{name}” is no id of a coding.").format(name=name), mend=_("See the column “id” of: qda code export")
            ) from None
    if about == "finding":
        return _finding(study, name)
    raise InputError(
        _("A memo cannot be about “{about}”.").format(about=about),
        mend=_("Choose one of: {names}.").format(names=", ".join(ABOUT)),
    )


def _finding(study: Study, name: str) -> Id:
    findings = notes.findings_of(study)
    for finding in findings:
        if finding.key == name:
            return finding.id
    keys = ", ".join(finding.key for finding in findings[:12])
    raise NotFoundError(
        _("There is no finding “{name}”.").format(name=name),
        mend=_("Findings: {names}.").format(names=keys) if keys else "",
    )


def _names(study: Study) -> dict[Id, str]:
    names: dict[Id, str] = {source.id: source.name for source in sources.listed(study)}
    names.update({case.id: case.name for case in cases.listed(study)})
    names.update({code.id: code.path for code in codebook.listed(study, status=None)})
    names.update({finding.id: finding.key for finding in notes.findings_of(study)})
    paths = dict(names)
    for coding in codings.listed(study, status=None):
        place = f"{paths.get(coding.source, '')}:{coding.start}–{coding.end}"
        names[coding.id] = f"{place} {paths.get(coding.code, '')}"
    return names
