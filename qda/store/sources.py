"""Sources, their turns and speakers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qda.model.errors import NotFoundError
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import Kind, Source, Speaker, SpeakerRole, Technique, Turn
from qda.model.wording import _
from qda.store import contents
from qda.store.study import Study

_FIELDS = (
    "id, name, kind, technique, text_sha, original_sha, file_sha, file, format, language, date, period, place, site, "
    "copy_of, derived_from, synthetic, metadata, problems, characters, words, at"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source to be stored, with all that was found in it.

    Attributes:
        file_sha: SHA-256 of the file it came from (several sources may come from one file).
        words: Number of words in the text.
    """

    source: Source
    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    words: int
    problems: tuple[Problem, ...] = ()
    file_sha: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSource:
    """A source as listed, without its text."""

    id: Id
    name: str
    kind: Kind
    technique: Technique
    text_sha: bytes
    file_sha: bytes | None
    file: str
    format: str
    language: str
    date: str | None
    period: str | None
    place: str | None
    site: str | None
    copy_of: str | None
    derived_from: tuple[str, ...]
    synthetic: bool
    metadata: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    characters: int
    words: int
    at: str


def add(study: Study, new: NewSource) -> Id:
    """Store one source with its speakers and turns."""
    add_many(study, [new])
    return new.source.id


def add_many(study: Study, news: Iterable[NewSource]) -> int:
    """Store sources with their speakers and turns; how many. Cases that speakers name must be stored before."""
    count = 0
    for new in news:
        study.write(f"INSERT INTO source ({_FIELDS}) VALUES ({_marks(22)})", *_row(study, new))
        _add_speech(study, new.speakers, new.turns)
        count += 1
    return count


def replace(study: Study, new: NewSource) -> None:
    """Put a changed text in the place of the source with that id: text, turns and speakers are the new ones.

    Codings are not touched; re-anchor them in the same command.
    """
    sets = ", ".join(f"{name} = ?" for name in _FIELDS.split(", ")[1:])
    study.write(f"UPDATE source SET {sets} WHERE id = ?", *_row(study, new)[1:], new.source.id)
    replace_speech(study, new.source.id, new.speakers, new.turns)


def replace_speech(study: Study, source: Id, speakers: Sequence[Speaker], turns: Sequence[Turn]) -> None:
    """Put other speakers and turns in the place of a source's; none where nobody speaks in it."""
    study.write("DELETE FROM turn WHERE source = ?", source)
    study.write("DELETE FROM speaker WHERE source = ?", source)
    _add_speech(study, speakers, turns)


def note(study: Study, source: Id, problems: Sequence[Problem]) -> None:
    """Put other notes in the place of those that a source has."""
    study.write("UPDATE source SET problems = ? WHERE id = ?", _notes(problems), source)


def describe(study: Study, source: Id, **values: str | None) -> None:
    """Change what is known of a source: kind, technique, date, period, place, site, copy_of, name, language.

    Raises:
        ValueError: another field is named.
    """
    allowed = {"kind", "technique", "date", "period", "place", "site", "copy_of", "name", "language"}
    if values.keys() - allowed:
        raise ValueError(f"not a describable field: {values.keys() - allowed}")
    for name, value in values.items():
        study.write(f"UPDATE source SET {name} = ? WHERE id = ? AND {name} IS NOT ?", value, source, value)


def mark_synthetic(study: Study, source: Id, synthetic: bool) -> None:
    """Say whether a source was made up."""
    study.write(
        "UPDATE source SET synthetic = ? WHERE id = ? AND synthetic <> ?", int(synthetic), source, int(synthetic)
    )


def remove(study: Study, source: Id) -> int:
    """Take a source out with its turns, speakers, codings and memos; how many codings went. Undo brings all back."""
    codings = int(study.one("SELECT count(*) FROM coding WHERE source = ?", source))
    study.write("DELETE FROM memo WHERE about IN (SELECT id FROM coding WHERE source = ?) OR about = ?", source, source)
    for table in ("coding", "turn", "speaker", "quarantine"):
        study.write(f"DELETE FROM {table} WHERE source = ?", source)
    study.write("DELETE FROM source WHERE id = ?", source)
    return codings


def listed(study: Study) -> list[StoredSource]:
    """All sources by name, without texts."""
    return [_stored(row) for row in study.rows(f"SELECT {_FIELDS} FROM source ORDER BY name")]


def is_synthetic(study: Study) -> bool:
    """Whether any source was made up."""
    return bool(study.one("SELECT max(synthetic) FROM source"))


