# Every target sets up what it needs in .venv, a private environment of its own.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install -q --disable-pip-version-check -c constraints.txt

.PHONY: help map test lab install check docs notebooks pair bench data clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

map: .venv/base  ## draw the seed scenario: map.html
	$(BIN)/geo map seeds/kursk-2024.toml -o map.html

test: .venv/test  ## install everything and pass the tests
	$(BIN)/python -m pytest

lab: .venv/notebooks  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

install: .venv/test .venv/notebooks .venv/docs  ## everything for development

check: .venv/test  ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .venv/docs  ## build the documentation: docs/_build/html/index.html
	$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html

notebooks: .venv/test  ## execute the notebooks
	$(BIN)/python -m pytest -m notebook

pair: .venv/test  ## write each notebook anew from its script
	$(BIN)/jupytext --quiet --update --to ipynb notebooks/*.py

bench: .venv/test  ## print every benchmark
	for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

data: .venv/test  ## build the shipped tables again from their sources
	$(PIP) -r data/requirements.txt
	$(BIN)/python data/build.py

clean:  ## remove what was built
	rm -rf .venv docs/_build map.html

.venv/pip:
	$(PYTHON) -m venv .venv
	touch $@

.venv/base: .venv/pip pyproject.toml constraints.txt
	$(PIP) -e .
	touch $@

.venv/test .venv/notebooks .venv/docs: .venv/%: .venv/pip pyproject.toml constraints.txt
	$(PIP) -e '.[$*]'
	touch $@
