"""Category 1, raw data: the files and texts as collected, their hashes, who spoke."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from qda.model.wording import _, plural
from qda.report.audit_folder import Filing, safe_name
from qda.report.audit_material import AuditMaterial
from qda.store import cases, sources
from qda.store.sources import StoredSource
from qda.store.summary import informants_without_case

_COLUMNS = (
    "name",
    "kind",
    "technique",
    "synthetic",
    "date",
    "period",
    "place",
    "site",
    "language",
    "copy_of",
    "derived_from",
    "characters",
    "words",
    "imported_at",
    "file",
    "format",
    "file_sha256",
    "text_sha256",
    "text",
    "original",
)


def file_raw_data(filing: Filing, material: AuditMaterial) -> dict[bytes, str]:
    """File category 1; under the hash of each content of the store the path it was filed at."""
    filed: dict[bytes, str] = {}
    taken: set[str] = set()
    rows = []
    for source in material.sources:
        text, original = _files(filing, material, source, taken, filed) if material.with_sources else ("", "")
        rows.append(_row(source, text, original))
    filing.table("sources.csv", _COLUMNS, rows, _("every source with its SHA-256"))
    filing.table("speakers.csv", ("source", "label", "role", "informant"), _speakers(material), _("who speaks where"))
    _people(filing, material)
    filing.dated(source.date for source in material.sources)
    _gaps(filing, material)
    return filed


def _files(
    filing: Filing, material: AuditMaterial, source: StoredSource, taken: set[str], filed: dict[bytes, str]
) -> tuple[str, str]:
    """The text and the original of a source; the paths within the category, "" where there is none."""
    name = safe_name(source.name, ".txt", taken)
    data = sources.text(material.study, source).encode("utf-8", "surrogatepass")
    text = filing.put(f"texts/{name}", data, _("text of {source} as read").format(source=source.name))
    filed[hashlib.sha256(data).digest()] = text.path
    bytes_ = sources.original(material.study, source)
    if bytes_ is None:
        return f"texts/{name}", ""
    original = filing.put(
        f"originals/{name.removesuffix('.txt')}{_ending(source, bytes_)}",
        bytes_,
        _("file of {source} as it came").format(source=source.name),
    )
    filed[hashlib.sha256(b"bytes\0" + bytes_).digest()] = original.path
    return f"texts/{name}", original.path.partition("/")[2]


def _ending(source: StoredSource, original: bytes) -> str:
    """That of the file, unless the original is only a part of it: what another program keeps in its project."""
    if hashlib.sha256(original).digest() != source.file_sha:
        return ".original"
    ending = PurePath(source.file).suffix
    return ending if ending.isascii() else ".original"


def _row(source: StoredSource, text: str, original: str) -> tuple[object, ...]:
    return (
        source.name,
        source.kind.value,
        source.technique.value,
        source.synthetic,
        source.date,
        source.period,
        source.place,
        source.site,
        source.language,
        source.copy_of,
        "; ".join(source.derived_from),
        source.characters,
        source.words,
        source.at,
        source.file,
        source.format,
        source.file_sha.hex() if source.file_sha else None,
        source.text_sha.hex(),
        text,
        original,
    )


def _speakers(material: AuditMaterial) -> list[tuple[object, ...]]:
    names = {source.id: source.name for source in material.sources}
    people = {case.id: case.name for case in cases.listed(material.study)}
    return [
        (names[speaker.source], speaker.label, speaker.role.value, people.get(speaker.case) if speaker.case else None)
        for speaker in sources.speakers(material.study)
    ]


def _people(filing: Filing, material: AuditMaterial) -> None:
    everyone = cases.listed(material.study)
    if not everyone:
        filing.gaps.append(_("No table of informants was imported."))
        return
    names = list(dict.fromkeys(name for case in everyone for name, _value in case.attributes))
    rows = [
        (
            case.name,
            "; ".join(case.aliases),
            case.same_as,
            "; ".join(case.depends_on),
            *(case.attribute(name) for name in names),
        )
        for case in everyone
    ]
    filing.table("cases.csv", ("name", "aliases", "same_as", "depends_on", *names), rows, _("informants and cases"))


def _gaps(filing: Filing, material: AuditMaterial) -> None:
    if not material.sources:
        filing.gaps.append(_("No source was imported."))
    if not material.with_sources and material.sources:
        filing.gaps.append(_("Texts and files of the sources were left out on request; their hashes are here."))
    undated = sum(source.date is None for source in material.sources)
    if undated:
        filing.gaps.append(
            plural("{n} source has no date of collection.", "{n} sources have no date of collection.", undated).format(
                n=undated
            )
        )
    parts = sum(sources.original(material.study, source) is None for source in material.sources)
    if parts:
        filing.gaps.append(
            plural(
                "Of {n} source only the text is kept, for it came out of a larger file.",
                "Of {n} sources only the text is kept, for they came out of larger files.",
                parts,
            ).format(n=parts)
        )
    unknown = informants_without_case(material.study)
    if unknown:
        filing.gaps.append(
            plural(
                "{n} speaker is joined to no informant: {names}.",
                "{n} speakers are joined to no informant: {names}.",
                len(unknown),
            ).format(n=len(unknown), names=_some(unknown))
        )
    filing.gaps.append(_("Recordings and photographs are not kept in a study: say where they are."))


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
