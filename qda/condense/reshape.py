"""Change the tree of codes with all codings and their history: recode, move, merge, split. Touches the store.

Every change is one journalled command; a reason given is kept as a memo about the code. Nothing vanishes: a code that
was merged or split up stays in the study as such, and is not made again when its codebook is imported again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qda.condense.codings_match import taken_over
from qda.condense.links import follow_merge
from qda.model.errors import ConflictError, InputError, NotFoundError
from qda.model.ids import Id, new_id
from qda.model.records import Code, Coding, Memo, Origin, Question
from qda.model.text_places import Followed, Thing
from qda.model.wording import _
from qda.store import cases, codebook, codings, notes, written
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Reshaped:
    """What was changed.

    Attributes:
        codings: Codings that now carry another code.
        codes: Paths of the codes as they are now.
        dropped: Codings that would have stood there twice.
        written: Texts in displays that followed their code.
    """

    codings: int
    codes: tuple[str, ...]
    dropped: int = 0
    written: Followed = field(default_factory=Followed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One code that a code is split into.

    Attributes:
        name: Name of the new code, below the parent of the old one.
        codings: The codings it gets.
    """

    name: str
    codings: tuple[Id, ...]


def recode(study: Study, ids: Sequence[Id], to: str) -> Reshaped:
    """Give codings another code.

    What a rule made becomes the work of the person who recodes it, and the rule's own reading of that place counts as
    refused, so that the rule does not bring it back.

    Raises:
        NotFoundError: no such code, or no such coding.
    """
    target = codebook.find(study, to)
    chosen = [codings.get(study, one) for one in ids]
    with study.command("code recode") as command:
        changed = _give(study, [coding for coding in chosen if coding.code != target.id], target, refuse=True)
        command.what = _("{n} codings given to {code}").format(n=changed, code=target.path)
    return Reshaped(codings=changed, codes=(target.path,))


def _give(study: Study, chosen: Iterable[Coding], target: Code, *, refuse: bool) -> int:
    stubs = []
    count = 0
    for coding in chosen:
        count += 1
        new = dataclasses.replace(coding, code=target.id)
        if coding.origin is Origin.RULE:
            new, refused = taken_over(coding, new, who=study.who, stub=new_id())
            stubs.append(refused)
        codings.replace(study, new)
    if refuse:
        codings.add_many(study, stubs)
    return count


def move(study: Study, path: str, to: str, *, why: str = "") -> Reshaped:
    """Put a code, and all below it, at another path.

    Args:
        study: The study.
        path: The code.
        to: Its new path; "" before the last name puts it at the top. A path that ends in "/" keeps the name.
        why: The reason, kept as a memo.

    Raises:
        NotFoundError: no such code, or no code at the path above the new one.
        ConflictError: a code stands at the new path.
        InputError: the new path lies below the code itself.
    """
    code = codebook.find(study, path)
    new = (to + code.name if to.endswith("/") else to).strip("/")
    everything = codebook.listed(study, status=None)
    _check_path(code, new, everything)
    with study.command("code move") as command:
        moved = _move_tree(study, code, new, everything)
        followed = written.follow(study, Thing.CODE, moved)
        _remember(study, code, why)
        command.what = _("{old} is now {new}").format(old=code.path, new=new)
    return Reshaped(codings=0, codes=tuple(moved.values()), written=followed)


def _check_path(code: Code, new: str, everything: Sequence[Code]) -> None:
    taken = {other.path: other for other in everything}
    if not new or "//" in new:
        raise InputError(_("“{path}” is no path.").format(path=new), mend=_("Write it like bina-manusia/pelatihan."))
    if new == code.path or new.startswith(f"{code.path}/"):
        raise InputError(_("“{path}” cannot be put below itself.").format(path=code.path))
    if new in taken:
        raise ConflictError(
            _("There is a code at “{path}” already.").format(path=new),
            mend=_("Merge the two with: qda code merge {old} --into {new}").format(old=code.path, new=new),
        )
    above = new.rpartition("/")[0]
    if above and (above not in taken or taken[above].status != "active"):
        raise NotFoundError(_("There is no code “{path}”.").format(path=above), mend=_("Add it to the codebook first."))


def _move_tree(study: Study, code: Code, new: str, everything: Sequence[Code]) -> dict[str, str]:
    """Move a code and all below it; the new path of each old one."""
    moved: dict[str, str] = {}
    for other in everything:
        if other.path == code.path or other.path.startswith(f"{code.path}/"):
            moved[other.path] = new + other.path[len(code.path) :]
            codebook.move(study, other.id, moved[other.path])
    _follow_in_guide(study, moved)
    return moved


def _follow_in_guide(study: Study, moved: dict[str, str]) -> None:
    """Questions target codes by path, so they have to follow."""
    guide = cases.guide(study)
    followed = [
        Question(
            id=question.id,
            key=question.key,
            text=question.text,
            codes=tuple(dict.fromkeys(moved.get(path, path) for path in question.codes)),
        )
        for question in guide
    ]
    if followed != guide:
        cases.save_guide(study, followed)


