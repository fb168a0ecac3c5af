# Every target sets up what it needs; `make test` is what CI runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: test quick demo lint types imports words docs examples bench cross-check lock clean

# Everything CI holds: lint, types, imports, catalogue, the whole test suite
test: lint types imports words
	$(BIN)/python -m pytest -n 2 -q

# The tests that take no time, for the editor loop
quick: $(READY)
	$(BIN)/python -m pytest -q -m "not slow" -x

# Copy the example study to build/demo, run it whole, say what it found
demo: $(READY)
	@mkdir -p build
	@$(BIN)/qda demo batankrajan --to build/demo

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

# The catalogues hold every sentence of the program, and the compiled ones are fresh
words: $(READY)
	$(BIN)/python tools/words.py --check

# Rewrite the pages that are made from the program
docs: $(READY)
	$(BIN)/python tools/make_docs.py

bench: $(READY)
	$(BIN)/python benchmarks/run.py

# Compute agreement with other programs, each in an environment of its own, for the tests to compare with; minutes
cross-check: $(READY)
	$(BIN)/python tools/cross_check.py

# Pin the ranges of pyproject.toml anew
lock: $(READY)
	$(BIN)/python -m pip install -q uv
	for extra in "" "--extra dev"; do \
	  $(BIN)/uv pip compile -q --upgrade pyproject.toml $$extra --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 --universal -o requirements$${extra:+-dev}.txt; done

clean:
	rm -rf $(VENV) build

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "qda needs Python 3.11 or newer"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv module lacks; on Debian: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
