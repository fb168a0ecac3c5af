"""The interview guide: questions and the codes they target, in YAML or as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qda.collect.decode import decode
from qda.collect.importer import File
from qda.collect.sheets import WORKBOOKS, column, read_book
from qda.model.errors import InputError, wrong_date
from qda.model.problem import Problem
from qda.model.wording import _

_KEYS = ("id", "text", "codes")
_NAMES = {
    "id": ("id", "key", "kode", "no", "nomor"),
    "text": ("text", "teks", "question", "pertanyaan"),
    "codes": ("codes", "code", "kode tema"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideQuestion:
    """One question; `key` is its `id` in the file, else its number."""

    key: str
    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The questions that can be used, in order, and what is wrong with the file."""

    questions: tuple[GuideQuestion, ...]
    problems: tuple[Problem, ...] = ()


def read_guide(file: File) -> Guide:
    """The interview guide in a file.

    YAML: a list of questions, or a mapping with such a list under `questions`; each question has `text` and may
    have `id` and `codes` (a path or a list of paths). A table has the same names as columns, codes parted by `;`.

    Returns:
        Questions without a text, and such as repeat an id, are left out and reported with their line; unknown keys
        are reported.

    Raises:
        InputError: the file cannot be read, or holds no questions.
    """
    table = file.extension in (".csv", ".tsv", *WORKBOOKS)
    guide = _from_table(file) if table else _from_yaml(file)
    if not guide.questions and not guide.problems:
        raise InputError(
            _("The guide holds no questions."),
            where=file.name,
            mend=_("Write a list of questions, each with “text” and “codes”."),
        )
    return guide


def _from_yaml(file: File) -> Guide:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    text = decode(file).text
    try:
        whole = YAML(typ="rt").load(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        line = mark.line + 1 if mark is not None else 1
        raise InputError(
            _("This is not valid YAML: {fault}.").format(fault=(fault.problem or "").rstrip(".")),
            where=f"{file.name}, {_('line {number}').format(number=line)}",
            mend=_("Check the indentation, and quote texts that hold a colon."),
        ) from None
    except YAMLError as fault:
        raise InputError(
            _("The YAML cannot be read: {fault}.").format(fault=str(fault).splitlines()[0].rstrip(".")), where=file.name
        ) from None
    except ValueError:
        raise wrong_date(text, file.name) from None
    entries = whole.get("questions") if isinstance(whole, dict) else whole
    if not isinstance(entries, list):
        raise InputError(
            _("The guide holds no list of questions."),
            where=file.name,
            mend=_("Write “questions:” and below it a list, each entry with “text” and “codes”."),
        )
    problems: list[Problem] = []
    found: list[tuple[GuideQuestion, str]] = []
    for i, entry in enumerate(entries):
        place = _("line {number}").format(number=entries.lc.item(i)[0] + 1)  # type: ignore[attr-defined]
        question = _entry(file, entry, i, place, problems)
        if question is not None:
            found.append((question, place))
    return _unique(file, found, problems)


def _entry(file: File, entry: Any, i: int, place: str, problems: list[Problem]) -> GuideQuestion | None:
    if isinstance(entry, str):
        return GuideQuestion(key=str(i + 1), text=entry)
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or not entry["text"].strip():
        problems.append(
            Problem(file=file.name, place=place, what=_("The question has no “text”; it was left out."), fatal=True)
        )
        return None
    for key in entry:
        if key not in _KEYS:
            line = entry.lc.key(key)[0] + 1  # type: ignore[attr-defined]
            problems.append(
                Problem(
                    file=file.name,
                    place=_("line {number}").format(number=line),
                    what=_("A question has no key “{key}”.").format(key=key),
                    mend=_("Known keys: {keys}.").format(keys=", ".join(_KEYS)),
                )
            )
    codes = entry.get("codes") or []
    paths = [codes] if isinstance(codes, str) else codes
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        problems.append(
            Problem(
                file=file.name,
                place=place,
                what=_("“codes” is no list of code paths."),
                mend=_("Write it as [bina-manusia/pelatihan, bina-usaha]."),
            )
        )
        paths = []
    key = entry.get("id")
    return GuideQuestion(
        key=str(i + 1) if key is None else str(key).strip(),
        text=" ".join(entry["text"].split()),
        codes=tuple(path.strip().strip("/") for path in paths),
    )


def _from_table(file: File) -> Guide:
    book = read_book(file)
    grid = book.grids[0]
    where = {name: column(grid, *names) for name, names in _NAMES.items()}
    text = where["text"]
    if text is None:
        raise InputError(
            _("The table has no column “text”; its columns are {columns}.").format(
                columns=", ".join(f"“{heading}”" for heading in grid.columns if heading)
            ),
            where=file.name,
            mend=_("Call the column with the questions “text”."),
        )
    problems = list(book.problems)
    found: list[tuple[GuideQuestion, str]] = []
    for i, row in enumerate(grid.rows):
        if not row[text]:
            problems.append(
                Problem(
                    file=file.name,
                    place=grid.place(i),
                    fatal=True,
                    what=_("The question has no “text”; it was left out."),
                )
            )
            continue
        key = row[where["id"]] if where["id"] is not None else ""
        codes = row[where["codes"]] if where["codes"] is not None else ""
        found.append(
            (
                GuideQuestion(
                    key=key or str(i + 1),
                    text=row[text],
                    codes=tuple(c.strip().strip("/") for c in codes.split(";") if c.strip()),
                ),
                grid.place(i),
            )
        )
    return _unique(file, found, problems)


def _unique(file: File, found: list[tuple[GuideQuestion, str]], problems: list[Problem]) -> Guide:
    questions: dict[str, GuideQuestion] = {}
    places: dict[str, str] = {}
    for question, place in found:
        if question.key in questions:
            problems.append(
                Problem(
                    file=file.name,
                    place=place,
                    fatal=True,
                    what=_("The id “{key}” stands in {place} already; this question was left out.").format(
                        key=question.key, place=places[question.key]
                    ),
                    mend=_("Give each question an id of its own."),
                )
            )
        else:
            questions[question.key], places[question.key] = question, place
    return Guide(questions=tuple(questions.values()), problems=tuple(problems))
