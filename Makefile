# Everything a developer does, on a machine with Python 3.11 or newer, pip and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run demo test check screenshots bench clean
.DEFAULT_GOAL := check

run: $(READY)
	@$(BIN)/bondtui

demo: $(READY)
	@$(BIN)/bondtui demo

test: $(READY)
	@$(BIN)/pytest

# CHECK_TESTS= leaves the tests out, for who has just run them.
CHECK_TESTS ?= test
check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(if $(CHECK_TESTS),$(MAKE) --no-print-directory $(CHECK_TESTS))

screenshots: $(READY)
	@$(BIN)/python screenshots/make.py
	@$(BIN)/python screenshots/readme.py

bench: $(READY)
	@$(BIN)/python benchmarks/bench.py

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(READY): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@PIP_ROOT_USER_ACTION=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
