"""What the tests of this stage share: a way to make office files, and one to print what was read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from qda.collect.importer import Draft

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def zipped(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def make_zip() -> Callable[[Mapping[str, str]], bytes]:
    return zipped


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """A Word file of a body written in WordprocessingML, other parts as wanted."""

    def make(body: str, **parts: str) -> bytes:
        head = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>'
        named = {f"word/{name}.xml": xml.replace("XMLNS", f'xmlns:w="{W}"') for name, xml in parts.items()}
        return zipped({"word/document.xml": f"{head}{body}</w:body></w:document>", **named})

    return make


@pytest.fixture(scope="session")
def make_odt() -> Callable[[str], bytes]:
    """An OpenDocument text of a body written in its XML."""

    def make(body: str) -> bytes:
        spaces = " ".join(
            f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "text", "table")
        )
        xml = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
        return zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f"{xml}</office:document-content>",
            }
        )

    return make


def dumped(drafts: list[Draft]) -> str:
    """All that was read, as text that people can check."""
    lines: list[str] = []
    for draft in drafts:
        kind = draft.kind.value if draft.kind else "-"
        lines.append(
            f"=== {draft.name} | {kind} | {draft.date} | synthetic {draft.synthetic} | {draft.language or '-'}"
        )
        lines += [f"meta  {label} = {value}" for label, value in draft.metadata]
        lines += [f"asks  {key} = {text}" for key, text in draft.question_texts]
        lines += [f"fault {problem}" for problem in draft.problems]
        for turn in draft.turns or ():
            times = "" if turn.start_time is None and turn.end_time is None else f" {turn.start_time}-{turn.end_time}"
            asked = f" <{turn.question}>" if turn.question else ""
            lines.append(
                f"turn  {turn.label} [{turn.start}:{turn.end}]{times}{asked} {draft.text[turn.start : turn.end]!r}"
            )
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def dump() -> Callable[[list[Draft]], str]:
    return dumped
