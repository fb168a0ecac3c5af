"""`findings.yaml`: what the study claims, as tests that re-run (design §6, method §3.4). Pure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qda.model.errors import InputError, wrong_date
from qda.model.prediction import EXPECTATION, IMPORTED, SINCE, predicts_same
from qda.model.problem import Problem
from qda.model.records import Finding
from qda.model.wording import _
from qda.verify.finding import FindingSpec
from qda.verify.finding_entry import EntryReader


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """One finding with the words it was written in.

    Attributes:
        body: The whole entry as canonical JSON.
        place: Where it begins ("line 12").
    """

    spec: FindingSpec
    body: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsFile:
    """A file of findings, read; those with a fatal problem are left out.

    Attributes:
        faulty: Ids of those left out, where they have one.
    """

    entries: tuple[FindingEntry, ...]
    faulty: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_findings(text: str, file: str = "findings.yaml") -> FindingsFile:
    """Read the findings of a file.

    Args:
        text: YAML: a list of findings, or a mapping whose key `findings` holds one.
        file: Its name, for the problems.

    Raises:
        InputError: the text is no YAML, or holds no list.
    """
    data = _load(text, file)
    if isinstance(data, Mapping) and "findings" in data:
        data = data["findings"]
    if data is None:
        raise InputError(
            _("The file is empty."), where=file, mend=_("Write “- id: …”, “statement: …” and “evidence: …” in it.")
        )
    if not isinstance(data, list):
        raise InputError(_("A file of findings is a list of entries that begin with “- id: …”."), where=file)
    entries: list[FindingEntry] = []
    problems: list[Problem] = []
    faulty: list[str] = []
    seen: dict[str, str] = {}
    for at, raw in enumerate(data):
        reader = EntryReader(file=file, place=_line)
        spec = reader.read(raw)
        problems += reader.problems
        if spec is None:
            faulty += [str(raw["id"])] if isinstance(raw, Mapping) and raw.get("id") else []
            continue
        place = _line(data, at)
        if spec.key in seen:
            what = _("The finding “{key}” stands twice; the first is on {place}.").format(
                key=spec.key, place=seen[spec.key]
            )
            problems.append(
                Problem(file=file, place=place, what=what, mend=_("Give one of them another id."), fatal=True)
            )
            continue
        seen[spec.key] = place
        entries.append(FindingEntry(spec=spec, body=canonical(raw), place=place))
    return FindingsFile(entries=tuple(entries), faulty=tuple(faulty), problems=tuple(problems))


def read_stored(finding: Finding) -> FindingSpec:
    """The finding as it is kept in the study.

    Raises:
        InputError: the stored entry cannot be read by this program.
    """
    reader = EntryReader(file=finding.key)
    spec = reader.read(json.loads(finding.body))
    if spec is None:
        raise InputError(
            str(reader.problems[0]), where=finding.key, mend=_("Import it again: qda finding import findings.yaml")
        )
    return spec


def stamped(body: str, *, at: str, by: str, before: str = "") -> str:
    """A body that says when the entry came into the study and who brought it.

    A hold-out that the entry had `before` keeps the day on which it was declared: other words of it may change. So
    does what an expectation predicts: a decision or an answer written into it later does not make it younger.
    """
    entry = json.loads(body)
    stamp = {"at": at, "by": by}
    old = json.loads(before) if before else {}
    if entry.get("kind") == EXPECTATION:
        was = old.get(IMPORTED, {})
        stamp[SINCE] = str(was.get(SINCE) or was.get("at") or at) if before and predicts_same(entry, old) else at
    if entry.get("hold_out"):
        same = old.get("hold_out") == entry["hold_out"]
        stamp["hold_out_at"] = str(old.get(IMPORTED, {}).get("hold_out_at", at)) if same else at
    return canonical({**entry, IMPORTED: stamp})


def unstamped(body: str) -> str:
    """The body as its writer wrote it."""
    return canonical({key: value for key, value in json.loads(body).items() if key != IMPORTED})


def canonical(raw: object) -> str:
    """An entry as JSON with sorted keys: the same entry gives the same text."""
    return json.dumps(_plain(raw), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    for kind in (int, float):
        if isinstance(value, kind):
            return kind(value)
    return str(value)


def _load(text: str, file: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = _("{file}, line {n}").format(file=file, n=mark.line + 1) if mark else file
        raise InputError(
            _("This is not valid YAML: {fault}.").format(fault=fault.problem or fault.context),
            where=where,
            mend=_("Look at indentation, quotation marks and colons there."),
        ) from None
    except YAMLError as fault:
        raise InputError(
            _("This is not valid YAML: {fault}.").format(fault=str(fault).splitlines()[0]), where=file
        ) from None
    except ValueError:
        raise wrong_date(text, file) from None


def _line(container: object, key: object) -> str:
    """The line of a key or item, else of its container; "" where nothing is known."""
    places = getattr(container, "lc", None)
    if places is None:
        return ""
    at = (places.data or {}).get(key)
    line = at[0] if at else places.line
    return "" if line is None else _("line {n}").format(n=line + 1)
