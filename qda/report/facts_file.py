"""Facts on paper: `method.yaml` or a filled form read, an empty form made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from qda.model.errors import InputError, unreadable, wrong_date
from qda.model.problem import Problem
from qda.model.wording import _
from qda.report.facts import Answer, Fact

ENDINGS = (".yaml", ".yml", ".xlsx")
KEY, ITEMS, QUESTION, ANSWER = "key", "items", "question", "answer"  # the same in every language, as in codings.csv


def read_answers(file: Path) -> tuple[tuple[Answer, ...], tuple[Problem, ...]]:
    """The answers in a file, and the entries that are no answer.

    Raises:
        InputError: the file is missing, of another kind, no YAML, or has no column of answers.
    """
    check_ending(file)
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise unreadable(file, fault) from None
    return _from_form(data, file.name) if file.suffix.lower() == ".xlsx" else _from_yaml(data, file.name)


def check_ending(file: Path) -> None:
    """Refuse a file that cannot hold facts.

    Raises:
        InputError: the ending is not one of `ENDINGS`.
    """
    if file.suffix.lower() not in ENDINGS:
        raise InputError(
            _("Facts of the method come as YAML or as a filled form, not as “{ending}”.").format(ending=file.suffix),
            where=str(file),
            mend=_("Use one of: {endings}.").format(endings=", ".join(ENDINGS)),
        )


def form_yaml(facts: Iterable[Fact]) -> bytes:
    """An empty form: each key with its question and the items it answers as a remark above it."""
    lines = [
        f"# {_('Write the answer behind the colon; leave out what you do not know, nothing will be made up.')}",
        f"# {_('A long answer goes on the next lines, each set in by two blanks, after “key: >”.')}",
    ]
    for fact in facts:
        items = f" ({fact.items})" if fact.items else ""
        lines += ["", f"# {_(fact.question)}{items}", f"{fact.key}:"]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _from_yaml(data: bytes, name: str) -> tuple[tuple[Answer, ...], tuple[Problem, ...]]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        text = data.decode("utf-8-sig")
        loaded: Any = YAML(typ="rt").load(text)
    except UnicodeDecodeError as fault:
        raise InputError(
            _("The file is no UTF-8 text: byte {n} does not fit.").format(n=fault.start),
            where=name,
            mend=_("Save it as UTF-8 and try again."),
        ) from None
    except YAMLError as fault:
        mark = fault.problem_mark if isinstance(fault, MarkedYAMLError) else None
        where = _line(name, mark.line) if mark is not None else name
        said = fault.problem if isinstance(fault, MarkedYAMLError) else str(fault)
        raise InputError(_("This is not valid YAML: {fault}.").format(fault=said or ""), where=where) from None
    except ValueError:
        raise wrong_date(text, name) from None
    if loaded is None:
        return (), ()
    if not isinstance(loaded, Mapping):
        raise InputError(_("The facts of the method are “key: answer” lines, such as “sampling: …”."), where=name)
    answers, problems = [], []
    for key, value in loaded.items():
        number = loaded.lc.data[key][0] + 1  # type: ignore[attr-defined]
        place = _("line {number}").format(number=number)
        if isinstance(value, Mapping) or (
            isinstance(value, list) and any(isinstance(v, Mapping | list) for v in value)
        ):
            what = _("The answer to “{key}” must be words, not further keys.").format(key=key)
            problems.append(Problem(file=name, place=place, what=what, mend=_("Write it as one text."), fatal=True))
            continue
        told = "; ".join(str(v) for v in value) if isinstance(value, list) else "" if value is None else _word(value)
        answers.append(Answer(key=str(key), text=told, place=place))
    return tuple(answers), tuple(problems)


def _word(value: object) -> str:
    """YAML reads `no` and `yes` as truth values where people wrote a word."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _line(name: str, line: int) -> str:
    return _("{file}, line {line}").format(file=name, line=line + 1)


def _from_form(data: bytes, name: str) -> tuple[tuple[Answer, ...], tuple[Problem, ...]]:
    from qda.condense.tables import read_table

    table = read_table(name, data, (KEY, ANSWER))
    return tuple(
        Answer(key=table.cell(row, KEY).strip(), text=table.cell(row, ANSWER), place=table.place(row))
        for row in table.rows
        if table.cell(row, KEY).strip()
    ), ()
