"""Office files that are the same whenever they are made: no clock in the package, no order left to chance."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)
MOST_PROPERTY = 255  # letters of a file's own property
STYLES = "xl/styles.xml"
_LEFT_OUT = (
    "word/stylesWithEffects.xml"  # styles of Word’s own template again, which then are not those of the document
)
_EFFECTS = re.compile(rb"<(?:Relationship|Override) [^>]*stylesWithEffects\.xml[^>]*/>")
_FONT = re.compile(rb"<font>(.*?)</font>", re.DOTALL)
_LOOK = re.compile(rb"<(\w+)[^>]*/>")
_LOOKS = b"b i strike condense extend outline shadow u vertAlign sz color name family charset scheme".split()
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def study_time(date: str) -> datetime:
    """An output's date (UTC, ISO-8601) as office libraries want it: without a zone."""
    return datetime.fromisoformat(date).astimezone(UTC).replace(tzinfo=None)


def in_excels_order(styles: bytes) -> bytes:
    """The part of looks with what each font is in the order that Excel writes and Microsoft's schema asks for."""
    return _FONT.sub(_font, styles)


def _font(found: re.Match[bytes]) -> bytes:
    looks = sorted(_LOOK.finditer(found.group(1)), key=lambda look: _LOOKS.index(look.group(1)))
    return b"<font>" + b"".join(look.group() for look in looks) + b"</font>"


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
            if name == _LEFT_OUT:
                continue
            raw = old.read(name)
            if name == "docProps/core.xml":
                raw = _DATES.sub(rb"\g<1>" + stamp + rb"\g<3>", raw)
            elif name == STYLES:
                raw = in_excels_order(raw)
            elif name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
                raw = _EFFECTS.sub(b"", raw)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, raw)
    return out.getvalue()