def find(study: Study, name: str) -> StoredSource:
    """The source of that name (or the only one that begins so).

    Raises:
        NotFoundError: there is none, or several begin so.
    """
    everything = listed(study)
    exact = [s for s in everything if s.name == name] or [s for s in everything if s.name.casefold() == name.casefold()]
    found = exact or [s for s in everything if s.name.casefold().startswith(name.casefold())]
    if len(found) == 1:
        return found[0]
    names = ", ".join(s.name for s in (found or everything)[:12])
    raise NotFoundError(
        _("There is no source “{name}”.").format(name=name),
        mend=_("Sources: {names}.").format(names=names) if names else _("Import some first."),
    )


def by_name(study: Study) -> dict[str, StoredSource]:
    """All sources under their names."""
    return {source.name: source for source in listed(study)}


def by_file(study: Study) -> dict[bytes, list[StoredSource]]:
    """All sources under the hash of the file they came from."""
    found: dict[bytes, list[StoredSource]] = {}
    for source in listed(study):
        if source.file_sha is not None:
            found.setdefault(source.file_sha, []).append(source)
    return found


def text(study: Study, source: StoredSource) -> str:
    """The text of a source."""
    return contents.text(study, source.text_sha)


def texts(study: Study) -> Iterator[tuple[StoredSource, str]]:
    """Every source with its text, one at a time."""
    for source in listed(study):
        yield source, contents.text(study, source.text_sha)


def original(study: Study, source: StoredSource) -> bytes | None:
    """The bytes of the file as imported; None where the source is a part of a larger file."""
    sha = study.one("SELECT original_sha FROM source WHERE id = ?", source.id)
    if sha is None:
        return None
    is_text = study.one("SELECT packed FROM content WHERE sha = ?", sha) == contents.TEXT
    return contents.text(study, sha).encode("utf-8") if is_text else contents.original(study, sha)


def turns(study: Study, source: Id) -> list[Turn]:
    """The turns of a source in order."""
    rows = study.rows(
        "SELECT source, start, stop, speaker, question, start_time, end_time FROM turn WHERE source = ? ORDER BY start",
        source,
    )
    return [
        Turn(source=r[0], start=r[1], end=r[2], speaker=r[3], question=r[4], start_time=r[5], end_time=r[6])
        for r in rows
    ]