def merge(study: Study, paths: Sequence[str], into: str, *, why: str = "") -> Reshaped:
    """Put codes together: their codings, match rules and subcodes go to one code, and they themselves out of use.

    Of codings that then agree in everything, one stays. What was written into displays beside them follows, too.

    Raises:
        NotFoundError: no such code.
        ConflictError: a subcode's name exists below the target already.
        InputError: a code would be merged into itself or into a code below it.
    """
    target = codebook.find(study, into)
    gone = [codebook.find(study, path) for path in paths]
    for code in gone:
        if target.path == code.path or target.path.startswith(f"{code.path}/"):
            raise InputError(_("“{path}” cannot be merged into itself or into a code below it.").format(path=code.path))
    with study.command("code merge") as command:
        count = dropped = 0
        moved: dict[str, str] = {}
        for code in gone:
            moved |= {**_move_children(study, code, target), code.path: target.path}
            count += codings.recode(study, code.id, target.id)
            follow_merge(study, code.id, target.id)
            codebook.retire(study, code.id, "merged")
            _follow_in_guide(study, {code.path: target.path})
            _remember(study, code, why)
        dropped = _drop_doubles(study, target)
        _take_over_rules(study, gone, target)
        followed = written.follow(study, Thing.CODE, moved)
        command.what = _("{codes} merged into {target}: {n} codings").format(
            codes=", ".join(code.path for code in gone), target=target.path, n=count
        )
    return Reshaped(codings=count, codes=(target.path,), dropped=dropped, written=followed)


def _move_children(study: Study, code: Code, target: Code) -> dict[str, str]:
    moved: dict[str, str] = {}
    everything = codebook.listed(study, status=None)
    taken = {other.path for other in everything}
    for child in [other for other in everything if other.parent == code.path and other.status == "active"]:
        new = f"{target.path}/{child.name}"
        if new in taken:
            raise ConflictError(
                _("“{child}” has no room below “{target}”: that name is taken there.").format(
                    child=child.path, target=target.path
                ),
                mend=_("Merge or move the subcode first."),
            )
        moved |= _move_tree(study, child, new, everything)
    return moved


def _drop_doubles(study: Study, code: Code) -> int:
    seen: set[Coding] = set()
    doubles = []
    for coding in codings.listed(study, code=code.id):
        bare = dataclasses.replace(coding, id=code.id, at="", rule=None, version=None)
        if bare in seen:
            doubles.append(coding.id)
        seen.add(bare)
    return codings.remove(study, doubles)


def _take_over_rules(study: Study, gone: Iterable[Code], target: Code) -> None:
    have = {(rule.kind, rule.pattern) for rule in target.rules}
    rules = list(target.rules)
    for code in gone:
        for rule in code.rules:
            if (rule.kind, rule.pattern) not in have:
                have.add((rule.kind, rule.pattern))
                rules.append(dataclasses.replace(rule, id=new_id()))
    if len(rules) > len(target.rules):
        codebook.save(study, [dataclasses.replace(target, rules=tuple(rules))], why=_("merged"))


def split(study: Study, path: str, parts: Sequence[Part], *, why: str = "") -> Reshaped:
    """Part a code into new ones beside it.

    Codings that no part gets stay with the old code; where none stay it goes out of use. What rules made becomes the
    work of the person who splits.

    Raises:
        NotFoundError: no such code, or no such coding.
        ConflictError: a part's path is taken, or a coding is not of this code or in two parts.
    """
    code = codebook.find(study, path)
    taken = {other.path for other in codebook.listed(study, status=None)}
    mine = {coding.id: coding for coding in codings.listed(study, code=code.id)}
    above = f"{code.parent}/" if code.parent else ""
    seen: set[Id] = set()
    for part in parts:
        if "/" in part.name or not part.name.strip() or above + part.name in taken:
            raise ConflictError(
                _("“{path}” cannot be made: the path is taken or is none.").format(path=above + part.name),
                mend=_("Choose another name."),
            )
        for one in part.codings:
            if one in seen or one not in mine:
                raise ConflictError(_("A coding is in two parts, or not of the code “{path}”.").format(path=code.path))
            seen.add(one)
        taken.add(above + part.name)
    with study.command("code split") as command:
        for number, part in enumerate(parts, 1):
            new = Code(
                id=new_id(),
                path=above + part.name,
                method=code.method,
                cycle=code.cycle,
                origin=code.origin,
                slots=code.slots,
                scale=code.scale,
                stance=code.stance,
                position=code.position + number,
            )
            codebook.save(study, [new], why=why or _("split from {path}").format(path=code.path))
            _give(study, [mine[one] for one in part.codings], new, refuse=len(seen) < len(mine))
        if len(seen) == len(mine):
            codebook.retire(study, code.id)
        _remember(study, code, why)
        command.what = _("{code} split into {parts}: {n} codings").format(
            code=code.path, parts=", ".join(above + part.name for part in parts), n=len(seen)
        )
    return Reshaped(codings=len(seen), codes=tuple(above + part.name for part in parts))


def _remember(study: Study, code: Code, why: str) -> None:
    if why:
        notes.add_memo(
            study,
            Memo(
                id=new_id(),
                about_kind="code",
                about=code.id,
                type="decision",
                text=why,
                status="open",
                by=study.who,
                at=study.now(),
            ),
        )
