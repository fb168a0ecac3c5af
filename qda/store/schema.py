"""The tables of a study file, and its migrations: named steps, each in one transaction, after a backup.

Two sorts of table. *Journalled* ones hold the study; every change to them is in the journal as a changeset
and can be undone, which is why each has a primary key of its own. The others are append-only contents
addressed by their hash, and what can be computed again (the word index, cached sums).

Tables are WITHOUT ROWID and keyed by ascending UUIDv7: a row and its changeset are then written at the end of
one tree, and 150,000 codings cost about a second. An index on random keys would cost several.
"""

from __future__ import annotations

APPLICATION_ID = 0x71646131  # "qda1", in the file's header

JOURNALLED = (
    "setting",
    "case_",
    "alias",
    "attribute",
    "dependency",
    "source",
    "speaker",
    "turn",
    "quarantine",
    "question",
    "question_code",
    "code",
    "rule",
    "code_version",
    "coding",
    "link",
    "memo",
    "finding",
    "tactic_run",
    "tactic_answer",
    "written_text",
    "saved_view",
)

_FIRST = """
CREATE TABLE content (sha BLOB PRIMARY KEY, packed INTEGER NOT NULL, data NOT NULL) WITHOUT ROWID;
CREATE TABLE segment (id INTEGER PRIMARY KEY, rules TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE segment_part (segment INTEGER NOT NULL REFERENCES segment(id), name TEXT NOT NULL, data BLOB NOT NULL,
    UNIQUE (segment, name));
CREATE TABLE indexed (text_sha BLOB PRIMARY KEY, segment INTEGER NOT NULL REFERENCES segment(id),
    document INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE cache (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE journal (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, command TEXT NOT NULL,
    what TEXT NOT NULL, kind TEXT NOT NULL, target INTEGER, undone INTEGER NOT NULL DEFAULT 0,
    changes INTEGER NOT NULL DEFAULT 0, hash BLOB, changeset BLOB);

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE case_ (id BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE, same_as TEXT, unspecified INTEGER NOT NULL,
    position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE alias (case_id BLOB NOT NULL REFERENCES case_(id), name TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (case_id, name)) WITHOUT ROWID;
CREATE TABLE attribute (case_id BLOB NOT NULL REFERENCES case_(id), name TEXT NOT NULL, value TEXT NOT NULL,
    position INTEGER NOT NULL, PRIMARY KEY (case_id, name)) WITHOUT ROWID;
CREATE TABLE dependency (case_id BLOB NOT NULL REFERENCES case_(id), on_name TEXT NOT NULL,
    PRIMARY KEY (case_id, on_name)) WITHOUT ROWID;
CREATE TABLE source (id BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, technique TEXT NOT NULL,
    text_sha BLOB NOT NULL REFERENCES content(sha), original_sha BLOB REFERENCES content(sha), file_sha BLOB,
    file TEXT NOT NULL, format TEXT NOT NULL, language TEXT NOT NULL, date TEXT, period TEXT, place TEXT, site TEXT,
    copy_of TEXT, derived_from TEXT NOT NULL, synthetic INTEGER NOT NULL, metadata TEXT NOT NULL,
    problems TEXT NOT NULL, characters INTEGER NOT NULL, words INTEGER NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE speaker (id BLOB PRIMARY KEY, source BLOB NOT NULL REFERENCES source(id), label TEXT NOT NULL,
    role TEXT NOT NULL, case_id BLOB REFERENCES case_(id), UNIQUE (source, label)) WITHOUT ROWID;
CREATE TABLE turn (source BLOB NOT NULL REFERENCES source(id), start INTEGER NOT NULL, stop INTEGER NOT NULL,
    speaker BLOB REFERENCES speaker(id), question TEXT, start_time REAL, end_time REAL,
    PRIMARY KEY (source, start)) WITHOUT ROWID;
CREATE TABLE quarantine (id BLOB PRIMARY KEY, source BLOB NOT NULL REFERENCES source(id), start INTEGER NOT NULL,
    stop INTEGER NOT NULL, why TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE question (id BLOB PRIMARY KEY, key TEXT NOT NULL UNIQUE, text TEXT NOT NULL,
    position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE question_code (question BLOB NOT NULL REFERENCES question(id), path TEXT NOT NULL,
    position INTEGER NOT NULL, PRIMARY KEY (question, path)) WITHOUT ROWID;
CREATE TABLE code (id BLOB PRIMARY KEY, path TEXT NOT NULL UNIQUE, anatomy TEXT NOT NULL, position INTEGER NOT NULL,
    version INTEGER NOT NULL, status TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE rule (id BLOB PRIMARY KEY, code BLOB NOT NULL REFERENCES code(id), kind TEXT NOT NULL,
    pattern TEXT NOT NULL, place TEXT NOT NULL, position INTEGER NOT NULL, active INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE code_version (code BLOB NOT NULL REFERENCES code(id), version INTEGER NOT NULL, path TEXT NOT NULL,
    anatomy TEXT NOT NULL, rules TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (code, version)) WITHOUT ROWID;
CREATE TABLE coding (id BLOB PRIMARY KEY, source BLOB NOT NULL REFERENCES source(id), start INTEGER NOT NULL,
    stop INTEGER NOT NULL, quote TEXT NOT NULL, code BLOB NOT NULL REFERENCES code(id), coder TEXT NOT NULL,
    at TEXT NOT NULL, round TEXT NOT NULL, origin TEXT NOT NULL, rule BLOB REFERENCES rule(id), version INTEGER,
    stance TEXT, basis TEXT, prompted INTEGER, magnitude TEXT, slot TEXT, informant BLOB REFERENCES case_(id),
    memo TEXT, status TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE link (id BLOB PRIMARY KEY, from_kind TEXT NOT NULL, from_id BLOB NOT NULL, to_kind TEXT NOT NULL,
    to_id BLOB NOT NULL, type TEXT NOT NULL, sign TEXT, evidence TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE memo (id BLOB PRIMARY KEY, about_kind TEXT NOT NULL, about BLOB, type TEXT NOT NULL, text TEXT NOT NULL,
    status TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE finding (id BLOB PRIMARY KEY, key TEXT NOT NULL UNIQUE, statement TEXT NOT NULL, body TEXT NOT NULL,
    position INTEGER NOT NULL) WITHOUT ROWID;
"""

