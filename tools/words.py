"""The catalogues of the program's sentences: extract, update, compile, check.

    python tools/words.py            update qda/locale/*/LC_MESSAGES/qda.po and compile them
    python tools/words.py --check    fail if a sentence is missing, untranslated, or a compiled file is stale
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "N_": None, "plural": (1, 2), "in_language": (1,)}
LANGUAGES = ("id", "en")


def extracted() -> Catalog:
    """Every sentence of the package, and every command's help."""
    catalogue = Catalog(project="qda", charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT / "qda", method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, _comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(message, context=context)
    for text in command_helps():
        catalogue.add(text)
    return catalogue


def command_helps() -> list[str]:
    """The docstrings that the command line shows as help."""
    import ast

    texts = []
    for file in sorted((ROOT / "qda" / "cli").glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        shown = {call.args[2].id for call in ast.walk(tree) if isinstance(call, ast.Call) and _is_add(call)}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name in shown:
                texts.append(ast.get_docstring(node, clean=False) or "")
    return [text for text in texts if text]


def _is_add(call: object) -> bool:
    import ast

    return (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "add"
            and len(call.args) > 2 and isinstance(call.args[2], ast.Name))


def path_of(language: str) -> Path:
    """The catalogue's file."""
    return ROOT / "qda" / "locale" / language / "LC_MESSAGES" / "qda.po"


def load(language: str) -> Catalog:
    """The catalogue as it stands, empty where there is none."""
    file = path_of(language)
    if not file.exists():
        return Catalog(locale=language, project="qda", charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue with exactly the sentences of the program; English ones translate to themselves."""
    old = load(language)
    new = Catalog(locale=language, project="qda", charset="utf-8", fuzzy=False)
    new.revision_date = new.creation_date = None
    for message in sorted((m for m in template if m.id), key=lambda m: str(m.id)):
        before = old.get(message.id, message.context)
        text = before.string if before is not None else ""
        if language == "en" and isinstance(message.id, str):
            text = ""  # gettext gives the sentence itself
        new.add(message.id, text, context=message.context)
    return new


def compiled(catalogue: Catalog) -> bytes:
    """The machine's form."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The translator's form, without dates and line numbers, so that it changes only where words do."""
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, sort_output=True, width=110, no_location=True)
    head = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=%d; plural=%s;\\n"\n\n'
    form = (1, b"0") if catalogue.locale_identifier == "id" else (2, b"(n != 1)")
    return head % form + stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Sentences without an Indonesian form."""
    return [str(m.id) for m in catalogue if m.id and not (m.string if isinstance(m.string, str) else all(m.string))]


def main(arguments: list[str]) -> int:
    """Run."""
    check = "--check" in arguments
    template, faults = extracted(), []
    for language in LANGUAGES:
        catalogue, file = updated(language, template), path_of(language)
        if language == "id":
            faults += [f"not translated: {text!r}" for text in untranslated(catalogue)]
        outputs = {file: written(catalogue), file.with_suffix(".mo"): compiled(catalogue)}
        for target, data in outputs.items():
            if not check:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            elif not target.exists() or target.read_bytes() != data:
                faults.append(f"stale: {target.relative_to(ROOT)}; run: python tools/words.py")
    print("\n".join(faults) or "the catalogues are whole")
    return 1 if faults and check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
