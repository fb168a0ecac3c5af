"""`python -m qda.cli`, the same as `qda`."""

from qda.cli.main import run

run()
