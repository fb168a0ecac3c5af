"""The pages that are made from the program: every command, display, format and frame as the program knows it.

python tools/make_docs.py            write docs/cli.md, displays.md, grammar.md, formats.md, frames.md and others
python tools/make_docs.py --check    fail if one of them is stale
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import os
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
MADE = "<!-- Made by tools/make_docs.py; do not edit. -->"
KINDS = {
    "importers": ("Files that `qda import` reads", "as a source"),
    "formats": ("Other programs' projects", "with codes and codings"),
    "autocoders": ("Rules of a codebook", "under `match`"),
    "writers": ("Files that displays are written to", "with `--to`"),
}

GRAMMAR_OPTIONS = {
    "`--rows`, `--cols`": (
        "what the two sides are: `case`, `role`, `group`, `site`, `technique`, `source`, `period`, `slot`, `stance`, "
        "`code`, or any attribute of the cases table. Where a display defines its columns itself, `--cols` chooses "
        "among them and puts them in order; where its rows are codes that can be split, `--rows` says over what"
    ),
    "`--cell`": (
        "what a cell shows: `informants` (people, of how many asked), `share`, `passages`, `presence`, `quotes`, "
        "`codes`, `stance`, `magnitude`; some matrices have cells of their own"
    ),
    "`--order`": (
        "places first to last, each by its name, rows and columns alike: a name goes to the side that has it. A code "
        "stands for all under it. Those left out follow as the study has them"
    ),
    "`--where`": (
        "which codings count, in the [language of conditions](3-display.md#conditions): `--where 'role=pengrajin and "
        "site=Batankrajan'`. A property or value that nothing in the study has is refused, and those there are are "
        "named"
    ),
    "`--code`, `--depth`": "which codes, each with all that lies under it, and how far they are split up",
    "`--quotes`": "how many quotations a cell shows; they are chosen by the same rule every time",
}
GRAMMAR_WORDS = """\
> **Ringkasan.** Setiap matriks disusun dengan tata bahasa yang sama: baris × kolom × sel, dalam suatu urutan, dari apa
> yang diloloskan penyaring. Nama pilihannya sama di semua matriks. Pilihan yang tidak bermakna pada suatu matriks
> ditolak dengan alasannya; alasan itu tercantum di tabel terakhir.

A matrix is rows × columns × what stands where they meet, in an order, of what a filter lets through. These are options
of every matrix, under the same names on the command line (`--rows role`) and in a plan (`rows: role`):

{options}

An option that would change nothing is refused, not ignored: `--quotes 5` where cells show no quotations, `--order` of
columns that are not there, `--levels` without the attribute whose values they are. So is one that the matrix does not
have, with the reason. Thresholds of decision rules are options too (`--strong`, `--least`, `--unequal`, …), and the
rule below the matrix names the value that was used; those of the convergence matrix are the thresholds of
[triangulation](4-verify.md).

A blank never means zero. Only in the time-ordered matrix does an empty cell mean “no change”, and it says so.
"""


def pages() -> dict[Path, str]:
    """Every page that is made, with its text."""
    return {
        DOCS / "cli.md": cli_page(),
        DOCS / "displays.md": displays_page(),
        DOCS / "grammar.md": grammar_page(),
        DOCS / "tactic-options.md": tactics_page(),
        DOCS / "formats.md": formats_page(),
        DOCS / "frames.md": frames_page(),
    }


def commands() -> list[tuple[str, str]]:
    """Every command as typed, groups before what is in them, and its panel; in the order of the help."""
    import typer

    from qda.cli.app import app
    from qda.cli.command import PANELS
    from qda.model.wording import LANGUAGES, in_language

    found: list[tuple[str, str]] = []
    root = typer.main.get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        panel = command.rich_help_panel
        found.append((name, panel))
        found += [(f"{name} {inner}", panel) for inner in getattr(command, "commands", {})]
    place = {
        in_language(panel, spoken): n for n, panel in enumerate(PANELS) for spoken in LANGUAGES
    }  # as first imported
    return sorted(found, key=lambda item: place[item[1]])


def help_of(command: str) -> str:
    """What `qda COMMAND --help` prints."""
    from qda.cli.main import main

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        main([*command.split(), "--help"])
    return "\n".join(line.rstrip() for line in printed.getvalue().splitlines()).strip("\n")


def cli_page() -> str:
    """Every command's help."""
    lines = [
        "# Commands",
        "",
        MADE,
        "",
        "What `--help` prints. The four stages have pages of their own: [collect](1-collect.md),",
        "[condense](2-condense.md), [display](3-display.md), [verify](4-verify.md). Exit status: 0 done; 1 a check",
        "failed; 2 the call or the input is wrong; 3 a human's answer is missing; 4 the study cannot be opened.",
        "",
        *_block(help_of("")),
    ]
    panel = ""
    for command, its_panel in commands():
        if its_panel != panel:
            panel = its_panel
            lines += [f"## {panel}", ""]
        lines += [f"### qda {command}", "", *_block(help_of(command))]
    return _text(lines)


