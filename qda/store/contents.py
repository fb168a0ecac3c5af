"""Texts and original bytes, kept once under their hash and never taken away: what undo brings back needs them."""

from __future__ import annotations

import hashlib
import zlib

from qda.store.study import Study

_PLAIN, _PACKED, TEXT = 0, 1, 2


def keep_text(study: Study, text: str) -> bytes:
    """Store a text; its hash."""
    data = text.encode("utf-8", "surrogatepass")
    return _keep(study, hashlib.sha256(data).digest(), TEXT, text if _storable(text) else data)


def keep_bytes(study: Study, data: bytes) -> bytes:
    """Store bytes, packed where that saves a quarter; their hash."""
    packed = data if data.startswith(b"PK") else zlib.compress(data, 1)  # office files are packed already
    small = len(packed) < len(data) * 3 // 4
    sha = hashlib.sha256(b"bytes\0" + data).digest()
    return _keep(study, sha, _PACKED if small else _PLAIN, packed if small else data)


def text(study: Study, sha: bytes) -> str:
    """The text of that hash."""
    data = study.one("SELECT data FROM content WHERE sha = ?", sha)
    return data if isinstance(data, str) else bytes(data).decode("utf-8", "surrogatepass")


def original(study: Study, sha: bytes) -> bytes:
    """The bytes of that hash."""
    ((packed, data),) = study.rows("SELECT packed, data FROM content WHERE sha = ?", sha)
    return unpacked(packed, bytes(data))


def unpacked(packed: int, data: bytes) -> bytes:
    """What the column `data` holds where it is no text."""
    return zlib.decompress(data) if packed == _PACKED else data


def _keep(study: Study, sha: bytes, packed: int, data: str | bytes) -> bytes:
    study.write("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", sha, packed, data)
    return sha


def _storable(value: str) -> bool:
    """SQLite text ends at a NUL for many of its functions, and knows no lone surrogates."""
    if "\0" in value:
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
