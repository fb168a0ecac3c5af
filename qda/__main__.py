"""`python -m qda`, the same as `qda`."""

import sys

try:
    from qda.cli.main import run
except KeyboardInterrupt:  # nothing that could word it is there yet
    sys.exit(130)

run()
