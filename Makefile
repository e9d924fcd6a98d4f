PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo test lint evals bench clean

install: $(VENV)/.installed ## create .venv with what development, the pages and all tests need

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dragoman needs Python 3.11 or later; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: install ## read the example reports, print what they give, write pages to look at
	@$(BIN)/dragoman demo --folder build/demo

test: install ## linters, types, and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lint: install ## mend what linters can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

evals: install ## score the reading on development data; fail below the pinned floors
	$(BIN)/python -m evals gate

bench: install ## words a second of each station, memory, and how both grow
	$(BIN)/python -m evals bench

clean:
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache
