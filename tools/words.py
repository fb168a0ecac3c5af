"""The catalogues of the program's sentences: extract, update, compile, check.

python tools/words.py            update qda/locale/*/LC_MESSAGES/qda.po and compile them
python tools/words.py --check    fail if a sentence is missing, untranslated, or a compiled file is stale
"""

from __future__ import annotations

import ast
import io
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
MARKS = {"_": 1, "N_": 1, "plural": 2, "plural_later": 2, "in_language": 1}
"""How many of the first arguments of a call are sentences."""
LANGUAGES = ("id", "en")
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


def extracted() -> Catalog:
    """Every sentence of the package, and every command's help."""
    catalogue = Catalog(project="qda", charset="utf-8", fuzzy=False)
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "qda").rglob("*.py"))}
    for tree in trees.values():
        for message in marked(tree):
            catalogue.add(message)
    for text in command_helps({file.stem: tree for file, tree in trees.items() if file.parent.name == "cli"}):
        catalogue.add(text)
    return catalogue


def marked(tree: ast.Module) -> Iterator[str | tuple[str, str]]:
    """What stands in `_()`, `N_()`, `plural()`, `plural_later()` and `in_language()`, also within f-strings."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in MARKS:
            continue
        values = [each.value for each in node.args[: MARKS[name]] if isinstance(each, ast.Constant)]
        texts = [value for value in values if isinstance(value, str) and value]
        if len(texts) == MARKS[name]:
            yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def command_helps(modules: Mapping[str, ast.Module]) -> Iterator[str]:
    """The docstrings that the command line shows as help; a module may register the function of another."""
    for name, tree in modules.items():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_add(node)]
        home = {
            alias.name: str(node.module).rsplit(".", 1)[-1]
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for shown in sorted({call.args[2].id for call in calls if isinstance(call.args[2], ast.Name)}):
            for node in modules.get(home.get(shown, name), tree).body:
                if isinstance(node, ast.FunctionDef) and node.name == shown and (text := _help(node)):
                    yield text


def _help(function: ast.FunctionDef) -> str | None:
    return ast.get_docstring(function, clean=False)


def _is_add(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "add" and len(call.args) > 2


def path_of(language: str) -> Path:
    """The catalogue's file."""
    return ROOT / "qda" / "locale" / language / "LC_MESSAGES" / "qda.po"


def empty(language: str) -> Catalog:
    """A catalogue without sentences, with the plural forms of its language."""
    catalogue = Catalog(locale=language, project="qda", charset="utf-8", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def load(language: str) -> Catalog:
    """The catalogue as it stands, empty where there is none."""
    file = path_of(language)
    if not file.exists():
        return empty(language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue with exactly the sentences of the program; English ones translate to themselves."""
    old, new = load(language), empty(language)
    for message in sorted((m for m in template if m.id), key=lambda m: str(m.id)):
        before = old.get(message.id, message.context)
        forms = _forms(before) if before is not None else ("",)
        if language == "en":
            forms = ("",) if isinstance(message.id, str) else tuple(message.id)  # gettext gives a single one itself
        if isinstance(message.id, str):
            new.add(message.id, forms[0], context=message.context)
        else:
            new.add(message.id, (forms * new.num_plurals)[: new.num_plurals], context=message.context)
    return new


def _forms(message: Message) -> tuple[str, ...]:
    found = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return tuple(form or "" for form in found) or ("",)


def compiled(catalogue: Catalog) -> bytes:
    """The machine's form, GNU's .mo, of what is translated; the same bytes whoever makes it and whenever."""
    entries = {"": _head(catalogue)}
    for message in catalogue:
        forms = _forms(message)
        if message.id and all(forms):
            entries[message.id if isinstance(message.id, str) else "\0".join(message.id)] = "\0".join(forms)
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    start = 28 + 16 * len(pairs)
    tables, texts = [], b""
    for side in (0, 1):
        for pair in pairs:
            tables += [len(pair[side]), start + len(texts)]
            texts += pair[side] + b"\0"
    header = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return struct.pack(f"<{7 + len(tables)}I", *header, *tables) + texts


def _head(catalogue: Catalog) -> str:
    return f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {PLURALS[str(catalogue.locale_identifier)]}\n"


def written(catalogue: Catalog) -> bytes:
    """The translator's form, without dates and line numbers, so that it changes only where words do."""
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, sort_output=True, width=110, no_location=True)
    head = "".join(f'"{line}\\n"\n' for line in _head(catalogue).splitlines())
    return f'msgid ""\nmsgstr ""\n{head}\n'.encode() + stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Sentences without an Indonesian form."""
    return [str(m.id) for m in catalogue if m.id and not all(_forms(m))]


def outputs(language: str, template: Catalog) -> dict[Path, bytes]:
    """The files of a language as they have to be."""
    catalogue, file = updated(language, template), path_of(language)
    return {file: written(catalogue), file.with_suffix(".mo"): compiled(catalogue)}


def faults(template: Catalog) -> list[str]:
    """Sentences without an Indonesian form, and files that are not as they have to be."""
    found = [f"not translated: {text!r}" for text in untranslated(updated("id", template))]
    for language in LANGUAGES:
        for file, data in outputs(language, template).items():
            if not file.exists() or file.read_bytes() != data:
                found.append(f"stale: {file.relative_to(ROOT)}; run: python tools/words.py")
    return found


def main(arguments: list[str]) -> int:
    """Run."""
    template = extracted()
    if "--check" not in arguments:
        for language in LANGUAGES:
            for file, data in outputs(language, template).items():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
    found = faults(template)
    print("\n".join(found) or "the catalogues are whole")
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
