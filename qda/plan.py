"""The study plan, `study.yaml`: what `qda run` carries out, read and checked with line numbers."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qda.model.desk_records import view_name
from qda.model.errors import InputError, unreadable, wrong_date
from qda.model.numbering import numbering
from qda.model.planned import (
    Plan,
    PlannedCoding,
    PlannedDisplay,
    PlannedQuarantine,
    PlannedSources,
    PlannedView,
)
from qda.model.records import Kind
from qda.model.wording import LANGUAGES, _

KEYS = (
    "study",
    "language",
    "chapter",
    "synthetic",
    "coder",
    "sources",
    "cases",
    "guide",
    "codebook",
    "coding",
    "links",
    "findings",
    "texts",
    "views",
    "displays",
    "triangulate",
    "verify",
    "tactics",
    "quarantine",
    "method",
    "report",
)
VIEW_VERBS = ("display", "find")
UNITS = ("words", "sentence", "turn")
SOURCE_KEYS = ("path", "kind", "date", "period", "place", "site", "copy_of", "synthetic")


def read_plan(file: Path) -> Plan:
    """The plan in a YAML file.

    Raises:
        InputError: the file is missing, is no YAML, or has a key or value that means nothing; with the line.
    """
    data = _load(file)
    _only(data, KEYS, file, _line(data))
    if not data.get("study"):
        raise InputError(_("The plan has no “study:”, the title."), where=str(file))
    language = str(data.get("language", "id"))
    if language not in LANGUAGES:
        raise _fault(
            file, _line(data, "language"), _("The language is “{given}”; it must be id or en."), given=language
        )
    by, to = _triangulate(data, file)
    tactics, answers = _tactics(data, file)
    views = _views(data, file)
    displays = tuple(_display(entry, file, views) for entry in _entries(data, "displays", file))
    _one_chapter_a_file(displays, file)
    chapter = _chapter(data, file)
    report, report_chapter = _report(data, file)
    return Plan(
        file=file,
        study=str(data["study"]),
        language=language,
        synthetic=_yes_or_no(data, "synthetic", False, file),
        coder=str(data.get("coder", "")),
        sources=tuple(_source(entry, file) for entry in _entries(data, "sources", file)),
        cases=_path(data, "cases", file),
        guide=_path(data, "guide", file),
        codebook=_path(data, "codebook", file),
        coding=tuple(_coding(entry, file) for entry in _entries(data, "coding", file)),
        findings=_path(data, "findings", file),
        displays=displays,
        triangulate_by=by,
        triangulate_to=to,
        verify=_yes_or_no(data, "verify", "findings" in data, file),
        tactics=tactics,
        answers=answers,
        quarantine=tuple(_quarantine(entry, file) for entry in _entries(data, "quarantine", file)),
        method=_path(data, "method", file),
        report=report,
        links=_files(data, "links"),
        texts=_files(data, "texts"),
        views=views,
        chapter=chapter,
        report_chapter=report_chapter or chapter,
    )


def _load(file: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(_("There is no such plan."), where=str(file)) from None
    except OSError as fault:
        raise unreadable(file, fault) from None
    except UnicodeDecodeError as fault:
        raise InputError(
            _("The file is no UTF-8 text: byte {n} does not fit.").format(n=fault.start),
            where=str(file),
            mend=_("Save it as UTF-8 and try again."),
        ) from None
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise _fault(file, line, _("This is not valid YAML: {fault}."), fault=fault.problem or "") from None
    except YAMLError as fault:
        raise InputError(
            _("This is not valid YAML: {fault}.").format(fault=str(fault).splitlines()[0]), where=str(file)
        ) from None
    except ValueError:
        raise wrong_date(text, str(file)) from None
    if not isinstance(data, Mapping):
        raise InputError(_("A plan is a list of “key: value” lines, such as “study: …”."), where=str(file))
    return data


def _source(entry: Any, file: Path) -> PlannedSources:
    if isinstance(entry, str):
        return PlannedSources(path=entry, kind=Kind.INTERVIEW)
    _only(entry, SOURCE_KEYS, file, _line(entry))
    if not entry.get("path"):
        raise _fault(file, _line(entry), _("A source needs “path:”."))
    kind = str(entry.get("kind", "interview"))
    if kind not in {k.value for k in Kind}:
        raise _fault(
            file,
            _line(entry, "kind"),
            _("“{given}” is no kind of source. Kinds: {kinds}."),
            given=kind,
            kinds=", ".join(k.value for k in Kind),
        )
    texts = {
        key: str(entry[key]) for key in ("date", "period", "place", "site", "copy_of") if entry.get(key) is not None
    }
    return PlannedSources(
        path=str(entry["path"]), kind=Kind(kind), synthetic=bool(entry.get("synthetic", False)), **texts
    )


def _coding(entry: Any, file: Path) -> PlannedCoding:
    _only(entry, ("auto", "unit", "file"), file, _line(entry))
    if "file" in entry:
        return PlannedCoding(file=str(entry["file"]))
    if entry.get("auto") != "codebook":
        raise _fault(file, _line(entry), _("Coding is “auto: codebook” or “file: codings.csv”."))
    unit = str(entry.get("unit", "words"))
    if unit not in UNITS:
        raise _fault(
            file,
            _line(entry, "unit"),
            _("The unit is “{given}”; it must be one of: {units}."),
            given=unit,
            units=", ".join(UNITS),
        )
    return PlannedCoding(unit=unit)


def _views(data: Any, file: Path) -> tuple[PlannedView, ...]:
    views: dict[str, PlannedView] = {}
    for entry in _entries(data, "views", file):
        view = _view(entry, file)
        if view.name in views:
            raise _fault(file, _line(entry), _("Two views are called “{name}”."), name=view.name)
        views[view.name] = view
    return tuple(views.values())


def _view(entry: Any, file: Path) -> PlannedView:
    _only(entry, ("name", "show"), file, _line(entry))
    if not entry.get("name") or not entry.get("show"):
        raise _fault(file, _line(entry), _("A view needs “name:” and “show:”, as in: display role-ordered --depth 1"))
    try:
        words = shlex.split(str(entry["show"]))
    except ValueError:
        raise _fault(
            file, _line(entry, "show"), _("A quotation mark is not closed: {words}"), words=entry["show"]
        ) from None
    verb, *arguments = words[1:] if words[0] == "qda" and len(words) > 1 else words
    if verb not in VIEW_VERBS or not arguments:
        raise _fault(file, _line(entry, "show"), _("A view shows “display KIND …” or “find QUERY …”."))
    where = _("{file}, line {line}").format(file=file, line=_line(entry, "show"))
    name = view_name(str(entry["name"]), _("{file}, line {line}").format(file=file, line=_line(entry, "name")))
    return PlannedView(name=name, verb=verb, arguments=tuple(arguments), where=where)


def _display(entry: Any, file: Path, views: tuple[PlannedView, ...]) -> PlannedDisplay:
    if not isinstance(entry, Mapping) or not (entry.get("kind") or entry.get("view")):
        raise _fault(file, _line(entry), _("A display needs “kind:”; see: qda display list"))
    if not entry.get("to"):
        raise _fault(file, _line(entry), _("A display needs “to:”, the file to write."))
    if entry.get("view"):
        _only(entry, ("view", "to", "chapter"), file, _line(entry))
        name = str(entry["view"])
        if name not in {view.name for view in views}:
            raise _fault(file, _line(entry, "view"), _("There is no “{name}” under “views:”."), name=name)
        return PlannedDisplay(kind="", view=name, to=str(entry["to"]), line=_line(entry), chapter=_chapter(entry, file))
    own = ("kind", "to", "chapter")
    options = tuple((str(k).replace("-", "_"), _plain(v)) for k, v in entry.items() if k not in own)
    return PlannedDisplay(
        kind=str(entry["kind"]),
        to=str(entry["to"]),
        options=options,
        line=_line(entry),
        chapter=_chapter(entry, file),
    )


def _chapter(entry: Any, file: Path) -> str:
    """The chapter whose number tables and figures carry; "" where none is given."""
    value = entry.get("chapter")
    if value is None:
        return ""
    try:
        found = numbering(str(value), None)
    except InputError:
        text = _("“{chapter}” is no number of a chapter. Write 4, IV, or A for an appendix.")
        raise _fault(file, _line(entry, "chapter"), text, chapter=value) from None
    return found.chapter if found is not None else ""


def _one_chapter_a_file(displays: tuple[PlannedDisplay, ...], file: Path) -> None:
    chapters: dict[str, str] = {}
    for one in displays:
        if one.chapter and chapters.setdefault(one.to, one.chapter) != one.chapter:
            text = _("“{to}” cannot be in chapter {one} and in chapter {other}.")
            raise _fault(file, one.line, text, to=one.to, one=chapters[one.to], other=one.chapter)


def _report(data: Any, file: Path) -> tuple[str | None, str]:
    """`report: laporan.docx`, or `report: {to: bab-3.docx, chapter: 3}`."""
    entry = data.get("report")
    if not isinstance(entry, Mapping):
        return _path(data, "report", file), ""
    _only(entry, ("to", "chapter"), file, _line(data, "report"))
    if not entry.get("to"):
        raise _fault(file, _line(data, "report"), _("“report:” needs “to:”, the file to write."))
    return str(entry["to"]), _chapter(entry, file)


def _quarantine(entry: Any, file: Path) -> PlannedQuarantine:
    _only(entry, ("source", "quote", "why"), file, _line(entry))
    lacking = [key for key in ("source", "quote", "why") if not entry.get(key)]
    if lacking:
        raise _fault(file, _line(entry), _("A quarantined passage needs “{key}:”."), key=lacking[0])
    return PlannedQuarantine(source=str(entry["source"]), quote=str(entry["quote"]), why=str(entry["why"]))


def _triangulate(data: Any, file: Path) -> tuple[str, str | None]:
    entry = data.get("triangulate")
    if entry is None:
        return "group", None
    _only(entry, ("by", "to"), file, _line(data, "triangulate"))
    return str(entry.get("by", "group")), str(entry["to"]) if entry.get("to") else None


def _tactics(data: Any, file: Path) -> tuple[tuple[str, ...], str | None]:
    """`tactics: {apply: tests, answers: jawaban.xlsx}`, or a list of names where there are no answers."""
    entry = data.get("tactics")
    if entry is None:
        return (), None
    if not isinstance(entry, Mapping):
        entry = {"apply": entry}
    _only(entry, ("apply", "answers"), file, _line(data, "tactics"))
    names = entry.get("apply") or []
    names = names if isinstance(names, list) else [names]
    if not names:
        raise _fault(
            file, _line(data, "tactics"), _("“tactics:” needs “apply:”, names of tactics, or tests, meaning, all.")
        )
    return tuple(str(name) for name in names), str(entry["answers"]) if entry.get("answers") else None


def _entries(data: Any, key: str, file: Path) -> list[Any]:
    value = data.get(key) or []
    if not isinstance(value, list):
        raise _fault(file, _line(data, key), _("“{key}:” must be a list, one “- …” a line."), key=key)
    return value


def _path(data: Any, key: str, file: Path) -> str | None:
    value = data.get(key)
    if isinstance(value, Mapping | list):
        raise _fault(file, _line(data, key), _("“{key}:” takes the name of one file."), key=key)
    return str(value) if value else None


def _yes_or_no(data: Any, key: str, default: bool, file: Path) -> bool:
    value = data.get(key)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise _fault(file, _line(data, key), _("“{key}:” takes true or false."), key=key)
    return value


def _files(data: Any, key: str) -> tuple[str, ...]:
    """One file, or a list of them."""
    value = data.get(key) or []
    return tuple(str(one) for one in (value if isinstance(value, list) else [value]))


def _only(entry: Any, keys: tuple[str, ...], file: Path, line: int) -> None:
    if not isinstance(entry, Mapping):
        raise _fault(file, line, _("Here must stand “key: value” lines; known keys: {keys}."), keys=", ".join(keys))
    for key in entry:
        if key not in keys:
            near = difflib.get_close_matches(str(key), keys, 1)
            hint = _("Did you mean “{near}”?").format(near=near[0]) if near else ", ".join(keys)
            raise _fault(file, _line(entry, key), _("Unknown key “{key}”. {hint}"), key=key, hint=hint)


def _line(entry: Any, key: Any = None) -> int:
    place = getattr(entry, "lc", None)
    if place is None:
        return 1
    if key is not None and place.data and key in place.data:
        return int(place.data[key][0]) + 1
    return int(place.line) + 1


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_plain(part) for part in value)
    return value if isinstance(value, bool | int | float) else str(value)


def _fault(file: Path, line: int, text: str, **values: object) -> InputError:
    return InputError(text.format(**values), where=_("{file}, line {line}").format(file=file, line=line))
