"""Cases with their attributes, and the interview guide."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.errors import NotFoundError
from qda.model.ids import Id
from qda.model.records import Case, Question
from qda.model.wording import _
from qda.store.study import Study


def save(study: Study, case: Case) -> bool:
    """Store a case, or make the stored one of that id like this; whether anything changed."""
    old = {stored.id: stored for stored in listed(study)}
    if old.get(case.id) == case:
        return False
    position = len(old)
    study.write(
        "INSERT INTO case_ VALUES (?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "same_as = excluded.same_as, unspecified = excluded.unspecified",
        case.id,
        case.name,
        case.same_as,
        int(case.unspecified),
        position,
    )
    for table in ("alias", "attribute", "dependency"):
        study.write(f"DELETE FROM {table} WHERE case_id = ?", case.id)
    study.write_many(
        "INSERT OR IGNORE INTO alias VALUES (?,?,?)", [(case.id, name, i) for i, name in enumerate(case.aliases)]
    )
    study.write_many(
        "INSERT INTO attribute VALUES (?,?,?,?)",
        [(case.id, name, value, i) for i, (name, value) in enumerate(case.attributes)],
    )
    study.write_many("INSERT OR IGNORE INTO dependency VALUES (?,?)", [(case.id, name) for name in case.depends_on])
    return True


def listed(study: Study) -> list[Case]:
    """All cases in the order they came in."""
    aliases = _grouped(study, "SELECT case_id, name FROM alias ORDER BY case_id, position")
    dependencies = _grouped(study, "SELECT case_id, on_name FROM dependency ORDER BY case_id, on_name")
    attributes: dict[Id, list[tuple[str, str]]] = {}
    for owner, name, value in study.rows("SELECT case_id, name, value FROM attribute ORDER BY case_id, position"):
        attributes.setdefault(owner, []).append((name, value))
    return [
        Case(
            id=r[0],
            name=r[1],
            same_as=r[2],
            unspecified=bool(r[3]),
            aliases=tuple(aliases.get(r[0], ())),
            depends_on=tuple(dependencies.get(r[0], ())),
            attributes=tuple(attributes.get(r[0], ())),
        )
        for r in study.rows("SELECT id, name, same_as, unspecified FROM case_ ORDER BY position, name")
    ]


def find(study: Study, name: str) -> Case:
    """The case of that name or alias, small and capital letters alike.

    Raises:
        NotFoundError: nobody is called so.
    """
    wanted = name.casefold().strip()
    for case in listed(study):
        if wanted in {case.name.casefold(), *(alias.casefold() for alias in case.aliases)}:
            return case
    names = ", ".join(case.name for case in listed(study)[:12])
    raise NotFoundError(
        _("There is no case “{name}”.").format(name=name),
        mend=_("Cases: {names}.").format(names=names) if names else "",
    )


def remove(study: Study, case: Id) -> None:
    """Take a case out with its links; speakers and codings that named it name nobody."""
    study.write("DELETE FROM link WHERE from_id = ?1 OR to_id = ?1", case)
    study.write("UPDATE speaker SET case_id = NULL WHERE case_id = ?", case)
    study.write("UPDATE coding SET informant = NULL WHERE informant = ?", case)
    for table in ("alias", "attribute", "dependency"):
        study.write(f"DELETE FROM {table} WHERE case_id = ?", case)
    study.write("DELETE FROM case_ WHERE id = ?", case)


def save_guide(study: Study, questions: Iterable[Question]) -> bool:
    """Make the guide these questions; whether anything changed."""
    new = list(questions)
    old = guide(study)
    kept = {question.key: question.id for question in old}
    new = [Question(id=kept.get(q.key, q.id), key=q.key, text=q.text, codes=q.codes) for q in new]
    if new == old:
        return False
    study.write("DELETE FROM question_code")
    for gone in [q for q in old if q.key not in {n.key for n in new}]:
        study.write("DELETE FROM question WHERE id = ?", gone.id)
    for position, question in enumerate(new):
        study.write(
            "INSERT INTO question VALUES (?,?,?,?) ON CONFLICT (id) DO UPDATE SET text = excluded.text, "
            "position = excluded.position",
            question.id,
            question.key,
            question.text,
            position,
        )
        study.write_many(
            "INSERT OR IGNORE INTO question_code VALUES (?,?,?)",
            [(question.id, path, i) for i, path in enumerate(question.codes)],
        )
    return True


def guide(study: Study) -> list[Question]:
    """The interview guide in order."""
    codes = _grouped(study, "SELECT question, path FROM question_code ORDER BY question, position")
    return [
        Question(id=r[0], key=r[1], text=r[2], codes=tuple(codes.get(r[0], ())))
        for r in study.rows("SELECT id, key, text FROM question ORDER BY position, key")
    ]


def _grouped(study: Study, sql: str) -> dict[Id, list[str]]:
    found: dict[Id, list[str]] = {}
    for owner, value in study.rows(sql):
        found.setdefault(owner, []).append(value)
    return found
