"""The entry point: settle the language before the commands are imported, so that even `--help` speaks it."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from qda.model.wording import LANGUAGES, _, forget_language, language, use_language


def run() -> None:
    """Run the command line of this process; never returns. Stopped before the command begins it exits with 130."""
    # before numpy is first imported: on matrices as small as ours a second thread mostly waits, which costs a large
    # network twice its processor time and gains nothing
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        status = main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write(_("Stopped; the study is as it was before the command.") + "\n")
        status = 130
    sys.exit(status)


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        0 done; 1 a check failed; 2 the call or the input is wrong; 3 a human's answer is missing;
        4 the study cannot be opened.
    """
    forget_language()
    chosen = _language_asked(arguments)
    if chosen:
        use_language(chosen)
    _speak_in_usage_errors_too(language())
    if "--debug" in arguments:
        os.environ["QDA_DEBUG"] = "1"
    from qda.cli.app import app

    try:
        app(args=list(arguments), prog_name="qda")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    return 0


def _language_asked(arguments: Sequence[str]) -> str:
    for here, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and here + 1 < len(arguments):
            value = arguments[here + 1]
        if value in LANGUAGES:
            return value
    return ""


def _speak_in_usage_errors_too(chosen: str) -> None:
    """The command line library asks gettext's default domain for its own sentences: give it our catalogue."""
    os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain("qda", str(Path(__file__).resolve().parent.parent / "locale"))
    gettext.textdomain("qda")
