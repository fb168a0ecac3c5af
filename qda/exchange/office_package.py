"""Office files that are the same whenever they are made: no clock in the package, no order left to chance."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def study_time(date: str) -> datetime:
    """An output's date (UTC, ISO-8601) as office libraries want it: without a zone."""
    return datetime.fromisoformat(date).astimezone(UTC).replace(tzinfo=None)


def repacked(data: bytes, created: datetime) -> bytes:
    """The package with `created` as the time of its making and of its last change.

    Args:
        data: A .docx or .xlsx.
        created: UTC, without a zone.
    """
    stamp = created.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "docProps/core.xml":
                raw = _DATES.sub(rb"\g<1>" + stamp + rb"\g<3>", raw)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, raw)
    return out.getvalue()
