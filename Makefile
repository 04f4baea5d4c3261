# All set-up stays inside the checkout: .venv for packages, .cache for what is computed once.
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3; do $$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
export DRAGOMAN_CACHE := $(CURDIR)/.cache/dragoman
export PIP_CACHE_DIR := $(CURDIR)/.cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check format lint types floors docs bench model lock clean serve

run: .venv/run
	$(BIN)/dragoman read demo/press --outlets demo/outlets.yaml --store demo.dragoman
	@echo
	@echo "Look at it in a browser:      $(BIN)/dragoman serve --store demo.dragoman"
	@echo "Follow any key to its words:  $(BIN)/dragoman show KEY --store demo.dragoman"

test: .venv/dev
	$(BIN)/python -m pytest

check: .venv/dev lint types docs test floors

lint: .venv/dev
	$(BIN)/ruff check src tests bench training
	$(BIN)/ruff format --check src tests bench training

format: .venv/dev
	$(BIN)/ruff check --fix src tests bench training
	$(BIN)/ruff format src tests bench training

types: .venv/dev
	$(BIN)/mypy

# Benchmark figures against bench/floors.toml; passes over those whose data is not beside the checkout.
floors: .venv/dev
	$(BIN)/python bench/run.py --floors

# The documentation as a site in site/, from what is in the checkout alone; a broken link fails.
docs: .venv/dev
	$(BIN)/mkdocs build --strict --quiet

bench: .venv/dev
	$(BIN)/python bench/run.py

# Trains the reader model from training/examples and puts it in the package: about three hours on two cores.
model: .venv/train
	$(BIN)/python -m training.build

lock: .venv/dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --extra dev pyproject.toml -o requirements-dev.lock

serve: run
	$(BIN)/dragoman serve --store demo.dragoman

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with venv is needed"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python requirements.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.venv/train: .venv/dev
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	@touch $@

clean:
	rm -rf .venv .cache demo.dragoman site
