"""Every command in the README and the manual runs, and prints what the page shows. QDA_GOLDEN=write renews a page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.docs.session import ANYTHING, PROMPT, Outcome, Step, agrees, normal, play, steps

ROOT = Path(__file__).resolve().parents[2]
WRITTEN_BY_TOOL = ("cli.md", "displays.md", "frames.md")
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if page.name not in WRITTEN_BY_TOOL),
]
WITH_COMMANDS = [page for page in PAGES if any(step.command for step in steps(page.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.name)
def test_page_runs_as_it_says(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    folder = tmp_path / "work"
    folder.mkdir()
    taken = steps(text)
    typed = [step for step in taken if step.command]
    outcomes = play(taken, folder, "id" if page.name.endswith(".id.md") else "en")
    assert len(outcomes) == len(typed), "the shell ended before the page did"
    if os.environ.get("QDA_GOLDEN") == "write":
        page.write_text(renewed(text, typed, outcomes, folder), encoding="utf-8")
        return
    assert "\n\n".join(differences(typed, outcomes, folder)) == ""


def differences(typed: list[Step], outcomes: list[Outcome], folder: Path) -> list[str]:
    """What a page says wrongly, a paragraph a command."""
    found = []
    following = [*(step.command for step in typed[1:]), ""]
    for step, outcome, after in zip(typed, outcomes, following, strict=True):
        if not as_shown(step, outcome, folder):
            found.append(f"line {step.line}: {step.command}\nprints\n" + "\n".join(outcome.printed))
        if outcome.status and after != "echo $?":
            found.append(
                f"line {step.line}: {step.command}\nends with {outcome.status}:\n" + "\n".join(outcome.printed)
            )
    return found


def as_shown(step: Step, outcome: Outcome, folder: Path) -> bool:
    """Whether a command printed what the page shows, where it shows anything."""
    shown = tuple(normal(line, folder) for line in step.shown)
    printed = tuple(normal(line, folder) for line in outcome.printed)
    return not step.shown or agrees(shown, printed)


def renewed(text: str, typed: list[Step], outcomes: list[Outcome], folder: Path) -> str:
    """The page with what its commands print now; blocks that are right, and those that show nothing, stay."""
    lines = text.splitlines()
    for step, outcome in reversed(list(zip(typed, outcomes, strict=True))):
        if not as_shown(step, outcome, folder):
            printed = [line.replace(f"{folder}/", "").rstrip() for line in outcome.printed]
            lines[step.line : step.line + len(step.shown)] = printed
    return "\n".join(lines) + "\n"


def test_what_is_shown_is_compared(tmp_path: Path) -> None:
    page = "```console\n$ echo ada\nada\n$ printf 'a\\nb\\nc\\n'\na\n…\nc\n$ false\n$ echo $?\n1\n```\n"
    taken = steps(page)
    outcomes = play(taken, tmp_path, "en")
    assert [outcome.status for outcome in outcomes] == [0, 0, 1, 0]
    assert differences(taken, outcomes, tmp_path) == []
    wrong = steps(page.replace("\nada\n$", "\nada!\n$").replace("\nc\n", "\nd\n").replace("echo $?\n1", "true"))
    assert len(differences(wrong, outcomes, tmp_path)) == 3


def test_files_of_a_page_are_written_where_it_stands(tmp_path: Path) -> None:
    page = (
        "```console\n$ mkdir a && cd a\n```\n```yaml kode/b.yaml\nx: '$HOME'\n```\n```console\n$ cat kode/b.yaml\n```\n"
    )
    outcomes = play(steps(page), tmp_path, "en")
    assert outcomes[-1].printed == ("x: '$HOME'",)
    assert (tmp_path / "a" / "kode" / "b.yaml").exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    import re

    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    lost = [t for t in targets if not t.startswith(("http", "mailto")) and not (page.parent / t).exists()]
    assert lost == []


def test_marks_are_explained() -> None:
    assert agrees(("a", ANYTHING), ("a", "b", "c"))
    assert agrees((ANYTHING,), ())
    assert not agrees(("a",), ("a", "b"))
    assert PROMPT == "$ "