def speakers(study: Study, source: Id | None = None) -> list[Speaker]:
    """The speakers of one source or of all, by source name and label."""
    where = "WHERE p.source = ?" if source else ""
    rows = study.rows(
        f"SELECT p.id, p.source, p.label, p.role, p.case_id FROM speaker p JOIN source s ON s.id = p.source "
        f"{where} ORDER BY s.name, p.label",
        *((source,) if source else ()),
    )
    return [Speaker(id=r[0], source=r[1], label=r[2], role=SpeakerRole(r[3]), case=r[4]) for r in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSpan:
    """Where a turn is and the label of who speaks; None where nobody is named."""

    start: int
    end: int
    label: str | None


def turns_around(study: Study, source: Id, position: int) -> tuple[LabelledSpan | None, LabelledSpan | None]:
    """The turn that begins at or before a place, and the one after it; None where there is none.

    For a few places in many sources; whoever asks for many places of one source reads `labelled_turns`.
    """
    sql = "SELECT t.start, t.stop, p.label FROM turn t LEFT JOIN speaker p ON p.id = t.speaker WHERE t.source = ? AND "
    before = study.rows(sql + "t.start <= ? ORDER BY t.start DESC LIMIT 1", source, position)
    after = study.rows(sql + "t.start > ? ORDER BY t.start LIMIT 1", source, position)
    first, second = (LabelledSpan(start=r[0][0], end=r[0][1], label=r[0][2]) if r else None for r in (before, after))
    return first, second


def labelled_turns(study: Study, source: Id) -> list[LabelledSpan]:
    """The turns of a source in order, each with its label."""
    rows = study.rows(
        "SELECT t.start, t.stop, p.label FROM turn t LEFT JOIN speaker p ON p.id = t.speaker WHERE t.source = ? "
        "ORDER BY t.start",
        source,
    )
    return [LabelledSpan(start=start, end=end, label=label) for start, end, label in rows]


def turn_starts(study: Study, source: Id) -> list[int]:
    """Where the turns of a source begin, in order."""
    return [row[0] for row in study.rows("SELECT start FROM turn WHERE source = ? ORDER BY start", source)]


def turn_rows(study: Study) -> list[tuple[Any, ...]]:
    """All turns as bare rows (source, start, end, label, role, name of the case), by source and place."""
    return study.rows(
        "SELECT t.source, t.start, t.stop, p.label, p.role, c.name FROM turn t LEFT JOIN speaker p ON p.id = t.speaker "
        "LEFT JOIN case_ c ON c.id = p.case_id ORDER BY t.source, t.start"
    )


def turns_by_speaker(study: Study) -> dict[str, dict[str, int]]:
    """Number of turns of each label in each source, most first."""
    found: dict[str, dict[str, int]] = {}
    for name, label, n in study.rows(
        "SELECT s.name, p.label, count(*) FROM turn t JOIN speaker p ON p.id = t.speaker JOIN source s "
        "ON s.id = t.source GROUP BY p.id ORDER BY s.name, count(*) DESC, p.label"
    ):
        found.setdefault(name, {})[label] = n
    return found


def turn_counts(study: Study) -> dict[str, int]:
    """Number of turns in each source that has any."""
    return dict(study.rows("SELECT s.name, count(*) FROM turn t JOIN source s ON s.id = t.source GROUP BY s.id"))


def assign(study: Study, speaker: Id, role: SpeakerRole, case: Id | None) -> None:
    """Say who a label is."""
    study.write(
        "UPDATE speaker SET role = ?, case_id = ? WHERE id = ? AND (role <> ? OR case_id IS NOT ?)",
        role.value,
        case,
        speaker,
        role.value,
        case,
    )


def set_question(study: Study, turn: Turn, question: str | None) -> None:
    """Say which of the guide's questions a turn asks or answers."""
    study.write(
        "UPDATE turn SET question = ? WHERE source = ? AND start = ? AND question IS NOT ?",
        question,
        turn.source,
        turn.start,
        question,
    )


def _add_speech(study: Study, speakers: Sequence[Speaker], turns: Sequence[Turn]) -> None:
    study.write_many(
        "INSERT INTO speaker (id, source, label, role, case_id) VALUES (?,?,?,?,?)",
        [(p.id, p.source, p.label, p.role.value, p.case) for p in speakers],
    )
    study.write_many(
        "INSERT INTO turn VALUES (?,?,?,?,?,?,?)",
        [(t.source, t.start, t.end, t.speaker, t.question, t.start_time, t.end_time) for t in turns],
    )


def _row(study: Study, new: NewSource) -> tuple[Any, ...]:
    source = new.source
    text_sha = contents.keep_text(study, source.text)
    return (
        source.id,
        source.name,
        source.kind.value,
        source.technique.value,
        text_sha,
        _original(study, source, text_sha),
        new.file_sha or _sha(source.original),
        source.file,
        source.format,
        source.language,
        source.date,
        source.period,
        source.place,
        source.site,
        source.copy_of,
        json.dumps(source.derived_from),
        int(source.synthetic),
        json.dumps(source.metadata, ensure_ascii=False),
        _notes(new.problems),
        len(source.text),
        new.words,
        study.now(),
    )


def _notes(problems: Sequence[Problem]) -> str:
    return json.dumps([[p.file, p.place, p.what, p.mend, p.fatal] for p in problems], ensure_ascii=False)


def _original(study: Study, source: Source, text_sha: bytes) -> bytes | None:
    """Where the bytes are kept; a plain UTF-8 file is its text, and is kept once."""
    if source.original is None:
        return None
    return text_sha if _sha(source.original) == text_sha else contents.keep_bytes(study, source.original)


def _sha(data: bytes | None) -> bytes | None:
    return None if data is None else hashlib.sha256(data).digest()


def _stored(row: tuple[Any, ...]) -> StoredSource:
    return StoredSource(
        id=row[0],
        name=row[1],
        kind=Kind(row[2]),
        technique=Technique(row[3]),
        text_sha=row[4],
        file_sha=row[6],
        file=row[7],
        format=row[8],
        language=row[9],
        date=row[10],
        period=row[11],
        place=row[12],
        site=row[13],
        copy_of=row[14],
        derived_from=tuple(json.loads(row[15])),
        synthetic=bool(row[16]),
        metadata=tuple((k, v) for k, v in json.loads(row[17])),
        problems=tuple(Problem(file=f, place=p, what=w, mend=m, fatal=x) for f, p, w, m, x in json.loads(row[18])),
        characters=row[19],
        words=row[20],
        at=row[21],
    )


def _marks(n: int) -> str:
    return ",".join("?" * n)