def displays_page() -> str:
    """Every display with its options."""
    from qda import registry
    from qda.display.needs import held

    lines = [
        "# Displays",
        "",
        MADE,
        "",
        "`qda display NAME --help` prints the same in your language. In a plan the options have the same names without",
        "the dashes before them: `quotes: 1`. What all displays hold to stands in [3 · Display](3-display.md). The",
        "pictures show `qda demo wonotirto`, a made-up study.",
        "",
    ]
    shown = commands_of_pictures()
    for plugin in registry.find("displays"):
        details = plugin.details
        lines += [
            f"## {plugin.name}",
            "",
            f"{plugin.summary}.",
            "",
            *_picture(plugin.name, plugin.summary, shown),
            f"- Question: {details.question}",
            f"- Needs: {', '.join(map(str, held(details.needs, None)))}",
            f"- Described in: {details.citation or '–'}",
            "",
            "| option | values | if left out | meaning |",
            "|---|---|---|---|",
            *_options(plugin.options),
            "",
        ]
    return _text(lines)


def commands_of_pictures() -> dict[str, str]:
    """What is typed for the picture of each display, after `qda display`."""
    lines = (PICTURES / "displays.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: line for line in lines if line and not line.startswith("#")}


def _picture(name: str, summary: str, shown: dict[str, str]) -> list[str]:
    """The command and the picture of a display; nothing where it has none yet."""
    if name not in shown:
        return []
    [file] = [path for path in (PICTURES / "displays").glob(f"{name}.*") if path.stem == name] or [None]
    picture = [f"![{summary}](pictures/displays/{file.name})", ""] if file else []
    return ["```sh", f"qda display {shown[name]}", "```", "", *picture]


def grammar_page() -> str:
    """Which options of the grammar each matrix takes, and why it lacks the others."""
    from qda import registry
    from qda.display.grammar import GRAMMAR, grammar_of, own_options

    matrices = [plugin for plugin in registry.find("displays") if plugin.details.gives == "sheet"]
    heads = [f"`--{name}`" for name in GRAMMAR]
    options = ["| option | says |", "|---|---|", *(f"| {name} | {says} |" for name, says in GRAMMAR_OPTIONS.items())]
    lines = [
        "# The grammar of every matrix",
        "",
        MADE,
        "",
        *GRAMMAR_WORDS.format(options="\n".join(options)).splitlines(),
        "",
        "## Which matrix takes what",
        "",
        "A word is what stands there if the option is left out; ✓ is an option without a default; – is explained below",
        "the table. Options under another name answer to both.",
        "",
        f"| matrix | {' | '.join(heads)} | besides |",
        f"|---|{'---|' * (len(heads) + 1)}",
    ]
    reasons = []
    for plugin in matrices:
        cells = []
        for part in grammar_of(plugin):
            default = f"`{part.default}`" if part.default else "✓"
            other = f" (`--{part.field}`)" if part.field not in (None, part.name) else ""
            cells.append(f"{default}{other}" if part.field is not None else "–")
            if part.why:
                reasons.append(f"| `{plugin.name}` | `--{part.name}` | {part.why.rstrip('.')} |")
        own = " ".join(f"`{name}`" for name in own_options(plugin))
        lines.append(f"| `{plugin.name}` | {' | '.join(cells)} | {own} |")
    lines += ["", "## What is not on which matrix, and why", "", "| matrix | option | why not |", "|---|---|---|"]
    return _text([*lines, *reasons, ""])


def tactics_page() -> str:
    """Every tactic with what it wants, what it asks and its options."""
    from qda import registry
    from qda.verify.tactic_choice import listed

    lines = [
        "# Tactics and their options",
        "",
        MADE,
        "",
        "`qda tactic NAME --help` prints the same in your language. What each computes stands in",
        "[tactics that test](tactics.md) and [tactics that generate meaning](tactics-meaning.md).",
        "",
    ]
    for plugin in listed():
        details = plugin.details
        lines += [
            f"## {details.number} {plugin.name}",
            "",
            f"{plugin.summary}.",
            "",
            f"- Run on: the {details.about.value}",
            f"- Wanted: {details.predicate or '–'}",
            f"- Asks: {details.question or '–'}",
            f"- Described in: {details.citation}",
            "",
            "| option | values | if left out | meaning |",
            "|---|---|---|---|",
            *_options(plugin.options),
            "",
        ]
    lines += ["## Lints", "", "What `qda lint` looks for, see [lint](lint.md).", "", "| lint | what |", "|---|---|"]
    lines += [f"| `{plugin.name}` | {plugin.summary.rstrip('.')} |" for plugin in registry.find("lints")]
    return _text([*lines, ""])


def _options(options: type[typing.Any] | None) -> Iterator[str]:
    from qda.display.settings import flag, value_kind

    if options is None:
        return
    hints = typing.get_type_hints(options)
    for field in dataclasses.fields(options):
        kind, several = value_kind(hints[field.name])
        choices = field.metadata.get("choices")
        values = ", ".join(f"`{choice}`" for choice in choices) if choices else _VALUES[kind]
        left_out = "" if field.default in ("", (), None) else f"`{_plain(field.default)}`"
        several_too = ", several" if several else ""
        meaning = str(field.metadata.get("help", "")).replace("|", "\\|")
        yield f"| `{flag(field.name)}` | {values}{several_too} | {left_out} | {meaning} |"


_VALUES = {str: "text", int: "number", float: "number", bool: "yes or no (`--no-…`)"}


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def formats_page() -> str:
    """Everything that can be read and written."""
    from qda import registry

    lines = ["# What can be read and written", "", MADE, ""]
    for group, (title, where) in KINDS.items():
        lines += [
            f"## {title}",
            "",
            f"Plug-ins of the kind `{group}`, {where}.",
            "",
            "| name | what | endings |",
            "|---|---|---|",
        ]
        for plugin in registry.find(group):
            endings = " ".join(f"`{ending}`" for ending in getattr(plugin.details, "extensions", ()))
            lines.append(f"| `{plugin.name}` | {plugin.summary.rstrip('.')} | {endings} |")
        lines.append("")
    return _text(lines)


def frames_page() -> str:
    """Every named frame with its columns."""
    from qda.model.frames import ALL_FRAMES

    lines = [
        "# Frames",
        "",
        MADE,
        "",
        "What displays are given: pandas frames, each checked once against this promise when it leaves the store",
        "(`qda.model.frames`). Missing is `None`, never 0 or an empty text, and only where it says so.",
        "",
    ]
    for frame in ALL_FRAMES:
        key = ", ".join(f"`{name}`" for name in frame.key)
        lines += [f"## {frame.name}", "", f"One row per {frame.one_row_per}; its key is {key}."]
        lines += ["Further columns may follow: the attributes of the cases."] if frame.open else []
        lines += ["", "| column | kind | may be missing | meaning |", "|---|---|---|---|"]
        lines += [f"| `{c.name}` | {c.kind} | {'yes' if c.missing else ''} | {c.meaning} |" for c in frame.columns]
        lines.append("")
    return _text(lines)


def _block(text: str) -> list[str]:
    return ["```text", *text.splitlines(), "```", ""]


def _text(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Run."""
    os.environ |= {"QDA_LANG": "en", "COLUMNS": "100"}
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        print("\n".join(f"stale: {path.relative_to(ROOT)}; run: make docs" for path in stale) or "the pages are fresh")
        return 1 if stale else 0
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    print("\n".join(f"written: {path.relative_to(ROOT)}" for path in stale) or "the pages were fresh")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
