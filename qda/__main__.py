"""`python -m qda`, the same as `qda`."""

from qda.cli.main import run

run()
