# Two commands are promised to stay: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOME_DIR ?= khaldun-home

.PHONY: demo test lint types contracts unit browser docs serve bench clean

demo: $(VENV)/.installed
	$(BIN)/khaldun demo --home $(HOME_DIR)

test: lint types contracts unit

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-test
	$(BIN)/mypy

contracts: $(VENV)/.installed-test
	$(BIN)/lint-imports

unit: $(VENV)/.installed-test browser
	$(BIN)/pytest -n 2 --dist loadscope

# Debian's chromium, in which the pages are tested; without it those tests are skipped, which is said here and there.
browser:
	@command -v chromium > /dev/null || { apt-get update -qq && apt-get install -qq -y chromium fonts-noto-core > /dev/null; } \
	|| echo "no chromium here and none could be installed with apt-get: the tests of pages in a browser are skipped"

docs: $(VENV)/.installed-test
	$(BIN)/pytest -q tests/test_docs.py

bench: $(VENV)/.installed-test
	@missed=0; for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file || missed=1; done; exit $$missed

serve: $(VENV)/.installed
	$(BIN)/khaldun serve --home $(HOME_DIR)

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ $(VENV)/.installed