_TACTICS = """
CREATE TABLE tactic_run (id BLOB PRIMARY KEY, tactic TEXT NOT NULL, finding TEXT NOT NULL, parameters TEXT NOT NULL,
    inputs TEXT NOT NULL, status TEXT NOT NULL, value TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (tactic, finding)) WITHOUT ROWID;
CREATE TABLE tactic_answer (id BLOB PRIMARY KEY, tactic TEXT NOT NULL, finding TEXT NOT NULL, item TEXT NOT NULL,
    answer TEXT NOT NULL, why TEXT NOT NULL, inputs TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (tactic, finding, item)) WITHOUT ROWID;
"""

_LINKS = """
ALTER TABLE link ADD COLUMN memo TEXT NOT NULL DEFAULT '';
ALTER TABLE link ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE link ADD COLUMN at TEXT NOT NULL DEFAULT '';
"""

_DESK = """
CREATE TABLE written_text (view TEXT NOT NULL, row TEXT NOT NULL, column TEXT NOT NULL, text TEXT NOT NULL,
    who TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (view, row, column)) WITHOUT ROWID;
CREATE TABLE saved_view (name TEXT PRIMARY KEY, verb TEXT NOT NULL, arguments TEXT NOT NULL, seal TEXT NOT NULL,
    who TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("2026-11-first-tables", _FIRST),
    ("2026-11-tactics", _TACTICS),
    ("2026-11-links", _LINKS),
    ("2026-11-desk", _DESK),
)
